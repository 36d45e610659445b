/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quotation marks and what stands behind them. An answer that was empty takes
 * over who said it; where somebody else's words stand already, the origin is
 * written behind the quote, since one answer has one speaker.
 */
#include "app/quote.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "export/language.h"
#include "export/when.h"
#include "form/entry.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

struct quote_source quote_of_answer(const struct answer *answer, const char *text)
{
    return (struct quote_source){
        .text = text,
        .gloss = answer->gloss,
        .by = answer->by,
        .how = answer->how,
        .relation = answer->relation,
        .language = answer->language,
        .contact = answer->contact,
        .time = answer->time,
    };
}

struct quote_source quote_of_line(const struct capture *line)
{
    return (struct quote_source){
        .text = line->text,
        .gloss = line->gloss,
        .by = line->by,
        .how = line->how,
        .relation = line->relation,
        .language = line->language,
        .contact = line->contact,
        .time = line->time,
    };
}

void quote_speaker(struct buf *out, enum answer_by by, const char *relation)
{
    bool known = by == BY_INFORMANT && text_or_empty(relation)[0];
    buf_add_text(out, known ? relation : answer_by_label(by));
}

void quote_language(struct buf *out, const char *tags)
{
    char *first = alloc_copy(tags, strcspn(tags, " "));
    language_name(out, first, i18n_language());
    free(first);
}

/* The language it was said in, if that says anything: not the clinician's own. */
static const char *language_of(const struct session *session, const struct quote_source *source)
{
    const struct contact *contact =
        source->contact ? record_contact(session_record(session), source->contact) : NULL;
    const char *language = text_or_empty(source->language);
    if (!language[0] && contact) {
        language = text_or_empty(contact->language);
    }
    size_t length = strcspn(language, " -");
    bool own = strlen(i18n_language()) == length && strncmp(language, i18n_language(), length) == 0;
    return own ? "" : language;
}

void quote_attribution(struct buf *out, const struct session *session,
                       const struct quote_source *source)
{
    const char *language = language_of(session, source);
    quote_speaker(out, source->by, source->relation);
    if (language[0]) {
        struct buf name = BUF_INIT;
        quote_language(&name, language);
        buf_add_text(out, ", ");
        buf_add_format(out, _("in %s"), buf_text(&name));
        buf_finish(&name);
    }
    if (source->time) {
        struct buf day = BUF_INIT;
        when_day(&day, source->time, world_offset_at(session_world(session), source->time),
                 i18n_language());
        buf_add_text(out, ", ");
        buf_add_format(out, _("said on %s"), buf_text(&day));
        buf_finish(&day);
    }
    if (text_or_empty(source->where)[0]) {
        buf_add_text(out, source->time ? " " : ", ");
        buf_add_format(out, _("in “%s”"), source->where);
    }
}

/* Line ends become blanks where one line is asked. */
static void add_flat(struct buf *out, const char *text, bool one_line)
{
    for (const char *at = text; *at; at++) {
        buf_add_char(out, one_line && *at == '\n' ? ' ' : *at);
    }
}

void quote_write(struct buf *out, const struct session *session, const struct quote_source *source,
                 bool one_line)
{
    buf_add_text(out, "“");
    add_flat(out, source->text, one_line);
    buf_add_text(out, "” (");
    quote_attribution(out, session, source);
    if (text_or_empty(source->gloss)[0]) {
        buf_add_format(out, "; %s: ", _("meaning"));
        add_flat(out, source->gloss, one_line);
    }
    buf_add_char(out, ')');
}

/* ---- into an answer ---- */

static bool is_said(const struct answer *answer)
{
    return !value_is_empty(&answer->value) || answer->words[0];
}

static bool has_reason_only(const struct answer *answer)
{
    return answer->state != STATE_ANSWERED && answer->state != STATE_ADAPTED && !is_said(answer);
}

static bool same_source(const struct answer *answer, const struct quote_source *source)
{
    return answer->by == source->by && answer->how == source->how &&
           strcmp(answer->relation, text_or_empty(source->relation)) == 0 &&
           strcmp(answer->language, text_or_empty(source->language)) == 0 &&
           !text_or_empty(source->gloss)[0];
}

static void take_source(struct answer *answer, const struct quote_source *source)
{
    answer->by = source->by;
    answer->how = source->how;
    field_set(&answer->relation, text_or_empty(source->relation));
    field_set(&answer->language, text_or_empty(source->language));
    field_set(&answer->gloss, text_or_empty(source->gloss));
}

/* The text that stands there already: the value's, or the words beside it. */
static const char *standing(const struct answer *answer, const struct item *item, bool *in_value)
{
    bool text = item->type == ITEM_TEXT;
    bool other = answer->value.kind == VALUE_CHOICES && item->other;
    *in_value = !answer->words[0] && (text || (other && answer->value.text));
    return *in_value ? text_or_empty(answer->value.text) : answer->words;
}

static void put_text(struct answer *answer, const struct item *item, const struct buf *text,
                     bool in_value)
{
    if (in_value && item->type == ITEM_TEXT) {
        value_set_text(&answer->value, buf_text(text), text->length);
    } else if (in_value) {
        free(answer->value.text);
        answer->value.text = alloc_copy(buf_text(text), text->length);
    } else {
        field_set(&answer->words, buf_text(text));
    }
}

bool quote_into(struct answer *answer, const struct form *form, const struct item *item,
                const struct session *session, const struct quote_source *source, bool quoted,
                struct error *err)
{
    if ((item->type == ITEM_INTEGER || item->type == ITEM_DATE) &&
        !value_is_empty(&answer->value)) {
        return error_set(err, ERROR_EXISTS,
                         _("a number or a date stands there already; choose another question"));
    }
    bool one_line = item->type != ITEM_TEXT || item->one_line, empty = !is_said(answer), in_value;
    struct buf text = BUF_INIT;
    if (has_reason_only(answer)) {
        answer->state = STATE_ANSWERED;
        field_set(&answer->reason, "");
    }
    if (empty) {
        take_source(answer, source);
    }
    const char *before = standing(answer, item, &in_value);
    if (before[0]) {
        buf_add_format(&text, "%s%s", before, one_line ? " " : "\n");
    }
    if (quoted) {
        quote_write(&text, session, source, one_line);
    } else if (empty || same_source(answer, source)) {
        add_flat(&text, source->text, one_line);
    } else {
        struct buf origin = BUF_INIT;
        quote_attribution(&origin, session, source);
        add_flat(&text, source->text, one_line);
        buf_add_format(&text, " (%s)", buf_text(&origin));
        buf_finish(&origin);
    }
    struct value value = VALUE_INIT;
    if (empty && item->type != ITEM_TEXT &&
        entry_parse(&value, form, item, buf_text(&text), text.length, NULL)) {
        value_finish(&answer->value);
        answer->value = value;
    } else {
        put_text(answer, item, &text, in_value);
    }
    buf_finish(&text);
    return true;
}
