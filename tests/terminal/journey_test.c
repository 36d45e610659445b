/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main job at a real terminal with the program that is installed: a new
 * vault, a patient, all sixteen answers, killed three times in the middle of a
 * word, finished and exported. Every word must be in the file. Pages come out of
 * the fences as well.
 */
#include "config.h"

#include "journeys/story.h"
#include "base/file.h"
#include "terminal/player.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define ATTRIBUTION  "the patient, summarised"
#define LETTER_MS    40   /* a fast typist */
#define LOST_MOST_MS 1000 /* of typing, by a crash */

/* ---- a new vault ---- */

/* The groups of the recovery code as a person reads them off the screen: the only
 * line with more than six dashes in it. */
static void read_group(struct player *player, unsigned number, char *out, size_t size)
{
    out[0] = '\0';
    for (int row = 0; row < 24; row++) {
        const char *line = screen_row(player->screen, row);
        line += strspn(line, " ");
        unsigned dashes = 0;
        for (const char *c = line; *c; c++) {
            dashes += *c == '-';
        }
        if (dashes < 6) {
            continue;
        }
        for (unsigned at = 1; at < number; at++) {
            line += strcspn(line, "-") + 1;
        }
        snprintf(out, size, "%.*s", (int)strcspn(line, "- "), line);
        return;
    }
}

static void make_vault(struct player *player)
{
    char third[32], seventh[32];
    player_play(player, "<sees Your name>Anna<Enter>" PLAYER_PASSPHRASE "<Enter>" PLAYER_PASSPHRASE
                        "<Enter><sees Third group>");
    read_group(player, 3, third, sizeof third);
    read_group(player, 7, seventh, sizeof seventh);
    assert_true(third[0] && seventh[0]);
    player_play(player, third);
    player_play(player, "<Enter>");
    player_play(player, seventh);
    player_play(player, "<Enter><sees F2 adds one>");
}

/* ---- killed in the middle of a word ---- */

struct typed {
    long at[256]; /* when the letter stood on the screen */
    size_t count;
};

static size_t letter_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xC0) == 0x80) {
        length++;
    }
    return length;
}

static bool is_over(struct vterm_screen *screen, const void *until)
{
    (void)screen;
    return player_now() >= *(const long *)until;
}

/* Letter by letter in a person's rhythm, up to BYTES of TEXT. */
static void type_slowly(struct player *player, const char *text, size_t bytes, struct typed *typed)
{
    char so_far[256];
    for (size_t at = 0; at < bytes;) {
        size_t length = letter_length(text + at);
        long next = player_now() + LETTER_MS;
        screen_send_bytes(player->screen, text + at, length);
        at += length;
        snprintf(so_far, sizeof so_far, "%.*s", (int)at, text);
        assert_true(text[at - 1] == ' ' || screen_wait_for(player->screen, so_far));
        typed->at[typed->count++] = player_now();
        assert_true(screen_wait_until(player->screen, is_over, &next, "the next letter"));
    }
}

/* How many bytes of TEXT stand on the screen. */
static size_t kept_of(struct player *player, const char *text)
{
    char prefix[256];
    size_t kept = 0;
    for (size_t at = 0; text[at];) {
        at += letter_length(text + at);
        snprintf(prefix, sizeof prefix, "%.*s", (int)at, text);
        if (text[at - 1] != ' ' && screen_shows(player->screen, prefix)) {
            kept = at;
        }
    }
    return kept;
}

static size_t letters_in(const char *text, size_t bytes)
{
    size_t count = 0;
    for (size_t at = 0; at < bytes; at++) {
        count += ((unsigned char)text[at] & 0xC0) != 0x80;
    }
    return count;
}

/* A space at the end of what was kept shows only when something follows it. */
static size_t space_kept(struct player *player, const char *text, size_t kept)
{
    char marked[256];
    player_play(player, "+<sees +>");
    snprintf(marked, sizeof marked, "%.*s +", (int)kept, text);
    bool space = screen_shows(player->screen, marked);
    player_play(player, "<Backspace><lacks +>");
    return space;
}

enum killed { KILLED_WORKER, KILLED_SUPERVISOR, KILLED_BOTH };

static void kill_it(struct player *player, enum killed who)
{
    pid_t worker = player_worker(player), supervisor = screen_pid(player->screen);
    int status;
    if (who != KILLED_WORKER) {
        kill(supervisor, SIGKILL);
    }
    if (who != KILLED_SUPERVISOR) {
        kill(worker, SIGKILL);
    }
    if (who != KILLED_WORKER) {
        assert_true(screen_wait_end(player->screen, &status));
        assert_true(screen_wait_closed(player->screen)); /* the worker is gone as well */
        player_close(player);
        player_open(player, NULL);
    }
}

/* Types half of the answer, is killed, comes back, and goes on with what is kept. */
static void say_and_die(struct player *player, size_t index, enum killed who)
{
    struct buf text = BUF_INIT;
    struct typed typed = {.count = 0};
    story_text(&text, index);
    const char *words = buf_text(&text);
    size_t half = text.length * 3 / 4;
    while (((unsigned char)words[half] & 0xC0) == 0x80) {
        half++;
    }
    type_slowly(player, words, half, &typed);
    long killed = player_now();
    kill_it(player, who);
    /* A new screen: what stood on the old one is no proof. */
    player_play(player, "<lacks typing>" PLAYER_UNLOCK "<sees typing><sees F6>");
    size_t due = 0, kept = kept_of(player, words);
    while (due < typed.count && typed.at[due] < killed - LOST_MOST_MS) {
        due++;
    }
    print_message("# typed %zu letters, %zu of them over a second ago, kept %zu\n", typed.count,
                  due, letters_in(words, kept));
    assert_true(due > 0);
    if (letters_in(words, kept) < due) {
        screen_print(player->screen);
        fail_msg("too much is lost");
    }
    if (who == KILLED_SUPERVISOR) {
        assert_int_equal(kept, half); /* its worker locked before it ended */
    }
    kept += space_kept(player, words, kept);
    player_type(player, words + kept, text.length - kept);
    buf_finish(&text);
}

/* ---- the interview ---- */

static void say(struct player *player, size_t index)
{
    struct buf text = BUF_INIT;
    story_text(&text, index);
    player_type(player, buf_text(&text), text.length);
    buf_finish(&text);
}

static void answer_all(struct player *player)
{
    for (size_t i = 0; i < story_count(); i++) {
        const char *item = story_at(i)->item;
        if (strcmp(item, STORY_INFORMANT_ITEM) == 0) {
            player_play(player, "<F3><sees Whose words>2<Enter>");
            player_play(player, story_informant);
            player_play(player, "<Enter>1<Enter>tr<Enter><Enter><lacks Whose words>");
        }
        if (strcmp(item, "identity_and_problem") == 0) {
            say_and_die(player, i, KILLED_WORKER);
        } else if (strcmp(item, "barriers") == 0) {
            say_and_die(player, i, KILLED_SUPERVISOR);
        } else if (strcmp(item, "help_wanted") == 0) {
            say_and_die(player, i, KILLED_BOTH);
        } else {
            say(player, i);
        }
        player_play(player, "<sees typing><Tab>");
        if (strcmp(item, "reason_for_coming") == 0) {
            player_play(player, "yorgunluk<sees typing><Enter><Tab>");
        } else if (strcmp(item, "worst_part") == 0) {
            player_play(player, "<sees Staying the same>3<Enter>");
        } else if (strcmp(item, "what_eases") == 0) {
            player_play(player, "<F4><sees Because>2<Enter>not today<Enter>");
        } else if (strcmp(item, "what_worsens") == 0) {
            player_play(player, "<Shift-Tab><sees büro2000.><Tab><Tab>");
        } else if (strcmp(item, "past_help") == 0) {
            player_play(player, "<Tab><Tab>");
        } else if (strcmp(item, "help_others_suggest") == 0) {
            player_play(player, "<Tab>");
        }
    }
}

struct export
{
    struct buf markdown;
    size_t files;
};

static void take_export(void *self, const char *path, const struct buf *content)
{
    struct export *export = self;
    size_t length = strlen(path);
    if (length > 3 && strcmp(path + length - 3, ".md") == 0) {
        export->files++;
        buf_clear(&export->markdown);
        buf_add(&export->markdown, buf_text(content), content->length);
    }
}

static void assert_exported(const struct player *player)
{
    struct export export = {.files = 0};
    struct buf missing = BUF_INIT, read = BUF_INIT;
    player_files(player, take_export, &export);
    assert_int_equal(export.files, 1);
    if (!story_is_told(buf_text(&export.markdown), export.markdown.length, ATTRIBUTION, &missing)) {
        fail_msg("missing: %s\nin: %s", buf_text(&missing), buf_text(&export.markdown));
    }
    story_read_markdown(&read, buf_text(&export.markdown), export.markdown.length);
    assert_non_null(strstr(buf_text(&read), "not today"));
    assert_non_null(strstr(buf_text(&read), "Yılmaz"));
    buf_finish(&missing);
    buf_finish(&read);
    buf_finish(&export.markdown);
}

#if defined(HAVE_PDF) && !defined(BUILT_WITH_ASAN)
static void take_pages(void *self, const char *path, const struct buf *content)
{
    size_t *found = self, length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, ".pdf") == 0) {
        assert_true(content->length > 7);
        assert_memory_equal(content->data, "%PDF-1.", 7);
        ++*found;
    }
}

/* The module and its libraries are loaded behind Landlock and seccomp. */
static void export_pages(struct player *player)
{
    size_t found = 0;
    player_play(player, "<F4><sees File name>6<Enter><Enter><lacks File name>");
    player_files(player, take_pages, &found);
    assert_int_equal(found, 1);
}
#elif defined(BUILT_WITH_ASAN)
/* fontconfig keeps a block to itself: a leak, and the end of the worker. */
static void export_pages(struct player *player)
{
    (void)player;
}
#else
static void export_pages(struct player *player)
{
    player_play(player, "<F4><sees File name>6<Enter><Enter><sees without PDF><Esc>"
                        "<lacks File name>");
}
#endif

static void from_new_vault_to_summary(void **state)
{
    struct player *player = player_create();
    int status;
    (void)state;
    player_open(player, NULL);
    make_vault(player);
    player_play(player, "<F2>Yılmaz, Ayşe<Enter><Enter><Enter><Enter><Enter>"
                        "<sees Yılmaz, Ayşe><lacks New patient><Enter><Tab>");
    answer_all(player);
    player_play(player,
                "<F9><sees Intake summary><sees More><Esc><sees F6><Ctrl-T><sees [finalised]><F9>"
                "<F4><sees File name><Enter><Enter><lacks File name>");
    assert_exported(player);
    export_pages(player);
    player_play(player, "<Esc><sees F6><Ctrl-Q>");
    assert_true(screen_wait_end(player->screen, &status));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(screen_cooked(player->screen));
    assert_false(screen_holds(player->screen, "Yılmaz"));
    player_close(player);
    player_open(player, NULL);
    player_play(player, PLAYER_UNLOCK "<sees Yılmaz, Ayşe><sees finalised>");
    player_destroy(player);
}

/* The fence lets the program read the forms of the site's own, and the words laid on them. */
static void forms_of_the_site(void **state)
{
    static const char form[] = "form_id: sleeping_place\nversion: 1\nlanguages: [en]\n"
                               "form_title: Where somebody sleeps\nitems:\n"
                               "  - {name: place, type: text, label: Where was the bed}\n";
    static const char overlay[] = "overlay_of: sleeping_place\nversion: 1\nlanguages: [en]\n"
                                  "rights: ours\nitems:\n  place: {label: Where was the mat}\n";
    struct player *player = player_create();
    char path[4200];
    struct error err = {0};
    (void)state;
    player_make_vault(player, "Jan");
    snprintf(path, sizeof path, "%s/config/verhaal/forms", player->home);
    assert_true(file_make_directory(path, &err));
    snprintf(path, sizeof path, "%s/config/verhaal/forms/own.yaml", player->home);
    assert_true(file_write(path, form, sizeof form - 1, FILE_NEW, &err));
    player_open(player, NULL);
    player_play(player, PLAYER_UNLOCK "<sees Jan><Enter>somebody<sees Where somebody sleeps>"
                                      "<Enter><sees Where was the bed><Ctrl-Q>");
    player_close(player);
    snprintf(path, sizeof path, "%s/config/verhaal/overlays", player->home);
    assert_true(file_make_directory(path, &err));
    snprintf(path, sizeof path, "%s/config/verhaal/overlays/own.yaml", player->home);
    assert_true(file_write(path, overlay, sizeof overlay - 1, FILE_NEW, &err));
    player_open(player, NULL);
    player_play(player, PLAYER_UNLOCK "<sees Where was the bed>");
    screen_send(player->screen, "\033c"); /* Alt-c */
    player_play(player, "<sees in other words><Enter><sees Where was the mat>");
    player_destroy(player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_new_vault_to_summary),
        cmocka_unit_test(forms_of_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
