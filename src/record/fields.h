/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Structs that are mostly texts: one table of members says how each is called
 * in JSON and how long it may be, and the rest follows from it.
 *
 * A text member is an allocated string, "" when there is nothing.
 */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H

#include "base/error.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct text_field {
    const char *key;
    size_t offset; /* of the char * in the struct */
    size_t max;    /* bytes */
};

struct text_fields {
    const struct text_field *fields;
    size_t count;
};

#define FIELD_MAX_SHORT 1024 /* a name, a date in words, a list of languages */

/* Replaces one text; the old one is wiped. TEXT may be NULL (then ""),
 * or *FIELD itself: whoever changes one of several texts gives the others back. */
void field_set(char **field, const char *text);

void fields_init(void *object, const struct text_fields *table);
void fields_finish(void *object, const struct text_fields *table); /* wipes; leaves NULL */
void fields_copy(void *out, const void *from, const struct text_fields *table);
bool fields_equal(const void *a, const void *b, const struct text_fields *table);
bool fields_are_empty(const void *object, const struct text_fields *table);

/* Never NULL: bytes that are no UTF-8 become visible marks, they are not dropped. */
json_t *text_to_json(const char *text);
/* Empty texts are left out. */
void fields_to_json(json_t *out, const void *object, const struct text_fields *table);
/* OUT is initialised. Keys that are not there give "". */
bool fields_from_json(void *out, const json_t *json, const struct text_fields *table,
                      struct error *err) MUST_USE;
/* Refuses what is neither in TABLE nor among the MORE_COUNT names in MORE. */
bool fields_check_keys(const json_t *json, const struct text_fields *table,
                       const char *const *more, size_t more_count, struct error *err) MUST_USE;

#endif
