/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan. Answers claim their places in the new form in three rounds: those
 * whose question keeps its name, those whose question got another one, those
 * that had none. Whoever comes too late keeps its words and is put aside.
 */
#include "record/migration_private.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/conversion.h"
#include "record/carry.h"
#include "record/fields.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool shown;
} fates[MIGRATION_FATE_COUNT] = {
    [FATE_SAME] = {N_("unchanged"), true},
    [FATE_RENAMED] = {N_("goes with its question, which has another name"), true},
    [FATE_MOVED] = {N_("goes with its question into another row"), true},
    [FATE_CONVERTED] = {N_("becomes the new type, in the same words"), true},
    [FATE_BACK] = {N_("has its question again"), true},
    [FATE_CHOICE] = {N_("unchanged; a choice of it is not in the new version"), true},
    [FATE_NO_QUESTION] = {N_("kept without a question"), false},
    [FATE_NO_PLACE] = {N_("kept: its question is asked in other rows"), false},
    [FATE_NO_TYPE] = {N_("kept: its question takes another kind of answer"), false},
    [FATE_NAME_TAKEN] = {N_("kept: another answer has its place"), false},
};

const char *migration_fate_name(enum migration_fate fate)
{
    return _(fates[fate].name);
}

bool migration_fate_is_shown(enum migration_fate fate)
{
    return fates[fate].shown;
}

size_t migration_count(const struct migration *migration, enum migration_fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < migration->step_count; i++) {
        count += migration->steps[i].fate == fate;
    }
    return count;
}

bool migration_possible(const struct interview *interview, const struct form *form,
                        struct error *err)
{
    if (interview->removed) {
        return error_set(err, ERROR_NOT_FOUND, _("there is no such interview in this record"));
    }
    if (interview->state == INTERVIEW_FINALISED || interview->finalised != 0) {
        return error_set(err, ERROR_READ_ONLY,
                         _("this interview was finalised: it stays for ever as it was asked"));
    }
    if (strcmp(interview->form_id, form->form_id) != 0) {
        return error_set(err, ERROR_INVALID, _("an interview stays with the form it began with"));
    }
    return !interview_is_asked_with(interview, form) ||
           error_set(err, ERROR_EXISTS, _("this interview has this version of the form already"));
}

/* ---- rows ---- */

bool migration_row_is_gone(const struct interview *interview, const char *row)
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

const struct item *migration_repeat(const struct migration *migration, const struct row *row)
{
    const struct item *item =
        form_successor(migration->forms.before, migration->forms.after, row->repeat);
    return item && item->type == ITEM_REPEAT ? item : NULL;
}

bool migration_fits(const struct migration *migration, const struct item *item, const char *row)
{
    const struct item *repeat = item_repeat(item);
    if (row[0] == '\0') {
        return repeat == NULL;
    }
    const struct row *found = interview_row(migration->interview, row);
    return found && repeat && migration_repeat(migration, found) == repeat &&
           migration_fits(migration, repeat, found->parent);
}

static struct migration_row *add_row(struct migration *migration)
{
    alloc_grow(&migration->rows, &migration->row_capacity, migration->row_count + 1,
               sizeof(*migration->rows));
    struct migration_row *row = &migration->rows[migration->row_count++];
    memset(row, 0, sizeof(*row));
    return row;
}

static void plan_rows(struct migration *migration)
{
    const struct interview *interview = migration->interview;
    for (size_t i = 0; i < interview->row_count; i++) {
        const struct row *row = &interview->rows[i];
        const struct item *repeat = migration_repeat(migration, row);
        if (!repeat || strcmp(repeat->name, row->repeat) == 0 ||
            migration_row_is_gone(interview, row->id)) {
            continue;
        }
        struct migration_row *change = add_row(migration);
        change->row = row;
        memcpy(change->id, row->id, sizeof(change->id));
        change->repeat = repeat->name;
    }
}

/* A question that is asked in rows now: its answer becomes the first row, if there is none. */
static const char *new_row(struct migration *migration, const struct item *repeat,
                           const struct world *world)
{
    if (item_repeat(repeat)) {
        return NULL;
    }
    for (size_t i = 0; i < migration->row_count; i++) {
        if (!migration->rows[i].row && strcmp(migration->rows[i].repeat, repeat->name) == 0) {
            return migration->rows[i].id;
        }
    }
    for (size_t i = 0; i < migration->interview->row_count; i++) {
        if (migration_repeat(migration, &migration->interview->rows[i]) == repeat) {
            return NULL;
        }
    }
    struct migration_row *row = add_row(migration);
    row->repeat = repeat->name;
    world_new_id(world, row->id);
    return row->id;
}

/* Whether no other row that is left has an answer to the same question. */
static bool is_alone(const struct interview *interview, const struct record_answer *stored)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *other = interview->answers[i];
        if (other != stored && strcmp(other->item, stored->item) == 0 &&
            !migration_row_is_gone(interview, other->row)) {
            return false;
        }
    }
    return true;
}

/* ---- answers ---- */

static bool is_claimed(const struct migration *migration, const struct migration_step *own,
                       const char *item, const char *row)
{
    for (size_t i = 0; i < migration->step_count; i++) {
        const struct migration_step *step = &migration->steps[i];
        if (step != own && step->item && strcmp(step->item, item) == 0 &&
            strcmp(step->row, row) == 0) {
            return true;
        }
    }
    return false;
}

static void stay(struct migration_step *step, enum migration_fate fate)
{
    step->fate = fate;
    field_set(&step->item, step->stored->item);
    memcpy(step->row, step->stored->row, sizeof(step->row));
    answer_copy(&step->answer, &step->stored->answer);
}

/* "began@2026-11-01": a name that no form can give to a question. */
static void put_aside(struct migration *migration, struct migration_step *step,
                      enum migration_fate fate)
{
    const struct form *before = migration->forms.before;
    char name[EDIT_MAX_NAME + 1];
    bool fits = strlen(step->stored->item) + strlen(before->version) + 6 <= EDIT_MAX_NAME;
    stay(step, fate);
    for (unsigned i = 1; i < 1000; i++) {
        /* A name as long as names may be leaves room for no version. */
        int base = fits ? EDIT_MAX_NAME : EDIT_MAX_NAME - 14;
        snprintf(name, sizeof(name), i > 1 ? "%.*s@%.*s.%u" : "%.*s@%.*s", base, step->stored->item,
                 fits ? EDIT_MAX_NAME : 8, fits ? before->version : before->digest, i);
        if (!is_claimed(migration, step, name, step->row) &&
            !interview_answer(migration->interview, name, step->row)) {
            break;
        }
    }
    field_set(&step->item, name);
}

/* Where STEP goes if nobody is there; false: there is no such place. */
static bool find_place(struct migration *migration, struct migration_step *step,
                       const struct world *world)
{
    const struct item *repeat = item_repeat(step->after);
    const char *row = step->stored->row;
    if (migration_fits(migration, step->after, row)) {
        memcpy(step->row, row, sizeof(step->row));
        return true;
    }
    if (repeat && row[0] == '\0') {
        row = new_row(migration, repeat, world);
        snprintf(step->row, sizeof(step->row), "%s", row ? row : "");
        return row != NULL;
    }
    step->row[0] = '\0';
    return !repeat && row[0] != '\0' && is_alone(migration->interview, step->stored);
}

/* The name of its question was given to another one: there it would answer what nobody asked. */
static bool is_under_another(const struct migration *migration, const struct migration_step *step)
{
    const struct record_answer *stored = step->stored;
    const struct item *named = form_find(migration->forms.after, stored->item);
    return named && named != step->after && form_asks(named) &&
           migration_fits(migration, named, stored->row) &&
           !migration_row_is_gone(migration->interview, stored->row);
}

static bool has_unknown_choice(const struct item *item, const struct value *value)
{
    for (size_t i = 0; item->choices && i < value->choice_count; i++) {
        if (!form_choice(item, value->choices[i])) {
            return true;
        }
    }
    return false;
}

/* The answer as the new question can hold it; false: it cannot. */
static bool convert(struct migration_step *step, bool *converted)
{
    const struct answer *from = &step->stored->answer;
    struct value value = VALUE_INIT;
    struct buf words = BUF_INIT;
    enum conversion conversion = conversion_make(&value, &words, &from->value, step->after);
    answer_copy(&step->answer, from);
    *converted = conversion != CONVERSION_NONE;
    if (*converted) {
        value_finish(&step->answer.value);
        if (!value_is_empty(&value)) {
            value_copy(&step->answer.value, &value);
        }
        if (words.length) {
            field_set(&step->answer.words, buf_text(&words));
        }
    }
    bool holds = conversion != CONVERSION_LOSES && answer_says_same(from, &step->answer);
    value_finish(&value);
    buf_finish(&words);
    return holds;
}

static void decide(struct migration *migration, struct migration_step *step,
                   const struct world *world)
{
    const struct record_answer *stored = step->stored;
    bool converted, gone = migration_row_is_gone(migration->interview, stored->row);
    if (!step->after) {
        stay(step, FATE_NO_QUESTION);
    } else if (!find_place(migration, step, world)) {
        stay(step, FATE_NO_PLACE);
        if (is_under_another(migration, step)) {
            put_aside(migration, step, FATE_NO_PLACE);
        }
    } else if (gone) {
        /* In a removed row nothing changes: undo may bring it back as it was. */
        bool same = strcmp(step->after->name, stored->item) == 0;
        stay(step, same ? FATE_SAME : FATE_NO_QUESTION);
    } else if (is_claimed(migration, step, step->after->name, step->row)) {
        put_aside(migration, step, FATE_NAME_TAKEN);
    } else if (!convert(step, &converted)) {
        put_aside(migration, step, FATE_NO_TYPE);
    } else {
        field_set(&step->item, step->after->name);
        step->fate = strcmp(step->row, stored->row) != 0                    ? FATE_MOVED
                     : converted                                            ? FATE_CONVERTED
                     : strcmp(step->item, stored->item) != 0                ? FATE_RENAMED
                     : !step->before                                        ? FATE_BACK
                     : has_unknown_choice(step->after, &step->answer.value) ? FATE_CHOICE
                                                                            : FATE_SAME;
    }
    step->moves = strcmp(step->item, stored->item) != 0 || strcmp(step->row, stored->row) != 0 ||
                  !answer_equal(&step->answer, &stored->answer);
}

/* In which round an answer claims its place. */
static unsigned round_of(const struct migration_step *step)
{
    if (!step->before) {
        return 2;
    }
    return step->after && strcmp(step->after->name, step->stored->item) != 0 ? 1 : 0;
}

static void plan_answers(struct migration *migration, const struct world *world)
{
    const struct form_comparison *forms = &migration->forms;
    const struct interview *interview = migration->interview;
    migration->steps = alloc_array(interview->answer_count + 1, sizeof(*migration->steps));
    migration->step_count = interview->answer_count;
    for (size_t i = 0; i < migration->step_count; i++) {
        struct migration_step *step = &migration->steps[i];
        answer_init(&step->answer);
        step->stored = interview->answers[i];
        const struct item *before = form_find(forms->before, step->stored->item);
        const struct item *after = form_successor(forms->before, forms->after, step->stored->item);
        step->before = before && item_takes_answer(before) ? before : NULL;
        step->after = after && form_asks(after) ? after : NULL;
    }
    for (unsigned round = 0; round < 3; round++) {
        for (size_t i = 0; i < migration->step_count; i++) {
            if (round_of(&migration->steps[i]) == round) {
                decide(migration, &migration->steps[i], world);
            }
        }
    }
}

bool migration_plan(struct migration **out, const struct record *record,
                    const struct interview *interview, const struct form *from,
                    const struct form *to, const struct world *world, struct error *err)
{
    *out = NULL;
    if (!migration_possible(interview, to, err)) {
        return false;
    }
    struct migration *migration = alloc_array(1, sizeof(*migration));
    migration->record = record;
    migration->interview = interview;
    form_compare(&migration->forms, from, to);
    plan_rows(migration);
    plan_answers(migration, world);
    *out = migration;
    return true;
}

void migration_destroy(struct migration *migration)
{
    if (!migration) {
        return;
    }
    for (size_t i = 0; i < migration->step_count; i++) {
        answer_finish(&migration->steps[i].answer);
        free(migration->steps[i].item);
    }
    free(migration->steps);
    free(migration->rows);
    form_compare_finish(&migration->forms);
    free(migration);
}

const struct migration_step *migration_from(const struct migration *migration, const char *item,
                                            const char *row)
{
    for (size_t i = 0; i < migration->step_count; i++) {
        const struct record_answer *stored = migration->steps[i].stored;
        if (strcmp(stored->item, item) == 0 && strcmp(stored->row, row) == 0) {
            return &migration->steps[i];
        }
    }
    return NULL;
}
