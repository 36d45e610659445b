/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Breaking the glass of a restricted record. The keys are held by administrators
 * and the recovery code, asleep: nothing is read with them until a reason was
 * given, written to the log and into the record's own row, where its team finds
 * it at the next unlocking.
 */
#include "config.h"

#include "vault/people.h"

#include "base/i18n.h"
#include "base/text.h"
#include "vault/vault_private.h"

#include <stdio.h>
#include <string.h>

enum { REASON_LEAST = 5, REASON_MOST = 200 };

static bool check_reason(const char *reason, struct error *err)
{
    size_t length = reason ? strlen(reason) : 0, bad = 0;

    if (length < REASON_LEAST || length > REASON_MOST || !text_valid(reason, length, &bad))
        return error_set(err, ERROR_USAGE,
                         _("say in a few words why, %d to %d bytes; no clinical content, it goes "
                           "into the log"),
                         REASON_LEAST, REASON_MOST);
    return true;
}

static bool is_wanted(const struct vault_patient *patient, const char *wanted)
{
    size_t length = strlen(wanted);

    return (length >= 4 && strncmp(patient->id, wanted, length) == 0) ||
           (patient->code[0] && people_same(patient->code, wanted)) ||
           (patient->name[0] && people_same(patient->name, wanted));
}

/* Wakes what sleeps, or puts it back to sleep; SLEEPERS: one byte a team. */
static void wake(struct vault *vault, struct buf *sleepers)
{
    for (size_t i = 0; i < vault->team_count; i++) {
        buf_add_char(sleepers, vault->teams[i].asleep ? 1 : 0);
        vault->teams[i].asleep = false;
    }
}

static void put_to_sleep(struct vault *vault, const struct buf *sleepers)
{
    for (size_t i = 0; i < vault->team_count; i++)
        vault->teams[i].asleep = sleepers->data[i] != 0;
}

static bool slept(const struct vault *vault, const struct buf *sleepers,
                  const uint8_t team[SEAL_ID])
{
    for (size_t i = 0; i < vault->team_count; i++) {
        if (memcmp(vault->teams[i].team, team, SEAL_ID) == 0)
            return sleepers->data[i] != 0;
    }
    return false;
}

/* The one restricted record that WANTED names; its id and team. */
static bool look_for(struct vault *vault, const struct buf *sleepers, const char *wanted,
                     char id[33], uint8_t team[SEAL_ID], struct error *err)
{
    size_t found = 0;

    for (size_t i = 0; i < vault->patients.count; i++) {
        const struct vault_patient *patient = &vault->patients.rows[i]->patient;
        uint8_t listed[SEAL_ID];

        if (!is_wanted(patient, wanted) || !register_team(&vault->patients, patient->id, listed) ||
            !slept(vault, sleepers, listed))
            continue;
        found++;
        memcpy(id, patient->id, sizeof patient->id);
        memcpy(team, listed, SEAL_ID);
    }
    if (found > 1)
        return error_set(err, ERROR_NOT_FOUND,
                         _("several restricted records match; give the file number"));
    return found == 1 ||
           error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
}

/* All sleepers are read, and only the one that was meant stays awake. */
static bool search(struct vault *vault, const char *wanted, char id[33], uint8_t team[SEAL_ID],
                   struct error *err)
{
    struct buf sleepers = BUF_INIT;
    struct report report = {.findings = 0};
    bool ok = false;

    wake(vault, &sleepers);
    ok = register_load(vault, &report, err) && damage_result(&report, err) &&
         look_for(vault, &sleepers, wanted, id, team, err);
    put_to_sleep(vault, &sleepers);
    if (ok) {
        vault_ring(vault, team)->asleep = false;
        buf_add(&vault->opened, team, SEAL_ID);
    }
    report = (struct report){.findings = 0};
    if (!register_load(vault, &report, ok ? err : NULL))
        ok = false;
    buf_finish(&sleepers);
    return ok;
}

bool vault_break_glass(struct vault *vault, const char *wanted, const char *reason, char id[33],
                       struct error *err)
{
    struct error local = {.code = ERROR_NONE};
    struct vault_patient row;
    uint8_t team[SEAL_ID];

    err = err ? err : &local;
    if (!check_reason(reason, err) || !vault_ready(vault, err))
        return false;
    if (vault->inspect)
        return error_set(err, ERROR_READ_ONLY, _("the vault was opened only to be checked"));
    if (!search(vault, wanted, id, team, err)) {
        struct error kept = *err;

        /* That somebody tried is worth a row as well. */
        if (kept.code == ERROR_NOT_FOUND && !vault_audit(vault, AUDIT_EMERGENCY, NULL, reason, err))
            return false;
        *err = kept;
        return false;
    }
    row = *vault_patient_find(vault, id);
    row.opened = world_now(vault->world);
    row.opened_by = vault->user;
    row.opened_why = (char *)reason;
    if (patient_note(vault, &row, AUDIT_EMERGENCY, reason, err))
        return true;
    /* Not noted, not opened. */
    vault->opened.length -= SEAL_ID;
    if (vault_ring(vault, team))
        vault_ring(vault, team)->asleep = true;
    if (!store_dead(vault->store))
        (void)!register_load(vault, &(struct report){.findings = 0}, NULL);
    return false;
}

void emergency_tell(struct vault *vault)
{
    for (size_t i = 0; i < vault->patients.count; i++) {
        const struct vault_patient *patient = &vault->patients.rows[i]->patient;
        struct buf text = BUF_INIT;
        char when[21], id[9];

        if (patient->opened <= vault->last_time || strcmp(patient->opened_by, vault->user) == 0)
            continue;
        (void)snprintf(id, sizeof id, "%.8s", patient->id);
        world_format_time(patient->opened, when);
        buf_add_format(&text,
                       _("%s opened the restricted record %.32s in an emergency on %.10s %.5s UTC: "
                         "%s"),
                       patient->opened_by, patient->code[0] ? patient->code : id, when, when + 11,
                       patient->opened_why);
        vault_warn(vault, buf_text(&text));
        buf_finish(&text);
    }
}
