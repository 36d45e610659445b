# Unit tests of src/app: one program a file, tests/unit/app_FILE_test.c
