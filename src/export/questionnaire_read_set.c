/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value sets inside the file as lists of choices: those of an expansion, or the
 * codes that are written out. What would have to be looked up is a loss.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

#define SET_DEPTH 16

/* Concepts of an expansion, those inside others too; abstract ones only arrange. */
static void add_contains(struct choosing *self, const struct node *list, unsigned depth)
{
    struct questionnaire_reader *reader = self->reader;
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *concept = node_at(reader, list, i);

        if (reader->failed)
            return;
        if (depth == SET_DEPTH) {
            import_lose(reader, "W604", list, _("codes that are in one another too deep"));
            return;
        }
        if (!node_flag(reader, concept, "abstract"))
            import_coding(self, concept, concept, NULL);
        add_contains(self, node_get(reader, concept, "contains"), depth + 1);
    }
}

/* Servers send large ones in pages. */
static void add_expansion(struct choosing *self, const struct node *expansion)
{
    struct questionnaire_reader *reader = self->reader;
    size_t before = self->count;
    double total;

    add_contains(self, node_get(reader, expansion, "contains"), 0);
    if (!reader->failed && node_number(reader, expansion, "total", &total) &&
        total > (double)(self->count - before))
        import_lose(reader, "W604", expansion, _("%.0f choices, of which %zu are in the file"),
                    total, self->count - before);
}

static void add_includes(struct choosing *self, const struct node *set)
{
    static const char *const parts[] = {"include"}, *const members[] = {"system", "concept"};
    struct questionnaire_reader *reader = self->reader;
    const struct node *compose = node_get(reader, set, "compose");
    const struct node *includes = node_get(reader, compose, "include");
    size_t count = node_count(reader, includes);

    node_only(reader, compose, parts, sizeof(parts) / sizeof(parts[0]));
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *include = node_at(reader, includes, i);
        const char *system = node_text(reader, include, "system");
        const struct node *concepts = node_get(reader, include, "concept");
        size_t codes = node_count(reader, concepts);

        if (!reader->failed)
            node_only(reader, include, members, sizeof(members) / sizeof(members[0]));
        if (codes == 0 && !reader->failed)
            import_lose(reader, "W604", include, _("codes that are not in the file"));
        for (size_t j = 0; j < codes && !reader->failed; j++) {
            const struct node *concept = node_at(reader, concepts, j);

            if (!reader->failed)
                import_coding(self, concept, concept, system);
        }
    }
}

static struct node *find_set(struct questionnaire_reader *reader, const char *id)
{
    const struct node *contained = node_get(reader, reader->top, "contained");
    size_t count = node_count(reader, contained);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        struct node *resource = node_at(reader, contained, i);
        const char *kind = node_text(reader, resource, "resourceType");
        const char *name = node_text(reader, resource, "id");

        if (kind && name && strcmp(kind, "ValueSet") == 0 && strcmp(name, id) == 0)
            return resource;
    }
    return NULL;
}

const struct choice_list *import_set(struct questionnaire_reader *reader, const char *reference)
{
    struct choosing self = {.reader = reader, .other = true};
    struct choice_list *list = import_list_known(reader, reference);
    struct node *set;

    if (list || reference[0] != '#')
        return list;
    set = find_set(reader, reference + 1);
    if (!set || reader->failed)
        return NULL;
    self.taken = json_object();
    if (json_object_get(set->json, "expansion"))
        add_expansion(&self, node_get(reader, set, "expansion"));
    else
        add_includes(&self, set);
    list = self.count > 0 && !reader->failed ? import_list(reader, reference) : NULL;
    if (!list) {
        free(self.choices);
        json_decref(self.taken);
        return NULL;
    }
    list->name = import_list_name(reader, reference + 1);
    import_list_finish(&self, list);
    return list;
}
