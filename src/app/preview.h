/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trying a form while it is written: an interview with nobody that follows the
 * file. A file that changed is read again, and the interview goes over to it as
 * to any newer version; a bad one is told, and nothing changes.
 */
#ifndef APP_PREVIEW_H
#define APP_PREVIEW_H

#include "base/error.h"
#include "base/file.h"
#include "form/form.h"

/* How often the file is looked at; what changed has to have been quiet that long, too. */
#define PREVIEW_LOOK_MS 250

struct app;

/* Borrowed. The vault has one patient, with a draft of FORM_ID. */
struct app_preview {
    const char *form_id;
    const char *path;     /* the file that is followed */
    const char *language; /* that the questions are shown in first; NULL: the program's */
    /* Reads it: a form that is fit for use, or in ERR the first thing that is wrong with it.
     * The caller destroys OUT. */
    bool (*read)(void *self, struct form **out, size_t *warnings, struct error *err);
    void *self;
};

struct preview_memory {
    struct file_stamp read, seen;
    int64_t seen_at; /* elapsed() */
};

/* After unlocking: opens the interview, unless the draft did, and reads the file. Both
 * do nothing where nothing is previewed. */
void preview_begin(struct app *app);
/* Looks whether the file has changed; to be called now and then. */
void preview_follow(struct app *app);

#endif
