/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * init, verify, audit.
 */
#include "config.h"

#include "cli/command.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool make_directory_of(const char *path, struct error *err)
{
    char *directory = alloc_string(path);
    char *slash = strrchr(directory, '/');
    bool made = true;
    if (slash && slash != directory) {
        *slash = '\0';
        made = file_exists(directory) || file_make_directory(directory, err);
    }
    free(directory);
    return made;
}

/* The vault stays only if its owner has the code that opens it in need. */
static bool hand_over_recovery(struct cli *cli, const struct buf *code, struct error *err)
{
    const char *path = cli->arguments.recovery_file;
    if (path) {
        struct buf line = BUF_INIT;
        buf_add_format(&line, "%s\n", buf_text(code));
        bool written = file_write(path, buf_text(&line), line.length, FILE_NEW, err);
        buf_finish(&line);
        return written;
    }
    printf("%s\n\n  %s\n\n", _("Recovery code. Write it down now; it is shown once:"),
           buf_text(code));
    return true;
}

static void print_made(const struct cli *cli, const char *user)
{
    if (cli->arguments.json) {
        json_t *json = json_object();
        json_put_text(json, "vault", cli->arguments.vault);
        json_put_text(json, "user", user);
        cli_print_json(json);
        json_decref(json);
        return;
    }
    cli_print(_("Made %s for %s.\n"), cli->arguments.vault, user);
}

bool cli_init(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct arguments *given = &cli->arguments;
    struct secret *passphrase = NULL;
    struct vault *vault = NULL;
    struct buf recovery = BUF_INIT;
    (void)words;
    (void)count;
    if (!given->user || !given->user[0]) {
        return error_set(err, ERROR_USAGE, _("init needs --user: the name of the first user"));
    }
    if (given->recovery_file && file_exists(given->recovery_file)) {
        return error_set(err, ERROR_EXISTS,
                         _("%s is there already; the recovery code wants a new "
                           "file"),
                         given->recovery_file);
    }
    if (!make_directory_of(given->vault, err) ||
        !cli_new_passphrase(given->passphrase_file, _("Passphrase for the new vault"), &passphrase,
                            err)) {
        return false;
    }
    struct vault_cost cost = given->fast ? vault_cost_least() : vault_cost_calibrated();
    bool made = vault_create(&vault, cli->world, given->vault, given->user, passphrase, &cost,
                             &recovery, err);
    if (made) {
        vault_close(vault);
        made = hand_over_recovery(cli, &recovery, err);
        if (made) {
            print_made(cli, given->user);
        } else {
            unlink(given->vault);
        }
    }
    secret_destroy(passphrase);
    buf_finish(&recovery);
    return made;
}

/* ---- verify ---- */

struct verifying {
    json_t *findings;
    bool json, terminal, all;
};

static void found(void *self, const struct vault_finding *finding)
{
    struct verifying *verifying = self;
    if (!verifying->json) {
        cli_print("%s: %s: %s\n", vault_damage_code(finding->damage), finding->place,
                  finding->message);
        return;
    }
    json_t *json = json_object();
    json_put_text(json, "damage", vault_damage_code(finding->damage));
    json_put_text(json, "place", finding->place);
    json_put_text(json, "message", finding->message);
    json_array_append_new(verifying->findings, json);
}

static void progress(void *self, size_t done, size_t total)
{
    const struct verifying *verifying = self;
    if (verifying->terminal && (done % 256 == 0 || done == total)) {
        fprintf(stderr, "\r%zu / %zu%s", done, total, done == total ? "\n" : "");
    }
}

static void print_check(const struct verifying *verifying, const struct vault_check *check)
{
    if (!verifying->json && !verifying->all) {
        cli_print(_("findings: %zu; --all opens every row\n"), check->findings);
        return;
    }
    if (!verifying->json) {
        cli_print(_("patients: %zu, entries: %zu, commits: %zu, forms: %zu, log rows: %zu; "
                    "findings: %zu\n"),
                  check->patients, check->entries, check->commits, check->forms, check->audit_rows,
                  check->findings);
        return;
    }
    json_t *json = json_object();
    const struct {
        const char *name;
        size_t count;
    } counts[] = {
        {"patients", check->patients},     {"entries", check->entries},
        {"commits", check->commits},       {"forms", check->forms},
        {"audit_rows", check->audit_rows},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        json_object_set_new(json, counts[i].name, json_integer((json_int_t)counts[i].count));
    }
    json_object_set(json, "findings", verifying->findings);
    cli_print_json(json);
    json_decref(json);
}

/* A vault that does not even open is a finding too, with its class and place. */
static bool refused(const struct verifying *verifying, struct error *err)
{
    if (err->code != ERROR_DAMAGED) {
        return false;
    }
    if (verifying->json) {
        json_t *json = json_object(), *finding = json_object();
        json_put_text(finding, "damage", vault_damage_code(vault_damage_of(err)));
        json_put_text(finding, "message", err->message);
        json_array_append_new(verifying->findings, finding);
        json_object_set(json, "findings", verifying->findings);
        cli_print_json(json);
        json_decref(json);
    } else {
        cli_print("%s\n", vault_damage_code(vault_damage_of(err)));
    }
    return false;
}

/* Looked at without a trace, and in spite of damage: how far it goes is the question. */
static bool inspect(struct cli *cli, struct vault **out, struct error *err)
{
    struct secret *passphrase;
    if (!cli_passphrase(cli->arguments.passphrase_file, _("Passphrase"), &passphrase, err)) {
        return false;
    }
    bool opened =
        vault_inspect(out, cli->world, cli->arguments.vault, cli->arguments.user, passphrase, err);
    secret_destroy(passphrase);
    return opened;
}

bool cli_verify(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    struct vault_check check = {0};
    struct verifying verifying = {json_array(), cli->arguments.json, isatty(STDERR_FILENO) == 1,
                                  cli->arguments.all};
    (void)words;
    (void)count;
    bool done = inspect(cli, &vault, err);
    if (!done) {
        refused(&verifying, err);
        json_decref(verifying.findings);
        return false;
    }
    done = vault_verify(vault, cli->arguments.all, &check, found, progress, &verifying, err);
    if (done) {
        print_check(&verifying, &check);
    }
    if (done && check.findings) {
        cli->status = 1;
    }
    vault_close(vault);
    json_decref(verifying.findings);
    return done;
}

/* ---- audit ---- */

struct listing {
    json_t *rows;
    int offset_minutes;
};

static bool print_entry(void *self, const struct audit_entry *entry)
{
    struct listing *listing = self;
    char time[21];
    world_format_time(entry->time, time);
    if (!listing->rows) {
        cli_print("%s  %-14s %-16s %-10.8s %s\n", time, audit_event_code(entry->event), entry->user,
                  entry->patient, entry->detail);
        return true;
    }
    json_t *json = json_object();
    json_put_text(json, "time", time);
    json_put_text(json, "event", audit_event_code(entry->event));
    json_put_text(json, "user", entry->user);
    json_put_text(json, "patient", entry->patient);
    json_put_text(json, "detail", entry->detail);
    json_array_append_new(listing->rows, json);
    return true;
}

bool cli_audit(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    struct listing listing = {cli->arguments.json ? json_array() : NULL,
                              cli->world->offset_minutes};
    char patient[33] = "";
    (void)words;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        json_decref(listing.rows);
        return false;
    }
    const char *wanted = cli->arguments.patient;
    bool done = (!wanted || cli_find_patient(vault, wanted, patient, err)) &&
                vault_audit_read(vault, patient, print_entry, &listing, err);
    if (done && listing.rows) {
        cli_print_json(listing.rows);
    }
    json_decref(listing.rows);
    vault_close(vault);
    return done;
}
