# Unit tests of src/base: one program a file, tests/unit/base_FILE_test.c
# A test links its room and the rooms to its left, nothing else.
if TESTS_UNIT
base_tests = tests/unit/base_buf_test
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)
BASE_TEST_LIBS = src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_base_buf_test_LDADD = $(BASE_TEST_LIBS)
endif
