/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk over the value with the schema beside it; see the header.
 */
#include "schema_check.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

#define PATH_MAX_LENGTH 512

struct check {
    const json_t *root;
    struct buf *out;
    char path[PATH_MAX_LENGTH];
    size_t found;
};

static void check_value(struct check *check, const json_t *schema, const json_t *value);

static void find(struct check *check, const char *what, const char *more)
{
    check->found++;
    if (check->out != NULL) {
        buf_add_format(check->out, "%s: %s%s\n", check->path, what, more);
    }
}

/* VALUE one step below, named by KEY. */
static void check_below(struct check *check, const char *key, const json_t *schema,
                        const json_t *value)
{
    size_t length = strlen(check->path);
    snprintf(check->path + length, sizeof(check->path) - length, "/%s", key);
    check_value(check, schema, value);
    check->path[length] = '\0';
}

static bool has_type(const char *type, const json_t *value)
{
    return (strcmp(type, "object") == 0 && json_is_object(value)) ||
           (strcmp(type, "array") == 0 && json_is_array(value)) ||
           (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value));
}

static void check_type(struct check *check, const json_t *rule, const json_t *schema,
                       const json_t *value)
{
    (void)schema;
    if (!has_type(json_string_value(rule), value)) {
        find(check, "not of type ", json_string_value(rule));
    }
}

static void check_reference(struct check *check, const json_t *rule, const json_t *schema,
                            const json_t *value)
{
    static const char prefix[] = "#/$defs/";
    const char *name = json_string_value(rule);
    (void)schema;
    const json_t *target = NULL;
    if (strncmp(name, prefix, strlen(prefix)) == 0) {
        target = json_object_get(json_object_get(check->root, "$defs"), name + strlen(prefix));
    }
    if (target == NULL) {
        find(check, "the schema has no ", name);
    } else {
        check_value(check, target, value);
    }
}

static void check_required(struct check *check, const json_t *rule, const json_t *schema,
                           const json_t *value)
{
    (void)schema;
    for (size_t i = 0; json_is_object(value) && i < json_array_size(rule); i++) {
        const char *key = json_string_value(json_array_get(rule, i));
        if (json_object_get(value, key) == NULL) {
            find(check, "lacks ", key);
        }
    }
}

static void check_properties(struct check *check, const json_t *rule, const json_t *schema,
                             const json_t *value)
{
    const char *key;
    json_t *member;
    (void)schema;
    json_object_foreach((json_t *)value, key, member)
    {
        const json_t *known = json_object_get(rule, key);
        if (known != NULL) {
            check_below(check, key, known, member);
        }
    }
}

/* Ours is false wherever it stands. */
static void check_additional(struct check *check, const json_t *rule, const json_t *schema,
                             const json_t *value)
{
    const char *key;
    json_t *member;
    if (!json_is_false(rule)) {
        find(check, "a rule that is not known here: ", "additionalProperties");
    }
    json_object_foreach((json_t *)value, key, member)
    {
        if (json_object_get(json_object_get(schema, "properties"), key) == NULL) {
            find(check, "not in the schema: ", key);
        }
    }
}

static void check_items(struct check *check, const json_t *rule, const json_t *schema,
                        const json_t *value)
{
    (void)schema;
    for (size_t i = 0; i < json_array_size(value); i++) {
        char key[24];
        snprintf(key, sizeof(key), "%zu", i);
        check_below(check, key, rule, json_array_get(value, i));
    }
}

static void check_enum(struct check *check, const json_t *rule, const json_t *schema,
                       const json_t *value)
{
    (void)schema;
    for (size_t i = 0; i < json_array_size(rule); i++) {
        if (json_equal(json_array_get(rule, i), value)) {
            return;
        }
    }
    find(check, "none of the values that are listed", "");
}

static void check_const(struct check *check, const json_t *rule, const json_t *schema,
                        const json_t *value)
{
    (void)schema;
    if (!json_equal(rule, value)) {
        find(check, "not the one value that it can have", "");
    }
}

static void check_length(struct check *check, const json_t *rule, const json_t *schema,
                         const json_t *value)
{
    (void)schema;
    if (json_is_string(value) && json_string_length(value) < (size_t)json_integer_value(rule)) {
        find(check, "too short", "");
    }
}

static void check_minimum(struct check *check, const json_t *rule, const json_t *schema,
                          const json_t *value)
{
    (void)schema;
    if (json_is_integer(value) && json_integer_value(value) < json_integer_value(rule)) {
        find(check, "too small", "");
    }
}

static void check_pattern(struct check *check, const json_t *rule, const json_t *schema,
                          const json_t *value)
{
    regex_t pattern;
    (void)schema;
    if (regcomp(&pattern, json_string_value(rule), REG_EXTENDED | REG_NOSUB) != 0) {
        find(check, "a pattern that cannot be read: ", json_string_value(rule));
        return;
    }
    if (json_is_string(value) && regexec(&pattern, json_string_value(value), 0, NULL, 0) != 0) {
        find(check, "does not match ", json_string_value(rule));
    }
    regfree(&pattern);
}

static void check_any(struct check *check, const json_t *rule, const json_t *schema,
                      const json_t *value)
{
    (void)schema;
    for (size_t i = 0; i < json_array_size(rule); i++) {
        struct check quiet = {.root = check->root};
        check_value(&quiet, json_array_get(rule, i), value);
        if (quiet.found == 0) {
            return;
        }
    }
    find(check, "has none of the shapes that it can have", "");
}

static void pass(struct check *check, const json_t *rule, const json_t *schema, const json_t *value)
{
    (void)check;
    (void)rule;
    (void)schema;
    (void)value;
}

static const struct {
    const char *name;
    void (*check)(struct check *check, const json_t *rule, const json_t *schema,
                  const json_t *value);
} keywords[] = {
    {"$schema", pass},
    {"$id", pass},
    {"$defs", pass},
    {"title", pass},
    {"description", pass},
    {"type", check_type},
    {"$ref", check_reference},
    {"required", check_required},
    {"properties", check_properties},
    {"additionalProperties", check_additional},
    {"items", check_items},
    {"enum", check_enum},
    {"const", check_const},
    {"minLength", check_length},
    {"minimum", check_minimum},
    {"pattern", check_pattern},
    {"anyOf", check_any},
};

static void check_value(struct check *check, const json_t *schema, const json_t *value)
{
    const char *key;
    json_t *rule;
    json_object_foreach((json_t *)schema, key, rule)
    {
        size_t i = 0;
        while (i < sizeof(keywords) / sizeof(keywords[0]) && strcmp(keywords[i].name, key) != 0) {
            i++;
        }
        if (i == sizeof(keywords) / sizeof(keywords[0])) {
            find(check, "a rule that is not known here: ", key);
        } else {
            keywords[i].check(check, rule, schema, value);
        }
    }
}

bool schema_check(struct buf *out, const json_t *schema, const json_t *value)
{
    struct check check = {.root = schema, .out = out};
    check_value(&check, schema, value);
    return check.found == 0;
}
