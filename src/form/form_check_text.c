/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint for texts: what a language lacks, what is too long to be interpreted,
 * and names in ${…} that would be read out as such.
 */
#include "form/form_check.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"

#include <stdio.h>
#include <string.h>

#define MAX_SPOKEN_WORDS 60
#define MAX_LINES_NAMED  8

struct text_check {
    const struct form *form;
    struct report *report;
    size_t missing[FORM_MAX_LANGUAGES];
    struct position first[FORM_MAX_LANGUAGES];
    struct buf lines[FORM_MAX_LANGUAGES];
};

static void note_missing(struct text_check *check, const struct item *item, const char *key,
                         const struct wording *wording)
{
    for (size_t i = 0; i < check->form->language_count; i++) {
        if (wording->text[i])
            continue;
        if (i == check->form->default_language) {
            report_add(check->report, REPORT_ERROR, "E220", wording->line, wording->column,
                       item ? item->name : "", _("%s has no text in %s, the default language"), key,
                       check->form->languages[i]);
            continue;
        }
        if (check->missing[i] == 0)
            check->first[i] = (struct position){wording->line, wording->column};
        if (check->missing[i] < MAX_LINES_NAMED)
            buf_add_format(&check->lines[i], "%s%u", check->missing[i] > 0 ? ", " : "",
                           wording->line);
        else if (check->missing[i] == MAX_LINES_NAMED)
            buf_add_text(&check->lines[i], ", …");
        check->missing[i]++;
    }
}

static unsigned count_words(const char *text)
{
    unsigned words = 0;

    while (*(text += strspn(text, " \t\r\n"))) {
        words++;
        text += strcspn(text, " \t\r\n");
    }
    return words;
}

static bool is_spoken(const char *key)
{
    static const char *const spoken[] = {"ask", "hint", "if_asked", "label", "probes"};

    for (size_t i = 0; i < sizeof(spoken) / sizeof(spoken[0]); i++)
        if (strcmp(key, spoken[i]) == 0)
            return true;
    return false;
}

static void check_spoken(struct text_check *check, const struct item *item, const char *key,
                         const struct wording *wording, size_t language)
{
    unsigned words;

    if (!item || !is_spoken(key))
        return;
    words = count_words(wording->text[language]);
    if (words > MAX_SPOKEN_WORDS)
        report_add(check->report, REPORT_WARNING, "W403", wording->line, wording->column,
                   item->name, _("%s in %s has %u words; an interpreter can keep about %d"), key,
                   check->form->languages[language], words, MAX_SPOKEN_WORDS);
}

/* Characters that are not seen but change how a text is read. */
static void check_characters(struct text_check *check, const struct item *item,
                             const struct wording *wording, size_t language)
{
    const char *text = wording->text[language];
    size_t length = strlen(text);

    for (size_t at = 0; at < length;) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
        if (code_point < 0x80 || text_acceptable(code_point))
            continue;
        report_add(check->report, REPORT_WARNING, "W413", wording->line, wording->column,
                   item ? item->name : "",
                   _("the text in %s has an invisible character, U+%04X; it will be shown as a "
                     "mark"),
                   check->form->languages[language], (unsigned)code_point);
        return;
    }
}

/* One ${name} in a text; WHICH counts those of the same name in this wording. */
static void check_piped(struct text_check *check, const struct item *item, struct position start,
                        const char *name, size_t which)
{
    struct check_place place = {check->form, check->report, item, start};
    const struct item *target = check_reach(check->form, item, name);
    /* The title of a row names what stands in the row: there is nothing to wait for. */
    bool title = item && item->type == ITEM_REPEAT;
    char words[80];

    if (target && (target->fallback.line != 0 || which > 0 || title))
        return;
    (void)snprintf(words, sizeof(words), "${%.64s}", name);
    if (check->report->count < POSITION_MAX)
        place.position = position_of_words(check->form, start, words, which);
    if (target)
        report_add(check->report, REPORT_WARNING, "W402", place.position.line,
                   place.position.column, item ? item->name : "",
                   _("${%s} has no fallback for when it is not known yet"), name);
    else
        check_reference(&place, name);
}

struct piped {
    char name[72];
    size_t times;
};

/* Names that TEXT pipes, each checked; SEEN remembers how often each has come. */
static void check_pipes(struct text_check *check, const struct item *item, struct position start,
                        const char *text, struct piped *seen, size_t *count, size_t capacity)
{
    const char *name, *mark;
    size_t length, i;

    while ((mark = wording_next_name(text, &name, &length))) {
        struct piped piped = {"", 0};

        (void)snprintf(piped.name, sizeof(piped.name), "%.*s", (int)(length < 64 ? length : 64),
                       name);
        for (i = 0; i < *count; i++)
            if (strcmp(seen[i].name, piped.name) == 0)
                break;
        if (i == capacity)
            return;
        if (i == *count)
            seen[(*count)++] = piped;
        check_piped(check, item, start, piped.name, seen[i].times++);
        text = mark + length;
    }
}

static void check_fallback(struct text_check *check, const struct item *item,
                           const struct wording *wording, size_t language)
{
    const char *mark = strstr(wording->text[language], "${");

    if (mark)
        report_add(check->report, REPORT_ERROR, "E319", wording->line, wording->column, item->name,
                   _("a fallback stands in for an answer and cannot hold ${…}"));
}

/* ${ that names nothing would be read out as it stands. */
static void check_marks(struct text_check *check, const struct item *item,
                        const struct wording *wording, size_t language)
{
    const char *text = wording->text[language], *name;
    size_t length;

    for (const char *mark = strstr(text, "${"); mark; mark = strstr(mark + 2, "${")) {
        if (wording_next_name(mark, &name, &length) == mark)
            continue;
        report_add(check->report, REPORT_ERROR, "E319", wording->line, wording->column,
                   item ? item->name : "", _("${ is not followed by a name and }; write ${name}"));
        return;
    }
}

static void check_wording(void *self, const struct item *item, const char *key,
                          const struct wording *wording)
{
    struct text_check *check = self;
    struct position start = {wording->line, wording->column};
    struct piped seen[32];
    size_t count = 0;

    if (wording->line == 0)
        return;
    note_missing(check, item, key, wording);
    for (size_t i = 0; i < check->form->language_count; i++) {
        if (!wording->text[i])
            continue;
        check_spoken(check, item, key, wording, i);
        check_characters(check, item, wording, i);
        if (!strstr(wording->text[i], "${"))
            continue;
        if (strcmp(key, "fallback") == 0) {
            check_fallback(check, item, wording, i);
            continue;
        }
        check_marks(check, item, wording, i);
        check_pipes(check, item, start, wording->text[i], seen, &count,
                    sizeof(seen) / sizeof(seen[0]));
    }
}

/* The row title is a text, too, though the same in every language. */
static void check_row_titles(struct text_check *check)
{
    for (size_t i = 0; i < check->form->all_count; i++) {
        const struct item *item = check->form->all[i];
        struct position start = {item->line, item->column};
        struct piped seen[32];
        size_t count = 0;

        if (item->row_title)
            check_pipes(check, item, start, item->row_title, seen, &count,
                        sizeof(seen) / sizeof(seen[0]));
    }
}

void check_texts(const struct form *form, struct report *report)
{
    struct text_check check = {.form = form, .report = report};

    wording_each(form, check_wording, &check);
    check_row_titles(&check);
    for (size_t i = 0; i < form->language_count; i++) {
        if (check.missing[i] > 0)
            report_add(report, REPORT_WARNING, "W401", check.first[i].line, check.first[i].column,
                       "", _("%s has %u %% of the texts; %zu are missing: lines %s"),
                       form->languages[i], form_coverage(form, i), check.missing[i],
                       buf_text(&check.lines[i]));
        buf_finish(&check.lines[i]);
    }
}
