/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form of another program: `verhaal import form FILE`. What could not come along
 * is said before anything is written.
 */
#include "cli/command.h"

#include "base/file.h"
#include "base/i18n.h"
#include "export/questionnaire_read.h"

#include <errno.h>
#include <stdio.h>

static void say_losses(const struct losses *losses)
{
    struct buf lines = BUF_INIT;
    losses_format(&lines, losses);
    if (lines.length) {
        fprintf(stderr, "%s\n%s", _("Lost or different in the form:"), buf_text(&lines));
    }
    buf_finish(&lines);
}

static bool put_out(const struct cli *cli, const struct buf *text, struct error *err)
{
    if (cli->arguments.out) {
        return file_write(cli->arguments.out, buf_text(text), text->length, FILE_NEW, err);
    }
    return fwrite(buf_text(text), 1, text->length, stdout) == text->length ||
           error_errno(err, errno, "%s", _("standard output"));
}

bool cli_import_form(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct losses losses = LOSSES_INIT;
    struct buf json = BUF_INIT, text = BUF_INIT;
    (void)count;
    bool done = file_read(&json, words[0], QUESTIONNAIRE_MAX_BYTES, err) &&
                questionnaire_read_in(&text, buf_text(&json), json.length, words[0],
                                      cli->arguments.form_language, &losses, err);
    if (done) {
        say_losses(&losses);
        done = put_out(cli, &text, err);
    }
    buf_finish(&json);
    buf_finish(&text);
    losses_finish(&losses);
    return done;
}
