/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ecograms made up for tests: the two kinds of forty on which layouts are measured,
 * random ones that can be drawn without crossings, and lines with everything in them.
 * The same seed gives the same lines everywhere.
 */
#ifndef TESTS_UNIT_ECOGRAM_CASES_H
#define TESTS_UNIT_ECOGRAM_CASES_H

#include "base/buf.h"
#include "diagram/diagram.h"

#include <stdint.h>

uint32_t case_random(uint32_t *seed, uint32_t below);

/* COUNT ties to the centre; with PLACES each lives in one of three. */
void case_ties(struct buf *out, uint32_t seed, int count, bool places);
/* Links inside groups of three to five that follow one another in no order. */
void case_clusters(struct buf *out, uint32_t seed, int count, int links);
/* Links between neighbours of a ring that nothing else shows. */
void case_hidden_ring(struct buf *out, uint32_t seed, int count, int links);
/* At most LINKS links that can be drawn outside a ring without crossing. */
void case_outerplanar(struct buf *out, uint32_t seed, int count, int links);
/* Links between anybody. */
void case_any_links(struct buf *out, uint32_t seed, int count, int links);
/* One line of any kind, spelled in any way. */
void case_line(struct buf *out, uint32_t *seed);

/* The lines of TEXT, in another order. */
void case_shuffle(struct buf *out, const char *text, uint32_t seed);

struct diagram *case_read(const char *text);
struct scene *case_scene(const struct diagram *diagram, int columns, const struct scene *previous);

#endif
