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

/* What it says beside system and code: words other than the item's own. */
static void unused_code(struct questionnaire_reader *reader, const struct source *source,
                        const struct node *coding)
{
    static const char *const known[] = {"system", "code", "display"};
    const char *label = source->item->label.text[reader->form->default_language];
    const char *display = node_text(reader, coding, "display");

    if (reader->ours)
        return;
    node_only(reader, coding, known, sizeof(known) / sizeof(known[0]));
    if (display && label && strcmp(display, label) != 0)
        import_lose(reader, "W600", coding, _("the words of a code, which are not the item's"));
}

static void read_codes(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *codes = node_get(reader, source->node, "code");
    size_t count = node_count(reader, codes);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *coding = node_at(reader, codes, i);
        const char *code = reader->failed ? NULL : import_code(reader, coding, NULL);

        if (code && !source->item->code) {
            source->item->code = code;
            unused_code(reader, source, coding);
        } else if (source->item->code && !reader->ours) {
            import_lose(reader, "W600", coding, _("an item of a form has one code"));
        } else if (!json_text(coding->json, "system")[0] || !json_text(coding->json, "code")[0]) {
            import_lose(reader, "W600", coding, _("a code that does not say of which system"));
        }
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

    if (source->item->choices) {
        choice = import_choice(reader, source->item, value, key);
        return choice && import_literal(out, choice->name);
    }
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
    return import_item_literal(reader, out, source->item, value);
}

/* Several choices at once: their names with spaces in between. */
static bool literal_of_all(struct questionnaire_reader *reader, const struct source *source,
                           const struct node *list, size_t count, struct buf *out)
{
    struct buf names = BUF_INIT;
    bool good = true;

    for (size_t i = 0; i < count && good; i++) {
        const struct node *initial = node_at(reader, list, i);
        struct node *value = NULL;
        const char *key = reader->failed ? NULL : node_value(reader, initial, &value);
        const struct choice *choice =
            key ? import_choice(reader, source->item, value, key) : NULL;

        good = choice != NULL;
        if (good)
            buf_add_format(&names, "%s%s", i > 0 ? " " : "", choice->name);
    }
    good = good && import_literal(out, buf_text(&names));
    buf_finish(&names);
    return good;
}

static void read_initial(struct questionnaire_reader *reader, const struct source *source)
{
    const struct node *list = node_get(reader, source->node, "initial");
    size_t count = node_count(reader, list);
    bool several = source->item->type == ITEM_SELECT_MULTIPLE && count > 1, good = false;
    struct buf text = BUF_INIT;
    struct node *value;
    const char *key;

    if (count == 0 || source->own_default || reader->failed)
        return;
    if (several)
        good = literal_of_all(reader, source, list, count, &text);
    else if ((key = node_value(reader, node_at(reader, list, 0), &value)))
        good = literal_of(reader, source, value, key, &text);
    if (count > 1 && !several)
        import_lose(reader, "W604", list, _("only the first of several is kept"));
    if (good)
        source->item->default_value = import_rule(reader, buf_text(&text));
    if (!source->item->default_value)
        import_lose(reader, "W604", list, _("this cannot stand there from the beginning"));
    buf_finish(&text);
}

/* Options that are ticked when the item comes up; the list has them in the same order. */
static void read_selected(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *options = node_get(reader, source->node, "answerOption");
    struct item *item = source->item;
    size_t count = item->choices ? node_count(reader, options) : 0;
    struct buf names = BUF_INIT, text = BUF_INIT;

    if (reader->ours)
        return;
    for (size_t i = 0; i < count && i < item->choices->count && !reader->failed; i++) {
        const struct node *option = node_at(reader, options, i);

        if (!node_flag(reader, option, "initialSelected"))
            continue;
        if (item->default_value || (names.length > 0 && item->type != ITEM_SELECT_MULTIPLE))
            import_lose(reader, "W604", option, _("only the first of several is kept"));
        else
            buf_add_format(&names, "%s%s", names.length > 0 ? " " : "",
                           item->choices->choices[i].name);
    }
    if (names.length > 0 && import_literal(&text, buf_text(&names)))
        item->default_value = import_rule(reader, buf_text(&text));
    buf_finish(&names);
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

/* The repeat around a question takes over what is about all of its answers. */
static void finish_wrap(struct source *source)
{
    struct item *wrap = source->wrap, *item = source->item;

    if (!wrap)
        return;
    wrap->label = item->label;
    wrap->prefix = item->prefix;
    wrap->hidden = item->hidden;
    item->hidden = false;
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
    if (!reader->ours && node_flag(reader, source->node, "required"))
        import_required_rows(source);
    if (item->type == ITEM_QUANTITY && item->unit_count == 0)
        item->type = ITEM_DECIMAL;
    read_choices(reader, source);
    read_max_length(reader, source);
    if (asked) {
        read_initial(reader, source);
        read_selected(reader, source);
    }
    import_unused(reader, source);
}

void import_item_finish(struct questionnaire_reader *reader, struct source *source)
{
    import_expressions(reader, source);
    import_extra(reader, source);
    finish_wrap(source);
}
