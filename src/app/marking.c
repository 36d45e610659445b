/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks of the item in front. The answer is sealed first, so that undo takes
 * back what was done last.
 */
#include "app/marking.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

const struct mark *desk_mark(const struct desk *desk)
{
    const struct place *place = desk_place(desk);
    return interview_mark(desk_interview(desk), place->item->name, place->row);
}

bool desk_set_mark(struct desk *desk, const struct mark *after, struct error *err)
{
    struct edit edit;
    if (!desk_store(desk, err)) {
        return false;
    }
    const struct place *place = desk_place(desk);
    const struct interview *interview = desk_interview(desk);
    struct change_context context = session_context(desk->session);
    bool finalised = interview->state == INTERVIEW_FINALISED;
    edit_init(&edit);
    bool changed = change_mark(&edit, interview, place->item->name, place->row, after,
                               finalised ? desk->amending : NULL, &context);
    bool stored = !changed || session_store(desk->session, &edit, 1, false, err);
    edit_finish(&edit);
    if (changed && stored) {
        voice_sealed_step(desk);
    }
    return stored;
}

/* A copy of what is marked now, to be changed. */
static void start(struct mark *out, const struct desk *desk)
{
    const struct mark *now = desk_mark(desk);
    mark_init(out);
    if (now) {
        mark_copy(out, now);
    }
}

/* ---- follow-up questions ---- */

/* The words that a probe is known by, whatever language it is asked in. */
static const char *probe_key(const struct desk *desk, size_t index)
{
    const struct form *form = desk->form;
    return wording_in(form, &desk_place(desk)->item->probes[index],
                      form->languages[form->default_language], NULL);
}

bool desk_probe_asked(const struct desk *desk, size_t index)
{
    return mark_probe_asked(desk_mark(desk), probe_key(desk, index));
}

bool desk_ask_probe(struct desk *desk, size_t index, bool asked, struct error *err)
{
    struct mark mark;
    if (index >= desk_place(desk)->item->probe_count) {
        return error_set(err, ERROR_NOT_FOUND, _("this question has no such follow-up question"));
    }
    start(&mark, desk);
    mark_set_probe(&mark, index + 1, probe_key(desk, index), asked);
    bool stored = desk_set_mark(desk, &mark, err);
    mark_finish(&mark);
    return stored;
}

/* ---- words that are explained ---- */

static void add_folded(struct buf *out, const struct desk *desk, const struct wording *wording)
{
    for (size_t i = 0; i < desk->form->language_count; i++) {
        const char *text = wording->text[i];
        if (text) {
            text_fold(out, text, strlen(text));
            buf_add_char(out, '\n');
        }
    }
}

/* In any language: the clinician reads one and says another. */
static bool occurs(const struct desk *desk, const struct form_term *term, const char *question)
{
    bool found = false;
    for (size_t i = 0; i < desk->form->language_count && !found; i++) {
        const char *label = term->label.text[i];
        struct buf folded = BUF_INIT;
        /* "general practitioner (GP)" is met as its words before the bracket. */
        if (label) {
            size_t length = strcspn(label, "(");
            while (length > 0 && label[length - 1] == ' ') {
                length--;
            }
            text_fold(&folded, label, length);
        }
        found = folded.length > 0 && strstr(question, buf_text(&folded)) != NULL;
        buf_finish(&folded);
    }
    return found;
}

size_t desk_terms(const struct desk *desk, size_t **out)
{
    const struct item *item = desk_place(desk)->item;
    const struct form *form = desk->form;
    struct buf question = BUF_INIT;
    size_t here = 0, count = 0;
    add_folded(&question, desk, &item->label);
    add_folded(&question, desk, &item->ask);
    add_folded(&question, desk, &item->if_asked);
    add_folded(&question, desk, &item->hint);
    add_folded(&question, desk, &item->purpose);
    for (size_t i = 0; i < item->probe_count; i++) {
        add_folded(&question, desk, &item->probes[i]);
    }
    *out = alloc_array(form->term_count + 1, sizeof **out);
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < form->term_count; i++) {
            if (occurs(desk, &form->terms[i], buf_text(&question)) == (turn == 0)) {
                (*out)[count++] = i;
            }
        }
        here = turn == 0 ? count : here;
    }
    buf_finish(&question);
    return here;
}

const struct mark_term *desk_term(const struct desk *desk, size_t index)
{
    return mark_term(desk_mark(desk), desk->form->terms[index].name);
}

static bool set_term(struct desk *desk, const struct mark_term *term, struct error *err)
{
    struct mark mark;
    start(&mark, desk);
    mark_set_term(&mark, term);
    bool stored = desk_set_mark(desk, &mark, err);
    mark_finish(&mark);
    return stored;
}

/* A copy of what is known of the term; free() its texts. */
static void term_now(struct mark_term *out, const struct desk *desk, size_t index)
{
    const struct mark_term *known = desk_term(desk, index);
    memset(out, 0, sizeof *out);
    if (known) {
        *out = *known;
    }
    out->name = alloc_string(desk->form->terms[index].name);
    out->relation = alloc_string(known ? known->relation : "");
}

bool desk_explain_term(struct desk *desk, size_t index, bool explained, struct error *err)
{
    struct mark_term term;
    term_now(&term, desk, index);
    term.explained = explained;
    bool stored = set_term(desk, &term, err);
    free(term.name);
    free(term.relation);
    return stored;
}

bool desk_term_said_back(struct desk *desk, size_t index, bool back, enum answer_by by,
                         const char *relation, struct error *err)
{
    struct mark_term term;
    term_now(&term, desk, index);
    term.said_back = back;
    term.by = by;
    source_set_text(&term.relation, relation);
    bool stored = set_term(desk, &term, err);
    free(term.name);
    free(term.relation);
    return stored;
}
