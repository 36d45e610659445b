/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random conditions that fit the types of what they look at.
 */
#ifndef TESTS_ODK_RANDOM_RULE_H
#define TESTS_ODK_RANDOM_RULE_H

#include "tests/odk/random_form.h"

#define DRAFT_MAX  40
#define DRAFT_NONE SIZE_MAX

struct draft_item {
    enum item_type type;
    size_t parent; /* index, or DRAFT_NONE */
    unsigned depth, rank;
    bool filtered; /* its choices are: nobody looks at what was chosen */
};

struct draft {
    struct draft_item items[DRAFT_MAX];
    size_t count;
};

enum rule_kind { RULE_CONDITION, RULE_CONSTRAINT, RULE_VALUE };

void random_rule(struct buf *out, struct chance *chance, const struct draft *draft, size_t self,
                 enum rule_kind kind);

/* An item of TYPE that SELF may look at; ITEM_NOTE: of any type, ITEM_INTEGER: any number. */
bool random_seen(size_t *out, struct chance *chance, const struct draft *draft, size_t self,
                 enum item_type type);

#endif
