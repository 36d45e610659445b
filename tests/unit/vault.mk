# Unit tests of src/vault: one program a file, tests/unit/vault_FILE_test.c
