# SPDX-License-Identifier: GPL-3.0-or-later
# What `make check` runs; the longer programs (bench, fuzz, soak) bring their
# own targets.
TESTS += tests/layers.sh tests/docs.sh tests/examples.sh tests/own_words.sh tests/catalogue.sh
EXTRA_DIST += tests/layers.sh tests/docs.sh tests/examples.sh tests/own_words.sh tests/catalogue.sh \
	tests/run.sh \
	tests/cppcheck.cfg tests/golden tests/data
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/run.sh
SH_LOG_COMPILER = $(SHELL)

include tests/unit/base.mk
include tests/unit/form.mk
include tests/unit/record.mk
include tests/unit/vault.mk
include tests/unit/diagram.mk
include tests/unit/grid.mk
include tests/unit/export.mk
include tests/unit/app.mk
include tests/unit/view.mk
include tests/unit/cli.mk
include tests/unit/term.mk
include tests/journeys/local.mk
include tests/terminal/local.mk
include tests/fault/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/fhir/local.mk
include tests/odk/local.mk
include tests/export/local.mk

# The tests that `./bootstrap check` runs a second time under the sanitizers.
.PHONY: print-tests
print-tests:
	@for test in $(TESTS); do echo "$$test"; done

# Most of them also run under valgrind, which sees uninitialised memory; not the
# long ones, and not the one that dies on purpose.
valgrind_rooms = $(filter tests/unit/base_% tests/unit/form_% tests/unit/record_% \
	tests/unit/diagram_% tests/unit/grid_% tests/unit/export_% tests/unit/term_script_%,$(TESTS))
valgrind_not = %base_secret_test %_property_test %_random_test %base_text_display_test \
	%base_edtf_words_test %record_apply_test %record_edit_test %export_pdf_test \
	%export_words_test %export_fhir_test %export_fhir_response_test \
	%export_picture_cells_test %export_picture_drawn_test \
	%export_picture_files_test %export_drawings_test %export_schema_test \
	%export_questionnaire_shape_test %diagram_lifeline_layout_test \
	%diagram_lifeline_resolve_test %diagram_ecogram_layout_test %diagram_scene_neighbour_test
.PHONY: print-valgrind-tests
print-valgrind-tests:
	@for test in $(filter-out $(valgrind_not),$(valgrind_rooms)); do echo "$$test"; done

# The same tests again and again, or closer: kills fall at other times each time.
SOAK_ROUNDS = 10
SOAK_FLIP_STEP = 7
SOAK_KEYS = 1000000
soak_programs = $(filter tests/fault/% tests/journeys/lock_test tests/terminal/journey_test,$(TESTS))
soak: verhaal $(check_PROGRAMS)
	@$(AM_TESTS_ENVIRONMENT) \
	VERHAAL_FLIP_STEP=$(SOAK_FLIP_STEP) tests/unit/vault_flip_test || exit 1; \
	VERHAAL_MONKEY_KEYS=$(SOAK_KEYS) tests/journeys/monkey_test || exit 1; \
	round=1; while test $$round -le $(SOAK_ROUNDS); do \
	  echo "# round $$round of $(SOAK_ROUNDS)"; \
	  for test in $(soak_programs); do $$test || exit 1; done; \
	  round=`expr $$round + 1`; \
	done
