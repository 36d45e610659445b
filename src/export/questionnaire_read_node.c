/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places in the JSON of a Questionnaire, and values of the type that is wanted
 * there. A value of another type is an error that names its path.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"
#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define KEY_SHOWN 64 /* bytes of a key of the file in a message */

void node_path(struct buf *out, const struct node *node)
{
    size_t start = out->length;

    /* From the node up, each put in front; depth is bounded by the JSON reader. */
    for (; node->parent; node = node->parent) {
        char step[KEY_SHOWN + 32];

        if (node->key)
            (void)snprintf(step, sizeof(step), "%s%.*s", node->parent->parent ? "." : "",
                           KEY_SHOWN, node->key);
        else
            (void)snprintf(step, sizeof(step), "[%zu]", node->index);
        buf_insert(out, start, step, strlen(step));
    }
}

bool import_fail(struct questionnaire_reader *reader, const char *code, const struct node *node,
                 const char *format, ...)
{
    struct buf path = BUF_INIT;
    char message[512];
    va_list arguments;

    if (reader->failed)
        return false;
    reader->failed = true;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    node_path(&path, node);
    error_set(reader->err, ERROR_INVALID, "error %s %s%s%s", code, buf_text(&path),
              path.length > 0 ? ": " : "", message);
    buf_finish(&path);
    return false;
}

void import_lose(struct questionnaire_reader *reader, const char *code, const struct node *node,
                 const char *format, ...)
{
    struct buf path = BUF_INIT;
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    node_path(&path, node);
    losses_add_at(reader->losses, buf_text(&path), "%s %s", code, message);
    buf_finish(&path);
}

struct node *node_get(struct questionnaire_reader *reader, const struct node *node,
                      const char *key)
{
    struct node *found = arena_take(reader->arena, 1, sizeof(*found));

    *found = (struct node){node, key, 0, json_object_get(node->json, key)};
    return found;
}

struct node *node_at(struct questionnaire_reader *reader, const struct node *list, size_t index)
{
    struct node *found = arena_take(reader->arena, 1, sizeof(*found));

    *found = (struct node){list, NULL, index, json_array_get(list->json, index)};
    if (!json_is_object(found->json))
        import_fail(reader, "E602", found, _("an object was expected here"));
    return found;
}

size_t node_count(struct questionnaire_reader *reader, const struct node *list)
{
    if (!list->json)
        return 0;
    if (json_is_array(list->json))
        return json_array_size(list->json);
    import_fail(reader, "E602", list, _("a list was expected here"));
    return 0;
}

/* Without carriage returns and the controls that no text of a form has. */
static const char *clean(struct questionnaire_reader *reader, const struct node *node,
                         const char *text)
{
    struct buf out = BUF_INIT;
    const char *copy;

    if (!text[strcspn(text, "\001\002\003\004\005\006\007\010\013\014\r\016\017\020\021\022\023"
                            "\024\025\026\027\030\031\032\033\034\035\036\037\177")])
        return text;
    for (const char *at = text; *at; at++) {
        unsigned char byte = (unsigned char)*at;

        if ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t')
            buf_add_char(&out, *at);
        else if (byte != '\r')
            import_lose(reader, "W604", node, _("control characters are left out"));
    }
    copy = arena_copy(reader->arena, buf_text(&out), out.length);
    buf_finish(&out);
    return copy;
}

const char *node_text(struct questionnaire_reader *reader, const struct node *node,
                      const char *key)
{
    const json_t *value = json_object_get(node->json, key);
    const char *text;

    if (!value)
        return NULL;
    text = json_string_value(value);
    if (!text) {
        import_fail(reader, "E602", node_get(reader, node, key), _("a text was expected here"));
        return NULL;
    }
    if (json_string_length(value) > QUESTIONNAIRE_MAX_TEXT) {
        import_fail(reader, "E608", node_get(reader, node, key),
                    _("a text of a form has at most %zu bytes"), QUESTIONNAIRE_MAX_TEXT);
        return NULL;
    }
    text = clean(reader, node, text);
    return text[0] ? text : NULL;
}

bool node_flag(struct questionnaire_reader *reader, const struct node *node, const char *key)
{
    const json_t *value = json_object_get(node->json, key);

    if (value && !json_is_boolean(value))
        import_fail(reader, "E602", node_get(reader, node, key),
                    _("true or false was expected here"));
    return json_is_true(value);
}

bool node_number(struct questionnaire_reader *reader, const struct node *node, const char *key,
                 double *number)
{
    const json_t *value = json_object_get(node->json, key);

    if (!value)
        return false;
    if (!json_is_number(value)) {
        import_fail(reader, "E602", node_get(reader, node, key), _("a number was expected here"));
        return false;
    }
    *number = json_number_value(value);
    if (isfinite(*number) && fabs(*number) <= 1e15)
        return true;
    import_fail(reader, "E608", node_get(reader, node, key),
                _("a number of a form is at most 10^15"));
    return false;
}

const char *node_value(struct questionnaire_reader *reader, const struct node *node,
                       struct node **value)
{
    const char *found = NULL, *key;
    json_t *json;

    json_object_foreach ((json_t *)(uintptr_t)node->json, key, json) {
        if (strncmp(key, "value", 5) != 0 && strncmp(key, "answer", 6) != 0)
            continue;
        if (found) {
            import_fail(reader, "E602", node, _("one value was expected here, not several"));
            return NULL;
        }
        found = key;
    }
    if (found)
        *value = node_get(reader, node, found);
    return found;
}

struct node *node_extension(struct questionnaire_reader *reader, const struct node *node,
                            const char *url)
{
    struct node *list = node_get(reader, node, "extension");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const json_t *json = json_array_get(list->json, i);
        const char *name = json_string_value(json_object_get(json, "url"));

        if (name && strcmp(name, url) == 0)
            return node_at(reader, list, i);
    }
    return NULL;
}

void node_only(struct questionnaire_reader *reader, const struct node *node,
               const char *const *keys, size_t count)
{
    const char *key;
    json_t *json;

    json_object_foreach ((json_t *)(uintptr_t)node->json, key, json) {
        bool known = false;

        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(key, keys[i]) == 0;
        if (!known)
            import_lose(reader, "W600", node, _("\"%.*s\" has no place in a form"), KEY_SHOWN, key);
    }
}
