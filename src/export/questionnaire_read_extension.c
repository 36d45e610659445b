/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extensions of an item: keys of our own, by the table that the writer has too,
 * and those of FHIR that say what a key of a form says.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool node_is_derived(struct questionnaire_reader *reader, const struct node *extension)
{
    const char *key;
    json_t *json;

    if (node_extension(reader, extension, QUESTIONNAIRE_OURS "derived"))
        return true;
    json_object_foreach ((json_t *)(uintptr_t)extension->json, key, json) {
        if (strncmp(key, "_value", 6) == 0 && json_is_object(json) &&
            node_extension(reader, node_get(reader, extension, key),
                           QUESTIONNAIRE_OURS "derived"))
            return true;
    }
    return false;
}

bool import_key(struct questionnaire_reader *reader, const struct questionnaire_key *key,
                const struct node *extension, void *target)
{
    const char *text;
    void *field;

    if (key->offset == SIZE_MAX)
        return false;
    field = (char *)target + key->offset;
    switch (key->shape) {
    case QUESTIONNAIRE_WORDING:
        import_wording(reader, extension, "valueString", field);
        return true;
    case QUESTIONNAIRE_TEXT:
        text = node_text(reader, extension, "valueString");
        if (text)
            *(const char **)field = text;
        return true;
    case QUESTIONNAIRE_RULE:
        /* As it stands: the reader of forms will say what it makes of it. */
        text = node_text(reader, extension, "valueString");
        *(struct rule **)field = text ? rule_literal(reader->arena, text) : NULL;
        return true;
    case QUESTIONNAIRE_FLAG:
        *(bool *)field = node_flag(reader, extension, "valueBoolean");
        return true;
    case QUESTIONNAIRE_WORDINGS:
    case QUESTIONNAIRE_TEXTS:
    case QUESTIONNAIRE_NUMBER:
    case QUESTIONNAIRE_WORD:
    case QUESTIONNAIRE_WORDS:
    case QUESTIONNAIRE_NESTED:
        break;
    }
    return false;
}

bool import_key_has_value(const struct questionnaire_reader *reader,
                          const struct questionnaire_key *key, const struct node *extension)
{
    const char *member = key->shape == QUESTIONNAIRE_FLAG ? "valueBoolean" : "valueString";

    return reader->ours || strncmp(key->url, QUESTIONNAIRE_OURS, strlen(QUESTIONNAIRE_OURS)) == 0 ||
           json_object_get(extension->json, member);
}

/* ---- keys of our own that have no field as they stand ---- */

struct extension_reader {
    const char *key;
    const char *value; /* the member that it needs; NULL: it may have several, or is ours */
    void (*read)(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension);
};

/* The word's place among WORDS; an error when it is none of them. */
static bool word_of(struct questionnaire_reader *reader, const struct node *extension,
                    const char *const *words, size_t count, size_t *index)
{
    const char *word = node_text(reader, extension, "valueCode");

    for (*index = 0; word && *index < count; (*index)++)
        if (strcmp(words[*index], word) == 0)
            return true;
    return import_fail(reader, "E602", extension, _("a word of the form language was expected"));
}

static void read_required(struct questionnaire_reader *reader, struct source *source,
                          const struct node *extension)
{
    const char *text = node_text(reader, extension, "valueString");
    struct item *item = source->item;

    source->own_required = true;
    if (text && strcmp(text, "soft") == 0) {
        item->required = REQUIRED_SOFT;
    } else if (text && strcmp(text, "true") == 0) {
        item->required = REQUIRED_YES;
    } else {
        item->required_when = text ? rule_literal(reader->arena, text) : NULL;
        item->required = REQUIRED_YES;
    }
}

static void read_severity(struct questionnaire_reader *reader, struct source *source,
                          const struct node *extension)
{
    static const char *const words[] = {"error", "warning"};
    size_t index;

    if (word_of(reader, extension, words, 2, &index))
        source->item->warning_only = index == 1;
}

static void read_private(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    static const char *const words[] = {"clinician"};
    size_t index;

    source->item->for_clinician = word_of(reader, extension, words, 1, &index);
}

static void read_outline(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    static const char *const words[] = {"identity", "distress", "stressors", "relationship",
                                        "overall"};
    size_t index;

    if (word_of(reader, extension, words, 5, &index))
        source->item->outline |= 1u << index;
}

static void read_absent(struct questionnaire_reader *reader, struct source *source,
                        const struct node *extension)
{
    static const char *const words[] = {"not_asked", "asked_unknown", "declined",
                                        "not_applicable", "none"};
    size_t index;

    if (!word_of(reader, extension, words, 5, &index))
        return;
    if (!source->own_absent)
        source->item->absent = 0;
    source->own_absent = true;
    if (index < 4)
        source->item->absent |= 1u << index;
}

static void read_export(struct questionnaire_reader *reader, struct source *source,
                        const struct node *extension)
{
    static const char *const words[] = {"full", "summary", "never"};
    size_t index;

    if (word_of(reader, extension, words, 3, &index))
        source->item->export_to = (enum item_export)index;
}

static void read_dossier(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    static const char *const words[] = {"agreement", "follow_up", "permission", "settled",
                                        "statement"};
    size_t index;

    if (word_of(reader, extension, words, 5, &index))
        source->item->dossier = (enum dossier_part)(index + 1);
}

void *import_one_more(struct questionnaire_reader *reader, const struct node *extension,
                      void *array, size_t size)
{
    return array ? array
                 : arena_take(reader->arena, json_array_size(extension->parent->json) + 1, size);
}

static void read_probes(struct questionnaire_reader *reader, struct source *source,
                        const struct node *extension)
{
    struct item *item = source->item;

    item->probes = import_one_more(reader, extension, item->probes, sizeof(*item->probes));
    import_wording(reader, extension, "valueString", &item->probes[item->probe_count++]);
}

void import_add_name(struct questionnaire_reader *reader, const struct node *extension,
                     const char ***names, size_t *count)
{
    const char *text = node_text(reader, extension, "valueString");

    *names = import_one_more(reader, extension, (void *)*names, sizeof(**names));
    if (text)
        (*names)[(*count)++] = text;
}

static void read_triggers(struct questionnaire_reader *reader, struct source *source,
                          const struct node *extension)
{
    import_add_name(reader, extension, &source->item->triggers, &source->item->trigger_count);
}

static void read_modules(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    import_add_name(reader, extension, &source->item->modules, &source->item->module_count);
}

static const char *inner_text(struct questionnaire_reader *reader, const struct node *extension,
                              const char *url)
{
    const struct node *inner = node_extension(reader, extension, url);

    return inner ? node_text(reader, inner, "valueString") : NULL;
}

static void read_also_see(struct questionnaire_reader *reader, struct source *source,
                          const struct node *extension)
{
    struct item *item = source->item;
    struct see_also see = {.form = inner_text(reader, extension, "form"),
                           .item = inner_text(reader, extension, "item")};

    item->also_see = import_one_more(reader, extension, item->also_see, sizeof(*item->also_see));
    if (see.form && see.item)
        item->also_see[item->also_see_count++] = see;
    else
        import_fail(reader, "E602", extension, _("a form and an item of it were expected here"));
}

static void read_code(struct questionnaire_reader *reader, struct source *source,
                      const struct node *extension)
{
    const char *code = node_text(reader, extension, "valueString");

    if (code)
        source->item->code = code;
}

static void read_open_label(struct questionnaire_reader *reader, struct source *source,
                            const struct node *extension)
{
    import_wording(reader, extension, "valueString", &source->item->other_label);
}

/* A note of the one who made it, for those who use it. */
static void read_note(struct questionnaire_reader *reader, struct source *source,
                      const struct node *extension)
{
    const char *text = node_text(reader, extension, "valueMarkdown");

    if (text)
        import_add_text(reader, &source->item->guidance, text);
}

/* Read elsewhere, or of no concern where nothing of it is seen. */
static void read_nothing(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    (void)reader;
    (void)source;
    (void)extension;
}

/* How a client shows it: not here, but it goes out again. */
static void read_look(struct questionnaire_reader *reader, struct source *source,
                      const struct node *extension)
{
    if (!reader->ours && !source_keep(source, "extension", json_deep_copy(extension->json)))
        import_lose(reader, "W600", extension, _("how it is shown cannot be kept for exports"));
}

static const struct extension_reader readers[] = {
    {QUESTIONNAIRE_OURS "type", NULL, read_nothing},
    {QUESTIONNAIRE_OURS "choices", NULL, read_nothing},
    {QUESTIONNAIRE_OURS "probes", NULL, read_probes},
    {QUESTIONNAIRE_OURS "required", NULL, read_required},
    {QUESTIONNAIRE_OURS "severity", NULL, read_severity},
    {QUESTIONNAIRE_OURS "trigger", NULL, read_triggers},
    {QUESTIONNAIRE_OURS "also_see", NULL, read_also_see},
    {QUESTIONNAIRE_OURS "modules", NULL, read_modules},
    {QUESTIONNAIRE_OURS "outline", NULL, read_outline},
    {QUESTIONNAIRE_OURS "dossier", NULL, read_dossier},
    {QUESTIONNAIRE_OURS "private_to", NULL, read_private},
    {QUESTIONNAIRE_OURS "absent", NULL, read_absent},
    {QUESTIONNAIRE_OURS "export", NULL, read_export},
    {QUESTIONNAIRE_OURS "code", NULL, read_code},
    {QUESTIONNAIRE_OURS "min", NULL, import_min},
    {QUESTIONNAIRE_OURS "max", NULL, import_max},
    {QUESTIONNAIRE_OURS "step", NULL, import_step},
    {FHIR_EXTENSION "minValue", NULL, import_min},
    {FHIR_EXTENSION "maxValue", NULL, import_max},
    {SDC_EXTENSION "sdc-questionnaire-minQuantity", NULL, import_min},
    {SDC_EXTENSION "sdc-questionnaire-maxQuantity", NULL, import_max},
    {FHIR_EXTENSION "questionnaire-minOccurs", "valueInteger", import_min_occurs},
    {FHIR_EXTENSION "questionnaire-maxOccurs", "valueInteger", import_max_occurs},
    {FHIR_EXTENSION "minLength", "valueInteger", import_min_length},
    {FHIR_EXTENSION "regex", "valueString", import_pattern},
    {FHIR_EXTENSION "questionnaire-sliderStepValue", NULL, read_look},
    {FHIR_EXTENSION "questionnaire-unit", "valueCoding", import_unit},
    {FHIR_EXTENSION "questionnaire-unitOption", "valueCoding", import_unit},
    {SDC_EXTENSION "sdc-questionnaire-openLabel", "valueString", read_open_label},
    {FHIR_EXTENSION "designNote", "valueMarkdown", read_note},
    {FHIR_EXTENSION "questionnaire-itemControl", NULL, read_look},
    {FHIR_EXTENSION "questionnaire-displayCategory", NULL, read_look},
    {FHIR_EXTENSION "questionnaire-choiceOrientation", NULL, read_look},
    {FHIR_EXTENSION "entryFormat", NULL, read_look},
    {FHIR_EXTENSION "questionnaire-supportLink", NULL, read_look},
};

static void read_one(struct questionnaire_reader *reader, struct source *source,
                     const struct node *extension)
{
    const char *url = node_text(reader, extension, "url");
    const struct questionnaire_key *key;

    if (reader->failed)
        return;
    if (!url) {
        import_fail(reader, "E603", extension, _("an extension needs a url"));
        return;
    }
    key = questionnaire_key_find(QUESTIONNAIRE_ITEM, url);
    if (node_is_derived(reader, extension) || import_is_expression(url) ||
        (key && import_key_has_value(reader, key, extension) &&
         import_key(reader, key, extension, source->item)))
        return;
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
        const struct extension_reader *row = &readers[i];

        if (strcmp(row->key, url) != 0 ||
            (row->value && !json_object_get(extension->json, row->value)))
            continue;
        row->read(reader, source, extension);
        return;
    }
    if (reader->ours)
        return;
    import_lose(reader, "W600", extension,
                source_keep(source, "extension", json_deep_copy(extension->json))
                    ? _("the extension %.128s has no effect here; it is kept for exports")
                    : _("the extension %.128s has no effect here, and cannot be kept for exports"),
                url);
}

void import_extensions(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *list = node_get(reader, source->node, "extension");
    size_t count = node_count(reader, list);

    source->own_condition =
        node_extension(reader, source->node, QUESTIONNAIRE_OURS "relevant") != NULL;
    source->own_default =
        node_extension(reader, source->node, QUESTIONNAIRE_OURS "default") != NULL;
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);

        if (!reader->failed)
            read_one(reader, source, extension);
    }
}
