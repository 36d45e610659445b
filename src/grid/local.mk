noinst_LIBRARIES += src/grid/libgrid.a
src_grid_libgrid_a_CPPFLAGS = $(AM_CPPFLAGS)
src_grid_libgrid_a_SOURCES = \
	src/grid/glyph.c \
	src/grid/glyph.h \
	src/grid/grid.c \
	src/grid/grid.h \
	src/grid/stroke.c \
	src/grid/stroke.h
