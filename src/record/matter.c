/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering by the key "dossier" of the forms. A follow-up is settled by the
 * answer that its row has for that, or by a visit on its day or later: then
 * somebody has seen it, and the list of patients goes on to the next one.
 */
#include "record/matter.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "form/graph.h"
#include "record/derived.h"

#include <stdlib.h>
#include <string.h>

static int32_t day_of_contact(const struct contact *contact, const struct world *zone)
{
    struct edtf date;
    int32_t first, last;
    if (contact->date && edtf_understand(&date, contact->date, strlen(contact->date))) {
        edtf_bounds(&date, &first, &last);
        if (first != INT32_MIN) {
            return first;
        }
    }
    return edtf_day_of_time(contact->time, world_offset_at(zone, contact->time));
}

int32_t record_last_contact(const struct record *record, const struct world *zone)
{
    int32_t last = MATTER_NO_DAY;
    for (size_t i = 0; i < record->contact_count; i++) {
        int32_t day = day_of_contact(&record->contacts[i], zone);
        last = day > last ? day : last;
    }
    return last;
}

int32_t retention_end(int32_t last_contact, int32_t last_change)
{
    int32_t from = last_contact > last_change ? last_contact : last_change;
    int year, month, day;
    if (from == MATTER_NO_DAY) {
        return MATTER_NO_DAY;
    }
    edtf_civil_from_days(from, &year, &month, &day);
    /* 29 February comes once in four years: the day after where there is none. */
    return edtf_days_from_civil(year + RETENTION_YEARS, month, day);
}

/* ---- gathering ---- */

struct gathering {
    struct matters *out;
    const struct form *form;
    const struct interview *interview;
    struct relevance *relevance;
    int32_t last_contact;
};

static struct matter *add(struct matters *out)
{
    alloc_grow(&out->list, &out->capacity, out->count + 1, sizeof *out->list);
    struct matter *matter = &out->list[out->count];
    memset(matter, 0, sizeof *matter);
    matter->order = out->count++;
    matter->first = matter->last = MATTER_NO_DAY;
    matter->words = "";
    return matter;
}

static void take_date(struct matter *matter, const char *words, const char *edtf,
                      int32_t last_contact)
{
    struct edtf date;
    matter->words = words;
    bool known = (edtf && edtf[0] && edtf_parse(&date, edtf, strlen(edtf), NULL)) ||
                 edtf_understand(&date, words, strlen(words));
    if (!known) {
        return;
    }
    edtf_bounds(&date, &matter->first, &matter->last);
    matter->settled |= last_contact != MATTER_NO_DAY && matter->last <= last_contact;
}

/* What stands at a place: said or worked out; NULL: nothing. */
static const struct answer *answer_at(const struct gathering *from, const struct item *item,
                                      const char *row)
{
    struct matters *out = from->out;
    const struct answer *said = interview_answer(from->interview, item->name, row);
    if (!item_is_derived(item)) {
        return said && answer_is_given(said) ? said : NULL;
    }
    struct answer *answer = alloc_array(1, sizeof *answer);
    answer_init(answer);
    if (!derived_answer(answer, from->relevance, item, row)) {
        answer_finish(answer);
        free(answer);
        return NULL;
    }
    alloc_grow(&out->derived, &out->derived_capacity, out->derived_count + 1,
               sizeof(struct answer *));
    out->derived[out->derived_count++] = answer;
    return answer;
}

/* Whether the row around a place has an answer that says it is done with. */
static bool row_is_settled(const struct gathering *from, const struct place *place)
{
    const struct item *repeat = item_repeat(place->item);
    for (size_t i = 0; repeat && place->row[0] && i < from->form->all_count; i++) {
        const struct item *item = from->form->all[i];
        if (item->dossier != DOSSIER_SETTLED || item_repeat(item) != repeat) {
            continue;
        }
        if (answer_at(from, item, place->row)) {
            return true;
        }
    }
    return false;
}

static void take_place(const struct gathering *from, const struct place *place)
{
    enum dossier_part kind = place->item->dossier;
    if (kind == DOSSIER_NONE || kind == DOSSIER_SETTLED) {
        return;
    }
    const struct answer *answer = answer_at(from, place->item, place->row);
    if (!answer) {
        return;
    }
    struct matter *matter = add(from->out);
    matter->kind = kind;
    matter->form = from->form;
    matter->interview = from->interview;
    matter->item = place->item;
    matter->answer = answer;
    memcpy(matter->row, place->row, sizeof matter->row);
    matter->settled = row_is_settled(from, place);
    if (kind == DOSSIER_FOLLOW_UP) {
        const char *words = answer->value.kind == VALUE_DATE && answer->value.text
                                ? answer->value.text
                                : answer->words;
        take_date(matter, words, answer->value.kind == VALUE_DATE ? answer->value.edtf : NULL,
                  from->last_contact);
    }
}

static void take_contacts(struct matters *out, const struct record *record, int32_t last_contact)
{
    for (size_t i = 0; i < record->contact_count; i++) {
        const struct contact *contact = &record->contacts[i];
        if (!contact->next || !contact->next[0]) {
            continue;
        }
        struct matter *matter = add(out);
        matter->kind = DOSSIER_FOLLOW_UP;
        matter->contact = contact;
        /* A later visit names its own next one. */
        matter->settled = i + 1 < record->contact_count;
        take_date(matter, contact->next, NULL, last_contact);
    }
}

static int by_day(const void *a, const void *b)
{
    const struct matter *one = a, *two = b;
    bool follow_one = one->kind == DOSSIER_FOLLOW_UP, follow_two = two->kind == DOSSIER_FOLLOW_UP;
    if (follow_one != follow_two) {
        return follow_one ? -1 : 1;
    }
    if (follow_one && one->settled != two->settled) {
        return one->settled ? 1 : -1;
    }
    /* What was not understood as a date stands behind the dates. */
    uint32_t day_one = (uint32_t)one->first - (uint32_t)MATTER_NO_DAY - 1;
    uint32_t day_two = (uint32_t)two->first - (uint32_t)MATTER_NO_DAY - 1;
    if (follow_one && day_one != day_two) {
        return day_one < day_two ? -1 : 1;
    }
    return one->order < two->order ? -1 : 1;
}

void matters_gather(struct matters *out, const struct record *record, matter_form *form, void *self,
                    int32_t today, const struct world *zone)
{
    struct gathering from = {.out = out, .last_contact = record_last_contact(record, zone)};
    *out = (struct matters)MATTERS_INIT;
    take_contacts(out, record, from.last_contact);
    for (size_t i = 0; i < record->interview_count; i++) {
        struct places places = PLACES_INIT;
        from.interview = &record->interviews[i];
        from.form = from.interview->removed ? NULL : form(self, from.interview->asked_with);
        if (!from.form) {
            continue;
        }
        from.relevance =
            relevance_create(from.form, from.interview, interview_day(from.interview, today, zone));
        relevance_places(&places, from.relevance);
        for (size_t place = 0; place < places.count; place++) {
            take_place(&from, &places.places[place]);
        }
        places_finish(&places);
        relevance_destroy(from.relevance);
    }
    if (out->count) {
        qsort(out->list, out->count, sizeof *out->list, by_day);
    }
}

void matters_finish(struct matters *matters)
{
    for (size_t i = 0; i < matters->derived_count; i++) {
        answer_finish(matters->derived[i]);
        free(matters->derived[i]);
    }
    free(matters->derived);
    free(matters->list);
    *matters = (struct matters)MATTERS_INIT;
}

int32_t matters_follow_up(const struct matters *matters)
{
    for (size_t i = 0; i < matters->count; i++) {
        const struct matter *matter = &matters->list[i];
        if (matter->kind == DOSSIER_FOLLOW_UP && !matter->settled &&
            matter->first != MATTER_NO_DAY) {
            return matter->first;
        }
    }
    return MATTER_NO_DAY;
}
