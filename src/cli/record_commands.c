/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fill and summary.
 */
#include "config.h"

#include "cli/command.h"

#include "app/fill.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/yaml_tree.h"
#include "export/export.h"
#include "export/summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool cli_fill(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open = {0};
    struct buf text = BUF_INIT;
    struct arena *arena = arena_create();
    struct yaml_value *answers;
    char id[33];
    size_t stored = 0;
    (void)count;
    bool filled =
        file_read(&text, words[2], YAML_TREE_MAX_BYTES, err) &&
        yaml_tree_read_answers(&answers, arena, buf_text(&text), text.length, words[2], err) &&
        cli_open_session(cli, &open, err);
    if (filled) {
        filled = cli_reach_patient(cli, session_vault(open.session), words[0], id, err) &&
                 session_open_patient(open.session, id, err);
        const struct contact *contact = filled ? session_contact(open.session) : NULL;
        filled = filled && fill_answers(open.session, words[1], answers, words[2],
                                        contact ? contact->id : "", &stored, err);
        cli_close_session(&open);
    }
    if (filled && cli->arguments.json) {
        json_t *json = json_object();
        json_object_set_new(json, "answers", json_integer((json_int_t)stored));
        cli_print_json(json);
        json_decref(json);
    } else if (filled) {
        printf(ngettext("%zu answer recorded\n", "%zu answers recorded\n", stored), stored);
    }
    arena_destroy(arena);
    buf_finish(&text);
    return filled;
}

/* ---- summary ---- */

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

/* NAME NULL: a colleague. */
static bool audience_of(enum audience *out, const char *name, struct error *err)
{
    *out = AUDIENCE_COLLEAGUE;
    return name == NULL || audience_parse(out, name) ||
           error_set(err, ERROR_USAGE,
                     _("a summary is for colleague, patient, own or case, not for \"%s\""), name);
}

static const struct export_format *format_of(const char *name, struct error *err)
{
    const struct export_format *format = export_format_find(name);
    if (format) {
        return format;
    }
    struct buf known = BUF_INIT;
    for (size_t i = 0; i < export_format_count(); i++) {
        buf_add_format(&known, "%s%s", i ? ", " : "", export_format_at(i)->name);
    }
    error_set(err, ERROR_USAGE, _("there is no format \"%s\"; these are built in: %s"), name,
              buf_text(&known));
    buf_finish(&known);
    return NULL;
}

static bool log_export(struct session *session, const char *format, const char *audience,
                       const struct buf *bytes, struct error *err)
{
    char digest[65], detail[160];
    digest_sha256(digest, buf_text(bytes), bytes->length);
    snprintf(detail, sizeof detail, "%s for %s, %zu bytes, sha256 %.16s", format, audience,
             bytes->length, digest);
    return vault_audit(session_vault(session), AUDIT_EXPORT, session_patient_id(session), detail,
                       err);
}

bool cli_write_summary(struct cli *cli, struct session *session, const char *format_name,
                       const char *path, struct error *err)
{
    const struct export_format *format = format_of(format_name, err);
    enum audience audience;
    if (!format || !audience_of(&audience, cli->arguments.audience, err)) {
        return false;
    }
    struct summary_request request = {
        .record = session_record(session),
        .patient_id = session_patient_id(session),
        .form = form_of,
        .self = session,
        .language = i18n_language(),
        .order = SUMMARY_OUTLINE,
        .audience = audience,
        .bundle = format->bundle,
        .author = vault_user(session_vault(session)),
    };
    struct buf seal = BUF_INIT;
    vault_seal(session_vault(session), &seal);
    request.seal = buf_text(&seal);
    summary_set_date(&request, cli->world);
    struct export_options options = {
        .columns = 80, .ascii = cli->arguments.ascii, .modules = cli->world->modules};
    struct document *document = summary_build(&request);
    struct buf bytes = BUF_INIT;
    cli_say_losses(_(format->summary), &document->losses);
    struct file_place place = FILE_PLACE_INIT;
    /* What cannot be written did not go out: the log has nothing of it. */
    bool written = format->write(&bytes, document, &options, err) &&
                   (!path || file_place_take(&place, path, bytes.length, err)) &&
                   log_export(session, format->name, audience_row(audience)->name, &bytes, err);
    if (written && path) {
        written = file_place_fill(&place, buf_text(&bytes), bytes.length, err);
    } else if (written) {
        written = fwrite(buf_text(&bytes), 1, bytes.length, stdout) == bytes.length ||
                  error_errno(err, errno, "%s", _("standard output"));
    }
    file_place_finish(&place);
    buf_finish(&bytes);
    buf_finish(&seal);
    document_destroy(document);
    return written;
}

bool cli_summary(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    char id[33];
    const char *format = cli->arguments.format ? cli->arguments.format : "text";
    (void)count;
    enum audience audience;
    if (!format_of(format, err) || !audience_of(&audience, cli->arguments.audience, err) ||
        !cli_open_session(cli, &open, err)) {
        return false;
    }
    bool written = cli_reach_patient(cli, session_vault(open.session), words[0], id, err) &&
                   session_open_patient(open.session, id, err) &&
                   cli_write_summary(cli, open.session, format, cli->arguments.out, err);
    cli_close_session(&open);
    return written;
}
