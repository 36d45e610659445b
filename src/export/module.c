/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that loads code while the program runs: the writer of pages,
 * which brings some forty libraries with it. Only from the directory that the
 * world names, by its whole path; no variable of the environment has a say.
 */
#include "config.h"

#include "export/module.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "export/picture_writers.h"
#include "export/writers.h"

#ifdef HAVE_PDF

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

static bool find(struct buf *path, const char *directory, struct error *err)
{
    if (directory != NULL && directory[0] == '/') {
        buf_add_format(path, "%s/pdf.so", directory);
        if (access(buf_text(path), R_OK) == 0) {
            return true;
        }
    }
    return error_set(err, ERROR_UNSUPPORTED,
                     _("this installation has no PDF module; install the whole program again, or "
                       "choose HTML and print that"));
}

/* What is loaded stays: GLib keeps pointers into the libraries that came along. So
 * loading again finds it there, and nothing has to be remembered here. */
static const struct module *load(const char *path, struct error *err)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL) {
        const char *why = dlerror();
        error_set(err, ERROR_UNSUPPORTED,
                  _("the PDF module cannot be loaded: %s; choose HTML and print that"),
                  why != NULL ? why : path);
        return NULL;
    }
    const struct module *module = dlsym(library, MODULE_ENTRY);
    if (module == NULL || module->version != MODULE_VERSION ||
        strcmp(module->program, PACKAGE_VERSION) != 0) {
        error_set(err, ERROR_UNSUPPORTED,
                  _("%s belongs to another version than this program (%s); install both again"),
                  path, PACKAGE_VERSION);
        module = NULL;
    }
    (void)dlclose(library);
    return module;
}

static const struct module *open_module(const char *directory, struct error *err)
{
    struct buf path = BUF_INIT;
    const struct module *module = find(&path, directory, err) ? load(buf_text(&path), err) : NULL;
    buf_finish(&path);
    return module;
}

bool pdf_export(struct buf *out, const struct document *document,
                const struct export_options *options, struct error *err)
{
    const struct module *module = open_module(options != NULL ? options->modules : NULL, err);
    return module != NULL && module->write(out, document, options, err);
}

bool picture_pdf(struct buf *out, const struct scene *scene,
                 const struct picture_options *options, struct error *err)
{
    const struct module *module = open_module(options != NULL ? options->modules : NULL, err);
    return module != NULL && module->picture(out, scene, options, err);
}

#else

bool pdf_export(struct buf *out, const struct document *document,
                const struct export_options *options, struct error *err)
{
    (void)out;
    (void)document;
    (void)options;
    return error_set(err, ERROR_UNSUPPORTED,
                     _("this program was built without PDF export; choose HTML and print that"));
}

bool picture_pdf(struct buf *out, const struct scene *scene,
                 const struct picture_options *options, struct error *err)
{
    (void)out;
    (void)scene;
    (void)options;
    return error_set(err, ERROR_UNSUPPORTED,
                     _("this program was built without PDF export; choose SVG and print that"));
}

#endif
