/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a record asks attention for besides its answers: follow-ups, agreements,
 * permissions and the patient's own statements.
 *
 * Nothing of it is stored apart. The form says by its key "dossier" which
 * answers these are, and a visit says when the next one is; this gathers them.
 */
#ifndef RECORD_MATTER_H
#define RECORD_MATTER_H

#include "form/form.h"
#include "record/record.h"

#define MATTER_NO_DAY INT32_MIN

struct matter {
    enum dossier_part kind; /* never none or settled */
    const struct form *form; /* NULL for the next visit, and so are the next three */
    const struct interview *interview;
    const struct item *item;
    const struct answer *answer;
    const struct contact *contact; /* that names the next visit; NULL for an answer */
    char row[33];
    const char *words;  /* of a follow-up: the date as it was said */
    int32_t first, last; /* of a follow-up: the days that may be meant; NO_DAY: not understood */
    bool settled;       /* its row is done with, or a visit has come to it since */
    size_t order;       /* as they were gathered */
};

struct matters {
    struct matter *list;
    size_t count, capacity;
    struct answer **derived; /* what the forms worked out; nothing of it is stored */
    size_t derived_count, derived_capacity;
};
#define MATTERS_INIT {NULL, 0, 0, NULL, 0, 0}

/* The form an interview was made with, by digest; NULL: cannot be had. */
typedef const struct form *matter_form(void *self, const char *digest);

/* Points into RECORD and the forms: valid until either changes. Follow-ups come first,
 * the earliest on top and the settled ones last; the others as the record has them.
 * What is worked out in a finalised interview is that of its day. */
void matters_gather(struct matters *out, const struct record *record, matter_form *form,
                    void *self, int32_t today, const struct world *zone);
void matters_finish(struct matters *matters);
/* The day of the first follow-up that is not settled, or MATTER_NO_DAY. */
int32_t matters_follow_up(const struct matters *matters);

/* The day of the last visit in the local time of ZONE, or MATTER_NO_DAY. */
int32_t record_last_contact(const struct record *record, const struct world *zone);
/* The last day on which the record has to be kept: this long after the last visit or
 * change, whichever is later. Both in days; either may be MATTER_NO_DAY. */
#define RETENTION_YEARS 20
int32_t retention_end(int32_t last_contact, int32_t last_change);

#endif
