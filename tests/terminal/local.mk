# SPDX-License-Identifier: GPL-3.0-or-later
# Tests on a pseudo terminal with an emulator (libvterm) behind it, and in tmux.
EXTRA_DIST += tests/terminal/tmux_residue_test.sh
if TESTS_UNIT
if TESTS_TERMINAL
# What any test on a terminal needs: #include "terminal/vterm_screen.h"
check_LIBRARIES += tests/terminal/libscreen.a
tests_terminal_libscreen_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests $(VTERM_CFLAGS)
tests_terminal_libscreen_a_SOURCES = \
	tests/terminal/vterm_screen.c \
	tests/terminal/vterm_screen.h
SCREEN_LIBS = tests/terminal/libscreen.a $(VTERM_LIBS)

terminal_tests = tests/terminal/term_curses_test tests/terminal/supervisor_test
check_PROGRAMS += tests/terminal/term_echo $(terminal_tests)
TESTS += $(terminal_tests) tests/terminal/tmux_residue_test.sh
ECHO_SOURCES = tests/terminal/echo.c tests/terminal/echo.h
tests_terminal_term_echo_LDADD = $(TERM_TEST_LIBS)
tests_terminal_term_curses_test_SOURCES = tests/terminal/term_curses_test.c $(ECHO_SOURCES)
tests_terminal_term_curses_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_term_curses_test_LDADD = $(SCREEN_LIBS) $(CMOCKA_LIBS)
tests_terminal_supervisor_test_SOURCES = tests/terminal/supervisor_test.c $(ECHO_SOURCES)
tests_terminal_supervisor_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_supervisor_test_LDADD = $(SCREEN_LIBS) $(CMOCKA_LIBS)

# The whole program at a terminal.
check_LIBRARIES += tests/terminal/libplayer.a
tests_terminal_libplayer_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_libplayer_a_SOURCES = \
	tests/terminal/player.c \
	tests/terminal/player.h
PLAYER_LIBS = tests/terminal/libplayer.a $(SCREEN_LIBS) tests/journeys/libjourney.a \
	src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
player_tests = tests/terminal/journey_test tests/terminal/preview_test \
	tests/terminal/secrets_test tests/terminal/window_test
check_PROGRAMS += $(player_tests)
TESTS += $(player_tests)
tests_terminal_journey_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_journey_test_LDADD = $(PLAYER_LIBS)
tests_terminal_preview_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_preview_test_LDADD = $(PLAYER_LIBS)
tests_terminal_secrets_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_secrets_test_LDADD = $(PLAYER_LIBS)
tests_terminal_window_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_terminal_window_test_LDADD = $(PLAYER_LIBS)
endif
endif
