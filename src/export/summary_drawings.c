/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings in the summary: the picture as it was on the screen, and below it the
 * same in sentences, since not everybody sees pictures. What is marked private
 * stays in the record.
 */
#include "export/summary_parts.h"

#include "base/i18n.h"
#include "base/world.h"
#include "export/drawn.h"

#include <string.h>

static size_t count_private(const struct drawing *drawing)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->count; i++) {
        count += drawing->facts[i].private;
    }
    return count;
}

static void add_scene(struct summary *summary, const struct diagram_type *type,
                      const struct diagram *diagram, const struct diagram_context *context)
{
    struct scene_options options = {.columns = summary->request->columns, .legend = true};
    if (options.columns <= 0) {
        options.columns = 80;
    }
    struct scene *grown =
        type->has_order ? drawn_grown(type, summary->request->record, context, &options) : NULL;
    options.previous = grown;
    struct scene *scene = drawn_scene(type, diagram, &options);
    scene_destroy(grown);
    const char *outline = scene->description;
    document_add_picture(summary->document, scene);
    if (*outline != '\0') {
        document_add(summary->document, BLOCK_PARAGRAPH, "", outline);
    }
}

static void add_lost(struct summary *summary, const struct buf *lost)
{
    struct buf text = BUF_INIT;
    buf_add_format(&text, "%s\n%s",
                   summary_say(summary, N_("Lines that this version does not understand:")),
                   buf_text(lost));
    document_add(summary->document, BLOCK_PARAGRAPH, "", buf_text(&text));
    buf_finish(&text);
}

static void add_drawing(struct summary *summary, const struct diagram_type *type,
                        const struct drawing *drawing)
{
    const struct record *record = summary->request->record;
    struct diagram_context context = drawn_context(record, summary->language, summary->today);
    struct buf lost = BUF_INIT;
    struct diagram *diagram = drawn_from_record(type, record, &context, false, &lost);
    const char *title = summary_say(summary, type->title);
    document_add(summary->document, BLOCK_HEADING, "", title)->level = 2;
    add_scene(summary, type, diagram, &context);
    if (lost.length > 0) {
        add_lost(summary, &lost);
    }
    if (count_private(drawing) > 0) {
        struct buf text = BUF_INIT;
        buf_add_format(&text,
                       i18n_in(summary->language, N_("Left out, since it is marked private: %zu.")),
                       count_private(drawing));
        document_add(summary->document, BLOCK_PARAGRAPH, "", buf_text(&text));
        buf_finish(&text);
    }
    type->destroy(diagram);
    buf_finish(&lost);
}

void summary_add_drawings(struct summary *summary)
{
    bool any = false;
    for (size_t i = 0; i < diagram_type_count(); i++) {
        const struct diagram_type *type = diagram_type_at(i);
        const struct drawing *drawing = record_drawing(summary->request->record, type->name);
        /* Not even a heading tells of what is private altogether. */
        if (drawing == NULL || count_private(drawing) == drawing->count) {
            continue;
        }
        if (!any) {
            const char *title = summary_say(summary, N_("Drawings"));
            document_add(summary->document, BLOCK_HEADING, "", title);
            any = true;
        }
        add_drawing(summary, type, drawing);
    }
}

/* ---- for machines ---- */

static json_t *fact_data(const struct fact *fact)
{
    json_t *data = json_object();
    char time[21];
    json_put_text(data, "id", fact->id);
    json_put_text(data, "line", fact->line);
    json_put_text(data, "words", fact->words);
    json_put_text(data, "by", answer_by_code(fact->by));
    json_put_text(data, "relation", fact->relation);
    json_put_text(data, "source", fact->source);
    json_put_text(data, "contact", fact->contact);
    json_put_text(data, "author", fact->author);
    world_format_time(fact->time, time);
    json_put_text(data, "time", time);
    return data;
}

json_t *summary_drawings_data(const struct summary *summary)
{
    const struct record *record = summary->request->record;
    json_t *list = json_array();
    for (size_t i = 0; i < record->drawing_count; i++) {
        const struct drawing *drawing = &record->drawings[i];
        if (count_private(drawing) == drawing->count) {
            continue; /* as in the blocks */
        }
        json_t *data = json_object(), *facts = json_array();
        json_put_text(data, "kind", drawing->kind);
        for (size_t j = 0; j < drawing->count; j++) {
            if (!drawing->facts[j].private) {
                json_array_append_new(facts, fact_data(&drawing->facts[j]));
            }
        }
        json_object_set_new(data, "facts", facts);
        json_object_set_new(data, "private_left_out",
                            json_integer((json_int_t)count_private(drawing)));
        json_array_append_new(list, data);
    }
    return list;
}
