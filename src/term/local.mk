noinst_LIBRARIES += src/term/libterm.a
src_term_libterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(SECCOMP_CFLAGS)
src_term_libterm_a_SOURCES = \
	src/term/decoder.c \
	src/term/decoder.h \
	src/term/process.c \
	src/term/sandbox.c \
	src/term/sandbox.h \
	src/term/supervisor.c \
	src/term/supervisor.h \
	src/term/term_curses.c \
	src/term/term_script.c \
	src/term/term.h \
	src/term/theme.c \
	src/term/theme.h
