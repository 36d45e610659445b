# Unit tests of src/view: one program a file, tests/unit/view_FILE_test.c
