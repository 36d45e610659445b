/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has changed in a long text since it was sealed as a draft: how much of it
 * stands at the start and at the end, and what is between. So a key at the end of
 * a long story costs what it costs anywhere, drafts counted in.
 */
#ifndef APP_DRAFT_PATCH_H
#define APP_DRAFT_PATCH_H

#include "base/buf.h"
#include "base/json.h"

#include <stdint.h>

enum {
    DRAFT_LONG = 4096,      /* from here on a text is patched */
    DRAFT_PATCH_MOST = 2048, /* what has changed more is written as a whole */
};

/* The text as it was sealed last, in which draft (0: none), of whom. */
struct draft_base {
    struct buf text;
    uint64_t number;
    char patient[33];
};

void draft_base_finish(struct draft_base *base); /* and leaves it usable again */
void draft_base_set(struct draft_base *base, uint64_t number, const char *patient,
                    const char *text, size_t length);

/* {"start": n, "end": n, "between": …}; NULL when it had better be written as a whole.
 * The caller owns the reference. */
json_t *draft_patch_make(const struct buf *from, const char *text, size_t length);
/* Appends FROM with PATCH; false: it is not a patch of FROM. */
bool draft_patch_apply(struct buf *out, const char *from, const json_t *patch) MUST_USE;

#endif
