# Unit tests of src/record: one program a file, tests/unit/record_FILE_test.c
