/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First the tree of items, then their conditions: every item has a rank above
 * that of the group around it, and looks only at items of a lower rank, before or
 * behind it, so that nothing ever goes round in a circle.
 */
#include "tests/odk/random_form.h"

#include "tests/odk/random_rule.h"

#include <stdio.h>
#include <string.h>

uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

size_t chance_below(struct chance *chance, size_t limit)
{
    return (size_t)(chance_next(chance) % limit);
}

bool chance_percent(struct chance *chance, unsigned percent)
{
    return chance_below(chance, 100) < percent;
}

static const enum item_type leaves[] = {
    ITEM_TEXT,
    ITEM_INTEGER,
    ITEM_INTEGER,
    ITEM_DECIMAL,
    ITEM_QUANTITY,
    ITEM_RANGE,
    ITEM_YES_NO,
    ITEM_YES_NO,
    ITEM_SELECT_ONE,
    ITEM_SELECT_ONE,
    ITEM_DATE,
    ITEM_TIME,
    ITEM_SELECT_MULTIPLE,
    ITEM_SELECT_MULTIPLE,
    ITEM_RANK,
    ITEM_DATETIME,
    ITEM_CALCULATE,
    ITEM_CALCULATE,
    ITEM_NOTE,
    ITEM_NOTE,
};
#define LEAF_COUNT (sizeof(leaves) / sizeof(leaves[0]))

static void grow(struct draft *draft, struct chance *chance, size_t parent, unsigned depth,
                 size_t count)
{
    for (size_t i = 0; i < count && draft->count < DRAFT_MAX; i++) {
        struct draft_item *item = &draft->items[draft->count];
        size_t self = draft->count++;
        size_t kind = chance_below(chance, 100);

        item->parent = parent;
        item->depth = depth;
        item->rank = (parent == DRAFT_NONE ? 0 : draft->items[parent].rank) + 1 +
                     (unsigned)chance_below(chance, 12);
        item->type = leaves[chance_below(chance, LEAF_COUNT)];
        item->filtered = item->type == ITEM_SELECT_ONE && chance_percent(chance, 25);
        if (depth < 4 && kind < 24) {
            item->type = kind < 12 ? ITEM_GROUP : ITEM_REPEAT;
            grow(draft, chance, self, depth + 1, 1 + chance_below(chance, 4));
        }
    }
}

static void indent(struct buf *out, const struct draft_item *item)
{
    buf_add_repeat(out, "    ", item->depth + 1u);
}

static void write_rule(struct buf *out, struct chance *chance, const struct draft *draft,
                       size_t self, const char *key, enum rule_kind kind)
{
    indent(out, &draft->items[self]);
    buf_add_format(out, "%s: >-\n", key);
    indent(out, &draft->items[self]);
    buf_add_text(out, "  ");
    random_rule(out, chance, draft, self, kind);
    buf_add_char(out, '\n');
}

static void write_filter(struct buf *out, struct chance *chance, const struct draft *draft,
                         size_t self)
{
    static const char *const filters[] = {"region = 'north'", "region != 'east'", "not(size > 3)",
                                          "size = 2 or name = 'w'"};
    size_t other;

    indent(out, &draft->items[self]);
    if (chance_percent(chance, 40) && random_seen(&other, chance, draft, self, ITEM_INTEGER))
        buf_add_format(out, "choice_filter: \"size > ${q%zu}\"\n", other);
    else if (chance_percent(chance, 50) &&
             random_seen(&other, chance, draft, self, ITEM_SELECT_MULTIPLE))
        buf_add_format(out, "choice_filter: \"selected(${q%zu}, letter)\"\n", other);
    else
        buf_add_format(out, "choice_filter: \"%s\"\n", filters[chance_below(chance, 4)]);
}

/* ALWAYS: it is asked from the beginning. */
static void write_default(struct buf *out, struct chance *chance, const struct draft *draft,
                          size_t self, bool always)
{
    const struct draft_item *item = &draft->items[self];
    size_t other;

    indent(out, item);
    if (always && item->type == ITEM_INTEGER && chance_percent(chance, 40) &&
        random_seen(&other, chance, draft, self, ITEM_INTEGER))
        buf_add_format(out, "default: \"${q%zu} + 1\"\n", other);
    else if (item->type == ITEM_INTEGER)
        buf_add_format(out, "default: %zu\n", chance_below(chance, 9));
    else if (item->type == ITEM_YES_NO)
        buf_add_format(out, "default: \"%s()\"\n", chance_percent(chance, 50) ? "true" : "false");
    else if (item->type == ITEM_DATE)
        buf_add_text(out, always && chance_percent(chance, 50) ? "default: today()\n"
                                                               : "default: \"'2020-02-29'\"\n");
}

static bool can_begin_with(enum item_type type)
{
    return type == ITEM_INTEGER || type == ITEM_YES_NO || type == ITEM_DATE;
}

static void write_type(struct buf *out, struct chance *chance, const struct draft *draft,
                       size_t self)
{
    const struct draft_item *item = &draft->items[self];
    size_t other;

    switch (item->type) {
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
        if (chance_percent(chance, 30)) {
            indent(out, item);
            buf_add_format(out, "min: %zu\n", chance_below(chance, 4));
        }
        if (chance_percent(chance, 30)) {
            indent(out, item);
            buf_add_format(out, "max: %zu\n", 5 + chance_below(chance, 6));
        }
        break;
    case ITEM_RANGE:
        indent(out, item);
        buf_add_text(out, "min: 0\n");
        indent(out, item);
        buf_add_text(out, "max: 10\n");
        break;
    case ITEM_QUANTITY:
        indent(out, item);
        buf_add_text(out, chance_percent(chance, 50) ? "units: [kg]\n" : "units: [mo, a]\n");
        break;
    case ITEM_TEXT:
        if (chance_percent(chance, 20)) {
            indent(out, item);
            buf_add_format(out, "max_length: %zu\n", 1 + chance_below(chance, 4));
        }
        if (chance_percent(chance, 15)) {
            indent(out, item);
            buf_add_text(out, "pattern: '[a-c0-9]+'\n");
        }
        break;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
    case ITEM_RANK:
        indent(out, item);
        buf_add_format(out, "choices: %s\n", item->filtered ? "places" : "abc");
        if (item->filtered)
            write_filter(out, chance, draft, self);
        else if (item->type != ITEM_RANK && chance_percent(chance, 30)) {
            indent(out, item);
            buf_add_text(out, "other: true\n");
        }
        break;
    case ITEM_CALCULATE:
        write_rule(out, chance, draft, self, "calculation", RULE_VALUE);
        if (chance_percent(chance, 30) && random_seen(&other, chance, draft, self, ITEM_TEXT) &&
            draft->items[other].parent == item->parent) {
            indent(out, item);
            buf_add_format(out, "trigger: q%zu\n", other);
        }
        break;
    case ITEM_REPEAT:
        if (chance_percent(chance, 35) && random_seen(&other, chance, draft, self, ITEM_INTEGER)) {
            indent(out, item);
            buf_add_format(out, "repeat_count: \"${q%zu} - 2\"\n", other);
        }
        break;
    default:
        break;
    }
}

static void write_item(struct buf *out, struct chance *chance, const struct draft *draft,
                       size_t self)
{
    const struct draft_item *item = &draft->items[self];
    bool answers = item->type != ITEM_NOTE && item->type != ITEM_GROUP &&
                   item->type != ITEM_REPEAT && item->type != ITEM_CALCULATE;
    bool relevant = chance_percent(chance, 55);

    buf_add_repeat(out, "    ", item->depth);
    buf_add_format(out, "  - name: q%zu\n", self);
    indent(out, item);
    buf_add_format(out, "type: %s\n", item_type_name(item->type));
    indent(out, item);
    buf_add_format(out, "label: Item %zu\n", self);
    if (relevant)
        write_rule(out, chance, draft, self, "relevant", RULE_CONDITION);
    write_type(out, chance, draft, self);
    if (answers && chance_percent(chance, 30)) {
        if (chance_percent(chance, 40)) {
            indent(out, item);
            buf_add_text(out, "required: true\n");
        } else {
            write_rule(out, chance, draft, self, "required", RULE_CONDITION);
        }
    }
    if (answers && !item->filtered && chance_percent(chance, 35))
        write_rule(out, chance, draft, self, "constraint", RULE_CONSTRAINT);
    if (can_begin_with(item->type) && chance_percent(chance, 15))
        write_default(out, chance, draft, self, !relevant && item->depth == 0);
    if (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) {
        indent(out, item);
        buf_add_text(out, "items:\n");
        for (size_t i = self + 1; i < draft->count; i++)
            if (draft->items[i].parent == self)
                write_item(out, chance, draft, i);
    }
}

void random_form(struct buf *out, struct chance *chance, const char *form_id)
{
    struct draft draft = {.count = 0};

    grow(&draft, chance, DRAFT_NONE, 0, 4 + chance_below(chance, 7));
    buf_add_format(out, "form_id: %s\nversion: \"1\"\nform_title: Random\nlanguages: [en]\n",
                   form_id);
    buf_add_text(out, "choices:\n  abc:\n"
                      "    - {name: a, label: Ape}\n"
                      "    - {name: b, label: Bee}\n"
                      "    - {name: c, label: Cat}\n"
                      "    - {name: none, label: Nothing, exclusive: true}\n"
                      "  places:\n"
                      "    - {name: u, label: Up, region: north, size: 1, letter: a}\n"
                      "    - {name: v, label: Vale, region: south, size: 2, letter: b}\n"
                      "    - {name: w, label: West, region: north, size: 5, letter: c}\n"
                      "items:\n");
    for (size_t i = 0; i < draft.count; i++)
        if (draft.items[i].parent == DRAFT_NONE)
            write_item(out, chance, &draft, i);
}
