noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_CPPFLAGS = $(AM_CPPFLAGS) 
src_record_librecord_a_SOURCES =
