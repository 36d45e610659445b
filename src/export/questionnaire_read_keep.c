/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a Questionnaire says that no form says: kept for exports in x_fhir where a
 * form's file can hold it, and named as a loss where it cannot. Nothing of a file
 * by others goes without a word.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- x_fhir ---- */

/* A number that is the same after its way through a form, where it is a text. */
static bool is_short_number(const json_t *value)
{
    char text[64];

    if (json_is_integer(value))
        return json_integer_value(value) < 1000000000000000 &&
               json_integer_value(value) > -1000000000000000;
    (void)snprintf(text, sizeof(text), "%.15g", json_real_value(value));
    return !strchr(text, 'e') && !(strtod(text, NULL) < json_real_value(value)) &&
           !(strtod(text, NULL) > json_real_value(value));
}

static bool is_keepable(const json_t *value)
{
    const json_t *element;
    const char *key;
    size_t index;

    if (json_is_number(value))
        return is_short_number(value);
    json_array_foreach (value, index, element)
        if (!is_keepable(element))
            return false;
    json_object_foreach ((json_t *)(uintptr_t)value, key, element)
        if (!is_keepable(element))
            return false;
    return true;
}

/* Levels of lists and maps, itself included. */
static unsigned depth_of(const json_t *value)
{
    const json_t *element;
    unsigned deepest = 0;
    const char *key;
    size_t index;

    json_array_foreach (value, index, element)
        deepest = depth_of(element) > deepest ? depth_of(element) : deepest;
    json_object_foreach ((json_t *)(uintptr_t)value, key, element)
        deepest = depth_of(element) > deepest ? depth_of(element) : deepest;
    return deepest + (json_is_array(value) || json_is_object(value));
}

bool source_keep(struct source *source, const char *key, json_t *value)
{
    /* A file of YAML has 16 levels: two for each group around, the list of items and
     * the item among them, x_fhir and its list of extensions. */
    if (!is_keepable(value) || depth_of(value) + 2 * source->item->depth + 5 > 16) {
        json_decref(value);
        return false;
    }
    if (!source->extra)
        source->extra = json_object();
    if (strcmp(key, "extension") == 0) {
        json_t *list = json_object_get(source->extra, key);

        if (!list) {
            list = json_array();
            json_object_set_new(source->extra, key, list);
        }
        json_array_append_new(list, value);
        return true;
    }
    json_object_set_new(source->extra, key, value);
    return true;
}

/* An x_fhir that stands in the file itself: what else is kept goes to it. */
static void join_given(struct questionnaire_reader *reader, struct source *source)
{
    const char *given = source->item->fhir, *key;
    struct error ignored = {0};
    json_t *root = NULL, *value;

    if (!given || (!source->extra && !strpbrk(given, "\n\r\t")))
        return;
    if (!json_read(&root, given, strlen(given), QUESTIONNAIRE_MAX_TEXT, &ignored) ||
        !json_is_object(root)) {
        import_lose(reader, "W600", source->node, _("what x_fhir holds, since it is no JSON "
                                                    "object"));
        source->item->fhir = NULL;
        json_decref(root);
        return;
    }
    json_object_foreach (source->extra, key, value) {
        json_t *have = json_object_get(root, key);

        if (json_is_array(have) && json_is_array(value))
            json_array_extend(have, value);
        else
            json_object_set(root, key, value);
    }
    json_decref(source->extra);
    source->extra = root;
}

void import_extra(struct questionnaire_reader *reader, struct source *source)
{
    struct buf text = BUF_INIT;

    if (strcmp(source->link_id, source->item->name) != 0 &&
        !source_keep(source, "extension",
                     json_pack("{s:s, s:s}", "url", QUESTIONNAIRE_OURS "linkId", "valueString",
                               source->link_id)))
        import_lose(reader, "W600", source->node, _("its linkId"));
    join_given(reader, source);
    if (source->extra) {
        json_write_decimal(&text, source->extra);
        if (text.length <= QUESTIONNAIRE_MAX_TEXT)
            source->item->fhir = arena_copy(reader->arena, buf_text(&text), text.length);
        else
            import_lose(reader, "W600", source->node, _("what it says for programs is too long"));
    }
    json_decref(source->extra);
    source->extra = NULL;
    buf_finish(&text);
}

/* ---- members of an item ---- */

static bool is_true(const struct source *source, const char *key)
{
    return json_is_true(json_object_get(source->node->json, key));
}

/* FHIR has these at items of any type. */
static void lose_by_type(struct questionnaire_reader *reader, struct source *source)
{
    const struct item *item = source->item;
    const json_t *json = source->node->json;
    bool choice = strcmp(source->type, "choice") == 0 || strcmp(source->type, "open-choice") == 0;

    if (!item_takes_answer(item) && item->type != ITEM_REPEAT && is_true(source, "required"))
        import_lose(reader, "W600", source->node, _("\"required\" of what has no answer"));
    if (!item_takes_answer(item) && is_true(source, "readOnly"))
        import_lose(reader, "W600", source->node, _("\"readOnly\" of what has no answer"));
    if (!item_takes_answer(item) && json_object_get(json, "initial"))
        import_lose(reader, "W600", source->node, _("\"initial\" of what has no answer"));
    if ((item->type == ITEM_NOTE || item->type == ITEM_FILE) && is_true(source, "repeats"))
        import_lose(reader, "W604", source->node, _("it is there once, not several times"));
    if (json_object_get(json, "answerOption") && json_object_get(json, "answerValueSet"))
        import_lose(reader, "W603", node_get(reader, source->node, "answerValueSet"),
                    _("choices that are not offered, since the item has some of its own"));
    if (!choice && !item->choices &&
        (json_object_get(json, "answerOption") || json_object_get(json, "answerValueSet")))
        import_lose(reader, "W603", source->node,
                    _("it has choices, but is of a type that is typed; they are not offered"));
}

void import_unused(struct questionnaire_reader *reader, struct source *source)
{
    static const char *const known[] = {
        "linkId", "definition", "code", "prefix", "text", "type", "enableWhen", "enableBehavior",
        "required", "repeats", "readOnly", "maxLength", "answerValueSet", "answerOption",
        "initial", "item", "extension", "_text"};
    const char *definition = node_text(reader, source->node, "definition");

    if (!reader->ours) {
        node_only(reader, source->node, known, sizeof(known) / sizeof(known[0]));
        lose_by_type(reader, source);
    }
    if (definition && !source_keep(source, "definition", json_string(definition)))
        import_lose(reader, "W600", source->node, _("\"definition\" cannot be kept for exports"));
}

/* What tells that it is a hint is no loss. */
static bool says_hint(const char *url)
{
    return strcmp(url, FHIR_EXTENSION "questionnaire-itemControl") == 0 ||
           strcmp(url, FHIR_EXTENSION "questionnaire-displayCategory") == 0;
}

void import_unused_note(struct questionnaire_reader *reader, const struct source *source)
{
    static const char *const known[] = {"linkId", "text", "_text", "type", "extension",
                                        "enableWhen", "enableBehavior", "item"};
    const struct node *list = node_get(reader, source->node, "extension");
    size_t count = reader->ours ? 0 : node_count(reader, list);

    if (reader->ours)
        return;
    node_only(reader, source->node, known, sizeof(known) / sizeof(known[0]));
    if (json_object_get(source->node->json, "enableWhen"))
        import_lose(reader, "W601", source->node, _("a hint is there whatever the answers"));
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = reader->failed ? NULL : node_text(reader, extension, "url");

        if (url && !says_hint(url))
            import_lose(reader, "W600", extension, _("the extension %.128s has no effect here"),
                        url);
    }
}

/* ---- the top ---- */

/* Where it comes from, and that nobody here may know what is allowed with it. */
static void tell_origin(struct questionnaire_reader *reader, const struct node *top)
{
    struct form *form = reader->form;
    const char *url = node_text(reader, top, "url"), *version = node_text(reader, top, "version");
    const char *publisher = node_text(reader, top, "publisher");
    const char *date = node_text(reader, top, "date");
    struct buf text = BUF_INIT;

    buf_add_format(&text, "Imported from a FHIR Questionnaire: %s", url ? url : form->form_id);
    if (version)
        buf_add_format(&text, ", version %s", version);
    if (date)
        buf_add_format(&text, ", of %s", date);
    if (publisher)
        buf_add_format(&text, ", published by %s", publisher);
    if (node_flag(reader, top, "experimental"))
        buf_add_text(&text, ", not meant for real use yet");
    buf_add_char(&text, '.');
    import_add_text(reader, &form->source, buf_text(&text));
    if (!form->rights.text[form->default_language])
        import_add_text(reader, &form->rights,
                        "The file does not say who may use it; ask its publisher before use.");
    buf_finish(&text);
}

/* Interviews are with patients; forms about others are asked of them all the same. */
static void check_subject(struct questionnaire_reader *reader, const struct node *top)
{
    const struct node *list = node_get(reader, top, "subjectType");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const char *type = json_string_value(json_array_get(list->json, i));

        if (!type || strcmp(type, "Patient") != 0)
            import_lose(reader, "W604", list,
                        _("it is about \"%.40s\"; here, a form is about a patient"),
                        type ? type : "?");
    }
}

static void check_status(struct questionnaire_reader *reader, const struct node *top)
{
    const char *status = node_text(reader, top, "status");

    if (status && strcmp(status, "draft") != 0)
        import_lose(reader, "W604", node_get(reader, top, "status"),
                    _("its status was \"%.40s\"; here, it is a draft until somebody reviews it"),
                    status);
}

static void check_contained(struct questionnaire_reader *reader, const struct node *top)
{
    const struct node *list = node_get(reader, top, "contained");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *resource = node_at(reader, list, i);
        const char *kind = reader->failed ? NULL : node_text(reader, resource, "resourceType");
        const char *id = reader->failed ? NULL : node_text(reader, resource, "id");
        char key[128];

        (void)snprintf(key, sizeof(key), "#%s", id ? id : "");
        if (!reader->failed && (!kind || strcmp(kind, "ValueSet") != 0 ||
                                !json_object_get(reader->lists, key)))
            import_lose(reader, "W600", resource,
                        _("a %.40s inside the file that gives no choices"), kind ? kind : "?");
    }
}

void import_unused_top(struct questionnaire_reader *reader, const struct node *top)
{
    static const char *const known[] = {
        "resourceType", "language",  "url",      "version",    "name",        "title",
        "_title",       "status",    "purpose",  "_purpose",   "description", "_description",
        "copyright",    "_copyright", "item",    "extension",  "contained",   "publisher",
        "date",         "subjectType", "experimental"};

    tell_origin(reader, top);
    check_subject(reader, top);
    check_status(reader, top);
    check_contained(reader, top);
    node_only(reader, top, known, sizeof(known) / sizeof(known[0]));
}
