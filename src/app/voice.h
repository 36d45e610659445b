/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose words stand on the desk, changed by one key each. Each answer begins with what
 * the visit says: the patient, through the interpreter if there is one. Nobody who looks
 * at the patient sees that a relative was still set, so none is carried over; but the
 * key that names one remembers who it was. Nothing is sealed here; the source goes with
 * the answer, and each change can be taken back before that.
 */
#ifndef APP_VOICE_H
#define APP_VOICE_H

#include "base/error.h"
#include "record/answer.h"

#include <stdbool.h>
#include <stddef.h>

struct desk;

/* Where an answer comes from: what one key can change of it. */
struct source {
    enum answer_by by;
    enum answer_how how;
    enum answer_state state; /* only answered and adapted are changed here */
    char *relation, *language, *gloss;
};

struct voice_step {
    struct source source;       /* as it was before */
    bool sealed;                /* it is in the record: undo is the record's */
    unsigned long text_version; /* of the editor when it was made */
};

struct voice {
    bool heard;              /* somebody spoke: BY, RELATION, … hold */
    enum answer_by by;       /* the patient or an informant */
    enum answer_how how;     /* summarised, or through the interpreter */
    char *relation, *language;
    char **relations;        /* those named on this desk, in their order */
    size_t relation_count, relation_capacity;
    struct voice_step *steps; /* of the item in front: what undo takes, then what redo takes */
    size_t step_count, step_capacity, done;
};

void voice_finish(struct voice *voice); /* all-zero is fine */

/* Summarised, or through the interpreter where there is one today. */
enum answer_how voice_how_of_visit(const struct desk *desk);
/* The source of an answer that nobody gave yet. */
void voice_default(struct desk *desk);
/* Whoever talked before talks here, too. */
void voice_take_over(struct desk *desk);
/* Another item came to the front: its changes of source begin anew. */
void voice_turn_page(struct desk *desk);
/* The source of the answer in front is what goes on from here. */
void voice_follow(struct desk *desk);

/* The source of the answer in front; a copy, source_finish() it. */
void voice_source(struct source *out, const struct desk *desk);
void source_finish(struct source *source);
void source_set_text(char **field, const char *text);

/* Makes AFTER the source of the answer in front, as one step of undo. */
bool voice_change(struct desk *desk, const struct source *after, struct error *err) MUST_USE;
/* Something of the item in front was sealed by a key: undo begins with that. */
void voice_sealed_step(struct desk *desk);

enum voice_undo {
    VOICE_NOTHING, /* it is not the last thing that was done */
    VOICE_DONE,    /* the source is as it was */
    VOICE_RECORD,  /* the last thing was sealed: the record takes it back */
};
/* LATEST: only if nothing was typed since. */
enum voice_undo voice_undo(struct desk *desk, bool latest);
enum voice_undo voice_redo(struct desk *desk);

/* Relations of informants, those who spoke in this visit first; then NULL. The list is the
 * caller's to free(), the texts belong to desk and record until the next change. */
const char **voice_relations(const struct desk *desk);

#endif
