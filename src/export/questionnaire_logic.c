/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When an item is asked, what its answer must be, what it is to begin with: in the
 * words of FHIR where it has them, else in FHIRPath.
 */
#include "export/questionnaire_writer.h"

#include "base/i18n.h"
#include "base/edtf.h"
#include "export/questionnaire_path.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void put_relevant(const struct questionnaire *self, json_t *json, const struct item *item)
{
    struct buf path = BUF_INIT;

    if (!item->relevant || questionnaire_put_when(self, json, item))
        return;
    if (questionnaire_path(&path, self->form, item, item->relevant, true, NULL))
        questionnaire_extend_path(json, SDC_EXTENSION "sdc-questionnaire-enableWhenExpression",
                                  NULL, buf_text(&path));
    else
        losses_add(self->losses, item,
                   _("a condition that FHIRPath has no words for: there, it is always asked"));
    buf_finish(&path);
}

/* ---- constraints ---- */

/* "Constraint" and the name: ids of FHIR know no underscore. */
static void put_key(json_t *constraint, const char *kind, const struct item *item)
{
    struct buf key = BUF_INIT;

    buf_add_format(&key, "%s-%zu", kind, item->index + 1);
    questionnaire_extend_text(constraint, "key", "valueId", buf_text(&key));
    buf_finish(&key);
}

static json_t *put_constraint(json_t *json, const char *kind, const struct item *item,
                              const char *path)
{
    json_t *constraint = questionnaire_extend(json, FHIR_EXTENSION "questionnaire-constraint");

    put_key(constraint, kind, item);
    questionnaire_extend_text(constraint, "severity", "valueCode",
                              item->warning_only ? "warning" : "error");
    questionnaire_extend_text(constraint, "expression", "valueString", path);
    return constraint;
}

static void put_bound(const struct questionnaire *self, json_t *json, const struct item *item,
                      const char *url, double number)
{
    if (strcmp(questionnaire_type(self->form, item), "integer") == 0)
        questionnaire_extend_integer(json, url, (int64_t)number);
    else
        questionnaire_extend_number(json, url, number);
}

/* ". >= 3", ". <= 5" and both: said as bounds too, which more programs know. */
static void put_bounds(const struct questionnaire *self, json_t *json, const struct item *item)
{
    const struct rule *rule = item->constraint;
    bool both = rule->count == 7 && rule->nodes[6].kind == RULE_NODE_AND;

    if (item->warning_only || (rule->count != 3 && !both) ||
        (item->type != ITEM_INTEGER && item->type != ITEM_DECIMAL && item->type != ITEM_RANGE))
        return;
    for (size_t i = 0; i + 2 < rule->count; i += 3) {
        const struct rule_node *node = &rule->nodes[i];
        double number = node[1].number;
        bool least = node[2].kind == RULE_NODE_GREATER_EQUAL;

        if (node[0].kind != RULE_NODE_OWN || node[1].kind != RULE_NODE_NUMBER ||
            number < INT32_MIN || number > INT32_MAX ||
            (!least && node[2].kind != RULE_NODE_LESS_EQUAL) ||
            (item->type == ITEM_INTEGER && number != (double)(int64_t)number) ||
            (least ? item->has_min : item->has_max))
            continue;
        put_bound(self, json, item, least ? FHIR_EXTENSION "minValue" : FHIR_EXTENSION "maxValue",
                  number);
        questionnaire_mark_derived(json);
    }
}

/* regex(., '…') alone. */
static void put_pattern(json_t *json, const struct item *item)
{
    const struct rule *rule = item->constraint;

    if (rule->count == 3 && rule->nodes[0].kind == RULE_NODE_OWN &&
        rule->nodes[1].kind == RULE_NODE_TEXT && rule->nodes[2].kind == RULE_NODE_REGEX &&
        item->type == ITEM_TEXT && !item->pattern_text && !item->warning_only) {
        questionnaire_extend_text(json, FHIR_EXTENSION "regex", "valueString",
                                  rule->nodes[1].text);
        questionnaire_mark_derived(json);
    }
}

static void put_own_constraint(const struct questionnaire *self, json_t *json,
                               const struct item *item)
{
    struct buf path = BUF_INIT;

    if (!item->constraint)
        return;
    put_bounds(self, json, item);
    put_pattern(json, item);
    if (questionnaire_path_constraint(&path, self->form, item, item->constraint)) {
        json_t *constraint = put_constraint(json, "constraint", item, buf_text(&path));

        if (wording_is_empty(&item->constraint_message))
            questionnaire_extend_text(constraint, "human", "valueString",
                                      rule_text(item->constraint));
        else
            questionnaire_extend_wording(self, constraint, "human", &item->constraint_message);
        questionnaire_mark_derived(json);
    } else {
        losses_add(self->losses, item,
                   _("a constraint that FHIRPath has no words for: there, any answer fits"));
    }
    buf_finish(&path);
}

/* A quantity is within bounds whatever its unit; FHIR's own bounds belong to a unit. */
static void put_quantity_bounds(json_t *json, const struct item *item)
{
    struct buf path = BUF_INIT;
    json_t *constraint;

    if (item->type != ITEM_QUANTITY || (!item->has_min && !item->has_max))
        return;
    if (item->has_min)
        buf_add_format(&path, "answer.all(value.value.empty() or value.value >= %.15g)",
                       item->least);
    if (item->has_max)
        buf_add_format(&path, "%sanswer.all(value.value.empty() or value.value <= %.15g)",
                       path.length > 0 ? " and " : "", item->most);
    constraint = put_constraint(json, "bounds", item, buf_text(&path));
    buf_clear(&path);
    if (item->has_min)
        buf_add_format(&path, "%.15g <=", item->least);
    if (item->has_max)
        buf_add_format(&path, "%s%s %.15g", path.length > 0 ? " ." : ".",
                       " <=", item->most);
    else
        buf_add_text(&path, " .");
    questionnaire_extend_text(constraint, "human", "valueString", buf_text(&path));
    questionnaire_mark_derived(json);
    buf_finish(&path);
}

static void put_rank_constraint(json_t *json, const struct item *item)
{
    json_t *constraint;

    if (item->type != ITEM_RANK)
        return;
    constraint = put_constraint(json, "rank", item, "item.answer.value.code.isDistinct()");
    questionnaire_extend_text(constraint, "human", "valueString", "1, 2, 3, …");
    questionnaire_mark_derived(json);
}

/* ---- what stands there by itself ---- */

static json_t *initial_value(const struct questionnaire *self, const struct item *item,
                             const char *text, const char **member)
{
    const char *type = questionnaire_type(self->form, item);
    struct edtf date;
    char *end;
    double number = strtod(text, &end);

    if (strcmp(type, "boolean") == 0) {
        bool yes = strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;

        *member = "valueBoolean";
        return yes || strcmp(text, "false") == 0 || strcmp(text, "no") == 0 ? json_boolean(yes)
                                                                            : NULL;
    }
    if (strcmp(type, "integer") == 0 || strcmp(type, "decimal") == 0) {
        bool whole = strcmp(type, "integer") == 0;

        *member = whole ? "valueInteger" : "valueDecimal";
        if (*end || end == text || !(number > INT32_MIN && number < INT32_MAX) ||
            (whole && strspn(text, "-0123456789") != strlen(text)))
            return NULL;
        return whole ? json_integer((json_int_t)number) : questionnaire_number(number);
    }
    if (strcmp(type, "date") == 0) {
        *member = "valueDate";
        return strspn(text, "-0123456789") == strlen(text) && strlen(text) <= 10 &&
                       edtf_parse(&date, text, strlen(text), NULL) && text[0] != '-'
                   ? json_string(text)
                   : NULL;
    }
    *member = "valueString";
    return strcmp(type, "string") == 0 || strcmp(type, "text") == 0 ? json_string(text) : NULL;
}

static void put_initial(const struct questionnaire *self, json_t *json, const struct item *item,
                        const char *text)
{
    const char *member;
    json_t *value = initial_value(self, item, text, &member), *list, *initial;

    if (!value) {
        losses_add(self->losses, item, _("a default that FHIR has no value for"));
        return;
    }
    list = json_array();
    initial = json_object();
    json_object_set_new(initial, member, value);
    json_array_append_new(list, initial);
    json_object_set_new(json, "initial", list);
}

static void put_default(const struct questionnaire *self, json_t *json, const struct item *item)
{
    struct rule_source nothing = {0};
    struct buf text = BUF_INIT;

    if (!item->default_value || item->calculation || item->type == ITEM_RANK)
        return;
    if (rule_is_constant(item->default_value)) {
        rule_result(&text, item->default_value, &nothing);
        if (text.length > 0 && !item->choices)
            put_initial(self, json, item, buf_text(&text));
    } else if (questionnaire_path(&text, self->form, item, item->default_value, false, NULL)) {
        questionnaire_extend_path(json, SDC_EXTENSION "sdc-questionnaire-initialExpression", NULL,
                                  buf_text(&text));
    } else {
        losses_add(self->losses, item, _("a default that FHIRPath has no words for"));
    }
    buf_finish(&text);
}

static void put_calculation(const struct questionnaire *self, json_t *json,
                            const struct item *item)
{
    struct buf path = BUF_INIT;

    if (!item->calculation)
        return;
    if (questionnaire_path(&path, self->form, item, item->calculation, false, NULL))
        questionnaire_extend_path(json, SDC_EXTENSION "sdc-questionnaire-calculatedExpression",
                                  NULL, buf_text(&path));
    else
        losses_add(self->losses, item,
                   _("a calculation that FHIRPath has no words for: there, it stays empty"));
    buf_finish(&path);
}

void questionnaire_put_logic(const struct questionnaire *self, json_t *json,
                             const struct item *item)
{
    put_relevant(self, json, item);
    put_own_constraint(self, json, item);
    put_quantity_bounds(json, item);
    put_rank_constraint(json, item);
    put_default(self, json, item);
    put_calculation(self, json, item);
}
