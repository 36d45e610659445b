/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A few labelled lines to fill in: the passphrase, a new patient, a visit, who
 * said it, why there is no answer. One table of specifications a panel; the
 * values are text or one of a few codes.
 */
#ifndef APP_FIELDS_H
#define APP_FIELDS_H

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
    struct text_edit *edit; /* line */
    struct secret *secret;  /* secret: length in use */
    size_t option;          /* choice */
    unsigned long set_version; /* of edit when it was set: what was typed since? */
};

#define FIELDS_MAX 10
#define FIELD_SECRET_MAX 1024

struct fields {
    const struct field_spec *specs;
    size_t count, focus;
    struct field field[FIELDS_MAX];
};

/* SPECS ends with a NULL name. */
void fields_init(struct fields *fields, const struct field_spec *specs);
void fields_finish(struct fields *fields); /* wipes; all-zero is fine */

struct field *fields_find(struct fields *fields, const char *name); /* never NULL: a bug */
const char *fields_text(struct fields *fields, const char *name);   /* line: text; choice: code */
void fields_set(struct fields *fields, const char *name, const char *text);
struct secret *fields_secret(struct fields *fields, const char *name);
struct field *fields_focused(struct fields *fields);
/* Anything typed or chosen since it was set? Secrets do not count. */
bool fields_changed(const struct fields *fields);

/* False at the last (first) field. */
bool fields_next(struct fields *fields);
bool fields_prev(struct fields *fields);

/* To the field with the cursor: text is inserted, a choice takes its number, the
 * space bar goes to the next option. False: something was not accepted. */
bool fields_type(struct fields *fields, const char *text, size_t length);
void fields_erase(struct fields *fields);          /* secret: one code point */
void fields_turn(struct fields *fields, int step); /* choice: next or previous option */

#endif
