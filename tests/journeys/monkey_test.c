/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A monkey at the keyboard: every key of the table of commands, letters of many
 * scripts, pastes, presses of the mouse, windows of any size, locks and waiting.
 * Nothing it does may crash or hang, the picture painted bit by bit is always
 * the picture painted at once, and what was said is there again after reloading.
 *
 * VERHAAL_MONKEY_KEYS and VERHAAL_MONKEY_SEED make it longer and other.
 */
#include "config.h"

#include "journeys/journey.h"

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KEYS_IN_CHECK 4000

#define JUST_ARRIVED 12 /* keys for which it looks what the place has to offer */

struct monkey {
    struct journey *journey;
    struct grid *grid; /* as a terminal keeps it */
    struct view_memory memory;
    uint64_t state;
    size_t done;
    unsigned checks;
    bool *ran; /* which rows of the table of commands a key has run */
};

static uint32_t roll(struct monkey *monkey, uint32_t sides)
{
    monkey->state = monkey->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(monkey->state >> 33) % sides;
}

static const char *const texts[] = {
    "a", "e", "n", " ",  " ", "1", "2", "3", "9",  ".",  "-",        ":",
    "(", "é", "ş", "ğ",  "م", "ح", "አ", "ደ", "日", "本", "\xcc\x81", "\xe2\x80\x8d",
    "👩", "<", "&", "\"", "#", "=", "~", "?",
};
#define TEXT_COUNT (sizeof texts / sizeof *texts)

/* ---- what it does ---- */

static bool command_key(struct monkey *monkey, struct key *out)
{
    const struct command *command = command_at(roll(monkey, (uint32_t)command_count()));
    const char *name = command->second && roll(monkey, 2) ? command->second : command->key;
    /* Ending the program is tried by locking; exports would only fill the disk. */
    return name && strcmp(command->name, "quit") != 0 && key_parse(out, name, strlen(name));
}

/* One that does something here, if chance finds it. */
static bool fitting_key(struct monkey *monkey, struct key *out)
{
    uint64_t contexts[APP_CONTEXTS_MAX];
    const struct app *app = monkey->journey->app;
    app_contexts(app, contexts);
    for (int i = 0; i < 200; i++) {
        if (command_key(monkey, out) && keymap_find(app->keymap, out, contexts)) {
            return true;
        }
    }
    return false;
}

static void typed_key(struct monkey *monkey, struct key *out)
{
    const char *text = texts[roll(monkey, TEXT_COUNT)];
    *out = (struct key){KEY_NAME_TEXT, 0, 0};
    text_decode(text, strlen(text), &out->code_point);
}

static void fill_paste(struct monkey *monkey, struct buf *out)
{
    for (uint32_t left = roll(monkey, 40); left > 0; left--) {
        buf_add_text(out, texts[roll(monkey, TEXT_COUNT)]);
        if (roll(monkey, 9) == 0) {
            buf_add_char(out, '\n');
        }
    }
}

static void resize(struct monkey *monkey)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {18, 60},  {60, 200}, {5, 20},
                                   {1, 1},   {30, 100}, {40, 140}, {12, 40}};
    uint32_t which = roll(monkey, sizeof sizes / sizeof *sizes);
    monkey->journey->rows = sizes[which][0];
    monkey->journey->columns = sizes[which][1];
    grid_resize(monkey->grid, sizes[which][0], sizes[which][1]);
}

static void next_event(struct monkey *monkey, struct event *out)
{
    uint32_t what = roll(monkey, 1000);
    memset(out, 0, sizeof *out);
    out->kind = EVENT_KEY;
    if (monkey->done % 997 < JUST_ARRIVED && fitting_key(monkey, &out->key)) {
        return;
    }
    if (what < 600) {
        typed_key(monkey, &out->key);
    } else if (what < 960) {
        if (!command_key(monkey, &out->key)) {
            typed_key(monkey, &out->key);
        }
    } else if (what < 970) {
        out->kind = EVENT_PASTE;
        fill_paste(monkey, &out->paste);
    } else if (what < 980) {
        resize(monkey);
        out->kind = EVENT_RESIZE;
    } else if (what < 993) {
        out->kind = EVENT_MOUSE;
        out->mouse.action = (enum mouse_action)roll(monkey, 3);
        out->mouse.row = (int)roll(monkey, (uint32_t)monkey->journey->rows);
        out->mouse.column = (int)roll(monkey, (uint32_t)monkey->journey->columns);
        out->mouse.target =
            grid_target(monkey->grid, out->mouse.row, out->mouse.column, &out->mouse.inside);
    } else {
        world_pass(monkey->journey->world, roll(monkey, 3000));
        out->kind = what < 998 ? EVENT_NONE : EVENT_LOCK;
    }
}

/* ---- what must hold ---- */

static void paint(struct monkey *monkey)
{
    grid_set_aimed(monkey->grid, monkey->journey->app->mouse);
    view_update(monkey->grid, monkey->journey->app, &monkey->memory);
    grid_shown(monkey->grid);
}

static void assert_same_lines(const struct monkey *monkey, const char *kept, const char *fresh)
{
    for (size_t row = 0; *kept || *fresh; row++) {
        size_t one = strcspn(kept, "\n"), two = strcspn(fresh, "\n");
        if (one != two || memcmp(kept, fresh, one) != 0) {
            fail_msg("after %zu keys row %zu is\n%.*s\nand should be\n%.*s", monkey->done, row,
                     (int)one, kept, (int)two, fresh);
        }
        kept += one + (kept[one] != '\0');
        fresh += two + (fresh[two] != '\0');
    }
}

/* Bit by bit or at once: the same cells. */
static void assert_picture(struct monkey *monkey)
{
    struct buf kept = BUF_INIT, fresh = BUF_INIT;
    struct grid *grid = grid_create(monkey->journey->rows, monkey->journey->columns);
    paint(monkey);
    view_paint(grid, monkey->journey->app);
    grid_dump(&kept, monkey->grid, true);
    grid_dump(&fresh, grid, true);
    assert_same_lines(monkey, buf_text(&kept), buf_text(&fresh));
    buf_finish(&kept);
    buf_finish(&fresh);
    grid_destroy(grid);
    monkey->checks++;
}

/* Everything there is in the open record, as words. */
static void describe(struct buf *out, const struct session *session)
{
    const struct record *record = session_record(session);
    for (size_t i = 0; record && i < record->edit_count; i++) {
        edit_write(out, &record->edits[i]);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; record && i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        buf_add_format(out, "%s %d %zu\n", interview->id, (int)interview->state,
                       interview->row_count);
        for (size_t j = 0; j < interview->answer_count; j++) {
            const struct record_answer *answer = interview->answers[j];
            json_t *json = answer_to_json(&answer->answer);
            buf_add_format(out, "%s %s ", answer->item, answer->row);
            json_write(out, json);
            buf_add_char(out, '\n');
            json_decref(json);
        }
    }
}

static void assert_reloads(struct monkey *monkey)
{
    struct session *session = monkey->journey->app->session;
    struct buf before = BUF_INIT, after = BUF_INIT;
    struct error err = {0};
    char id[33];
    if (session && session_record(session) && monkey->journey->app->screen == SCREEN_PATIENT) {
        snprintf(id, sizeof id, "%s", session_patient_id(session));
        describe(&before, session);
        session_close_patient(session);
        assert_true(session_open_patient(session, id, &err));
        describe(&after, session);
        assert_string_equal(buf_text(&before), buf_text(&after));
    }
    buf_finish(&before);
    buf_finish(&after);
}

/* ---- the run ---- */

static void play(struct monkey *monkey, const char *keys)
{
    for (const char *at = keys; *at;) {
        struct event event = {.kind = EVENT_KEY};
        const char *end = *at == '<' ? strchr(at, '>') : NULL;
        if (end) {
            assert_true(key_parse(&event.key, at + 1, (size_t)(end - at - 1)));
            at = end + 1;
        } else {
            event.key.name = KEY_NAME_TEXT;
            at += text_decode(at, strlen(at), &event.key.code_point);
        }
        journey_step(monkey->journey, &event);
    }
}

/* It cannot know the passphrase, and a wrong one costs time. */
static void let_in(struct monkey *monkey)
{
    struct app *app = monkey->journey->app;
    if (app->screen == SCREEN_UNLOCK) {
        world_pass(monkey->journey->world, 60000);
        panel_open(app, PANEL_UNLOCK);
        panel_know_user(app);
        play(monkey, JOURNEY_UNLOCK);
        assert_int_not_equal(app->screen, SCREEN_UNLOCK);
    }
}

/* Which command the key is going to run. */
static void note_command(struct monkey *monkey, const struct event *event)
{
    uint64_t contexts[APP_CONTEXTS_MAX];
    const struct app *app = monkey->journey->app;
    if (event->kind == EVENT_KEY) {
        app_contexts(app, contexts);
        const struct command *command = keymap_find(app->keymap, &event->key, contexts);
        if (command) {
            monkey->ran[command - command_at(0)] = true;
        }
    }
}

/* A long run reaches every command by its key; a short one most of them. */
static void assert_commands_ran(const struct monkey *monkey, size_t keys)
{
    size_t ran = 0;
    for (size_t i = 0; i < command_count(); i++) {
        ran += monkey->ran[i];
        if (!monkey->ran[i] && keys >= 100000) {
            print_message("# never ran: %s\n", command_at(i)->name);
        }
    }
    /* All but the one that ends the program, and the two for ranks, which no installed form
     * asks for. */
    assert_true(keys < 1000000 || ran >= command_count() - 3);
    assert_true(ran > command_count() / 2);
    print_message("# %zu of %zu commands\n", ran, command_count());
}

/* Where it goes after a look at the record: to what chance seldom finds. */
static void set_out(struct monkey *monkey)
{
    static const char *const ways[] = {
        "<Up><Enter>",
        "<Enter>safety<Enter><F6>heavy<Enter>", /* a pause before a part */
        "<Enter><Ctrl-F>ze",                    /* places found */
        "<Enter>safety<Enter><F6>attention<Enter>", /* choices */
    };
    play(monkey, ways[monkey->done / 997 % (sizeof ways / sizeof *ways)]);
}

static void one_event(struct monkey *monkey)
{
    struct event event;
    next_event(monkey, &event);
    note_command(monkey, &event);
    journey_step(monkey->journey, &event);
    buf_finish(&event.paste);
    paint(monkey);
    let_in(monkey);
    if (++monkey->done % 101 == 0) {
        assert_picture(monkey);
    }
    if (monkey->done % 997 == 0) {
        play(monkey, "<Esc><Esc><Esc><Esc>");
        assert_reloads(monkey);
        set_out(monkey);
    }
}

static size_t asked(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    return text && text[0] ? (size_t)strtoull(text, NULL, 10) : otherwise;
}

static void a_monkey_breaks_nothing(void **state)
{
    struct monkey monkey = {.journey = *state};
    size_t keys = asked("VERHAAL_MONKEY_KEYS", KEYS_IN_CHECK);
    monkey.state = asked("VERHAAL_MONKEY_SEED", 20260314);
    monkey.grid = grid_create(monkey.journey->rows, monkey.journey->columns);
    monkey.ran = alloc_array(command_count(), sizeof *monkey.ran);
    journey_start(monkey.journey);
    journey_make_vault(monkey.journey);
    let_in(&monkey);
    play(&monkey, "<F2>Zeynep<Enter><Enter><Enter><Enter><Enter><Enter>");
    while (monkey.done < keys) {
        one_event(&monkey);
    }
    assert_true(monkey.checks >= keys / 101);
    assert_commands_ran(&monkey, keys);
    free(monkey.ran);
    journey_stop(monkey.journey);
    grid_destroy(monkey.grid);
}

static int set_up(void **state)
{
    *state = journey_create();
    return 0;
}

static int tear_down(void **state)
{
    journey_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_monkey_breaks_nothing)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
