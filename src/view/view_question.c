/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked: said aloud first and strongest, in the language of the prompt;
 * under it, in the clinician's own, what it is for and what is for her eyes.
 */
#include "view/part.h"

#include "app/expected.h"
#include "app/marking.h"
#include "app/unfit.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

struct page {
    struct grid *grid;
    struct rect where;
    const struct app *app;
    int used;
    bool cut; /* something did not fit */
};

static void paint_text(struct page *page, enum role role, const char *text, int indent)
{
    struct rect rest = page->where;
    rest.row += page->used;
    rest.rows -= page->used;
    int wanted = part_height(text, rest.columns, indent);
    if (wanted > rest.rows) {
        page->cut = true;
    }
    if (rest.rows > 0) {
        page->used += part_wrapped(page->grid, rest, role, text, indent);
    }
}

/* PREFIX and the text with the patient's own words in it; nothing if there is none. */
static void paint_wording(struct page *page, enum role role, const char *prefix,
                          const struct wording *wording, const char *language, int indent)
{
    struct buf text = BUF_INIT;
    bool fell_back = false;
    if (wording_is_empty(wording)) {
        return;
    }
    buf_add_text(&text, prefix);
    desk_wording(page->app->desk, &text, wording, language, &fell_back);
    if (fell_back) {
        buf_add_format(&text, " [%s]", _("not translated"));
    }
    paint_text(page, role, buf_text(&text), indent);
    buf_finish(&text);
}

/* Quietly: minutes since the visit began, and what is left of what was planned. */
static void add_time(char *out, size_t size, const struct app *app)
{
    int spent, left;
    const char *separator = app->options.ascii ? " - " : " · ";
    out[0] = '\0';
    if (!app_visit_time(app, &spent, &left)) {
        return;
    }
    if (left == INT_MIN) {
        snprintf(out, size, _("%d min%s"), spent, separator);
    } else if (left >= 0) {
        snprintf(out, size, _("%d min, %d left%s"), spent, left, separator);
    } else {
        snprintf(out, size, _("%d min, %d over%s"), spent, -left, separator);
    }
}

/* The part of the interview, the row of a list, and how far one is. */
static void paint_where(struct page *page)
{
    const struct desk *desk = page->app->desk;
    const struct place *place = desk_place(desk);
    const struct rect *where = &page->where;
    const struct progress *progress = &desk->progress;
    struct buf line = BUF_INIT;
    char counted[128];
    if (place->item->parent) {
        desk_wording(desk, &line, &place->item->parent->label, app_prompt_language(page->app),
                     NULL);
    }
    if (place->row_number) {
        buf_add_format(&line, " %zu", place->row_number);
    }
    add_time(counted, sizeof counted, page->app);
    size_t used = strlen(counted);
    snprintf(counted + used, sizeof counted - used, _("%zu of %zu"),
             progress->answered + progress->reasoned, progress->total);
    int width = text_width(counted, strlen(counted)) + 1;
    grid_fit(page->grid, where->row, where->column, where->columns - width, ROLE_HEADING,
             buf_text(&line));
    grid_line(page->grid, where->row, where->column + where->columns - width, 1, ROLE_DIM, "", 0);
    grid_line(page->grid, where->row, where->column + where->columns - width + 1, width - 1,
              ROLE_DIM, counted, strlen(counted));
    page->used = 1;
    buf_finish(&line);
}

/* What the program knows of the answer that is wanted; for a rank also its keys. */
static void paint_expected(struct page *page)
{
    const struct app *app = page->app;
    struct buf text = BUF_INIT;
    desk_expected(&text, app->desk, app_prompt_language(app));
    if (desk_place(app->desk)->item->type == ITEM_RANK && desk_takes_typing(app->desk)) {
        char give[32], up[32], down[32];
        part_key_name(give, sizeof give, keymap_key(app->keymap, command_find("choose")));
        part_key_name(up, sizeof up, keymap_key(app->keymap, command_find("rank-up")));
        part_key_name(down, sizeof down, keymap_key(app->keymap, command_find("rank-down")));
        buf_add_format(&text, _("%s: the next place, or none; %s, %s: higher, lower"), give, up,
                       down);
    }
    if (text.length) {
        struct buf line = BUF_INIT;
        buf_add_format(&line, "   %s", buf_text(&text));
        paint_text(page, ROLE_DIM, buf_text(&line), 3);
        buf_finish(&line);
    }
    buf_finish(&text);
}

/* What the form would have otherwise, of what is sealed; where words are being typed, room
 * for it, so that nothing jumps. */
static void paint_unfit(struct page *page)
{
    const struct desk *desk = page->app->desk;
    struct violations violations = VIOLATIONS_INIT;
    bool typing = desk_unsaved(desk);
    desk_unfit(desk, desk->at, &violations);
    for (size_t i = 0; i < violations.count; i++) {
        const struct violation *violation = &violations.violations[i];
        struct buf line = BUF_INIT;
        buf_add_format(&line, " %s %s: %s", unfit_sign(violation->kind),
                       unfit_name(violation->kind), violation->message);
        paint_text(page, ROLE_GUIDANCE, typing ? " " : buf_text(&line), 3);
        buf_finish(&line);
    }
    violations_finish(&violations);
}

/* Under each other: the language that is read first, and then the other one. */
static void paint_label(struct page *page, const struct wording *label, const char *prefix)
{
    const struct app *app = page->app;
    const char *own = i18n_language(), *other = app_other_language(app);
    int indent = text_width(prefix, strlen(prefix));
    char blank[32];
    snprintf(blank, sizeof blank, "%*s", indent, "");
    if (app->prompt_mode != PROMPT_PATIENT) {
        paint_wording(page, ROLE_PROMPT, prefix, label, own, indent);
    }
    if (app->prompt_mode == PROMPT_BOTH && strcmp(own, other) != 0) {
        paint_wording(page, ROLE_PATIENT, blank, label, other, indent);
    }
    if (app->prompt_mode == PROMPT_PATIENT) {
        paint_text(page, ROLE_TEXT, " ", 0);
        paint_wording(page, ROLE_PATIENT, prefix, label, other, indent);
        paint_text(page, ROLE_TEXT, " ", 0);
        if (strcmp(own, other) != 0) {
            paint_wording(page, ROLE_DIM, blank, label, own, indent);
        }
    }
}

/* With a tick where it was asked; the one with the keys stands out. */
static void paint_probes(struct page *page, const struct item *item)
{
    const struct app *app = page->app;
    bool active = app_aside(app) == ASIDE_PROBES, ascii = grid_ascii(page->grid);
    enum role said = app->prompt_mode == PROMPT_PATIENT ? ROLE_PATIENT : ROLE_TEXT;
    for (size_t i = 0; i < item->probe_count; i++) {
        bool here = active && app->aside.at == i, asked = desk_probe_asked(app->desk, i);
        char before[32];
        snprintf(before, sizeof before, " %s%s ", here ? glyph(GLYPH_HERE, ascii) : " ",
                 asked    ? glyph(GLYPH_DONE, ascii)
                 : active ? glyph(GLYPH_UNCHECKED, ascii)
                          : glyph(GLYPH_BULLET, ascii));
        if (here && page->used < page->where.rows) {
            grid_set_cursor(page->grid, page->where.row + page->used, page->where.column + 1);
        }
        paint_wording(page, here ? ROLE_SELECTED : asked ? ROLE_DONE : said, before,
                      &item->probes[i], app_prompt_language(app), 4);
        if (app->prompt_mode == PROMPT_BOTH && here) {
            paint_wording(page, ROLE_PATIENT, "    ", &item->probes[i], app_other_language(app),
                          4);
        }
    }
}

int view_probes(struct grid *grid, struct rect where, const struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    struct page page = {grid, where, app, 0, false};
    if (item->probe_count == 0) {
        return 0;
    }
    paint_text(&page, ROLE_HEADING, _("If needed"), 0);
    paint_probes(&page, item);
    paint_text(&page, ROLE_TEXT, " ", 0);
    return page.used;
}

int view_question(struct grid *grid, struct rect where, const struct app *app, bool margin,
                  bool *cut)
{
    const struct item *item = desk_place(app->desk)->item;
    const char *spoken = app_prompt_language(app), *own = i18n_language();
    enum role beside = app->prompt_mode == PROMPT_PATIENT ? ROLE_PATIENT : ROLE_TEXT;
    const struct wording *aloud = desk_spoken(app->desk);
    struct page page = {grid, where, app, 0, false};
    char prefix[32], purpose[64], guidance[64];
    snprintf(prefix, sizeof prefix, item->prefix[0] ? "%s  " : "", item->prefix);
    snprintf(purpose, sizeof purpose, "%s: ", _("Why"));
    snprintf(guidance, sizeof guidance, "%s: ", _("For you"));
    paint_where(&page);
    if (item_is_private(item)) {
        paint_text(&page, ROLE_WARNING, _("For you alone; this is in no export"), 0);
    }
    if (aloud) {
        paint_wording(&page, ROLE_HEADING, prefix, &item->label, own, 2);
    }
    paint_label(&page, aloud ? aloud : &item->label, aloud ? "" : prefix);
    paint_wording(&page, beside, "   ", &item->hint, spoken, 3);
    if (app->prompt_mode == PROMPT_BOTH && strcmp(own, app_other_language(app)) != 0) {
        paint_wording(&page, ROLE_PATIENT, "   ", &item->hint, app_other_language(app), 3);
    }
    paint_expected(&page);
    paint_unfit(&page);
    paint_wording(&page, ROLE_GUIDANCE, purpose, &item->purpose, own, 2);
    if (!margin) {
        paint_probes(&page, item);
    }
    paint_wording(&page, ROLE_GUIDANCE, guidance, &item->guidance, own, 2);
    *cut = page.cut;
    return page.used;
}
