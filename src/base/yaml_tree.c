/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From libyaml's events to a tree. Nothing here recurses: open lists and maps
 * stand on a stack of sixteen, and everything they hold lives in the arena.
 */
#include "config.h"

#include "base/yaml_tree.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define MAX_DEPTH  16
#define MAX_EVENTS 20000
#define MAX_SCALAR ((size_t)16 * 1024)
/*
 * Brackets still open, quotes and comments not regarded: honest text never has so
 * many, and libyaml's work on the rest is bounded by it (it is quadratic in them).
 */
#define MAX_OPEN_BRACKETS 64

struct frame {
    struct yaml_value *value;
    struct yaml_value **items;
    struct yaml_value **keys;
    size_t items_count, items_capacity;
    size_t keys_count, keys_capacity;
};

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const char *input;
    const char *file;
    struct error *err;
    struct yaml_value *root;
    struct frame frames[MAX_DEPTH];
    size_t depth;
    unsigned events;
    unsigned documents;
    size_t scalar_most; /* bytes */
    bool ended;
};

/* What libyaml says most often, in words for people who do not know the grammar. */
static const struct {
    const char *problem;
    const char *message;
} problems[] = {
    {"found character that cannot start any token",
     N_("this character cannot begin a value; put the text in quotes")},
    {"found a tab character that violates indentation", N_("a tab in the indentation; use spaces")},
    {"mapping values are not allowed in this context",
     N_("a colon in an unexpected place; put the text in quotes, or check the indentation")},
    {"did not find expected key",
     N_("a key was expected here; check the indentation and the quotes above")},
    {"could not find expected ':'", N_("a colon was expected after the key")},
    {"did not find expected '-' indicator",
     N_("a list item beginning with '-' was expected; check the indentation")},
    {"block sequence entries are not allowed in this context",
     N_("a list cannot begin here; put it on a line of its own")},
    {"found unexpected end of stream", N_("the text ends inside quotes; close them")},
    {"did not find expected ',' or ']'", N_("a comma or ']' was expected")},
    {"did not find expected ',' or '}'", N_("a comma or '}' was expected")},
    {"did not find expected node content", N_("a value was expected here")},
    {"found unknown escape character",
     N_("an unknown escape after '\\'; use single quotes to keep it as it is")},
    {"did not find expected <document start>",
     N_("something follows the end of the value; check the indentation and the quotes above")},
};

static bool refuse(struct reader *reader, enum error_code code, yaml_mark_t mark,
                   const char *message)
{
    return error_at(reader->err, code, reader->file, (unsigned)mark.line + 1,
                    (unsigned)mark.column + 1, "%s", message);
}

static yaml_mark_t mark_of(const char *text, size_t offset)
{
    yaml_mark_t mark = {0, 0, 0};

    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    return mark;
}

/* What can be said of the bytes before any grammar. */
static bool scan(struct reader *reader, const char *text, size_t length)
{
    size_t bad;
    unsigned open = 0;

    if (length > YAML_TREE_MAX_BYTES) {
        return error_at(reader->err, ERROR_LIMIT, reader->file, 0, 0,
                        _("too large: at most %zu bytes are read"), YAML_TREE_MAX_BYTES);
    }
    if (!text_valid(text, length, &bad)) {
        return refuse(reader, ERROR_INVALID, mark_of(text, bad),
                      _("not UTF-8; save the file as UTF-8"));
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '[' || c == '{') {
            if (++open > MAX_OPEN_BRACKETS) {
                return refuse(reader, ERROR_LIMIT, mark_of(text, i),
                              _("nested too deep; at most 16 levels are read"));
            }
        } else if (c == ']' || c == '}') {
            open -= open > 0;
        } else if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) {
            return refuse(reader, ERROR_INVALID, mark_of(text, i),
                          _("a control character; leave it out"));
        }
    }
    return true;
}

static bool explain(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem != NULL ? parser->problem : "";

    if (parser->error == YAML_MEMORY_ERROR) {
        return error_at(reader->err, ERROR_LIMIT, reader->file, 0, 0, "%s",
                        _("too large to be read"));
    }
    if (parser->error == YAML_READER_ERROR) {
        /* Rarer controls than scan() knows; here alone the position is a byte offset. */
        return refuse(reader, ERROR_INVALID, mark_of(reader->input, parser->problem_offset),
                      _("a control character; leave it out"));
    }
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++) {
        if (strcmp(problem, problems[i].problem) == 0) {
            return refuse(reader, ERROR_INVALID, parser->problem_mark, _(problems[i].message));
        }
    }
    return error_at(
        reader->err, ERROR_INVALID, reader->file, (unsigned)parser->problem_mark.line + 1,
        (unsigned)parser->problem_mark.column + 1, _("this is not valid YAML: %s"), problem);
}

static struct yaml_value *new_value(struct reader *reader, enum yaml_kind kind, yaml_mark_t mark)
{
    struct yaml_value *value = arena_take(reader->arena, 1, sizeof *value);

    value->kind = kind;
    value->line = (unsigned)mark.line + 1;
    value->column = (unsigned)mark.column + 1;
    value->text = "";
    return value;
}

static bool check_key(struct reader *reader, const struct yaml_value *key, yaml_mark_t mark)
{
    if (key->kind != YAML_SCALAR) {
        return refuse(reader, ERROR_INVALID, mark, _("a key must be text, not a list or a map"));
    }
    if (key->plain && key->length == 0) {
        return refuse(reader, ERROR_INVALID, mark, _("a key was expected before the colon"));
    }
    if (key->plain && strcmp(key->text, "<<") == 0) {
        return refuse(reader, ERROR_UNSUPPORTED, mark,
                      _("merge keys (<<) are not read; write the keys out"));
    }
    return true;
}

/* Puts VALUE where the innermost open list or map expects it. */
static bool place(struct reader *reader, struct yaml_value *value, yaml_mark_t mark)
{
    struct frame *frame;

    if (reader->depth == 0) {
        reader->root = value;
        return true;
    }
    frame = &reader->frames[reader->depth - 1];
    if (frame->value->kind == YAML_MAP && frame->keys_count == frame->items_count) {
        if (!check_key(reader, value, mark)) {
            return false;
        }
        alloc_grow(&frame->keys, &frame->keys_capacity, frame->keys_count + 1, sizeof *frame->keys);
        frame->keys[frame->keys_count++] = value;
        return true;
    }
    alloc_grow(&frame->items, &frame->items_capacity, frame->items_count + 1, sizeof *frame->items);
    frame->items[frame->items_count++] = value;
    return true;
}

/* Anchors and tags, for scalars and containers alike. */
static bool check_properties(struct reader *reader, const yaml_char_t *anchor,
                             const yaml_char_t *tag, yaml_mark_t mark)
{
    if (anchor != NULL) {
        return refuse(reader, ERROR_UNSUPPORTED, mark,
                      _("anchors (&) are not read; write the value out, or put it in quotes"));
    }
    if (tag != NULL) {
        return refuse(reader, ERROR_UNSUPPORTED, mark,
                      _("tags (!) are not read; leave it out, or put the text in quotes"));
    }
    return true;
}

static bool on_scalar(struct reader *reader, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    struct yaml_value *value;

    if (!check_properties(reader, event->data.scalar.anchor, event->data.scalar.tag,
                          event->start_mark)) {
        return false;
    }
    if (length > reader->scalar_most) {
        return refuse(reader, ERROR_LIMIT, event->start_mark,
                      _("a text too long; at most 16,384 bytes are read"));
    }
    if (memchr(text, '\0', length) != NULL) {
        return refuse(reader, ERROR_INVALID, event->start_mark, _("a NUL character; leave it out"));
    }
    value = new_value(reader, YAML_SCALAR, event->start_mark);
    value->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    value->text = arena_copy(reader->arena, text, length);
    value->length = length;
    return place(reader, value, event->start_mark);
}

static bool open_container(struct reader *reader, enum yaml_kind kind, const yaml_char_t *anchor,
                           const yaml_char_t *tag, yaml_mark_t mark)
{
    struct yaml_value *value;

    if (!check_properties(reader, anchor, tag, mark)) {
        return false;
    }
    if (reader->depth == MAX_DEPTH) {
        return refuse(reader, ERROR_LIMIT, mark, _("nested too deep; at most 16 levels are read"));
    }
    value = new_value(reader, kind, mark);
    if (!place(reader, value, mark)) {
        return false;
    }
    reader->frames[reader->depth++] = (struct frame){.value = value};
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const struct yaml_value *const *first = a;
    const struct yaml_value *const *second = b;
    int order = strcmp((*first)->text, (*second)->text);

    if (order != 0) {
        return order;
    }
    if ((*first)->line != (*second)->line) {
        return (*first)->line < (*second)->line ? -1 : 1;
    }
    return (*first)->column < (*second)->column ? -1 : (*first)->column > (*second)->column;
}

/* Sorted, so that a map of ten thousand keys costs no square of it. */
static bool check_duplicates(struct reader *reader, const struct frame *frame)
{
    size_t count = frame->keys_count;
    struct yaml_value **sorted;
    bool unique = true;

    if (count < 2) {
        return true;
    }
    sorted = alloc_array(count, sizeof(struct yaml_value *));
    memcpy(sorted, frame->keys, count * sizeof(struct yaml_value *));
    qsort(sorted, count, sizeof(struct yaml_value *), compare_keys);
    for (size_t i = 1; i < count && unique; i++) {
        if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0) {
            unique = error_at(
                reader->err, ERROR_INVALID, reader->file, sorted[i]->line, sorted[i]->column,
                _("the same key again (first in line %u); keep one of them"), sorted[i - 1]->line);
        }
    }
    free(sorted);
    return unique;
}

static struct yaml_value **keep(struct arena *arena, struct yaml_value **values, size_t count)
{
    struct yaml_value **kept;

    if (count == 0) {
        return NULL;
    }
    kept = arena_take(arena, count, sizeof(struct yaml_value *));
    memcpy(kept, values, count * sizeof(struct yaml_value *));
    return kept;
}

static bool close_container(struct reader *reader)
{
    struct frame *frame;

    assert(reader->depth > 0);
    frame = &reader->frames[reader->depth - 1];
    if (!check_duplicates(reader, frame)) {
        return false;
    }
    frame->value->count = frame->items_count;
    frame->value->items = keep(reader->arena, frame->items, frame->items_count);
    frame->value->keys = keep(reader->arena, frame->keys, frame->keys_count);
    free(frame->items);
    free(frame->keys);
    reader->depth--;
    return true;
}

static bool on_document(struct reader *reader, const yaml_event_t *event)
{
    if (reader->documents++ > 0) {
        return refuse(reader, ERROR_UNSUPPORTED, event->start_mark,
                      _("a second document (---) in one file; make it a file of its own"));
    }
    if (event->data.document_start.tag_directives.start !=
        event->data.document_start.tag_directives.end) {
        return refuse(reader, ERROR_UNSUPPORTED, event->start_mark,
                      _("tag directives (%TAG) are not read; leave them out"));
    }
    return true;
}

static bool on_event(struct reader *reader, const yaml_event_t *event)
{
    if (++reader->events > MAX_EVENTS) {
        return refuse(reader, ERROR_LIMIT, event->start_mark,
                      _("too many values; at most 20,000 are read"));
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return on_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_container(reader, YAML_LIST, event->data.sequence_start.anchor,
                              event->data.sequence_start.tag, event->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_container(reader, YAML_MAP, event->data.mapping_start.anchor,
                              event->data.mapping_start.tag, event->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_container(reader);
    case YAML_ALIAS_EVENT:
        return refuse(reader, ERROR_UNSUPPORTED, event->start_mark,
                      _("aliases (*) are not read; write the value out, or put it in quotes"));
    case YAML_DOCUMENT_START_EVENT:
        return on_document(reader, event);
    case YAML_STREAM_END_EVENT:
        reader->ended = true;
        return true;
    default:
        return true;
    }
}

static bool read_events(struct reader *reader)
{
    while (!reader->ended) {
        yaml_event_t event;
        bool accepted;

        if (!yaml_parser_parse(&reader->parser, &event)) {
            return explain(reader);
        }
        accepted = on_event(reader, &event);
        yaml_event_delete(&event);
        if (!accepted) {
            return false;
        }
    }
    if (reader->root == NULL) {
        return error_at(reader->err, ERROR_INVALID, reader->file, 1, 1, "%s",
                        _("there is nothing in this file"));
    }
    return true;
}

static bool read_tree(struct yaml_value **out, struct arena *arena, const char *text, size_t length,
                      const char *file, size_t scalar_most, struct error *err)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of editors that announce UTF-8 */
    struct reader reader = {.arena = arena, .file = file, .err = err, .scalar_most = scalar_most};
    bool done;

    *out = NULL;
    if (length >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0) {
        text += sizeof mark - 1;
        length -= sizeof mark - 1;
    }
    reader.input = text;
    if (!scan(&reader, text, length)) {
        return false;
    }
    if (!yaml_parser_initialize(&reader.parser)) {
        return error_at(err, ERROR_LIMIT, file, 0, 0, "%s", _("too large to be read"));
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, length);
    done = read_events(&reader);
    yaml_parser_delete(&reader.parser);
    for (size_t i = 0; i < reader.depth; i++) {
        free(reader.frames[i].items);
        free(reader.frames[i].keys);
    }
    if (done) {
        *out = reader.root;
    }
    return done;
}

bool yaml_tree_read(struct yaml_value **out, struct arena *arena, const char *text, size_t length,
                    const char *file, struct error *err)
{
    return read_tree(out, arena, text, length, file, MAX_SCALAR, err);
}

bool yaml_tree_read_answers(struct yaml_value **out, struct arena *arena, const char *text,
                            size_t length, const char *file, struct error *err)
{
    return read_tree(out, arena, text, length, file, YAML_TREE_MAX_BYTES, err);
}

const struct yaml_value *yaml_tree_get(const struct yaml_value *value, const char *key)
{
    if (value == NULL || value->kind != YAML_MAP) {
        return NULL;
    }
    for (size_t i = 0; i < value->count; i++) {
        if (strcmp(value->keys[i]->text, key) == 0) {
            return value->items[i];
        }
    }
    return NULL;
}

const char *yaml_kind_name(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_LIST:
        return _("list");
    case YAML_MAP:
        return _("map");
    default:
        return _("text");
    }
}
