/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole files of lines: every mistake with its line and column, and none of them
 * stops the others from being found.
 */
#include "config.h"

#include "diagram/diagram.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A drawing that knows one word: "good", with anything behind it but "bad". */
struct diagram {
    size_t facts;
};

static struct diagram *create(const struct diagram_context *context)
{
    (void)context;
    return test_calloc(1, sizeof(struct diagram));
}

static bool add(struct diagram *diagram, const char *line, size_t length, const char *id,
                bool private, struct understanding *out, struct error *err)
{
    const char *bad = memmem(line, length, "bad", 3);

    (void)id;
    (void)private;
    assert_null(out);
    if (bad != NULL) {
        error_set(err, ERROR_INVALID, "this is bad");
        err->column = (unsigned)(bad - line) + 1;
        return false;
    }
    diagram->facts++;
    return true;
}

static const struct diagram_type type = {.name = "test", .create = create, .add = add};

static bool read(const char *text, size_t length, size_t *facts, struct buf *report,
                 struct error *err)
{
    struct diagram *diagram = type.create(NULL);
    bool done = diagram_read(&type, diagram, text, length, report, err);

    *facts = diagram->facts;
    test_free(diagram);
    return done;
}

static void reads_lines(void **state)
{
    static const char text[] = "\xEF\xBB\xBF# a comment\n\n  \t\ngood one\r\ngood two\n"
                               "   # more\ngood";
    struct error err = {.code = ERROR_NONE};
    size_t facts;

    (void)state;
    assert_true(read(text, sizeof text - 1, &facts, NULL, &err));
    assert_int_equal(facts, 3);
    assert_true(read("", 0, &facts, NULL, &err));
    assert_int_equal(facts, 0);
}

static void tells_every_mistake(void **state)
{
    static const char text[] = "good\nأمي bad\ngood\n\nbad \xff\nx\xff bad\nbad";
    struct buf report = BUF_INIT;
    struct error err = {.code = ERROR_NONE};
    size_t facts;

    (void)state;
    assert_false(read(text, sizeof text - 1, &facts, &report, &err));
    assert_int_equal(facts, 2);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 5);
    assert_string_equal(buf_text(&report), "2:5: this is bad\n5:5: this is not UTF-8\n"
                                           "6:2: this is not UTF-8\n7:1: this is bad\n");
    buf_finish(&report);
}

static void has_limits(void **state)
{
    struct buf text = BUF_INIT, report = BUF_INIT;
    struct error err = {.code = ERROR_NONE};
    size_t facts;

    (void)state;
    buf_add_repeat(&text, "x", 2048);
    assert_true(read(buf_text(&text), text.length, &facts, NULL, &err));
    buf_add_text(&text, "y\ngood");
    assert_false(read(buf_text(&text), text.length, &facts, NULL, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_int_equal(err.column, 2049);
    assert_int_equal(facts, 1);
    buf_clear(&text);
    buf_add_repeat(&text, "good\n", 20000);
    assert_true(read(buf_text(&text), text.length, &facts, NULL, &err));
    buf_add_repeat(&text, "# nothing\n", 3);
    assert_true(read(buf_text(&text), text.length, &facts, NULL, &err));
    buf_add_repeat(&text, "good\n", 3);
    assert_false(read(buf_text(&text), text.length, &facts, &report, &err));
    assert_int_equal(facts, 20000);
    assert_int_equal(err.line, 20004);
    buf_clear(&text);
    buf_add_repeat(&text, "# 45678\n", 512 * 1024);
    assert_true(read(buf_text(&text), text.length, &facts, NULL, &err));
    buf_add_char(&text, '#');
    assert_false(read(buf_text(&text), text.length, &facts, NULL, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    buf_finish(&report);
    buf_finish(&text);
}

static void types_are_found(void **state)
{
    (void)state;
    assert_true(diagram_type_count() >= 2);
    for (size_t i = 0; i < diagram_type_count(); i++) {
        const struct diagram_type *row = diagram_type_at(i);

        assert_ptr_equal(diagram_type_find(row->name), row);
        assert_non_null(row->create);
        assert_non_null(row->destroy);
        assert_non_null(row->add);
        assert_non_null(row->print);
        assert_non_null(row->scene);
        assert_non_null(row->outline);
    }
    assert_non_null(diagram_type_find("ecogram"));
    assert_non_null(diagram_type_find("lifeline"));
    assert_null(diagram_type_find("gantt"));
}

static void understandings_end(void **state)
{
    struct understanding understanding;

    (void)state;
    understanding_init(&understanding);
    buf_add_text(&understanding.canonical, "x");
    understanding.choice_count = 2;
    understanding_finish(&understanding);
    assert_int_equal(understanding.choice_count, 0);
    assert_string_equal(buf_text(&understanding.canonical), "");
    understanding_finish(&understanding);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lines),        cmocka_unit_test(tells_every_mistake),
        cmocka_unit_test(has_limits),         cmocka_unit_test(types_are_found),
        cmocka_unit_test(understandings_end),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
