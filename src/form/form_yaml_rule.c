/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys of items that hold a rule: conditions, calculations, defaults, patterns.
 */
#include "form/form_yaml.h"

#include "base/i18n.h"
#include "form/position.h"
#include "form/rule_function.h"

#include <string.h>

typedef bool rule_parser(struct rule **out, struct arena *arena, const char *text, size_t length,
                         struct error *err);

static void refuse_rule(struct form_reader *reader, const struct form_key *key,
                        const struct yaml_value *value, const struct error *err)
{
    struct position at = {value->line, value->column};

    if (reader->report->count < POSITION_MAX)
        at = position_in_scalar(reader->form, at, value->text, err->column);
    report_add(reader->report, REPORT_ERROR, "E301", at.line, at.column, reader->subject,
               _("%s cannot be read: %s"), key->name, err->message);
}

static struct rule *parse_rule(struct form_reader *reader, const struct form_key *key,
                               const struct yaml_value *value, rule_parser *parse)
{
    struct error err = {0};
    struct rule *rule;

    if (!reader_expect_text(reader, value, key->name))
        return NULL;
    if (!parse(&rule, reader->arena, value->text, value->length, &err)) {
        refuse_rule(reader, key, value, &err);
        return NULL;
    }
    rule->line = value->line;
    rule->column = value->column;
    return rule;
}

static struct rule **field_of(const struct form_key *key, void *target)
{
    return (struct rule **)(void *)((char *)target + key->offset);
}

void read_rule(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value)
{
    *field_of(key, target) = parse_rule(reader, key, value, rule_parse);
}

void read_required(struct form_reader *reader, const struct form_key *key, void *target,
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
    item->required_when = parse_rule(reader, key, value, rule_parse);
    item->required = item->required_when ? REQUIRED_YES : REQUIRED_NO;
}

void read_severity(struct form_reader *reader, const struct form_key *key, void *target,
                   const struct yaml_value *value)
{
    static const char *const words[] = {"error", "warning"};
    struct item *item = target;
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 2, "E104", &index))
        item->warning_only = index == 1;
}

void read_filter(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value)
{
    *field_of(key, target) = parse_rule(reader, key, value, rule_parse_filter);
}

/* A call of a function we know: "today()". A bracket alone may stand in any text. */
static bool has_call(const char *text)
{
    for (const char *open = strchr(text, '('); open; open = strchr(open + 1, '(')) {
        const char *start = open;

        while (start > text && ((start[-1] >= 'a' && start[-1] <= 'z') || start[-1] == '-'))
            start--;
        if (start < open && rule_function_find(start, (size_t)(open - start)))
            return true;
    }
    return false;
}

/* "2024-01-01" and "home" stand for themselves; what calculates says so by its signs. */
void read_default(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    struct rule *rule;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (strstr(value->text, "${") || has_call(value->text) || strchr("'\"", value->text[0])) {
        read_rule(reader, key, target, value);
        return;
    }
    rule = rule_literal(reader->arena, value->text);
    rule->line = value->line;
    rule->column = value->column;
    *field_of(key, target) = rule;
}

void read_pattern(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    struct item *item = target;
    struct error err = {0};
    struct pattern *pattern;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (pattern_compile(&pattern, reader->arena, value->text, &err)) {
        item->pattern = pattern;
        item->pattern_text = arena_copy(reader->arena, value->text, value->length);
    } else {
        refuse_rule(reader, key, value, &err);
    }
}

/* "age" or, as XLSForm writes it, "${age}". */
static void add_trigger(struct form_reader *reader, const struct form_key *key,
                        const struct yaml_value *value, struct item *item)
{
    struct yaml_value name = *value;

    if (value->kind == YAML_SCALAR && value->length > 3 && strncmp(value->text, "${", 2) == 0 &&
        value->text[value->length - 1] == '}') {
        name.length = value->length - 3;
        name.text = arena_copy(reader->arena, value->text + 2, name.length);
    }
    if (reader_expect_name(reader, &name, key->name))
        item->triggers[item->trigger_count++] = arena_string(reader->arena, name.text);
}

void read_triggers(struct form_reader *reader, const struct form_key *key, void *target,
                   const struct yaml_value *value)
{
    struct item *item = target;

    item->triggers =
        arena_take(reader->arena, reader_list_length(value) + 1, sizeof(*item->triggers));
    for (size_t i = 0; i < reader_list_length(value); i++)
        add_trigger(reader, key, reader_list_element(value, i), item);
}
