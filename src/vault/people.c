/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who: the roster as people read it, and the six words by which two of
 * them can tell on two screens that they speak of the same keys.
 */
#include "config.h"

#include "vault/people.h"

#include "base/i18n.h"
#include "base/text.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

enum { FINGERPRINT_WORDS = 6 };

const struct roster_user *people_find(const struct vault *vault, const char *name,
                                      struct error *err)
{
    for (size_t i = 0; name && i < vault->roster.user_count; i++) {
        const struct roster_user *user = &vault->roster.users[i];

        if (!user->removed && !(user->roles & ROLE_RECOVERY) && strcmp(user->name, name) == 0)
            return user;
    }
    (void)error_set(err, ERROR_NOT_FOUND, _("this vault has no user \"%s\""), name ? name : "");
    return NULL;
}

bool people_may_manage(const struct vault *vault, struct error *err)
{
    const struct roster_user *user = roster_user(&vault->roster, vault->user_id);

    return (user && (user->roles & ROLE_ADMIN)) ||
           error_set(err, ERROR_DENIED, _("only an administrator can do this"));
}

bool people_same(const char *a, const char *b)
{
    struct buf one = BUF_INIT, two = BUF_INIT;
    bool same = false;

    text_fold(&one, a, strlen(a));
    text_fold(&two, b, strlen(b));
    same = strcmp(buf_text(&one), buf_text(&two)) == 0;
    buf_finish(&one);
    buf_finish(&two);
    return same;
}

static void fingerprint(char *out, size_t size, const struct vault *vault,
                        const struct roster_user *user)
{
    const struct roster_key *key = roster_key_at(user, 0);
    struct buf name = BUF_INIT, text = BUF_INIT;
    uint8_t hash[SEAL_HASH];

    vault_associate(&name, vault, "vh1.fingerprint");
    buf_add(&name, user->id, SEAL_ID);
    buf_add(&name, key->box_public, SEAL_PUBLIC);
    seal_hash(hash, NULL, name.data, name.length, key->sign_public, SEAL_PUBLIC);
    words_of(&text, hash, FINGERPRINT_WORDS);
    (void)snprintf(out, size, "%s", buf_text(&text));
    buf_finish(&name);
    buf_finish(&text);
}

size_t vault_person_count(const struct vault *vault)
{
    return vault->roster.user_count;
}

bool vault_person_at(const struct vault *vault, size_t index, struct vault_person *out)
{
    const struct roster_user *user = NULL;

    if (index >= vault->roster.user_count)
        return false;
    user = &vault->roster.users[index];
    *out = (struct vault_person){
        .name = user->name,
        .roles = user->roles,
        .since = user->since,
        .until = user->removed ? user->until : 0,
        .you = memcmp(user->id, vault->user_id, SEAL_ID) == 0,
    };
    fingerprint(out->fingerprint, sizeof out->fingerprint, vault, user);
    return true;
}
