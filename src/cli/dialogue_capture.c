/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tray and what was already said, as numbered lines. Numbers are those of the
 * list as it was last shown, which is the order in which things were said.
 */
#include "config.h"

#include "cli/dialogue_capture.h"

#include "app/filing.h"
#include "app/quote.h"
#include "app/said.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "form/translation.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

/* The INDEX-th line that waits, from 1; NULL: there are not so many. */
static const struct capture *waiting(const struct desk *desk, unsigned long index)
{
    const struct record *record = session_record(desk->session);
    for (size_t i = 0; i < record->capture_count; i++) {
        const struct capture *line = &record->captures[i];
        if (!line->removed && line->state == CAPTURE_WAITING && --index == 0) {
            return line;
        }
    }
    return NULL;
}

static unsigned long take_number(char **rest)
{
    char *end;
    unsigned long number = strtoul(*rest, &end, 10);
    *rest = end + strspn(end, " ");
    return number;
}

static const struct capture *take_line(const struct desk *desk, char **rest, struct error *err)
{
    unsigned long number = take_number(rest);
    const struct capture *line = number ? waiting(desk, number) : NULL;
    if (!line) {
        error_set(err, ERROR_NOT_FOUND, _("give the number of a line; :tray shows them"));
    }
    return line;
}

bool dialogue_capture(struct desk *desk, char *rest, struct error *err)
{
    struct change_context context = session_context(desk->session);
    struct capture capture;
    struct edit edit;
    if (!rest[0]) {
        return error_set(err, ERROR_USAGE, _("say behind :capture what was said"));
    }
    capture_init(&capture);
    field_set(&capture.text, rest);
    capture.how = HOW_SUMMARY;
    change_capture(&edit, session_record(desk->session), &capture, &context);
    bool stored = session_store(desk->session, &edit, 1, false, err);
    edit_finish(&edit);
    capture_finish(&capture);
    if (stored) {
        cli_print("%s\n", _("Sealed, and in the tray."));
    }
    return stored;
}

static void print_line(const struct desk *desk, size_t number, const struct capture *line)
{
    struct quote_source source = quote_of_line(line);
    struct buf origin = BUF_INIT;
    struct filing filing = FILING_INIT;
    quote_attribution(&origin, desk->session, &source);
    cli_print("%zu. %s (%s)\n", number, line->text, buf_text(&origin));
    filing_list(&filing, desk->session, desk, line);
    if (filing.count && filing.places[0].score) {
        const struct filing_place *best = &filing.places[0];
        struct buf label = BUF_INIT;
        wording_pipe(&label, best->form,
                     wording_in(best->form, &best->item->label, i18n_language(), NULL),
                     i18n_language(), NULL, NULL);
        cli_print("   %s %s: %s\n", _("perhaps"), best->item->name, buf_text(&label));
        buf_finish(&label);
    }
    filing_finish(&filing);
    buf_finish(&origin);
}

bool dialogue_tray(struct desk *desk, char *rest, struct error *err)
{
    (void)rest;
    (void)err;
    const struct capture *line = waiting(desk, 1);
    if (!line) {
        cli_print("%s\n", _("Nothing waits in the tray."));
    }
    for (size_t i = 1; (line = waiting(desk, i)); i++) {
        print_line(desk, i, line);
    }
    return true;
}

/* By name or number, in this interview first; without a word the question in front. */
static const struct filing_place *find_place(const struct filing *filing, const char *wanted)
{
    const struct filing_place *found = NULL;
    for (size_t i = 0; i < filing->count; i++) {
        const struct filing_place *place = &filing->places[i];
        bool fits = wanted[0] ? strcmp(place->item->name, wanted) == 0 ||
                                    strcmp(place->item->prefix, wanted) == 0
                              : place->in_front;
        if (fits && (!found || (place->here && !found->here) || place->in_front)) {
            found = place;
        }
    }
    return found;
}

bool dialogue_file(struct desk *desk, char *rest, enum capture_manner manner, struct error *err)
{
    const struct capture *line = take_line(desk, &rest, err);
    struct filing filing = FILING_INIT;
    if (!line) {
        return false;
    }
    filing_list(&filing, desk->session, desk, line);
    const struct filing_place *place = find_place(&filing, rest);
    bool filed = place
                     ? filing_store(desk->session, desk, line->id, place, manner, err)
                     : error_set(err, ERROR_NOT_FOUND, _("there is no question \"%s\" here"), rest);
    if (filed) {
        cli_print(manner == CAPTURE_QUOTED ? _("Quoted under %s.\n") : _("Moved under %s.\n"),
                  place->item->name);
    }
    filing_finish(&filing);
    return filed;
}

bool dialogue_aside(struct desk *desk, char *rest, struct error *err)
{
    const struct capture *line = take_line(desk, &rest, err);
    if (!line || !filing_set_state(desk->session, line->id, CAPTURE_ASIDE, err)) {
        return false;
    }
    cli_print("%s\n", _("Set aside, and kept."));
    return true;
}

bool dialogue_said(struct desk *desk, char *rest, struct error *err)
{
    struct said said = {NULL, 0, 0, false, 0, "", "", NULL};
    (void)rest;
    (void)err;
    said_list(&said, desk);
    if (said.count == 0) {
        cli_print("%s\n", _("Nothing was said about this elsewhere yet."));
    }
    for (size_t i = 0; i < said.count; i++) {
        const struct said_entry *entry = &said.entries[i];
        struct buf text = BUF_INIT, origin = BUF_INIT;
        if (entry->guarded) {
            buf_add_format(&text, "(%s)", _("under a sensitive question"));
        } else {
            said_text(&text, entry);
        }
        said_attribution(&origin, desk, entry);
        cli_print("%zu. %s (%s)\n", i + 1, buf_text(&text), buf_text(&origin));
        buf_finish(&text);
        buf_finish(&origin);
    }
    said_finish(&said);
    return true;
}

bool dialogue_quote(struct desk *desk, char *rest, struct error *err)
{
    struct said said = {NULL, 0, 0, false, 0, "", "", NULL};
    unsigned long number = take_number(&rest);
    said_list(&said, desk);
    bool quoted =
        number > 0 && number <= said.count
            ? said_quote(desk, &said.entries[number - 1], err) && desk_store(desk, err)
            : error_set(err, ERROR_NOT_FOUND, _("give the number of an answer; :said shows them"));
    if (quoted) {
        cli_print("%s\n", _("Quoted and sealed."));
    }
    said_finish(&said);
    return quoted;
}
