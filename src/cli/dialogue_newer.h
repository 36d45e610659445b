/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dialogue knows of versions of a form. Only for the files of this room.
 */
#ifndef CLI_DIALOGUE_NEWER_H
#define CLI_DIALOGUE_NEWER_H

#include "app/desk.h"

/* A line that says so, if there is a newer version. */
void dialogue_offer_newer(const struct desk *desk);
bool dialogue_newer(struct desk *desk, char *rest, struct error *err);
bool dialogue_kept(struct desk *desk, char *rest, struct error *err);

#endif
