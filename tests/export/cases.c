/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records by chance of every installed form, and of one with every type of item, in every
 * format: what `make export-check` judges.
 *
 *   cases DIRECTORY COUNT MODULES     NUMBER.txt, .md, .html, .json, .csv and .pdf for each
 *   cases DIRECTORY large MODULES     one with the largest answer that a record takes
 *
 * A PDF that is refused since no font shows all of it leaves NUMBER.refused. Every other record
 * has only what most systems have fonts for, and every other two are in Dutch.
 */
#include "base/file.h"
#include "base/i18n.h"
#include "export/export.h"
#include "export_cases.h"
#include "random_telling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LARGE (EDIT_MAX_TEXT - 8192)

static bool save(const char *directory, size_t number, const char *suffix, const char *bytes,
                 size_t length)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/%03zu%s", directory, number, suffix);
    bool saved = file_write(buf_text(&path), bytes, length, FILE_REPLACE, &err);
    if (!saved) {
        fprintf(stderr, "%s\n", err.message);
    }
    buf_finish(&path);
    return saved;
}

static bool export_one(const struct telling *telling, const char *directory, size_t number,
                       const char *modules)
{
    struct document *document = summary_build(&telling->request);
    const struct export_options options = {.modules = modules};
    bool done = true;
    for (size_t i = 0; i < export_format_count(); i++) {
        const struct export_format *format = export_format_at(i);
        struct buf out = BUF_INIT;
        struct error err = {0};
        if (strncmp(format->name, "fhir", 4) == 0) {
            continue; /* has judges of its own: make fhir-check */
        }
        if (format->write(&out, document, &options, &err)) {
            done = save(directory, number, format->suffix, buf_text(&out), out.length) && done;
        } else if (strcmp(format->name, "pdf") == 0) {
            done = save(directory, number, ".refused", err.message, strlen(err.message)) && done;
        } else {
            fprintf(stderr, "%zu, %s: %s\n", number, format->name, err.message);
            done = false;
        }
        buf_finish(&out);
    }
    document_destroy(document);
    return done;
}

static bool tell_one(const struct file_list *forms, size_t number, const char *directory,
                     const char *modules)
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
    telling_fill(&telling, number, number % 2 == 0 ? TELLING_ALL : TELLING_COMMON);
    telling.request.language = number / 2 % 2 == 0 ? "en" : "nl";
    bool done = export_one(&telling, directory, number, modules);
    scene_finish(&telling);
    buf_finish(&name);
    return done;
}

static bool tell_large(const char *directory, const char *modules)
{
    struct telling telling;
    struct buf words = BUF_INIT;
    struct cases_random random = {.state = 1};
    scene_start(&telling, NULL);
    while (words.length < LARGE) {
        cases_long_answer(&words, 200);
        buf_add_text(&words, " قلبي ضيق <&\"> =1+1 `x` |\n");
        buf_add_char(&words, (char)('a' + cases_number(&random, 26)));
    }
    scene_say(&telling, "problem", "", buf_text(&words));
    bool done = export_one(&telling, directory, 0, modules);
    scene_finish(&telling);
    buf_finish(&words);
    return done;
}

int main(int argc, char **argv)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR"), *build = getenv("VERHAAL_TEST_BUILDDIR");
    struct buf path = BUF_INIT;
    struct file_list forms;
    struct error err = {0};
    if (argc != 4 || source == NULL || build == NULL) {
        fprintf(stderr, "cases DIRECTORY COUNT|large MODULES\n");
        return 2;
    }
    buf_add_format(&path, "%s/share/locale", build);
    i18n_start("en", buf_text(&path));
    buf_clear(&path);
    buf_add_format(&path, "%s/forms", source);
    bool done = file_list_read(&forms, buf_text(&path), ".yaml", &err);
    if (done && strcmp(argv[2], "large") == 0) {
        done = tell_large(argv[1], argv[3]);
    } else if (done) {
        size_t count = (size_t)strtoul(argv[2], NULL, 10);
        for (size_t i = 0; i < count; i++) {
            done = tell_one(&forms, i, argv[1], argv[3]) && done;
        }
    }
    file_list_finish(&forms);
    buf_finish(&path);
    return done ? 0 : 1;
}
