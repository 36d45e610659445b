/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal of tests must itself be right: what a script types, when its
 * clock moves, what a shot sees, and where a slip in a script is reported.
 */
#include "config.h"

#include "term/term.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct seen {
    struct buf shots;
    int64_t waited;
    bool refuse;
};

static void waited(void *self, int64_t milliseconds)
{
    struct seen *seen = self;
    seen->waited += milliseconds;
}

static bool shot(void *self, const char *name, const struct grid *grid, struct error *err)
{
    struct seen *seen = self;

    if (seen->refuse)
        return error_set(err, ERROR_IO, "no room for %s", name);
    buf_add_format(&seen->shots, "%s:", name);
    grid_dump(&seen->shots, grid, false);
    return true;
}

static struct term *open_script(const char *script, struct seen *seen)
{
    struct term_script_hooks hooks = {waited, shot, seen};
    struct term *term = NULL;
    struct error err = {0};

    assert_true(term_script_open(&term, script, strlen(script), 2, 10, &hooks, &err));
    return term;
}

/* The next event as a word. */
static void assert_next(struct term *term, int timeout, const char *expected)
{
    static const char *const KINDS[] = {[EVENT_NONE] = "(none)", [EVENT_RESIZE] = "(resize)",
                                        [EVENT_LOCK] = "(lock)", [EVENT_END] = "(end)"};
    struct buf out = BUF_INIT;
    struct event event;
    struct error err = {0};

    assert_true(term->ops->wait(term, &event, timeout, &err));
    if (event.kind == EVENT_KEY)
        key_format(&out, &event.key);
    else if (event.kind == EVENT_PASTE)
        buf_add_format(&out, "[%s]", buf_text(&event.paste));
    else
        buf_add_text(&out, KINDS[event.kind]);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
    buf_finish(&event.paste);
}

static void types_what_stands_there(void **state)
{
    static const char *const EXPECTED[] = {"a",        "é",         "<", "b", "F4", "Ctrl-P",
                                           "Shift-Tab", "[two\nlines]", ">", "(lock)", "(end)"};
    struct seen seen = {0};
    struct term *term = open_script(
        "aé<lt>\nb<F4><Ctrl-P>\r\n<Shift-Tab><paste:two\nlines>><lock>", &seen);

    (void)state;
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
        assert_next(term, -1, EXPECTED[i]);
    assert_next(term, -1, "(end)"); /* and stays there */
    term->ops->close(term);
}

static void time_passes_by_the_script(void **state)
{
    struct seen seen = {0};
    struct term *term = open_script("a<wait:1500>b<wait:100>c", &seen);

    (void)state;
    assert_next(term, 1000, "a");
    assert_int_equal(seen.waited, 0);
    assert_next(term, 1000, "(none)");
    assert_int_equal(seen.waited, 1000);
    assert_next(term, 0, "(none)");
    assert_int_equal(seen.waited, 1000);
    assert_next(term, 1000, "b");
    assert_int_equal(seen.waited, 1500);
    assert_next(term, -1, "c");
    assert_int_equal(seen.waited, 1600);
    assert_next(term, 1000, "(end)");
    term->ops->close(term);
}

static void a_window_changes_size(void **state)
{
    struct seen seen = {0};
    struct term *term = open_script("<size:5x30><size:1x1>", &seen);

    (void)state;
    assert_int_equal(grid_rows(term->grid), 2);
    assert_next(term, -1, "(resize)");
    assert_int_equal(grid_rows(term->grid), 5);
    assert_int_equal(grid_columns(term->grid), 30);
    assert_next(term, -1, "(resize)");
    assert_int_equal(grid_columns(term->grid), 1);
    term->ops->close(term);
}

static void shots_see_only_what_was_shown(void **state)
{
    struct seen seen = {0};
    struct term *term = open_script("<shot:before>a<shot:after>b", &seen);

    (void)state;
    grid_line(term->grid, 0, 0, 10, ROLE_TEXT, "painted", 7);
    assert_next(term, -1, "a");
    term->ops->show(term);
    assert_next(term, -1, "b");
    assert_string_equal(buf_text(&seen.shots), "before:\n\nafter:painted\n\n");
    buf_finish(&seen.shots);
    term->ops->close(term);
}

static void a_shot_may_fail(void **state)
{
    struct seen seen = {.refuse = true};
    struct term *term = open_script("<shot:one>", &seen);
    struct event event;
    struct error err = {0};

    (void)state;
    assert_false(term->ops->wait(term, &event, -1, &err));
    assert_string_equal(err.message, "no room for one");
    term->ops->close(term);
}

static void slips_are_told_before_anything_is_typed(void **state)
{
    static const struct {
        const char *script;
        unsigned line, column;
    } SLIPS[] = {
        {"ok<F4", 1, 3},          {"é\nx<Nokey>", 2, 2},   {"<size:0x80>", 1, 1},
        {"<size:24>", 1, 1},      {"<size:24x80x>", 1, 1}, {"<size:99999x80>", 1, 1},
        {"<wait:>", 1, 1},        {"<wait:-1>", 1, 1},     {"<wait:99999999999999999999>", 1, 1},
        {"<shot:>", 1, 1},        {"<>", 1, 1},            {"a\tb", 1, 2},
        {"\033", 1, 1},           {"abc\xff", 1, 4},       {"<Ctrl-I>", 1, 1},
        {"\xe2\x80\xae", 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof SLIPS / sizeof *SLIPS; i++) {
        struct term *term = NULL;
        struct error err = {0};
        assert_false(term_script_open(&term, SLIPS[i].script, strlen(SLIPS[i].script), 2, 10,
                                      NULL, &err));
        assert_null(term);
        assert_int_equal(err.code, ERROR_INVALID);
        assert_int_equal(err.line, SLIPS[i].line);
        assert_int_equal(err.column, SLIPS[i].column);
        assert_true(err.message[0] != '\0');
    }
}

static void works_without_hooks(void **state)
{
    struct term *term = NULL;
    struct error err = {0};

    (void)state;
    assert_true(term_script_open(&term, "<wait:5><shot:x>", 16, 2, 10, NULL, &err));
    assert_next(term, -1, "(end)");
    term->ops->close(term);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_what_stands_there),
        cmocka_unit_test(time_passes_by_the_script),
        cmocka_unit_test(a_window_changes_size),
        cmocka_unit_test(shots_see_only_what_was_shown),
        cmocka_unit_test(a_shot_may_fail),
        cmocka_unit_test(slips_are_told_before_anything_is_typed),
        cmocka_unit_test(works_without_hooks),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
