/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A module of an older version, which would crash whoever calls it.
 */
#include "config.h"

#include "export/module.h"

const struct module verhaal_module = {MODULE_VERSION - 1, PACKAGE_VERSION, NULL, NULL};
