/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of kinds.
 */
#include "export/questionnaire_shape.h"

#include "base/i18n.h"

#include <math.h>
#include <string.h>

#define ROW_OBJECT(in, name, inside)  {in, name, SHAPE_OBJECT, inside}
#define ROW_OBJECTS(in, name, inside) {in, name, SHAPE_OBJECTS, inside}
#define ROW(in, name, kind)           {in, name, kind, SHAPE_ANYTHING}

static const struct shape shapes[] = {
    ROW(SHAPE_TOP, "resourceType", SHAPE_TEXT),
    ROW(SHAPE_TOP, "id", SHAPE_TEXT),
    ROW(SHAPE_TOP, "language", SHAPE_TEXT),
    ROW(SHAPE_TOP, "url", SHAPE_TEXT),
    ROW(SHAPE_TOP, "version", SHAPE_TEXT),
    ROW(SHAPE_TOP, "name", SHAPE_TEXT),
    ROW(SHAPE_TOP, "title", SHAPE_TEXT),
    ROW(SHAPE_TOP, "status", SHAPE_TEXT),
    ROW(SHAPE_TOP, "experimental", SHAPE_FLAG),
    ROW(SHAPE_TOP, "subjectType", SHAPE_TEXTS),
    ROW(SHAPE_TOP, "date", SHAPE_TEXT),
    ROW(SHAPE_TOP, "publisher", SHAPE_TEXT),
    ROW(SHAPE_TOP, "description", SHAPE_TEXT),
    ROW(SHAPE_TOP, "purpose", SHAPE_TEXT),
    ROW(SHAPE_TOP, "copyright", SHAPE_TEXT),
    ROW_OBJECTS(SHAPE_TOP, "code", SHAPE_CODING),
    ROW_OBJECTS(SHAPE_TOP, "contained", SHAPE_RESOURCE),
    ROW_OBJECTS(SHAPE_TOP, "extension", SHAPE_EXTENSION),
    ROW_OBJECTS(SHAPE_TOP, "item", SHAPE_ITEM),

    ROW(SHAPE_RESOURCE, "resourceType", SHAPE_TEXT),
    ROW(SHAPE_RESOURCE, "id", SHAPE_TEXT),
    ROW(SHAPE_RESOURCE, "url", SHAPE_TEXT),
    ROW_OBJECT(SHAPE_RESOURCE, "compose", SHAPE_COMPOSE),
    ROW_OBJECT(SHAPE_RESOURCE, "expansion", SHAPE_EXPANSION),
    ROW_OBJECTS(SHAPE_COMPOSE, "include", SHAPE_INCLUDE),
    ROW(SHAPE_INCLUDE, "system", SHAPE_TEXT),
    ROW_OBJECTS(SHAPE_INCLUDE, "concept", SHAPE_CONCEPT),
    ROW(SHAPE_CONCEPT, "code", SHAPE_TEXT),
    ROW(SHAPE_CONCEPT, "display", SHAPE_TEXT),
    ROW_OBJECTS(SHAPE_CONCEPT, "designation", SHAPE_DESIGNATION),
    ROW_OBJECTS(SHAPE_CONCEPT, "extension", SHAPE_EXTENSION),
    ROW(SHAPE_DESIGNATION, "language", SHAPE_TEXT),
    ROW(SHAPE_DESIGNATION, "value", SHAPE_TEXT),
    ROW(SHAPE_EXPANSION, "total", SHAPE_WHOLE),
    ROW_OBJECTS(SHAPE_EXPANSION, "contains", SHAPE_CONTAINS),
    ROW(SHAPE_CONTAINS, "system", SHAPE_TEXT),
    ROW(SHAPE_CONTAINS, "code", SHAPE_TEXT),
    ROW(SHAPE_CONTAINS, "display", SHAPE_TEXT),
    ROW(SHAPE_CONTAINS, "abstract", SHAPE_FLAG),
    ROW(SHAPE_CONTAINS, "inactive", SHAPE_FLAG),
    ROW_OBJECTS(SHAPE_CONTAINS, "designation", SHAPE_DESIGNATION),
    ROW_OBJECTS(SHAPE_CONTAINS, "contains", SHAPE_CONTAINS),
    ROW_OBJECTS(SHAPE_CONTAINS, "extension", SHAPE_EXTENSION),

    ROW(SHAPE_ITEM, "linkId", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "definition", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "prefix", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "text", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "type", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "enableBehavior", SHAPE_TEXT),
    ROW(SHAPE_ITEM, "required", SHAPE_FLAG),
    ROW(SHAPE_ITEM, "repeats", SHAPE_FLAG),
    ROW(SHAPE_ITEM, "readOnly", SHAPE_FLAG),
    ROW(SHAPE_ITEM, "maxLength", SHAPE_WHOLE),
    ROW(SHAPE_ITEM, "answerValueSet", SHAPE_TEXT),
    ROW_OBJECTS(SHAPE_ITEM, "code", SHAPE_CODING),
    ROW_OBJECTS(SHAPE_ITEM, "enableWhen", SHAPE_WHEN),
    ROW_OBJECTS(SHAPE_ITEM, "answerOption", SHAPE_VALUE),
    ROW_OBJECTS(SHAPE_ITEM, "initial", SHAPE_VALUE),
    ROW_OBJECTS(SHAPE_ITEM, "extension", SHAPE_EXTENSION),
    ROW_OBJECTS(SHAPE_ITEM, "item", SHAPE_ITEM),
    ROW(SHAPE_WHEN, "question", SHAPE_TEXT),
    ROW(SHAPE_WHEN, "operator", SHAPE_TEXT),
    ROW(SHAPE_VALUE, "initialSelected", SHAPE_FLAG),
    ROW_OBJECTS(SHAPE_VALUE, "extension", SHAPE_EXTENSION),

    ROW(SHAPE_EXTENSION, "url", SHAPE_TEXT),
    ROW_OBJECTS(SHAPE_EXTENSION, "extension", SHAPE_EXTENSION),
    ROW_OBJECTS(SHAPE_BESIDE, "extension", SHAPE_EXTENSION),
    ROW(SHAPE_CODING, "system", SHAPE_TEXT),
    ROW(SHAPE_CODING, "version", SHAPE_TEXT),
    ROW(SHAPE_CODING, "code", SHAPE_TEXT),
    ROW(SHAPE_CODING, "display", SHAPE_TEXT),
    ROW(SHAPE_CODING, "userSelected", SHAPE_FLAG),
    ROW_OBJECTS(SHAPE_CODING, "extension", SHAPE_EXTENSION),
    ROW_OBJECTS(SHAPE_CODEABLE, "coding", SHAPE_CODING),
    ROW(SHAPE_CODEABLE, "text", SHAPE_TEXT),
    ROW(SHAPE_QUANTITY, "value", SHAPE_NUMBER),
    ROW(SHAPE_QUANTITY, "comparator", SHAPE_TEXT),
    ROW(SHAPE_QUANTITY, "unit", SHAPE_TEXT),
    ROW(SHAPE_QUANTITY, "system", SHAPE_TEXT),
    ROW(SHAPE_QUANTITY, "code", SHAPE_TEXT),
    ROW(SHAPE_REFERENCE, "reference", SHAPE_TEXT),
    ROW(SHAPE_REFERENCE, "type", SHAPE_TEXT),
    ROW(SHAPE_REFERENCE, "display", SHAPE_TEXT),
    ROW(SHAPE_EXPRESSION, "description", SHAPE_TEXT),
    ROW(SHAPE_EXPRESSION, "name", SHAPE_TEXT),
    ROW(SHAPE_EXPRESSION, "language", SHAPE_TEXT),
    ROW(SHAPE_EXPRESSION, "expression", SHAPE_TEXT),
    ROW(SHAPE_EXPRESSION, "reference", SHAPE_TEXT),
};

/* What stands behind "value" or "answer" in the name. */
static const struct shape values[] = {
    ROW(SHAPE_ANYTHING, "Boolean", SHAPE_FLAG),
    ROW(SHAPE_ANYTHING, "Decimal", SHAPE_NUMBER),
    ROW(SHAPE_ANYTHING, "Integer", SHAPE_WHOLE),
    ROW(SHAPE_ANYTHING, "PositiveInt", SHAPE_WHOLE),
    ROW(SHAPE_ANYTHING, "UnsignedInt", SHAPE_WHOLE),
    ROW(SHAPE_ANYTHING, "String", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Markdown", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Code", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Id", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Uri", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Url", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Canonical", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Date", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "DateTime", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Instant", SHAPE_TEXT),
    ROW(SHAPE_ANYTHING, "Time", SHAPE_TEXT),
    ROW_OBJECT(SHAPE_ANYTHING, "Coding", SHAPE_CODING),
    ROW_OBJECT(SHAPE_ANYTHING, "CodeableConcept", SHAPE_CODEABLE),
    ROW_OBJECT(SHAPE_ANYTHING, "Quantity", SHAPE_QUANTITY),
    ROW_OBJECT(SHAPE_ANYTHING, "Reference", SHAPE_REFERENCE),
    ROW_OBJECT(SHAPE_ANYTHING, "Expression", SHAPE_EXPRESSION),
};

/* Any primitive has its extensions beside it. */
static const struct shape beside = ROW_OBJECT(SHAPE_ANYTHING, "_", SHAPE_BESIDE);

#define SHAPES (sizeof(shapes) / sizeof(shapes[0]))
#define VALUES (sizeof(values) / sizeof(values[0]))

size_t shape_count(void)
{
    return SHAPES + VALUES + 1;
}

const struct shape *shape_at(size_t index)
{
    return index < SHAPES            ? &shapes[index]
           : index < SHAPES + VALUES ? &values[index - SHAPES]
                                     : &beside;
}

static const struct shape *find_value(enum shape_place in, const char *key)
{
    const char *stem = in == SHAPE_WHEN                               ? "answer"
                       : in == SHAPE_VALUE || in == SHAPE_EXTENSION ? "value"
                                                                      : NULL;

    if (!stem || strncmp(key, stem, strlen(stem)) != 0)
        return NULL;
    for (size_t i = 0; i < VALUES; i++)
        if (strcmp(values[i].name, key + strlen(stem)) == 0)
            return &values[i];
    return NULL;
}

const struct shape *shape_find(enum shape_place in, const char *key)
{
    const struct shape *main;

    for (size_t i = 0; i < SHAPES; i++)
        if (shapes[i].in == in && strcmp(shapes[i].name, key) == 0)
            return &shapes[i];
    if (key[0] != '_')
        return find_value(in, key);
    /* Beside a list of primitives there is a list, and nothing is read of it. */
    main = shape_find(in, key + 1);
    return main && main->kind < SHAPE_OBJECT ? &beside : NULL;
}

static bool is_whole(const json_t *json)
{
    return json_is_integer(json) ||
           (json_is_real(json) && !(floor(json_real_value(json)) < json_real_value(json)));
}

const char *shape_fault(enum shape_kind kind, const json_t *json)
{
    switch (kind) {
    case SHAPE_TEXT:
        return json_is_string(json) ? NULL : _("a text was expected here");
    case SHAPE_FLAG:
        return json_is_boolean(json) ? NULL : _("true or false was expected here");
    case SHAPE_NUMBER:
        return json_is_number(json) ? NULL : _("a number was expected here");
    case SHAPE_WHOLE:
        return is_whole(json) ? NULL : _("a whole number was expected here");
    case SHAPE_OBJECT:
        return json_is_object(json) ? NULL : _("an object was expected here");
    case SHAPE_OBJECTS:
    case SHAPE_TEXTS:
        return json_is_array(json) ? NULL : _("a list was expected here");
    }
    return NULL;
}
