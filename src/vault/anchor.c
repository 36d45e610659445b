/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The anchor: a small file outside the vault that remembers the newest commit,
 * since an older copy of the vault is in itself a perfectly good vault. One
 * record for each place and user, each with its own MAC, written over in place
 * after every commit.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RECORD = 192,
    RECORD_BODY = RECORD - SEAL_HASH,
    RECORDS = 32,
};

struct record {
    uint8_t vault_id[SEAL_ID], place[SEAL_HASH], user_id[SEAL_ID];
    uint32_t epoch;
    uint64_t commits;
    uint8_t link[SEAL_HASH];
    uint64_t draft_counter;
    int64_t time;
};

static void place_of(uint8_t out[SEAL_HASH], const struct vault *vault)
{
    struct buf name = BUF_INIT;

    vault_associate(&name, vault, "vh1.place");
    seal_hash(out, NULL, name.data, name.length, vault->path, strlen(vault->path));
    buf_finish(&name);
}

static bool mac_of(const struct vault *vault, uint32_t epoch, const uint8_t body[RECORD_BODY],
                   uint8_t out[SEAL_HASH])
{
    uint8_t key[SEAL_KEY];

    if (!vault_metadata_key(vault, epoch, METADATA_ANCHOR, key))
        return false;
    seal_hash(out, key, body, RECORD_BODY, NULL, 0);
    secret_wipe(key, sizeof key);
    return true;
}

static bool write_record(const struct vault *vault, const struct record *record,
                         uint8_t out[RECORD])
{
    struct buf body = BUF_INIT;
    bool ok = false;

    buf_add(&body, "VHANCHR1", 8);
    buf_add(&body, record->vault_id, SEAL_ID);
    buf_add(&body, record->place, SEAL_HASH);
    buf_add(&body, record->user_id, SEAL_ID);
    wire_put_u32(&body, record->epoch);
    wire_put_u64(&body, record->commits);
    buf_add(&body, record->link, SEAL_HASH);
    wire_put_u64(&body, record->draft_counter);
    wire_put_u64(&body, (uint64_t)record->time);
    while (body.length < RECORD_BODY)
        buf_add_char(&body, '\0');
    memcpy(out, body.data, RECORD_BODY);
    ok = mac_of(vault, record->epoch, out, out + RECORD_BODY);
    buf_finish(&body);
    return ok;
}

/* True if it begins as a record does; nothing is said of its seal. */
static bool parse_record(const uint8_t bytes[RECORD], struct record *out)
{
    struct wire wire = wire_read(bytes, RECORD_BODY);
    uint8_t magic[8];

    wire_copy(&wire, magic, sizeof magic);
    wire_copy(&wire, out->vault_id, SEAL_ID);
    wire_copy(&wire, out->place, SEAL_HASH);
    wire_copy(&wire, out->user_id, SEAL_ID);
    out->epoch = wire_u32(&wire);
    out->commits = wire_u64(&wire);
    wire_copy(&wire, out->link, SEAL_HASH);
    out->draft_counter = wire_u64(&wire);
    out->time = (int64_t)wire_u64(&wire);
    return memcmp(magic, "VHANCHR1", 8) == 0;
}

/* False: not a sound record of this vault. */
static bool read_record(const struct vault *vault, const uint8_t bytes[RECORD], struct record *out)
{
    uint8_t mac[SEAL_HASH];

    return parse_record(bytes, out) && memcmp(out->vault_id, vault->id, SEAL_ID) == 0 &&
           mac_of(vault, out->epoch, bytes, mac) && seal_equal(mac, bytes + RECORD_BODY, SEAL_HASH);
}

static char *anchor_path(const struct vault *vault)
{
    struct buf path = BUF_INIT;
    char id[2 * SEAL_ID + 1];

    wire_hex(id, vault->id, SEAL_ID);
    buf_add_format(&path, "%s/anchor-%s", vault->world->state_home, id);
    return buf_take(&path);
}

void anchor_open(struct vault *vault, struct report *report)
{
    char *path = NULL;
    struct stat st;

    vault->anchor = -1;
    if (!vault->world->state_home)
        return;
    if (!vault->inspect && !file_exists(vault->world->state_home))
        (void)!file_make_directory(vault->world->state_home, NULL);
    path = anchor_path(vault);
    vault->anchor = vault->inspect
                        ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
                        : open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (vault->anchor < 0 && !(vault->inspect && errno == ENOENT))
        vault_warn(vault, _("no note of this vault can be kept outside of it, so an exchange for "
                            "an older copy would not be noticed"));
    if (vault->anchor >= 0 &&
        (fstat(vault->anchor, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size % RECORD != 0)) {
        (void)damage_add(report, DAMAGE_ROLLBACK, "anchor",
                         _("the note outside the vault is damaged"));
        if (!S_ISREG(st.st_mode)) {
            (void)close(vault->anchor);
            vault->anchor = -1;
        }
    }
    free(path);
}

static void compare(struct vault *vault, const struct record *record, struct report *report)
{
    uint8_t link[SEAL_HASH];
    bool found = false;

    if (record->commits == 0 || !commit_link_at(vault, record->commits, link, &found, NULL))
        return;
    if (!found || record->commits > vault->state.commits)
        (void)damage_add(report, DAMAGE_ROLLBACK, "anchor",
                         _("this vault is older than the one that was last used here"));
    else if (memcmp(link, record->link, SEAL_HASH) != 0)
        (void)damage_add(report, DAMAGE_ROLLBACK, "anchor",
                         _("this vault has another history than the one that was last used here"));
    else if (memcmp(record->user_id, vault->user_id, SEAL_ID) == 0 &&
             record->draft_counter > vault->state.draft_counter)
        (void)damage_add(report, DAMAGE_ROLLBACK, "anchor",
                         _("the draft in this vault is older than the last one written here"));
}

void anchor_check(struct vault *vault, struct report *report)
{
    uint8_t bytes[RECORD], place[SEAL_HASH];
    int64_t oldest = INT64_MAX, oldest_place = 0, end = 0, damaged = -1;
    bool known = false, newer_elsewhere = false;

    vault->anchor_place = -1;
    if (vault->anchor < 0)
        return;
    place_of(place, vault);
    for (int64_t at = 0; at < (int64_t)RECORDS * RECORD; at += RECORD) {
        struct record record;

        if (pread(vault->anchor, bytes, RECORD, (off_t)at) != RECORD)
            break;
        end = at + RECORD;
        if (!read_record(vault, bytes, &record)) {
            (void)damage_add(report, DAMAGE_ROLLBACK, "anchor",
                             _("the note outside the vault is damaged"));
            damaged = at;
            continue;
        }
        if (memcmp(record.place, place, SEAL_HASH) != 0) {
            newer_elsewhere = newer_elsewhere || record.commits > vault->state.commits;
        } else {
            /* Also what a colleague wrote here last must be in it. */
            compare(vault, &record, report);
            if (memcmp(record.user_id, vault->user_id, SEAL_ID) == 0) {
                known = true;
                vault->anchor_place = at;
            }
        }
        if (record.time < oldest) {
            oldest = record.time;
            oldest_place = at;
        }
    }
    if (known)
        return;
    if (damaged >= 0)
        vault->anchor_place = damaged;
    else
        vault->anchor_place = end < (int64_t)RECORDS * RECORD ? end : oldest_place;
    if (newer_elsewhere)
        vault_warn(vault, _("a newer copy of this vault was used on this computer"));
}

void anchor_write(struct vault *vault)
{
    struct record record = {
        .epoch = vault_metadata_epoch(vault),
        .commits = vault->state.commits,
        .draft_counter = vault->state.draft_counter,
        .time = world_now(vault->world),
    };
    uint8_t bytes[RECORD];

    if (vault->anchor < 0 || vault->anchor_place < 0 || vault->rolled_back || vault->inspect)
        return;
    memcpy(record.vault_id, vault->id, SEAL_ID);
    memcpy(record.user_id, vault->user_id, SEAL_ID);
    memcpy(record.link, vault->state.commit_link, SEAL_HASH);
    place_of(record.place, vault);
    if (write_record(vault, &record, bytes))
        (void)!pwrite(vault->anchor, bytes, RECORD, (off_t)vault->anchor_place);
}

void anchor_close(struct vault *vault)
{
    if (vault->anchor < 0)
        return;
    if (!vault->inspect)
        (void)fsync(vault->anchor);
    (void)close(vault->anchor);
    vault->anchor = -1;
}

bool anchor_last_user(const struct world *world, const char *path, const uint8_t id[SEAL_ID],
                      uint8_t user[SEAL_ID])
{
    struct vault vault = {.world = world, .path = (char *)path, .anchor = -1};
    uint8_t bytes[RECORD], place[SEAL_HASH];
    int64_t newest = INT64_MIN;
    char *name = NULL;
    int file = -1;

    if (!world->state_home)
        return false;
    memcpy(vault.id, id, SEAL_ID);
    place_of(place, &vault);
    name = anchor_path(&vault);
    file = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    free(name);
    for (int at = 0; file >= 0 && at < RECORDS; at++) {
        struct record record;

        if (pread(file, bytes, RECORD, (off_t)at * RECORD) != RECORD)
            break;
        if (parse_record(bytes, &record) && record.time > newest &&
            memcmp(record.place, place, SEAL_HASH) == 0) {
            newest = record.time;
            memcpy(user, record.user_id, SEAL_ID);
        }
    }
    if (file >= 0)
        (void)close(file);
    return newest != INT64_MIN;
}
