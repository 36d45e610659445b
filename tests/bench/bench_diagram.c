/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From lines of notation to a picture, as after every typed line: reading, folding,
 * ordering, placing and describing. With "floor" the items and lines of that picture
 * are only put down again, where they are known to belong. Prints microseconds a picture.
 *
 *   bench_diagram KIND FILE PICTURES [floor]
 */
#include "config.h"

#include "base/file.h"
#include "diagram/diagram.h"
#include "samples.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_MAX ((size_t)4 << 20)

static struct scene *draw(const struct diagram_type *type, const struct buf *text,
                          struct error *err)
{
    struct diagram_context context = {.subject = "Yusuf", .birth = "1980", .language = "en"};
    struct scene_options options = {.legend = true, .show_private = true};
    struct diagram *diagram = type->create(&context);
    struct scene *scene = NULL;

    if (diagram_read(type, diagram, buf_text(text), text->length, NULL, err)) {
        scene = type->scene(diagram, &options);
    }
    type->destroy(diagram);
    return scene;
}

static struct scene *put_down(const struct scene *from)
{
    struct scene *to = scene_create(from->type, from->language);

    for (size_t i = 0; i < from->item_count; i++) {
        const struct scene_item *item = &from->items[i];
        struct scene_item *copy = scene_add_item(to, item->id, item->kind, item->label);

        copy->box = item->box;
        scene_wrap_label(to, copy, item->box.w > 0 ? item->box.w : 1, 0);
    }
    for (size_t i = 0; i < from->edge_count; i++) {
        const struct scene_edge *edge = &from->edges[i];

        (void)scene_add_edge(to, edge->id, edge->from, edge->to, edge->kind, edge->points,
                             edge->point_count);
    }
    scene_fit(to);
    return to;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct buf text = BUF_INIT;
    long pictures = argc >= 4 ? strtol(argv[3], NULL, 10) : 0;
    const struct diagram_type *type = argc >= 4 ? diagram_type_find(argv[1]) : NULL;
    bool floor = argc == 5 && strcmp(argv[4], "floor") == 0;
    bool ok = type != NULL && file_read(&text, argv[2], BYTES_MAX, &err);
    struct scene *first = NULL;

    (void)setlocale(LC_ALL, "C.UTF-8");
    if (ok) {
        first = draw(type, &text, &err);
    }
    for (long i = 0; first != NULL && i < pictures; i++) {
        double started = bench_now();
        struct scene *scene = floor ? put_down(first) : draw(type, &text, &err);

        (void)printf("%.2f\n", (bench_now() - started) * 1000);
        scene_destroy(scene);
    }
    if (first == NULL) {
        (void)fprintf(stderr, "bench_diagram: %s\n", err.message);
    }
    ok = first != NULL;
    scene_destroy(first);
    buf_finish(&text);
    return ok ? 0 : 1;
}
