/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items. The type of an item is read first, since it says
 * which other keys belong to it.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BIT(type) (1u << (type))
#define SELECTS   (BIT(ITEM_SELECT_ONE) | BIT(ITEM_SELECT_MULTIPLE))
#define LISTS     (SELECTS | BIT(ITEM_RANK))
#define DECIMALS  (BIT(ITEM_DECIMAL) | BIT(ITEM_QUANTITY) | BIT(ITEM_RANGE))
#define DATES     (BIT(ITEM_DATE) | BIT(ITEM_DATETIME))
#define TYPED                                                                                      \
    (BIT(ITEM_TEXT) | BIT(ITEM_INTEGER) | DECIMALS | BIT(ITEM_YES_NO) | LISTS | DATES |            \
     BIT(ITEM_TIME))
#define ANSWERS (TYPED | BIT(ITEM_FILE))
#define VALUES  (ANSWERS | BIT(ITEM_CALCULATE))
#define PARENTS (BIT(ITEM_GROUP) | BIT(ITEM_REPEAT))
#define COUNTS  (BIT(ITEM_INTEGER) | BIT(ITEM_REPEAT) | DECIMALS)

static void read_outline(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    static const char *const headings[] = {"identity", "distress", "stressors", "relationship",
                                           "overall"};
    struct item *item = target;
    size_t index;

    for (size_t i = 0; i < reader_list_length(value); i++)
        if (reader_one_of(reader, reader_list_element(value, i), key->name, headings, 5, "E215",
                          &index))
            item->outline |= 1u << index;
}

static void read_dossier(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    /* In the order of enum dossier_part, without none. */
    static const char *const words[] = {"agreement", "follow_up", "permission", "settled",
                                        "statement"};
    struct item *item = target;
    size_t index;

    if (!reader_one_of(reader, value, key->name, words, 5, "E104", &index))
        return;
    item->dossier = (enum dossier_part)(index + 1);
    if (item->dossier == DOSSIER_FOLLOW_UP && item->type != ITEM_DATE)
        reader_error(reader, value, "E104", _("a follow_up must be an item of type date"));
}

void reader_form_names(struct form_reader *reader, const struct form_key *key,
                       const struct yaml_value *value, const char ***names, size_t *count)
{
    *names = arena_take(reader->arena, reader_list_length(value), sizeof(**names));
    for (size_t i = 0; i < reader_list_length(value); i++) {
        const struct yaml_value *name = reader_list_element(value, i);

        if (reader_expect_name(reader, name, key->name))
            (*names)[(*count)++] = arena_string(reader->arena, name->text);
    }
}

static void read_modules(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    struct item *item = target;

    reader_form_names(reader, key, value, &item->modules, &item->module_count);
}

/* "cfi_core.problem": the form, and its item. */
static void read_see_also(struct form_reader *reader, const struct form_key *key,
                          const struct yaml_value *value, struct item *item)
{
    const char *dot;
    struct see_also *see = &item->also_see[item->also_see_count];

    if (!reader_expect_text(reader, value, key->name))
        return;
    dot = strchr(value->text, '.');
    if (!dot || dot == value->text || !dot[1] || strchr(dot + 1, '.')) {
        reader_error(reader, value, "E217", _("%s names an item of a form as form.item, not %.64s"),
                     key->name, value->text);
        return;
    }
    see->form = arena_copy(reader->arena, value->text, (size_t)(dot - value->text));
    see->item = arena_string(reader->arena, dot + 1);
    see->line = value->line;
    see->column = value->column;
    item->also_see_count++;
}

static void read_also_see(struct form_reader *reader, const struct form_key *key, void *target,
                          const struct yaml_value *value)
{
    struct item *item = target;

    item->also_see = arena_take(reader->arena, reader_list_length(value), sizeof(*item->also_see));
    for (size_t i = 0; i < reader_list_length(value); i++)
        read_see_also(reader, key, reader_list_element(value, i), item);
}

static void read_probes(struct form_reader *reader, const struct form_key *key, void *target,
                        const struct yaml_value *value)
{
    const struct form_key element = {key->name, NULL, 0, 0};
    struct item *item = target;

    if (!reader_expect(reader, value, YAML_LIST, key->name))
        return;
    item->probes = arena_take(reader->arena, value->count, sizeof(*item->probes));
    for (size_t i = 0; i < value->count; i++)
        read_wording(reader, &element, &item->probes[item->probe_count++], value->items[i]);
}

static const struct form_key other_keys[] = {
    {"label", read_wording, offsetof(struct item, other_label), 0},
};

static void read_other(struct form_reader *reader, const struct form_key *key, void *target,
                       const struct yaml_value *value)
{
    struct item *item = target;

    if (value->kind != YAML_MAP) {
        read_flag(reader, key, target, value);
        return;
    }
    item->other = true;
    reader_map(reader, value, other_keys, 1, 0, item);
}

/* There is one reader so far for whom something can be kept. */
static void read_private(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    static const char *const readers[] = {"clinician"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, readers, 1, "E104", &index))
        item->for_clinician = true;
}

static void read_children(struct form_reader *reader, const struct form_key *key, void *target,
                          const struct yaml_value *value)
{
    struct item *item = target;
    const char *subject = reader->subject;

    (void)key;
    reader_items(reader, value, item);
    reader->subject = subject;
}

#define FIELD(name) offsetof(struct item, name)

/* Sorted. Name, type and the short forms are read before the others. */
static const struct form_key item_keys[] = {
    {"absent", read_absent, 0, ANSWERS},
    {"add_label", read_wording, FIELD(add_label), BIT(ITEM_REPEAT)},
    {"also_see", read_also_see, 0, 0},
    {"appearance", read_appearance, 0, VALUES},
    {"approximate", read_flag, FIELD(approximate), DATES},
    {"ask", read_wording, FIELD(ask), 0},
    {"ask_last", read_flag, FIELD(ask_last), 0},
    {"calculation", read_rule, FIELD(calculation), TYPED | BIT(ITEM_CALCULATE)},
    {"choice_filter", read_filter, FIELD(choice_filter), LISTS},
    {"choices", read_choices, 0, LISTS | BIT(ITEM_RANGE)},
    {"code", read_code, FIELD(code), 0},
    {"constraint", read_rule, FIELD(constraint), TYPED},
    {"constraint_message", read_wording, FIELD(constraint_message), TYPED},
    {"default", read_default, FIELD(default_value), TYPED},
    {"diagram", read_diagram, 0, BIT(ITEM_DIAGRAM)},
    {"dossier", read_dossier, 0, ANSWERS},
    {"export", read_export, 0, 0},
    {"fallback", read_wording, FIELD(fallback), VALUES},
    {"gate", read_flag, FIELD(gate), 0},
    {"group", read_nothing, 0, 0},
    {"guidance_hint", read_wording, FIELD(guidance), 0},
    {"hidden", read_flag, FIELD(hidden), 0},
    {"hint", read_wording, FIELD(hint), 0},
    {"if_asked", read_wording, FIELD(if_asked), 0},
    {"items", read_children, 0, PARENTS},
    {"label", read_wording, FIELD(label), 0},
    {"max", read_max, 0, COUNTS},
    {"max_length", read_max_length, 0, BIT(ITEM_TEXT)},
    {"min", read_min, 0, COUNTS},
    {"module", read_module, 0, BIT(ITEM_MODULE)},
    {"modules", read_modules, 0, 0},
    {"name", read_nothing, 0, 0},
    {"other", read_other, FIELD(other), SELECTS},
    {"outline", read_outline, 0, 0},
    {"pattern", read_pattern, 0, BIT(ITEM_TEXT)},
    {"precision", read_precision, 0, DATES},
    {"prefix", read_string, FIELD(prefix), 0},
    {"private_to", read_private, FIELD(for_clinician), 0},
    {"probes", read_probes, 0, 0},
    {"purpose", read_wording, FIELD(purpose), 0},
    {"read_only", read_flag, FIELD(read_only), ANSWERS},
    {"relevant", read_rule, FIELD(relevant), 0},
    {"renamed_from", read_renamed, 0, 0},
    {"repeat", read_nothing, 0, 0},
    {"repeat_count", read_rule, FIELD(repeat_count), BIT(ITEM_REPEAT)},
    {"required", read_required, 0, ANSWERS},
    {"required_message", read_wording, FIELD(required_message), ANSWERS},
    {"row_title", read_string, FIELD(row_title), BIT(ITEM_REPEAT)},
    {"section", read_code, FIELD(section), 0},
    {"sensitive", read_flag, FIELD(sensitive), 0},
    {"severity", read_severity, 0, TYPED},
    {"short", read_wording, FIELD(short_label), 0},
    {"step", read_step, 0, BIT(ITEM_RANGE)},
    {"suggest_when", read_rule, FIELD(suggest_when), 0},
    {"trigger", read_triggers, 0, TYPED | BIT(ITEM_CALCULATE)},
    {"type", read_nothing, 0, 0},
    {"units", read_units, 0, BIT(ITEM_INTEGER) | BIT(ITEM_QUANTITY)},
    {"x_fhir", read_fhir, 0, 0},
};
#define ITEM_KEY_COUNT (sizeof(item_keys) / sizeof(item_keys[0]))

static bool read_type_name(struct form_reader *reader, const struct yaml_value *value,
                           enum item_type *type)
{
    const char *names[ITEM_TYPE_COUNT];
    size_t index;

    for (size_t i = 0; i < ITEM_TYPE_COUNT; i++)
        names[i] = item_type_name((enum item_type)i);
    if (!reader_one_of(reader, value, "type", names, ITEM_TYPE_COUNT, "E204", &index))
        return false;
    *type = (enum item_type)index;
    return true;
}

/* Whose name and type; false when the type is not known. */
static bool read_identity(struct form_reader *reader, const struct yaml_value *map,
                          struct item *item)
{
    const struct yaml_value *name = yaml_tree_get(map, "name"), *type = yaml_tree_get(map, "type");
    const struct yaml_value *group = yaml_tree_get(map, "group");
    const struct yaml_value *repeat = yaml_tree_get(map, "repeat");
    const struct yaml_value *shorthand = group ? group : repeat;

    if (shorthand && (name || type || (group && repeat)))
        reader_error(reader, shorthand, "E107",
                     _("group: and repeat: say name and type at once; take the other key out"));
    if (shorthand)
        name = shorthand;
    if (!name)
        reader_error(reader, map, "E103", _("an item needs a name"));
    else if (reader_expect_name(reader, name, "name"))
        item->name = arena_string(reader->arena, name->text);
    if (!item->name)
        item->name = "";
    reader->subject = item->name;
    if (shorthand) {
        item->type = group ? ITEM_GROUP : ITEM_REPEAT;
        return true;
    }
    if (!type) {
        reader_error(reader, map, "E103", _("an item needs a type"));
        return false;
    }
    return read_type_name(reader, type, &item->type);
}

/* Keys without which an item of some types is nothing. */
static const struct {
    unsigned types;
    const char *key, *code;
} needed_keys[] = {
    {LISTS, "choices", "E213"},
    {PARENTS, "items", "E108"},
    {BIT(ITEM_QUANTITY), "units", "E213"},
    {BIT(ITEM_CALCULATE), "calculation", "E213"},
    {BIT(ITEM_DIAGRAM), "diagram", "E213"},
    {BIT(ITEM_MODULE), "module", "E213"},
    {BIT(ITEM_RANGE), "min", "E213"},
    {BIT(ITEM_RANGE), "max", "E213"},
};

static void check_bounds(struct form_reader *reader, const struct yaml_value *map,
                         const struct item *item)
{
    struct buf least = BUF_INIT, most = BUF_INIT;

    if (item->has_min && item->has_max && item->least > item->most) {
        decimal_write(&least, item->least);
        decimal_write(&most, item->most);
        reader_error(reader, yaml_tree_get(map, "max"), "E218", _("max %s is less than min %s"),
                     buf_text(&most), buf_text(&least));
        buf_finish(&least);
        buf_finish(&most);
    }
    if (item->type == ITEM_REPEAT &&
        ((item->has_min && item->min < 0) || (item->has_max && item->max < 1)))
        reader_error(reader, map, "E218", _("a repeat has at least 0 rows, and room for 1"));
}

static void check_item(struct form_reader *reader, const struct yaml_value *map,
                       const struct item *item, bool typed)
{
    const char *name = item_type_name(item->type);

    /* A calculation that nobody is shown needs no words. */
    if (wording_is_empty(&item->label) && !yaml_tree_get(map, "label") &&
        item->type != ITEM_CALCULATE)
        reader_error(reader, map, "E103", _("an item needs a label"));
    for (size_t i = 0; typed && i < sizeof(needed_keys) / sizeof(needed_keys[0]); i++)
        if ((needed_keys[i].types & BIT(item->type)) && !yaml_tree_get(map, needed_keys[i].key))
            reader_error(reader, map, needed_keys[i].code, _("an item of type %s needs %s"), name,
                         needed_keys[i].key);
    check_bounds(reader, map, item);
}

static struct item *read_item(struct form_reader *reader, const struct yaml_value *map,
                              struct item *parent)
{
    struct item *item = arena_take(reader->arena, 1, sizeof(*item));
    const struct yaml_value *around = reader->map;
    bool typed;

    item->parent = parent;
    item->depth = parent ? parent->depth + 1 : 0;
    item->prefix = "";
    item->absent = ABSENT_ALL;
    item->line = map->line;
    item->column = map->column;
    item->index = reader->all_count;
    alloc_grow(&reader->all, &reader->all_capacity, reader->all_count + 1, sizeof(item));
    reader->all[reader->all_count++] = item;
    typed = read_identity(reader, map, item);
    reader->map = map;
    reader_map(reader, map, item_keys, ITEM_KEY_COUNT, typed ? BIT(item->type) : 0, item);
    reader->map = around;
    check_item(reader, map, item, typed);
    return item;
}

void reader_items(struct form_reader *reader, const struct yaml_value *value, struct item *parent)
{
    struct item **items;
    size_t count = 0;

    if (!reader_expect(reader, value, YAML_LIST, "items"))
        return;
    if (value->count == 0) {
        reader_error(reader, value, "E108", _("this list has no items"));
        return;
    }
    if (parent && parent->depth + 1 > FORM_MAX_DEPTH) {
        reader_error(reader, value, "E109", _("items are nested more than %d deep"),
                     FORM_MAX_DEPTH);
        return;
    }
    items = arena_take(reader->arena, value->count, sizeof(struct item *));
    for (size_t i = 0; i < value->count; i++)
        if (reader_expect(reader, value->items[i], YAML_MAP, _("an item")))
            items[count++] = read_item(reader, value->items[i], parent);
    if (parent) {
        parent->items = items;
        parent->item_count = count;
    } else {
        reader->form->items = items;
        reader->form->item_count = count;
    }
}
