/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint of an overlay, held against the form that it was written for. What does
 * not fit is an error where the overlay claims this version of the form, and a
 * warning where it was written for another: there it is only passed over.
 */
#include "form/overlay.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/form_check.h"
#include "form/form_yaml.h"
#include "form/translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SPOKEN_WORDS 60
#define MAX_NAMES_LISTED 8

struct overlay_lint {
    const struct overlay *overlay;
    const struct form *form;
    struct form source; /* the overlay's text where positions are looked up */
    struct report *report;
    bool stale;
};

/* An owner that is not there is named once, though it may have many texts. */
static bool is_repeated(const struct overlay_lint *lint, size_t index)
{
    const struct overlay_text *text = &lint->overlay->texts[index];
    const struct overlay_text *before = index > 0 ? text - 1 : NULL;

    return before && before->part == text->part && before->owner_at.line == text->owner_at.line &&
           before->owner_at.column == text->owner_at.column;
}

static const char *subject_of(const struct overlay_text *text)
{
    return text->part == OVERLAY_FORM || text->part == OVERLAY_LIST || text->part == OVERLAY_TERM
               ? ""
               : text->owner;
}

static void missing(const struct overlay_lint *lint, const struct overlay_text *text,
                    struct position at, const char *code, const char *message)
{
    if (lint->stale)
        report_add(lint->report, REPORT_WARNING, "W502", at.line, at.column, subject_of(text),
                   _("%s; in this version its words are passed over"), message);
    else
        report_add(lint->report, REPORT_ERROR, code, at.line, at.column, subject_of(text), "%s",
                   message);
}

static const char *nearest_of(const struct overlay_lint *lint, char out[128], const char *word,
                              const char *const *words, size_t count)
{
    const char *nearest = report_nearest(lint->report, word, words, count);

    out[0] = '\0';
    if (nearest)
        (void)snprintf(out, 128, _(". Did you mean %s?"), nearest);
    return out;
}

/* ---- what the form does not have ---- */

static void miss_item(const struct overlay_lint *lint, const struct overlay_text *text)
{
    const struct form *form = lint->form;
    const char **names = alloc_array(form->all_count + 1, sizeof(*names));
    char nearest[128], message[320];

    for (size_t i = 0; i < form->all_count; i++)
        names[i] = form->all[i]->name;
    (void)snprintf(message, sizeof(message), _("the form %.64s has no item %.64s%s"), form->form_id,
                   text->owner, nearest_of(lint, nearest, text->owner, names, form->all_count));
    missing(lint, text, text->owner_at, "E503", message);
    free(names);
}

static void miss_list(const struct overlay_lint *lint, const struct overlay_text *text)
{
    const struct form *form = lint->form;
    const char **names = alloc_array(form->list_count + 1, sizeof(*names));
    char nearest[128], message[320];

    for (size_t i = 0; i < form->list_count; i++)
        names[i] = form->lists[i].name;
    (void)snprintf(message, sizeof(message), _("the form %.64s has no list of choices %.64s%s"),
                   form->form_id, text->owner,
                   nearest_of(lint, nearest, text->owner, names, form->list_count));
    missing(lint, text, text->owner_at, "E504", message);
    free(names);
}

static void miss_term(const struct overlay_lint *lint, const struct overlay_text *text)
{
    const struct form *form = lint->form;
    const char **names = alloc_array(form->term_count + 1, sizeof(*names));
    char nearest[128], message[320];

    for (size_t i = 0; i < form->term_count; i++)
        names[i] = form->terms[i].name;
    (void)snprintf(message, sizeof(message), _("the form %.64s explains no term %.64s%s"),
                   form->form_id, text->owner,
                   nearest_of(lint, nearest, text->owner, names, form->term_count));
    missing(lint, text, text->owner_at, "E504", message);
    free(names);
}

static void miss_code(const struct overlay_lint *lint, const struct overlay_text *text,
                      const struct choice_list *list)
{
    const char **names = alloc_array(list->count + 1, sizeof(*names));
    char nearest[128], message[320];

    for (size_t i = 0; i < list->count; i++)
        names[i] = list->choices[i].name;
    (void)snprintf(message, sizeof(message), _("there is no choice %.64s in %.64s%s"), text->key,
                   text->owner, nearest_of(lint, nearest, text->key, names, list->count));
    missing(lint, text, text->key_at, "E504", message);
    free(names);
}

/* The choices of an item: its own, or none, or those of a list that has a place of its own. */
static void miss_choice(const struct overlay_lint *lint, const struct overlay_text *text,
                        const struct item *item)
{
    char message[320];

    if (item->choices && !form_has_list(lint->form, item->choices)) {
        miss_code(lint, text, item->choices);
        return;
    }
    if (item->choices)
        (void)snprintf(message, sizeof(message),
                       _("the choices of %.64s are the list %.64s: write them below choices of the "
                         "overlay"),
                       text->owner, item->choices->name);
    else
        (void)snprintf(message, sizeof(message), _("the item %.64s has no choices"), text->owner);
    missing(lint, text, text->key_at, "E504", message);
}

static const struct choice_list *named_list(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->list_count; i++)
        if (strcmp(form->lists[i].name, name) == 0)
            return &form->lists[i];
    return NULL;
}

static bool has_term(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->term_count; i++)
        if (strcmp(form->terms[i].name, name) == 0)
            return true;
    return false;
}

static void miss_text(const struct overlay_lint *lint, const struct overlay_text *text,
                      const struct item *item)
{
    char message[320];

    if (text->part == OVERLAY_PROBE)
        (void)snprintf(message, sizeof(message),
                       _("the form has %zu probes here, this is one more"), item->probe_count);
    else if (text->part == OVERLAY_UNIT)
        (void)snprintf(message, sizeof(message), _("the form has no words for a unit %.64s here"),
                       text->key);
    else
        (void)snprintf(message, sizeof(message),
                       _("the form has no %.64s here: an overlay replaces texts and adds none"),
                       text->key);
    missing(lint, text, text->key_at, "E505", message);
}

static void check_target(const struct overlay_lint *lint, size_t index)
{
    const struct overlay_text *text = &lint->overlay->texts[index];
    const struct item *item = form_find(lint->form, text->owner);
    const struct choice_list *list;

    switch (text->part) {
    case OVERLAY_LIST:
        list = named_list(lint->form, text->owner);
        if (list)
            miss_code(lint, text, list);
        else if (!is_repeated(lint, index))
            miss_list(lint, text);
        break;
    case OVERLAY_TERM:
        if (has_term(lint->form, text->owner))
            miss_text(lint, text, NULL);
        else if (!is_repeated(lint, index))
            miss_term(lint, text);
        break;
    case OVERLAY_FORM:
        miss_text(lint, text, NULL);
        break;
    default:
        if (!item) {
            if (!is_repeated(lint, index))
                miss_item(lint, text);
        } else if (text->part == OVERLAY_CHOICE) {
            miss_choice(lint, text, item);
        } else {
            miss_text(lint, text, item);
        }
    }
}

/* ---- the words ---- */

static bool pipes(const char *text, const char *name, size_t length)
{
    const char *found;
    size_t size;

    while (wording_next_name(text, &found, &size)) {
        if (size == length && memcmp(found, name, length) == 0)
            return true;
        text = found + size;
    }
    return false;
}

static struct position place_of_name(const struct overlay_lint *lint,
                                     const struct overlay_text *text, const char *name)
{
    char words[FORM_MAX_NAME + 4];

    if (lint->report->count >= POSITION_MAX)
        return text->at;
    (void)snprintf(words, sizeof(words), "${%.64s", name);
    return position_of_words(&lint->source, text->at, words, 0);
}

/* Each ${ of the overlay must be one that can be filled in. */
static void check_pipes(const struct overlay_lint *lint, const struct overlay_text *text)
{
    const char *rest = text->text, *name;
    size_t length;

    if (overlay_pipes_are_known(lint->form, text))
        return;
    while (wording_next_name(rest, &name, &length)) {
        struct overlay_text one = *text;
        char words[FORM_MAX_NAME + 4], message[240];

        (void)snprintf(words, sizeof(words), "${%.*s}", (int)(length < 64 ? length : 64), name);
        rest = name + length;
        one.text = words;
        if (overlay_pipes_are_known(lint->form, &one))
            continue;
        words[strlen(words) - 1] = '\0';
        (void)snprintf(message, sizeof(message), _("there is nothing that %s} could say here"),
                       words);
        missing(lint, text, place_of_name(lint, text, words + 2), "E506", message);
        return;
    }
    report_add(lint->report, REPORT_ERROR, "E319", text->at.line, text->at.column, subject_of(text),
               _("${ is not followed by a name and }; write ${name}"));
}

/* What the form's text says of earlier answers should be said here, too. */
static void check_lost_pipes(const struct overlay_lint *lint, const struct overlay_text *text,
                             const struct wording *wording)
{
    const char *rest = wording->text[lint->form->default_language], *name;
    size_t length;

    for (size_t i = 0; !rest && i < lint->form->language_count; i++)
        rest = wording->text[i];
    while (rest && wording_next_name(rest, &name, &length)) {
        rest = name + length;
        /* Named twice in the form's text, it is missed once. */
        if (pipes(text->text, name, length) || pipes(rest, name, length))
            continue;
        report_add(lint->report, REPORT_WARNING, "W504", text->at.line, text->at.column,
                   subject_of(text), _("the form's text has ${%.*s} here, and this has not"),
                   (int)(length < 64 ? length : 64), name);
    }
}

static bool is_spoken(const struct overlay_text *text)
{
    return text->part == OVERLAY_PROBE ||
           (text->part == OVERLAY_ITEM &&
            (strcmp(text->key, "label") == 0 || strcmp(text->key, "hint") == 0));
}

static void check_length(const struct overlay_lint *lint, const struct overlay_text *text)
{
    const char *rest = text->text;
    unsigned words = 0;

    for (rest += strspn(rest, " \t\r\n"); *rest; rest += strspn(rest, " \t\r\n")) {
        words++;
        rest += strcspn(rest, " \t\r\n");
    }
    if (is_spoken(text) && words > MAX_SPOKEN_WORDS)
        report_add(lint->report, REPORT_WARNING, "W403", text->at.line, text->at.column,
                   subject_of(text), _("%s in %s has %u words; an interpreter can keep about %d"),
                   text->key, lint->overlay->languages[text->language], words, MAX_SPOKEN_WORDS);
}

static void check_characters(const struct overlay_lint *lint, const struct overlay_text *text)
{
    size_t length = strlen(text->text);

    for (size_t at = 0; at < length;) {
        uint32_t code_point;

        at += text_decode(text->text + at, length - at, &code_point);
        if (code_point < 0x80 || text_acceptable(code_point))
            continue;
        report_add(lint->report, REPORT_WARNING, "W413", text->at.line, text->at.column,
                   subject_of(text),
                   _("the text in %s has an invisible character, U+%04X; it will be shown as a "
                     "mark"),
                   lint->overlay->languages[text->language], (unsigned)code_point);
        return;
    }
}

static void check_text(const struct overlay_lint *lint, size_t index)
{
    const struct overlay_text *text = &lint->overlay->texts[index];
    const struct wording *wording = overlay_target(lint->form, text);
    const char *language = lint->overlay->languages[text->language];

    if (!wording) {
        check_target(lint, index);
        return;
    }
    for (size_t i = 0; i < lint->form->language_count; i++)
        if (strcmp(lint->form->languages[i], language) == 0 && wording->text[i] &&
            strcmp(wording->text[i], text->text) == 0)
            report_add(lint->report, REPORT_WARNING, "W503", text->at.line, text->at.column,
                       subject_of(text), _("the form says the same in %s: nothing is replaced"),
                       language);
    check_pipes(lint, text);
    check_lost_pipes(lint, text, wording);
    check_length(lint, text);
    check_characters(lint, text);
}

/* ---- the overlay as a whole ---- */

static void check_about(const struct overlay_lint *lint)
{
    const struct overlay *overlay = lint->overlay;
    struct position top = overlay->form_at;

    if (lint->stale && overlay->version_count > 0)
        report_add(lint->report, REPORT_WARNING, "W501", overlay->version_at.line,
                   overlay->version_at.column, "",
                   _("written for version %.64s of %.64s; this is %.64s, so all of it counts as a "
                     "draft"),
                   overlay->versions[overlay->version_count - 1], overlay->form_id,
                   lint->form->version);
    if (!overlay->rights[0] || !overlay->source[0])
        report_add(lint->report, REPORT_WARNING, "W505", top.line, top.column, "",
                   _("%s is missing: whose words these are, and where they come from"),
                   overlay->rights[0] ? "source" : "rights");
    for (size_t i = 0; i < overlay->language_count; i++)
        if (!overlay->reviews[i].by)
            report_add(lint->report, REPORT_WARNING, "W506", overlay->languages_at.line,
                       overlay->languages_at.column, "",
                       _("review says nothing of %s: it counts as a draft"), overlay->languages[i]);
}

struct coverage {
    size_t language, count, missing, named;
    struct buf names;
    const struct item *last;
};

static void note_coverage(void *self, const struct item *item, const char *key,
                          const struct wording *wording)
{
    struct coverage *coverage = self;

    if (wording_is_empty(wording))
        return;
    coverage->count++;
    if (wording->text[coverage->language])
        return;
    coverage->missing++;
    if (coverage->last == item && item)
        return;
    coverage->last = item;
    if (coverage->named++ < MAX_NAMES_LISTED)
        buf_add_format(&coverage->names, "%s%s", coverage->names.length > 0 ? ", " : "",
                       item ? item->name : key);
    else if (coverage->named == MAX_NAMES_LISTED + 1)
        buf_add_text(&coverage->names, ", …");
}

/* The form once more, with the overlay on it: what is still to be translated? */
static void check_coverage(const struct overlay_lint *lint)
{
    const struct overlay *overlay = lint->overlay;
    struct error err = {0};
    struct form *copy = NULL;

    if (!form_read(&copy, lint->form->text, lint->form->text_length, lint->form->file, NULL, &err))
        return;
    if (!overlay_apply(copy, overlay, &err)) {
        report_add(lint->report, REPORT_ERROR, "E109", overlay->languages_at.line,
                   overlay->languages_at.column, "", "%s", err.message);
        form_destroy(copy);
        return;
    }
    for (size_t i = 0; i < overlay->language_count; i++) {
        struct coverage coverage = {.language = form_language(copy, overlay->languages[i])};

        wording_each(copy, note_coverage, &coverage);
        if (coverage.missing > 0)
            report_add(lint->report, REPORT_WARNING, "W507", overlay->languages_at.line,
                       overlay->languages_at.column, "",
                       _("%s has %zu %% of the form's texts with this overlay; %zu are missing: "
                         "%s"),
                       overlay->languages[i],
                       (coverage.count - coverage.missing) * 100 / coverage.count, coverage.missing,
                       buf_text(&coverage.names));
        buf_finish(&coverage.names);
    }
    form_destroy(copy);
}

static struct overlay_lint start(const struct overlay *overlay, const struct form *form,
                                 struct report *report)
{
    return (struct overlay_lint){
        .overlay = overlay,
        .form = form,
        .source = {.text = overlay->text, .text_length = overlay->text_length},
        .report = report,
        .stale = overlay_is_stale(overlay, form),
    };
}

void overlay_fit(const struct overlay *overlay, const struct form *form, struct report *report)
{
    const struct overlay_lint lint = start(overlay, form, report);

    for (size_t i = 0; i < overlay->text_count; i++)
        check_text(&lint, i);
    report_sort(report);
}

void overlay_check(const struct overlay *overlay, const struct form *form, struct report *report)
{
    const struct overlay_lint lint = start(overlay, form, report);

    check_about(&lint);
    check_coverage(&lint);
    overlay_fit(overlay, form, report);
}
