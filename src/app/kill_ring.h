/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was erased by the word or the line, to be put in again elsewhere. Erasing on
 * and on in one place gives one piece; the last few pieces are kept, in memory only.
 */
#ifndef APP_KILL_RING_H
#define APP_KILL_RING_H

#include "base/buf.h"

#include <stdbool.h>

#define KILL_RING_SIZE 16

struct kill_ring {
    struct buf pieces[KILL_RING_SIZE]; /* newest first */
    size_t count;
};

/* BEFORE: it stood before the cursor. JOIN: it goes on where the last one ended. */
void kill_ring_add(struct kill_ring *ring, const char *text, size_t length, bool before,
                   bool join);
/* AGE 0 is the newest, and so round and round; NULL when there is nothing. */
const struct buf *kill_ring_piece(const struct kill_ring *ring, size_t age);
void kill_ring_finish(struct kill_ring *ring); /* wipes */

#endif
