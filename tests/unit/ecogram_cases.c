/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See ecogram_cases.h. */
#include "config.h"

#include "ecogram_cases.h"

#include "base/alloc.h"
#include "diagram/diagram.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST 400

uint32_t case_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 9) % below;
}

static const char *pick(uint32_t *seed, const char *const *from, uint32_t count)
{
    return from[case_random(seed, count)];
}

#define PICK(seed, array) pick(seed, array, sizeof(array) / sizeof((array)[0]))

static void permute(int *out, int count, uint32_t *seed)
{
    for (int i = 0; i < count; i++) {
        out[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
        int other = (int)case_random(seed, (uint32_t)i + 1), kept = out[i];

        out[i] = out[other];
        out[other] = kept;
    }
}

void case_ties(struct buf *out, uint32_t seed, int count, bool places)
{
    static const char *const ties[] = {"strong", "",          "weak", "stressful",
                                       "broken", "strong <>", ">",    "stressful <"};
    static const char *const homes[] = {"here", "origin Syria", "elsewhere Germany"};

    for (int i = 0; i < count; i++) {
        buf_add_format(out, "person%02d %s", i, PICK(&seed, ties));
        if (places) {
            buf_add_format(out, " %s", PICK(&seed, homes));
        }
        buf_add_char(out, '\n');
    }
}

static void add_link(struct buf *out, int a, int b)
{
    buf_add_format(out, "person%02d--person%02d strong\n", a, b);
}

void case_clusters(struct buf *out, uint32_t seed, int count, int links)
{
    int order[MOST], made = 0;

    permute(order, count, &seed);
    for (int from = 0; from + 4 < count && made < links; from += 4) {
        int size = 3 + (int)case_random(&seed, 2);

        for (int i = 1; i < size && made < links; i++, made++) {
            add_link(out, order[from], order[from + i]);
        }
    }
}

void case_hidden_ring(struct buf *out, uint32_t seed, int count, int links)
{
    int order[MOST];

    permute(order, count, &seed);
    for (int i = 0; i < links; i++) {
        add_link(out, order[i % count], order[(i + 1) % count]);
    }
}

/* Halves of a polygon, and halves of those: chords that never cross. */
static void cut(struct buf *out, const int *order, int from, int to, int *links, uint32_t *seed)
{
    int middle;

    if (to - from < 2 || *links <= 0) {
        return;
    }
    middle = from + 1 + (int)case_random(seed, (uint32_t)(to - from - 1));
    if (case_random(seed, 4) > 0) {
        add_link(out, order[from], order[middle]);
        --*links;
    }
    if (*links > 0 && middle - from > 1 && case_random(seed, 4) > 0) {
        add_link(out, order[middle], order[to]);
        --*links;
    }
    cut(out, order, from, middle, links, seed);
    cut(out, order, middle, to, links, seed);
}

void case_outerplanar(struct buf *out, uint32_t seed, int count, int links)
{
    int order[MOST];

    permute(order, count, &seed);
    cut(out, order, 0, count - 1, &links, &seed);
}

void case_any_links(struct buf *out, uint32_t seed, int count, int links)
{
    for (int i = 0; i < links; i++) {
        int a = (int)case_random(&seed, (uint32_t)count);
        int b = (int)case_random(&seed, (uint32_t)count);

        if (a != b) {
            add_link(out, a, b);
        }
    }
}

/* -- lines with everything ------------------------------------------------------ */

static const char *const names[] = {
    "mother",
    "GP",
    "my older sister",
    "Ali",
    "\"Strong Hand\"",
    "\"he said \\\"no\\\"\"",
    "school",
    "\"a--b\"",
    "ሰላም",
    "أمي",
    "\"in the shop\"",
    "Zoë",
    "work",
    "René d'Arc",
    "\"#1 friend\"",
    "\"back\\\\slash\"",
    "Ивáн",
    "\"two, three\"",
    "\"(nobody)\"",
    "huisarts",
    "\"home\"",
    "Al-Hassan",
    "“quoted one”",
    "«aunt»",
    "A",
    "5 boys",
    "mother and father",
    "\"3x a week\"",
    "\"strogn man\"",
    "\"and\"",
    "cafe\xcc\x81",
};

static const char *const words[] = {
    "strong",
    "zwak",
    "PLAIN",
    "stressful",
    "niet gespannen",
    "broken",
    "restored",
    ">",
    "<",
    "<>",
    "<->",
    "here",
    "origin Syria",
    "elsewhere \"New Zealand\"",
    "hier Utrecht",
    "herkomst",
    "practical",
    "emotioneel",
    "gezelschap",
    "advice",
    "weekly",
    "3x a week",
    "twice a month",
    "2 keer per dag",
    "elke dag",
    "zelden",
    "important",
    "!!",
    "not important",
    "sends money",
    "zorgt voor",
    "gets money",
    "looked after",
    "expected to visit every year",
    "moet bellen",
    "involve ask",
    "betrekken: nee",
    "involve",
    "deceased",
    "vermist",
    "#family",
    "#kerk",
    "#\"my choir\"",
    "person",
    "organisatie",
    "(a remark)",
    "(with (brackets) and \\) one)",
    "(moment) ",
    "in Syria",
    "expected to \"say: yes, or no\"",
};

static const char *const link_words[] = {"strong", "zwak",          "stressful", "broken", "<>",
                                         ">",      "(seldom meet)", "hersteld",  "gewoon"};

void case_line(struct buf *out, uint32_t *seed)
{
    static const char *const moments[] = {"", "", "", "before: ", "nu: ", "Voor de migratie: "};
    static const char *const joints[] = {" ", ", ", "; ", "  "};
    uint32_t count = case_random(seed, 6);

    switch (case_random(seed, 12)) {
    case 0:
        buf_add_format(out, "centre: %s", PICK(seed, names));
        return;
    case 1:
        buf_add_format(out, "huishouden: %s, %s", PICK(seed, names), PICK(seed, names));
        return;
    case 2:
    case 3:
        buf_add_format(out, "%s%s--%s", PICK(seed, moments), PICK(seed, names), PICK(seed, names));
        for (uint32_t i = 0; i < count; i++) {
            buf_add_format(out, "%s%s", PICK(seed, joints), PICK(seed, link_words));
        }
        return;
    default:
        buf_add_format(out, "%s%s", PICK(seed, moments), PICK(seed, names));
        for (uint32_t i = 0; i < count; i++) {
            buf_add_format(out, "%s%s", PICK(seed, joints), PICK(seed, words));
        }
    }
}

void case_shuffle(struct buf *out, const char *text, uint32_t seed)
{
    const char *lines[MOST * 4];
    int order[MOST * 4], count = 0;

    for (const char *at = text; *at; at = strchr(at, '\n') + 1) {
        lines[count++] = at;
    }
    permute(order, count, &seed);
    for (int i = 0; i < count; i++) {
        buf_add(out, lines[order[i]],
                (size_t)(strchr(lines[order[i]], '\n') + 1 - lines[order[i]]));
    }
}

struct diagram *case_read(const char *text)
{
    struct diagram_context context = {.subject = "Yusuf", .birth = "", .language = "en"};
    struct diagram *diagram = diagram_ecogram.create(&context);
    struct buf report = BUF_INIT;
    struct error err = {0};

    if (!diagram_read(&diagram_ecogram, diagram, text, strlen(text), &report, &err)) {
        fail_msg("%s", buf_text(&report));
    }
    buf_finish(&report);
    return diagram;
}

struct scene *case_scene(const struct diagram *diagram, int columns, const struct scene *previous)
{
    struct scene_options options = {
        .columns = columns, .legend = true, .show_private = true, .previous = previous};

    return diagram_ecogram.scene(diagram, &options);
}
