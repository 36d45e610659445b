/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock, randomness and directories come in as a parameter, so that tests never
 * wait, never depend on today and never touch a home directory.
 */
#ifndef BASE_WORLD_H
#define BASE_WORLD_H

#include <stddef.h>
#include <stdint.h>

struct world {
    int64_t (*now)(void *self);     /* milliseconds since the epoch, UTC */
    int64_t (*elapsed)(void *self); /* milliseconds that never go back; stops in suspend */
    void (*random)(void *self, void *out, size_t length); /* fit for keys */
    int offset_minutes;                /* local time: minutes east of UTC, at the start */
    int (*zone)(int64_t milliseconds); /* the same at another time; NULL: it never changes */
    const char *data_home;             /* …/verhaal: vault.db */
    const char *state_home;            /* …/verhaal: anchors */
    const char *config_home;           /* …/verhaal: overlays, settings */
    const char *export_home;           /* 0700, on memory where there is one */
    const char *forms;                 /* directory of the installed forms */
    const char *catalogues;            /* directory of the gettext catalogues */
    const char *modules;               /* directory of code that is loaded when it is needed */
    void *self;
};

/*
 * The real one. Finds forms, catalogues and modules beside the executable
 * (../share/verhaal/forms, ../share/locale, ../lib/verhaal), else at the
 * compiled-in place, else in the build and source tree. Modules are taken from
 * the build tree if the executable lies there, and then from nowhere else; no
 * variable of the environment moves them. SOURCE_DATE_EPOCH does not change
 * now(); exports ask for it themselves. Destroy frees the directory names.
 */
struct world *world_create(void);
void world_destroy(struct world *world);

/*
 * A world for tests: time starts at NOW_MS and moves only by world_pass(), bytes
 * come from a counter seeded with SEED, directories below ROOT (made if missing).
 */
struct world *world_create_fixed(int64_t now_ms, uint64_t seed, const char *root,
                                 const char *forms);
void world_pass(struct world *fixed, int64_t milliseconds);

int64_t world_now(const struct world *world);
/* Minutes east of UTC at that time, as summer and winter have it; 0 if WORLD is NULL. */
int world_offset_at(const struct world *world, int64_t milliseconds);
int64_t world_elapsed(const struct world *world);
void world_random(const struct world *world, void *out, size_t length);
/* "2026-11-23T15:04:05Z" (20 characters and a NUL). */
void world_format_time(int64_t milliseconds, char out[21]);
/* A fresh identifier: 32 lower-case hexadecimal characters and a NUL. */
void world_new_id(const struct world *world, char out[33]);

#endif
