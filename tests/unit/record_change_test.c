/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits ready made: complete, small, and none where there is nothing to do.
 */
#include "record/change.h"

#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_a_plain_answer_is_small(void **state)
{
    struct support support;
    struct edit edit;
    struct buf out = BUF_INIT;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    edit_write(&out, &edit);
    assert_non_null(strstr(buf_text(&out), "\"before\":null,\"after\":{\"value\":\"badly\"}}"));
    assert_null(strstr(buf_text(&out), "reason"));
    assert_null(strstr(buf_text(&out), "row"));
    assert_null(strstr(buf_text(&out), "contact"));
    assert_null(strstr(buf_text(&out), "undoes"));
    assert_true(out.length < 220);
    buf_finish(&out);
    edit_finish(&edit);
    support_finish(&support);
}

static void test_nothing_changed_is_no_edit(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    assert_false(support_saying(&support, interview, "sleep", "", NULL, NULL, &edit));
    edit_finish(&edit); /* may be finished all the same */
    assert_true(support_say(&support, interview, "sleep", "", "badly"));
    assert_false(support_say(&support, interview, "sleep", "", "badly"));
    assert_true(support_say(&support, interview, "sleep", "", NULL));
    assert_null(interview_answer(interview, "sleep", ""));
    assert_false(support_say(&support, interview, "sleep", "", NULL));
    support_finish(&support);
}

static void test_a_new_contact_is_today(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    support.now = INT64_C(1767220200000); /* 2025-12-31 22:30 UTC; an hour later is a new year */
    support.world.offset_minutes = 120;
    contact_init(&contact);
    field_set(&contact.language, "ti");
    change_contact(&edit, support.record, &contact, &support.context);
    char id[33];
    memcpy(id, edit.contact, sizeof(id));
    support_apply(&support, &edit);
    const struct contact *found = record_contact(support.record, id);
    assert_string_equal(found->date, "2026-01-01");
    assert_true(found->time > 0);
    assert_string_equal(found->language, "ti");
    assert_string_equal(contact.id, ""); /* the caller's is left alone */

    contact_copy(&contact, found);
    field_set(&contact.interpreter, "Ms Tesfay");
    contact.professional = true;
    change_contact(&edit, support.record, &contact, &support.context);
    assert_string_equal(edit.contact, id);
    support_apply(&support, &edit);
    assert_int_equal(support.record->contact_count, 1);
    assert_true(support.record->contacts[0].professional);
    assert_string_equal(support.record->contacts[0].date, "2026-01-01");
    contact_finish(&contact);
    support_finish(&support);
}

static void test_an_interview_begins_with_its_form(void **state)
{
    static const char digest[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    change_begin(&edit, "cfi_core", "2026-11-23", digest, &support.context);
    assert_int_equal(strlen(edit.interview), 32);
    char id[33];
    memcpy(id, edit.interview, sizeof(id));
    int64_t time = edit.time;
    support_apply(&support, &edit);
    const struct interview *interview = record_interview(support.record, id);
    assert_string_equal(interview->form_id, "cfi_core");
    assert_string_equal(interview->form_version, "2026-11-23");
    assert_string_equal(interview->form_digest, digest);
    assert_string_equal(interview->author, "anna");
    assert_true(interview->started == time);
    assert_int_equal(interview->state, INTERVIEW_OPEN);
    support_finish(&support);
}

static void test_values_copy_deeply(void **state)
{
    struct patient one, two;
    (void)state;
    patient_init(&one);
    patient_init(&two);
    field_set(&one.name, "N");
    patient_set_birth(&one, "12 March 1980");
    patient_copy(&two, &one);
    field_set(&one.name, "M");
    assert_string_equal(two.name, "N");
    assert_string_equal(two.birth, "12 March 1980");
    assert_string_equal(two.birth_edtf, "1980-03-12");
    patient_set_birth(&two, "before the war");
    assert_string_equal(two.birth_edtf, "");
    patient_finish(&one);
    patient_finish(&two);
    patient_finish(&two); /* finished things can be finished again */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plain_answer_is_small),
        cmocka_unit_test(test_nothing_changed_is_no_edit),
        cmocka_unit_test(test_a_new_contact_is_today),
        cmocka_unit_test(test_an_interview_begins_with_its_form),
        cmocka_unit_test(test_values_copy_deeply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
