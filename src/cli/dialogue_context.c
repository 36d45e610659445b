/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Around an answer, as numbered lines: the same marks and the same pause as on
 * the screen, each named by a word.
 */
#include "config.h"

#include "cli/dialogue_context.h"

#include "app/marking.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

static size_t take_number(char **rest)
{
    char *end;
    unsigned long number = strtoul(*rest, &end, 10);
    *rest = end + strspn(end, " ");
    return number;
}

bool dialogue_still(struct desk *desk, char *rest, struct error *err)
{
    (void)rest;
    if (!desk->voice.heard) {
        return error_set(err, ERROR_NOT_FOUND, _("nobody was named yet; :who names somebody"));
    }
    voice_take_over(desk);
    cli_print("%s: %s\n", answer_by_label(desk->answer.by), desk->answer.relation);
    return true;
}

/* ---- follow-up questions ---- */

static void list_probes(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    for (size_t i = 0; i < item->probe_count; i++) {
        struct buf text = BUF_INIT;
        desk_wording(desk, &text, &item->probes[i], i18n_language(), NULL);
        cli_print(
            "  %zu. %s%s%s%s\n", i + 1, buf_text(&text), desk_probe_asked(desk, i) ? " (" : "",
            desk_probe_asked(desk, i) ? _("asked") : "", desk_probe_asked(desk, i) ? ")" : "");
        buf_finish(&text);
    }
}

bool dialogue_asked(struct desk *desk, char *rest, struct error *err)
{
    size_t number = take_number(&rest);
    size_t count = desk_place(desk)->item->probe_count;
    if (count == 0) {
        return error_set(err, ERROR_NOT_FOUND, _("this question has no follow-up questions"));
    }
    if (number > count) {
        return error_set(err, ERROR_NOT_FOUND, _("give the number of one; :asked shows them"));
    }
    if (number > 0 && !desk_ask_probe(desk, number - 1, !desk_probe_asked(desk, number - 1), err)) {
        return false;
    }
    list_probes(desk);
    return true;
}

/* ---- words ---- */

static void list_terms(const struct desk *desk)
{
    size_t *terms;
    (void)desk_terms(desk, &terms);
    for (size_t i = 0; i < desk->form->term_count; i++) {
        const struct form_term *term = &desk->form->terms[terms[i]];
        const struct mark_term *known = desk_term(desk, terms[i]);
        const char *language = i18n_language();
        cli_print("  %zu. %s: %s\n", i + 1, wording_in(desk->form, &term->label, language, NULL),
                  wording_in(desk->form, &term->explanation, language, NULL));
        if (known && known->explained) {
            cli_print("     %s\n", _("explained"));
        }
        if (known && known->said_back) {
            cli_print("     ");
            cli_print(_("said back by %s"), known->by == BY_INFORMANT && known->relation[0]
                                                ? known->relation
                                                : answer_by_label(known->by));
            cli_print("\n");
        }
    }
    free(terms);
}

static bool change_term(struct desk *desk, size_t term, char *rest, struct error *err)
{
    enum answer_by by;
    const struct mark_term *known = desk_term(desk, term);
    if (!rest[0]) {
        return desk_explain_term(desk, term, !(known && known->explained), err);
    }
    char *relation = rest + strcspn(rest, " ");
    if (*relation) {
        *relation++ = '\0';
    }
    if (!answer_by_parse(&by, rest)) {
        return error_set(err, ERROR_USAGE,
                         _("one of patient, informant, interpreter, clinician, file"));
    }
    return desk_term_said_back(desk, term, true, by, relation, err);
}

bool dialogue_term(struct desk *desk, char *rest, struct error *err)
{
    size_t number = take_number(&rest), *terms;
    if (desk->form->term_count == 0) {
        return error_set(err, ERROR_NOT_FOUND, _("this form explains no words"));
    }
    if (number > desk->form->term_count) {
        return error_set(err, ERROR_NOT_FOUND, _("give the number of one; :term shows them"));
    }
    (void)desk_terms(desk, &terms);
    bool done = number == 0 || change_term(desk, terms[number - 1], rest, err);
    free(terms);
    if (done) {
        list_terms(desk);
    }
    return done;
}

/* ---- the pause ---- */

void dialogue_pause(const struct desk *desk, const char *language)
{
    const struct item *gate = desk_gate(desk);
    const struct contact *contact = session_contact(desk->session);
    const struct item *heading = gate->type == ITEM_GROUP ? gate : gate->parent;
    if (heading) {
        struct buf text = BUF_INIT;
        desk_wording(desk, &text, &heading->label, language, NULL);
        cli_print("%s\n", buf_text(&text));
        buf_finish(&text);
    }
    cli_print("%s\n", _("Pause. Is it private and safe to go on?"));
    if (contact && contact->present[0]) {
        cli_print("%s: %s\n", _("Present"), contact->present);
    }
    cli_print("%s\n", _("Type :open to go on; :leave later, :leave out or :leave declined goes "
                        "past all of it; an empty line goes past it without a word."));
}

bool dialogue_leave(struct desk *desk, char *rest, struct error *err)
{
    if (!desk_gate(desk)) {
        return error_set(err, ERROR_USAGE,
                         _("there is no pause here; :skip leaves a question out"));
    }
    if (strcmp(rest, "later") == 0) {
        return desk_gate_leave(desk, STATE_LATER, "", err);
    }
    if (strcmp(rest, "out") == 0) {
        return desk_gate_leave(desk, STATE_SKIPPED, _("not private or not safe enough"), err);
    }
    if (strcmp(rest, "declined") == 0) {
        return desk_gate_leave(desk, STATE_DECLINED, "", err);
    }
    return error_set(err, ERROR_USAGE, _("one of later, out, declined"));
}

/* ---- time ---- */

bool dialogue_time(struct desk *desk, char *rest, struct error *err)
{
    const struct contact *contact = session_contact(desk->session);
    (void)rest;
    if (!contact) {
        return error_set(err, ERROR_NOT_FOUND, _("no visit was noted today"));
    }
    int64_t spent = (world_now(session_world(desk->session)) - contact->time) / 60000;
    cli_print(_("%lld minutes since the visit was noted\n"), (long long)spent);
    if (contact->planned && contact->planned[0]) {
        cli_print(_("planned: %s minutes\n"), contact->planned);
    }
    return true;
}
