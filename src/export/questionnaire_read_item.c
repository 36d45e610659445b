/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One item: what FHIR has members for. What stands in extensions is read in
 * questionnaire_read_extension.c, conditions in questionnaire_read_when.c.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"
#include "form/translation.h"

#include <stdio.h>
#include <string.h>

/* Numbers with a fraction would change on their way through a form. */
static bool has_fraction(const json_t *value)
{
    const json_t *element;
    const char *key;
    size_t index;

    if (json_is_real(value))
        return true;
    json_array_foreach (value, index, element)
        if (has_fraction(element))
            return true;
    json_object_foreach ((json_t *)(uintptr_t)value, key, element)
        if (has_fraction(element))
            return true;
    return false;
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

void source_keep(struct source *source, const char *key, json_t *value)
{
    /* A file of YAML has 16 levels; two for each group around, three above them. */
    if (has_fraction(value) || depth_of(value) + 2 * source->item->depth + 6 > 16) {
        json_decref(value);
        return;
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
        return;
    }
    json_object_set_new(source->extra, key, value);
}

/* A form has no item without a label: the code's words, or what the file calls it. */
static void read_label(struct questionnaire_reader *reader, const struct source *source)
{
    struct item *item = source->item;
    const struct node *codes = node_get(reader, source->node, "code");

    import_wording(reader, source->node, "text", &item->label);
    if (item->label.text[reader->form->default_language])
        return;
    if (item->type == ITEM_CALCULATE && reader->ours)
        return;
    if (node_count(reader, codes) > 0)
        import_wording(reader, node_at(reader, codes, 0), "display", &item->label);
    if (item->label.text[reader->form->default_language])
        return;
    import_lose(reader, "W606", source->node, _("it has no text; its linkId stands there"));
    import_add_text(reader, &item->label, source->link_id);
}

static void read_codes(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *codes = node_get(reader, source->node, "code");
    size_t count = node_count(reader, codes);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *coding = node_at(reader, codes, i);
        const char *code = reader->failed ? NULL : import_code(reader, coding, NULL);

        if (code && !source->item->code)
            source->item->code = code;
        else if (!reader->ours)
            import_lose(reader, "W600", coding, _("an item of a form has one code"));
    }
}

static void read_max_length(struct questionnaire_reader *reader, const struct source *source)
{
    double length;

    if (!node_number(reader, source->node, "maxLength", &length))
        return;
    if (source->item->type == ITEM_TEXT && length >= 1)
        source->item->max_length = (size_t)length;
    else
        import_lose(reader, "W600", source->node, _("\"maxLength\" is for texts only"));
}

/* ---- what stands there when the item first comes up ---- */

/* VALUE as a literal of an expression. */
static bool literal_of(struct questionnaire_reader *reader, const struct source *source,
                       const struct node *value, const char *key, struct buf *out)
{
    const json_t *json = value->json;
    const struct choice *choice;

    if (json_is_boolean(json)) {
        buf_add_text(out, json_is_true(json) ? "true()" : "false()");
        return true;
    }
    if (json_is_integer(json)) {
        buf_add_format(out, "%lld", (long long)json_integer_value(json));
        return true;
    }
    if (json_is_real(json)) {
        buf_add_format(out, "%.15g", json_real_value(json));
        return !strchr(buf_text(out), 'e');
    }
    if (source->item->choices) {
        choice = import_choice(reader, source->item, value, key);
        return choice && import_literal(out, choice->name);
    }
    return json_is_string(json) && import_literal(out, json_string_value(json));
}

static void read_initial(struct questionnaire_reader *reader, const struct source *source)
{
    const struct node *list = node_get(reader, source->node, "initial");
    size_t count = node_count(reader, list);
    struct buf text = BUF_INIT;
    struct node *value;
    const char *key;

    if (count == 0 || source->own_default || reader->failed)
        return;
    if (count > 1)
        import_lose(reader, "W604", list, _("only the first of several is kept"));
    if (!reader->failed && (key = node_value(reader, node_at(reader, list, 0), &value)) &&
        literal_of(reader, source, value, key, &text))
        source->item->default_value = import_rule(reader, buf_text(&text));
    if (!source->item->default_value)
        import_lose(reader, "W604", list, _("this cannot stand there from the beginning"));
    buf_finish(&text);
}

/* ---- the whole ---- */

static void read_choices(struct questionnaire_reader *reader, struct source *source)
{
    struct item *item = source->item;
    bool select = item->type == ITEM_SELECT_ONE || item->type == ITEM_SELECT_MULTIPLE ||
                  item->type == ITEM_RANK;

    if (!select || import_item_choices(reader, source) || reader->failed)
        return;
    import_lose(reader, "W603", source->node,
                _("its choices are not in the file; it is asked as a line of text"));
    item->type = ITEM_TEXT;
    item->one_line = true;
    item->appearance = "one-line";
}

static void check_members(struct questionnaire_reader *reader, struct source *source)
{
    static const char *const known[] = {
        "linkId", "definition", "code", "prefix", "text", "type", "enableWhen", "enableBehavior",
        "required", "repeats", "readOnly", "maxLength", "answerValueSet", "answerOption",
        "initial", "item", "extension", "_text", "_prefix", "id"};
    const char *definition = node_text(reader, source->node, "definition");

    node_only(reader, source->node, known, sizeof(known) / sizeof(known[0]));
    if (definition)
        source_keep(source, "definition", json_string(definition));
}

/* What only exports want, as the text of x_fhir. */
static void finish_extra(struct questionnaire_reader *reader, struct source *source)
{
    struct buf text = BUF_INIT;

    if (strcmp(source->link_id, source->item->name) != 0)
        source_keep(source, "extension",
                    json_pack("{s:s, s:s}", "url", QUESTIONNAIRE_OURS "linkId", "valueString",
                              source->link_id));
    if (source->extra && !source->item->fhir) {
        json_write(&text, source->extra);
        if (text.length <= QUESTIONNAIRE_MAX_TEXT)
            source->item->fhir = arena_copy(reader->arena, buf_text(&text), text.length);
        else
            import_lose(reader, "W600", source->node, _("what it says for programs is too long"));
    }
    json_decref(source->extra);
    source->extra = NULL;
    buf_finish(&text);
}

/* The repeat around a question takes over what is about all of its answers. */
static void finish_wrap(struct source *source)
{
    struct item *wrap = source->wrap, *item = source->item;

    if (!wrap)
        return;
    wrap->label = item->label;
    wrap->prefix = item->prefix;
    item->prefix = "";
}

void import_item(struct questionnaire_reader *reader, struct source *source)
{
    struct item *item = source->item;
    const char *prefix = node_text(reader, source->node, "prefix");
    bool asked = item_takes_answer(item);

    if (prefix)
        item->prefix = prefix;
    read_label(reader, source);
    read_codes(reader, source);
    item->one_line = item->type == ITEM_TEXT && strcmp(source->type, "text") != 0;
    if (item->one_line)
        item->appearance = "one-line";
    item->read_only = asked && node_flag(reader, source->node, "readOnly");
    import_extensions(reader, source);
    /* FHIR has every calculation read-only; what we meant is told beside it. */
    if (reader->ours && item->calculation)
        item->read_only =
            node_extension(reader, source->node, QUESTIONNAIRE_OURS "read_only") != NULL;
    if (asked && !source->own_required && node_flag(reader, source->node, "required"))
        item->required = REQUIRED_YES;
    if (item->type == ITEM_QUANTITY && item->unit_count == 0)
        item->type = ITEM_DECIMAL;
    read_choices(reader, source);
    read_max_length(reader, source);
    if (asked)
        read_initial(reader, source);
    check_members(reader, source);
}

void import_item_finish(struct questionnaire_reader *reader, struct source *source)
{
    import_expressions(reader, source);
    finish_extra(reader, source);
    finish_wrap(source);
}
