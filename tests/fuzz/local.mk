# Fuzz targets: tests/fuzz/NAME_fuzz.c, with its corpus in tests/fuzz/corpus/NAME.
#
# Without --enable-fuzzing, tests/fuzz/driver.c runs each over its corpus and over
# damaged copies of it as part of `make check`. With it (and CC=clang, best with
# --enable-asan), `make fuzz` runs each for FUZZ_SECONDS; what breaks a target
# is kept in tests/fuzz/found/NAME. A new target is three lines here: its name,
# its sources, its libraries.
fuzz_targets =
fuzz_flags = $(AM_LDFLAGS)
FUZZ_SECONDS = 60
fuzz_driver = tests/fuzz/fuzz.h
if FUZZING
fuzz_flags += -fsanitize=fuzzer
else
fuzz_driver += tests/fuzz/driver.c
TESTS += $(fuzz_targets)
endif
check_PROGRAMS += $(fuzz_targets)
form_fuzz_libs = src/form/libform.a src/base/libbase.a $(BASE_LIBS)

fuzz_targets += tests/fuzz/overlay_fuzz
tests_fuzz_overlay_fuzz_SOURCES = tests/fuzz/overlay_fuzz.c $(fuzz_driver)
tests_fuzz_overlay_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_overlay_fuzz_LDADD = $(form_fuzz_libs)

fuzz_targets += tests/fuzz/form_fuzz
tests_fuzz_form_fuzz_SOURCES = tests/fuzz/form_fuzz.c $(fuzz_driver)
tests_fuzz_form_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_form_fuzz_LDADD = $(form_fuzz_libs)

fuzz_targets += tests/fuzz/rule_fuzz
tests_fuzz_rule_fuzz_SOURCES = tests/fuzz/rule_fuzz.c tests/fuzz/naive_rule.c \
	tests/fuzz/naive_rule.h tests/fuzz/naive_part.c tests/fuzz/naive_part.h $(fuzz_driver)
tests_fuzz_rule_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_rule_fuzz_LDADD = $(form_fuzz_libs)

fuzz_targets += tests/fuzz/entry_fuzz
tests_fuzz_entry_fuzz_SOURCES = tests/fuzz/entry_fuzz.c $(fuzz_driver)
tests_fuzz_entry_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_entry_fuzz_LDADD = $(form_fuzz_libs)

fuzz_targets += tests/fuzz/edit_fuzz
tests_fuzz_edit_fuzz_SOURCES = tests/fuzz/edit_fuzz.c $(fuzz_driver)
tests_fuzz_edit_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_edit_fuzz_LDADD = src/record/librecord.a $(form_fuzz_libs)

fuzz_targets += tests/fuzz/date_fuzz
tests_fuzz_date_fuzz_SOURCES = tests/fuzz/date_fuzz.c $(fuzz_driver)
tests_fuzz_date_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_date_fuzz_LDADD = src/base/libbase.a $(BASE_LIBS)

fuzz_targets += tests/fuzz/text_fuzz
tests_fuzz_text_fuzz_SOURCES = tests/fuzz/text_fuzz.c $(fuzz_driver)
tests_fuzz_text_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_text_fuzz_LDADD = src/base/libbase.a $(BASE_LIBS)

fuzz_targets += tests/fuzz/notation_fuzz
tests_fuzz_notation_fuzz_SOURCES = tests/fuzz/notation_fuzz.c $(fuzz_driver)
tests_fuzz_notation_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_notation_fuzz_LDADD = src/diagram/libdiagram.a src/record/librecord.a $(form_fuzz_libs)

fuzz_targets += tests/fuzz/questionnaire_fuzz
tests_fuzz_questionnaire_fuzz_SOURCES = tests/fuzz/questionnaire_fuzz.c $(fuzz_driver)
tests_fuzz_questionnaire_fuzz_LDFLAGS = $(fuzz_flags)
tests_fuzz_questionnaire_fuzz_LDADD = src/export/libexport.a src/diagram/libdiagram.a \
	src/record/librecord.a src/form/libform.a src/grid/libgrid.a src/base/libbase.a $(BASE_LIBS)

EXTRA_DIST += tests/fuzz/corpus tests/fuzz/RESULTS.md

if FUZZING
fuzz: $(fuzz_targets)
	@for program in $(fuzz_targets); do \
	  name=`basename $$program _fuzz`; \
	  found=tests/fuzz/found/$$name; \
	  mkdir -p $$found/corpus || exit 1; \
	  echo "$$name: $(FUZZ_SECONDS) seconds"; \
	  $$program -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=5 -rss_limit_mb=1024 \
	    -artifact_prefix=$$found/ -print_final_stats=1 $$found/corpus \
	    $(srcdir)/tests/fuzz/corpus/$$name > $$found/log 2>&1 \
	    || { tail -n 40 $$found/log; exit 1; }; \
	  grep -E 'number_of_executed_units|new_units_added' $$found/log; \
	done
else
fuzz:
	@echo "fuzzing needs a build with --enable-fuzzing --enable-asan CC=clang" >&2; exit 2
endif
