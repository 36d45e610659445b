# SPDX-License-Identifier: GPL-3.0-or-later
# Unit tests of src/view; the pictures of all screens are in tests/journeys.
if TESTS_UNIT
view_tests = tests/unit/view_update_test
check_PROGRAMS += $(view_tests)
TESTS += $(view_tests)
VIEW_TEST_LIBS = src/libprogram.a src/cli/libcli.a src/view/libview.a src/app/libapp.a \
	src/export/libexport.a src/diagram/libdiagram.a src/term/libterm.a src/vault/libvault.a src/record/librecord.a \
	src/form/libform.a src/grid/libgrid.a src/base/libbase.a $(NCURSES_LIBS) $(SQLITE_LIBS) \
	$(BASE_LIBS) $(SECCOMP_LIBS) $(CMOCKA_LIBS)
tests_unit_view_update_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
tests_unit_view_update_test_LDADD = $(VIEW_TEST_LIBS)
endif

.PHONY: update-golden
update-golden: tests/journeys/screens_test tests/journeys/register_screens_test \
  tests/journeys/types_test
	VERHAAL_UPDATE_GOLDEN=1 VERHAAL_TEST_SRCDIR='$(abs_top_srcdir)' LC_ALL=C.UTF-8 \
	  tests/journeys/screens_test
	VERHAAL_UPDATE_GOLDEN=1 VERHAAL_TEST_SRCDIR='$(abs_top_srcdir)' LC_ALL=C.UTF-8 \
	  tests/journeys/register_screens_test
	VERHAAL_UPDATE_GOLDEN=1 VERHAAL_TEST_SRCDIR='$(abs_top_srcdir)' LC_ALL=C.UTF-8 \
	  tests/journeys/types_test
