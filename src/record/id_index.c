/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open-addressed table of 128-bit identifiers. They are kept as two
 * numbers, which is exact and a third of their text.
 */
#include "record/id_index.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

struct slot {
    uint64_t high, low;
    size_t number; /* plus one; 0: free */
};

struct id_index {
    struct slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

struct id_index *id_index_create(void)
{
    return alloc_array(1, sizeof(struct id_index));
}

void id_index_destroy(struct id_index *index)
{
    if (index) {
        free(index->slots);
        free(index);
    }
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_id(const char *id, struct slot *out)
{
    uint64_t halves[2] = {0, 0};
    for (size_t i = 0; i < 32; i++) {
        int digit = digit_value(id[i]);
        if (digit < 0) {
            return false;
        }
        halves[i / 16] = halves[i / 16] << 4 | (uint64_t)digit;
    }
    out->high = halves[0];
    out->low = halves[1];
    out->number = 0;
    return id[32] == '\0';
}

bool id_is_valid(const char *id)
{
    struct slot parsed;
    return parse_id(id, &parsed);
}

/* The slot that holds the identifier, or the free one where it belongs. */
static struct slot *find_slot(const struct id_index *index, const struct slot *wanted)
{
    uint64_t hash = (wanted->high ^ (wanted->low >> 29)) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(hash ^ (hash >> 32) ^ wanted->low) & (index->capacity - 1);
    struct slot *slot = &index->slots[at];
    while (slot->number && (slot->high != wanted->high || slot->low != wanted->low)) {
        at = (at + 1) & (index->capacity - 1);
        slot = &index->slots[at];
    }
    return slot;
}

static void grow(struct id_index *index)
{
    struct id_index larger = {NULL, index->capacity ? index->capacity * 2 : 16, index->count};
    larger.slots = alloc_array(larger.capacity, sizeof(struct slot));
    for (size_t i = 0; i < index->capacity; i++) {
        if (index->slots[i].number) {
            *find_slot(&larger, &index->slots[i]) = index->slots[i];
        }
    }
    free(index->slots);
    *index = larger;
}

void id_index_put(struct id_index *index, const char *id, size_t number)
{
    struct slot entry;
    bool valid = parse_id(id, &entry);
    assert(valid);
    if (!valid) {
        return;
    }
    if (index->count * 2 >= index->capacity) {
        grow(index);
    }
    entry.number = number + 1;
    *find_slot(index, &entry) = entry;
    index->count++;
}

bool id_index_get(const struct id_index *index, const char *id, size_t *number)
{
    struct slot wanted;
    if (index->count == 0 || !parse_id(id, &wanted)) {
        return false;
    }
    const struct slot *slot = find_slot(index, &wanted);
    if (!slot->number) {
        return false;
    }
    *number = slot->number - 1;
    return true;
}
