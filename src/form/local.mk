noinst_LIBRARIES += src/form/libform.a
src_form_libform_a_CPPFLAGS = $(AM_CPPFLAGS) 
src_form_libform_a_SOURCES =
