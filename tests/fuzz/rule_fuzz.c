/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a condition: refused with a place inside it, or a rule that has
 * the same result each time and the opposite one under not().
 */
#include "fuzz.h"

#include "form/rule.h"

#include <stdlib.h>
#include <string.h>

static const struct value *find_value(void *self, const char *name)
{
    const struct value *values = self;

    /* Every name has a value, of a kind that hangs on its length. */
    return &values[strlen(name) % 6];
}

static size_t count_rows(void *self, const char *name)
{
    (void)self;
    return strlen(name);
}

static void start_values(struct value values[6])
{
    memset(values, 0, 6 * sizeof(*values));
    value_set_text(&values[1], "some words", 10);
    value_set_integer(&values[2], 12);
    value_set_boolean(&values[3], true);
    value_add_choice(&values[4], "a");
    value_add_choice(&values[4], "b");
    value_set_other(&values[4], "more", 4);
    value_set_date(&values[5], "1998-05", 7);
}

static void note_use(void *self, enum rule_use use, const char *name, const char *literal,
                     unsigned column)
{
    const size_t *size = self;

    (void)use;
    if (name[0] == '\0' || column == 0 || column > *size || (literal && strlen(literal) > *size))
        abort();
}

static void use_rule(struct arena *arena, const struct rule *rule, size_t size)
{
    struct value values[6];
    struct rule_source source = {find_value, NULL, count_rows, NULL, 20780, 1, values};
    struct buf first = BUF_INIT, again = BUF_INIT, negated = BUF_INIT;
    struct rule *opposite;
    struct error err = {0};

    start_values(values);
    source.own = &values[5];
    rule_result(&first, rule, &source);
    rule_result(&again, rule, &source);
    if (strcmp(buf_text(&first), buf_text(&again)) != 0)
        abort();
    buf_add_format(&negated, "not(%s)", rule_text(rule));
    if (!rule_parse(&opposite, arena, buf_text(&negated), negated.length, &err)) {
        if (err.code != ERROR_LIMIT)
            abort();
    } else if (rule_holds(opposite, &source) == rule_holds(rule, &source)) {
        abort();
    }
    rule_each_use(rule, note_use, &size);
    for (size_t i = 0; i < rule_reference_count(rule); i++) {
        unsigned column;

        if (rule_reference(rule, i, &column)[0] == '\0' || column == 0 || column > size)
            abort();
    }
    for (size_t i = 0; i < 6; i++)
        value_finish(&values[i]);
    buf_finish(&first);
    buf_finish(&again);
    buf_finish(&negated);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_create();
    struct error err = {0};
    struct rule *rule;

    if (rule_parse(&rule, arena, (const char *)bytes, size, &err))
        use_rule(arena, rule, size);
    else if (err.code == ERROR_NONE || err.column == 0 || err.column > size + 1)
        abort();
    arena_destroy(arena);
    return 0;
}
