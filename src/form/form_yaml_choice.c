/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of choices, named ones and those that stand with their item.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/decimal.h"
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
    if (value->length > FORM_MAX_NAME || form_has_space(value->text) ||
        strpbrk(value->text, ",;")) {
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

static void read_score(struct form_reader *reader, const struct form_key *key, void *target,
                       const struct yaml_value *value)
{
    struct choice *choice = target;
    double number;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (decimal_read(&number, value->text, value->length))
        choice->score = arena_copy(reader->arena, value->text, value->length);
    else
        reader_error(reader, value, "E104", _("%s must be a number such as 12.5, not %.64s"),
                     key->name, value->text);
}

static const struct form_key choice_keys[] = {
    {"code", read_code, offsetof(struct choice, code), 0},
    {"exclusive", read_flag, offsetof(struct choice, exclusive), 0},
    {"label", read_wording, offsetof(struct choice, label), 0},
    {"name", read_choice_name, 0, 0},
    {"retired", read_flag, offsetof(struct choice, retired), 0},
    {"score", read_score, 0, 0},
};
#define CHOICE_KEY_COUNT (sizeof(choice_keys) / sizeof(choice_keys[0]))

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

/* Which lists do ITEMS, and those below them, filter? */
static void note_filters(struct form_reader *reader, const struct yaml_value *items)
{
    for (size_t i = 0; items && items->kind == YAML_LIST && i < items->count; i++) {
        const struct yaml_value *item = items->items[i];
        const struct yaml_value *choices = yaml_tree_get(item, "choices");

        if (choices && choices->kind == YAML_SCALAR && yaml_tree_get(item, "choice_filter")) {
            alloc_grow(&reader->filtered, &reader->filtered_capacity, reader->filtered_count + 1,
                       sizeof(*reader->filtered));
            reader->filtered[reader->filtered_count++] = choices->text;
        }
        note_filters(reader, yaml_tree_get(item, "items"));
    }
}

/* Asked for unknown keys only, so most files never pay for it. */
bool reader_is_filtered(struct form_reader *reader, const char *name)
{
    if (!reader->filtered_known)
        note_filters(reader, yaml_tree_get(reader->top, "items"));
    reader->filtered_known = true;
    for (size_t i = 0; i < reader->filtered_count; i++)
        if (strcmp(reader->filtered[i], name) == 0)
            return true;
    return false;
}

static bool is_attribute(const struct yaml_value *name, const struct yaml_value *value)
{
    return !reader_knows(choice_keys, CHOICE_KEY_COUNT, name->text) && reader_is_name(name->text) &&
           value->kind == YAML_SCALAR && value->length > 0;
}

/* Moves what a choice_filter looks at out of MAP into CHOICE. */
static void take_attributes(struct form_reader *reader, struct yaml_value *map,
                            struct choice *choice)
{
    struct yaml_value whole = *map;

    map->keys = arena_take(reader->arena, whole.count + 1, sizeof(struct yaml_value *));
    map->items = arena_take(reader->arena, whole.count + 1, sizeof(struct yaml_value *));
    map->count = 0;
    choice->attributes = arena_take(reader->arena, whole.count + 1, sizeof(*choice->attributes));
    for (size_t i = 0; i < whole.count; i++) {
        const struct yaml_value *name = whole.keys[i], *value = whole.items[i];

        if (is_attribute(name, value)) {
            choice->attributes[choice->attribute_count++] = (struct choice_attribute){
                arena_string(reader->arena, name->text), arena_string(reader->arena, value->text),
                name->line, name->column};
        } else {
            map->keys[map->count] = whole.keys[i];
            map->items[map->count++] = whole.items[i];
        }
    }
}

static bool has_attribute(const struct yaml_value *map)
{
    for (size_t i = 0; i < map->count; i++)
        if (is_attribute(map->keys[i], map->items[i]))
            return true;
    return false;
}

static void read_choice(struct form_reader *reader, const struct yaml_value *value,
                        const struct choice_list *list, struct choice *choice)
{
    struct yaml_value map = *value;
    bool own = reader->map && yaml_tree_get(reader->map, "choice_filter");

    *choice = (struct choice){.line = map.line, .column = map.column};
    if (has_attribute(&map) && (reader->map ? own : reader_is_filtered(reader, list->name)))
        take_attributes(reader, &map, choice);
    reader_map(reader, &map, choice_keys, CHOICE_KEY_COUNT, 0, choice);
    if (!yaml_tree_get(value, "name"))
        reader_error(reader, value, "E103", _("a choice needs a name"));
    else if (choice->name && wording_is_empty(&choice->label))
        reader_error(reader, value, "E103", _("the choice %s needs a label"), choice->name);
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
        if (!reader_expect(reader, value->items[i], YAML_MAP, _("a choice")))
            continue;
        read_choice(reader, value->items[i], list, &list->choices[list->count]);
        list->count += list->choices[list->count].name != NULL;
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
