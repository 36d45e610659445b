/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every fuzz target is: one function over bytes from anywhere. libFuzzer
 * calls it in a build with --enable-fuzzing, tests/fuzz/driver.c in any other.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Always 0; what must not be aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
