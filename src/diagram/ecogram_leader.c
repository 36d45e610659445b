/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spokes from a row of boxes to a narrower centre below it, or above: each runs to a
 * track of its own, along it, and on to its column, so that none meets another.
 */
#include "config.h"

#include "diagram/ecogram.h"

static int at_most(int number, int most)
{
    return number < most ? number : most;
}

static int at_least(int number, int least)
{
    return number > least ? number : least;
}

/* Columns on the centre's edge, in order, two apart, each as near to its box as it can be. */
void ecogram_leader_columns(struct ecogram_leader *leaders, int count, int first, int last)
{
    for (int i = 0; i < count; i++) {
        int wish = at_most(at_least(leaders[i].from, first), last);

        leaders[i].to = i > 0 ? at_least(wish, leaders[i - 1].to + 2) : wish;
    }
    for (int i = count; i-- > 0;) {
        leaders[i].to = at_most(leaders[i].to, last - 2 * (count - 1 - i));
    }
}

/* Tracks that never meet: of spokes that turn the same way, one nearer the middle of the
 * picture turns nearer to the boxes. Returns how many tracks there are. */
int ecogram_leader_tracks(struct ecogram_leader *leaders, int count)
{
    int tracks = 0;

    for (int i = 0; i < count; i++) {
        leaders[i].track = leaders[i].from == leaders[i].to ? -1 : 0;
        for (int k = 0; k < i && leaders[i].from > leaders[i].to; k++) {
            if (leaders[k].from > leaders[k].to && leaders[k].from >= leaders[i].to) {
                leaders[i].track = at_least(leaders[i].track, leaders[k].track + 1);
            }
        }
    }
    for (int i = count; i-- > 0;) {
        for (int k = count; --k > i && leaders[i].from < leaders[i].to;) {
            if (leaders[k].from < leaders[k].to && leaders[k].from <= leaders[i].to) {
                leaders[i].track = at_least(leaders[i].track, leaders[k].track + 1);
            }
        }
    }
    for (int i = 0; i < count; i++) {
        tracks = at_least(tracks, leaders[i].track + 1);
    }
    return tracks;
}
