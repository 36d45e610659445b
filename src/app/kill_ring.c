/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A short list that forgets its oldest piece.
 */
#include "app/kill_ring.h"

#include <string.h>

void kill_ring_add(struct kill_ring *ring, const char *text, size_t length, bool before,
                   bool join)
{
    if (length == 0) {
        return;
    }
    if (join && ring->count) {
        struct buf *newest = &ring->pieces[0];
        buf_insert(newest, before ? 0 : newest->length, text, length);
        return;
    }
    buf_finish(&ring->pieces[KILL_RING_SIZE - 1]);
    memmove(&ring->pieces[1], &ring->pieces[0], (KILL_RING_SIZE - 1) * sizeof ring->pieces[0]);
    ring->pieces[0] = (struct buf)BUF_INIT;
    buf_add(&ring->pieces[0], text, length);
    ring->count += ring->count < KILL_RING_SIZE;
}

const struct buf *kill_ring_piece(const struct kill_ring *ring, size_t age)
{
    return ring->count ? &ring->pieces[age % ring->count] : NULL;
}

void kill_ring_finish(struct kill_ring *ring)
{
    for (size_t i = 0; i < KILL_RING_SIZE; i++) {
        buf_finish(&ring->pieces[i]);
    }
    ring->count = 0;
}
