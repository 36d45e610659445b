/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching follows all ways through the program at once, one character at a
 * time, so nothing is tried twice and no pattern is slow.
 */
#include "form/pattern.h"

#include "base/alloc.h"
#include "base/text.h"
#include "form/pattern_program.h"

#include <assert.h>
#include <stdlib.h>

/* Steps that wait for the next character; MARK says in which round each was added. */
struct threads {
    int steps[PATTERN_MAX_STEPS];
    int count;
};

struct matcher {
    const struct pattern *pattern;
    struct threads now, then;
    size_t mark[PATTERN_MAX_STEPS];
    size_t round;
    bool matched;
};

/* Follows splits and jumps; each step is entered once a round, so the stack suffices. */
static void follow(struct matcher *matcher, struct threads *threads, int step)
{
    int waiting[PATTERN_MAX_STEPS + 2];
    int count = 0;

    waiting[count++] = step;
    while (count > 0) {
        int at = waiting[--count];
        const struct step *current;

        assert(at >= 0 && at < matcher->pattern->step_count);
        current = &matcher->pattern->steps[at];
        if (matcher->mark[at] == matcher->round)
            continue;
        matcher->mark[at] = matcher->round;
        if (current->kind == STEP_MATCH) {
            matcher->matched = true;
        } else if (current->kind == STEP_SPLIT) {
            waiting[count++] = at + current->second;
            waiting[count++] = at + current->first;
        } else if (current->kind == STEP_JUMP) {
            waiting[count++] = at + current->first;
        } else {
            threads->steps[threads->count++] = at;
        }
    }
}

static bool in_class(const struct pattern *pattern, const struct step *step, uint32_t code_point)
{
    for (int i = step->first; i < step->second; i++)
        if (code_point >= pattern->ranges[i].low && code_point <= pattern->ranges[i].high)
            return !step->negated;
    return step->negated;
}

static bool takes(const struct pattern *pattern, const struct step *step, uint32_t code_point)
{
    switch (step->kind) {
    case STEP_CHARACTER:
        return (uint32_t)step->first == code_point;
    case STEP_ANY:
        return code_point != '\n';
    case STEP_CLASS:
        return in_class(pattern, step, code_point);
    case STEP_SPLIT:
    case STEP_JUMP:
    case STEP_MATCH:
        break;
    }
    return false;
}

bool pattern_matches(const struct pattern *pattern, const char *text, size_t length)
{
    struct matcher *matcher = alloc_array(1, sizeof(*matcher));
    bool matched;

    matcher->pattern = pattern;
    matcher->round = 1;
    follow(matcher, &matcher->now, 0);
    for (size_t at = 0; at < length && matcher->now.count > 0;) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
        matcher->matched = false;
        matcher->round++;
        matcher->then.count = 0;
        for (int i = 0; i < matcher->now.count; i++) {
            int step = matcher->now.steps[i];

            if (takes(pattern, &pattern->steps[step], code_point))
                follow(matcher, &matcher->then, step + 1);
        }
        matcher->now = matcher->then;
        if (at < length && matcher->now.count == 0)
            matcher->matched = false;
    }
    matched = matcher->matched && (length == 0 || matcher->round > 1);
    free(matcher);
    return matched;
}
