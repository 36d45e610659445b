/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extensions of an item that say what may be answered: bounds, how often, how long,
 * which pattern, and in which units.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"
#include "form/pattern.h"

#include <math.h>
#include <string.h>

static bool is_decimal(const struct item *item)
{
    return item->type == ITEM_DECIMAL || item->type == ITEM_QUANTITY || item->type == ITEM_RANGE;
}

static void set_bound(struct item *item, bool upper, double number)
{
    if (upper) {
        item->has_max = true;
        item->most = is_decimal(item) ? number : 0;
        item->max = is_decimal(item) ? 0 : (int64_t)number;
    } else {
        item->has_min = true;
        item->least = is_decimal(item) ? number : 0;
        item->min = is_decimal(item) ? 0 : (int64_t)number;
    }
}

/* A bound of the item's own type; a loss elsewhere. */
static void read_bound(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension, bool upper)
{
    struct item *item = source->item;
    struct node *value = NULL;
    const char *key = node_value(reader, extension, &value);
    bool counts = is_decimal(item) || item->type == ITEM_INTEGER;
    struct buf rule = BUF_INIT;
    double number;

    if (!key || reader->failed)
        return;
    if (json_is_object(value->json) && item->type == ITEM_QUANTITY) {
        if (node_number(reader, value, "value", &number))
            set_bound(item, upper, number);
    } else if (counts && json_is_number(value->json)) {
        if (node_number(reader, extension, key, &number) &&
            (is_decimal(item) || floor(number) == number))
            set_bound(item, upper, number);
    } else if ((item->type == ITEM_DATE || item->type == ITEM_TIME ||
                item->type == ITEM_DATETIME) &&
               json_is_string(value->json) && !item->constraint) {
        buf_add_text(&rule, upper ? ". <= " : ". >= ");
        if (import_literal(&rule, json_string_value(value->json)))
            item->constraint = import_rule(reader, buf_text(&rule));
    } else {
        import_lose(reader, "W600", extension, _("a limit for another type of answer"));
    }
    buf_finish(&rule);
}

void import_min(struct questionnaire_reader *reader, struct source *source,
                const struct node *extension)
{
    read_bound(reader, source, extension, false);
}

void import_max(struct questionnaire_reader *reader, struct source *source,
                const struct node *extension)
{
    read_bound(reader, source, extension, true);
}

/* Rows of a repeat; of the repeat around a question where there is one. */
static void read_occurs(struct questionnaire_reader *reader, struct source *source,
                        const struct node *extension, bool upper)
{
    struct item *item = source->wrap ? source->wrap : source->item;
    double number;

    if (!node_number(reader, extension, "valueInteger", &number))
        return;
    if (item->type == ITEM_REPEAT && number >= (upper ? 1 : 0) && floor(number) == number)
        set_bound(item, upper, number);
    else
        import_lose(reader, "W600", extension, _("a limit of answers, but no repeat"));
}

void import_min_occurs(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension)
{
    read_occurs(reader, source, extension, false);
}

void import_max_occurs(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension)
{
    read_occurs(reader, source, extension, true);
}

void import_step(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension)
{
    double number;

    if (node_number(reader, extension, "valueDecimal", &number))
        source->item->step = number;
}

/* The least precision of a date: 4, 7 or 10 characters. */
void import_min_length(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension)
{
    struct item *item = source->item;
    double length;

    if (!node_number(reader, extension, "valueInteger", &length))
        return;
    if (item->type == ITEM_DATE || item->type == ITEM_DATETIME)
        item->precision = length > 7   ? PRECISION_DAY
                          : length > 4 ? PRECISION_MONTH
                                       : PRECISION_YEAR;
    else
        import_lose(reader, "W600", extension, _("a least number of characters"));
}

void import_pattern(struct questionnaire_reader *reader, struct source *source,
                    const struct node *extension)
{
    const char *text = node_text(reader, extension, "valueString");
    struct pattern *pattern;
    struct error err = {0};

    if (!text)
        return;
    if (source->item->type == ITEM_TEXT && pattern_compile(&pattern, reader->arena, text, &err))
        source->item->pattern_text = text;
    else
        import_lose(reader, "W600", extension, _("a pattern that a form cannot have"));
}

static void add_unit(struct questionnaire_reader *reader, struct source *source,
                     const struct node *coding, const struct node *extension)
{
    struct item *item = source->item;
    const char *code = node_text(reader, coding, "code");
    const char *display = node_text(reader, coding, "display");
    struct unit unit = {.code = code ? code : display};

    if (reader->failed || !unit.code)
        return;
    for (size_t i = 0; i < item->unit_count; i++)
        if (strcmp(item->units[i].code, unit.code) == 0)
            return;
    if (item->type == ITEM_DECIMAL) {
        item->type = ITEM_QUANTITY;
    } else if (item->type != ITEM_QUANTITY && (item->type != ITEM_INTEGER || item->unit_count)) {
        import_lose(reader, "W600", extension, _("a unit for another type of answer"));
        return;
    }
    if (display && strcmp(display, unit.code) != 0)
        import_wording(reader, coding, "display", &unit.label);
    item->units = import_one_more(reader, extension, item->units, sizeof(*item->units));
    item->units[item->unit_count++] = unit;
}

void import_unit(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension)
{
    add_unit(reader, source, node_get(reader, extension, "valueCoding"), extension);
}
