/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line under the picture: how it is understood while it is typed, the one
 * question that an unclear word costs, and how it becomes a fact.
 */
#include "app/board.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- understanding ---- */

static bool add_fact(const struct board *board, struct diagram *diagram, const struct fact *fact)
{
    struct error ignored = {0};
    return board->type->add(diagram, fact->line, strlen(fact->line), fact->id, fact->private, NULL,
                            &ignored);
}

/* Reads the line among the other facts, in its place: what it may refer to is there. */
static bool try_line(struct board *board, struct error *err)
{
    const struct drawing *drawing = board_drawing(board);
    const char *text = text_edit_text(board->entry), *id = "new";
    size_t length = text_edit_length(board->entry), count = drawing ? drawing->count : 0, i = 0;
    struct diagram *diagram = board_empty_diagram(board);
    bool private = false;
    for (; i < count; i++) {
        const struct fact *fact = &drawing->facts[i];
        if (board->line.purpose == BOARD_CHANGE && strcmp(fact->id, board->line.about) == 0) {
            id = fact->id;
            private = fact->private;
            break;
        }
        add_fact(board, diagram, fact);
    }
    bool understood = board->type->add(diagram, text, length, id, private, &board->understood, err);
    board->type->destroy(diagram);
    return understood;
}

static void understand_name(struct board *board)
{
    if (text_edit_length(board->entry)) {
        buf_add_format(&board->understood.sentence, _("“%s” is called “%s” in every line"),
                       board->line.about, text_edit_text(board->entry));
    }
}

void board_understand(struct board *board)
{
    unsigned long text = text_edit_version(board->entry);
    unsigned long version = session_version(board->session);
    if (board->is_understood && board->understood_text == text &&
        board->understood_version == version) {
        return;
    }
    understanding_finish(&board->understood);
    understanding_init(&board->understood);
    error_clear(&board->refused);
    board->understood_text = text;
    board->understood_version = version;
    board->is_understood = true;
    if (board->line.purpose == BOARD_RENAME) {
        understand_name(board);
        return;
    }
    struct error err = {0};
    if (text_edit_length(board->entry) && !try_line(board, &err)) {
        board->refused = err;
    }
}

static void add_question(const struct understanding *understood, bool asking, struct buf *out)
{
    buf_add_text(out, buf_text(&understood->question));
    for (size_t i = 0; i < understood->choice_count; i++) {
        buf_add_format(out, "  %zu %s", i + 1, _(understood->choice_labels[i]));
    }
    if (!asking) {
        buf_add_format(out, "  (%s)", _("Enter asks"));
    }
}

void board_explain(struct board *board, struct buf *out)
{
    const struct understanding *understood = &board->understood;
    board_understand(board);
    if (board->refused.code) {
        buf_add_text(out, board->refused.message);
    } else if (understood->question_length) {
        add_question(understood, board->asking, out);
    } else {
        buf_add_text(out, buf_text(&understood->sentence));
        if (understood->remark.length) {
            buf_add_format(out, "  (%s)", buf_text(&understood->remark));
        }
    }
}

/* ---- beginning, leaving ---- */

static const char *text_before(const struct board *board)
{
    const struct drawing *drawing = board_drawing(board);
    const struct fact *fact = NULL;
    if (board->line.purpose == BOARD_RENAME) {
        return board->line.about;
    }
    if (board->line.purpose == BOARD_CHANGE && drawing) {
        fact = drawing_fact(drawing, board->line.about);
    }
    return fact ? fact->line : "";
}

bool board_unsaved(const struct board *board)
{
    return strcmp(text_edit_text(board->entry), text_before(board)) != 0;
}

static void set_line(struct board *board, const struct board_line *line)
{
    board->line.purpose = line->purpose;
    board->line.by = line->by;
    field_set(&board->line.about, line->about);
    field_set(&board->line.source, line->source);
    field_set(&board->line.relation, line->relation);
    text_edit_set(board->entry, line->text, strlen(line->text));
    board->is_understood = false;
    board->asking = false;
}

static void put_aside(struct board *board)
{
    if (!board_unsaved(board)) {
        return;
    }
    alloc_grow(&board->aside, &board->aside_capacity, board->aside_count + 1, sizeof *board->aside);
    struct board_line *aside = &board->aside[board->aside_count++];
    board_line_init(aside);
    aside->purpose = board->line.purpose;
    aside->by = board->line.by;
    field_set(&aside->about, board->line.about);
    field_set(&aside->source, board->line.source);
    field_set(&aside->relation, board->line.relation);
    field_set(&aside->text, text_edit_text(board->entry));
}

/* An empty line, or the last one that waits. */
static void line_again(struct board *board)
{
    struct board_line line;
    if (board->aside_count) {
        line = board->aside[--board->aside_count];
    } else {
        board_line_init(&line);
        line.by = board->by;
        field_set(&line.relation, board->relation);
    }
    set_line(board, &line);
    board_line_finish(&line);
}

void board_begin(struct board *board, enum board_purpose purpose, const char *about,
                 const char *text)
{
    /* ABOUT and TEXT may be those of the record or of the line itself. */
    struct board_line line = {purpose,          alloc_string(about), alloc_string(text),
                              alloc_string(""), board->by,           alloc_string(board->relation)};
    put_aside(board);
    set_line(board, &line);
    board->place = BOARD_ENTRY;
    free(line.about);
    free(line.text);
    free(line.source);
    free(line.relation);
}

void board_give_up(struct board *board)
{
    board->asking = false;
    if (board->line.purpose != BOARD_NEW && !board_unsaved(board)) {
        line_again(board);
    }
}

void board_receive(struct board *board, const char *text, const char *source,
                   const struct answer *answer)
{
    struct buf line = BUF_INIT;
    put_aside(board);
    /* White space of any kind is one blank: an answer may have several lines. */
    for (const char *at = text; *at; at++) {
        bool blank = *at == ' ' || *at == '\n' || *at == '\t';
        if (!blank) {
            buf_add_char(&line, *at);
        } else if (line.length && line.data[line.length - 1] != ' ') {
            buf_add_char(&line, ' ');
        }
    }
    set_line(board, &(struct board_line){BOARD_NEW, "", (char *)buf_text(&line), (char *)source,
                                         answer->by, answer->relation});
    board->place = BOARD_ENTRY;
    buf_finish(&line);
}

void board_typed(struct board *board)
{
    board->asking = false;
}

/* ---- accepting ---- */

bool board_store(struct board *board, const struct fact_change *changes, size_t count,
                 struct error *err)
{
    struct change_context context = session_context(board->session);
    struct edit edit;
    edit_init(&edit);
    bool stored = !change_facts(&edit, session_record(board->session), board->type->name, changes,
                                count, &context) ||
                  session_store(board->session, &edit, 1, true, err);
    edit_finish(&edit);
    return stored;
}

static void show_fact(struct board *board, const char *id)
{
    char *copy = alloc_string(id);
    free(board->fact);
    board->fact = copy;
    board->seeking = true;
    board->stale = true;
}

static bool seal_line(struct board *board, struct error *err)
{
    const struct drawing *drawing = board_drawing(board);
    const char *typed = text_edit_text(board->entry);
    const char *canonical = buf_text(&board->understood.canonical);
    bool changes = board->line.purpose == BOARD_CHANGE;
    const struct fact *fact = changes && drawing ? drawing_fact(drawing, board->line.about) : NULL;
    struct fact_change change = {
        .id = fact ? fact->id : "",
        .line = canonical,
        .words = strcmp(typed, canonical) ? typed : "",
        .source = board->line.source[0] || !fact ? board->line.source : NULL,
        .relation = fact ? NULL : board->line.relation,
        .by = fact ? fact->by : board->line.by,
        .private = fact && fact->private,
    };
    char *id = alloc_string(change.id);
    bool stored =
        (fact && strcmp(fact->line, canonical) == 0) || board_store(board, &change, 1, err);
    if (stored) {
        snprintf(board->remark, sizeof board->remark, "%s", buf_text(&board->understood.remark));
        drawing = board_drawing(board);
        if (!id[0] && drawing && drawing->count) {
            field_set(&id, drawing->facts[drawing->count - 1].id);
        }
        line_again(board);
        show_fact(board, id);
    }
    free(id);
    return stored;
}

/* ---- another name ---- */

struct renaming {
    struct board *board;
    struct fact_change *changes;
    size_t count, capacity;
};

static void rename_line(void *payload, const char *id, const char *text)
{
    struct renaming *renaming = payload;
    const struct fact *fact = drawing_fact(board_drawing(renaming->board), id);
    if (!fact) {
        return;
    }
    alloc_grow(&renaming->changes, &renaming->capacity, renaming->count + 1,
               sizeof *renaming->changes);
    renaming->changes[renaming->count++] = (struct fact_change){
        .id = fact->id, .line = alloc_string(text), .by = fact->by, .private = fact->private};
}

static bool seal_name(struct board *board, struct error *err)
{
    const char *name = text_edit_text(board->entry);
    struct renaming renaming = {.board = board};
    if (strcmp(name, board->line.about) == 0) {
        line_again(board);
        return true;
    }
    board->type->rename(board->diagram, board->line.about, name, rename_line, &renaming);
    bool stored = renaming.count ? board_store(board, renaming.changes, renaming.count, err)
                                 : error_set(err, ERROR_NOT_FOUND, _("no line names that"));
    if (stored) {
        char *first = alloc_string(renaming.changes[0].id);
        line_again(board);
        show_fact(board, first);
        free(first);
    }
    for (size_t i = 0; i < renaming.count; i++) {
        free((char *)renaming.changes[i].line);
    }
    free(renaming.changes);
    return stored;
}

bool board_accept(struct board *board, struct error *err)
{
    board->remark[0] = '\0';
    if (text_edit_length(board->entry) == 0) {
        /* An emptied line takes nothing away: that is another key. */
        bool was_new = board->line.purpose == BOARD_NEW;
        line_again(board);
        return !was_new || error_set(err, ERROR_USAGE, _("type a fact first; for example: %s"),
                                     _(board->type->example));
    }
    if (board->line.purpose == BOARD_RENAME) {
        return seal_name(board, err);
    }
    board_understand(board);
    if (board->refused.code) {
        *err = board->refused;
        size_t at = err->column > 0 ? err->column - 1 : 0;
        text_edit_set_cursor(board->entry, at);
        err->line = err->column = 0;
        return false;
    }
    if (board->understood.question_length) {
        board->asking = true;
        return true;
    }
    if (board->understood.canonical.length == 0) {
        return error_set(err, ERROR_INVALID,
                         _("that is a remark, not a fact: a line that begins "
                           "with # is not kept"));
    }
    return seal_line(board, err);
}

bool board_answer(struct board *board, size_t choice, struct error *err)
{
    const struct understanding *understood = &board->understood;
    board_understand(board);
    if (!board->asking || choice >= understood->choice_count) {
        return error_set(err, ERROR_USAGE, _("there is no such choice"));
    }
    struct buf line = BUF_INIT;
    buf_add_text(&line, text_edit_text(board->entry));
    buf_remove(&line, understood->question_at, understood->question_length);
    buf_insert(&line, understood->question_at, understood->choices[choice],
               strlen(understood->choices[choice]));
    text_edit_set(board->entry, buf_text(&line), line.length);
    board->is_understood = false;
    board->asking = false;
    buf_finish(&line);
    return board_accept(board, err);
}
