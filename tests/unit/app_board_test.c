/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The board, on a drawing as simple as can be: a list of names with a rule for
 * each thing that a board must be ready for. What real drawings make of their
 * lines is tested with them.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/board.h"
#include "base/alloc.h"
#include "base/text.h"
#include "tests/unit/board_names.h"
#include "tests/unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the vault under it ---- */

struct ground {
    char *root;
    struct world *world;
    struct library *library;
    struct session *session;
    struct board *board;
};

static int set_up(void **state)
{
    struct ground *ground = alloc_array(1, sizeof *ground);
    char path[300], forms[400];
    struct vault *vault;
    struct buf recovery = BUF_INIT;
    struct error err = {0};
    struct vault_cost cost = vault_cost_least();
    struct secret *passphrase = secret_create(12);
    struct patient patient;
    memcpy(secret_bytes(passphrase), "twelve bytes", 12);
    ground->root = scratch_create();
    snprintf(forms, sizeof forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    snprintf(path, sizeof path, "%s/vault.db", ground->root);
    ground->world = world_create_fixed(INT64_C(1795446000000), 5, ground->root, forms);
    assert_true(library_open(&ground->library, forms, &err));
    assert_true(
        vault_create(&vault, ground->world, path, "anna", passphrase, &cost, &recovery, &err));
    ground->session = session_create(ground->world, vault, ground->library);
    patient_init(&patient);
    free(patient.code);
    patient.code = alloc_string("A-1");
    assert_true(session_add_patient(ground->session, &patient, &err));
    patient_finish(&patient);
    secret_destroy(passphrase);
    buf_finish(&recovery);
    ground->board = board_open(ground->session, &board_names);
    board_layout(ground->board, 40, 6);
    *state = ground;
    return 0;
}

static int tear_down(void **state)
{
    struct ground *ground = *state;
    board_close(ground->board);
    session_destroy(ground->session);
    library_destroy(ground->library);
    world_destroy(ground->world);
    scratch_remove(ground->root);
    free(ground);
    return 0;
}

static void type(struct board *board, const char *text)
{
    board->place = BOARD_ENTRY;
    text_edit_insert(board->entry, text, strlen(text), true);
    board_typed(board);
}

static void draw(struct board *board, const char *line)
{
    struct error err = {0};
    type(board, line);
    if (!board_accept(board, &err)) {
        fail_msg("%s: %s", line, err.message);
    }
    board_layout(board, 40, 6);
}

static const char *selected(const struct board *board)
{
    int at = board_selected(board);
    return at < 0 ? "" : board->scene->items[at].label;
}

static void go(struct board *board, const char *name)
{
    board_select(board, scene_find(board->scene, name));
    assert_string_equal(selected(board), name);
}

/* The names from top to bottom. */
static void order(const struct board *board, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < board->scene->item_count; i++) {
        buf_add_format(out, "%s ", board->scene->items[i].label);
    }
}

/* ---- the line ---- */

static void a_line_becomes_a_fact(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    draw(board, "mother strong  ");
    const struct drawing *drawing = board_drawing(board);
    assert_int_equal(drawing->count, 1);
    assert_string_equal(drawing->facts[0].line, "mother strong");
    assert_string_equal(selected(board), "mother");
    assert_string_equal(text_edit_text(board->entry), "");
    assert_int_equal(board->place, BOARD_ENTRY);
    struct buf count = BUF_INIT;
    board_count(&count, session_record(board->session), &board_names);
    assert_string_equal(buf_text(&count), "1 fact");
    buf_finish(&count);
}

static void it_is_explained_while_it_is_typed(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct buf text = BUF_INIT;
    type(board, "broth");
    board_explain(board, &text);
    assert_string_equal(buf_text(&text), "understood: broth");
    buf_clear(&text);
    type(board, "er?");
    board_explain(board, &text);
    assert_string_equal(buf_text(&text), "a question mark is no name");
    assert_null(board_drawing(board));
    struct error err = {0};
    assert_false(board_accept(board, &err));
    assert_int_equal(err.column, 0);
    /* The cursor stands where the mistake is, and every letter is there. */
    assert_int_equal(text_edit_cursor(board->entry), 7);
    assert_string_equal(text_edit_text(board->entry), "brother?");
    buf_finish(&text);
}

static void an_unclear_word_asks_once(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    type(board, "aunt close here");
    assert_true(board_accept(board, &err));
    assert_true(board->asking);
    assert_null(board_drawing(board));
    assert_false(board_answer(board, 2, &err));
    assert_true(board->asking);
    assert_true(board_answer(board, 1, &err));
    assert_false(board->asking);
    assert_string_equal(board_drawing(board)->facts[0].line, "aunt dear here");
    /* Going on typing ends the question and keeps the line. */
    type(board, "uncle close");
    assert_true(board_accept(board, &err) && board->asking);
    type(board, "r");
    assert_false(board->asking);
    assert_string_equal(text_edit_text(board->entry), "uncle closer");
    assert_int_equal(board_drawing(board)->count, 1);
}

static void an_unfinished_line_waits(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    draw(board, "mother");
    draw(board, "father");
    type(board, "the neigh");
    go(board, "mother");
    assert_true(board_edit_fact(board, &err));
    assert_string_equal(text_edit_text(board->entry), "mother");
    type(board, " weak");
    go(board, "father");
    assert_true(board_edit_fact(board, &err));
    type(board, " ill");
    assert_int_equal(board->aside_count, 2);
    assert_true(board_accept(board, &err));
    assert_string_equal(text_edit_text(board->entry), "mother weak");
    assert_true(board_accept(board, &err));
    assert_string_equal(text_edit_text(board->entry), "the neigh");
    assert_int_equal(board->line.purpose, BOARD_NEW);
    assert_string_equal(board_drawing(board)->facts[0].line, "mother weak");
    assert_string_equal(board_drawing(board)->facts[1].line, "father ill");
    /* A change that changed nothing leaves no trace. */
    board_layout(board, 40, 6);
    go(board, "mother");
    assert_true(board_edit_fact(board, &err));
    board_give_up(board);
    assert_string_equal(text_edit_text(board->entry), "the neigh");
}

static void an_emptied_line_removes_nothing(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    draw(board, "mother");
    assert_true(board_edit_fact(board, &err));
    text_edit_set(board->entry, "", 0);
    assert_true(board_accept(board, &err));
    assert_string_equal(board_drawing(board)->facts[0].line, "mother");
    assert_false(board_accept(board, &err));
}

static void words_come_with_their_origin(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    struct answer answer;
    answer_init(&answer);
    answer.by = BY_INFORMANT;
    free(answer.relation);
    answer.relation = alloc_string("sister");
    board_receive(board, "uncle\n  in Izmir", "abc/where/", &answer);
    answer_finish(&answer);
    assert_string_equal(text_edit_text(board->entry), "uncle in Izmir");
    assert_true(board_accept(board, &err));
    const struct fact *fact = &board_drawing(board)->facts[0];
    assert_string_equal(fact->source, "abc/where/");
    assert_int_equal(fact->by, BY_INFORMANT);
    assert_string_equal(fact->relation, "sister");
    /* What is typed next is the patient's again. */
    draw(board, "aunt");
    assert_int_equal(board_drawing(board)->facts[1].by, BY_PATIENT);
    assert_string_equal(board_drawing(board)->facts[1].source, "");
}

static void somebody_else_speaks(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    assert_true(board_give_word(board, BY_INFORMANT, "sister", &err));
    draw(board, "uncle");
    draw(board, "aunt");
    assert_true(board_give_word(board, BY_PATIENT, "", &err));
    draw(board, "mother");
    assert_string_equal(board_drawing(board)->facts[1].relation, "sister");
    assert_int_equal(board_drawing(board)->facts[1].by, BY_INFORMANT);
    assert_int_equal(board_drawing(board)->facts[2].by, BY_PATIENT);
    /* About on the picture it is about the fact that is selected. */
    go(board, "uncle");
    board->place = BOARD_PICTURE;
    assert_true(board_give_word(board, BY_CLINICIAN, "", &err));
    assert_int_equal(board_drawing(board)->facts[0].by, BY_CLINICIAN);
    assert_string_equal(board_drawing(board)->facts[0].line, "uncle");
    draw(board, "father");
    assert_int_equal(board_drawing(board)->facts[3].by, BY_PATIENT);
}

/* ---- single keys ---- */

static void a_new_name_is_one_edit(void **state)
{
    struct ground *ground = *state;
    struct board *board = ground->board;
    struct error err = {0};
    draw(board, "mother");
    draw(board, "sister");
    draw(board, "mother--sister");
    size_t edits = session_record(ground->session)->edit_count;
    go(board, "sister");
    assert_true(board_rename(board, &err));
    text_edit_set(board->entry, "Amal", 4);
    assert_true(board_accept(board, &err));
    board_layout(board, 40, 6);
    assert_int_equal(session_record(ground->session)->edit_count, edits + 1);
    assert_string_equal(board_drawing(board)->facts[1].line, "Amal");
    assert_string_equal(board_drawing(board)->facts[2].line, "mother--Amal");
    assert_string_equal(selected(board), "Amal");
    assert_true(session_undo(ground->session, NULL, &err));
    assert_string_equal(board_drawing(board)->facts[2].line, "mother--sister");
}

static void what_is_removed_comes_back(void **state)
{
    struct ground *ground = *state;
    struct board *board = ground->board;
    struct error err = {0};
    draw(board, "mother");
    draw(board, "father");
    draw(board, "aunt");
    go(board, "father");
    assert_true(board_remove(board, &err));
    board_layout(board, 40, 6);
    assert_int_equal(board_drawing(board)->count, 2);
    /* The arrows go on from its neighbour. */
    assert_true(board_selected(board) >= 0);
    assert_true(session_undo(ground->session, NULL, &err));
    board_layout(board, 40, 6);
    assert_int_equal(board_drawing(board)->count, 3);
    while (session_undo(ground->session, NULL, &err)) {
    }
    board_layout(board, 40, 6);
    assert_true(!board_drawing(board) || board_drawing(board)->count == 0);
    assert_int_equal(board->scene->item_count, 0);
    assert_false(board_remove(board, &err));
    assert_false(board_move(board, GO_UP));
}

static void private_facts_are_not_on_the_turned_screen(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    draw(board, "mother");
    draw(board, "lover");
    draw(board, "father");
    go(board, "lover");
    assert_true(board_turn_private(board, &err));
    board_layout(board, 40, 6);
    assert_string_equal(selected(board), "lover");
    struct buf before = BUF_INIT, after = BUF_INIT, words = BUF_INIT;
    order(board, &before);
    board_set_turned(board, true);
    board_layout(board, 30, 20);
    order(board, &after);
    assert_null(strstr(buf_text(&after), "lover"));
    assert_non_null(strstr(buf_text(&after), "mother"));
    board_outline(board, &words);
    assert_null(strstr(buf_text(&words), "lover"));
    board_set_turned(board, false);
    board_layout(board, 40, 6);
    order(board, &after);
    assert_string_equal(buf_text(&after), buf_text(&before));
    buf_finish(&before);
    buf_finish(&after);
    buf_finish(&words);
}

static void two_keys_make_a_tie(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    draw(board, "mother");
    draw(board, "sister");
    go(board, "mother");
    assert_true(board_connect(board, &err));
    assert_false(board_connect(board, &err)); /* not with herself */
    go(board, "sister");
    assert_true(board_connect(board, &err));
    assert_null(board->connecting);
    assert_string_equal(text_edit_text(board->entry), "mother--sister ");
    assert_true(board_accept(board, &err));
    board_layout(board, 40, 6);
    go(board, "mother");
    assert_int_equal(board_fact_count(board), 2);
    size_t index;
    assert_string_equal(board_fact(board, &index)->line, "mother");
    board_next_fact(board);
    assert_string_equal(board_fact(board, &index)->line, "mother--sister");
    struct buf detail = BUF_INIT;
    board_detail(board, &detail);
    assert_non_null(strstr(buf_text(&detail), "[2/2] mother--sister"));
    buf_finish(&detail);
    /* Removing acts on the tie alone. */
    assert_true(board_remove(board, &err));
    board_layout(board, 40, 6);
    assert_string_equal(selected(board), "mother");
    assert_int_equal(board_fact_count(board), 1);
    assert_true(board_weigh(board, 1, &err));
    assert_string_equal(board_drawing(board)->facts[0].line, "mother!");
    assert_false(board_weigh(board, -1, &err));
}

/* ---- the picture ---- */

static void nothing_moves_that_is_drawn(void **state)
{
    struct ground *ground = *state;
    struct board *board = ground->board;
    struct buf before = BUF_INIT, after = BUF_INIT;
    static const char *const lines[] = {"m", "a", "z", "k", "b"};
    for (size_t i = 0; i < 5; i++) {
        draw(board, lines[i]);
    }
    order(board, &before);
    assert_string_equal(buf_text(&before), "b k z a m ");
    /* The same after opening it anew, though made at once it would be another. */
    struct board *again = board_open(ground->session, &board_names);
    board_layout(again, 40, 6);
    order(again, &after);
    assert_string_equal(buf_text(&after), buf_text(&before));
    board_optimise(again);
    order(again, &after);
    assert_string_equal(buf_text(&after), "m a z k b ");
    board_close(again);
    buf_finish(&before);
    buf_finish(&after);
}

static void the_selection_stays_in_sight(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    char name[8];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "n%d", i);
        draw(board, name);
    }
    board_edge(board, 1);
    assert_string_equal(selected(board), "n0");
    assert_int_equal(board->top, board->scene->height - board->rows);
    board_edge(board, -1);
    assert_int_equal(board->top, 0);
    assert_string_equal(selected(board), "n19");
    assert_true(board_move(board, GO_DOWN));
    assert_string_equal(selected(board), "n18");
    assert_true(board_move(board, GO_UP));
    assert_string_equal(selected(board), "n19");
    assert_false(board_move(board, GO_UP));
    board_scroll(board, 4);
    assert_int_equal(board->top, 4);
    assert_string_equal(selected(board), "n17");
    board_scroll(board, 1000);
    board_scroll(board, 1000);
    assert_string_equal(selected(board), "n0");
    board_next(board, 1);
    assert_string_equal(selected(board), "n19");
    /* The mouse: the third row of the window is the second name. */
    board->row = 1;
    board->column = 2;
    assert_int_equal(board_item_at(board, 3, 8), 1);
    assert_int_equal(board_item_at(board, 2, 8), -1);
    assert_int_equal(board_item_at(board, 100, 8), -1);
}

static void it_finds_by_words(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    draw(board, "mother strong");
    draw(board, "müller doctor");
    draw(board, "father");
    assert_true(board_find(board, "DOC", 0));
    assert_string_equal(selected(board), "müller");
    assert_true(board_find(board, "ther", 1));
    const char *first = selected(board);
    assert_true(board_find(board, "ther", 1));
    assert_string_not_equal(selected(board), first);
    assert_false(board_find(board, "nobody", 0));
    assert_false(board_find(board, "", 0));
}

/* ---- locks ---- */

static void a_lock_loses_nothing(void **state)
{
    struct ground *ground = *state;
    struct board *board = ground->board;
    struct error err = {0};
    draw(board, "mother");
    type(board, "the neigh");
    assert_true(board_edit_fact(board, &err));
    type(board, " weak");
    text_edit_set_cursor(board->entry, 3);
    board->zoom = 1;
    json_t *draft = board_to_json(board);
    struct board *again = board_open(ground->session, &board_names);
    board_from_json(again, draft);
    board_layout(again, 40, 6);
    assert_string_equal(text_edit_text(again->entry), "mother weak");
    assert_int_equal(text_edit_cursor(again->entry), 3);
    assert_int_equal(again->line.purpose, BOARD_CHANGE);
    assert_int_equal(again->zoom, 1);
    assert_int_equal(again->place, BOARD_ENTRY);
    assert_string_equal(selected(again), "mother");
    assert_true(board_accept(again, &err));
    assert_string_equal(text_edit_text(again->entry), "the neigh");
    assert_string_equal(board_drawing(again)->facts[0].line, "mother weak");
    board_close(again);
    json_decref(draft);
    /* A draft that is none. */
    again = board_open(ground->session, &board_names);
    json_t *bad = json_pack("{s:i,s:i,s:s,s:[i]}", "place", 99, "top", -7, "line", "x", "aside", 3);
    board_from_json(again, bad);
    board_layout(again, 40, 6);
    assert_int_equal(again->place, BOARD_ENTRY);
    assert_int_equal(again->top, 0);
    board_close(again);
    json_decref(bad);
}

/* A line that no version here reads is kept and shown. */
static void what_cannot_be_read_is_kept(void **state)
{
    struct board *board = ((struct ground *)*state)->board;
    struct error err = {0};
    draw(board, "mother");
    struct fact_change change = {.id = "", .line = "close to nobody"};
    assert_true(board_store(board, &change, 1, &err));
    board_layout(board, 40, 6);
    assert_int_equal(board_unread_count(board), 1);
    struct buf words = BUF_INIT;
    board_outline(board, &words);
    assert_non_null(strstr(buf_text(&words), "close to nobody"));
    buf_finish(&words);
}

#define BOARD_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOARD_TEST(a_line_becomes_a_fact),
        BOARD_TEST(it_is_explained_while_it_is_typed),
        BOARD_TEST(an_unclear_word_asks_once),
        BOARD_TEST(an_unfinished_line_waits),
        BOARD_TEST(an_emptied_line_removes_nothing),
        BOARD_TEST(words_come_with_their_origin),
        BOARD_TEST(somebody_else_speaks),
        BOARD_TEST(a_new_name_is_one_edit),
        BOARD_TEST(what_is_removed_comes_back),
        BOARD_TEST(private_facts_are_not_on_the_turned_screen),
        BOARD_TEST(two_keys_make_a_tie),
        BOARD_TEST(nothing_moves_that_is_drawn),
        BOARD_TEST(the_selection_stays_in_sight),
        BOARD_TEST(it_finds_by_words),
        BOARD_TEST(a_lock_loses_nothing),
        BOARD_TEST(what_cannot_be_read_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
