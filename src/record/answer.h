/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One answer with all that belongs to it: whose words, in which language, how
 * they were taken down, and if there are none, why.
 */
#ifndef RECORD_ANSWER_H
#define RECORD_ANSWER_H

#include "base/error.h"
#include "base/json.h"
#include "form/value.h"

enum answer_by {
    BY_PATIENT,
    BY_INFORMANT,
    BY_INTERPRETER,
    BY_CLINICIAN,
    BY_FILE,
    BY_COMPUTED, /* nobody's words: worked out by the form; see settle.h */
};
#define ANSWER_BY_COUNT 6

enum answer_how { HOW_VERBATIM, HOW_SUMMARY, HOW_INTERPRETED };
#define ANSWER_HOW_COUNT 3

enum answer_state {
    STATE_ANSWERED,
    STATE_ADAPTED,        /* asked in other words than the form's */
    STATE_SKIPPED,        /* by the clinician, with a reason */
    STATE_DECLINED,       /* by the person */
    STATE_LATER,          /* parked: come back to it */
    STATE_NOT_APPLICABLE,
    STATE_UNKNOWN,        /* asked; the person does not know */
};
#define ANSWER_STATE_COUNT 7

struct answer {
    struct value value;
    enum answer_by by;
    enum answer_how how;
    enum answer_state state;
    char *relation; /* informant: "mother"; "" otherwise */
    char *language; /* BCP 47; "" : the contact's */
    char *reason;   /* why skipped, declined, … ; "" */
    char *words;    /* what was said where a number, a date or a choice is asked; "" */
    char *gloss;    /* meaning of verbatim words in another language; "" */
    /* filled by the fold, not part of the JSON */
    char contact[33];
    int64_t time;
    char *author;
    bool amended;   /* changed after the interview was finalised */
};

void answer_init(struct answer *answer);
void answer_finish(struct answer *answer);
/* OUT is initialised; what it held is given back. */
void answer_copy(struct answer *out, const struct answer *from);
/* Same value and same provenance (time, author and contact do not count). */
bool answer_equal(const struct answer *a, const struct answer *b);
/* Has words or a value, and its state says so. */
bool answer_is_given(const struct answer *answer);
/* Nothing to keep: no value, no words, no gloss, and no state but answered. */
bool answer_is_empty(const struct answer *answer);

/* What goes without saying (the patient, word for word) is left out. NULL for an empty one. */
json_t *answer_to_json(const struct answer *answer);
/* OUT is initialised; on failure it is as it was. */
bool answer_from_json(struct answer *out, const json_t *json, struct error *err) MUST_USE;

/* Codes as in JSON and answers files ("patient", "verbatim", "declined"). */
const char *answer_by_code(enum answer_by by);
const char *answer_how_code(enum answer_how how);
const char *answer_state_code(enum answer_state state);
bool answer_by_parse(enum answer_by *out, const char *code);
bool answer_how_parse(enum answer_how *out, const char *code);
bool answer_state_parse(enum answer_state *out, const char *code);
/* For people, translated: "the patient", "word for word", "declined". */
const char *answer_by_label(enum answer_by by);
const char *answer_how_label(enum answer_how how);
const char *answer_state_label(enum answer_state state);

#endif
