/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which items a Questionnaire has, what each becomes, and where it stands. In FHIR
 * questions can hold questions, and any question can be asked several times; in a
 * form only groups hold items, and only repeats come back.
 */
#include "export/questionnaire_reader.h"

#include "base/alloc.h"
#include "base/i18n.h"

#include <string.h>

static const struct {
    const char *name;
    enum item_type type;
    bool near; /* the nearest there is, not the same */
} types[] = {
    {"group", ITEM_GROUP, false},         {"display", ITEM_NOTE, false},
    {"boolean", ITEM_YES_NO, false},      {"decimal", ITEM_DECIMAL, false},
    {"integer", ITEM_INTEGER, false},     {"date", ITEM_DATE, false},
    {"dateTime", ITEM_DATETIME, false},   {"time", ITEM_TIME, false},
    {"string", ITEM_TEXT, false},         {"text", ITEM_TEXT, false},
    {"url", ITEM_TEXT, true},             {"choice", ITEM_SELECT_ONE, false},
    {"open-choice", ITEM_SELECT_ONE, false}, {"attachment", ITEM_FILE, false},
    {"reference", ITEM_TEXT, true},       {"quantity", ITEM_QUANTITY, false},
};

/* ---- what there is ---- */

static bool add_source(struct questionnaire_reader *reader, struct node *node, size_t parent)
{
    const char *link_id = node_text(reader, node, "linkId");
    struct source *source;

    if (reader->failed)
        return false;
    if (!link_id)
        return import_fail(reader, "E603", node, _("an item needs a linkId"));
    if (json_object_get(reader->links, link_id))
        return import_fail(reader, "E605", node_get(reader, node, "linkId"),
                           _("this linkId is used already"));
    if (reader->source_count == QUESTIONNAIRE_MAX_ITEMS)
        return import_fail(reader, "E608", node, _("more than %d items"), QUESTIONNAIRE_MAX_ITEMS);
    json_object_set_new(reader->links, link_id, json_integer((json_int_t)reader->source_count));
    alloc_grow(&reader->sources, &reader->source_capacity, reader->source_count + 1,
               sizeof(*reader->sources));
    source = &reader->sources[reader->source_count];
    *source = (struct source){.node = node, .link_id = link_id, .index = reader->source_count++};
    source->up = parent;
    return true;
}

/* The items below NODE, each before those inside it; the JSON reader bounds the depth. */
static bool add_items(struct questionnaire_reader *reader, const struct node *node, size_t parent)
{
    const struct node *list = node_get(reader, node, "item");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        struct node *item = node_at(reader, list, i);
        size_t index = reader->source_count;

        if (!reader->failed && add_source(reader, item, parent))
            (void)add_items(reader, item, index);
    }
    return !reader->failed;
}

/* ---- what it becomes ---- */

/* The word of our own for the type, where FHIR does not tell it. */
static bool own_type(struct questionnaire_reader *reader, const struct source *source,
                     enum item_type *type)
{
    const struct node *said = node_extension(reader, source->node, QUESTIONNAIRE_OURS "type");
    const char *word = said ? node_text(reader, said, "valueCode") : NULL;

    for (size_t i = 0; word && i < ITEM_TYPE_COUNT; i++) {
        if (strcmp(item_type_name((enum item_type)i), word) == 0) {
            *type = (enum item_type)i;
            return true;
        }
    }
    return word && import_fail(reader, "E604", said, _("there is no such type of item"));
}

static bool read_type(struct questionnaire_reader *reader, struct source *source,
                      enum item_type *type)
{
    const char *word = node_text(reader, source->node, "type");

    if (!word)
        return import_fail(reader, "E603", source->node, _("an item needs a type"));
    source->type = word;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (strcmp(types[i].name, word) != 0)
            continue;
        *type = types[i].type;
        if (!own_type(reader, source, type) && types[i].near)
            import_lose(reader, "W603", source->node, _("a %s is asked as a line of text"), word);
        return !reader->failed;
    }
    return import_fail(reader, "E604", node_get(reader, source->node, "type"), "%s",
                       strcmp(word, "coding") == 0
                           ? _("\"coding\" is a type of FHIR R5; Questionnaires of R4 are read")
                           : _("there is no such type of item"));
}

/* "help", "prompt": how an item wants to be shown; "" if it does not say. */
static const char *control_of(struct questionnaire_reader *reader, const struct source *source)
{
    static const char *const urls[] = {FHIR_EXTENSION "questionnaire-itemControl",
                                       FHIR_EXTENSION "questionnaire-displayCategory"};

    for (size_t i = 0; i < 2; i++) {
        const struct node *said = node_extension(reader, source->node, urls[i]);
        const struct node *concept = said ? node_get(reader, said, "valueCodeableConcept") : NULL;
        const struct node *codings = concept ? node_get(reader, concept, "coding") : NULL;
        const char *code = NULL;

        if (codings && node_count(reader, codings) > 0)
            code = node_text(reader, node_at(reader, codings, 0), "code");
        if (code)
            return code;
    }
    return "";
}

static bool ends_with(const struct source *source, const struct source *parent, const char *end)
{
    size_t length = strlen(parent->link_id);

    return strncmp(source->link_id, parent->link_id, length) == 0 &&
           strcmp(source->link_id + length, end) == 0;
}

/* Whether it is no item of its own: a hint or a note of its parent, or a place of a rank. */
static bool belongs_to_parent(struct questionnaire_reader *reader, struct source *source)
{
    struct source *parent = source->parent;
    const char *control;
    bool guidance;

    if (!parent)
        return false;
    if (!parent->item || parent->item->type == ITEM_RANK) {
        if (parent->note)
            import_lose(reader, "W600", source->node, _("an item inside a display"));
        return true;
    }
    if (strcmp(source->type, "display") != 0)
        return false;
    control = control_of(reader, source);
    guidance = strcmp(control, "help") == 0 || strcmp(control, "flyover") == 0 ||
               strcmp(control, "security") == 0;
    if (reader->ours) {
        guidance = ends_with(source, parent, QUESTIONNAIRE_GUIDANCE);
        if (!guidance && !ends_with(source, parent, QUESTIONNAIRE_HINT))
            return false;
    } else if (!guidance && strcmp(parent->type, "group") == 0 &&
               strcmp(control, "instructions") != 0) {
        return false;
    }
    source->note = guidance ? &parent->item->guidance : &parent->item->hint;
    return true;
}

static struct item *new_item(struct questionnaire_reader *reader, enum item_type type,
                             const char *name)
{
    struct item *item = arena_take(reader->arena, 1, sizeof(*item));

    item->type = type;
    item->name = name;
    item->prefix = "";
    item->absent = ABSENT_ALL;
    return item;
}

/* A question that is asked several times stands alone in a repeat. */
static void make_several(struct source *source)
{
    struct item *item = source->item;

    if (item->type == ITEM_GROUP)
        item->type = ITEM_REPEAT;
    else if (item->type == ITEM_SELECT_ONE)
        item->type = ITEM_SELECT_MULTIPLE;
    else if (item_takes_answer(item) && item->type != ITEM_SELECT_MULTIPLE &&
             item->type != ITEM_RANK && item->type != ITEM_FILE)
        source->several = true;
}

static bool make_items(struct questionnaire_reader *reader)
{
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++) {
        struct source *source = &reader->sources[i];
        enum item_type type = ITEM_NOTE;

        source->parent = source->up < i ? &reader->sources[source->up] : NULL;
        if (!read_type(reader, source, &type) || belongs_to_parent(reader, source))
            continue;
        source->item = new_item(reader, type, "");
        if (node_flag(reader, source->node, "repeats"))
            make_several(source);
    }
    return !reader->failed;
}

/* Names that can stay as they are come first, so that nobody takes them. */
static void name_items(struct questionnaire_reader *reader)
{
    for (size_t i = 0; i < reader->source_count; i++)
        if (reader->sources[i].item && import_is_name(reader->sources[i].link_id))
            reader->sources[i].item->name = import_name(reader, reader->sources[i].link_id);
    for (size_t i = 0; i < reader->source_count; i++) {
        struct source *source = &reader->sources[i];

        if (source->item && !source->item->name[0])
            source->item->name = import_name(reader, source->link_id);
        if (source->several) {
            struct buf wanted = BUF_INIT;

            buf_add_format(&wanted, "%.50s_list", source->item->name);
            source->wrap = new_item(reader, ITEM_REPEAT, import_name(reader, buf_text(&wanted)));
            buf_finish(&wanted);
        }
    }
}

bool import_sources(struct questionnaire_reader *reader, const struct node *top)
{
    if (!add_items(reader, top, SIZE_MAX))
        return false;
    if (reader->source_count == 0)
        return import_fail(reader, "E603", top, _("a Questionnaire needs items"));
    if (!make_items(reader))
        return false;
    name_items(reader);
    return true;
}

/* ---- where it stands ---- */

/* The group or repeat around SOURCE; NULL at the top. */
static struct item *container_of(const struct source *source)
{
    const struct source *parent = source->parent;

    while (parent && !parent->wrap && strcmp(parent->type, "group") != 0)
        parent = parent->parent;
    return !parent ? NULL : parent->wrap ? parent->wrap : parent->item;
}

static bool place(struct questionnaire_reader *reader, struct source *source, struct item *item,
                  struct item *container, bool count_only)
{
    struct form *form = reader->form;

    if (count_only) {
        if (container)
            container->item_count++;
        else
            form->item_count++;
        return true;
    }
    item->parent = container;
    item->depth = container ? container->depth + 1 : 0;
    if (item->depth > QUESTIONNAIRE_MAX_DEPTH)
        return import_fail(reader, "E608", source->node, _("items are nested more than %d deep"),
                           QUESTIONNAIRE_MAX_DEPTH);
    if (item->item_count > 0)
        item->items = arena_take(reader->arena, item->item_count, sizeof(struct item *));
    item->item_count = 0;
    if (container)
        container->items[container->item_count++] = item;
    else
        form->items[form->item_count++] = item;
    return true;
}

/* Twice over all items: once to count what each group holds, once to put it there. */
static bool place_all(struct questionnaire_reader *reader, bool count_only)
{
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++) {
        struct source *source = &reader->sources[i];
        struct item *container;

        if (!source->item)
            continue;
        container = container_of(source);
        if (source->wrap) {
            (void)place(reader, source, source->wrap, container, count_only);
            container = source->wrap;
        }
        if (!reader->failed)
            (void)place(reader, source, source->item, container, count_only);
    }
    return !reader->failed;
}

bool import_tree(struct questionnaire_reader *reader)
{
    struct form *form = reader->form;

    (void)place_all(reader, true);
    for (size_t i = 0; i < reader->source_count; i++) {
        struct source *source = &reader->sources[i];
        struct item *item = source->item;

        if (!item || (item->type != ITEM_GROUP && item->type != ITEM_REPEAT) || item->item_count)
            continue;
        import_lose(reader, "W603", source->node, _("a group without items becomes a note"));
        item->type = ITEM_NOTE;
    }
    form->items = arena_take(reader->arena, form->item_count + 1, sizeof(struct item *));
    form->item_count = 0;
    return place_all(reader, false);
}
