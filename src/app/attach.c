/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a file on disk to an answer and back. The bytes are sealed before the
 * answer that names them: if the second step fails, the first left nothing that
 * anybody can see.
 */
#include "app/attach.h"

#include "app/app.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* By suffix alone: nothing here reads what strangers have put into a file. */
static const struct {
    const char *suffix, *media;
} media_types[] = {
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".heic", "image/heic"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".webp", "image/webp"},
    {".txt", "text/plain"},
    {".md", "text/markdown"},
    {".html", "text/html"},
    {".csv", "text/csv"},
    {".json", "application/json"},
    {".rtf", "application/rtf"},
    {".doc", "application/msword"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"},
    {".ogg", "audio/ogg"},
    {".wav", "audio/wav"},
    {".mp4", "video/mp4"},
};

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *media_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof media_types / sizeof media_types[0]; i++) {
        if (strcasecmp(media_types[i].suffix, dot) == 0) {
            return media_types[i].media;
        }
    }
    return "application/octet-stream";
}

/* A name is shown, exported and typed again: nothing in it may act. */
static bool name_is_fit(const char *name)
{
    size_t length = strlen(name), at = 0, bad;
    uint32_t code_point;
    if (length == 0 || length > 255 || !text_valid(name, length, &bad)) {
        return false;
    }
    while (at < length) {
        at += text_decode(name + at, length - at, &code_point);
        if (code_point < 0x20 || !text_acceptable(code_point)) {
            return false;
        }
    }
    return true;
}

bool attach_read(struct buf *out, const char *path, struct error *err)
{
    if (!name_is_fit(name_of(path))) {
        return error_set(err, ERROR_INVALID,
                         _("the name of the file cannot be shown; give it one of letters"));
    }
    if (!file_read(out, path, VAULT_ATTACHMENT_MOST, err)) {
        return false;
    }
    return out->length > 0 || error_set(err, ERROR_INVALID, _("%s is empty"), name_of(path));
}

void attach_value(struct value *out, const char *id, const char *path, size_t length)
{
    value_set_file(out, id, name_of(path), (int64_t)length, media_of(path));
}

bool attach_keep(struct session *session, const struct value *file, const struct buf *bytes,
                 struct error *err)
{
    return vault_attachment_add(session_vault(session), session_patient_id(session), file->file,
                                bytes->data, bytes->length, err);
}

/* The log holds that something went out, and how much: neither name nor content. */
static bool note_export(struct session *session, const struct buf *bytes, struct error *err)
{
    char digest[65], detail[128];
    digest_sha256(digest, buf_text(bytes), bytes->length);
    snprintf(detail, sizeof detail, "attachment, %zu bytes, sha256 %.16s", bytes->length, digest);
    return vault_audit(session_vault(session), AUDIT_EXPORT, session_patient_id(session), detail,
                       err);
}

bool attach_write(struct session *session, const struct value *file, const char *path,
                  struct error *err)
{
    struct file_place place = FILE_PLACE_INIT;
    struct buf bytes = BUF_INIT;
    bool written = vault_attachment_get(session_vault(session), session_patient_id(session),
                                        file->file, &bytes, err) &&
                   file_place_take(&place, path, bytes.length, err) &&
                   note_export(session, &bytes, err) &&
                   file_place_fill(&place, buf_text(&bytes), bytes.length, err);
    file_place_finish(&place);
    buf_finish(&bytes);
    return written;
}

/* ---- the answer in front ---- */

const struct value *desk_attached(const struct desk *desk)
{
    return desk->answer.value.kind == VALUE_FILE ? &desk->answer.value : NULL;
}

static bool takes_file(const struct desk *desk, struct error *err)
{
    if (desk_place(desk)->item->type != ITEM_FILE) {
        return error_set(err, ERROR_USAGE, _("no file belongs to this question"));
    }
    return desk_takes_typing(desk) ||
           error_set(err, ERROR_DENIED, _("this answer cannot be changed now"));
}

bool desk_attach(struct desk *desk, const char *path, struct error *err)
{
    struct value file = VALUE_INIT;
    struct buf bytes = BUF_INIT;
    char id[33];
    bool attached = takes_file(desk, err) && attach_read(&bytes, path, err);
    if (attached) {
        world_new_id(session_world(desk->session), id);
        attach_value(&file, id, path, bytes.length);
        attached = attach_keep(desk->session, &file, &bytes, err);
    }
    if (attached) {
        value_copy(&desk->answer.value, &file);
        attached = desk_store(desk, err);
    }
    value_finish(&file);
    buf_finish(&bytes);
    return attached;
}

bool desk_detach(struct desk *desk, struct error *err)
{
    if (!takes_file(desk, err)) {
        return false;
    }
    if (!desk_attached(desk)) {
        return error_set(err, ERROR_NOT_FOUND, _("no file is attached here"));
    }
    value_finish(&desk->answer.value);
    return desk_store(desk, err);
}

/* ---- full screen ---- */

static void path_of(struct buf *out, const struct app *app, const char *name)
{
    buf_add_format(out, "%s/%s", app->options.world->export_home, name);
}

/* A row of the list; nothing for a directory, a pipe or a hidden file. */
static void add_file(struct app *app, const char *name)
{
    struct buf path = BUF_INIT;
    struct stat st;
    path_of(&path, app, name);
    bool fits = name[0] != '.' && name_is_fit(name) && stat(buf_text(&path), &st) == 0 &&
                S_ISREG(st.st_mode);
    buf_finish(&path);
    if (!fits) {
        return;
    }
    struct list_row *row = list_add_row(&app->list);
    buf_add_text(&row->label, name);
    buf_add_format(&row->aside, "%lld kB", ((long long)st.st_size + 1023) / 1024);
    list_row_find(row, name);
}

void attach_fill(struct app *app)
{
    struct file_list files;
    struct error err = {0};
    const char *home = app->options.world->export_home;
    if (desk_attached(app->desk)) {
        struct list_row *row = list_add_row(&app->list);
        row->place = 1;
        buf_add_format(&row->label, _("Take %s out of this answer"),
                       desk_attached(app->desk)->text);
        list_row_find(row, buf_text(&row->label));
    }
    if (!file_make_directory(home, &err) || !file_list_read(&files, home, "", &err)) {
        app_complain(app, &err);
        return;
    }
    for (size_t i = 0; i < files.count; i++) {
        add_file(app, files.names[i]);
    }
    file_list_finish(&files);
}

bool attach_choose(struct app *app, const struct list_row *row, struct error *err)
{
    struct buf path = BUF_INIT;
    bool away = row->place == 1;
    path_of(&path, app, buf_text(&row->label));
    list_close(app);
    bool done = away ? desk_detach(app->desk, err) : desk_attach(app->desk, buf_text(&path), err);
    if (done && !away) {
        app_note(app, _("Attached and sealed; the file on disk is still there"));
    }
    buf_finish(&path);
    app_changed(app);
    return done;
}

bool attach_write_out(struct app *app, const char *name, struct error *err)
{
    const struct value *file = desk_attached(app->desk);
    struct buf path = BUF_INIT;
    if (!file) {
        return error_set(err, ERROR_NOT_FOUND, _("no file is attached here"));
    }
    path_of(&path, app, name);
    bool written = file_make_directory(app->options.world->export_home, err) &&
                   attach_write(app->session, file, buf_text(&path), err);
    if (written) {
        app_note(app, _("%s: whoever can open this file can read it"), buf_text(&path));
    }
    buf_finish(&path);
    return written;
}

bool command_attach(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!takes_file(app->desk, err)) {
        return false;
    }
    list_open(app, LIST_FILES);
    if (app->list.row_count == 0) {
        list_close(app);
        return error_set(err, ERROR_NOT_FOUND, _("put the file into %s, then attach it here"),
                         app->options.world->export_home);
    }
    return true;
}

bool command_attachment_write(struct app *app, int argument, struct effect *effect,
                              struct error *err)
{
    (void)argument;
    (void)effect;
    if (!desk_attached(app->desk)) {
        return error_set(err, ERROR_NOT_FOUND, _("no file is attached here"));
    }
    panel_open(app, PANEL_ATTACHMENT);
    return true;
}
