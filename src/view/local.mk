noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_CPPFLAGS = $(AM_CPPFLAGS) 
src_view_libview_a_SOURCES =
