/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overlays on the command line: which of two kinds a file is, and the form that
 * an overlay belongs to.
 */
#include "config.h"

#include "cli/command.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/yaml_tree.h"

#include <string.h>

bool cli_is_overlay(const char *path)
{
    struct buf text = BUF_INIT;
    struct error ignored = {0};
    bool overlay = file_read(&text, path, YAML_TREE_MAX_BYTES, &ignored) &&
                   overlay_is(buf_text(&text), text.length);
    buf_finish(&text);
    return overlay;
}

/* BELOW is "" or "../": whoever writes both keeps them together, as they are installed. */
static bool load_beside(struct form **out, const struct overlay *overlay, const char *below)
{
    struct buf path = BUF_INIT;
    struct error ignored = {0};
    const char *slash = strrchr(overlay->file, '/');
    buf_add(&path, overlay->file, slash ? (size_t)(slash - overlay->file) + 1 : 0);
    buf_add_format(&path, "%s%s.yaml", below, overlay->form_id);
    *out = NULL;
    bool loaded = form_load(out, buf_text(&path), NULL, &ignored) &&
                  strcmp((*out)->form_id, overlay->form_id) == 0;
    if (!loaded) {
        form_destroy(*out);
        *out = NULL;
    }
    buf_finish(&path);
    return loaded;
}

bool cli_form_of_overlay(const struct cli *cli, const struct overlay *overlay, struct form **out,
                         struct error *err)
{
    if (load_beside(out, overlay, "") || load_beside(out, overlay, "../")) {
        return true;
    }
    struct library *library;
    if (!library_open(&library, cli->world->forms, err)) {
        return false;
    }
    const struct form *form = library_find(library, overlay->form_id);
    /* As its file says it: other overlays lie on the one in the library. */
    bool found = form ? form_read(out, form->text, form->text_length, form->file, NULL, err)
                      : error_at(err, ERROR_NOT_FOUND, overlay->file, overlay->form_at.line,
                                 overlay->form_at.column,
                                 _("there is no form %s here, neither beside the overlay nor "
                                   "installed"),
                                 overlay->form_id);
    library_destroy(library);
    return found;
}

static void miss_form(const struct overlay *overlay, const struct error *why, struct report *report)
{
    if (why->code == ERROR_NOT_FOUND) {
        report_add(report, REPORT_ERROR, "E502", overlay->form_at.line, overlay->form_at.column, "",
                   "%s", why->message);
    }
}

bool cli_check_overlay(const struct cli *cli, const char *path, struct report *report,
                       struct error *err)
{
    struct overlay *overlay = NULL;
    struct form *form = NULL;
    bool read = overlay_load(&overlay, path, report, err);
    if (read && cli_form_of_overlay(cli, overlay, &form, err)) {
        overlay_check(overlay, form, report);
    } else if (read) {
        miss_form(overlay, err, report);
        read = report->errors > 0;
    }
    form_destroy(form);
    overlay_destroy(overlay);
    return read;
}
