/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lifeline among the kinds of drawing: what a line does to it, and what is said
 * back to whoever typed the line.
 */
#include "config.h"

#include "diagram/diagram.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "diagram/lifeline_model.h"
#include "diagram/lifeline_read.h"

#include <stdlib.h>
#include <string.h>

static struct lifeline *model(struct diagram *diagram)
{
    return (struct lifeline *)(void *)diagram;
}

static const struct lifeline *const_model(const struct diagram *diagram)
{
    return (const struct lifeline *)(const void *)diagram;
}

static struct diagram *lifeline_create(const struct diagram_context *context)
{
    struct lifeline *lifeline = alloc_array(1, sizeof *lifeline);
    struct edtf birth;
    const char *said = context->birth != NULL ? context->birth : "";

    lifeline->arena = arena_create();
    lifeline->subject =
        arena_string(lifeline->arena, context->subject != NULL ? context->subject : "");
    lifeline->language =
        arena_string(lifeline->arena, context->language != NULL ? context->language : "");
    lifeline->today = context->today;
    lifeline->has_birth = said[0] != '\0' && edtf_understand(&birth, said, strlen(said));
    if (lifeline->has_birth) {
        edtf_bounds(&birth, &lifeline->birth.first, &lifeline->birth.last);
    }
    lifeline_load_words(lifeline);
    return (struct diagram *)(void *)lifeline;
}

static void lifeline_destroy(struct diagram *diagram)
{
    struct lifeline *lifeline = model(diagram);

    if (lifeline != NULL) {
        free(lifeline->events);
        free(lifeline->own);
        free(lifeline->own_folded);
        arena_destroy(lifeline->arena);
        free(lifeline);
    }
}

/* What is odd about the newest event; it is kept all the same. */
static void remark(struct buf *out, const struct lifeline *lifeline,
                   const struct lifeline_placed *placed)
{
    static const char *const problems[] = {
        [PLACED_NO_BIRTH] = N_("the birth date is not known; until it is, this has no date"),
        [PLACED_UNKNOWN] =
            N_("no event with a date has these words yet; until one has, this has no "
               "date"),
        [PLACED_CIRCLE] =
            N_("these events refer to each other in a circle; until one of them has a "
               "date of its own, none has"),
    };
    bool future =
        placed->dated && placed->start.first > lifeline->today && placed->start.first != INT32_MAX;

    if (placed->lasting && !placed->open_end && placed->end.first > lifeline->today) {
        future = true;
    }
    if (placed->problem != PLACED_WELL) {
        buf_add_text(out, _(problems[placed->problem]));
    } else if (future) {
        buf_add_text(out, _("this lies in the future; it is kept as it was said"));
    } else if (placed->lasting && !placed->open_end && !placed->open_start &&
               placed->end.last < placed->start.first) {
        buf_add_text(out, _("this ends before it begins; it is kept as it was said"));
    } else if (placed->again) {
        buf_add_text(out,
                     _("several events have these words; the one that was told first is meant"));
    }
}

static void tell(struct understanding *out, const struct lifeline *lifeline)
{
    struct arena *arena = arena_create();
    struct lifeline_placed *placed = lifeline_place(lifeline, arena);
    const struct lifeline_placed *newest = &placed[lifeline->count - 1];

    lifeline_write(&out->canonical, lifeline, newest->event);
    lifeline_say(&out->sentence, lifeline, newest);
    remark(&out->remark, lifeline, newest);
    arena_destroy(arena);
}

static bool lifeline_add(struct diagram *diagram, const char *line, size_t length, const char *id,
                         bool private, struct understanding *out, struct error *err)
{
    struct lifeline *lifeline = model(diagram);
    struct lifeline_event event;
    struct buf number = BUF_INIT;
    bool understood;

    if (out != NULL) {
        understanding_finish(out);
    }
    if (!lifeline_read(&event, lifeline, line, length, out, &understood, err)) {
        return false;
    }
    if (!understood) {
        return true;
    }
    alloc_grow(&lifeline->events, &lifeline->capacity, lifeline->count + 1,
               sizeof *lifeline->events);
    buf_add_format(&number, "%zu", lifeline->count + 1);
    event.id = arena_string(lifeline->arena, id[0] != '\0' ? id : buf_text(&number));
    buf_finish(&number);
    event.number = lifeline->count;
    event.private = private;
    if (!lifeline->has_birth && lifeline_is_birth(&event)) {
        lifeline->has_birth = true;
        edtf_bounds(&event.when.start.date, &lifeline->birth.first, &lifeline->birth.last);
    }
    lifeline->events[lifeline->count++] = event;
    if (out != NULL) {
        tell(out, lifeline);
    }
    return true;
}

static void lifeline_print(struct buf *out, const struct diagram *diagram)
{
    const struct lifeline *lifeline = const_model(diagram);

    for (size_t i = 0; i < lifeline->count; i++) {
        lifeline_write(out, lifeline, &lifeline->events[i]);
        buf_add_char(out, '\n');
    }
}

static void outline(struct buf *out, const struct diagram *diagram, bool show_private)
{
    lifeline_outline(out, const_model(diagram), show_private);
}

static bool weigh(struct buf *out, const struct diagram *diagram, const char *id, int by)
{
    const struct lifeline *lifeline = const_model(diagram);

    for (size_t i = 0; i < lifeline->count; i++) {
        struct lifeline_event event = lifeline->events[i];
        int from = event.valence >= -4 && event.valence <= 4 ? event.valence : 0;

        if (strcmp(event.id, id) == 0) {
            event.valence = from + by;
            if (event.valence < -4 || event.valence > 4 || by == 0) {
                return false;
            }
            lifeline_write(out, lifeline, &event);
            return true;
        }
    }
    return false;
}

const struct diagram_type diagram_lifeline = {
    .name = "lifeline",
    .title = N_("Lifeline"),
    .summary = N_("what happened in a life, when, and how it weighed"),
    .example = N_("1998 spring: left Aleppo (-3) #migration"),
    .create = lifeline_create,
    .destroy = lifeline_destroy,
    .add = lifeline_add,
    .print = lifeline_print,
    .scene = lifeline_scene,
    .outline = outline,
    .weigh = weigh,
};
