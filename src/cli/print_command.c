/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form on paper: `verhaal print FORM`.
 */
#include "cli/command.h"

#include "base/file.h"
#include "base/i18n.h"
#include "export/blank.h"
#include "export/export.h"
#include "export/when.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Formats for people only; a blank form has no answers for programs. */
static const struct export_format *paper_format(const char *name, struct error *err)
{
    const struct export_format *format = export_format_find(name ? name : "text");
    if (format && strcmp(format->name, "json") != 0 && format->bundle == SUMMARY_NO_BUNDLE) {
        return format;
    }
    error_set(err, ERROR_USAGE,
              _("a form is not printed as \"%s\"; expected text, markdown, html or pdf"), name);
    return NULL;
}

static bool put_out(const struct cli *cli, const struct export_format *format,
                    const struct buf *bytes, struct error *err)
{
    if (cli->arguments.out) {
        return file_write(cli->arguments.out, buf_text(bytes), bytes->length, FILE_NEW, err);
    }
    if (format->binary && isatty(STDOUT_FILENO)) {
        return error_set(err, ERROR_USAGE, _("this is nothing for a terminal: use --out FILE"));
    }
    return fwrite(buf_text(bytes), 1, bytes->length, stdout) == bytes->length ||
           error_errno(err, errno, "%s", _("standard output"));
}

static bool write_blank(struct cli *cli, const struct form *form,
                        const struct export_format *format, struct error *err)
{
    struct blank_request request = {.language = i18n_language(),
                                    .guidance = cli->arguments.guidance};
    struct export_options options = {
        .columns = 80, .ascii = cli->arguments.ascii, .modules = cli->world->modules};
    struct buf bytes = BUF_INIT;
    when_made(cli->world, &request.now, &request.offset_minutes);
    struct document *document = blank_build(form, &request);
    bool written =
        format->write(&bytes, document, &options, err) && put_out(cli, format, &bytes, err);
    buf_finish(&bytes);
    document_destroy(document);
    return written;
}

bool cli_print_form(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const struct export_format *format = paper_format(cli->arguments.format, err);
    struct buf path = BUF_INIT;
    struct form *form = NULL;
    (void)count;
    if (!format) {
        return false;
    }
    cli_form_path(cli, words[0], &path);
    bool printed =
        form_load(&form, buf_text(&path), NULL, err) && write_blank(cli, form, format, err);
    form_destroy(form);
    buf_finish(&path);
    return printed;
}
