/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of choices, named ones and those that stand with their item.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static void read_choice_name(struct form_reader *reader, const struct form_key *key, void *target,
                             const struct yaml_value *value)
{
    static const char *const unquoted[] = {"yes", "no", "on", "off", "true", "false", "null"};
    struct choice *choice = target;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (value->length > FORM_MAX_NAME || strpbrk(value->text, " \t\r\n,;")) {
        reader_error(reader, value, "E201",
                     _("the name of a choice has no spaces or commas and at most %d characters; "
                       "words for people go into label"),
                     FORM_MAX_NAME);
        return;
    }
    for (size_t i = 0; value->plain && i < sizeof(unquoted) / sizeof(unquoted[0]); i++)
        if (strcmp(value->text, unquoted[i]) == 0)
            reader_warning(reader, value, "W406",
                           _("other YAML programs read %s as a truth value; write \"%s\""),
                           value->text, value->text);
    choice->name = arena_copy(reader->arena, value->text, value->length);
}

static const struct form_key choice_keys[] = {
    {"code", read_nothing, 0, 0},
    {"exclusive", read_flag, offsetof(struct choice, exclusive), 0},
    {"label", read_wording, offsetof(struct choice, label), 0},
    {"name", read_choice_name, 0, 0},
    {"retired", read_flag, offsetof(struct choice, retired), 0},
    {"score", read_nothing, 0, 0},
};

static int compare_choices(const void *a, const void *b)
{
    const struct choice *left = *(const struct choice *const *)a;
    const struct choice *right = *(const struct choice *const *)b;
    int order = strcmp(left->name, right->name);

    return order != 0 ? order : (left > right) - (left < right);
}

static void sort_choices(struct form_reader *reader, struct choice_list *list)
{
    list->by_name = arena_take(reader->arena, list->count + 1, sizeof(*list->by_name));
    for (size_t i = 0; i < list->count; i++)
        list->by_name[i] = &list->choices[i];
    qsort(list->by_name, list->count, sizeof(*list->by_name), compare_choices);
    for (size_t i = 1; i < list->count; i++) {
        const struct choice *choice = list->by_name[i];

        if (strcmp(choice->name, list->by_name[i - 1]->name) == 0)
            report_add(reader->report, REPORT_ERROR, "E211", choice->line, choice->column,
                       reader->subject, _("the choice %s is here already, on line %u"),
                       choice->name, list->by_name[i - 1]->line);
    }
}

void reader_choices(struct form_reader *reader, const struct yaml_value *value,
                    struct choice_list *list)
{
    list->line = value->line;
    list->column = value->column;
    if (!reader_expect(reader, value, YAML_LIST, "choices"))
        return;
    if (value->count == 0)
        reader_error(reader, value, "E212", _("this list has no choices"));
    list->choices = arena_take(reader->arena, value->count + 1, sizeof(*list->choices));
    for (size_t i = 0; i < value->count; i++) {
        const struct yaml_value *map = value->items[i];
        struct choice *choice = &list->choices[list->count];

        if (!reader_expect(reader, map, YAML_MAP, _("a choice")))
            continue;
        *choice = (struct choice){.line = map->line, .column = map->column};
        reader_map(reader, map, choice_keys, sizeof(choice_keys) / sizeof(choice_keys[0]), 0,
                   choice);
        if (!yaml_tree_get(map, "name"))
            reader_error(reader, map, "E103", _("a choice needs a name"));
        else if (choice->name && wording_is_empty(&choice->label))
            reader_error(reader, map, "E103", _("the choice %s needs a label"), choice->name);
        list->count += choice->name != NULL;
    }
    sort_choices(reader, list);
}

void read_choices(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    const struct form *form = reader->form;
    struct item *item = target;
    const char **names;
    char nearest[128];

    if (value->kind == YAML_LIST) {
        struct choice_list *list = arena_take(reader->arena, 1, sizeof(*list));

        list->name = item->name;
        reader_choices(reader, value, list);
        item->choices = list;
        return;
    }
    if (!reader_expect_text(reader, value, key->name))
        return;
    for (size_t i = 0; i < form->list_count; i++)
        if (strcmp(form->lists[i].name, value->text) == 0)
            item->choices = &form->lists[i];
    if (item->choices)
        return;
    names = alloc_array(form->list_count + 1, sizeof(*names));
    for (size_t i = 0; i < form->list_count; i++)
        names[i] = form->lists[i].name;
    reader_error(reader, value, "E210", _("there is no list of choices named %.64s%s"), value->text,
                 reader_nearest(reader, nearest, value->text, names, form->list_count));
    free(names);
}
