/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smallest program on this terminal: a supervisor, and a worker that shows
 * what happened and keeps one line of text. Tests type into it and kill it.
 *
 *   term_echo [bare] [job] [crash] [quiet] [theme=NAME]
 *
 * bare: no supervisor; job: under a parent that stops and continues it as a
 * shell does; crash: workers end at once; quiet: only the line is shown.
 */
#include "config.h"

#include "term/sandbox.h"
#include "term/supervisor.h"
#include "term/term.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct echo {
    struct term_options options;
    bool bare, job, crash, quiet;
    unsigned sandbox;
    int events;
    struct buf line, last;
    size_t at;
};

static const char SAMPLE[] = "日本 e\xcc\x81 ☑";
static const char *const STARTS[] = {"fresh", "locked", "crashed"};

static void paint(struct echo *echo, struct grid *grid, enum worker_start start)
{
    struct buf text = BUF_INIT;
    int width = grid_columns(grid);

    if (!echo->quiet) {
        buf_add_format(&text, "echo %s pid:%ld %s", STARTS[start], (long)getpid(),
                       sandbox_name(echo->sandbox));
        grid_line(grid, 0, 0, width, ROLE_TITLE, text.data, text.length);
        buf_clear(&text);
        buf_add_format(&text, "%d %s", echo->events, buf_text(&echo->last));
        grid_line(grid, 1, 0, width, ROLE_ERROR, text.data, text.length);
        grid_line(grid, 4, 0, width, ROLE_DONE, SAMPLE, sizeof SAMPLE - 1);
    }
    grid_line(grid, 3, 0, width, ROLE_INPUT, buf_text(&echo->line), echo->line.length);
    grid_fit(grid, grid_rows(grid) - 1, 0, width, ROLE_FOOTER, "Ctrl-Q quit");
    grid_set_cursor(grid, 3, (int)echo->at);
    buf_finish(&text);
}

static void edit(struct echo *echo, const struct key *key)
{
    if (key->name == KEY_NAME_TEXT && key->modifiers == 0 && key->code_point < 0x80) {
        char c = (char)key->code_point;
        buf_insert(&echo->line, echo->at++, &c, 1);
    } else if (key->name == KEY_NAME_BACKSPACE && echo->at > 0) {
        buf_remove(&echo->line, --echo->at, 1);
    } else if (key->name == KEY_NAME_LEFT && echo->at > 0) {
        echo->at--;
    }
}

static bool is_control(const struct key *key, char letter)
{
    return key->name == KEY_NAME_TEXT && key->modifiers == KEY_CONTROL &&
           key->code_point == (uint32_t)letter;
}

/* What ends the worker, as its exit status; -1: go on. */
static int take(struct echo *echo, const struct event *event, const struct grid *grid)
{
    buf_clear(&echo->last);
    echo->events++;
    switch (event->kind) {
    case EVENT_KEY:
        if (is_control(&event->key, 'q'))
            return WORKER_QUIT;
        if (is_control(&event->key, 'l'))
            return WORKER_LOCK;
        if (is_control(&event->key, 'f'))
            return WORKER_FAILED;
        if (is_control(&event->key, 'x'))
            abort();
        if (is_control(&event->key, 't')) /* deaf: waits for a signal that never comes */
            for (;;)
                pause();
        edit(echo, &event->key);
        buf_add_text(&echo->last, "key:");
        key_format(&echo->last, &event->key);
        buf_add_char(&echo->last, ';');
        return -1;
    case EVENT_PASTE:
        buf_add_format(&echo->last, "paste:%s;", buf_text(&event->paste));
        return -1;
    case EVENT_RESIZE:
        buf_add_format(&echo->last, "resize:%dx%d;", grid_rows(grid), grid_columns(grid));
        return -1;
    case EVENT_MOUSE:
        buf_add_format(&echo->last, "mouse:%d,%d;", event->mouse.row, event->mouse.column);
        return -1;
    case EVENT_NONE:
        return -1;
    case EVENT_LOCK:
    case EVENT_END:
        return WORKER_LOCK;
    }
    return WORKER_FAILED;
}

static int work(void *self, enum worker_start start)
{
    static const struct sandbox_paths NOWHERE = {NULL, 0, NULL, 0};
    struct echo *echo = self;
    struct term *term = NULL;
    struct error err = {0};
    char message[1200];
    int end = -1;

    if (echo->crash)
        abort();
    if ((!echo->bare && !process_harden(&err)) ||
        !term_curses_open(&term, &echo->options, &err)) {
        fprintf(stderr, "%s\n", error_text(&err, message, sizeof message));
        return WORKER_FAILED;
    }
    if (!echo->bare)
        echo->sandbox = sandbox_enter(&NOWHERE);
    while (end < 0) {
        struct event event;
        paint(echo, term->grid, start);
        term->ops->show(term);
        if (!term->ops->wait(term, &event, -1, &err))
            end = WORKER_FAILED;
        else
            end = take(echo, &event, term->grid);
        buf_finish(&event.paste);
    }
    term->ops->close(term);
    buf_finish(&echo->line);
    buf_finish(&echo->last);
    if (end == WORKER_FAILED)
        fprintf(stderr, "the worker failed\n");
    return end;
}

static int run(struct echo *echo)
{
    struct error err = {0};
    char message[1200];
    int status = EXIT_FAILURE;

    if (echo->bare)
        return work(echo, START_FRESH);
    if (!supervisor_run(work, echo, &status, &err))
        fprintf(stderr, "%s\n", error_text(&err, message, sizeof message));
    return status;
}

/* As a shell does with a job: its own group in the foreground; when it stops,
 * say so and wait for a line before it goes on. */
static int run_as_job(struct echo *echo)
{
    int status, stops = 0;
    pid_t pid = fork();

    if (pid == 0) {
        setpgid(0, 0);
        signal(SIGTTOU, SIG_IGN);
        tcsetpgrp(STDIN_FILENO, getpid());
        signal(SIGTTOU, SIG_DFL);
        exit(run(echo));
    }
    setpgid(pid, pid);
    signal(SIGTTOU, SIG_IGN);
    while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
        char line[16];
        tcsetpgrp(STDIN_FILENO, getpgrp());
        printf("job stopped by %d: %d\n", WSTOPSIG(status), ++stops);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            break;
        tcsetpgrp(STDIN_FILENO, pid);
        kill(-pid, SIGCONT);
    }
    tcsetpgrp(STDIN_FILENO, getpgrp());
    printf("job ended with %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const THEMES[] = {"theme=auto", "theme=light", "theme=dark",
                                         "theme=contrast", "theme=none"};
    struct echo echo = {0};

    setlocale(LC_ALL, "");
    for (int i = 1; i < argc; i++) {
        echo.bare = echo.bare || strcmp(argv[i], "bare") == 0;
        echo.job = echo.job || strcmp(argv[i], "job") == 0;
        echo.crash = echo.crash || strcmp(argv[i], "crash") == 0;
        echo.quiet = echo.quiet || strcmp(argv[i], "quiet") == 0;
        for (int theme = 0; theme < (int)(sizeof THEMES / sizeof *THEMES); theme++) {
            if (strcmp(argv[i], THEMES[theme]) == 0)
                echo.options.theme = (enum term_theme)theme;
        }
    }
    printf("before\n");
    return echo.job ? run_as_job(&echo) : run(&echo);
}
