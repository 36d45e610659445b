/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the tests of src/export. The random texts come from a small
 * generator with a seed, so that a failure can be seen again.
 */
#include "export_cases.h"

#include "base/alloc.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const hostile[] = {
    "# not a heading",
    "- not an item\n+ nor this\n* nor this",
    "1. not numbered\n12) nor this",
    "> not a quotation",
    "    not code",
    "```\nnot code\n```",
    "~~~\nnot code",
    "===\n---\n***\n___",
    "text\n===",
    "text\n---",
    "*not* **strong** _nor_ __this__ ~~gone~~ `code`",
    "[not](http://a.link) ![nor](a/picture) [^1] [x]: /url",
    "<script>alert(1)</script><b onclick='x'>\"&quot;</b>",
    "<!-- not hidden -->",
    "</blockquote></main></html>",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    "| a | b |\n|---|---|\n| c | d |",
    ":-: \n- [ ] task",
    "http://a.place https://b.place www.c.place",
    "a\\*b \\ \\\\ \\\n next",
    "trailing blanks   \nhere\t\n  leading",
    "\n\nblank lines\n\n\nbetween\n",
    "two  blanks\tand a tab",
    "$x^2$ ~sub~ ^super^ ==mark== :emoji:",
    "“quoted” ‘single’ \"straight\" 'too'",
    "\\",
    "---",
    "…",
};

size_t cases_hostile_count(void)
{
    return sizeof(hostile) / sizeof(hostile[0]);
}

const char *cases_hostile(size_t index)
{
    assert_true(index < cases_hostile_count());
    return hostile[index];
}

uint32_t cases_number(struct cases_random *random, uint32_t below)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random->state >> 33) % below;
}

void cases_text(struct buf *out, struct cases_random *random, size_t atoms)
{
    static const char *const parts[] = {
        "word",  "Zorg",   "é",
        "ş",     "ü",      "e\xCC\x81",
        "عربي",  "الحزن",  "می‌خواهم",
        "עברית", "ጤና",     "तनाव",
        "漢字",  "ñandú",  "10",
        "1.",    "2)",     "*",
        "_",     "`",      "#",
        "+",     "-",      "=",
        "|",     "<b>",    "</p>",
        "&",     "&amp;",  "[x](y)",
        "!",     "~~",     "\\",
        "\"",    "'",      "://",
        "www.",  "a@b.cc", ":",
        "^",     " ",      " ",
        " ",     " ",      "  ",
        "\t",    "\n",     "\n\n",
    };
    for (size_t i = 0; i < atoms; i++) {
        buf_add_text(out, parts[cases_number(random, sizeof(parts) / sizeof(parts[0]))]);
    }
}

void cases_long_answer(struct buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_format(out, "%sw%zuoord", i == 0 ? "" : i % 97 == 0 ? "\n" : " ", i);
    }
}

struct document *cases_document(const char *text, bool verbatim)
{
    struct document *document = document_create("en");
    document->title = document_string(document, "Intake summary");
    document->subject = document_string(document, "P-1");
    document->author = document_string(document, "anna");
    document->created = INT64_C(1772546700000); /* 2026-03-03T14:05:00Z */
    document_add(document, BLOCK_TITLE, "", text);
    document_add(document, BLOCK_NOTICE, "", text);
    document_add(document, BLOCK_HEADING, "", text)->level = 2;
    document_add(document, BLOCK_FACT, text, text);
    document_add(document, BLOCK_PARAGRAPH, "", text);
    document_add(document, BLOCK_QUESTION, text, text);
    struct block *block = document_add(document, BLOCK_ANSWER, text, text);
    block->verbatim = verbatim;
    block->item = document_string(document, text);
    block->language = document_string(document, text);
    block->attribution = document_string(document, text);
    block->gloss = document_string(document, text);
    block->amendment = document_string(document, text);
    block = document_add(document, BLOCK_STATE, "", text);
    block->reason = document_string(document, text);
    return document;
}

bool cases_holds_words(const char *haystack, const char *text)
{
    static const char blanks[] = " \t\n\r\f\v";
    const char *at = haystack;
    for (const char *word = text + strspn(text, blanks); *word != '\0';
         word += strspn(word, blanks)) {
        size_t length = strcspn(word, blanks);
        char *copy = alloc_copy(word, length);
        const char *found = strstr(at, copy);
        free(copy);
        if (found == NULL) {
            return false;
        }
        at = found + length;
        word += length;
    }
    return true;
}

void cases_assert_golden(const struct buf *out, const char *name)
{
    const char *root = getenv("VERHAAL_TEST_SRCDIR");
    char path[4096];
    struct buf expected = BUF_INIT;
    struct error err = {0};
    snprintf(path, sizeof(path), "%s/tests/golden/%s", root == NULL ? "." : root, name);
    if (getenv("VERHAAL_UPDATE_GOLDEN") != NULL) {
        assert_true(file_write(path, buf_text(out), out->length, FILE_REPLACE, &err));
        return;
    }
    if (!file_read(&expected, path, 1 << 22, &err)) {
        fail_msg("%s", err.message);
    }
    assert_string_equal(buf_text(out), buf_text(&expected));
    buf_finish(&expected);
}
