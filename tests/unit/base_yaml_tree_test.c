/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML as a tree: shapes and places, and each limit with its place. */
#include "config.h"

#include "base/yaml_tree.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

static const char form[] = "# a comment\n"
                           "name: cfi\n"
                           "\"é\": {en: Hello, nl: 'Dag'}\n"
                           "items:\n"
                           "  - type: text\n"
                           "    hint: |\n"
                           "      two\n"
                           "      lines\n"
                           "  - [a, 12, yes]\n"
                           "empty:\n"
                           "none: []\n";

static void test_shape(void **state)
{
    struct arena *arena = arena_create();
    struct yaml_value *root;
    const struct yaml_value *value;

    (void)state;
    assert_true(yaml_tree_read(&root, arena, form, strlen(form), "f.yaml", NULL));
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->count, 5);
    assert_string_equal(root->keys[0]->text, "name");
    assert_string_equal(yaml_tree_get(root, "name")->text, "cfi");
    assert_true(yaml_tree_get(root, "name")->plain);
    value = yaml_tree_get(root, "é");
    assert_string_equal(yaml_tree_get(value, "en")->text, "Hello");
    assert_string_equal(yaml_tree_get(value, "nl")->text, "Dag");
    assert_false(yaml_tree_get(value, "nl")->plain);
    value = yaml_tree_get(root, "items");
    assert_int_equal(value->kind, YAML_LIST);
    assert_int_equal(value->count, 2);
    assert_string_equal(yaml_tree_get(value->items[0], "hint")->text, "two\nlines\n");
    assert_false(yaml_tree_get(value->items[0], "hint")->plain);
    assert_string_equal(value->items[1]->items[1]->text, "12");
    assert_string_equal(value->items[1]->items[2]->text, "yes");
    assert_string_equal(yaml_tree_get(root, "empty")->text, "");
    assert_int_equal(yaml_tree_get(root, "none")->count, 0);
    assert_string_equal(value->text, "");
    arena_destroy(arena);
}

static void test_places(void **state)
{
    struct arena *arena = arena_create();
    struct yaml_value *root;
    const struct yaml_value *value;

    (void)state;
    assert_true(yaml_tree_read(&root, arena, form, strlen(form), "f.yaml", NULL));
    assert_int_equal(root->keys[1]->line, 3);
    assert_int_equal(root->keys[1]->column, 1);
    value = yaml_tree_get(yaml_tree_get(root, "é"), "en");
    assert_int_equal(value->line, 3);
    assert_int_equal(value->column, 11); /* characters, not bytes */
    value = yaml_tree_get(root, "items")->items[1]->items[2];
    assert_int_equal(value->line, 9);
    assert_int_equal(value->column, 13);
    arena_destroy(arena);
}

static void test_get(void **state)
{
    struct arena *arena = arena_create();
    struct yaml_value *root;

    (void)state;
    assert_true(yaml_tree_read(&root, arena, "[a]", 3, "f", NULL));
    assert_null(yaml_tree_get(root, "a"));
    assert_null(yaml_tree_get(root->items[0], "a"));
    assert_null(yaml_tree_get(NULL, "a"));
    assert_string_equal(yaml_kind_name(YAML_SCALAR), "text");
    assert_string_equal(yaml_kind_name(YAML_LIST), "list");
    assert_string_equal(yaml_kind_name(YAML_MAP), "map");
    arena_destroy(arena);
}

static void test_accepted(void **state)
{
    static const char *const table[] = {
        "a",
        "\uFEFFa: b",
        "---\na: b\n...\n",
        "a: b\r\nc: d\r\n",
        "a: '&x *y'",
        "a: \"[[[[[[[[\"",
        "a: 'x #y'",
        "%YAML 1.1\n---\na: b",
        "'<<': a",
        "a: 1\nb: {a: 1}",
        "'': x",
        "a: \xE2\x80\x8F",
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct arena *arena = arena_create();
        struct yaml_value *root;
        struct error err = {0};

        assert_true(yaml_tree_read(&root, arena, table[i], strlen(table[i]), "f", &err));
        arena_destroy(arena);
    }
}

static void check_refused(const char *text, size_t length, enum error_code code, unsigned line,
                          unsigned column)
{
    struct arena *arena = arena_create();
    struct yaml_value *root;
    struct error err = {0};

    assert_false(yaml_tree_read(&root, arena, text, length, "f.yaml", &err));
    assert_null(root);
    assert_int_equal(err.code, code);
    assert_string_equal(err.file, "f.yaml");
    if (err.line != line || err.column != column) {
        print_message("# %.40s %u:%u %s\n", text, err.line, err.column, err.message);
    }
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    assert_true(strlen(err.message) > 0);
    arena_destroy(arena);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        enum error_code code;
        unsigned line, column;
    } table[] = {
        {"", ERROR_INVALID, 1, 1},
        {"# only a comment\n", ERROR_INVALID, 1, 1},
        {"a: &x b", ERROR_UNSUPPORTED, 1, 4},
        {"a: &x [b]", ERROR_UNSUPPORTED, 1, 4},
        {"a: &x {b: c}", ERROR_UNSUPPORTED, 1, 4},
        {"é: 1\na: *x", ERROR_UNSUPPORTED, 2, 4},
        {"a: !!str b", ERROR_UNSUPPORTED, 1, 4},
        {"a: !x [b]", ERROR_UNSUPPORTED, 1, 4},
        {"a: ! b", ERROR_UNSUPPORTED, 1, 4},
        {"a: {b: 1}\n<<: {c: 1}", ERROR_UNSUPPORTED, 2, 1},
        {"a: 1\n---\nb: 2", ERROR_UNSUPPORTED, 2, 1},
        {"%TAG ! tag:x,2000:\n---\na: b", ERROR_UNSUPPORTED, 1, 1},
        {"a: 1\nb: 2\na: 3", ERROR_INVALID, 3, 1},
        {"x: {é: 1, b: 2, é: 3}", ERROR_INVALID, 1, 17},
        {"a: 1\n'a': 2", ERROR_INVALID, 2, 1},
        {"[a, b]: c", ERROR_INVALID, 1, 1},
        {"{a: b}: c", ERROR_INVALID, 1, 1},
        {": a", ERROR_INVALID, 1, 1},
        {"a: b\n  c: d", ERROR_INVALID, 2, 4},
        {"a:\n\t- b", ERROR_INVALID, 2, 1},
        {"a: 'b", ERROR_INVALID, 1, 6},
        {"a: \"\\q\"", ERROR_INVALID, 1, 5},
        {"a: [b", ERROR_INVALID, 2, 1},
        {"a: b: c", ERROR_INVALID, 1, 5},
        {"a: @b", ERROR_INVALID, 1, 4},
        {"a: \"\\0\"", ERROR_INVALID, 1, 4},
        {"é: \xff", ERROR_INVALID, 1, 4},
        {"a: 1\nb: \xed\xa0\x80", ERROR_INVALID, 2, 4},
        {"a: \x1b", ERROR_INVALID, 1, 4},
        {"a: é\x7f", ERROR_INVALID, 1, 5},
        {"é: \xC2\x80", ERROR_INVALID, 1, 4},
        {"é: \xEF\xBF\xBE", ERROR_INVALID, 1, 4},
        {"\xff\xfe"
         "a\0:\0",
         ERROR_INVALID, 1, 1},
        {"a\nb: c", ERROR_INVALID, 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_refused(table[i].text, strlen(table[i].text), table[i].code, table[i].line,
                      table[i].column);
    }
    check_refused("a: \0b", 5, ERROR_INVALID, 1, 4);
}

static bool read(const struct buf *text)
{
    struct arena *arena = arena_create();
    struct yaml_value *root;
    bool done = yaml_tree_read(&root, arena, buf_text(text), text->length, "f.yaml", NULL);

    arena_destroy(arena);
    return done;
}

static void test_depth(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    buf_add_repeat(&text, "[", 16);
    buf_add_repeat(&text, "]", 16);
    assert_true(read(&text));
    buf_insert(&text, 16, "[]", 2);
    check_refused(buf_text(&text), text.length, ERROR_LIMIT, 1, 17);
    buf_clear(&text);
    buf_add_repeat(&text, "- ", 16);
    buf_add_text(&text, "a");
    assert_true(read(&text));
    buf_insert(&text, 0, "- ", 2);
    check_refused(buf_text(&text), text.length, ERROR_LIMIT, 1, 33);
    buf_finish(&text);
}

/* What libyaml takes seconds or much memory for, refused at once. */
static void test_floods(void **state)
{
    static const struct {
        const char *part;
        enum error_code code;
        unsigned line, column;
    } table[] = {
        {"[", ERROR_LIMIT, 1, 65},        {"{", ERROR_LIMIT, 1, 65},
        {"{a: ", ERROR_LIMIT, 1, 257},    {"- ", ERROR_LIMIT, 1, 33},
        {"? ", ERROR_INVALID, 1, 3},      {"&a ", ERROR_UNSUPPORTED, 1, 1},
        {"*a ", ERROR_UNSUPPORTED, 1, 1}, {"\"'", ERROR_INVALID, 1, 4},
    };
    struct buf text = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        buf_clear(&text);
        buf_add_repeat(&text, table[i].part, 100000);
        check_refused(buf_text(&text), text.length, table[i].code, table[i].line, table[i].column);
    }
    buf_finish(&text);
}

static void test_scalar_size(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    buf_add_text(&text, "a: ");
    buf_add_repeat(&text, "b", 16384);
    assert_true(read(&text));
    buf_add_char(&text, 'b');
    check_refused(buf_text(&text), text.length, ERROR_LIMIT, 1, 4);
    /* What a person said may be longer. */
    struct arena *arena = arena_create();
    struct yaml_value *root;
    assert_true(yaml_tree_read_answers(&root, arena, buf_text(&text), text.length, "f", NULL));
    assert_int_equal(root->items[0]->length, 16385);
    arena_destroy(arena);
    buf_finish(&text);
}

static void test_events(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    /* Stream, document and list begin and end: six events beside the items. */
    buf_add_repeat(&text, "- a\n", 20000 - 6);
    assert_true(read(&text));
    buf_add_text(&text, "- a\n");
    assert_false(read(&text));
    buf_add_repeat(&text, "- a\n", 10);
    check_refused(buf_text(&text), text.length, ERROR_LIMIT, 19998, 3);
    buf_finish(&text);
}

static void test_file_size(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    buf_add_text(&text, "a: b #");
    buf_add_repeat(&text, "c", YAML_TREE_MAX_BYTES - text.length);
    assert_true(read(&text));
    buf_add_char(&text, 'c');
    check_refused(buf_text(&text), text.length, ERROR_LIMIT, 0, 0);
    buf_finish(&text);
}

/* Ten thousand keys: the duplicate is found, and the keys stay in their order. */
static void test_many_keys(void **state)
{
    struct buf text = BUF_INIT;
    struct arena *arena = arena_create();
    struct yaml_value *root;

    (void)state;
    for (int i = 0; i < 9000; i++) {
        buf_add_format(&text, "k%d: v\n", (i * 7919) % 9000);
    }
    assert_true(yaml_tree_read(&root, arena, buf_text(&text), text.length, "f", NULL));
    assert_int_equal(root->count, 9000);
    assert_string_equal(root->keys[1]->text, "k7919");
    buf_add_text(&text, "k7919: again\n");
    check_refused(buf_text(&text), text.length, ERROR_INVALID, 9001, 1);
    arena_destroy(arena);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape),     cmocka_unit_test(test_places),
        cmocka_unit_test(test_get),       cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_depth),
        cmocka_unit_test(test_floods),    cmocka_unit_test(test_scalar_size),
        cmocka_unit_test(test_events),    cmocka_unit_test(test_file_size),
        cmocka_unit_test(test_many_keys),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
