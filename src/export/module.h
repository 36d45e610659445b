/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between the program and a format that lives in a file of its own:
 * one table, found by name, with a version in front. The module calls back into
 * the program for what export/module.list lends it.
 */
#ifndef EXPORT_MODULE_H
#define EXPORT_MODULE_H

#include "export/export.h"
#include "export/picture.h"

/* One more whenever a struct that both sides see changes between two releases. */
#define MODULE_VERSION 2
/* The name of the table below. */
#define MODULE_ENTRY "verhaal_module"

struct module {
    unsigned version;    /* first for ever: it says whether the rest may be read */
    const char *program; /* the release it was built with */
    bool (*write)(struct buf *out, const struct document *document,
                  const struct export_options *options, struct error *err);
    bool (*picture)(struct buf *out, const struct scene *scene,
                    const struct picture_options *options, struct error *err);
};

/* Defined by each module, never by the program. */
extern const struct module verhaal_module __attribute__((visibility("default")));

#endif
