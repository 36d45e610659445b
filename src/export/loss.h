/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a format cannot carry, collected while a form is written or read, and
 * said before anything is kept. Nothing here refuses: people decide.
 */
#ifndef EXPORT_LOSS_H
#define EXPORT_LOSS_H

#include "base/buf.h"
#include "form/form.h"

#include <stdarg.h>

struct loss {
    char *where; /* name of the item, or a path in a file; "" for the whole form */
    char *what;  /* one line, without a full stop */
};

struct losses {
    struct loss *entries;
    size_t count, capacity;
};

#define LOSSES_INIT {NULL, 0, 0}
void losses_finish(struct losses *losses);

/* ITEM NULL: the form. LOSSES NULL: nobody wants to know. The same twice is kept once. */
void losses_add(struct losses *losses, const struct item *item, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* The same for a place that is no item (yet). */
void losses_add_at(struct losses *losses, const char *where, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool losses_has(const struct losses *losses, const char *where, const char *part);

/*
 * One line for each thing that is lost, in the order of coming, with the places
 * behind it: "  a limit of rows (children, moves and 3 more)". "" without losses.
 */
void losses_format(struct buf *out, const struct losses *losses);

#endif
