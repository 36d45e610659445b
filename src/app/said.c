/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding what was said before. A record has hundreds of answers, so the list is
 * made once for each question and not for each picture.
 */
#include "app/said.h"

#include "app/app.h"
#include "app/quote.h"
#include "app/words.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

#define COMMON_LEAST 3 /* words, for two texts to be about the same */
#define COMMON_MOST  5 /* entries of that kind */

void said_finish(struct said *said)
{
    free(said->entries);
    *said = (struct said){NULL, 0, 0, false, 0, "", "", NULL};
}

static bool names(const struct item *item, const char *form, const char *other)
{
    for (size_t i = 0; i < item->also_see_count; i++) {
        if (strcmp(item->also_see[i].item, other) == 0 &&
            strcmp(item->also_see[i].form, form) == 0) {
            return true;
        }
    }
    return false;
}

/* WANTED NULL: any name. */
static bool pipes(const struct wording *wording, const char *wanted)
{
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++) {
        const char *name, *at = wording->text[i];
        size_t length;
        while (at && wording_next_name(at, &name, &length)) {
            if (!wanted || (strlen(wanted) == length && strncmp(name, wanted, length) == 0)) {
                return true;
            }
            at = name + length;
        }
    }
    return false;
}

static bool stands_in(const struct item *item, const char *wanted)
{
    bool found = pipes(&item->label, wanted) || pipes(&item->ask, wanted) ||
                 pipes(&item->if_asked, wanted) || pipes(&item->hint, wanted);
    for (size_t i = 0; !found && i < item->probe_count; i++) {
        found = pipes(&item->probes[i], wanted);
    }
    return found;
}

static void add_wording(struct words *out, const struct wording *wording)
{
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++) {
        if (wording->text[i]) {
            words_add(out, wording->text[i], strlen(wording->text[i]));
        }
    }
}

static void words_of(struct words *out, const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    add_wording(out, &item->label);
    add_wording(out, &item->ask);
    add_wording(out, &item->hint);
    for (size_t i = 0; i < item->probe_count; i++) {
        add_wording(out, &item->probes[i]);
    }
}

/* The question in front, as what was said is held against it. */
struct front {
    struct words words;
    bool pipes; /* it says something that was said */
    bool guarded;
};

/* Why ENTRY bears on the question in front; false: it does not. */
static bool find_reason(struct said_entry *entry, const struct desk *desk,
                        const struct front *asked)
{
    const struct item *front = desk_place(desk)->item;
    const char *form = desk->form->form_id;
    bool own = strcmp(entry->interview->id, desk->interview) == 0;
    if (!own && strcmp(entry->form->form_id, form) == 0 &&
        strcmp(entry->item->name, front->name) == 0) {
        entry->reason = SAID_BEFORE;
        return true;
    }
    if (names(front, entry->form->form_id, entry->item->name) ||
        names(entry->item, form, front->name)) {
        entry->reason = SAID_SEE;
        return true;
    }
    if (own && asked->pipes && stands_in(front, entry->item->name)) {
        entry->reason = SAID_PIPED;
        return true;
    }
    if (entry->guarded || !entry->answer->value.text) {
        return false;
    }
    struct words other = WORDS_INIT;
    words_add(&other, entry->answer->value.text, strlen(entry->answer->value.text));
    entry->common = words_common(&asked->words, &other);
    words_finish(&other);
    entry->reason = SAID_WORDS;
    return entry->common >= COMMON_LEAST;
}

static bool is_in_front(const struct desk *desk, const struct said_entry *entry)
{
    return strcmp(entry->interview->id, desk->interview) == 0 &&
           strcmp(entry->item->name, desk_place(desk)->item->name) == 0 &&
           strcmp(entry->row, desk_place(desk)->row) == 0;
}

static void add_from(struct said *said, const struct desk *desk, const struct interview *interview,
                     const struct form *form, const struct front *asked)
{
    const struct item *item = NULL;
    const char *name = "";
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *slot = interview->answers[i];
        if (strcmp(name, slot->item) != 0) { /* the rows of a question stand together */
            name = slot->item;
            item = form_find(form, name);
        }
        struct said_entry entry = {
            .interview = interview,
            .form = form,
            .item = item,
            .answer = &slot->answer,
        };
        memcpy(entry.row, slot->row, sizeof entry.row);
        if (!entry.item || !answer_is_given(entry.answer) || item_is_private(entry.item) ||
            is_in_front(desk, &entry)) {
            continue;
        }
        entry.guarded = !asked->guarded && item_is_guarded(entry.item);
        if (find_reason(&entry, desk, asked)) {
            alloc_grow(&said->entries, &said->capacity, said->count + 1, sizeof *said->entries);
            said->entries[said->count++] = entry;
        }
    }
}

static int by_nearness(const void *a, const void *b)
{
    const struct said_entry *one = a, *two = b;
    if (one->reason != two->reason) {
        return one->reason < two->reason ? -1 : 1;
    }
    if (one->common != two->common) {
        return one->common > two->common ? -1 : 1;
    }
    if (one->answer->time != two->answer->time) {
        return one->answer->time > two->answer->time ? -1 : 1;
    }
    int order = strcmp(one->form->form_id, two->form->form_id);
    order = order ? order : strcmp(one->item->name, two->item->name);
    return order ? order : strcmp(one->row, two->row);
}

/* A few of those that only share words are enough. */
static void drop_surplus(struct said *said)
{
    size_t common = 0, kept = 0;
    for (size_t i = 0; i < said->count; i++) {
        common += said->entries[i].reason == SAID_WORDS;
        if (common <= COMMON_MOST) {
            kept = i + 1;
        }
    }
    said->count = kept;
}

static void compute(struct said *said, const struct desk *desk)
{
    const struct record *record = session_record(desk->session);
    struct front asked = {.words = WORDS_INIT};
    said_finish(said);
    said->known = true;
    said->version = session_version(desk->session);
    said->item = desk_place(desk)->item;
    memcpy(said->interview, desk->interview, sizeof said->interview);
    memcpy(said->row, desk_place(desk)->row, sizeof said->row);
    if (!item_takes_answer(said->item)) {
        return;
    }
    words_of(&asked.words, desk);
    asked.pipes = stands_in(said->item, NULL);
    asked.guarded = item_is_guarded(said->item);
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        const struct form *form =
            interview->removed ? NULL : session_form(desk->session, interview->asked_with, NULL);
        if (form) {
            add_from(said, desk, interview, form, &asked);
        }
    }
    if (said->count > 1) {
        qsort(said->entries, said->count, sizeof *said->entries, by_nearness);
    }
    drop_surplus(said);
    words_finish(&asked.words);
}

const struct said *said_list(struct said *said, const struct desk *desk)
{
    if (!said->known || said->version != session_version(desk->session) ||
        said->item != desk_place(desk)->item || strcmp(said->interview, desk->interview) != 0 ||
        strcmp(said->row, desk_place(desk)->row) != 0) {
        compute(said, desk);
    }
    return said;
}

const struct said *said_of(struct app *app)
{
    return said_list(&app->said, app->desk);
}

void said_text(struct buf *out, const struct said_entry *entry)
{
    if (entry->answer->words[0]) {
        buf_add_text(out, entry->answer->words);
    } else if (entry->answer->value.kind == VALUE_TEXT) {
        buf_add_text(out, entry->answer->value.text);
    } else {
        entry_display(out, entry->form, entry->item, &entry->answer->value, i18n_language());
    }
}

static struct quote_source source_of(const struct desk *desk, const struct said_entry *entry,
                                     const char *text)
{
    struct quote_source source = quote_of_answer(entry->answer, text);
    if (strcmp(entry->interview->id, desk->interview) != 0) {
        source.where = wording_in(entry->form, &entry->form->title, i18n_language(), NULL);
    }
    return source;
}

void said_attribution(struct buf *out, const struct desk *desk, const struct said_entry *entry)
{
    struct quote_source source = source_of(desk, entry, "");
    quote_attribution(out, desk->session, &source);
}

/* ---- quoting ---- */

static bool is_short(const struct item *item)
{
    return item->type != ITEM_TEXT || item->one_line;
}

bool said_quote(struct desk *desk, const struct said_entry *entry, struct error *err)
{
    const struct item *front = desk_place(desk)->item;
    if (entry->guarded) {
        return error_set(err, ERROR_DENIED,
                         _("that was said under a sensitive question; read it there"));
    }
    struct buf words = BUF_INIT, text = BUF_INIT;
    said_text(&words, entry);
    struct quote_source source = source_of(desk, entry, buf_text(&words));
    bool empty = text_edit_length(desk->edit) == 0;
    if (empty && value_is_empty(&desk->answer.value)) {
        desk->answer.by = source.by;
        desk->answer.how = source.how;
        field_set(&desk->answer.relation, source.relation);
        field_set(&desk->answer.language, source.language);
    }
    if (empty && is_short(front)) {
        /* A name is taken over as it is: other questions will say it. */
        buf_add_text(&text, source.text);
        field_set(&desk->answer.gloss, source.gloss);
    } else {
        buf_add_text(&text, empty ? "" : is_short(front) ? " " : "\n");
        quote_write(&text, desk->session, &source, is_short(front));
    }
    desk->choice = desk_choice_count(desk);
    text_edit_set_cursor(desk->edit, text_edit_length(desk->edit));
    text_edit_insert(desk->edit, buf_text(&text), text.length, false);
    buf_finish(&words);
    buf_finish(&text);
    return true;
}

/* ---- as a list ---- */

static const char *reason_name(const struct said_entry *entry)
{
    static const char *const labels[] = {
        [SAID_BEFORE] = N_("asked before"),
        [SAID_SEE] = N_("same subject"),
        [SAID_PIPED] = N_("in this question"),
        [SAID_WORDS] = N_("words in common"),
    };
    return _(labels[entry->reason]);
}

void said_fill(struct app *app)
{
    const struct said *said = said_of(app);
    for (size_t i = 0; i < said->count; i++) {
        const struct said_entry *entry = &said->entries[i];
        struct list_row *row = list_add_row(&app->list);
        struct buf label = BUF_INIT;
        row->place = i;
        row->quiet = entry->reason == SAID_WORDS;
        wording_pipe(&label, entry->form,
                     wording_in(entry->form, &entry->item->label, i18n_language(), NULL),
                     i18n_language(), NULL, NULL);
        if (entry->guarded) {
            buf_add_format(&row->label, "(%s)", _("under a sensitive question"));
        } else {
            said_text(&row->label, entry);
            buf_add_format(&row->detail, "%s\n", buf_text(&row->label));
        }
        said_attribution(&row->detail, app->desk, entry);
        buf_add_format(&row->detail, "; %s %s", entry->item->prefix, buf_text(&label));
        buf_add_text(&row->aside, reason_name(entry));
        list_row_find(row, buf_text(&row->label));
        list_row_find(row, buf_text(&row->detail));
        buf_finish(&label);
    }
}
