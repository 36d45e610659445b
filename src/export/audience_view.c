/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an audience may not read is taken out before anything is made from the
 * record, so that no format, heading or question that quotes an answer can let
 * it through. Nothing is changed in the record itself.
 */
#include "export/audience.h"

#include "base/alloc.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct audience_view {
    struct arena *arena; /* of all that is not the record's own */
    struct record record; /* a copy of the struct; what is below stands in for parts of it */
    struct interview *interviews;
    struct contact *contacts;
    struct drawing *drawings;
    size_t left_out;
};

/* What was told about the patient: theirs to give on, not ours. */
static bool is_of_others(enum answer_by by)
{
    return by == BY_INFORMANT || by == BY_INTERPRETER;
}

bool audience_takes_fact(enum audience audience, const char *author, const struct fact *fact)
{
    if (fact->private) {
        return audience == AUDIENCE_OWN && author != NULL && fact->author != NULL &&
               strcmp(fact->author, author) == 0;
    }
    return audience != AUDIENCE_PATIENT || !is_of_others(fact->by);
}

static void keep_answers(struct audience_view *view, struct interview *interview)
{
    struct record_answer **all = interview->answers;
    interview->answers = arena_take(view->arena, interview->answer_count + 1,
                                    sizeof(struct record_answer *));
    size_t kept = 0;
    for (size_t i = 0; i < interview->answer_count; i++) {
        if (is_of_others(all[i]->answer.by)) {
            view->left_out++;
        } else {
            interview->answers[kept++] = all[i];
        }
    }
    interview->answer_count = kept;
}

/* A flag is a word of clinicians among themselves. */
static void keep_marks(struct audience_view *view, struct interview *interview)
{
    const struct mark *all = interview->marks;
    interview->marks =
        arena_take(view->arena, interview->mark_count + 1, sizeof(*interview->marks));
    for (size_t i = 0; i < interview->mark_count; i++) {
        interview->marks[i] = all[i];
        interview->marks[i].flagged = false;
    }
}

static void keep_facts(struct audience_view *view, struct drawing *drawing, enum audience audience,
                       const char *author)
{
    const struct fact *all = drawing->facts;
    size_t kept = 0;
    drawing->facts = arena_take(view->arena, drawing->count + 1, sizeof(*drawing->facts));
    for (size_t i = 0; i < drawing->count; i++) {
        const struct fact *fact = &all[i];
        /* What is private is counted where it is left out. */
        if (fact->private || audience_takes_fact(audience, author, fact)) {
            drawing->facts[kept] = *fact;
            drawing->facts[kept++].private = !audience_takes_fact(audience, author, fact);
        } else {
            view->left_out++;
        }
    }
    drawing->count = kept;
}

static void make_copies(struct audience_view *view)
{
    struct record *record = &view->record;
    view->interviews =
        arena_take(view->arena, record->interview_count + 1, sizeof(*view->interviews));
    view->contacts =
        arena_take(view->arena, record->contact_count + 1, sizeof(*view->contacts));
    view->drawings =
        arena_take(view->arena, record->drawing_count + 1, sizeof(*view->drawings));
    for (size_t i = 0; i < record->interview_count; i++) {
        view->interviews[i] = record->interviews[i];
    }
    for (size_t i = 0; i < record->contact_count; i++) {
        view->contacts[i] = record->contacts[i];
    }
    for (size_t i = 0; i < record->drawing_count; i++) {
        view->drawings[i] = record->drawings[i];
    }
    record->interviews = view->interviews;
    record->contacts = view->contacts;
    record->drawings = view->drawings;
}

/* Who it is about and who was there stand nowhere; what was said is gone through later. */
static void keep_nobody(struct audience_view *view)
{
    struct patient *patient = &view->record.patient;
    patient->name = patient->code = patient->birth = patient->birth_edtf = patient->note = NULL;
    for (size_t i = 0; i < view->record.contact_count; i++) {
        struct contact *contact = &view->contacts[i];
        contact->date = contact->present = contact->next = NULL;
        if (contact->interpreter != NULL && *contact->interpreter != '\0') {
            contact->interpreter = contact->language; /* that there was one */
        }
    }
    view->record.drawing_count = 0;
}

struct audience_view *audience_view_create(const struct record *record, enum audience audience,
                                           const char *author)
{
    struct audience_view *view = alloc_array(1, sizeof(*view));
    view->arena = arena_create();
    view->record = *record;
    make_copies(view);
    if (audience == AUDIENCE_CASE) {
        keep_nobody(view);
    }
    if (audience == AUDIENCE_PATIENT) {
        view->record.patient.note = NULL;
        for (size_t i = 0; i < view->record.interview_count; i++) {
            keep_answers(view, &view->interviews[i]);
            keep_marks(view, &view->interviews[i]);
        }
    }
    for (size_t i = 0; i < view->record.drawing_count; i++) {
        keep_facts(view, &view->drawings[i], audience, author);
    }
    return view;
}

void audience_view_destroy(struct audience_view *view)
{
    if (view != NULL) {
        arena_destroy(view->arena);
        free(view);
    }
}

const struct record *audience_view_record(const struct audience_view *view)
{
    return &view->record;
}

size_t audience_view_left_out(const struct audience_view *view)
{
    return view->left_out;
}
