# Unit tests of src/base: one program a file, tests/unit/base_FILE_test.c
# A test links its room and the rooms to its left, nothing else.
EXTRA_DIST += tests/unit/scratch.h
if TESTS_UNIT
base_tests = \
	tests/unit/base_alloc_test \
	tests/unit/base_arena_test \
	tests/unit/base_buf_test \
	tests/unit/base_calendar_test \
	tests/unit/base_digest_test \
	tests/unit/base_edtf_test \
	tests/unit/base_edtf_words_test \
	tests/unit/base_error_test \
	tests/unit/base_file_test \
	tests/unit/base_i18n_test \
	tests/unit/base_json_test \
	tests/unit/base_key_test \
	tests/unit/base_secret_test \
	tests/unit/base_text_test \
	tests/unit/base_text_display_test \
	tests/unit/base_text_fold_test \
	tests/unit/base_text_wrap_test \
	tests/unit/base_world_test \
	tests/unit/base_yaml_tree_test
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)
BASE_TEST_LIBS = src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_base_alloc_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_arena_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_buf_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_calendar_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_digest_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_edtf_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_edtf_words_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_error_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_file_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_i18n_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_json_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_key_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_secret_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_text_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_text_display_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_text_fold_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_text_wrap_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_world_test_LDADD = $(BASE_TEST_LIBS)
tests_unit_base_yaml_tree_test_LDADD = $(BASE_TEST_LIBS)
endif
