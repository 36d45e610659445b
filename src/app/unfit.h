/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of an interview is required and open, or does not fit, where one stands:
 * at the question, in the outline, in a list before finalising. Quiet, and
 * never in the way.
 */
#ifndef APP_UNFIT_H
#define APP_UNFIT_H

#include "app/desk.h"

/* Of the place INDEX, as it is sealed; none of an interview that is finalised, where nothing
 * is left to do. What the form merely would like to have answered is not said of each
 * question: that an open one is open can be seen. The caller finishes OUT. */
void desk_unfit(const struct desk *desk, size_t index, struct violations *out);
/* The same for the whole interview, in its order. */
void desk_unfit_all(const struct desk *desk, struct violations *out);

/* "Required, and open" and the like, for one question. */
const char *unfit_name(enum violation_kind kind);
/* A sign for a line of the outline, the same in every character set. */
const char *unfit_sign(enum violation_kind kind);

#endif
