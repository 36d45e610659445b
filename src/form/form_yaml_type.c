/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys that belong to some types of items: bounds, units, precision, what a
 * place leads to, who may have the answer.
 */
#include "form/form_yaml.h"

#include "base/decimal.h"
#include "base/i18n.h"

#include <stddef.h>
#include <string.h>

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
    if (!good) {
        reader_error(reader, value, "E104", _("%s must be a whole number, not %.64s"), key->name,
                     value->text);
        *out = 0; /* what overflowed may be a number without an opposite */
        return false;
    }
    *out = negative ? -number : number;
    return true;
}

/* Where a bound is put: as a whole number and as a decimal. */
struct bound {
    bool *has;
    int64_t *whole;
    double *decimal;
};

static void read_bound(struct form_reader *reader, const struct form_key *key,
                       const struct yaml_value *value, const struct item *item, struct bound bound)
{
    if (item->type == ITEM_INTEGER || item->type == ITEM_REPEAT) {
        *bound.has = read_whole(reader, key, value, bound.whole);
        *bound.decimal = (double)*bound.whole;
        return;
    }
    if (!reader_expect_text(reader, value, key->name))
        return;
    *bound.has = decimal_read(bound.decimal, value->text, value->length);
    if (!*bound.has)
        reader_error(reader, value, "E104", _("%s must be a number such as 12.5, not %.64s"),
                     key->name, value->text);
}

void read_min(struct form_reader *reader, const struct form_key *key, void *target,
              const struct yaml_value *value)
{
    struct item *item = target;

    read_bound(reader, key, value, item, (struct bound){&item->has_min, &item->min, &item->least});
}

void read_max(struct form_reader *reader, const struct form_key *key, void *target,
              const struct yaml_value *value)
{
    struct item *item = target;

    read_bound(reader, key, value, item, (struct bound){&item->has_max, &item->max, &item->most});
}

void read_step(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value)
{
    struct item *item = target;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (!decimal_read(&item->step, value->text, value->length) || !(item->step > 0)) {
        item->step = 0;
        reader_error(reader, value, "E104", _("%s must be a number above 0, not %.64s"), key->name,
                     value->text);
    }
}

void read_max_length(struct form_reader *reader, const struct form_key *key, void *target,
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

void read_appearance(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value)
{
    static const char *const words[] = {"one-line", "multiline", "minimal", "likert", "table"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 5, "E104", &index)) {
        item->appearance = words[index];
        item->one_line = index == 0;
    }
}

void read_code(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value)
{
    const char **string = (const char **)(void *)((char *)target + key->offset);

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (!form_is_code(value->text)) {
        reader_error(reader, value, "E221", _("%s is written as system:code, not %.64s"), key->name,
                     value->text);
        return;
    }
    *string = arena_copy(reader->arena, value->text, value->length);
}

static const struct form_key unit_keys[] = {
    {"code", read_string, offsetof(struct unit, code), 0},
    {"label", read_wording, offsetof(struct unit, label), 0},
};

static bool read_unit(struct form_reader *reader, const struct form_key *key,
                      const struct yaml_value *value, struct unit *unit)
{
    const struct form_key code = {key->name, NULL, offsetof(struct unit, code), 0};

    if (value->kind != YAML_MAP)
        read_string(reader, &code, unit, value);
    else
        reader_map(reader, value, unit_keys, 2, 0, unit);
    if (value->kind == YAML_MAP && !yaml_tree_get(value, "code"))
        reader_error(reader, value, "E103", _("a unit needs a code, such as mo"));
    return unit->code != NULL;
}

void read_units(struct form_reader *reader, const struct form_key *key, void *target,
                const struct yaml_value *value)
{
    size_t count = reader_list_length(value);
    struct item *item = target;

    item->units = arena_take(reader->arena, count + 1, sizeof(*item->units));
    for (size_t i = 0; i < count; i++) {
        struct unit *unit = &item->units[item->unit_count];

        *unit = (struct unit){.code = NULL};
        if (!read_unit(reader, key, reader_list_element(value, i), unit))
            continue;
        for (size_t j = 0; j < item->unit_count; j++)
            if (strcmp(item->units[j].code, unit->code) == 0)
                reader_error(reader, reader_list_element(value, i), "E222",
                             _("the unit %.64s is here already"), unit->code);
        item->unit_count++;
    }
    if (count == 0)
        reader_error(reader, value, "E106", _("%s is empty; write at least one"), key->name);
    if (item->type == ITEM_INTEGER && item->unit_count > 1)
        reader_error(reader, value, "E222",
                     _("a whole number has one unit; make it a quantity to offer several"));
}

/* [year, month, day]: which are good enough; the coarsest is what counts. */
void read_precision(struct form_reader *reader, const struct form_key *key, void *target,
                    const struct yaml_value *value)
{
    static const char *const words[] = {"year", "month", "day"};
    struct item *item = target;
    size_t least = PRECISION_DAY + 1, index;

    for (size_t i = 0; i < reader_list_length(value); i++)
        if (reader_one_of(reader, reader_list_element(value, i), key->name, words, 3, "E104",
                          &index) &&
            index < least)
            least = index;
    if (least <= PRECISION_DAY)
        item->precision = (enum date_precision)least;
}

void read_absent(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value)
{
    /* In the order of the bits. */
    static const char *const words[] = {"not_asked", "asked_unknown", "declined", "not_applicable"};
    struct item *item = target;
    size_t index;

    item->absent = 0;
    for (size_t i = 0; i < reader_list_length(value); i++)
        if (reader_one_of(reader, reader_list_element(value, i), key->name, words, 4, "E104",
                          &index))
            item->absent |= 1u << index;
}

void read_export(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value)
{
    static const char *const words[] = {"full", "summary", "never"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 3, "E104", &index))
        item->export_to = (enum item_export)index;
}

void read_diagram(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    static const char *const words[] = {"ecogram", "genogram", "lifeline"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 3, "E104", &index))
        item->diagram = words[index];
}

void read_module(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value)
{
    struct item *item = target;

    if (reader_expect_name(reader, value, key->name))
        item->module = arena_string(reader->arena, value->text);
}
