/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Argon2id in a process of its own: fork, derive, hand 32 bytes back through a
 * pipe, end. Hundreds of mebibytes are thus given back for certain, and no copy
 * of what the passphrase was mixed into stays in the program.
 */
#include "config.h"

#include "vault/seal_kdf.h"

#include "base/i18n.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MIB ((int64_t)1 << 20)

enum {
    MEMORY_LEAST_MIB = 64,
    MEMORY_MOST_MIB = 1024,
    MEMORY_CHOSEN_MOST_MIB = 512, /* what we ever choose ourselves */
    PASSES_LEAST = 2,
    PASSES_MOST = 10,
    PASSES_CHOSEN_MOST = 8,
    WORK_MOST_MIB = 6 * 1024, /* passes times memory */
};

/* Bytes that could be had now; a lot when the system does not say. */
static int64_t memory_available(void)
{
    FILE *file = fopen("/proc/meminfo", "re");
    char line[128];
    int64_t kib = -1;

    while (file && kib < 0 && fgets(line, sizeof line, file)) {
        if (sscanf(line, "MemAvailable: %" SCNd64, &kib) != 1)
            kib = -1;
    }
    if (file)
        (void)fclose(file);
    return kib < 0 ? 8192 * MIB : kib * 1024;
}

bool seal_cost_check(const struct seal_cost *cost, struct error *err)
{
    int64_t memory = cost->memory, passes = cost->passes;

    if (cost->algorithm != SEAL_ARGON2ID)
        return error_set(err, ERROR_LIMIT,
                         _("this vault asks for key derivation number %" PRId64
                           "; only Argon2id (2) is accepted; refused"),
                         cost->algorithm);
    if (memory < MEMORY_LEAST_MIB * MIB || memory > MEMORY_MOST_MIB * MIB || memory % MIB != 0 ||
        passes < PASSES_LEAST || passes > PASSES_MOST || passes * (memory / MIB) > WORK_MOST_MIB)
        return error_set(err, ERROR_LIMIT,
                         _("this vault asks for %" PRId64 " MiB and %" PRId64 " passes of key "
                           "derivation; accepted are %d to %d MiB and %d to %d passes; refused"),
                         memory / MIB, passes, MEMORY_LEAST_MIB, MEMORY_MOST_MIB, PASSES_LEAST,
                         PASSES_MOST);
    if (memory > memory_available() / 2)
        return error_set(err, ERROR_LIMIT,
                         _("this vault asks for %" PRId64 " MiB of memory, more than half of what "
                           "is free; close other programs and try again"),
                         memory / MIB);
    return true;
}

static bool write_all(int fd, const uint8_t *bytes, size_t length)
{
    while (length) {
        ssize_t n = write(fd, bytes, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

static bool read_all(int fd, uint8_t *bytes, size_t length)
{
    while (length) {
        ssize_t n = read(fd, bytes, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

/* The child: never returns, touches nothing but the pipe. */
static void derive_and_end(int fd, const struct secret *passphrase, const uint8_t *salt,
                           const struct seal_cost *cost)
{
    uint8_t key[SEAL_KEY];
    bool ok = false;

    (void)signal(SIGPIPE, SIG_IGN);
    ok = seal_argon2id(key, secret_view(passphrase), secret_length(passphrase), salt,
                       (uint32_t)cost->passes, (uint64_t)cost->memory) &&
         write_all(fd, key, sizeof key);
    secret_wipe(key, sizeof key);
    _exit(ok ? 0 : 1);
}

static void wait_for(pid_t child)
{
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

bool seal_derive_start(struct seal_derivation *out, const struct secret *passphrase,
                       const uint8_t salt[SEAL_SALT], const struct seal_cost *cost,
                       struct error *err)
{
    int ends[2];
    pid_t child = 0;

    *out = (struct seal_derivation){.memory = cost->memory};
    if (!seal_cost_check(cost, err))
        return false;
    if (pipe(ends) != 0)
        return error_errno(err, errno, _("cannot derive the key"));
    child = fork();
    if (child < 0) {
        int number = errno;

        (void)close(ends[0]);
        (void)close(ends[1]);
        return error_errno(err, number, _("cannot start the key derivation"));
    }
    if (child == 0) {
        (void)close(ends[0]);
        derive_and_end(ends[1], passphrase, salt, cost);
    }
    (void)close(ends[1]);
    out->child = child;
    out->pipe = ends[0];
    return true;
}

void seal_derive_drop(struct seal_derivation *derivation)
{
    if (!derivation->child)
        return;
    (void)close(derivation->pipe);
    wait_for(derivation->child);
    derivation->child = 0;
}

bool seal_derive_end(struct secret *out, struct seal_derivation *derivation, struct error *err)
{
    bool ok = derivation->child && read_all(derivation->pipe, secret_bytes(out), SEAL_KEY);

    seal_derive_drop(derivation);
    if (!ok)
        return error_set(err, ERROR_LIMIT,
                         _("not enough memory to derive the key (%" PRId64 " MiB are needed)"),
                         derivation->memory / MIB);
    return true;
}

bool seal_derive(struct secret *out, const struct secret *passphrase, const uint8_t salt[SEAL_SALT],
                 const struct seal_cost *cost, struct error *err)
{
    struct seal_derivation derivation;

    return seal_derive_start(&derivation, passphrase, salt, cost, err) &&
           seal_derive_end(out, &derivation, err);
}

static double seconds_of(const struct seal_cost *cost)
{
    static const uint8_t salt[SEAL_SALT] = {0};
    struct secret *out = secret_create(SEAL_KEY), *passphrase = secret_create(16);
    struct timespec from, to;
    double seconds = -1;

    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    if (seal_derive(out, passphrase, salt, cost, NULL)) {
        (void)clock_gettime(CLOCK_MONOTONIC, &to);
        seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    }
    secret_destroy(out);
    secret_destroy(passphrase);
    return seconds;
}

struct seal_cost seal_cost_measured(void)
{
    struct seal_cost cost = {SEAL_ARGON2ID, 3, 256 * MIB};
    const double wanted = 0.9;
    double seconds = 0;

    if (memory_available() < 1024 * MIB)
        return (struct seal_cost){SEAL_ARGON2ID, 6, 128 * MIB};
    seconds = seconds_of(&cost);
    if (seconds <= 0)
        return (struct seal_cost){SEAL_ARGON2ID, 6, 128 * MIB};
    while (seconds * (double)cost.passes / 3 < wanted && cost.passes < PASSES_CHOSEN_MOST)
        cost.passes++;
    if (seconds * (double)cost.passes / 3 < wanted)
        cost.memory = MEMORY_CHOSEN_MOST_MIB * MIB;
    return cost;
}
