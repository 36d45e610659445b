/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words are compared as they are folded; what is replaced leaves one mark, so
 * that a reader sees where something stood.
 */
#include "export/deidentify.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

struct name {
    char *folded;
    bool capital; /* only where it begins with a capital */
};

struct scrub {
    struct name *names;
    size_t count, capacity;
    const char *language;
    struct document *document;
};

static bool is_digit(uint32_t code_point)
{
    return (code_point >= '0' && code_point <= '9') ||
           (code_point >= 0x0660 && code_point <= 0x0669) || /* Arabic */
           (code_point >= 0x06F0 && code_point <= 0x06F9);   /* Persian */
}

static bool in_name(uint32_t code_point)
{
    return unicode_in_word(code_point) && !is_digit(code_point) && code_point != '\'' &&
           code_point != 0x2019;
}

/* Latin, Greek, Cyrillic, Armenian: scripts in which names begin with a capital. */
static bool has_capitals(uint32_t code_point)
{
    return code_point < 0x0590 || (code_point >= 0x1E00 && code_point < 0x2000);
}

static bool is_capital(const char *word, size_t length)
{
    uint32_t code_point, folded[UNICODE_FOLD_MAX];
    (void)text_decode(word, length, &code_point);
    if (!has_capitals(code_point)) {
        return true;
    }
    size_t count = unicode_fold(folded, code_point);
    return count == 0 || folded[0] != code_point;
}

/* The length of the run of letters at TEXT. */
static size_t word_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        if (!in_name(code_point)) {
            break;
        }
        at += bytes;
    }
    return at;
}

/* ---- the names ---- */

static void add_word(struct scrub *scrub, const char *word, size_t length, bool capital)
{
    struct buf folded = BUF_INIT;
    if (capital && !is_capital(word, length)) {
        return;
    }
    text_fold(&folded, word, length);
    alloc_grow(&scrub->names, &scrub->capacity, scrub->count + 1, sizeof(*scrub->names));
    scrub->names[scrub->count++] = (struct name){buf_take(&folded), capital};
}

/* Each word of TEXT that has two letters or more. */
static void add_names(struct scrub *scrub, const char *text, bool capital)
{
    size_t length = text == NULL ? 0 : strlen(text);
    for (size_t at = 0; at < length;) {
        size_t word = word_length(text + at, length - at);
        uint32_t ignored;
        if (word > text_decode(text + at, length - at, &ignored)) {
            add_word(scrub, text + at, word, capital);
        }
        at += word > 0 ? word : text_decode(text + at, length - at, &ignored);
    }
}

static void add_interview(struct scrub *scrub, const struct interview *interview,
                          const struct form *form)
{
    add_names(scrub, interview->author, false);
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *stored = interview->answers[i];
        const struct item *item = form == NULL ? NULL : form_find(form, stored->item);
        add_names(scrub, stored->answer.author, false);
        add_names(scrub, stored->answer.relation, true);
        if (stored->answer.value.kind == VALUE_FILE) {
            add_names(scrub, stored->answer.value.text, true);
        }
        if (item != NULL && item->one_line && stored->answer.value.kind == VALUE_TEXT) {
            add_names(scrub, stored->answer.value.text, true);
            add_names(scrub, stored->answer.words, true);
        }
    }
}

static void add_record(struct scrub *scrub, const struct summary_request *request,
                       const struct record *record)
{
    add_names(scrub, record->patient.name, false);
    add_names(scrub, record->patient.code, false);
    for (size_t i = 0; i < record->contact_count; i++) {
        add_names(scrub, record->contacts[i].present, true);
        add_names(scrub, record->contacts[i].interpreter, true);
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        add_interview(scrub, interview, request->form(request->self, interview->asked_with));
    }
    for (size_t i = 0; i < record->drawing_count; i++) {
        for (size_t j = 0; j < record->drawings[i].count; j++) {
            add_names(scrub, record->drawings[i].facts[j].line, true);
            add_names(scrub, record->drawings[i].facts[j].words, true);
        }
    }
}

static int compare_names(const void *a, const void *b)
{
    const struct name *left = a, *right = b;
    return strcmp(left->folded, right->folded);
}

static bool is_name(const struct scrub *scrub, const char *word, size_t length)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, word, length);
    size_t low = 0, high = scrub->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(scrub->names[middle].folded, buf_text(&folded)) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = false;
    for (; low < scrub->count && strcmp(scrub->names[low].folded, buf_text(&folded)) == 0; low++) {
        found = found || !scrub->names[low].capital || is_capital(word, length);
    }
    buf_finish(&folded);
    return found;
}

/* ---- numbers and days ---- */

static bool is_month(const char *word, size_t length)
{
    static const char *const months[] = {
        "jan",  "january",  "januari",  "feb",     "february", "februari", "march", "maart",
        "mar",  "april",    "apr",      "may",     "mei",      "june",     "juni",  "jun",
        "july", "juli",     "jul",      "august",  "augustus", "aug",      "sep",   "september",
        "sept", "october",  "oktober",  "oct",     "okt",      "november", "nov",   "december",
        "dec",
    };
    struct buf folded = BUF_INIT;
    bool found = false;
    text_fold(&folded, word, length);
    for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
        found = found || strcmp(months[i], buf_text(&folded)) == 0;
    }
    buf_finish(&folded);
    return found;
}

static bool joins_digits(uint32_t code_point)
{
    return code_point == '-' || code_point == '/' || code_point == '.' || code_point == ':' ||
           code_point == ',' || code_point == '+' || code_point == 0x2013;
}

/* The run of digits at TEXT, with what joins them; DIGITS and JOINED tell what is in it. */
static size_t number_length(const char *text, size_t length, size_t *digits, bool *joined)
{
    size_t at = 0, end = 0;
    *digits = 0;
    *joined = false;
    while (at < length) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        if (is_digit(code_point)) {
            *joined = *joined || end < at;
            (*digits)++;
            end = at + bytes;
        } else if (!joins_digits(code_point)) {
            break;
        }
        at += bytes;
    }
    return end;
}

/* Where a month stands behind blanks at TEXT: the bytes up to its end, else 0. */
static size_t month_behind(const char *text, size_t length)
{
    size_t blanks = strspn(text, " ");
    size_t word = blanks > 0 && blanks < length ? word_length(text + blanks, length - blanks) : 0;
    return word > 0 && is_month(text + blanks, word) ? blanks + word : 0;
}

static void mark(struct buf *out, const struct scrub *scrub, const char *what)
{
    const char *text = i18n_in(scrub->language, what);
    size_t length = strlen(text);
    /* One mark for a run: first and family name, day and year. */
    if (out->length > length && out->data[out->length - 1] == ' ' &&
        memcmp(out->data + out->length - 1 - length, text, length) == 0) {
        out->length--;
        return;
    }
    buf_add_text(out, text);
}

/* A number at TEXT, or the single digit that may stay; returns its bytes. */
static size_t put_number(struct buf *out, const struct scrub *scrub, const char *text,
                         size_t length)
{
    size_t digits;
    bool joined;
    size_t number = number_length(text, length, &digits, &joined);
    size_t month = month_behind(text + number, length - number);
    if (month > 0 || digits > 1 || joined) {
        mark(out, scrub, N_("[number]"));
        return number + month;
    }
    buf_add(out, text, number);
    return number;
}

static const char *clean(const struct scrub *scrub, const char *text, bool numbers)
{
    size_t length = strlen(text);
    struct buf out = BUF_INIT;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        size_t word = word_length(text + at, length - at);
        if (word > 0) {
            if (is_name(scrub, text + at, word)) {
                mark(&out, scrub, N_("[name]"));
            } else {
                buf_add(&out, text + at, word);
            }
            at += word;
        } else if (numbers && is_digit(code_point)) {
            at += put_number(&out, scrub, text + at, length - at);
        } else {
            buf_add(&out, text + at, bytes);
            at += bytes;
        }
    }
    const char *cleaned = document_string(scrub->document, buf_text(&out));
    buf_finish(&out);
    return cleaned;
}

static void clean_block(const struct scrub *scrub, struct block *block)
{
    block->text = clean(scrub, block->text, !block->counts);
    if (block->kind != BLOCK_QUESTION && block->kind != BLOCK_FACT) {
        block->label = clean(scrub, block->label, true);
    }
    block->attribution = clean(scrub, block->attribution, true);
    block->gloss = clean(scrub, block->gloss, true);
    block->reason = clean(scrub, block->reason, true);
    block->amendment = clean(scrub, block->amendment, true);
}

void deidentify(struct document *document, const struct summary *summary,
                const struct record *record)
{
    struct scrub scrub = {.language = summary->language, .document = document};
    add_record(&scrub, summary->request, record);
    if (scrub.count > 0) {
        qsort(scrub.names, scrub.count, sizeof(*scrub.names), compare_names);
    }
    for (size_t i = 0; i < document->count; i++) {
        /* Notices before the last block are the forms' own words. */
        if (document->blocks[i].kind != BLOCK_NOTICE || i + 1 == document->count) {
            clean_block(&scrub, &document->blocks[i]);
        }
    }
    document->subject = document_string(document, "");
    document->author = document_string(document, "");
    for (size_t i = 0; i < scrub.count; i++) {
        free(scrub.names[i].folded);
    }
    free(scrub.names);
}
