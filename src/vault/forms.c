/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of every form that was ever used, so that an old interview opens as
 * it was asked. Its name in the file is a keyed hash: which instruments a
 * practice uses cannot be read off. Long texts are cut into parts.
 */
#include "config.h"

#include "base/digest.h"
#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

enum { PART = 60 * 1024, FORM_MOST = 4 * 1024 * 1024 };

/* The name under the first metadata key: it stays when the key is changed. */
static bool form_id(const struct vault *vault, const char *digest, uint8_t out[SEAL_HASH],
                    struct error *err)
{
    struct buf name = BUF_INIT;
    uint8_t key[SEAL_KEY];

    if (strlen(digest) != 64 || strspn(digest, "0123456789abcdef") != 64)
        return error_set(err, ERROR_USAGE, _("this is not the digest of a form"));
    if (!vault_metadata_key(vault, 0, METADATA_FORM_NAME, key))
        return error_set(err, ERROR_DENIED, _("the key of the forms is not held"));
    vault_associate(&name, vault, "vh1.formname");
    seal_hash(out, key, name.data, name.length, digest, 64);
    secret_wipe(key, sizeof key);
    buf_finish(&name);
    return true;
}

static void associate(struct buf *out, const struct vault *vault, const uint8_t id[SEAL_HASH],
                      uint32_t part, uint32_t epoch)
{
    vault_associate(out, vault, "vh1.form");
    buf_add(out, id, SEAL_HASH);
    wire_put_u32(out, part);
    wire_put_u32(out, epoch);
}

static bool put_part(struct vault *vault, const uint8_t id[SEAL_HASH], uint32_t part, bool last,
                     const uint8_t *bytes, size_t length, struct error *err)
{
    uint32_t epoch = vault_metadata_epoch(vault);
    struct buf associated = BUF_INIT, plain = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    associate(&associated, vault, id, part, epoch);
    wire_put_u8(&plain, last ? 1 : 0);
    buf_add(&plain, bytes, length);
    if (!vault_metadata_key(vault, epoch, METADATA_FORM, key)) {
        (void)error_set(err, ERROR_DENIED, _("the key of the forms is not held"));
    } else if (seal_close(&sealed, vault->world, key, &associated, plain.data, plain.length, true,
                          err)) {
        const struct store_value row[] = {store_bytes(id, SEAL_HASH), store_number(part),
                                          store_number(epoch), store_buf(&sealed)};

        ok = store_write(vault->store, SQL_FORM_PUT, row, 4, err);
    }
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&sealed);
    return ok;
}

/* One part, behind those that are in OUT already. */
static bool open_part(const struct vault *vault, const uint8_t id[SEAL_HASH], uint32_t part,
                      const struct store_value *epoch, const struct store_value *sealed,
                      struct buf *out, bool *last)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    associate(&associated, vault, id, part, (uint32_t)epoch->number);
    ok = vault_metadata_key(vault, (uint32_t)epoch->number, METADATA_FORM, key) &&
         seal_open(&plain, key, &associated, sealed->bytes, sealed->length, true) &&
         plain.length > 0;
    if (ok) {
        *last = plain.data[0] == 1;
        buf_add(out, plain.data + 1, plain.length - 1);
    }
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
    return ok;
}

bool vault_form_get(struct vault *vault, const char *digest, struct buf *out, struct error *err)
{
    struct store_value row[STORE_COLUMNS], at;
    uint8_t id[SEAL_HASH];
    char found[65];
    uint32_t part = 0;
    size_t from = out->length;
    bool more = true, last = false, sound = true, ok = false;

    if (!form_id(vault, digest, id, err) || !vault_ready(vault, err))
        return false;
    at = store_bytes(id, sizeof id);
    ok = store_start(vault->store, SQL_FORM_GET, &at, 1, err);
    while (ok && sound && (ok = store_next(vault->store, SQL_FORM_GET, row, &more, err)) && more) {
        sound = row[0].number == (int64_t)part && !last &&
                open_part(vault, id, part, &row[1], &row[2], out, &last);
        part++;
    }
    store_end(vault->store, SQL_FORM_GET);
    if (ok && part == 0)
        return error_set(err, ERROR_NOT_FOUND, _("this form is not in the vault"));
    if (ok && sound && last) {
        digest_sha256(found, out->data + from, out->length - from);
        sound = strcmp(found, digest) == 0;
    }
    if (ok && (!sound || !last))
        return damage_set(err, DAMAGE_FORM, digest, _("the text of the form cannot be opened"));
    return ok;
}

static bool present(struct vault *vault, const uint8_t id[SEAL_HASH], bool *found,
                    struct error *err)
{
    struct store_value row[STORE_COLUMNS], at = store_bytes(id, SEAL_HASH);
    bool ok = store_start(vault->store, SQL_FORM_GET, &at, 1, err) &&
              store_next(vault->store, SQL_FORM_GET, row, found, err);

    store_end(vault->store, SQL_FORM_GET);
    return ok;
}

bool vault_form_put(struct vault *vault, const char *digest, const void *text, size_t length,
                    struct error *err)
{
    const uint8_t *bytes = text;
    uint8_t id[SEAL_HASH];
    char made[65];
    size_t at = 0;
    uint32_t part = 0;
    bool found = false, ok = true;

    digest_sha256(made, text, length);
    if (strcmp(made, digest) != 0)
        return error_set(err, ERROR_INVALID, _("the form's text and its digest do not agree"));
    if (length > FORM_MOST)
        return error_set(err, ERROR_LIMIT, _("the form is larger than %d KiB"), FORM_MOST / 1024);
    if (!form_id(vault, digest, id, err) || !vault_ready(vault, err) ||
        !present(vault, id, &found, err))
        return false;
    if (found)
        return true;
    if (!transaction_begin(vault, err))
        return false;
    do {
        size_t piece = length - at < PART ? length - at : PART;

        ok = put_part(vault, id, part++, at + piece == length, bytes + at, piece, err);
        at += piece;
    } while (ok && at < length);
    if (!ok || !forms_root(vault, vault->state.forms_root, err))
        return transaction_abort(vault, err);
    return transaction_commit(vault, NULL, 0, err);
}

bool forms_root(struct vault *vault, uint8_t out[SEAL_HASH], struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    struct buf all = BUF_INIT;
    bool more = true, ok = store_start(vault->store, SQL_FORM_LIST, NULL, 0, err);

    vault_associate(&all, vault, "vh1.formsroot");
    while (ok && (ok = store_next(vault->store, SQL_FORM_LIST, row, &more, err)) && more) {
        uint8_t hash[SEAL_HASH];

        seal_hash(hash, NULL, row[0].bytes, row[0].length, row[3].bytes, row[3].length);
        wire_put_u32(&all, (uint32_t)row[1].number);
        wire_put_u32(&all, (uint32_t)row[2].number);
        buf_add(&all, hash, sizeof hash);
    }
    store_end(vault->store, SQL_FORM_LIST);
    seal_hash(out, NULL, all.data, all.length, NULL, 0);
    buf_finish(&all);
    return ok;
}

bool forms_check_all(struct vault *vault, struct report *report, size_t *count, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_FORM_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_FORM_LIST, row, &more, err)) && more) {
        struct buf text = BUF_INIT;
        char place[48], id[17] = "";
        bool last = false;

        if (row[0].length >= 8)
            wire_hex(id, row[0].bytes, 8);
        (void)snprintf(place, sizeof place, "form %s, part %u", id, (unsigned)row[1].number);
        if (row[0].length != SEAL_HASH || !open_part(vault, row[0].bytes, (uint32_t)row[1].number,
                                                     &row[2], &row[3], &text, &last))
            (void)damage_add(report, DAMAGE_FORM, place, _("the text cannot be opened"));
        if (row[1].number == 0)
            (*count)++;
        buf_finish(&text);
    }
    store_end(vault->store, SQL_FORM_LIST);
    return ok;
}
