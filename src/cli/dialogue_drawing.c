/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing as plain lines: a fact is typed, and how it was understood is the
 * answer. The same board as the full screen, without a picture. A line that
 * begins with a colon is a command.
 */
#include "config.h"

#include "cli/command.h"

#include "app/board.h"
#include "base/i18n.h"
#include "base/secret.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct dialogue {
    struct board *board;
    bool end;
};

struct dialogue_command {
    const char *name, *words, *summary;
    bool (*run)(struct dialogue *dialogue, char *rest, struct error *err);
};

/* ---- facts by number ---- */

static const struct fact *fact_of(const struct dialogue *dialogue, char **rest, struct error *err)
{
    const struct drawing *drawing = board_drawing(dialogue->board);
    char *end;
    unsigned long number = strtoul(*rest, &end, 10);
    if (end == *rest || number == 0 || !drawing || number > drawing->count) {
        error_set(err, ERROR_NOT_FOUND, _("give the number of a fact; :lines shows them"));
        return NULL;
    }
    *rest = end + strspn(end, " ");
    return &drawing->facts[number - 1];
}

/* ---- what was understood ---- */

static void say_understood(const struct board *board)
{
    const struct understanding *understood = &board->understood;
    if (!board->asking) {
        cli_print("%s %s\n", _("Sealed:"), buf_text(&understood->sentence));
        if (board->remark[0]) {
            cli_print("%s\n", board->remark);
        }
        return;
    }
    cli_print("%s\n", buf_text(&understood->question));
    for (size_t i = 0; i < understood->choice_count; i++) {
        cli_print("  %zu. %s\n", i + 1, _(understood->choice_labels[i]));
    }
    cli_print("%s\n", _("A number answers; any other line takes the place of this one."));
}

static bool accept(struct dialogue *dialogue, struct error *err)
{
    bool accepted = board_accept(dialogue->board, err);
    if (accepted) {
        say_understood(dialogue->board);
    }
    return accepted;
}

/* What was not accepted is not kept: the next line is typed whole. */
static bool take_line(struct dialogue *dialogue, const char *line, struct error *err)
{
    struct board *board = dialogue->board;
    bool digit = line[0] >= '1' && line[0] <= '9' && !line[1];
    if (board->asking && digit) {
        bool answered = board_answer(board, (size_t)(line[0] - '1'), err);
        if (answered) {
            say_understood(board);
        }
        return answered;
    }
    board_typed(board);
    text_edit_set(board->entry, line, strlen(line));
    bool accepted = accept(dialogue, err);
    if (!accepted) {
        text_edit_set(board->entry, "", 0);
    }
    return accepted;
}

/* ---- commands ---- */

static bool run_read(struct dialogue *dialogue, char *rest, struct error *err)
{
    struct buf text = BUF_INIT;
    (void)rest;
    (void)err;
    board_refresh(dialogue->board);
    board_outline(dialogue->board, &text);
    cli_print("%s\n", buf_text(&text));
    buf_finish(&text);
    return true;
}

static bool run_lines(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct drawing *drawing = board_drawing(dialogue->board);
    (void)rest;
    (void)err;
    for (size_t i = 0; drawing && i < drawing->count; i++) {
        cli_print(
            "%zu. %s%s%s%s\n", i + 1, drawing->facts[i].line, drawing->facts[i].private ? " (" : "",
            drawing->facts[i].private ? _("private") : "", drawing->facts[i].private ? ")" : "");
    }
    if (!drawing || !drawing->count) {
        cli_print("%s\n", _("Nothing is drawn yet."));
    }
    return true;
}

static bool run_change(struct dialogue *dialogue, char *rest, struct error *err)
{
    struct board *board = dialogue->board;
    const struct fact *fact = fact_of(dialogue, &rest, err);
    if (!fact) {
        return false;
    }
    if (!rest[0]) {
        return error_set(err, ERROR_USAGE, _("type the new line behind the number; it is now: %s"),
                         fact->line);
    }
    board_begin(board, BOARD_CHANGE, fact->id, rest);
    bool accepted = accept(dialogue, err);
    if (!accepted) {
        text_edit_set(board->entry, "", 0);
        struct error ignored = {0};
        (void)!board_accept(board, &ignored); /* an emptied change is left */
    }
    return accepted;
}

static bool run_remove(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct fact *fact = fact_of(dialogue, &rest, err);
    if (!fact) {
        return false;
    }
    struct fact_change change = {.id = fact->id, .by = fact->by};
    bool stored = board_store(dialogue->board, &change, 1, err);
    if (stored) {
        cli_print("%s\n", _("Removed; :undo brings it back."));
    }
    return stored;
}

static bool run_private(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct fact *fact = fact_of(dialogue, &rest, err);
    if (!fact) {
        return false;
    }
    bool private = !fact->private;
    struct fact_change change = {
        .id = fact->id, .line = fact->line, .by = fact->by, .private = private};
    bool stored = board_store(dialogue->board, &change, 1, err);
    if (stored) {
        cli_print("%s\n", private ? _("Private now: in no export.") : _("No longer private"));
    }
    return stored;
}

static char *trim(char *text)
{
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ') {
        text[--length] = '\0';
    }
    return text;
}

static bool run_rename(struct dialogue *dialogue, char *rest, struct error *err)
{
    struct board *board = dialogue->board;
    char *equals = strchr(rest, '=');
    if (!equals || !board->type->rename) {
        return error_set(err, ERROR_USAGE, _("type: :rename OLD NAME = NEW NAME"));
    }
    *equals = '\0';
    board_refresh(board);
    board_begin(board, BOARD_RENAME, trim(rest), trim(equals + 1));
    bool stored = board_accept(board, err);
    if (stored) {
        cli_print("%s\n", _("Renamed in every line."));
    } else {
        text_edit_set(board->entry, "", 0);
        struct error ignored = {0};
        (void)!board_accept(board, &ignored);
    }
    return stored;
}

/* Undo goes through the whole record: what happened elsewhere is said to be so. */
static bool take_back(struct dialogue *dialogue, bool redo, struct error *err)
{
    const struct board *board = dialogue->board;
    struct edit edit;
    edit_init(&edit);
    bool done =
        redo ? session_redo(board->session, &edit, err) : session_undo(board->session, &edit, err);
    bool here = edit.kind == EDIT_DRAWING && edit.item && strcmp(edit.item, board->type->name) == 0;
    if (done && here) {
        cli_print("%s\n", redo ? _("Redone.") : _("Undone."));
    } else if (done) {
        cli_print("%s\n", redo ? _("Redone outside this drawing.")
                               : _("Undone outside this drawing; :redo does it again."));
    }
    edit_finish(&edit);
    return done;
}

static bool run_undo(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    return take_back(dialogue, false, err);
}

static bool run_redo(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    return take_back(dialogue, true, err);
}

static bool run_quit(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    (void)err;
    dialogue->end = true;
    return true;
}

static bool run_help(struct dialogue *dialogue, char *rest, struct error *err);

static const struct dialogue_command commands[] = {
    {"read", "", N_("all of the drawing in sentences"), run_read},
    {"lines", "", N_("the facts with their numbers"), run_lines},
    {"change", N_("NUMBER LINE"), N_("another line for that fact"), run_change},
    {"remove", N_("NUMBER"), N_("take that fact away"), run_remove},
    {"rename", N_("NAME = NAME"), N_("another name for somebody, in every line"), run_rename},
    {"private", N_("NUMBER"), N_("mark that fact as private, or no longer"), run_private},
    {"undo", "", N_("take back the last change"), run_undo},
    {"redo", "", N_("do again what was taken back"), run_redo},
    {"quit", "", N_("stop here; everything is kept"), run_quit},
    {"help", "", N_("this list"), run_help},
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static bool run_help(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    (void)err;
    cli_print("%s\n  %s\n", _("One line is one fact; for example:"),
              _(dialogue->board->type->example));
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        char left[64];
        snprintf(left, sizeof left, ":%s %s", commands[i].name, cli_words(commands[i].words));
        cli_print_row(stdout, left, 24, _(commands[i].summary));
    }
    return true;
}

static bool run_command(struct dialogue *dialogue, char *line, struct error *err)
{
    char *rest = line + strcspn(line, " ");
    if (*rest) {
        *rest++ = '\0';
    }
    rest += strspn(rest, " ");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, line) == 0) {
            return commands[i].run(dialogue, rest, err);
        }
    }
    return error_set(err, ERROR_USAGE, _("there is no command \":%s\"; :help lists them"), line);
}

void cli_dialogue_drawing(struct session *session, const struct diagram_type *type)
{
    struct dialogue dialogue = {.board = board_open(session, type)};
    struct buf count = BUF_INIT;
    char *line = NULL;
    size_t capacity = 0;
    board_count(&count, session_record(session), type);
    cli_print("%s (%s)\n%s\n%s\n", _(type->title), buf_text(&count),
              _("One line is one fact. Type :help for what can be done; for example:"),
              _(type->example));
    fflush(stdout);
    for (ssize_t length; !dialogue.end && (length = getline(&line, &capacity, stdin)) >= 0;) {
        struct error err = {0};
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
            line[--length] = '\0';
        }
        bool done = length == 0      ? true
                    : line[0] == ':' ? run_command(&dialogue, line + 1, &err)
                                     : take_line(&dialogue, line, &err);
        if (!done) {
            cli_complain(&err);
        }
        fflush(stdout);
    }
    cli_print("%s\n", _("Everything is sealed."));
    if (line) {
        secret_wipe(line, capacity);
        free(line);
    }
    buf_finish(&count);
    board_close(dialogue.board);
}
