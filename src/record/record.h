/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said to and by one patient: the fold of its edits, in memory.
 *
 * record_apply() is the only way in. The struct is open for reading; nobody
 * else writes to it.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "form/form.h"
#include "record/answer.h"
#include "record/capture.h"
#include "record/drawing.h"
#include "record/edit.h"
#include "record/mark.h"

struct id_index;

struct patient {
    char *name;         /* a name or a code is all that is required */
    char *code;
    char *birth;        /* the words; EDTF where understood */
    char *birth_edtf;
    char *languages;    /* BCP 47, separated by spaces, mother tongue first */
    char *note;
};

/* A visit. Its language and interpreter are the defaults of the answers in it. */
struct contact {
    char id[33];
    int64_t time;
    char *date;         /* EDTF day */
    char *present;      /* who, in words */
    char *language;     /* spoken in this contact, BCP 47 */
    char *interpreter;  /* "": none; otherwise who, in words */
    char *mode;         /* on_site, phone, video; "" */
    bool professional;
    char *trouble;      /* with interpreting */
    char *planned;      /* how many minutes it should take, in digits; "" */
    char *consent;      /* what was consented to, in words */
    char *next;         /* when the next one is, in words; EDTF where understood */
};

struct row {
    char id[33];
    char *repeat;       /* name of the repeat */
    char parent[33];    /* row of an outer repeat; "" */
    bool set_aside;     /* removed: kept, not shown */
};

struct record_answer {
    char *item;
    char row[33];
    struct answer answer;
    size_t origin;      /* the edit that brought it: index into record->edits */
};

enum interview_state { INTERVIEW_OPEN, INTERVIEW_FINALISED };

struct interview {
    char id[33];
    char *form_id, *form_version;
    char form_digest[65]; /* the very text it was asked with */
    char *asked_with;     /* that, and behind it the digests of the overlays that lay on it */
    enum interview_state state;
    bool removed;         /* begun and taken back by undo */
    int64_t started;
    int64_t finalised;    /* kept when it is reopened: later changes are amendments */
    char *author;
    struct row *rows;     /* in the order they were added */
    size_t row_count, row_capacity;
    struct id_index *row_index;
    struct record_answer **answers; /* sorted by item, row */
    size_t answer_count, answer_capacity;
    struct mark *marks;             /* sorted by item, row */
    size_t mark_count, mark_capacity;
};

/* What an edit found: undoing it brings back the value's history too. */
struct edit_trace {
    size_t origin;        /* of what was there before, SIZE_MAX: nothing */
    int64_t finalised;    /* of the interview, before */
    bool amendment;       /* the interview had been finalised */
};

struct record {
    struct patient patient;
    struct contact *contacts;      /* oldest first */
    size_t contact_count, contact_capacity;
    struct interview *interviews;  /* oldest first, removed ones too */
    size_t interview_count, interview_capacity;
    struct capture *captures;      /* oldest first, taken back ones too */
    size_t capture_count, capture_capacity;
    struct drawing *drawings;      /* record_drawing() */
    size_t drawing_count, drawing_capacity;
    struct edit *edits;            /* all, as they came: the history */
    size_t edit_count, edit_capacity;
    struct edit_trace *traces;     /* one for each edit */
    size_t trace_capacity;
    struct id_index *edit_index;
    size_t *done, *undone;         /* indices into edits, what undo and redo take */
    size_t done_count, done_capacity, undone_count, undone_capacity;
};

struct record *record_create(void);
void record_destroy(struct record *record);

/*
 * Folds one edit in (and keeps a copy). Refuses what contradicts the state:
 * an answer to an unknown interview, a change of a finalised one without a
 * reason, a "before" that is not what is there (ERROR_EXISTS: conflict). On
 * refusal nothing has changed. The same edit once more is no error and changes
 * nothing. Pointers to interviews, contacts and rows hold until the next
 * record_apply(), those to an answer until that answer changes.
 */
bool record_apply(struct record *record, const struct edit *edit, struct error *err) MUST_USE;

/* The edit that undoes (redoes) the last one; false, and OUT empty, if there is none. */
bool record_undo(const struct record *record, struct edit *out, const struct world *world,
                 const char *author);
bool record_redo(const struct record *record, struct edit *out, const struct world *world,
                 const char *author);
/*
 * The same for the last action, which may have been several edits (edit_group()): what to
 * apply, in that order. The caller finishes each and frees *OUT. 0: there is nothing.
 */
size_t record_undo_action(const struct record *record, struct edit **out,
                          const struct world *world, const char *author);
size_t record_redo_action(const struct record *record, struct edit **out,
                          const struct world *world, const char *author);

const struct interview *record_interview(const struct record *record, const char *id);
/* Whether it is asked in the very words of FORM, overlays and all. */
bool interview_is_asked_with(const struct interview *interview, const struct form *form);
/* The newest of this form that was not removed, or NULL. */
const struct interview *record_interview_of(const struct record *record, const char *form_id);
const struct contact *record_contact(const struct record *record, const char *id);
const struct answer *interview_answer(const struct interview *interview, const char *item,
                                      const char *row); /* NULL: none; row "" or NULL */
const struct row *interview_row(const struct interview *interview, const char *id);
/* The INDEX-th row of a repeat that is not set aside, or NULL. */
const struct row *interview_row_at(const struct interview *interview, const char *repeat,
                                   const char *parent, size_t index);
size_t interview_row_count(const struct interview *interview, const char *repeat,
                           const char *parent);

#endif
