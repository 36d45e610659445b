/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal of tests: a script instead of a keyboard, a copy of the grid
 * instead of a screen, and a clock that moves only when the script says so.
 */
#include "config.h"

#include "term/term.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "term/decoder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_MOST INT64_C(86400000) /* a day */
#define SIZE_MOST 1000

enum step_kind {
    STEP_KEY,
    STEP_PASTE,
    STEP_MOUSE,
    STEP_SIZE,
    STEP_WAIT,
    STEP_LOCK,
    STEP_SHOT,
    STEP_END
};

struct step {
    enum step_kind kind;
    struct key key;
    struct mouse mouse;
    const char *text; /* of a paste or the name of a shot; in the script */
    size_t length;
    int rows, columns;
    int64_t milliseconds;
};

struct script {
    struct term term;
    char *text;
    size_t length, at;
    int64_t waiting; /* what is left of a <wait:…> */
    struct grid *shown;
    struct term_script_hooks hooks;
};

static bool script_error(const struct script *script, size_t at, struct error *err,
                         const char *what)
{
    unsigned line = 1, column = 1;

    for (size_t i = 0; i < at; i++) {
        if (script->text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)script->text[i] & 0xc0) != 0x80) {
            column++;
        }
    }
    return error_at(err, ERROR_INVALID, _("script"), line, column, "%s", what);
}

/* Digits up to the end or STOP; moves *TEXT past them. */
static bool take_number(const char **text, const char *end, int64_t most, int64_t *out)
{
    const char *start = *text;
    int64_t value = 0;

    while (*text < end && **text >= '0' && **text <= '9') {
        value = value * 10 + (**text - '0');
        if (value > most)
            return false;
        (*text)++;
    }
    *out = value;
    return *text > start;
}

static bool parse_wait(struct step *step)
{
    const char *text = step->text, *end = step->text + step->length;

    return take_number(&text, end, WAIT_MOST, &step->milliseconds) && text == end;
}

static bool parse_size(struct step *step)
{
    const char *text = step->text, *end = step->text + step->length;
    int64_t rows, columns;

    if (!take_number(&text, end, SIZE_MOST, &rows) || text == end || *text++ != 'x' ||
        !take_number(&text, end, SIZE_MOST, &columns) || text != end || rows == 0 || columns == 0)
        return false;
    step->rows = (int)rows;
    step->columns = (int)columns;
    return true;
}

static bool parse_any(struct step *step)
{
    (void)step;
    return true;
}

static bool parse_name(struct step *step)
{
    return step->length > 0;
}

static bool parse_press(struct step *step)
{
    const char *text = step->text, *end = step->text + step->length;
    int64_t row, column;

    if (!take_number(&text, end, SIZE_MOST, &row) || text == end || *text++ != ',' ||
        !take_number(&text, end, SIZE_MOST, &column) || text != end)
        return false;
    step->mouse = (struct mouse){.action = MOUSE_PRESS, .row = (int)row, .column = (int)column};
    return true;
}

static bool parse_wheel(struct step *step)
{
    bool up = step->length == 2 && memcmp(step->text, "up", 2) == 0;

    step->mouse.action = up ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
    return up || (step->length == 4 && memcmp(step->text, "down", 4) == 0);
}

static const struct {
    const char *prefix;
    enum step_kind kind;
    bool (*parse)(struct step *step);
} TAGS[] = {
    {"paste:", STEP_PASTE, parse_any}, {"size:", STEP_SIZE, parse_size},
    {"wait:", STEP_WAIT, parse_wait},  {"shot:", STEP_SHOT, parse_name},
    {"press:", STEP_MOUSE, parse_press}, {"wheel:", STEP_MOUSE, parse_wheel},
};
#define TAG_COUNT (sizeof TAGS / sizeof *TAGS)

/* What stands between '<' and '>'. */
static bool parse_tag(struct step *step, const char *text, size_t length)
{
    for (size_t i = 0; i < TAG_COUNT; i++) {
        size_t prefix = strlen(TAGS[i].prefix);
        if (length >= prefix && memcmp(text, TAGS[i].prefix, prefix) == 0) {
            step->kind = TAGS[i].kind;
            step->text = text + prefix;
            step->length = length - prefix;
            return TAGS[i].parse(step);
        }
    }
    if (length == 4 && memcmp(text, "lock", 4) == 0) {
        step->kind = STEP_LOCK;
        return true;
    }
    step->kind = STEP_KEY;
    if (length == 2 && memcmp(text, "lt", 2) == 0) {
        step->key = (struct key){KEY_NAME_TEXT, 0, '<'};
        return true;
    }
    return key_parse(&step->key, text, length);
}

/* Reads the next step; the script moves on only when it could be read. */
static bool next_step(struct script *script, struct step *step, struct error *err)
{
    const char *text = script->text, *close;
    size_t at = script->at, bytes;
    uint32_t code_point;

    *step = (struct step){.kind = STEP_END};
    while (at < script->length && (text[at] == '\n' || text[at] == '\r'))
        at++;
    if (at < script->length && text[at] == '<') {
        close = memchr(text + at, '>', script->length - at);
        if (close == NULL)
            return script_error(script, at, err,
                                _("a key begins with \"<\" but no \">\" ends it; "
                                  "write <lt> to type \"<\""));
        bytes = (size_t)(close - (text + at)) + 1;
        if (!parse_tag(step, text + at + 1, bytes - 2))
            return script_error(script, at, err,
                                _("this key or step is not known; expected for example <F4>, "
                                  "<Ctrl-P>, <paste:text>, <size:24x80>, <wait:1500>, <lock> "
                                  "or <shot:name>"));
        at += bytes;
    } else if (at < script->length) {
        bytes = text_decode(text + at, script->length - at, &code_point);
        if (!text_acceptable(code_point) || code_point == '\t')
            return script_error(script, at, err,
                                _("this character cannot be typed; write keys such as <Tab> "
                                  "by name"));
        step->kind = STEP_KEY;
        step->key = (struct key){KEY_NAME_TEXT, 0, code_point};
        at += bytes;
    }
    script->at = at;
    return true;
}

/* Lets the clock go on; true when the time the caller gave is over first. */
static bool let_time_pass(struct script *script, int timeout_ms)
{
    int64_t step = script->waiting;
    bool over = false;

    if (timeout_ms >= 0 && timeout_ms <= step) {
        step = timeout_ms;
        over = true;
    }
    script->waiting -= step;
    if (step > 0 && script->hooks.waited != NULL)
        script->hooks.waited(script->hooks.self, step);
    return over;
}

static bool take_shot(struct script *script, const struct step *step, struct error *err)
{
    char *name;
    bool ok;

    if (script->hooks.shot == NULL)
        return true;
    name = alloc_copy(step->text, step->length);
    ok = script->hooks.shot(script->hooks.self, name, script->shown, err);
    free(name);
    return ok;
}

static void step_event(struct script *script, const struct step *step, struct event *out)
{
    switch (step->kind) {
    case STEP_KEY:
        out->kind = EVENT_KEY;
        out->key = step->key;
        break;
    case STEP_PASTE:
        out->kind = EVENT_PASTE;
        decoder_clean_paste(&out->paste, step->text, step->length);
        break;
    case STEP_MOUSE:
        out->kind = EVENT_MOUSE;
        out->mouse = step->mouse;
        break;
    case STEP_SIZE:
        out->kind = EVENT_RESIZE;
        grid_resize(script->term.grid, step->rows, step->columns);
        break;
    case STEP_LOCK:
        out->kind = EVENT_LOCK;
        break;
    case STEP_END:
        out->kind = EVENT_END;
        break;
    case STEP_WAIT:
    case STEP_SHOT:
        break;
    }
}

static bool script_wait(struct term *term, struct event *out, int timeout_ms, struct error *err)
{
    struct script *script = (struct script *)term;
    struct step step;

    *out = (struct event){.kind = EVENT_NONE};
    for (;;) {
        if (script->waiting > 0 && let_time_pass(script, timeout_ms))
            return true;
        if (!next_step(script, &step, err))
            return false;
        if (step.kind == STEP_WAIT)
            script->waiting = step.milliseconds;
        else if (step.kind == STEP_SHOT && !take_shot(script, &step, err))
            return false;
        else if (step.kind != STEP_SHOT)
            break;
    }
    step_event(script, &step, out);
    return true;
}

static void script_show(struct term *term)
{
    struct script *script = (struct script *)term;

    grid_copy(script->shown, term->grid);
    grid_shown(term->grid);
}

static void script_mouse(struct term *term, bool on)
{
    (void)term;
    (void)on;
}

static void script_close(struct term *term)
{
    struct script *script = (struct script *)term;

    grid_destroy(script->shown);
    grid_destroy(term->grid);
    free(script->text);
    free(script);
}

static const struct term_ops SCRIPT_OPS = {script_wait, script_show, script_mouse, script_close};

/* The whole script is read once beforehand, so that a slip in its last line is
 * told before anything was typed. */
static bool check_script(struct script *script, struct error *err)
{
    struct step step;
    size_t bad;

    if (!text_valid(script->text, script->length, &bad))
        return script_error(script, bad, err, _("the script is not UTF-8"));
    do {
        if (!next_step(script, &step, err))
            return false;
    } while (step.kind != STEP_END);
    script->at = 0;
    return true;
}

bool term_script_open(struct term **out, const char *script_text, size_t length, int rows,
                      int columns, const struct term_script_hooks *hooks, struct error *err)
{
    struct script *script = alloc_array(1, sizeof *script);

    assert(rows > 0 && columns > 0);
    script->term.ops = &SCRIPT_OPS;
    script->term.grid = grid_create(rows, columns);
    script->shown = grid_create(rows, columns);
    script->text = alloc_copy(script_text, length);
    script->length = length;
    if (hooks != NULL)
        script->hooks = *hooks;
    if (!check_script(script, err)) {
        script_close(&script->term);
        return false;
    }
    *out = &script->term;
    return true;
}
