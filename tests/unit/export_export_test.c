/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats: found by name, complete in every column.
 */
#include "config.h"

#include "export/export.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_found_by_name(void **state)
{
    (void)state;
    static const char *const names[] = {"text", "markdown", "html", "json"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_non_null(export_format_find(names[i]));
        assert_string_equal(export_format_find(names[i])->name, names[i]);
        assert_false(export_format_find(names[i])->binary);
    }
    assert_null(export_format_find("docx"));
    assert_null(export_format_find(""));
    assert_null(export_format_find("TEXT"));
    assert_true(export_format_find("pdf")->binary);
}

/* The row is there in every build; without a module it says what to do instead. */
static void test_pages_without_a_module(void **state)
{
    (void)state;
    static const char *const places[] = {NULL, "", "src/export", "/no/such/place"};
    struct document *document = document_create("en");
    for (size_t i = 0; i <= sizeof(places) / sizeof(places[0]); i++) {
        const struct export_options options = {.modules = i > 0 ? places[i - 1] : NULL};
        struct buf out = BUF_INIT;
        struct error err = {0};
        assert_false(export_format_find("pdf")->write(&out, document, i > 0 ? &options : NULL,
                                                      &err));
        assert_int_equal(err.code, ERROR_UNSUPPORTED);
        assert_non_null(strstr(err.message, "PDF"));
        assert_non_null(strstr(err.message, "choose HTML"));
        assert_int_equal(out.length, 0);
        buf_finish(&out);
    }
    document_destroy(document);
}

static void test_rows_are_complete_and_different(void **state)
{
    (void)state;
    for (size_t i = 0; i < export_format_count(); i++) {
        const struct export_format *format = export_format_at(i);
        assert_int_equal(format->suffix[0], '.');
        assert_true(strlen(format->summary) > 0);
        assert_non_null(format->write);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(format->name, export_format_at(j)->name);
            assert_string_not_equal(format->suffix, export_format_at(j)->suffix);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_by_name),
        cmocka_unit_test(test_pages_without_a_module),
        cmocka_unit_test(test_rows_are_complete_and_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
