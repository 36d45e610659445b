/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intake summary: record -> document, arranged by the headings of the
 * Outline for Cultural Formulation. It quotes; it never scores or interprets.
 */
#ifndef EXPORT_SUMMARY_H
#define EXPORT_SUMMARY_H

#include "base/error.h"
#include "base/world.h"
#include "export/audience.h"
#include "export/document.h"
#include "form/form.h"
#include "record/record.h"

enum summary_order {
    SUMMARY_OUTLINE, /* by the five headings; an answer that feeds two stands under
                        the first and is referred to under the second */
    SUMMARY_FORM,    /* as it was asked */
};

/* FHIR R4: made only when it is asked for, in document->bundle. */
enum summary_bundle {
    SUMMARY_NO_BUNDLE,
    SUMMARY_DOCUMENT,   /* Composition first, text for people in every part */
    SUMMARY_COLLECTION, /* the resources alone, for programs */
};

struct summary_request {
    const struct record *record;
    const char *patient_id;
    /* The form an interview was made with, by its asked_with; NULL if it cannot be had. */
    const struct form *(*form)(void *self, const char *digest);
    void *self;
    const char *language; /* of the summary: "en", "nl" */
    enum summary_order order;
    enum summary_bundle bundle; /* export_format.bundle */
    enum audience audience;
    int columns; /* of drawings; 0: 80 */
    int64_t now; /* milliseconds; see summary_set_date() */
    int offset_minutes;
    const struct world *zone; /* for the local time of what was; NULL: UTC */
    const char *author;       /* who makes it */
    const char *seal;         /* "entry 128, four words" of the vault's last commit, or "" */
};

/* Sets now, offset_minutes and zone: the clock, or what SOURCE_DATE_EPOCH says, so that two
 * exports of one record can be compared. */
void summary_set_date(struct summary_request *request, const struct world *world);

/* The caller destroys OUT. Every word of every answer is in it, also answers
 * that are hidden or without a question any more (last section). */
struct document *summary_build(const struct summary_request *request);

#endif
