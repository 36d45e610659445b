/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One mapping a secret: an unreadable page, the pages with the secret, another
 * unreadable page. The bytes end where the second guard begins, so an overrun
 * stops the program at once. Secrets are few; the pages they waste do not matter.
 */
#include "config.h"

#include "base/secret.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SECRET_ALIGN ((size_t)16)
#define SECRET_MAX   ((size_t)1 << 30)

struct secret {
    uint8_t *map; /* with both guards */
    size_t map_size;
    uint8_t *pages; /* between the guards */
    size_t pages_size;
    uint8_t *bytes;
    size_t size;
    size_t length;
    bool locked;
};

/* Without a place for keys there is nothing to go on with. */
static _Noreturn void leave(void)
{
    (void)fputs("verhaal: no memory for keys; what was entered is saved\n", stderr);
    _exit(71); /* EX_OSERR, as in base/alloc.c */
}

struct secret *secret_create(size_t size)
{
    struct secret *secret = alloc_array(1, sizeof *secret);
    long answer = sysconf(_SC_PAGESIZE);
    size_t page = answer > 0 ? (size_t)answer : 4096;
    size_t rounded;
    void *map;

    if (size > SECRET_MAX) {
        leave();
    }
    rounded = (size + SECRET_ALIGN - 1) & ~(SECRET_ALIGN - 1);
    secret->pages_size = (rounded + page - 1) / page * page;
    secret->pages_size = secret->pages_size > 0 ? secret->pages_size : page;
    secret->map_size = secret->pages_size + 2 * page;
    map = mmap(NULL, secret->map_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) {
        leave();
    }
    secret->map = map;
    secret->pages = secret->map + page;
    if (mprotect(secret->pages, secret->pages_size, PROT_READ | PROT_WRITE) != 0) {
        leave();
    }
    /* Both may be refused by the system; the first is told to the user, the
     * second is doubled by the process forbidding core dumps altogether. */
    secret->locked = mlock(secret->pages, secret->pages_size) == 0;
    (void)madvise(secret->pages, secret->pages_size, MADV_DONTDUMP);
    secret->bytes = secret->pages + secret->pages_size - rounded;
    secret->size = size;
    secret->length = size;
    return secret;
}

void secret_destroy(struct secret *secret)
{
    if (secret == NULL) {
        return;
    }
    secret_wipe(secret->pages, secret->pages_size);
    (void)munlock(secret->pages, secret->pages_size);
    (void)munmap(secret->map, secret->map_size);
    secret_wipe(secret, sizeof *secret);
    free(secret);
}

uint8_t *secret_bytes(struct secret *secret)
{
    return secret->bytes;
}

const uint8_t *secret_view(const struct secret *secret)
{
    return secret->bytes;
}

size_t secret_size(const struct secret *secret)
{
    return secret->size;
}

size_t secret_length(const struct secret *secret)
{
    return secret->length;
}

void secret_set_length(struct secret *secret, size_t length)
{
    assert(length <= secret->size);
    secret->length = length;
}

bool secret_is_locked(const struct secret *secret)
{
    return secret->locked;
}

void secret_wipe(void *memory, size_t length)
{
    if (length > 0) {
        explicit_bzero(memory, length);
    }
}
