/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items and choices as text: one row a key, in the order in which they are written.
 */
#include "form/form_writer.h"

#include "base/alloc.h"
#include "base/json.h"
#include "form/translation.h"
#include "form/yaml_text.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One key of an item: what writes it, and where its value stands. */
struct item_row {
    const char *key;
    void (*write)(struct form_writer *writer, const struct item_row *row, const struct item *item);
    size_t offset;
};

#define NUMBER_MAX 512

/* The shortest digits that mean NUMBER, never with an exponent. */
static void number_text(char out[NUMBER_MAX], double number)
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(out, NUMBER_MAX, "%.*g", digits, number);
        if (strtod(out, NULL) == number)
            break;
    }
    if (!strchr(out, 'e'))
        return;
    for (int places = 0; places <= 340; places++) {
        (void)snprintf(out, NUMBER_MAX, "%.*f", places, number);
        if (strtod(out, NULL) == number)
            break;
    }
}

static const void *field_of(const struct item_row *row, const struct item *item)
{
    return (const char *)item + row->offset;
}

static void plain(struct form_writer *writer, const char *key, const char *text)
{
    writer_key(writer, key);
    buf_add_format(writer->out, " %s\n", text);
}

static void write_wording(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    writer_wording(writer, row->key, field_of(row, item));
}

static void write_rule(struct form_writer *writer, const struct item_row *row,
                       const struct item *item)
{
    writer_rule(writer, row->key, *(struct rule *const *)field_of(row, item));
}

static void write_text(struct form_writer *writer, const struct item_row *row,
                       const struct item *item)
{
    writer_text(writer, row->key, *(const char *const *)field_of(row, item));
}

static void write_flag(struct form_writer *writer, const struct item_row *row,
                       const struct item *item)
{
    if (*(const bool *)field_of(row, item))
        plain(writer, row->key, "true");
}

static void write_name(struct form_writer *writer, const struct item_row *row,
                       const struct item *item)
{
    if (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) {
        writer_word(writer, item_type_name(item->type), item->name);
        return;
    }
    writer_word(writer, row->key, item->name);
    plain(writer, "type", item_type_name(item->type));
    if (item->appearance)
        plain(writer, "appearance", item->appearance);
}

static bool is_decimal(const struct item *item)
{
    return item->type == ITEM_DECIMAL || item->type == ITEM_QUANTITY || item->type == ITEM_RANGE;
}

static void write_bound(struct form_writer *writer, const char *key, const struct item *item,
                        int64_t whole, double number)
{
    char text[NUMBER_MAX];

    if (is_decimal(item))
        number_text(text, number);
    else
        (void)snprintf(text, sizeof(text), "%lld", (long long)whole);
    plain(writer, key, text);
}

static void write_numbers(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    (void)row;
    if (item->has_min)
        write_bound(writer, "min", item, item->min, item->least);
    if (item->has_max)
        write_bound(writer, "max", item, item->max, item->most);
    if (item->step != 0)
        write_bound(writer, "step", item, 0, item->step);
    if (item->max_length > 0)
        write_bound(writer, "max_length", item, (int64_t)item->max_length,
                    (double)item->max_length);
}

static void write_units(struct form_writer *writer, const struct item_row *row,
                        const struct item *item)
{
    bool labelled = false;

    for (size_t i = 0; i < item->unit_count; i++)
        labelled = labelled || !wording_is_empty(&item->units[i].label);
    if (item->unit_count == 0)
        return;
    writer_key(writer, row->key);
    if (!labelled) {
        for (size_t i = 0; i < item->unit_count; i++) {
            buf_add_text(writer->out, i > 0 ? ", " : " [");
            yaml_text_word(writer->out, item->units[i].code);
        }
        buf_add_text(writer->out, "]\n");
        return;
    }
    buf_add_text(writer->out, "\n");
    writer->indent += 4;
    for (size_t i = 0; i < item->unit_count; i++) {
        writer->dash = true;
        writer_word(writer, "code", item->units[i].code);
        writer_wording(writer, "label", &item->units[i].label);
    }
    writer->indent -= 4;
}

static void write_required(struct form_writer *writer, const struct item_row *row,
                           const struct item *item)
{
    if (item->required_when)
        writer_rule(writer, row->key, item->required_when);
    else if (item->required != REQUIRED_NO)
        plain(writer, row->key, item->required == REQUIRED_SOFT ? "soft" : "true");
}

static void write_severity(struct form_writer *writer, const struct item_row *row,
                           const struct item *item)
{
    if (item->warning_only)
        plain(writer, row->key, "warning");
}

/* The words whose bits are set, of at most eight. */
static void write_bits(struct form_writer *writer, const char *key, const char *const *words,
                       size_t count, unsigned bits)
{
    const char *chosen[8];
    size_t have = 0;

    for (size_t i = 0; i < count; i++)
        if (bits & (1u << i))
            chosen[have++] = words[i];
    if (have > 0)
        writer_words(writer, key, chosen, have);
    else
        plain(writer, key, "[]");
}

static void write_outline(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    static const char *const headings[] = {"identity", "distress", "stressors", "relationship",
                                           "overall"};

    if (item->outline)
        write_bits(writer, row->key, headings, 5, item->outline);
}

static void write_absent(struct form_writer *writer, const struct item_row *row,
                         const struct item *item)
{
    static const char *const reasons[] = {"not_asked", "asked_unknown", "declined",
                                          "not_applicable"};

    if (item_takes_answer(item) && item->absent != ABSENT_ALL)
        write_bits(writer, row->key, reasons, 4, item->absent);
}

static void write_precision(struct form_writer *writer, const struct item_row *row,
                            const struct item *item)
{
    static const char *const words[] = {"year", "month", "day"};

    if (item->precision != PRECISION_YEAR)
        plain(writer, row->key, words[item->precision]);
}

static void write_export(struct form_writer *writer, const struct item_row *row,
                         const struct item *item)
{
    if (item->export_to != EXPORT_FULL)
        plain(writer, row->key, item->export_to == EXPORT_SUMMARY ? "summary" : "never");
}

static void write_dossier(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    static const char *const words[] = {"", "agreement", "follow_up", "permission", "settled",
                                        "statement"};

    if (item->dossier != DOSSIER_NONE)
        plain(writer, row->key, words[item->dossier]);
}

static void write_private(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    if (item->for_clinician)
        plain(writer, row->key, "clinician");
}

static void write_probes(struct form_writer *writer, const struct item_row *row,
                         const struct item *item)
{
    if (item->probe_count == 0)
        return;
    writer_key(writer, row->key);
    buf_add_text(writer->out, "\n");
    writer->indent += 2;
    for (size_t i = 0; i < item->probe_count; i++)
        writer_wording_element(writer, &item->probes[i]);
    writer->indent -= 2;
}

static void write_also_see(struct form_writer *writer, const struct item_row *row,
                           const struct item *item)
{
    if (item->also_see_count == 0)
        return;
    writer_key(writer, row->key);
    buf_add_text(writer->out, " [");
    for (size_t i = 0; i < item->also_see_count; i++)
        buf_add_format(writer->out, "%s%s.%s", i > 0 ? ", " : "", item->also_see[i].form,
                       item->also_see[i].item);
    buf_add_text(writer->out, "]\n");
}

static void write_triggers(struct form_writer *writer, const struct item_row *row,
                           const struct item *item)
{
    if (item->trigger_count > 0)
        writer_words(writer, row->key, item->triggers, item->trigger_count);
}

static void write_modules(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    if (item->module_count > 0)
        writer_words(writer, row->key, item->modules, item->module_count);
}

static void write_renamed(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    const struct form *form = writer->form;
    const char **names = NULL;
    size_t count = 0;

    names = alloc_array(form->rename_count + 1, sizeof(*names));
    for (size_t i = 0; i < form->rename_count; i++)
        if (!form->renames[i].version && strcmp(form->renames[i].to, item->name) == 0)
            names[count++] = form->renames[i].from;
    if (count > 0)
        writer_words(writer, row->key, names, count);
    free(names);
}

/* One string of JSON as a string of YAML; gives what stands behind it. */
static const char *write_json_string(struct buf *out, const char *from)
{
    const char *end = from + 1;
    struct error ignored = {0};
    json_t *string;

    while (*end && *end != '"')
        end += end[0] == '\\' && end[1] ? 2 : 1;
    end += *end == '"';
    if (json_read(&string, from, (size_t)(end - from), (size_t)(end - from), &ignored)) {
        yaml_text_quoted(out, json_string_value(string));
        json_decref(string);
    }
    return end;
}

/* JSON is YAML in brackets, but for the space that YAML wants behind a colon. */
static void write_fhir(struct form_writer *writer, const struct item_row *row,
                       const struct item *item)
{
    if (!item->fhir)
        return;
    writer_key(writer, row->key);
    buf_add_char(writer->out, ' ');
    for (const char *at = item->fhir; *at;) {
        if (*at == '"') {
            at = write_json_string(writer->out, at);
            continue;
        }
        buf_add_char(writer->out, *at);
        if (*at == ':' || *at == ',')
            buf_add_char(writer->out, ' ');
        at++;
    }
    buf_add_char(writer->out, '\n');
}

static void write_choices(struct form_writer *writer, const struct item_row *row,
                          const struct item *item)
{
    if (!item->choices)
        return;
    if (form_has_list(writer->form, item->choices)) {
        writer_word(writer, row->key, item->choices->name);
        return;
    }
    writer_key(writer, row->key);
    buf_add_text(writer->out, "\n");
    writer_choices(writer, item->choices);
}

static void write_other(struct form_writer *writer, const struct item_row *row,
                        const struct item *item)
{
    if (!item->other)
        return;
    if (wording_is_empty(&item->other_label)) {
        plain(writer, row->key, "true");
        return;
    }
    writer_key(writer, row->key);
    buf_add_text(writer->out, "\n");
    writer->indent += 2;
    writer_wording(writer, "label", &item->other_label);
    writer->indent -= 2;
}

static void write_children(struct form_writer *writer, const struct item_row *row,
                           const struct item *item)
{
    if (item->item_count == 0)
        return;
    writer_key(writer, row->key);
    buf_add_text(writer->out, "\n");
    writer->indent += 2;
    writer_items(writer, item->items, item->item_count);
    writer->indent -= 2;
}

#define FIELD(name) offsetof(struct item, name)

static const struct item_row item_rows[] = {
    {"name", write_name, 0},
    {"prefix", write_text, FIELD(prefix)},
    {"label", write_wording, FIELD(label)},
    {"short", write_wording, FIELD(short_label)},
    {"ask", write_wording, FIELD(ask)},
    {"if_asked", write_wording, FIELD(if_asked)},
    {"hint", write_wording, FIELD(hint)},
    {"fallback", write_wording, FIELD(fallback)},
    {"purpose", write_wording, FIELD(purpose)},
    {"guidance_hint", write_wording, FIELD(guidance)},
    {"probes", write_probes, 0},
    {"outline", write_outline, 0},
    {"relevant", write_rule, FIELD(relevant)},
    {"sensitive", write_flag, FIELD(sensitive)},
    {"gate", write_flag, FIELD(gate)},
    {"ask_last", write_flag, FIELD(ask_last)},
    {"private_to", write_private, 0},
    {"required", write_required, 0},
    {"required_message", write_wording, FIELD(required_message)},
    {"absent", write_absent, 0},
    {"calculation", write_rule, FIELD(calculation)},
    {"trigger", write_triggers, 0},
    {"default", write_rule, FIELD(default_value)},
    {"read_only", write_flag, FIELD(read_only)},
    {"hidden", write_flag, FIELD(hidden)},
    {"precision", write_precision, 0},
    {"approximate", write_flag, FIELD(approximate)},
    {"min", write_numbers, 0},
    {"units", write_units, 0},
    {"pattern", write_text, FIELD(pattern_text)},
    {"constraint", write_rule, FIELD(constraint)},
    {"constraint_message", write_wording, FIELD(constraint_message)},
    {"severity", write_severity, 0},
    {"diagram", write_text, FIELD(diagram)},
    {"module", write_text, FIELD(module)},
    {"choice_filter", write_rule, FIELD(choice_filter)},
    {"choices", write_choices, 0},
    {"other", write_other, 0},
    {"modules", write_modules, 0},
    {"suggest_when", write_rule, FIELD(suggest_when)},
    {"also_see", write_also_see, 0},
    {"dossier", write_dossier, 0},
    {"code", write_text, FIELD(code)},
    {"section", write_text, FIELD(section)},
    {"export", write_export, 0},
    {"renamed_from", write_renamed, 0},
    {"x_fhir", write_fhir, 0},
    {"repeat_count", write_rule, FIELD(repeat_count)},
    {"add_label", write_wording, FIELD(add_label)},
    {"row_title", write_text, FIELD(row_title)},
    {"items", write_children, 0},
};

static void write_attributes(struct form_writer *writer, const struct choice *choice)
{
    for (size_t i = 0; i < choice->attribute_count; i++)
        writer_text(writer, choice->attributes[i].name, choice->attributes[i].value);
}

void writer_choices(struct form_writer *writer, const struct choice_list *list)
{
    writer->indent += 4;
    for (size_t i = 0; i < list->count; i++) {
        const struct choice *choice = &list->choices[i];

        writer->dash = true;
        writer_word(writer, "name", choice->name);
        writer_wording(writer, "label", &choice->label);
        if (choice->exclusive)
            plain(writer, "exclusive", "true");
        if (choice->retired)
            plain(writer, "retired", "true");
        writer_text(writer, "code", choice->code);
        if (choice->score)
            plain(writer, "score", choice->score);
        write_attributes(writer, choice);
    }
    writer->indent -= 4;
}

void writer_items(struct form_writer *writer, struct item *const *items, size_t count)
{
    writer->indent += 4;
    for (size_t i = 0; i < count; i++) {
        writer->dash = true;
        for (size_t j = 0; j < sizeof(item_rows) / sizeof(item_rows[0]); j++)
            item_rows[j].write(writer, &item_rows[j], items[i]);
    }
    writer->indent -= 4;
}
