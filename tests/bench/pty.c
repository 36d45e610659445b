/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time is taken after each read, so a burst ends when its last byte arrived and
 * not when the silence after it was noticed.
 */
#include "config.h"

#include "pty.h"

#include "samples.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool pty_start(struct pty *out, const char *const *arguments, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    out->seen_length = 0;
    out->started = bench_now();
    out->child = forkpty(&out->master, NULL, NULL, &size);
    if (out->child == 0) {
        (void)execvp(arguments[0], (char *const *)(void *)arguments);
        _exit(127);
    }
    return out->child > 0;
}

void pty_stop(struct pty *pty)
{
    double limit = bench_now() + 3000;

    (void)close(pty->master);
    while (waitpid(pty->child, NULL, WNOHANG) == 0) {
        if (bench_now() > limit) {
            (void)kill(pty->child, SIGKILL);
            (void)waitpid(pty->child, NULL, 0);
            break;
        }
        (void)usleep(1000);
    }
    pty->child = -1;
}

bool pty_type(struct pty *pty, const char *bytes, size_t length)
{
    return write(pty->master, bytes, length) == (ssize_t)length;
}

void pty_forget(struct pty *pty)
{
    pty->seen_length = 0;
}

static void remember(struct pty *pty, const char *bytes, size_t length)
{
    if (pty->seen_length + length > sizeof pty->seen - 1) {
        size_t keep = sizeof pty->seen / 4;

        if (pty->seen_length > keep) {
            memmove(pty->seen, pty->seen + pty->seen_length - keep, keep);
            pty->seen_length = keep;
        }
    }
    memcpy(pty->seen + pty->seen_length, bytes, length);
    pty->seen_length += length;
    pty->seen[pty->seen_length] = '\0';
}

/* One read, waiting at most MS. Returns the bytes, 0 for silence, -1 at the end. */
static ssize_t read_some(struct pty *pty, double ms)
{
    struct pollfd wait = {.fd = pty->master, .events = POLLIN};
    char bytes[8192];
    ssize_t length;
    int ready;

    do {
        ready = poll(&wait, 1, ms > 0 ? (int)ms : 0);
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        return ready;
    }
    length = read(pty->master, bytes, sizeof bytes);
    if (length > 0) {
        remember(pty, bytes, (size_t)length);
        return length;
    }
    return -1;
}

bool pty_read_burst(struct pty *pty, double first_ms, double quiet_ms, double *last, size_t *bytes)
{
    ssize_t length = read_some(pty, first_ms);

    *bytes = 0;
    while (length > 0) {
        *last = bench_now();
        *bytes += (size_t)length;
        length = read_some(pty, quiet_ms);
    }
    return *bytes > 0;
}

bool pty_wait_for(struct pty *pty, const char *text, double timeout_ms)
{
    double limit = bench_now() + timeout_ms;

    for (;;) {
        if (pty->seen_length > 0 &&
            memmem(pty->seen, pty->seen_length, text, strlen(text)) != NULL) {
            return true;
        }
        if (bench_now() > limit || read_some(pty, limit - bench_now()) < 0) {
            return false;
        }
    }
}

/* What one process has to itself, and what it maps from files, in KiB. */
struct resident {
    long own, file;
};

static struct resident resident_of(pid_t process)
{
    struct resident found = {0, 0};
    char path[64], line[256];
    FILE *status;

    (void)snprintf(path, sizeof path, "/proc/%ld/status", (long)process);
    status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, "RssAnon:", 8) == 0 || strncmp(line, "RssShmem:", 9) == 0) {
            found.own += strtol(strchr(line, ':') + 1, NULL, 10);
        } else if (strncmp(line, "RssFile:", 8) == 0) {
            found.file = strtol(line + 8, NULL, 10);
        }
    }
    if (status != NULL) {
        (void)fclose(status);
    }
    return found;
}

static void add_resident(struct resident *sum, pid_t process, int depth)
{
    struct resident found = resident_of(process);
    char path[96];
    long child;
    FILE *children;

    sum->own += found.own;
    sum->file = found.file > sum->file ? found.file : sum->file;
    (void)snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)process, (long)process);
    children = depth < 8 ? fopen(path, "r") : NULL;
    while (children != NULL && fscanf(children, "%ld", &child) == 1) {
        add_resident(sum, (pid_t)child, depth + 1);
    }
    if (children != NULL) {
        (void)fclose(children);
    }
}

long pty_resident(const struct pty *pty)
{
    struct resident sum = {0, 0};

    add_resident(&sum, pty->child, 0);
    return sum.own + sum.file;
}
