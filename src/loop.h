/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop: paint, show, wait, act.
 */
#ifndef LOOP_H
#define LOOP_H

#include "app/app.h"
#include "term/term.h"

enum loop_end { LOOP_QUIT, LOOP_LOCKED };

/*
 * Runs APP on TERM until it ends. STAY: after a lock go on at the passphrase in
 * this process (tests); otherwise a lock ends the loop, and the process after it.
 */
bool loop_run(struct app *app, struct term *term, bool stay, enum loop_end *end,
              struct error *err) MUST_USE;

#endif
