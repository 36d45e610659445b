/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which kind of JSON stands at which member of a Questionnaire, as FHIR R4 has it,
 * for all members that are read or kept. What is not in the table is nobody's here.
 */
#ifndef EXPORT_QUESTIONNAIRE_SHAPE_H
#define EXPORT_QUESTIONNAIRE_SHAPE_H

#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

/* Objects, by what their members are. */
enum shape_place {
    SHAPE_ANYTHING, /* an object of which nothing is known */
    SHAPE_TOP,
    SHAPE_RESOURCE, /* contained */
    SHAPE_COMPOSE,
    SHAPE_INCLUDE,
    SHAPE_CONCEPT,
    SHAPE_DESIGNATION,
    SHAPE_EXPANSION,
    SHAPE_CONTAINS,
    SHAPE_ITEM,
    SHAPE_WHEN,
    SHAPE_VALUE, /* answerOption, initial */
    SHAPE_EXTENSION,
    SHAPE_BESIDE, /* "_text" beside "text" */
    SHAPE_CODING,
    SHAPE_CODEABLE,
    SHAPE_QUANTITY,
    SHAPE_REFERENCE,
    SHAPE_EXPRESSION,
};

enum shape_kind {
    SHAPE_TEXT,
    SHAPE_FLAG,
    SHAPE_NUMBER,
    SHAPE_WHOLE,
    SHAPE_OBJECT,
    SHAPE_OBJECTS, /* a list of them */
    SHAPE_TEXTS,
};

struct shape {
    enum shape_place in;
    const char *name;
    enum shape_kind kind;
    enum shape_place inside; /* of objects */
};

/* The rows of the table; those of value[x] and answer[x] have only the end of a name. */
size_t shape_count(void);
const struct shape *shape_at(size_t index);
/* The row for KEY of an object at IN; NULL: nothing is known of it. */
const struct shape *shape_find(enum shape_place in, const char *key);
/* What is wrong with JSON as KIND, for people; NULL: nothing. Lists: the list alone. */
const char *shape_fault(enum shape_kind kind, const json_t *json);

#endif
