/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other words for the questions of a form: a small file that replaces texts, in
 * languages of the form or in others, and can touch nothing else. Reading knows
 * the file alone; checking and laying on hold it against a form.
 */
#ifndef FORM_OVERLAY_H
#define FORM_OVERLAY_H

#include "form/form.h"
#include "form/position.h"

enum overlay_part {
    OVERLAY_FORM,   /* key: form_title, short_title, purpose */
    OVERLAY_ITEM,   /* owner: item; key: label, hint, ... */
    OVERLAY_PROBE,  /* owner: item; index: which of its probes */
    OVERLAY_CHOICE, /* owner: item; key: code of one of its choices */
    OVERLAY_UNIT,   /* owner: item; key: code of one of its units */
    OVERLAY_LIST,   /* owner: named list; key: code of one of its choices */
    OVERLAY_TERM,   /* owner: term; key: label, explanation */
};

/* One text in one language, and where it belongs. */
struct overlay_text {
    enum overlay_part part;
    const char *owner, *key;
    size_t index;
    size_t language; /* of the overlay */
    const char *text;
    struct position at, owner_at, key_at;
};

struct overlay {
    struct arena *arena;
    const char *file;
    char digest[65]; /* SHA-256 of the text */
    const char *text;
    size_t text_length;
    const char *form_id;
    struct position form_at;
    const char **versions; /* of the form, that it was written for */
    size_t version_count;
    struct position version_at;
    const char *languages[FORM_MAX_LANGUAGES];
    size_t language_count;
    struct position languages_at;
    enum form_status status[FORM_MAX_LANGUAGES];
    struct form_review reviews[FORM_MAX_LANGUAGES]; /* by NULL: nothing is said of that language */
    const char *rights, *source;                    /* "": not said */
    struct overlay_text *texts;                     /* in the order of the file */
    size_t text_count;
};

/* Whether TEXT is an overlay and not a form: it has the key overlay_of. */
bool overlay_is(const char *text, size_t length);

/* As form_read(): REPORT (may be NULL) has all that is wrong in the file itself. */
bool overlay_read(struct overlay **out, const char *text, size_t length, const char *file,
                  struct report *report, struct error *err) MUST_USE;
bool overlay_load(struct overlay **out, const char *path, struct report *report,
                  struct error *err) MUST_USE;
void overlay_destroy(struct overlay *overlay); /* accepts NULL */

/* Written for another version than FORM is. */
bool overlay_is_stale(const struct overlay *overlay, const struct form *form);

/* Lint of OVERLAY held against FORM, onto which it is not laid yet. */
void overlay_check(const struct overlay *overlay, const struct form *form, struct report *report);
/* Only whether its texts fit: what keeps it from being laid on is an error. */
void overlay_fit(const struct overlay *overlay, const struct form *form, struct report *report);

/*
 * Lays OVERLAY on FORM, before anybody else holds it: texts are replaced, languages
 * added. What the form does not have is passed over, so that an overlay that was written
 * for another version gives what it can. False when the form has as many languages or
 * overlays as it can have; then nothing has changed.
 */
bool overlay_apply(struct form *form, const struct overlay *overlay, struct error *err) MUST_USE;

/* "  tr, draft: source. rights" on a line, in the program's language LANGUAGE. */
void form_overlay_describe(struct buf *out, const struct form *form,
                           const struct form_overlay *overlay, const char *language);

/* Where TEXT goes in FORM, or NULL: the form has nothing to be replaced there. */
struct wording *overlay_target(const struct form *form, const struct overlay_text *text);
/* Whether every ${name} of TEXT can be put in at its place in FORM. */
bool overlay_pipes_are_known(const struct form *form, const struct overlay_text *text);

#endif
