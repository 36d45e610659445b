/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages: the same document gives the same bytes with the date it was given,
 * what no font has is refused before a byte is written, and the words are
 * there as text (read by pdftotext where that is installed). All through the
 * module as it is built; those that are none of ours are refused.
 */
#include "config.h"

#include "base/file.h"
#include "export/export.h"
#include "export_cases.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifdef BUILT_WITH_ASAN
/* Some versions of fontconfig lose one small block when they read their own settings. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so\n";
}
#endif

static const struct export_options options = {.modules = VERHAAL_BUILDDIR "/src/export"};

static void write_pdf(struct buf *out, const struct document *document)
{
    struct error err = {0};
    if (!export_format_find("pdf")->write(out, document, &options, &err)) {
        fail_msg("%s", err.message);
    }
}

/* The text of the pages; skips the test where there is no pdftotext. */
static void read_pdf(struct buf *out, const struct buf *pdf)
{
    char path[512], command[600], piece[4096];
    struct error err = {0};
    if (system("pdftotext -v >/dev/null 2>&1") != 0) {
        skip();
    }
    char *directory = scratch_create();
    snprintf(path, sizeof(path), "%s/pages.pdf", directory);
    assert_true(file_write(path, pdf->data, pdf->length, FILE_NEW, &err));
    snprintf(command, sizeof(command), "pdftotext -layout -enc UTF-8 '%s' -", path);
    FILE *pages = popen(command, "r");
    assert_non_null(pages);
    for (size_t got; (got = fread(piece, 1, sizeof(piece), pages)) > 0;) {
        buf_add(out, piece, got);
    }
    assert_int_equal(pclose(pages), 0);
    scratch_remove(directory);
}

static void test_same_document_same_bytes(void **state)
{
    (void)state;
    struct document *document = cases_document("Words, élan, قلبي ضيق 10.", true);
    struct buf first = BUF_INIT, second = BUF_INIT;
    write_pdf(&first, document);
    write_pdf(&second, document);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.data, second.data, first.length);
    assert_memory_equal(first.data, "%PDF-1.", 7);
    assert_non_null(memmem(first.data, first.length, "20260303140500", 14));
    document->created += 86400000;
    buf_clear(&second);
    write_pdf(&second, document);
    assert_null(memmem(second.data, second.length, "20260303140500", 14));
    buf_finish(&second);
    buf_finish(&first);
    document_destroy(document);
}

static void test_words_and_page_numbers(void **state)
{
    (void)state;
    struct buf text = BUF_INIT, pdf = BUF_INIT, back = BUF_INIT, numbers = BUF_INIT;
    struct document *document = document_create("en");
    document->title = "Intake summary";
    document->subject = "P-1";
    cases_long_answer(&text, 2000);
    document_add(document, BLOCK_TITLE, "", "Intake summary");
    document_add(document, BLOCK_QUESTION, "1", "What is it?");
    struct block *block = document_add(document, BLOCK_ANSWER, "", buf_text(&text));
    block->verbatim = true;
    block->attribution = "the patient, affluent office";
    write_pdf(&pdf, document);
    read_pdf(&back, &pdf);
    for (size_t i = 0; i < 2000; i++) {
        char word[32];
        snprintf(word, sizeof(word), "w%zuoord", i);
        assert_non_null(strstr(buf_text(&back), word));
    }
    assert_non_null(strstr(buf_text(&back), "the patient, affluent office"));
    assert_non_null(strstr(buf_text(&back), "Intake summary – P-1"));
    size_t pages = cases_count(buf_text(&back), "\f");
    assert_true(pages > 3);
    for (size_t i = 1; i <= pages; i++) {
        buf_clear(&numbers);
        buf_add_format(&numbers, "page %zu of %zu", i, pages);
        assert_int_equal(cases_count(buf_text(&back), buf_text(&numbers)), 1);
    }
    buf_finish(&numbers);
    buf_finish(&back);
    buf_finish(&pdf);
    document_destroy(document);
    buf_finish(&text);
}

/* Where LINE begins, in columns; -1 if it is not there. */
static int column_of(const char *pages, const char *line)
{
    const char *at = strstr(pages, line), *begin = at;
    while (at != NULL && begin > pages && begin[-1] != '\n') {
        begin--;
    }
    return at == NULL ? -1 : (int)(at - begin);
}

static void test_each_line_has_its_side(void **state)
{
    (void)state;
    struct buf pdf = BUF_INIT, back = BUF_INIT;
    struct document *document = document_create("en");
    document_add(document, BLOCK_ANSWER, "", "one 11\n22\nقلبي ضيق\n2019\n\n33 44\nlast 55");
    write_pdf(&pdf, document);
    read_pdf(&back, &pdf);
    assert_in_range(column_of(buf_text(&back), "one 11"), 0, 3);
    assert_in_range(column_of(buf_text(&back), "22"), 0, 3);
    assert_in_range(column_of(buf_text(&back), "2019"), 8, 200); /* goes on in Arabic */
    assert_in_range(column_of(buf_text(&back), "33 44"), 8, 200);
    assert_in_range(column_of(buf_text(&back), "last 55"), 0, 3);
    buf_finish(&back);
    buf_finish(&pdf);
    document_destroy(document);
}

/* No hyphen that nobody said: neither for eyes nor in the text. */
static void test_long_words_are_only_broken(void **state)
{
    (void)state;
    struct buf word = BUF_INIT, pdf = BUF_INIT, back = BUF_INIT;
    struct document *document = document_create("en");
    buf_add_repeat(&word, "word", 60);
    document_add(document, BLOCK_ANSWER, "", buf_text(&word));
    write_pdf(&pdf, document);
    read_pdf(&back, &pdf);
    assert_null(strchr(buf_text(&back), '-'));
    assert_null(strstr(buf_text(&back), "\xE2\x80\x90"));
    assert_true(cases_count(buf_text(&back), "wordword") > 20);
    buf_finish(&back);
    buf_finish(&pdf);
    buf_finish(&word);
    document_destroy(document);
}

static void test_hostile_words_are_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < cases_hostile_count(); i++) {
        struct buf pdf = BUF_INIT, back = BUF_INIT;
        struct document *document = document_create("en");
        document_add(document, BLOCK_ANSWER, "", cases_hostile(i));
        write_pdf(&pdf, document);
        read_pdf(&back, &pdf);
        if (!cases_holds_words(buf_text(&back), cases_hostile(i))) {
            fail_msg("%s\nbecame\n%s", cases_hostile(i), buf_text(&back));
        }
        buf_finish(&back);
        buf_finish(&pdf);
        document_destroy(document);
    }
}

static void test_random_texts_make_pages(void **state)
{
    (void)state;
    struct cases_random random = {.state = 17};
    for (int i = 0; i < 40; i++) {
        struct buf text = BUF_INIT, pdf = BUF_INIT;
        struct error err = {0};
        cases_text(&text, &random, 1 + cases_number(&random, 200));
        struct document *document = cases_document(buf_text(&text), true);
        /* some machines lack a font for one of the scripts: then it must say so */
        if (!export_format_find("pdf")->write(&pdf, document, &options, &err)) {
            assert_int_equal(err.code, ERROR_UNSUPPORTED);
            assert_int_equal(pdf.length, 0);
        }
        buf_finish(&pdf);
        document_destroy(document);
        buf_finish(&text);
    }
}

/* U+0378 is unassigned and shown as a mark; U+10FFFD is nobody's; the last letters
 * of old scripts are in hardly any font. */
static void test_missing_signs_are_refused_before_writing(void **state)
{
    (void)state;
    struct document *document = document_create("en");
    struct buf pdf = BUF_INIT;
    struct error err = {0};
    document_add(document, BLOCK_ANSWER, "",
                 "a \xF0\x92\x80\x80\xF0\x90\xA9\xA0\xF0\x90\x8E\xA0 b");
    if (export_format_find("pdf")->write(&pdf, document, &options, &err)) {
        buf_finish(&pdf);
        document_destroy(document);
        skip(); /* a machine with fonts for cuneiform */
    }
    assert_int_equal(err.code, ERROR_UNSUPPORTED);
    assert_non_null(strstr(err.message, "U+1"));
    assert_int_equal(pdf.length, 0);
    buf_finish(&pdf);
    document_destroy(document);
}

static void test_hidden_characters_are_seen(void **state)
{
    (void)state;
    struct document *document = document_create("en");
    struct buf pdf = BUF_INIT, back = BUF_INIT;
    document_add(document, BLOCK_ANSWER, "",
                 "a\xE2\x80\xAE"
                 "b\x1B");
    write_pdf(&pdf, document);
    read_pdf(&back, &pdf);
    assert_non_null(strstr(buf_text(&back), "a<U+202E>b<U+001B>"));
    buf_finish(&back);
    buf_finish(&pdf);
    document_destroy(document);
}

/* What another module makes of a document: nothing, and WORDS for a reason. */
static void check_refused(const char *modules, const char *words)
{
    const struct export_options other = {.modules = modules};
    struct document *document = cases_document("words", true);
    struct buf pdf = BUF_INIT;
    struct error err = {0};
    assert_false(export_format_find("pdf")->write(&pdf, document, &other, &err));
    assert_int_equal(err.code, ERROR_UNSUPPORTED);
    if (strstr(err.message, words) == NULL) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(pdf.length, 0);
    buf_finish(&pdf);
    document_destroy(document);
}

static void test_other_modules_are_refused(void **state)
{
    (void)state;
    check_refused(VERHAAL_BUILDDIR "/tests/unit/module_older", "another version");
    check_refused(VERHAAL_BUILDDIR "/tests/unit/module_bare", "another version");
    check_refused(VERHAAL_BUILDDIR "/tests/unit", "no PDF module");
    check_refused("src/export", "no PDF module"); /* not found by where one stands */
    char path[512];
    struct error err = {0};
    char *directory = scratch_create();
    snprintf(path, sizeof(path), "%s/pdf.so", directory);
    assert_true(file_write(path, "no library", 10, FILE_NEW, &err));
    check_refused(directory, "cannot be loaded");
    scratch_remove(directory);
}

/* Where modules are sought is told by the caller, not by the environment. */
static void test_the_environment_moves_no_module(void **state)
{
    (void)state;
    assert_int_equal(setenv("LD_LIBRARY_PATH", VERHAAL_BUILDDIR "/src/export", 1), 0);
    check_refused("", "no PDF module");
    check_refused(".", "no PDF module");
    assert_int_equal(unsetenv("LD_LIBRARY_PATH"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_document_same_bytes),
        cmocka_unit_test(test_words_and_page_numbers),
        cmocka_unit_test(test_each_line_has_its_side),
        cmocka_unit_test(test_long_words_are_only_broken),
        cmocka_unit_test(test_hostile_words_are_words),
        cmocka_unit_test(test_random_texts_make_pages),
        cmocka_unit_test(test_missing_signs_are_refused_before_writing),
        cmocka_unit_test(test_hidden_characters_are_seen),
        cmocka_unit_test(test_other_modules_are_refused),
        cmocka_unit_test(test_the_environment_moves_no_module),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
