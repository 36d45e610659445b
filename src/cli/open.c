/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Getting in from the command line: the passphrase, the vault, the patient.
 * A passphrase is never an argument and never in the environment.
 */
#include "config.h"

#include "cli/command.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/people.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSPHRASE_MAX 1024

/* Up to the end of the line or of the file, byte by byte into locked memory. */
static bool read_line(int fd, struct secret *out, struct error *err)
{
    size_t length = 0;
    for (;;) {
        char c;
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return error_errno(err, errno, "%s", _("the passphrase could not be read"));
        }
        if (got == 0 || c == '\n') {
            break;
        }
        if (length == PASSPHRASE_MAX) {
            return error_set(err, ERROR_LIMIT, _("a passphrase has at most 1,024 bytes"));
        }
        secret_bytes(out)[length++] = (uint8_t)c;
    }
    secret_set_length(out, length);
    return length > 0 || error_set(err, ERROR_DENIED, _("no passphrase was given"));
}

static bool read_from_terminal(const char *prompt, struct secret *out, struct error *err)
{
    struct termios shown, hidden;
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || tcgetattr(fd, &shown) != 0) {
        if (fd >= 0) {
            close(fd);
        }
        return error_set(err, ERROR_USAGE,
                         _("there is no terminal to ask for the passphrase; use "
                           "--passphrase-file"));
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    hidden.c_lflag |= ECHONL | ICANON;
    dprintf(fd, "%s: ", prompt);
    tcsetattr(fd, TCSAFLUSH, &hidden);
    bool read = read_line(fd, out, err);
    tcsetattr(fd, TCSAFLUSH, &shown);
    close(fd);
    return read;
}

static bool read_from_file(const char *path, struct secret *out, struct error *err)
{
    if (strcmp(path, "-") == 0) {
        return read_line(STDIN_FILENO, out, err);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return error_errno(err, errno, "%s", path);
    }
    bool read = read_line(fd, out, err);
    close(fd);
    return read;
}

bool cli_passphrase(const char *path, const char *prompt, struct secret **out, struct error *err)
{
    struct secret *secret = secret_create(PASSPHRASE_MAX);
    secret_set_length(secret, 0);
    bool read = path ? read_from_file(path, secret, err) : read_from_terminal(prompt, secret, err);
    if (!read) {
        secret_destroy(secret);
        return false;
    }
    *out = secret;
    return true;
}

bool cli_new_passphrase(const char *path, const char *prompt, struct secret **out,
                        struct error *err)
{
    struct secret *first, *again;
    if (!cli_passphrase(path, prompt, &first, err)) {
        return false;
    }
    if (path) {
        *out = first;
        return true;
    }
    bool same = cli_passphrase(NULL, _("Once more"), &again, err);
    if (same) {
        same = (secret_length(first) == secret_length(again) &&
                memcmp(secret_view(first), secret_view(again), secret_length(first)) == 0) ||
               error_set(err, ERROR_INVALID, _("the two passphrases are not the same"));
        secret_destroy(again);
    }
    if (same) {
        *out = first;
    } else {
        secret_destroy(first);
    }
    return same;
}

bool cli_open_vault(struct cli *cli, struct vault **out, struct error *err)
{
    struct secret *passphrase;
    if (!cli_passphrase(cli->arguments.passphrase_file, _("Passphrase"), &passphrase, err)) {
        return false;
    }
    bool opened =
        vault_open(out, cli->world, cli->arguments.vault, cli->arguments.user, passphrase, err);
    secret_destroy(passphrase);
    if (opened && vault_warning(*out)[0]) {
        fprintf(stderr, "verhaal: %s\n", vault_warning(*out));
    }
    return opened;
}

bool cli_open_library(struct cli *cli, struct library **out, struct error *err)
{
    if (!library_open_installed(out, cli->world, err)) {
        return false;
    }
    for (size_t i = 0; i < library_problem_count(*out); i++) {
        fprintf(stderr, "verhaal: %s\n", library_problem(*out, i));
    }
    return true;
}

bool cli_open_session(struct cli *cli, struct cli_session *out, struct error *err)
{
    struct vault *vault;
    out->session = NULL;
    if (!cli_open_library(cli, &out->library, err)) {
        return false;
    }
    if (!cli_open_vault(cli, &vault, err)) {
        library_destroy(out->library);
        return false;
    }
    out->session = session_create(cli->world, vault, out->library);
    return true;
}

void cli_close_session(struct cli_session *session)
{
    session_destroy(session->session);
    library_destroy(session->library);
}

/* ---- patients ---- */

static bool same_folded(const char *a, const char *b)
{
    struct buf one = BUF_INIT, two = BUF_INIT;
    text_fold(&one, a, strlen(a));
    text_fold(&two, b, strlen(b));
    bool same = one.length > 0 && strcmp(buf_text(&one), buf_text(&two)) == 0;
    buf_finish(&one);
    buf_finish(&two);
    return same;
}

static bool is_wanted(const struct vault_patient *patient, const char *wanted)
{
    size_t length = strlen(wanted);
    return (length >= 4 && strncmp(patient->id, wanted, length) == 0) ||
           same_folded(patient->code, wanted) || same_folded(patient->name, wanted);
}

bool cli_find_patient(const struct vault *vault, const char *wanted, char out[33],
                      struct error *err)
{
    const struct vault_patient *found = NULL;
    for (size_t i = 0; i < vault_patient_count(vault); i++) {
        const struct vault_patient *patient = vault_patient_at(vault, i);
        if (strcmp(patient->id, wanted) == 0) {
            found = patient;
            break;
        }
        if (!is_wanted(patient, wanted)) {
            continue;
        }
        if (found) {
            return error_set(err, ERROR_NOT_FOUND,
                             _("several patients match; give the id that `verhaal patient list` "
                               "shows"));
        }
        found = patient;
    }
    if (!found) {
        return error_set(err, ERROR_NOT_FOUND,
                         _("no such patient; `verhaal patient list` shows who there is"));
    }
    memcpy(out, found->id, sizeof found->id);
    return true;
}

bool cli_reach_patient(const struct cli *cli, struct vault *vault, const char *wanted, char out[33],
                       struct error *err)
{
    const char *reason = cli->arguments.reason;
    return reason ? vault_break_glass(vault, wanted, reason, out, err)
                  : cli_find_patient(vault, wanted, out, err);
}

/* ---- printing ---- */

void cli_print(const char *format, ...)
{
    struct buf text = BUF_INIT, safe = BUF_INIT;
    va_list args;
    va_start(args, format);
    buf_add_format_list(&text, format, args);
    va_end(args);
    text_display(&safe, buf_text(&text), text.length, 0);
    fwrite(buf_text(&safe), 1, safe.length, stdout);
    buf_finish(&text);
    buf_finish(&safe);
}

void cli_print_json(const json_t *json)
{
    struct buf text = BUF_INIT;
    json_write_pretty(&text, json);
    printf("%s\n", buf_text(&text));
    buf_finish(&text);
}
