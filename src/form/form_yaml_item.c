/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items. The type of an item is read first, since it says
 * which other keys belong to it.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/position.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BIT(type) (1u << (type))
#define SELECTS   (BIT(ITEM_SELECT_ONE) | BIT(ITEM_SELECT_MULTIPLE))
#define ANSWERS   (BIT(ITEM_TEXT) | BIT(ITEM_INTEGER) | BIT(ITEM_YES_NO) | BIT(ITEM_DATE) | SELECTS)
#define PARENTS   (BIT(ITEM_GROUP) | BIT(ITEM_REPEAT))
#define COUNTS    (BIT(ITEM_INTEGER) | BIT(ITEM_REPEAT))

static bool read_whole(struct form_reader *reader, const struct form_key *key,
                       const struct yaml_value *value, int64_t *out)
{
    const char *digits = value->text;
    int64_t number = 0;
    bool negative, good;

    if (!reader_expect_text(reader, value, key->name))
        return false;
    negative = *digits == '-';
    digits += negative;
    good = *digits != '\0';
    for (; *digits && good; digits++)
        good = *digits >= '0' && *digits <= '9' &&
               !__builtin_mul_overflow(number, (int64_t)10, &number) &&
               !__builtin_add_overflow(number, (int64_t)(*digits - '0'), &number);
    if (!good)
        reader_error(reader, value, "E104", _("%s must be a whole number, not %.64s"), key->name,
                     value->text);
    *out = negative ? -number : number;
    return good;
}

static void read_min(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value)
{
    struct item *item = target;

    item->has_min = read_whole(reader, key, value, &item->min);
}

static void read_max(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value)
{
    struct item *item = target;

    item->has_max = read_whole(reader, key, value, &item->max);
}

static void read_max_length(struct form_reader *reader, const struct form_key *key, void *target,
                            const struct yaml_value *value)
{
    struct item *item = target;
    int64_t length;

    if (!read_whole(reader, key, value, &length))
        return;
    if (length > 0)
        item->max_length = (size_t)length;
    else
        reader_error(reader, value, "E104", _("%s must be at least 1"), key->name);
}

static struct rule *parse_rule(struct form_reader *reader, const struct form_key *key,
                               const struct yaml_value *value)
{
    struct error err = {0};
    struct rule *rule;
    struct position start = {value->line, value->column};

    if (!reader_expect_text(reader, value, key->name))
        return NULL;
    if (!rule_parse(&rule, reader->arena, value->text, value->length, &err)) {
        struct position at = start;

        if (reader->report->count < POSITION_MAX)
            at = position_in_scalar(reader->form, start, value->text, err.column);
        report_add(reader->report, REPORT_ERROR, "E301", at.line, at.column, reader->subject,
                   _("%s cannot be read: %s"), key->name, err.message);
        return NULL;
    }
    rule->line = value->line;
    rule->column = value->column;
    return rule;
}

static void read_rule(struct form_reader *reader, const struct form_key *key, void *target,
                      const struct yaml_value *value)
{
    struct rule **field = (struct rule **)(void *)((char *)target + key->offset);

    *field = parse_rule(reader, key, value);
}

static void read_required(struct form_reader *reader, const struct form_key *key, void *target,
                          const struct yaml_value *value)
{
    static const struct {
        const char *word;
        enum required required;
    } words[] = {{"false", REQUIRED_NO},
                 {"no", REQUIRED_NO},
                 {"soft", REQUIRED_SOFT},
                 {"true", REQUIRED_YES},
                 {"yes", REQUIRED_YES}};
    struct item *item = target;

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(value->text, words[i].word) == 0) {
            item->required = words[i].required;
            return;
        }
    }
    item->required_when = parse_rule(reader, key, value);
    item->required = item->required_when ? REQUIRED_YES : REQUIRED_NO;
}

static void read_severity(struct form_reader *reader, const struct form_key *key, void *target,
                          const struct yaml_value *value)
{
    static const char *const words[] = {"error", "warning"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 2, "E104", &index))
        item->warning_only = index == 1;
}

static void read_appearance(struct form_reader *reader, const struct form_key *key, void *target,
                            const struct yaml_value *value)
{
    static const char *const words[] = {"one-line", "multiline", "minimal", "likert", "table"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 5, "E104", &index))
        item->one_line = index == 0;
}

/* A single text is a list of one. */
static size_t list_length(const struct yaml_value *value)
{
    return value->kind == YAML_LIST ? value->count : 1;
}

static const struct yaml_value *list_element(const struct yaml_value *value, size_t index)
{
    return value->kind == YAML_LIST ? value->items[index] : value;
}

static void read_outline(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    static const char *const headings[] = {"identity", "distress", "stressors", "relationship",
                                           "overall"};
    struct item *item = target;
    size_t index;

    for (size_t i = 0; i < list_length(value); i++)
        if (reader_one_of(reader, list_element(value, i), key->name, headings, 5, "E215", &index))
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

static void read_modules(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    struct item *item = target;

    item->modules = arena_take(reader->arena, list_length(value), sizeof(*item->modules));
    for (size_t i = 0; i < list_length(value); i++) {
        const struct yaml_value *name = list_element(value, i);

        if (reader_expect_name(reader, name, key->name))
            item->modules[item->module_count++] = arena_string(reader->arena, name->text);
    }
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

    item->also_see = arena_take(reader->arena, list_length(value), sizeof(*item->also_see));
    for (size_t i = 0; i < list_length(value); i++)
        read_see_also(reader, key, list_element(value, i), item);
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
    {"absent", read_nothing, 0, 0},
    {"add_label", read_wording, FIELD(add_label), BIT(ITEM_REPEAT)},
    {"also_see", read_also_see, 0, 0},
    {"appearance", read_appearance, 0, ANSWERS},
    {"approximate", read_nothing, 0, BIT(ITEM_DATE)},
    {"ask", read_nothing, 0, 0},
    {"ask_last", read_flag, FIELD(ask_last), 0},
    {"calculation", read_later, 0, ANSWERS},
    {"choice_filter", read_later, 0, SELECTS},
    {"choices", read_choices, 0, SELECTS},
    {"code", read_nothing, 0, 0},
    {"constraint", read_rule, FIELD(constraint), ANSWERS},
    {"constraint_message", read_wording, FIELD(constraint_message), ANSWERS},
    {"default", read_later, 0, ANSWERS},
    {"dossier", read_dossier, 0, ANSWERS},
    {"export", read_nothing, 0, 0},
    {"fallback", read_wording, FIELD(fallback), ANSWERS},
    {"gate", read_flag, FIELD(gate), 0},
    {"group", read_nothing, 0, 0},
    {"guidance_hint", read_wording, FIELD(guidance), 0},
    {"hidden", read_later, 0, 0},
    {"hint", read_wording, FIELD(hint), 0},
    {"if_asked", read_nothing, 0, 0},
    {"items", read_children, 0, PARENTS},
    {"label", read_wording, FIELD(label), 0},
    {"max", read_max, 0, COUNTS},
    {"max_length", read_max_length, 0, BIT(ITEM_TEXT)},
    {"min", read_min, 0, COUNTS},
    {"modules", read_modules, 0, 0},
    {"name", read_nothing, 0, 0},
    {"other", read_other, FIELD(other), SELECTS},
    {"outline", read_outline, 0, 0},
    {"pattern", read_later, 0, BIT(ITEM_TEXT)},
    {"precision", read_nothing, 0, BIT(ITEM_DATE)},
    {"prefix", read_string, FIELD(prefix), 0},
    {"private_to", read_private, FIELD(for_clinician), 0},
    {"probes", read_probes, 0, 0},
    {"purpose", read_wording, FIELD(purpose), 0},
    {"read_only", read_later, 0, ANSWERS},
    {"relevant", read_rule, FIELD(relevant), 0},
    {"renamed_from", read_nothing, 0, 0},
    {"repeat", read_nothing, 0, 0},
    {"repeat_count", read_later, 0, BIT(ITEM_REPEAT)},
    {"required", read_required, 0, ANSWERS},
    {"required_message", read_wording, FIELD(required_message), ANSWERS},
    {"row_title", read_string, FIELD(row_title), BIT(ITEM_REPEAT)},
    {"section", read_nothing, 0, 0},
    {"sensitive", read_flag, FIELD(sensitive), 0},
    {"severity", read_severity, 0, ANSWERS},
    {"short", read_wording, FIELD(short_label), 0},
    {"suggest_when", read_rule, FIELD(suggest_when), 0},
    {"trigger", read_later, 0, ANSWERS},
    {"type", read_nothing, 0, 0},
    {"units", read_nothing, 0, BIT(ITEM_INTEGER)},
    {"x_fhir", read_nothing, 0, 0},
};
#define ITEM_KEY_COUNT (sizeof(item_keys) / sizeof(item_keys[0]))

/* Types of the language that this version cannot ask yet. */
static const char *const later_types[] = {"decimal",  "quantity", "rank",      "range",  "time",
                                          "datetime", "file",     "calculate", "module", "diagram"};

static bool read_type_name(struct form_reader *reader, const struct yaml_value *value,
                           enum item_type *type)
{
    const char *names[ITEM_TYPE_COUNT];
    size_t index;

    for (size_t i = 0; i < ITEM_TYPE_COUNT; i++)
        names[i] = item_type_name((enum item_type)i);
    for (size_t i = 0; i < sizeof(later_types) / sizeof(later_types[0]); i++) {
        if (strcmp(value->text, later_types[i]) == 0) {
            reader_error(reader, value, "E204", _("this version cannot ask items of type %s yet"),
                         value->text);
            return false;
        }
    }
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

static void check_item(struct form_reader *reader, const struct yaml_value *map,
                       const struct item *item, bool typed)
{
    bool select = item->type == ITEM_SELECT_ONE || item->type == ITEM_SELECT_MULTIPLE;

    if (wording_is_empty(&item->label) && !yaml_tree_get(map, "label"))
        reader_error(reader, map, "E103", _("an item needs a label"));
    if (typed && select && !yaml_tree_get(map, "choices"))
        reader_error(reader, map, "E213", _("an item of type %s needs choices"),
                     item_type_name(item->type));
    if (typed && (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) &&
        !yaml_tree_get(map, "items"))
        reader_error(reader, map, "E108", _("a %s needs items"), item_type_name(item->type));
    if (item->has_min && item->has_max && item->min > item->max)
        reader_error(reader, yaml_tree_get(map, "max"), "E218", _("max %lld is less than min %lld"),
                     (long long)item->max, (long long)item->min);
    if (item->type == ITEM_REPEAT &&
        ((item->has_min && item->min < 0) || (item->has_max && item->max < 1)))
        reader_error(reader, map, "E218", _("a repeat has at least 0 rows, and room for 1"));
}

static struct item *read_item(struct form_reader *reader, const struct yaml_value *map,
                              struct item *parent)
{
    struct item *item = arena_take(reader->arena, 1, sizeof(*item));
    bool typed;

    item->parent = parent;
    item->depth = parent ? parent->depth + 1 : 0;
    item->prefix = "";
    item->line = map->line;
    item->column = map->column;
    item->index = reader->all_count;
    alloc_grow(&reader->all, &reader->all_capacity, reader->all_count + 1, sizeof(item));
    reader->all[reader->all_count++] = item;
    typed = read_identity(reader, map, item);
    reader_map(reader, map, item_keys, ITEM_KEY_COUNT, typed ? BIT(item->type) : 0, item);
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
