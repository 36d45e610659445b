/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Register pages. One seal for some thirty patients instead of one for each:
 * unlocking a large vault would otherwise be spent on starting seals. A page is
 * written whole, always the same size; a row that outgrows its page moves.
 */
#include "config.h"

#include "vault/register.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGE_PLAIN = 4096 - SEAL_OVERHEAD,
    PAGE_ROWS = PAGE_PLAIN - 2, /* after the count */
    TEAM_REGISTER = 2,          /* subkey of a team's key */
    FLAG_FINALISED = 1,
    FLAG_DETAILED = 2, /* what follows the four texts is there */
    DETAILS_SIZE = 2 * 4 + 4 * 2,
};

/* ---- rows ---- */

static void wipe_text(char *text)
{
    if (text)
        secret_wipe(text, strlen(text));
    free(text);
}

void register_row_destroy(struct register_row *row)
{
    if (!row)
        return;
    wipe_text(row->patient.name);
    wipe_text(row->patient.code);
    wipe_text(row->patient.birth);
    wipe_text(row->patient.form_id);
    free(row);
}

static char *copy_text(const char *text)
{
    return alloc_string(text ? text : "");
}

struct register_row *register_row_create(const struct vault_patient *patient)
{
    struct register_row *row = alloc_array(1, sizeof *row);

    row->patient = *patient;
    row->patient.name = copy_text(patient->name);
    row->patient.code = copy_text(patient->code);
    row->patient.birth = copy_text(patient->birth);
    row->patient.form_id = copy_text(patient->form_id);
    return row;
}

static bool text_fits(const char *text, size_t most, const char *what, struct error *err)
{
    size_t bad = 0;

    if (text && strlen(text) > most)
        return error_set(err, ERROR_LIMIT, _("the %s is too long (at most %zu bytes)"), what, most);
    if (text && !text_valid(text, strlen(text), &bad))
        return error_set(err, ERROR_INVALID, _("the %s is not UTF-8 text"), what);
    return true;
}

static void put_row(struct buf *out, const struct vault_patient *row)
{
    uint8_t id[SEAL_ID] = {0};

    (void)wire_unhex(id, SEAL_ID, row->id);
    buf_add(out, id, SEAL_ID);
    wire_put_u8(out, (uint8_t)((row->finalised ? FLAG_FINALISED : 0) |
                               (row->detailed ? FLAG_DETAILED : 0)));
    wire_put_u32(out, row->answered);
    wire_put_u32(out, row->total);
    wire_put_u64(out, (uint64_t)row->created);
    wire_put_u64(out, (uint64_t)row->changed);
    wire_put_string(out, row->name);
    wire_put_string(out, row->code);
    wire_put_string(out, row->birth);
    wire_put_string(out, row->form_id);
    if (row->detailed) {
        wire_put_u32(out, (uint32_t)row->last_contact);
        wire_put_u32(out, (uint32_t)row->follow_up);
        wire_put_u16(out, row->begun);
        wire_put_u16(out, row->closed);
        wire_put_u16(out, row->open);
        wire_put_u16(out, row->later);
    }
}

static void take_details(struct wire *wire, struct vault_patient *out)
{
    out->last_contact = (int32_t)wire_u32(wire);
    out->follow_up = (int32_t)wire_u32(wire);
    out->begun = wire_u16(wire);
    out->closed = wire_u16(wire);
    out->open = wire_u16(wire);
    out->later = wire_u16(wire);
}

bool register_decode(struct wire *wire, struct vault_patient *out)
{
    uint8_t id[SEAL_ID];

    uint8_t flags;

    *out = (struct vault_patient){.last_contact = VAULT_NO_DAY, .follow_up = VAULT_NO_DAY};
    wire_copy(wire, id, SEAL_ID);
    wire_hex(out->id, id, SEAL_ID);
    flags = wire_u8(wire);
    out->finalised = (flags & FLAG_FINALISED) != 0;
    out->detailed = (flags & FLAG_DETAILED) != 0;
    out->answered = wire_u32(wire);
    out->total = wire_u32(wire);
    out->created = (int64_t)wire_u64(wire);
    out->changed = (int64_t)wire_u64(wire);
    out->name = wire_string(wire);
    out->code = wire_string(wire);
    out->birth = wire_string(wire);
    out->form_id = wire_string(wire);
    if (out->detailed)
        take_details(wire, out);
    return !wire->short_read;
}

static size_t row_size(const struct vault_patient *row)
{
    return SEAL_ID + 1 + 4 + 4 + 8 + 8 + 4 * 2 + strlen(row->name) + strlen(row->code) +
           strlen(row->birth) + strlen(row->form_id) + (row->detailed ? DETAILS_SIZE : 0);
}

bool register_encode(struct buf *out, const struct vault_patient *row, struct error *err)
{
    if (!text_fits(row->name, 1024, _("name"), err) || !text_fits(row->code, 256, _("code"), err) ||
        !text_fits(row->birth, 256, _("birth date"), err) ||
        !text_fits(row->form_id, 256, _("form's name"), err))
        return false;
    put_row(out, row);
    return true;
}

/* ---- lookup ---- */

/* Where ID stands or would stand. */
static size_t row_place(const struct register_pages *pages, const char *id, bool *found)
{
    size_t low = 0, high = pages->count;

    *found = false;
    while (low < high && !*found) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(pages->rows[middle]->patient.id, id);

        *found = order == 0;
        if (order == 0)
            low = middle;
        else if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct register_row *register_find(const struct register_pages *pages, const char *id)
{
    bool found = false;
    size_t at = row_place(pages, id, &found);

    return found ? pages->rows[at] : NULL;
}

static struct register_page *page_at(struct register_pages *pages, uint32_t number)
{
    while (pages->page_count <= number) {
        alloc_grow(&pages->pages, &pages->page_capacity, pages->page_count + 1,
                   sizeof *pages->pages);
        pages->pages[pages->page_count++] = (struct register_page){.counter = 0};
    }
    return &pages->pages[number];
}

/* Takes ROW over, into its page and the sorted list; replaces one of the same id. */
static void insert_row(struct register_pages *pages, struct register_row *row)
{
    struct register_page *page = page_at(pages, row->page);
    bool found = false;
    size_t at = row_place(pages, row->patient.id, &found);

    if (found) {
        struct register_row *old = pages->rows[at];
        struct register_page *from = &pages->pages[old->page];
        size_t i = 0;

        while (from->rows[i] != old)
            i++;
        from->rows[i] = from->rows[--from->count];
        from->used -= row_size(&old->patient);
        register_row_destroy(old);
    } else {
        alloc_grow(&pages->rows, &pages->capacity, pages->count + 1, sizeof(void *));
        memmove(pages->rows + at + 1, pages->rows + at, (pages->count - at) * sizeof(void *));
        pages->count++;
    }
    pages->rows[at] = row;
    alloc_grow(&page->rows, &page->capacity, page->count + 1, sizeof(void *));
    page->rows[page->count++] = row;
    page->used += row_size(&row->patient);
}

void register_finish(struct register_pages *pages)
{
    for (size_t i = 0; i < pages->count; i++)
        register_row_destroy(pages->rows[i]);
    for (size_t i = 0; i < pages->page_count; i++)
        free(pages->pages[i].rows);
    free(pages->rows);
    free(pages->pages);
    *pages = (struct register_pages){0};
}

/* ---- sealed pages ---- */

static void associate(struct buf *out, const struct vault *vault, uint32_t page, uint32_t epoch,
                      uint64_t counter)
{
    vault_associate(out, vault, "vh1.register");
    buf_add(out, vault->team.team, SEAL_ID);
    wire_put_u32(out, page);
    wire_put_u32(out, epoch);
    wire_put_u64(out, counter);
}

void register_root(struct vault *vault, const struct register_change *change)
{
    const struct register_pages *pages = &vault->patients;
    size_t count = pages->page_count;
    struct buf all = BUF_INIT;

    for (size_t i = 0; change && i < change->write_count; i++) {
        if (change->writes[i].page >= count)
            count = change->writes[i].page + 1;
    }
    vault_associate(&all, vault, "vh1.registerroot");
    for (uint32_t number = 0; number < count; number++) {
        const uint8_t *hash = number < pages->page_count ? pages->pages[number].hash : NULL;

        for (size_t i = 0; change && i < change->write_count; i++) {
            if (change->writes[i].page == number)
                hash = change->writes[i].hash;
        }
        assert(hash);
        buf_add(&all, hash, SEAL_HASH);
    }
    seal_hash(vault->state.register_root, NULL, all.data, all.length, NULL, 0);
    buf_finish(&all);
}

static bool page_store(struct vault *vault, uint32_t number, uint64_t counter,
                       const struct buf *plain, uint8_t hash[SEAL_HASH], struct error *err)
{
    uint32_t epoch = vault->team.epochs - 1;
    struct buf associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    associate(&associated, vault, number, epoch, counter);
    seal_subkey(key, ring_key(&vault->team, epoch), TEAM_REGISTER, "vhteam__");
    if (seal_close(&sealed, vault->world, key, &associated, plain->data, plain->length, false,
                   err)) {
        const struct store_value row[] = {
            store_bytes(vault->team.team, SEAL_ID), store_number(number), store_number(epoch),
            store_number((int64_t)counter),         store_buf(&sealed),
        };

        seal_hash(hash, NULL, associated.data, associated.length, sealed.data, sealed.length);
        ok = store_write(vault->store, SQL_REGISTER_PUT, row, 5, err);
    }
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

/* Writes page NUMBER without WITHOUT and with EXTRA (either may be NULL). */
static bool stage_page(struct vault *vault, uint32_t number, const struct register_row *without,
                       const struct vault_patient *extra, struct register_change *change,
                       struct error *err)
{
    const struct register_pages *pages = &vault->patients;
    const struct register_page *page =
        number < pages->page_count ? &pages->pages[number] : &(struct register_page){.count = 0};
    struct buf plain = BUF_INIT;
    size_t count = 0, at = change->write_count++;
    bool ok = false;

    buf_reserve(&plain, PAGE_PLAIN);
    wire_put_u16(&plain, 0);
    for (size_t i = 0; i < page->count; i++) {
        if (page->rows[i] == without)
            continue;
        put_row(&plain, &page->rows[i]->patient);
        count++;
    }
    if (extra) {
        put_row(&plain, extra);
        count++;
    }
    assert(plain.length <= PAGE_PLAIN);
    plain.data[0] = (char)(count & 0xff);
    plain.data[1] = (char)(count >> 8);
    while (plain.length < PAGE_PLAIN)
        buf_add_char(&plain, '\0');
    change->writes[at].page = number;
    change->writes[at].counter = page->counter + 1;
    ok = page_store(vault, number, page->counter + 1, &plain, change->writes[at].hash, err);
    buf_finish(&plain);
    return ok;
}

bool register_stage(struct vault *vault, const struct vault_patient *patient,
                    struct register_change *change, struct error *err)
{
    const struct register_pages *pages = &vault->patients;
    const struct register_row *old = register_find(pages, patient->id);
    struct register_row *row = register_row_create(patient);
    size_t size = row_size(&row->patient);
    bool ok = true;

    change->row = row;
    change->write_count = 0;
    if (old && pages->pages[old->page].used - row_size(&old->patient) + size <= PAGE_ROWS) {
        row->page = old->page;
        ok = stage_page(vault, old->page, old, &row->patient, change, err);
    } else {
        row->page = (uint32_t)pages->page_count;
        if (pages->page_count > 0 && pages->pages[pages->page_count - 1].used + size <= PAGE_ROWS)
            row->page--;
        ok = (!old || stage_page(vault, old->page, old, NULL, change, err)) &&
             stage_page(vault, row->page, NULL, &row->patient, change, err);
    }
    if (ok)
        register_root(vault, change);
    return ok;
}

void register_apply(struct vault *vault, struct register_change *change)
{
    if (!change->row)
        return;
    insert_row(&vault->patients, change->row);
    for (size_t i = 0; i < change->write_count; i++) {
        struct register_page *page = page_at(&vault->patients, change->writes[i].page);

        memcpy(page->hash, change->writes[i].hash, SEAL_HASH);
        page->counter = change->writes[i].counter;
    }
    change->row = NULL;
}

void register_drop(struct register_change *change)
{
    if (change->row)
        register_row_destroy(change->row);
    change->row = NULL;
}

/* ---- loading ---- */

static bool take_rows(struct vault *vault, uint32_t number, const struct buf *plain)
{
    struct wire wire = wire_read(plain->data, plain->length);
    size_t count = wire_u16(&wire);

    for (size_t i = 0; i < count; i++) {
        struct vault_patient patient;
        bool ok = register_decode(&wire, &patient);
        struct register_row *row = alloc_array(1, sizeof *row);

        row->patient = patient;
        row->page = number;
        if (!ok || register_find(&vault->patients, patient.id)) {
            register_row_destroy(row);
            return false;
        }
        insert_row(&vault->patients, row);
    }
    return !wire.short_read;
}

static void take_page(struct vault *vault, const struct store_value *row, uint32_t number,
                      struct report *report)
{
    struct register_page *page = page_at(&vault->patients, number);
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    uint32_t epoch = (uint32_t)row[2].number;
    const uint8_t *team_key = ring_key(&vault->team, epoch);
    uint8_t key[SEAL_KEY] = {0};
    char place[32];

    (void)snprintf(place, sizeof place, "register page %" PRIu32, number);
    page->counter = (uint64_t)row[3].number;
    associate(&associated, vault, number, epoch, page->counter);
    seal_hash(page->hash, NULL, associated.data, associated.length, row[4].bytes, row[4].length);
    if (team_key)
        seal_subkey(key, team_key, TEAM_REGISTER, "vhteam__");
    if (!team_key || row[0].length != SEAL_ID ||
        memcmp(row[0].bytes, vault->team.team, SEAL_ID) != 0 || row[1].number != (int64_t)number ||
        !seal_open(&plain, key, &associated, row[4].bytes, row[4].length, false) ||
        plain.length != PAGE_PLAIN || !take_rows(vault, number, &plain))
        (void)damage_add(report, DAMAGE_REGISTER, place, _("the page cannot be opened"));
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
}

bool register_load(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    uint32_t number = 0;
    bool more = true, ok = store_start(vault->store, SQL_REGISTER_LIST, NULL, 0, err);

    register_finish(&vault->patients);
    while (ok && (ok = store_next(vault->store, SQL_REGISTER_LIST, row, &more, err)) && more)
        take_page(vault, row, number++, report);
    store_end(vault->store, SQL_REGISTER_LIST);
    register_root(vault, NULL);
    return ok;
}
