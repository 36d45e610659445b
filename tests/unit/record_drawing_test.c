/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts of a drawing: said, changed together, taken away, brought back where
 * they stood, and never without who said them.
 */
#include "record/drawing.h"

#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void change(struct support *support, const struct fact_change *changes, size_t count)
{
    struct edit edit;
    assert_true(change_facts(&edit, support->record, "ecogram", changes, count, &support->context));
    support_apply(support, &edit);
}

static void say(struct support *support, const char *line)
{
    change(support, &(struct fact_change){.id = "", .line = line}, 1);
}

static void expect_lines(const struct support *support, const char *expected)
{
    const struct drawing *drawing = record_drawing(support->record, "ecogram");
    struct buf lines = BUF_INIT;
    for (size_t i = 0; drawing && i < drawing->count; i++) {
        buf_add_format(&lines, "%s|", drawing->facts[i].line);
    }
    assert_string_equal(buf_text(&lines), expected);
    buf_finish(&lines);
}

static const struct fact *fact_at(const struct support *support, size_t index)
{
    const struct drawing *drawing = record_drawing(support->record, "ecogram");
    assert_non_null(drawing);
    assert_in_range(index, 0, drawing->count - 1);
    return &drawing->facts[index];
}

static void test_facts_stand_in_order(void **state)
{
    struct support support;
    (void)state;
    support_start(&support, 1);
    assert_null(record_drawing(support.record, "ecogram"));
    say(&support, "mother: strong");
    say(&support, "brother: weak");
    say(&support, "GP: stressful");
    expect_lines(&support, "mother: strong|brother: weak|GP: stressful|");
    assert_null(record_drawing(support.record, "lifeline"));
    const struct fact *fact = fact_at(&support, 1);
    assert_ptr_equal(drawing_fact(record_drawing(support.record, "ecogram"), fact->id), fact);
    assert_null(drawing_fact(record_drawing(support.record, "ecogram"), "nobody"));
    assert_string_equal(fact->author, "anna");
    assert_int_equal(fact->by, BY_PATIENT);
    support_finish(&support);
}

static void test_all_of_a_fact_is_kept(void **state)
{
    struct support support;
    struct fact_change all = {.id = "",
                              .line = "mother: strong",
                              .words = "my mum, very close",
                              .relation = "sister",
                              .source = "i/family/",
                              .by = BY_INFORMANT,
                              .private = true};
    struct fact_change less = {.line = "mother: weak", .by = BY_INFORMANT, .private = false};
    (void)state;
    support_start(&support, 1);
    change(&support, &all, 1);
    assert_string_equal(fact_at(&support, 0)->words, "my mum, very close");
    assert_string_equal(fact_at(&support, 0)->relation, "sister");
    assert_string_equal(fact_at(&support, 0)->source, "i/family/");
    assert_true(fact_at(&support, 0)->private);
    char id[33];
    memcpy(id, fact_at(&support, 0)->id, sizeof id);
    less.id = id;
    change(&support, &less, 1);
    assert_string_equal(fact_at(&support, 0)->line, "mother: weak");
    assert_string_equal(fact_at(&support, 0)->words, "my mum, very close");
    assert_false(fact_at(&support, 0)->private);
    support_finish(&support);
}

static void test_undo_brings_back_place_and_author(void **state)
{
    struct support support;
    char id[33];
    (void)state;
    support_start(&support, 1);
    say(&support, "mother: strong");
    say(&support, "brother: weak");
    say(&support, "GP: stressful");
    int64_t time = fact_at(&support, 1)->time;
    memcpy(id, fact_at(&support, 1)->id, sizeof id);
    support.context.author = "berk";
    change(&support, &(struct fact_change){.id = id, .line = "brother: strong"}, 1);
    assert_string_equal(fact_at(&support, 1)->author, "berk");
    change(&support, &(struct fact_change){.id = id}, 1);
    expect_lines(&support, "mother: strong|GP: stressful|");
    say(&support, "aunt: weak");
    support_undo(&support);
    support_undo(&support);
    expect_lines(&support, "mother: strong|brother: strong|GP: stressful|");
    assert_string_equal(fact_at(&support, 1)->author, "berk");
    support_undo(&support);
    expect_lines(&support, "mother: strong|brother: weak|GP: stressful|");
    assert_string_equal(fact_at(&support, 1)->author, "anna");
    assert_int_equal(fact_at(&support, 1)->time, time);
    support_redo(&support);
    support_redo(&support);
    expect_lines(&support, "mother: strong|GP: stressful|");
    support_undo(&support);
    assert_string_equal(fact_at(&support, 1)->author, "berk");
    support_finish(&support);
}

static void test_several_lines_are_one_edit(void **state)
{
    struct support support;
    char ids[2][33];
    (void)state;
    support_start(&support, 1);
    say(&support, "Sara: strong");
    say(&support, "GP: weak");
    say(&support, "Sara -- GP: strong");
    memcpy(ids[0], fact_at(&support, 0)->id, 33);
    memcpy(ids[1], fact_at(&support, 2)->id, 33);
    size_t edits = support.record->edit_count;
    change(&support,
           (struct fact_change[]){{.id = ids[0], .line = "Zara: strong"},
                                  {.id = ids[1], .line = "Zara -- GP: strong"},
                                  {.id = "", .line = "aunt: weak"}},
           3);
    assert_int_equal(support.record->edit_count, edits + 1);
    expect_lines(&support, "Zara: strong|GP: weak|Zara -- GP: strong|aunt: weak|");
    support_undo(&support);
    expect_lines(&support, "Sara: strong|GP: weak|Sara -- GP: strong|");
    support_finish(&support);
}

static void test_nothing_new_is_no_edit(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    say(&support, "Sara: strong");
    struct fact_change same = {.id = fact_at(&support, 0)->id, .line = "Sara: strong"};
    assert_false(change_facts(&edit, support.record, "ecogram", &same, 1, &support.context));
    struct fact_change unknown = {.id = "0123456789abcdef0123456789abcdef"};
    assert_false(change_facts(&edit, support.record, "ecogram", &unknown, 1, &support.context));
    support_finish(&support);
}

static void test_two_changes_of_one_fact_conflict(void **state)
{
    struct support support;
    struct edit first, second, third;
    (void)state;
    support_start(&support, 1);
    say(&support, "Sara: strong");
    struct fact_change weak = {.id = fact_at(&support, 0)->id, .line = "Sara: weak"};
    struct fact_change gone = {.id = weak.id};
    assert_true(change_facts(&first, support.record, "ecogram", &weak, 1, &support.context));
    assert_true(change_facts(&second, support.record, "ecogram", &gone, 1, &support.context));
    assert_true(change_facts(&third, support.record, "ecogram", &gone, 1, &support.context));
    support_apply(&support, &first);
    support_refuse(&support, &second, ERROR_EXISTS);
    support_refuse(&support, &third, ERROR_EXISTS);
    support_finish(&support);
}

static bool accepts(const char *after)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    struct edit edit;
    buf_add_format(&text,
                   "{\"edit\":\"drawing\",\"id\":\"0123456789abcdef0123456789abcdef\",\"time\":1,"
                   "\"author\":\"anna\",\"item\":\"ecogram\",\"before\":null,\"after\":%s}",
                   after);
    bool read = edit_read(&edit, buf_text(&text), text.length, &err);
    assert_int_equal(read, err.message[0] == '\0');
    edit_finish(&edit);
    buf_finish(&text);
    return read;
}

#define ID "\"00000000000000000000000000000001\""

static void test_what_is_no_fact_is_refused(void **state)
{
    (void)state;
    assert_true(accepts("{" ID ":{\"line\":\"x\"}}"));
    assert_true(accepts("{" ID ":{\"line\":\"x\",\"by\":\"clinician\",\"private\":true}}"));
    assert_false(accepts("{}"));
    assert_false(accepts("[]"));
    assert_false(accepts("null"));
    assert_false(accepts("{\"x\":{\"line\":\"x\"}}"));
    assert_false(accepts("{" ID ":\"x\"}"));
    assert_false(accepts("{" ID ":{}}"));
    assert_false(accepts("{" ID ":{\"line\":\"\"}}"));
    assert_false(accepts("{" ID ":{\"line\":\"  \"}}"));
    assert_false(accepts("{" ID ":{\"line\":\"two\\nlines\"}}"));
    assert_false(accepts("{" ID ":{\"line\":\"\\u001b[2J\"}}"));
    assert_false(accepts("{" ID ":{\"line\":1}}"));
    assert_false(accepts("{" ID ":{\"line\":\"x\",\"by\":\"nobody\"}}"));
    assert_false(accepts("{" ID ":{\"line\":\"x\",\"private\":false}}"));
    assert_false(accepts("{" ID ":{\"line\":\"x\",\"private\":1}}"));
    assert_false(accepts("{" ID ":{\"line\":\"x\",\"colour\":\"red\"}}"));
}

static void test_a_long_line_is_refused(void **state)
{
    struct buf fact = BUF_INIT;
    (void)state;
    buf_add_text(&fact, "{" ID ":{\"line\":\"");
    buf_add_repeat(&fact, "x", DRAWING_MAX_LINE);
    buf_add_text(&fact, "\"}}");
    assert_true(accepts(buf_text(&fact)));
    buf_insert(&fact, fact.length - 3, "x", 1);
    assert_false(accepts(buf_text(&fact)));
    buf_finish(&fact);
}

static void test_a_drawing_has_an_end(void **state)
{
    struct support support;
    struct edit edit;
    static struct fact_change many[DRAWING_MAX_FACTS];
    (void)state;
    support_start(&support, 1);
    for (size_t i = 0; i < DRAWING_MAX_FACTS; i++) {
        many[i] = (struct fact_change){.id = "", .line = "x"};
    }
    change(&support, many, DRAWING_MAX_FACTS);
    assert_true(change_facts(&edit, support.record, "ecogram", many, 1, &support.context));
    struct error err = {0};
    assert_false(record_apply(support.record, &edit, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    edit_finish(&edit);
    support_finish(&support);
}

/* A visit in which something was said is not taken away. */
static void test_a_visit_with_facts_stays(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    char visit[33];
    (void)state;
    support_start(&support, 1);
    contact_init(&contact);
    change_contact(&edit, support.record, &contact, &support.context);
    memcpy(visit, edit.contact, sizeof visit);
    support_apply(&support, &edit);
    support.context.contact = visit;
    say(&support, "mother: strong");
    assert_string_equal(fact_at(&support, 0)->contact, visit);
    contact_copy(&contact, record_contact(support.record, visit));
    change_contact(&edit, support.record, &contact, &support.context);
    json_decref(edit.after);
    edit.after = NULL;
    support_refuse(&support, &edit, ERROR_EXISTS);
    contact_finish(&contact);
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts_stand_in_order),
        cmocka_unit_test(test_all_of_a_fact_is_kept),
        cmocka_unit_test(test_undo_brings_back_place_and_author),
        cmocka_unit_test(test_several_lines_are_one_edit),
        cmocka_unit_test(test_nothing_new_is_no_edit),
        cmocka_unit_test(test_two_changes_of_one_fact_conflict),
        cmocka_unit_test(test_what_is_no_fact_is_refused),
        cmocka_unit_test(test_a_long_line_is_refused),
        cmocka_unit_test(test_a_drawing_has_an_end),
        cmocka_unit_test(test_a_visit_with_facts_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
