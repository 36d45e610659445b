/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One list of what matters, in order; each press of the key goes one further in it,
 * so that a flag which stays does not hold anybody up.
 */
#include "app/next.h"

#include "app/app.h"
#include "app/unfit.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

struct step {
    enum next_reason reason;
    size_t place;
    const char *words; /* why it was flagged, or what was captured */
};

struct steps {
    struct step *list;
    size_t count, capacity;
};

static void add(struct steps *steps, enum next_reason reason, size_t place, const char *words)
{
    alloc_grow(&steps->list, &steps->capacity, steps->count + 1, sizeof *steps->list);
    steps->list[steps->count++] = (struct step){reason, place, words};
}

static const struct mark *mark_at(const struct desk *desk, size_t index)
{
    const struct place *place = &desk->places.places[index];
    return interview_mark(desk_interview(desk), place->item->name, place->row);
}

/* Numbered questions matter; helpers are met on the way. */
static void add_open(struct steps *steps, const struct desk *desk, size_t index)
{
    const struct place *place = &desk->places.places[index];
    const struct item *item = place->item;
    const struct answer *answer = interview_answer(desk_interview(desk), item->name, place->row);
    if (!item_takes_answer(item) || !item->prefix[0]) {
        return;
    }
    if (answer && !answer_is_empty(answer)) {
        if (answer->state == STATE_LATER) {
            add(steps, NEXT_PARKED, index, answer->reason);
        }
    } else if (item->ask_last) {
        add(steps, NEXT_ASK_LAST, index, "");
    } else {
        add(steps, item_is_guarded(item) ? NEXT_GUARDED : NEXT_OPEN, index, "");
    }
}

/* Numbered or not. What is kept for later, or meant for the end, comes in its own time. */
static void add_unfit(struct steps *steps, const struct desk *desk, size_t index)
{
    const struct place *place = &desk->places.places[index];
    const struct answer *answer =
        interview_answer(desk_interview(desk), place->item->name, place->row);
    struct violations violations = VIOLATIONS_INIT;
    desk_unfit(desk, index, &violations);
    for (size_t i = 0; i < violations.count; i++) {
        enum violation_kind kind = violations.violations[i].kind;
        bool later = place->item->ask_last || (answer && answer->state == STATE_LATER);
        if (kind == VIOLATION_REQUIRED && !later) {
            add(steps, NEXT_REQUIRED, index, "");
        } else if (kind != VIOLATION_REQUIRED) {
            add(steps, NEXT_UNFIT, index, "");
        }
    }
    violations_finish(&violations);
}

/* The best place of a waiting line, if it lies in this interview. */
static void add_captured(struct steps *steps, const struct app *app, const struct capture *line)
{
    const struct desk *desk = app->desk;
    struct filing filing = FILING_INIT;
    filing_list(&filing, app->session, app->desk, line);
    const struct filing_place *best = filing.count ? &filing.places[0] : NULL;
    for (size_t i = 0; best && best->score && best->here && i < desk->places.count; i++) {
        const struct place *place = &desk->places.places[i];
        if (place->item == best->item && strcmp(place->row, best->row) == 0) {
            add(steps, NEXT_CAPTURED, i, line->text);
        }
    }
    filing_finish(&filing);
}

static int by_importance(const void *a, const void *b)
{
    const struct step *one = a, *two = b;
    if (one->reason != two->reason) {
        return one->reason < two->reason ? -1 : 1;
    }
    return one->place < two->place ? -1 : one->place > two->place;
}

static bool is_first_mention(const struct steps *steps, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (steps->list[i].place == steps->list[index].place) {
            return false;
        }
    }
    return true;
}

static void gather(struct steps *out, const struct app *app)
{
    const struct desk *desk = app->desk;
    const struct record *record = session_record(app->session);
    for (size_t i = 0; i < desk->places.count; i++) {
        const struct mark *mark = mark_at(desk, i);
        if (mark && mark->flagged) {
            add(out, NEXT_FLAGGED, i, mark->why);
        }
        add_open(out, desk, i);
        add_unfit(out, desk, i);
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        const struct capture *line = &record->captures[i];
        if (!line->removed && line->state == CAPTURE_WAITING) {
            add_captured(out, app, line);
        }
    }
    if (out->count > 1) {
        qsort(out->list, out->count, sizeof *out->list, by_importance);
    }
    /* A question is met once, for the best of its reasons. */
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (is_first_mention(out, i)) {
            out->list[kept++] = out->list[i];
        }
    }
    out->count = kept;
}

static bool was_visited(const struct next_memory *memory, const struct place *place)
{
    for (size_t i = 0; i < memory->count; i++) {
        if (memory->visited[i].item == place->item &&
            strcmp(memory->visited[i].row, place->row) == 0) {
            return true;
        }
    }
    return false;
}

void next_finish(struct next_memory *memory)
{
    free(memory->visited);
    *memory = (struct next_memory){"", NULL, 0, 0};
}

static void remember(struct app *app, const struct step *step)
{
    struct next_memory *memory = &app->next;
    const struct place *place = &app->desk->places.places[step->place];
    alloc_grow(&memory->visited, &memory->capacity, memory->count + 1, sizeof *memory->visited);
    struct next_visit *visit = &memory->visited[memory->count++];
    visit->item = place->item;
    memcpy(visit->row, place->row, sizeof visit->row);
}

/* How far on from the question in front, from the end round to the start. */
static size_t way_to(const struct desk *desk, size_t place)
{
    return (place + desk->places.count - desk->at) % desk->places.count;
}

static const struct step *nearest_unvisited(const struct steps *steps, const struct app *app)
{
    const struct desk *desk = app->desk;
    const struct step *best = NULL;
    for (size_t i = 0; i < steps->count; i++) {
        const struct step *step = &steps->list[i];
        bool better =
            !best || step->reason < best->reason ||
            (step->reason == best->reason && way_to(desk, step->place) < way_to(desk, best->place));
        if (better && step->place != desk->at &&
            !was_visited(&app->next, &desk->places.places[step->place])) {
            best = step;
        }
    }
    return best;
}

/* When all were met, another round begins. */
static const struct step *choose(const struct steps *steps, struct app *app)
{
    if (strcmp(app->next.interview, app->desk->interview) != 0) {
        next_finish(&app->next);
        memcpy(app->next.interview, app->desk->interview, sizeof app->next.interview);
    }
    const struct step *step = nearest_unvisited(steps, app);
    if (!step && app->next.count) {
        app->next.count = 0;
        step = nearest_unvisited(steps, app);
    }
    return step;
}

static void say_why(struct app *app, const struct step *step)
{
    static const char *const plain[NEXT_REASON_COUNT] = {
        [NEXT_GUARDED] = N_("Next: sensitive, and still open"),
        [NEXT_FLAGGED] = N_("Next: you flagged this"),
        [NEXT_CAPTURED] = N_("Next: something captured may belong here"),
        [NEXT_REQUIRED] = N_("Next: the form requires an answer, or a reason"),
        [NEXT_UNFIT] = N_("Next: look at this answer again"),
        [NEXT_OPEN] = N_("Next: not asked yet"),
        [NEXT_ASK_LAST] = N_("Next: not asked yet, and meant for the end"),
        [NEXT_PARKED] = N_("Next: kept for later"),
    };
    if (step->words && step->words[0]) {
        app_note(app, "%s: %.200s", _(plain[step->reason]), step->words);
    } else {
        app_note(app, "%s", _(plain[step->reason]));
    }
}

bool app_go_next(struct app *app, struct error *err)
{
    struct steps steps = {NULL, 0, 0};
    bool gone = desk_store(app->desk, err);
    if (!gone) {
        return false;
    }
    gather(&steps, app);
    const struct step *step = choose(&steps, app);
    if (!step) {
        gone = error_set(err, ERROR_NOT_FOUND,
                         steps.count ? _("only this question is open")
                                     : _("every question has an answer or a reason"));
    } else {
        remember(app, step);
        gone = desk_go(app->desk, step->place, err);
    }
    if (gone) {
        say_why(app, step);
    }
    free(steps.list);
    return gone;
}

/* ---- the flag ---- */

bool desk_flagged(const struct desk *desk, const char **why)
{
    const struct mark *mark = mark_at(desk, desk->at);
    if (why) {
        *why = mark && mark->flagged ? mark->why : "";
    }
    return mark && mark->flagged;
}

bool desk_flag(struct desk *desk, bool flagged, const char *why, struct error *err)
{
    const struct place *place = desk_place(desk);
    const struct mark *now = mark_at(desk, desk->at);
    struct change_context context = session_context(desk->session);
    struct mark after;
    struct edit edit;
    if (!item_takes_answer(place->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    mark_init(&after);
    if (now) {
        mark_copy(&after, now);
    }
    after.flagged = flagged;
    field_set(&after.why, flagged ? why : "");
    bool stored = !change_mark(&edit, desk_interview(desk), place->item->name, place->row, &after,
                               desk->amending, &context) ||
                  session_store(desk->session, &edit, 1, false, err);
    edit_finish(&edit);
    mark_finish(&after);
    return stored;
}
