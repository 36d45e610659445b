# Unit tests of src/export: one program a file, tests/unit/export_FILE_test.c
