/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draw: a drawing from a file of lines, without any vault, or from a record.
 */
#include "config.h"

#include "cli/command.h"

#include "base/digest.h"
#include "base/edtf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "diagram/diagram.h"
#include "export/drawn.h"
#include "export/picture.h"
#include "export/summary.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FILE_MAX_BYTES ((size_t)4 << 20)

/* What is asked for, checked before any file or vault is opened. */
struct request {
    const struct diagram_type *type;
    const struct picture_format *format; /* NULL: the outline in words */
    struct scene_options options;
    struct diagram_context context;
    int64_t created;
    const char *format_name;
    bool cells; /* characters: as wide as was asked for */
};

static int terminal_columns(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

static bool check_type(struct request *out, const char *name, struct error *err)
{
    struct buf known = BUF_INIT;

    out->type = diagram_type_find(name);
    if (out->type != NULL) {
        return true;
    }
    for (size_t i = 0; i < diagram_type_count(); i++) {
        buf_add_format(&known, "%s%s", i > 0 ? ", " : "", diagram_type_at(i)->name);
    }
    if (strcmp(name, "genogram") == 0) {
        error_set(err, ERROR_UNSUPPORTED,
                  _("genograms cannot be drawn by this version yet; it draws: %s"),
                  buf_text(&known));
    } else {
        error_set(err, ERROR_USAGE, _("there is no drawing \"%s\"; these are known: %s"), name,
                  buf_text(&known));
    }
    buf_finish(&known);
    return false;
}

static bool check_format(struct request *out, const struct arguments *given, struct error *err)
{
    const char *name = given->format != NULL ? given->format : given->ascii ? "ascii" : "text";
    struct buf known = BUF_INIT;

    out->format_name = name;
    out->format = picture_format_find(name);
    if (out->format != NULL || strcmp(name, "outline") == 0) {
        return true;
    }
    for (size_t i = 0; i < picture_format_count(); i++) {
        buf_add_format(&known, "%s, ", picture_format_at(i)->name);
    }
    error_set(err, ERROR_USAGE, _("there is no format \"%s\"; drawings come as: %soutline"), name,
              buf_text(&known));
    buf_finish(&known);
    return false;
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A number between bounds; "" gives OTHERWISE. */
static bool read_number(int *out, const char *text, int least, int most, int otherwise,
                        const char *option, struct error *err)
{
    int value = 0;

    *out = otherwise;
    if (text == NULL) {
        return true;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || value > most) {
            value = -1;
            break;
        }
        value = value * 10 + (*at - '0');
    }
    if (text[0] == '\0' || value < least || value > most) {
        return error_set(err, ERROR_USAGE, _("--%s takes a whole number from %d to %d"), option,
                         least, most);
    }
    *out = value;
    return true;
}

/* Characters have the width of the terminal; other formats as much as they like. */
static bool check_options(struct request *out, const struct arguments *given, struct error *err)
{
    static const char *const moments[] = {"before", "now", "compare"};
    const char *name = out->format_name;
    bool cells = strcmp(name, "text") == 0 || strcmp(name, "ascii") == 0;
    bool lifeline = strcmp(out->type->name, "lifeline") == 0;
    int zoom;

    if (!read_number(&out->options.columns, given->width, 20, 10000, cells ? terminal_columns() : 0,
                     "width", err) ||
        !read_number(&zoom, given->zoom, 0, 2, 0, "zoom", err)) {
        return false;
    }
    if (given->moment != NULL && !is_one_of(given->moment, moments, 3)) {
        return error_set(err, ERROR_USAGE, _("--moment takes before, now or compare"));
    }
    out->cells = cells;
    out->options.zoom = (unsigned)zoom;
    out->options.moment = given->moment;
    out->options.legend = true;
    if (!cells && given->width == NULL) {
        out->options.form = lifeline ? FORM_HORIZONTAL : FORM_RING;
    }
    return true;
}

static void set_moment(struct request *out, const struct cli *cli)
{
    struct summary_request date = {.language = ""};

    summary_set_date(&date, cli->world);
    out->created = date.now;
    out->context.language = i18n_language();
    out->context.today = edtf_day_of_time(date.now, date.offset_minutes);
}

static bool write_out(const struct request *request, const struct cli *cli, const struct buf *bytes,
                      struct error *err)
{
    const char *path = cli->arguments.out;

    if (path != NULL) {
        return file_write(path, buf_text(bytes), bytes->length, FILE_NEW, err);
    }
    if (isatty(STDOUT_FILENO) && (request->format == NULL || !request->format->binary)) {
        cli_print("%s", buf_text(bytes));
        return true;
    }
    return fwrite(buf_text(bytes), 1, bytes->length, stdout) == bytes->length ||
           error_errno(err, errno, "%s", _("standard output"));
}

static bool make(struct buf *out, const struct request *request, const struct cli *cli,
                 const struct diagram *diagram, const struct scene *grown, struct error *err)
{
    struct scene_options drawn = request->options;
    struct picture_options options = {.ascii = cli->arguments.ascii,
                                      .author = cli->arguments.user,
                                      .created = request->created,
                                      .modules = cli->world->modules};
    struct scene *scene;
    bool made;

    if (request->format == NULL) {
        request->type->outline(out, diagram, request->options.show_private);
        return true;
    }
    if (options.author == NULL) {
        options.author = "";
    }
    drawn.previous = grown;
    options.columns = request->cells ? drawn.columns : 0;
    scene = drawn_scene(request->type, diagram, &drawn);
    if (options.columns > 0 && scene->width > options.columns) {
        fprintf(stderr, _("verhaal: this drawing needs %d columns"), scene->width);
        fputc('\n', stderr);
    }
    made = request->format->write(out, scene, &options, err);
    scene_destroy(scene);
    return made;
}

/* ---- from a file ---- */

/* The first mistake is the message of the command; the others stand before it. */
static void print_mistakes(const char *path, const struct buf *report)
{
    const char *at = strchr(buf_text(report), '\n');
    struct buf line = BUF_INIT;

    while (at != NULL && at[1] != '\0') {
        const char *end = strchr(at + 1, '\n');
        struct buf shown = BUF_INIT;

        buf_clear(&line);
        buf_add_format(&line, "%s:%.*s", path, end != NULL ? (int)(end - at - 1) : -1, at + 1);
        text_display(&shown, buf_text(&line), line.length, TEXT_ONE_LINE);
        fprintf(stderr, "verhaal: %s\n", buf_text(&shown));
        buf_finish(&shown);
        at = end;
    }
    buf_finish(&line);
}

static bool draw_file(const struct cli *cli, struct request *request, const char *path,
                      struct error *err)
{
    struct buf text = BUF_INIT, report = BUF_INIT, picture = BUF_INIT;
    const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
    struct diagram *diagram = NULL;
    bool done = file_read(&text, path, FILE_MAX_BYTES, err);

    request->options.show_private = true;
    if (done) {
        diagram = request->type->create(&request->context);
        done = diagram_read(request->type, diagram, buf_text(&text), text.length, &report, err);
        if (!done) {
            print_mistakes(name, &report);
            snprintf(err->file, sizeof err->file, "%s", name);
        }
    }
    done = done && make(&picture, request, cli, diagram, NULL, err) &&
           write_out(request, cli, &picture, err);
    if (diagram != NULL) {
        request->type->destroy(diagram);
    }
    buf_finish(&picture);
    buf_finish(&report);
    buf_finish(&text);
    return done;
}

/* ---- from a record ---- */

static bool log_drawing(struct session *session, const struct request *request,
                        const struct buf *bytes, struct error *err)
{
    char digest[65], detail[160];

    digest_sha256(digest, buf_text(bytes), bytes->length);
    snprintf(detail, sizeof detail, "%s, %s, %zu bytes, sha256 %.16s", request->type->name,
             request->format_name, bytes->length, digest);
    return vault_audit(session_vault(session), AUDIT_EXPORT, session_patient_id(session), detail,
                       err);
}

/* What cannot be written did not go out: the log has nothing of it. */
static bool note_and_write(const struct cli *cli, const struct request *request,
                           struct session *session, const struct buf *bytes, struct error *err)
{
    const char *path = cli->arguments.out;
    struct file_place place = FILE_PLACE_INIT;
    bool done = (path == NULL || file_place_take(&place, path, bytes->length, err)) &&
                log_drawing(session, request, bytes, err) &&
                (path != NULL ? file_place_fill(&place, buf_text(bytes), bytes->length, err)
                              : write_out(request, cli, bytes, err));

    file_place_finish(&place);
    return done;
}

static bool draw_record(const struct cli *cli, struct request *request, struct session *session,
                        struct error *err)
{
    const struct record *record = session_record(session);
    struct diagram_context context =
        drawn_context(record, request->context.language, request->context.today);
    struct buf lost = BUF_INIT, picture = BUF_INIT;
    struct diagram *diagram =
        drawn_from_record(request->type, record, &context, request->options.show_private, &lost);
    struct scene *grown = NULL;
    bool done;

    if (diagram == NULL) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing was drawn for this patient yet"));
    }
    if (lost.length > 0) {
        fprintf(stderr, "%s\n", _("verhaal: lines that are not understood were left out"));
    }
    if (request->type->has_order) {
        grown = drawn_grown(request->type, record, &context, &request->options);
    }
    done = make(&picture, request, cli, diagram, grown, err) &&
           note_and_write(cli, request, session, &picture, err);
    request->type->destroy(diagram);
    scene_destroy(grown);
    buf_finish(&picture);
    buf_finish(&lost);
    return done;
}

static bool draw_patient(struct cli *cli, struct request *request, struct error *err)
{
    struct cli_session open;
    char id[33];
    bool done;

    request->options.show_private = cli->arguments.private;
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    done = cli_find_patient(session_vault(open.session), cli->arguments.patient, id, err) &&
           session_open_patient(open.session, id, err) &&
           draw_record(cli, request, open.session, err);
    cli_close_session(&open);
    return done;
}

bool cli_draw(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct request request = {.type = NULL, .context = {.subject = "", .birth = ""}};

    if (!check_type(&request, words[0], err) || !check_format(&request, &cli->arguments, err) ||
        !check_options(&request, &cli->arguments, err)) {
        return false;
    }
    if ((count == 2) == (cli->arguments.patient != NULL)) {
        return error_set(err, ERROR_USAGE,
                         _("draw takes a FILE of lines (- is standard input) or --patient "
                           "PATIENT"));
    }
    if (request.format != NULL && request.format->binary && cli->arguments.out == NULL &&
        isatty(STDOUT_FILENO)) {
        return error_set(err, ERROR_USAGE, _("this format is not for a terminal; give --out FILE"));
    }
    set_moment(&request, cli);
    return count == 2 ? draw_file(cli, &request, words[1], err) : draw_patient(cli, &request, err);
}
