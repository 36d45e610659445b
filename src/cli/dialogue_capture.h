/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the plain dialogue for what is said in passing and what was already
 * said: lines with numbers, and words to name what to do with them. REST is what
 * follows the command.
 */
#ifndef CLI_DIALOGUE_CAPTURE_H
#define CLI_DIALOGUE_CAPTURE_H

#include "app/desk.h"

bool dialogue_capture(struct desk *desk, char *rest, struct error *err) MUST_USE;
bool dialogue_tray(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* "2 what_eases", "2 6", "2": into the question in front. MANNER as in record/capture.h. */
bool dialogue_file(struct desk *desk, char *rest, enum capture_manner manner,
                   struct error *err) MUST_USE;
bool dialogue_aside(struct desk *desk, char *rest, struct error *err) MUST_USE;
bool dialogue_said(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* "1": quotes it into the answer in front, and seals that. */
bool dialogue_quote(struct desk *desk, char *rest, struct error *err) MUST_USE;

#endif
