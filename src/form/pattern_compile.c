/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the text of a pattern to its program. Repetition copies steps, so that
 * what a pattern costs is bounded by the length of its program.
 */
#include "form/pattern.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/pattern_program.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH  16
#define MAX_REPEAT 255

/* A program in the making, with all the room that one may have. */
struct draft {
    struct step steps[PATTERN_MAX_STEPS];
    struct range ranges[PATTERN_MAX_RANGES];
    int step_count, range_count;
};

struct compiler {
    struct draft *draft;
    const char *text;
    size_t length, at;
    int depth;
    struct error *err;
};

static bool fail(struct compiler *compiler, const char *message)
{
    unsigned column = 1;

    for (size_t at = 0; at < compiler->at;) {
        uint32_t code_point;

        at += text_decode(compiler->text + at, compiler->length - at, &code_point);
        column++;
    }
    error_set(compiler->err, ERROR_INVALID, "%s", message);
    if (compiler->err)
        compiler->err->column = column;
    return false;
}

static bool peek(const struct compiler *compiler, char c)
{
    return compiler->at < compiler->length && compiler->text[compiler->at] == c;
}

static uint32_t next(struct compiler *compiler)
{
    uint32_t code_point;

    compiler->at +=
        text_decode(compiler->text + compiler->at, compiler->length - compiler->at, &code_point);
    return code_point;
}

static bool emit(struct compiler *compiler, struct step step)
{
    struct draft *draft = compiler->draft;

    if (draft->step_count == PATTERN_MAX_STEPS)
        return fail(compiler, _("the pattern is too long or repeats too much"));
    draft->steps[draft->step_count++] = step;
    return true;
}

static bool insert(struct compiler *compiler, int at, struct step step)
{
    struct draft *draft = compiler->draft;

    if (!emit(compiler, step))
        return false;
    memmove(&draft->steps[at + 1], &draft->steps[at],
            (size_t)(draft->step_count - at - 1) * sizeof(step));
    draft->steps[at] = step;
    return true;
}

static bool add_range(struct compiler *compiler, uint32_t low, uint32_t high)
{
    struct draft *draft = compiler->draft;

    if (draft->range_count == PATTERN_MAX_RANGES)
        return fail(compiler, _("the pattern has too many ranges"));
    draft->ranges[draft->range_count++] = (struct range){low, high};
    return true;
}

/* What \d, \w and \s stand for; 0 ends a list. */
static const struct {
    char letter;
    struct range ranges[5];
} named_classes[] = {
    {'d', {{'0', '9'}}},
    {'w', {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
    {'s', {{'\t', '\r'}, {' ', ' '}, {0xa0, 0xa0}}},
};

/* At most one of these inside [], since \D there would need a set of sets. */
static bool add_named(struct compiler *compiler, char letter, bool *found)
{
    *found = false;
    for (size_t i = 0; i < sizeof(named_classes) / sizeof(named_classes[0]); i++) {
        if (named_classes[i].letter != letter)
            continue;
        *found = true;
        for (const struct range *range = named_classes[i].ranges; range->low; range++)
            if (!add_range(compiler, range->low, range->high))
                return false;
    }
    return true;
}

static bool escaped(struct compiler *compiler, uint32_t *code_point)
{
    if (compiler->at == compiler->length)
        return fail(compiler, _("the pattern ends in \\; write \\\\ for the character itself"));
    *code_point = next(compiler);
    if (*code_point == 'n')
        *code_point = '\n';
    else if (*code_point == 't')
        *code_point = '\t';
    else if ((*code_point >= '0' && *code_point <= '9') ||
             (*code_point >= 'A' && *code_point <= 'Z') ||
             (*code_point >= 'a' && *code_point <= 'z'))
        return fail(compiler, _("\\ before this character means nothing here; "
                                "\\d \\D \\w \\W \\s \\S \\n \\t are known"));
    return true;
}

static bool class_member(struct compiler *compiler)
{
    uint32_t low = next(compiler), high;
    bool named = false;

    if (low == '\\') {
        if (compiler->at < compiler->length &&
            !add_named(compiler, compiler->text[compiler->at], &named))
            return false;
        if (named) {
            compiler->at++;
            return true;
        }
        if (!escaped(compiler, &low))
            return false;
    }
    high = low;
    if (peek(compiler, '-') && compiler->at + 1 < compiler->length &&
        compiler->text[compiler->at + 1] != ']') {
        compiler->at++;
        high = next(compiler);
        if (high == '\\' && !escaped(compiler, &high))
            return false;
    }
    if (high < low)
        return fail(compiler, _("a range runs backwards; write the smaller character first"));
    return add_range(compiler, low, high);
}

static bool parse_class(struct compiler *compiler)
{
    struct step step = {STEP_CLASS, false, compiler->draft->range_count, 0};

    if (peek(compiler, '^')) {
        step.negated = true;
        compiler->at++;
    }
    do {
        if (compiler->at == compiler->length)
            return fail(compiler, _("[ is not closed; add ]"));
        if (!class_member(compiler))
            return false;
    } while (!peek(compiler, ']'));
    compiler->at++;
    step.second = compiler->draft->range_count;
    return emit(compiler, step);
}

static bool parse_escape(struct compiler *compiler)
{
    struct step step = {STEP_CLASS, false, compiler->draft->range_count, 0};
    char letter = compiler->at < compiler->length ? compiler->text[compiler->at] : '\0';
    uint32_t code_point;
    bool named;

    if (letter == 'D' || letter == 'W' || letter == 'S') {
        step.negated = true;
        letter = (char)(letter - 'A' + 'a');
    }
    if (!add_named(compiler, letter, &named))
        return false;
    if (named) {
        compiler->at++;
        step.second = compiler->draft->range_count;
        return emit(compiler, step);
    }
    return escaped(compiler, &code_point) &&
           emit(compiler, (struct step){STEP_CHARACTER, false, (int)code_point, 0});
}

static bool parse_choice(struct compiler *compiler);

static bool parse_group(struct compiler *compiler)
{
    if (++compiler->depth > MAX_DEPTH)
        return fail(compiler, _("the pattern is nested too deeply"));
    if (peek(compiler, '?')) {
        compiler->at++;
        if (!peek(compiler, ':'))
            return fail(compiler, _("only (?: ) is known after (?"));
        compiler->at++;
    }
    if (!parse_choice(compiler))
        return false;
    if (!peek(compiler, ')'))
        return fail(compiler, _("( is not closed; add )"));
    compiler->at++;
    compiler->depth--;
    return true;
}

static bool parse_one(struct compiler *compiler)
{
    uint32_t code_point = next(compiler);

    switch (code_point) {
    case '(':
        return parse_group(compiler);
    case '[':
        return parse_class(compiler);
    case '\\':
        return parse_escape(compiler);
    case '.':
        return emit(compiler, (struct step){STEP_ANY, false, 0, 0});
    case '*':
    case '+':
    case '?':
    case '{':
        return fail(compiler, _("there is nothing to repeat; "
                                "write \\ before the character to mean itself"));
    case '^':
        if (compiler->at == 1)
            return true;
        return fail(compiler, _("^ only belongs at the start; write \\^ for the character"));
    case '$':
        if (compiler->at == compiler->length)
            return true;
        return fail(compiler, _("$ only belongs at the end; write \\$ for the character"));
    default:
        return emit(compiler, (struct step){STEP_CHARACTER, false, (int)code_point, 0});
    }
}

static bool parse_number(struct compiler *compiler, int *out)
{
    size_t start = compiler->at;

    *out = 0;
    while (compiler->at < compiler->length && compiler->text[compiler->at] >= '0' &&
           compiler->text[compiler->at] <= '9' && *out <= MAX_REPEAT)
        *out = *out * 10 + (compiler->text[compiler->at++] - '0');
    return compiler->at > start && *out <= MAX_REPEAT;
}

/* {m}, {m,} or {m,n}; MOST is -1 without an end. */
static bool parse_bounds(struct compiler *compiler, int *least, int *most)
{
    bool good = parse_number(compiler, least);

    *most = *least;
    if (good && peek(compiler, ',')) {
        compiler->at++;
        *most = -1;
        if (!peek(compiler, '}'))
            good = parse_number(compiler, most) && *most >= *least;
    }
    if (!good || !peek(compiler, '}'))
        return fail(compiler, _("write a repetition as {2}, {2,} or {2,5}, at most 255"));
    compiler->at++;
    return true;
}

static bool copy_piece(struct compiler *compiler, int start, int length)
{
    for (int i = 0; i < length; i++)
        if (!emit(compiler, compiler->draft->steps[start + i]))
            return false;
    return true;
}

/* The piece from START to the end may be left out. */
static bool make_optional(struct compiler *compiler, int start)
{
    int length = compiler->draft->step_count - start;

    return insert(compiler, start, (struct step){STEP_SPLIT, false, 1, length + 1});
}

/* The piece from START to the end may come again, and be left out. */
static bool make_loop(struct compiler *compiler, int start)
{
    int length = compiler->draft->step_count - start;

    return insert(compiler, start, (struct step){STEP_SPLIT, false, 1, length + 2}) &&
           emit(compiler, (struct step){STEP_JUMP, false, -(length + 1), 0});
}

static bool repeat_piece(struct compiler *compiler, int start, int least, int most)
{
    struct draft *draft = compiler->draft;
    int length = draft->step_count - start;

    if (length == 0)
        return true;
    for (int i = 0; i < (most < 0 ? least : most); i++)
        if (!copy_piece(compiler, start, length))
            return false;
    if (most < 0 && !copy_piece(compiler, start, length))
        return false;
    /* The first copy was the model; what may be left out is wrapped from the end. */
    memmove(&draft->steps[start], &draft->steps[start + length],
            (size_t)(draft->step_count - start - length) * sizeof(struct step));
    draft->step_count -= length;
    if (most < 0)
        return make_loop(compiler, start + least * length);
    for (int i = most - 1; i >= least; i--)
        if (!make_optional(compiler, start + i * length))
            return false;
    return true;
}

static bool parse_piece(struct compiler *compiler)
{
    int start = compiler->draft->step_count;
    int least = 0, most = -1;

    if (!parse_one(compiler))
        return false;
    if (compiler->at == compiler->length || !strchr("*+?{", compiler->text[compiler->at]))
        return true;
    switch (compiler->text[compiler->at++]) {
    case '+':
        least = 1;
        break;
    case '?':
        most = 1;
        break;
    case '{':
        if (!parse_bounds(compiler, &least, &most))
            return false;
        break;
    default:
        break;
    }
    return repeat_piece(compiler, start, least, most);
}

static bool parse_sequence(struct compiler *compiler)
{
    while (compiler->at < compiler->length && !peek(compiler, '|') && !peek(compiler, ')'))
        if (!parse_piece(compiler))
            return false;
    return true;
}

static bool parse_choice(struct compiler *compiler)
{
    int start = compiler->draft->step_count;

    if (!parse_sequence(compiler))
        return false;
    while (peek(compiler, '|')) {
        int length = compiler->draft->step_count - start, jump;

        compiler->at++;
        if (!insert(compiler, start, (struct step){STEP_SPLIT, false, 1, length + 2}))
            return false;
        jump = compiler->draft->step_count;
        if (!emit(compiler, (struct step){STEP_JUMP, false, 0, 0}) || !parse_sequence(compiler))
            return false;
        compiler->draft->steps[jump].first = compiler->draft->step_count - jump;
    }
    return true;
}

/* Only what it takes goes into ARENA: a form may have many patterns. */
static struct pattern *keep(struct arena *arena, const struct draft *draft)
{
    struct pattern *pattern = arena_take(arena, 1, sizeof(*pattern));
    size_t steps = (size_t)draft->step_count, ranges = (size_t)draft->range_count;
    struct step *kept_steps = arena_take(arena, steps, sizeof(*kept_steps));
    struct range *kept_ranges = arena_take(arena, ranges + 1, sizeof(*kept_ranges));

    memcpy(kept_steps, draft->steps, steps * sizeof(*kept_steps));
    memcpy(kept_ranges, draft->ranges, ranges * sizeof(*kept_ranges));
    *pattern = (struct pattern){kept_steps, kept_ranges, draft->step_count, draft->range_count};
    return pattern;
}

static bool compile(struct compiler *compiler)
{
    if (!parse_choice(compiler))
        return false;
    if (compiler->at < compiler->length)
        return fail(compiler, _(") without (; write \\) for the character"));
    return emit(compiler, (struct step){STEP_MATCH, false, 0, 0});
}

bool pattern_compile(struct pattern **out, struct arena *arena, const char *text, struct error *err)
{
    struct draft *draft = alloc_array(1, sizeof(*draft));
    struct compiler compiler = {draft, text, strlen(text), 0, 0, err};
    bool good = compile(&compiler);

    if (good)
        *out = keep(arena, draft);
    free(draft);
    return good;
}
