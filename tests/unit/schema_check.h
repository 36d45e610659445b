/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holds JSON against a JSON Schema, with the few keywords that ours uses. A
 * keyword that it does not know is a finding too: nothing passes unread. What
 * knows all of them judges the same files in `make export-check`.
 */
#ifndef TESTS_UNIT_SCHEMA_CHECK_H
#define TESTS_UNIT_SCHEMA_CHECK_H

#include "base/buf.h"
#include "base/json.h"

#include <stdbool.h>

/* Appends one line for each finding, "/interviews/0/id: …". Returns whether there was none. */
bool schema_check(struct buf *out, const json_t *schema, const json_t *value);

#endif
