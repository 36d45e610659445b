/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See migration_support.h.
 */
#include "migration_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct form *migration_form(const char *version, const char *items)
{
    struct buf text = BUF_INIT;
    struct form *form = NULL;
    struct error err = {0};
    buf_add_format(&text,
                   "form_id: f\nversion: \"%s\"\nform_title: {en: F}\nlanguages: [en]\n"
                   "choices:\n"
                   "  few: [{name: yes_, label: {en: A}}, {name: b, label: {en: B}}]\n"
                   "  bool: [{name: \"yes\", label: {en: Y}}, {name: \"no\", label: {en: N}}]\n"
                   "items:\n%s",
                   version, items);
    if (!form_read(&form, buf_text(&text), text.length, "f.yaml", NULL, &err)) {
        fail_msg("%s\n%s", err.message, buf_text(&text));
    }
    buf_finish(&text);
    return form;
}

void migration_rename(struct form *form, const char *version, const char *from, const char *to)
{
    struct form_rename *renames = arena_take(form->arena, form->rename_count + 1, sizeof(*renames));
    if (form->rename_count) {
        memcpy(renames, form->renames, form->rename_count * sizeof(*renames));
    }
    renames[form->rename_count++] = (struct form_rename){version, from, to, 1, 1};
    form->renames = renames;
}

const struct interview *migration_begin(struct support *support, const struct form *form)
{
    struct edit edit;
    change_begin(&edit, form->form_id, form->version, form->digest, &support->context);
    support_apply(support, &edit);
    return record_interview_of(support->record, "f");
}

/* Plans and does it; the number of edits. */
size_t migration_do(struct support *support, const struct form *from, const struct form *to)
{
    struct migration *migration;
    struct edit *edits;
    struct error err = {0};
    const struct interview *interview = record_interview_of(support->record, "f");
    if (!migration_plan(&migration, support->record, interview, from, to, &support->world, &err)) {
        fail_msg("%s", err.message);
    }
    size_t count = migration_edits(&edits, migration, &support->context);
    migration_destroy(migration);
    for (size_t i = 0; i < count; i++) {
        support_apply(support, &edits[i]);
    }
    free(edits);
    return count;
}

size_t migration_undo(struct support *support)
{
    struct edit *edits;
    size_t count = record_undo_action(support->record, &edits, &support->world, "berk");
    for (size_t i = 0; i < count; i++) {
        support_apply(support, &edits[i]);
    }
    free(edits);
    return count;
}
