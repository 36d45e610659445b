/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits from outside, one a line: whatever is read can be written and read
 * again as the same, and whatever the record takes can be undone and redone.
 */
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t fuzz_now(void *self)
{
    int64_t *now = self;
    return ++*now;
}

/* A counter is enough: identifiers only have to differ. */
static void fuzz_random(void *self, void *out, size_t length)
{
    int64_t number = fuzz_now(self);
    memset(out, 0xa5, length);
    memcpy(out, &number, length < sizeof(number) ? length : sizeof(number));
}

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What was accepted can be sealed and comes back as it was. */
static void try_round_trip(const struct edit *edit)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    struct edit again;
    struct error err = {0};

    edit_write(&first, edit);
    must(edit_read(&again, first.data, first.length, &err));
    must(edit_equal(&again, edit));
    edit_write(&second, &again);
    must(strcmp(first.data, second.data) == 0);
    edit_finish(&again);
    buf_finish(&first);
    buf_finish(&second);
}

static void try_line(struct record *record, const char *line, size_t length)
{
    struct edit edit;
    struct error err = {0};
    if (edit_read(&edit, line, length, &err)) {
        try_round_trip(&edit);
        size_t edits = record->edit_count;
        if (!record_apply(record, &edit, &err)) {
            must(record->edit_count == edits && err.message[0] != '\0');
        }
    } else {
        must(err.message[0] != '\0');
    }
    edit_finish(&edit);
}

/* Undo may be refused where lines came out of order; then nothing moves. */
static void try_undo(struct record *record, const struct world *world)
{
    struct error err = {0};
    struct edit edit;
    bool applied = true;
    while (applied && record_undo(record, &edit, world, "anna")) {
        applied = record_apply(record, &edit, &err);
        edit_finish(&edit);
    }
    applied = true;
    while (applied && record_redo(record, &edit, world, "anna")) {
        applied = record_apply(record, &edit, &err);
        edit_finish(&edit);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t now = 0;
    struct world world = {
        .now = fuzz_now, .elapsed = fuzz_now, .random = fuzz_random, .self = &now};
    struct record *record = record_create();
    const char *text = (const char *)data;

    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - text) - at : size - at;
        try_line(record, text + at, length);
        at += length + 1;
    }
    try_undo(record, &world);
    record_destroy(record);
    return 0;
}
