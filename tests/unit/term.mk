# SPDX-License-Identifier: GPL-3.0-or-later
# Unit tests of src/term: one program a file, tests/unit/term_FILE_test.c
if TESTS_UNIT
term_tests = \
	tests/unit/term_decoder_test \
	tests/unit/term_sandbox_test \
	tests/unit/term_script_test \
	tests/unit/term_theme_test
check_PROGRAMS += $(term_tests)
TESTS += $(term_tests)
TERM_TEST_LIBS = src/term/libterm.a src/grid/libgrid.a src/base/libbase.a $(NCURSES_LIBS) \
	$(SECCOMP_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_term_decoder_test_LDADD = $(TERM_TEST_LIBS)
tests_unit_term_sandbox_test_LDADD = $(TERM_TEST_LIBS)
tests_unit_term_script_test_LDADD = $(TERM_TEST_LIBS)
tests_unit_term_theme_test_LDADD = $(TERM_TEST_LIBS)
endif
