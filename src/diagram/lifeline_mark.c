/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in brackets behind an event: how it weighed, and how to treat it.
 */
#include "config.h"

#include "diagram/lifeline_read.h"

#include "base/text.h"

#include <string.h>

static const struct {
    const char *words;
    int valence;
    bool sensitive, deferred;
} marks[] = {
    {"mixed", VALENCE_MIXED, false, false},
    {"gemengd", VALENCE_MIXED, false, false},
    {"both", VALENCE_MIXED, false, false},
    {"+-", VALENCE_MIXED, false, false},
    {"-+", VALENCE_MIXED, false, false},
    {"+/-", VALENCE_MIXED, false, false},
    {"±", VALENCE_MIXED, false, false},
    {"flower and stone", VALENCE_MIXED, false, false},
    {"bloem en steen", VALENCE_MIXED, false, false},
    {"steen en bloem", VALENCE_MIXED, false, false},
    {"flower", VALENCE_FLOWER, false, false},
    {"bloem", VALENCE_FLOWER, false, false},
    {"+", VALENCE_FLOWER, false, false},
    {"stone", VALENCE_STONE, false, false},
    {"steen", VALENCE_STONE, false, false},
    {"-", VALENCE_STONE, false, false},
    {"sensitive", VALENCE_UNSET, true, false},
    {"gevoelig", VALENCE_UNSET, true, false},
    {"detail deferred", VALENCE_UNSET, false, true},
    {"details deferred", VALENCE_UNSET, false, true},
    {"deferred", VALENCE_UNSET, false, true},
    {"details later", VALENCE_UNSET, false, true},
    {"detail later", VALENCE_UNSET, false, true},
    {"detail uitgesteld", VALENCE_UNSET, false, true},
    {"details uitgesteld", VALENCE_UNSET, false, true},
    {"uitgesteld", VALENCE_UNSET, false, true},
};

static const char *const near_words[] = {"sensitive", "gevoelig", "deferred", "uitgesteld",
                                         "flower",    "mixed",    "gemengd"};

/* "-3", "+ 3", "−3", "3", "stone 3", "bloem +2": the number, its sign and whose word. */
static enum mark_answer read_number(int *out, const char *text, size_t length)
{
    static const struct {
        const char *word;
        int sign;
    } names[] = {{"flower", 1}, {"bloem", 1}, {"stone", -1}, {"steen", -1}};
    int named = 0, sign = 0, value = 0;
    size_t at = 0, digits = 0;

    for (size_t i = 0; i < 4; i++) {
        size_t size = strlen(names[i].word);

        if (length > size && memcmp(text, names[i].word, size) == 0) {
            named = names[i].sign;
            at = size;
        }
    }
    while (at < length && text[at] == ' ') {
        at++;
    }
    if (at < length && (text[at] == '+' || text[at] == '-')) {
        sign = text[at++] == '+' ? 1 : -1;
    } else if (length - at >= 3 && memcmp(text + at, "−", 3) == 0) {
        sign = -1;
        at += 3;
    }
    while (at < length && text[at] == ' ') {
        at++;
    }
    for (; at < length && text[at] >= '0' && text[at] <= '9' && digits < 4; at++, digits++) {
        value = value * 10 + (text[at] - '0');
    }
    if (digits == 0 || at < length || (named != 0 && sign != 0 && named != sign)) {
        return MARK_NONE;
    }
    sign = sign != 0 ? sign : named;
    if (value == 0) {
        *out = 0;
        return MARK_READ;
    }
    if (sign == 0) {
        return value <= 4 ? MARK_UNSIGNED : MARK_NONE;
    }
    *out = sign * value;
    return value <= 4 ? MARK_READ : MARK_RANGE;
}

static enum mark_answer read_part(struct lifeline_mark *out, const char *text, size_t length)
{
    int valence;
    enum mark_answer answer;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strlen(marks[i].words) == length && memcmp(marks[i].words, text, length) == 0) {
            out->valence = marks[i].valence != VALENCE_UNSET ? marks[i].valence : out->valence;
            out->sensitive = out->sensitive || marks[i].sensitive;
            out->deferred = out->deferred || marks[i].deferred;
            return MARK_READ;
        }
    }
    answer = read_number(&valence, text, length);
    if (answer == MARK_READ) {
        out->valence = valence;
    }
    return answer;
}

enum mark_answer lifeline_read_mark(struct lifeline_mark *out, const char **nearest,
                                    const char *folded)
{
    enum mark_answer answer = MARK_NONE;

    *out = (struct lifeline_mark){.valence = VALENCE_UNSET};
    for (const char *at = folded; *at != '\0';) {
        size_t length = strcspn(at, ",;");
        const char *part = at;
        size_t size = length;

        while (size > 0 && *part == ' ') {
            part++;
            size--;
        }
        while (size > 0 && part[size - 1] == ' ') {
            size--;
        }
        answer = read_part(out, part, size);
        if (answer != MARK_READ) {
            break;
        }
        at += length + (at[length] != '\0');
    }
    if (answer == MARK_NONE && strchr(folded, ' ') == NULL && strlen(folded) >= 5) {
        *nearest = text_nearest(folded, near_words, sizeof near_words / sizeof near_words[0]);
        answer = *nearest != NULL ? MARK_NEAR : MARK_NONE;
    } else if ((answer == MARK_UNSIGNED || answer == MARK_RANGE) && strpbrk(folded, ",;")) {
        answer = MARK_NONE; /* "(3, 4 and 5)" is text */
    }
    return answer;
}

void lifeline_write_marks(struct buf *out, const struct lifeline_event *event)
{
    switch (event->valence) {
    case VALENCE_UNSET:
        break;
    case VALENCE_MIXED:
        buf_add_text(out, " (+-)");
        break;
    case VALENCE_FLOWER:
        buf_add_text(out, " (flower)");
        break;
    case VALENCE_STONE:
        buf_add_text(out, " (stone)");
        break;
    default:
        buf_add_format(out, event->valence == 0 ? " (%d)" : " (%+d)", event->valence);
    }
    buf_add_text(out, event->sensitive ? " (sensitive)" : "");
    buf_add_text(out, event->deferred ? " (detail deferred)" : "");
}
