/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text keeps its width, keeps every word, and lets nothing through that a
 * terminal would obey.
 */
#include "base/text.h"
#include "export/export.h"
#include "export_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void write_text(struct buf *out, const struct document *document, int columns, bool ascii)
{
    const struct export_options options = {.columns = columns, .ascii = ascii};
    struct error err = {0};
    assert_true(export_format_find("text")->write(out, document, &options, &err));
}

static void assert_width(const struct buf *out, int columns)
{
    const char *line = buf_text(out);
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        assert_true(text_width(line, length) <= columns);
        line += length + (line[length] == '\n');
    }
}

static void test_blocks_as_in_golden(void **state)
{
    (void)state;
    struct document *document = cases_document("Two words,\nthen a second line.", true);
    struct buf out = BUF_INIT;
    write_text(&out, document, 0, false);
    cases_assert_golden(&out, "export_blocks.txt");
    buf_finish(&out);
    document_destroy(document);
}

static void test_random_words_in_every_width(void **state)
{
    (void)state;
    struct cases_random random = {.state = 7};
    for (int i = 0; i < 200; i++) {
        struct buf text = BUF_INIT, out = BUF_INIT;
        cases_text(&text, &random, 1 + cases_number(&random, 60));
        struct document *document = cases_document(buf_text(&text), i % 2 == 0);
        int columns = 20 + (int)cases_number(&random, 100);
        write_text(&out, document, columns, false);
        assert_width(&out, columns);
        char *expected = cases_squeezed(buf_text(&text), true),
             *found = cases_squeezed(buf_text(&out), false);
        if (*expected != '\0') {
            assert_true(cases_count(found, expected) >= 11);
        }
        free(expected);
        free(found);
        document_destroy(document);
        buf_finish(&out);
        buf_finish(&text);
    }
}

static void test_long_answer(void **state)
{
    (void)state;
    struct buf text = BUF_INIT, out = BUF_INIT;
    cases_long_answer(&text, 2000);
    struct document *document = cases_document(buf_text(&text), true);
    write_text(&out, document, 60, false);
    assert_true(cases_holds_words(buf_text(&out), buf_text(&text)));
    assert_width(&out, 60);
    buf_finish(&out);
    document_destroy(document);
    buf_finish(&text);
}

static bool obeyed_by_terminal(const struct buf *out)
{
    for (size_t at = 0; at < out->length;) {
        uint32_t code_point;
        at += text_decode(out->data + at, out->length - at, &code_point);
        if ((code_point < 0x20 && code_point != '\n') ||
            (code_point >= 0x7F && code_point < 0xA0) ||
            (code_point >= 0x202A && code_point <= 0x202E) || code_point == 0xFFFD) {
            return true;
        }
    }
    return false;
}

static void test_nothing_a_terminal_obeys(void **state)
{
    (void)state;
    static const char text[] = "\x1B[2J\x1B]0;title\x07 \xE2\x80\xAEreversed \xC2\x9D \r\n\xFFx";
    struct document *document = cases_document(text, true);
    struct buf out = BUF_INIT, raw = BUF_INIT;
    write_text(&out, document, 80, false);
    assert_false(obeyed_by_terminal(&out));
    assert_non_null(strstr(buf_text(&out), "<U+202E>reversed"));
    buf_add_text(&raw, text); /* the detector sees it where it is */
    assert_true(obeyed_by_terminal(&raw));
    buf_finish(&raw);
    buf_finish(&out);
    document_destroy(document);
}

static void test_ascii_chrome_keeps_answers(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    struct document *document = cases_document("plain", true);
    write_text(&out, document, 80, true);
    for (size_t i = 0; i < out.length; i++) {
        assert_true((unsigned char)out.data[i] < 0x80);
    }
    document_destroy(document);
    buf_clear(&out);
    document = cases_document("élan قلبي", true);
    write_text(&out, document, 80, true);
    assert_non_null(strstr(buf_text(&out), "\"élan قلبي\""));
    document_destroy(document);
    buf_finish(&out);
}

static void test_impossible_width_is_widened(void **state)
{
    (void)state;
    struct document *document = cases_document("some words to wrap", false);
    struct buf out = BUF_INIT;
    write_text(&out, document, 1, false);
    assert_width(&out, 20);
    assert_true(cases_holds_words(buf_text(&out), "some words to wrap"));
    buf_finish(&out);
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_as_in_golden),
        cmocka_unit_test(test_random_words_in_every_width),
        cmocka_unit_test(test_long_answer),
        cmocka_unit_test(test_nothing_a_terminal_obeys),
        cmocka_unit_test(test_ascii_chrome_keeps_answers),
        cmocka_unit_test(test_impossible_width_is_widened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
