/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms side by side, field by field. No text is the same as an empty one, and the
 * order matters wherever people see it.
 */
#include "form/form_equal.h"

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct comparison {
    const struct form *a, *b;
    struct buf *difference;
    const char *kind, *subject; /* "item", "since" */
};

static bool differs(struct comparison *pair, const char *what)
{
    if (!pair->difference)
        return false;
    if (pair->subject)
        buf_add_format(pair->difference, "%s %s: ", pair->kind, pair->subject);
    buf_add_text(pair->difference, what);
    return false;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_rule(const struct rule *a, const struct rule *b)
{
    return same_text(a ? rule_text(a) : NULL, b ? rule_text(b) : NULL);
}

static bool same_wording(struct comparison *pair, const char *what, const struct wording *a,
                         const struct wording *b)
{
    for (size_t i = 0; i < pair->a->language_count; i++) {
        if (same_text(a->text[i], b->text[i]))
            continue;
        (void)differs(pair, what);
        if (pair->difference)
            buf_add_format(pair->difference, " (%s)", pair->a->languages[i]);
        return false;
    }
    return true;
}

enum field_kind { FIELD_WORDING, FIELD_TEXT, FIELD_RULE, FIELD_FLAG, FIELD_WORD, FIELD_SIZE,
                  FIELD_WHOLE, FIELD_NUMBER };

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
};

static bool same_field(struct comparison *pair, const struct field *field, const void *first,
                       const void *second)
{
    const void *a = (const char *)first + field->offset;
    const void *b = (const char *)second + field->offset;
    bool same = false;

    switch (field->kind) {
    case FIELD_WORDING:
        return same_wording(pair, field->name, a, b);
    case FIELD_TEXT:
        same = same_text(*(const char *const *)a, *(const char *const *)b);
        break;
    case FIELD_RULE:
        same = same_rule(*(const struct rule *const *)a, *(const struct rule *const *)b);
        break;
    case FIELD_FLAG:
        same = *(const bool *)a == *(const bool *)b;
        break;
    case FIELD_WORD:
        same = *(const unsigned *)a == *(const unsigned *)b;
        break;
    case FIELD_SIZE:
        same = *(const size_t *)a == *(const size_t *)b;
        break;
    case FIELD_WHOLE:
        same = *(const int64_t *)a == *(const int64_t *)b;
        break;
    case FIELD_NUMBER:
        same = *(const double *)a == *(const double *)b;
        break;
    }
    return same || differs(pair, field->name);
}

static bool same_fields(struct comparison *pair, const struct field *fields, size_t count,
                        const void *a, const void *b)
{
    for (size_t i = 0; i < count; i++)
        if (!same_field(pair, &fields[i], a, b))
            return false;
    return true;
}

static bool same_names(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (!same_text(a[i], b[i]))
            return false;
    return true;
}

#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))
#define CHOICE(field) offsetof(struct choice, field)

static const struct field choice_fields[] = {
    {"name", FIELD_TEXT, CHOICE(name)},        {"label", FIELD_WORDING, CHOICE(label)},
    {"exclusive", FIELD_FLAG, CHOICE(exclusive)}, {"retired", FIELD_FLAG, CHOICE(retired)},
    {"code", FIELD_TEXT, CHOICE(code)},        {"attributes", FIELD_SIZE, CHOICE(attribute_count)},
    {"score", FIELD_TEXT, CHOICE(score)},
};

/* Attributes have no order. */
static bool has_attribute(const struct choice *choice, const struct choice_attribute *attribute)
{
    for (size_t i = 0; i < choice->attribute_count; i++)
        if (same_text(choice->attributes[i].name, attribute->name))
            return same_text(choice->attributes[i].value, attribute->value);
    return false;
}

static bool same_choice(struct comparison *pair, const struct choice *a, const struct choice *b)
{
    struct comparison inner = *pair;

    inner.kind = "choice";
    inner.subject = a->name;
    if (!same_fields(&inner, choice_fields, COUNT(choice_fields), a, b))
        return false;
    for (size_t i = 0; i < a->attribute_count; i++)
        if (!has_attribute(b, &a->attributes[i]))
            return differs(&inner, a->attributes[i].name);
    return true;
}

static bool same_list(struct comparison *pair, const struct choice_list *a,
                      const struct choice_list *b)
{
    if (!a || !b)
        return a == b || differs(pair, "choices");
    if (a->count != b->count)
        return differs(pair, "number of choices");
    for (size_t i = 0; i < a->count; i++)
        if (!same_choice(pair, &a->choices[i], &b->choices[i]))
            return false;
    return true;
}

#define ITEM(field) offsetof(struct item, field)

static_assert(sizeof(enum item_type) == sizeof(unsigned) &&
                  sizeof(enum required) == sizeof(unsigned),
              "fields that hold a word are compared as numbers");

static const struct field item_fields[] = {
    {"name", FIELD_TEXT, ITEM(name)},
    {"type", FIELD_WORD, ITEM(type)},
    {"prefix", FIELD_TEXT, ITEM(prefix)},
    {"label", FIELD_WORDING, ITEM(label)},
    {"short", FIELD_WORDING, ITEM(short_label)},
    {"ask", FIELD_WORDING, ITEM(ask)},
    {"if_asked", FIELD_WORDING, ITEM(if_asked)},
    {"hint", FIELD_WORDING, ITEM(hint)},
    {"purpose", FIELD_WORDING, ITEM(purpose)},
    {"guidance_hint", FIELD_WORDING, ITEM(guidance)},
    {"constraint_message", FIELD_WORDING, ITEM(constraint_message)},
    {"required_message", FIELD_WORDING, ITEM(required_message)},
    {"fallback", FIELD_WORDING, ITEM(fallback)},
    {"add_label", FIELD_WORDING, ITEM(add_label)},
    {"number of probes", FIELD_SIZE, ITEM(probe_count)},
    {"other", FIELD_FLAG, ITEM(other)},
    {"label of other", FIELD_WORDING, ITEM(other_label)},
    {"relevant", FIELD_RULE, ITEM(relevant)},
    {"constraint", FIELD_RULE, ITEM(constraint)},
    {"required", FIELD_RULE, ITEM(required_when)},
    {"required", FIELD_WORD, ITEM(required)},
    {"severity", FIELD_FLAG, ITEM(warning_only)},
    {"min", FIELD_FLAG, ITEM(has_min)},
    {"max", FIELD_FLAG, ITEM(has_max)},
    {"min", FIELD_WHOLE, ITEM(min)},
    {"max", FIELD_WHOLE, ITEM(max)},
    {"min", FIELD_NUMBER, ITEM(least)},
    {"max", FIELD_NUMBER, ITEM(most)},
    {"step", FIELD_NUMBER, ITEM(step)},
    {"max_length", FIELD_SIZE, ITEM(max_length)},
    {"appearance", FIELD_TEXT, ITEM(appearance)},
    {"sensitive", FIELD_FLAG, ITEM(sensitive)},
    {"gate", FIELD_FLAG, ITEM(gate)},
    {"ask_last", FIELD_FLAG, ITEM(ask_last)},
    {"private_to", FIELD_FLAG, ITEM(for_clinician)},
    {"row_title", FIELD_TEXT, ITEM(row_title)},
    {"calculation", FIELD_RULE, ITEM(calculation)},
    {"default", FIELD_RULE, ITEM(default_value)},
    {"choice_filter", FIELD_RULE, ITEM(choice_filter)},
    {"repeat_count", FIELD_RULE, ITEM(repeat_count)},
    {"read_only", FIELD_FLAG, ITEM(read_only)},
    {"hidden", FIELD_FLAG, ITEM(hidden)},
    {"pattern", FIELD_TEXT, ITEM(pattern_text)},
    {"precision", FIELD_WORD, ITEM(precision)},
    {"approximate", FIELD_FLAG, ITEM(approximate)},
    {"number of units", FIELD_SIZE, ITEM(unit_count)},
    {"absent", FIELD_WORD, ITEM(absent)},
    {"export", FIELD_WORD, ITEM(export_to)},
    {"diagram", FIELD_TEXT, ITEM(diagram)},
    {"module", FIELD_TEXT, ITEM(module)},
    {"code", FIELD_TEXT, ITEM(code)},
    {"section", FIELD_TEXT, ITEM(section)},
    {"x_fhir", FIELD_TEXT, ITEM(fhir)},
    {"outline", FIELD_WORD, ITEM(outline)},
    {"dossier", FIELD_WORD, ITEM(dossier)},
    {"number of also_see", FIELD_SIZE, ITEM(also_see_count)},
    {"suggest_when", FIELD_RULE, ITEM(suggest_when)},
    {"number of items", FIELD_SIZE, ITEM(item_count)},
};

static bool same_texts(struct comparison *pair, const struct item *a, const struct item *b)
{
    for (size_t i = 0; i < a->probe_count; i++)
        if (!same_wording(pair, "probes", &a->probes[i], &b->probes[i]))
            return false;
    for (size_t i = 0; i < a->unit_count; i++)
        if (!same_text(a->units[i].code, b->units[i].code))
            return differs(pair, "units");
        else if (!same_wording(pair, "units", &a->units[i].label, &b->units[i].label))
            return false;
    return true;
}

static bool same_item(struct comparison *pair, const struct item *a, const struct item *b)
{
    pair->kind = "item";
    pair->subject = a->name;
    if (!same_fields(pair, item_fields, COUNT(item_fields), a, b) || !same_texts(pair, a, b) ||
        !same_list(pair, a->choices, b->choices))
        return false;
    if (!same_names(a->triggers, a->trigger_count, b->triggers, b->trigger_count))
        return differs(pair, "trigger");
    if (!same_names(a->modules, a->module_count, b->modules, b->module_count))
        return differs(pair, "modules");
    for (size_t i = 0; i < a->also_see_count; i++)
        if (!same_text(a->also_see[i].form, b->also_see[i].form) ||
            !same_text(a->also_see[i].item, b->also_see[i].item))
            return differs(pair, "also_see");
    return true;
}

static bool same_items(struct comparison *pair)
{
    if (pair->a->all_count != pair->b->all_count)
        return differs(pair, "number of items");
    /* In the order of the file, with the number of items inside: so the tree is the same. */
    for (size_t i = 0; i < pair->a->all_count; i++)
        if (!same_item(pair, pair->a->all[i], pair->b->all[i]))
            return false;
    pair->subject = NULL;
    return true;
}

#define FORM(field) offsetof(struct form, field)

static const struct field form_fields[] = {
    {"form_id", FIELD_TEXT, FORM(form_id)},
    {"version", FIELD_TEXT, FORM(version)},
    {"number of languages", FIELD_SIZE, FORM(language_count)},
    {"default_language", FIELD_SIZE, FORM(default_language)},
    {"status", FIELD_WORD, FORM(status)},
    {"url", FIELD_TEXT, FORM(url)},
    {"instance_name", FIELD_RULE, FORM(instance_name)},
    {"number of migrations", FIELD_SIZE, FORM(rename_count)},
    {"number of lists", FIELD_SIZE, FORM(list_count)},
    {"number of terms", FIELD_SIZE, FORM(term_count)},
    {"number of items", FIELD_SIZE, FORM(item_count)},
};
static const struct field form_texts[] = {
    {"form_title", FIELD_WORDING, FORM(title)},  {"short_title", FIELD_WORDING, FORM(short_title)},
    {"purpose", FIELD_WORDING, FORM(purpose)},   {"source", FIELD_WORDING, FORM(source)},
    {"rights", FIELD_WORDING, FORM(rights)},
};

static bool same_languages(struct comparison *pair)
{
    for (size_t i = 0; i < pair->a->language_count; i++) {
        const struct form_review *a = &pair->a->reviews[i], *b = &pair->b->reviews[i];

        if (!same_text(pair->a->languages[i], pair->b->languages[i]))
            return differs(pair, "languages");
        if (pair->a->language_status[i] != pair->b->language_status[i] ||
            !same_text(a->by, b->by) || !same_text(a->date, b->date))
            return differs(pair, "review");
    }
    return true;
}

static bool same_terms(struct comparison *pair)
{
    pair->kind = "term";
    for (size_t i = 0; i < pair->a->term_count; i++) {
        const struct form_term *a = &pair->a->terms[i], *b = &pair->b->terms[i];

        pair->subject = a->name;
        if (!same_text(a->name, b->name))
            return differs(pair, "name");
        if (!same_wording(pair, "label", &a->label, &b->label) ||
            !same_wording(pair, "explanation", &a->explanation, &b->explanation))
            return false;
    }
    pair->subject = NULL;
    return true;
}

static bool same_lists(struct comparison *pair)
{
    pair->kind = "list";
    for (size_t i = 0; i < pair->a->list_count; i++) {
        pair->subject = pair->a->lists[i].name;
        if (!same_text(pair->subject, pair->b->lists[i].name))
            return differs(pair, "name");
        if (!same_list(pair, &pair->a->lists[i], &pair->b->lists[i]))
            return false;
    }
    pair->subject = NULL;
    return true;
}

static bool has_rename(const struct form *form, const struct form_rename *rename)
{
    for (size_t i = 0; i < form->rename_count; i++)
        if (same_text(form->renames[i].version, rename->version) &&
            same_text(form->renames[i].from, rename->from) &&
            same_text(form->renames[i].to, rename->to))
            return true;
    return false;
}

static bool same_renames(struct comparison *pair)
{
    for (size_t i = 0; i < pair->a->rename_count; i++)
        if (!has_rename(pair->b, &pair->a->renames[i]))
            return differs(pair, "migrations");
    return true;
}

static bool same_modules(struct comparison *pair)
{
    return same_names(pair->a->modules, pair->a->module_count, pair->b->modules,
                      pair->b->module_count) ||
           differs(pair, "modules");
}

bool form_equal(const struct form *a, const struct form *b, struct buf *difference)
{
    struct comparison pair = {.a = a, .b = b, .difference = difference};

    return same_fields(&pair, form_fields, COUNT(form_fields), a, b) && same_languages(&pair) &&
           same_fields(&pair, form_texts, COUNT(form_texts), a, b) && same_terms(&pair) &&
           same_modules(&pair) && same_renames(&pair) && same_lists(&pair) && same_items(&pair);
}
