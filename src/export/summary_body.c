/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said, under the five headings of the Outline for Cultural
 * Formulation or in the order in which it was asked. Each answer stands once.
 */
#include "export/summary_parts.h"

#include "base/i18n.h"
#include "export/phrase.h"
#include "export/when.h"
#include "form/translation.h"

#include <string.h>

static void add_question(struct summary *summary, const struct summary_entry *entry)
{
    struct buf number = BUF_INIT, text = BUF_INIT, row = BUF_INIT;
    phrase_number(&number, summary, entry);
    phrase_question(&text, summary, entry);
    phrase_row(&row, summary, entry);
    if (row.length > 0) {
        buf_add_format(&text, " (%s)", buf_text(&row));
    }
    struct block *block =
        document_add(summary->document, BLOCK_QUESTION, buf_text(&number), buf_text(&text));
    block->item = document_string(summary->document, entry->name);
    block->row = document_string(summary->document, entry->row);
    block->language = summary->document->language;
    buf_finish(&row);
    buf_finish(&text);
    buf_finish(&number);
}

static void add_details(struct summary *summary, const struct summary_entry *entry,
                        struct block *block)
{
    struct document *document = summary->document;
    const struct answer *answer = entry->answer;
    const struct record *record = summary->request->record;
    block->item = document_string(document, entry->name);
    block->row = document_string(document, entry->row);
    block->reason = document_string(document, answer->reason);
    block->amended = answer->amended;
    if (answer->amended && entry->stored != NULL && entry->stored->origin < record->edit_count) {
        struct buf text = BUF_INIT;
        phrase_amendment(&text, summary, &record->edits[entry->stored->origin]);
        block->amendment = document_string(document, buf_text(&text));
        buf_finish(&text);
    }
}

static bool has_answer(const struct answer *answer)
{
    return !value_is_empty(&answer->value) || phrase_has_words(answer) ||
           (answer->gloss != NULL && *answer->gloss != '\0') || answer->state == STATE_ADAPTED;
}

static bool has_reason_instead(const struct answer *answer)
{
    return answer->state != STATE_ANSWERED && answer->state != STATE_ADAPTED;
}

static void add_answer(struct summary *summary, const struct summary_entry *entry)
{
    struct document *document = summary->document;
    const struct answer *answer = entry->answer;
    bool is_text = phrase_is_only_words(answer);
    struct buf text = BUF_INIT, row = BUF_INIT;
    phrase_value(&text, summary, entry);
    phrase_row(&row, summary, entry);
    struct block *block = document_add(document, BLOCK_ANSWER, buf_text(&row), buf_text(&text));
    buf_clear(&text);
    phrase_attribution(&text, summary, entry);
    block->attribution = document_string(document, buf_text(&text));
    block->gloss = document_string(document, answer->gloss);
    block->verbatim = is_text && answer->how == HOW_VERBATIM && answer->by != BY_COMPUTED;
    if (block->verbatim) { /* a note or a rendering is in the clinician's language */
        block->language = document_string(document, phrase_language(entry));
    }
    add_details(summary, entry, block);
    if (has_reason_instead(answer)) {
        block->reason = ""; /* it belongs to the state that follows */
    }
    buf_finish(&row);
    buf_finish(&text);
}

static void add_state(struct summary *summary, const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    struct block *block = document_add(summary->document, BLOCK_STATE, "",
                                       phrase_state(answer->state, summary->language));
    if (answer->by != BY_PATIENT &&
        (answer->state == STATE_DECLINED || answer->state == STATE_UNKNOWN)) {
        struct buf who = BUF_INIT;
        phrase_who(&who, summary, answer);
        block->attribution = document_string(summary->document, buf_text(&who));
        buf_finish(&who);
    }
    add_details(summary, entry, block);
}

void summary_add_entry(struct summary *summary, const struct summary_entry *entry)
{
    add_question(summary, entry);
    if (has_answer(entry->answer) || !has_reason_instead(entry->answer)) {
        add_answer(summary, entry);
    }
    if (has_reason_instead(entry->answer)) {
        add_state(summary, entry);
    }
}

/* An answer stands in full under the first heading it feeds, 0 under none. */
static unsigned first_heading(unsigned outline)
{
    return outline & (~outline + 1);
}

static size_t heading_number(unsigned heading)
{
    for (size_t i = 0; i < OUTLINE_COUNT; i++) {
        if (summary_outline[i].heading == heading) {
            return i + 1;
        }
    }
    return 0;
}

/* With several interviews each says which one it was. */
static void add_interview_heading(struct summary *summary, const struct summary_interview *part,
                                  unsigned level)
{
    struct buf text = BUF_INIT;
    phrase_form(&text, summary, part);
    buf_add_text(&text, ", ");
    when_day(&text, part->interview->started,
             world_offset_at(summary->request->zone, part->interview->started), summary->language);
    document_add(summary->document, BLOCK_HEADING, "", buf_text(&text))->level = level;
    buf_finish(&text);
}

static bool several_interviews(const struct summary *summary)
{
    size_t count = 0;
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct summary_interview *part = &summary->interviews[i];
        count += part->form != NULL && !part->interview->removed;
    }
    return count > 1;
}

/* What a form works out for itself and never shows is for programs only. */
static bool is_shown(const struct summary_entry *entry)
{
    return entry->kept == KEPT_SHOWN && entry->answer != NULL &&
           (entry->stored != NULL ||
            !(entry->item->hidden || wording_is_empty(&entry->item->label)));
}

/* Whether ENTRY belongs under HEADING (0: it belongs under none). */
static bool feeds(const struct summary_entry *entry, unsigned heading)
{
    if (!is_shown(entry)) {
        return false;
    }
    return heading == 0 ? entry->outline == 0 : (entry->outline & heading) != 0;
}

/* Numbers of what feeds HEADING and stands in full under FIRST. The rows of one
 * question that share a number are named once. */
static void list_references(struct buf *out, struct summary *summary,
                            const struct summary_interview *part, unsigned heading, unsigned first)
{
    struct buf reference = BUF_INIT, last = BUF_INIT;
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (!feeds(entry, heading) || first_heading(entry->outline) != first) {
            continue;
        }
        buf_clear(&reference);
        phrase_reference(&reference, summary, entry);
        if (strcmp(buf_text(&reference), buf_text(&last)) != 0) {
            buf_add_text(out, out->length > 0 ? ", " : "");
            buf_add_text(out, buf_text(&reference));
            buf_clear(&last);
            buf_add_text(&last, buf_text(&reference));
        }
    }
    buf_finish(&last);
    buf_finish(&reference);
}

static void add_references(struct summary *summary, const struct summary_interview *part,
                           unsigned heading)
{
    for (size_t i = 0; i + 1 < heading_number(heading); i++) {
        struct buf list = BUF_INIT, text = BUF_INIT;
        list_references(&list, summary, part, heading, summary_outline[i].heading);
        if (list.length > 0) {
            buf_add_format(
                &text, i18n_in(summary->language, N_("Also belongs here, in full under %zu: %s")),
                i + 1, buf_text(&list));
            document_add(summary->document, BLOCK_PARAGRAPH, "", buf_text(&text))->counts = true;
        }
        buf_finish(&text);
        buf_finish(&list);
    }
}

/* Adds what PART has for HEADING. Returns whether it had anything. */
static bool add_part(struct summary *summary, const struct summary_interview *part,
                     unsigned heading, bool named)
{
    bool any = false;
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *entry = &summary->entries[part->first + i];
        if (!feeds(entry, heading)) {
            continue;
        }
        if (!any && named) {
            add_interview_heading(summary, part, 2);
        }
        any = true;
        if (first_heading(entry->outline) == heading) {
            summary_add_entry(summary, entry);
        }
    }
    if (any && heading != 0) {
        add_references(summary, part, heading);
    }
    return any;
}

static bool add_parts(struct summary *summary, unsigned heading)
{
    bool named = several_interviews(summary), any = false;
    for (size_t i = 0; i < summary->interview_count; i++) {
        any |= add_part(summary, &summary->interviews[i], heading, named);
    }
    return any;
}

static void add_outline(struct summary *summary)
{
    for (size_t i = 0; i < OUTLINE_COUNT; i++) {
        struct buf text = BUF_INIT;
        buf_add_format(&text, "%zu. %s", heading_number(summary_outline[i].heading),
                       summary_say(summary, summary_outline[i].name));
        document_add(summary->document, BLOCK_HEADING, "", buf_text(&text));
        buf_finish(&text);
        if (add_parts(summary, summary_outline[i].heading)) {
            continue;
        }
        const char *empty = summary_outline[i].heading == OUTLINE_OVERALL
                                ? N_("Not written yet. This part is the clinician's own judgement, "
                                     "and it is left to the clinician.")
                                : N_("Nothing has been recorded under this heading.");
        document_add(summary->document, BLOCK_PARAGRAPH, "", summary_say(summary, empty));
    }
}

static void add_other(struct summary *summary)
{
    bool any = false;
    for (size_t i = 0; i < summary->entry_count && !any; i++) {
        any = feeds(&summary->entries[i], 0);
    }
    if (!any) {
        return;
    }
    struct buf text = BUF_INIT;
    buf_add_format(&text, "%d. %s", OUTLINE_COUNT + 1,
                   i18n_in(summary->language, N_("Other answers")));
    document_add(summary->document, BLOCK_HEADING, "", buf_text(&text));
    buf_finish(&text);
    add_parts(summary, 0);
}

static const struct item *chapter_of(const struct item *item)
{
    const struct item *chapter = NULL;
    for (; item != NULL; item = item->parent) {
        if (item->type == ITEM_GROUP) {
            chapter = item;
        }
    }
    return chapter;
}

static void add_chapter(struct summary *summary, const struct summary_interview *part,
                        const struct item *chapter)
{
    const char *label = wording_in(part->form, &chapter->label, summary->language, NULL);
    struct buf text = BUF_INIT;
    if (chapter->prefix != NULL && *chapter->prefix != '\0') {
        buf_add_format(&text, "%s. ", chapter->prefix);
    }
    wording_pipe(&text, part->form, *label != '\0' ? label : chapter->name, summary->language, NULL,
                 NULL);
    document_add(summary->document, BLOCK_HEADING, "", buf_text(&text))->level = 2;
    buf_finish(&text);
}

static void add_as_asked(struct summary *summary)
{
    for (size_t i = 0; i < summary->interview_count; i++) {
        const struct summary_interview *part = &summary->interviews[i];
        if (part->form == NULL || part->interview->removed) {
            continue;
        }
        add_interview_heading(summary, part, 1);
        const struct item *chapter = NULL;
        for (size_t j = 0; j < part->count; j++) {
            const struct summary_entry *entry = &summary->entries[part->first + j];
            if (!is_shown(entry)) {
                continue;
            }
            const struct item *own = chapter_of(entry->item);
            if (own != NULL && own != chapter) {
                add_chapter(summary, part, own);
            }
            chapter = own;
            summary_add_entry(summary, entry);
        }
    }
}

void summary_add_body(struct summary *summary)
{
    if (summary->request->order == SUMMARY_FORM) {
        add_as_asked(summary);
    } else {
        add_outline(summary);
        add_other(summary);
    }
}
