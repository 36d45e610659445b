# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_PROGRAMS += tests/export/cases
CLEANFILES += tests/export/cases
tests_export_cases_SOURCES = tests/export/cases.c
tests_export_cases_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
tests_export_cases_LDADD = $(EXPORT_TEST_LIBS)
tests_export_cases_LDFLAGS = $(module_borrowed)
