/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program from key to grid without a terminal: a fixed world, a scratch
 * directory, and scripts that read like what a clinician does. In a script,
 * <shot:…> asks and acts:
 *
 *   <shot:sees TEXT>     the screen shows TEXT    <shot:lacks TEXT>  it does not
 *   <shot:at ITEM>       this question lies in front
 *   <shot:asked nl>      its prompt stands there in this language
 *   <shot:holds TEXT>    the editor under the cursor holds exactly TEXT
 *   <shot:type third>    types the third group of the recovery code (seventh too)
 *
 * What is not so fails the test with the screen as it is.
 */
#ifndef JOURNEYS_JOURNEY_H
#define JOURNEYS_JOURNEY_H

#include "app/app.h"
#include "base/buf.h"

#define JOURNEY_USER       "Anna"
#define JOURNEY_PASSPHRASE "zeven paarse olifanten"
/* What stands in front after the passphrase was typed. */
#define JOURNEY_UNLOCK JOURNEY_PASSPHRASE "<Enter>"

struct term;

struct journey {
    char *directory;
    char *vault;
    struct world *world;
    struct vault_cost cost;
    struct app *app;
    struct buf screen; /* as last looked at */
    int rows, columns;
};

/* A world of 2026-03-14, 10:00, in which nothing exists yet. */
struct journey *journey_create(void);
void journey_destroy(struct journey *journey);

/* The program is started, and told to end when it runs. */
void journey_start(struct journey *journey);
void journey_stop(struct journey *journey);
/* Runs a script on the program; at its end the program has locked itself. */
void journey_run(struct journey *journey, const char *script);
/* Makes the vault, with the code tried, and runs no further. */
void journey_make_vault(struct journey *journey);

/* A script as a terminal, for tests that take its events one by one. */
struct term *journey_script(struct journey *journey, const char *script);

/* What the screen shows now, into journey->screen. */
void journey_look(struct journey *journey);
/* One event, acted on as the loop does, work included. */
void journey_step(struct journey *journey, const struct event *event);

/* Text as a script types it. */
void journey_typed(struct buf *script, const char *text, size_t length);

/* Vault and anchor as they are on disk now, at another place; open it there with
 * journey_start() of OUT. OUT shares nothing with JOURNEY. */
struct journey *journey_crash(const struct journey *journey);

#endif
