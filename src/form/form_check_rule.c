/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint for conditions: what they refer to, what it is held against, and whether
 * they can ever hold.
 */
#include "form/form_check.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "form/rule_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rule_check {
    struct check_place place;
    const struct rule *rule;
    bool own; /* "." has a meaning: it is a constraint */
};

static struct position position_of(const struct rule_check *check, unsigned column)
{
    struct position start = {check->rule->line, check->rule->column};

    if (check->place.report->count >= POSITION_MAX)
        return start;
    return position_in_scalar(check->place.form, start, check->rule->text, column);
}

static void found(struct rule_check *check, enum report_severity severity, const char *code,
                  unsigned column, const char *format, ...) PRINTF_LIKE(5, 6);
static void found(struct rule_check *check, enum report_severity severity, const char *code,
                  unsigned column, const char *format, ...)
{
    struct report *report = check->place.report;
    struct position at = position_of(check, column);
    char message[1024];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    report_add(report, severity, code, at.line, at.column, check->place.item->name, "%s", message);
}

static bool is_select(const struct item *item)
{
    return item->type == ITEM_SELECT_ONE || item->type == ITEM_SELECT_MULTIPLE ||
           item->type == ITEM_RANK;
}

static bool has_order(enum item_type type)
{
    switch (type) {
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
    case ITEM_QUANTITY:
    case ITEM_RANGE:
    case ITEM_DATE:
    case ITEM_TIME:
    case ITEM_DATETIME:
    case ITEM_CALCULATE:
        return true;
    default:
        return false;
    }
}

/* A text that is held against a choice must be one of the choices. */
static void check_code(struct rule_check *check, const struct item *target, const char *code,
                       unsigned column)
{
    const struct choice_list *list = target->choices;
    const char **codes, *nearest;
    char hint[128] = "";

    if (form_choice(target, code) || code[0] == '\0' ||
        (target->other && strcmp(code, "other") == 0))
        return;
    codes = alloc_array(list->count + 1, sizeof(*codes));
    for (size_t i = 0; i < list->count; i++)
        codes[i] = list->choices[i].name;
    nearest = report_nearest(check->place.report, code, codes, list->count);
    free(codes);
    if (nearest)
        (void)snprintf(hint, sizeof(hint), _(". Did you mean '%s'?"), nearest);
    found(check, REPORT_ERROR, "E312", column, _("'%.64s' is no choice of ${%s}%s"), code,
          target->name, hint);
}

static bool is_truth(const char *literal)
{
    static const char *const words[] = {"yes", "no", "true", "false"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(literal, words[i]) == 0)
            return true;
    return false;
}

/* A text that no answer of this type can ever be. */
static void check_literal(struct rule_check *check, const struct item *target, const char *literal,
                          unsigned column)
{
    struct edtf date;

    /* '' asks whether there is an answer: that fits every type. */
    if (literal[0] == '\0')
        return;
    if (is_select(target))
        check_code(check, target, literal, column);
    else if (target->type == ITEM_INTEGER && strspn(literal, "-0123456789") != strlen(literal))
        found(check, REPORT_ERROR, "E313", column,
              _("${%s} is a whole number and is compared with a text"), target->name);
    else if (target->type == ITEM_YES_NO && !is_truth(literal))
        found(check, REPORT_ERROR, "E313", column,
              _("${%s} is a yes or a no; compare it with true() or false()"), target->name);
    else if (target->type == ITEM_DATE && !edtf_parse(&date, literal, strlen(literal), NULL))
        found(check, REPORT_ERROR, "E313", column,
              _("${%s} is a date; write a date as '1998', '1998-05' or '1998-05-31'"),
              target->name);
}

/* An answer alone where something has to hold: it says less than whoever wrote it meant. */
static void check_bare(struct rule_check *check, const struct rule_node *node)
{
    bool own = node->kind == RULE_NODE_OWN;
    const struct item *target = own ? check->place.item : NULL;

    if (node->kind == RULE_NODE_REFERENCE)
        target = form_find(check->place.form, node->text);
    if (node->kind == RULE_NODE_TEXT || node->kind == RULE_NODE_NUMBER)
        found(check, REPORT_WARNING, "W412", node->column, _("this is the same for every answer"));
    if (!target || !item_takes_answer(target) || target->type == ITEM_YES_NO ||
        target->type == ITEM_CALCULATE)
        return;
    if (target->type == ITEM_INTEGER || target->type == ITEM_DECIMAL ||
        target->type == ITEM_QUANTITY || target->type == ITEM_RANGE)
        found(check, REPORT_WARNING, "W420", node->column,
              _("a number alone holds unless it is 0; compare it, or write answered(${%s})"),
              target->name);
    else
        found(check, REPORT_WARNING, "W420", node->column,
              _("an answer alone holds as soon as it is there; compare it, or write "
                "answered(${%s})"),
              target->name);
}

/* Where and, or, not() and the whole of a condition ask whether something holds. */
static void check_conditions(struct rule_check *check, bool condition)
{
    const struct rule *rule = check->rule;

    if (condition)
        check_bare(check, &rule->nodes[rule->count - 1]);
    for (size_t i = 0; i < rule->count; i++) {
        enum rule_node_kind kind = rule->nodes[i].kind;

        if (kind != RULE_NODE_AND && kind != RULE_NODE_OR && kind != RULE_NODE_NOT)
            continue;
        for (unsigned j = 0; j < rule->nodes[i].operands; j++)
            check_bare(check, &rule->nodes[rule_operand(rule, i, j)]);
    }
}

static bool has_days(enum item_type type)
{
    return type == ITEM_DATE || type == ITEM_DATETIME || type == ITEM_TIME;
}

/* A date held against a number, or a choice against one that is none. */
static void check_number(struct rule_check *check, const struct rule_node *answer,
                         const struct rule_node *number)
{
    const struct item *target = NULL;

    if (answer->kind == RULE_NODE_OWN)
        target = check->place.item;
    else if (answer->kind == RULE_NODE_REFERENCE)
        target = form_find(check->place.form, answer->text);
    if (target && number->kind == RULE_NODE_NUMBER && has_days(target->type))
        found(check, REPORT_WARNING, "W421", number->column,
              _("as a number, a date counts the days since 1970 and a time the part of a day; "
                "write a date as '1998', '1998-05' or '1998-05-31'"));
}

static void check_numbers(struct rule_check *check, size_t index)
{
    const struct rule_node *left = &check->rule->nodes[rule_operand(check->rule, index, 0)];
    const struct rule_node *right = &check->rule->nodes[rule_operand(check->rule, index, 1)];

    check_number(check, left, right);
    check_number(check, right, left);
}

/* ${x} of a choice_filter's bare name: some choice has to have it. */
static void check_attribute(struct rule_check *check, const struct rule_node *node)
{
    const struct choice_list *list = check->place.item->choices;
    const char *names[64], *nearest;
    char hint[128] = "";
    size_t count = 0;

    names[count++] = "name";
    for (size_t i = 0; list && i < list->count; i++) {
        const struct choice *choice = &list->choices[i];

        for (size_t j = 0; j < choice->attribute_count; j++) {
            if (strcmp(choice->attributes[j].name, node->text) == 0)
                return;
            if (count < sizeof(names) / sizeof(names[0]))
                names[count++] = choice->attributes[j].name;
        }
    }
    if (strcmp(node->text, "name") == 0)
        return;
    nearest = report_nearest(check->place.report, node->text, names, count);
    if (nearest)
        (void)snprintf(hint, sizeof(hint), _(". Did you mean %s?"), nearest);
    found(check, REPORT_ERROR, "E322", node->column, _("no choice of the list has the key %.64s%s"),
          node->text, hint);
}

static void note_use(void *self, enum rule_use use, const char *name, const char *literal,
                     unsigned column)
{
    struct rule_check *check = self;
    bool own = strcmp(name, ".") == 0;
    const struct item *target = own ? check->place.item : form_find(check->place.form, name);

    /* References that lead nowhere are found where they stand. */
    if (!target || !item_takes_answer(target))
        return;
    switch (use) {
    case RULE_EQUALS:
        if (target->type == ITEM_SELECT_MULTIPLE && (!literal || literal[0] != '\0'))
            found(check, REPORT_ERROR, "E311", column,
                  _("= holds only when it is the one choice; write selected(${%s}, '…')"),
                  target->name);
        if (literal)
            check_literal(check, target, literal, column);
        break;
    case RULE_SELECTED:
        if (!is_select(target))
            found(check, REPORT_ERROR, "E313", column,
                  _("selected() takes a select_one or select_multiple, and ${%s} is of type %s"),
                  target->name, item_type_name(target->type));
        else if (literal)
            check_code(check, target, literal, column);
        break;
    case RULE_COUNT_SELECTED:
        if (target->type != ITEM_SELECT_MULTIPLE && target->type != ITEM_RANK)
            found(check, REPORT_ERROR, "E313", column,
                  _("count-selected() takes a select_multiple, and ${%s} is of type %s"),
                  target->name, item_type_name(target->type));
        break;
    case RULE_ORDER:
        if (!has_order(target->type))
            found(check, REPORT_ERROR, "E313", column,
                  _("${%s} is of type %s, which is neither more nor less"), target->name,
                  item_type_name(target->type));
        else if (literal)
            check_literal(check, target, literal, column);
        break;
    case RULE_COUNT:
        break;
    }
}

static void check_node(struct rule_check *check, size_t index)
{
    const struct rule_node *node = &check->rule->nodes[index];
    const struct rule_node *before = index > 0 ? node - 1 : NULL;

    switch (node->kind) {
    case RULE_NODE_REFERENCE:
        if (check_reach(check->place.form, check->place.item, node->text))
            break;
        check->place.position = position_of(check, node->column);
        check_reference(&check->place, node->text);
        break;
    case RULE_NODE_SET:
        check->place.position = position_of(check, node->column);
        check_set(&check->place, node->text, node->set_of == RULE_NODE_COUNT);
        break;
    case RULE_NODE_OWN:
        if (!check->own)
            found(check, REPORT_ERROR, "E318", node->column,
                  _(". is the own answer, which only a constraint can ask for"));
        break;
    case RULE_NODE_ONCE:
        if (check->rule != check->place.item->calculation || index + 1 < check->rule->count)
            found(check, REPORT_ERROR, "E320", node->column,
                  _("once() keeps what a calculation came to first: it has to be all of it"));
        break;
    case RULE_NODE_POSITION:
        if (!item_repeat(check->place.item))
            found(check, REPORT_ERROR, "E313", node->column,
                  _("position(..) is the number of a row, and this item is in no repeat"));
        break;
    case RULE_NODE_ATTRIBUTE:
        check_attribute(check, node);
        break;
    case RULE_NODE_EQUAL:
    case RULE_NODE_UNEQUAL:
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        check_numbers(check, index);
        break;
    case RULE_NODE_NOT:
        if (before->kind == RULE_NODE_NOT || before->kind == RULE_NODE_UNEQUAL)
            found(check, REPORT_WARNING, "W408", node->column,
                  _("not() of a negation is hard to read; say it the other way round"));
        break;
    default:
        break;
    }
}

static void check_never(struct rule_check *check, unsigned column)
{
    if (check->own)
        found(check, REPORT_ERROR, "E317", column, _("no answer can ever fulfil this constraint"));
    else if (check->rule == check->place.item->relevant)
        found(check, REPORT_ERROR, "E317", column, _("this item can never be asked"));
    else
        found(check, REPORT_ERROR, "E317", column, _("this can never hold"));
}

/* CONDITION: it has to hold for something to be; else it comes to a value. */
static void check_rule(const struct form *form, struct report *report, const struct item *item,
                       const struct rule *rule, bool own, bool condition)
{
    const struct rule_source nobody = {0};
    struct rule_check check = {{form, report, item, {0, 0}}, rule, own};
    unsigned column = 0;

    if (!rule)
        return;
    for (size_t i = 0; i < rule->count; i++)
        check_node(&check, i);
    rule_each_use(rule, note_use, &check);
    if (!rule_is_constant(rule)) {
        check_conditions(&check, condition);
        column = condition ? check_contrary(form, item, rule) : 0;
    } else if (condition && (rule == item->required_when || rule_holds(rule, &nobody))) {
        found(&check, REPORT_WARNING, "W412", 1, _("this is the same for every answer"));
    } else if (condition) {
        column = 1;
    }
    if (column > 0)
        check_never(&check, column);
}

static void check_triggers(const struct form *form, struct report *report, const struct item *item)
{
    struct check_place place = {form, report, item, {item->line, item->column}};

    for (size_t i = 0; i < item->trigger_count; i++) {
        const struct item *target = form_find(form, item->triggers[i]);

        if (!target || !item_takes_answer(target))
            check_reference(&place, item->triggers[i]);
    }
}

void check_rules(const struct form *form, struct report *report)
{
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];

        check_rule(form, report, item, item->relevant, false, true);
        check_rule(form, report, item, item->constraint, true, true);
        check_rule(form, report, item, item->required_when, false, true);
        check_rule(form, report, item, item->suggest_when, false, true);
        check_rule(form, report, item, item->calculation, false, false);
        check_rule(form, report, item, item->default_value, false, false);
        check_rule(form, report, item, item->repeat_count, false, false);
        check_rule(form, report, item, item->choice_filter, false, false);
        check_triggers(form, report, item);
    }
}
