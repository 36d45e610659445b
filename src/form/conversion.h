/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer that was given to one type of question, under another type. The
 * table holds only what loses nothing; whatever is not in it stays as it is,
 * and apart.
 */
#ifndef FORM_CONVERSION_H
#define FORM_CONVERSION_H

#include "form/form.h"

enum conversion {
    CONVERSION_NONE,  /* it fits as it is */
    CONVERSION_VALUE, /* it becomes a value of the new type that says the same */
    CONVERSION_WORDS, /* it becomes words beside a value that is still open: "five or six" */
    CONVERSION_LOSES, /* it cannot stand there */
};

/*
 * What becomes of VALUE under ITEM. OUT (initialised) is the value for CONVERSION_VALUE;
 * WORDS what belongs into the words of the answer, for CONVERSION_WORDS and where a free text
 * beside choices has no place any more.
 */
enum conversion conversion_make(struct value *out, struct buf *words, const struct value *value,
                                const struct item *item);

#endif
