/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an edit carries what it says it carries. The comparison is one of
 * words: five as a number, as a decimal and as a text are the same thing said.
 */
#include "record/carry.h"

#include "base/i18n.h"
#include "record/id_index.h"
#include "record/mark.h"
#include "record/state.h"

#include <inttypes.h>
#include <string.h>

static void add_line(struct buf *out, const char *text)
{
    if (text && text[0] != '\0') {
        buf_add_format(out, "%s%s", out->length ? "\n" : "", text);
    }
}

void value_said(struct buf *out, const struct value *value)
{
    char digits[24];
    switch (value->kind) {
    case VALUE_INTEGER:
        snprintf(digits, sizeof(digits), "%" PRId64, value->integer);
        add_line(out, digits);
        return;
    case VALUE_BOOLEAN:
        add_line(out, value->integer ? "yes" : "no");
        return;
    case VALUE_FILE:
        add_line(out, value->file);
        break;
    case VALUE_EMPTY:
    case VALUE_TEXT:
    case VALUE_CHOICES:
    case VALUE_DATE:
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
    case VALUE_TIME:
    case VALUE_DATETIME:
    case VALUE_RANK:
        break;
    }
    for (size_t i = 0; i < value->choice_count; i++) {
        add_line(out, value->choices[i]);
    }
    add_line(out, value->text);
    add_line(out, value->unit);
}

void answer_said(struct buf *out, const struct answer *answer)
{
    value_said(out, &answer->value);
    add_line(out, answer->words);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* A meaning that was understood stays the same one; it may be left to the words. */
static bool same_meaning(const char *a, const char *b)
{
    return !a || !b || strcmp(a, b) == 0;
}

bool answer_says_same(const struct answer *a, const struct answer *b)
{
    struct buf one = BUF_INIT, two = BUF_INIT;
    answer_said(&one, a);
    answer_said(&two, b);
    bool same = a->by == b->by && a->how == b->how && a->state == b->state &&
                same_text(a->relation, b->relation) && same_text(a->language, b->language) &&
                same_text(a->reason, b->reason) && same_text(a->gloss, b->gloss) &&
                same_meaning(a->value.edtf, b->value.edtf) &&
                strcmp(buf_text(&one), buf_text(&two)) == 0;
    buf_finish(&one);
    buf_finish(&two);
    return same;
}

static bool same_answer(const struct edit *edit, const struct edit *source)
{
    struct answer from, to;
    answer_init(&from);
    answer_init(&to);
    bool same = answer_from_json(&from, source->after, NULL) &&
                answer_from_json(&to, edit->after, NULL) && answer_says_same(&from, &to);
    answer_finish(&from);
    answer_finish(&to);
    return same;
}

bool carry_check(size_t *out, const struct record *record, const struct edit *edit,
                 struct error *err)
{
    *out = SIZE_MAX;
    if (edit->carries[0] == '\0' || edit->undoes[0] != '\0') {
        return true;
    }
    size_t number;
    if (!id_index_get(record->edit_index, edit->carries, &number)) {
        return error_set(err, ERROR_NOT_FOUND, _("the edit to be carried is not in this record"));
    }
    const struct edit *source = &record->edits[number];
    bool same = edit->after && source->after && source->kind == edit->kind &&
                strcmp(source->interview, edit->interview) == 0;
    if (same && edit->kind == EDIT_ANSWER) {
        same = same_answer(edit, source);
    } else if (same) {
        same = json_equal(source->after, edit->after);
    }
    if (!same) {
        return error_set(err, ERROR_INVALID, _("the edit does not say what it carries"));
    }
    *out = number;
    return true;
}
