/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The back of the summary: how it was asked, what was changed after finalising,
 * what is kept without being shown, and who made this when. A list of what was
 * done, so that a reader can judge; counting it is no measure of quality.
 */
#include "export/summary_parts.h"

#include "base/i18n.h"
#include "export/phrase.h"
#include "export/when.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add_heading(struct summary *summary, unsigned level, const char *text)
{
    document_add(summary->document, BLOCK_HEADING, "", text)->level = level;
}

static void add_paragraph(struct summary *summary, const char *text)
{
    document_add(summary->document, BLOCK_PARAGRAPH, "", i18n_in(summary->language, text));
}

/* How far the questions of a form are numbered: what a clinician counts. */
enum numbering { NUMBERED_NOT, NUMBERED_SOMEHOW, NUMBERED_WHOLE };

static enum numbering numbering_of(const struct item *item)
{
    const char *prefix = item->prefix;
    if (prefix == NULL || *prefix == '\0') {
        return NUMBERED_NOT;
    }
    return strspn(prefix, "0123456789") == strlen(prefix) ? NUMBERED_WHOLE : NUMBERED_SOMEHOW;
}

static enum numbering best_numbering(const struct form *form)
{
    enum numbering best = NUMBERED_NOT;
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        if (progress_is_asked(item) && numbering_of(item) > best) {
            best = numbering_of(item);
        }
    }
    return best;
}

/* One line of the list: which entries it takes. */
struct asked_line {
    const char *name; /* N_() */
    bool always;      /* also when there are none */
    bool with_reasons;
    unsigned states; /* bits of enum answer_state; 0: not asked */
};

#define STATE_BIT(state) (1u << (state))

static const struct asked_line asked_lines[] = {
    {N_("Asked and answered"), true, false, STATE_BIT(STATE_ANSWERED) | STATE_BIT(STATE_ADAPTED)},
    {N_("Of these, asked in other words"), false, true, STATE_BIT(STATE_ADAPTED)},
    {N_("Asked; the person does not know"), false, true, STATE_BIT(STATE_UNKNOWN)},
    {N_("Declined"), false, true, STATE_BIT(STATE_DECLINED)},
    {N_("Skipped"), false, true, STATE_BIT(STATE_SKIPPED)},
    {N_("Not applicable"), false, true, STATE_BIT(STATE_NOT_APPLICABLE)},
    {N_("For later"), false, true, STATE_BIT(STATE_LATER)},
    {N_("Not asked"), true, false, 0},
};

static bool line_takes(const struct asked_line *line, const struct summary_entry *entry)
{
    if (entry->kept != KEPT_SHOWN || !progress_is_asked(entry->item)) {
        return false;
    }
    return entry->answer == NULL ? line->states == 0
                                 : (line->states & STATE_BIT(entry->answer->state)) != 0;
}

/* Whether ENTRY is among the questions that count (MAIN), or among the lesser ones ("1a"). */
static bool is_counted(const struct summary_entry *entry, enum numbering best, bool main)
{
    enum numbering own = entry->item == NULL ? NUMBERED_NOT : numbering_of(entry->item);
    return main ? own == best : own != best && own != NUMBERED_NOT;
}

/* Appends the numbers of the entries that LINE takes; returns how many. */
static size_t list_numbers(struct buf *out, const struct summary *summary,
                           const struct summary_interview *part, const struct asked_line *line,
                           enum numbering best, bool main)
{
    size_t count = 0;
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (!is_counted(entry, best, main) || !line_takes(line, entry)) {
            continue;
        }
        if (count++ > 0) {
            buf_add_text(out, line->with_reasons ? "; " : ", ");
        }
        phrase_reference(out, summary, entry);
        const char *reason = entry->answer == NULL ? NULL : entry->answer->reason;
        if (line->with_reasons && reason != NULL && *reason != '\0') {
            buf_add_format(out, ": %s", reason);
        }
    }
    return count;
}

static void add_asked_line(struct summary *summary, const struct summary_interview *part,
                           const struct asked_line *line, enum numbering best)
{
    struct buf text = BUF_INIT, main = BUF_INIT, lesser = BUF_INIT;
    size_t count = list_numbers(&main, summary, part, line, best, true);
    list_numbers(&lesser, summary, part, line, best, false);
    buf_add_format(&text, "%zu", count);
    if (count > 0) {
        buf_add_format(&text, " (%s)", buf_text(&main));
    }
    if (lesser.length > 0) {
        buf_add_format(&text, i18n_in(summary->language, N_(", and further questions (%s)")),
                       buf_text(&lesser));
    }
    if (line->always || count > 0 || lesser.length > 0) {
        document_add(summary->document, BLOCK_FACT, i18n_in(summary->language, line->name),
                     buf_text(&text))
            ->counts = !line->with_reasons;
    }
    buf_finish(&lesser);
    buf_finish(&main);
    buf_finish(&text);
}

/* That something was said is told; what, only the record knows. */
static void add_kept_back(struct summary *summary, const struct summary_interview *part)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->kept == KEPT_BACK) {
            buf_add_text(&text, text.length > 0 ? ", " : "");
            phrase_reference(&text, summary, entry);
        }
    }
    if (text.length > 0) {
        document_add(summary->document, BLOCK_FACT,
                     i18n_in(summary->language, N_("Answered, and kept in the record by the form")),
                     buf_text(&text));
    }
    buf_finish(&text);
}

static const struct {
    enum violation_kind kind;
    const char *name; /* N_() */
} unfit_lines[] = {
    {VIOLATION_REQUIRED, N_("Required by the form, and open")},
    {VIOLATION_CONSTRAINT, N_("Answers that do not fit")},
    {VIOLATION_WARNING, N_("Answers that are unusual")},
    {VIOLATION_NOT_OFFERED, N_("Choices that are not offered any more")},
};

/* Where the violation stands, with what the form says of it. */
static void put_violation(struct buf *out, const struct summary *summary,
                          const struct summary_interview *part, const struct violation *violation)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (entry->item == violation->item && strcmp(entry->row, violation->row) == 0 &&
            entry->kept == KEPT_SHOWN) {
            buf_add_text(out, out->length > 0 ? "; " : "");
            phrase_reference(out, summary, entry);
            buf_add_format(out, ": %s", violation->message);
            return;
        }
    }
}

/* What a reader has to know of answers that the form would not have had so. */
static void add_unfit(struct summary *summary, const struct summary_interview *part)
{
    struct violations violations = VIOLATIONS_INIT;
    violations_list(&violations, part->form, part->interview, part->day, summary->language);
    for (size_t line = 0; line < sizeof(unfit_lines) / sizeof(unfit_lines[0]); line++) {
        struct buf text = BUF_INIT;
        for (size_t i = 0; i < violations.count; i++) {
            if (violations.violations[i].kind == unfit_lines[line].kind) {
                put_violation(&text, summary, part, &violations.violations[i]);
            }
        }
        if (text.length > 0) {
            document_add(summary->document, BLOCK_FACT,
                         i18n_in(summary->language, unfit_lines[line].name), buf_text(&text));
        }
        buf_finish(&text);
    }
    violations_finish(&violations);
}

static void add_asked(struct summary *summary)
{
    bool any = false;
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct summary_interview *part = &summary->interviews[i];
        if (part->form == NULL || part->interview->removed) {
            continue;
        }
        if (!any) {
            add_heading(summary, 1, summary_say(summary, N_("How it was asked")));
            add_paragraph(summary, N_("The numbers are those of the questions. This is a list, not "
                                      "a score: an interview is not better for being longer."));
            any = true;
        }
        struct buf title = BUF_INIT;
        phrase_form(&title, summary, part);
        add_heading(summary, 2, buf_text(&title));
        buf_finish(&title);
        enum numbering best = best_numbering(part->form);
        for (size_t j = 0; j < sizeof(asked_lines) / sizeof(asked_lines[0]); j++) {
            add_asked_line(summary, part, &asked_lines[j], best);
        }
        add_kept_back(summary, part);
        add_unfit(summary, part);
        summary_add_marks(summary, part);
    }
}

static const struct summary_interview *part_of(const struct summary *summary, const char *id)
{
    for (size_t i = 0; i < summary->interview_count; i++) {
        if (strcmp(summary->interviews[i].interview->id, id) == 0) {
            return &summary->interviews[i];
        }
    }
    return NULL;
}

/* Whether EDIT is about something that may not even be named as changed. */
static bool stays_here(const struct summary *summary, const struct summary_interview *part,
                       const struct edit *edit)
{
    const struct item *item =
        part->form == NULL || edit->item == NULL ? NULL : form_find(part->form, edit->item);
    bool left_out = edit->item != NULL &&
                    interview_answer(part->whole, edit->item, edit->row) != NULL &&
                    interview_answer(part->interview, edit->item, edit->row) == NULL;
    return left_out || (item != NULL && !summary_may_say(summary, item));
}

/* Names what an edit changed, as the reader of the summary knows it. */
static void name_changed(struct buf *out, const struct summary *summary,
                         const struct summary_interview *part, const struct edit *edit)
{
    const char *name = edit->item == NULL ? "" : edit->item;
    struct summary_entry entry = {.interview = part, .name = name};
    entry.item = part->form == NULL ? NULL : form_find(part->form, name);
    memcpy(entry.row, edit->row, sizeof(entry.row));
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *known = &summary->entries[part->first + i];
        if (strcmp(known->name, name) == 0 && strcmp(known->row, edit->row) == 0) {
            entry = *known;
        }
    }
    phrase_reference(out, summary, &entry);
}

static void add_amendments(struct summary *summary)
{
    const struct record *record = summary->request->record;
    bool any = false;
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        const struct summary_interview *part = part_of(summary, edit->interview);
        if (!record->traces[i].amendment || part == NULL ||
            (edit->kind != EDIT_ANSWER && edit->kind != EDIT_ROW && edit->kind != EDIT_MARK) ||
            stays_here(summary, part, edit)) {
            continue;
        }
        if (!any) {
            add_heading(summary, 1, summary_say(summary, N_("Changed after finalising")));
            any = true;
        }
        struct buf label = BUF_INIT, text = BUF_INIT;
        name_changed(&label, summary, part, edit);
        phrase_amendment(&text, summary, edit);
        document_add(summary->document, BLOCK_FACT, buf_text(&label), buf_text(&text));
        buf_finish(&text);
        buf_finish(&label);
    }
}

static const char *const kept_names[SUMMARY_KEPT_COUNT] = {
    [KEPT_SHOWN] = "",
    [KEPT_IRRELEVANT] = N_("The question does not apply as things are now"),
    [KEPT_ROW] = N_("Its row was removed"),
    [KEPT_QUESTION] = N_("The form has no such question any more"),
    [KEPT_PLACE] = N_("The form asks this in other rows now"),
    [KEPT_FORM] = N_("The form is missing"),
    [KEPT_INTERVIEW] = N_("The interview was undone"),
    [KEPT_BACK] = "",
};

static void add_kept(struct summary *summary)
{
    enum summary_kept last = KEPT_SHOWN;
    bool any = false;
    for (size_t i = 0; i < summary->entry_count; i++) {
        const struct summary_entry *entry = &summary->entries[i];
        if (entry->kept == KEPT_SHOWN || entry->kept == KEPT_BACK) {
            continue;
        }
        if (!any) {
            add_heading(summary, 1, summary_say(summary, N_("Kept but not shown above")));
            any = true;
        }
        if (entry->kept != last) {
            add_heading(summary, 2, i18n_in(summary->language, kept_names[entry->kept]));
            last = entry->kept;
        }
        summary_add_entry(summary, entry);
    }
}

static void add_footer(struct summary *summary)
{
    const struct summary_request *request = summary->request;
    struct buf text = BUF_INIT, time = BUF_INIT;
    when_time(&time, request->now, request->offset_minutes, summary->language);
    if (request->author != NULL && *request->author != '\0') {
        buf_add_format(&text, i18n_in(summary->language, N_("Made by %s on %s.")), request->author,
                       buf_text(&time));
    } else {
        buf_add_format(&text, i18n_in(summary->language, N_("Made on %s.")), buf_text(&time));
    }
    if (request->seal != NULL && *request->seal != '\0') {
        buf_add_text(&text, " ");
        buf_add_format(&text, i18n_in(summary->language, N_("Seal: %s.")), request->seal);
    }
    buf_add_text(&text, " ");
    buf_add_text(&text,
                 i18n_in(summary->language,
                         N_("Words in quotation marks are as they were spoken. Confidential.")));
    document_add(summary->document, BLOCK_NOTICE, "", buf_text(&text));
    buf_finish(&time);
    buf_finish(&text);
}

void summary_add_back(struct summary *summary)
{
    add_asked(summary);
    add_amendments(summary);
    add_kept(summary);
    add_footer(summary);
}
