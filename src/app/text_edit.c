/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text itself: inserting, deleting, selecting, undo. Movement over drawn
 * lines is in text_edit_lines.c; the two share text_edit_private.h.
 */
#include "app/text_edit_private.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct text_edit *text_edit_create(bool one_line)
{
    struct text_edit *edit = alloc_array(1, sizeof *edit);
    edit->reads = alloc_array(1, sizeof *edit->reads);
    edit->one_line = one_line;
    edit->anchor = NO_ANCHOR;
    edit->columns = 80;
    edit->rows = 1;
    return edit;
}

static void change_finish(struct text_change *change)
{
    buf_finish(&change->removed);
    buf_finish(&change->inserted);
}

static void forget_changes(struct text_edit *edit, size_t from)
{
    while (edit->change_count > from) {
        change_finish(&edit->changes[--edit->change_count]);
    }
}

void text_edit_destroy(struct text_edit *edit)
{
    if (!edit) {
        return;
    }
    forget_changes(edit, 0);
    free(edit->changes);
    text_edit_lines_finish(edit);
    buf_finish(&edit->text);
    free(edit->reads);
    free(edit);
}

void text_edit_set(struct text_edit *edit, const char *text, size_t length)
{
    forget_changes(edit, 0);
    edit->applied = 0;
    buf_clear(&edit->text);
    buf_add(&edit->text, text, length);
    edit->cursor = length;
    edit->anchor = NO_ANCHOR;
    edit->goal = -1;
    edit->top = 0;
    edit->version++;
    text_edit_lines_forget(edit);
}

void text_edit_set_one_line(struct text_edit *edit, bool one_line)
{
    edit->one_line = one_line;
}

const char *text_edit_text(const struct text_edit *edit)
{
    ++*edit->reads;
    return buf_text(&edit->text);
}

size_t text_edit_length(const struct text_edit *edit)
{
    ++*edit->reads;
    return edit->text.length;
}

unsigned long text_edit_version(const struct text_edit *edit)
{
    ++*edit->reads;
    return edit->version;
}

size_t text_edit_cursor(const struct text_edit *edit)
{
    ++*edit->reads;
    return edit->cursor;
}

unsigned long text_edit_reads(const struct text_edit *edit)
{
    return *edit->reads;
}

const char *text_edit_peek(const struct text_edit *edit)
{
    return buf_text(&edit->text);
}

size_t text_edit_peek_length(const struct text_edit *edit)
{
    return edit->text.length;
}

struct text_drawn *text_edit_drawn(struct text_edit *edit)
{
    return &edit->drawn;
}

void text_edit_set_cursor(struct text_edit *edit, size_t at)
{
    if (at > edit->text.length) {
        at = edit->text.length;
    }
    /* Never inside a grapheme, whoever asks. */
    if (at > 0 && at < edit->text.length) {
        size_t before = text_prev(buf_text(&edit->text), edit->text.length, at);
        if (text_next(buf_text(&edit->text), edit->text.length, before) != at) {
            at = before;
        }
    }
    edit->cursor = at;
    edit->anchor = NO_ANCHOR;
    edit->goal = -1;
}

bool text_edit_selection(const struct text_edit *edit, size_t *from, size_t *to)
{
    ++*edit->reads;
    return text_edit_marked(edit, from, to);
}

bool text_edit_marked(const struct text_edit *edit, size_t *from, size_t *to)
{
    if (edit->anchor == NO_ANCHOR || edit->anchor == edit->cursor) {
        return false;
    }
    *from = edit->anchor < edit->cursor ? edit->anchor : edit->cursor;
    *to = edit->anchor < edit->cursor ? edit->cursor : edit->anchor;
    return true;
}

/* Puts TEXT in the place of the bytes [AT, AT + REMOVED); no bookkeeping. */
static void splice(struct text_edit *edit, size_t at, size_t removed, const char *text,
                   size_t length)
{
    if (removed) {
        buf_remove(&edit->text, at, removed);
    }
    if (length) {
        buf_insert(&edit->text, at, text, length);
    }
    edit->cursor = at + length;
    edit->anchor = NO_ANCHOR;
    edit->goal = -1;
    edit->version++;
    text_edit_lines_spliced(edit, at, removed, length);
}

static bool continues(const struct text_edit *edit, size_t at, size_t removed, bool typed,
                      const char *text, size_t length)
{
    if (!typed || edit->applied == 0 || edit->applied != edit->change_count) {
        return false;
    }
    const struct text_change *last = &edit->changes[edit->applied - 1];
    if (!last->typed || removed) {
        return false;
    }
    if (last->removed.length || last->at + last->inserted.length != at) {
        return false;
    }
    /* A word and the space behind it are undone together. */
    bool after_space =
        last->inserted.length && last->inserted.data[last->inserted.length - 1] == ' ';
    return length == 0 || !after_space || text[0] == ' ';
}

static void change_text(struct text_edit *edit, size_t at, size_t removed, const char *text,
                        size_t length, bool typed)
{
    if (!removed && !length) {
        return;
    }
    if (continues(edit, at, removed, typed, text, length)) {
        buf_add(&edit->changes[edit->applied - 1].inserted, text, length);
    } else {
        forget_changes(edit, edit->applied);
        alloc_grow(&edit->changes, &edit->change_capacity, edit->change_count + 1,
                   sizeof *edit->changes);
        struct text_change *change = &edit->changes[edit->change_count++];
        memset(change, 0, sizeof *change);
        change->at = at;
        change->typed = typed;
        change->cursor_before = edit->cursor;
        buf_add(&change->removed, buf_text(&edit->text) + at, removed);
        buf_add(&change->inserted, text, length);
        edit->applied = edit->change_count;
    }
    splice(edit, at, removed, text, length);
}

/* What may stand in an answer: line ends become \n, controls are dropped. */
static bool clean(const struct text_edit *edit, struct buf *out, const char *text, size_t length)
{
    bool whole = true;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(text + at, length - at, &code_point);
        bool valid = !(code_point == 0xFFFD && size == 1);
        if (code_point == '\r') {
            if (at + 1 >= length || text[at + 1] != '\n') {
                buf_add_char(out, edit->one_line ? ' ' : '\n');
            }
        } else if (code_point == '\n' || code_point == '\t') {
            buf_add_char(out, edit->one_line ? ' ' : (char)code_point);
        } else if (valid && text_acceptable(code_point)) {
            buf_add(out, text + at, size);
        } else {
            whole = false;
        }
        at += size;
    }
    return whole;
}

bool text_edit_insert(struct text_edit *edit, const char *text, size_t length, bool typed)
{
    struct buf cleaned = BUF_INIT;
    bool whole = clean(edit, &cleaned, text, length);
    size_t from = edit->cursor, to = edit->cursor;
    text_edit_marked(edit, &from, &to);
    change_text(edit, from, to - from, buf_text(&cleaned), cleaned.length, typed);
    buf_finish(&cleaned);
    return whole;
}

void text_edit_delete(struct text_edit *edit, enum text_motion motion)
{
    text_edit_delete_into(edit, motion, NULL);
}

void text_edit_delete_into(struct text_edit *edit, enum text_motion motion, struct buf *removed)
{
    size_t from = edit->cursor, to = edit->cursor;
    if (!text_edit_marked(edit, &from, &to)) {
        size_t start = edit->cursor;
        text_edit_move(edit, motion, false);
        from = start < edit->cursor ? start : edit->cursor;
        to = start < edit->cursor ? edit->cursor : start;
        edit->cursor = start;
        /* At the end of a line, killing to its end takes the newline. */
        if (from == to && motion == MOTION_LINE_END && to < edit->text.length) {
            to = text_next(buf_text(&edit->text), edit->text.length, to);
        }
    }
    if (removed) {
        buf_add(removed, buf_text(&edit->text) + from, to - from);
    }
    change_text(edit, from, to - from, "", 0, false);
}

void text_edit_select(struct text_edit *edit, size_t from, size_t to)
{
    text_edit_set_cursor(edit, from);
    size_t anchor = edit->cursor;
    text_edit_set_cursor(edit, to);
    edit->anchor = anchor;
}

void text_edit_select_all(struct text_edit *edit)
{
    edit->anchor = 0;
    edit->cursor = edit->text.length;
    edit->goal = -1;
}

bool text_edit_copy(const struct text_edit *edit, struct buf *out)
{
    size_t from, to;
    if (!text_edit_marked(edit, &from, &to)) {
        return false;
    }
    buf_add(out, buf_text(&edit->text) + from, to - from);
    return true;
}

bool text_edit_undo(struct text_edit *edit)
{
    if (edit->applied == 0) {
        return false;
    }
    const struct text_change *change = &edit->changes[--edit->applied];
    splice(edit, change->at, change->inserted.length, buf_text(&change->removed),
           change->removed.length);
    edit->cursor = change->cursor_before;
    return true;
}

bool text_edit_is_all_undone(const struct text_edit *edit)
{
    return edit->applied == 0 && edit->change_count > 0;
}

bool text_edit_redo(struct text_edit *edit)
{
    if (edit->applied == edit->change_count) {
        return false;
    }
    const struct text_change *change = &edit->changes[edit->applied++];
    splice(edit, change->at, change->removed.length, buf_text(&change->inserted),
           change->inserted.length);
    return true;
}
