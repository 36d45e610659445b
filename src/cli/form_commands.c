/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forms and check: what is installed, and what is wrong with a form file.
 */
#include "config.h"

#include "cli/command.h"

#include "base/file.h"
#include "base/i18n.h"
#include "form/finding.h"
#include "form/form_compare.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

/* More than any form may have. */
#define CHECK_MAX_BYTES ((size_t)2 << 20)

static const char *status_name(enum form_status status)
{
    return status == FORM_DRAFT ? "draft" : "reviewed";
}

static size_t asked(const struct form *form)
{
    size_t count = 0;
    for (size_t i = 0; i < form->all_count; i++) {
        count += item_takes_answer(form->all[i]);
    }
    return count;
}

static json_t *overlay_json(const struct form *form, const struct form_overlay *overlay)
{
    json_t *json = json_object(), *languages = json_object();
    json_put_text(json, "file", overlay->file);
    json_put_text(json, "digest", overlay->digest);
    for (size_t i = 0; i < form->language_count; i++) {
        if (overlay->languages & 1u << i) {
            json_put_text(languages, form->languages[i],
                          overlay->drafts & 1u << i ? "draft" : "reviewed");
        }
    }
    json_object_set_new(json, "languages", languages);
    json_object_set_new(json, "stale", json_boolean(overlay->stale));
    json_put_text(json, "rights", overlay->rights);
    json_put_text(json, "source", overlay->source);
    return json;
}

static json_t *form_json(const struct form *form)
{
    json_t *json = json_object(), *languages = json_object();
    json_put_text(json, "form_id", form->form_id);
    json_put_text(json, "version", form->version);
    json_put_text(json, "title", wording_in(form, &form->title, i18n_language(), NULL));
    json_put_text(json, "status", status_name(form->status));
    json_put_text(json, "file", form->file);
    for (size_t i = 0; i < form->language_count; i++) {
        json_object_set_new(languages, form->languages[i], json_integer(form_coverage(form, i)));
    }
    json_object_set_new(json, "languages", languages);
    json_t *overlays = json_array();
    for (size_t i = 0; i < form->applied_count; i++) {
        json_array_append_new(overlays, overlay_json(form, &form->applied[i]));
    }
    json_object_set_new(json, "overlays", overlays);
    json_object_set_new(json, "items", json_integer((json_int_t)asked(form)));
    return json;
}

static void put_path(json_t *json, const struct item *item)
{
    struct buf path = BUF_INIT;
    item_path(&path, item);
    json_put_text(json, "path", buf_text(&path));
    buf_finish(&path);
}

static json_t *items_json(const struct form *form)
{
    json_t *list = json_array();
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        json_t *json = json_object();
        json_put_text(json, "name", item->name);
        json_put_text(json, "type", item_type_name(item->type));
        put_path(json, item);
        json_put_text(json, "label", wording_in(form, &item->label, i18n_language(), NULL));
        json_array_append_new(list, json);
    }
    return list;
}

/* A form of the site's own is told by its file. */
static void print_form(const struct cli *cli, const struct form *form)
{
    size_t length = strlen(cli->world->forms);
    cli_print("%-20s %-12s %-10s", form->form_id, form->version,
              form->status == FORM_DRAFT ? _("draft") : _("reviewed"));
    for (size_t i = 0; i < form->language_count; i++) {
        cli_print(" %s %u%%", form->languages[i], form_coverage(form, i));
    }
    cli_print("  %zu  %s", asked(form), wording_in(form, &form->title, i18n_language(), NULL));
    if (strncmp(form->file, cli->world->forms, length) != 0) {
        cli_print("  (%s)", form->file);
    }
    cli_print("\n");
    for (size_t i = 0; i < form->applied_count; i++) {
        struct buf about = BUF_INIT;
        form_overlay_describe(&about, form, &form->applied[i], i18n_language());
        cli_print("  %s:%s", form->applied[i].file, buf_text(&about));
        buf_finish(&about);
    }
}

static void print_items(const struct form *form)
{
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        cli_print("%*s%-4s %-24s %-15s %s\n", (int)item->depth * 2, "", item->prefix, item->name,
                  item_type_name(item->type),
                  wording_in(form, &item->label, i18n_language(), NULL));
    }
}

static bool show_one(struct cli *cli, const struct library *library, const char *name,
                     struct error *err)
{
    const struct form *form = library_find(library, name);
    if (!form) {
        return error_set(
            err, ERROR_NOT_FOUND,
            _("there is no form \"%s\" here; `verhaal forms` lists the installed ones"), name);
    }
    if (cli->arguments.json) {
        json_t *json = form_json(form);
        json_object_set_new(json, "items", items_json(form));
        cli_print_json(json);
        json_decref(json);
    } else {
        print_form(cli, form);
        print_items(form);
    }
    return true;
}

bool cli_forms(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct library *library;
    if (!cli_open_library(cli, &library, err)) {
        return false;
    }
    bool shown = true;
    if (count) {
        shown = show_one(cli, library, words[0], err);
    } else {
        json_t *list = json_array();
        for (size_t i = 0; i < library_count(library); i++) {
            if (cli->arguments.json) {
                json_array_append_new(list, form_json(library_form(library, i)));
            } else {
                print_form(cli, library_form(library, i));
            }
        }
        if (cli->arguments.json) {
            cli_print_json(list);
        }
        json_decref(list);
    }
    library_destroy(library);
    return shown;
}

/* ---- check ---- */

static json_t *entry_json(const char *file, const struct report_entry *entry)
{
    json_t *json = json_object();
    json_put_text(json, "file", file);
    json_object_set_new(json, "line", json_integer(entry->line));
    json_object_set_new(json, "column", json_integer(entry->column));
    json_put_text(json, "severity", entry->severity == REPORT_ERROR ? "error" : "warning");
    json_put_text(json, "code", entry->code);
    json_put_text(json, "item", entry->item);
    json_put_text(json, "message", entry->message);
    return json;
}

void cli_form_path(const struct cli *cli, const char *word, struct buf *out)
{
    buf_add_text(out, word);
    if (!strchr(word, '/') && !strchr(word, '.')) {
        buf_clear(out);
        buf_add_format(out, "%s/%s.yaml", cli->world->forms, word);
    }
}

void cli_check_references(const struct cli *cli, const struct form *form, struct report *report)
{
    struct library *library = NULL;
    struct error ignored = {0};
    if (library_open(&library, cli->world->forms, &ignored)) {
        library_check(library, form, report);
    }
    library_destroy(library);
}

/* Each finding with the line it is about, for people; into ALL for programs. */
static void print_findings(const char *path, const struct report *report, json_t *all)
{
    struct buf text = BUF_INIT, lines = BUF_INIT;
    struct error ignored = {0};

    /* The findings come from the file as it was read; it is looked at again for the eye only. */
    if (!all && report->count > 0 && !file_read(&text, path, CHECK_MAX_BYTES, &ignored)) {
        buf_clear(&text);
    }
    for (size_t i = 0; i < report->count; i++) {
        if (all) {
            json_array_append_new(all, entry_json(path, &report->entries[i]));
            continue;
        }
        buf_clear(&lines);
        report_format(&lines, path, &report->entries[i]);
        buf_add_char(&lines, '\n');
        report_excerpt(&lines, buf_text(&text), text.length, &report->entries[i]);
        cli_print("%s", buf_text(&lines));
    }
    if (!all && report->count == 0) {
        cli_print(_("%s: no findings\n"), path);
    }
    buf_finish(&text);
    buf_finish(&lines);
}

/* False: the older version cannot be read. */
static bool check_against(const struct cli *cli, const struct form *form, struct report *report,
                          struct error *err)
{
    struct buf path = BUF_INIT;
    struct form *old = NULL;
    bool read = true;
    if (cli->arguments.against) {
        cli_form_path(cli, cli->arguments.against, &path);
        read = form_load(&old, buf_text(&path), NULL, err) &&
               (strcmp(old->form_id, form->form_id) == 0 ||
                error_set(err, ERROR_USAGE, _("--against: \"%s\" is no version of \"%s\""),
                          old->form_id, form->form_id));
        if (read) {
            form_check_against(form, old, report);
        }
    }
    form_destroy(old);
    buf_finish(&path);
    return read;
}

static bool check_one(struct cli *cli, const char *word, json_t *all, size_t *errors,
                      struct error *err)
{
    struct buf path = BUF_INIT;
    struct report report = REPORT_INIT;
    struct form *form = NULL;
    struct error first = {0};
    cli_form_path(cli, word, &path);
    bool overlay = cli_is_overlay(buf_text(&path));
    bool read = overlay ? cli_check_overlay(cli, buf_text(&path), &report, &first)
                        : form_load(&form, buf_text(&path), &report, &first);
    if (read && !overlay) {
        form_check(form, &report);
        cli_check_references(cli, form, &report);
    }
    bool compared = !read || overlay || check_against(cli, form, &report, err);
    /* Not even read (no such file, no YAML): the reader's own words. */
    if (!read && report.errors == 0) {
        *err = first;
    } else if (compared) {
        print_findings(buf_text(&path), &report, all);
    }
    bool counted = compared && (read || report.errors);
    *errors += report.errors;
    form_destroy(form);
    report_finish(&report);
    buf_finish(&path);
    return counted;
}

bool cli_check_file(struct cli *cli, const char *word, struct error *err)
{
    size_t errors = 0;
    bool done = check_one(cli, word, NULL, &errors, err);
    if (errors) {
        cli->status = 1;
    }
    return done;
}

static bool explain(const char *code, struct error *err)
{
    const struct finding *finding = finding_find(code);
    if (!finding) {
        return error_set(err, ERROR_NOT_FOUND,
                         _("there is no finding \"%s\"; they are called E310 or W401"), code);
    }
    cli_print("%s  %s\n      %s\n", finding->code, _(finding->meaning), _(finding->remedy));
    return true;
}

bool cli_check(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    if (cli->arguments.explain) {
        return explain(cli->arguments.explain, err);
    }
    if (count == 0) {
        return error_set(err, ERROR_USAGE,
                         _("which form? a FILE, or the name of an installed one"));
    }
    json_t *all = cli->arguments.json ? json_array() : NULL;
    size_t errors = 0;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        done = check_one(cli, words[i], all, &errors, err);
    }
    if (done && all) {
        cli_print_json(all);
    }
    json_decref(all);
    if (errors) {
        cli->status = 1;
    }
    return done;
}
