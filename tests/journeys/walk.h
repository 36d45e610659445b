/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script that walks through the whole program on a vault of known content, with what
 * it shoots on the way held against an album (see album.h). A new album is a story for
 * the vault and a script; everything around them is here.
 */
#ifndef TESTS_JOURNEYS_WALK_H
#define TESTS_JOURNEYS_WALK_H

#include "app/session.h"
#include "tests/journeys/album.h"

/* What every script begins with, and the time at which it does. */
#define WALK_PASSPHRASE "correct horse battery"
#define WALK_NOW        INT64_C(1795446000000) /* 2026-11-23 15:00 UTC */
#define WALK_DAY        INT64_C(86400000)

struct walk {
    const char *name;                      /* of the album: tests/golden/NAME_80x24.txt */
    const char *script;                    /* keys, as term_script knows them */
    void (*tell)(struct session *session); /* puts into the vault what is to be seen */
    void (*clean)(struct buf *screen);     /* see album_add(); NULL */
};

/* Walks once, and compares. */
void walk_one(const struct walk *walk, const struct album_way *way);
/* The same in every way there is. */
void walk_all(const struct walk *walk);

#endif
