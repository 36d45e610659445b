/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hundred random forms that ODK's own engine has answered once, step by step
 * (tests/odk/RESULTS.md): Verhaal has to say the same today. And with one rule
 * turned round it must not.
 */
#include "base/alloc.h"
#include "base/edtf.h"
#include "base/file.h"
#include "tests/odk/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct album_case {
    const char *name; /* "17 2026-11-23" */
    size_t name_length;
    const char *form;
    size_t form_length;
    const char *steps; /* lines "> STEP" and "< STATE" */
    const char *end;
};

static const char *line_end(const char *text)
{
    const char *end = strchr(text, '\n');

    return end ? end + 1 : text + strlen(text);
}

/* The next case at *AT; false at the end. */
static bool next_case(struct album_case *out, const char **at)
{
    if (strncmp(*at, "== ", 3) != 0)
        return false;
    out->name = *at + 3;
    out->form = line_end(*at);
    out->name_length = (size_t)(out->form - out->name) - 1;
    for (*at = out->form; **at && **at != '>'; *at = line_end(*at))
        ;
    out->form_length = (size_t)(*at - out->form);
    for (out->steps = *at; **at == '>' || **at == '<'; *at = line_end(*at))
        ;
    out->end = *at;
    return true;
}

static int32_t day_of(const struct album_case *one)
{
    const char *day = memchr(one->name, ' ', one->name_length);
    struct edtf date;
    int32_t first, last;

    assert_non_null(day);
    assert_true(edtf_parse(&date, day + 1, 10, NULL));
    edtf_bounds(&date, &first, &last);
    return first;
}

/* How many of the states are not what the album says; the first goes to DIFFERENCE. */
static size_t replay(const struct album_case *one, const struct buf *text, struct buf *difference)
{
    struct error err = {0};
    struct session session;
    struct form *form;
    size_t wrong = 0;

    if (!form_read(&form, buf_text(text), text->length, "album", NULL, &err))
        fail_msg("%.*s: %s", (int)one->name_length, one->name, err.message);
    session_start(&session, form, day_of(one));
    for (const char *at = one->steps; at < one->end;) {
        struct buf step = BUF_INIT, state = BUF_INIT;
        const char *said = line_end(at), *next = line_end(said);
        bool done;

        buf_add(&step, at + 2, (size_t)(said - at) - 3);
        done = step.length == 0 || session_step(&session, buf_text(&step));
        session_state(&state, &session);
        if (!done || state.length != (size_t)(next - said) - 3 ||
            memcmp(buf_text(&state), said + 2, state.length) != 0) {
            if (wrong++ == 0)
                buf_add_format(difference, "%.*s, %s:\n  %s\n  is not\n  %.*s",
                               (int)one->name_length, one->name, buf_text(&step), buf_text(&state),
                               (int)(next - said) - 3, said + 2);
        }
        buf_finish(&state);
        buf_finish(&step);
        at = next;
    }
    session_finish(&session);
    form_destroy(form);
    return wrong;
}

static void read_album(struct buf *out)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct buf path = BUF_INIT;
    struct error err = {0};

    buf_add_format(&path, "%s/tests/odk/album.txt", source ? source : ".");
    if (!file_read(out, buf_text(&path), 4 << 20, &err))
        fail_msg("%s", err.message);
    buf_finish(&path);
}

static void test_same_as_then(void **state)
{
    struct buf album = BUF_INIT, difference = BUF_INIT;
    struct album_case one;
    size_t cases = 0, wrong = 0;

    (void)state;
    read_album(&album);
    for (const char *at = buf_text(&album); next_case(&one, &at); cases++) {
        struct buf form = BUF_INIT;

        buf_add(&form, one.form, one.form_length);
        wrong += replay(&one, &form, &difference) > 0;
        buf_finish(&form);
    }
    if (wrong > 0)
        fail_msg("%zu cases differ; %s", wrong, buf_text(&difference));
    assert_int_equal(cases, 100);
    buf_finish(&difference);
    buf_finish(&album);
}

/* "relevant: X" becomes "relevant: not(X)", the first that is there. */
static bool turn_round(struct buf *form)
{
    const char *key = strstr(buf_text(form), " relevant: >-\n");
    size_t start, end;

    if (!key)
        return false;
    start = (size_t)(line_end(key) - form->data);
    start += strspn(form->data + start, " ");
    end = start + strcspn(form->data + start, "\n");
    buf_insert(form, end, ")", 1);
    buf_insert(form, start, "not(", 4);
    return true;
}

static void test_wrong_rule_is_found(void **state)
{
    struct buf album = BUF_INIT, difference = BUF_INIT;
    struct album_case one;
    size_t turned = 0, found = 0;

    (void)state;
    read_album(&album);
    for (const char *at = buf_text(&album); next_case(&one, &at);) {
        struct buf form = BUF_INIT;

        buf_add(&form, one.form, one.form_length);
        if (turn_round(&form)) {
            turned++;
            found += replay(&one, &form, &difference) > 0;
        }
        buf_finish(&form);
    }
    /* A rule inside rows that nobody added changes nothing that can be seen. */
    assert_true(turned >= 50);
    assert_true(found * 4 >= turned * 3);
    buf_finish(&difference);
    buf_finish(&album);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_then),
        cmocka_unit_test(test_wrong_rule_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
