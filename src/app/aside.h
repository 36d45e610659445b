/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies beside or over the interview for a moment: follow-up questions and
 * terms that have the keys, the screen turned to the patient, the screen hidden
 * because somebody came in, the pause before what is sensitive.
 */
#ifndef APP_ASIDE_H
#define APP_ASIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct item;

/* In whose language the question is shown; one key goes on to the next. */
enum prompt_mode {
    PROMPT_OWN,     /* the clinician's alone */
    PROMPT_BOTH,    /* the patient's line under it */
    PROMPT_PATIENT, /* the patient's first and large, the clinician's under it */
};
#define PROMPT_MODE_COUNT 3

enum aside_kind { ASIDE_NONE, ASIDE_PROBES, ASIDE_TERMS };

/* How the question was shown in a visit. */
struct prompt_memory {
    char visit[33]; /* of the contact; without one of the patient */
    enum prompt_mode mode;
};

struct aside {
    enum aside_kind kind;
    const struct item *item; /* that it belongs to: leaving the item ends it */
    size_t at;               /* the probe, or the place in the list of terms */
    size_t *terms;           /* desk_terms() */
    size_t term_count, terms_here;
    struct prompt_memory *prompts;
    size_t prompt_count, prompt_capacity;
};

void aside_finish(struct app *app); /* also forgets how questions were shown */

/* Which of them has the keys now. */
enum aside_kind app_aside(const struct app *app);
void app_open_aside(struct app *app, enum aside_kind kind);

/* The interview lies in front, with nothing over it but what is told here. */
bool app_interview_in_front(const struct app *app);
bool app_at_gate(const struct app *app);
/* The patient reads it; only what is meant for the patient may be shown. */
bool app_is_turned(const struct app *app);

/* Contexts of the keys, where any of this is the case; else false and OUT is as it was. */
bool aside_contexts(const struct app *app, uint64_t *out);

/* Shows the question so, and for the rest of this visit. */
void app_set_prompt_mode(struct app *app, enum prompt_mode mode);
void app_remember_prompt_mode(struct app *app, const char *visit, enum prompt_mode mode);
/* As it was shown in this visit. */
void app_recall_prompt_mode(struct app *app);
const char *prompt_mode_code(enum prompt_mode mode); /* in drafts */

/* Minutes since today's visit began, and how many are left of what was planned (INT_MIN: not
 * planned), as of the last key. False: there is no visit, or it is long over. */
bool app_visit_time(const struct app *app, int *spent, int *left);

#endif
