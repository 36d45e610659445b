/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files, made so that nobody else can read them and nobody finds half of one.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdint.h>

/* Reads a regular file of at most MAX bytes. "-" is standard input. */
bool file_read(struct buf *out, const char *path, size_t max, struct error *err) MUST_USE;

enum file_mode {
    FILE_NEW,     /* refuse to replace (ERROR_EXISTS) */
    FILE_REPLACE, /* atomic exchange: the old file or the new one, never half */
};
/* 0600, written beside, fsynced, renamed, directory fsynced. */
bool file_write(const char *path, const void *bytes, size_t length, enum file_mode mode,
                struct error *err) MUST_USE;

/*
 * The same as FILE_NEW in two steps, for what is noted between them. After the first nothing
 * stands in the way any more (PATH is free, its directory takes files, the disk has room for
 * LENGTH bytes), and not one of the bytes has left the program.
 */
struct file_place {
    int directory, file; /* -1: not open */
    char beside[32];     /* the file until it has its name; "" */
    const char *path;    /* the caller's */
};
#define FILE_PLACE_INIT {-1, -1, "", NULL}
bool file_place_take(struct file_place *out, const char *path, size_t length,
                     struct error *err) MUST_USE;
bool file_place_fill(struct file_place *place, const void *bytes, size_t length,
                     struct error *err) MUST_USE;
void file_place_finish(struct file_place *place); /* leaves nothing behind that was not filled */

/* Makes PATH and missing parents with 0700; fails if the last one is not ours. */
bool file_make_directory(const char *path, struct error *err) MUST_USE;
/* Directory part resolved by realpath, then "/name": what SQLITE_OPEN_NOFOLLOW needs. */
bool file_absolute(struct buf *out, const char *path, struct error *err) MUST_USE;
bool file_exists(const char *path);
/* By what a file is told from what it was; all zero where there is none. */
struct file_stamp {
    int64_t seconds, nanoseconds, size;
    uint64_t number;
};
void file_look(struct file_stamp *out, const char *path);
bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b);
/* NFS, SMB, FUSE and friends: locks and WAL cannot be trusted there. */
bool file_on_network(const char *path);
bool file_sync_directory(const char *path, struct error *err) MUST_USE;

/* Names in a directory that end in SUFFIX, sorted; free with file_list_finish(). */
struct file_list {
    char **names;
    size_t count;
};
bool file_list_read(struct file_list *out, const char *directory, const char *suffix,
                    struct error *err) MUST_USE;
void file_list_finish(struct file_list *list);

#endif
