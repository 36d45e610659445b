# Unit tests of src/record: one program a file, tests/unit/record_FILE_test.c
# A test links its room and the rooms to its left, nothing else.
if TESTS_UNIT
record_tests = \
	tests/unit/record_answer_test \
	tests/unit/record_apply_test \
	tests/unit/record_capture_test \
	tests/unit/record_change_test \
	tests/unit/record_drawing_test \
	tests/unit/record_edit_test \
	tests/unit/record_history_test \
	tests/unit/record_id_index_test \
	tests/unit/record_mark_test \
	tests/unit/record_matter_test \
	tests/unit/record_migration_property_test \
	tests/unit/record_migration_test \
	tests/unit/record_progress_test \
	tests/unit/record_relevance_test \
	tests/unit/record_settle_test \
	tests/unit/record_property_test \
	tests/unit/record_undo_test
check_PROGRAMS += $(record_tests)
TESTS += $(record_tests)
RECORD_TEST_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(CMOCKA_CFLAGS)
RECORD_TEST_LIBS = src/record/librecord.a src/form/libform.a src/base/libbase.a \
	$(BASE_LIBS) $(CMOCKA_LIBS)
RECORD_SUPPORT = tests/unit/record_support.c tests/unit/record_support.h
tests_unit_record_answer_test_SOURCES = tests/unit/record_answer_test.c $(RECORD_SUPPORT)
tests_unit_record_answer_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_answer_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_apply_test_SOURCES = tests/unit/record_apply_test.c $(RECORD_SUPPORT)
tests_unit_record_apply_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_apply_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_capture_test_SOURCES = tests/unit/record_capture_test.c $(RECORD_SUPPORT)
tests_unit_record_capture_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_capture_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_change_test_SOURCES = tests/unit/record_change_test.c $(RECORD_SUPPORT)
tests_unit_record_change_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_change_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_drawing_test_SOURCES = tests/unit/record_drawing_test.c $(RECORD_SUPPORT)
tests_unit_record_drawing_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_drawing_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_edit_test_SOURCES = tests/unit/record_edit_test.c $(RECORD_SUPPORT)
tests_unit_record_edit_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_edit_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_history_test_SOURCES = tests/unit/record_history_test.c $(RECORD_SUPPORT)
tests_unit_record_history_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_history_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_id_index_test_SOURCES = tests/unit/record_id_index_test.c $(RECORD_SUPPORT)
tests_unit_record_id_index_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_id_index_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_mark_test_SOURCES = tests/unit/record_mark_test.c $(RECORD_SUPPORT)
tests_unit_record_mark_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_mark_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_matter_test_SOURCES = tests/unit/record_matter_test.c $(RECORD_SUPPORT)
tests_unit_record_matter_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_matter_test_LDADD = $(RECORD_TEST_LIBS)
MIGRATION_SUPPORT = $(RECORD_SUPPORT) tests/unit/migration_support.c tests/unit/migration_support.h
tests_unit_record_migration_property_test_SOURCES = tests/unit/record_migration_property_test.c \
	$(MIGRATION_SUPPORT)
tests_unit_record_migration_property_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_migration_property_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_migration_test_SOURCES = tests/unit/record_migration_test.c $(MIGRATION_SUPPORT)
tests_unit_record_migration_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_migration_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_progress_test_SOURCES = tests/unit/record_progress_test.c $(RECORD_SUPPORT)
tests_unit_record_progress_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_progress_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_relevance_test_SOURCES = tests/unit/record_relevance_test.c $(RECORD_SUPPORT)
tests_unit_record_relevance_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_relevance_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_settle_test_SOURCES = tests/unit/record_settle_test.c $(RECORD_SUPPORT)
tests_unit_record_settle_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_settle_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_property_test_SOURCES = tests/unit/record_property_test.c $(RECORD_SUPPORT)
tests_unit_record_property_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_property_test_LDADD = $(RECORD_TEST_LIBS)
tests_unit_record_undo_test_SOURCES = tests/unit/record_undo_test.c $(RECORD_SUPPORT)
tests_unit_record_undo_test_CPPFLAGS = $(RECORD_TEST_CPPFLAGS)
tests_unit_record_undo_test_LDADD = $(RECORD_TEST_LIBS)
endif
