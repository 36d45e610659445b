/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records by chance as FHIR Bundles, for the judges of check.js: of every installed
 * form and of one with every type of item, with rows in rows, every reason why there
 * is no answer, every script, amendments and drawings.
 *
 *   records DIRECTORY COUNT     NUMBER.fhir.json and NUMBER.fhir-data.json for each
 */
#include "base/file.h"
#include "base/i18n.h"
#include "export/export.h"
#include "random_telling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool save(const char *directory, size_t number, const char *suffix, const struct buf *out)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/%03zu%s", directory, number, suffix);
    bool saved = file_write(buf_text(&path), buf_text(out), out->length, FILE_REPLACE, &err);
    if (!saved) {
        fprintf(stderr, "%s\n", err.message);
    }
    buf_finish(&path);
    return saved;
}

static bool write_one(const struct telling *telling, const char *directory, size_t number)
{
    bool done = true;
    for (size_t i = 0; i < export_format_count(); i++) {
        const struct export_format *format = export_format_at(i);
        if (format->bundle != SUMMARY_NO_BUNDLE) {
            struct buf out = BUF_INIT;
            scene_write(&out, telling, format->name);
            done = save(directory, number, format->suffix, &out) && done;
            buf_finish(&out);
        }
    }
    return done;
}

static bool tell_one(const struct file_list *forms, size_t number, const char *directory)
{
    struct telling telling;
    size_t which = number % (forms->count + 1);
    struct buf name = BUF_INIT;
    if (which == forms->count) {
        buf_add_text(&name, "../tests/forms/every_type");
    } else {
        buf_add(&name, forms->names[which], strlen(forms->names[which]) - strlen(".yaml"));
    }
    scene_start_installed(&telling, buf_text(&name));
    telling_fill(&telling, number, TELLING_ALL);
    telling.request.language = number / 2 % 2 == 0 ? "en" : "nl";
    bool done = write_one(&telling, directory, number);
    scene_finish(&telling);
    buf_finish(&name);
    return done;
}

int main(int argc, char **argv)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR"), *build = getenv("VERHAAL_TEST_BUILDDIR");
    struct buf path = BUF_INIT;
    struct file_list forms;
    struct error err = {0};
    if (argc != 3 || source == NULL || build == NULL) {
        fprintf(stderr, "records DIRECTORY COUNT\n");
        return 2;
    }
    buf_add_format(&path, "%s/share/locale", build);
    i18n_start("en", buf_text(&path));
    buf_clear(&path);
    buf_add_format(&path, "%s/forms", source);
    bool done = file_list_read(&forms, buf_text(&path), ".yaml", &err);
    size_t count = done ? (size_t)strtoul(argv[2], NULL, 10) : 0;
    for (size_t i = 0; i < count; i++) {
        done = tell_one(&forms, i, argv[1]) && done;
    }
    file_list_finish(&forms);
    buf_finish(&path);
    return done ? 0 : 1;
}
