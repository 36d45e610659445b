/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form for other programs: `verhaal export form FORM`. What they will not do is
 * said before anything is written.
 */
#include "cli/command.h"

#include "base/file.h"
#include "base/i18n.h"
#include "export/form_format.h"

#include <errno.h>
#include <stdio.h>

static const struct form_format *format_of(const char *name, struct error *err)
{
    const struct form_format *format = form_format_find(name);
    if (format) {
        return format;
    }
    struct buf known = BUF_INIT;
    for (size_t i = 0; i < form_format_count(); i++) {
        buf_add_format(&known, "%s%s", i ? ", " : "", form_format_at(i)->name);
    }
    error_set(err, ERROR_USAGE, _("a form is not exported as \"%s\"; expected %s"), name,
              buf_text(&known));
    buf_finish(&known);
    return NULL;
}

void cli_say_losses(const char *format, const struct losses *losses)
{
    struct buf lines = BUF_INIT;
    losses_format(&lines, losses);
    if (lines.length) {
        fprintf(stderr, _("Lost or different in other programs that read %s:\n"),
                format);
        fprintf(stderr, "%s", buf_text(&lines));
    }
    buf_finish(&lines);
}

static bool write_form(const struct cli *cli, const struct form *form,
                       const struct form_format *format, struct error *err)
{
    const char *path = cli->arguments.out;
    struct losses losses = LOSSES_INIT;
    struct buf bytes = BUF_INIT;
    bool written = format->write(&bytes, form, cli->arguments.form_language, &losses, err);
    if (written) {
        cli_say_losses(_(format->summary), &losses);
        written = path ? file_write(path, buf_text(&bytes), bytes.length, FILE_NEW, err)
                       : fwrite(buf_text(&bytes), 1, bytes.length, stdout) == bytes.length ||
                             error_errno(err, errno, "%s", _("standard output"));
    }
    buf_finish(&bytes);
    losses_finish(&losses);
    return written;
}

/* A form with errors would be another form elsewhere. */
static bool check(const struct form *form, struct error *err)
{
    struct report report = REPORT_INIT;
    form_check(form, &report);
    bool good = report.errors == 0;
    if (!good) {
        error_set(err, ERROR_INVALID, _("%s has errors; `verhaal check %s` names them"),
                  form->file, form->file);
    }
    report_finish(&report);
    return good;
}

bool cli_export_form(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const char *name = cli->arguments.format ? cli->arguments.format : "fhir";
    const struct form_format *format = format_of(name, err);
    struct buf path = BUF_INIT;
    struct form *form = NULL;
    (void)count;
    if (!format) {
        return false;
    }
    cli_form_path(cli, words[0], &path);
    bool written = form_load(&form, buf_text(&path), NULL, err) && check(form, err) &&
                   write_form(cli, form, format, err);
    form_destroy(form);
    buf_finish(&path);
    return written;
}
