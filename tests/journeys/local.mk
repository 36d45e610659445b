# SPDX-License-Identifier: GPL-3.0-or-later
# Whole journeys without a terminal: the app on scripts, and the command line.
EXTRA_DIST += tests/journeys/cli.sh tests/journeys/export.sh tests/forms/every_type.yaml
if TESTS_UNIT
check_LIBRARIES += tests/journeys/libjourney.a
tests_journeys_libjourney_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_libjourney_a_SOURCES = \
	tests/journeys/journey.c \
	tests/journeys/journey.h \
	tests/journeys/story.c \
	tests/journeys/story.h
check_PROGRAMS += tests/journeys/story_tool
tests_journeys_story_tool_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_story_tool_LDADD = tests/journeys/libjourney.a src/base/libbase.a $(BASE_LIBS)
check_PROGRAMS += tests/journeys/schema_tool
tests_journeys_schema_tool_SOURCES = tests/journeys/schema_tool.c tests/unit/schema_check.c \
	tests/unit/schema_check.h
tests_journeys_schema_tool_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests $(JANSSON_CFLAGS)
tests_journeys_schema_tool_LDADD = src/base/libbase.a $(BASE_LIBS)
TESTS += tests/journeys/cli.sh tests/journeys/export.sh
JOURNEY_LIBS = tests/journeys/libjourney.a src/libprogram.a src/view/libview.a \
	src/app/libapp.a src/export/libexport.a src/diagram/libdiagram.a src/term/libterm.a src/vault/libvault.a \
	src/record/librecord.a src/form/libform.a src/grid/libgrid.a src/base/libbase.a \
	$(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)

journey_tests = \
	tests/journeys/context_test \
	tests/journeys/capture_test \
	tests/journeys/drawing_test \
	tests/journeys/editing_test \
	tests/journeys/instruments_test \
	tests/journeys/intake_test \
	tests/journeys/lock_test \
	tests/journeys/monkey_test \
	tests/journeys/newer_test \
	tests/journeys/register_test \
	tests/journeys/register_screens_test \
	tests/journeys/screens_test \
	tests/journeys/script_interview_test \
	tests/journeys/types_test
check_PROGRAMS += $(journey_tests)
TESTS += $(journey_tests)
tests_journeys_capture_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_capture_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_drawing_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_drawing_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_editing_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_editing_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_instruments_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_instruments_test_LDADD = src/form/libform.a src/base/libbase.a $(BASE_LIBS) \
	$(CMOCKA_LIBS)
tests_journeys_intake_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_intake_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_context_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_context_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_lock_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_lock_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_monkey_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_monkey_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_newer_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_newer_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_register_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_register_test_LDADD = $(JOURNEY_LIBS)
walk_sources = tests/journeys/album.c tests/journeys/album.h tests/journeys/walk.c \
	tests/journeys/walk.h
tests_journeys_register_screens_test_SOURCES = tests/journeys/register_screens_test.c \
	$(walk_sources)
tests_journeys_register_screens_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests
tests_journeys_register_screens_test_LDADD = $(JOURNEY_LIBS) $(NCURSES_LIBS)
tests_journeys_screens_test_SOURCES = tests/journeys/screens_test.c $(walk_sources)
tests_journeys_screens_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests
tests_journeys_screens_test_LDADD = $(JOURNEY_LIBS) $(NCURSES_LIBS)
tests_journeys_script_interview_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_journeys_script_interview_test_LDADD = $(JOURNEY_LIBS)
tests_journeys_types_test_SOURCES = tests/journeys/types_test.c tests/journeys/album.c \
	tests/journeys/album.h
tests_journeys_types_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests
tests_journeys_types_test_LDADD = $(JOURNEY_LIBS) $(NCURSES_LIBS)
endif
