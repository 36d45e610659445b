/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes random forms and steps through them, with what Verhaal says after each:
 *
 *   odk_cases FIRST COUNT TODAY            one JSON line a case, for run.mjs
 *   odk_cases --album FIRST COUNT TODAY    the same as an album that `check` replays
 *   odk_cases --wrong FIRST COUNT TODAY    JSON with one wrong rule in each XForm
 *
 * A seed whose form `verhaal check` refuses gives no case.
 */
#include "base/edtf.h"
#include "base/json.h"
#include "export/xform.h"
#include "tests/odk/random_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 14

static bool read_form(struct form **out, const struct buf *text)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    bool good = form_read(out, buf_text(text), text->length, "random", &report, &err);

    if (good)
        form_check(*out, &report);
    if (report.errors > 0 && getenv("ODK_TELL"))
        for (size_t i = 0; i < report.count; i++)
            if (report.entries[i].severity == REPORT_ERROR)
                fprintf(stderr, "%s %s\n", report.entries[i].code, report.entries[i].message);
    if (good && report.errors > 0) {
        form_destroy(*out);
        good = false;
    }
    report_finish(&report);
    return good;
}

static json_t *say(const struct session *session, const char *step)
{
    struct buf state = BUF_INIT;
    json_t *said = json_object();

    session_state(&state, session);
    json_put_text(said, "do", step);
    json_put_text(said, "state", buf_text(&state));
    buf_finish(&state);
    return said;
}

static json_t *walk(const struct form *form, struct chance *chance, int32_t today)
{
    json_t *steps = json_array();
    struct session session;

    session_start(&session, form, today);
    json_array_append_new(steps, say(&session, ""));
    for (int i = 0; i < STEPS; i++) {
        struct buf step = BUF_INIT;

        if (random_step(&step, chance, &session)) {
            if (!session_step(&session, buf_text(&step))) {
                fprintf(stderr, "cannot %s\n", buf_text(&step));
                exit(1);
            }
            json_array_append_new(steps, say(&session, buf_text(&step)));
        }
        buf_finish(&step);
    }
    session_finish(&session);
    return steps;
}

/* The first condition of the XForm says the opposite: somebody has to notice. */
static void spoil(struct buf *xml)
{
    char *at = xml->data ? strstr(xml->data, " relevant=\"") : NULL;
    size_t start, length;

    if (!at)
        return;
    start = (size_t)(at - xml->data) + 11;
    length = strcspn(xml->data + start, "\"");
    buf_insert(xml, start + length, ")", 1);
    buf_insert(xml, start, "not(", 4);
}

static bool write_json(uint64_t seed, const struct form *form, json_t *steps, bool wrong)
{
    struct buf xml = BUF_INIT, line = BUF_INIT;
    struct error err = {0};
    json_t *all = json_object();
    bool good = xform_write(&xml, form, NULL, NULL, &err);

    if (!good)
        fprintf(stderr, "%llu: %s\n", (unsigned long long)seed, err.message);
    if (wrong)
        spoil(&xml);
    json_object_set_new(all, "seed", json_integer((json_int_t)seed));
    json_put_text(all, "xml", buf_text(&xml));
    json_object_set(all, "steps", steps);
    json_write(&line, all);
    if (good)
        printf("%s\n", buf_text(&line));
    json_decref(all);
    buf_finish(&line);
    buf_finish(&xml);
    return good;
}

static void write_album(uint64_t seed, const struct form *form, const json_t *steps,
                        const char *today)
{
    size_t index;
    json_t *step;

    printf("== %llu %s\n%.*s", (unsigned long long)seed, today, (int)form->text_length, form->text);
    json_array_foreach(steps, index, step)
        printf("> %s\n< %s\n", json_text(step, "do"), json_text(step, "state"));
}

int main(int count, char **words)
{
    bool album = count > 1 && strcmp(words[1], "--album") == 0;
    bool wrong = count > 1 && strcmp(words[1], "--wrong") == 0;
    char **rest = words + 1 + (album || wrong);
    int rest_count = count - 1 - (album || wrong);
    uint64_t first, cases;
    struct edtf day;
    int32_t today, last;

    if (rest_count != 3 || !edtf_parse(&day, rest[2], strlen(rest[2]), NULL)) {
        fprintf(stderr, "odk_cases [--album|--wrong] FIRST COUNT TODAY\n");
        return 2;
    }
    edtf_bounds(&day, &today, &last);
    first = strtoull(rest[0], NULL, 10);
    cases = strtoull(rest[1], NULL, 10);
    for (uint64_t seed = first; cases > 0 && seed < first + 100000; seed++) {
        struct chance chance = {seed * 0x2545f4914f6cdd1du};
        struct buf text = BUF_INIT;
        struct form *form;

        random_form(&text, &chance, "random");
        if (read_form(&form, &text)) {
            json_t *steps = walk(form, &chance, today);

            if (album)
                write_album(seed, form, steps, rest[2]);
            else if (!write_json(seed, form, steps, wrong))
                return 1;
            json_decref(steps);
            form_destroy(form);
            cases--;
        }
        buf_finish(&text);
    }
    return cases > 0;
}
