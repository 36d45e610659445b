# SPDX-License-Identifier: GPL-3.0-or-later
# `make bench` measures the program and the floors in one run and prints ratios:
#   make bench BENCHFLAGS='--json FILE'     also writes them
#   make bench BENCHFLAGS=--gate            fails when a goal is missed
#   make bench KEYFLAGS=--count             also counts instructions and system calls, slowly
bench_programs = tests/bench/bench tests/bench/bench_form tests/bench/bench_vault \
	tests/bench/bench_unlock tests/bench/bench_keys tests/bench/bench_size \
	tests/bench/bench_diagram \
	tests/bench/floor_ncurses tests/bench/floor_sqlite tests/bench/floor_yaml
EXTRA_DIST += tests/bench/RESULTS.md
EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs)

tests_bench_bench_SOURCES = tests/bench/bench.c tests/bench/pty.c tests/bench/pty.h \
	tests/bench/samples.c tests/bench/samples.h tests/bench/stage.c tests/bench/stage.h
tests_bench_bench_LDADD = -lm

tests_bench_bench_keys_SOURCES = tests/bench/bench_keys.c tests/bench/pty.c \
	tests/bench/samples.c tests/bench/stage.c
tests_bench_bench_keys_LDADD = -lm

tests_bench_bench_size_SOURCES = tests/bench/bench_size.c tests/bench/pty.c \
	tests/bench/samples.c tests/bench/stage.c
tests_bench_bench_size_LDADD = -lm

tests_bench_bench_form_SOURCES = tests/bench/bench_form.c tests/bench/samples.c
tests_bench_bench_form_LDADD = src/form/libform.a src/base/libbase.a $(BASE_LIBS) -lm

tests_bench_bench_vault_SOURCES = tests/bench/bench_vault.c tests/bench/samples.c
tests_bench_bench_vault_LDADD = src/vault/libvault.a src/record/librecord.a src/form/libform.a \
	src/base/libbase.a $(SQLITE_LIBS) $(BASE_LIBS) -lm

tests_bench_bench_unlock_SOURCES = tests/bench/bench_unlock.c tests/bench/samples.c
tests_bench_bench_unlock_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_bench_bench_unlock_LDADD = src/view/libview.a src/app/libapp.a src/export/libexport.a \
	src/diagram/libdiagram.a src/vault/libvault.a src/record/librecord.a src/form/libform.a \
	src/grid/libgrid.a src/base/libbase.a $(SQLITE_LIBS) $(BASE_LIBS) -lm

tests_bench_bench_diagram_SOURCES = tests/bench/bench_diagram.c tests/bench/samples.c
tests_bench_bench_diagram_LDADD = src/diagram/libdiagram.a src/record/librecord.a \
	src/form/libform.a src/base/libbase.a $(BASE_LIBS) -lm

tests_bench_floor_ncurses_SOURCES = tests/bench/floor_ncurses.c
tests_bench_floor_ncurses_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS)
tests_bench_floor_ncurses_LDADD = $(NCURSES_LIBS)

tests_bench_floor_sqlite_SOURCES = tests/bench/floor_sqlite.c tests/bench/samples.c
tests_bench_floor_sqlite_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_bench_floor_sqlite_LDADD = $(SQLITE_LIBS) -lm

tests_bench_floor_yaml_SOURCES = tests/bench/floor_yaml.c tests/bench/samples.c
tests_bench_floor_yaml_CPPFLAGS = $(AM_CPPFLAGS) $(YAML_CFLAGS)
tests_bench_floor_yaml_LDADD = $(YAML_LIBS) -lm

bench: verhaal $(bench_programs)
	tests/bench/bench --program '$(abs_builddir)/verhaal' --forms '$(srcdir)/forms' $(BENCHFLAGS)
	tests/bench/bench_keys --program '$(abs_builddir)/verhaal' $(KEYFLAGS)
	tests/bench/bench_size --program '$(abs_builddir)/verhaal'
