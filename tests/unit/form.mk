# Unit tests of src/form: one program a file, tests/unit/form_FILE_test.c
if TESTS_UNIT
form_tests = \
	tests/unit/form_against_test \
	tests/unit/form_check_test \
	tests/unit/form_entry_test \
	tests/unit/form_entry_types_test \
	tests/unit/form_graph_test \
	tests/unit/form_hostile_test \
	tests/unit/form_library_test \
	tests/unit/form_overlay_test \
	tests/unit/form_pattern_test \
	tests/unit/form_rule_test \
	tests/unit/form_rule_random_test \
	tests/unit/form_translation_test \
	tests/unit/form_value_test \
	tests/unit/form_write_test \
	tests/unit/form_yaml_test
check_PROGRAMS += $(form_tests)
TESTS += $(form_tests)
check_LIBRARIES += tests/unit/libformtest.a
tests_unit_libformtest_a_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_libformtest_a_SOURCES = tests/unit/form_support.c tests/unit/form_support.h
FORM_TEST_LIBS = tests/unit/libformtest.a src/form/libform.a src/base/libbase.a $(BASE_LIBS) \
	$(CMOCKA_LIBS)
tests_unit_form_against_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_check_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_entry_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_entry_types_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_graph_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_hostile_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_library_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_overlay_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_pattern_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_rule_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_rule_random_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_translation_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_value_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_write_test_LDADD = $(FORM_TEST_LIBS)
tests_unit_form_yaml_test_LDADD = $(FORM_TEST_LIBS)
endif
