# Unit tests of src/form: one program a file, tests/unit/form_FILE_test.c
