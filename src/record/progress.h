/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An interview seen through its form: what is relevant, what was asked, what
 * is left. Relevance is computed, never stored; hidden answers stay.
 */
#ifndef RECORD_PROGRESS_H
#define RECORD_PROGRESS_H

#include "form/form.h"
#include "record/record.h"

/* Values of INTERVIEW for the rules of FORM, seen from ROW ("" outside repeats). */
struct relevance;
struct relevance_place {
    struct relevance *relevance;
    size_t row;
};
struct progress_view {
    const struct form *form;
    const struct interview *interview;
    const char *row;
    int32_t today;
    const char *language; /* of labels in progress_pipe(); NULL: the form's own */
    struct relevance *relevance; /* one that is kept (relevance.h), or NULL: made when needed */
    bool owns_relevance;         /* it was made; leave these two alone */
    struct relevance_place place;
};

/* OUT holds until progress_view_finish(), which has to follow. */
void progress_source(struct rule_source *out, struct progress_view *view);
void progress_view_finish(struct progress_view *view);
bool progress_relevant(const struct form *form, const struct interview *interview,
                       const struct item *item, const char *row, int32_t today);
/* Fits pipe_lookup; SELF is a struct progress_view. */
bool progress_pipe(void *self, const char *name, struct buf *out);

/* It takes an answer, from a person: it is not worked out, and not hidden. */
bool progress_is_asked(const struct item *item);

struct progress {
    size_t total;      /* relevant items that are asked, rows counted */
    size_t answered;
    size_t reasoned;   /* skipped, declined, not applicable, unknown */
    size_t later;
    size_t open;       /* nothing yet */
    size_t hidden;     /* answers kept but not shown: set aside by relevance or with a row */
};
/* Only items whose prefix is a whole number ("12", not "12a"), when there are any: what a
 * clinician counts. */
void progress_count(struct progress *out, const struct form *form,
                    const struct interview *interview, int32_t today);
/* The same where what is relevant is kept (relevance.h) and up to date. */
void progress_count_kept(struct progress *out, const struct form *form,
                         const struct interview *interview, struct relevance *relevance);

/*
 * What does not fit, for whoever looks before finalising; nothing is ever blocked by it.
 * A reason why there is no answer satisfies what is required, and so do words.
 */
enum violation_kind {
    VIOLATION_REQUIRED,    /* open, and the form wants an answer */
    VIOLATION_SOFT,        /* the same, and the form would like one */
    VIOLATION_CONSTRAINT,  /* out of bounds, or against the constraint */
    VIOLATION_WARNING,     /* against a constraint with severity: warning */
    VIOLATION_NOT_OFFERED, /* a choice that choice_filter does not offer now; it stays */
};
struct violation {
    const struct item *item;
    char row[33];
    enum violation_kind kind;
    char *message; /* of the form in its language, or the program's */
};
struct violations {
    struct violation *violations;
    size_t count, capacity;
};
#define VIOLATIONS_INIT {NULL, 0, 0}
void violations_finish(struct violations *violations);
/* In the order of the form. LANGUAGE NULL: the form's own. */
void violations_list(struct violations *out, const struct form *form,
                     const struct interview *interview, int32_t today, const char *language);
/* Those of ITEM in the row of VIEW alone; VIEW has a relevance that is kept. */
void violations_of(struct violations *out, const struct progress_view *view,
                   const struct item *item);
/* Whether ITEM is required in ROW now, answered or not; REQUIRED_NO while it is not asked. */
enum required progress_required(struct progress_view *view, const struct item *item);

/* One line of the interview in order: an item, in a row or not. */
struct place {
    const struct item *item;
    char row[33];
    size_t row_number; /* 1-based within its repeat, 0 outside */
};
struct places {
    struct place *places;
    size_t count, capacity;
};
#define PLACES_INIT {NULL, 0, 0}
void places_finish(struct places *places);
/* Every relevant item in order, groups and notes too, each row of each repeat. */
void places_list(struct places *out, const struct form *form, const struct interview *interview,
                 int32_t today);

#endif
