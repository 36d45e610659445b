/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libvterm behind a pseudo terminal. The emulator keeps no scrollback, knows
 * nothing of the sequence that clears it, and forgets the alternate screen when
 * it is left; all that is added here, since tests for residue are about it.
 */
#include "config.h"

#include "terminal/vterm_screen.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#define CELL_BYTES (VTERM_MAX_CHARS_PER_CELL * 4)

struct bytes {
    char *data;
    size_t length, capacity;
};

struct vterm_screen {
    VTerm *vterm;
    VTermScreen *cells;
    int master;
    pid_t pid;
    bool ended, hung; /* hung: nobody has the other end open any more */
    int status;
    int rows, columns;
    bool cursor_visible, alternate;
    struct bytes output, history;
    struct bytes left; /* on the alternate screen, when it was left last */
    size_t seen; /* of the output, by the emulator */
    char *row;
};

static void *need(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static void add(struct bytes *bytes, const char *data, size_t length)
{
    if (bytes->length + length + 1 > bytes->capacity) {
        bytes->capacity = (bytes->length + length + 1) * 2;
        bytes->data = need(realloc(bytes->data, bytes->capacity));
    }
    if (length > 0)
        memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
    bytes->data[bytes->length] = '\0';
}

/* ---- Cells ---- */

static size_t encode(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* The right half of a wide character has no text of its own. */
static size_t cell_text(char *out, const VTermScreenCell *cell)
{
    size_t length = 0;

    if (cell->chars[0] == (uint32_t)-1)
        return 0;
    if (cell->chars[0] == 0) {
        out[0] = ' ';
        return 1;
    }
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
        length += encode(out + length, cell->chars[i]);
    return length;
}

static size_t trim(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

static int keep_line(int columns, const VTermScreenCell *cells, void *self)
{
    struct vterm_screen *screen = self;
    char text[CELL_BYTES];

    for (int i = 0; i < columns; i++)
        add(&screen->history, text, cell_text(text, &cells[i]));
    add(&screen->history, "\n", 1);
    return 1;
}

static int keep_property(VTermProp property, VTermValue *value, void *self)
{
    struct vterm_screen *screen = self;

    if (property == VTERM_PROP_CURSORVISIBLE)
        screen->cursor_visible = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN)
        screen->alternate = value->boolean;
    return 1;
}

static void answer(const char *bytes, size_t length, void *self)
{
    struct vterm_screen *screen = self;

    screen_send_bytes(screen, bytes, length);
}

static const VTermScreenCallbacks CALLBACKS = {.sb_pushline = keep_line,
                                               .settermprop = keep_property};

static void keep_screen(struct vterm_screen *screen)
{
    screen->left.length = 0;
    for (int row = 0; screen->alternate && row < screen->rows; row++) {
        add(&screen->left, screen_row(screen, row), strlen(screen->row));
        add(&screen->left, "\n", 1);
    }
}

static void forget_history(struct vterm_screen *screen)
{
    screen->history.length = 0;
    add(&screen->history, "", 0);
}

/* Sequences at which something is done before the emulator gets them. */
static const struct {
    const char *bytes;
    void (*act)(struct vterm_screen *screen);
} MARKS[] = {{"\033[3J", forget_history}, {"\033[?1049l", keep_screen}};
#define MARKS_COUNT (sizeof MARKS / sizeof *MARKS)

/* How many bytes at the end may be the beginning of MARK. */
static size_t begun(const char *bytes, size_t length, const char *mark)
{
    size_t tail = strlen(mark) - 1;

    tail = tail < length ? tail : length;
    while (tail > 0 && memcmp(bytes + length - tail, mark, tail) != 0)
        tail--;
    return tail;
}

static void emulate(struct vterm_screen *screen)
{
    while (screen->seen < screen->output.length) {
        const char *from = screen->output.data + screen->seen;
        size_t length = screen->output.length - screen->seen, take = length, mark = MARKS_COUNT;

        for (size_t i = 0; i < MARKS_COUNT; i++) {
            const char *at = memmem(from, length, MARKS[i].bytes, strlen(MARKS[i].bytes));
            size_t tail = begun(from, length, MARKS[i].bytes);
            if (at != NULL && (size_t)(at - from) <= take) {
                take = (size_t)(at - from);
                mark = i;
            } else if (at == NULL && length - tail < take) {
                take = length - tail;
                mark = MARKS_COUNT;
            }
        }
        vterm_input_write(screen->vterm, from, take);
        screen->seen += take;
        if (mark < MARKS_COUNT) {
            MARKS[mark].act(screen);
            vterm_input_write(screen->vterm, MARKS[mark].bytes, strlen(MARKS[mark].bytes));
            screen->seen += strlen(MARKS[mark].bytes);
        } else if (take == 0) {
            break; /* half a mark; the rest will come */
        }
    }
    vterm_screen_flush_damage(screen->cells);
}

/* ---- The program ---- */

static void set_variable(const char *setting)
{
    const char *equals = strchr(setting, '=');
    char name[64];

    if (equals == NULL) {
        unsetenv(setting);
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)(equals - setting), setting);
    setenv(name, equals + 1, 1);
}

static void become_program(const struct screen_options *options)
{
    static const char *const FIXED[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "LANGUAGE",
                                        "LINES", "COLUMNS", "NO_COLOR", "ESCDELAY", "TMUX"};

    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++)
        set_variable(FIXED[i]);
    for (size_t i = 0; options->environment != NULL && options->environment[i] != NULL; i++)
        set_variable(options->environment[i]);
    execv(options->argv[0], (char *const *)(uintptr_t)options->argv);
    fprintf(stderr, "cannot run %s: %s\n", options->argv[0], strerror(errno));
    _exit(127);
}

struct vterm_screen *screen_start(const struct screen_options *options)
{
    struct vterm_screen *screen = need(calloc(1, sizeof *screen));
    struct winsize size = {.ws_row = (unsigned short)options->rows,
                           .ws_col = (unsigned short)options->columns};

    screen->rows = options->rows;
    screen->columns = options->columns;
    screen->cursor_visible = true;
    screen->vterm = need(vterm_new(options->rows, options->columns));
    vterm_set_utf8(screen->vterm, 1);
    vterm_output_set_callback(screen->vterm, answer, screen);
    screen->cells = vterm_obtain_screen(screen->vterm);
    vterm_screen_set_callbacks(screen->cells, &CALLBACKS, screen);
    vterm_screen_enable_altscreen(screen->cells, !options->one_screen);
    vterm_screen_reset(screen->cells, 1);
    add(&screen->output, "", 0);
    add(&screen->history, "", 0);
    add(&screen->left, "", 0);
    fflush(NULL);
    screen->pid = forkpty(&screen->master, NULL, NULL, &size);
    if (screen->pid < 0)
        abort();
    if (screen->pid == 0)
        become_program(options);
    return screen;
}

static bool reap(struct vterm_screen *screen, int flags)
{
    if (!screen->ended && waitpid(screen->pid, &screen->status, flags) == screen->pid)
        screen->ended = true;
    return screen->ended;
}

void screen_unplug(struct vterm_screen *screen)
{
    if (screen->master >= 0)
        close(screen->master);
    screen->master = -1;
}

void screen_finish(struct vterm_screen *screen)
{
    screen_unplug(screen);
    if (!reap(screen, WNOHANG)) {
        kill(screen->pid, SIGKILL);
        reap(screen, 0);
    }
    vterm_free(screen->vterm);
    free(screen->output.data);
    free(screen->history.data);
    free(screen->left.data);
    free(screen->row);
    free(screen);
}

pid_t screen_pid(const struct vterm_screen *screen)
{
    return screen->pid;
}

void screen_send_bytes(struct vterm_screen *screen, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(screen->master, bytes, length);
        if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

void screen_send(struct vterm_screen *screen, const char *bytes)
{
    screen_send_bytes(screen, bytes, strlen(bytes));
}

void screen_resize(struct vterm_screen *screen, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    screen->rows = rows;
    screen->columns = columns;
    /* Fewer than two columns crash the emulator when a wide character arrives late. */
    vterm_set_size(screen->vterm, rows, columns < 2 ? 2 : columns);
    (void)ioctl(screen->master, TIOCSWINSZ, &size);
}

/* ---- Waiting ---- */

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t patience_ms(void)
{
    const char *seconds = getenv("VERHAAL_TEST_PATIENCE");
    long value = seconds == NULL ? 0 : strtol(seconds, NULL, 10);

    return value > 0 ? value * 1000 : 10000;
}

/* Reads what the program writes within the time; false: nothing came. */
static bool pump(struct vterm_screen *screen, int timeout_ms)
{
    struct pollfd fd = {screen->master, POLLIN, 0};
    char bytes[65536];
    ssize_t count;

    if (screen->master < 0 || screen->hung)
        return poll(NULL, 0, timeout_ms) != 0;
    if (poll(&fd, 1, timeout_ms) <= 0)
        return false;
    count = read(screen->master, bytes, sizeof bytes);
    if (count <= 0) {
        screen->hung = true;
        return false;
    }
    add(&screen->output, bytes, (size_t)count);
    emulate(screen);
    return true;
}

bool screen_wait_until(struct vterm_screen *screen,
                       bool (*is_true)(struct vterm_screen *screen, const void *self),
                       const void *self, const char *what)
{
    int64_t deadline = now_ms() + patience_ms();

    while (!is_true(screen, self)) {
        int64_t left = deadline - now_ms();
        if (left <= 0) {
            fprintf(stderr, "waited in vain: %s\n", what);
            screen_print(screen);
            return false;
        }
        /* What is waited for need not come with output: look again now and then. */
        (void)pump(screen, left < 20 ? (int)left : 20);
    }
    return true;
}

static bool shows(struct vterm_screen *screen, const void *text)
{
    return screen_shows(screen, text);
}

static bool shows_not(struct vterm_screen *screen, const void *text)
{
    return !screen_shows(screen, text);
}

static bool has_ended(struct vterm_screen *screen, const void *self)
{
    (void)self;
    return reap(screen, WNOHANG);
}

static bool is_closed(struct vterm_screen *screen, const void *self)
{
    (void)self;
    return screen->hung || screen->master < 0;
}

bool screen_wait_for(struct vterm_screen *screen, const char *text)
{
    return screen_wait_until(screen, shows, text, text);
}

bool screen_wait_gone(struct vterm_screen *screen, const char *text)
{
    return screen_wait_until(screen, shows_not, text, text);
}

bool screen_wait_end(struct vterm_screen *screen, int *status)
{
    if (!screen_wait_until(screen, has_ended, NULL, "the end of the program"))
        return false;
    while (pump(screen, 0)) /* its last words */
        continue;
    *status = screen->status;
    return true;
}

bool screen_wait_closed(struct vterm_screen *screen)
{
    return screen_wait_until(screen, is_closed, NULL, "all processes to let go of the terminal");
}

/* ---- Looking ---- */

const char *screen_row(struct vterm_screen *screen, int row)
{
    size_t length = 0;

    screen->row = need(realloc(screen->row, (size_t)screen->columns * CELL_BYTES + 1));
    for (int column = 0; column < screen->columns; column++) {
        VTermScreenCell cell;
        if (vterm_screen_get_cell(screen->cells, (VTermPos){row, column}, &cell))
            length += cell_text(screen->row + length, &cell);
    }
    screen->row[trim(screen->row, length)] = '\0';
    return screen->row;
}

bool screen_shows(struct vterm_screen *screen, const char *text)
{
    for (int row = 0; row < screen->rows; row++) {
        if (strstr(screen_row(screen, row), text) != NULL)
            return true;
    }
    return false;
}

/* Column by column, since bytes are no columns. */
bool screen_find(struct vterm_screen *screen, const char *text, int *out_row, int *out_column)
{
    for (int row = 0; row < screen->rows; row++) {
        const char *at = strstr(screen_row(screen, row), text);
        size_t bytes = 0;
        if (at == NULL)
            continue;
        for (int column = 0; column < screen->columns; column++) {
            VTermScreenCell cell;
            char cell_bytes[CELL_BYTES];
            if (bytes == (size_t)(at - screen->row)) {
                *out_row = row;
                *out_column = column;
                return true;
            }
            (void)vterm_screen_get_cell(screen->cells, (VTermPos){row, column}, &cell);
            bytes += cell_text(cell_bytes, &cell);
        }
    }
    return false;
}

void screen_cursor(struct vterm_screen *screen, int *row, int *column, bool *visible)
{
    VTermPos position;

    vterm_state_get_cursorpos(vterm_obtain_state(screen->vterm), &position);
    *row = position.row;
    *column = position.col;
    *visible = screen->cursor_visible;
}

struct screen_look screen_look_at(struct vterm_screen *screen, int row, int column)
{
    VTermScreenCell cell;

    (void)vterm_screen_get_cell(screen->cells, (VTermPos){row, column}, &cell);
    return (struct screen_look){
        .bold = cell.attrs.bold,
        .reverse = cell.attrs.reverse,
        .underline = cell.attrs.underline != 0,
        .coloured = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg),
    };
}

bool screen_holds(struct vterm_screen *screen, const char *text)
{
    return screen_shows(screen, text) || strstr(screen->history.data, text) != NULL ||
           (!screen->alternate && strstr(screen->left.data, text) != NULL);
}

const char *screen_output(const struct vterm_screen *screen, size_t *length)
{
    *length = screen->output.length;
    return screen->output.data;
}

bool screen_cooked(const struct vterm_screen *screen)
{
    const tcflag_t wanted = ICANON | ECHO | ISIG | IEXTEN;
    struct termios modes;

    return tcgetattr(screen->master, &modes) == 0 && (modes.c_lflag & wanted) == wanted &&
           (modes.c_iflag & ICRNL) != 0 && (modes.c_oflag & OPOST) != 0;
}

void screen_print(struct vterm_screen *screen)
{
    fprintf(stderr, "+---- %dx%d\n", screen->rows, screen->columns);
    for (int row = 0; row < screen->rows; row++)
        fprintf(stderr, "|%s\n", screen_row(screen, row));
    fprintf(stderr, "+----\n");
}
