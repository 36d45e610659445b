/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter sees the answers through the source that it is given, and the
 * attributes of one choice through this file.
 */
#include "form/offered.h"

#include <string.h>

struct looking {
    const struct rule_source *source;
    const struct choice *choice;
};

static const struct value *look_value(void *self, const char *name)
{
    const struct rule_source *source = ((struct looking *)self)->source;

    return source->value ? source->value(source->self, name) : NULL;
}

static const char *look_absent(void *self, const char *name)
{
    const struct rule_source *source = ((struct looking *)self)->source;

    return source->absent ? source->absent(source->self, name) : NULL;
}

static size_t look_count(void *self, const char *name)
{
    const struct rule_source *source = ((struct looking *)self)->source;

    return source->count ? source->count(source->self, name) : 0;
}

static void look_each(void *self, const char *name,
                      void (*note)(void *list, const struct value *value), void *list)
{
    const struct rule_source *source = ((struct looking *)self)->source;

    if (source->each)
        source->each(source->self, name, note, list);
    else
        note(list, look_value(self, name));
}

static const char *look_attribute(void *self, const char *name)
{
    const struct choice *choice = ((struct looking *)self)->choice;

    for (size_t i = 0; i < choice->attribute_count; i++)
        if (strcmp(choice->attributes[i].name, name) == 0)
            return choice->attributes[i].value;
    return strcmp(name, "name") == 0 ? choice->name : NULL;
}

bool form_choice_offered(const struct item *item, const struct choice *choice,
                         const struct rule_source *source)
{
    struct looking looking = {source, choice};
    struct rule_source filtered;

    if (choice->retired || !item->choice_filter || !source)
        return !choice->retired;
    filtered = *source;
    filtered.value = look_value;
    filtered.absent = look_absent;
    filtered.count = look_count;
    filtered.each = look_each;
    filtered.attribute = look_attribute;
    filtered.self = &looking;
    return rule_holds(item->choice_filter, &filtered);
}
