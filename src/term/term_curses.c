/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal in front of a person. ncurses is used for what it is best at,
 * knowing terminals and writing as few bytes as possible; the keyboard is read
 * here, since Esc must act at once, half a character must not get lost, and
 * waiting must end for signals without a handler running in between.
 */
#include "config.h"

#include "term/term.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/secret.h"
#include "term/decoder.h"
#include "term/theme.h"

#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termcap.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* A window that claims to be larger is shown in its upper left part. */
#define ROWS_MOST 500
#define COLUMNS_MOST 1000

#define ESCAPE_MS 25
#define ESCAPE_MOST 10000

struct style {
    attr_t attributes;
    short pair;
};

struct curses_term {
    struct term term;
    SCREEN *screen;
    struct decoder *decoder;
    int signals;   /* a signalfd */
    sigset_t mask; /* as it was before */
    bool masked;
    int escape_ms;
    int64_t settle_at; /* when an unfinished sequence counts as what it is; -1: never */
    cchar_t *line;     /* one row on its way to curses */
    size_t line_capacity;
    int cursor_row, cursor_column; /* as shown */
    bool repaint, started, mouse;
    struct style styles[ROLE_COUNT];
};

/* Keys by the names of their capabilities, the extended ones of modern
 * descriptions among them (5: with Ctrl, 3: Alt, 6: Ctrl and Shift). */
static const struct {
    const char *capability;
    enum key_name name;
    unsigned modifiers;
} CAPABILITIES[] = {
    {"kcuu1", KEY_NAME_UP, 0},
    {"kcud1", KEY_NAME_DOWN, 0},
    {"kcub1", KEY_NAME_LEFT, 0},
    {"kcuf1", KEY_NAME_RIGHT, 0},
    {"khome", KEY_NAME_HOME, 0},
    {"kend", KEY_NAME_END, 0},
    {"kpp", KEY_NAME_PAGE_UP, 0},
    {"knp", KEY_NAME_PAGE_DOWN, 0},
    {"kich1", KEY_NAME_INSERT, 0},
    {"kdch1", KEY_NAME_DELETE, 0},
    {"kcbt", KEY_NAME_TAB, KEY_SHIFT},
    {"kent", KEY_NAME_ENTER, 0},
    {"kri", KEY_NAME_UP, KEY_SHIFT},
    {"kind", KEY_NAME_DOWN, KEY_SHIFT},
    {"kLFT", KEY_NAME_LEFT, KEY_SHIFT},
    {"kRIT", KEY_NAME_RIGHT, KEY_SHIFT},
    {"kHOM", KEY_NAME_HOME, KEY_SHIFT},
    {"kEND", KEY_NAME_END, KEY_SHIFT},
    {"kUP5", KEY_NAME_UP, KEY_CONTROL},
    {"kDN5", KEY_NAME_DOWN, KEY_CONTROL},
    {"kLFT5", KEY_NAME_LEFT, KEY_CONTROL},
    {"kRIT5", KEY_NAME_RIGHT, KEY_CONTROL},
    {"kHOM5", KEY_NAME_HOME, KEY_CONTROL},
    {"kEND5", KEY_NAME_END, KEY_CONTROL},
    {"kDC5", KEY_NAME_DELETE, KEY_CONTROL},
    {"kUP3", KEY_NAME_UP, KEY_ALT},
    {"kDN3", KEY_NAME_DOWN, KEY_ALT},
    {"kLFT3", KEY_NAME_LEFT, KEY_ALT},
    {"kRIT3", KEY_NAME_RIGHT, KEY_ALT},
    {"kLFT6", KEY_NAME_LEFT, KEY_CONTROL | KEY_SHIFT},
    {"kRIT6", KEY_NAME_RIGHT, KEY_CONTROL | KEY_SHIFT},
    {"kf1", KEY_NAME_F1, 0},
    {"kf2", KEY_NAME_F2, 0},
    {"kf3", KEY_NAME_F3, 0},
    {"kf4", KEY_NAME_F4, 0},
    {"kf5", KEY_NAME_F5, 0},
    {"kf6", KEY_NAME_F6, 0},
    {"kf7", KEY_NAME_F7, 0},
    {"kf8", KEY_NAME_F8, 0},
    {"kf9", KEY_NAME_F9, 0},
    {"kf10", KEY_NAME_F10, 0},
    {"kf11", KEY_NAME_F11, 0},
    {"kf12", KEY_NAME_F12, 0},
};

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* NULL when the terminal has no such string. */
static const char *capability(const char *name)
{
    const char *value = tigetstr(name);

    return value == (const char *)-1 ? NULL : value;
}

/* ---- Looks ---- */

static void set_styles(struct curses_term *curses, enum term_theme theme)
{
    static const struct {
        unsigned flag;
        attr_t attribute;
    } FLAGS[] = {{LOOK_BOLD, A_BOLD},
                 {LOOK_DIM, A_DIM},
                 {LOOK_REVERSE, A_REVERSE},
                 {LOOK_UNDERLINE, A_UNDERLINE}};
    const char *no_color = getenv("NO_COLOR");

    if (theme == THEME_AUTO && no_color != NULL && no_color[0] != '\0')
        theme = THEME_NONE;
    if (theme_coloured(theme) &&
        (!has_colors() || start_color() == ERR || use_default_colors() == ERR))
        theme = THEME_NONE;
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct look *look = theme_look(theme, (enum role)role);
        struct style *style = &curses->styles[role];

        for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
            style->attributes |= (look->flags & FLAGS[i].flag) != 0 ? FLAGS[i].attribute : 0;
        if ((look->text != COLOUR_OWN || look->ground != COLOUR_OWN) &&
            init_pair((short)(role + 1), (short)look->text, (short)look->ground) != ERR)
            style->pair = (short)(role + 1);
    }
}

/* ---- Showing ---- */

/* A cell as curses has it. What curses would count wider or narrower than the
 * grid does is shown as question marks, lest the rest of the line moves. Returns
 * how many it became. */
static int make_cchars(cchar_t *out, const struct cell *cell, const struct style *style)
{
    wchar_t text[GRID_MARKS + 1] = {0};
    bool plain;

    for (size_t i = 0; i < GRID_MARKS; i++)
        text[i] = (wchar_t)cell->text[i];
    plain = text[0] >= 0x20 && text[0] < 0x7f;
    if ((plain || wcwidth(text[0]) == cell->width) &&
        setcchar(out, text, style->attributes, style->pair, NULL) != ERR)
        return 1;
    for (int i = 0; i < cell->width; i++)
        (void)setcchar(&out[i], L"?", style->attributes, style->pair, NULL);
    return cell->width;
}

static void show_row(struct curses_term *curses, int row, int first, int last)
{
    const struct grid *grid = curses->term.grid;
    int count = 0;

    if (first > 0 && grid_cell(grid, row, first)->width == 0)
        first--;
    for (int column = first; column < last; column++) {
        const struct cell *cell = grid_cell(grid, row, column);
        if (cell->width > 0)
            count += make_cchars(&curses->line[count], cell, &curses->styles[cell->role]);
    }
    (void)mvadd_wchnstr(row, first, curses->line, count);
}

static void show_cursor(struct curses_term *curses)
{
    int row, column;

    grid_cursor(curses->term.grid, &row, &column);
    if (row >= grid_rows(curses->term.grid) || column >= grid_columns(curses->term.grid))
        row = -1;
    if ((row < 0) != (curses->cursor_row < 0))
        (void)curs_set(row >= 0);
    curses->cursor_row = row;
    curses->cursor_column = column;
    if (row >= 0)
        (void)move(row, column < 0 ? 0 : column);
}

static bool cursor_moved(const struct curses_term *curses)
{
    int row, column;

    grid_cursor(curses->term.grid, &row, &column);
    return row != curses->cursor_row || column != curses->cursor_column;
}

static void curses_show(struct term *term)
{
    struct curses_term *curses = (struct curses_term *)term;
    int top, bottom;
    bool damaged = grid_damaged_rows(term->grid, &top, &bottom);
    bool changed = damaged || curses->repaint || cursor_moved(curses);

    for (int row = top; row < bottom; row++) {
        int first, last;
        if (grid_damage(term->grid, row, &first, &last)) {
            show_row(curses, row, first, last);
        }
    }
    if (!changed)
        return;
    show_cursor(curses);
    (void)wnoutrefresh(stdscr);
    (void)doupdate();
    curses->repaint = false;
    grid_shown(term->grid);
}

/* ---- Waiting ---- */

static void window_size(int *rows, int *columns)
{
    struct winsize size;

    *rows = LINES;
    *columns = COLS;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        *rows = size.ws_row;
        *columns = size.ws_col;
    }
    *rows = *rows < 1 ? 1 : *rows > ROWS_MOST ? ROWS_MOST : *rows;
    *columns = *columns < 1 ? 1 : *columns > COLUMNS_MOST ? COLUMNS_MOST : *columns;
}

static void fit_line(struct curses_term *curses, int columns)
{
    alloc_grow(&curses->line, &curses->line_capacity, (size_t)columns + 1, sizeof *curses->line);
}

static bool take_resize(struct curses_term *curses, struct event *out)
{
    int rows, columns;

    window_size(&rows, &columns);
    if (rows == grid_rows(curses->term.grid) && columns == grid_columns(curses->term.grid))
        return false;
    (void)resize_term(rows, columns);
    (void)werase(stdscr);
    (void)clearok(curscr, TRUE);
    fit_line(curses, columns);
    grid_resize(curses->term.grid, rows, columns);
    curses->repaint = true;
    out->kind = EVENT_RESIZE;
    return true;
}

static bool take_signal(struct curses_term *curses, struct event *out)
{
    struct signalfd_siginfo signal;

    if (read(curses->signals, &signal, sizeof signal) != (ssize_t)sizeof signal)
        return false;
    if (signal.ssi_signo == SIGWINCH)
        return take_resize(curses, out);
    out->kind = EVENT_LOCK;
    return true;
}

/* False when the terminal is gone. */
static bool take_input(struct curses_term *curses)
{
    char bytes[4096];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    int patience;

    if (count < 0)
        return errno == EINTR || errno == EAGAIN;
    if (count == 0)
        return false;
    decoder_feed(curses->decoder, bytes, (size_t)count);
    secret_wipe(bytes, (size_t)count);
    patience = decoder_patience(curses->decoder, curses->escape_ms);
    curses->settle_at = patience < 0 ? -1 : now_ms() + patience;
    return true;
}

/* The next event out of what was already read. */
static bool take_decoded(struct curses_term *curses, struct event *out)
{
    bool settle = curses->settle_at >= 0 && now_ms() >= curses->settle_at;
    int patience;

    if (!decoder_next(curses->decoder, out, settle)) {
        if (settle)
            curses->settle_at = -1;
        return false;
    }
    patience = decoder_patience(curses->decoder, curses->escape_ms);
    if (patience < 0)
        curses->settle_at = -1;
    else if (curses->settle_at < 0)
        curses->settle_at = now_ms() + patience;
    return true;
}

/* Milliseconds until the first of two points in time; -1: neither is set. */
static int until(int64_t deadline, int64_t settle_at)
{
    int64_t first = deadline, left;

    if (first < 0 || (settle_at >= 0 && settle_at < first))
        first = settle_at;
    if (first < 0)
        return -1;
    left = first - now_ms();
    return left < 0 ? 0 : (int)left;
}

static bool curses_wait(struct term *term, struct event *out, int timeout_ms, struct error *err)
{
    struct curses_term *curses = (struct curses_term *)term;
    int64_t deadline = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;

    *out = (struct event){.kind = EVENT_NONE};
    while (!take_decoded(curses, out)) {
        struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {curses->signals, POLLIN, 0}};
        int ready = poll(fds, 2, until(deadline, curses->settle_at));

        if (ready < 0 && errno != EINTR)
            return error_errno(err, errno, _("the terminal cannot be waited for"));
        if (ready > 0 && fds[1].revents != 0 && take_signal(curses, out))
            return true;
        if (ready > 0 && fds[0].revents != 0 && !take_input(curses)) {
            out->kind = EVENT_END;
            return true;
        }
        if (ready == 0 && deadline >= 0 && now_ms() >= deadline)
            return true;
    }
    return true;
}

/* ---- Opening and closing ---- */

/* Keys send what the terminal's description says only between smkx and rmkx;
 * curses would write them when it reads, which it does not here. */
static void set_keyboard(bool on)
{
    const char *keys = capability(on ? "smkx" : "rmkx");

    if (keys != NULL)
        (void)putp(keys);
    (void)putp(on ? "\033[?2004h" : "\033[?2004l"); /* bracketed paste */
    (void)fflush(stdout);
}

/* Presses and the wheel, in the notation that has no limit of columns. */
static void curses_mouse(struct term *term, bool on)
{
    struct curses_term *curses = (struct curses_term *)term;

    if (curses->mouse != on) {
        (void)putp(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
        (void)fflush(stdout);
        curses->mouse = on;
    }
}

static void curses_close(struct term *term)
{
    struct curses_term *curses = (struct curses_term *)term;

    if (curses->started) {
        curses_mouse(term, false);
        (void)werase(stdscr);
        (void)clearok(curscr, TRUE);
        (void)wnoutrefresh(stdscr);
        (void)doupdate();
        set_keyboard(false);
        (void)endwin();
    }
    if (curses->screen != NULL)
        delscreen(curses->screen);
    if (curses->signals >= 0)
        close(curses->signals);
    (void)signal(SIGTSTP, SIG_DFL);
    if (curses->masked)
        sigprocmask(SIG_SETMASK, &curses->mask, NULL);
    decoder_destroy(curses->decoder);
    grid_destroy(term->grid);
    if (curses->line != NULL)
        secret_wipe(curses->line, curses->line_capacity * sizeof *curses->line);
    free(curses->line);
    free(curses);
}

static const struct term_ops CURSES_OPS = {curses_wait, curses_show, curses_mouse, curses_close};

/* Signals are held back and read like keys; none of them ends the process while
 * a sentence is only half saved. */
static bool hold_signals(struct curses_term *curses, struct error *err)
{
    static const int HELD[] = {SIGHUP,  SIGTERM, SIGINT,  SIGQUIT, SIGTSTP,
                               SIGUSR1, SIGCONT, SIGWINCH};
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++)
        sigaddset(&set, HELD[i]);
    if (sigprocmask(SIG_BLOCK, &set, &curses->mask) != 0)
        return error_errno(err, errno, _("signals cannot be held back"));
    curses->masked = true;
    curses->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (curses->signals < 0)
        return error_errno(err, errno, _("signals cannot be received"));
    return true;
}

static void learn_keys(struct curses_term *curses)
{
    const char *delay = getenv("ESCDELAY");
    long milliseconds = delay != NULL ? strtol(delay, NULL, 10) : 0;

    curses->escape_ms =
        milliseconds > 0 && milliseconds <= ESCAPE_MOST ? (int)milliseconds : ESCAPE_MS;
    curses->decoder = decoder_create();
    for (size_t i = 0; i < sizeof CAPABILITIES / sizeof *CAPABILITIES; i++) {
        const char *bytes = capability(CAPABILITIES[i].capability);
        struct key key = {CAPABILITIES[i].name, CAPABILITIES[i].modifiers, 0};
        if (bytes != NULL)
            decoder_teach(curses->decoder, bytes, key);
    }
}

/* Known, able to place the cursor, and of the family whose sequences are known
 * to the supervisor, which has to wipe the screen without curses. */
static bool start_screen(struct curses_term *curses, struct error *err)
{
    const char *move_cursor;

    if (MB_CUR_MAX == 1)
        (void)setlocale(LC_CTYPE, "C.UTF-8");
    /* SIGTSTP is held and read; told that it is ignored, curses leaves it alone
     * instead of guarding each update with two system calls. */
    (void)signal(SIGTSTP, SIG_IGN);
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && getenv("TERM") != NULL &&
        tgetent(NULL, getenv("TERM")) == 1)
        curses->screen = newterm(NULL, stdout, stdin);
    move_cursor = curses->screen == NULL ? NULL : capability("cup");
    if (move_cursor == NULL || strncmp(move_cursor, "\033[", 2) != 0)
        return error_set(err, ERROR_UNSUPPORTED,
                         _("this terminal cannot show a full screen (TERM is \"%s\"); set TERM "
                           "to what it is, or use the plain dialogue (--plain)"),
                         getenv("TERM") == NULL ? "" : getenv("TERM"));
    curses->started = true;
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)typeahead(-1);
    return true;
}

bool term_curses_open(struct term **out, const struct term_options *options, struct error *err)
{
    struct curses_term *curses = alloc_array(1, sizeof *curses);
    int rows, columns;

    curses->term.ops = &CURSES_OPS;
    curses->signals = -1;
    curses->settle_at = -1;
    curses->cursor_row = -1;
    if (!hold_signals(curses, err) || !start_screen(curses, err)) {
        curses_close(&curses->term);
        return false;
    }
    learn_keys(curses);
    set_styles(curses, options->theme);
    window_size(&rows, &columns);
    if (rows != LINES || columns != COLS)
        (void)resize_term(rows, columns);
    curses->term.grid = grid_create(rows, columns);
    grid_set_ascii(curses->term.grid, options->ascii);
    fit_line(curses, columns);
    (void)curs_set(0);
    curses->repaint = true;
    curses_show(&curses->term);
    set_keyboard(true);
    *out = &curses->term;
    return true;
}
