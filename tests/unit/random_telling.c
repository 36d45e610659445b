/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers by chance, one kind for each type of item; see the header.
 */
#include "random_telling.h"

#include "base/alloc.h"
#include "export_cases.h"
#include "record/drawing.h"
#include "record/fields.h"
#include "record/mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS_MOST 3
#define ID_SIZE   33

/* Names that begin something elsewhere, scripts, and signs that obey nobody. */
static const char *const texts[] = {
    "Anna <b>&amp;</b> \"van\" 'der' Berg & zn.",
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+31 6 12345678",
    "-2 and less",
    "@SUM(A1:A9)",
    "'apostrophe first",
    "  =SUM(1;2) after blanks",
    "\t=1+1 after a tab",
    "a;b,c\td|e",
    "\"quoted\", and \"\"twice\"\"",
    "`ls` ``` ~~~ $HOME $(reboot) %s %n \\",
    "| a | b |\n|---|---|\n| c | d |",
    "# no heading\n- no item\n1. no number\n> no quote\n---\n===",
    "*no* **strong** _nor_ [link](http://a.example) ![p](x) <http://b.example>",
    "<script>alert(1)</script><img src=http://c.example/x onerror=y><!-- --> ]]> <?x?>",
    "</p></blockquote></main></html>{{x}}<%y%>",
    "first line\nsecond line\r\nthird\n\n\nafter two empty ones\n",
    "  leading and trailing   ",
    "a\x01"
    "b\x1B[31mred\x1B[0m\x7F c\xC2\x9B",
    "\xE2\x80\xAEtfel ot thgir\xE2\x80\xAC \xE2\x81\xA6isolate\xE2\x81\xA9 "
    "\xE2\x80\x8Bzero\xEF\xBB\xBF",
    "قلبي ضيق منذ 10 سنوات، و3 أشهر (تقريبا)",
    "الحزن والخوف\nمن عام 2015 إلى 2019",
    "قلت: OK doctor, 20 mg فقط",
    "می‌خواهم بخوابم",
    "הלב שלי כבד, 3 פעמים ביום",
    "Nguyễn Thị Ánh – Ñandú – Çağrı ÿ ŉ",
    "e\xCC\x81 a\xCC\x8A\xCC\x81 combining",
    "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryvery"
    "veryveryverylongwordwithoutanyplacetobreakitinthemiddleofallthosecharacters",
    "plain words, and no more",
    /* from here on not TELLING_COMMON */
    "ልቤ ተጨንቋል። ከ 2 ዓመት በፊት።",
    "ጸሓይ ብርሃን",
    "心里很难受，三年了",
    "眠れない、１０時間",
    "तनाव और नींद नहीं",
    "มีความเครียด",
    "\xF0\x9F\x98\xA2 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 "
    "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1",
};
#define TEXTS_ALL    (sizeof(texts) / sizeof(texts[0]))
#define TEXTS_COMMON (TEXTS_ALL - 7)

struct teller {
    struct telling *telling;
    struct cases_random random;
    enum telling_texts taste;
};

static uint32_t chance(struct teller *teller, uint32_t below)
{
    return cases_number(&teller->random, below);
}

static const char *any_text(struct teller *teller)
{
    size_t count = teller->taste == TELLING_ALL ? TEXTS_ALL : TEXTS_COMMON;
    return texts[chance(teller, (uint32_t)count)];
}

/* As a field takes it: one line, without controls. */
static void set_field(struct teller *teller, char **field)
{
    char *line = alloc_string(any_text(teller));
    for (char *at = line; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            *at = ' ';
        }
    }
    field_set(field, line);
    free(line);
}

/* ---- values ---- */

static void tell_text(struct teller *teller, struct value *value, const struct item *item)
{
    (void)item;
    struct buf text = BUF_INIT;
    uint32_t shape = chance(teller, 8);
    buf_add_text(&text, any_text(teller));
    if (shape == 0) {
        buf_add_char(&text, '\n');
        cases_long_answer(&text, 40 + chance(teller, 400));
    } else if (shape == 1) {
        buf_add_text(&text, "\n");
        buf_add_text(&text, any_text(teller));
    } else if (shape == 2 && teller->taste == TELLING_ALL) {
        buf_add_char(&text, ' ');
        cases_text(&text, &teller->random, 20);
    }
    value_set_text(value, buf_text(&text), text.length);
    buf_finish(&text);
}

static void tell_integer(struct teller *teller, struct value *value, const struct item *item)
{
    (void)item;
    value_set_integer(value, (int64_t)chance(teller, 200) - 20);
}

static void tell_decimal(struct teller *teller, struct value *value, const struct item *item)
{
    static const char *const digits[] = {"-1.50", "0", "12.250", "3"};
    const char *text = digits[chance(teller, 4)];
    if (item->unit_count > 0) {
        const struct unit *unit = &item->units[chance(teller, (uint32_t)item->unit_count)];
        assert_true(value_set_quantity(value, text, strlen(text), unit->code));
    } else {
        assert_true(value_set_decimal(value, text, strlen(text)));
    }
}

static void tell_yes_no(struct teller *teller, struct value *value, const struct item *item)
{
    (void)item;
    value_set_boolean(value, chance(teller, 2) == 0);
}

static void tell_choices(struct teller *teller, struct value *value, const struct item *item)
{
    bool one = item->type == ITEM_SELECT_ONE;
    for (size_t i = 0; i < item->choices->count && !(one && value->choice_count > 0); i++) {
        if (chance(teller, 2) == 0) {
            value_add_choice(value, item->choices->choices[i].name);
        }
    }
    if (item->other && (value->choice_count == 0 || !one)) {
        const char *other = any_text(teller);
        value_set_other(value, other, strlen(other));
    }
}

static void tell_rank(struct teller *teller, struct value *value, const struct item *item)
{
    for (size_t i = item->choices->count; i > 0; i--) {
        if (chance(teller, 3) > 0) {
            value_add_rank(value, item->choices->choices[i - 1].name);
        }
    }
}

static void tell_date(struct teller *teller, struct value *value, const struct item *item)
{
    static const char *const dates[] = {"2019",           "spring 1998",  "about 2001",
                                        "after the fire", "3 March 2020", "في عام 2015",
                                        "12/2018"};
    const char *text = dates[chance(teller, 7)];
    (void)item;
    value_set_date(value, text, strlen(text));
}

static void tell_time(struct teller *teller, struct value *value, const struct item *item)
{
    (void)item;
    value_set_time(value, chance(teller, 2) == 0 ? "04:30" : "23:59:15");
}

static void tell_moment(struct teller *teller, struct value *value, const struct item *item)
{
    static const char words[] = "that day at half past two";
    (void)item;
    value_set_datetime(value, words, strlen(words),
                       chance(teller, 2) == 0 ? "2015-09-03T14:30" : NULL);
}

static void tell_file(struct teller *teller, struct value *value, const struct item *item)
{
    (void)item;
    value_set_file(value, "00112233445566778899aabbccddeeff", any_text(teller), 4096, "image/png");
}

typedef void tell_value(struct teller *teller, struct value *value, const struct item *item);

static tell_value *const tell_as[ITEM_TYPE_COUNT] = {
    [ITEM_TEXT] = tell_text,          [ITEM_INTEGER] = tell_integer,
    [ITEM_DECIMAL] = tell_decimal,    [ITEM_QUANTITY] = tell_decimal,
    [ITEM_RANGE] = tell_decimal,      [ITEM_YES_NO] = tell_yes_no,
    [ITEM_SELECT_ONE] = tell_choices, [ITEM_SELECT_MULTIPLE] = tell_choices,
    [ITEM_RANK] = tell_rank,          [ITEM_DATE] = tell_date,
    [ITEM_TIME] = tell_time,          [ITEM_DATETIME] = tell_moment,
    [ITEM_FILE] = tell_file,
};

/* ---- answers ---- */

static void tell_origin(struct teller *teller, struct answer *answer)
{
    static const char *const languages[] = {"", "ar", "ti", "he", "zh", "nl", "x-own"};
    answer->by = (enum answer_by)chance(teller, BY_COMPUTED);
    answer->how = (enum answer_how)chance(teller, ANSWER_HOW_COUNT);
    field_set(&answer->language, languages[chance(teller, 7)]);
    if (answer->by == BY_INFORMANT) {
        set_field(teller, &answer->relation);
    }
    if (chance(teller, 4) == 0) {
        field_set(&answer->gloss, any_text(teller));
    }
}

static void tell_answer(struct teller *teller, const struct item *item, const char *row)
{
    struct answer answer;
    struct edit edit;
    const struct interview *interview = scene_interview(teller->telling);
    answer_init(&answer);
    tell_origin(teller, &answer);
    uint32_t state = chance(teller, 2 * ANSWER_STATE_COUNT);
    if (state < ANSWER_STATE_COUNT) {
        answer.state = (enum answer_state)state;
    }
    if (answer.state != STATE_ANSWERED) {
        set_field(teller, &answer.reason);
    }
    if (answer.state <= STATE_ADAPTED) {
        tell_as[item->type](teller, &answer.value, item);
    }
    if (item->type != ITEM_TEXT && chance(teller, 4) == 0) {
        field_set(&answer.words, any_text(teller));
    }
    if (change_answer(&edit, interview, item->name, row, &answer, NULL,
                      &teller->telling->support.context)) {
        support_apply(&teller->telling->support, &edit);
    }
    answer_finish(&answer);
}

static void tell_item(struct teller *teller, const struct item *item, const char *row);

static void tell_rows(struct teller *teller, const struct item *repeat, const char *parent)
{
    size_t rows = chance(teller, ROWS_MOST + 1);
    for (size_t i = 0; i < rows; i++) {
        char row[ID_SIZE];
        support_add_row(&teller->telling->support, scene_interview(teller->telling), repeat->name,
                        parent, row);
        for (size_t j = 0; j < repeat->item_count; j++) {
            tell_item(teller, repeat->items[j], row);
        }
        if (chance(teller, 6) == 0) {
            scene_remove_row(teller->telling, row);
        }
    }
}

static void tell_item(struct teller *teller, const struct item *item, const char *row)
{
    if (item->type == ITEM_REPEAT) {
        tell_rows(teller, item, row);
    } else if (item->type == ITEM_GROUP) {
        for (size_t i = 0; i < item->item_count; i++) {
            tell_item(teller, item->items[i], row);
        }
    } else if (item_takes_answer(item) && tell_as[item->type] != NULL && chance(teller, 5) > 0) {
        tell_answer(teller, item, row);
    }
}

/* ---- what is beside the answers ---- */

static void tell_patient(struct teller *teller)
{
    struct support *support = &teller->telling->support;
    struct patient patient;
    struct edit edit;
    patient_init(&patient);
    patient_copy(&patient, &support->record->patient);
    set_field(teller, &patient.name);
    set_field(teller, &patient.note);
    change_patient(&edit, support->record, &patient, &support->context);
    support_apply(support, &edit);
    patient_finish(&patient);
}

static void tell_contact(struct teller *teller)
{
    struct contact contact;
    contact_init(&contact);
    field_set(&contact.date, "2026-10-02");
    set_field(teller, &contact.present);
    field_set(&contact.language, "ti");
    set_field(teller, &contact.interpreter);
    set_field(teller, &contact.trouble);
    set_field(teller, &contact.consent);
    scene_contact(teller->telling, &contact);
}

static void tell_fact(struct teller *teller, const char *kind, const char *line)
{
    struct support *support = &teller->telling->support;
    struct fact_change change = {.id = "",
                                 .line = line,
                                 .words = any_text(teller),
                                 .by = BY_INFORMANT,
                                 .relation = "sister <&>",
                                 .private = chance(teller, 4) == 0};
    struct edit edit;
    assert_true(change_facts(&edit, support->record, kind, &change, 1, &support->context));
    support_apply(support, &edit);
}

static void tell_drawings(struct teller *teller)
{
    static const char *const people[] = {
        "mother: strong here <>",
        "Ali <&\"x\"> stressful here",
        "أمي: strong here",
        "mosque: strong here",
        "a long name of an old friend from the village: weak here",
        "እናቴ: weak here", /* the last one: not TELLING_COMMON */
    };
    static const char *const events[] = {
        "1998: left Aleppo (-3) #migration",
        "2001-2005: a shop | of <his> own & \"more\" (+2)",
        "2015: ولدت ابنتي (+4)",
        "2019-03: =1+1 (-5)",
    };
    bool taller = chance(teller, 4) == 0;
    size_t count = sizeof(people) / sizeof(people[0]) - (teller->taste == TELLING_COMMON);
    for (size_t i = 0; i < count; i++) {
        tell_fact(teller, "ecogram", people[i]);
    }
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
        tell_fact(teller, "lifeline", events[i]);
    }
    /* a long life does not fit on one sheet */
    for (int year = 1940; year < 2015 && taller; year++) {
        char event[64];
        snprintf(event, sizeof(event), "%d: what happened in %d (+1) #work", year, year);
        tell_fact(teller, "lifeline", event);
    }
}

static void tell_mark(struct teller *teller, const struct item *item)
{
    struct support *support = &teller->telling->support;
    struct mark mark;
    struct edit edit;
    mark_init(&mark);
    mark.flagged = true;
    set_field(teller, &mark.why);
    mark_set_probe(&mark, 1, "And <then>?", true);
    if (teller->telling->form->term_count > 0) {
        struct mark_term term = {.name = (char *)teller->telling->form->terms[0].name,
                                 .explained = true,
                                 .said_back = true,
                                 .by = BY_INFORMANT,
                                 .relation = "brother"};
        mark_set_term(&mark, &term);
    }
    if (change_mark(&edit, scene_interview(teller->telling), item->name, "", &mark, NULL,
                    &support->context)) {
        support_apply(support, &edit);
    }
    mark_finish(&mark);
}

static void tell_marks(struct teller *teller)
{
    const struct form *form = teller->telling->form;
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        if (item_takes_answer(item) && item_repeat(item) == NULL && chance(teller, 6) == 0) {
            tell_mark(teller, item);
        }
    }
}

/* After finalising every change is an amendment with a reason. */
static void amend(struct teller *teller)
{
    const struct form *form = teller->telling->form;
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        if (item->type == ITEM_TEXT && item_repeat(item) == NULL) {
            struct answer answer;
            answer_init(&answer);
            value_set_text(&answer.value, "as it was meant", strlen("as it was meant"));
            scene_put(teller->telling, item->name, "", &answer, "=reason <&> \"corrected\"");
            return;
        }
    }
}

void telling_fill(struct telling *telling, uint64_t seed, enum telling_texts taste)
{
    struct teller teller = {
        .telling = telling, .random = {.state = seed * 7919 + 1}, .taste = taste};
    const struct form *form = telling->form;
    tell_patient(&teller);
    tell_contact(&teller);
    for (size_t i = 0; i < form->item_count; i++) {
        tell_item(&teller, form->items[i], "");
    }
    tell_marks(&teller);
    if (chance(&teller, 2) == 0) {
        tell_drawings(&teller);
    }
    if (chance(&teller, 2) == 0) {
        scene_finalise(telling);
        amend(&teller);
    }
}
