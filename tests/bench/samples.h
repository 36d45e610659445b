/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measured values and their percentiles. Programs that measure something from
 * inside print one value a line; samples_run() starts one and reads them.
 */
#ifndef BENCH_SAMPLES_H
#define BENCH_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

struct samples {
    double *values;
    size_t count, capacity;
};

/* Milliseconds of a clock that never goes back. */
double bench_now(void);

void samples_add(struct samples *samples, double value);
/* Of 0 < PART <= 1; NAN when there are none. Sorts. */
double samples_percentile(struct samples *samples, double part);
double samples_median(struct samples *samples);
void samples_finish(struct samples *samples);

/* Runs a program to its end; false unless it left with 0. Adds each number that
 * it prints on a line of its own. OUT may be NULL: then nobody reads it. */
bool samples_run(struct samples *out, const char *const *arguments);

#endif
