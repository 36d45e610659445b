# `make fhir-check`: exported Questionnaires and Bundles before judges from npm, which are
# fetched once into FHIR_HOME. Not part of check.
EXTRA_DIST += tests/fhir/RESULTS.md tests/fhir/bundle.js tests/fhir/check.js \
	tests/fhir/everything.yaml tests/fhir/foreign.txt tests/fhir/package.json \
	tests/fhir/paths.js
EXTRA_PROGRAMS += tests/fhir/answers tests/fhir/records
CLEANFILES += tests/fhir/answers tests/fhir/records
tests_fhir_records_SOURCES = tests/fhir/records.c
tests_fhir_records_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit $(CMOCKA_CFLAGS) \
	$(JANSSON_CFLAGS)
tests_fhir_records_LDADD = $(EXPORT_TEST_LIBS)
tests_fhir_answers_SOURCES = tests/fhir/answers.c
tests_fhir_answers_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_fhir_answers_LDADD = $(EXPORT_TEST_LIBS)

FHIR_HOME = $(HOME)/.cache/verhaal-fhir-check
FHIR_ROUNDS = 200
FHIR_RECORDS = 200
.PHONY: fhir-check
fhir-check: verhaal tests/fhir/answers tests/fhir/records
	@set -e; test -d '$(FHIR_HOME)/node_modules/fhirpath' || { mkdir -p '$(FHIR_HOME)' && \
	  cp $(srcdir)/tests/fhir/package.json '$(FHIR_HOME)' && (cd '$(FHIR_HOME)' && \
	  npm install --ignore-scripts --no-audit --no-fund --legacy-peer-deps); }; \
	export FHIR_HOME='$(FHIR_HOME)'; rm -rf tests/fhir/out; $(MKDIR_P) tests/fhir/out; rc=0; \
	for form in $(srcdir)/forms/*.yaml $(srcdir)/tests/fhir/everything.yaml; do \
	  name=tests/fhir/out/`basename $$form .yaml`; \
	  tests/fhir/answers $$form 0 > $$name.json; \
	  tests/fhir/answers $$form $(FHIR_ROUNDS) > $$name.answers; \
	  node $(srcdir)/tests/fhir/paths.js $$name.json $$name.answers || rc=1; \
	done; \
	node $(srcdir)/tests/fhir/check.js tests/fhir/out/*.json || rc=1; \
	$(MKDIR_P) tests/fhir/out/records; for patient in DEMO-1 DEMO-2 DEMO-3; do \
	  for format in fhir fhir-data; do \
	    ./verhaal demo --format $$format --patient $$patient \
	      > tests/fhir/out/records/$$patient.$$format.json; \
	  done; \
	done; \
	VERHAAL_TEST_SRCDIR=$(srcdir) VERHAAL_TEST_BUILDDIR=. \
	  tests/fhir/records tests/fhir/out/records $(FHIR_RECORDS); \
	node $(srcdir)/tests/fhir/bundle.js tests/fhir/out/records/*.json || rc=1; \
	rm -rf tests/fhir/out; exit $$rc
