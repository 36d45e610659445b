/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What items were called before: "renamed_from" at an item, "migrations" of the
 * form. Both come to the same table.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/i18n.h"

#include <string.h>

static void add_rename(struct form_reader *reader, struct form_rename rename,
                       const struct yaml_value *at)
{
    rename.line = at->line;
    rename.column = at->column;
    alloc_grow(&reader->renames, &reader->rename_capacity, reader->rename_count + 1,
               sizeof(rename));
    reader->renames[reader->rename_count++] = rename;
}

void read_renamed(struct form_reader *reader, const struct form_key *key, void *target,
                  const struct yaml_value *value)
{
    const struct item *item = target;

    for (size_t i = 0; i < reader_list_length(value); i++) {
        const struct yaml_value *name = reader_list_element(value, i);

        if (reader_expect_name(reader, name, key->name))
            add_rename(reader,
                       (struct form_rename){.from = arena_string(reader->arena, name->text),
                                            .to = item->name},
                       name);
    }
}

struct migration {
    const char *from;
    const struct yaml_value *renames;
};

static void read_pairs(struct form_reader *reader, const struct form_key *key, void *target,
                       const struct yaml_value *value)
{
    struct migration *migration = target;

    if (reader_expect(reader, value, YAML_MAP, key->name))
        migration->renames = value;
}

static const struct form_key migration_keys[] = {
    {"from", read_string, offsetof(struct migration, from), 0},
    {"rename", read_pairs, 0, 0},
};

static void read_migration(struct form_reader *reader, const struct yaml_value *map)
{
    struct migration migration = {NULL, NULL};

    reader_map(reader, map, migration_keys, 2, 0, &migration);
    if (!yaml_tree_get(map, "from") || !yaml_tree_get(map, "rename"))
        reader_error(reader, map, "E103", _("a migration needs from and rename"));
    if (!migration.from || !migration.renames)
        return;
    for (size_t i = 0; i < migration.renames->count; i++) {
        const struct yaml_value *from = migration.renames->keys[i];
        const struct yaml_value *to = migration.renames->items[i];

        if (reader_expect_name(reader, from, "rename") && reader_expect_name(reader, to, "rename"))
            add_rename(reader,
                       (struct form_rename){.version = migration.from,
                                            .from = arena_string(reader->arena, from->text),
                                            .to = arena_string(reader->arena, to->text)},
                       from);
    }
}

void read_migrations(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value)
{
    (void)target;
    if (!reader_expect(reader, value, YAML_LIST, key->name))
        return;
    for (size_t i = 0; i < value->count; i++)
        if (reader_expect(reader, value->items[i], YAML_MAP, _("a migration")))
            read_migration(reader, value->items[i]);
}

void reader_renames(struct form_reader *reader)
{
    struct form *form = reader->form;

    form->renames = arena_take(reader->arena, reader->rename_count + 1, sizeof(*form->renames));
    for (size_t i = 0; i < reader->rename_count; i++) {
        const struct form_rename *rename = &reader->renames[i];

        form->renames[form->rename_count++] = *rename;
        if (!form_find(form, rename->to))
            report_add(reader->report, REPORT_ERROR, "E223", rename->line, rename->column, "",
                       _("%s is to become %s, but no item has that name"), rename->from,
                       rename->to);
        else if (form_find(form, rename->from) && strcmp(rename->from, rename->to) != 0 &&
                 !rename->version)
            report_add(reader->report, REPORT_ERROR, "E223", rename->line, rename->column,
                       rename->to,
                       _("%s is still an item of this form; it cannot be the old name "
                         "of another"),
                       rename->from);
    }
}
