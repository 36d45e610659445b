/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding a record's facts into a diagram, and giving its scene a voice.
 */
#include "config.h"

#include "export/drawn.h"

#include "record/edit.h"

#include <string.h>

/* Facts laid out while an old picture grows again: a drawing of ninety edits is drawn step
 * by step from the first one, a longer one from the middle, so that nobody waits. */
#define GROWING_MOST 4000

struct diagram_context drawn_context(const struct record *record, const char *language,
                                     int32_t today)
{
    const struct patient *patient = &record->patient;
    bool named = patient->name != NULL && patient->name[0] != '\0';

    return (struct diagram_context){.subject = named ? patient->name : patient->code,
                                    .birth = patient->birth_edtf,
                                    .language = language,
                                    .today = today};
}

struct diagram *drawn_from_record(const struct diagram_type *type, const struct record *record,
                                  const struct diagram_context *context, bool show_private,
                                  struct buf *lost)
{
    const struct drawing *drawing = record_drawing(record, type->name);
    struct diagram *diagram;

    if (drawing == NULL) {
        return NULL;
    }
    diagram = type->create(context);
    for (size_t i = 0; i < drawing->count; i++) {
        const struct fact *fact = &drawing->facts[i];

        if (!type->add(diagram, fact->line, strlen(fact->line), fact->id, fact->private, NULL,
                       NULL) &&
            lost != NULL && (show_private || !fact->private)) {
            buf_add_format(lost, "%s\n", fact->line);
        }
    }
    return diagram;
}

static bool is_of(const struct diagram_type *type, const struct edit *edit)
{
    return edit->kind == EDIT_DRAWING && edit->item != NULL && strcmp(edit->item, type->name) == 0;
}

/* The edit with which growing begins, counted from 1. */
static size_t first_step(const struct diagram_type *type, const struct record *record)
{
    size_t first = 0, work = 0;

    for (size_t i = 0; i < record->edit_count; i++) {
        first += is_of(type, &record->edits[i]);
    }
    while (first > 1 && work + first <= GROWING_MOST) {
        work += first--;
    }
    return first;
}

struct scene *drawn_grown(const struct diagram_type *type, const struct record *record,
                          const struct diagram_context *context,
                          const struct scene_options *options)
{
    struct record *then = record_create();
    struct scene_options growing = *options;
    struct scene *scene = NULL;
    size_t first = first_step(type, record), step = 0;

    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        struct diagram *diagram;
        /* A fact is taken only where the visit is known in which it was told. */
        bool taken = (edit->kind == EDIT_CONTACT || is_of(type, edit)) &&
                     record_apply(then, edit, NULL);

        if (!taken || edit->kind == EDIT_CONTACT || ++step < first) {
            continue;
        }
        diagram = drawn_from_record(type, then, context, options->show_private, NULL);
        if (diagram == NULL) {
            continue;
        }
        growing.previous = scene;
        struct scene *next = type->scene(diagram, &growing);
        type->destroy(diagram);
        scene_destroy(scene);
        scene = next;
    }
    record_destroy(then);
    /* A scene keeps none of its options. */
    /* cppcheck-suppress returnDanglingLifetime */
    return scene;
}

struct scene *drawn_scene(const struct diagram_type *type, const struct diagram *diagram,
                          const struct scene_options *options)
{
    struct scene *scene = type->scene(diagram, options);
    struct buf outline = BUF_INIT;

    type->outline(&outline, diagram, options->show_private);
    scene->description = scene_string(scene, buf_text(&outline));
    buf_finish(&outline);
    return scene;
}
