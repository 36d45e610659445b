/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regular expressions for regex(): a small subset, matched in time that grows
 * with text times pattern, whatever the pattern. libc's would take exponential
 * time or memory for some, and a form may come from anybody.
 *
 * Letters, . [a-z] [^a-z] \d \D \w \W \s \S, ( | ) (?: ), * + ? {m} {m,} {m,n},
 * and ^ $ at the ends, where they say what holds anyway: the whole text matches.
 */
#ifndef FORM_PATTERN_H
#define FORM_PATTERN_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

struct pattern;

/* The error's column counts characters of TEXT from 1. Lives in ARENA. */
bool pattern_compile(struct pattern **out, struct arena *arena, const char *text,
                     struct error *err) MUST_USE;
bool pattern_matches(const struct pattern *pattern, const char *text, size_t length);

#endif
