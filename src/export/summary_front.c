/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front of the summary: what may not be overlooked (draft form, open
 * interview), who the patient is, who was present and in which language, and
 * with which form was asked.
 */
#include "export/summary_parts.h"

#include "base/i18n.h"
#include "export/language.h"
#include "export/phrase.h"
#include "export/when.h"
#include "form/overlay.h"
#include "form/translation.h"

#include <string.h>

static bool has(const char *text)
{
    return text != NULL && *text != '\0';
}

static void add_fact(struct summary *summary, const char *label, const char *text)
{
    if (has(text)) {
        document_add(summary->document, BLOCK_FACT, i18n_in(summary->language, label), text);
    }
}

static void add_heading(struct summary *summary, unsigned level, const char *text)
{
    document_add(summary->document, BLOCK_HEADING, "", text)->level = level;
}

/* Whether the wording was reviewed in the language that the summary shows. */
static bool is_draft(const struct form *form, const char *language)
{
    return form->status == FORM_DRAFT ||
           form->language_status[form_language(form, language)] == FORM_DRAFT;
}

/* Words that are not the form's own, and whose they are. */
static void add_overlays(struct buf *out, const struct form *form, const char *language)
{
    for (size_t i = 0; i < form->applied_count; i++) {
        struct buf about = BUF_INIT;
        form_overlay_describe(&about, form, &form->applied[i], language);
        size_t length = about.length - 1; /* without the end of its line */
        buf_add_format(out, "%s%s %.*s", out->length > 0 ? " " : "",
                       i18n_in(language, N_("Asked in the words of an overlay:")), (int)length - 2,
                       buf_text(&about) + 2);
        buf_finish(&about);
    }
}

static void add_form_notice(struct summary *summary, const struct summary_interview *part)
{
    const char *language = summary->language;
    struct buf title = BUF_INIT, text = BUF_INIT;
    phrase_form(&title, summary, part);
    if (part->form == NULL) {
        buf_add_format(&text,
                       i18n_in(language, N_("The form “%s” is missing. Its answers stand at "
                                            "the end, under their short names.")),
                       buf_text(&title));
    } else if (is_draft(part->form, language)) {
        buf_add_format(&text,
                       i18n_in(language, N_("The wording of “%s” is a draft and has not been "
                                            "reviewed.")),
                       buf_text(&title));
    }
    if (part->form != NULL) {
        const char *source = wording_in(part->form, &part->form->source, language, NULL);
        if (has(source)) {
            buf_add_text(&text, text.length > 0 ? " " : "");
            buf_add_text(&text, source);
        }
        add_overlays(&text, part->form, language);
    }
    if (text.length > 0) {
        document_add(summary->document, BLOCK_NOTICE, "", buf_text(&text));
    }
    buf_finish(&text);
    buf_finish(&title);
}

/* One notice a form, however many interviews were held with it. */
static bool is_first_of_form(const struct summary *summary, size_t index)
{
    const struct interview *interview = summary->interviews[index].interview;
    for (size_t i = 0; i < index; i++) {
        const struct interview *earlier = summary->interviews[i].interview;
        if (!earlier->removed && strcmp(earlier->asked_with, interview->asked_with) == 0) {
            return false;
        }
    }
    return true;
}

static size_t count_amended(const struct summary *summary, const struct summary_interview *part)
{
    size_t count = 0;
    for (size_t i = 0; i < part->count; i++) {
        const struct answer *answer = summary->entries[part->first + i].answer;
        count += answer != NULL && answer->amended;
    }
    return count;
}

static void add_state_notice(struct summary *summary, const struct summary_interview *part)
{
    const char *language = summary->language;
    struct buf title = BUF_INIT, text = BUF_INIT;
    size_t amended = count_amended(summary, part);
    phrase_form(&title, summary, part);
    if (part->interview->state == INTERVIEW_OPEN) {
        buf_add_format(&text,
                       i18n_in(language, N_("“%s” is not finished: answers may still change.")),
                       buf_text(&title));
    }
    if (amended > 0) {
        buf_add_text(&text, text.length > 0 ? " " : "");
        buf_add_format(
            &text,
            i18n_in(language,
                    N_("Answers of “%s” changed after it was finalised: %zu. Each is marked.")),
            buf_text(&title), amended);
    }
    if (text.length > 0) {
        document_add(summary->document, BLOCK_NOTICE, "", buf_text(&text));
    }
    buf_finish(&text);
    buf_finish(&title);
}

static void add_notices(struct summary *summary)
{
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct summary_interview *part = &summary->interviews[i];
        if (part->interview->removed) {
            continue;
        }
        if (is_first_of_form(summary, i)) {
            add_form_notice(summary, part);
        }
        add_state_notice(summary, part);
    }
}

static void add_audience(struct summary *summary)
{
    const char *notice = audience_row(summary->request->audience)->notice;
    if (notice != NULL) {
        document_add(summary->document, BLOCK_NOTICE, "", i18n_in(summary->language, notice));
    }
}

static void add_languages(struct summary *summary, const char *label, const char *codes)
{
    struct buf text = BUF_INIT, code = BUF_INIT;
    for (const char *at = has(codes) ? codes : ""; *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (length > 0) {
            buf_clear(&code);
            buf_add(&code, at, length);
            buf_add_text(&text, text.length > 0 ? ", " : "");
            language_name(&text, buf_text(&code), summary->language);
        }
        at += length + (at[length] == ' ');
    }
    add_fact(summary, label, buf_text(&text));
    buf_finish(&code);
    buf_finish(&text);
}

static void add_patient(struct summary *summary)
{
    const struct patient *patient = &summary->request->record->patient;
    struct buf birth = BUF_INIT;
    add_heading(summary, 1, summary_say(summary, N_("Patient")));
    add_fact(summary, N_("Name"), patient->name);
    add_fact(summary, N_("Code"), patient->code);
    when_spoken(&birth, patient->birth, patient->birth_edtf, summary->language);
    add_fact(summary, N_("Born"), buf_text(&birth));
    buf_finish(&birth);
    add_languages(summary, N_("Languages"), patient->languages);
    add_fact(summary, N_("Note"), patient->note);
}

static void add_contact(struct summary *summary, const struct contact *contact, size_t number)
{
    struct buf text = BUF_INIT;
    buf_add_format(&text, i18n_in(summary->language, N_("Visit %zu: ")), number);
    if (has(contact->date)) {
        when_edtf(&text, contact->date, summary->language);
    } else {
        when_day(&text, contact->time, world_offset_at(summary->request->zone, contact->time),
                 summary->language);
    }
    add_heading(summary, 2, buf_text(&text));
    add_fact(summary, N_("Present"), contact->present);
    add_languages(summary, N_("Language"), contact->language);
    buf_clear(&text);
    phrase_interpreter(&text, contact, summary->language);
    add_fact(summary, N_("Interpreter"), buf_text(&text));
    add_fact(summary, N_("Trouble with interpreting"), contact->trouble);
    add_fact(summary, N_("Consent"), contact->consent);
    buf_finish(&text);
}

static void add_contacts(struct summary *summary)
{
    const struct record *record = summary->request->record;
    if (record->contact_count == 0) {
        return;
    }
    add_heading(summary, 1, summary_say(summary, N_("Visits")));
    for (size_t i = 0; i < record->contact_count; i++) {
        add_contact(summary, &record->contacts[i], i + 1);
    }
}

static void add_interview(struct summary *summary, const struct summary_interview *part)
{
    const struct interview *interview = part->interview;
    const char *language = summary->language;
    const struct world *zone = summary->request->zone;
    struct buf text = BUF_INIT;
    phrase_form(&text, summary, part);
    add_heading(summary, 2, buf_text(&text));
    add_fact(summary, N_("Version of the form"), interview->form_version);
    add_fact(summary, N_("Interviewer"), interview->author);
    buf_clear(&text);
    when_time(&text, interview->started, world_offset_at(zone, interview->started), language);
    add_fact(summary, N_("Begun"), buf_text(&text));
    buf_clear(&text);
    if (interview->state == INTERVIEW_FINALISED) {
        when_time(&text, interview->finalised, world_offset_at(zone, interview->finalised),
                  language);
        add_fact(summary, N_("Finalised"), buf_text(&text));
    } else {
        add_fact(summary, N_("Finalised"), i18n_in(language, N_("not yet")));
    }
    buf_finish(&text);
}

static void add_interviews(struct summary *summary)
{
    add_heading(summary, 1, summary_say(summary, N_("Interviews")));
    bool any = false;
    for (size_t i = 0; i < summary->interview_count; i++) {
        if (!summary->interviews[i].interview->removed) {
            add_interview(summary, &summary->interviews[i]);
            any = true;
        }
    }
    if (!any) {
        document_add(summary->document, BLOCK_PARAGRAPH, "",
                     i18n_in(summary->language, N_("No interview has been held yet.")));
    }
}

void summary_add_front(struct summary *summary)
{
    document_add(summary->document, BLOCK_TITLE, "", summary->document->title);
    add_audience(summary);
    add_notices(summary);
    add_patient(summary);
    add_contacts(summary);
    add_interviews(summary);
}
