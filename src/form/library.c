/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms in memory for as long as the program runs. A bad file must not keep a
 * clinician from the good ones, so it is left out and named.
 */
#include "form/library.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "form/overlay.h"

#include <stdlib.h>
#include <string.h>

struct library {
    struct form **forms;
    size_t count, capacity;
    char **problems;
    size_t problem_count, problem_capacity;
    struct form **replaced; /* by library_put() */
    size_t replaced_count, replaced_capacity;
};

static void add_problem(struct library *library, const struct error *err)
{
    char text[1200];

    alloc_grow(&library->problems, &library->problem_capacity, library->problem_count + 1,
               sizeof(*library->problems));
    library->problems[library->problem_count++] = alloc_string(error_text(err, text, sizeof(text)));
}

static void add_path(struct buf *out, const char *directory, const char *name)
{
    buf_add_format(out, "%s/%s", directory, name);
}

static struct form *find(const struct library *library, const char *form_id)
{
    for (size_t i = 0; i < library->count; i++)
        if (strcmp(library->forms[i]->form_id, form_id) == 0)
            return library->forms[i];
    return NULL;
}

/* Lint errors count here: what is installed must be fit for use. */
static bool check(const struct form *form, const char *path, struct error *err)
{
    struct report report = REPORT_INIT;
    bool good;

    form_check(form, &report);
    good = report.errors == 0 || report_first(&report, path, err);
    report_finish(&report);
    return good;
}

static bool lies_in(const struct form *form, const char *directory)
{
    size_t length = strlen(directory);

    return strncmp(form->file, directory, length) == 0 && form->file[length] == '/' &&
           !strchr(form->file + length + 1, '/');
}

/* Puts FORM where one of the same name was. */
static void replace(struct library *library, struct form *form)
{
    for (size_t i = 0; i < library->count; i++) {
        if (strcmp(library->forms[i]->form_id, form->form_id) == 0) {
            form_destroy(library->forms[i]);
            library->forms[i] = form;
        }
    }
}

static void load(struct library *library, const char *directory, const char *path)
{
    struct error err = {0};
    struct form *form = NULL;
    const struct form *before;
    bool good = form_load(&form, path, NULL, &err) && check(form, path, &err);

    before = good ? find(library, form->form_id) : NULL;
    if (before && lies_in(before, directory))
        good = error_set(&err, ERROR_EXISTS, _("%s: the form %s is in %s already"), path,
                         form->form_id, before->file);
    if (!good) {
        add_problem(library, &err);
        form_destroy(form);
        return;
    }
    if (before) {
        replace(library, form);
        return;
    }
    alloc_grow(&library->forms, &library->capacity, library->count + 1, sizeof(*library->forms));
    library->forms[library->count++] = form;
}

/* Onto the form that it names, if all of it fits. */
static bool lay(struct library *library, const struct overlay *overlay, struct error *err)
{
    struct form *form = find(library, overlay->form_id);
    struct report report = REPORT_INIT;
    bool good;

    if (!form)
        return error_at(err, ERROR_NOT_FOUND, overlay->file, overlay->form_at.line,
                        overlay->form_at.column, _("error E502 there is no form %s here"),
                        overlay->form_id);
    overlay_fit(overlay, form, &report);
    good = report.errors == 0 ? overlay_apply(form, overlay, err)
                              : report_first(&report, overlay->file, err);
    report_finish(&report);
    return good;
}

void library_add_overlays(struct library *library, const char *directory)
{
    struct file_list files = {0};
    struct error err = {0};

    if (!file_list_read(&files, directory, ".yaml", &err)) {
        if (err.code != ERROR_NOT_FOUND)
            add_problem(library, &err);
        return;
    }
    for (size_t i = 0; i < files.count; i++) {
        struct overlay *overlay = NULL;
        struct buf path = BUF_INIT;

        add_path(&path, directory, files.names[i]);
        err = (struct error){0};
        if (!overlay_load(&overlay, buf_text(&path), NULL, &err) || !lay(library, overlay, &err))
            add_problem(library, &err);
        overlay_destroy(overlay);
        buf_finish(&path);
    }
    file_list_finish(&files);
}

static int compare_forms(const void *a, const void *b)
{
    const struct form *const *left = a, *const *right = b;

    return strcmp((*left)->form_id, (*right)->form_id);
}

/* Every form in DIRECTORY; false, with nothing changed, when that cannot be read. */
static bool load_all(struct library *library, const char *directory, struct error *err)
{
    struct file_list files = {0};

    if (!file_list_read(&files, directory, ".yaml", err))
        return false;
    for (size_t i = 0; i < files.count; i++) {
        struct buf path = BUF_INIT;

        add_path(&path, directory, files.names[i]);
        load(library, directory, buf_text(&path));
        buf_finish(&path);
    }
    file_list_finish(&files);
    if (library->count > 1)
        qsort(library->forms, library->count, sizeof(struct form *), compare_forms);
    return true;
}

static void add_overlays_below(struct library *library, const char *directory)
{
    struct buf overlays = BUF_INIT;

    add_path(&overlays, directory, "overlays");
    library_add_overlays(library, buf_text(&overlays));
    buf_finish(&overlays);
}

bool library_open(struct library **out, const char *directory, struct error *err)
{
    *out = alloc_array(1, sizeof(**out));
    if (!load_all(*out, directory, err)) {
        library_destroy(*out);
        *out = NULL;
        return false;
    }
    add_overlays_below(*out, directory);
    return true;
}

void library_add_forms(struct library *library, const char *directory)
{
    struct error err = {0};

    if (!load_all(library, directory, &err) && err.code != ERROR_NOT_FOUND)
        add_problem(library, &err);
}

bool library_open_installed(struct library **out, const struct world *world, struct error *err)
{
    struct buf own = BUF_INIT;

    *out = alloc_array(1, sizeof(**out));
    if (!load_all(*out, world->forms, err)) {
        library_destroy(*out);
        *out = NULL;
        return false;
    }
    add_path(&own, world->config_home, "forms");
    library_add_forms(*out, buf_text(&own));
    buf_finish(&own);
    add_overlays_below(*out, world->forms);
    add_overlays_below(*out, world->config_home);
    return true;
}

void library_put(struct library *library, struct form *form)
{
    for (size_t i = 0; i < library->count; i++) {
        if (strcmp(library->forms[i]->form_id, form->form_id) == 0) {
            alloc_grow(&library->replaced, &library->replaced_capacity,
                       library->replaced_count + 1, sizeof(*library->replaced));
            library->replaced[library->replaced_count++] = library->forms[i];
            library->forms[i] = form;
            return;
        }
    }
    alloc_grow(&library->forms, &library->capacity, library->count + 1, sizeof(*library->forms));
    library->forms[library->count++] = form;
    qsort(library->forms, library->count, sizeof(struct form *), compare_forms);
}

void library_destroy(struct library *library)
{
    if (!library)
        return;
    for (size_t i = 0; i < library->count; i++)
        form_destroy(library->forms[i]);
    for (size_t i = 0; i < library->replaced_count; i++)
        form_destroy(library->replaced[i]);
    free(library->replaced);
    for (size_t i = 0; i < library->problem_count; i++)
        free(library->problems[i]);
    free(library->forms);
    free(library->problems);
    free(library);
}

size_t library_count(const struct library *library)
{
    return library->count;
}

const struct form *library_form(const struct library *library, size_t index)
{
    return index < library->count ? library->forms[index] : NULL;
}

const struct form *library_find(const struct library *library, const char *form_id)
{
    struct form key = {.form_id = form_id};
    const struct form *wanted = &key;
    struct form **found = library->count == 0 ? NULL
                                              : bsearch(&wanted, library->forms, library->count,
                                                        sizeof(struct form *), compare_forms);

    return found ? *found : NULL;
}

size_t library_problem_count(const struct library *library)
{
    return library->problem_count;
}

const char *library_problem(const struct library *library, size_t index)
{
    return index < library->problem_count ? library->problems[index] : "";
}

static void check_see_also(const struct library *library, const struct form *form,
                           const struct item *item, const struct see_also *see,
                           struct report *report)
{
    bool own = strcmp(see->form, form->form_id) == 0;
    const struct form *other = own ? form : library_find(library, see->form);

    if (!other)
        report_add(report, REPORT_WARNING, "W418", see->line, see->column, item->name,
                   _("also_see: there is no form %.64s here"), see->form);
    else if (!form_find(other, see->item))
        report_add(report, REPORT_WARNING, "W418", see->line, see->column, item->name,
                   _("also_see: the form %.64s has no item %.64s"), see->form, see->item);
}

/* A place that opens another form, and the one that led to it. */
struct opening {
    const struct opening *before; /* NULL: the first */
    const struct form *form;
    const struct item *item;
};

static void write_way(struct buf *out, const struct opening *opening)
{
    if (opening->before)
        write_way(out, opening->before);
    buf_add_format(out, "%.64s (%u) > ", opening->form->form_id, opening->item->line);
}

/* Whether what AT opens leads to the form WANTED; the way there is written to WAY. SEEN has
 * a place for each form: none is looked into twice. */
static bool leads_to(const struct library *library, const struct opening *at, const char *wanted,
                     bool *seen, struct buf *way)
{
    const struct form *form = library_find(library, at->item->module);
    size_t index = 0;

    if (strcmp(at->item->module, wanted) == 0) {
        write_way(way, at);
        return true;
    }
    while (form && library->forms[index] != form)
        index++;
    if (!form || seen[index])
        return false;
    seen[index] = true;
    for (size_t i = 0; i < form->all_count; i++) {
        const struct opening next = {at, form, form->all[i]};

        if (next.item->module && leads_to(library, &next, wanted, seen, way))
            return true;
    }
    return false;
}

/* Instruments that open each other in a circle: the whole way, with the lines. */
static void check_circle(const struct library *library, const struct form *form,
                         const struct item *item, struct report *report)
{
    const struct opening first = {NULL, form, item};
    bool *seen = alloc_array(library->count + 1, sizeof(*seen));
    struct buf way = BUF_INIT;

    if (leads_to(library, &first, form->form_id, seen, &way))
        report_add(report, REPORT_WARNING, "W422", item->line, item->column, item->name,
                   _("this leads back here: %s%.64s"), buf_text(&way), form->form_id);
    buf_finish(&way);
    free(seen);
}

/* A form that is offered, or opened, at LINE: it has to be there, and another one. */
static void check_module(const struct library *library, const struct form *form,
                         const struct item *item, const char *module, struct report *report)
{
    unsigned line = item ? item->line : form->title.line;
    unsigned column = item ? item->column : form->title.column;
    const char *name = item ? item->name : "";

    if (strcmp(module, form->form_id) == 0)
        report_add(report, REPORT_WARNING, "W422", line, column, name,
                   _("%.64s is this form itself"), module);
    else if (!library_find(library, module))
        report_add(report, REPORT_WARNING, "W418", line, column, name,
                   _("modules: there is no form %.64s here"), module);
}

void library_check(const struct library *library, const struct form *form, struct report *report)
{
    for (size_t i = 0; i < form->module_count; i++)
        check_module(library, form, NULL, form->modules[i], report);
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];

        for (size_t j = 0; j < item->also_see_count; j++)
            check_see_also(library, form, item, &item->also_see[j], report);
        for (size_t j = 0; j < item->module_count; j++)
            check_module(library, form, item, item->modules[j], report);
        if (item->module) {
            check_module(library, form, item, item->module, report);
            if (strcmp(item->module, form->form_id) != 0)
                check_circle(library, form, item, report);
        }
    }
    report_sort(report);
}
