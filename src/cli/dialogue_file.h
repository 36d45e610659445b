/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the plain dialogue for files as answers. REST is what follows the
 * command: a path, to its end, with its blanks.
 */
#ifndef CLI_DIALOGUE_FILE_H
#define CLI_DIALOGUE_FILE_H

#include "app/desk.h"

bool dialogue_attach(struct desk *desk, char *rest, struct error *err) MUST_USE;
bool dialogue_detach(struct desk *desk, char *rest, struct error *err) MUST_USE;
bool dialogue_write(struct desk *desk, char *rest, struct error *err) MUST_USE;

#endif
