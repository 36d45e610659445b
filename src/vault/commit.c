/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One signed commit for each transaction. It names the state that the vault has
 * afterwards: the heads of all patients in 256 buckets, the register, the
 * forms, the grants, the roster and the log. What is taken away or put back
 * without a key no longer agrees with it.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void associate(struct buf *out, const struct vault *vault, uint64_t seq,
                      const uint8_t previous[SEAL_HASH], uint32_t epoch)
{
    vault_associate(out, vault, "vh1.commitrow");
    wire_put_u64(out, seq);
    buf_add(out, previous, SEAL_HASH);
    wire_put_u32(out, epoch);
}

/* The link before the first commit. */
static void first_link(uint8_t out[SEAL_HASH], const struct vault *vault)
{
    struct buf name = BUF_INIT;

    vault_associate(&name, vault, "vh1.commits");
    seal_hash(out, NULL, name.data, name.length, NULL, 0);
    buf_finish(&name);
}

/* ---- heads ---- */

struct bucket_hash {
    struct buf rows;
    uint64_t patients, entries;
};

static void bucket_start(struct bucket_hash *bucket, const struct vault *vault, uint8_t number)
{
    *bucket = (struct bucket_hash){.rows = BUF_INIT};
    vault_associate(&bucket->rows, vault, "vh1.bucket");
    wire_put_u8(&bucket->rows, number);
}

static bool bucket_add(struct bucket_hash *bucket, const struct store_value *row)
{
    if (row[0].length != SEAL_ID || row[1].number < 0 || row[2].length != SEAL_HASH)
        return false;
    buf_add(&bucket->rows, row[0].bytes, SEAL_ID);
    wire_put_u64(&bucket->rows, (uint64_t)row[1].number);
    buf_add(&bucket->rows, row[2].bytes, SEAL_HASH);
    bucket->patients++;
    bucket->entries += (uint64_t)row[1].number;
    return true;
}

static void bucket_end(struct bucket_hash *bucket, uint8_t out[SEAL_HASH])
{
    seal_hash(out, NULL, bucket->rows.data, bucket->rows.length, NULL, 0);
    buf_finish(&bucket->rows);
}

bool commit_bucket(struct vault *vault, uint8_t number, struct error *err)
{
    struct store_value row[STORE_COLUMNS], range[2];
    uint8_t from[SEAL_ID] = {0}, to[SEAL_ID];
    struct bucket_hash bucket;
    bool more = true, ok = true;

    memset(to, 0xff, sizeof to);
    from[0] = to[0] = number;
    range[0] = store_bytes(from, SEAL_ID);
    range[1] = store_bytes(to, SEAL_ID);
    bucket_start(&bucket, vault, number);
    ok = store_start(vault->store, SQL_HEAD_RANGE, range, 2, err);
    while (ok && (ok = store_next(vault->store, SQL_HEAD_RANGE, row, &more, err)) && more) {
        if (!bucket_add(&bucket, row))
            ok = damage_set(err, DAMAGE_ROOT, "head", _("a field has the wrong size"));
    }
    store_end(vault->store, SQL_HEAD_RANGE);
    bucket_end(&bucket, vault->state.buckets[number]);
    return ok;
}

bool commit_buckets(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    struct bucket_hash bucket;
    unsigned number = 0;
    bool more = true, ok = store_start(vault->store, SQL_HEAD_LIST, NULL, 0, err);

    vault->state.patients = vault->state.entries = 0;
    bucket_start(&bucket, vault, 0);
    while (ok && number < BUCKETS) {
        ok = store_next(vault->store, SQL_HEAD_LIST, row, &more, err);
        while (ok && number < BUCKETS &&
               (!more || row[0].length == 0 || row[0].bytes[0] != number)) {
            vault->state.patients += bucket.patients;
            vault->state.entries += bucket.entries;
            bucket_end(&bucket, vault->state.buckets[number++]);
            if (number < BUCKETS)
                bucket_start(&bucket, vault, (uint8_t)number);
        }
        if (ok && more && (number == BUCKETS || !bucket_add(&bucket, row)))
            (void)damage_add(report, DAMAGE_ROOT, "head", _("a field has the wrong size"));
    }
    if (number < BUCKETS)
        buf_finish(&bucket.rows);
    store_end(vault->store, SQL_HEAD_LIST);
    return ok;
}

/* ---- the bytes of a commit ---- */

static void heads_root(uint8_t out[SEAL_HASH], const struct vault *vault)
{
    struct buf name = BUF_INIT;

    vault_associate(&name, vault, "vh1.root");
    seal_hash(out, NULL, name.data, name.length, vault->state.buckets, sizeof vault->state.buckets);
    buf_finish(&name);
}

static void put_body(struct buf *out, const struct vault *vault, const struct commit_head *heads,
                     size_t count)
{
    const struct vault_state *state = &vault->state;
    uint8_t root[SEAL_HASH];

    heads_root(root, vault);
    wire_put_u64(out, state->commits + 1);
    buf_add(out, state->commit_link, SEAL_HASH);
    wire_put_u64(out, (uint64_t)world_now(vault->world));
    buf_add(out, vault->user_id, SEAL_ID);
    wire_put_u64(out, state->patients);
    wire_put_u64(out, state->entries);
    buf_add(out, root, SEAL_HASH);
    buf_add(out, state->register_root, SEAL_HASH);
    buf_add(out, state->forms_root, SEAL_HASH);
    buf_add(out, state->grants_root, SEAL_HASH);
    wire_put_u64(out, vault->roster.statements);
    buf_add(out, vault->roster.hash, SEAL_HASH);
    wire_put_u64(out, state->audits);
    buf_add(out, state->audit_link, SEAL_HASH);
    wire_put_u16(out, (uint16_t)count);
    for (size_t i = 0; i < count; i++) {
        buf_add(out, heads[i].patient, SEAL_ID);
        wire_put_u64(out, heads[i].seq);
        buf_add(out, heads[i].hash, SEAL_HASH);
    }
}

static bool read_body(struct commit *out, uint8_t signature[SEAL_SIGNATURE], size_t *body_length,
                      const struct buf *plain)
{
    struct wire wire = wire_read(plain->data, plain->length);
    size_t count = 0;

    out->seq = wire_u64(&wire);
    wire_copy(&wire, out->previous, SEAL_HASH);
    out->time = (int64_t)wire_u64(&wire);
    wire_copy(&wire, out->author, SEAL_ID);
    out->patients = wire_u64(&wire);
    out->entries = wire_u64(&wire);
    wire_copy(&wire, out->heads_root, SEAL_HASH);
    wire_copy(&wire, out->register_root, SEAL_HASH);
    wire_copy(&wire, out->forms_root, SEAL_HASH);
    wire_copy(&wire, out->grants_root, SEAL_HASH);
    out->statements = wire_u64(&wire);
    wire_copy(&wire, out->roster_hash, SEAL_HASH);
    out->audits = wire_u64(&wire);
    wire_copy(&wire, out->audit_link, SEAL_HASH);
    count = wire_u16(&wire);
    for (size_t i = 0; i < count && !wire.short_read; i++) {
        struct commit_head head;

        wire_copy(&wire, head.patient, SEAL_ID);
        head.seq = wire_u64(&wire);
        wire_copy(&wire, head.hash, SEAL_HASH);
    }
    *body_length = plain->length - wire.left;
    wire_copy(&wire, signature, SEAL_SIGNATURE);
    return wire_done(&wire);
}

static void put_signed(struct buf *out, const struct vault *vault, const void *body, size_t length)
{
    vault_associate(out, vault, "vh1.sign.commit");
    buf_add(out, body, length);
}

bool commit_write(struct vault *vault, const struct commit_head *heads, size_t count,
                  struct error *err)
{
    struct vault_state *state = &vault->state;
    struct buf plain = BUF_INIT, message = BUF_INIT, associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t signature[SEAL_SIGNATURE], key[SEAL_KEY], link[SEAL_HASH];
    uint32_t epoch = vault_metadata_epoch(vault);
    struct store_value row[4];
    bool ok = false;

    if (state->commits == 0)
        first_link(state->commit_link, vault);
    put_body(&plain, vault, heads, count);
    put_signed(&message, vault, plain.data, plain.length);
    seal_sign(signature, &message, vault_own(vault)->sign_secret);
    buf_add(&plain, signature, sizeof signature);
    associate(&associated, vault, state->commits + 1, state->commit_link, epoch);
    if (!vault_metadata_key(vault, epoch, METADATA_COMMIT, key)) {
        (void)error_set(err, ERROR_DENIED, _("the key of the commits is not held"));
        goto out;
    }
    if (!seal_close(&sealed, vault->world, key, &associated, plain.data, plain.length, true, err))
        goto out;
    seal_hash(link, NULL, associated.data, associated.length, sealed.data, sealed.length);
    row[0] = store_number((int64_t)state->commits + 1);
    row[1] = store_number(epoch);
    row[2] = store_buf(&sealed);
    row[3] = store_bytes(link, sizeof link);
    if (!store_write(vault->store, SQL_COMMIT_PUT, row, 4, err))
        goto out;
    state->commits++;
    memcpy(state->commit_link, link, sizeof link);
    ok = true;
out:
    secret_wipe(key, sizeof key);
    buf_finish(&plain);
    buf_finish(&message);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

/* ---- checking ---- */

static bool signed_by_author(const struct vault *vault, const struct commit *commit,
                             const struct buf *plain, size_t body_length,
                             const uint8_t signature[SEAL_SIGNATURE])
{
    const struct roster_user *author = roster_user(&vault->roster, commit->author);
    const struct roster_key *key = author ? roster_key_at(author, commit->statements) : NULL;
    struct buf message = BUF_INIT;
    bool ok = false;

    put_signed(&message, vault, plain->data, body_length);
    ok = key && commit->statements > 0 &&
         !(author->removed && commit->statements >= author->gone) &&
         seal_signed(signature, &message, key->sign_public);
    buf_finish(&message);
    return ok;
}

/* One row against the link before it. */
static bool check_row(struct vault *vault, const struct store_value *row,
                      const uint8_t previous[SEAL_HASH], struct commit *out, struct report *report)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    uint8_t key[SEAL_KEY], link[SEAL_HASH], signature[SEAL_SIGNATURE];
    uint64_t seq = (uint64_t)row[0].number;
    uint32_t epoch = (uint32_t)row[1].number;
    size_t body_length = 0;
    char place[48];
    bool ok = false;

    (void)snprintf(place, sizeof place, "commit %" PRIu64, seq);
    associate(&associated, vault, seq, previous, epoch);
    seal_hash(link, NULL, associated.data, associated.length, row[2].bytes, row[2].length);
    if (row[3].length != SEAL_HASH || memcmp(row[3].bytes, link, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_COMMIT, place, _("it is not linked to the one before"));
    else if (!vault_metadata_key(vault, epoch, METADATA_COMMIT, key) ||
             !seal_open(&plain, key, &associated, row[2].bytes, row[2].length, true) ||
             !read_body(out, signature, &body_length, &plain) || out->seq != seq ||
             memcmp(out->previous, previous, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_COMMIT, place, _("it cannot be opened"));
    else if (!signed_by_author(vault, out, &plain, body_length, signature))
        (void)damage_add(report, DAMAGE_COMMIT, place, _("the signature is not its author's"));
    else
        ok = true;
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
    return ok;
}

/* Copies the two rows that the last commit needs; the pointers do not last. */
struct last_rows {
    int64_t seq[2], epoch[2];
    struct buf sealed[2], link[2];
    size_t count;
};

static bool read_last_rows(struct vault *vault, struct last_rows *out, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_COMMIT_LAST, NULL, 0, err);

    while (ok && out->count < 2 &&
           (ok = store_next(vault->store, SQL_COMMIT_LAST, row, &more, err)) && more) {
        out->seq[out->count] = row[0].number;
        out->epoch[out->count] = row[1].number;
        buf_add(&out->sealed[out->count], row[2].bytes, row[2].length);
        buf_add(&out->link[out->count], row[3].bytes, row[3].length);
        out->count++;
    }
    store_end(vault->store, SQL_COMMIT_LAST);
    return ok;
}

static void finish_last_rows(struct last_rows *rows)
{
    for (size_t i = 0; i < 2; i++) {
        buf_finish(&rows->sealed[i]);
        buf_finish(&rows->link[i]);
    }
}

bool commit_check_last(struct vault *vault, struct report *report, struct commit *out,
                       struct error *err)
{
    struct last_rows rows = {.count = 0};
    uint8_t previous[SEAL_HASH];
    bool ok = read_last_rows(vault, &rows, err);

    memset(out, 0, sizeof *out);
    if (ok && rows.count == 0) {
        (void)damage_add(report, DAMAGE_COMMIT, "commit 1", _("there is no commit"));
    } else if (ok) {
        struct store_value row[4] = {store_number(rows.seq[0]), store_number(rows.epoch[0]),
                                     store_buf(&rows.sealed[0]), store_buf(&rows.link[0])};

        first_link(previous, vault);
        if (rows.count == 2 && rows.link[1].length == SEAL_HASH)
            memcpy(previous, rows.link[1].data, SEAL_HASH);
        if (rows.count == 2 ? rows.seq[1] != rows.seq[0] - 1 : rows.seq[0] != 1)
            (void)damage_add(report, DAMAGE_COMMIT, "the last two", _("a commit is missing"));
        (void)check_row(vault, row, previous, out, report);
        vault->state.commits = (uint64_t)rows.seq[0];
        if (rows.link[0].length == SEAL_HASH)
            memcpy(vault->state.commit_link, rows.link[0].data, SEAL_HASH);
    }
    finish_last_rows(&rows);
    return ok;
}

void commit_compare(const struct vault *vault, const struct commit *last, struct report *report)
{
    const struct vault_state *state = &vault->state;
    uint8_t root[SEAL_HASH];
    char place[48];

    (void)snprintf(place, sizeof place, "commit %" PRIu64, last->seq);
    heads_root(root, vault);
    if (memcmp(root, last->heads_root, SEAL_HASH) != 0 || state->patients != last->patients ||
        state->entries != last->entries)
        (void)damage_add(report, DAMAGE_ROOT, place,
                         _("the patients are not those of the last commit: a patient or an entry "
                           "was taken away, put back or exchanged"));
    if (memcmp(state->register_root, last->register_root, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_REGISTER, place,
                         _("the register is not that of the last commit"));
    if (memcmp(state->forms_root, last->forms_root, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_FORM, place,
                         _("the forms are not those of the last commit"));
    if (memcmp(state->grants_root, last->grants_root, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_GRANT, place,
                         _("the grants are not those of the last commit"));
    if (vault->roster.statements != last->statements ||
        memcmp(vault->roster.hash, last->roster_hash, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_ROSTER, place,
                         _("the roster is not that of the last commit"));
    if (state->audits != last->audits ||
        memcmp(state->audit_link, last->audit_link, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_AUDIT, place, _("the log is not that of the last commit"));
}

bool commit_check_all(struct vault *vault, struct report *report, size_t *count, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    uint8_t previous[SEAL_HASH];
    int64_t expected = 1;
    bool more = true, ok = store_start(vault->store, SQL_COMMIT_LIST, NULL, 0, err);

    first_link(previous, vault);
    while (ok && (ok = store_next(vault->store, SQL_COMMIT_LIST, row, &more, err)) && more) {
        struct commit commit;

        if (row[0].number != expected) {
            char place[48];

            (void)snprintf(place, sizeof place, "commit %" PRId64, expected);
            (void)damage_add(report, DAMAGE_COMMIT, place, _("it is missing"));
        }
        (void)check_row(vault, row, previous, &commit, report);
        if (row[3].length == SEAL_HASH)
            memcpy(previous, row[3].bytes, SEAL_HASH);
        expected = row[0].number + 1;
        (*count)++;
    }
    store_end(vault->store, SQL_COMMIT_LIST);
    return ok;
}

bool commit_link_at(struct vault *vault, uint64_t seq, uint8_t link[SEAL_HASH], bool *found,
                    struct error *err)
{
    struct store_value row[STORE_COLUMNS], at = store_number((int64_t)seq);
    bool ok = store_start(vault->store, SQL_COMMIT_AT, &at, 1, err) &&
              store_next(vault->store, SQL_COMMIT_AT, row, found, err);

    if (ok && *found) {
        *found = row[3].length == SEAL_HASH;
        if (*found)
            memcpy(link, row[3].bytes, SEAL_HASH);
    }
    store_end(vault->store, SQL_COMMIT_AT);
    return ok;
}
