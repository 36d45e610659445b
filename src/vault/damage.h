/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damage as a value: its class, where it is, and in words. Opening stops at the
 * first; verifying collects all. Both use the same checks through a report.
 */
#ifndef VAULT_DAMAGE_H
#define VAULT_DAMAGE_H

#include "vault/vault.h"

struct report {
    void (*found)(void *self, const struct vault_finding *finding); /* may be NULL */
    void *self;
    size_t findings;
    struct vault_finding first;
};

/* Adds a finding. Always returns false, so that `return damage_add(…)` reads well. */
bool damage_add(struct report *report, enum vault_damage damage, const char *place,
                const char *format, ...) PRINTF_LIKE(4, 5);
/* The first finding as an error; true if there is none. */
bool damage_result(const struct report *report, struct error *err) MUST_USE;

/* ERROR_DAMAGED with its class and "class, place: words". Returns false. */
bool damage_set(struct error *err, enum vault_damage damage, const char *place,
                const char *format, ...) PRINTF_LIKE(4, 5);

#endif
