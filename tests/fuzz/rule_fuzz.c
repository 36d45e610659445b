/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a condition: refused with a place inside it, or a rule that comes
 * to what a second, naive evaluator finds, and to the opposite under not().
 *
 * The first byte chooses the answers and whether it is a choice filter.
 */
#include "fuzz.h"
#include "naive_rule.h"

#include "form/rule.h"

#include <stdlib.h>
#include <string.h>

#define VALUES 13

struct answers {
    struct value values[VALUES];
    size_t shift;
};

/* Every name has a value, of a kind that hangs on its letters. */
static const struct value *numbered(struct answers *answers, const char *name, size_t more)
{
    size_t sum = answers->shift + more;

    for (; *name; name++)
        sum += (unsigned char)*name;
    return &answers->values[sum % VALUES];
}

static const struct value *find_value(void *self, const char *name)
{
    return numbered(self, name, 0);
}

static size_t count_rows(void *self, const char *name)
{
    (void)self;
    return strlen(name) % 4;
}

static void each_row(void *self, const char *name,
                     void (*note)(void *list, const struct value *value), void *list)
{
    for (size_t i = 0; i < count_rows(self, name); i++)
        note(list, i == 2 ? NULL : numbered(self, name, i));
}

static const char *find_absent(void *self, const char *name)
{
    (void)self;
    return strlen(name) % 2 ? "declined" : NULL;
}

static const char *find_attribute(void *self, const char *name)
{
    (void)self;
    return strlen(name) % 3 == 0 ? NULL : strlen(name) % 3 == 1 ? "a" : "12";
}

static void start_values(struct value values[VALUES])
{
    memset(values, 0, VALUES * sizeof(*values));
    value_set_text(&values[1], "some words", 10);
    value_set_integer(&values[2], 12);
    value_set_boolean(&values[3], true);
    value_add_choice(&values[4], "a");
    value_add_choice(&values[4], "b");
    value_set_other(&values[4], "more", 4);
    value_set_date(&values[5], "1998-05", 7);
    value_set_date(&values[6], "2026-11-20", 10);
    value_set_text(&values[7], "2.50", 4);
    values[7].kind = VALUE_DECIMAL;
    values[7].decimal = 2.5;
    value_set_text(&values[8], "14:30", 5);
    values[8].kind = VALUE_TIME;
    value_set_date(&values[9], "when it rained", 14);
    value_set_boolean(&values[10], false);
    value_set_text(&values[11], " -7 ", 4);
    value_add_choice(&values[12], "a");
}

static void note_use(void *self, enum rule_use use, const char *name, const char *literal,
                     unsigned column)
{
    const size_t *size = self;

    (void)use;
    if (name[0] == '\0' || column == 0 || column > *size || (literal && strlen(literal) > *size))
        abort();
}

static void check_places(const struct rule *rule, size_t size)
{
    rule_each_use(rule, note_use, &size);
    for (size_t i = 0; i < rule_reference_count(rule); i++) {
        unsigned column;

        if (rule_reference(rule, i, &column)[0] == '\0' || column == 0 || column > size)
            abort();
    }
}

static void use_rule(struct arena *arena, const struct rule *rule, bool filter, size_t choice)
{
    struct answers answers = {.shift = choice};
    struct rule_source source = {find_value, find_absent,    count_rows, NULL, 20780, choice % 3,
                                 &answers,   each_row,       find_attribute, NULL, 0.75};
    struct buf first = BUF_INIT, second = BUF_INIT, negated = BUF_INIT;
    struct value value = VALUE_INIT;
    struct rule *opposite;
    struct error err = {0};
    bool holds;

    start_values(answers.values);
    source.own = &answers.values[(choice + 5) % VALUES];
    source.stored = choice % 2 ? &answers.values[choice % VALUES] : NULL;
    rule_result(&first, rule, &source);
    naive_rule(&second, &holds, rule_text(rule), filter, &source);
    if (strcmp(buf_text(&first), buf_text(&second)) != 0 || rule_holds(rule, &source) != holds)
        abort();
    buf_add_format(&negated, "not(%s)", rule_text(rule));
    if (!(filter ? rule_parse_filter : rule_parse)(&opposite, arena, buf_text(&negated),
                                                   negated.length, &err)) {
        if (err.code != ERROR_LIMIT)
            abort();
    } else if (rule_holds(opposite, &source) == holds) {
        abort();
    }
    rule_value(&value, rule, &source);
    if (value_is_empty(&value) != (first.length == 0))
        abort();
    if (rule_count(rule, &source, 7) > 7)
        abort();
    value_finish(&value);
    for (size_t i = 0; i < VALUES; i++)
        value_finish(&answers.values[i]);
    buf_finish(&first);
    buf_finish(&second);
    buf_finish(&negated);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_create();
    size_t choice = size > 0 ? bytes[0] % 64 : 0;
    bool filter = size > 0 && bytes[0] >= 224;
    const char *text = (const char *)bytes;
    struct error err = {0};
    struct rule *rule;

    /* A letter, a sign or a digit is part of the condition as well. */
    if (filter) {
        text++;
        size--;
    }
    if ((filter ? rule_parse_filter : rule_parse)(&rule, arena, text, size, &err)) {
        check_places(rule, size);
        use_rule(arena, rule, filter, choice);
    } else if (err.code == ERROR_NONE || err.column == 0 || err.column > size + 1) {
        abort();
    }
    arena_destroy(arena);
    return 0;
}
