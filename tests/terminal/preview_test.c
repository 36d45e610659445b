/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form is written in one window and tried in another: `verhaal preview`
 * follows the file, keeps what was answered, tells what is wrong, outlives its
 * worker, and leaves nothing behind.
 */
#include "config.h"

#include "base/file.h"
#include "terminal/player.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "form_id: tried\nversion: \"2026-11-01\"\nform_title: {en: \"A form to try\"}\n"              \
    "languages: [en, nl]\ndefault_language: en\nstatus: draft\nitems:\n"
#define SLEPT                                                                                      \
    "  - name: slept\n    type: text\n"                                                            \
    "    label: {en: \"Where did you sleep?\", nl: \"Waar sliep u?\"}\n"
#define ATE                                                                                        \
    "  - name: ate\n    type: text\n"                                                              \
    "    label: {en: \"What did you eat?\", nl: \"Wat at u?\"}\n"
#define OVERLAY                                                                                    \
    "overlay_of: tried\nversion: \"2026-11-01\"\nlanguages: [en]\n"                               \
    "rights: Our own words\nitems:\n  slept:\n    label: {en: \"%s\"}\n"

struct tryout {
    struct player *player;
    char form[4300], memory[4300], setting[4400];
};

static void write_file(const char *path, const char *text)
{
    struct error err = {0};
    assert_true(file_write(path, text, strlen(text), FILE_REPLACE, &err));
}

static void begin(struct tryout *tryout, const char *form)
{
    tryout->player = player_create();
    const char *home = tryout->player->home;
    snprintf(tryout->form, sizeof tryout->form, "%s/tried.yaml", home);
    snprintf(tryout->memory, sizeof tryout->memory, "%s/memory", home);
    snprintf(tryout->setting, sizeof tryout->setting, "XDG_RUNTIME_DIR=%s/memory", home);
    assert_int_equal(mkdir(tryout->memory, 0700), 0);
    write_file(tryout->form, form);
}

static void open_file(struct tryout *tryout, const char *path)
{
    const struct player_window window = {
        .setting = tryout->setting, .argument = "preview", .second = path};
    player_open(tryout->player, &window);
}

struct vaults {
    const char *below;
    size_t count;
};

static void count_vault(void *self, const char *path, const struct buf *content)
{
    struct vaults *vaults = self;
    (void)content;
    vaults->count += strncmp(path, vaults->below, strlen(vaults->below)) == 0;
}

/* Files in the place of throw-away vaults. */
static size_t files_left(const struct tryout *tryout)
{
    struct vaults vaults = {tryout->memory, 0};
    player_files(tryout->player, count_vault, &vaults);
    return vaults.count;
}

static void leave(struct tryout *tryout)
{
    int status;
    assert_true(files_left(tryout) > 0); /* they are where they are looked for */
    player_play(tryout->player, "<Ctrl-Q>");
    assert_true(screen_wait_end(tryout->player->screen, &status));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(files_left(tryout), 0);
    player_destroy(tryout->player);
}

static void the_file_is_followed(void **state)
{
    struct tryout tryout;
    (void)state;
    begin(&tryout, HEAD SLEPT);
    open_file(&tryout, tryout.form);
    struct player *player = tryout.player;
    player_play(player, "<sees Nobody (preview)><sees Where did you sleep?>in a barn"
                        "<sees in a barn>");
    write_file(tryout.form, HEAD SLEPT ATE);
    player_play(player, "<sees read again><sees Where did you sleep?><sees in a barn>"
                        "<Tab><sees What did you eat?>bread<sees bread>");
    write_file(tryout.form,
               HEAD SLEPT "  - name: ate\n    type: texd\n    label: {en: \"Broken\"}\n");
    player_play(player, "<sees tried.yaml:12:><sees What did you eat?><sees bread>");
    write_file(tryout.form, HEAD ATE SLEPT);
    player_play(player, "<sees read again><sees What did you eat?><sees bread>"
                        "<Tab><sees Where did you sleep?><sees in a barn>");
    leave(&tryout);
}

static void a_worker_that_is_killed_comes_back(void **state)
{
    struct tryout tryout;
    (void)state;
    begin(&tryout, HEAD SLEPT);
    open_file(&tryout, tryout.form);
    struct player *player = tryout.player;
    player_play(player, "<sees Where did you sleep?>in a barn<sees in a barn>");
    write_file(tryout.form, HEAD SLEPT ATE);
    player_play(player, "<sees read again>");
    kill(player_worker(player), SIGKILL);
    player_play(player, "<lacks read again><sees Where did you sleep?><sees in a barn><Tab>"
                        "<sees What did you eat?>");
    leave(&tryout);
}

static void an_overlay_lies_on_its_form(void **state)
{
    struct tryout tryout;
    char overlay[4400], text[600];
    (void)state;
    begin(&tryout, HEAD SLEPT);
    snprintf(overlay, sizeof overlay, "%s/words.yaml", tryout.player->home);
    snprintf(text, sizeof text, OVERLAY, "Whose roof was it?");
    write_file(overlay, text);
    open_file(&tryout, overlay);
    player_play(tryout.player, "<sees Whose roof was it?>Ali's<sees Ali's>");
    snprintf(text, sizeof text, OVERLAY, "Under whose roof?");
    write_file(overlay, text);
    player_play(tryout.player, "<sees read again><sees Under whose roof?><sees Ali's>");
    leave(&tryout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_followed),
        cmocka_unit_test(a_worker_that_is_killed_comes_back),
        cmocka_unit_test(an_overlay_lies_on_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
