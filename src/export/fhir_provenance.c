/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who wrote what, and what was changed after an interview was finalised: when, by
 * whom and why. What stood there before does not leave the house; the version that it
 * stood in is named.
 */
#include "export/fhir.h"

#include "base/i18n.h"
#include "export/fhir_response.h"
#include "export/phrase.h"
#include "export/when.h"

#include <string.h>

#define TERMINOLOGY "http://terminology.hl7.org/CodeSystem/"

static const char *say(const struct fhir *self, const char *text)
{
    return i18n_in(self->language, text);
}

static void add_agent(struct fhir *self, json_t *resource, const char *type, const char *display,
                      const char *user)
{
    json_t *agent = json_object();
    json_object_set_new(
        agent, "type",
        fhir_concept(fhir_coding(TERMINOLOGY "provenance-participant-type", type, display), NULL));
    json_object_set_new(agent, "who", fhir_user(self, user));
    fhir_append(resource, "agent", agent);
}

static void put_activity(json_t *resource, const char *code, const char *display)
{
    json_object_set_new(
        resource, "activity",
        fhir_concept(fhir_coding(TERMINOLOGY "v3-DataOperation", code, display), NULL));
}

static json_t *begin(struct fhir *self, const char *key, json_t *target, int64_t recorded)
{
    json_t *resource = fhir_add(self, "Provenance", key, FHIR_NOWHERE);
    if (resource == NULL) {
        json_decref(target);
        return NULL;
    }
    fhir_append(resource, "target", target);
    fhir_put_time(resource, "recorded", recorded);
    return resource;
}

static void narrate(const struct fhir *self, json_t *resource, const char *label, const char *what,
                    const char *text)
{
    struct fhir_narrative narrative = {BUF_INIT};
    fhir_narrate_fact(&narrative, "", what);
    fhir_narrate_fact(&narrative, label, text);
    fhir_put_narrative(self, resource, &narrative);
}

/* ---- an interview ---- */

static bool is_told(const struct summary *summary, const struct summary_interview *part,
                    size_t count, const char *author)
{
    if (author == NULL || *author == '\0' || strcmp(author, part->interview->author) == 0) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->stored != NULL && strcmp(entry->answer->author, author) == 0) {
            return true;
        }
    }
    return false;
}

/* Who began it, and everybody else who wrote in it. */
static void add_authors(struct fhir *self, json_t *resource, const struct summary_interview *part)
{
    const struct summary *summary = self->summary;
    add_agent(self, resource, "author", "Author", part->interview->author);
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->stored != NULL && !is_told(summary, part, i, entry->answer->author)) {
            add_agent(self, resource, "enterer", "Enterer", entry->answer->author);
        }
    }
}

static void add_interview(struct fhir *self, const struct summary_interview *part, int64_t changed)
{
    const struct interview *interview = part->interview;
    struct buf title = BUF_INIT;
    json_t *period = json_object();
    phrase_form(&title, self->summary, part);
    json_t *resource =
        begin(self, interview->id,
              fhir_reference("QuestionnaireResponse", interview->id, buf_text(&title)), changed);
    fhir_put_time(period, "start", interview->started);
    if (interview->state == INTERVIEW_FINALISED) {
        fhir_put_time(period, "end", interview->finalised);
    }
    json_object_set_new(resource, "occurredPeriod", period);
    put_activity(resource, "CREATE", "create");
    add_authors(self, resource, part);
    narrate(self, resource, say(self, N_("Interviewer")), buf_text(&title), interview->author);
    buf_finish(&title);
}

/* ---- amendments ---- */

/* The version that was finalised, by name alone. */
static json_t *revision_of(const struct fhir *self, const struct interview *interview)
{
    char url[FHIR_URL_SIZE];
    struct buf key = BUF_INIT, display = BUF_INIT;
    json_t *entity = json_object(), *what = json_object(), *identifier = json_object();
    buf_add_format(&key, "%s finalised %lld", interview->id, (long long)interview->finalised);
    fhir_url(url, "QuestionnaireResponse", buf_text(&key));
    json_put_text(identifier, "system", "urn:ietf:rfc:3986");
    json_put_text(identifier, "value", url);
    buf_add_format(&display, "%s: ", say(self, N_("Finalised")));
    when_time(&display, interview->finalised,
              world_offset_at(self->summary->request->zone, interview->finalised), self->language);
    json_put_text(what, "type", "QuestionnaireResponse");
    json_object_set_new(what, "identifier", identifier);
    fhir_put(what, "display", buf_text(&display));
    json_put_text(entity, "role", "revision");
    json_object_set_new(entity, "what", what);
    buf_finish(&display);
    buf_finish(&key);
    return entity;
}

/* SUBJECT: what it is about, for people. */
static void add_amendment(struct fhir *self, const struct interview *interview,
                          const struct edit *edit, const char *subject)
{
    struct buf text = BUF_INIT;
    json_t *target = fhir_reference("QuestionnaireResponse", interview->id, subject);
    if (edit->item != NULL && *edit->item != '\0') {
        fhir_extend_text(target, "name", "valueString", edit->item);
    }
    json_t *resource = begin(self, edit->id, target, edit->time);
    if (resource == NULL) {
        return;
    }
    fhir_put_time(resource, "occurredDateTime", edit->time);
    if (edit->reason != NULL && *edit->reason != '\0') {
        fhir_append(resource, "reason", fhir_concept(NULL, edit->reason));
    }
    put_activity(resource, "UPDATE", "revise");
    add_agent(self, resource, "author", "Author", edit->author);
    fhir_append(resource, "entity", revision_of(self, interview));
    phrase_amendment(&text, self->summary, edit);
    narrate(self, resource, say(self, N_("Amended")), subject, buf_text(&text));
    buf_finish(&text);
}

/* The item of an amendment that may be told; NULL: there is nothing to tell. */
static const struct item *amended_item(const struct summary *summary,
                                       const struct summary_interview *part, size_t index)
{
    const struct record *record = summary->request->record;
    const struct edit *edit = &record->edits[index];
    if (!record->traces[index].amendment || part->form == NULL ||
        (edit->kind != EDIT_ANSWER && edit->kind != EDIT_ROW) ||
        strcmp(edit->interview, part->interview->id) != 0) {
        return NULL;
    }
    const struct item *item = form_find(part->form, edit->item);
    return item == NULL || item_is_private(item) || fhir_is_masked(item) ? NULL : item;
}

bool fhir_is_amended(const struct fhir *self, const struct summary_interview *part)
{
    for (size_t i = 0; i < self->summary->request->record->edit_count; i++) {
        if (amended_item(self->summary, part, i) != NULL) {
            return true;
        }
    }
    for (size_t i = 0; i < part->count; i++) { /* without its form */
        const struct answer *answer = self->summary->entries[part->first + i].answer;
        if (answer != NULL && answer->amended) {
            return true;
        }
    }
    return false;
}

/* All of them, also those that were amended again. */
static void add_amendments(struct fhir *self, const struct summary_interview *part)
{
    const struct record *record = self->summary->request->record;
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        const struct item *item = amended_item(self->summary, part, i);
        if (item != NULL) {
            struct summary_entry entry = {.interview = part, .item = item, .name = item->name};
            struct buf subject = BUF_INIT;
            memcpy(entry.row, edit->row, sizeof(entry.row));
            phrase_reference(&subject, self->summary, &entry);
            add_amendment(self, part->interview, edit, buf_text(&subject));
            buf_finish(&subject);
        }
    }
}

void fhir_add_provenance(struct fhir *self, const struct summary_interview *part, int64_t changed)
{
    add_interview(self, part, changed);
    add_amendments(self, part);
}

void fhir_add_composer(struct fhir *self, const char *key)
{
    const struct summary_request *request = self->summary->request;
    const char *title = say(self, N_("Intake summary"));
    json_t *resource = begin(self, key, fhir_reference("Composition", key, title), request->now);
    put_activity(resource, "CREATE", "create");
    add_agent(self, resource, "assembler", "Assembler", request->author);
    narrate(self, resource, "", title, request->author);
}
