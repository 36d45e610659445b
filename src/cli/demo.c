/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vault to try the program with: made in memory's file system where there is
 * one, filled with fictional patients through the same code as real ones, and
 * removed at the end.
 */
#include "config.h"

#include "cli/command.h"

#include "app/board.h"
#include "app/fill.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/edtf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/yaml_tree.h"
#include "cli/throwaway.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEMO_USER       "demo"
#define DEMO_PASSPHRASE "a story for the demo"

struct demo {
    struct cli *cli;
    struct throwaway place;
};

/* ---- texts of the patients' file ---- */

static const char *text_of(const struct yaml_value *map, const char *key)
{
    const struct yaml_value *value = yaml_tree_get(map, key);
    return value && value->kind == YAML_SCALAR ? value->text : "";
}

/* A list of texts as one line. */
static char *joined(const struct yaml_value *map, const char *key, const char *separator)
{
    const struct yaml_value *value = yaml_tree_get(map, key);
    struct buf line = BUF_INIT;
    if (value && value->kind == YAML_SCALAR) {
        buf_add_text(&line, value->text);
    }
    for (size_t i = 0; value && value->kind == YAML_LIST && i < value->count; i++) {
        buf_add_format(&line, "%s%s", i ? separator : "", value->items[i]->text);
    }
    return buf_take(&line);
}

static void give(char **out, char *text)
{
    free(*out);
    *out = text;
}

static bool add_patient(struct session *session, const struct yaml_value *about, struct error *err)
{
    struct patient patient;
    patient_init(&patient);
    give(&patient.name, alloc_string(text_of(about, "name")));
    give(&patient.code, alloc_string(text_of(about, "code")));
    give(&patient.note, alloc_string(text_of(about, "note")));
    give(&patient.languages, joined(about, "languages", " "));
    patient_set_birth(&patient, text_of(about, "birth"));
    bool added = session_add_patient(session, &patient, err);
    patient_finish(&patient);
    return added;
}

static int64_t time_of_day(const char *date)
{
    struct edtf parsed;
    int32_t first = 0, last = 0;
    if (!edtf_parse(&parsed, date, strlen(date), NULL)) {
        return 0;
    }
    edtf_bounds(&parsed, &first, &last);
    return (int64_t)first * 86400000 + 10 * 3600000;
}

static bool add_contact(struct session *session, const struct yaml_value *about, char id[33],
                        struct error *err)
{
    const struct yaml_value *given = yaml_tree_get(about, "contact");
    const struct yaml_value *interpreter = yaml_tree_get(given, "interpreter");
    struct contact contact;
    contact_init(&contact);
    give(&contact.date, alloc_string(text_of(given, "date")));
    give(&contact.present, joined(given, "present", ", "));
    give(&contact.language, alloc_string(text_of(given, "language")));
    give(&contact.consent, joined(given, "consent", "; "));
    if (interpreter) {
        const char *name = text_of(interpreter, "name");
        give(&contact.interpreter, alloc_string(name[0] ? name : text_of(interpreter, "language")));
        give(&contact.mode, alloc_string(text_of(interpreter, "mode")));
        give(&contact.trouble, alloc_string(text_of(interpreter, "trouble")));
        contact.professional = strcmp(text_of(interpreter, "professional"), "true") == 0;
    }
    contact.time = time_of_day(contact.date);
    struct edit edit;
    edit_init(&edit);
    struct change_context context = session_context(session);
    change_contact(&edit, session_record(session), &contact, &context);
    memcpy(id, edit.contact, sizeof edit.contact);
    bool stored = session_store(session, &edit, 1, false, err);
    edit_finish(&edit);
    contact_finish(&contact);
    return stored;
}

static bool finalise(struct session *session, const char *form_id, struct error *err)
{
    struct edit edit;
    edit_init(&edit);
    struct change_context context = session_context(session);
    change_finalise(&edit, record_interview_of(session_record(session), form_id), &context);
    bool stored = session_store(session, &edit, 1, false, err);
    edit_finish(&edit);
    return stored;
}

static bool read_demo_file(const struct demo *demo, const char *name, struct arena *arena,
                           struct yaml_value **out, struct error *err)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    buf_add_format(&path, "%s/../demo/%s", demo->cli->world->forms, name);
    if (!file_exists(buf_text(&path))) {
        buf_clear(&path);
        buf_add_format(&path, "%s/../src/cli/demo/%s", demo->cli->world->forms, name);
    }
    bool read = file_read(&text, buf_text(&path), YAML_TREE_MAX_BYTES, err) &&
                yaml_tree_read(out, arena, buf_text(&text), text.length, name, err);
    buf_finish(&path);
    buf_finish(&text);
    return read;
}

/* A line, or a map of line, private, by and relation. */
static bool add_fact(struct board *board, const struct yaml_value *given, struct error *err)
{
    bool map = given->kind == YAML_MAP;
    const char *line = map ? text_of(given, "line") : given->text;
    text_edit_set(board->entry, line, strlen(line));
    if (map && !answer_by_parse(&board->line.by, text_of(given, "by"))) {
        board->line.by = BY_PATIENT;
    }
    if (map) {
        give(&board->line.relation, alloc_string(text_of(given, "relation")));
    }
    if (!board_accept(board, err)) {
        return error_context(err, "%s", line);
    }
    if (board->asking) {
        return error_set(err, ERROR_INVALID, "%s: %s", line,
                         buf_text(&board->understood.question));
    }
    const struct drawing *drawing = board_drawing(board);
    const struct fact *fact = &drawing->facts[drawing->count - 1];
    if (!map || strcmp(text_of(given, "private"), "true") != 0) {
        return true;
    }
    const struct fact_change change = {
        .id = fact->id, .line = fact->line, .by = fact->by, .private = true};
    return board_store(board, &change, 1, err);
}

static bool add_drawings(struct session *session, const struct yaml_value *about,
                         struct error *err)
{
    const struct yaml_value *drawings = yaml_tree_get(about, "drawings");
    bool added = true;
    for (size_t i = 0; added && i < diagram_type_count(); i++) {
        const struct diagram_type *type = diagram_type_at(i);
        const struct yaml_value *lines = drawings ? yaml_tree_get(drawings, type->name) : NULL;
        struct board *board = board_open(session, type);
        for (size_t j = 0; added && lines && j < lines->count; j++) {
            added = add_fact(board, lines->items[j], err);
        }
        board_close(board);
    }
    return added;
}

static bool add_one(const struct demo *demo, struct session *session,
                    const struct yaml_value *about, struct error *err)
{
    char contact[33];
    struct arena *arena = arena_create();
    struct yaml_value *answers;
    const char *file = text_of(about, "answers"), *form = text_of(about, "form");
    bool added =
        add_patient(session, about, err) && add_contact(session, about, contact, err) &&
        read_demo_file(demo, file, arena, &answers, err) &&
        fill_answers(session, form, answers, file, contact, NULL, err) &&
        add_drawings(session, about, err) &&
        (strcmp(text_of(about, "finalised"), "true") != 0 || finalise(session, form, err)) &&
        session_update_register(session, err);
    arena_destroy(arena);
    return added;
}

/* ---- the vault ---- */

static bool make_session(struct demo *demo, struct cli_session *out, struct error *err)
{
    struct vault *vault;
    struct vault_cost cost = vault_cost_least();
    struct buf recovery = BUF_INIT;
    struct secret *passphrase = secret_create(sizeof DEMO_PASSPHRASE - 1);
    memcpy(secret_bytes(passphrase), DEMO_PASSPHRASE, sizeof DEMO_PASSPHRASE - 1);
    bool made = cli_open_library(demo->cli, &out->library, err);
    if (made) {
        made = vault_create(&vault, demo->cli->world, demo->place.vault, DEMO_USER, passphrase,
                            &cost, &recovery, err);
        if (made) {
            out->session = session_create(demo->cli->world, vault, out->library);
        } else {
            library_destroy(out->library);
        }
    }
    secret_destroy(passphrase);
    buf_finish(&recovery);
    return made;
}

/* Prints the summary of the patient who is wanted, FIRST if nobody is. */
static bool print_one(const struct demo *demo, struct session *session, const char *first,
                      struct error *err)
{
    char id[33];
    const struct arguments *given = &demo->cli->arguments;
    return cli_find_patient(session_vault(session), given->patient ? given->patient : first, id,
                            err) &&
           session_open_patient(session, id, err) &&
           cli_write_summary(demo->cli, session, given->format ? given->format : "text", NULL, err);
}

/* Fills the vault; without a terminal also prints a summary. */
static bool fill(struct demo *demo, bool print, struct error *err)
{
    struct cli_session open = {0};
    struct arena *arena = arena_create();
    struct yaml_value *patients;
    char first[33] = "";
    bool filled = read_demo_file(demo, "patients.yaml", arena, &patients, err) &&
                  make_session(demo, &open, err);
    for (size_t i = 0; filled && i < patients->count; i++) {
        filled = add_one(demo, open.session, patients->items[i], err);
        if (i == 0) {
            memcpy(first, session_patient_id(open.session), sizeof first);
        }
    }
    if (filled && print) {
        filled = print_one(demo, open.session, first, err);
    }
    if (open.session) {
        cli_close_session(&open);
    }
    arena_destroy(arena);
    return filled;
}

bool cli_demo(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct demo demo = {.cli = cli};
    bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !cli->arguments.plain &&
                    !cli->arguments.format && !cli->arguments.patient;
    (void)words;
    (void)count;
    bool done = throwaway_make(&demo.place, cli->world, "demo", err) && fill(&demo, !terminal, err);
    if (done && terminal) {
        struct cli_screen screen = {
            .vault = demo.place.vault,
            .user = DEMO_USER,
            .demo_passphrase = DEMO_PASSPHRASE,
        };
        done = cli_run_screen(cli, &screen, err);
    }
    throwaway_remove(&demo.place);
    return done;
}
