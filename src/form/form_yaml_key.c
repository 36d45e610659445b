/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all maps of a form file have in common: keys found in a table, texts in
 * languages, and messages that name the place and the nearest right word.
 */
#include "form/form_yaml.h"

#include "base/buf.h"
#include "base/i18n.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reader_error(struct form_reader *reader, const struct yaml_value *at, const char *code,
                  const char *format, ...)
{
    char message[1024];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    report_add(reader->report, REPORT_ERROR, code, at->line, at->column, reader->subject, "%s",
               message);
}

void reader_warning(struct form_reader *reader, const struct yaml_value *at, const char *code,
                    const char *format, ...)
{
    char message[1024];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    report_add(reader->report, REPORT_WARNING, code, at->line, at->column, reader->subject, "%s",
               message);
}

const char *reader_nearest(const struct form_reader *reader, char out[128], const char *word,
                           const char *const *words, size_t count)
{
    const char *nearest = report_nearest(reader->report, word, words, count);

    out[0] = '\0';
    if (nearest)
        (void)snprintf(out, 128, _(". Did you mean %s?"), nearest);
    return out;
}

bool reader_expect(struct form_reader *reader, const struct yaml_value *value, enum yaml_kind kind,
                   const char *what)
{
    if (value->kind == kind)
        return true;
    /* "key:" with nothing behind it reads as an empty text. */
    if (value->kind == YAML_SCALAR && value->length == 0)
        reader_error(reader, value, "E106", _("%s is empty; write a %s or take the key out"), what,
                     yaml_kind_name(kind));
    else
        reader_error(reader, value, "E101", _("%s must be a %s, not a %s"), what,
                     yaml_kind_name(kind), yaml_kind_name(value->kind));
    return false;
}

bool reader_expect_text(struct form_reader *reader, const struct yaml_value *value,
                        const char *what)
{
    if (!reader_expect(reader, value, YAML_SCALAR, what))
        return false;
    if (value->length > 0)
        return true;
    reader_error(reader, value, "E106", _("%s is empty; write a text or take the key out"), what);
    return false;
}

bool reader_is_name(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

    return text[0] >= 'a' && text[0] <= 'z' && text[length] == '\0' && length <= FORM_MAX_NAME;
}

bool reader_expect_name(struct form_reader *reader, const struct yaml_value *value,
                        const char *what)
{
    if (!reader_expect_text(reader, value, what))
        return false;
    if (reader_is_name(value->text) && strlen(value->text) == value->length)
        return true;
    reader_error(reader, value, "E201",
                 _("%s must start with a small letter and go on with small letters, digits and _, "
                   "at most %d in all"),
                 what, FORM_MAX_NAME);
    return false;
}

bool reader_one_of(struct form_reader *reader, const struct yaml_value *value, const char *what,
                   const char *const *words, size_t count, const char *code, size_t *index)
{
    struct buf known = BUF_INIT;
    char nearest[128];

    if (!reader_expect_text(reader, value, what))
        return false;
    for (*index = 0; *index < count; (*index)++)
        if (strcmp(value->text, words[*index]) == 0)
            return true;
    for (size_t i = 0; i < count; i++)
        buf_add_format(&known, "%s%s", i > 0 ? ", " : "", words[i]);
    reader_error(reader, value, code, _("%s cannot be %.64s; known: %s%s"), what, value->text,
                 buf_text(&known), reader_nearest(reader, nearest, value->text, words, count));
    buf_finish(&known);
    return false;
}

static int compare_key(const void *name, const void *element)
{
    return strcmp(name, ((const struct form_key *)element)->name);
}

static const struct form_key *find_key(const struct form_key *keys, size_t count, const char *name)
{
    return bsearch(name, keys, count, sizeof(*keys), compare_key);
}

bool reader_knows(const struct form_key *keys, size_t count, const char *name)
{
    return find_key(keys, count, name) || strstr(name, "::");
}

size_t reader_list_length(const struct yaml_value *value)
{
    return value->kind == YAML_LIST ? value->count : 1;
}

const struct yaml_value *reader_list_element(const struct yaml_value *value, size_t index)
{
    return value->kind == YAML_LIST ? value->items[index] : value;
}

static void read_translation(struct form_reader *reader, const char *what, struct wording *wording,
                             const char *language, const struct yaml_value *at,
                             const struct yaml_value *value)
{
    const struct form *form = reader->form;
    char nearest[128];

    for (size_t i = 0; i < form->language_count; i++) {
        if (strcmp(form->languages[i], language) != 0)
            continue;
        if (reader_expect(reader, value, YAML_SCALAR, what) && value->length > 0)
            wording->text[i] = arena_copy(reader->arena, value->text, value->length);
        return;
    }
    reader_error(reader, at, "E206",
                 _("%s has a text in %.64s, which is not among the languages of this form%s"), what,
                 language,
                 reader_nearest(reader, nearest, language, form->languages, form->language_count));
}

/* "label::nl" and "label::Nederlands (nl)", as XLSForm writes them. */
static bool read_suffixed(struct form_reader *reader, const struct form_key *keys, size_t count,
                          const struct yaml_value *name, const struct yaml_value *value,
                          void *target)
{
    const char *mark = strstr(name->text, "::"), *open;
    struct buf base = BUF_INIT, language = BUF_INIT;
    const struct form_key *key;

    if (!mark)
        return false;
    buf_add(&base, name->text, (size_t)(mark - name->text));
    key = find_key(keys, count, buf_text(&base));
    open = strrchr(mark, '(');
    buf_add_text(&language, open ? open + 1 : mark + 2);
    if (open && language.length > 0)
        buf_remove(&language, language.length - 1, 1);
    if (key && key->read == read_wording) {
        struct wording *wording = (struct wording *)((char *)target + key->offset);

        reader_warning(reader, name, "W414",
                       _("%s is how XLSForm writes it; here it is %s: with a map of languages"),
                       name->text, key->name);
        read_translation(reader, key->name, wording, buf_text(&language), name, value);
        if (wording->line == 0) {
            wording->line = value->line;
            wording->column = value->column;
        }
    }
    buf_finish(&base);
    buf_finish(&language);
    return key && key->read == read_wording;
}

static void refuse_key(struct form_reader *reader, const struct form_key *keys, size_t count,
                       const struct yaml_value *name)
{
    const char *names[96];
    char nearest[128];
    size_t known = 0;

    for (size_t i = 0; i < count && known < sizeof(names) / sizeof(names[0]); i++)
        names[known++] = keys[i].name;
    reader_error(reader, name, "E102", _("the key %.64s is not known here%s"), name->text,
                 reader_nearest(reader, nearest, name->text, names, known));
}

void reader_map(struct form_reader *reader, const struct yaml_value *map,
                const struct form_key *keys, size_t count, unsigned type, void *target)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_value *name = map->keys[i];
        const struct form_key *key = find_key(keys, count, name->text);

        if (!key) {
            if (!read_suffixed(reader, keys, count, name, map->items[i], target))
                refuse_key(reader, keys, count, name);
        } else if (key->types && type && !(key->types & type)) {
            reader_error(reader, name, "E105", _("%s does not belong to an item of type %s"),
                         key->name, item_type_name((enum item_type)__builtin_ctz(type)));
        } else {
            key->read(reader, key, target, map->items[i]);
        }
    }
}

static void *field_of(const struct form_key *key, void *target)
{
    return (char *)target + key->offset;
}

void read_wording(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    struct wording *wording = field_of(key, target);

    wording->line = value->line;
    wording->column = value->column;
    if (value->kind == YAML_MAP) {
        for (size_t i = 0; i < value->count; i++)
            read_translation(reader, key->name, wording, value->keys[i]->text, value->keys[i],
                             value->items[i]);
        return;
    }
    if (reader_expect_text(reader, value, key->name))
        wording->text[reader->form->default_language] =
            arena_copy(reader->arena, value->text, value->length);
}

void read_string(struct form_reader *reader, const struct form_key *key, void *target,
                 const struct yaml_value *value)
{
    const char **string = field_of(key, target);

    if (reader_expect_text(reader, value, key->name))
        *string = arena_copy(reader->arena, value->text, value->length);
}

void read_flag(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value)
{
    static const char *const words[] = {"false", "no", "true", "yes"};
    bool *flag = field_of(key, target);
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 4, "E104", &index))
        *flag = index >= 2;
}

void read_nothing(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    (void)reader;
    (void)key;
    (void)target;
    (void)value;
}
