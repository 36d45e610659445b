# Unit tests of src/cli: one program a file, tests/unit/cli_FILE_test.c
