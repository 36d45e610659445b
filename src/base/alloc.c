/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only place that meets an empty heap. The sentence is fixed and untranslated:
 * with no memory left, looking up a translation is not to be relied upon.
 */
#include "config.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ALLOC_EXIT_STATUS 71 /* EX_OSERR of sysexits.h */

static _Noreturn void leave(void)
{
    static const char sentence[] = "verhaal: out of memory; what was entered is saved\n";
    ssize_t ignored = write(STDERR_FILENO, sentence, sizeof sentence - 1);

    (void)ignored;
    _exit(ALLOC_EXIT_STATUS);
}

void *alloc_array(size_t count, size_t size)
{
    /* calloc() checks the product; zero bytes still give an address of their own. */
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

    if (memory == NULL) {
        leave();
    }
    return memory;
}

void *alloc_resize(void *memory, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes)) {
        leave();
    }
    memory = realloc(memory, bytes > 0 ? bytes : 1);
    if (memory == NULL) {
        leave();
    }
    return memory;
}

char *alloc_copy(const char *text, size_t length)
{
    char *copy;

    assert(text != NULL || length == 0);
    if (length == SIZE_MAX) {
        leave();
    }
    copy = alloc_array(length + 1, 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *alloc_string(const char *text)
{
    assert(text != NULL);
    return alloc_copy(text, strlen(text));
}

void alloc_grow(void *items, size_t *capacity, size_t need, size_t size)
{
    void *memory;
    size_t wanted = *capacity > 0 ? *capacity : 8;

    if (need <= *capacity) {
        return;
    }
    while (wanted < need) {
        if (__builtin_mul_overflow(wanted, (size_t)2, &wanted)) {
            leave();
        }
    }
    /* The array may be of any pointer type, so its pointer is moved as bytes. */
    memcpy(&memory, items, sizeof memory);
    memory = alloc_resize(memory, wanted, size);
    memcpy(items, &memory, sizeof memory);
    *capacity = wanted;
}
