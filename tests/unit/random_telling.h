/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record filled by chance: every type of item, rows in rows, every reason why
 * there is no answer, every origin, drawings and marks; the texts are such that
 * a format that forgot to escape, to wrap or to keep an order shows it.
 */
#ifndef TESTS_UNIT_RANDOM_TELLING_H
#define TESTS_UNIT_RANDOM_TELLING_H

#include "export_scene.h"

/* The same TELLING and SEED give the same record. */
void telling_fill(struct telling *telling, uint64_t seed);

size_t telling_text_count(void);
const char *telling_text(size_t index);

#endif
