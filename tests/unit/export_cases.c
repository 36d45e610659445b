/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the tests of src/export. The random texts come from a small
 * generator with a seed, so that a failure can be seen again.
 */
#include "export_cases.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"

#include <ctype.h>
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

size_t cases_count(const char *haystack, const char *needle)
{
    size_t count = 0, length = strlen(needle);
    for (const char *at = haystack; length > 0 && (at = strstr(at, needle)) != NULL; at += length) {
        count++;
    }
    return count;
}

/* TEXT without its white space, as it is displayed. */
char *cases_squeezed(const char *text, bool display)
{
    struct buf shown = BUF_INIT, out = BUF_INIT;
    if (display) {
        text_display(&shown, text, strlen(text), 0);
    } else {
        buf_add_text(&shown, text);
    }
    for (size_t i = 0; i < shown.length; i++) {
        if (strchr(" \t\n", shown.data[i]) == NULL) {
            buf_add_char(&out, shown.data[i]);
        }
    }
    buf_finish(&shown);
    return buf_take(&out);
}

/* The layout before the words of a continued line: quotation sign or indent. */
static const char *skip_layout(const char *at)
{
    if (*at == '>') {
        at++;
    }
    return at + strspn(at, " ");
}

/* One inline at AT, read as CommonMark does; returns what follows. */
static const char *read_inline(struct buf *out, const char *at)
{
    if (at[0] == '\\' && at[1] == '\n') {
        buf_add_char(out, '\n');
        return skip_layout(at + 2);
    }
    if (at[0] == '\\' && ispunct((unsigned char)at[1])) {
        buf_add_char(out, at[1]);
        return at + 2;
    }
    if (at[0] == '&' && at[1] == '#') {
        char *end;
        buf_add_char(out, (char)strtol(at + 2, &end, 10));
        assert_int_equal(*end, ';');
        return end + 1;
    }
    buf_add_char(out, *at);
    return at + 1;
}

void cases_read_markdown(struct buf *out, const char *markdown)
{
    for (const char *at = markdown; *at != '\0';) {
        at = read_inline(out, at);
    }
}

static bool is_known_element(const char *name, size_t length)
{
    static const char *const known[] = {
        "!DOCTYPE", "html", "head", "meta", "title",      "style",  "body",
        "main",     "h1",   "h2",   "h3",   "h4",         "p",      "bdi",
        "dl",       "dt",   "dd",   "div",  "blockquote", "strong",
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strlen(known[i]) == length && strncmp(known[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

struct entity {
    const char *name;
    char character;
};

static const struct entity entities[] = {
    {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''},
};

static const char *read_character(struct buf *out, const char *at)
{
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        size_t length = strlen(entities[i].name);
        if (strncmp(at, entities[i].name, length) == 0) {
            buf_add_char(out, entities[i].character);
            return at + length;
        }
    }
    buf_add_char(out, *at);
    return at + 1;
}

bool cases_read_html(struct buf *out, const char *html)
{
    for (const char *at = html; *at != '\0';) {
        if (*at != '<') {
            at = read_character(out, at);
            continue;
        }
        const char *name = at + 1 + (at[1] == '/');
        if (!is_known_element(name, strcspn(name, " >"))) {
            return false;
        }
        bool quoted = false;
        for (at++; *at != '\0' && (quoted || *at != '>'); at++) {
            quoted = *at == '"' ? !quoted : quoted;
        }
        at += *at == '>';
        buf_add_char(out, '\1');
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
