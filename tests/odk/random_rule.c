/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A condition begins with an item that can be seen from here; its type decides
 * what may be asked of it.
 */
#include "tests/odk/random_rule.h"

#include <stdio.h>
#include <string.h>

struct place_of_rule {
    const struct draft *draft;
    struct chance *chance;
    size_t self;
    bool own; /* the own value may be asked about */
};

static const char *const orders[] = {"=", "!=", "<", "<=", ">", ">="};
static const char *const words[] = {"a", "ab", "yes", "12", "x", "0"};
static const char *const days[] = {"1998-05-09", "2020-02-29", "2024-03-01", "2140-01-01"};
static const char *const clocks[] = {"06:30:00", "12:00:00", "23:59:00"};

static size_t repeat_of(const struct draft *draft, size_t item)
{
    for (size_t i = draft->items[item].parent; i != DRAFT_NONE; i = draft->items[i].parent)
        if (draft->items[i].type == ITEM_REPEAT)
            return i;
    return DRAFT_NONE;
}

/* Whether ITEM is in a row of REPEAT. */
static bool is_inside(const struct draft *draft, size_t item, size_t repeat)
{
    for (size_t i = repeat_of(draft, item); i != DRAFT_NONE; i = repeat_of(draft, i))
        if (i == repeat)
            return true;
    return repeat == DRAFT_NONE;
}

static bool is_number(enum item_type type)
{
    return type == ITEM_INTEGER || type == ITEM_DECIMAL || type == ITEM_QUANTITY ||
           type == ITEM_RANGE;
}

/* An item that can be seen; TYPE ITEM_NOTE: of any type, ITEM_INTEGER: any number. */
static bool pick(const struct place_of_rule *place, enum item_type type, size_t *out)
{
    const struct draft *draft = place->draft;
    size_t found[DRAFT_MAX], count = 0;

    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_item *item = &draft->items[i];
        bool fits = type == ITEM_NOTE      ? item->type < ITEM_GROUP && item->type != ITEM_NOTE
                    : type == ITEM_INTEGER ? is_number(item->type)
                                           : item->type == type;
        size_t repeat = repeat_of(draft, i);

        if (fits && !item->filtered && i != place->self &&
            item->rank < draft->items[place->self].rank && is_inside(draft, place->self, repeat))
            found[count++] = i;
    }
    if (count > 0)
        *out = found[chance_below(place->chance, count)];
    return count > 0;
}

/* A number inside a repeat below here. */
static bool pick_set(const struct place_of_rule *place, size_t *out)
{
    const struct draft *draft = place->draft;
    size_t found[DRAFT_MAX], count = 0;

    for (size_t i = 0; i < draft->count; i++) {
        size_t repeat = repeat_of(draft, i);

        if (is_number(draft->items[i].type) && repeat != DRAFT_NONE && repeat != place->self &&
            draft->items[i].rank < draft->items[place->self].rank &&
            repeat_of(draft, repeat) == repeat_of(draft, place->self))
            found[count++] = i;
    }
    if (count > 0)
        *out = found[chance_below(place->chance, count)];
    return count > 0;
}

static const char *order(const struct place_of_rule *place)
{
    return orders[chance_below(place->chance, 6)];
}

static void add_sum(struct buf *out, const struct place_of_rule *place, const char *name)
{
    static const char *const signs[] = {"+", "-", "*", "div", "mod"};
    size_t other, number = chance_below(place->chance, 5);
    const char *sign = signs[chance_below(place->chance, 5)];

    if (chance_percent(place->chance, 50) && pick(place, ITEM_INTEGER, &other))
        buf_add_format(out, "%s %s ${q%zu}", name, sign, other);
    else
        buf_add_format(out, "%s %s %zu", name, sign, number);
}

static void about_number(struct buf *out, const struct place_of_rule *place, const char *name)
{
    size_t other, number = chance_below(place->chance, 8);

    switch (chance_below(place->chance, 6)) {
    case 0:
        buf_add_format(out, "%s", name);
        break;
    case 1:
        add_sum(out, place, name);
        buf_add_format(out, " %s %zu", order(place), number);
        break;
    case 2:
        buf_add_format(out, "coalesce(%s, %zu) %s 3", name, number, order(place));
        break;
    case 3:
        if (pick(place, ITEM_INTEGER, &other)) {
            buf_add_format(out, "%s %s ${q%zu}", name, order(place), other);
            break;
        }
        buf_add_format(out, "%s = %zu.5", name, number);
        break;
    case 4:
        buf_add_format(out, "max(%s, 2) %s %zu", name, order(place), number);
        break;
    default:
        buf_add_format(out, "%s %s %zu", name, order(place), number);
        break;
    }
}

static void about_text(struct buf *out, const struct place_of_rule *place, const char *name)
{
    const char *word = words[chance_below(place->chance, 6)];

    switch (chance_below(place->chance, 7)) {
    case 0:
        buf_add_format(out, "contains(%s, '%s')", name, word);
        break;
    case 1:
        buf_add_format(out, "starts-with(%s, '%s')", name, word);
        break;
    case 2:
        buf_add_format(out, "string-length(%s) %s 2", name, order(place));
        break;
    case 3:
        buf_add_format(out, "regex(%s, '[a-c]+')", name);
        break;
    case 4:
        buf_add_format(out, "concat(%s, 'a') = '%sa'", name, word);
        break;
    case 5:
        buf_add_format(out, "%s %s 5", name, order(place));
        break;
    default:
        buf_add_format(out, "%s %s '%s'", name,
                       chance_percent(place->chance, 50) ? "=" : "!=", word);
        break;
    }
}

static void about_yes_no(struct buf *out, const struct place_of_rule *place, const char *name)
{
    static const char *const ways[] = {"%s = true()", "%s = false()", "%s = 'yes'", "%s != 'no'",
                                       "%s",          "%s != true()", "not(%s)"};
    size_t way = chance_below(place->chance, 7), other;
    const char *at = strstr(ways[way], "%s");

    if (chance_percent(place->chance, 15) && pick(place, ITEM_YES_NO, &other)) {
        buf_add_format(out, "%s = ${q%zu}", name, other);
        return;
    }
    buf_add(out, ways[way], (size_t)(at - ways[way]));
    buf_add_text(out, name);
    buf_add_text(out, at + 2);
}

static void about_choices(struct buf *out, const struct place_of_rule *place, const char *name,
                          bool one)
{
    static const char *const codes[] = {"a", "b", "c", "none"};
    const char *code = codes[chance_below(place->chance, 4)];
    size_t other;

    if (one && chance_percent(place->chance, 15) && pick(place, ITEM_SELECT_ONE, &other))
        buf_add_format(out, "%s = ${q%zu}", name, other);
    else if (one && chance_percent(place->chance, 50))
        buf_add_format(out, "%s %s '%s'", name,
                       chance_percent(place->chance, 50) ? "=" : "!=", code);
    else if (chance_percent(place->chance, 35))
        buf_add_format(out, "count-selected(%s) %s %zu", name, order(place),
                       chance_below(place->chance, 3));
    else
        buf_add_format(out, "selected(%s, '%s')", name, code);
}

static void about_date(struct buf *out, const struct place_of_rule *place, const char *name)
{
    const char *day = days[chance_below(place->chance, 4)];
    size_t other;

    switch (chance_below(place->chance, 6)) {
    case 0:
        buf_add_format(out, "%s %s today()", name, order(place));
        break;
    case 1:
        buf_add_format(out, "today() - %s %s 1000", name, order(place));
        break;
    case 2:
        buf_add_format(out, "age-in-years(%s) %s 18", name, order(place));
        break;
    case 3:
        if (pick(place, ITEM_DATE, &other)) {
            buf_add_format(out, "%s %s ${q%zu}", name, order(place), other);
            break;
        }
        buf_add_format(out, "%s %s '2020'", name, order(place));
        break;
    default:
        buf_add_format(out, "%s %s '%s'", name, order(place), day);
        break;
    }
}

static void about(struct buf *out, const struct place_of_rule *place, enum item_type type,
                  const char *name)
{
    if (chance_percent(place->chance, 12)) {
        buf_add_format(out, chance_percent(place->chance, 50) ? "answered(%s)" : "%s = ''", name);
        return;
    }
    switch (type) {
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
    case ITEM_QUANTITY:
    case ITEM_RANGE:
        about_number(out, place, name);
        break;
    case ITEM_YES_NO:
        about_yes_no(out, place, name);
        break;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
    case ITEM_RANK:
        about_choices(out, place, name, type == ITEM_SELECT_ONE);
        break;
    case ITEM_DATE:
        about_date(out, place, name);
        break;
    case ITEM_DATETIME:
        buf_add_format(out, "%s %s '%sT12:00:00'", name, order(place),
                       days[chance_below(place->chance, 4)]);
        break;
    case ITEM_TIME:
        buf_add_format(out, "%s %s '%s'", name, order(place),
                       clocks[chance_below(place->chance, 3)]);
        break;
    default:
        about_text(out, place, name);
        break;
    }
}

static void leaf(struct buf *out, const struct place_of_rule *place)
{
    const struct draft *draft = place->draft;
    size_t target, kind = chance_below(place->chance, 100);
    char name[24];

    if (place->own && kind < 70) {
        about(out, place, draft->items[place->self].type, ".");
    } else if (kind < 14 && pick(place, ITEM_REPEAT, &target)) {
        buf_add_format(out, "count(${q%zu}) %s %zu", target, order(place),
                       chance_below(place->chance, 3));
    } else if (kind < 22 && pick_set(place, &target)) {
        buf_add_format(out, "%s(${q%zu}) %s %zu", chance_percent(place->chance, 50) ? "sum" : "max",
                       target, order(place), chance_below(place->chance, 9));
    } else if (kind < 30 && repeat_of(draft, place->self) != DRAFT_NONE) {
        buf_add_format(out, "position(..) %s %zu", order(place),
                       1 + chance_below(place->chance, 2));
    } else if (pick(place, ITEM_NOTE, &target)) {
        snprintf(name, sizeof(name), "${q%zu}", target);
        about(out, place, draft->items[target].type, name);
    } else {
        buf_add_text(out, chance_percent(place->chance, 80) ? "true()" : "today() > '2020-01-01'");
    }
}

static void condition(struct buf *out, const struct place_of_rule *place, unsigned depth)
{
    size_t kind = chance_below(place->chance, 100);

    if (depth == 0 || kind < 55) {
        leaf(out, place);
    } else if (kind < 75) {
        buf_add_char(out, '(');
        condition(out, place, depth - 1);
        buf_add_text(out, chance_percent(place->chance, 50) ? ") or (" : ") and (");
        condition(out, place, depth - 1);
        buf_add_char(out, ')');
    } else if (kind < 87) {
        buf_add_text(out, "not(");
        condition(out, place, depth - 1);
        buf_add_char(out, ')');
    } else {
        buf_add_text(out, "if(");
        condition(out, place, depth - 1);
        buf_add_text(out, ", ");
        condition(out, place, 0);
        buf_add_text(out, ", ");
        condition(out, place, 0);
        buf_add_char(out, ')');
    }
}

static void value(struct buf *out, const struct place_of_rule *place)
{
    char name[24];
    size_t target;

    switch (chance_below(place->chance, 6)) {
    case 0:
    case 1:
        if (pick(place, ITEM_INTEGER, &target)) {
            snprintf(name, sizeof(name), "${q%zu}", target);
            add_sum(out, place, name);
            return;
        }
        buf_add_text(out, "1 + 1");
        return;
    case 2:
        if (pick(place, ITEM_NOTE, &target)) {
            buf_add_format(out, "concat('<', ${q%zu}, '>')", target);
            return;
        }
        buf_add_text(out, "'ab'");
        return;
    case 3:
        buf_add_text(out, "if(");
        condition(out, place, 1);
        buf_add_text(out, ", 3, 4)");
        return;
    case 4:
        if (pick_set(place, &target)) {
            buf_add_format(out, "sum(${q%zu})", target);
            return;
        }
        buf_add_text(out, "2 * 3");
        return;
    default:
        if (pick(place, ITEM_TEXT, &target))
            buf_add_format(out, "coalesce(${q%zu}, 'ab')", target);
        else
            buf_add_text(out, "'12'");
        return;
    }
}

bool random_seen(size_t *out, struct chance *chance, const struct draft *draft, size_t self,
                 enum item_type type)
{
    const struct place_of_rule place = {draft, chance, self, false};

    return pick(&place, type, out);
}

void random_rule(struct buf *out, struct chance *chance, const struct draft *draft, size_t self,
                 enum rule_kind kind)
{
    struct place_of_rule place = {draft, chance, self, kind == RULE_CONSTRAINT};

    if (kind == RULE_VALUE)
        value(out, &place);
    else
        condition(out, &place, 2);
}
