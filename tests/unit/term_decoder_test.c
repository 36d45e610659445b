/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard's bytes: every key, however its bytes are split; pastes that
 * stay text; and sequences without a meaning, which must leave no letter behind.
 */
#include "config.h"

#include "term/decoder.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* As words: keys separated by spaces, pastes as [text]; settles at the end. */
static void read_events(struct decoder *decoder, struct buf *out, bool settle)
{
    struct event event;

    while (decoder_next(decoder, &event, settle)) {
        if (out->length > 0)
            buf_add_char(out, ' ');
        if (event.kind == EVENT_KEY) {
            key_format(out, &event.key);
        } else if (event.kind == EVENT_MOUSE) {
            static const char *const ACTIONS[] = {"press", "up", "down"};
            buf_add_format(out, "%s(%d,%d)", ACTIONS[event.mouse.action], event.mouse.row,
                           event.mouse.column);
        } else {
            assert_int_equal(event.kind, EVENT_PASTE);
            buf_add_char(out, '[');
            buf_add(out, buf_text(&event.paste), event.paste.length);
            buf_add_char(out, ']');
        }
        buf_finish(&event.paste);
    }
}

static void assert_keys(const char *bytes, size_t length, const char *expected)
{
    for (size_t split = 0; split <= length; split++) {
        struct decoder *decoder = decoder_create();
        struct buf out = BUF_INIT;

        decoder_feed(decoder, bytes, split);
        read_events(decoder, &out, false);
        decoder_feed(decoder, bytes + split, length - split);
        read_events(decoder, &out, false);
        read_events(decoder, &out, true);
        assert_string_equal(buf_text(&out), expected);
        assert_int_equal(decoder_patience(decoder, 25), -1);
        buf_finish(&out);
        decoder_destroy(decoder);
    }
}

struct sample {
    const char *bytes, *keys;
};

static void assert_samples(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_keys(samples[i].bytes, strlen(samples[i].bytes), samples[i].keys);
}
#define COUNT(array) (sizeof(array) / sizeof *(array))

static void text_and_control(void **state)
{
    static const struct sample SAMPLES[] = {
        {"ab", "a b"},
        {"é", "é"},
        {"日本", "日 本"},
        {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
        {"\r", "Enter"},
        {"\n", "Enter"},
        {"\t", "Tab"},
        {"\x7f", "Backspace"},
        {"\x08", "Backspace"},
        {"\x01\x10\x1a", "Ctrl-A Ctrl-P Ctrl-Z"},
        {"\x03\x11\x13", "Ctrl-C Ctrl-Q Ctrl-S"},
        {"\x1c\x1f", "Ctrl-\\ Ctrl-_"},
        {" ", "Space"},
    };

    (void)state;
    assert_samples(SAMPLES, COUNT(SAMPLES));
    assert_keys("\0", 1, "Ctrl-Space");
}

static void function_and_cursor_keys(void **state)
{
    static const struct sample SAMPLES[] = {
        {"\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4"},
        {"\033[11~\033[15~\033[17~\033[24~", "F1 F5 F6 F12"},
        {"\033[[A\033[[E", "F1 F5"},
        {"\033[A\033OB\033[C\033OD", "Up Down Right Left"},
        {"\033[H\033[F\033OH\033OF", "Home End Home End"},
        {"\033[1~\033[4~\033[7~\033[8~", "Home End Home End"},
        {"\033[2~\033[3~\033[5~\033[6~", "Insert Delete PgUp PgDn"},
        {"\033[Z", "Shift-Tab"},
        {"\033[1;5D\033[1;5C\033[1;3A\033[1;2B", "Ctrl-Left Ctrl-Right Alt-Up Shift-Down"},
        {"\033[1;6D\033[1;8C", "Ctrl-Shift-Left Ctrl-Alt-Shift-Right"},
        {"\033[1;5P\033[3;5~\033[15;2~", "Ctrl-F1 Ctrl-Delete Shift-F5"},
        {"\033O5D", "Ctrl-Left"},
        {"\033OM\033Op\033Oy\033Ok", "Enter 0 9 +"},
        {"\033[13;5u\033[97;5u\033[27;5;105~", "Ctrl-Enter Ctrl-A Ctrl-I"},
        {"\033\033[A", "Alt-Up"},
    };

    (void)state;
    assert_samples(SAMPLES, COUNT(SAMPLES));
}

static void escape_alone_and_with_others(void **state)
{
    static const struct sample SAMPLES[] = {
        {"\033", "Esc"},
        {"\033\033", "Esc Esc"},
        {"\033\033\033", "Esc Esc Esc"},
        {"\0331\0334\0339\0330", "F1 F4 F9 F10"},
        {"\033x", "Alt-x"},
        {"\033é", "Alt-é"},
        {"\033\r\033\x7f", "Alt-Enter Alt-Backspace"},
        {"\033[", "Alt-["},
        {"\033O", "Alt-O"},
        {"\033\033x", "Esc Alt-x"},
    };

    (void)state;
    /* A split settles nothing here: the bytes belong together. */
    assert_samples(SAMPLES, COUNT(SAMPLES));
}

static void escape_waits_only_its_time(void **state)
{
    struct decoder *decoder = decoder_create();
    struct event event;

    (void)state;
    assert_int_equal(decoder_patience(decoder, 25), -1);
    decoder_feed(decoder, "\033", 1);
    assert_false(decoder_next(decoder, &event, false));
    assert_int_equal(decoder_patience(decoder, 25), 25);
    assert_true(decoder_next(decoder, &event, true));
    assert_int_equal(event.key.name, KEY_NAME_ESCAPE);
    decoder_feed(decoder, "1", 1); /* too late for F1 */
    assert_true(decoder_next(decoder, &event, false));
    assert_int_equal(event.key.name, KEY_NAME_TEXT);
    decoder_feed(decoder, "\033[", 2);
    assert_false(decoder_next(decoder, &event, false));
    assert_true(decoder_patience(decoder, 25) > 25);
    decoder_destroy(decoder);
}

static void nonsense_leaves_no_letters(void **state)
{
    static const struct sample SAMPLES[] = {
        {"\033[99~x", "x"},
        {"\033[1;5Yx", "x"},
        {"\033[?1;2cx", "x"},
        {"\033[>0;276;0cx", "x"},
        {"\033[12;40Rx", "x"},
        {"\033[Ix\033[O", "x"},
        {"\033OZx", "x"},
        {"\033[1;\033[Ax", "Up x"},
        {"\033[3\x01x", "Ctrl-A x"},
        {"\033[999999999999999999999~x", "x"},
        {"\033[[Zx", "x"},
        {"\xffx", "x"},
        {"\xc3x", "x"},
        {"\xe2\x82x", "x"},
        {"\xed\xa0\x80x", "x"},
        {"\xc0\xafx", "x"},
        {"\xe2\x80\xaex", "x"},  /* a bidi override may not be typed */
        {"\xc2\x9bx", "x"},      /* nor an 8-bit control */
        {"\xc3", ""},
        {"\033[1;5", ""},
    };

    (void)state;
    assert_samples(SAMPLES, COUNT(SAMPLES));
}

static void the_mouse(void **state)
{
    static const struct sample SAMPLES[] = {
        {"\033[<0;12;5M", "press(4,11)"},
        {"\033[<0;12;5Ma", "press(4,11) a"},
        {"\033[<64;1;1M\033[<65;300;200M", "up(0,0) down(199,299)"},
        /* Let go, another button, moved: nothing, and no letters either. */
        {"\033[<0;12;5mx", "x"},
        {"\033[<2;12;5Mx", "x"},
        {"\033[<35;12;5Mx", "x"},
        {"\033[<0;0;5Mx", "x"},
        {"\033[<0;5Mx", "x"},
        {"\033[<0;5;6;7Mx", "x"},
    };

    (void)state;
    assert_samples(SAMPLES, COUNT(SAMPLES));
}

static void pastes_are_text(void **state)
{
    static const struct sample SAMPLES[] = {
        {"\033[200~two\rlines\033[201~x", "[two\nlines] x"},
        {"\033[200~a\r\nb\nc\033[201~", "[a\nb\nc]"},
        {"\033[200~\033[201~", "[]"},
        {"\033[200~\033OP\001\x7f\033[A\xe2\x80\xae\xff!\033[201~", "[OP[A!]"},
        {"\033[200~\033[200~x\033[201~y", "[[200~x] y"},
        {"\033[200~never ends", "[never ends]"},
        {"\033[200~\033[201", "[[201]"},
    };

    (void)state;
    assert_samples(SAMPLES, COUNT(SAMPLES));
}

static void large_pastes_are_cut(void **state)
{
    struct decoder *decoder = decoder_create();
    struct buf much = BUF_INIT;
    struct event event;

    (void)state;
    buf_add_repeat(&much, "word ", 200000);
    decoder_feed(decoder, "\033[200~", 6);
    for (int i = 0; i < 12; i++) {
        decoder_feed(decoder, much.data, much.length);
        assert_false(decoder_next(decoder, &event, false));
    }
    decoder_feed(decoder, "\033[201~z", 7);
    assert_true(decoder_next(decoder, &event, false));
    assert_int_equal(event.kind, EVENT_PASTE);
    assert_int_equal(event.paste.length, 8U << 20);
    buf_finish(&event.paste);
    assert_true(decoder_next(decoder, &event, false));
    assert_int_equal(event.key.code_point, 'z');
    buf_finish(&much);
    decoder_destroy(decoder);
}

static void the_terminals_table_comes_first(void **state)
{
    static const char BYTES[] = "\033[P\033[d\033[dx\033Oc";
    struct decoder *decoder = decoder_create();
    struct buf out = BUF_INIT;

    (void)state;
    decoder_teach(decoder, "\033[P", (struct key){KEY_NAME_DELETE, 0, 0});
    decoder_teach(decoder, "\033[d", (struct key){KEY_NAME_LEFT, KEY_SHIFT, 0});
    decoder_teach(decoder, "\033[dx", (struct key){KEY_NAME_F9, 0, 0});
    decoder_teach(decoder, "\033Oc", (struct key){KEY_NAME_RIGHT, KEY_CONTROL, 0});
    decoder_teach(decoder, "\x7f", (struct key){KEY_NAME_DELETE, 0, 0}); /* too short: left out */
    decoder_teach(decoder, "a long one without sense", (struct key){KEY_NAME_F1, 0, 0});
    decoder_feed(decoder, BYTES, sizeof BYTES - 1);
    decoder_feed(decoder, "\x7f" "a", 2);
    read_events(decoder, &out, false);
    assert_string_equal(buf_text(&out), "Delete Shift-Left F9 Ctrl-Right Backspace a");
    buf_finish(&out);
    decoder_destroy(decoder);
}

static void any_bytes_end(void **state)
{
    struct decoder *decoder = decoder_create();
    uint32_t seed = 99;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        static const char LIKELY[] = "\033[O~;0123456789ABuPx\x9b\xc3\xa9\xff";
        char bytes[8];
        struct event event;
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = LIKELY[(seed >> 16) % (sizeof LIKELY - 1)];
        }
        decoder_feed(decoder, bytes, sizeof bytes);
        while (decoder_next(decoder, &event, round % 3 == 0))
            buf_finish(&event.paste);
        assert_true(decoder_patience(decoder, 25) <= 1000);
    }
    decoder_destroy(decoder);
    decoder_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_control),
        cmocka_unit_test(function_and_cursor_keys),
        cmocka_unit_test(escape_alone_and_with_others),
        cmocka_unit_test(escape_waits_only_its_time),
        cmocka_unit_test(nonsense_leaves_no_letters),
        cmocka_unit_test(the_mouse),
        cmocka_unit_test(pastes_are_text),
        cmocka_unit_test(large_pastes_are_cut),
        cmocka_unit_test(the_terminals_table_comes_first),
        cmocka_unit_test(any_bytes_end),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
