/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values: sets of codes, dates with their words, and the same after JSON.
 */
#include "form/value.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_empty_is_empty_however_it_came(void **state)
{
    struct value value = VALUE_INIT, other = VALUE_INIT;

    (void)state;
    assert_true(value_is_empty(&value));
    value_set_text(&value, "", 0);
    assert_true(value_is_empty(&value));
    value_set_date(&value, "", 0);
    assert_true(value_is_empty(&value));
    value_add_choice(&value, "a");
    assert_false(value_is_empty(&value));
    value_remove_choice(&value, "a");
    assert_true(value_is_empty(&value));
    assert_true(value_equal(&value, &other));
    value_set_integer(&value, 0);
    assert_false(value_is_empty(&value));
    assert_false(value_equal(&value, &other));
    value_set_boolean(&value, false);
    assert_false(value_is_empty(&value));
    value_finish(&value);
}

static void test_choices_are_a_set(void **state)
{
    struct value a = VALUE_INIT, b = VALUE_INIT;

    (void)state;
    value_add_choice(&a, "one");
    value_add_choice(&a, "two");
    value_add_choice(&a, "one");
    assert_int_equal(a.choice_count, 2);
    value_add_choice(&b, "two");
    assert_false(value_equal(&a, &b));
    value_add_choice(&b, "one");
    assert_true(value_equal(&a, &b));
    value_set_other(&b, "more", 4);
    assert_false(value_equal(&a, &b));
    value_set_other(&b, "", 0);
    assert_true(value_equal(&a, &b));
    value_remove_choice(&b, "three");
    value_remove_choice(&b, "two");
    assert_true(value_has_choice(&b, "one"));
    assert_false(value_has_choice(&b, "two"));
    value_finish(&a);
    value_finish(&b);
}

static void test_a_value_may_be_set_from_itself(void **state)
{
    struct value value = VALUE_INIT;

    (void)state;
    value_set_text(&value, "the words", 9);
    value_set_text(&value, value.text + 4, 5);
    assert_string_equal(value.text, "words");
    value_copy(&value, &value);
    assert_string_equal(value.text, "words");
    value_add_choice(&value, value.text);
    assert_true(value_has_choice(&value, "words"));
    assert_null(value.text);
    value_finish(&value);
}

static void test_dates_keep_words_and_meaning(void **state)
{
    struct value value = VALUE_INIT;

    (void)state;
    value_set_date(&value, "spring 1998", 11);
    assert_string_equal(value.text, "spring 1998");
    assert_string_equal(value.edtf, "1998-21");
    value_set_date(&value, "when the well dried up", 22);
    assert_string_equal(value.text, "when the well dried up");
    assert_null(value.edtf);
    value_finish(&value);
}

static void test_json_there_and_back(void **state)
{
    static const struct {
        const char *written, *json;
    } rows[] = {
        {"", "null"},
        {"'words é'", "\"words é\""},
        {"-12", "-12"},
        {"yes", "true"},
        {"no", "false"},
        {"[a b]", "{\"choices\":[\"a\",\"b\"]}"},
        {"[a +own]", "{\"choices\":[\"a\"],\"other\":\"own\"}"},
        {"[+own]", "{\"choices\":[],\"other\":\"own\"}"},
        {"@spring 1998", "{\"words\":\"spring 1998\",\"edtf\":\"1998-21\"}"},
        {"@long ago", "{\"words\":\"long ago\"}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct value value = VALUE_INIT, back = VALUE_INIT;
        struct buf text = BUF_INIT;
        json_t *json;

        support_value(&value, rows[i].written);
        json = value_to_json(&value);
        json_write(&text, json);
        assert_string_equal(buf_text(&text), rows[i].json);
        assert_true(value_from_json(&back, json, NULL));
        assert_true(value_equal(&value, &back));
        json_decref(json);
        buf_finish(&text);
        value_finish(&value);
        value_finish(&back);
    }
}

static void test_other_json_is_refused(void **state)
{
    static const char *const rows[] = {
        "[]",
        "{}",
        "{\"choices\":\"a\"}",
        "{\"choices\":[1]}",
        "{\"choices\":[\"\"]}",
        "{\"choices\":[\"a\",\"a\"]}",
        "{\"choices\":[\"a\"],\"other\":1}",
        "{\"choices\":[\"a\"],\"more\":1}",
        "{\"words\":1}",
        "{\"edtf\":\"1998\"}",
        "{\"words\":\"x\",\"edtf\":\"spring\"}",
        "{\"words\":\"x\",\"edtf\":null}",
        "{\"words\":\"x\",\"text\":\"y\"}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct value value = VALUE_INIT;
        struct error err = {0};
        json_t *json;

        support_value(&value, "'kept'");
        assert_true(json_read(&json, rows[i], strlen(rows[i]), 1000, NULL));
        assert_false(value_from_json(&value, json, &err));
        assert_int_equal(err.code, ERROR_INVALID);
        assert_string_equal(value.text, "kept");
        json_decref(json);
        value_finish(&value);
    }
    assert_false(value_from_json(&(struct value)VALUE_INIT, NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_is_empty_however_it_came),
        cmocka_unit_test(test_choices_are_a_set),
        cmocka_unit_test(test_a_value_may_be_set_from_itself),
        cmocka_unit_test(test_dates_keep_words_and_meaning),
        cmocka_unit_test(test_json_there_and_back),
        cmocka_unit_test(test_other_json_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
