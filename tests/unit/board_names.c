/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing as simple as can be, for tests of the board: names below each other,
 * with a rule for each thing that a board must be ready for.
 */
#include "tests/unit/board_names.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "name", "name words", "name--other words": the last one ties two. "close" is unclear,
 * "?" is no name. Everything is kept in order of entry. */
struct diagram {
    char name[40][24], other[40][24], line[40][120], id[40][33];
    bool private[40];
    size_t count;
};

static struct diagram *names_create(const struct diagram_context *context)
{
    (void)context;
    return alloc_array(1, sizeof(struct diagram));
}

static void names_destroy(struct diagram *diagram)
{
    free(diagram);
}

static bool names_add(struct diagram *diagram, const char *line, size_t length, const char *id,
                      bool private, struct understanding *out, struct error *err)
{
    char text[120], *end;
    snprintf(text, sizeof text, "%.*s", (int)length, line);
    const char *bad = strchr(text, '?'), *unclear = strstr(text, "close");
    if (bad) {
        error_set(err, ERROR_INVALID, "a question mark is no name");
        err->column = (unsigned)(bad - text) + 1;
        return false;
    }
    if (unclear && out) {
        out->question_at = (size_t)(unclear - text);
        out->question_length = 5;
        buf_add_text(&out->question, "What is close?");
        out->choice_count = 2;
        out->choices[0] = "near";
        out->choices[1] = "dear";
        out->choice_labels[0] = out->choice_labels[1] = "a meaning";
        return true;
    }
    if (unclear || diagram->count == 40) {
        return error_set(err, ERROR_INVALID, "unclear");
    }
    size_t at = diagram->count++;
    for (end = text + strlen(text); end > text && end[-1] == ' ';) {
        *--end = '\0';
    }
    snprintf(diagram->line[at], sizeof diagram->line[at], "%s", text);
    snprintf(diagram->id[at], sizeof diagram->id[at], "%s", id);
    snprintf(diagram->name[at], sizeof diagram->name[at], "%.*s", (int)strcspn(text, " -"), text);
    char *tie = strstr(text, "--");
    if (tie) {
        snprintf(diagram->other[at], sizeof diagram->other[at], "%.*s", (int)strcspn(tie + 2, " "),
                 tie + 2);
    }
    diagram->private[at] = private;
    if (out) {
        buf_add_text(&out->canonical, text);
        buf_add_format(&out->sentence, "understood: %s", text);
    }
    return true;
}

static void names_print(struct buf *out, const struct diagram *diagram)
{
    for (size_t i = 0; i < diagram->count; i++) {
        buf_add_format(out, "%s\n", diagram->line[i]);
    }
}

static void place_name(struct scene *scene, const struct diagram *diagram, size_t at)
{
    if (diagram->other[at][0] || scene_find(scene, diagram->name[at]) >= 0) {
        return;
    }
    struct scene_item *item =
        scene_add_item(scene, diagram->name[at], SCENE_PERSON, diagram->name[at]);
    item->fact = scene_string(scene, diagram->id[at]);
    item->selectable = true;
    scene_wrap_label(scene, item, 20, 1);
}

/* One name a row. What is there keeps its place; what is new goes on top, so that the
 * order tells how the picture grew; from scratch they stand as they were entered. */
static struct scene *names_scene(const struct diagram *diagram, const struct scene_options *options)
{
    struct scene *scene = scene_create("names", "en");
    const struct scene *previous = options->previous;
    for (size_t i = 0; i < diagram->count; i++) {
        bool hidden = diagram->private[i] && !options->show_private;
        if (!hidden && (!previous || scene_find(previous, diagram->name[i]) < 0)) {
            place_name(scene, diagram, i);
        }
    }
    for (size_t i = 0; previous && i < previous->item_count; i++) {
        for (size_t j = 0; j < diagram->count; j++) {
            bool hidden = diagram->private[j] && !options->show_private;
            if (!hidden && strcmp(diagram->name[j], previous->items[i].id) == 0) {
                place_name(scene, diagram, j);
            }
        }
    }
    for (size_t i = 0; i < scene->item_count; i++) {
        scene->items[i].box = (struct scene_box){4, (int)i * 2, 12, 1};
    }
    for (size_t i = 0; i < diagram->count; i++) {
        int from = scene_find(scene, diagram->name[i]), to = scene_find(scene, diagram->other[i]);
        if (diagram->other[i][0] && from >= 0 && to >= 0) {
            struct scene_point points[2] = {{3, 0}, {3, 2}};
            char id[40];
            snprintf(id, sizeof id, "tie%zu", i);
            scene_add_edge(scene, id, from, to, "tie", points, 2)->fact =
                scene_string(scene, diagram->id[i]);
        }
    }
    scene_fit(scene);
    return scene;
}

static void names_outline(struct buf *out, const struct diagram *diagram, bool show_private)
{
    for (size_t i = 0; i < diagram->count; i++) {
        if (show_private || !diagram->private[i]) {
            buf_add_format(out, "%s.\n", diagram->line[i]);
        }
    }
}

static void names_rename(const struct diagram *diagram, const char *name, const char *new_name,
                         void (*line)(void *payload, const char *id, const char *text),
                         void *payload)
{
    for (size_t i = 0; i < diagram->count; i++) {
        bool first = strcmp(diagram->name[i], name) == 0;
        bool second = strcmp(diagram->other[i], name) == 0;
        char text[120];
        if (second) {
            snprintf(text, sizeof text, "%s--%s", diagram->name[i], new_name);
        } else if (first) {
            snprintf(text, sizeof text, "%s%s", new_name,
                     diagram->line[i] + strlen(diagram->name[i]));
        }
        if (first || second) {
            line(payload, diagram->id[i], text);
        }
    }
}

static const char *names_item_name(const struct diagram *diagram, const char *item)
{
    for (size_t i = 0; i < diagram->count; i++) {
        if (strcmp(diagram->name[i], item) == 0) {
            return diagram->name[i];
        }
    }
    return NULL;
}

static bool names_connect(struct buf *out, const struct diagram *diagram, const char *from,
                          const char *to)
{
    (void)diagram;
    buf_add_format(out, "%s--%s ", from, to);
    return true;
}

static bool names_weigh(struct buf *out, const struct diagram *diagram, const char *id, int by)
{
    for (size_t i = 0; i < diagram->count; i++) {
        if (strcmp(diagram->id[i], id) == 0 && by > 0) {
            buf_add_format(out, "%s!", diagram->line[i]);
            return true;
        }
    }
    return false;
}

const struct diagram_type board_names = {
    .name = "names",
    .title = "Names",
    .summary = "a list of names",
    .example = "mother strong",
    .create = names_create,
    .destroy = names_destroy,
    .add = names_add,
    .print = names_print,
    .scene = names_scene,
    .outline = names_outline,
    .rename = names_rename,
    .item_name = names_item_name,
    .connect = names_connect,
    .weigh = names_weigh,
};
