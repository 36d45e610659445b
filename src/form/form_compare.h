/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new version of a form changes: question by question, by name, and by
 * what the form says of names it has given up (renamed_from, migrations). For
 * whoever writes forms (form_check_against.c) and for drafts that were begun
 * with the older one (record/migration.h).
 */
#ifndef FORM_FORM_COMPARE_H
#define FORM_FORM_COMPARE_H

#include "form/form.h"

enum form_difference {
    DIFFERS_IN_NAME = 1,
    DIFFERS_IN_TYPE = 2,
    DIFFERS_IN_PLACE = 4,      /* into a repeat, out of one, into another */
    DIFFERS_IN_WORDING = 8,    /* what is read out or shown with it */
    DIFFERS_IN_CONDITION = 16, /* when it is asked, what is accepted, what it is calculated from */
    DIFFERS_IN_CHOICES = 32,
};

enum choice_difference {
    CHOICE_ADDED,
    CHOICE_REMOVED,
    CHOICE_RETIRED,
    CHOICE_BACK, /* no longer retired */
    CHOICE_RELABELLED,
};

struct choice_change {
    enum choice_difference kind;
    const struct choice *before, *after; /* NULL: not there */
};

struct form_change {
    const struct item *before, *after; /* NULL: added; removed */
    unsigned differences;              /* of enum form_difference; 0: unchanged */
    struct choice_change *choices;
    size_t choice_count;
};

struct form_comparison {
    const struct form *before, *after;
    bool same_version;           /* the same version text on another text */
    struct form_change *changes; /* in the order of AFTER, then what was removed */
    size_t count, capacity;
};

/* The forms have to live as long as OUT. form_compare_finish() it. */
void form_compare(struct form_comparison *out, const struct form *before, const struct form *after);
void form_compare_finish(struct form_comparison *comparison);

/*
 * The item of AFTER that NAME of BEFORE became, or NULL. NAME need not be an item of BEFORE
 * any more: an answer may have outlived its question in an earlier version.
 */
const struct item *form_successor(const struct form *before, const struct form *after,
                                  const char *name);

/* Whether somebody answers it: no note, group or repeat, nothing calculated. */
bool form_asks(const struct item *item);

/*
 * Lint of FORM against OLD, its older version: what would leave answers without a question.
 * Places are those of FORM. Findings are added to REPORT and sorted in.
 */
void form_check_against(const struct form *form, const struct form *old, struct report *report);

/* For people: "renamed, other choices". Translated; "" for 0. */
void form_differences(struct buf *out, unsigned differences);

#endif
