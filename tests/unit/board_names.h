/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A kind of drawing for tests: what real ones make of their lines is tested with
 * them.
 */
#ifndef TESTS_BOARD_NAMES_H
#define TESTS_BOARD_NAMES_H

#include "diagram/diagram.h"

extern const struct diagram_type board_names;

#endif
