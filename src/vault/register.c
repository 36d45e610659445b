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
    FLAG_OPENED = 4,   /* and behind it who broke the glass, when and why */
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
    wipe_text(row->patient.opened_by);
    wipe_text(row->patient.opened_why);
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
    row->patient.opened_by = copy_text(patient->opened_by);
    row->patient.opened_why = copy_text(patient->opened_why);
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
    wire_put_u8(out,
                (uint8_t)((row->finalised ? FLAG_FINALISED : 0) |
                          (row->detailed ? FLAG_DETAILED : 0) | (row->opened ? FLAG_OPENED : 0)));
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
    if (row->opened) {
        wire_put_u64(out, (uint64_t)row->opened);
        wire_put_string(out, row->opened_by);
        wire_put_string(out, row->opened_why);
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
    if (flags & FLAG_OPENED) {
        out->opened = (int64_t)wire_u64(wire);
        out->opened_by = wire_string(wire);
        out->opened_why = wire_string(wire);
    }
    return !wire->short_read;
}

static size_t row_size(const struct vault_patient *row)
{
    return SEAL_ID + 1 + 4 + 4 + 8 + 8 + 4 * 2 + strlen(row->name) + strlen(row->code) +
           strlen(row->birth) + strlen(row->form_id) + (row->detailed ? DETAILS_SIZE : 0) +
           (row->opened ? 8 + 2 * 2 + strlen(row->opened_by) + strlen(row->opened_why) : 0);
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

bool register_team(const struct register_pages *pages, const char *id, uint8_t team[SEAL_ID])
{
    const struct register_row *row = register_find(pages, id);

    if (row)
        memcpy(team, pages->pages[row->page].team, SEAL_ID);
    return row != NULL;
}

/* Where in the order page NUMBER of TEAM stands or would stand. */
static size_t page_place(const struct register_pages *pages, const uint8_t team[SEAL_ID],
                         uint64_t number)
{
    size_t low = 0, high = pages->page_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct register_page *page = &pages->pages[pages->order[middle]];
        int order = memcmp(page->team, team, SEAL_ID);

        if (order < 0 || (order == 0 && page->number < number))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The last page of TEAM; NULL: it has none. */
static const struct register_page *last_page(const struct register_pages *pages,
                                             const uint8_t team[SEAL_ID])
{
    size_t at = page_place(pages, team, UINT64_MAX);
    const struct register_page *page = at > 0 ? &pages->pages[pages->order[at - 1]] : NULL;

    return page && memcmp(page->team, team, SEAL_ID) == 0 ? page : NULL;
}

static uint32_t page_add(struct register_pages *pages, const uint8_t team[SEAL_ID], uint32_t number)
{
    size_t at = page_place(pages, team, number);
    struct register_page *page = NULL;

    alloc_grow(&pages->pages, &pages->page_capacity, pages->page_count + 1, sizeof *pages->pages);
    alloc_grow(&pages->order, &pages->order_capacity, pages->page_count + 1, sizeof *pages->order);
    memmove(pages->order + at + 1, pages->order + at,
            (pages->page_count - at) * sizeof *pages->order);
    pages->order[at] = (uint32_t)pages->page_count;
    page = &pages->pages[pages->page_count];
    *page = (struct register_page){.number = number};
    memcpy(page->team, team, SEAL_ID);
    return (uint32_t)pages->page_count++;
}

/* Takes back the last page_add. */
static void page_take_back(struct register_pages *pages)
{
    const struct register_page *page = &pages->pages[pages->page_count - 1];
    size_t at = page_place(pages, page->team, page->number);

    free(page->rows);
    memmove(pages->order + at, pages->order + at + 1,
            (pages->page_count - at - 1) * sizeof *pages->order);
    pages->page_count--;
}

/* Takes ROW over, into its page and the sorted list; replaces one of the same id. */
static void insert_row(struct register_pages *pages, struct register_row *row)
{
    struct register_page *page = &pages->pages[row->page];
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
    free(pages->order);
    *pages = (struct register_pages){0};
}

/* ---- sealed pages ---- */

static void associate(struct buf *out, const struct vault *vault, const uint8_t team[SEAL_ID],
                      uint32_t page, uint32_t epoch, uint64_t counter)
{
    vault_associate(out, vault, "vh1.register");
    buf_add(out, team, SEAL_ID);
    wire_put_u32(out, page);
    wire_put_u32(out, epoch);
    wire_put_u64(out, counter);
}

void register_root(struct vault *vault, const struct register_change *change)
{
    const struct register_pages *pages = &vault->patients;
    struct buf all = BUF_INIT;

    vault_associate(&all, vault, "vh1.registerroot");
    for (size_t at = 0; at < pages->page_count; at++) {
        const uint8_t *hash = pages->pages[pages->order[at]].hash;

        for (size_t i = 0; change && i < change->write_count; i++) {
            if (change->writes[i].page == pages->order[at])
                hash = change->writes[i].hash;
        }
        buf_add(&all, hash, SEAL_HASH);
    }
    seal_hash(vault->state.register_root, NULL, all.data, all.length, NULL, 0);
    buf_finish(&all);
}

static bool page_store(struct vault *vault, const struct ring *team, uint32_t number,
                       uint64_t counter, const struct buf *plain, uint8_t hash[SEAL_HASH],
                       struct error *err)
{
    uint32_t epoch = team->epochs - 1;
    struct buf associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    associate(&associated, vault, team->team, number, epoch, counter);
    seal_subkey(key, ring_key(team, epoch), TEAM_REGISTER, "vhteam__");
    if (seal_close(&sealed, vault->world, key, &associated, plain->data, plain->length, false,
                   err)) {
        const struct store_value row[] = {
            store_bytes(team->team, SEAL_ID), store_number(number), store_number(epoch),
            store_number((int64_t)counter),   store_buf(&sealed),
        };

        seal_hash(hash, NULL, associated.data, associated.length, sealed.data, sealed.length);
        ok = store_write(vault->store, SQL_REGISTER_PUT, row, 5, err);
    }
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

/* Writes page INDEX without WITHOUT and with EXTRA (either may be NULL). */
static bool stage_page(struct vault *vault, uint32_t index, const struct register_row *without,
                       const struct vault_patient *extra, struct register_change *change,
                       struct error *err)
{
    const struct register_page *page = &vault->patients.pages[index];
    const struct ring *team = vault_ring(vault, page->team);
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
    change->writes[at].page = index;
    change->writes[at].counter = page->counter + 1;
    assert(team);
    ok = page_store(vault, team, page->number, page->counter + 1, &plain, change->writes[at].hash,
                    err);
    buf_finish(&plain);
    return ok;
}

/* The last page of TEAM if SIZE fits, or a new one. */
static uint32_t page_with_room(struct register_pages *pages, const struct ring *team, size_t size,
                               bool *added)
{
    const struct register_page *last = last_page(pages, team->team);

    *added = !last || last->used + size > PAGE_ROWS;
    if (*added)
        return page_add(pages, team->team, last ? last->number + 1 : 0);
    return (uint32_t)(last - pages->pages);
}

bool register_stage(struct vault *vault, const struct vault_patient *patient,
                    const struct ring *team, struct register_change *change, struct error *err)
{
    struct register_pages *pages = &vault->patients;
    const struct register_row *old = register_find(pages, patient->id);
    struct register_row *row = register_row_create(patient);
    size_t size = row_size(&row->patient);
    bool ok = true;

    change->row = row;
    change->write_count = 0;
    change->added = false;
    if (old && memcmp(pages->pages[old->page].team, team->team, SEAL_ID) == 0 &&
        pages->pages[old->page].used - row_size(&old->patient) + size <= PAGE_ROWS) {
        row->page = old->page;
        ok = stage_page(vault, old->page, old, &row->patient, change, err);
    } else {
        row->page = page_with_room(pages, team, size, &change->added);
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
        struct register_page *page = &vault->patients.pages[change->writes[i].page];

        memcpy(page->hash, change->writes[i].hash, SEAL_HASH);
        page->counter = change->writes[i].counter;
    }
    change->row = NULL;
}

void register_drop(struct vault *vault, struct register_change *change)
{
    if (change->row) {
        register_row_destroy(change->row);
        if (change->added)
            page_take_back(&vault->patients);
    }
    change->row = NULL;
}

/* ---- loading ---- */

static bool take_rows(struct vault *vault, uint32_t index, const struct buf *plain)
{
    struct wire wire = wire_read(plain->data, plain->length);
    size_t count = wire_u16(&wire);

    for (size_t i = 0; i < count; i++) {
        struct vault_patient patient;
        bool ok = register_decode(&wire, &patient);
        struct register_row *row = alloc_array(1, sizeof *row);

        row->patient = patient;
        row->page = index;
        if (!ok || register_find(&vault->patients, patient.id)) {
            register_row_destroy(row);
            return false;
        }
        insert_row(&vault->patients, row);
    }
    return !wire.short_read;
}

static bool page_open(struct buf *plain, const struct ring *team, uint32_t epoch,
                      const struct buf *associated, const struct store_value *sealed)
{
    const uint8_t *team_key = ring_key(team, epoch);
    uint8_t key[SEAL_KEY];
    bool ok = false;

    if (!team_key)
        return false;
    seal_subkey(key, team_key, TEAM_REGISTER, "vhteam__");
    ok = seal_open(plain, key, associated, sealed->bytes, sealed->length, false) &&
         plain->length == PAGE_PLAIN;
    secret_wipe(key, sizeof key);
    return ok;
}

/* Of a team that this user does not read the page counts only as a part of the root. */
static void take_page(struct vault *vault, const struct store_value *row, struct report *report)
{
    const struct register_page *last = last_page(&vault->patients, row[0].bytes);
    const struct ring *team = vault_awake(vault, row[0].bytes);
    int64_t expected = last ? (int64_t)last->number + 1 : 0;
    uint32_t index = page_add(&vault->patients, row[0].bytes, (uint32_t)expected);
    struct register_page *page = &vault->patients.pages[index];
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    char place[64], team_name[2 * SEAL_ID + 1];

    wire_hex(team_name, row[0].bytes, SEAL_ID);
    (void)snprintf(place, sizeof place, "register page %" PRId64 " of team %.8s", expected,
                   team_name);
    page->counter = (uint64_t)row[3].number;
    associate(&associated, vault, page->team, page->number, (uint32_t)row[2].number, page->counter);
    seal_hash(page->hash, NULL, associated.data, associated.length, row[4].bytes, row[4].length);
    if (row[1].number != expected ||
        (team && ((uint32_t)row[2].number + 1 != team->epochs ||
                  !page_open(&plain, team, (uint32_t)row[2].number, &associated, &row[4]) ||
                  !take_rows(vault, index, &plain))))
        (void)damage_add(report, DAMAGE_REGISTER, place, _("the page cannot be opened"));
    buf_finish(&associated);
    buf_finish(&plain);
}

bool register_load(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_REGISTER_LIST, NULL, 0, err);

    register_finish(&vault->patients);
    while (ok && (ok = store_next(vault->store, SQL_REGISTER_LIST, row, &more, err)) && more) {
        if (row[0].length == SEAL_ID)
            take_page(vault, row, report);
        else
            (void)damage_add(report, DAMAGE_REGISTER, "team", _("a field has the wrong size"));
    }
    store_end(vault->store, SQL_REGISTER_LIST);
    register_root(vault, NULL);
    return ok;
}

/* ---- a new epoch ---- */

static bool reseal_page(struct vault *vault, const struct ring *team, struct register_page *page,
                        struct error *err)
{
    const struct store_value at[] = {store_bytes(team->team, SEAL_ID), store_number(page->number)};
    struct store_value row[STORE_COLUMNS];
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    bool found = false, opened = false;
    bool ok = store_start(vault->store, SQL_REGISTER_GET, at, 2, err) &&
              store_next(vault->store, SQL_REGISTER_GET, row, &found, err);

    if (ok && found) {
        associate(&associated, vault, team->team, page->number, (uint32_t)row[0].number,
                  (uint64_t)row[1].number);
        opened = page_open(&plain, team, (uint32_t)row[0].number, &associated, &row[2]);
    }
    store_end(vault->store, SQL_REGISTER_GET);
    if (ok && !opened)
        ok = damage_set(err, DAMAGE_REGISTER, "register page", _("the page cannot be opened"));
    ok = ok && page_store(vault, team, page->number, ++page->counter, &plain, page->hash, err);
    buf_finish(&associated);
    buf_finish(&plain);
    return ok;
}

bool register_reseal(struct vault *vault, const struct ring *team, struct error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < vault->patients.page_count; i++) {
        struct register_page *page = &vault->patients.pages[i];

        if (memcmp(page->team, team->team, SEAL_ID) == 0)
            ok = reseal_page(vault, team, page, err);
    }
    register_root(vault, NULL);
    return ok;
}
