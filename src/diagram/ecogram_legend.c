/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands below an ecogram: ties that have a number instead of a line, and the
 * legend. It has only the signs that stand in this picture, since tools and schools
 * draw them differently.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#define GAP   3
#define PLAIN (1u << 31) /* here only: a tie without any of the other styles */

struct entry {
    const char *id;
    unsigned style; /* of a line, where there is no glyph */
    const char *glyph, *plain;
    const char *text; /* N_() */
};

static const struct entry lines[] = {
    {"legend.strong", STYLE_STRONG, "", "", N_("strong")},
    {"legend.plain", 0, "", "", N_("ordinary")},
    {"legend.weak", STYLE_WEAK, "", "", N_("weak")},
    {"legend.stressful", STYLE_STRESS, "", "", N_("stressful")},
    {"legend.broken", STYLE_BROKEN, "", "", N_("broken off")},
    {"legend.energy", STYLE_ARROW_TO, "", "", N_("where energy goes")},
    {"legend.new", STYLE_NEW, "", "", N_("new since migration")},
    {"legend.gone", STYLE_GONE, "", "", N_("only before migration")},
};

static const struct entry signs[] = {
    {"legend.deceased", 0, "†", "+", N_("deceased")},
    {"legend.missing", 0, "?", "?", N_("missing")},
    {"legend.important", 0, "!", "!", N_("important")},
    {"legend.system", 0, "⌂", "^", N_("organisation or place")},
};

static const struct {
    unsigned bit;
    struct entry entry;
} letters[] = {
    {SUPPORT_PRACTICAL, {"legend.practical", 0, N_("P"), "", N_("practical")}},
    {SUPPORT_COMPANY, {"legend.company", 0, N_("C"), "", N_("company")}},
    {SUPPORT_ADVICE, {"legend.advice", 0, N_("A"), "", N_("advice")}},
    {SUPPORT_EMOTIONAL, {"legend.emotional", 0, N_("E"), "", N_("emotional")}},
};

struct legend {
    struct ecogram_picture *picture;
    int x, y, columns;
};

static void add_entry(struct legend *legend, const struct entry *entry)
{
    const char *language = legend->picture->view->language;
    struct scene *scene = legend->picture->scene;
    struct scene_item *item =
        scene_add_item(scene, entry->id, SCENE_LEGEND, i18n_in(language, entry->text));
    const char *glyph = entry->glyph[0] ? i18n_in(language, entry->glyph) : "";
    int width = text_width(item->label, strlen(item->label));

    item->style = entry->style;
    item->glyph = scene_string(scene, glyph);
    item->glyph_ascii = scene_string(scene, entry->plain[0] ? entry->plain : glyph);
    item->alt = item->label;
    scene_wrap_label(scene, item, width > 0 ? width : 1, 0);
    width += glyph[0] ? scene_glyph_columns(item) : SCENE_SAMPLE + 1;
    if (legend->x > 0 && legend->x + width > legend->columns) {
        legend->x = 0;
        legend->y++;
    }
    item->box = (struct scene_box){legend->x, legend->y, width, 1};
    legend->x += width + GAP;
}

/* What the lines of a tie show, as styles; an ordinary tie has none of them. */
static unsigned shown_by(const struct ecogram_tie *tie, enum ecogram_change change)
{
    unsigned style = tie->strength == TIE_STRONG ? STYLE_STRONG
                     : tie->strength == TIE_WEAK ? STYLE_WEAK
                                                 : 0;

    style |=
        (tie->stress == SAID_YES ? STYLE_STRESS : 0) | (tie->broken == SAID_YES ? STYLE_BROKEN : 0);
    style = style ? style : PLAIN;
    return style | (tie->direction ? STYLE_ARROW_TO : 0) |
           (change == CHANGE_NEW    ? STYLE_NEW
            : change == CHANGE_GONE ? STYLE_GONE
                                    : 0);
}

static unsigned all_shown(const struct ecogram_view *view)
{
    unsigned styles = 0;

    for (size_t i = 0; i < view->node_count; i++) {
        if (view->nodes[i].tied) {
            styles |= shown_by(&view->nodes[i].about.tie, view->nodes[i].change);
        }
    }
    for (size_t i = 0; i < view->link_count; i++) {
        styles |= shown_by(&view->links[i].about.tie, view->links[i].change);
    }
    return styles;
}

static bool glyph_occurs(const struct ecogram_picture *picture, const char *glyph)
{
    for (size_t i = 0; i < picture->view->node_count; i++) {
        if (strcmp(picture->glyphs[i], glyph) == 0) {
            return true;
        }
    }
    return false;
}

void ecogram_add_legend(struct ecogram_picture *picture, int top, int columns)
{
    struct legend legend = {picture, 0, top, columns};
    unsigned support = 0, styles = all_shown(picture->view);

    for (size_t i = 0; i < picture->view->node_count; i++) {
        support |= picture->view->nodes[i].about.support;
    }
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (styles & (lines[i].style ? lines[i].style : PLAIN)) {
            add_entry(&legend, &lines[i]);
        }
    }
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (glyph_occurs(picture, signs[i].glyph)) {
            add_entry(&legend, &signs[i]);
        }
    }
    for (size_t i = 0; picture->zoom == 0 && i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (support & letters[i].bit) {
            add_entry(&legend, &letters[i].entry);
        }
    }
}

static int add_note(struct ecogram_picture *picture, size_t index, int number, int row, int width)
{
    const struct ecogram_view *view = picture->view;
    const struct ecogram_view_link *link = &view->links[index];
    struct buf text = BUF_INIT;
    struct scene_item *item;

    buf_add_format(&text, "→%d ", number);
    ecogram_say_link(&text, view->language, view->nodes[link->from].node->name,
                     view->nodes[link->to].node->name, &link->about);
    item = scene_add_item(picture->scene, ecogram_link_id(picture, index), SCENE_NOTE,
                          buf_text(&text));
    item->fact = scene_string(picture->scene, link->link->fact);
    item->alt = item->label;
    scene_wrap_label(picture->scene, item, width, 0);
    item->box = (struct scene_box){0, row, width, (int)item->line_count};
    buf_finish(&text);
    return item->box.h;
}

void ecogram_add_notes(struct ecogram_picture *picture, const int *numbers, int row, int width)
{
    size_t count = picture->graph.arc_count;
    size_t *links = arena_take(picture->arena, count + 2, sizeof(*links));

    for (size_t i = 0; i < count; i++) {
        links[numbers[i]] = i + 1; /* 0 collects those that are drawn */
    }
    for (size_t number = 1; number <= count; number++) {
        if (links[number] > 0) {
            row += add_note(picture, links[number] - 1, (int)number, row, width);
        }
    }
}
