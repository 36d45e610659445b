noinst_LIBRARIES += src/export/libexport.a
src_export_libexport_a_CPPFLAGS = $(AM_CPPFLAGS) 
src_export_libexport_a_SOURCES =
