/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the writer share: form_write.c (the form) and
 * form_write_item.c (its items and choices).
 */
#ifndef FORM_FORM_WRITER_H
#define FORM_FORM_WRITER_H

#include "form/form.h"

struct form_writer {
    struct buf *out;
    const struct form *form;
    unsigned indent; /* of the keys that are being written */
    bool dash;       /* the next key is the first of an element of a list */
};

/* "key:" on a line of its own place; the value follows behind it. */
void writer_key(struct form_writer *writer, const char *key);
/* A space and WORD, and the end of the line. */
void writer_word(struct form_writer *writer, const char *key, const char *word);
void writer_rule(struct form_writer *writer, const char *key, const struct rule *rule);
/* Any text, in quotes unless NULL or "". */
void writer_text(struct form_writer *writer, const char *key, const char *text);
/* Nothing when WORDING is empty. */
void writer_wording(struct form_writer *writer, const char *key, const struct wording *wording);
/* The texts of an element of a list, without a key. */
void writer_wording_element(struct form_writer *writer, const struct wording *wording);
/* COUNT words in brackets, one alone without them. */
void writer_words(struct form_writer *writer, const char *key, const char *const *words,
                  size_t count);

void writer_choices(struct form_writer *writer, const struct choice_list *list);
void writer_items(struct form_writer *writer, struct item *const *items, size_t count);

#endif
