/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place for a vault that is gone at the end: a directory of its own, in
 * memory's file system where there is one, with the program's state in it.
 */
#ifndef CLI_THROWAWAY_H
#define CLI_THROWAWAY_H

#include "base/error.h"
#include "base/world.h"

struct throwaway {
    struct world *world;
    char directory[256];
    char vault[300]; /* where the vault goes */
    char state[300];
    const char *state_home; /* of the real world, to put back */
};

/* NAME stands in that of the directory. Until throwaway_remove() WORLD keeps its state there. */
bool throwaway_make(struct throwaway *out, struct world *world, const char *name,
                    struct error *err) MUST_USE;
/* With all that is in it. One that could not be made is let be. */
void throwaway_remove(struct throwaway *place);

#endif
