/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists that are filtered as one types: what can be done here, every command
 * by name, every question of the interview. One mechanism, three fillings.
 */
#include "app/app.h"

#include "app/attach.h"
#include "app/drawing.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

struct list_row *list_add_row(struct list *list)
{
    alloc_grow(&list->rows, &list->row_capacity, list->row_count + 1, sizeof *list->rows);
    struct list_row *row = &list->rows[list->row_count++];
    memset(row, 0, sizeof *row);
    return row;
}

void list_row_find(struct list_row *row, const char *text)
{
    if (row->text.length) {
        buf_add_char(&row->text, ' ');
    }
    text_fold(&row->text, text, strlen(text));
}

/* Those that work here (or do not). */
static void fill_commands(struct app *app, const uint64_t *contexts, bool works)
{
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        if (command_works_in(command, contexts) != works) {
            continue;
        }
        struct list_row *row = list_add_row(&app->list);
        row->command = command;
        row->elsewhere = !works;
        list_row_find(row, command->name);
        list_row_find(row, _(command->summary));
        if (command->label) {
            list_row_find(row, _(command->label));
        }
        const char *key = keymap_key(app->keymap, command);
        if (key) {
            list_row_find(row, key);
        }
    }
}

static void fill_outline(struct app *app)
{
    for (size_t i = 0; i < app->desk->places.count; i++) {
        list_add_row(&app->list)->place = i;
    }
}

/* What a question is found by, once something is looked for: opening costs what is seen. */
static void find_in_outline(struct app *app)
{
    const struct desk *desk = app->desk;
    for (size_t i = 0; i < desk->places.count && !app->list.rows[i].text.length; i++) {
        struct list_row *row = &app->list.rows[i];
        const struct item *item = desk->places.places[row->place].item;
        struct buf label = BUF_INIT;
        desk_wording(desk, &label, &item->label, app_prompt_language(app), NULL);
        list_row_find(row, item->prefix);
        list_row_find(row, buf_text(&label));
        buf_clear(&label);
        desk_wording(desk, &label, &item->short_label, app_prompt_language(app), NULL);
        list_row_find(row, buf_text(&label));
        buf_finish(&label);
    }
}

static void fill_drawings(struct app *app)
{
    const struct diagram_type *types[APP_BOARDS_MAX];
    bool begun[APP_BOARDS_MAX];
    size_t count = app_drawings(app, types, begun);
    for (size_t i = 0; i < count; i++) {
        struct list_row *row = list_add_row(&app->list);
        for (row->place = 0; diagram_type_at(row->place) != types[i];) {
            row->place++;
        }
        list_row_find(row, types[i]->name);
        list_row_find(row, _(types[i]->title));
        list_row_find(row, _(types[i]->summary));
    }
}

void list_open(struct app *app, enum list_kind kind)
{
    uint64_t contexts[APP_CONTEXTS_MAX];
    list_close(app);
    app_contexts(app, contexts);
    text_edit_set(app->list.filter, "", 0);
    if (kind == LIST_HELP) {
        fill_commands(app, contexts, true);
    } else if (kind == LIST_PALETTE) {
        /* Everything there is: what works elsewhere is shown, too, behind the rest. */
        fill_commands(app, contexts, true);
        fill_commands(app, contexts, false);
    } else if (kind == LIST_DRAWINGS) {
        fill_drawings(app);
    } else if (kind == LIST_TRAY) {
        tray_fill(app);
    } else if (kind == LIST_FILING) {
        tray_fill_filing(app);
    } else if (kind == LIST_SAID) {
        said_fill(app);
    } else if (kind == LIST_OFFERS) {
        offers_fill(app);
    } else if (kind == LIST_NEWER) {
        newer_fill(app);
    } else if (kind == LIST_FILES) {
        attach_fill(app);
    } else {
        fill_outline(app);
        newer_fill_kept(app);
    }
    app->list.kind = kind;
    list_filter(app);
    /* The outline opens where one is. */
    for (size_t i = 0; kind == LIST_OUTLINE && i < app->list.shown_count; i++) {
        const struct list_row *row = &app->list.rows[app->list.shown[i]];
        if (row->place == app->desk->at && !row->label.length) {
            app->list.at = i;
        }
    }
}

void list_close(struct app *app)
{
    struct list *list = &app->list;
    for (size_t i = 0; i < list->row_count; i++) {
        buf_finish(&list->rows[i].text);
        buf_finish(&list->rows[i].label);
        buf_finish(&list->rows[i].aside);
        buf_finish(&list->rows[i].detail);
    }
    list->row_count = 0;
    list->shown_count = 0;
    list->kind = LIST_NONE;
}

void list_filter(struct app *app)
{
    struct list *list = &app->list;
    struct buf words = BUF_INIT;
    text_fold(&words, text_edit_text(list->filter), text_edit_length(list->filter));
    if (list->kind == LIST_OUTLINE && words.length > 0) {
        find_in_outline(app);
    }
    list->shown = alloc_resize(list->shown, list->row_count + 1, sizeof *list->shown);
    list->shown_count = 0;
    for (size_t i = 0; i < list->row_count; i++) {
        if (text_matches(buf_text(&list->rows[i].text), buf_text(&words))) {
            list->shown[list->shown_count++] = i;
        }
    }
    list->at = list->top = 0;
    buf_finish(&words);
}

void list_move(struct app *app, long by)
{
    struct list *list = &app->list;
    if (by == BY_PAGE || by == -BY_PAGE) {
        by = (by > 0 ? 1 : -1) * (list->page > 1 ? list->page - 1 : 1);
    }
    long at = (long)list->at + by;
    if (at >= (long)list->shown_count) {
        at = (long)list->shown_count - 1;
    }
    list->at = at < 0 ? 0 : (size_t)at;
}
