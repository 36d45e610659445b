/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks: a flag, probes and terms go in one by one, come out by undo, are known
 * by their words, and survive being written and read.
 */
#include "record/mark.h"

#include "base/alloc.h"
#include "record/fields.h"
#include "record/state.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void apply(struct support *support, const struct mark *after, const char *reason)
{
    const struct interview *interview = support_interview(support, "cfi_core");
    struct edit edit;
    assert_true(
        change_mark(&edit, interview, "sleep", "", after, reason, &support->context));
    support_apply(support, &edit);
}

static const struct mark *now(struct support *support)
{
    return interview_mark(support_interview(support, "cfi_core"), "sleep", "");
}

static void explain(struct mark *mark, const char *name, bool said_back, enum answer_by by,
                    const char *relation)
{
    struct mark_term term = {.explained = true, .said_back = said_back, .by = by};
    term.name = alloc_string(name);
    term.relation = alloc_string(relation);
    mark_set_term(mark, &term);
    free(term.name);
    free(term.relation);
}

static void test_one_thing_after_the_other(void **state)
{
    struct support support;
    struct mark mark;
    (void)state;
    support_start(&support, 1);
    mark_init(&mark);
    assert_null(now(&support));
    mark.flagged = true;
    field_set(&mark.why, "ask again");
    apply(&support, &mark, NULL);
    mark_set_probe(&mark, 2, "Since when?", true);
    apply(&support, &mark, NULL);
    mark_set_probe(&mark, 1, "How does it feel?", true);
    apply(&support, &mark, NULL);
    explain(&mark, "trauma", true, BY_INFORMANT, "mother");
    apply(&support, &mark, NULL);

    const struct mark *found = now(&support);
    assert_true(found->flagged);
    assert_string_equal(found->why, "ask again");
    assert_string_equal(found->probes[0].text, "How does it feel?");
    assert_string_equal(found->probes[1].text, "Since when?");
    assert_true(mark_term(found, "trauma")->said_back);
    assert_string_equal(mark_term(found, "trauma")->relation, "mother");
    assert_null(mark_term(found, "other"));
    assert_string_equal(found->author, "anna");

    support_undo(&support);
    assert_null(mark_term(now(&support), "trauma"));
    support_undo(&support);
    support_undo(&support);
    assert_int_equal(now(&support)->probe_count, 0);
    support_undo(&support);
    assert_null(now(&support));
    for (int i = 0; i < 4; i++) {
        support_redo(&support);
    }
    assert_true(mark_equal(now(&support), &mark));
    mark_finish(&mark);
    support_finish(&support);
}

/* A form that puts a new probe in front renumbers nothing that was asked. */
static void test_a_probe_is_known_by_its_words(void **state)
{
    struct mark mark;
    (void)state;
    mark_init(&mark);
    mark_set_probe(&mark, 1, "Since when?", true);
    assert_true(mark_probe_asked(&mark, "Since when?"));
    assert_false(mark_probe_asked(&mark, "Who else?"));
    mark_set_probe(&mark, 4, "Since when?", true);
    assert_int_equal(mark.probe_count, 1);
    assert_int_equal(mark.probes[0].number, 4);
    mark_set_probe(&mark, 1, "Since when?", false);
    assert_true(mark_is_empty(&mark));
    assert_false(mark_probe_asked(NULL, "Since when?"));
    mark_finish(&mark);
}

static void test_who_said_a_term_back(void **state)
{
    struct mark mark;
    (void)state;
    mark_init(&mark);
    explain(&mark, "b", true, BY_PATIENT, "mother"); /* only an informant has a relation */
    assert_string_equal(mark_term(&mark, "b")->relation, "");
    explain(&mark, "a", false, BY_INFORMANT, "mother"); /* nobody said it back */
    assert_int_equal(mark_term(&mark, "a")->by, BY_PATIENT);
    assert_string_equal(mark.terms[0].name, "a");
    struct mark_term nothing = {.name = mark.terms[0].name, .relation = NULL};
    char name[] = "a";
    nothing.name = name;
    mark_set_term(&mark, &nothing);
    assert_int_equal(mark.term_count, 1);
    mark_finish(&mark);
}

static void test_nothing_new_is_no_edit(void **state)
{
    struct support support;
    struct mark mark;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    mark_init(&mark);
    assert_false(change_mark(&edit, interview, "sleep", "", &mark, NULL, &support.context));
    mark.flagged = true;
    apply(&support, &mark, NULL);
    interview = support_interview(&support, "cfi_core");
    assert_false(change_mark(&edit, interview, "sleep", "", &mark, NULL, &support.context));
    mark_finish(&mark);
    support_finish(&support);
}

static void finalise(struct support *support)
{
    struct edit edit;
    change_finalise(&edit, support_interview(support, "cfi_core"), &support->context);
    support_apply(support, &edit);
}

static void test_after_finalising(void **state)
{
    struct support support;
    struct mark mark;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    (void)support_interview(&support, "cfi_core");
    finalise(&support);
    mark_init(&mark);
    mark.flagged = true;
    apply(&support, &mark, NULL); /* the clinician's own */
    mark_set_probe(&mark, 1, "Since when?", true);
    change_mark(&edit, support_interview(&support, "cfi_core"), "sleep", "", &mark, NULL,
                &support.context);
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    apply(&support, &mark, "was forgotten");
    assert_true(support.record->traces[support.record->edit_count - 1].amendment);
    assert_false(support.record->traces[support.record->edit_count - 2].amendment);
    mark_finish(&mark);
    support_finish(&support);
}

static void test_a_change_in_between_is_a_conflict(void **state)
{
    struct support support;
    struct mark mark;
    struct edit late;
    (void)state;
    support_start(&support, 1);
    mark_init(&mark);
    mark.flagged = true;
    change_mark(&late, support_interview(&support, "cfi_core"), "sleep", "", &mark, NULL,
                &support.context);
    mark_set_probe(&mark, 1, "Since when?", true);
    apply(&support, &mark, NULL);
    support_refuse(&support, &late, ERROR_EXISTS);
    mark_finish(&mark);
    support_finish(&support);
}

/* The visit that a mark was made in stays. */
static void test_a_used_visit_stays(void **state)
{
    struct support support;
    struct contact contact;
    struct mark mark;
    struct edit edit;
    char id[33];
    (void)state;
    support_start(&support, 1);
    contact_init(&contact);
    change_contact(&edit, support.record, &contact, &support.context);
    memcpy(id, edit.contact, sizeof(id));
    support_apply(&support, &edit);
    support.context.contact = id;
    mark_init(&mark);
    mark.flagged = true;
    apply(&support, &mark, NULL);
    assert_string_equal(now(&support)->contact, id);
    change_contact(&edit, support.record, record_contact(support.record, id), &support.context);
    json_decref(edit.after);
    edit.after = NULL;
    support_refuse(&support, &edit, ERROR_EXISTS);
    mark_finish(&mark);
    contact_finish(&contact);
    support_finish(&support);
}

static bool reads(const char *text)
{
    struct error err = {0};
    json_t *json = NULL;
    struct mark mark;
    mark_init(&mark);
    assert_true(json_read(&json, text, strlen(text), 1 << 20, &err));
    bool ok = mark_from_json(&mark, json, &err);
    assert_true(ok || err.message[0] != '\0');
    json_decref(json);
    mark_finish(&mark);
    return ok;
}

static void test_reading(void **state)
{
    (void)state;
    assert_true(reads("{\"flag\":true,\"why\":\"x\"}"));
    assert_true(reads("{\"probes\":[{\"number\":1,\"text\":\"Since when?\"}],"
                      "\"terms\":[{\"term\":\"trauma\",\"said_back\":\"patient\"}]}"));
    static const char *const wrong[] = {
        "{\"flag\":false}",
        "{\"why\":\"without a flag\"}",
        "{\"probes\":{}}",
        "{\"probes\":[]}",
        "{\"probes\":[{\"number\":0,\"text\":\"a\"}]}",
        "{\"probes\":[{\"number\":1,\"text\":\"\"}]}",
        "{\"probes\":[{\"text\":\"a\"}]}",
        "{\"probes\":[{\"number\":1,\"text\":\"a\"},{\"number\":2,\"text\":\"a\"}]}",
        "{\"probes\":[7]}",
        "{\"terms\":[{\"term\":\"a\"}]}",
        "{\"terms\":[{\"explained\":true}]}",
        "{\"terms\":[{\"term\":\"a\",\"explained\":false,\"said_back\":\"patient\"}]}",
        "{\"terms\":[{\"term\":\"a\",\"said_back\":\"nobody\"}]}",
        "{\"terms\":[{\"term\":\"a\",\"said_back\":\"patient\",\"relation\":\"mother\"}]}",
        "{\"terms\":[{\"term\":\"a\",\"explained\":true},{\"term\":\"a\",\"explained\":true}]}",
        "{\"terms\":[{\"term\":3,\"explained\":true}]}",
        "{\"colour\":\"red\"}",
        "[]",
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        if (reads(wrong[i])) {
            fail_msg("accepted: %s", wrong[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_thing_after_the_other),
        cmocka_unit_test(test_a_probe_is_known_by_its_words),
        cmocka_unit_test(test_who_said_a_term_back),
        cmocka_unit_test(test_nothing_new_is_no_edit),
        cmocka_unit_test(test_after_finalising),
        cmocka_unit_test(test_a_change_in_between_is_a_conflict),
        cmocka_unit_test(test_a_used_visit_stays),
        cmocka_unit_test(test_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
