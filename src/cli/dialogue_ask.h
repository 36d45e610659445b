/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialogue in plain lines, and what it says of the item in front.
 */
#ifndef CLI_DIALOGUE_ASK_H
#define CLI_DIALOGUE_ASK_H

#include "app/desk.h"

struct dialogue {
    struct desk *desk;
    const char *language;
    char also[36]; /* another language that questions are said in; "" */
    bool end;
};

/* WORDING in the language of the dialogue behind BEFORE, on a line; nothing if it is empty. */
void dialogue_say(const struct dialogue *dialogue, const char *before,
                  const struct wording *wording);
/* The whole of the item in front, or the pause before it. */
void dialogue_ask(const struct dialogue *dialogue);

#endif
