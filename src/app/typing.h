/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an event was nothing but typing: then all that changed on the screen is
 * the text under the cursor, and a key costs what it changed. Everything else is
 * painted as a whole, so nobody has to say what became stale.
 *
 * What is derived from typed text and kept in the app has to count app->version up;
 * what a view derives from it while painting is noticed by itself.
 */
#ifndef APP_TYPING_H
#define APP_TYPING_H

#include "app/app.h"

/* What the screen shows besides the text itself, as far as typing can change it. */
struct typing {
    const struct text_edit *edit; /* NULL: typing there is never plain */
    unsigned long version, record;
    enum screen screen;
    int height; /* of the capture line, which grows with its text */
    bool about, unsaved;
    enum answer_state state;
    size_t place, choice;
};

/* As it is before the event. */
void typing_note(struct typing *out, const struct app *app);
/* Whether COMMAND does nothing but edit the text under the cursor. */
bool typing_is_editing(const struct command *command);
/* After an event that only edited: whether nothing else is different now. */
bool typing_is_plain(const struct typing *before, const struct app *app);

#endif
