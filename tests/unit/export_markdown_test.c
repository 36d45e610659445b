/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown holds every word verbatim: the test reads it back by the rules of
 * CommonMark and compares, and looks at the raw lines for anything that a
 * renderer would take for markup.
 */
#include "export/export.h"
#include "export/visible.h"
#include "export_cases.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void write_markdown(struct buf *out, const struct document *document)
{
    struct error err = {0};
    assert_true(export_format_find("markdown")->write(out, document, NULL, &err));
}

/* As it should come back: line ends at the end are layout. */
static void expect(struct buf *out, const char *text)
{
    visible_text(out, text);
    while (out->length > 0 && out->data[out->length - 1] == '\n') {
        buf_remove(out, out->length - 1, 1);
    }
}

static void assert_verbatim(const char *text, bool verbatim)
{
    struct document *document = cases_document(text, verbatim);
    struct buf markdown = BUF_INIT, back = BUF_INIT, expected = BUF_INIT, quoted = BUF_INIT;
    write_markdown(&markdown, document);
    cases_read_markdown(&back, buf_text(&markdown));
    expect(&expected, text);
    /* notice, fact, paragraph, answer, its three details, the state and its reason */
    assert_true(expected.length == 0 || cases_count(buf_text(&back), buf_text(&expected)) >= 9);
    buf_add_format(&quoted, "“%s”\n", buf_text(&expected));
    assert_int_equal(verbatim, strstr(buf_text(&back), buf_text(&quoted)) != NULL);
    buf_finish(&quoted);
    buf_finish(&expected);
    buf_finish(&back);
    buf_finish(&markdown);
    document_destroy(document);
}

/* Whether a line of words (without its layout) has something a renderer acts on. */
static bool line_has_markup(const char *line, size_t length)
{
    size_t digits = strspn(line, "0123456789");
    if (length > 0 && strchr("+-=: \t", line[0]) != NULL) {
        return true;
    }
    if (digits > 0 && digits < length && strchr(".)", line[digits]) != NULL) {
        return true;
    }
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '\\') {
            i++;
        } else if (line[i] == '&') {
            size_t end = strcspn(line + i, ";");
            if (line[i + 1] != '#' || i + end >= length) {
                return true;
            }
            i += end;
        } else if (strchr("`*_[]<>#~|^$", line[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Every line of a document of one answer must be words in a quotation. */
static bool has_markup(const char *markdown)
{
    for (const char *line = markdown + strspn(markdown, "\n"); *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (line[0] != '>' || (length > 1 && line[1] != ' ')) {
            return true;
        }
        if (length > 2 && line_has_markup(line + 2, length - 2)) {
            return true;
        }
        line += length + (line[length] == '\n');
    }
    return false;
}

static void assert_no_markup(const char *text)
{
    struct document *document = document_create("en");
    document_add(document, BLOCK_ANSWER, "", text);
    struct buf markdown = BUF_INIT;
    write_markdown(&markdown, document);
    if (has_markup(buf_text(&markdown))) {
        fail_msg("taken for markup: %s", buf_text(&markdown));
    }
    buf_finish(&markdown);
    document_destroy(document);
}

static void test_blocks_as_in_golden(void **state)
{
    (void)state;
    struct document *document = cases_document("Two *words*,\nthen a second line.", true);
    struct buf out = BUF_INIT;
    write_markdown(&out, document);
    cases_assert_golden(&out, "export_blocks.md");
    buf_finish(&out);
    document_destroy(document);
}

static void test_hostile_words_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < cases_hostile_count(); i++) {
        assert_verbatim(cases_hostile(i), true);
        assert_verbatim(cases_hostile(i), false);
        assert_no_markup(cases_hostile(i));
    }
}

static void test_random_words_come_back(void **state)
{
    (void)state;
    struct cases_random random = {.state = 11};
    for (int i = 0; i < 500; i++) {
        struct buf text = BUF_INIT;
        cases_text(&text, &random, 1 + cases_number(&random, 50));
        assert_verbatim(buf_text(&text), i % 2 == 0);
        assert_no_markup(buf_text(&text));
        buf_finish(&text);
    }
}

static void test_long_answer_comes_back(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    cases_long_answer(&text, 2000);
    assert_verbatim(buf_text(&text), true);
    buf_finish(&text);
}

static void test_detector_sees_markup(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "> *a*", "> # a", "> - a", "> 1. a", "> <b>", "> &amp;", "> a|b", ">  a", "a", "> a ~~b~~",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_true(has_markup(bad[i]));
    }
    assert_false(has_markup("\n> a \\*b\\* &#32;\n>\n> 1\\. x"));
}

static void test_hidden_characters_are_seen(void **state)
{
    (void)state;
    struct document *document = document_create("en");
    document_add(document, BLOCK_ANSWER, "",
                 "a\xE2\x80\xAE"
                 "b\x1B");
    struct buf out = BUF_INIT;
    write_markdown(&out, document);
    assert_non_null(strstr(buf_text(&out), "a\\<U+202E\\>b\\<U+001B\\>"));
    buf_finish(&out);
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_as_in_golden),
        cmocka_unit_test(test_hostile_words_come_back),
        cmocka_unit_test(test_random_words_come_back),
        cmocka_unit_test(test_long_answer_comes_back),
        cmocka_unit_test(test_detector_sees_markup),
        cmocka_unit_test(test_hidden_characters_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
