/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thousands of random edits, the same on every run: the state is always the
 * fold of the edits, every undo gives back exactly what was there before, and
 * everything survives being written and read.
 */
#include "base/alloc.h"
#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SEQUENCES 60
#define STEPS     120

static const char *const words[] = {"", "a", "Åsa", "ağrı", "قلب", "two\nlines", "x y z", "b"};
static const char *const items[] = {"sleep", "problem", "name_of_it", "cause"};
static const char *const forms[] = {"cfi_core", "bsi_intake"};

static const char *pick(struct support *support)
{
    return words[support_random(support, sizeof(words) / sizeof(words[0]))];
}

/* A row of the interview or "". */
static const char *pick_row(struct support *support, const struct interview *interview)
{
    size_t at = support_random(support, interview->row_count + 1);
    return at < interview->row_count ? interview->rows[at].id : "";
}

static const struct interview *pick_interview(struct support *support)
{
    const struct record *record = support->record;
    if (record->interview_count == 0) {
        return NULL;
    }
    return &record->interviews[support_random(support, record->interview_count)];
}

static bool random_patient(struct support *support, struct edit *out)
{
    struct patient patient;
    patient_init(&patient);
    field_set(&patient.name, pick(support));
    field_set(&patient.note, pick(support));
    patient_set_birth(&patient, support_random(support, 2) ? "1970" : "when it rained");
    change_patient(out, support->record, &patient, &support->context);
    patient_finish(&patient);
    return true;
}

static bool random_contact(struct support *support, struct edit *out)
{
    struct contact contact;
    contact_init(&contact);
    if (support->record->contact_count > 0 && support_random(support, 2)) {
        contact_copy(
            &contact,
            &support->record->contacts[support_random(support, support->record->contact_count)]);
        contact.time += (int64_t)support_random(support, 3) - 1;
    }
    field_set(&contact.interpreter, pick(support));
    contact.professional = support_random(support, 2);
    change_contact(out, support->record, &contact, &support->context);
    if (support_random(support, 8) == 0) {
        json_decref(out->after);
        out->after = NULL;
    }
    contact_finish(&contact);
    return true;
}

static bool random_interview(struct support *support, struct edit *out)
{
    const struct interview *interview = pick_interview(support);
    if (!interview || support_random(support, 4) == 0) {
        change_begin(out, forms[support_random(support, 2)], "1", NULL, &support->context);
        return true;
    }
    change_finalise(out, interview, &support->context);
    if (interview->state == INTERVIEW_FINALISED) {
        json_object_del(out->after, "state");
        out->reason = support_random(support, 2) ? alloc_string("more to say") : NULL;
    }
    return true;
}

static bool random_answer(struct support *support, struct edit *out)
{
    const struct interview *interview = pick_interview(support);
    struct answer answer;
    if (!interview) {
        edit_init(out);
        return false;
    }
    answer_init(&answer);
    const char *text = pick(support);
    value_set_text(&answer.value, text, strlen(text));
    answer.by = (enum answer_by)support_random(support, ANSWER_BY_COUNT);
    answer.state = (enum answer_state)support_random(support, ANSWER_STATE_COUNT);
    field_set(&answer.gloss, pick(support));
    bool changed = change_answer(
        out, interview, items[support_random(support, 4)], pick_row(support, interview), &answer,
        support_random(support, 2) ? "corrected" : NULL, &support->context);
    answer_finish(&answer);
    return changed;
}

static bool random_mark(struct support *support, struct edit *out)
{
    static const char *const names[] = {"trauma", "intake", "consent"};
    const struct interview *interview = pick_interview(support);
    struct mark mark;
    if (!interview) {
        edit_init(out);
        return false;
    }
    const char *item = items[support_random(support, 4)], *row = pick_row(support, interview);
    const struct mark *found = interview_mark(interview, item, row);
    mark_init(&mark);
    if (found) {
        mark_copy(&mark, found);
    }
    mark.flagged = support_random(support, 2);
    field_set(&mark.why, mark.flagged ? pick(support) : "");
    mark_set_probe(&mark, 1 + support_random(support, 3), pick(support),
                   support_random(support, 2));
    struct mark_term term = {.explained = support_random(support, 2),
                             .said_back = support_random(support, 2),
                             .by = (enum answer_by)support_random(support, ANSWER_BY_COUNT)};
    term.name = alloc_string(names[support_random(support, 3)]);
    term.relation = alloc_string(pick(support));
    mark_set_term(&mark, &term);
    free(term.name);
    free(term.relation);
    bool changed = change_mark(out, interview, item, row, &mark,
                               support_random(support, 2) ? "looked at again" : NULL,
                               &support->context);
    mark_finish(&mark);
    return changed;
}

static bool random_row(struct support *support, struct edit *out)
{
    const struct interview *interview = pick_interview(support);
    if (!interview) {
        edit_init(out);
        return false;
    }
    if (interview->row_count > 0 && support_random(support, 3) == 0) {
        change_remove_row(out, interview, pick_row(support, interview), &support->context);
    } else {
        change_add_row(out, interview, support_random(support, 2) ? "person" : "visit",
                       pick_row(support, interview), &support->context);
    }
    out->reason = support_random(support, 2) ? alloc_string("forgotten") : NULL;
    return true;
}

static bool random_capture(struct support *support, struct edit *out)
{
    const struct record *record = support->record;
    struct capture capture;
    capture_init(&capture);
    if (record->capture_count > 0 && support_random(support, 3)) {
        capture_copy(&capture, &record->captures[support_random(support, record->capture_count)]);
        capture.removed = false;
    }
    if (!capture.text[0] || support_random(support, 3) == 0) {
        const char *text = pick(support);
        field_set(&capture.text, text[0] ? text : "said in passing");
    }
    capture.by = (enum answer_by)support_random(support, ANSWER_BY_COUNT);
    capture.how = (enum answer_how)support_random(support, ANSWER_HOW_COUNT);
    field_set(&capture.gloss, pick(support));
    capture.state = (enum capture_state)support_random(support, 3);
    bool filed = capture.state == CAPTURE_FILED;
    capture.manner = (enum capture_manner)(filed ? support_random(support, 2) : 0);
    field_set(&capture.item, filed ? items[support_random(support, 4)] : "");
    world_new_id(&support->world, capture.interview);
    capture.row[0] = '\0';
    if (!filed) {
        capture.interview[0] = '\0';
    }
    change_capture(out, record, &capture, &support->context);
    capture_finish(&capture);
    return true;
}

static bool random_drawing(struct support *support, struct edit *out)
{
    static const char *const lines[] = {"mother: strong", "brother: weak <>", "1998: left Aleppo",
                                        "أم: قوي"};
    const char *kind = support_random(support, 2) ? "ecogram" : "lifeline";
    const struct drawing *drawing = record_drawing(support->record, kind);
    size_t count = 1 + support_random(support, 3), used = 0;
    struct fact_change changes[4];
    for (size_t i = 0; i < count; i++) {
        struct fact_change *change = &changes[used++];
        *change = (struct fact_change){.id = "", .line = lines[support_random(support, 4)]};
        change->words = support_random(support, 2) ? pick(support) : NULL;
        change->by = (enum answer_by)support_random(support, ANSWER_BY_COUNT);
        change->private = support_random(support, 4) == 0;
        if (drawing && i < drawing->count && support_random(support, 2)) {
            change->id = drawing->facts[drawing->count - 1 - i].id;
            change->line = support_random(support, 3) ? change->line : NULL;
        }
    }
    return change_facts(out, support->record, kind, changes, used, &support->context);
}

/* The states after each edit that is still done, so that undo can be held against them. */
struct oracle {
    char *states[STEPS + 1];
    size_t at, top;
};

static void oracle_push(struct oracle *oracle, char *state)
{
    while (oracle->top > oracle->at) {
        free(oracle->states[oracle->top--]);
    }
    oracle->states[++oracle->at] = state;
    oracle->top = oracle->at;
}

static void expect_state(const struct support *support, const char *expected)
{
    char *state = support_state(support->record, SUPPORT_SHOWN);
    assert_string_equal(state, expected);
    free(state);
}

/* One action, however many edits it was. False: there is none. */
static bool take_action(struct support *support, bool back)
{
    struct edit *edits;
    size_t count = back ? record_undo_action(support->record, &edits, &support->world, "berk")
                        : record_redo_action(support->record, &edits, &support->world, "berk");
    for (size_t i = 0; i < count; i++) {
        assert_true(count == 1 || edits[i].group[0]);
        support_apply(support, &edits[i]);
    }
    free(edits);
    return count > 0;
}

static void step_back_or_forth(struct support *support, struct oracle *oracle)
{
    bool back = support_random(support, 2);
    if (!take_action(support, back)) {
        assert_int_equal(oracle->at, back ? 0 : oracle->top);
        return;
    }
    oracle->at += back ? SIZE_MAX : 1;
    expect_state(support, oracle->states[oracle->at]);
}

/* One more edit; those of one GROUP are one action. */
static bool add_edit(struct support *support, const char group[33], size_t *refused)
{
    static bool (*const makers[])(struct support * support, struct edit * out) = {
        random_patient, random_contact, random_interview, random_answer,
        random_answer,  random_answer,  random_row,       random_capture,
        random_mark,    random_mark,    random_drawing,   random_drawing,
    };
    struct edit edit;
    bool applied = false;
    struct error err = {0};
    const struct record *record = support->record;

    char contact[33] = "";
    if (record->contact_count > 0) {
        size_t at = support_random(support, record->contact_count);
        memcpy(contact, record->contacts[at].id, sizeof(contact));
    }
    support->context.contact = contact;
    if (makers[support_random(support, sizeof(makers) / sizeof(makers[0]))](support, &edit)) {
        char *before = support_state(record, SUPPORT_ALL);
        memcpy(edit.group, group, sizeof(edit.group));
        applied = record_apply(support->record, &edit, &err);
        if (!applied) {
            char *after = support_state(record, SUPPORT_ALL);
            assert_string_equal(before, after);
            assert_true(err.message[0] != '\0');
            free(after);
            ++*refused;
        }
        free(before);
    }
    edit_finish(&edit);
    return applied;
}

static void step_new(struct support *support, struct oracle *oracle, size_t *refused)
{
    char group[33] = "";
    size_t wanted = support_random(support, 3) ? 1 : 2 + support_random(support, 3), applied = 0;
    if (wanted > 1) {
        world_new_id(&support->world, group);
    }
    for (size_t i = 0; i < wanted; i++) {
        applied += add_edit(support, group, refused);
    }
    if (applied) {
        oracle_push(oracle, support_state(support->record, SUPPORT_SHOWN));
    }
}

static void expect_same_fold(const struct record *record)
{
    struct record *copy = support_fold(record);
    char *expected = support_state(record, SUPPORT_ALL);
    char *state = support_state(copy, SUPPORT_ALL);
    assert_string_equal(state, expected);
    free(state);
    free(expected);
    record_destroy(copy);
}

/* Through text: what the vault seals and gives back. */
static void expect_same_after_reading(const struct record *record)
{
    struct record *copy = record_create();
    char *expected = support_state(record, SUPPORT_ALL);
    for (size_t i = 0; i < record->edit_count; i++) {
        struct buf first = BUF_INIT, second = BUF_INIT;
        struct error err = {0};
        struct edit edit;
        edit_write(&first, &record->edits[i]);
        assert_true(edit_read(&edit, first.data, first.length, &err));
        edit_write(&second, &edit);
        assert_string_equal(buf_text(&first), buf_text(&second));
        assert_true(edit_equal(&edit, &record->edits[i]));
        assert_true(record_apply(copy, &edit, &err));
        assert_true(record_apply(copy, &edit, &err)); /* once more changes nothing */
        edit_finish(&edit);
        buf_finish(&first);
        buf_finish(&second);
    }
    char *state = support_state(copy, SUPPORT_ALL);
    assert_string_equal(state, expected);
    free(state);
    free(expected);
    record_destroy(copy);
}

static void expect_way_back_and_forth(struct support *support, const struct oracle *oracle)
{
    char *start = support_state(support->record, SUPPORT_SHOWN);
    size_t undone = 0;
    while (take_action(support, true)) {
        undone++;
    }
    assert_int_equal(undone, oracle->at);
    expect_state(support, oracle->states[0]);
    expect_same_fold(support->record);
    while (take_action(support, false)) {
        undone--;
    }
    if (oracle->at == oracle->top) {
        assert_int_equal(undone, 0);
        expect_state(support, start);
    }
    expect_state(support, oracle->states[oracle->top]);
    free(start);
}

static void test_random_sequences(void **state)
{
    size_t edits = 0, refused = 0, amended = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        struct support support;
        struct oracle oracle = {{NULL}, 0, 0};
        support_start(&support, seed);
        oracle.states[0] = support_state(support.record, SUPPORT_SHOWN);
        for (size_t step = 0; step < STEPS; step++) {
            if (support_random(&support, 4) == 0) {
                step_back_or_forth(&support, &oracle);
            } else {
                step_new(&support, &oracle, &refused);
            }
        }
        expect_same_fold(support.record);
        expect_same_after_reading(support.record);
        expect_way_back_and_forth(&support, &oracle);
        for (size_t i = 0; i <= oracle.top; i++) {
            amended += strstr(oracle.states[i], " amended ") != NULL;
            free(oracle.states[i]);
        }
        edits += support.record->edit_count;
        support_finish(&support);
    }
    /* The sequences reach what they should: most edits, refusals and amendments. */
    assert_true(edits > 5000);
    assert_true(refused > 200);
    assert_true(amended > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
