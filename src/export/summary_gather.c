/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathers every answer of a record. First the relevant questions in the order
 * of the form, answered or not; then whatever answer was not met on that walk,
 * with the reason why it is not shown. So nothing can fall between. Only what a
 * form keeps private to the clinician is left out of every export; what it says
 * must never leave is counted, and its answer does not even get here.
 */
#include "export/summary_parts.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "record/derived.h"
#include "record/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct outline_name summary_outline[OUTLINE_COUNT] = {
    {OUTLINE_IDENTITY, "identity", N_("Cultural identity")},
    {OUTLINE_DISTRESS, "distress", N_("Understanding of the distress, coping and help-seeking")},
    {OUTLINE_STRESSORS, "stressors", N_("Psychosocial stressors, vulnerability and resilience")},
    {OUTLINE_RELATIONSHIP, "relationship", N_("Relationship with the clinician and the service")},
    {OUTLINE_OVERALL, "overall", N_("Overall assessment: consequences for diagnosis and care")},
};

static unsigned outline_of(const struct item *item)
{
    while (item != NULL && item->outline == 0) {
        item = item->parent;
    }
    return item == NULL ? 0 : item->outline;
}

static struct summary_entry *add_entry(struct summary *summary,
                                       const struct summary_interview *interview,
                                       const struct item *item, const char *name, const char *row)
{
    alloc_grow(&summary->entries, &summary->entry_capacity, summary->entry_count + 1,
               sizeof(*summary->entries));
    struct summary_entry *entry = &summary->entries[summary->entry_count++];
    *entry = (struct summary_entry){
        .interview = interview,
        .item = item,
        .name = name,
        .outline = outline_of(item),
    };
    snprintf(entry->row, sizeof(entry->row), "%s", row);
    return entry;
}

static void set_answer(const struct summary *summary, struct summary_entry *entry,
                       const struct record_answer *stored)
{
    entry->stored = stored;
    entry->answer = &stored->answer;
    entry->contact = record_contact(summary->request->record, stored->answer.contact);
}

static bool is_author(const struct summary_request *request, const char *author)
{
    return request->author != NULL && author != NULL && strcmp(request->author, author) == 0;
}

bool summary_keeps_back(const struct summary *summary, const struct item *item, const char *author)
{
    const struct summary_request *request = summary->request;
    return item_is_private(item) && (request->audience != AUDIENCE_OWN ||
                                     (author != NULL && !is_author(request, author)));
}

/* The reason of a state, or only a relation, is something to keep as well. */
static bool is_blank(const struct answer *answer)
{
    return answer_is_empty(answer) && (answer->reason == NULL || *answer->reason == '\0');
}

/* Index of an item's answer, or the count if there is none. */
static size_t find_answer(const struct interview *interview, const char *item, const char *row)
{
    size_t low = 0, high = interview->answer_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct record_answer *stored = interview->answers[middle];
        int order = strcmp(stored->item, item);
        if (order == 0) {
            order = strcmp(stored->row, row);
        }
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return interview->answer_count;
}

/* From here on nobody can find out what was said. */
static void keep_back(struct summary *summary, struct summary_entry *entry)
{
    struct answer *nothing = alloc_array(1, sizeof(*nothing));
    answer_init(nothing);
    alloc_grow(&summary->derived, &summary->derived_capacity, summary->derived_count + 1,
               sizeof(struct answer *));
    summary->derived[summary->derived_count++] = nothing;
    entry->answer = nothing;
    entry->kept = KEPT_BACK;
}

bool summary_leaves(const struct summary *summary, const struct item *item)
{
    enum item_export leaves = item_leaves(item);
    return leaves != EXPORT_NEVER && (leaves == EXPORT_FULL || !summary->for_programs);
}

bool summary_may_say(const struct summary *summary, const struct item *item)
{
    return !item_is_private(item) && summary_leaves(summary, item);
}

/* What the form works out stands where an answer stands. */
static bool set_derived(struct summary *summary, struct summary_entry *entry,
                        struct relevance *relevance)
{
    struct answer *answer = alloc_array(1, sizeof(*answer));
    answer_init(answer);
    if (!derived_answer(answer, relevance, entry->item, entry->row)) {
        answer_finish(answer);
        free(answer);
        return false;
    }
    alloc_grow(&summary->derived, &summary->derived_capacity, summary->derived_count + 1,
               sizeof(struct answer *));
    summary->derived[summary->derived_count++] = answer;
    entry->answer = answer;
    return true;
}

static bool is_among(const struct places *places, const struct place *wanted)
{
    for (size_t i = 0; i < places->count; i++) {
        if (places->places[i].item == wanted->item &&
            strcmp(places->places[i].row, wanted->row) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * Nothing is shown at PLACE: there is an answer, only not for these eyes, which is not "not
 * asked" either; or it is asked only because of such an answer, which would tell of it.
 */
static bool is_left_out(const struct summary_interview *part, const struct place *place,
                        const struct places *shown)
{
    return part->whole->answer_count != part->interview->answer_count &&
           (interview_answer(part->whole, place->item->name, place->row) != NULL ||
            !is_among(shown, place));
}

static void gather_asked(struct summary *summary, const struct summary_interview *part, bool *seen)
{
    const struct interview *interview = part->interview;
    struct places places = PLACES_INIT, shown_places = PLACES_INIT;
    /* What is asked follows from all answers; what is worked out is said with those shown. */
    struct relevance *relevance = relevance_create(part->form, part->whole, part->day);
    struct relevance *shown = relevance_create(part->form, interview, part->day);
    relevance_places(&places, relevance);
    relevance_places(&shown_places, shown);
    for (size_t i = 0; i < places.count; i++) {
        const struct place *place = &places.places[i];
        if (!item_takes_answer(place->item)) {
            continue;
        }
        size_t at = find_answer(interview, place->item->name, place->row);
        const struct record_answer *stored =
            at < interview->answer_count ? interview->answers[at] : NULL;
        if (summary_keeps_back(summary, place->item,
                               stored == NULL ? NULL : stored->answer.author)) {
            if (stored != NULL) {
                seen[at] = true;
            }
            continue;
        }
        if (stored == NULL && is_left_out(part, place, &shown_places)) {
            continue;
        }
        struct summary_entry *entry =
            add_entry(summary, part, place->item, place->item->name, place->row);
        entry->row_number = place->row_number;
        if (item_leaves(place->item) == EXPORT_NEVER) {
            if (stored != NULL) {
                seen[at] = true;
                keep_back(summary, entry);
            }
        } else if (!set_derived(summary, entry, shown) && stored != NULL) {
            seen[at] = true;
            if (!is_blank(&stored->answer)) {
                set_answer(summary, entry, stored);
            }
        }
    }
    places_finish(&shown_places);
    places_finish(&places);
    relevance_destroy(shown);
    relevance_destroy(relevance);
}

static bool row_is_gone(const struct interview *interview, const char *id)
{
    while (*id != '\0') {
        const struct row *row = interview_row(interview, id);
        if (row == NULL || row->set_aside) {
            return true;
        }
        id = row->parent;
    }
    return false;
}

static enum summary_kept why_kept(const struct summary_interview *part, const struct item *item,
                                  const char *row)
{
    if (part->interview->removed) {
        return KEPT_INTERVIEW;
    }
    if (part->form == NULL) {
        return KEPT_FORM;
    }
    if (item == NULL) {
        return KEPT_QUESTION;
    }
    if (row_is_gone(part->interview, row)) {
        return KEPT_ROW;
    }
    return kept_fits(part->interview, item, row) ? KEPT_IRRELEVANT : KEPT_PLACE;
}

/* The question of an older version of the form, for what has none in its own any more. */
static const struct item *question_before(const struct form **form, const struct summary *summary,
                                          const struct summary_interview *part, const char *name)
{
    const struct summary_request *request = summary->request;
    const struct kept_forms forms = {request->form, request->self};
    *form = NULL;
    return part->form == NULL ? NULL
                              : kept_question(form, request->record, part->interview, name, &forms);
}

static void gather_kept(struct summary *summary, const struct summary_interview *part,
                        const bool *seen)
{
    const struct interview *interview = part->interview;
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *stored = interview->answers[i];
        if (seen[i] || is_blank(&stored->answer)) {
            continue;
        }
        const struct item *item = part->form == NULL ? NULL : form_find(part->form, stored->item);
        if (item != NULL && !item_takes_answer(item)) {
            item = NULL; /* it became a group: the answer has no question any more */
        }
        const struct form *before = NULL;
        const struct item *asked =
            item != NULL ? item : question_before(&before, summary, part, stored->item);
        if (asked != NULL && summary_keeps_back(summary, asked, stored->answer.author)) {
            continue; /* what was private stays so, also without its question */
        }
        struct summary_entry *entry = add_entry(summary, part, item, stored->item, stored->row);
        entry->kept = why_kept(part, item, stored->row);
        entry->asked = item == NULL ? asked : NULL;
        entry->asked_form = before;
        if (asked != NULL && item_leaves(asked) == EXPORT_NEVER) {
            keep_back(summary, entry);
        } else {
            set_answer(summary, entry, stored);
        }
    }
}

static void gather_interview(struct summary *summary, struct summary_interview *part)
{
    bool *seen = alloc_array(part->interview->answer_count + 1, sizeof(*seen));
    part->first = summary->entry_count;
    if (part->form != NULL && !part->interview->removed) {
        gather_asked(summary, part, seen);
    }
    gather_kept(summary, part, seen);
    part->count = summary->entry_count - part->first;
    free(seen);
}

/* A form with nothing in it but the clinician's own thoughts: not even its name goes out. */
static bool is_private_form(const struct form *form)
{
    bool asks = false;
    for (size_t i = 0; i < form->all_count; i++) {
        if (item_takes_answer(form->all[i])) {
            asks = true;
            if (!item_is_private(form->all[i])) {
                return false;
            }
        }
    }
    return asks;
}

void summary_gather(struct summary *out, const struct summary_request *request,
                    const struct record *whole)
{
    const struct record *record = request->record;
    *out = (struct summary){
        .request = request,
        .language = request->language,
        .today = edtf_day_of_time(request->now, request->offset_minutes),
        .document = document_create(request->language),
    };
    out->interviews = alloc_array(record->interview_count + 1, sizeof(*out->interviews));
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        const struct form *form = request->form(request->self, interview->asked_with);
        if (form != NULL && is_private_form(form) &&
            !(request->audience == AUDIENCE_OWN && is_author(request, interview->author))) {
            continue;
        }
        struct summary_interview *part = &out->interviews[out->interview_count++];
        part->interview = interview;
        part->whole = &whole->interviews[i];
        part->form = form;
        part->day = interview_day(interview, out->today, request->zone);
        gather_interview(out, part);
    }
}

void summary_finish(struct summary *summary)
{
    for (size_t i = 0; i < summary->derived_count; i++) {
        answer_finish(summary->derived[i]);
        free(summary->derived[i]);
    }
    free(summary->derived);
    free(summary->interviews);
    free(summary->entries);
}
