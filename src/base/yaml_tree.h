/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * YAML as a small tree with positions, read through libyaml's events only.
 *
 * libyaml 0.2.5 has no nesting limit, is quadratic on flow nesting and says
 * nothing of duplicate keys, so the limits are here: aliases, anchors, tags,
 * merge keys, several documents, duplicate keys and other encodings than UTF-8
 * are refused; depth 16, 20,000 events, 16 KiB a scalar, 1 MiB a file; flow
 * brackets are counted before the parser sees them. Every scalar is text.
 */
#ifndef BASE_YAML_TREE_H
#define BASE_YAML_TREE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define YAML_TREE_MAX_BYTES ((size_t)1 << 20)

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_value {
    enum yaml_kind kind;
    bool plain;            /* a scalar without quotes or block marks */
    unsigned line, column; /* 1-based; column in characters */
    const char *text;      /* scalar: NUL-terminated; otherwise "" */
    size_t length;
    size_t count;              /* list: items; map: pairs */
    struct yaml_value **items; /* list: count items */
    struct yaml_value **keys;  /* map: scalars, unique; items[i] belongs to keys[i] */
};

/* FILE is a name for messages. The tree lives in ARENA. */
bool yaml_tree_read(struct yaml_value **out, struct arena *arena, const char *text, size_t length,
                    const char *file, struct error *err) MUST_USE;
/* The same for what people said, which may be long: a scalar is bounded by the file. */
bool yaml_tree_read_answers(struct yaml_value **out, struct arena *arena, const char *text,
                            size_t length, const char *file, struct error *err) MUST_USE;
/* NULL if VALUE is no map or has no such key. */
const struct yaml_value *yaml_tree_get(const struct yaml_value *value, const char *key);
const char *yaml_kind_name(enum yaml_kind kind); /* "text", "list", "map", translated */

#endif
