/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The summary for other programs: the same entries as in the blocks, with codes
 * beside the words for people. Questions that were not asked are listed too, so
 * that a reader need not have the form.
 */
#include "export/summary_parts.h"

#include "base/world.h"
#include "export/phrase.h"

#include <string.h>

static const char *const kept_codes[SUMMARY_KEPT_COUNT] = {
    [KEPT_SHOWN] = "",
    [KEPT_IRRELEVANT] = "not_relevant",
    [KEPT_ROW] = "row_removed",
    [KEPT_QUESTION] = "no_question",
    [KEPT_PLACE] = "other_rows",
    [KEPT_FORM] = "no_form",
    [KEPT_INTERVIEW] = "interview_removed",
    [KEPT_BACK] = "",
};

static void put_time(json_t *object, const char *key, int64_t milliseconds)
{
    char text[21];
    world_format_time(milliseconds, text);
    json_put_text(object, key, text);
}

/* What a phrase function says, under KEY. */
static void put_phrase(json_t *object, const char *key, const struct summary *summary,
                       const struct summary_entry *entry,
                       void (*phrase)(struct buf *out, const struct summary *summary,
                                      const struct summary_entry *entry))
{
    struct buf text = BUF_INIT;
    phrase(&text, summary, entry);
    json_put_text(object, key, buf_text(&text));
    buf_finish(&text);
}

static json_t *patient_data(const struct patient *patient)
{
    json_t *data = json_object();
    json_put_text(data, "name", patient->name);
    json_put_text(data, "code", patient->code);
    json_put_text(data, "birth", patient->birth);
    json_put_text(data, "birth_edtf", patient->birth_edtf);
    json_put_text(data, "languages", patient->languages);
    json_put_text(data, "note", patient->note);
    return data;
}

static json_t *contact_data(const struct contact *contact)
{
    json_t *data = json_object();
    json_put_text(data, "id", contact->id);
    put_time(data, "time", contact->time);
    json_put_text(data, "date", contact->date);
    json_put_text(data, "present", contact->present);
    json_put_text(data, "language", contact->language);
    if (contact->interpreter != NULL && *contact->interpreter != '\0') {
        json_put_text(data, "interpreter", contact->interpreter);
        json_put_text(data, "mode", contact->mode);
        json_object_set_new(data, "professional", json_boolean(contact->professional));
    }
    json_put_text(data, "trouble", contact->trouble);
    json_put_text(data, "consent", contact->consent);
    json_put_text(data, "planned", contact->planned);
    json_put_text(data, "next", contact->next);
    return data;
}

static json_t *outline_data(unsigned outline)
{
    json_t *data = json_array();
    for (size_t i = 0; i < OUTLINE_COUNT; i++) {
        if ((outline & summary_outline[i].heading) != 0) {
            json_array_append_new(data, json_string(summary_outline[i].code));
        }
    }
    return data;
}

static void put_amendment(json_t *data, const struct summary *summary,
                          const struct summary_entry *entry)
{
    const struct record *record = summary->request->record;
    if (!entry->answer->amended || entry->stored == NULL ||
        entry->stored->origin >= record->edit_count) {
        return;
    }
    const struct edit *edit = &record->edits[entry->stored->origin];
    json_t *amended = json_object();
    json_put_text(amended, "by", edit->author);
    put_time(amended, "time", edit->time);
    json_put_text(amended, "reason", edit->reason);
    json_object_set_new(data, "amended", amended);
}

static void put_answer(json_t *data, const struct summary *summary,
                       const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    json_put_text(data, "state", answer_state_code(answer->state));
    if (!value_is_empty(&answer->value)) {
        json_object_set_new(data, "answer", value_to_json(&answer->value));
    }
    json_put_text(data, "words", answer->words);
    put_phrase(data, "text", summary, entry, phrase_value);
    if (answer->by != BY_COMPUTED &&
        (!value_is_empty(&answer->value) || phrase_has_words(answer))) {
        json_put_text(data, "how", answer_how_code(answer->how));
        json_put_text(data, "language", phrase_language(entry));
    }
    json_put_text(data, "by", answer_by_code(answer->by));
    json_put_text(data, "relation", answer->relation);
    json_put_text(data, "gloss", answer->gloss);
    json_put_text(data, "reason", answer->reason);
    json_put_text(data, "contact", answer->contact);
    json_put_text(data, "author", answer->author);
    if (entry->stored != NULL) { /* else it follows from others, at no time of its own */
        put_time(data, "time", answer->time);
    }
    put_amendment(data, summary, entry);
}

static json_t *entry_data(const struct summary *summary, const struct summary_entry *entry)
{
    json_t *data = json_object();
    json_put_text(data, "name", entry->name);
    put_phrase(data, "prefix", summary, entry, phrase_number);
    put_phrase(data, "question", summary, entry, phrase_question);
    json_put_text(data, "row", entry->row);
    put_phrase(data, "row_title", summary, entry, phrase_row);
    json_object_set_new(data, "outline", outline_data(entry->outline));
    const struct item *asked = entry->item != NULL ? entry->item : entry->asked;
    if (entry->answer == NULL) {
        json_put_text(data, "state", "not_asked");
    } else if (entry->kept == KEPT_BACK || (asked != NULL && !summary_leaves(summary, asked))) {
        json_put_text(data, "state", "withheld");
    } else {
        put_answer(data, summary, entry);
    }
    json_put_text(data, "kept", kept_codes[entry->kept]);
    return data;
}

static json_t *interview_data(const struct summary *summary, const struct summary_interview *part)
{
    const struct interview *interview = part->interview;
    json_t *data = json_object(), *items = json_array();
    struct buf title = BUF_INIT;
    phrase_form(&title, summary, part);
    json_put_text(data, "id", interview->id);
    json_put_text(data, "form_id", interview->form_id);
    json_put_text(data, "form_title", buf_text(&title));
    json_put_text(data, "version", interview->form_version);
    json_put_text(data, "digest", interview->form_digest);
    for (size_t i = 0; part->form != NULL && i < part->form->applied_count; i++) {
        const struct form_overlay *overlay = &part->form->applied[i];
        json_t *list = json_object_get(data, "overlays");
        if (list == NULL) {
            list = json_array();
            json_object_set_new(data, "overlays", list);
        }
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "digest", overlay->digest,
                                              "rights", overlay->rights, "source",
                                              overlay->source));
    }
    if (part->form != NULL) {
        json_put_text(data, "form_status", part->form->status == FORM_DRAFT ? "draft" : "reviewed");
    }
    json_put_text(data, "status", interview->state == INTERVIEW_FINALISED ? "finalised" : "open");
    json_put_text(data, "author", interview->author);
    put_time(data, "started", interview->started);
    if (interview->state == INTERVIEW_FINALISED) {
        put_time(data, "finalised", interview->finalised);
    }
    for (size_t i = 0; i < part->count; i++) {
        json_array_append_new(items, entry_data(summary, &summary->entries[part->first + i]));
    }
    json_object_set_new(data, "items", items);
    if (interview->mark_count > 0) {
        json_object_set_new(data, "marks", summary_marks_data(summary, part));
    }
    buf_finish(&title);
    return data;
}

json_t *summary_data(const struct summary *summary)
{
    const struct summary_request *request = summary->request;
    const struct record *record = request->record;
    json_t *data = json_object(), *about = json_object();
    json_put_text(about, "schema", "urn:verhaal:summary:1"); /* summary.schema.json */
    json_put_text(about, "audience", audience_row(request->audience)->name);
    json_put_text(about, "language", summary->language);
    put_time(about, "created", request->now);
    json_put_text(about, "author", request->author);
    json_put_text(about, "seal", request->seal);
    if (summary->left_out > 0) {
        json_object_set_new(about, "left_out", json_integer((json_int_t)summary->left_out));
    }
    json_object_set_new(data, "summary", about);

    json_t *patient = patient_data(&record->patient);
    json_put_text(patient, "id", request->patient_id);
    json_object_set_new(data, "patient", patient);

    json_t *contacts = json_array();
    for (size_t i = 0; i < record->contact_count; i++) {
        json_array_append_new(contacts, contact_data(&record->contacts[i]));
    }
    json_object_set_new(data, "contacts", contacts);

    json_t *interviews = json_array();
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct summary_interview *part = &summary->interviews[i];
        if (!part->interview->removed || part->count > 0) {
            json_array_append_new(interviews, interview_data(summary, part));
        }
    }
    json_object_set_new(data, "interviews", interviews);
    json_object_set_new(data, "drawings", summary_drawings_data(summary));
    return data;
}
