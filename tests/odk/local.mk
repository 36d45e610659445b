# SPDX-License-Identifier: GPL-3.0-or-later
# `make odk` puts random forms before ODK's own engine, in a headless Chromium,
# and compares what is asked; RESULTS.md has what came of it. It needs npm and
# Chromium, and installs its packages into the build directory:
#   make odk ODK_CASES=100                  fewer
#   make odk ODK_FIRST=5000                 others
#   make odk-album                          takes tests/odk/album.txt anew
ODK_CASES = 1000
ODK_FIRST = 1
ODK_TODAY = `date -u +%F`
ODK_CHROMIUM = /usr/bin/chromium
odk_home = $(abs_builddir)/tests/odk/home
odk_run = ODK_HOME=$(odk_home) CHROMIUM=$(ODK_CHROMIUM) TZ=UTC \
	node $(top_srcdir)/tests/odk/run.mjs

EXTRA_DIST += tests/odk/RESULTS.md tests/odk/album.txt tests/odk/package.json tests/odk/run.mjs
EXTRA_PROGRAMS += tests/odk/odk_cases
CLEANFILES += tests/odk/odk_cases
ODK_LIBS = src/export/libexport.a src/diagram/libdiagram.a src/record/librecord.a \
	src/form/libform.a src/grid/libgrid.a src/base/libbase.a $(BASE_LIBS) -lm
tests_odk_odk_cases_SOURCES = tests/odk/odk_cases.c tests/odk/random_form.c \
	tests/odk/random_form.h tests/odk/random_rule.c tests/odk/random_rule.h \
	tests/odk/random_step.c tests/odk/session.c tests/odk/session.h
tests_odk_odk_cases_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS)
tests_odk_odk_cases_LDADD = $(ODK_LIBS)

if TESTS_UNIT
check_PROGRAMS += tests/odk/replay_test
TESTS += tests/odk/replay_test
tests_odk_replay_test_SOURCES = tests/odk/replay_test.c tests/odk/session.c tests/odk/session.h
tests_odk_replay_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(CMOCKA_CFLAGS)
tests_odk_replay_test_LDADD = src/record/librecord.a src/form/libform.a src/base/libbase.a \
	$(BASE_LIBS) $(CMOCKA_LIBS) -lm
endif

.PHONY: odk odk-album
$(odk_home)/node_modules: $(top_srcdir)/tests/odk/package.json
	@mkdir -p $(odk_home)
	cp $(top_srcdir)/tests/odk/package.json $(odk_home)/
	cd $(odk_home) && npm install --no-audit --no-fund --no-package-lock
	touch $@

# Some cases with a wrong rule come first: a comparison that finds nothing in them is worth nothing.
odk: tests/odk/odk_cases $(odk_home)/node_modules
	tests/odk/odk_cases --wrong $(ODK_FIRST) 20 $(ODK_TODAY) > $(odk_home)/wrong.jsonl
	@if $(odk_run) $(odk_home)/wrong.jsonl > $(odk_home)/wrong.log; then \
	  echo "wrong rules were not found"; exit 1; fi
	@tail -n 2 $(odk_home)/wrong.log | sed -n '1s/^/with one wrong rule in each form: /p'
	tests/odk/odk_cases $(ODK_FIRST) $(ODK_CASES) $(ODK_TODAY) > $(odk_home)/cases.jsonl
	$(odk_run) $(odk_home)/cases.jsonl

odk-album: tests/odk/odk_cases
	tests/odk/odk_cases --album $(ODK_FIRST) 100 $(ODK_TODAY) > $(top_srcdir)/tests/odk/album.txt

clean-local-odk:
	rm -rf $(odk_home)
clean-local: clean-local-odk
