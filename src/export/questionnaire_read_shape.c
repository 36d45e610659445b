/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holds a whole file against the table of kinds before anything is made of it, so
 * that no value of another type goes by unseen. The JSON reader bounds the depth.
 */
#include "export/questionnaire_reader.h"
#include "export/questionnaire_shape.h"

static bool check_object(struct questionnaire_reader *reader, const struct node *node,
                         enum shape_place in);

static bool check_list(struct questionnaire_reader *reader, const struct node *list,
                       const struct shape *shape)
{
    enum shape_kind kind = shape->kind == SHAPE_TEXTS ? SHAPE_TEXT : SHAPE_OBJECT;
    const json_t *json;
    size_t index;

    json_array_foreach (list->json, index, json) {
        const struct node element = {list, NULL, index, json};
        const char *fault = shape_fault(kind, json);

        if (fault)
            return import_fail(reader, "E602", &element, "%s", fault);
        if (kind == SHAPE_OBJECT && !check_object(reader, &element, shape->inside))
            return false;
    }
    return true;
}

static bool check_object(struct questionnaire_reader *reader, const struct node *node,
                         enum shape_place in)
{
    const char *key;
    json_t *json;

    json_object_foreach ((json_t *)(uintptr_t)node->json, key, json) {
        const struct shape *shape = shape_find(in, key);
        const struct node member = {node, key, 0, json};
        const char *fault = shape ? shape_fault(shape->kind, json) : NULL;
        bool good = true;

        if (fault)
            return import_fail(reader, "E602", &member, "%s", fault);
        if (shape && shape->kind == SHAPE_OBJECT)
            good = check_object(reader, &member, shape->inside);
        else if (shape && shape->kind > SHAPE_OBJECT)
            good = check_list(reader, &member, shape);
        if (!good)
            return false;
    }
    return true;
}

bool import_shapes(struct questionnaire_reader *reader, const struct node *top)
{
    return check_object(reader, top, SHAPE_TOP);
}
