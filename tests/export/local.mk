# SPDX-License-Identifier: GPL-3.0-or-later
# `make export-check` puts the demo's patients and records by chance, full of what formats trip
# over, before other people's judges; RESULTS.md has what came of it. It needs npm, and asks
# Chromium, Java, cmark, LibreOffice, qpdf and poppler's tools where they are installed. Packages go
# into EXPORT_HOME, fetched once:
#   make export-check EXPORT_CASES=20           fewer
#   make export-check EXPORT_KEEP=yes           tests/export/out stays, with prints of the pages
# `make export-large` writes the largest answer in every format and judges what is quick with it.
EXPORT_HOME = $(HOME)/.cache/verhaal-export-check
EXPORT_CASES = 200
EXPORT_KEEP =

EXTRA_DIST += tests/export/RESULTS.md tests/export/judge.mjs tests/export/package.json \
	tests/export/page.mjs tests/export/sheets.mjs tests/export/tools.mjs tests/export/words.mjs
EXTRA_PROGRAMS += tests/export/cases
CLEANFILES += tests/export/cases
tests_export_cases_SOURCES = tests/export/cases.c
tests_export_cases_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit $(CMOCKA_CFLAGS) \
	$(JANSSON_CFLAGS)
tests_export_cases_LDADD = $(EXPORT_TEST_LIBS)
tests_export_cases_LDFLAGS = $(module_borrowed)

export_run = VERHAAL_TEST_SRCDIR='$(abs_top_srcdir)' VERHAAL_TEST_BUILDDIR='$(abs_top_builddir)'
export_modules = '$(abs_top_builddir)/src/export'

.PHONY: export-check export-large export-home
export-home:
	@cmp -s '$(top_srcdir)/tests/export/package.json' '$(EXPORT_HOME)/package.json' || { \
	  $(MKDIR_P) '$(EXPORT_HOME)' && (cd '$(EXPORT_HOME)' && rm -rf node_modules package.json) && \
	  cp '$(top_srcdir)/tests/export/package.json' '$(EXPORT_HOME)/package.new' && \
	  (cd '$(EXPORT_HOME)' && cp package.new package.json && \
	    npm install --ignore-scripts --no-audit --no-fund --no-package-lock || \
	    { rm -f package.json; exit 1; }); }

export-check: verhaal $(noinst_PROGRAMS) tests/export/cases export-home
	@set -e; rm -rf tests/export/out; $(MKDIR_P) tests/export/out; \
	$(export_run) tests/export/cases tests/export/out $(EXPORT_CASES) $(export_modules); \
	for patient in 1 2 3; do \
	  for format in text:txt markdown:md html:html json:json csv:csv pdf:pdf; do \
	    SOURCE_DATE_EPOCH=1790000000 ./verhaal demo --lang en --patient DEMO-$$patient \
	      --format `echo $$format | sed 's/:.*//'` \
	      > tests/export/out/demo-$$patient.`echo $$format | sed 's/.*://'`; \
	  done; \
	done; rc=0; \
	EXPORT_HOME='$(EXPORT_HOME)' EXPORT_KEEP='$(EXPORT_KEEP)' \
	  node '$(top_srcdir)/tests/export/judge.mjs' tests/export/out \
	  '$(top_srcdir)/src/export/summary.schema.json' || rc=1; \
	test -n '$(EXPORT_KEEP)' || rm -rf tests/export/out; exit $$rc

export-large: $(noinst_PROGRAMS) tests/export/cases export-home
	@set -e; rm -rf tests/export/out; $(MKDIR_P) tests/export/out; \
	$(export_run) tests/export/cases tests/export/out large $(export_modules); rc=0; \
	EXPORT_HOME='$(EXPORT_HOME)' EXPORT_LARGE=yes \
	  node '$(top_srcdir)/tests/export/judge.mjs' tests/export/out \
	  '$(top_srcdir)/src/export/summary.schema.json' || rc=1; \
	rm -rf tests/export/out; exit $$rc

clean-local-export:
	rm -rf tests/export/out
clean-local: clean-local-export
