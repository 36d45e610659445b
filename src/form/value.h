/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer may hold, for every type of item. Codes only, never labels:
 * an answer is the same whatever language the screen was in.
 */
#ifndef FORM_VALUE_H
#define FORM_VALUE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"

#include <stdint.h>

enum value_kind {
    VALUE_EMPTY,
    VALUE_TEXT,
    VALUE_INTEGER,
    VALUE_BOOLEAN,  /* yes_no: integer is 0 or 1 */
    VALUE_CHOICES,  /* select_one (at most one) and select_multiple */
    VALUE_DATE,     /* text: the words as spoken; edtf: their meaning, may be NULL */
    VALUE_DECIMAL,  /* text: digits as in JSON, "-12.5"; decimal: the number they stand for */
    VALUE_QUANTITY, /* the same, with unit */
    VALUE_TIME,     /* text: "14:30" or "14:30:15" */
    VALUE_DATETIME, /* text: the words; edtf: their meaning with a time, may be NULL */
    VALUE_RANK,     /* choices in the order that was given to them */
    VALUE_FILE, /* text: its name; file: its id in the record; integer: bytes; unit: media type */
};

struct value {
    enum value_kind kind;
    int64_t integer;
    char *text;     /* text; date: the words; choices: the free "other" text */
    char *edtf;     /* date: canonical EDTF, NULL when the words were not understood */
    char **choices; /* codes in the order of the form; of a rank in their own */
    size_t choice_count;
    double decimal;
    char *unit; /* code; NULL: none */
    char *file; /* NULL: none */
};

#define VALUE_INIT                                                                                 \
    {                                                                                              \
        VALUE_EMPTY, 0, NULL, NULL, NULL, 0, 0, NULL, NULL                                         \
    }

void value_finish(struct value *value); /* wipes; leaves it empty and usable */
void value_copy(struct value *out, const struct value *from); /* OUT is initialised */
bool value_equal(const struct value *a, const struct value *b);
bool value_is_empty(const struct value *value);
bool value_has_choice(const struct value *value, const char *code);

void value_set_text(struct value *value, const char *text, size_t length);
void value_set_integer(struct value *value, int64_t integer);
void value_set_boolean(struct value *value, bool yes);
void value_set_date(struct value *value, const char *words, size_t length); /* understands them */
void value_add_choice(struct value *value, const char *code);
void value_remove_choice(struct value *value, const char *code);
/* DIGITS are those of decimal_read(); false, and unchanged, when they are not. */
bool value_set_decimal(struct value *value, const char *digits, size_t length);
bool value_set_quantity(struct value *value, const char *digits, size_t length, const char *unit);
void value_set_time(struct value *value, const char *time); /* "14:30" or "14:30:15" */
/* EDTF may be NULL: words that were not understood; see value_datetime_valid(). */
void value_set_datetime(struct value *value, const char *words, size_t length, const char *edtf);
void value_add_rank(struct value *value, const char *code); /* in the last place */
/* Gives CODE the PLACE (from 0) in a rank; it moves there if it has another. */
void value_rank_at(struct value *value, const char *code, size_t place);
void value_set_file(struct value *value, const char *id, const char *name, int64_t bytes,
                    const char *media);
bool value_time_valid(const char *text);     /* 00:00 to 23:59, seconds if there are any */
bool value_datetime_valid(const char *text); /* EDTF, of one day followed by "T" and a time */

/* The free text beside the codes; LENGTH 0 takes it away. */
void value_set_other(struct value *value, const char *text, size_t length);

/*
 * JSON: null, "text", 12, true, {"choices": ["a","b"], "other": "…"},
 * {"words": "spring 1998", "edtf": "1998-21"}, {"decimal": "12.5"} with "unit"
 * for a quantity, {"time": "14:30"}, {"moment": "today 2 pm", "edtf":
 * "2026-11-23T14:00"}, {"rank": ["b","a"]}, {"file": id, "name": "…", "bytes":
 * 12, "media": "image/png"}.
 */
json_t *value_to_json(const struct value *value);
bool value_from_json(struct value *out, const json_t *json, struct error *err) MUST_USE;

#endif
