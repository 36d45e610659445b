noinst_LIBRARIES += src/grid/libgrid.a
src_grid_libgrid_a_CPPFLAGS = $(AM_CPPFLAGS) 
src_grid_libgrid_a_SOURCES =
