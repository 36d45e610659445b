/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extensions of an item that say what may be answered: bounds, how often, how long,
 * which pattern, and in which units.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"
#include "form/pattern.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define UCUM "http://unitsofmeasure.org"

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

/* One more constraint, beside the one that is there. */
static bool add_constraint(struct questionnaire_reader *reader, struct item *item,
                           const char *rule)
{
    struct rule *more;
    struct buf both = BUF_INIT;

    if (item->constraint)
        buf_add_format(&both, "(%s) and %s", rule_text(item->constraint), rule);
    else
        buf_add_text(&both, rule);
    more = import_rule(reader, buf_text(&both));
    if (more)
        item->constraint = more;
    buf_finish(&both);
    return more != NULL;
}

/* A day or an hour as a bound. */
static bool read_moment(struct questionnaire_reader *reader, struct item *item,
                        const struct node *value, bool upper)
{
    struct buf rule = BUF_INIT;
    bool good;

    buf_add_text(&rule, upper ? ". <= " : ". >= ");
    good = import_item_literal(reader, &rule, item, value) &&
           add_constraint(reader, item, buf_text(&rule));
    buf_finish(&rule);
    return good;
}

/* A bound of the item's own type; false: of another. */
static bool read_value(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension, bool upper)
{
    struct item *item = source->item;
    struct node *value = NULL;
    const char *key = node_value(reader, extension, &value);
    bool moment = item->type == ITEM_DATE || item->type == ITEM_TIME ||
                  item->type == ITEM_DATETIME;
    double number;

    if (!key)
        return false;
    if (json_is_object(value->json)) {
        if (item->type != ITEM_QUANTITY || !import_unit_fits(reader, source, value) ||
            !node_number(reader, value, "value", &number))
            return false;
        set_bound(item, upper, number);
        return true;
    }
    if (json_is_number(value->json) && (is_decimal(item) || item->type == ITEM_INTEGER)) {
        if (!node_number(reader, extension, key, &number))
            return false;
        if (item->type == ITEM_INTEGER)
            number = upper ? floor(number) : ceil(number);
        set_bound(item, upper, number);
        return true;
    }
    return moment && !(reader->ours && item->constraint) &&
           read_moment(reader, item, value, upper);
}

static void read_bound(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension, bool upper)
{
    if (!reader->failed && !read_value(reader, source, extension, upper) && !reader->failed)
        import_lose(reader, "W600", extension, _("a limit for another type of answer"));
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

/* How many choices are to be made; a constraint says nothing where there is no answer. */
static void read_choices(struct questionnaire_reader *reader, struct source *source,
                         double number, bool upper)
{
    char rule[64];

    (void)snprintf(rule, sizeof(rule), "count-selected(.) %s %.0f", upper ? "<=" : ">=", number);
    (void)add_constraint(reader, source->item, rule);
    if (!upper)
        source->item->required = REQUIRED_YES;
}

/* Rows of a repeat; of the repeat around a question where there is one. */
static void read_occurs(struct questionnaire_reader *reader, struct source *source,
                        const struct node *extension, bool upper)
{
    struct item *item = source->wrap ? source->wrap : source->item;
    bool asked = item_takes_answer(item);
    double number;

    if (!node_number(reader, extension, "valueInteger", &number))
        return;
    if (item->type == ITEM_REPEAT && number >= (upper ? 1 : 0))
        set_bound(item, upper, number);
    else if (item->type == ITEM_SELECT_MULTIPLE && number >= 1 && !reader->ours)
        read_choices(reader, source, number, upper);
    else if (asked && !upper && number > 0 && number < 2)
        item->required = source->own_required ? item->required : REQUIRED_YES;
    else if (!(asked && (upper ? number > 0 && number < 2 : number < 1 && number >= 0)))
        import_lose(reader, "W600", extension, _("a limit of answers, but no repeat"));
}

void import_required_rows(struct source *source)
{
    struct item *item = source->wrap ? source->wrap : source->item;

    if (item->type == ITEM_REPEAT && (!item->has_min || item->min < 1))
        set_bound(item, false, 1);
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

/* The least precision of a date: 4, 7 or 10 characters; of a text, how long it is. */
void import_min_length(struct questionnaire_reader *reader, struct source *source,
                       const struct node *extension)
{
    struct item *item = source->item;
    char rule[64];
    double length;

    if (!node_number(reader, extension, "valueInteger", &length))
        return;
    if (item->type == ITEM_DATE || item->type == ITEM_DATETIME) {
        item->precision = length > 7   ? PRECISION_DAY
                          : length > 4 ? PRECISION_MONTH
                                       : PRECISION_YEAR;
    } else if (item->type == ITEM_TEXT && !reader->ours && length >= 0) {
        (void)snprintf(rule, sizeof(rule), "string-length(.) >= %.0f", length);
        (void)add_constraint(reader, item, rule);
    } else {
        import_lose(reader, "W600", extension, _("a least number of characters"));
    }
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
    const char *system = node_text(reader, coding, "system");
    struct unit unit = {.code = code ? code : display};

    if (reader->failed)
        return;
    if (!unit.code) {
        import_lose(reader, "W600", extension, _("a unit without a code or a display"));
        return;
    }
    for (size_t i = 0; i < item->unit_count; i++)
        if (strcmp(item->units[i].code, unit.code) == 0)
            return;
    if (item->type == ITEM_DECIMAL) {
        item->type = ITEM_QUANTITY;
    } else if (item->type != ITEM_QUANTITY && (item->type != ITEM_INTEGER || item->unit_count)) {
        import_lose(reader, "W600", extension, _("a unit for another type of answer"));
        return;
    }
    if (system && strcmp(system, UCUM) != 0 && !reader->ours)
        import_lose(reader, "W604", coding, _("the unit is one of %.128s; here, it is its code"),
                    system);
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

/* The unit of an extension of SOURCE, at *INDEX or behind it; NULL: no more. */
static const json_t *next_unit(const struct source *source, size_t *index)
{
    static const char *const urls[] = {FHIR_EXTENSION "questionnaire-unit",
                                       FHIR_EXTENSION "questionnaire-unitOption"};
    const json_t *list = json_object_get(source->node->json, "extension");

    while (*index < json_array_size(list)) {
        const json_t *extension = json_array_get(list, (*index)++);
        const char *url = json_text(extension, "url");

        if (strcmp(url, urls[0]) == 0 || strcmp(url, urls[1]) == 0)
            return json_object_get(extension, "valueCoding");
    }
    return NULL;
}

bool import_unit_fits(struct questionnaire_reader *reader, const struct source *source,
                      const struct node *quantity)
{
    const char *code = node_text(reader, quantity, "code");
    const char *word = node_text(reader, quantity, "unit");
    const json_t *unit;
    size_t index = 0, fitting = 0, others = 0;

    if (json_object_get(quantity->json, "comparator"))
        return false;
    if (!code && !word)
        return true;
    while ((unit = next_unit(source, &index))) {
        const char *own = json_text(unit, code ? "code" : "display");

        if (strcmp(own[0] ? own : json_text(unit, "code"), code ? code : word) == 0)
            fitting++;
        else
            others++;
    }
    if (fitting + others == 0)
        import_lose(reader, "W604", quantity, _("a unit, but the question has none"));
    return others == 0;
}
