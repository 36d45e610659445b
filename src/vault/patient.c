/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patients as the rest of the program sees them: the list, adding one, reading
 * and appending.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdlib.h>
#include <string.h>

size_t vault_patient_count(const struct vault *vault)
{
    return vault->patients.count;
}

const struct vault_patient *vault_patient_at(const struct vault *vault, size_t index)
{
    return index < vault->patients.count ? &vault->patients.rows[index]->patient : NULL;
}

const struct vault_patient *vault_patient_find(const struct vault *vault, const char *id)
{
    const struct register_row *row = register_find(&vault->patients, id);

    return row ? &row->patient : NULL;
}

/* The same words whether there is none or it is not this user's to know of. */
static bool no_such_patient(struct error *err)
{
    return error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
}

/* What one append is made of. */
struct append {
    const struct vault_bytes *edits;
    size_t count;
    const struct vault_patient *row;
    enum audit_event event;
    const char *detail; /* for the log; may be NULL */
    bool log, drop_draft;
    const struct ring *team;
};

static bool add_entries(struct vault *vault, struct chain *chain, const struct append *append,
                        struct error *err)
{
    static const struct vault_bytes nothing = {"", 0};
    size_t count = append->count ? append->count : (append->row ? 1 : 0);
    struct buf header = BUF_INIT;
    bool ok = !append->row || register_encode(&header, append->row, err);

    /* The last entry carries the register row, in case the register is damaged. */
    for (size_t i = 0; ok && i < count; i++)
        ok = chain_add(vault, chain, append->count ? &append->edits[i] : &nothing,
                       append->row && i + 1 == count ? &header : NULL, err);
    buf_finish(&header);
    return ok && chain_store(vault, chain, count, err);
}

static bool write_append(struct vault *vault, struct chain *chain, const struct append *append,
                         struct register_change *change, struct error *err)
{
    return add_entries(vault, chain, append, err) &&
           (!append->row || register_stage(vault, append->row, append->team, change, err)) &&
           (!append->drop_draft || draft_clear(vault, err)) &&
           (!append->log || audit_put(vault, append->event, chain->patient, append->detail, err));
}

static bool run_append(struct vault *vault, const uint8_t id[SEAL_ID], const struct append *append,
                       struct error *err)
{
    struct register_change change = {.row = NULL};
    struct commit_head head;
    struct chain chain;
    bool ok = append->event == AUDIT_CREATE ? chain_create(vault, &chain, id, append->team, err)
                                            : chain_open(vault, &chain, id, err);

    ok = ok && write_append(vault, &chain, append, &change, err);
    memcpy(head.patient, id, SEAL_ID);
    memcpy(head.hash, chain.hash, SEAL_HASH);
    head.seq = chain.seq;
    ok = ok ? transaction_commit(vault, &head, 1, err) : transaction_abort(vault, err);
    if (ok) {
        register_apply(vault, &change);
        memcpy(vault->logged, id, SEAL_ID);
        vault->any_logged = true;
    }
    register_drop(vault, &change);
    chain_finish(&chain);
    return ok;
}

/* Whose keys and pages it is for: those that the patient is among, or of a new one. */
static bool find_team(struct vault *vault, const uint8_t id[SEAL_ID], struct append *append,
                      struct error *err)
{
    char name[2 * SEAL_ID + 1];
    uint8_t team[SEAL_ID];

    wire_hex(name, id, SEAL_ID);
    append->team = append->event == AUDIT_CREATE                 ? vault_home(vault, err)
                   : register_team(&vault->patients, name, team) ? vault_awake(vault, team)
                                                                 : NULL;
    return append->team || (append->event != AUDIT_CREATE && no_such_patient(err));
}

/* Who makes a row anew from a record does not know of a broken glass. True. */
static bool keep_opened(const struct vault *vault, struct register_row *row)
{
    const struct register_row *old = row ? register_find(&vault->patients, row->patient.id) : NULL;

    if (old && old->patient.opened && !row->patient.opened) {
        row->patient.opened = old->patient.opened;
        free(row->patient.opened_by);
        free(row->patient.opened_why);
        row->patient.opened_by = alloc_string(old->patient.opened_by);
        row->patient.opened_why = alloc_string(old->patient.opened_why);
    }
    return true;
}

/* ROW may well be the vault's own, which does not outlive a new connection. */
static bool begin_append(struct vault *vault, const uint8_t id[SEAL_ID], struct append *append,
                         struct error *err)
{
    struct register_row *row = append->row ? register_row_create(append->row) : NULL;
    bool ok = false;

    append->row = row ? &row->patient : NULL;
    ok = vault_ready(vault, err) && keep_opened(vault, row) && find_team(vault, id, append, err) &&
         transaction_begin(vault, err) && run_append(vault, id, append, err);
    register_row_destroy(row);
    return ok;
}

bool vault_may_write(const struct vault *vault, struct error *err)
{
    return !vault->recovery || error_set(err, ERROR_DENIED,
                                         _("the recovery code is for reading and for setting a new "
                                           "passphrase; then open the vault with that"));
}

bool vault_patient_add(struct vault *vault, const struct vault_patient *row,
                       const struct vault_bytes *edits, size_t count, struct error *err)
{
    struct append append = {
        .edits = edits, .count = count, .row = row, .event = AUDIT_CREATE, .log = true};
    uint8_t id[SEAL_ID];

    if (!vault_may_write(vault, err) || !vault_patient_id(id, row->id, err))
        return false;
    if (register_find(&vault->patients, row->id))
        return error_set(err, ERROR_EXISTS, _("this patient is in the vault already"));
    return begin_append(vault, id, &append, err);
}

bool vault_append(struct vault *vault, const char *patient, const struct vault_bytes *edits,
                  size_t count, const struct vault_patient *row, bool drop_draft, struct error *err)
{
    struct append append = {.edits = edits,
                            .count = count,
                            .row = row,
                            .event = AUDIT_CHANGE,
                            .drop_draft = drop_draft};
    uint8_t id[SEAL_ID];

    if (!vault_may_write(vault, err) || !vault_patient_id(id, patient, err))
        return false;
    if (row && strcmp(row->id, patient) != 0)
        return error_set(err, ERROR_USAGE, _("the register row is another patient's"));
    /* One row in the log for a run of changes; each change has its signed commit. */
    append.log = !vault->any_logged || memcmp(vault->logged, id, SEAL_ID) != 0;
    return begin_append(vault, id, &append, err);
}

bool patient_note(struct vault *vault, const struct vault_patient *row, enum audit_event event,
                  const char *detail, struct error *err)
{
    struct append append = {.row = row, .event = event, .detail = detail, .log = true};
    uint8_t id[SEAL_ID];

    return vault_patient_id(id, row->id, err) && begin_append(vault, id, &append, err);
}

/* ---- reading ---- */

struct reading {
    bool (*each)(void *self, const void *bytes, size_t length, struct error *err);
    void *self;
};

static bool hand_on(void *self, const struct entry_view *entry, struct error *err)
{
    const struct reading *reading = self;

    /* An entry that only carries a register row says nothing to the record. */
    return entry->edit_length == 0 ||
           reading->each(reading->self, entry->edit, entry->edit_length, err);
}

bool vault_read(struct vault *vault, const char *patient,
                bool (*each)(void *self, const void *bytes, size_t length, struct error *err),
                void *self, struct error *err)
{
    struct error local = {.code = ERROR_NONE};
    struct reading reading = {each, self};
    struct report report = {.findings = 0};
    uint8_t id[SEAL_ID];
    char name[2 * SEAL_ID + 1];

    err = err ? err : &local;
    if (!vault_patient_id(id, patient, err))
        return false;
    wire_hex(name, id, SEAL_ID); /* PATIENT may be in a row that goes away */
    if (!vault_ready(vault, err))
        return false;
    if (!register_find(&vault->patients, name))
        return no_such_patient(err);
    if (!chain_check(vault, id, false, &report, NULL, NULL, NULL, err) ||
        !damage_result(&report, err))
        return false;
    if (!vault->inspect && !vault_audit(vault, AUDIT_READ, name, NULL, err))
        return false;
    return chain_check(vault, id, true, &report, NULL, hand_on, &reading, err) &&
           damage_result(&report, err);
}

bool vault_search(struct vault *vault, const char *patient,
                  bool (*each)(void *self, const void *bytes, size_t length, struct error *err),
                  void *self, struct error *err)
{
    struct error local = {.code = ERROR_NONE};
    struct reading reading = {each, self};
    struct report report = {.findings = 0};
    uint8_t id[SEAL_ID];

    err = err ? err : &local;
    if (!vault_patient_id(id, patient, err) || !vault_ready(vault, err))
        return false;
    return (register_find(&vault->patients, patient) || no_such_patient(err)) &&
           chain_check(vault, id, true, &report, NULL, hand_on, &reading, err) &&
           damage_result(&report, err);
}
