# Unit tests of src/term: one program a file, tests/unit/term_FILE_test.c
