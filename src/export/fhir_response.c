/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interviews as QuestionnaireResponses, each with the very Questionnaire that it
 * was asked with. The tree is that of the form: what the form does not ask, or does not
 * ask any more, is told in the text alone.
 */
#include "export/fhir_response.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "export/phrase.h"
#include "export/questionnaire.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

/* ---- the Questionnaire ---- */

/* Another text under the same version must not pass for it. */
static bool is_told_apart(const struct summary *summary, const struct summary_interview *part)
{
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct interview *other = summary->interviews[i].interview;
        if (strcmp(other->form_id, part->form->form_id) == 0 &&
            strcmp(other->form_version, part->interview->form_version) == 0 &&
            strcmp(other->form_digest, part->interview->form_digest) != 0) {
            return true;
        }
    }
    return false;
}

/* The form's version, and behind it what tells its words from others of that version. */
static void version_of(struct buf *out, const struct summary *summary,
                       const struct summary_interview *part)
{
    const struct form *form = part->form;
    for (const char *at = form->version; *at != '\0'; at++) {
        buf_add_char(out, strchr(" \t\r\n|", *at) != NULL ? '-' : *at);
    }
    if (is_told_apart(summary, part)) {
        buf_add_format(out, "+%.8s", part->interview->form_digest);
    }
    for (size_t i = 0; i < form->applied_count; i++) {
        buf_add_format(out, "+%.8s", form->applied[i].digest);
    }
}

static void narrate_form(const struct fhir *self, json_t *resource, const struct form *form,
                         const char *version)
{
    struct fhir_narrative narrative = {BUF_INIT};
    fhir_narrate_fact(&narrative, "", wording_in(form, &form->title, self->language, NULL));
    fhir_narrate_fact(&narrative, i18n_in(self->language, N_("Version of the form")), version);
    fhir_narrate_fact(&narrative, "", wording_in(form, &form->purpose, self->language, NULL));
    fhir_narrate_fact(&narrative, "", wording_in(form, &form->source, self->language, NULL));
    fhir_put_narrative(self, resource, &narrative);
}

/* Adds it, unless another interview has; OUT gets its canonical with the version. */
static void add_questionnaire(struct fhir *self, const struct summary_interview *part,
                              struct buf *out)
{
    const struct form *form = part->form;
    struct buf version = BUF_INIT;
    size_t language = form_language(form, self->language);
    version_of(&version, self->summary, part);
    questionnaire_url(out, form->form_id, form->url);
    buf_add_format(out, "|%s", buf_text(&version));
    json_t *resource = fhir_add(self, "Questionnaire", buf_text(out), FHIR_INTERVIEWS);
    if (resource != NULL) {
        json_t *questionnaire = questionnaire_json(form, language, NULL);
        json_put_text(resource, "language", form->languages[language]);
        narrate_form(self, resource, form, buf_text(&version));
        json_put_text(resource, "version", buf_text(&version));
        json_object_update_missing(resource, questionnaire);
        json_decref(questionnaire);
    }
    buf_finish(&version);
}

/* ---- the walk ---- */

static void index_entries(struct fhir_response *self)
{
    const struct summary_interview *part = self->part;
    const struct summary *summary = self->fhir->summary;
    self->first = alloc_array(part->form->all_count + 1, sizeof(*self->first));
    self->next = alloc_array(part->count + 1, sizeof(*self->next));
    for (size_t i = part->count; i > 0; i--) {
        const struct summary_entry *entry = &summary->entries[part->first + i - 1];
        if ((entry->kept == KEPT_SHOWN || entry->kept == KEPT_BACK) && entry->item != NULL &&
            entry->answer != NULL) {
            self->next[i - 1] = self->first[entry->item->index];
            self->first[entry->item->index] = i;
        }
    }
}

static const struct summary_entry *entry_at(const struct fhir_response *self,
                                            const struct item *item, const char *row)
{
    const struct summary *summary = self->fhir->summary;
    for (size_t i = self->first[item->index]; i > 0; i = self->next[i - 1]) {
        const struct summary_entry *entry = &summary->entries[self->part->first + i - 1];
        if (strcmp(entry->row, row) == 0) {
            return entry;
        }
    }
    return NULL;
}

/* As it was asked, with the patient's words in it. */
static json_t *item_json(const struct fhir_response *self, const struct item *item, const char *row)
{
    struct summary_entry asked = {.interview = self->part, .item = item, .name = item->name};
    struct buf text = BUF_INIT;
    json_t *json = json_object();
    memcpy(asked.row, row, strlen(row) + 1);
    json_put_text(json, "linkId", item->name);
    if (!wording_is_empty(&item->label)) {
        phrase_question(&text, self->fhir->summary, &asked);
        fhir_put(json, "text", buf_text(&text));
    }
    buf_finish(&text);
    return json;
}

static void put_items(struct fhir_response *self, json_t *parent, struct item *const *items,
                      size_t count, const char *row);

/* A group without answers is none. */
static void put_group(struct fhir_response *self, json_t *parent, const struct item *item,
                      const char *row)
{
    json_t *group = item_json(self, item, row);
    put_items(self, group, item->items, item->item_count, row);
    if (json_object_get(group, "item") != NULL) {
        fhir_append(parent, "item", group);
    } else {
        json_decref(group);
    }
}

static void put_rows(struct fhir_response *self, json_t *parent, const struct item *repeat,
                     const char *around)
{
    const struct interview *interview = self->part->interview;
    for (size_t i = 0; i < interview->row_count; i++) {
        const struct row *row = &interview->rows[i];
        if (!row->set_aside && strcmp(row->repeat, repeat->name) == 0 &&
            strcmp(row->parent, around) == 0) {
            put_group(self, parent, repeat, row->id);
        }
    }
}

static void put_items(struct fhir_response *self, json_t *parent, struct item *const *items,
                      size_t count, const char *row)
{
    for (size_t i = 0; i < count; i++) {
        const struct item *item = items[i];
        if (item->type == ITEM_REPEAT) {
            put_rows(self, parent, item, row);
        } else if (item->type == ITEM_GROUP) {
            put_group(self, parent, item, row);
        } else if (item_takes_answer(item)) {
            const struct summary_entry *entry = entry_at(self, item, row);
            if (entry != NULL) {
                json_t *json = item_json(self, item, row);
                fhir_put_answer(self, json, entry);
                fhir_append(parent, "item", json);
            }
        }
    }
}

/* ---- the whole ---- */

static const char *status_of(const struct fhir *self, const struct summary_interview *part)
{
    if (part->interview->state == INTERVIEW_OPEN) {
        return "in-progress";
    }
    return fhir_is_amended(self, part) ? "amended" : "completed";
}

/* When something was last changed. */
static int64_t last_time(const struct summary *summary, const struct summary_interview *part)
{
    const struct interview *interview = part->interview;
    int64_t last = interview->started;
    if (interview->state == INTERVIEW_FINALISED && interview->finalised > last) {
        last = interview->finalised;
    }
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->stored != NULL && entry->answer->time > last) {
            last = entry->answer->time;
        }
    }
    return last;
}

/* That of the first answer: the others say where they differ. */
static const struct contact *contact_of(const struct summary *summary,
                                        const struct summary_interview *part)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->contact != NULL) {
            return entry->contact;
        }
    }
    return NULL;
}

static void narrate_entry(const struct fhir *self, struct fhir_narrative *narrative,
                          const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    struct buf label = BUF_INIT, text = BUF_INIT;
    phrase_number(&label, self->summary, entry);
    buf_add_text(&label, label.length > 0 ? " " : "");
    phrase_question(&label, self->summary, entry);
    phrase_value(&text, self->summary, entry);
    if (answer->state != STATE_ANSWERED && answer->state != STATE_ADAPTED) {
        buf_add_text(&text, text.length > 0 ? " – " : "");
        buf_add_text(&text, phrase_state(answer->state, self->language));
    }
    fhir_narrate_fact(narrative, buf_text(&label), buf_text(&text));
    buf_finish(&text);
    buf_finish(&label);
}

static void narrate(const struct fhir *self, json_t *resource, const struct summary_interview *part)
{
    struct fhir_narrative narrative = {BUF_INIT};
    struct buf title = BUF_INIT;
    phrase_form(&title, self->summary, part);
    fhir_narrate_fact(&narrative, "", buf_text(&title));
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &self->summary->entries[part->first + i];
        if (entry->answer != NULL && entry->kept == KEPT_SHOWN && !fhir_is_masked(entry->item)) {
            narrate_entry(self, &narrative, entry);
        }
    }
    fhir_put_narrative(self, resource, &narrative);
    buf_finish(&title);
}

static void put_head(struct fhir_response *self, json_t *resource)
{
    struct fhir *fhir = self->fhir;
    const struct interview *interview = self->part->interview;
    json_t *identifier = json_object();
    json_put_text(identifier, "system", "urn:verhaal:interview");
    json_put_text(identifier, "value", interview->id);
    json_object_set_new(
        questionnaire_extend(resource, FHIR_EXTENSION "questionnaireresponse-completionMode"),
        "valueCodeableConcept",
        fhir_concept(fhir_coding("http://terminology.hl7.org/CodeSystem/"
                                 "v3-ParticipationMode",
                                 "VERBAL", "verbal"),
                     NULL));
    json_object_set_new(resource, "identifier", identifier);
    if (self->part->form != NULL) {
        struct buf canonical = BUF_INIT;
        add_questionnaire(fhir, self->part, &canonical);
        json_put_text(resource, "questionnaire", buf_text(&canonical));
        buf_finish(&canonical);
    }
    json_put_text(resource, "status", status_of(fhir, self->part));
    json_object_set_new(resource, "subject", fhir_patient_reference(fhir));
    if (self->contact != NULL) {
        json_object_set_new(resource, "encounter", fhir_encounter_reference(fhir, self->contact));
    }
    fhir_put_time(resource, "authored", last_time(fhir->summary, self->part));
    json_object_set_new(resource, "author", fhir_user(fhir, interview->author));
    json_object_set_new(resource, "source", fhir_patient_reference(fhir));
}

/* What is told in the text of the document and nowhere else. */
static void tell_losses(const struct fhir *fhir, const struct summary_interview *part)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &fhir->summary->entries[part->first + i];
        if (entry->kept != KEPT_SHOWN && entry->kept != KEPT_BACK) {
            losses_add_at(fhir->losses, entry->name, "%s",
                          part->form == NULL
                              ? _("an answer without its form: text, no data")
                              : _("an answer that the form does not ask for now: text, no data"));
        }
    }
    if (part->interview->mark_count > 0) {
        losses_add(fhir->losses, NULL, "%s", _("probes, terms explained and flags: text, no data"));
    }
}

static void add_response(struct fhir *fhir, const struct summary_interview *part)
{
    struct fhir_response self = {
        .fhir = fhir,
        .part = part,
        .questionnaire = {.form = part->form},
        .contact = contact_of(fhir->summary, part),
    };
    json_t *resource =
        fhir_add(fhir, "QuestionnaireResponse", part->interview->id, FHIR_INTERVIEWS);
    tell_losses(fhir, part);
    put_head(&self, resource);
    narrate(fhir, resource, part);
    if (part->form != NULL) {
        self.questionnaire.language = form_language(part->form, fhir->language);
        index_entries(&self);
        put_items(&self, resource, part->form->items, part->form->item_count, "");
        free(self.first);
        free(self.next);
    }
    fhir_add_provenance(fhir, part, last_time(fhir->summary, part));
}

void fhir_add_responses(struct fhir *self)
{
    for (size_t i = 0; i < self->summary->interview_count; i++) {
        if (!self->summary->interviews[i].interview->removed) {
            add_response(self, &self->summary->interviews[i]);
        }
    }
}
