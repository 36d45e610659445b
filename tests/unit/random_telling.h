/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record filled by chance: every type of item, rows in rows, every reason why
 * there is no answer, every origin, drawings and marks; the texts are such that
 * a format that forgot to escape, to wrap or to keep an order shows it.
 */
#ifndef TESTS_UNIT_RANDOM_TELLING_H
#define TESTS_UNIT_RANDOM_TELLING_H

#include "export_scene.h"

enum telling_texts {
    TELLING_ALL,    /* every script */
    TELLING_COMMON, /* what the fonts of nearly every system show: no Ge'ez, no emoji */
};

/* The same TELLING, SEED and TEXTS give the same record. */
void telling_fill(struct telling *telling, uint64_t seed, enum telling_texts texts);

#endif
