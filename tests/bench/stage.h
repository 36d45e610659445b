/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all measuring programs need first: a vault with one patient, and the program
 * at a question that takes words.
 */
#ifndef BENCH_STAGE_H
#define BENCH_STAGE_H

#include "pty.h"

#include <stdbool.h>

#define PATH_SIZE  1024
#define PATIENT    "Benchmark"
#define PASSPHRASE "measured with patience"
/* Nothing comes for this long: the program has said what it had to say. */
#define PAINT_QUIET_MS 60

struct stage {
    const char *program;
    char scratch[64];
    char vault[PATH_SIZE], passphrase[PATH_SIZE], recovery[PATH_SIZE];
};

/* Says so on standard error; false. */
bool stage_complain(const char *what);
const char *stage_path(char out[PATH_SIZE], const char *directory, const char *name);

bool stage_prepare(struct stage *stage);
void stage_clean_up(const struct stage *stage);

/* From the passphrase to the patient, the interview, and in there to the first
 * question that takes words: the one where what is typed appears. PATIENCE: how many
 * times slower than usual the program runs, 1 or more. */
bool stage_open_interview(struct pty *pty, double patience);

#endif
