/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing is ever lost on the way to another version: random forms and random
 * answers have the same words before and after, and undo gives back the very
 * same record.
 */
#include "base/alloc.h"
#include "migration_support.h"
#include "record/carry.h"
#include "record/fields.h"
#include "record/history.h"
#include "record/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAIRS 300

static const char *const names[] = {"a", "b", "c", "d", "e", "g"};
static const char *const types[] = {
    "type: text",
    "type: text, appearance: one-line",
    "type: integer",
    "type: date",
    "type: yes_no",
    "type: select_one, choices: few",
    "type: select_one, choices: bool, other: true",
    "type: select_multiple, choices: few",
    "type: note",
};

#define NAMES (sizeof(names) / sizeof(names[0]))
#define TYPES (sizeof(types) / sizeof(types[0]))

static struct form *random_form(struct support *support, const char *version)
{
    struct buf items = BUF_INIT;
    bool used[NAMES] = {false};
    size_t made = 0;
    for (unsigned part = 0; part < 3; part++) {
        struct buf inner = BUF_INIT;
        for (size_t i = 0; i < NAMES; i++) {
            if (!used[i] && support_random(support, 3) == 0) {
                used[i] = true;
                made++;
                buf_add_format(&inner, "%s  - {name: %s, label: {en: L}, %s}\n", part ? "    " : "",
                               names[i], types[support_random(support, TYPES)]);
            }
        }
        if (part && inner.length) {
            buf_add_format(&items, "  - repeat: %c\n    label: {en: R}\n    items:\n",
                           "rst"[support_random(support, 2) + part - 1]);
        }
        buf_add(&items, inner.data, inner.length);
        buf_finish(&inner);
    }
    buf_add_text(&items, "  - {name: last, type: text, label: {en: L}}\n");
    /* Two repeats of one name would be no form. */
    struct form *form = NULL;
    const char *first = strstr(buf_text(&items), "repeat: s");
    if (first && strstr(first + 1, "repeat: s")) {
        ((char *)strstr(first + 1, "repeat: s"))[8] = 't';
    }
    form = migration_form(version, buf_text(&items));
    buf_finish(&items);
    for (size_t i = 0; i < 4; i++) {
        const char *from = names[support_random(support, NAMES)];
        const char *to = names[support_random(support, NAMES)];
        if (strcmp(from, to) != 0) {
            migration_rename(form, support_random(support, 2) ? "5" : NULL, from, to);
        }
    }
    if (support_random(support, 2)) {
        migration_rename(form, NULL, "r", "s");
    }
    return form;
}

static void random_value(struct support *support, struct answer *answer)
{
    static const char *const words[] = {"x", "two\nlines", "1998", "اسم", "spring 1998", "b"};
    const char *text = words[support_random(support, 6)];
    switch (support_random(support, 7)) {
    case 0:
        value_set_text(&answer->value, text, strlen(text));
        break;
    case 1:
        value_set_integer(&answer->value, (int64_t)support_random(support, 99));
        break;
    case 2:
        value_set_boolean(&answer->value, support_random(support, 2));
        break;
    case 3:
        value_set_date(&answer->value, "1998-05", 7);
        break;
    case 4:
        value_add_choice(&answer->value, support_random(support, 2) ? "b" : "yes");
        if (support_random(support, 2)) {
            value_add_choice(&answer->value, "yes_");
        }
        break;
    case 5:
        value_set_other(&answer->value, "mine", 4);
        break;
    default:
        field_set(&answer->words, "five or six");
    }
    answer->by = (enum answer_by)support_random(support, ANSWER_BY_COUNT);
    field_set(&answer->gloss, support_random(support, 4) ? "" : "a meaning");
}

/* Under any name and in any row, whatever the form says: drafts are older than forms. */
static void random_answers(struct support *support)
{
    char rows[4][33] = {"", "", "", ""};
    const struct interview *interview = record_interview_of(support->record, "f");
    for (size_t i = 1; i < 4; i++) {
        support_add_row(support, interview, i == 1 ? "r" : i == 2 ? "s" : "r", "", rows[i]);
    }
    for (size_t i = 0; i < 14; i++) {
        const char *item = names[support_random(support, NAMES)];
        const char *row = rows[support_random(support, 4)];
        struct answer answer;
        struct edit edit;
        answer_init(&answer);
        random_value(support, &answer);
        support->context.author = support_random(support, 2) ? "anna" : "berk";
        if (change_answer(&edit, interview, item, row, &answer, NULL, &support->context)) {
            support_apply(support, &edit);
        }
        answer_finish(&answer);
        struct mark mark;
        mark_init(&mark);
        mark.flagged = true;
        field_set(&mark.why, "look");
        mark_set_probe(&mark, 1, "and then?", true);
        if (support_random(support, 3) == 0 &&
            change_mark(&edit, interview, names[support_random(support, NAMES)],
                        rows[support_random(support, 4)], &mark, NULL, &support->context)) {
            support_apply(support, &edit);
        }
        mark_finish(&mark);
        struct capture line;
        capture_init(&line);
        field_set(&line.text, "said in passing");
        line.state = CAPTURE_FILED;
        memcpy(line.interview, interview->id, sizeof(line.interview));
        memcpy(line.row, row, sizeof(line.row));
        field_set(&line.item, item);
        if (support_random(support, 4) == 0) {
            change_capture(&edit, support->record, &line, &support->context);
            support_apply(support, &edit);
        }
        capture_finish(&line);
    }
    if (support_random(support, 2)) {
        struct edit edit;
        change_remove_row(&edit, interview, rows[3], &support->context);
        support_apply(support, &edit);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every word of every answer and mark with whose it is, in an order of its own. */
static char *all_words(const struct record *record)
{
    const struct interview *interview = record_interview_of(record, "f");
    size_t count = 0;
    char **lines = alloc_array(interview->answer_count + interview->mark_count + 1, sizeof(*lines));
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct answer *answer = &interview->answers[i]->answer;
        struct buf line = BUF_INIT;
        answer_said(&line, answer);
        buf_add_format(&line, "|%s|%s|%lld|%d", answer->gloss, answer->author,
                       (long long)answer->time, (int)answer->by);
        lines[count++] = buf_take(&line);
    }
    for (size_t i = 0; i < interview->mark_count; i++) {
        const struct mark *mark = &interview->marks[i];
        struct buf line = BUF_INIT;
        buf_add_format(&line, "%s|%zu|%s|%lld", mark->why, mark->probe_count, mark->author,
                       (long long)mark->time);
        lines[count++] = buf_take(&line);
    }
    qsort(lines, count, sizeof(*lines), compare_lines);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add_format(&out, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
    return buf_take(&out);
}

/* Each answer that is not under a question is found as kept, and no other. */
static void expect_kept(const struct record *record, const struct form *form)
{
    const struct interview *interview = record_interview_of(record, "f");
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *stored = interview->answers[i];
        const struct item *item = form_find(form, stored->item);
        if (kept_has_question(interview, form, stored)) {
            assert_true(item && item_takes_answer(item));
            assert_true((item_repeat(item) != NULL) == (stored->row[0] != '\0'));
        }
    }
}

static void expect_same_fold(const struct record *record)
{
    struct record *copy = record_create();
    for (size_t i = 0; i < record->edit_count; i++) {
        struct buf text = BUF_INIT;
        struct edit edit;
        edit_write(&text, &record->edits[i]);
        assert_true(edit_read(&edit, text.data, text.length, NULL));
        assert_true(edit_equal(&edit, &record->edits[i]));
        assert_true(record_apply(copy, &edit, NULL));
        edit_finish(&edit);
        buf_finish(&text);
    }
    char *one = support_state(record, SUPPORT_ALL), *two = support_state(copy, SUPPORT_ALL);
    assert_string_equal(one, two);
    free(one);
    free(two);
    record_destroy(copy);
}

static void check_pair(uint64_t seed, size_t *carried, size_t *aside)
{
    struct support support;
    support_start(&support, seed);
    struct form *forms[4];
    for (size_t i = 0; i < 4; i++) {
        char version[2] = {(char)('1' + (int)i), '\0'};
        forms[i] = random_form(&support, version);
    }
    migration_begin(&support, forms[0]);
    random_answers(&support);
    char *words = all_words(support.record);
    char *states[4];
    for (size_t i = 0; i < 3; i++) {
        states[i] = support_state(support.record, SUPPORT_SHOWN);
        size_t count = migration_do(&support, forms[i], forms[i + 1]);
        for (size_t j = 0; j < count; j++) {
            const struct edit *edit = &support.record->edits[support.record->edit_count - 1 - j];
            *carried += edit->carries[0] != '\0';
            *aside += strchr(edit->item, '@') != NULL;
        }
        char *now = all_words(support.record);
        assert_string_equal(now, words);
        free(now);
        expect_kept(support.record, forms[i + 1]);
        expect_same_fold(support.record);
    }
    states[3] = support_state(support.record, SUPPORT_SHOWN);
    for (size_t i = 3; i-- > 0;) {
        migration_undo(&support);
        char *now = support_state(support.record, SUPPORT_SHOWN);
        assert_string_equal(now, states[i]);
        free(now);
    }
    struct edit *edits;
    for (size_t i = 1; i < 4; i++) {
        size_t count = record_redo_action(support.record, &edits, &support.world, "berk");
        for (size_t j = 0; j < count; j++) {
            support_apply(&support, &edits[j]);
        }
        free(edits);
        char *now = support_state(support.record, SUPPORT_SHOWN);
        assert_string_equal(now, states[i]);
        free(now);
    }
    expect_same_fold(support.record);
    for (size_t i = 0; i < 4; i++) {
        free(states[i]);
        form_destroy(forms[i]);
    }
    free(words);
    support_finish(&support);
}

static void test_nothing_is_ever_dropped(void **state)
{
    size_t carried = 0, aside = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= PAIRS; seed++) {
        check_pair(seed, &carried, &aside);
    }
    /* They reach what they should. */
    assert_true(carried > 1000);
    assert_true(aside > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_ever_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
