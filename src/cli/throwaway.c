/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making and removing the place of a vault that nobody keeps.
 */
#include "config.h"

#include "cli/throwaway.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool throwaway_make(struct throwaway *out, struct world *world, const char *name,
                    struct error *err)
{
    const char *memory = getenv("XDG_RUNTIME_DIR");
    *out = (struct throwaway){.world = world};
    if (!memory || memory[0] != '/' || access(memory, W_OK) != 0) {
        memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    }
    snprintf(out->directory, sizeof out->directory, "%.200s/verhaal-%.20s-XXXXXX", memory, name);
    if (!mkdtemp(out->directory)) {
        error_errno(err, errno, "%s", out->directory);
        out->directory[0] = '\0';
        return false;
    }
    snprintf(out->vault, sizeof out->vault, "%s/vault.db", out->directory);
    snprintf(out->state, sizeof out->state, "%s/state", out->directory);
    out->state_home = world->state_home;
    world->state_home = out->state;
    return true;
}

static void remove_all(const char *directory)
{
    DIR *open = opendir(directory);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        char path[600];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        if (unlink(path) != 0) {
            remove_all(path);
        }
    }
    if (open) {
        closedir(open);
    }
    rmdir(directory);
}

void throwaway_remove(struct throwaway *place)
{
    if (!place->directory[0]) {
        return;
    }
    remove_all(place->directory);
    place->world->state_home = place->state_home;
}
