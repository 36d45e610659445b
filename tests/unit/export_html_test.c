/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page holds every word as text, no element but those the writer makes,
 * and nothing that runs or is fetched.
 */
#include "export/export.h"
#include "export/visible.h"
#include "export_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void write_html(struct buf *out, const struct document *document)
{
    struct error err = {0};
    assert_true(export_format_find("html")->write(out, document, NULL, &err));
}

static void assert_page_holds(const char *text)
{
    struct document *document = cases_document(text, true);
    struct buf html = BUF_INIT, page = BUF_INIT, expected = BUF_INIT, quoted = BUF_INIT;
    write_html(&html, document);
    assert_true(cases_read_html(&page, buf_text(&html)));
    buf_add_char(&expected, '\1');
    visible_text(&expected, text);
    buf_add_char(&expected, '\1');
    /* title, notice, heading, fact twice, paragraph, question twice, the details, the state */
    assert_true(cases_count(buf_text(&page), buf_text(&expected)) >= 8);
    buf_add_text(&quoted, "\1“");
    visible_text(&quoted, text);
    buf_add_text(&quoted, "”\1");
    assert_non_null(strstr(buf_text(&page), buf_text(&quoted)));
    buf_finish(&quoted);
    buf_finish(&expected);
    buf_finish(&page);
    buf_finish(&html);
    document_destroy(document);
}

static void test_blocks_as_in_golden(void **state)
{
    (void)state;
    struct document *document = cases_document("Two <words>,\nthen a second line.", true);
    document->blocks[6].language = "ar";
    struct buf out = BUF_INIT;
    write_html(&out, document);
    cases_assert_golden(&out, "export_blocks.html");
    buf_finish(&out);
    document_destroy(document);
}

static void test_hostile_and_random_words(void **state)
{
    (void)state;
    struct cases_random random = {.state = 13};
    for (size_t i = 0; i < cases_hostile_count(); i++) {
        assert_page_holds(cases_hostile(i));
    }
    for (int i = 0; i < 300; i++) {
        struct buf text = BUF_INIT;
        buf_add_text(&text, "x");
        cases_text(&text, &random, 1 + cases_number(&random, 50));
        assert_page_holds(buf_text(&text));
        buf_finish(&text);
    }
}

static void test_attributes_hold(void **state)
{
    (void)state;
    struct document *document = cases_document("\" onload=\"alert(1)\" x='>", false);
    struct buf html = BUF_INIT, page = BUF_INIT;
    write_html(&html, document);
    assert_true(cases_read_html(&page, buf_text(&html)));
    assert_null(strstr(buf_text(&html), "\" onload=\""));
    buf_finish(&page);
    buf_finish(&html);
    document_destroy(document);
}

/* Who said it is a sentence of the page: a name in it may not turn all of it round. */
static void test_who_said_it_runs_as_the_page_does(void **state)
{
    (void)state;
    struct document *document = cases_document("words", false);
    struct buf html = BUF_INIT;
    document->blocks[6].attribution = "أخ (informant), word for word";
    write_html(&html, document);
    assert_non_null(strstr(buf_text(&html), "<p class=\"detail\">— أخ (informant), word"));
    assert_non_null(strstr(buf_text(&html), "<p class=\"detail\"><strong><bdi>Meaning</bdi>:"
                                            "</strong> <bdi>words</bdi></p>"));
    buf_finish(&html);
    document_destroy(document);
}

static void test_language_that_is_none(void **state)
{
    (void)state;
    struct document *document = cases_document("words", false);
    struct buf html = BUF_INIT;
    document->blocks[6].language = "x-own";
    write_html(&html, document);
    assert_non_null(strstr(buf_text(&html), "<blockquote><p lang=\"\" dir=\"auto\">words</p>"));
    buf_clear(&html);
    document->blocks[6].language = "ar_EG";
    write_html(&html, document);
    assert_non_null(strstr(buf_text(&html), "<p lang=\"ar-EG\" dir=\"auto\">words</p>"));
    buf_finish(&html);
    document_destroy(document);
}

static void test_detector_sees_elements(void **state)
{
    (void)state;
    struct buf page = BUF_INIT;
    assert_false(cases_read_html(&page, "<p>a<script>b</script></p>"));
    buf_clear(&page);
    assert_true(cases_read_html(&page, "<p lang=\"a>b\">a&lt;b</p>"));
    assert_string_equal(buf_text(&page), "\1a<b\1");
    buf_finish(&page);
}

static void test_nothing_runs_and_nothing_is_fetched(void **state)
{
    (void)state;
    struct document *document = cases_document("words", true);
    struct buf html = BUF_INIT;
    write_html(&html, document);
    assert_non_null(strstr(buf_text(&html), "default-src 'none'"));
    static const char *const never[] = {"<script", "src=", "href=", "url(", "@import", "<img"};
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        assert_null(strstr(buf_text(&html), never[i]));
    }
    buf_finish(&html);
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_as_in_golden),
        cmocka_unit_test(test_hostile_and_random_words),
        cmocka_unit_test(test_attributes_hold),
        cmocka_unit_test(test_who_said_it_runs_as_the_page_does),
        cmocka_unit_test(test_language_that_is_none),
        cmocka_unit_test(test_detector_sees_elements),
        cmocka_unit_test(test_nothing_runs_and_nothing_is_fetched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
