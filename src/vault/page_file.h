/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layer under SQLite that ends every page of the vault with a checksum of the
 * page, so that a bit that fell over is noticed wherever it lies: also in free
 * pages and in the gaps between rows, which no seal covers.
 *
 * It protects against accidents, not against people; that is what the seals and
 * signatures are for. A page that does not add up is noted and still handed on:
 * the seals decide whether anything that counts was hurt.
 */
#ifndef VAULT_PAGE_FILE_H
#define VAULT_PAGE_FILE_H

#include <stddef.h>
#include <stdint.h>

enum {
    PAGE_SIZE = 4096,
    PAGE_RESERVED = 16, /* bytes at the end of each page that hold the checksum */
    PAGE_MARKS = 64,
};

/* Pages (from 1) that did not add up when they were read. */
struct page_marks {
    uint32_t count; /* may exceed PAGE_MARKS: the rest is not listed */
    uint32_t pages[PAGE_MARKS];
    uint32_t failed_reads; /* that the system refused */
};

/* Number of the file control that yields the marks: argument struct page_marks **. */
enum { PAGE_FILE_MARKS = 0x5648504d };

/*
 * The name of the layer over the VFS called UNDER ("unix"), registering it the
 * first time. NULL when there is no such VFS.
 */
const char *page_file_layer(const char *under);

/* The 16 bytes that end page NUMBER (from 1). */
void page_checksum(uint8_t out[PAGE_RESERVED], const uint8_t page[PAGE_SIZE], uint32_t number);

#endif
