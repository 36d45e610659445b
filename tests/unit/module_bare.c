/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A library that is no module of ours.
 */
#include "config.h"

extern const int verhaal_other __attribute__((visibility("default")));
const int verhaal_other = 1;
