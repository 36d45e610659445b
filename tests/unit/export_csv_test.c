/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of answers: read back cell by cell as RFC 4180 has it, every word
 * there, and no cell that a spreadsheet would take for a formula.
 */
#include "base/json.h"
#include "export/export.h"
#include "export_cases.h"
#include "export_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CELLS_MAX 4000

struct table {
    char *cells[CELLS_MAX];
    size_t count, columns, rows;
};

/* Strict: quotes around every cell, CRLF behind every row, as many cells in each. */
static void table_read(struct table *table, const char *text)
{
    size_t in_row = 0;
    *table = (struct table){0};
    while (*text != '\0') {
        struct buf cell = BUF_INIT;
        assert_int_equal(*text, '"');
        for (text++; text[0] != '"' || text[1] == '"'; text++) {
            assert_int_not_equal(*text, '\0');
            text += *text == '"';
            buf_add_char(&cell, *text);
        }
        assert_true(table->count < CELLS_MAX);
        table->cells[table->count++] = buf_take(&cell);
        in_row++;
        if (*++text == ',') {
            text++;
            continue;
        }
        assert_memory_equal(text, "\r\n", 2);
        text += 2;
        if (table->rows++ == 0) {
            table->columns = in_row;
        }
        assert_int_equal(in_row, table->columns);
        in_row = 0;
    }
}

static void table_finish(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->cells[i]);
    }
}

static void read_scene(struct table *table, const struct telling *scene)
{
    struct buf out = BUF_INIT;
    scene_write(&out, scene, "csv");
    table_read(table, buf_text(&out));
    buf_finish(&out);
}

static size_t column_of(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (strcmp(table->cells[i], name) == 0) {
            return i;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

/* Of the first row about ITEM. NULL: there is none. */
static const char *cell(const struct table *table, const char *item, const char *column)
{
    size_t name = column_of(table, "item"), at = column_of(table, column);
    for (size_t row = 1; row < table->rows; row++) {
        if (strcmp(table->cells[row * table->columns + name], item) == 0) {
            return table->cells[row * table->columns + at];
        }
    }
    return NULL;
}

static void test_a_row_for_each_answer(void **state)
{
    (void)state;
    struct telling scene;
    struct table table;
    struct answer answer;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight, \"the thing\"\nand the rest");
    scene_set(&scene, "cause", STATE_DECLINED, "not now");
    answer_init(&answer);
    value_set_boolean(&answer.value, true);
    scene_put(&scene, "helped", "", &answer, NULL);
    answer_init(&answer);
    value_add_choice(&answer.value, "friend");
    value_add_choice(&answer.value, "gp");
    value_set_other(&answer.value, "the baker", 9);
    answer.by = BY_INFORMANT;
    answer.how = HOW_INTERPRETED;
    scene_put(&scene, "helpers", "", &answer, NULL);
    answer_init(&answer);
    value_set_date(&answer.value, "spring 1998", 11);
    scene_put(&scene, "began", "", &answer, NULL);
    read_scene(&table, &scene);
    assert_int_equal(table.rows, 6);
    assert_string_equal(cell(&table, "problem", "value"),
                        "the weight, \"the thing\"\nand the rest");
    assert_string_equal(cell(&table, "problem", "patient"), "p1");
    assert_string_equal(cell(&table, "problem", "code"), "P-7");
    assert_string_equal(cell(&table, "problem", "form"), "small");
    assert_string_equal(cell(&table, "problem", "version"), "1");
    assert_string_equal(cell(&table, "problem", "form_status"), "draft");
    assert_string_equal(cell(&table, "problem", "question"), "What do you call it?");
    assert_string_equal(cell(&table, "problem", "by"), "patient");
    assert_string_equal(cell(&table, "problem", "how"), "verbatim");
    assert_string_equal(cell(&table, "problem", "through_interpreter"), "present");
    assert_string_equal(cell(&table, "problem", "language"), "ar");
    assert_string_equal(cell(&table, "problem", "day"), "2026-09-21");
    assert_string_equal(cell(&table, "problem", "author"), "anna");
    assert_string_equal(cell(&table, "cause", "state"), "declined");
    assert_string_equal(cell(&table, "cause", "reason"), "not now");
    assert_string_equal(cell(&table, "cause", "value"), "");
    assert_string_equal(cell(&table, "helped", "value"), "true");
    assert_string_equal(cell(&table, "helped", "display"), "yes");
    assert_string_equal(cell(&table, "helpers", "value"), "friend; gp; the baker");
    assert_string_equal(cell(&table, "helpers", "display"), "A friend, GP, the baker");
    assert_string_equal(cell(&table, "helpers", "by"), "informant");
    assert_string_equal(cell(&table, "helpers", "through_interpreter"), "yes");
    assert_string_equal(cell(&table, "began", "value"), "spring 1998");
    assert_string_equal(cell(&table, "began", "edtf"), "1998-21");
    assert_null(cell(&table, "people", "state"));
    table_finish(&table);
    scene_finish(&scene);
}

static void test_nothing_is_a_formula(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "=HYPERLINK(\"http://a.place\")", "+1",      "-2+3|cmd",  "@SUM(A1)", "\tx", "\r=1",
        "\n=1",                           "  =cmd",  "'quoted",   "\xEF\xBC\x9D" "1",
        "\xEF\xBC\x8D" "1",
    };
    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++) {
        struct telling scene;
        struct table table;
        scene_start(&scene, NULL);
        scene_say(&scene, "problem", "", formulas[i]);
        read_scene(&table, &scene);
        const char *value = cell(&table, "problem", "value");
        assert_int_equal(value[0], '\'');
        assert_string_equal(cell(&table, "problem", "display"), value);
        if (strchr(formulas[i], '\r') == NULL) {
            assert_string_equal(value + 1, formulas[i]); /* the way back */
        }
        table_finish(&table);
        scene_finish(&scene);
    }
}

static void test_words_that_are_no_formula_are_left_alone(void **state)
{
    (void)state;
    static const char *const plain[] = {"a=b", "1+1", "x@y", "word", "الحزن", "“quoted”"};
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        struct telling scene;
        struct table table;
        scene_start(&scene, NULL);
        scene_say(&scene, "problem", "", plain[i]);
        read_scene(&table, &scene);
        assert_string_equal(cell(&table, "problem", "value"), plain[i]);
        table_finish(&table);
        scene_finish(&scene);
    }
}

static void test_what_hides_is_made_visible(void **state)
{
    (void)state;
    struct telling scene;
    struct table table;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "\xE2\x80\xAE" "reversed \x1B[31m");
    read_scene(&table, &scene);
    assert_string_equal(cell(&table, "problem", "value"), "<U+202E>reversed <U+001B>[31m");
    table_finish(&table);
    scene_finish(&scene);
}

static void test_random_words_come_back(void **state)
{
    (void)state;
    struct cases_random random = {20261124};
    for (size_t round = 0; round < 100; round++) {
        struct telling scene;
        struct table table;
        struct buf words = BUF_INIT;
        cases_text(&words, &random, 1 + cases_number(&random, 30));
        scene_start(&scene, NULL);
        buf_add_text(&words, "."); /* an answer of blanks is none */
        scene_say(&scene, "problem", "", buf_text(&words));
        read_scene(&table, &scene);
        const char *value = cell(&table, "problem", "value");
        char *written = cases_squeezed(value + (value[0] == '\''), false);
        char *said = cases_squeezed(buf_text(&words), false);
        assert_string_equal(written, said);
        free(said);
        free(written);
        table_finish(&table);
        buf_finish(&words);
        scene_finish(&scene);
    }
}

static void test_document_without_data_is_refused(void **state)
{
    (void)state;
    struct document *document = cases_document("words", false);
    struct buf out = BUF_INIT;
    struct error err = {0};
    assert_false(export_format_find("csv")->write(&out, document, NULL, &err));
    assert_int_equal(err.code, ERROR_UNSUPPORTED);
    assert_int_equal(out.length, 0);
    buf_finish(&out);
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_row_for_each_answer),
        cmocka_unit_test(test_nothing_is_a_formula),
        cmocka_unit_test(test_words_that_are_no_formula_are_left_alone),
        cmocka_unit_test(test_what_hides_is_made_visible),
        cmocka_unit_test(test_random_words_come_back),
        cmocka_unit_test(test_document_without_data_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
