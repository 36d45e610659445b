# tests/fault: disks that fail, processes that are killed
if TESTS_UNIT
fault_tests = tests/fault/vault_io_test tests/fault/vault_kill_test
check_PROGRAMS += $(fault_tests)
TESTS += $(fault_tests)
FAULT_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_fault_vault_io_test_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_vault_io_test_SOURCES = tests/fault/vault_io_test.c tests/fault/fault_vfs.c \
	tests/fault/fault_vfs.h
tests_fault_vault_io_test_LDADD = $(VAULT_TEST_LIBS)
tests_fault_vault_kill_test_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_vault_kill_test_LDADD = $(VAULT_TEST_LIBS)
endif
