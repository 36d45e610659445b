/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the summary share: every answer of the record, gathered
 * once, with its question, its place and whether it is shown. The blocks for
 * people and the data for machines are both made from this list.
 */
#ifndef EXPORT_SUMMARY_PARTS_H
#define EXPORT_SUMMARY_PARTS_H

#include "export/summary.h"
#include "record/progress.h"

enum summary_kept {
    KEPT_SHOWN,      /* not set aside: stands in the body */
    KEPT_IRRELEVANT, /* its question does not apply as things are now */
    KEPT_ROW,        /* its row was removed */
    KEPT_QUESTION,   /* the form has no such question */
    KEPT_PLACE,      /* the form asks it in other rows */
    KEPT_FORM,       /* the form cannot be had */
    KEPT_INTERVIEW,  /* the interview was taken back */
    KEPT_BACK,       /* its form says that it never leaves: ANSWER is empty */
};
#define SUMMARY_KEPT_COUNT 8

struct summary_entry {
    const struct summary_interview *interview;
    const struct item *item; /* NULL: no question */
    /* Without a question: that of an older version, and the version; NULL: not known. */
    const struct item *asked;
    const struct form *asked_form;
    const char *name;
    char row[33];
    size_t row_number;                  /* 1-based, 0 outside repeats */
    const struct answer *answer;        /* NULL: nothing there */
    const struct record_answer *stored; /* of ANSWER; NULL: the form worked it out just now */
    const struct contact *contact;      /* of the answer, or NULL */
    unsigned outline;                   /* the item's, else that of the group around it */
    enum summary_kept kept;
};

struct summary_interview {
    const struct interview *interview;
    const struct interview *whole; /* the same with what the audience may not read */
    const struct form *form;       /* NULL: cannot be had */
    int32_t day;             /* on which it looks: today, or that of finalising */
    size_t first, count;     /* of its entries */
};

struct summary {
    const struct summary_request *request;
    const char *language;
    int32_t today;
    size_t left_out; /* statements that the audience may not read */
    struct document *document;
    struct summary_interview *interviews;
    size_t interview_count;
    struct summary_entry *entries; /* in the order of the forms */
    size_t entry_count, entry_capacity;
    bool for_programs; /* what is made now; some forms keep answers to summaries that people read */
    struct answer **derived; /* what the entries without a stored answer point to */
    size_t derived_count, derived_capacity;
};

struct outline_name {
    unsigned heading;
    const char *code; /* in data */
    const char *name; /* N_() */
};
#define OUTLINE_COUNT 5
extern const struct outline_name summary_outline[OUTLINE_COUNT];

/* Whether what is said to ITEM may go where what is made now goes, as its form has it. */
bool summary_leaves(const struct summary *summary, const struct item *item);
/* The same, and nothing private: what may stand in words about something else. */
bool summary_may_say(const struct summary *summary, const struct item *item);

/* WHOLE: the record behind that of the request, from which conditions are worked out. */
void summary_gather(struct summary *out, const struct summary_request *request,
                    const struct record *whole);
void summary_finish(struct summary *summary); /* leaves the document */

/* TEXT of the chrome in the language of the summary and the words for its audience. */
const char *summary_say(const struct summary *summary, const char *text);
/* Whether what AUTHOR (NULL: nobody yet) left at ITEM is private and not for this audience. */
bool summary_keeps_back(const struct summary *summary, const struct item *item, const char *author);

/* The blocks, in this order. */
void summary_add_front(struct summary *summary); /* title, notices, patient, contacts, interviews */
void summary_add_body(struct summary *summary);  /* the answers */
void summary_add_drawings(struct summary *summary); /* each as a picture and in words */
void summary_add_back(struct summary *summary);  /* how it was asked, amendments, what is kept */
/* One question with its answer or the reason why there is none. */
void summary_add_entry(struct summary *summary, const struct summary_entry *entry);

/* Facts of one interview: follow-up questions, words explained, flags, who else spoke. */
void summary_add_marks(struct summary *summary, const struct summary_interview *part);
json_t *summary_marks_data(const struct summary *summary, const struct summary_interview *part);

/* Of each kind that was drawn, its facts; private ones are only counted. */
json_t *summary_drawings_data(const struct summary *summary);
json_t *summary_data(const struct summary *summary);

#endif
