/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON read strictly, with places, and written the same each time. */
#include "config.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void test_round_trip(void **state)
{
    static const char *const texts[] = {
        "{\"edit\":\"answer\",\"value\":\"çığ\",\"at\":1700000000000,\"list\":[1,true,null]}",
        "[]",
        "\"alone\"",
        "-9223372036854775808",
        "{\"b\":1,\"a\":2}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct buf out = BUF_INIT;
        struct error err = {0};
        json_t *value;

        assert_true(json_read(&value, texts[i], strlen(texts[i]), 1000, &err));
        json_write(&out, value);
        assert_string_equal(buf_text(&out), texts[i]);
        json_decref(value);
        buf_finish(&out);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        enum error_code code;
        unsigned line, column;
    } table[] = {
        {"{\"a\":1,\"a\":2}", ERROR_INVALID, 1, 0},
        {"{\"a\":1.5}", ERROR_INVALID, 1, 7},
        {"{\"a\":\n 1e5}", ERROR_INVALID, 2, 3},
        {"{\"é\":\"ü\",\n\"b\":\xff}", ERROR_INVALID, 2, 5},
        {"{\"a\":\"\xc0\xaf\"}", ERROR_INVALID, 1, 7},
        {"{\"a\":\"\\ud800\"}", ERROR_INVALID, 1, 0},
        {"{\"a\":\"\\u0000\"}", ERROR_INVALID, 1, 0},
        {"{\"a\":99999999999999999999}", ERROR_INVALID, 1, 0},
        {"{} {}", ERROR_INVALID, 1, 0},
        {"{", ERROR_INVALID, 1, 0},
        {"", ERROR_INVALID, 1, 0},
        {"nul", ERROR_INVALID, 1, 0},
        {"{'a':1}", ERROR_INVALID, 1, 0},
        {"[1,]", ERROR_INVALID, 1, 0},
        {"\"a\nb\"", ERROR_INVALID, 0, 0},
        {"// c\n1", ERROR_INVALID, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct error err = {0};
        json_t *value;

        assert_false(json_read(&value, table[i].text, strlen(table[i].text), 1000, &err));
        assert_null(value);
        assert_int_equal(err.code, table[i].code);
        assert_true(err.line > 0 && err.column > 0);
        if (table[i].line > 0) {
            assert_int_equal(err.line, table[i].line);
        }
        if (table[i].column > 0) {
            assert_int_equal(err.column, table[i].column);
        }
    }
}

static void test_message_never_quotes(void **state)
{
    const char *text = "{\"value\": \"told in confidence\" \"x\"}";
    struct error err = {0};
    json_t *value;

    (void)state;
    assert_false(json_read(&value, text, strlen(text), 1000, &err));
    assert_null(strstr(err.message, "confidence"));
    assert_null(strstr(err.message, "\"x\""));
}

static void add_levels(struct buf *out, size_t levels)
{
    buf_clear(out);
    buf_add_repeat(out, "[", levels);
    buf_add_repeat(out, "]", levels);
}

static void test_limits(void **state)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    json_t *value;

    (void)state;
    add_levels(&text, 32);
    assert_true(json_read(&value, buf_text(&text), text.length, 1000, &err));
    json_decref(value);
    add_levels(&text, 33);
    assert_false(json_read(&value, buf_text(&text), text.length, 1000, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_int_equal(err.column, 33);
    add_levels(&text, 100000);
    assert_false(json_read(&value, buf_text(&text), text.length, 1000000, &err));
    assert_int_equal(err.code, ERROR_LIMIT);

    buf_clear(&text);
    buf_add_text(&text, "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ \\\" 1.5 {{{{\"");
    assert_true(json_read(&value, buf_text(&text), text.length, text.length, &err));
    json_decref(value);
    assert_false(json_read(&value, buf_text(&text), text.length, text.length - 1, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    buf_finish(&text);
}

static void test_accessors(void **state)
{
    json_t *object = json_object();
    struct buf out = BUF_INIT;

    (void)state;
    json_put_text(object, "name", "Yusuf");
    json_put_text(object, "empty", "");
    json_put_text(object, "none", NULL);
    assert_int_equal(json_object_set_new(object, "age", json_integer(44)), 0);
    assert_string_equal(json_text(object, "name"), "Yusuf");
    assert_string_equal(json_text(object, "age"), "");
    assert_string_equal(json_text(object, "missing"), "");
    assert_null(json_text_or_null(object, "empty"));
    assert_null(json_text_or_null(object, "age"));
    assert_int_equal(json_number(object, "age", -1), 44);
    assert_int_equal(json_number(object, "name", -1), -1);
    json_write(&out, object);
    assert_string_equal(buf_text(&out), "{\"name\":\"Yusuf\",\"age\":44}");
    buf_clear(&out);
    json_write_pretty(&out, object);
    assert_string_equal(buf_text(&out), "{\n  \"name\": \"Yusuf\",\n  \"age\": 44\n}\n");
    json_decref(object);
    buf_finish(&out);
}

/* All that is no letter is escaped, DEL too, which jansson lets pass. */
static void test_ascii(void **state)
{
    json_t *json = json_pack("[s]", "a\177\001\xc3\xa9\"");
    struct buf text = BUF_INIT;

    (void)state;
    json_write_ascii(&text, json);
    assert_string_equal(buf_text(&text), "[\"a\\u007F\\u0001\\u00E9\\\"\"]");
    buf_clear(&text);
    json_write_decimal(&text, json);
    assert_string_equal(buf_text(&text), "[\"a\\u007F\\u0001\\u00E9\\\"\"]");
    buf_finish(&text);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_message_never_quotes),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_accessors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
