/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pause before what is sensitive: what it is about, who is present, and
 * what can be done. No question and no answer is on the screen yet.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "form/translation.h"

#include <string.h>

struct column {
    struct grid *grid;
    struct rect where;
    int used;
};

static void add(struct column *column, enum role role, const char *text, int indent)
{
    struct rect rest = column->where;
    rest.row += column->used;
    rest.rows -= column->used;
    if (rest.rows > 0) {
        column->used += part_wrapped(column->grid, rest, role, text, indent);
    }
}

static void blank(struct column *column)
{
    if (column->used < column->where.rows) {
        part_blank(column->grid, column->where, column->where.row + column->used,
                   column->where.row + column->used + 1);
        column->used++;
    }
}

static void add_present(struct column *column, const struct app *app)
{
    const struct contact *contact = session_contact(app->session);
    struct buf line = BUF_INIT;
    if (!contact || (!contact->present[0] && !contact->interpreter[0])) {
        add(column, ROLE_GUIDANCE, _("Who is present was not noted for today"), 0);
        return;
    }
    buf_add_format(&line, "%s: %s", _("Present"),
                   contact->present[0] ? contact->present : _("only the patient, as far as noted"));
    if (contact->interpreter[0]) {
        buf_add_format(&line, "; %s: %s", _("interpreter"), contact->interpreter);
    }
    add(column, ROLE_GUIDANCE, buf_text(&line), 0);
    buf_finish(&line);
}

static void add_key(struct column *column, const struct app *app, const char *name,
                    const char *words)
{
    const char *key = keymap_key(app->keymap, command_find(name));
    struct buf line = BUF_INIT;
    buf_add_format(&line, "  %s  %s", key ? key : " ", words);
    add(column, ROLE_TEXT, buf_text(&line), 5);
    buf_finish(&line);
}

void view_gate(struct grid *grid, struct rect where, const struct app *app)
{
    const struct item *gate = desk_gate(app->desk);
    struct column column = {grid, where, 0};
    struct buf heading = BUF_INIT;
    if (gate->type == ITEM_GROUP || gate->type == ITEM_REPEAT) {
        desk_wording(app->desk, &heading, &gate->label, i18n_language(), NULL);
    } else if (gate->parent) {
        desk_wording(app->desk, &heading, &gate->parent->label, i18n_language(), NULL);
    }
    if (heading.length) {
        add(&column, ROLE_HEADING, buf_text(&heading), 0);
        blank(&column);
    }
    add(&column, ROLE_WARNING, _("Pause. Is it private and safe to go on?"), 0);
    add_present(&column, app);
    if (gate->type == ITEM_GROUP && !wording_is_empty(&gate->purpose)) {
        struct buf purpose = BUF_INIT;
        buf_add_format(&purpose, "%s: ", _("Why"));
        desk_wording(app->desk, &purpose, &gate->purpose, i18n_language(), NULL);
        add(&column, ROLE_GUIDANCE, buf_text(&purpose), 2);
        buf_finish(&purpose);
    }
    blank(&column);
    add_key(&column, app, "gate-open", _("yes, go on"));
    add_key(&column, app, "gate-later", _("not now: keep all of it for later"));
    add_key(&column, app, "gate-leave-out", _("leave it out: not private or not safe enough"));
    add_key(&column, app, "gate-declined", _("the patient would rather not"));
    part_blank(grid, where, where.row + column.used, where.row + where.rows);
    buf_finish(&heading);
}
