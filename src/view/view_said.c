/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was already said, in the margin of a wide window; and one quiet line under
 * the question that names it, and the modules on offer, in a narrow one.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <string.h>

#define ENTRY_ROWS 5 /* of one answer, at most */

static int paint_words(struct grid *grid, struct rect where, const struct said_entry *entry)
{
    struct buf text = BUF_INIT;
    if (entry->guarded) {
        buf_add_format(&text, "(%s)", _("under a sensitive question"));
    } else {
        buf_add_text(&text, "“");
        said_text(&text, entry);
        buf_add_text(&text, "”");
    }
    int used = part_wrapped(grid, where, entry->guarded ? ROLE_DIM : ROLE_TEXT, buf_text(&text), 1);
    buf_finish(&text);
    return used;
}

static struct rect below(struct rect where, int used, int most)
{
    struct rect rest = {where.row + used, where.column, where.rows - used, where.columns};
    if (rest.rows > most) {
        rest.rows = most;
    }
    return rest;
}

void view_already_said(struct grid *grid, struct rect where, struct app *app)
{
    const struct said *said = said_of(app);
    int used = 1;
    if (where.rows < 1) {
        return;
    }
    grid_fit(grid, where.row, where.column, where.columns, ROLE_HEADING, _("Already said"));
    if (said->count == 0) {
        grid_fit(grid, where.row + used++, where.column, where.columns, ROLE_DIM,
                 _("nothing about this yet"));
    }
    for (size_t i = 0; i < said->count && used < where.rows; i++) {
        struct buf origin = BUF_INIT;
        used += paint_words(grid, below(where, used, ENTRY_ROWS), &said->entries[i]);
        said_attribution(&origin, app->desk, &said->entries[i]);
        if (used < where.rows) {
            used += part_wrapped(grid, below(where, used, 2), ROLE_DIM, buf_text(&origin), 1);
        }
        buf_finish(&origin);
        if (used < where.rows) {
            part_blank(grid, where, where.row + used, where.row + used + 1);
            used++;
        }
    }
    part_blank(grid, where, where.row + used, where.row + where.rows);
}

/* ---- the quiet line ---- */

/* What stands in the question itself needs no second mention. */
static const struct said_entry *first_to_name(const struct said *said, size_t *count)
{
    const struct said_entry *first = NULL;
    *count = 0;
    for (size_t i = 0; i < said->count; i++) {
        if (said->entries[i].reason != SAID_PIPED) {
            first = first ? first : &said->entries[i];
            ++*count;
        }
    }
    return first;
}

/* The key of a command as it is now, for people. */
static void add_key(struct buf *out, const struct app *app, const char *command)
{
    char name[32];
    const char *key = keymap_key(app->keymap, command_find(command));
    part_key_name(name, sizeof name, key ? key : command);
    buf_add_text(out, name);
}

static void add_said(struct buf *out, const struct app *app, const struct said *said)
{
    size_t count;
    const struct said_entry *first = first_to_name(said, &count);
    struct buf text = BUF_INIT, shown = BUF_INIT, cut = BUF_INIT;
    if (!first) {
        return;
    }
    if (first->guarded || first->reason == SAID_WORDS) {
        add_key(out, app, "said");
        buf_add_text(out, ": ");
        buf_add_format(out,
                       ngettext("%zu answer on this subject", "%zu answers on this subject", count),
                       count);
        return;
    }
    said_text(&text, first);
    text_display(&shown, buf_text(&text), text.length, TEXT_ONE_LINE);
    text_fit(&cut, buf_text(&shown), shown.length, 32, app->options.ascii);
    buf_add_format(out, "%s “%s” (", _("Already said:"), buf_text(&cut));
    add_key(out, app, "said");
    if (count > 1) {
        buf_add_format(out, ": %zu", count);
    }
    buf_add_char(out, ')');
    buf_finish(&text);
    buf_finish(&shown);
    buf_finish(&cut);
}

/* Only what this question, or a condition, calls for: an offer to all is none. */
static void add_offers(struct buf *out, const struct offers *offers)
{
    size_t named = 0, wanted = 0;
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *offer = &offers->list[i];
        wanted += offer->here || offer->asked_for;
    }
    for (size_t i = 0; i < wanted && named < 2; i++, named++) {
        const struct form *form = offers->list[i].form;
        buf_add_format(out, "%s%s", named ? ", " : "",
                       wording_in(form, &form->title, i18n_language(), NULL));
    }
    if (wanted > named) {
        buf_add_format(out, " +%zu", wanted - named);
    }
}

int view_quiet(struct grid *grid, struct rect where, struct app *app, bool margin)
{
    const struct said *said = said_of(app);
    const char *separator = app->options.ascii ? " - " : " · ", *why;
    struct buf line = BUF_INIT, offered = BUF_INIT;
    int used = 0;
    if (desk_flagged(app->desk, &why)) {
        buf_add_format(&line, "! %s%s%s", _("Flagged"), why[0] ? ": " : "", why);
    }
    size_t count;
    if (!margin && first_to_name(said, &count)) {
        buf_add_text(&line, line.length ? separator : "");
        add_said(&line, app, said);
    }
    add_offers(&offered, offers_of(app));
    if (offered.length) {
        buf_add_text(&line, line.length ? separator : "");
        buf_add_format(&line, "%s (", _("Offered"));
        add_key(&line, app, "offers");
        buf_add_format(&line, "): %s", buf_text(&offered));
    }
    if (line.length && where.rows > 0) {
        grid_fit(grid, where.row, where.column, where.columns, ROLE_GUIDANCE, buf_text(&line));
        used = 1;
    }
    buf_finish(&line);
    buf_finish(&offered);
    return used;
}
