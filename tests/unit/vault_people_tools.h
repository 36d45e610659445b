/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vault with several people in it, for the tests of users and teams.
 */
#ifndef TESTS_VAULT_PEOPLE_TOOLS_H
#define TESTS_VAULT_PEOPLE_TOOLS_H

#include "vault_tools.h"

#include "vault/people.h"

#define TOOLS_BERT "second horse battery"
#define TOOLS_CORA "third horse battery"

/* Needs cmocka.h and a `struct error err`. */
#define must(call)                                                                                 \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, err.message);                                                \
    } while (0)

struct tools_seen {
    bool found[DAMAGE_ROLLBACK + 1];
    char first[400];
    size_t count;
};

bool tools_open_as(struct tools *tools, struct vault **out, const char *user, const char *phrase,
                   struct error *err);
bool tools_add_user(struct vault *vault, const char *name, unsigned roles, const char *phrase,
                    struct error *err);
/* The model with Bert in it, beside Anna, who founded it; and Bert removed. */
void tools_with_bert(struct tools *tools, unsigned roles);
void tools_without_bert(struct tools *tools);
/* What verify --all says to Anna, or what keeps her from opening. */
void tools_look(struct tools *tools, struct tools_seen *seen);
void tools_is_sound(struct tools *tools);
/* For vault_read: SELF is a size_t. */
bool tools_count_edits(void *self, const void *bytes, size_t length, struct error *err);
void tools_person(const struct vault *vault, const char *name, struct vault_person *out);

#endif
