/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only way to change a record. An edit carries what was before and what is
 * after, so its inverse is itself with the two exchanged; nothing else is
 * needed for undo, history, conflicts and merging.
 *
 * As JSON, one object:
 * {"edit": "answer", "id": …, "time": ms, "author": "anna", "undoes": id?,
 *  "group": id?, "carries": id?, "interview": id, "item": name, "row": id?, "contact": id?,
 *  "reason": …?, "before": null | {…}, "after": null | {…}}
 */
#ifndef RECORD_EDIT_H
#define RECORD_EDIT_H

#include "base/error.h"
#include "base/json.h"
#include "base/world.h"

#include <stdint.h>

enum edit_kind {
    EDIT_PATIENT,   /* after: {name, code, birth, languages, note} */
    EDIT_CONTACT,   /* a visit; id in contact */
    EDIT_INTERVIEW, /* an instrument begun, finalised, reopened; id in interview */
    EDIT_ANSWER,
    EDIT_ROW,       /* a row of a repeat, added or set aside; id in row, repeat in item */
    EDIT_CAPTURE,   /* a line noted in passing, filed or set aside; id in row (capture.h) */
    EDIT_MARK,      /* flag, probes asked, terms explained, of an item (mark.h) */
    EDIT_DRAWING,   /* facts said, changed, taken away; kind of drawing in item (drawing.h) */
};
#define EDIT_KIND_COUNT 8

/* In bytes; the texts of one "before" or "after" together. */
#define EDIT_MAX_NAME 128
#define EDIT_MAX_REASON 4096
#define EDIT_MAX_TEXT ((size_t)4 << 20)

struct edit {
    enum edit_kind kind;
    char id[33];
    char undoes[33];    /* the edit that this takes back; "" for a new one */
    char group[33];     /* edits of one action share it: undone and redone as one; "" alone */
    char carries[33];   /* answer, mark: the edit whose words these are, now in another place (a
                         * migration); author, time and visit stay those of that edit */
    int64_t time;
    char *author;
    char interview[33]; /* "" where it does not apply, and so below */
    char row[33];
    char contact[33];
    char *item;
    char *reason;       /* of an amendment after finalising; NULL otherwise */
    json_t *before, *after; /* NULL: nothing there */
};

/* Functions with an edit OUT overwrite it, initialised or not; edit_finish() it later. */
void edit_init(struct edit *edit);
void edit_finish(struct edit *edit);
/* Fresh id, time and author. */
void edit_start(struct edit *edit, enum edit_kind kind, const struct world *world,
                const char *author);
/* The JSON is shared, not copied: nobody changes it once it is in an edit. */
void edit_copy(struct edit *out, const struct edit *from);
/* Same in every field. */
bool edit_equal(const struct edit *a, const struct edit *b);
/* Makes the COUNT edits one action: all get the same fresh group, if there are several. */
void edit_group(struct edit *edits, size_t count, const struct world *world);
/* What takes EDIT back: before and after exchanged, undoes set; the group stays. */
void edit_inverse(struct edit *out, const struct edit *edit, const struct world *world,
                  const char *author);

/* Whether EDIT names UNDONE and is its inverse (by whom, when and why is free). */
bool edit_takes_back(const struct edit *edit, const struct edit *undone);

/*
 * Whether it could be an edit of anything at all: what edit_read() and
 * record_apply() both ask. An edit that passes can be written and read back.
 */
bool edit_check(const struct edit *edit, struct error *err) MUST_USE;

void edit_write(struct buf *out, const struct edit *edit);
/* Checks every field's type and length; knows nothing of the state it will meet. */
bool edit_read(struct edit *out, const char *text, size_t length, struct error *err) MUST_USE;
const char *edit_kind_name(enum edit_kind kind);

#endif
