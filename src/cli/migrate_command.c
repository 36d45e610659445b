/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * migrate: one interview over to the installed version of its form, as the full
 * screen does it. Prints what happens; with --dry-run it only prints.
 */
#include "config.h"

#include "cli/command.h"

#include "app/upgrade.h"
#include "base/i18n.h"

#include <string.h>

static json_t *lines_json(const struct upgrade_lines *lines)
{
    json_t *list = json_array();
    for (size_t i = 0; i < lines->count; i++) {
        json_t *json = json_object();
        json_put_text(json, "what", buf_text(&lines->lines[i].what));
        json_put_text(json, "becomes", buf_text(&lines->lines[i].fate));
        json_array_append_new(list, json);
    }
    return list;
}

void cli_print_migration(const struct migration *migration)
{
    struct upgrade_lines lines = UPGRADE_LINES_INIT;
    struct buf versions = BUF_INIT;
    upgrade_versions(&versions, migration->forms.before, migration->forms.after);
    upgrade_describe(&lines, migration, i18n_language());
    cli_print("%s %s\n", migration->forms.after->form_id, buf_text(&versions));
    for (size_t i = 0; i < lines.count; i++) {
        cli_print("  %s: %s\n", buf_text(&lines.lines[i].what), buf_text(&lines.lines[i].fate));
    }
    upgrade_lines_finish(&lines);
    buf_finish(&versions);
}

static void print_json(const struct migration *migration, bool done)
{
    struct upgrade_lines lines = UPGRADE_LINES_INIT;
    json_t *json = json_object();
    upgrade_describe(&lines, migration, i18n_language());
    json_put_text(json, "form_id", migration->forms.after->form_id);
    json_put_text(json, "from", migration->forms.before->version);
    json_put_text(json, "to", migration->forms.after->version);
    json_object_set_new(json, "done", json_boolean(done));
    json_object_set_new(json, "changes", lines_json(&lines));
    cli_print_json(json);
    json_decref(json);
    upgrade_lines_finish(&lines);
}

static bool migrate(struct cli *cli, struct session *session, const char *form, struct error *err)
{
    const struct interview *interview = record_interview_of(session_record(session), form);
    struct migration *migration;
    if (!interview) {
        return error_set(err, ERROR_NOT_FOUND, _("this patient has no interview with \"%s\""),
                         form);
    }
    if (!upgrade_plan(&migration, session, interview, err)) {
        return false;
    }
    bool done = !cli->arguments.dry_run;
    if (cli->arguments.json) {
        print_json(migration, done);
    } else {
        cli_print_migration(migration);
    }
    migration_destroy(migration);
    bool stored = !done || upgrade_store(session, interview, NULL, err);
    if (stored && !cli->arguments.json) {
        cli_print("%s\n", done ? _("Taken over; undo in the interview takes it back.")
                               : _("Nothing was changed."));
    }
    return stored;
}

bool cli_migrate(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    char id[33];
    (void)count;
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    bool done = cli_find_patient(session_vault(open.session), words[0], id, err) &&
                session_open_patient(open.session, id, err) &&
                migrate(cli, open.session, words[1], err);
    cli_close_session(&open);
    return done;
}
