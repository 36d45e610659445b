/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verifying: everything that unlocking checks, and with ALL every row, seal,
 * signature, link and page. Goes on after a finding, so that the report shows
 * how far damage reaches.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The same vault in the eyes of somebody who has just unlocked it. */
static void fresh_eyes(struct vault *out, const struct vault *vault)
{
    *out = *vault;
    vault_blank(out);
    out->warning = (struct buf)BUF_INIT;
    out->last_used = NULL;
    out->inspect = true;
    out->anchor = -1;
}

static void finding_of(struct report *report, struct error *err)
{
    char place[sizeof report->first.place] = "vault";

    (void)damage_add(report, vault_damage_of(err), place, "%s", err->message);
    error_clear(err);
}

/* Damage becomes a finding and the check goes on; other errors end it. */
static bool absorb(bool ok, struct report *report, struct error *err)
{
    if (ok)
        return true;
    if (err->code != ERROR_DAMAGED)
        return false;
    finding_of(report, err);
    return true;
}

static bool check_patient(struct vault *eyes, const uint8_t id[SEAL_ID], struct vault_check *out,
                          struct report *report, struct error *err)
{
    uint64_t count = 0;
    char name[2 * SEAL_ID + 1];
    uint8_t team[SEAL_ID];
    bool held = false, ok = patient_key_team(eyes, id, team, &held, err);

    /* Of patients of other teams the chain is checked, not what is in it. */
    wire_hex(name, id, SEAL_ID);
    held = (held && vault_awake(eyes, team)) || register_find(&eyes->patients, name);
    ok = ok && absorb(chain_check(eyes, id, held, report, &count, NULL, NULL, err), report, err);

    out->patients++;
    out->entries += (size_t)count;
    return ok;
}

static bool collect(struct vault *eyes, enum store_sql sql, struct buf *ids, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(eyes->store, sql, NULL, 0, err);

    while (ok && (ok = store_next(eyes->store, sql, row, &more, err)) && more) {
        if (row[0].length == SEAL_ID)
            buf_add(ids, row[0].bytes, SEAL_ID);
    }
    store_end(eyes->store, sql);
    return ok;
}

static bool check_patients(struct vault *eyes, struct vault_check *out, struct report *report,
                           void (*progress)(void *self, size_t done, size_t total), void *self,
                           struct error *err)
{
    struct buf ids = BUF_INIT, orphans = BUF_INIT;
    size_t total = 0;
    bool ok = absorb(collect(eyes, SQL_HEAD_LIST, &ids, err), report, err);

    total = ids.length / SEAL_ID;
    for (size_t i = 0; ok && i < total; i++) {
        ok = check_patient(eyes, (const uint8_t *)ids.data + i * SEAL_ID, out, report, err);
        if (progress)
            progress(self, i + 1, total);
    }
    ok = ok && absorb(collect(eyes, SQL_ENTRY_ORPHANS, &orphans, err), report, err);
    for (size_t at = 0; ok && at < orphans.length; at += SEAL_ID) {
        char id[2 * SEAL_ID + 1], place[64];

        wire_hex(id, (const uint8_t *)orphans.data + at, SEAL_ID);
        (void)snprintf(place, sizeof place, "patient %s", id);
        (void)damage_add(report, DAMAGE_CHAIN, place,
                         _("there are entries of a patient that the vault does not know"));
    }
    buf_finish(&ids);
    buf_finish(&orphans);
    return ok;
}

static bool check_structure(struct vault *eyes, struct report *report, struct error *err)
{
    char text[128];

    if (!absorb(store_quick_check(eyes->store, text, err), report, err))
        return false;
    if (text[0])
        (void)damage_add(report, DAMAGE_FILE, "structure", "%s", text);
    return true;
}

static void page_found(void *self, uint32_t page)
{
    char place[32];

    (void)snprintf(place, sizeof place, "page %" PRIu32, page);
    (void)damage_add(self, DAMAGE_FILE, place, _("the page's checksum is wrong"));
}

/* Inside the seals first, the pages last: so the finest class comes first. */
static bool check_rows(struct vault *eyes, struct vault_check *out, struct report *report,
                       void (*progress)(void *self, size_t done, size_t total), void *self,
                       struct error *err)
{
    return check_patients(eyes, out, report, progress, self, err) &&
           absorb(register_check_all(eyes, report, err), report, err) &&
           absorb(commit_check_all(eyes, report, &out->commits, err), report, err) &&
           absorb(audit_check_all(eyes, report, &out->audit_rows, err), report, err) &&
           absorb(forms_check_all(eyes, report, &out->forms, err), report, err);
}

static bool check(struct vault *vault, struct vault *eyes, bool all, struct vault_check *out,
                  struct report *report, void (*progress)(void *self, size_t done, size_t total),
                  void *self, struct error *err)
{
    bool loaded = vault_load(eyes, report, err);

    if (!absorb(loaded, report, err))
        return false;
    if (loaded && all && !check_rows(eyes, out, report, progress, self, err))
        return false;
    if (loaded && !absorb(seen_check(eyes, report, err), report, err))
        return false;
    if (loaded) {
        anchor_open(eyes, report);
        anchor_check(eyes, report);
        anchor_close(eyes);
    }
    if (!check_structure(eyes, report, err))
        return false;
    return !all || store_scan_pages(vault->store, page_found, report, err);
}

bool vault_verify(struct vault *vault, bool all, struct vault_check *out,
                  void (*found)(void *self, const struct vault_finding *finding),
                  void (*progress)(void *self, size_t done, size_t total), void *self,
                  struct error *err)
{
    struct error local = {.code = ERROR_NONE};
    struct report report = {.found = found, .self = self};
    struct vault eyes;
    bool ok = false;

    *out = (struct vault_check){.patients = 0};
    err = err ? err : &local;
    if (!vault_ready(vault, err))
        return false;
    if (!vault->inspect && !vault_audit(vault, AUDIT_VERIFY, NULL, NULL, err))
        return false;
    fresh_eyes(&eyes, vault);
    ok = check(vault, &eyes, all, out, &report, progress, self, err);
    vault_unload(&eyes);
    buf_finish(&eyes.warning);
    free(eyes.last_used);
    out->findings = report.findings;
    return ok;
}
