/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a form lies on the desk: the places that are asked now, and how far one
 * is. Worked out after each edit, and kept for when the interview is left.
 */
#include "app/desk_places.h"

#include "record/relevance.h"

struct relevance *desk_relevance(const struct desk *desk)
{
    relevance_follow(desk->relevance, session_record(desk->session),
                     session_day_of(desk->session, desk_interview(desk)));
    return desk->relevance;
}

/* What is hidden lies never in front; only where there is nothing else it has to. */
static void leave_hidden_out(struct places *places)
{
    size_t shown = 0;
    for (size_t i = 0; i < places->count; i++) {
        shown += item_is_shown(places->places[i].item);
    }
    if (shown == 0) {
        return;
    }
    shown = 0;
    for (size_t i = 0; i < places->count; i++) {
        if (item_is_shown(places->places[i].item)) {
            places->places[shown++] = places->places[i];
        }
    }
    places->count = shown;
}

/* As it was left, if nothing happened since. */
static bool take_places(struct desk *desk, int32_t day)
{
    struct asked asked;
    if (!session_take_asked(desk->session, desk->form, desk->interview, &asked)) {
        return false;
    }
    places_finish(&desk->places); /* those of another version of the form */
    desk->relevance = asked.relevance;
    desk->places = asked.places;
    desk->progress = asked.progress;
    desk->version = asked.version;
    return asked.version == session_version(desk->session) && asked.day == day;
}

void desk_list_places(struct desk *desk)
{
    desk->day = session_day_of(desk->session, desk_interview(desk));
    if (!desk->relevance && take_places(desk, desk->day)) {
        return;
    }
    if (!desk->relevance) {
        desk->relevance = relevance_keep(desk->form, session_record(desk->session),
                                         desk->interview, desk->day);
    }
    places_finish(&desk->places);
    relevance_places(&desk->places, desk_relevance(desk));
    leave_hidden_out(&desk->places);
    progress_count_kept(&desk->progress, desk->form, desk_interview(desk), desk->relevance);
    desk->version = session_version(desk->session);
}

void desk_leave_places(struct desk *desk)
{
    if (desk->relevance) {
        const struct asked asked = {desk->relevance, desk->places, desk->progress, desk->version,
                                    desk->day};
        session_give_asked(desk->session, desk->form, desk->interview, &asked);
    } else {
        places_finish(&desk->places);
    }
}
