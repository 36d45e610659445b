/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers: small as JSON, the same after a round trip, strict when read.
 */
#include "record/answer.h"

#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect_json(const struct answer *answer, const char *expected)
{
    struct buf out = BUF_INIT;
    json_t *json = answer_to_json(answer);
    json_write(&out, json);
    assert_string_equal(buf_text(&out), expected);
    json_decref(json);
    buf_finish(&out);
}

static bool read_text(struct answer *out, const char *text, struct error *err)
{
    json_t *json = NULL;
    if (!json_read(&json, text, strlen(text), 4 << 20, err)) {
        return false;
    }
    bool ok = answer_from_json(out, json, err);
    json_decref(json);
    return ok;
}

static void test_plain_words_cost_nothing_more(void **state)
{
    struct answer answer;
    (void)state;
    answer_init(&answer);
    value_set_text(&answer.value, "Nefesim daralıyor", strlen("Nefesim daralıyor"));
    expect_json(&answer, "{\"value\":\"Nefesim daralıyor\"}");
    answer_finish(&answer);
}

static void test_everything_is_written(void **state)
{
    struct answer answer;
    (void)state;
    answer_init(&answer);
    value_set_text(&answer.value, "x", 1);
    answer.by = BY_INFORMANT;
    answer.how = HOW_INTERPRETED;
    answer.state = STATE_ADAPTED;
    field_set(&answer.relation, "mother");
    field_set(&answer.language, "ar");
    field_set(&answer.reason, "asked about sleep instead");
    field_set(&answer.gloss, "tight");
    expect_json(&answer, "{\"value\":\"x\",\"by\":\"informant\",\"how\":\"interpreted\","
                         "\"state\":\"adapted\",\"relation\":\"mother\",\"language\":\"ar\","
                         "\"reason\":\"asked about sleep instead\",\"gloss\":\"tight\"}");
    answer_finish(&answer);
}

static void test_round_trip(void **state)
{
    static const char *const texts[] = {
        "{\"value\":\"two\\nlines \\\"quoted\\\"\"}",
        "{\"value\":12,\"by\":\"file\"}",
        "{\"value\":true,\"by\":\"clinician\",\"how\":\"summary\"}",
        "{\"value\":{\"choices\":[\"a\",\"b\"],\"other\":\"own\"},\"by\":\"interpreter\"}",
        "{\"value\":{\"words\":\"spring 1998\",\"edtf\":\"1998-21\"},\"language\":\"nl\"}",
        "{\"state\":\"skipped\",\"reason\":\"no time\"}",
        "{\"state\":\"declined\"}",
        "{\"state\":\"later\"}",
        "{\"state\":\"not_applicable\"}",
        "{\"state\":\"unknown\"}",
        "{\"gloss\":\"only what it means\"}",
        "{\"value\":3,\"words\":\"a handful\"}",
        "{\"words\":\"nobody knows\",\"gloss\":\"x\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct error err = {0};
        struct answer answer, copy;
        answer_init(&answer);
        answer_init(&copy);
        assert_true(read_text(&answer, texts[i], &err));
        expect_json(&answer, texts[i]);
        answer_copy(&copy, &answer);
        assert_true(answer_equal(&answer, &copy));
        expect_json(&copy, texts[i]);
        answer_finish(&answer);
        answer_finish(&copy);
    }
}

static void test_hostile_json_is_refused_and_changes_nothing(void **state)
{
    static const char *const texts[] = {
        "[]",
        "\"text\"",
        "null",
        "{\"value\":\"x\",\"valu\":1}",
        "{\"value\":[1]}",
        "{\"value\":{\"choices\":\"a\"}}",
        "{\"value\":{\"choices\":[1]}}",
        "{\"value\":{\"words\":1}}",
        "{\"value\":{\"other\":{}}}",
        "{\"value\":\"x\",\"by\":\"nobody\"}",
        "{\"value\":\"x\",\"by\":1}",
        "{\"value\":\"x\",\"how\":\"loudly\"}",
        "{\"value\":\"x\",\"state\":\"\"}",
        "{\"value\":\"x\",\"state\":null}",
        "{\"value\":\"x\",\"reason\":7}",
        "{\"value\":\"x\",\"gloss\":[]}",
        "{\"value\":\"x\",\"author\":\"anna\"}",
        "{\"value\":\"x\",\"amended\":true}",
    };
    struct answer answer;
    struct error err = {0};
    (void)state;
    answer_init(&answer);
    assert_true(read_text(&answer, "{\"value\":\"kept\"}", &err));
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct error refusal = {0};
        if (read_text(&answer, texts[i], &refusal)) {
            fail_msg("accepted: %s", texts[i]);
        }
        assert_true(refusal.message[0] != '\0');
        expect_json(&answer, "{\"value\":\"kept\"}");
    }
    answer_finish(&answer);
}

static void test_lengths_are_bounded(void **state)
{
    struct answer answer;
    struct error err = {0};
    (void)state;
    answer_init(&answer);
    for (size_t length = FIELD_MAX_SHORT; length <= FIELD_MAX_SHORT + 1; length++) {
        struct buf text = BUF_INIT;
        buf_add_text(&text, "{\"value\":\"x\",\"relation\":\"");
        buf_add_repeat(&text, "m", length);
        buf_add_text(&text, "\"}");
        assert_int_equal(read_text(&answer, buf_text(&text), &err), length == FIELD_MAX_SHORT);
        buf_finish(&text);
    }
    assert_int_equal(err.code, ERROR_LIMIT);
    answer_finish(&answer);
}

static void test_empty_and_given(void **state)
{
    struct answer answer;
    (void)state;
    answer_init(&answer);
    assert_true(answer_is_empty(&answer));
    assert_false(answer_is_given(&answer));
    assert_null(answer_to_json(&answer));
    field_set(&answer.relation, "aunt");
    answer.by = BY_INFORMANT;
    assert_true(answer_is_empty(&answer)); /* who would have said it is not yet said */
    answer.state = STATE_LATER;
    assert_false(answer_is_empty(&answer));
    assert_false(answer_is_given(&answer));
    answer.state = STATE_ANSWERED;
    field_set(&answer.gloss, "meaning");
    assert_false(answer_is_empty(&answer));
    assert_true(answer_is_given(&answer));
    value_set_text(&answer.value, "x", 1);
    answer.state = STATE_DECLINED; /* taken back by the person: kept, but not given */
    assert_false(answer_is_given(&answer));
    answer.state = STATE_ADAPTED;
    assert_true(answer_is_given(&answer));
    answer_finish(&answer);
}

static void test_equality_is_value_and_provenance(void **state)
{
    struct answer a, b;
    (void)state;
    answer_init(&a);
    answer_init(&b);
    value_set_text(&a.value, "x", 1);
    value_set_text(&b.value, "x", 1);
    b.time = 5;
    field_set(&b.author, "other");
    b.amended = true;
    assert_true(answer_equal(&a, &b));
    b.how = HOW_SUMMARY;
    assert_false(answer_equal(&a, &b));
    b.how = HOW_VERBATIM;
    field_set(&b.language, "ti");
    assert_false(answer_equal(&a, &b));
    field_set(&b.language, "");
    value_set_text(&b.value, "y", 1);
    assert_false(answer_equal(&a, &b));
    answer_finish(&a);
    answer_finish(&b);
}

static void test_codes_and_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < ANSWER_BY_COUNT; i++) {
        enum answer_by found = ANSWER_BY_COUNT;
        assert_true(answer_by_parse(&found, answer_by_code((enum answer_by)i)));
        assert_int_equal(found, i);
        assert_true(strlen(answer_by_label((enum answer_by)i)) > 3);
    }
    for (size_t i = 0; i < ANSWER_HOW_COUNT; i++) {
        enum answer_how found = ANSWER_HOW_COUNT;
        assert_true(answer_how_parse(&found, answer_how_code((enum answer_how)i)));
        assert_int_equal(found, i);
        assert_true(strlen(answer_how_label((enum answer_how)i)) > 3);
    }
    for (size_t i = 0; i < ANSWER_STATE_COUNT; i++) {
        enum answer_state found = ANSWER_STATE_COUNT;
        assert_true(answer_state_parse(&found, answer_state_code((enum answer_state)i)));
        assert_int_equal(found, i);
        assert_true(strlen(answer_state_label((enum answer_state)i)) > 3);
    }
    enum answer_by by;
    assert_false(answer_by_parse(&by, "Patient"));
    assert_false(answer_by_parse(&by, ""));
}

static void test_bytes_that_are_no_text_are_marked_not_lost(void **state)
{
    struct answer answer;
    (void)state;
    answer_init(&answer);
    value_set_text(&answer.value, "x", 1);
    field_set(&answer.gloss, "before\xff"
                             "after");
    json_t *json = answer_to_json(&answer);
    const char *gloss = json_text(json, "gloss");
    assert_string_equal(json_text(json, "value"), "x");
    assert_non_null(strstr(gloss, "before"));
    assert_non_null(strstr(gloss, "after"));
    json_decref(json);
    value_set_text(&answer.value, "said\xc3", 5);
    json = answer_to_json(&answer);
    assert_memory_equal(json_text(json, "value"), "said", 4);
    json_decref(json);
    answer_finish(&answer);
}

static void test_endless_choices_are_refused_at_once(void **state)
{
    struct answer answer;
    struct error err = {0};
    struct buf text = BUF_INIT;
    (void)state;
    buf_add_text(&text, "{\"value\":{\"choices\":[\"c\"");
    for (unsigned i = 0; i < 100000; i++) {
        buf_add_format(&text, ",\"%x\"", i);
    }
    buf_add_text(&text, "]}}");
    answer_init(&answer);
    assert_false(read_text(&answer, buf_text(&text), &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    answer_finish(&answer);
    buf_finish(&text);
}

/* Whoever changes one text of several gives the others back as they are. */
static void test_a_text_may_be_set_to_itself(void **state)
{
    char *text = NULL;
    (void)state;
    field_set(&text, "pt");
    field_set(&text, text);
    assert_string_equal(text, "pt");
    field_set(&text, text + 1);
    assert_string_equal(text, "t");
    field_set(&text, NULL);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_words_cost_nothing_more),
        cmocka_unit_test(test_everything_is_written),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_hostile_json_is_refused_and_changes_nothing),
        cmocka_unit_test(test_lengths_are_bounded),
        cmocka_unit_test(test_a_text_may_be_set_to_itself),
        cmocka_unit_test(test_empty_and_given),
        cmocka_unit_test(test_equality_is_value_and_provenance),
        cmocka_unit_test(test_codes_and_labels),
        cmocka_unit_test(test_bytes_that_are_no_text_are_marked_not_lost),
        cmocka_unit_test(test_endless_choices_are_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
