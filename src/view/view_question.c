/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked: said aloud first and strongest, in the language of the prompt;
 * under it, in the clinician's own, what it is for and what is for her eyes.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

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

/* The part of the interview, the row of a list, and how far one is. */
static void paint_where(struct page *page)
{
    const struct desk *desk = page->app->desk;
    const struct place *place = desk_place(desk);
    const struct rect *where = &page->where;
    struct progress progress;
    struct buf line = BUF_INIT;
    char counted[64];
    desk_progress(desk, &progress);
    if (place->item->parent) {
        desk_wording(desk, &line, &place->item->parent->label, app_prompt_language(page->app),
                     NULL);
    }
    if (place->row_number) {
        buf_add_format(&line, " %zu", place->row_number);
    }
    snprintf(counted, sizeof counted, _("%zu of %zu"), progress.answered + progress.reasoned,
             progress.total);
    int width = text_width(counted, strlen(counted)) + 1;
    grid_fit(page->grid, where->row, where->column, where->columns - width, ROLE_HEADING,
             buf_text(&line));
    grid_line(page->grid, where->row, where->column + where->columns - width, 1, ROLE_DIM, "", 0);
    grid_line(page->grid, where->row, where->column + where->columns - width + 1, width - 1,
              ROLE_DIM, counted, strlen(counted));
    page->used = 1;
    buf_finish(&line);
}

/* A group that is a gate pauses at its first question. */
static bool is_gate(const struct item *item)
{
    const struct item *group = item->parent;
    return item->gate || (group && group->gate && group->items[0] == item);
}

int view_question(struct grid *grid, struct rect where, const struct app *app, bool *cut)
{
    const struct item *item = desk_place(app->desk)->item;
    const char *spoken = app_prompt_language(app), *own = i18n_language();
    enum role said = app->patient_language ? ROLE_PATIENT : ROLE_PROMPT;
    enum role beside = app->patient_language ? ROLE_PATIENT : ROLE_TEXT;
    struct page page = {grid, where, app, 0, false};
    char prefix[32], purpose[64], guidance[64], bullet[16];
    snprintf(prefix, sizeof prefix, item->prefix[0] ? "%s  " : "", item->prefix);
    snprintf(purpose, sizeof purpose, "%s: ", _("Why"));
    snprintf(guidance, sizeof guidance, "%s: ", _("For you"));
    snprintf(bullet, sizeof bullet, "  %s ", glyph(GLYPH_BULLET, grid_ascii(grid)));
    paint_where(&page);
    if (is_gate(item)) {
        paint_text(&page, ROLE_WARNING, _("Pause. Is it private and safe to go on?"), 0);
    }
    if (item_is_private(item)) {
        paint_text(&page, ROLE_WARNING, _("For you alone; this is in no export"), 0);
    }
    paint_wording(&page, said, prefix, &item->label, spoken, text_width(prefix, strlen(prefix)));
    paint_wording(&page, beside, "   ", &item->hint, spoken, 3);
    paint_wording(&page, ROLE_GUIDANCE, purpose, &item->purpose, own, 2);
    for (size_t i = 0; i < item->probe_count; i++) {
        paint_wording(&page, beside, bullet, &item->probes[i], spoken, 4);
    }
    paint_wording(&page, ROLE_GUIDANCE, guidance, &item->guidance, own, 2);
    *cut = page.cut;
    return page.used;
}
