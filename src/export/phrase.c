/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wording of the summary. It names what was recorded and nothing more: no
 * phrase here weighs, orders by importance or explains.
 */
#include "export/phrase.h"

#include "base/i18n.h"
#include "export/language.h"
#include "export/when.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/kept.h"

#include <ctype.h>
#include <string.h>

static bool has(const char *text)
{
    return text != NULL && *text != '\0';
}

static void add_part(struct buf *out, const char *text)
{
    if (has(text)) {
        if (out->length > 0) {
            buf_add_text(out, ", ");
        }
        buf_add_text(out, text);
    }
}

void phrase_number(struct buf *out, const struct summary *summary,
                   const struct summary_entry *entry)
{
    (void)summary;
    const struct item *item = entry->item;
    /* the letter of a group names a chapter, not this question */
    while (item != NULL && (item->type == ITEM_GROUP || !has(item->prefix))) {
        item = item->parent;
    }
    if (item == NULL) {
        return;
    }
    buf_add_text(out, item->prefix);
    if (entry->row_number > 0) {
        buf_add_format(out, ".%zu", entry->row_number);
    }
}

static struct progress_view view_of(const struct summary *summary,
                                    const struct summary_entry *entry)
{
    return (struct progress_view){
        .form = entry->interview->form,
        .interview = entry->interview->interview,
        .row = entry->row,
        .today = entry->interview->day,
        .language = summary->language,
    };
}

/* Pipes the words for a name, and remembers whether there were any. */
struct piping {
    struct progress_view view;
    const struct summary *summary;
    bool found;
};

static bool pipe_said(void *self, const char *name, struct buf *out)
{
    struct piping *piping = self;
    const struct item *item = form_find(piping->view.form, name);
    bool found = item != NULL && summary_may_say(piping->summary, item) &&
                 progress_pipe(&piping->view, name, out);
    piping->found |= found;
    return found;
}

void phrase_question(struct buf *out, const struct summary *summary,
                     const struct summary_entry *entry)
{
    const struct item *item = entry->item != NULL ? entry->item : entry->asked;
    if (item == NULL) {
        buf_add_text(out, entry->name);
        return;
    }
    const struct form *form = entry->item != NULL ? entry->interview->form : entry->asked_form;
    struct piping piping = {view_of(summary, entry), summary, false};
    bool fell_back = false;
    const char *text = wording_in(form, &item->label, summary->language, &fell_back);
    if (*text == '\0') {
        buf_add_text(out, entry->name);
        return;
    }
    wording_pipe(out, form, text, summary->language, pipe_said, &piping);
    if (fell_back) {
        buf_add_text(out, i18n_in(summary->language, N_(" (not translated)")));
    }
}

void phrase_reference(struct buf *out, const struct summary *summary,
                      const struct summary_entry *entry)
{
    size_t before = out->length;
    phrase_number(out, summary, entry);
    if (out->length == before) {
        buf_add_text(out, "“");
        phrase_question(out, summary, entry);
        buf_add_text(out, "”");
    }
}

void phrase_row(struct buf *out, const struct summary *summary, const struct summary_entry *entry)
{
    const struct item *repeat = entry->item == NULL ? NULL : item_repeat(entry->item);
    if (repeat == NULL || *entry->row == '\0' || !has(repeat->row_title)) {
        return;
    }
    struct piping piping = {view_of(summary, entry), summary, false};
    struct buf own = BUF_INIT, title = BUF_INIT;
    buf_add_format(&own, "${%s}", entry->name);
    wording_pipe(&title, entry->interview->form, repeat->row_title, summary->language,
                 pipe_said, &piping);
    /* not where the answer itself is the title, nor where it is only labels */
    if (piping.found && strcmp(repeat->row_title, buf_text(&own)) != 0) {
        buf_add(out, title.data, title.length);
    }
    buf_finish(&title);
    buf_finish(&own);
}

/* Without a form there are no labels: codes and words as they were stored. */
static void add_stored_value(struct buf *out, const struct value *value, const char *language)
{
    switch (value->kind) {
    case VALUE_EMPTY:
        break;
    case VALUE_TEXT:
    case VALUE_TIME:
    case VALUE_DECIMAL:
    case VALUE_FILE:
        add_part(out, value->text);
        break;
    case VALUE_QUANTITY:
        buf_add_format(out, "%s %s", value->text, value->unit != NULL ? value->unit : "");
        break;
    case VALUE_DATETIME:
    case VALUE_DATE:
        when_spoken(out, value->text, value->edtf, language);
        break;
    case VALUE_INTEGER:
        buf_add_format(out, "%lld", (long long)value->integer);
        break;
    case VALUE_BOOLEAN:
        buf_add_text(out, i18n_in(language, value->integer != 0 ? N_("yes") : N_("no")));
        break;
    case VALUE_RANK:
    case VALUE_CHOICES:
        for (size_t i = 0; i < value->choice_count; i++) {
            add_part(out, value->choices[i]);
        }
        add_part(out, value->text);
        break;
    }
}

/* Choices that the form has no more, by the name they had. */
static void add_old_choices(struct buf *out, const struct summary *summary,
                            const struct summary_entry *entry)
{
    const struct summary_request *request = summary->request;
    const struct kept_forms forms = {request->form, request->self};
    const struct value *value = &entry->answer->value;
    struct value known = VALUE_INIT;
    const char *code;
    value_copy(&known, value);
    for (size_t i = 0; (code = kept_choice(entry->item, value, i)) != NULL; i++) {
        value_remove_choice(&known, code);
    }
    if (!value_is_empty(&known)) {
        entry_display(out, entry->interview->form, entry->item, &known, summary->language);
    }
    value_finish(&known);
    for (size_t i = 0; (code = kept_choice(entry->item, value, i)) != NULL; i++) {
        const struct form *form;
        const struct choice *choice = kept_choice_before(
            &form, request->record, entry->interview->interview, entry->name, code, &forms);
        add_part(out,
                 choice == NULL ? code : wording_in(form, &choice->label, summary->language, NULL));
        buf_add_format(out, " (%s)",
                       i18n_in(summary->language, N_("not in this version of the form")));
    }
}

static void add_value(struct buf *out, const struct summary *summary,
                      const struct summary_entry *entry)
{
    const struct value *value = &entry->answer->value;
    const struct item *item = entry->item != NULL ? entry->item : entry->asked;
    if (item == NULL || value->kind == VALUE_DATE) {
        add_stored_value(out, value, summary->language);
    } else if (entry->item == NULL) {
        entry_display(out, entry->asked_form, item, value, summary->language);
    } else if (kept_choice(item, value, 0) != NULL) {
        add_old_choices(out, summary, entry);
    } else {
        entry_display(out, entry->interview->form, entry->item, &entry->answer->value,
                      summary->language);
    }
}

void phrase_value(struct buf *out, const struct summary *summary, const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    add_value(out, summary, entry);
    if (!has(answer->words)) {
        return;
    }
    if (out->length == 0) {
        buf_add_text(out, answer->words);
    } else if (answer->how == HOW_VERBATIM) {
        buf_add_format(out, ": “%s”", answer->words);
    } else {
        buf_add_format(out, ": %s", answer->words);
    }
}

bool phrase_is_only_words(const struct answer *answer)
{
    return answer->value.kind == VALUE_TEXT ||
           (value_is_empty(&answer->value) && has(answer->words));
}

/* How words were taken down says nothing about a ticked box or a number. */
bool phrase_has_words(const struct answer *answer)
{
    return answer->value.kind == VALUE_TEXT || answer->value.kind == VALUE_DATE ||
           has(answer->value.text) || has(answer->words);
}

static const char *const by_names[ANSWER_BY_COUNT] = {
    [BY_PATIENT] = N_("the patient"),
    [BY_INFORMANT] = N_("an informant"),
    [BY_INTERPRETER] = N_("the interpreter, in their own words"),
    [BY_CLINICIAN] = N_("the clinician"),
    [BY_FILE] = N_("from the file"),
    [BY_COMPUTED] = N_("worked out by the form"),
};

static const char *const how_names[ANSWER_HOW_COUNT] = {
    [HOW_VERBATIM] = N_("word for word"),
    [HOW_SUMMARY] = N_("summarised"),
    [HOW_INTERPRETED] = N_("through the interpreter"),
};

static const char *const state_names[ANSWER_STATE_COUNT] = {
    [STATE_ANSWERED] = N_("Answered"),
    [STATE_ADAPTED] = N_("Asked in other words"),
    [STATE_SKIPPED] = N_("Skipped"),
    [STATE_DECLINED] = N_("Declined"),
    [STATE_LATER] = N_("For later"),
    [STATE_NOT_APPLICABLE] = N_("Not applicable"),
    [STATE_UNKNOWN] = N_("Asked; the person does not know"),
};

const char *phrase_state(enum answer_state state, const char *language)
{
    return i18n_in(language, state_names[state]);
}

void phrase_who(struct buf *out, const struct summary *summary, const struct answer *answer)
{
    if (answer->by == BY_INFORMANT && has(answer->relation)) {
        buf_add_format(out, i18n_in(summary->language, N_("%s (informant)")), answer->relation);
        return;
    }
    buf_add_text(out, summary_say(summary, by_names[answer->by]));
    if (has(answer->relation)) {
        buf_add_format(out, " (%s)", answer->relation);
    }
}

const char *phrase_language(const struct summary_entry *entry)
{
    if (has(entry->answer->language)) {
        return entry->answer->language;
    }
    return entry->contact != NULL && has(entry->contact->language) ? entry->contact->language : "";
}

static bool person_spoke(const struct answer *answer)
{
    return answer->by == BY_PATIENT || answer->by == BY_INFORMANT;
}

static void add_contact_number(struct buf *out, const struct summary *summary,
                               const struct summary_entry *entry)
{
    const struct record *record = summary->request->record;
    if (entry->contact == NULL || record->contact_count < 2) {
        return;
    }
    unsigned number = (unsigned)(entry->contact - record->contacts) + 1;
    buf_add_text(out, ", ");
    buf_add_format(out, i18n_in(summary->language, N_("at visit %u")), number);
}

void phrase_attribution(struct buf *out, const struct summary *summary,
                        const struct summary_entry *entry)
{
    const char *language = summary->language;
    const struct answer *answer = entry->answer;
    const char *spoken = phrase_language(entry);
    struct buf phrase = BUF_INIT, name = BUF_INIT;
    phrase_who(&phrase, summary, answer);
    if (answer->by == BY_COMPUTED) { /* nobody spoke */
        spoken = "";
    } else if (phrase_has_words(answer) || answer->how == HOW_INTERPRETED) {
        add_part(&phrase, i18n_in(language, how_names[answer->how]));
    }
    if (*spoken != '\0' && phrase_has_words(answer)) {
        language_name(&name, spoken, language);
        buf_add_text(&phrase, ", ");
        if (answer->how == HOW_VERBATIM) {
            buf_add_format(&phrase, i18n_in(language, N_("in %s")), buf_text(&name));
        } else { /* the note itself is in the clinician's language */
            buf_add_format(&phrase, i18n_in(language, N_("spoken in %s")), buf_text(&name));
        }
    }
    if (answer->how != HOW_INTERPRETED && person_spoke(answer) && entry->contact != NULL &&
        has(entry->contact->interpreter)) {
        add_part(&phrase, i18n_in(language, N_("with an interpreter present")));
    }
    if (answer->state == STATE_ADAPTED) {
        add_part(&phrase, i18n_in(language, N_("asked in other words")));
    }
    add_contact_number(&phrase, summary, entry);
    buf_add(out, phrase.data, phrase.length);
    buf_finish(&name);
    buf_finish(&phrase);
}

void phrase_amendment(struct buf *out, const struct summary *summary, const struct edit *edit)
{
    add_part(out, edit->author);
    buf_add_text(out, out->length > 0 ? ", " : "");
    when_time(out, edit->time, world_offset_at(summary->request->zone, edit->time),
              summary->language);
    if (has(edit->reason)) {
        buf_add_format(out, ": %s", edit->reason);
    }
}

struct mode_name {
    const char *code, *name;
};

static const struct mode_name modes[] = {
    {"on_site", N_("in the room")},
    {"phone", N_("by telephone")},
    {"video", N_("by video")},
};

void phrase_interpreter(struct buf *out, const struct contact *contact, const char *language)
{
    if (!has(contact->interpreter)) {
        buf_add_text(out, i18n_in(language, N_("no interpreter")));
        return;
    }
    if (islower((unsigned char)contact->interpreter[0]) &&
        language_is_known(contact->interpreter)) {
        language_name(out, contact->interpreter, language); /* only the language was noted */
    } else {
        buf_add_text(out, contact->interpreter);
    }
    add_part(out, i18n_in(language, contact->professional ? N_("professional interpreter")
                                                          : N_("not a professional interpreter")));
    if (!has(contact->mode)) {
        return;
    }
    const char *mode = contact->mode;
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        if (strcmp(modes[i].code, contact->mode) == 0) {
            mode = i18n_in(language, modes[i].name);
        }
    }
    add_part(out, mode);
}

void phrase_form(struct buf *out, const struct summary *summary,
                 const struct summary_interview *interview)
{
    const char *title =
        interview->form == NULL
            ? ""
            : wording_in(interview->form, &interview->form->title, summary->language, NULL);
    buf_add_text(out, *title != '\0' ? title : interview->interview->form_id);
}
