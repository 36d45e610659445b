/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that was said, by person and by tie: each line is laid over what is
 * known, once for everybody's eyes and once for what may be shown. Nothing is
 * taken back here; after a change the lines are folded anew.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/alloc.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLUG_MAX 24

enum { FOR_ALL, FOR_PUBLIC };

static uint64_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return hash ^ (hash >> 29);
}

static uint64_t hash_pair(size_t a, size_t b)
{
    uint64_t hash = ((uint64_t)(a < b ? a : b) << 32) | (uint64_t)(a < b ? b : a);

    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

struct diagram *ecogram_create(const struct diagram_context *context)
{
    struct diagram *diagram = alloc_array(1, sizeof(*diagram));

    diagram->arena = arena_create();
    diagram->subject = arena_string(diagram->arena, context->subject ? context->subject : "");
    diagram->language = arena_string(
        diagram->arena, context->language && context->language[0] ? context->language : "en");
    return diagram;
}

void ecogram_destroy(struct diagram *diagram)
{
    if (!diagram) {
        return;
    }
    arena_destroy(diagram->arena);
    free(diagram->facts);
    free(diagram->nodes);
    free(diagram->links);
    free(diagram->node_table);
    free(diagram->link_table);
    free(diagram);
}

/* One name in whatever way it is spelled; a name of marks alone stays as it is. */
static void key_of(struct buf *out, const char *name)
{
    text_fold(out, name, strlen(name));
    if (out->length == 0) {
        buf_add_text(out, name);
    }
}

static size_t find_key(const struct diagram *diagram, const char *key)
{
    size_t at;

    if (!diagram->node_table) {
        return ECOGRAM_NONE;
    }
    for (at = hash_text(key) & diagram->node_mask; diagram->node_table[at];
         at = (at + 1) & diagram->node_mask) {
        if (strcmp(diagram->nodes[diagram->node_table[at] - 1].key, key) == 0) {
            return diagram->node_table[at] - 1;
        }
    }
    return ECOGRAM_NONE;
}

size_t ecogram_find(const struct diagram *diagram, const char *name)
{
    struct buf key = BUF_INIT;
    size_t found;

    key_of(&key, name);
    found = find_key(diagram, buf_text(&key));
    buf_finish(&key);
    return found;
}

size_t ecogram_find_link(const struct diagram *diagram, size_t from, size_t to)
{
    size_t at;

    if (!diagram->link_table) {
        return ECOGRAM_NONE;
    }
    for (at = hash_pair(from, to) & diagram->link_mask; diagram->link_table[at];
         at = (at + 1) & diagram->link_mask) {
        const struct ecogram_link *link = &diagram->links[diagram->link_table[at] - 1];

        if ((link->from == from && link->to == to) || (link->from == to && link->to == from)) {
            return diagram->link_table[at] - 1;
        }
    }
    return ECOGRAM_NONE;
}

static void put(size_t *table, size_t mask, uint64_t hash, size_t index)
{
    size_t at = hash & mask;

    while (table[at]) {
        at = (at + 1) & mask;
    }
    table[at] = index + 1;
}

/* Tables are at most half full, so that searches end soon. */
static bool needs_room(size_t count, size_t *const *table, size_t mask)
{
    return !*table || 2 * (count + 1) > mask;
}

static void put_node(struct diagram *diagram, size_t index)
{
    if (needs_room(index, &diagram->node_table, diagram->node_mask)) {
        size_t size = diagram->node_table ? 2 * (diagram->node_mask + 1) : 64;

        free(diagram->node_table);
        diagram->node_table = alloc_array(size, sizeof(*diagram->node_table));
        diagram->node_mask = size - 1;
        for (size_t i = 0; i < index; i++) {
            put(diagram->node_table, size - 1, hash_text(diagram->nodes[i].key), i);
        }
    }
    put(diagram->node_table, diagram->node_mask, hash_text(diagram->nodes[index].key), index);
}

static void put_link(struct diagram *diagram, size_t index)
{
    const struct ecogram_link *links = diagram->links;

    if (needs_room(index, &diagram->link_table, diagram->link_mask)) {
        size_t size = diagram->link_table ? 2 * (diagram->link_mask + 1) : 64;

        free(diagram->link_table);
        diagram->link_table = alloc_array(size, sizeof(*diagram->link_table));
        diagram->link_mask = size - 1;
        for (size_t i = 0; i < index; i++) {
            put(diagram->link_table, size - 1, hash_pair(links[i].from, links[i].to), i);
        }
    }
    put(diagram->link_table, diagram->link_mask, hash_pair(links[index].from, links[index].to),
        index);
}

/* An id that tells the name where it is short and plain, and is different for each. */
static const char *make_id(struct diagram *diagram, const char *key)
{
    struct buf id = BUF_INIT;
    const char *text;
    bool plain = strlen(key) <= SLUG_MAX;

    buf_add_text(&id, "n.");
    for (const char *c = key; *c && id.length < SLUG_MAX; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');

        plain = plain && (letter || *c == ' ');
        buf_add_char(&id, letter ? *c : '-');
    }
    if (!plain) {
        buf_clear(&id);
        buf_add_format(&id, "n.%016" PRIx64 ".%zu", hash_text(key), strlen(key));
    }
    text = arena_string(diagram->arena, buf_text(&id));
    buf_finish(&id);
    return text;
}

static size_t find_or_add(struct diagram *diagram, const char *name, const char *fact)
{
    struct buf key = BUF_INIT;
    struct ecogram_node *node;
    size_t found;

    key_of(&key, name);
    found = find_key(diagram, buf_text(&key));
    if (found == ECOGRAM_NONE) {
        found = diagram->node_count;
        alloc_grow(&diagram->nodes, &diagram->node_capacity, found + 1, sizeof(*diagram->nodes));
        node = &diagram->nodes[found];
        *node = (struct ecogram_node){.name = arena_string(diagram->arena, name),
                                      .key = arena_string(diagram->arena, buf_text(&key)),
                                      .fact = fact};
        node->id = make_id(diagram, node->key);
        put_node(diagram, found);
        diagram->node_count++;
    }
    buf_finish(&key);
    return found;
}

static struct ecogram_text *copy_texts(struct arena *arena, const struct ecogram_text *texts)
{
    struct ecogram_text *copy = NULL;

    for (; texts; texts = texts->next) {
        copy = ecogram_text_add(arena, copy, arena_string(arena, texts->text));
    }
    return copy;
}

static struct ecogram_about copy_about(struct arena *arena, const struct ecogram_about *about)
{
    struct ecogram_about copy = *about;

    copy.group_word = about->group_word ? arena_string(arena, about->group_word) : NULL;
    copy.country = about->country ? arena_string(arena, about->country) : NULL;
    copy.expected = copy_texts(arena, about->expected);
    copy.remarks = copy_texts(arena, about->remarks);
    return copy;
}

static void lay(struct diagram *diagram, struct ecogram_layers *layers, enum ecogram_moment moment,
                const struct ecogram_about *about, bool private)
{
    for (int eyes = FOR_ALL; eyes <= (private ? FOR_ALL : FOR_PUBLIC); eyes++) {
        layers->said[eyes][moment] = true;
        ecogram_lay(diagram->arena, &layers->about[eyes][moment], about);
    }
}

static void fold_about(struct diagram *diagram, const struct ecogram_statement *statement,
                       const char *fact, bool private)
{
    struct ecogram_about about = copy_about(diagram->arena, &statement->about);
    size_t at = find_or_add(diagram, statement->name, fact);

    lay(diagram, &diagram->nodes[at].layers, statement->moment, &about, private);
}

static void fold_link(struct diagram *diagram, const struct ecogram_statement *statement,
                      const char *fact, bool private)
{
    struct ecogram_about about = copy_about(diagram->arena, &statement->about);
    size_t from = find_or_add(diagram, statement->name, fact);
    size_t to = find_or_add(diagram, statement->other, fact);
    size_t at = ecogram_find_link(diagram, from, to);

    if (at == ECOGRAM_NONE) {
        at = diagram->link_count;
        alloc_grow(&diagram->links, &diagram->link_capacity, at + 1, sizeof(*diagram->links));
        diagram->links[at] = (struct ecogram_link){.from = from, .to = to, .fact = fact};
        put_link(diagram, at);
        diagram->link_count++;
    } else if (diagram->links[at].from != from) { /* said from the other end */
        enum ecogram_direction direction = about.tie.direction;

        about.tie.direction = direction == ENERGY_GIVES   ? ENERGY_TAKES
                              : direction == ENERGY_TAKES ? ENERGY_GIVES
                                                          : direction;
    }
    lay(diagram, &diagram->links[at].layers, statement->moment, &about, private);
}

void ecogram_fold(struct diagram *diagram, const struct ecogram_statement *statement,
                  const char *line, const char *id, bool private)
{
    struct ecogram_fact *fact;
    char number[24];

    (void)snprintf(number, sizeof(number), "%zu", diagram->fact_count + 1);
    alloc_grow(&diagram->facts, &diagram->fact_capacity, diagram->fact_count + 1,
               sizeof(*diagram->facts));
    fact = &diagram->facts[diagram->fact_count++];
    *fact = (struct ecogram_fact){arena_string(diagram->arena, id && id[0] ? id : number),
                                  arena_string(diagram->arena, line), private};
    diagram->moments = diagram->moments || statement->moment != MOMENT_ALWAYS;
    switch (statement->says) {
    case SAYS_ABOUT:
        fold_about(diagram, statement, fact->id, private);
        break;
    case SAYS_LINK:
        fold_link(diagram, statement, fact->id, private);
        break;
    case SAYS_CENTRE:
        diagram->centre[FOR_ALL] = arena_string(diagram->arena, statement->members->text);
        diagram->centre[FOR_PUBLIC] =
            private ? diagram->centre[FOR_PUBLIC] : diagram->centre[FOR_ALL];
        break;
    case SAYS_HOUSEHOLD:
        diagram->household[FOR_ALL] = copy_texts(diagram->arena, statement->members);
        if (!private) {
            diagram->household[FOR_PUBLIC] = diagram->household[FOR_ALL];
        }
        break;
    default:
        break;
    }
}
