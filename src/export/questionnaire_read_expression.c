/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FHIRPath in extensions of an item: when it is asked, what it is worked out from,
 * and what stands there first. What a form cannot say goes out again with exports.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"

#include <string.h>

/* The expression goes to x_fhir where it can; WHY it has no effect is said. */
static void lose_expression(struct questionnaire_reader *reader, struct source *source,
                            const struct node *extension, const char *why)
{
    if (source_keep(source, "extension", json_deep_copy(extension->json)))
        import_lose(reader, "W601", extension,
                    _("%s; it is kept for exports and has no effect"), why);
    else
        import_lose(reader, "W601", extension, _("%s, and cannot be kept for exports"), why);
}

/* What an expression says beside its text. */
static void unused_expression(struct questionnaire_reader *reader, const struct node *extension,
                              const struct node *value)
{
    static const char *const outer[] = {"url", "valueExpression"},
                             *const inner[] = {"language", "expression"};

    node_only(reader, extension, outer, sizeof(outer) / sizeof(outer[0]));
    node_only(reader, value, inner, sizeof(inner) / sizeof(inner[0]));
}

static void read_expression(struct questionnaire_reader *reader, struct source *source,
                            const struct node *extension, struct rule **rule)
{
    const struct node *value = node_get(reader, extension, "valueExpression");
    const char *text = node_text(reader, value, "expression");
    const char *language = node_text(reader, value, "language");
    struct buf out = BUF_INIT;

    if (reader->failed)
        return;
    if (*rule) {
        lose_expression(reader, source, extension, _("something else says the same of this item"));
        return;
    }
    if (!text) {
        lose_expression(reader, source, extension, _("it has no expression"));
        return;
    }
    if (language && strcmp(language, "text/fhirpath") != 0) {
        lose_expression(reader, source, extension, _("it is in another language than FHIRPath"));
        return;
    }
    if (import_path(reader, &out, text, source))
        *rule = import_rule(reader, buf_text(&out));
    if (*rule)
        unused_expression(reader, extension, value);
    else
        lose_expression(reader, source, extension, _("this FHIRPath has no counterpart"));
    buf_finish(&out);
}

static void read_relevant(struct questionnaire_reader *reader, struct source *source,
                          const struct node *extension)
{
    if (json_array_size(json_object_get(source->node->json, "enableWhen")) > 0)
        lose_expression(reader, source, extension, _("enableWhen says when this item is asked"));
    else
        read_expression(reader, source, extension, &source->item->relevant);
}

static void read_of_answer(struct questionnaire_reader *reader, struct source *source,
                           const struct node *extension, struct rule **rule)
{
    if (item_takes_answer(source->item))
        read_expression(reader, source, extension, rule);
    else
        lose_expression(reader, source, extension, _("this item has no answer"));
}

static void read_calculation(struct questionnaire_reader *reader, struct source *source,
                             const struct node *extension)
{
    read_of_answer(reader, source, extension, &source->item->calculation);
}

static void read_initial(struct questionnaire_reader *reader, struct source *source,
                         const struct node *extension)
{
    read_of_answer(reader, source, extension, &source->item->default_value);
}

/* The last two stood in FHIR itself before SDC had them; files of that time are about. */
static const struct {
    const char *url;
    void (*read)(struct questionnaire_reader *reader, struct source *source,
                 const struct node *extension);
} expressions[] = {
    {SDC_EXTENSION "sdc-questionnaire-enableWhenExpression", read_relevant},
    {SDC_EXTENSION "sdc-questionnaire-calculatedExpression", read_calculation},
    {SDC_EXTENSION "sdc-questionnaire-initialExpression", read_initial},
    {FHIR_EXTENSION "questionnaire-calculatedExpression", read_calculation},
    {FHIR_EXTENSION "questionnaire-initialExpression", read_initial},
};

bool import_is_expression(const char *url)
{
    for (size_t i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++)
        if (strcmp(expressions[i].url, url) == 0)
            return true;
    return false;
}

void import_expressions(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *list = node_get(reader, source->node, "extension");
    /* Ours are said by keys of our own; what else is there, x_fhir has. */
    size_t count = reader->ours ? 0 : node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url");

        for (size_t j = 0; url && j < sizeof(expressions) / sizeof(expressions[0]); j++)
            if (strcmp(expressions[j].url, url) == 0 && !node_is_derived(reader, extension))
                expressions[j].read(reader, source, extension);
    }
}
