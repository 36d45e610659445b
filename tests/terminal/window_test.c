/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program in windows of all sizes and on terminals of all kinds: nothing
 * typed is lost while a window changes, nothing of a patient stays behind, and
 * nothing that came from outside reaches the terminal raw.
 */
#include "config.h"

#include "terminal/player.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CANARY "zebrafinch"

/* Esc, a bell, colours, a title, an override that turns text round, a mark that
 * hides what follows, the bytes of a C1 control: all of it in a name. */
#define HOSTILE_NAME                                                                               \
    "Mean\033[31mred\033]0;owned\007 \xe2\x80\xae"                                                 \
    "eman\xe2\x80\x8e \xc2\x9b"                                                                    \
    "2J \xe2\x81\xa6"                                                                              \
    "x"

static struct player *at_the_first_question(const struct player_window *window, const char *patient)
{
    struct player *player = player_create();
    player_make_vault(player, patient);
    player_open(player, window);
    player_play(player, PLAYER_UNLOCK "<sees F2><Enter><sees F3><Enter><sees F6><Tab>");
    return player;
}

static bool wrote(struct player *player, const char *bytes)
{
    size_t length;
    const char *output = screen_output(player->screen, &length);
    return memmem(output, length, bytes, strlen(bytes)) != NULL;
}

/* ---- windows ---- */

static void no_size_loses_a_letter(void **state)
{
    static const int sizes[][2] = {{24, 80}, {5, 20},    {24, 81}, {12, 40}, {11, 40},  {12, 39},
                                   {2, 200}, {100, 300}, {18, 60}, {1, 1},   {40, 120}, {24, 80}};
    static const char text[] = "nothing is lost while a window is pulled about; not a letter";
    struct player *player = at_the_first_question(NULL, "Jan");
    size_t count = sizeof sizes / sizeof sizes[0], letters = sizeof text - 1, at = 0;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        size_t until = letters * (i + 1) / count;
        screen_resize(player->screen, sizes[i][0], sizes[i][1]);
        player_type(player, text + at, until - at);
        at = until;
    }
    assert_true(screen_wait_for(player->screen, text));
    player_destroy(player);
}

static void small_windows_say_so(void **state)
{
    struct player *player = at_the_first_question(NULL, "Jan");
    (void)state;
    player_play(player, CANARY "<sees " CANARY ">");
    for (int columns = 20; columns < 40; columns += 19) {
        screen_resize(player->screen, 5, columns);
        assert_true(screen_wait_for(player->screen, "40×12"));
        assert_true(screen_wait_gone(player->screen, CANARY));
        player_play(player, "x");
    }
    screen_resize(player->screen, 12, 40);
    player_play(player, "<sees " CANARY "xx>");
    assert_false(screen_shows(player->screen, "40×12"));
    player_destroy(player);
}

/* ---- terminals ---- */

static bool is_coloured(struct player *player)
{
    for (int row = 0; row < 24; row++) {
        for (int column = 0; column < 80; column++) {
            if (screen_look_at(player->screen, row, column).coloured) {
                return true;
            }
        }
    }
    return false;
}

static void colour_can_be_refused(void **state)
{
    const struct player_window without = {.setting = "NO_COLOR=1"};
    struct player *player = at_the_first_question(&without, "Jan");
    int row, column;
    (void)state;
    assert_false(is_coloured(player));
    /* What colour said is said by weight and reversal. */
    assert_true(screen_find(player->screen, "Verhaal", &row, &column));
    const struct screen_look look = screen_look_at(player->screen, row, column);
    assert_true(look.bold || look.reverse);
    player_destroy(player);
    player = at_the_first_question(NULL, "Jan");
    assert_true(is_coloured(player));
    player_destroy(player);
}

static bool has_other_than_ascii(struct player *player, const char *allowed)
{
    size_t length, skip = strlen(allowed);
    const char *output = screen_output(player->screen, &length);
    for (size_t at = 0; at < length; at++) {
        if (skip && length - at >= skip && memcmp(output + at, allowed, skip) == 0) {
            at += skip - 1;
        } else if ((unsigned char)output[at] >= 0x80) {
            return true;
        }
    }
    return false;
}

static void ascii_alone_is_enough(void **state)
{
    const struct player_window plain = {.argument = "--ascii"};
    struct player *player = at_the_first_question(&plain, "Jan");
    (void)state;
    player_play(player,
                "text<sees text><F6><sees type to find><Esc><lacks type to find><F4><sees Because>"
                "<Esc><lacks Because><F9><sees Intake summary><sees More>");
    assert_false(has_other_than_ascii(player, ""));
    /* What was said is not spelt otherwise. */
    player_play(player, "<Esc><sees F6>é<sees texté>");
    assert_true(has_other_than_ascii(player, ""));
    player_destroy(player);
    player = at_the_first_question(NULL, "Jan");
    assert_true(has_other_than_ascii(player, "")); /* control */
    player_destroy(player);
}

static void dutch_is_spoken(void **state)
{
    const struct player_window dutch = {.argument = "--lang=nl"};
    struct player *player = player_create();
    (void)state;
    player_make_vault(player, "Jan");
    player_open(player, &dutch);
    player_play(player, "<sees Wachtzin>" PLAYER_PASSPHRASE "<Enter><sees Jan><Enter>"
                        "<sees F8><Enter><sees kerninterview>");
    player_destroy(player);
}

/* ---- nothing stays behind ---- */

static void a_lock_leaves_nothing(void **state)
{
    (void)state;
    for (int one_screen = 0; one_screen < 2; one_screen++) {
        const struct player_window window = {.one_screen = one_screen};
        struct player *player = at_the_first_question(&window, "Amaryllis");
        player_play(player, CANARY "<sees " CANARY ">");
        assert_true(screen_holds(player->screen, "Amaryllis")); /* controls */
        assert_true(screen_holds(player->screen, CANARY));
        player_play(player, "<F10><sees Passphrase>");
        assert_false(screen_holds(player->screen, CANARY));
        assert_false(screen_holds(player->screen, "Amaryllis"));
        player_play(player,
                    PLAYER_PASSPHRASE "<Enter><sees " CANARY "><sees F6>more<sees " CANARY "more>");
        player_destroy(player);
    }
}

/* ---- what comes from outside ---- */

static void hostile_names_stay_names(void **state)
{
    static const char *const raw[] = {"\033[31mred",  "\033]",        "\007",
                                      "\xe2\x80\xae", "\xe2\x81\xa6", "\xc2\x9b"};
    struct player *player = player_create();
    const char *const list[] = {"patient", "list", "--passphrase-file", player->passphrase, NULL};
    struct buf listed = BUF_INIT;
    (void)state;
    player_make_vault(player, HOSTILE_NAME);
    player_open(player, NULL);
    player_play(player, PLAYER_UNLOCK "<sees Mean><Enter><sees F3><Enter><sees F6><Tab>"
                                      "said<sees said><F9><sees Intake summary><sees More>");
    for (size_t i = 0; i < sizeof raw / sizeof raw[0]; i++) {
        assert_false(wrote(player, raw[i]));
    }
    assert_true(wrote(player, "Mean")); /* control: the name itself was shown */
    player_close(player);
    assert_int_equal(player_command(player, list, &listed), 0);
    for (size_t i = 0; i < sizeof raw / sizeof raw[0]; i++) {
        assert_null(strstr(buf_text(&listed), raw[i]));
    }
    assert_non_null(strstr(buf_text(&listed), "Mean"));
    buf_finish(&listed);
    player_destroy(player);
}

static void pasted_controls_are_left_out(void **state)
{
    struct player *player = at_the_first_question(NULL, "Jan");
    (void)state;
    player_play(player, "<sees F6>");
    screen_send(player->screen,
                "\033[200~one\xe2\x80\xaetwo\033]0;owned\007three\r\nfour\033[201~");
    assert_true(screen_wait_for(player->screen, "four"));
    assert_true(screen_shows(player->screen, "three"));
    assert_false(wrote(player, "\xe2\x80\xae"));
    assert_false(wrote(player, "\033]"));
    player_destroy(player);
}

/* ---- a disk that is full ---- */

#define LONG_TEXT 400000 /* bytes: more than the vault's files may grow by below */

static void a_full_disk_keeps_what_is_typed(void **state)
{
    static const char *const below[] = {"/bin/sh", "-c", "trap '' XFSZ; ulimit -f 600; exec \"$@\"",
                                        "sh", NULL};
    const struct player_window window = {.below = below};
    struct player *player = at_the_first_question(&window, "Jan");
    struct buf paste = BUF_INIT;
    (void)state;
    player_play(player, "<sees F6>first<sees first><Tab><Shift-Tab><sees sealed>");
    buf_add_text(&paste, "\033[200~");
    while (paste.length < LONG_TEXT) {
        buf_add_text(&paste, " and more");
    }
    buf_add_text(&paste, " last words\033[201~");
    screen_send_bytes(player->screen, buf_text(&paste), paste.length);
    player_play(player, "<sees last words><sees not stored yet><Tab><sees not stored yet>");
    assert_true(screen_shows(player->screen, "last words"));
    player_play(player, "!<sees last words!>");
    /* The key that locks asks once; whoever presses it again means it. */
    player_play(player, "<F10><sees press the key again>");
    assert_true(screen_shows(player->screen, "last words!"));
    player_play(player, "<F10><sees Passphrase>");
    assert_false(screen_holds(player->screen, "last words"));
    player_close(player);
    /* What was sealed before is there. */
    const char *const summary[] = {"summary", "Jan", "--passphrase-file", player->passphrase, NULL};
    struct buf said = BUF_INIT;
    assert_int_equal(player_command(player, summary, &said), 0);
    assert_non_null(strstr(buf_text(&said), "first"));
    assert_null(strstr(buf_text(&said), "last words"));
    buf_finish(&said);
    buf_finish(&paste);
    player_destroy(player);
}

/* ---- getting in ---- */

static void a_wrong_passphrase_costs_time(void **state)
{
    struct player *player = player_create();
    (void)state;
    player_make_vault(player, "Jan");
    player_open(player, NULL);
    player_play(player, "<sees Passphrase>not the right one<Enter><sees does not open>"
                        "again not right<Enter><sees before the next try>");
    assert_false(screen_shows(player->screen, "Jan"));
    player_destroy(player);
}

static void two_at_once_are_told(void **state)
{
    struct player *first = player_create();
    struct buf said = BUF_INIT;
    char vault[4200];
    (void)state;
    player_make_vault(first, "Jan");
    player_open(first, NULL);
    player_play(first, PLAYER_UNLOCK "<sees Jan>");
    snprintf(vault, sizeof vault, "%s/data/verhaal/vault.db", first->home);
    const char *const list[] = {
        "patient", "list", "--passphrase-file", first->passphrase, "--vault", vault, NULL};
    assert_int_equal(player_command(first, list, &said), 1);
    assert_non_null(strstr(buf_text(&said), "in use"));
    assert_null(strstr(buf_text(&said), "Jan"));
    struct vterm_screen *kept = first->screen;
    first->screen = NULL; /* a second window on the same home */
    player_open(first, NULL);
    player_play(first, "<sees in use><sees Passphrase>" PLAYER_PASSPHRASE "<sees *****>"
                       "<Enter><sees in use>");
    assert_false(screen_holds(first->screen, PLAYER_PASSPHRASE));
    player_close(first);
    first->screen = kept;
    player_play(first, "<Enter><sees F3>");
    buf_finish(&said);
    player_destroy(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_size_loses_a_letter),
        cmocka_unit_test(small_windows_say_so),
        cmocka_unit_test(colour_can_be_refused),
        cmocka_unit_test(ascii_alone_is_enough),
        cmocka_unit_test(dutch_is_spoken),
        cmocka_unit_test(a_lock_leaves_nothing),
        cmocka_unit_test(hostile_names_stay_names),
        cmocka_unit_test(pasted_controls_are_left_out),
        cmocka_unit_test(a_full_disk_keeps_what_is_typed),
        cmocka_unit_test(a_wrong_passphrase_costs_time),
        cmocka_unit_test(two_at_once_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
