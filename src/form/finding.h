/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the codes of findings mean: for `verhaal check --explain`, and for whoever
 * meets one at night. The manual lists the same codes.
 */
#ifndef FORM_FINDING_H
#define FORM_FINDING_H

#include <stddef.h>

struct finding {
    const char *code;    /* "E310" */
    const char *meaning; /* N_(): what is wrong */
    const char *remedy;  /* N_(): what to do, with an example where one helps */
};

size_t finding_count(void);
const struct finding *finding_at(size_t index);
const struct finding *finding_find(const char *code); /* case does not matter; or NULL */

#endif
