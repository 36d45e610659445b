/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target without libFuzzer, as an ordinary test: over each file of
 * its corpus, over copies of it that are cut, and over copies with damage. The
 * damage is the same in every run.
 *
 *   tests/fuzz/NAME_fuzz            the corpus tests/fuzz/corpus/NAME
 *   tests/fuzz/NAME_fuzz FILE…      just these, as they are
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES ((size_t)1 << 20)
#define CUTS      16
#define DAMAGES   64

/* A copy of exactly this size on the heap, so that reading past it is seen. */
static void run(const char *bytes, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);

    if (!copy)
        abort();
    if (size > 0)
        memcpy(copy, bytes, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static size_t roll(uint64_t *state, size_t limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (size_t)(*state % limit);
}

static void damage(struct buf *copy, uint64_t *state)
{
    size_t at = roll(state, copy->length), size = 1 + roll(state, 8);
    char byte = (char)roll(state, 256);

    if (size > copy->length - at)
        size = copy->length - at;
    switch (roll(state, 4)) {
    case 0:
        copy->data[at] = byte;
        break;
    case 1:
        buf_insert(copy, at, &byte, 1);
        break;
    case 2:
        buf_remove(copy, at, size);
        break;
    default: {
        char piece[8];

        memcpy(piece, copy->data + at, size);
        buf_insert(copy, roll(state, copy->length), piece, size);
        break;
    }
    }
}

static void run_variants(const struct buf *text, uint64_t seed)
{
    struct buf copy = BUF_INIT;
    uint64_t state = seed;

    for (size_t i = 0; i < CUTS && text->length > 0; i++)
        run(text->data, roll(&state, text->length));
    for (size_t i = 0; i < DAMAGES; i++) {
        buf_clear(&copy);
        buf_add(&copy, buf_text(text), text->length);
        for (size_t times = 1 + roll(&state, 4); times > 0 && copy.length > 0; times--)
            damage(&copy, &state);
        run(buf_text(&copy), copy.length);
    }
    buf_finish(&copy);
}

static bool run_file(const char *path, bool variants, uint64_t seed)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    char message[1200];

    if (!file_read(&text, path, MAX_BYTES, &err)) {
        printf("# %s\n", error_text(&err, message, sizeof(message)));
        return false;
    }
    run(buf_text(&text), text.length);
    if (variants)
        run_variants(&text, seed);
    buf_finish(&text);
    return true;
}

/* "form" of "…/form_fuzz". */
static void target_name(char out[64], const char *program)
{
    const char *slash = strrchr(program, '/');
    char *end;

    (void)snprintf(out, 64, "%s", slash ? slash + 1 : program);
    end = strstr(out, "_fuzz");
    if (end)
        *end = '\0';
}

static int run_corpus(const char *program)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    char name[64], directory[4096];
    struct file_list files = {0};
    struct error err = {0};
    int failed = 0;

    target_name(name, program);
    (void)snprintf(directory, sizeof(directory), "%s/tests/fuzz/corpus/%s", source ? source : ".",
                   name);
    if (!file_list_read(&files, directory, "", &err) || files.count == 0) {
        printf("1..1\nnot ok 1 - no corpus in tests/fuzz/corpus/%s\n", name);
        return 1;
    }
    printf("1..%zu\n", files.count);
    for (size_t i = 0; i < files.count; i++) {
        char path[4400];
        bool good;

        /* Said before it is run: after an abort the last line names the file. */
        printf("# %s\n", files.names[i]);
        (void)fflush(stdout);
        (void)snprintf(path, sizeof(path), "%s/%s", directory, files.names[i]);
        good = run_file(path, true, 0x9e3779b97f4a7c15u + i);
        printf("%s %zu - %s %s\n", good ? "ok" : "not ok", i + 1, name, files.names[i]);
        failed += !good;
    }
    file_list_finish(&files);
    return failed > 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    if (argc < 2)
        return run_corpus(argv[0]);
    for (int i = 1; i < argc; i++)
        failed += !run_file(argv[i], false, 0);
    return failed > 0;
}
