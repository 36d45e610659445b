# Unit tests of src/vault: one program a file, tests/unit/vault_FILE_test.c
if TESTS_UNIT
vault_tests = \
	tests/unit/vault_attachment_test \
	tests/unit/vault_file_test \
	tests/unit/vault_flip_test \
	tests/unit/vault_golden_test \
	tests/unit/vault_people_test \
	tests/unit/vault_seal_kdf_test \
	tests/unit/vault_seal_test \
	tests/unit/vault_tamper_test \
	tests/unit/vault_team_test \
	tests/unit/vault_vault_test
check_PROGRAMS += $(vault_tests)
TESTS += $(vault_tests)
check_LIBRARIES += tests/unit/libvaulttools.a
tests_unit_libvaulttools_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_libvaulttools_a_SOURCES = tests/unit/vault_people_tools.c \
	tests/unit/vault_people_tools.h tests/unit/vault_tools.c tests/unit/vault_tools.h
VAULT_TEST_LIBS = tests/unit/libvaulttools.a src/vault/libvault.a src/base/libbase.a \
	$(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_vault_attachment_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_file_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_flip_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_golden_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_people_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_seal_kdf_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_seal_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_tamper_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_team_test_LDADD = $(VAULT_TEST_LIBS)
tests_unit_vault_vault_test_LDADD = $(VAULT_TEST_LIBS)
endif
