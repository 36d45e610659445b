/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files: written beside and renamed, so that a crash leaves the old one or the
 * new one; opened without following a planted link; readable by their owner only.
 */
#include "config.h"

#include "base/file.h"

#include "base/alloc.h"
#include "base/i18n.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define READ_STEP ((size_t)64 * 1024)
#define LIST_MOST 10000

static bool too_large(struct error *err, const char *path, size_t max)
{
    return error_set(err, ERROR_LIMIT, _("%s is too large: at most %zu bytes are read"), path, max);
}

/* SIZE is what the file said of itself: it may lie, and it may grow. */
static bool read_all(struct buf *out, int fd, const char *path, size_t size, size_t max,
                     struct error *err)
{
    size_t start = out->length;

    buf_reserve(out, size < max ? size + 1 : max);
    for (;;) {
        ssize_t got;

        buf_reserve(out, out->capacity - out->length > 2 ? 1 : READ_STEP);
        got = read(fd, out->data + out->length, out->capacity - out->length - 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return error_errno(err, errno, _("cannot read %s"), path);
        }
        out->length += (size_t)got;
        out->data[out->length] = '\0';
        if (out->length - start > max) {
            return too_large(err, path, max);
        }
        if (got == 0) {
            return true;
        }
    }
}

bool file_read(struct buf *out, const char *path, size_t max, struct error *err)
{
    struct stat status;
    bool done = false;
    int fd;

    if (strcmp(path, "-") == 0) {
        return read_all(out, STDIN_FILENO, _("standard input"), 0, max, err);
    }
    /* Not to hang on a pipe that nobody writes to. */
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return error_errno(err, errno, _("cannot open %s"), path);
    }
    if (fstat(fd, &status) != 0) {
        (void)error_errno(err, errno, _("cannot read %s"), path);
    } else if (!S_ISREG(status.st_mode)) {
        (void)error_set(err, ERROR_INVALID, _("%s is not a regular file"), path);
    } else if ((uintmax_t)status.st_size > max) {
        (void)too_large(err, path, max);
    } else {
        done = read_all(out, fd, path, (size_t)status.st_size, max, err);
    }
    (void)close(fd);
    return done;
}

/* "DIRECTORY" and "NAME" of a path; the directory of a bare name is ".". */
static const char *split(struct buf *directory, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL) {
        buf_add_text(directory, ".");
        return path;
    }
    buf_add(directory, path, slash == path ? 1 : (size_t)(slash - path));
    return slash + 1;
}

static bool is_name(const char *name)
{
    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static int open_directory(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool write_all(int fd, const void *bytes, size_t length)
{
    const char *next = bytes;

    while (length > 0) {
        ssize_t written = write(fd, next, length);

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        next += written;
        length -= (size_t)written;
    }
    return true;
}

/* A new file beside NAME; its own name goes to BESIDE. Returns -1 with errno. */
static int create_beside(int directory, char beside[32])
{
    int fd = -1;

    /* Names left behind by a crash are passed by; nothing is ever opened that exists. */
    for (unsigned attempt = 0; attempt < 1000; attempt++) {
        (void)snprintf(beside, 32, ".new-%u-%u", (unsigned)getpid(), attempt);
        fd = openat(directory, beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST) {
            break;
        }
    }
    return fd;
}

static bool take_name(int directory, const char *beside, const char *name, enum file_mode mode)
{
    if (mode == FILE_REPLACE) {
        return renameat(directory, beside, directory, name) == 0;
    }
    if (renameat2(directory, beside, directory, name, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    /* A file system without that call: a second name that must be new, then one less. */
    return linkat(directory, beside, directory, name, 0) == 0 &&
           unlinkat(directory, beside, 0) == 0;
}

/* What is written beside; its name comes last. */
static bool place_open(struct file_place *out, const char *path, const char **name,
                       struct error *err)
{
    struct buf parent = BUF_INIT;

    *out = (struct file_place)FILE_PLACE_INIT;
    out->path = path;
    *name = split(&parent, path);
    if (!is_name(*name)) {
        (void)error_set(err, ERROR_INVALID, _("%s is not the name of a file"), path);
    } else {
        out->directory = open_directory(buf_text(&parent));
        if (out->directory < 0) {
            (void)error_errno(err, errno, _("cannot write into the directory %s"),
                              buf_text(&parent));
        }
    }
    buf_finish(&parent);
    return out->directory >= 0;
}

static bool place_error(const struct file_place *place, int number, struct error *err)
{
    if (number == EEXIST) {
        return error_set(err, ERROR_EXISTS, _("%s exists already; choose another name"),
                         place->path);
    }
    return error_errno(err, number, _("cannot write %s"), place->path);
}

static bool place_begin(struct file_place *place, struct error *err)
{
    place->file = create_beside(place->directory, place->beside);
    if (place->file < 0) {
        place->beside[0] = '\0';
        return error_errno(err, errno, _("cannot write %s"), place->path);
    }
    return true;
}

static bool place_end(struct file_place *place, const void *bytes, size_t length,
                      enum file_mode mode, struct error *err)
{
    const char *slash = strrchr(place->path, '/');
    bool done = write_all(place->file, bytes, length) && fsync(place->file) == 0;
    int number = errno;

    if (close(place->file) != 0 && done) {
        number = errno;
        done = false;
    }
    place->file = -1;
    if (!done) {
        return place_error(place, number, err);
    }
    if (!take_name(place->directory, place->beside, slash ? slash + 1 : place->path, mode)) {
        return place_error(place, errno, err);
    }
    place->beside[0] = '\0';
    if (fsync(place->directory) != 0 && errno != EINVAL) {
        return error_errno(err, errno, _("cannot write %s"), place->path);
    }
    return true;
}

void file_place_finish(struct file_place *place)
{
    if (place->file >= 0) {
        (void)close(place->file);
    }
    if (place->beside[0] != '\0') {
        (void)unlinkat(place->directory, place->beside, 0);
    }
    if (place->directory >= 0) {
        (void)close(place->directory);
    }
    *place = (struct file_place)FILE_PLACE_INIT;
}

bool file_place_take(struct file_place *out, const char *path, size_t length, struct error *err)
{
    struct stat status;
    const char *name;
    int number;

    if (!place_open(out, path, &name, err)) {
        return false;
    }
    /* Whatever it is: a link that leads nowhere, a pipe and a directory are in the way, too. */
    if (fstatat(out->directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        return place_error(out, EEXIST, err);
    }
    if (!place_begin(out, err)) {
        return false;
    }
    number = length > 0 ? posix_fallocate(out->file, 0, (off_t)length) : 0;
    /* A file system that cannot say so beforehand says it when it is written. */
    if (number == 0 || number == EOPNOTSUPP || number == ENOSYS || number == EINVAL) {
        return true;
    }
    return place_error(out, number, err);
}

bool file_place_fill(struct file_place *place, const void *bytes, size_t length, struct error *err)
{
    return place_end(place, bytes, length, FILE_NEW, err);
}

bool file_write(const char *path, const void *bytes, size_t length, enum file_mode mode,
                struct error *err)
{
    struct file_place place;
    const char *name;
    bool done = place_open(&place, path, &name, err) && place_begin(&place, err) &&
                place_end(&place, bytes, length, mode, err);

    file_place_finish(&place);
    return done;
}

bool file_make_directory(const char *path, struct error *err)
{
    struct buf part = BUF_INIT;
    struct stat status;
    size_t length = strlen(path);
    bool done = false;

    /* Each parent in turn; that one exists already is no error, nor that it may not be made
     * where it exists. What is wrong shows at the last one. */
    for (size_t i = 1; i <= length; i++) {
        if (path[i] == '/' || path[i] == '\0') {
            buf_clear(&part);
            buf_add(&part, path, i);
            if (mkdir(buf_text(&part), 0700) != 0 && errno != EEXIST &&
                stat(buf_text(&part), &status) != 0) {
                (void)error_errno(err, errno, _("cannot make the directory %s"), buf_text(&part));
                goto out;
            }
        }
    }
    if (stat(path, &status) != 0) {
        (void)error_errno(err, errno, _("cannot make the directory %s"), path);
    } else if (!S_ISDIR(status.st_mode)) {
        (void)error_set(err, ERROR_EXISTS, _("%s is not a directory; move it away"), path);
    } else if (status.st_uid != geteuid()) {
        (void)error_set(err, ERROR_DENIED, _("the directory %s belongs to somebody else"), path);
    } else {
        done = true;
    }
out:
    buf_finish(&part);
    return done;
}

bool file_absolute(struct buf *out, const char *path, struct error *err)
{
    struct buf parent = BUF_INIT;
    const char *name = split(&parent, path);
    char *resolved = NULL;
    bool done = false;

    if (!is_name(name)) {
        (void)error_set(err, ERROR_INVALID, _("%s is not the name of a file"), path);
        goto out;
    }
    resolved = realpath(buf_text(&parent), NULL);
    if (resolved == NULL) {
        (void)error_errno(err, errno, _("cannot find the directory %s"), buf_text(&parent));
        goto out;
    }
    buf_add_text(out, resolved);
    if (strcmp(resolved, "/") != 0) {
        buf_add_char(out, '/');
    }
    buf_add_text(out, name);
    done = true;
out:
    free(resolved);
    buf_finish(&parent);
    return done;
}

bool file_exists(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0;
}

void file_look(struct file_stamp *out, const char *path)
{
    struct stat status;

    *out = (struct file_stamp){0};
    if (stat(path, &status) == 0) {
        out->seconds = status.st_mtim.tv_sec;
        out->nanoseconds = status.st_mtim.tv_nsec;
        out->size = status.st_size;
        out->number = status.st_ino;
    }
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->seconds == b->seconds && a->nanoseconds == b->nanoseconds && a->size == b->size &&
           a->number == b->number;
}

bool file_on_network(const char *path)
{
    /* From linux/magic.h and the sources of the file systems that are not in it. */
    static const uint32_t magics[] = {
        0x6969,     /* NFS */
        0xFE534D42, /* SMB2 and later */
        0xFF534D42, /* CIFS */
        0x517B,     /* SMB1 */
        0x65735546, /* FUSE: sshfs, cloud drives, host folders of virtual machines */
        0x01021997, /* 9P */
        0x5346414F, /* AFS */
        0x6B414653, /* AFS, kernel client */
        0x73757245, /* Coda */
        0x00C36400, /* Ceph */
        0x564C,     /* NCP */
        0x786F4256, /* VirtualBox folders */
    };
    struct buf parent = BUF_INIT;
    struct statfs status;
    bool found = false;
    bool known = statfs(path, &status) == 0;

    if (!known) {
        (void)split(&parent, path);
        known = statfs(buf_text(&parent), &status) == 0;
    }
    for (size_t i = 0; known && i < sizeof magics / sizeof magics[0]; i++) {
        found = found || (uint32_t)status.f_type == magics[i];
    }
    buf_finish(&parent);
    return found;
}

bool file_sync_directory(const char *path, struct error *err)
{
    int fd = open_directory(path);
    bool done;

    if (fd < 0) {
        return error_errno(err, errno, _("cannot open the directory %s"), path);
    }
    /* Some file systems cannot, and say so with EINVAL: nothing to be done about it. */
    done = fsync(fd) == 0 || errno == EINVAL;
    if (!done) {
        (void)error_errno(err, errno, _("cannot write into the directory %s"), path);
    }
    (void)close(fd);
    return done;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *first = a;
    const char *const *second = b;

    return strcmp(*first, *second);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t end = strlen(suffix);

    return length >= end && strcmp(name + length - end, suffix) == 0;
}

bool file_list_read(struct file_list *out, const char *directory, const char *suffix,
                    struct error *err)
{
    DIR *stream = opendir(directory);
    size_t capacity = 0;
    const struct dirent *entry;
    int number;

    *out = (struct file_list){NULL, 0};
    if (stream == NULL) {
        return error_errno(err, errno, _("cannot open the directory %s"), directory);
    }
    while ((errno = 0, entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix)) {
            continue;
        }
        if (out->count == LIST_MOST) {
            (void)closedir(stream);
            file_list_finish(out);
            return error_set(err, ERROR_LIMIT, _("more than %d files in %s"), LIST_MOST, directory);
        }
        alloc_grow(&out->names, &capacity, out->count + 1, sizeof *out->names);
        out->names[out->count++] = alloc_string(entry->d_name);
    }
    number = errno;
    (void)closedir(stream);
    if (number != 0) {
        file_list_finish(out);
        return error_errno(err, number, _("cannot read the directory %s"), directory);
    }
    if (out->count > 1) {
        qsort(out->names, out->count, sizeof *out->names, compare_names);
    }
    return true;
}

void file_list_finish(struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->names[i]);
    }
    free(list->names);
    *list = (struct file_list){NULL, 0};
}
