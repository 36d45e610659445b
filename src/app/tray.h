/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tray: captured lines that wait, and the list of questions that one of them
 * may be filed under. Both are lists of list.c with words of their own.
 */
#ifndef APP_TRAY_H
#define APP_TRAY_H

#include "app/filing.h"

struct tray {
    char line[33];        /* being filed; "": none */
    size_t at;            /* its row of the tray, to come back to */
    bool all;             /* filed lines and those set aside are shown, too */
    struct filing filing; /* of that line; the rows of the list count through it */
};

struct app;

void tray_finish(struct app *app);
/* Fillings of list.c. */
void tray_fill(struct app *app);
void tray_fill_filing(struct app *app);

/* The captured line under the cursor of the tray, or NULL. */
const struct capture *tray_line(const struct app *app);

#endif
