# Unit tests of src/export: one program a file, tests/unit/export_FILE_test.c
EXTRA_DIST += tests/golden/export_blocks.txt tests/golden/export_blocks.md \
	tests/golden/export_blocks.html tests/golden/export_summary.txt \
	tests/golden/export_summary_nl.md tests/golden/export_summary.json
if TESTS_UNIT
export_tests = \
	tests/unit/export_audience_test \
	tests/unit/export_blank_test \
	tests/unit/export_csv_test \
	tests/unit/export_document_test \
	tests/unit/export_drawings_test \
	tests/unit/export_export_test \
	tests/unit/export_fhir_test \
	tests/unit/export_fhir_response_test \
	tests/unit/export_golden_test \
	tests/unit/export_html_test \
	tests/unit/export_json_test \
	tests/unit/export_kept_back_test \
	tests/unit/export_language_test \
	tests/unit/export_markdown_test \
	tests/unit/export_odk_test \
	tests/unit/export_picture_cells_test \
	tests/unit/export_picture_drawn_test \
	tests/unit/export_picture_files_test \
	tests/unit/export_questionnaire_test \
	tests/unit/export_questionnaire_read_test \
	tests/unit/export_questionnaire_foreign_test \
	tests/unit/export_questionnaire_lost_test \
	tests/unit/export_questionnaire_shape_test \
	tests/unit/export_schema_test \
	tests/unit/export_summary_test \
	tests/unit/export_text_test \
	tests/unit/export_visible_test \
	tests/unit/export_when_test \
	tests/unit/export_words_test
if PDF
export_tests += tests/unit/export_pdf_test
# Modules that the program must refuse: of another version, and of nobody.
check_PROGRAMS += tests/unit/module_older/pdf.so tests/unit/module_bare/pdf.so
tests_unit_module_older_pdf_so_SOURCES = tests/unit/module_older.c
tests_unit_module_older_pdf_so_CFLAGS = $(src_export_pdf_so_CFLAGS)
tests_unit_module_older_pdf_so_LDFLAGS = $(src_export_pdf_so_LDFLAGS)
tests_unit_module_bare_pdf_so_SOURCES = tests/unit/module_bare.c
tests_unit_module_bare_pdf_so_CFLAGS = $(src_export_pdf_so_CFLAGS)
tests_unit_module_bare_pdf_so_LDFLAGS = $(src_export_pdf_so_LDFLAGS)
endif
check_PROGRAMS += $(export_tests)
TESTS += $(export_tests)
check_LIBRARIES += tests/unit/libexport_cases.a
tests_unit_libexport_cases_a_SOURCES = \
	tests/unit/export_cases.c \
	tests/unit/export_cases.h \
	tests/unit/export_scene.c \
	tests/unit/export_scene.h \
	tests/unit/fhir_bundle.c \
	tests/unit/fhir_bundle.h \
	tests/unit/random_telling.c \
	tests/unit/random_telling.h \
	tests/unit/schema_check.c \
	tests/unit/schema_check.h \
	tests/unit/record_support.c \
	tests/unit/record_support.h
tests_unit_libexport_cases_a_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
PICTURE_READER = tests/unit/picture_reader.c tests/unit/picture_reader.h
# The program has all that the module borrows; these would leave some of it out.
module_borrowed = $(AM_LDFLAGS) $(module_flags) -Wl,-u,world_format_time,-u,edge_signs \
	-Wl,-u,place_line,-u,script_is_right_to_left,-u,block_details,-u,visible_line \
	-Wl,-u,language_is_right_to_left,-u,i18n_in
EXPORT_TEST_LIBS = tests/unit/libexport_cases.a src/export/libexport.a src/diagram/libdiagram.a src/record/librecord.a \
	src/form/libform.a src/grid/libgrid.a src/base/libbase.a $(BASE_LIBS) \
	$(CMOCKA_LIBS)
tests_unit_export_csv_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_document_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_drawings_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_export_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_fhir_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_fhir_response_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_golden_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_html_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_audience_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_json_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_kept_back_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_language_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_markdown_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_pdf_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_pdf_test_LDFLAGS = $(module_borrowed)
EXTRA_tests_unit_export_pdf_test_DEPENDENCIES = $(module_list) src/export/pdf.so \
	tests/unit/module_older/pdf.so tests/unit/module_bare/pdf.so
tests_unit_export_odk_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_picture_cells_test_SOURCES = tests/unit/export_picture_cells_test.c $(PICTURE_READER)
tests_unit_export_picture_cells_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_picture_drawn_test_SOURCES = tests/unit/export_picture_drawn_test.c $(PICTURE_READER)
tests_unit_export_picture_drawn_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_picture_files_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_picture_files_test_LDFLAGS = $(module_borrowed)
EXTRA_tests_unit_export_picture_files_test_DEPENDENCIES = $(module_list) $(noinst_PROGRAMS)
tests_unit_export_questionnaire_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_questionnaire_read_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_questionnaire_foreign_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_questionnaire_lost_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_questionnaire_shape_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_schema_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_summary_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_text_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_visible_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_blank_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_when_test_LDADD = $(EXPORT_TEST_LIBS)
tests_unit_export_words_test_LDADD = $(EXPORT_TEST_LIBS)
endif
