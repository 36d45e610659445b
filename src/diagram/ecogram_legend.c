/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The legend of an ecogram: only the signs that stand in this picture, since tools
 * and schools draw them differently.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#define GAP 3

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

/* Whether lines of this style stand in the picture. */
static bool line_occurs(const struct ecogram_view *view, size_t at)
{
    const struct ecogram_tie *ties[2];

    for (size_t i = 0; i < view->node_count + view->link_count; i++) {
        bool found;

        if (i < view->node_count && !view->nodes[i].tied) {
            continue;
        }
        ties[0] = i < view->node_count ? &view->nodes[i].about.tie
                                       : &view->links[i - view->node_count].about.tie;
        found = at == 0   ? ties[0]->strength == TIE_STRONG
                : at == 1 ? ties[0]->strength != TIE_STRONG && ties[0]->strength != TIE_WEAK &&
                                ties[0]->stress != SAID_YES && ties[0]->broken != SAID_YES
                : at == 2 ? ties[0]->strength == TIE_WEAK
                : at == 3 ? ties[0]->stress == SAID_YES
                : at == 4 ? ties[0]->broken == SAID_YES
                          : ties[0]->direction != 0;
        if (found) {
            return true;
        }
    }
    return false;
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
    unsigned support = 0;

    for (size_t i = 0; i < picture->view->node_count; i++) {
        support |= picture->view->nodes[i].about.support;
    }
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (line_occurs(picture->view, i)) {
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
