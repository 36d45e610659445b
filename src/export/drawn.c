/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding a record's facts into a diagram, and giving its scene a voice.
 */
#include "config.h"

#include "export/drawn.h"

#include <string.h>

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
