# SPDX-License-Identifier: GPL-3.0-or-later
# Unit tests of src/grid: one program a file, tests/unit/grid_FILE_test.c
if TESTS_UNIT
grid_tests = \
	tests/unit/grid_glyph_test \
	tests/unit/grid_grid_test \
	tests/unit/grid_stroke_test
check_PROGRAMS += $(grid_tests)
TESTS += $(grid_tests)
GRID_TEST_LIBS = src/grid/libgrid.a src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_grid_glyph_test_LDADD = $(GRID_TEST_LIBS)
tests_unit_grid_grid_test_LDADD = $(GRID_TEST_LIBS)
tests_unit_grid_stroke_test_LDADD = $(GRID_TEST_LIBS)
endif
