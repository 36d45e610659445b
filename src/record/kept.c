/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding what has no question. Which forms an interview had before is in its
 * edits; nothing is kept for this.
 */
#include "record/kept.h"

#include "base/alloc.h"
#include "form/form_compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The repeats around both have the same names. */
bool kept_fits(const struct interview *interview, const struct item *item, const char *row)
{
    const struct item *repeat = item_repeat(item);
    while (repeat && row[0] != '\0') {
        const struct row *found = interview_row(interview, row);
        if (!found || strcmp(found->repeat, repeat->name) != 0) {
            return false;
        }
        row = found->parent;
        repeat = item_repeat(repeat);
    }
    return !repeat && row[0] == '\0';
}

static bool is_gone(const struct interview *interview, const char *row)
{
    while (row[0] != '\0') {
        const struct row *found = interview_row(interview, row);
        if (!found || found->set_aside) {
            return true;
        }
        row = found->parent;
    }
    return false;
}

bool kept_has_question(const struct interview *interview, const struct form *form,
                       const struct record_answer *stored)
{
    const struct item *item = form_find(form, stored->item);
    return item && item_takes_answer(item) && kept_fits(interview, item, stored->row);
}

/* The digest that EDIT leaves, if it is about INTERVIEW and changes its form. */
static const char *digest_of(const struct edit *edit, const struct interview *interview)
{
    if (edit->kind != EDIT_INTERVIEW || strcmp(edit->interview, interview->id) != 0) {
        return NULL;
    }
    return json_string_value(json_object_get(edit->after, "digest"));
}

/* What was put aside has the version that asked it behind its name. */
static bool is_of_version(const struct form *form, const char *version)
{
    return strncmp(version, form->version, strlen(form->version)) == 0 ||
           strncmp(version, form->digest, 8) == 0;
}

const struct item *kept_question(const struct form **of, const struct record *record,
                                 const struct interview *interview, const char *name,
                                 const struct kept_forms *forms)
{
    char base[EDIT_MAX_NAME + 1];
    const char *aside = strchr(name, '@');
    snprintf(base, sizeof(base), "%.*s", (int)strcspn(name, "@"), name);
    for (size_t i = record->edit_count; i-- > 0;) {
        const char *digest = digest_of(&record->edits[i], interview);
        const struct form *form = digest ? forms->form(forms->self, digest) : NULL;
        if (!form || (aside && !is_of_version(form, aside + 1))) {
            continue;
        }
        const struct item *item = form_find(form, base);
        if (item && item_takes_answer(item)) {
            if (of) {
                *of = form;
            }
            return item;
        }
    }
    return NULL;
}

void kept_list(struct kept_answers *out, const struct record *record,
               const struct interview *interview, const struct form *form,
               const struct kept_forms *forms)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *stored = interview->answers[i];
        if (answer_is_empty(&stored->answer) || is_gone(interview, stored->row) ||
            kept_has_question(interview, form, stored)) {
            continue;
        }
        alloc_grow(&out->list, &out->capacity, out->count + 1, sizeof(*out->list));
        struct kept *kept = &out->list[out->count++];
        memset(kept, 0, sizeof(*kept));
        kept->stored = stored;
        const struct item *now = form_find(form, stored->item);
        kept->place = now && item_takes_answer(now);
        kept->item = kept_question(&kept->form, record, interview, stored->item, forms);
    }
}

void kept_finish(struct kept_answers *kept)
{
    free(kept->list);
    *kept = (struct kept_answers)KEPT_ANSWERS_INIT;
}

const char *kept_choice(const struct item *item, const struct value *value, size_t index)
{
    for (size_t i = 0; item->choices && i < value->choice_count; i++) {
        if (!form_choice(item, value->choices[i]) && index-- == 0) {
            return value->choices[i];
        }
    }
    return NULL;
}

const struct choice *kept_choice_before(const struct form **of, const struct record *record,
                                        const struct interview *interview, const char *item,
                                        const char *code, const struct kept_forms *forms)
{
    for (size_t i = record->edit_count; i-- > 0;) {
        const char *digest = digest_of(&record->edits[i], interview);
        const struct form *form = digest ? forms->form(forms->self, digest) : NULL;
        const struct item *before = form ? form_find(form, item) : NULL;
        const struct choice *choice = before ? form_choice(before, code) : NULL;
        if (choice) {
            *of = form;
            return choice;
        }
    }
    return NULL;
}
