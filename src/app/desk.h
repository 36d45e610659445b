/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interview on the desk: which item lies in front, what is being typed for
 * it, whose words they are. Leaving an item seals its answer first; order is
 * free. No screen here: full screen, script and dialogue turn the same pages.
 */
#ifndef APP_DESK_H
#define APP_DESK_H

#include "app/gate.h"
#include "app/session.h"
#include "app/text_edit.h"
#include "app/voice.h"

struct desk {
    struct session *session;
    const struct form *form;
    char interview[33];
    struct places places;
    struct relevance *relevance; /* kept: after an answer only what hangs on it is worked out */
    bool *offered;               /* of each choice of the item in front; NULL: all are */
    size_t at;                /* index into places */
    struct progress progress; /* counted when the places were listed */
    unsigned long version;    /* of the session that places were listed from */
    int32_t day; /* on which PLACES were listed */

    struct answer answer;       /* as it stands on the screen; its text is in edit */
    struct text_edit *edit;     /* on the shelf of the session: what is typed for the item */
    size_t choice;              /* highlighted; == number of choices: the line for words */
    unsigned long text_version; /* of edit when it was loaded */
    bool reason_stands;         /* a reason, and nothing said: words that follow undo it */
    char *amending;             /* reason given for changing a finalised interview; NULL */
    struct voice voice;         /* who is talking, and what undo takes of it */
    struct gates gates;         /* those that were gone through */
    unsigned long finalise_told; /* version of the session when desk_finalise() said what lacks */
    char remark[256];           /* what is odd about the answer sealed last; "" */
};

/* Opens (or begins) the interview of FORM_ID in the open patient. */
bool desk_open(struct desk **out, struct session *session, const char *form_id,
               struct error *err) MUST_USE;
void desk_close(struct desk *desk); /* does not store; accepts NULL */

const struct interview *desk_interview(const struct desk *desk);
const struct place *desk_place(const struct desk *desk);
/* Up to date with the record; do not keep it beyond the next edit. */
struct relevance *desk_relevance(const struct desk *desk);
/* The answer as it stands, what is typed included. The caller finishes OUT. */
void desk_answer(const struct desk *desk, struct answer *out);
/* The same with "-" for the words: what is said of a long story, without copying and
 * reading it. */
void desk_answer_aside(const struct desk *desk, struct answer *out);
/* Why there is no answer, as it stands on the screen; STATE_ANSWERED once words follow. */
enum answer_state desk_state(const struct desk *desk);
/* Not so for what is calculated, or only to be read. */
bool desk_takes_typing(const struct desk *desk);
/* Typed or chosen, and not yet sealed. */
bool desk_unsaved(const struct desk *desk);
/* Seals what is unsaved. Words that are no number or no date are kept as words; a value
 * out of bounds is kept too, with a remark: a form never stands in the way of a talk. */
bool desk_store(struct desk *desk, struct error *err) MUST_USE;

/* Each of these seals first and stays where it is if that fails. */
bool desk_go(struct desk *desk, size_t index, struct error *err) MUST_USE;
bool desk_go_to(struct desk *desk, const char *item, const char *row, struct error *err) MUST_USE;
/* Next and previous item that takes an answer, or note; false with a message at the ends. */
bool desk_step(struct desk *desk, int direction, struct error *err) MUST_USE;

bool desk_set_state(struct desk *desk, enum answer_state state, const char *reason,
                    struct error *err) MUST_USE;
bool desk_set_source(struct desk *desk, enum answer_by by, const char *relation,
                     enum answer_how how, const char *language, const char *gloss,
                     struct error *err) MUST_USE;

/* Repeats: a row behind the last of the repeat that lies in front or around it. */
bool desk_add_row(struct desk *desk, struct error *err) MUST_USE;
bool desk_remove_row(struct desk *desk, struct error *err) MUST_USE;
/* What is required and open, or does not fit, is said once, in ERR and with false, and the desk
 * goes to the first of it; called again without a change between, it is finalised as it is.
 * SAYS gets what was left so, "" if nothing. */
bool desk_finalise(struct desk *desk, struct buf *says, struct error *err) MUST_USE;
/* finalise.c: "required and open: 2, does not fit: 1"; WISHED: also what is only asked for. */
void violations_say(struct buf *out, const struct violations *violations, bool wished);
/* For finalise.c alone: finalises it at once. */
bool desk_seal_finalised(struct desk *desk, struct error *err) MUST_USE;

/* Choices in front: how many are offered (0: none), and turning one. */
size_t desk_choice_count(const struct desk *desk);
const struct choice *desk_choice(const struct desk *desk, size_t index);
/* It was chosen and stays, though the form does not offer it now. */
bool desk_choice_is_over(const struct desk *desk, size_t index);
void desk_toggle(struct desk *desk, size_t index);
/* A rank: the place of a choice from 1 (0: none yet), and moving the highlighted one; false
 * where nothing is ranked. */
size_t desk_rank(const struct desk *desk, size_t index);
bool desk_move_rank(struct desk *desk, int by);

/* After something else changed the record (undo): shows ITEM of ROW, or what is
 * left in its place. Unsaved words must have been stored before. */
void desk_refresh(struct desk *desk, const char *item, const char *row);

/* Appends TEXT of the form in LANGUAGE with the patient's own words piped in. */
void desk_wording(const struct desk *desk, struct buf *out, const struct wording *wording,
                  const char *language, bool *fell_back);
/*
 * What is said aloud at the item in front, as this visit goes (through an interpreter or
 * not); NULL: its label.
 */
const struct wording *desk_spoken(const struct desk *desk);
/* Whether the modules of the item in front are offered now; they never open by themselves. */
bool desk_offers_modules(const struct desk *desk);
bool desk_offers_modules_at(const struct desk *desk, size_t index); /* of a place */

#endif
