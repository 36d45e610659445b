/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Modules that what was said calls for. They are named, quietly, and never opened
 * by themselves.
 */
#ifndef APP_OFFERS_H
#define APP_OFFERS_H

#include "app/desk.h"

struct offer {
    const struct form *form;
    const struct item *item; /* the first question that calls for it; NULL: the form does */
    size_t calls;            /* how many do */
    bool here;               /* the one in front does */
    bool asked_for;          /* by a condition that holds, not only by an answer being there */
};

/* Computed when it is asked for, kept until the record or the question changes. */
struct offers {
    struct offer *list; /* those of the question in front first */
    size_t count, capacity;
    bool known;
    unsigned long version;
    char interview[33];
    size_t at;
};

struct app;

const struct offers *offers_of(struct app *app);
void offers_finish(struct offers *offers);
/* Filling of list.c. */
void offers_fill(struct app *app);
/* Begins the INDEX-th; the interview in front stays as it is. */
bool offers_begin(struct app *app, size_t index, struct error *err) MUST_USE;

#endif
