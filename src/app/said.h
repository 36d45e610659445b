/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Already said: answers of this patient that bear on the question in front, so
 * that nobody is asked twice. Which they are follows from the forms (also_see,
 * ${…}) and from words in common; nothing of it is stored.
 */
#ifndef APP_SAID_H
#define APP_SAID_H

#include "app/desk.h"

enum said_reason {
    SAID_BEFORE, /* the same question, in an earlier interview */
    SAID_SEE,    /* the form says so, of either question */
    SAID_PIPED,  /* its words stand in the question */
    SAID_WORDS,  /* many words in common */
};

struct said_entry {
    const struct interview *interview;
    const struct form *form;
    const struct item *item;
    const struct answer *answer;
    char row[33];
    enum said_reason reason;
    size_t common; /* words */
    bool guarded;  /* under a sensitive question, and the one in front is none: not shown in passing
                    */
};

/* Computed when it is asked for, kept until the record or the question changes. */
struct said {
    struct said_entry *entries; /* nearest first */
    size_t count, capacity;
    bool known;
    unsigned long version;
    char interview[33], row[33];
    const struct item *item;
};

struct app;

/* Of the question in front. Valid until the record changes; the other keeps it in the app. */
const struct said *said_list(struct said *said, const struct desk *desk);
const struct said *said_of(struct app *app);
void said_finish(struct said *said);
/* The answer as words. */
void said_text(struct buf *out, const struct said_entry *entry);
/* Who, in which language, when and where. */
void said_attribution(struct buf *out, const struct desk *desk, const struct said_entry *entry);
/* Puts it into the answer in front, as typed: bare where a short answer is empty, else quoted. */
bool said_quote(struct desk *desk, const struct said_entry *entry, struct error *err) MUST_USE;
/* Filling of list.c. */
void said_fill(struct app *app);

#endif
