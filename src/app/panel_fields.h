/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A few labelled lines to fill in: the passphrase, a new patient, a visit, who
 * said it, why there is no answer. One table of specifications a panel; the
 * values are text or one of a few codes.
 */
#ifndef APP_PANEL_FIELDS_H
#define APP_PANEL_FIELDS_H

#include "app/text_edit.h"
#include "base/secret.h"

#include <stddef.h>

enum field_kind { FIELD_LINE, FIELD_SECRET, FIELD_CHOICE };

struct field_option {
    const char *code;
    const char *label; /* N_() */
};

struct field_spec {
    enum field_kind kind;
    const char *name;
    const char *label; /* N_() */
    const char *hint;  /* N_(), shown while the field has the cursor; may be NULL */
    const struct field_option *options; /* choice: ends with a NULL code */
};

struct field {
    const struct field_spec *spec;
    struct text_edit *edit;    /* line */
    struct secret *secret;     /* secret: length in use */
    size_t option;             /* choice */
    unsigned long set_version; /* of edit when it was set: what was typed since? */
};

#define FIELDS_MAX       12
#define FIELD_SECRET_MAX 1024

struct panel_fields {
    const struct field_spec *specs;
    size_t count, focus;
    struct field field[FIELDS_MAX];
};

/* SPECS ends with a NULL name. */
void panel_fields_init(struct panel_fields *fields, const struct field_spec *specs);
void panel_fields_finish(struct panel_fields *fields); /* wipes; all-zero is fine */

struct field *panel_fields_find(struct panel_fields *fields,
                                const char *name); /* never NULL: a bug */
const char *panel_fields_text(struct panel_fields *fields,
                              const char *name); /* line: text; choice: code */
void panel_fields_set(struct panel_fields *fields, const char *name, const char *text);
struct secret *panel_fields_secret(struct panel_fields *fields, const char *name);
struct field *panel_fields_focused(struct panel_fields *fields);
/* To the line that is to be mended. */
void panel_fields_go(struct panel_fields *fields, const char *name);
/* Anything typed or chosen since it was set? Secrets do not count. */
bool panel_fields_changed(const struct panel_fields *fields);

/* False at the last (first) field. */
bool panel_fields_next(struct panel_fields *fields);
bool panel_fields_prev(struct panel_fields *fields);

/* To the field with the cursor: text is inserted, a choice takes its number, the
 * space bar goes to the next option. False: something was not accepted. */
bool panel_fields_type(struct panel_fields *fields, const char *text, size_t length);
void panel_fields_erase(struct panel_fields *fields);          /* secret: one code point */
void panel_fields_wipe(struct panel_fields *fields);           /* secret: all of it */
void panel_fields_turn(struct panel_fields *fields, int step); /* choice: next or previous option */

#endif
