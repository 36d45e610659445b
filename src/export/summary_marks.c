/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was noted of the questions besides the answers: which follow-up questions
 * were asked, which words were explained and said back, what was flagged, and
 * where it is not the patient who speaks. A list of what was done, no measure.
 */
#include "export/summary_parts.h"

#include "base/i18n.h"
#include "export/phrase.h"
#include "form/translation.h"

#include <string.h>

/* The question that MARK belongs to; false: it is for the clinician alone, or stays here. */
static bool entry_of(struct summary_entry *out, const struct summary *summary,
                     const struct summary_interview *part, const struct mark *mark)
{
    *out = (struct summary_entry){.interview = part, .name = mark->item};
    out->item = part->form == NULL ? NULL : form_find(part->form, mark->item);
    memcpy(out->row, mark->row, sizeof(out->row));
    for (size_t i = 0; i < part->count; i++) {
        const struct summary_entry *known = &summary->entries[part->first + i];
        if (strcmp(known->name, mark->item) == 0 && strcmp(known->row, mark->row) == 0) {
            *out = *known;
        }
    }
    return out->kept != KEPT_BACK &&
           (out->item == NULL || (!summary_keeps_back(summary, out->item, mark->author) &&
                                  summary_leaves(summary, out->item)));
}

/* In the language of the summary, where the form still asks it so. */
static const char *probe_text(const struct summary *summary, const struct summary_entry *entry,
                              const struct mark_probe *probe)
{
    const struct form *form = entry->interview->form;
    for (size_t i = 0; entry->item != NULL && i < entry->item->probe_count; i++) {
        const struct wording *wording = &entry->item->probes[i];
        if (strcmp(wording_in(form, wording, form->languages[form->default_language], NULL),
                   probe->text) == 0) {
            return wording_in(form, wording, summary->language, NULL);
        }
    }
    return probe->text;
}

static const char *term_label(const struct summary *summary, const struct form *form,
                              const char *name)
{
    for (size_t i = 0; form != NULL && i < form->term_count; i++) {
        if (strcmp(form->terms[i].name, name) == 0) {
            return wording_in(form, &form->terms[i].label, summary->language, NULL);
        }
    }
    return name;
}

static void separate(struct buf *out)
{
    if (out->length > 0) {
        buf_add_text(out, "; ");
    }
}

static void add_probes(struct buf *out, const struct summary *summary,
                       const struct summary_entry *entry, const struct mark *mark)
{
    const struct form *form = entry->interview->form;
    for (size_t i = 0; i < mark->probe_count; i++) {
        separate(out);
        phrase_reference(out, summary, entry);
        buf_add_text(out, ": ");
        if (form != NULL) {
            /* The patient's words may stand in it; here the question as such is meant. */
            wording_pipe(out, form, probe_text(summary, entry, &mark->probes[i]),
                         summary->language, NULL, NULL);
        } else {
            buf_add_text(out, mark->probes[i].text);
        }
    }
}

static void add_terms(struct buf *out, const struct summary *summary,
                      const struct summary_entry *entry, const struct mark *mark)
{
    for (size_t i = 0; i < mark->term_count; i++) {
        const struct mark_term *term = &mark->terms[i];
        struct answer who = {.by = term->by, .relation = term->relation};
        separate(out);
        buf_add_text(out, term_label(summary, entry->interview->form, term->name));
        buf_add_text(out, " (");
        phrase_reference(out, summary, entry);
        buf_add_text(out, ")");
        if (term->explained) {
            buf_add_format(out, ", %s", i18n_in(summary->language, N_("said in plainer words")));
        }
        if (term->said_back) {
            struct buf name = BUF_INIT;
            phrase_who(&name, summary, &who);
            buf_add_text(out, ", ");
            buf_add_format(out, i18n_in(summary->language, N_("said back by %s")),
                           buf_text(&name));
            buf_finish(&name);
        }
    }
}

static void add_flag(struct buf *out, const struct summary *summary,
                     const struct summary_entry *entry, const struct mark *mark)
{
    if (!mark->flagged) {
        return;
    }
    separate(out);
    phrase_reference(out, summary, entry);
    if (mark->why[0] != '\0') {
        buf_add_format(out, ": %s", mark->why);
    }
}

static bool somebody_else_speaks(const struct summary_entry *entry)
{
    return entry->kept == KEPT_SHOWN && entry->answer != NULL && answer_is_given(entry->answer) &&
           entry->answer->by != BY_PATIENT && entry->stored != NULL;
}

static bool same_speaker(const struct answer *a, const struct answer *b)
{
    return a->by == b->by && strcmp(a->relation, b->relation) == 0;
}

/* The questions that the speaker of the entry at FIRST answered; nothing, if told before. */
static void add_speaker(struct buf *out, const struct summary *summary,
                        const struct summary_entry *entries, size_t count, size_t first)
{
    const struct answer *speaker = entries[first].answer;
    for (size_t i = 0; i < first; i++) {
        if (somebody_else_speaks(&entries[i]) && same_speaker(entries[i].answer, speaker)) {
            return;
        }
    }
    separate(out);
    phrase_who(out, summary, speaker);
    for (size_t i = first; i < count; i++) {
        if (somebody_else_speaks(&entries[i]) && same_speaker(entries[i].answer, speaker)) {
            buf_add_text(out, i == first ? ": " : ", ");
            phrase_reference(out, summary, &entries[i]);
        }
    }
}

/* Who else speaks, and where: nobody's words are taken for the patient's. */
static void add_speakers(struct summary *summary, const struct summary_interview *part)
{
    const struct summary_entry *entries = &summary->entries[part->first];
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < part->count; i++) {
        if (somebody_else_speaks(&entries[i])) {
            add_speaker(&text, summary, entries, part->count, i);
        }
    }
    if (text.length > 0) {
        document_add(summary->document, BLOCK_FACT,
                     i18n_in(summary->language, N_("Not the patient's words")), buf_text(&text));
    }
    buf_finish(&text);
}

void summary_add_marks(struct summary *summary, const struct summary_interview *part)
{
    static const struct {
        const char *name; /* N_() */
        void (*add)(struct buf *out, const struct summary *summary,
                    const struct summary_entry *entry, const struct mark *mark);
    } lines[] = {
        {N_("Follow-up questions asked"), add_probes},
        {N_("Words explained"), add_terms},
        {N_("Flagged"), add_flag},
    };
    add_speakers(summary, part);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct buf text = BUF_INIT;
        for (size_t j = 0; j < part->interview->mark_count; j++) {
            struct summary_entry entry;
            if (entry_of(&entry, summary, part, &part->interview->marks[j])) {
                lines[i].add(&text, summary, &entry, &part->interview->marks[j]);
            }
        }
        if (text.length > 0) {
            document_add(summary->document, BLOCK_FACT,
                         i18n_in(summary->language, lines[i].name), buf_text(&text));
        }
        buf_finish(&text);
    }
}

/* ---- for programs ---- */

static json_t *mark_data(const struct mark *mark)
{
    json_t *data = json_object(), *probes = json_array(), *terms = json_array();
    json_put_text(data, "item", mark->item);
    json_put_text(data, "row", mark->row);
    if (mark->flagged) {
        json_object_set_new(data, "flag", json_true());
        json_put_text(data, "why", mark->why);
    }
    for (size_t i = 0; i < mark->probe_count; i++) {
        json_array_append_new(probes, json_string(mark->probes[i].text));
    }
    for (size_t i = 0; i < mark->term_count; i++) {
        json_t *term = json_object();
        json_put_text(term, "term", mark->terms[i].name);
        json_object_set_new(term, "explained", json_boolean(mark->terms[i].explained));
        if (mark->terms[i].said_back) {
            json_put_text(term, "said_back", answer_by_code(mark->terms[i].by));
            json_put_text(term, "relation", mark->terms[i].relation);
        }
        json_array_append_new(terms, term);
    }
    json_object_set_new(data, "probes_asked", probes);
    json_object_set_new(data, "terms", terms);
    return data;
}

json_t *summary_marks_data(const struct summary *summary, const struct summary_interview *part)
{
    json_t *data = json_array();
    for (size_t i = 0; i < part->interview->mark_count; i++) {
        struct summary_entry entry;
        if (entry_of(&entry, summary, part, &part->interview->marks[i])) {
            json_array_append_new(data, mark_data(&part->interview->marks[i]));
        }
    }
    return data;
}
