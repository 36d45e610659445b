# Unit tests of src/grid: one program a file, tests/unit/grid_FILE_test.c
