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

/* "#id", or the address of a set in the file, with or without a version. */
static bool is_called(const struct node *set, const char *reference)
{
    const char *url = json_text(set->json, "url");
    size_t length = strlen(url);

    if (reference[0] == '#')
        return strcmp(json_text(set->json, "id"), reference + 1) == 0;
    return length > 0 && strncmp(url, reference, length) == 0 &&
           (reference[length] == '\0' || reference[length] == '|');
}

static struct node *find_set(struct questionnaire_reader *reader, const char *reference)
{
    const struct node *contained = node_get(reader, reader->top, "contained");
    size_t count = node_count(reader, contained);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        struct node *resource = node_at(reader, contained, i);

        if (strcmp(json_text(resource->json, "resourceType"), "ValueSet") == 0 &&
            is_called(resource, reference))
            return resource;
    }
    return NULL;
}

/* What a set says of itself: who may use it, above all. */
static void unused_set(struct questionnaire_reader *reader, const struct node *set)
{
    static const char *const known[] = {"resourceType", "id",        "meta",      "url",
                                        "name",         "status",    "immutable", "experimental",
                                        "compose",      "expansion", "language"};

    if (!reader->ours)
        node_only(reader, set, known, sizeof(known) / sizeof(known[0]));
}

const struct choice_list *import_set(struct questionnaire_reader *reader, const char *reference)
{
    struct choosing self = {.reader = reader, .other = true};
    const struct node *set = find_set(reader, reference);
    const char *id = set ? json_text(set->json, "id") : "";
    struct choice_list *list;
    struct buf key = BUF_INIT;

    if (!set || reader->failed)
        return NULL;
    /* Two items may call the same set in two ways. */
    buf_add_format(&key, "#%s", id);
    list = import_list_known(reader, buf_text(&key));
    if (list)
        goto out;
    self.taken = json_object();
    if (json_object_get(set->json, "expansion"))
        add_expansion(&self, node_get(reader, set, "expansion"));
    else
        add_includes(&self, set);
    list = self.count > 0 && !reader->failed ? import_list(reader, buf_text(&key)) : NULL;
    if (!list) {
        free(self.choices);
        json_decref(self.taken);
        goto out;
    }
    unused_set(reader, set);
    list->name = import_list_name(reader, id[0] ? id : "choices");
    import_list_finish(&self, list);
out:
    buf_finish(&key);
    return list;
}
