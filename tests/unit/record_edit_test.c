/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits as text: what is written is read back the same, and nothing else than
 * what could have been written is read.
 */
#include "record/edit.h"

#include "base/alloc.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ID_A   "000102030405060708090a0b0c0d0e0f"
#define ID_B   "ffeeddccbbaa99887766554433221100"
#define HEAD   "\"id\":\"" ID_A "\",\"time\":1790000000000,\"author\":\"anna\""
#define TAIL   "\"before\":null,\"after\":{\"value\":\"x\"}}"
#define ANSWER "{\"edit\":\"answer\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"sleep\","
#define DIGEST "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define INTERVIEW                                                                                  \
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B                                       \
    "\",\"before\":null,\"after\":{\"form\":\"f\",\"digest\":\"" DIGEST "\","
#define FIVE_DIGESTS                                                                               \
    "\"" DIGEST "\",\"" DIGEST "\",\"" DIGEST "\",\"" DIGEST "\",\"" DIGEST "\""
#define TWENTY_DIGESTS FIVE_DIGESTS "," FIVE_DIGESTS "," FIVE_DIGESTS "," FIVE_DIGESTS

static bool read_text(struct edit *out, const char *text, struct error *err)
{
    return edit_read(out, text, strlen(text), err);
}

static void test_what_is_written_is_read_back(void **state)
{
    static const char *const texts[] = {
        "{\"edit\":\"patient\"," HEAD ",\"before\":null,\"after\":{\"name\":\"Ş. Ö.\"}}",
        "{\"edit\":\"patient\"," HEAD ",\"before\":{\"code\":\"7\"},\"after\":{\"name\":\"N\","
        "\"code\":\"7\",\"birth\":\"about 1970\",\"languages\":\"ti nl\",\"note\":\"a\\nb\"}}",
        "{\"edit\":\"contact\"," HEAD ",\"contact\":\"" ID_B "\",\"before\":null,"
        "\"after\":{\"time\":5,\"date\":\"2026-11-23\",\"professional\":true}}",
        "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B "\",\"before\":null,"
        "\"after\":{\"form\":\"cfi_core\",\"version\":\"1\"}}",
        "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B "\","
        "\"before\":{\"form\":\"cfi_core\"},"
        "\"after\":{\"form\":\"cfi_core\",\"state\":\"finalised\"}}",
        INTERVIEW "\"overlays\":[\"" DIGEST "\",\"" DIGEST "\"]}}",
        ANSWER TAIL,
        ANSWER "\"row\":\"" ID_A "\",\"contact\":\"" ID_A "\",\"reason\":\"misheard\"," TAIL,
        "{\"edit\":\"answer\"," HEAD ",\"undoes\":\"" ID_B "\",\"interview\":\"" ID_B "\","
        "\"item\":\"sleep\",\"before\":{\"state\":\"declined\"},\"after\":null}",
        "{\"edit\":\"row\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"person\",\"row\":\"" ID_A
        "\",\"before\":null,\"after\":{}}",
        "{\"edit\":\"row\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"person\",\"row\":\"" ID_A
        "\",\"before\":{\"parent\":\"" ID_B "\"},\"after\":null}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct edit edit, copy;
        struct buf out = BUF_INIT;
        struct error err = {0};
        if (!read_text(&edit, texts[i], &err)) {
            fail_msg("refused: %s: %s", texts[i], err.message);
        }
        edit_write(&out, &edit);
        assert_string_equal(buf_text(&out), texts[i]);
        edit_copy(&copy, &edit);
        assert_true(edit_equal(&copy, &edit));
        buf_finish(&out);
        edit_finish(&edit);
        edit_finish(&copy);
    }
}

static const char *const hostile[] = {
    "",
    "null",
    "[]",
    "7",
    "{}",
    "{\"edit\":\"answer\"}",
    ANSWER TAIL "x",
    /* kinds */
    "{\"edit\":\"erase\"," HEAD "," TAIL,
    "{\"edit\":1," HEAD "," TAIL,
    "{" HEAD ",\"interview\":\"" ID_B "\",\"item\":\"sleep\"," TAIL,
    /* identifiers */
    "{\"edit\":\"patient\",\"id\":\"00\",\"time\":1,\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "0\",\"time\":1,\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"FFEEDDCCBBAA99887766554433221100\",\"time\":1,"
    "\"author\":\"a\",\"before\":null,\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":7,\"time\":1,\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"time\":1,\"author\":\"a\",\"before\":null,\"after\":{\"name\":\"N\"}}",
    ANSWER "\"row\":\"\"," TAIL,
    ANSWER "\"row\":\"row 1\"," TAIL,
    ANSWER "\"undoes\":null," TAIL,
    ANSWER "\"contact\":\"../../../../../../../../etc/pass\"," TAIL,
    /* what does not belong, and what is missing */
    ANSWER "\"item2\":\"x\"," TAIL,
    ANSWER "\"reason\":\"\"," TAIL,
    ANSWER "\"reason\":4," TAIL,
    ANSWER "\"item\":\"twice\"," TAIL,
    "{\"edit\":\"patient\"," HEAD ",\"item\":\"sleep\",\"before\":null,\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\"," HEAD ",\"interview\":\"" ID_B
    "\",\"before\":null,\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B "\",\"row\":\"" ID_A
    "\",\"before\":null,\"after\":{\"form\":\"f\"}}",
    "{\"edit\":\"contact\"," HEAD ",\"before\":null,\"after\":{\"time\":1}}",
    "{\"edit\":\"answer\"," HEAD ",\"item\":\"sleep\"," TAIL,
    "{\"edit\":\"answer\"," HEAD ",\"interview\":\"" ID_B "\"," TAIL,
    "{\"edit\":\"row\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"p\",\"before\":null,"
    "\"after\":{}}",
    ANSWER "\"before\":null}",
    ANSWER "\"after\":{\"value\":\"x\"}}",
    ANSWER "\"before\":null,\"after\":null}",
    /* numbers and authors */
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":\"1\",\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":-1,\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":253402300800000,\"author\":\"a\","
    "\"before\":null,\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":1.5,\"author\":\"a\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":99999999999999999999,\"author\":\"a\","
    "\"before\":null,\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":1,\"author\":\"\",\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":1,\"before\":null,"
    "\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"patient\",\"id\":\"" ID_A "\",\"time\":1,\"author\":\"a\\u0000b\","
    "\"before\":null,\"after\":{\"name\":\"N\"}}",
    /* states */
    "{\"edit\":\"patient\"," HEAD ",\"before\":null,\"after\":{\"note\":\"nobody\"}}",
    "{\"edit\":\"patient\"," HEAD ",\"before\":null,\"after\":{\"name\":7}}",
    "{\"edit\":\"patient\"," HEAD ",\"before\":null,\"after\":{\"name\":\"N\",\"age\":7}}",
    "{\"edit\":\"patient\"," HEAD ",\"before\":null,\"after\":\"N\"}",
    "{\"edit\":\"patient\"," HEAD ",\"before\":[],\"after\":{\"name\":\"N\"}}",
    "{\"edit\":\"contact\"," HEAD ",\"contact\":\"" ID_B "\",\"before\":null,\"after\":{}}",
    "{\"edit\":\"contact\"," HEAD ",\"contact\":\"" ID_B
    "\",\"before\":null,\"after\":{\"time\":1,\"professional\":1}}",
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B "\",\"before\":null,\"after\":{}}",
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B
    "\",\"before\":null,\"after\":{\"form\":\"f\",\"state\":\"open\"}}",
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B
    "\",\"before\":null,\"after\":{\"form\":\"f\",\"digest\":\"abc\"}}",
    INTERVIEW "\"overlays\":\"" DIGEST "\"}}",
    INTERVIEW "\"overlays\":[]}}",
    INTERVIEW "\"overlays\":[\"abc\"]}}",
    INTERVIEW "\"overlays\":[7]}}",
    INTERVIEW "\"overlays\":[" TWENTY_DIGESTS "]}}",
    "{\"edit\":\"interview\"," HEAD ",\"interview\":\"" ID_B
    "\",\"before\":null,\"after\":{\"form\":\"f\",\"overlays\":[\"" DIGEST "\"]}}",
    "{\"edit\":\"row\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"p\",\"row\":\"" ID_A
    "\",\"before\":null,\"after\":{\"parent\":\"\"}}",
    "{\"edit\":\"row\"," HEAD ",\"interview\":\"" ID_B "\",\"item\":\"p\",\"row\":\"" ID_A
    "\",\"before\":null,\"after\":{\"child\":\"" ID_B "\"}}",
    ANSWER "\"before\":null,\"after\":{}}",
    ANSWER "\"before\":null,\"after\":{\"by\":\"clinician\"}}",
    ANSWER "\"before\":null,\"after\":{\"value\":\"x\",\"by\":\"god\"}}",
    ANSWER "\"before\":{\"value\":{}},\"after\":null}",
    ANSWER "\"before\":null,\"after\":{\"value\":\"\xff\"}}",
    ANSWER "\"before\":null,\"after\":{\"value\":\"\\ud800\"}}",
};

static void test_hostile_text_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        struct edit edit;
        struct error err = {0};
        if (read_text(&edit, hostile[i], &err)) {
            fail_msg("accepted: %s", hostile[i]);
        }
        assert_true(err.message[0] != '\0');
        edit_finish(&edit); /* nothing in it, and it can be finished */
    }
}

static void test_every_prefix_is_refused(void **state)
{
    static const char text[] = ANSWER TAIL;
    struct edit edit;
    struct error err = {0};
    (void)state;
    for (size_t length = 0; length + 1 < sizeof(text); length++) {
        assert_false(edit_read(&edit, text, length, &err));
    }
    assert_true(edit_read(&edit, text, sizeof(text) - 1, &err));
    edit_finish(&edit);
}

static void add_answer(struct buf *out, const char *author, size_t item_length, size_t text_length)
{
    buf_clear(out);
    buf_add_format(out, "{\"edit\":\"answer\",\"id\":\"" ID_A "\",\"time\":1,\"author\":\"%s\",",
                   author);
    buf_add_text(out, "\"interview\":\"" ID_B "\",\"item\":\"");
    buf_add_repeat(out, "i", item_length);
    buf_add_text(out, "\",\"before\":null,\"after\":{\"value\":\"");
    buf_add_repeat(out, "t", text_length);
    buf_add_text(out, "\"}}");
}

static void test_lengths_have_a_limit(void **state)
{
    char author[EDIT_MAX_NAME + 2] = "";
    struct buf text = BUF_INIT;
    struct edit edit;
    struct error err = {0};
    (void)state;

    memset(author, 'a', EDIT_MAX_NAME);
    add_answer(&text, author, EDIT_MAX_NAME, EDIT_MAX_TEXT - 10);
    assert_true(edit_read(&edit, text.data, text.length, &err));
    edit_finish(&edit);

    add_answer(&text, author, EDIT_MAX_NAME + 1, 1);
    assert_false(edit_read(&edit, text.data, text.length, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    add_answer(&text, "anna", 4, EDIT_MAX_TEXT);
    error_clear(&err);
    assert_false(edit_read(&edit, text.data, text.length, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    author[EDIT_MAX_NAME] = 'a';
    add_answer(&text, author, 4, 1);
    error_clear(&err);
    assert_false(edit_read(&edit, text.data, text.length, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    buf_finish(&text);
}

static void test_deep_nesting_is_refused(void **state)
{
    struct buf text = BUF_INIT;
    struct edit edit;
    struct error err = {0};
    (void)state;
    buf_add_text(&text, ANSWER "\"before\":null,\"after\":{\"value\":");
    buf_add_repeat(&text, "[", 100000);
    assert_false(edit_read(&edit, text.data, text.length, &err));
    assert_true(err.message[0] != '\0');
    buf_finish(&text);
}

static void test_messages_hold_no_answer(void **state)
{
    static const char secret[] = ANSWER "\"before\":null,\"after\":{\"value\":\"Canary4711\","
                                        "\"by\":\"Canary4711\",\"state\":\"Canary4711\"}}";
    struct edit edit;
    struct error err = {0};
    (void)state;
    assert_false(edit_read(&edit, secret, strlen(secret), &err));
    assert_null(strstr(err.message, "Canary"));
    for (size_t length = 0; length < strlen(secret); length++) {
        assert_false(edit_read(&edit, secret, length, &err));
        assert_null(strstr(err.message, "Canary"));
    }
}

static void test_inverse_of_the_inverse(void **state)
{
    struct support support;
    struct edit edit, back, again;
    struct error err = {0};
    (void)state;
    support_start(&support, 1);
    assert_true(read_text(&edit, ANSWER TAIL, &err));
    edit_inverse(&back, &edit, &support.world, "berk");
    edit_inverse(&again, &back, &support.world, "anna");
    assert_string_equal(back.undoes, edit.id);
    assert_string_not_equal(back.id, edit.id);
    assert_string_equal(back.author, "berk");
    assert_null(back.after);
    assert_true(json_equal(back.before, edit.after));
    assert_true(edit_takes_back(&back, &edit));
    assert_true(edit_takes_back(&again, &back));
    assert_false(edit_takes_back(&again, &edit));
    assert_true(json_equal(again.after, edit.after));
    assert_null(again.before);
    assert_true(edit_check(&back, &err) && edit_check(&again, &err));
    edit_finish(&edit);
    edit_finish(&back);
    edit_finish(&again);
    support_finish(&support);
}

static void test_check_sees_what_memory_may_hold(void **state)
{
    struct support support;
    struct edit edit;
    struct error err = {0};
    (void)state;
    support_start(&support, 1);
    edit_start(&edit, EDIT_PATIENT, &support.world, "an\xffna");
    edit.after = json_pack("{s:s}", "name", "N");
    assert_false(edit_check(&edit, &err));
    free(edit.author);
    edit.author = alloc_string("anna");
    assert_true(edit_check(&edit, &err));
    edit.time = -1;
    assert_false(edit_check(&edit, &err));
    edit_finish(&edit);
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_is_read_back),
        cmocka_unit_test(test_hostile_text_is_refused),
        cmocka_unit_test(test_every_prefix_is_refused),
        cmocka_unit_test(test_lengths_have_a_limit),
        cmocka_unit_test(test_deep_nesting_is_refused),
        cmocka_unit_test(test_messages_hold_no_answer),
        cmocka_unit_test(test_inverse_of_the_inverse),
        cmocka_unit_test(test_check_sees_what_memory_may_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
