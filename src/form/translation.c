/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in a language, with what was said earlier put into them. A missing
 * translation falls back and says so; it is never a blank question.
 */
#include "form/translation.h"

#include "base/text.h"

#include <string.h>

bool wording_is_empty(const struct wording *wording)
{
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++)
        if (wording->text[i])
            return false;
    return true;
}

const struct wording *wording_shorter(const struct wording *wording, const struct wording *shorter)
{
    return wording_is_empty(shorter) ? wording : shorter;
}

const char *wording_in(const struct form *form, const struct wording *wording, const char *language,
                       bool *fell_back)
{
    size_t wanted = form_language(form, language);
    const char *text = wording->text[wanted];
    /* The form may not have the language at all: then the default is a fallback, too. */
    bool other = !form_has_language(form, language);

    if (!text) {
        other = true;
        text = wording->text[form->default_language];
    }
    for (size_t i = 0; i < form->language_count && !text; i++)
        text = wording->text[i];
    if (fell_back)
        *fell_back = text && other;
    return text ? text : "";
}

/* Outer quotation marks, by the first two letters of the language. */
static const struct {
    const char *language, *open, *close;
} quotation_marks[] = {
    {"cs", "„", "“"},
    {"de", "„", "“"},
    {"es", "«", "»"},
    {"fa", "«", "»"},
    {"fr", "«\u00a0", "\u00a0»"},
    {"it", "«", "»"},
    {"pl", "„", "”"},
    {"pt", "«", "»"},
    {"ro", "„", "”"},
    {"ru", "«", "»"},
    {"uk", "«", "»"},
};

static void add_quoted(struct buf *out, const char *words, size_t length, const char *language)
{
    const char *open = "“", *close = "”";

    for (size_t i = 0; i < sizeof(quotation_marks) / sizeof(quotation_marks[0]); i++) {
        if (language && strncmp(language, quotation_marks[i].language, 2) == 0) {
            open = quotation_marks[i].open;
            close = quotation_marks[i].close;
        }
    }
    buf_add_text(out, open);
    buf_add(out, words, length);
    buf_add_text(out, close);
}

/* What was said earlier, without the space around it. */
static bool add_words(struct buf *out, const char *name, const char *language, pipe_lookup lookup,
                      void *self)
{
    struct buf words = BUF_INIT;
    const char *start;
    size_t length;
    bool known = lookup && lookup(self, name, &words);

    start = buf_text(&words);
    length = words.length;
    while (length > 0 && strchr(" \t\r\n", start[length - 1]))
        length--;
    while (length > 0 && strchr(" \t\r\n", *start)) {
        start++;
        length--;
    }
    known = known && length > 0;
    if (known)
        add_quoted(out, start, length, language);
    buf_finish(&words);
    return known;
}

static void add_named(struct buf *out, const struct form *form, const char *name,
                      const char *language, pipe_lookup lookup, void *self)
{
    const struct item *item;

    if (add_words(out, name, language, lookup, self))
        return;
    item = form_find(form, name);
    if (!item)
        buf_add_text(out, "…");
    else if (!wording_is_empty(&item->fallback))
        buf_add_text(out, wording_in(form, &item->fallback, language, NULL));
    else
        buf_add_text(out, wording_in(form, &item->label, language, NULL));
}

const char *wording_next_name(const char *text, const char **name, size_t *length)
{
    for (const char *mark = strstr(text, "${"); mark; mark = strstr(mark + 2, "${")) {
        size_t count = strspn(mark + 2, "abcdefghijklmnopqrstuvwxyz0123456789_");

        if (count > 0 && mark[2 + count] == '}') {
            *name = mark + 2;
            *length = count;
            return mark;
        }
    }
    return NULL;
}

void wording_pipe(struct buf *out, const struct form *form, const char *text, const char *language,
                  pipe_lookup lookup, void *self)
{
    const char *mark, *name;
    size_t length;

    while ((mark = wording_next_name(text, &name, &length))) {
        struct buf copy = BUF_INIT;

        buf_add(out, text, (size_t)(mark - text));
        buf_add(&copy, name, length);
        add_named(out, form, buf_text(&copy), language, lookup, self);
        buf_finish(&copy);
        text = name + length + 1;
    }
    buf_add_text(out, text);
}

static void note_list(const struct choice_list *list, const struct item *item, wording_note note,
                      void *self)
{
    for (size_t i = 0; i < list->count; i++)
        note(self, item, "choices", &list->choices[i].label);
}

static void note_item(const struct form *form, const struct item *item, wording_note note,
                      void *self)
{
    note(self, item, "label", &item->label);
    note(self, item, "short", &item->short_label);
    note(self, item, "ask", &item->ask);
    note(self, item, "if_asked", &item->if_asked);
    note(self, item, "hint", &item->hint);
    note(self, item, "purpose", &item->purpose);
    note(self, item, "guidance_hint", &item->guidance);
    for (size_t i = 0; i < item->probe_count; i++)
        note(self, item, "probes", &item->probes[i]);
    note(self, item, "fallback", &item->fallback);
    note(self, item, "constraint_message", &item->constraint_message);
    note(self, item, "required_message", &item->required_message);
    if (item->choices && !form_has_list(form, item->choices))
        note_list(item->choices, item, note, self);
    note(self, item, "other", &item->other_label);
    note(self, item, "add_label", &item->add_label);
}

void wording_each(const struct form *form, wording_note note, void *self)
{
    note(self, NULL, "form_title", &form->title);
    note(self, NULL, "short_title", &form->short_title);
    note(self, NULL, "purpose", &form->purpose);
    for (size_t i = 0; i < form->term_count; i++) {
        note(self, NULL, "terms", &form->terms[i].label);
        note(self, NULL, "terms", &form->terms[i].explanation);
    }
    for (size_t i = 0; i < form->list_count; i++)
        note_list(&form->lists[i], NULL, note, self);
    for (size_t i = 0; i < form->all_count; i++)
        note_item(form, form->all[i], note, self);
}
