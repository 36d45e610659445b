/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor: what a clinician's hands expect of it, and a random one held
 * against a plain string that is edited the slow way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/text_edit.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void type(struct text_edit *edit, const char *text)
{
    for (size_t at = 0; text[at];) {
        uint32_t code_point;
        size_t size = text_decode(text + at, strlen(text) - at, &code_point);
        assert_true(text_edit_insert(edit, text + at, size, true));
        at += size;
    }
}

static void typing_and_word_undo(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    type(edit, "een twee drie");
    assert_string_equal(text_edit_text(edit), "een twee drie");
    assert_true(text_edit_undo(edit));
    assert_string_equal(text_edit_text(edit), "een twee ");
    assert_true(text_edit_undo(edit));
    assert_string_equal(text_edit_text(edit), "een ");
    assert_true(text_edit_redo(edit));
    assert_string_equal(text_edit_text(edit), "een twee ");
    type(edit, "x");
    assert_false(text_edit_redo(edit));
    while (text_edit_undo(edit)) {
        continue;
    }
    assert_string_equal(text_edit_text(edit), "");
    text_edit_destroy(edit);
}

static void graphemes_are_whole(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    /* e with a combining acute, a wide character, Arabic with a vowel sign. */
    const char *text = "ae\xcc\x81\xe6\x97\xa5\xd9\x85\xd9\x8e";
    text_edit_set(edit, text, strlen(text));
    text_edit_delete(edit, MOTION_LEFT);
    text_edit_delete(edit, MOTION_LEFT);
    assert_string_equal(text_edit_text(edit), "ae\xcc\x81");
    text_edit_move(edit, MOTION_LEFT, false);
    assert_int_equal(text_edit_cursor(edit), 1);
    text_edit_set_cursor(edit, 2);
    assert_int_equal(text_edit_cursor(edit), 1);
    text_edit_destroy(edit);
}

static void what_may_not_stand_in_an_answer(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    assert_false(text_edit_insert(edit, "a\x1b[31mb\x07", 8, false));
    assert_string_equal(text_edit_text(edit), "a[31mb");
    text_edit_set(edit, "", 0);
    assert_false(text_edit_insert(edit, "x\xff\xfey", 4, false));
    assert_string_equal(text_edit_text(edit), "xy");
    text_edit_set(edit, "", 0);
    assert_true(text_edit_insert(edit, "a\r\nb\rc", 6, false));
    assert_string_equal(text_edit_text(edit), "a\nb\nc");
    text_edit_destroy(edit);
    edit = text_edit_create(true);
    assert_true(text_edit_insert(edit, "a\nb\tc", 5, false));
    assert_string_equal(text_edit_text(edit), "a b c");
    text_edit_destroy(edit);
}

static void selection_is_replaced(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    struct buf copied = BUF_INIT;
    text_edit_set(edit, "one two three", 13);
    text_edit_move(edit, MOTION_WORD_LEFT, true);
    assert_true(text_edit_copy(edit, &copied));
    assert_string_equal(buf_text(&copied), "three");
    type(edit, "3");
    assert_string_equal(text_edit_text(edit), "one two 3");
    text_edit_undo(edit);
    assert_string_equal(text_edit_text(edit), "one two three");
    buf_finish(&copied);
    text_edit_destroy(edit);
}

static void lines_and_cursor(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    const char *text = "alpha beta gamma\ndelta\n";
    size_t from, to, line;
    int column;
    text_edit_set(edit, text, strlen(text));
    text_edit_layout(edit, 11, 2);
    assert_int_equal(text_edit_line_count(edit), 4);
    text_edit_line(edit, 1, &from, &to);
    assert_memory_equal(text + from, "gamma", 5);
    text_edit_cursor_place(edit, &line, &column);
    assert_int_equal(line, 3);
    assert_int_equal(column, 0);
    assert_int_equal(text_edit_top(edit), 2);
    assert_true(text_edit_move(edit, MOTION_UP, false));
    text_edit_move(edit, MOTION_LINE_END, false);
    text_edit_cursor_place(edit, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 5);
    text_edit_move(edit, MOTION_UP, false);
    text_edit_move(edit, MOTION_UP, false);
    text_edit_cursor_place(edit, &line, &column);
    assert_int_equal(line, 0);
    assert_int_equal(column, 5);
    assert_false(text_edit_move(edit, MOTION_UP, false));
    text_edit_destroy(edit);
}

static void killing(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    text_edit_set(edit, "one two\nthree", 13);
    text_edit_set_cursor(edit, 3);
    text_edit_layout(edit, 80, 5);
    text_edit_delete(edit, MOTION_LINE_END);
    assert_string_equal(text_edit_text(edit), "one\nthree");
    text_edit_layout(edit, 80, 5);
    text_edit_delete(edit, MOTION_LINE_END);
    assert_string_equal(text_edit_text(edit), "onethree");
    text_edit_delete(edit, MOTION_WORD_LEFT);
    assert_string_equal(text_edit_text(edit), "three");
    text_edit_destroy(edit);
}

/* ---- against a slow and simple one ---- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static size_t wrapped_lines(const char *text, size_t length, int columns)
{
    size_t count = 1;
    for (size_t at = 0, end; at < length;) {
        size_t next = text_wrap(text, length, at, columns, &end);
        if (next < length || text[length - 1] == '\n') {
            count += next < length || next > end;
        }
        at = next;
    }
    return count;
}

/* Incremental lines are those of a fresh layout; undo to the end gives the start. */
static void random_editing(void **state)
{
    static const char *const pieces[] = {"a",  "woord ",      "é", "\n",   "ş",
                                         "مر", "langerwoord", " ", "日本", "\n\n"};
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        struct text_edit *edit = text_edit_create(false);
        text_edit_set(edit, "begin", 5);
        for (int step = 0; step < 120; step++) {
            uint32_t what = next_random(&seed) % 10;
            if (what < 5) {
                const char *piece = pieces[next_random(&seed) % 10];
                text_edit_insert(edit, piece, strlen(piece), next_random(&seed) % 2);
            } else if (what < 7) {
                text_edit_delete(edit, (enum text_motion)(next_random(&seed) % 6));
            } else {
                text_edit_move(edit, (enum text_motion)(next_random(&seed) % 14),
                               next_random(&seed) % 3 == 0);
            }
            int columns = 5 + (int)(next_random(&seed) % 2) * 20;
            text_edit_layout(edit, columns, 4);
            struct text_edit *fresh = text_edit_create(false);
            text_edit_set(fresh, text_edit_text(edit), text_edit_length(edit));
            text_edit_layout(fresh, columns, 4);
            assert_int_equal(text_edit_line_count(edit), text_edit_line_count(fresh));
            for (size_t line = 0; line < text_edit_line_count(fresh); line++) {
                size_t from, to, fresh_from, fresh_to;
                text_edit_line(edit, line, &from, &to);
                text_edit_line(fresh, line, &fresh_from, &fresh_to);
                assert_int_equal(from, fresh_from);
                assert_int_equal(to, fresh_to);
            }
            assert_true(text_edit_cursor(edit) <= text_edit_length(edit));
            text_edit_destroy(fresh);
        }
        while (text_edit_undo(edit)) {
            continue;
        }
        assert_string_equal(text_edit_text(edit), "begin");
        text_edit_destroy(edit);
    }
    assert_int_equal(wrapped_lines("a b", 3, 80), 1);
}

/* A long story is wrapped as far as somebody looks, and never all of it for a key. */
static void long_story(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    struct buf story = BUF_INIT;
    size_t from, to, line;
    int column;
    for (int i = 0; i < 2500; i++) {
        buf_add_format(&story, "%s nummer %d van het verhaal%s", i % 3 ? "zin" : "regel", i,
                       i % 10 ? " " : "\n");
    }
    text_edit_set(edit, buf_text(&story), story.length);
    text_edit_set_cursor(edit, 0);
    text_edit_layout(edit, 78, 10);
    assert_true(text_edit_more_below(edit));
    assert_int_equal(text_edit_top(edit), 0);
    /* At the start, what follows is pushed on and on. */
    for (int i = 0; i < 200; i++) {
        assert_true(text_edit_insert(edit, i % 7 ? "x" : " ", 1, true));
        text_edit_layout(edit, 78, 10);
    }
    text_edit_move(edit, MOTION_END, false);
    text_edit_layout(edit, 78, 10);
    assert_false(text_edit_more_below(edit));
    text_edit_cursor_place(edit, &line, &column);
    assert_int_equal(line + 1, text_edit_line_count(edit));
    assert_int_equal(text_edit_top(edit) + 10, text_edit_line_count(edit));
    struct text_edit *fresh = text_edit_create(false);
    text_edit_set(fresh, text_edit_text(edit), text_edit_length(edit));
    text_edit_layout(fresh, 78, 10);
    assert_int_equal(text_edit_line_count(fresh), text_edit_line_count(edit));
    for (size_t i = 0; i < text_edit_line_count(fresh); i += 97) {
        size_t other_from, other_to;
        assert_true(text_edit_line(edit, i, &from, &to));
        assert_true(text_edit_line(fresh, i, &other_from, &other_to));
        assert_int_equal(from, other_from);
        assert_int_equal(to, other_to);
    }
    assert_false(text_edit_line(edit, text_edit_line_count(edit), &from, &to));
    while (text_edit_undo(edit)) {
        text_edit_layout(edit, 78, 10);
    }
    assert_true(text_edit_is_all_undone(edit));
    assert_string_equal(text_edit_text(edit), buf_text(&story));
    text_edit_destroy(fresh);
    text_edit_destroy(edit);
    buf_finish(&story);
}

/* Looking is counted, painting and what the app watches is not. */
static void looking_is_counted(void **state)
{
    (void)state;
    struct text_edit *edit = text_edit_create(false);
    size_t from, to;
    text_edit_set(edit, "one two", 7);
    unsigned long reads = text_edit_reads(edit);
    (void)text_edit_peek(edit);
    (void)text_edit_peek_length(edit);
    (void)text_edit_height(edit, 4);
    (void)text_edit_peek_line(edit, 0, &from, &to);
    assert_int_equal(text_edit_reads(edit), reads);
    (void)text_edit_text(edit);
    (void)text_edit_length(edit);
    (void)text_edit_cursor(edit);
    (void)text_edit_selection(edit, &from, &to);
    (void)text_edit_line(edit, 0, &from, &to);
    (void)text_edit_line_count(edit);
    (void)text_edit_version(edit);
    assert_int_equal(text_edit_reads(edit), reads + 7);
    text_edit_destroy(edit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_and_word_undo),
        cmocka_unit_test(graphemes_are_whole),
        cmocka_unit_test(what_may_not_stand_in_an_answer),
        cmocka_unit_test(selection_is_replaced),
        cmocka_unit_test(lines_and_cursor),
        cmocka_unit_test(killing),
        cmocka_unit_test(random_editing),
        cmocka_unit_test(long_story),
        cmocka_unit_test(looking_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
