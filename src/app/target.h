/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a press of the mouse means: numbers that views paint with (grid_aim()) and
 * mouse.c understands. Nothing can be done with the mouse that no key does.
 */
#ifndef APP_TARGET_H
#define APP_TARGET_H

#include <stdint.h>

enum target_kind {
    TARGET_NONE,
    TARGET_COMMAND, /* index in the table of commands: runs it */
    TARGET_LINE,    /* index in the list that lies on top: goes there; once more: Enter */
    TARGET_CHOICE,  /* of the item in front: turns it */
    TARGET_FIELD,   /* of the panel: goes there */
    TARGET_PLACE,   /* of the interview: goes there */
    TARGET_ITEM,    /* of the drawing in front: selects it */
    TARGET_TEXT,    /* wrapped line of the editor under the cursor: sets the cursor */
};

static inline uint32_t target_of(enum target_kind kind, uint64_t value)
{
    return (uint32_t)kind << 24 | (uint32_t)(value & 0xffffff);
}

#endif
