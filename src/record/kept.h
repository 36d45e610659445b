/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that the form does not ask for any more: they were given to an older
 * version, and stay. Read-only, and in every export like the others.
 */
#ifndef RECORD_KEPT_H
#define RECORD_KEPT_H

#include "form/form.h"
#include "record/record.h"

/* Forms by digest; NULL if one cannot be had. */
struct kept_forms {
    const struct form *(*form)(void *self, const char *digest);
    void *self;
};

struct kept {
    const struct record_answer *stored;
    const struct form *form; /* the version that asked it, and its question there; NULL: unknown */
    const struct item *item;
    bool place; /* it is still asked, but in other rows */
};

struct kept_answers {
    struct kept *list; /* in the order of the interview's answers */
    size_t count, capacity;
};
#define KEPT_ANSWERS_INIT                                                                          \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* FORM is the interview's own. Answers in removed rows are not among them: they come back
 * with their row. */
void kept_list(struct kept_answers *out, const struct record *record,
               const struct interview *interview, const struct form *form,
               const struct kept_forms *forms);
void kept_finish(struct kept_answers *kept);

/* Whether ITEM is asked in ROW, with the rows as they are. */
bool kept_fits(const struct interview *interview, const struct item *item, const char *row);
/* Whether the answer has a question in FORM, in the place where it stands. */
bool kept_has_question(const struct interview *interview, const struct form *form,
                       const struct record_answer *stored);

/*
 * The question that NAME was the answer to: in the interview's form, else in the newest of its
 * earlier ones that had it. NULL: in none that can be had. OF (may be NULL): that form.
 */
const struct item *kept_question(const struct form **of, const struct record *record,
                                 const struct interview *interview, const char *name,
                                 const struct kept_forms *forms);

/* What the choice CODE of ITEM was in the newest version that had it; OF: that version. NULL:
 * in none that can be had. */
const struct choice *kept_choice_before(const struct form **of, const struct record *record,
                                        const struct interview *interview, const char *item,
                                        const char *code, const struct kept_forms *forms);
/* The index-th code of VALUE that is no choice of ITEM, or NULL. */
const char *kept_choice(const struct item *item, const struct value *value, size_t index);

#endif
