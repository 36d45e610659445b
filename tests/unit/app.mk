# Unit tests of src/app: one program a file, tests/unit/app_FILE_test.c
if TESTS_UNIT
app_tests = \
	tests/unit/app_board_test \
	tests/unit/app_command_test \
	tests/unit/app_draft_patch_test \
	tests/unit/app_find_text_test \
	tests/unit/app_settings_test \
	tests/unit/app_text_edit_test \
	tests/unit/app_wording_test \
	tests/unit/app_words_test
check_PROGRAMS += $(app_tests)
TESTS += $(app_tests)
APP_TEST_LIBS = src/app/libapp.a src/export/libexport.a src/diagram/libdiagram.a src/vault/libvault.a \
	src/record/librecord.a src/form/libform.a src/grid/libgrid.a src/base/libbase.a \
	$(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_app_board_test_SOURCES = tests/unit/app_board_test.c tests/unit/board_names.c \
	tests/unit/board_names.h
tests_unit_app_board_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS)
tests_unit_app_board_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_command_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_draft_patch_test_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_unit_app_draft_patch_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_find_text_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_settings_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_text_edit_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_wording_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS)
tests_unit_app_wording_test_LDADD = $(APP_TEST_LIBS)
tests_unit_app_words_test_LDADD = $(APP_TEST_LIBS)
endif
