/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form tried full screen, with nobody: `verhaal preview FORM`. The vault is a
 * throw-away one as that of the demo, so that everything works as it will; the
 * form is the file's, whatever is installed.
 */
#include "config.h"

#include "cli/command.h"

#include "app/preview.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/yaml_tree.h"
#include "cli/throwaway.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tried {
    const struct cli *cli;
    struct buf path;   /* absolute */
    const char *name;  /* its last part, for findings on a narrow line */
    struct form *base; /* what the overlay belongs to; NULL: the file is a form */
    char *form_id;     /* once it is known */
};

static bool read_form(const struct tried *tried, const struct buf *text, struct form **out,
                      struct report *report, struct error *err)
{
    if (!form_read(out, buf_text(text), text->length, tried->name, report, err)) {
        return false;
    }
    form_check(*out, report);
    cli_check_references(tried->cli, *out, report);
    return true;
}

/* The form as it was found at the beginning, and the overlay of now on it. */
static bool read_overlay(const struct tried *tried, const struct buf *text, struct form **out,
                         struct report *report, struct error *err)
{
    struct overlay *overlay = NULL;
    const struct form *base = tried->base;
    if (!base) {
        return error_set(err, ERROR_INVALID, _("%s is an overlay now: start again"), tried->name);
    }
    bool read =
        overlay_read(&overlay, buf_text(text), text->length, tried->name, report, err) &&
        (strcmp(overlay->form_id, base->form_id) == 0 ||
         error_set(err, ERROR_INVALID, _("%s is for the form %s now and not for %s: start again"),
                   tried->name, overlay->form_id, base->form_id)) &&
        form_read(out, base->text, base->text_length, base->file, NULL, err);
    if (read) {
        overlay_check(overlay, *out, report);
        read = report->errors > 0 || overlay_apply(*out, overlay, err);
    }
    overlay_destroy(overlay);
    return read;
}

static bool read_tried(void *self, struct form **out, size_t *warnings, struct error *err)
{
    const struct tried *tried = self;
    struct report report = REPORT_INIT;
    struct buf text = BUF_INIT;
    struct form *form = NULL;
    bool read = file_read(&text, buf_text(&tried->path), YAML_TREE_MAX_BYTES, err) &&
                (overlay_is(buf_text(&text), text.length)
                     ? read_overlay(tried, &text, &form, &report, err)
                     : read_form(tried, &text, &form, &report, err));
    read = read && (report.errors == 0 || report_first(&report, tried->name, err));
    if (read && tried->form_id && strcmp(form->form_id, tried->form_id) != 0) {
        read = error_set(err, ERROR_INVALID,
                         _("%s: the form is called %s now and not %s: start again"), tried->name,
                         form->form_id, tried->form_id);
    }
    if (read) {
        *out = form;
        *warnings = report.warnings;
    } else {
        form_destroy(form);
    }
    buf_finish(&text);
    report_finish(&report);
    return read;
}

static bool find_base(struct tried *tried, struct error *err)
{
    struct overlay *overlay = NULL;
    if (!cli_is_overlay(buf_text(&tried->path))) {
        return true;
    }
    bool found = overlay_load(&overlay, buf_text(&tried->path), NULL, err) &&
                 cli_form_of_overlay(tried->cli, overlay, &tried->base, err);
    overlay_destroy(overlay);
    return found;
}

/* ---- the vault ---- */

static bool add_nobody(struct session *session, const char *language, struct error *err)
{
    struct patient patient;
    patient_init(&patient);
    free(patient.name);
    patient.name = alloc_string(_("Nobody (preview)"));
    free(patient.languages);
    patient.languages = alloc_string(language ? language : "");
    bool added = session_add_patient(session, &patient, err);
    patient_finish(&patient);
    return added;
}

/* FORM is taken over. */
static bool fill(struct cli *cli, const struct throwaway *place, struct form *form,
                 const char *passphrase, struct error *err)
{
    struct cli_session open = {0};
    struct vault *vault;
    struct vault_cost cost = vault_cost_least();
    struct buf recovery = BUF_INIT;
    char interview[33];
    if (!cli_open_library(cli, &open.library, err)) {
        form_destroy(form);
        return false;
    }
    library_put(open.library, form);
    struct secret *secret = secret_create(strlen(passphrase));
    memcpy(secret_bytes(secret), passphrase, strlen(passphrase));
    bool made = vault_create(&vault, cli->world, place->vault, "preview", secret, &cost, &recovery,
                             err);
    secret_destroy(secret);
    buf_finish(&recovery);
    if (!made) {
        library_destroy(open.library);
        return false;
    }
    open.session = session_create(cli->world, vault, open.library);
    made = add_nobody(open.session, cli->arguments.form_language, err) &&
           session_interview(open.session, form->form_id, interview, err) &&
           session_update_register(open.session, err);
    cli_close_session(&open);
    return made;
}

/* Up to the last slash of PATH: its directory. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash != path ? alloc_copy(path, (size_t)(slash - path)) : alloc_string("/");
}

static bool run(struct cli *cli, struct tried *tried, struct form *form, struct error *err)
{
    struct throwaway place;
    char passphrase[33];
    char *real = realpath(buf_text(&tried->path), NULL);
    char *given_place = directory_of(buf_text(&tried->path));
    char *real_place = directory_of(real ? real : buf_text(&tried->path));
    const char *language = cli->arguments.form_language;
    const struct app_preview preview = {
        .form_id = tried->form_id,
        .path = buf_text(&tried->path),
        .language = language && strcmp(language, i18n_language()) != 0 ? language : NULL,
        .read = read_tried,
        .self = tried,
    };
    world_new_id(cli->world, passphrase);
    struct cli_screen screen = {
        .vault = place.vault,
        .user = "preview",
        .demo_passphrase = passphrase,
        .preview = &preview,
        .preview_places = {given_place, real_place},
    };
    bool done = throwaway_make(&place, cli->world, "preview", err);
    if (done) {
        done = fill(cli, &place, form, passphrase, err) && cli_run_screen(cli, &screen, err);
        throwaway_remove(&place);
    } else {
        form_destroy(form);
    }
    free(real);
    free(given_place);
    free(real_place);
    return done;
}

/* A wish that cannot be met is told before anything is made. */
static bool can_run(const struct cli *cli, const struct form *form, struct error *err)
{
    const char *language = cli->arguments.form_language;
    if (language && !form_has_language(form, language)) {
        return error_set(err, ERROR_USAGE, _("--language: the form has no texts in \"%s\""),
                         language);
    }
    if (cli->arguments.plain || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return error_set(err, ERROR_USAGE,
                         _("a preview needs a terminal; `verhaal print FORM` works without one"));
    }
    return true;
}

bool cli_preview(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct tried tried = {.cli = cli, .path = BUF_INIT};
    struct buf word = BUF_INIT;
    struct form *form = NULL;
    size_t warnings;
    (void)count;
    cli_form_path(cli, words[0], &word);
    bool done = file_absolute(&tried.path, buf_text(&word), err);
    if (done) {
        const char *slash = strrchr(buf_text(&tried.path), '/');
        tried.name = slash ? slash + 1 : buf_text(&tried.path);
        done = find_base(&tried, err) && read_tried(&tried, &form, &warnings, err);
        if (!done) {
            /* All of it, as `check` says it; without a finding the reader's own words. */
            struct error first = *err;
            done = cli_check_file(cli, words[0], err);
            if (done && cli->status == 0) {
                *err = first;
                done = false;
            }
        } else if (can_run(cli, form, err)) {
            tried.form_id = alloc_string(form->form_id);
            done = run(cli, &tried, form, err);
        } else {
            form_destroy(form);
            done = false;
        }
    }
    form_destroy(tried.base);
    free(tried.form_id);
    buf_finish(&tried.path);
    buf_finish(&word);
    return done;
}
