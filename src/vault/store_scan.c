/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at every page of the file, used or not. A page of which a committed
 * newer copy stands in the log does not count: a write-back that was cut short
 * may have left half of it, and the log has the whole.
 */
#include "config.h"

#include "vault/store_private.h"

#include "base/alloc.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

enum { LOG_HEADER = 32, FRAME_HEADER = 24 };

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* One flag a page of the file: whether the log supersedes it. */
static void mark_superseded(sqlite3_file *log, bool *superseded, uint32_t pages)
{
    uint8_t header[LOG_HEADER], frame[FRAME_HEADER];
    sqlite3_int64 size = 0, committed = LOG_HEADER;

    if (!log || !log->pMethods || log->pMethods->xFileSize(log, &size) != SQLITE_OK ||
        size < LOG_HEADER || log->pMethods->xRead(log, header, LOG_HEADER, 0) != SQLITE_OK)
        return;
    /* First to the last commit of this generation of the log, then the pages up to it. */
    for (int pass = 0; pass < 2; pass++) {
        sqlite3_int64 end = pass == 0 ? size : committed;

        for (sqlite3_int64 at = LOG_HEADER; at + FRAME_HEADER + PAGE_SIZE <= end;
             at += FRAME_HEADER + PAGE_SIZE) {
            uint32_t number = 0;

            if (log->pMethods->xRead(log, frame, FRAME_HEADER, at) != SQLITE_OK ||
                memcmp(frame + 8, header + 16, 8) != 0)
                break;
            number = big_endian(frame);
            if (pass == 0 && big_endian(frame + 4) != 0)
                committed = at + FRAME_HEADER + PAGE_SIZE;
            if (pass == 1 && number >= 1 && number <= pages)
                superseded[number - 1] = true;
        }
    }
}

bool store_scan_pages(struct store *store, void (*found)(void *self, uint32_t page), void *self,
                      struct error *err)
{
    sqlite3_file *file = NULL, *log = NULL;
    sqlite3_int64 size = 0;
    uint8_t page[PAGE_SIZE];
    struct page_marks *marks = NULL, before;
    uint32_t pages = 0;
    bool *superseded = NULL;

    (void)sqlite3_file_control(store->db, "main", PAGE_FILE_MARKS, (void *)&marks);
    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file);
    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, (void *)&log);
    if (!marks || !file || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return error_set(err, ERROR_IO, _("cannot read %s"), store->path);
    pages = (uint32_t)(size / PAGE_SIZE);
    superseded = alloc_array(pages + (size_t)1, sizeof *superseded);
    mark_superseded(log, superseded, pages);
    before = *marks;
    for (uint32_t number = 1; number <= pages; number++) {
        if (superseded[number - 1])
            continue;
        memset(marks, 0, sizeof *marks);
        if (file->pMethods->xRead(file, page, PAGE_SIZE,
                                  (sqlite3_int64)(number - 1) * PAGE_SIZE) != SQLITE_OK ||
            marks->count)
            found(self, number);
    }
    *marks = before;
    free(superseded);
    return true;
}
