# `make fhir-check`: exported Questionnaires and Bundles before judges from npm, which are
# fetched once into FHIR_HOME. Not part of check.
EXTRA_DIST += tests/fhir/RESULTS.md tests/fhir/bundle.js tests/fhir/check.js tests/fhir/clients.js \
	tests/fhir/everything.yaml tests/fhir/foreign.txt tests/fhir/lhc/package.json \
	tests/fhir/lhc/run.mjs tests/fhir/package.json \
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

# `make lhc`: each shipped form as a Questionnaire in LHC-Forms, in a headless Chromium; answers by
# chance go in and come out. It needs npm and Chromium, and installs into the build directory.
#   make lhc LHC_ROUNDS=50                  more answers
LHC_ROUNDS = 5
LHC_CHROMIUM = /usr/bin/chromium
lhc_home = $(abs_builddir)/tests/fhir/lhc/home
lhc_run = LHC_HOME=$(lhc_home) CHROMIUM=$(LHC_CHROMIUM) TZ=UTC node $(srcdir)/tests/fhir/lhc/run.mjs
.PHONY: lhc clean-local-lhc
$(lhc_home)/node_modules: $(srcdir)/tests/fhir/lhc/package.json
	@$(MKDIR_P) $(lhc_home)
	cp $(srcdir)/tests/fhir/lhc/package.json $(lhc_home)/
	cd $(lhc_home) && npm install --ignore-scripts --legacy-peer-deps --omit=peer --no-audit \
	  --no-fund --no-package-lock
	touch $@

# With one answer spoilt in each first: a comparison that finds nothing then is worth nothing.
lhc: tests/fhir/answers $(lhc_home)/node_modules
	@rm -rf $(lhc_home)/forms; $(MKDIR_P) $(lhc_home)/forms; \
	for form in $(srcdir)/forms/*.yaml $(srcdir)/tests/fhir/everything.yaml; do \
	  tests/fhir/answers $$form 0 > $(lhc_home)/forms/`basename $$form .yaml`.json || exit 1; \
	done
	$(lhc_run) --rounds 1 --spoil $(lhc_home)/forms/*.json
	$(lhc_run) --rounds $(LHC_ROUNDS) $(lhc_home)/forms/*.json
clean-local-lhc:
	rm -rf $(lhc_home)
clean-local: clean-local-lhc

# `make lhc-records`: the answers of records go through LHC-Forms and have to come back.
LHC_RECORDS = 86
lhc_records = $(lhc_home)/records
.PHONY: lhc-records
lhc-records: verhaal tests/fhir/records $(lhc_home)/node_modules
	@rm -rf $(lhc_records); $(MKDIR_P) $(lhc_records); for patient in DEMO-1 DEMO-2 DEMO-3; do \
	  ./verhaal demo --format fhir --patient $$patient > $(lhc_records)/$$patient.fhir.json; \
	done
	VERHAAL_TEST_SRCDIR=$(srcdir) VERHAAL_TEST_BUILDDIR=. \
	  tests/fhir/records $(lhc_records) $(LHC_RECORDS)
	FHIR_HOME=$(lhc_home) CHROMIUM=$(LHC_CHROMIUM) node $(srcdir)/tests/fhir/clients.js \
	  $(lhc_records)/*.fhir.json
