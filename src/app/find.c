/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be found in a record: each place with its parts, and what of it is
 * shown when the words are there.
 */
#include "app/find.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/capture.h"

#include <stdlib.h>
#include <string.h>

static void wipe(char *text)
{
    if (text) {
        secret_wipe(text, strlen(text));
    }
    free(text);
}

void find_hits_finish(struct find_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        struct find_hit *hit = &hits->list[i];
        char *texts[] = {hit->form_id, hit->item, hit->kind, hit->group,
                         hit->where,   hit->what, hit->text};
        for (size_t text = 0; text < sizeof texts / sizeof texts[0]; text++) {
            wipe(texts[text]);
        }
    }
    if (hits->list) {
        secret_wipe(hits->list, hits->capacity * sizeof *hits->list);
    }
    free(hits->list);
    *hits = (struct find_hits)FIND_HITS_INIT;
}

/* One place: the texts that are looked through together. */
#define PARTS_MAX 8
struct part {
    const char *what; /* "" for the words themselves */
    const char *text;
    const char *field; /* as in a hit */
};
struct search {
    struct find_hits *out;
    struct session *session;
    const char *patient, *words;
    struct part parts[PARTS_MAX];
    size_t part_count;
};

static void add_part(struct search *search, const char *what, const char *text, const char *field)
{
    if (text && text[0]) {
        search->parts[search->part_count++] = (struct part){what, text, field};
    }
}

static bool parts_match(const struct search *search)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < search->part_count; i++) {
        buf_add_char(&all, ' ');
        text_fold(&all, search->parts[i].text, strlen(search->parts[i].text));
    }
    bool match = search->part_count && text_matches(buf_text(&all), search->words);
    buf_finish(&all);
    return match;
}

/* Shows the part in which most of the words stand, the first of those. */
static void take_best_part(const struct search *search, struct find_hit *hit)
{
    size_t best = 0;
    for (size_t i = 0; i < search->part_count; i++) {
        const struct part *part = &search->parts[i];
        struct find_span spans[FIND_SPANS];
        size_t count = find_spans(spans, FIND_SPANS, part->text, strlen(part->text), search->words);
        if (count <= best) {
            continue;
        }
        struct buf text = BUF_INIT;
        best = count;
        wipe(hit->text);
        wipe(hit->what);
        hit->field = part->field;
        hit->said = spans[0];
        hit->span_count = find_excerpt(&text, spans, count, part->text, strlen(part->text));
        memcpy(hit->spans, spans, sizeof hit->spans);
        hit->text = buf_take(&text);
        hit->what = alloc_string(part->what);
    }
}

/* The hit of the parts that were added, or NULL; forgets them. */
static struct find_hit *take_hit(struct search *search, enum find_place place, const char *group,
                                 const char *where)
{
    struct find_hits *out = search->out;
    bool match = parts_match(search);
    struct find_hit *hit = NULL;
    if (match && out->count >= FIND_HITS_MAX) {
        out->more++;
    } else if (match) {
        alloc_grow(&out->list, &out->capacity, out->count + 1, sizeof *out->list);
        hit = &out->list[out->count++];
        memset(hit, 0, sizeof *hit);
        hit->place = place;
        memcpy(hit->patient, search->patient, sizeof hit->patient);
        take_best_part(search, hit);
        hit->group = alloc_string(group);
        hit->where = alloc_string(where);
    }
    search->part_count = 0;
    return hit;
}

/* ---- the patient, visits, captured lines, drawings ---- */

static void search_patient(struct search *search, const struct patient *patient)
{
    const char *texts[] = {patient->name, patient->code, patient->birth, patient->note};
    const char *const labels[] = {N_("Name"), N_("Code"), N_("Born"), N_("Note")};
    static const char *const fields[] = {"name", "code", "birth", "note"};
    for (size_t i = 0; i < 4; i++) {
        add_part(search, "", texts[i], fields[i]);
        (void)take_hit(search, FIND_PATIENT, _("Patient"), _(labels[i]));
    }
}

static void search_contact(struct search *search, const struct contact *contact)
{
    add_part(search, "", contact->present, "present");
    add_part(search, _("interpreter"), contact->interpreter, "interpreter");
    add_part(search, _("trouble"), contact->trouble, "trouble");
    add_part(search, _("consent"), contact->consent, "consent");
    add_part(search, _("next visit"), contact->next, "next");
    add_part(search, _("date"), contact->date, "date");
    struct find_hit *hit = take_hit(search, FIND_CONTACT, _("Visits"), contact->date);
    if (hit) {
        memcpy(hit->id, contact->id, sizeof hit->id);
    }
}

static const char *capture_state_name(const struct capture *capture)
{
    switch (capture->state) {
    case CAPTURE_WAITING:
        return _("waiting");
    case CAPTURE_FILED:
        return _("filed");
    case CAPTURE_ASIDE:
        break;
    }
    return _("set aside");
}

static void search_capture(struct search *search, const struct capture *capture)
{
    if (capture->removed) {
        return;
    }
    add_part(search, "", capture->text, NULL);
    add_part(search, _("meaning"), capture->gloss, NULL);
    struct find_hit *hit =
        take_hit(search, FIND_CAPTURE, _("Captured lines"), capture_state_name(capture));
    if (hit) {
        memcpy(hit->id, capture->id, sizeof hit->id);
    }
}

static void search_drawing(struct search *search, const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        const struct fact *fact = &drawing->facts[i];
        add_part(search, "", fact->line, NULL);
        add_part(search, _("as it was said"), fact->words, NULL);
        struct find_hit *hit = take_hit(search, FIND_FACT, _("Drawings"), drawing->kind);
        if (hit) {
            hit->kind = alloc_string(drawing->kind);
            memcpy(hit->id, fact->id, sizeof hit->id);
        }
    }
}

/* ---- interviews ---- */

static void put_where(struct buf *out, const struct form *form, const struct item *item,
                      const char *name)
{
    if (!item) {
        buf_add_text(out, name);
        return;
    }
    if (item->prefix[0]) {
        buf_add_format(out, "%s ", item->prefix);
    }
    const struct wording *label = wording_shorter(&item->label, &item->short_label);
    wording_pipe(out, form, wording_in(form, label, i18n_language(), NULL), i18n_language(), NULL,
                 NULL);
}

static void note_place(struct find_hit *hit, const struct interview *interview, const char *item,
                       const char *row)
{
    if (hit) {
        hit->form_id = alloc_string(interview->form_id);
        hit->item = alloc_string(item);
        memcpy(hit->row, row, sizeof hit->row);
    }
}

static bool is_typed(const struct item *item)
{
    return item && (item->type == ITEM_TEXT || item->type == ITEM_DATE);
}

static void search_answer(struct search *search, const struct form *form,
                          const struct interview *interview, const char *group,
                          const struct record_answer *stored)
{
    const struct answer *answer = &stored->answer;
    const struct item *item = form ? form_find(form, stored->item) : NULL;
    struct buf value = BUF_INIT, where = BUF_INIT;
    bool words = answer->words[0] != '\0';
    if (!item || is_typed(item)) {
        buf_add_text(&value, answer->value.text ? answer->value.text : "");
    } else {
        entry_display(&value, form, item, &answer->value, i18n_language());
    }
    put_where(&where, form, item, stored->item);
    add_part(search, "", buf_text(&value), is_typed(item) && !words ? "answer" : NULL);
    add_part(search, words && value.length ? _("in words") : "", answer->words, "answer");
    add_part(search, _("meaning"), answer->gloss, NULL);
    add_part(search, _("because"), answer->reason, NULL);
    add_part(search, _("said by"), answer->relation, NULL);
    note_place(take_hit(search, FIND_ANSWER, group, buf_text(&where)), interview, stored->item,
               stored->row);
    buf_finish(&value);
    buf_finish(&where);
}

static void search_mark(struct search *search, const struct form *form,
                        const struct interview *interview, const char *group,
                        const struct mark *mark)
{
    struct buf where = BUF_INIT;
    put_where(&where, form, form ? form_find(form, mark->item) : NULL, mark->item);
    add_part(search, _("flag"), mark->why, NULL);
    note_place(take_hit(search, FIND_MARK, group, buf_text(&where)), interview, mark->item,
               mark->row);
    buf_finish(&where);
}

/* In the order of the form, which people know; without a form as they are stored. */
struct ordered {
    const struct record_answer *answer;
    size_t place, at;
};

static int by_place(const void *a, const void *b)
{
    const struct ordered *one = a, *two = b;
    if (one->place != two->place) {
        return one->place < two->place ? -1 : 1;
    }
    return one->at < two->at ? -1 : one->at > two->at;
}

static void search_interview(struct search *search, const struct interview *interview)
{
    const struct form *form = session_form(search->session, interview->asked_with, NULL);
    const char *group =
        form ? wording_in(form, &form->title, i18n_language(), NULL) : interview->form_id;
    struct ordered *ordered = alloc_array(interview->answer_count + 1, sizeof *ordered);
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct item *item = form ? form_find(form, interview->answers[i]->item) : NULL;
        ordered[i] = (struct ordered){interview->answers[i], item ? item->index : SIZE_MAX, i};
    }
    qsort(ordered, interview->answer_count, sizeof *ordered, by_place);
    for (size_t i = 0; i < interview->answer_count; i++) {
        search_answer(search, form, interview, group, ordered[i].answer);
    }
    for (size_t i = 0; i < interview->mark_count; i++) {
        search_mark(search, form, interview, group, &interview->marks[i]);
    }
    free(ordered);
}

void find_in_record(struct find_hits *out, struct session *session, const struct record *record,
                    const char *patient, const char *words)
{
    struct search search = {
        .out = out, .session = session, .patient = patient, .words = words, .part_count = 0};
    if (!words[strspn(words, " ")]) {
        return;
    }
    search_patient(&search, &record->patient);
    for (size_t i = record->contact_count; i-- > 0;) {
        search_contact(&search, &record->contacts[i]);
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        search_capture(&search, &record->captures[i]);
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        if (!record->interviews[i].removed) {
            search_interview(&search, &record->interviews[i]);
        }
    }
    for (size_t i = 0; i < record->drawing_count; i++) {
        search_drawing(&search, &record->drawings[i]);
    }
}

/* ---- in the vault ---- */

bool find_in_vault(struct find_hits *out, struct session *session, const char *patient,
                   const char *words, struct error *err)
{
    struct record *record = record_create();
    struct find_hits hits = FIND_HITS_INIT;
    bool read = vault_search(session_vault(session), patient, session_fold, record, err);
    if (read) {
        find_in_record(&hits, session, record, patient, words);
    }
    if (hits.count) {
        /* Who sees words of a record has read in it: first the log, then the screen. */
        read = vault_audit(session_vault(session), AUDIT_SEARCH, patient, "all records", err);
    }
    for (size_t i = 0; read && i < hits.count; i++) {
        if (out->count >= FIND_HITS_MAX) {
            out->more++;
            continue;
        }
        alloc_grow(&out->list, &out->capacity, out->count + 1, sizeof *out->list);
        out->list[out->count++] = hits.list[i];
        memset(&hits.list[i], 0, sizeof hits.list[i]);
    }
    out->more += read ? hits.more : 0;
    find_hits_finish(&hits);
    record_destroy(record);
    return read;
}
