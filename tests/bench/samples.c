/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting and asking is enough: a benchmark has some hundred values. Nearest
 * rank, so that every figure in the table was really measured.
 */
#include "config.h"

#include "samples.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double bench_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void samples_add(struct samples *samples, double value)
{
    if (samples->count == samples->capacity) {
        size_t capacity = samples->capacity > 0 ? 2 * samples->capacity : 64;
        double *values = realloc(samples->values, capacity * sizeof *values);

        if (values == NULL) {
            abort();
        }
        samples->values = values;
        samples->capacity = capacity;
    }
    samples->values[samples->count++] = value;
}

static int compare(const void *a, const void *b)
{
    const double *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

double samples_percentile(struct samples *samples, double part)
{
    size_t rank;

    if (samples->count == 0) {
        return (double)NAN;
    }
    qsort(samples->values, samples->count, sizeof *samples->values, compare);
    rank = (size_t)ceil(part * (double)samples->count);
    return samples->values[rank > 0 ? rank - 1 : 0];
}

double samples_median(struct samples *samples)
{
    return samples_percentile(samples, 0.5);
}

void samples_finish(struct samples *samples)
{
    free(samples->values);
    *samples = (struct samples){NULL, 0, 0};
}

/* In the child: standard output into the pipe, or nowhere. */
static _Noreturn void become(const char *const *arguments, int output)
{
    int nowhere = open("/dev/null", O_RDWR);

    if (nowhere >= 0) {
        (void)dup2(nowhere, STDIN_FILENO);
        (void)dup2(output >= 0 ? output : nowhere, STDOUT_FILENO);
    }
    (void)execv(arguments[0], (char *const *)(void *)arguments);
    perror(arguments[0]);
    _exit(127);
}

bool samples_run(struct samples *out, const char *const *arguments)
{
    int ends[2] = {-1, -1};
    int status = 0;
    pid_t child;

    if (out != NULL && pipe(ends) != 0) {
        return false;
    }
    child = fork();
    if (child == 0) {
        become(arguments, ends[1]);
    }
    if (out != NULL) {
        FILE *lines = fdopen(ends[0], "r");
        double value;

        (void)close(ends[1]);
        while (lines != NULL && child > 0 && fscanf(lines, "%lf", &value) == 1) {
            samples_add(out, value);
        }
        if (lines != NULL) {
            (void)fclose(lines);
        }
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}
