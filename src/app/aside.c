/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of these lies in front, in what order keys go to them, and what is
 * remembered of how a question was shown.
 */
#include "app/aside.h"

#include "app/app.h"
#include "app/marking.h"
#include "base/alloc.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VISIT_LONGEST 600 /* minutes; a visit noted in the morning says nothing at night */

void aside_finish(struct app *app)
{
    free(app->aside.terms);
    free(app->aside.prompts);
    memset(&app->aside, 0, sizeof app->aside);
}

bool app_interview_in_front(const struct app *app)
{
    return app->screen == SCREEN_INTERVIEW && app->desk && !app->list.kind && !app->finder &&
           !app->about && !app->panel;
}

enum aside_kind app_aside(const struct app *app)
{
    bool here = app_interview_in_front(app) && app->aside.kind != ASIDE_NONE &&
                app->aside.item == desk_place(app->desk)->item && !app_at_gate(app);
    return here ? app->aside.kind : ASIDE_NONE;
}

void app_open_aside(struct app *app, enum aside_kind kind)
{
    struct aside *aside = &app->aside;
    if (kind != aside->kind) {
        app->version++;
    }
    aside->kind = kind;
    aside->item = kind == ASIDE_NONE ? NULL : desk_place(app->desk)->item;
    aside->at = 0;
    free(aside->terms);
    aside->terms = NULL;
    aside->term_count = 0;
    if (kind == ASIDE_TERMS) {
        aside->terms_here = desk_terms(app->desk, &aside->terms);
        aside->term_count = app->desk->form->term_count;
    }
}

bool app_at_gate(const struct app *app)
{
    return app_interview_in_front(app) && desk_gate(app->desk) != NULL;
}

bool app_is_turned(const struct app *app)
{
    return app->turned && app_interview_in_front(app);
}

static uint64_t *turned_contexts(const struct app *app, uint64_t *next)
{
    const struct item *item = desk_place(app->desk)->item;
    *next++ = IN_TURNED;
    if (desk_gate(app->desk)) {
        return next;
    }
    size_t choices = desk_choice_count(app->desk);
    if (choices > 0 && app->desk->choice < choices) {
        *next++ = IN_CHOICES;
    }
    if (item->type != ITEM_REPEAT && (item->type != ITEM_TEXT || item->one_line)) {
        *next++ = IN_ONE_LINE;
    }
    if (app_editor(app)) {
        *next++ = IN_TEXT;
    }
    return next;
}

bool aside_contexts(const struct app *app, uint64_t *out)
{
    uint64_t *next = out;
    if (app->hidden) {
        *next++ = IN_HIDDEN;
        if (app_editor(app)) {
            *next++ = IN_TEXT;
        }
    } else if (app_is_turned(app)) {
        next = turned_contexts(app, next);
    } else if (app_at_gate(app)) {
        *next++ = IN_GATE;
        *next++ = IN_RECORD;
        *next++ = IN_ANY;
    } else if (app_aside(app) == ASIDE_PROBES) {
        *next++ = IN_PROBES;
        *next++ = IN_INTERVIEW;
        *next++ = IN_RECORD;
        *next++ = IN_ANY;
    } else if (app_aside(app) == ASIDE_TERMS) {
        *next++ = IN_TERMS;
        *next++ = IN_RECORD;
        *next++ = IN_ANY;
    } else {
        return false;
    }
    *next = 0;
    return true;
}

/* ---- how the question is shown ---- */

static const char *const prompt_codes[] = {
    [PROMPT_OWN] = "own",
    [PROMPT_BOTH] = "both",
    [PROMPT_PATIENT] = "patient",
};

const char *prompt_mode_code(enum prompt_mode mode)
{
    return prompt_codes[mode];
}

static const char *visit_here(const struct app *app)
{
    const struct contact *contact = session_contact(app->session);
    return contact ? contact->id : session_patient_id(app->session);
}

static struct prompt_memory *recall(const struct app *app, const char *visit)
{
    for (size_t i = 0; i < app->aside.prompt_count; i++) {
        if (strcmp(app->aside.prompts[i].visit, visit) == 0) {
            return &app->aside.prompts[i];
        }
    }
    return NULL;
}

void app_remember_prompt_mode(struct app *app, const char *visit, enum prompt_mode mode)
{
    struct aside *aside = &app->aside;
    struct prompt_memory *known = recall(app, visit);
    if (!known) {
        alloc_grow(&aside->prompts, &aside->prompt_capacity, aside->prompt_count + 1,
                   sizeof *aside->prompts);
        known = &aside->prompts[aside->prompt_count++];
        memset(known, 0, sizeof *known);
        snprintf(known->visit, sizeof known->visit, "%s", visit);
    }
    known->mode = mode;
}

void app_set_prompt_mode(struct app *app, enum prompt_mode mode)
{
    app->prompt_mode = mode;
    app_remember_prompt_mode(app, visit_here(app), mode);
}

void app_recall_prompt_mode(struct app *app)
{
    const struct prompt_memory *known = recall(app, visit_here(app));
    app->prompt_mode = known ? known->mode : PROMPT_OWN;
}

/* ---- time ---- */

bool app_visit_time(const struct app *app, int *spent, int *left)
{
    const struct contact *contact = session_contact(app->session);
    int64_t minutes = contact ? app->minute - contact->time / 60000 : -1;
    if (minutes < 0 || minutes > VISIT_LONGEST) {
        return false;
    }
    *spent = (int)minutes;
    long planned = contact->planned ? strtol(contact->planned, NULL, 10) : 0;
    *left = planned > 0 && planned <= VISIT_LONGEST ? (int)planned - *spent : INT_MIN;
    return true;
}
