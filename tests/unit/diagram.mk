# SPDX-License-Identifier: GPL-3.0-or-later
# Unit tests of src/diagram: one program a file, tests/unit/diagram_FILE_test.c
if TESTS_UNIT
diagram_tests = \
	tests/unit/diagram_ecogram_layout_test \
	tests/unit/diagram_ecogram_notation_test \
	tests/unit/diagram_notation_test \
	tests/unit/diagram_diagram_test \
	tests/unit/diagram_scene_test \
	tests/unit/diagram_scene_measure_test \
	tests/unit/diagram_scene_neighbour_test \
	tests/unit/diagram_lifeline_layout_test \
	tests/unit/diagram_lifeline_resolve_test \
	tests/unit/diagram_lifeline_notation_test
check_PROGRAMS += $(diagram_tests)
TESTS += $(diagram_tests)
DIAGRAM_TEST_LIBS = src/diagram/libdiagram.a src/record/librecord.a src/form/libform.a \
	src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_diagram_diagram_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_scene_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_scene_measure_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_scene_neighbour_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_ecogram_layout_test_SOURCES = tests/unit/diagram_ecogram_layout_test.c \
	tests/unit/ecogram_cases.c tests/unit/ecogram_cases.h
tests_unit_diagram_ecogram_layout_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_notation_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_ecogram_notation_test_SOURCES = tests/unit/diagram_ecogram_notation_test.c \
	tests/unit/ecogram_cases.c tests/unit/ecogram_cases.h
tests_unit_diagram_ecogram_notation_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_lifeline_notation_test_SOURCES = tests/unit/diagram_lifeline_notation_test.c tests/unit/lifeline_support.c tests/unit/lifeline_support.h
tests_unit_diagram_lifeline_notation_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_lifeline_layout_test_SOURCES = tests/unit/diagram_lifeline_layout_test.c tests/unit/lifeline_support.c tests/unit/lifeline_support.h
tests_unit_diagram_lifeline_layout_test_LDADD = $(DIAGRAM_TEST_LIBS)
tests_unit_diagram_lifeline_resolve_test_SOURCES = tests/unit/diagram_lifeline_resolve_test.c tests/unit/lifeline_support.c tests/unit/lifeline_support.h
tests_unit_diagram_lifeline_resolve_test_LDADD = $(DIAGRAM_TEST_LIBS)
endif
