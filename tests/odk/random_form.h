/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms that nobody would write, with every type and every key that decides what
 * is asked, and steps through them. A seed gives the same form for ever.
 */
#ifndef TESTS_ODK_RANDOM_FORM_H
#define TESTS_ODK_RANDOM_FORM_H

#include "tests/odk/session.h"

struct chance {
    uint64_t state;
};

uint64_t chance_next(struct chance *chance);
size_t chance_below(struct chance *chance, size_t limit);
bool chance_percent(struct chance *chance, unsigned percent);

void random_form(struct buf *out, struct chance *chance, const char *form_id);
/* A step that makes sense now; false if there is none. */
bool random_step(struct buf *out, struct chance *chance, const struct session *session);

#endif
