/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ten minutes of talk, drawn while it goes on: an ecogram of twelve ties, a
 * lifeline of twenty events. Nothing that is drawn changes its place among the
 * others; a lock, a kill and a full disk in the middle of a line lose nothing;
 * and the next day the picture is the same.
 */
#include "config.h"

#include "journeys/journey.h"

#include "record/capture.h"
#include "record/drawing.h"
#include "term/term.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#define SECONDS_A_LINE 19

/* As it is told, in the order in which it comes up; what must stand on the screen
 * before the line is sealed. */
struct told {
    const char *line, *understood;
};

static const struct told ties[] = {
    {"mother strong origin Syria <>", "mother: strong tie"},
    {"brother weak origin >", "brother: weak tie"},
    {"GP stressful here <", "GP: stressful"},
    {"school strong here <", "school: strong tie"},
    {"sister strong elsewhere Germany <> emotional, weekly", "sister: strong tie"},
    {"neighbour Ton here weak >", "neighbour Ton: weak tie"},
    {"aunt Hala origin strong advice", "aunt Hala: strong tie"},
    {"sister--aunt Hala strong", "sister and aunt Hala: strong tie"},
    {"mosque here strong company, weekly", "mosque: strong tie"},
    {"lawyer here stressful", "lawyer: stressful"},
    {"mother--brother stressful", "mother and brother"},
    {"football club here > company", "football club"},
};

static const struct told events[] = {
    {"1984: born in Aleppo", "born in Aleppo"},
    {"1990 - 2002: school in Aleppo #school", "school in Aleppo"},
    {"1996: grandmother died (-3) #family", "grandmother died"},
    {"2002 - 2006: apprentice with a tailor #work", "apprentice"},
    {"2007 spring: married (+4) #family", "married"},
    {"2008: daughter born (+4) #family", "daughter born"},
    {"2010: son born (+4) #family", "son born"},
    {"2006 - 2012: own shop (+2) #work", "own shop"},
    {"2012 summer: the shop burnt (-4) #work", "the shop burnt"},
    {"2013: left Aleppo (-3) #migration", "left Aleppo"},
    {"2013 - 2015: Izmir, textile work #residence", "Izmir"},
    {"age 12: father arrested (-4)", "father arrested"},
    {"2015 autumn: came to the Netherlands (+1) #migration", "came to the Netherlands"},
    {"2015~ - 2017: reception centre #residence", "reception centre"},
    {"2016?: asylum granted (+3) #legal", "asylum granted"},
    {"2017: house in Deventer (+2) #residence", "house in Deventer"},
    {"2018: language course #school", "language course"},
    {"2019: work in a laundry (+1) #work", "work in a laundry"},
    {"2024: mother died in Aleppo (-4) #family", "mother died"},
    {"2025: nights without sleep (-2) #health", "nights without sleep"},
};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* ---- playing ---- */

static void type(struct journey *journey, const char *text)
{
    struct term *term = journey_script(journey, text);
    for (;;) {
        struct event event = {0};
        struct error err = {0};
        if (!term->ops->wait(term, &event, 0, &err)) {
            fail_msg("%s: %s", text, err.message);
        }
        if (event.kind == EVENT_END) {
            break;
        }
        journey_step(journey, &event);
        buf_finish(&event.paste);
        journey_look(journey);
    }
    term->ops->close(term);
    journey_look(journey);
}

static void sees(struct journey *journey, const char *text)
{
    journey_look(journey);
    if (!strstr(buf_text(&journey->screen), text)) {
        fail_msg("the screen does not show: %s\n%s", text, buf_text(&journey->screen));
    }
}

static void lacks(struct journey *journey, const char *text)
{
    journey_look(journey);
    if (strstr(buf_text(&journey->screen), text)) {
        fail_msg("the screen shows: %s\n%s", text, buf_text(&journey->screen));
    }
}

static void type_line(struct journey *journey, const char *line)
{
    struct buf script = BUF_INIT;
    journey_typed(&script, line, strlen(line));
    type(journey, buf_text(&script));
    buf_finish(&script);
}

static void open_drawing(struct journey *journey, const char *name)
{
    struct buf script = BUF_INIT;
    type(journey, "<F8>");
    if (journey->app->list.kind) {
        buf_add_format(&script, "%s<Enter>", name);
        type(journey, buf_text(&script));
        buf_finish(&script);
    }
    assert_int_equal(journey->app->screen, SCREEN_DRAWING);
    assert_string_equal(journey->app->board->type->name, name);
}

/* ---- nothing moves ---- */

struct spot {
    char id[80];
    int x, y;
};

struct spots {
    struct spot spots[200];
    size_t count;
};

static void note_spots(struct spots *out, const struct scene *scene)
{
    out->count = 0;
    for (size_t i = 0; i < scene->item_count && out->count < 200; i++) {
        const struct scene_item *item = &scene->items[i];
        if (item->selectable && item->kind != SCENE_CENTRE) {
            struct spot *place = &out->spots[out->count++];
            snprintf(place->id, sizeof place->id, "%s", item->id);
            place->x = item->box.x + item->box.w / 2;
            place->y = item->box.y;
        }
    }
}

static const struct spot *find(const struct spots *places, const char *id)
{
    for (size_t i = 0; i < places->count; i++) {
        if (strcmp(places->spots[i].id, id) == 0) {
            return &places->spots[i];
        }
    }
    return NULL;
}

static int side(const struct spot *place, int width)
{
    return place->x * 2 < width ? -1 : 1;
}

/* Pairs that stood on one side, one above the other, and no longer do so. */
static size_t moved_pairs(const struct spots *before, const struct spots *after, int width)
{
    size_t moved = 0;
    for (size_t i = 0; i < before->count; i++) {
        for (size_t j = 0; j < before->count; j++) {
            const struct spot *a = &before->spots[i], *b = &before->spots[j];
            const struct spot *c = find(after, a->id), *d = find(after, b->id);
            bool above = side(a, width) == side(b, width) && a->y < b->y;
            if (above && c && d && side(c, width) == side(d, width) && c->y >= d->y) {
                moved++;
            }
        }
    }
    return moved;
}

/* The picture must be one that could be drawn by hand: nothing over anything. */
static void check_picture(const struct journey *journey)
{
    struct scene_faults faults;
    scene_measure(journey->app->board->scene, &faults);
    assert_int_equal(faults.overlaps, 0);
    assert_int_equal(faults.through_items, 0);
    assert_int_equal(faults.outside, 0);
}

static void tell(struct journey *journey, const struct told *told, size_t count)
{
    struct spots before = {.count = 0}, after;
    for (size_t i = 0; i < count; i++) {
        type_line(journey, told[i].line);
        sees(journey, told[i].understood);
        sees(journey, "typing");
        type(journey, "<Enter>");
        sees(journey, "Sealed:");
        check_picture(journey);
        note_spots(&after, journey->app->board->scene);
        size_t moved = moved_pairs(&before, &after, journey->app->board->scene->width);
        if (moved) {
            fail_msg("%zu pairs change order after: %s\n%s", moved, told[i].line,
                     buf_text(&journey->screen));
        }
        before = after;
        world_pass(journey->world, SECONDS_A_LINE * 1000);
    }
}

/* The screen without the line of messages. */
static void picture(struct journey *journey, struct buf *out)
{
    journey_look(journey);
    buf_clear(out);
    const char *line = buf_text(&journey->screen);
    for (int row = 0; row < journey->rows - 2; row++) {
        size_t length = strcspn(line, "\n") + 1;
        buf_add(out, line, length);
        line += length;
    }
}

static struct journey *open_patient(void)
{
    struct journey *journey = journey_create();
    journey_start(journey);
    journey_make_vault(journey);
    journey_stop(journey);
    journey_start(journey);
    type(journey, JOURNEY_UNLOCK "<F2>Amina<Enter>A-17<Enter>1984<Enter>ar nl<Enter><Enter>");
    assert_int_equal(journey->app->screen, SCREEN_PATIENT);
    return journey;
}

static void again(struct journey *journey)
{
    while (journey->app->screen == SCREEN_DRAWING) {
        type(journey, "<Esc>");
    }
    type(journey, "<Ctrl-Q>");
    journey_stop(journey);
    journey_start(journey);
    type(journey, JOURNEY_UNLOCK);
    if (journey->app->screen == SCREEN_PATIENTS) {
        type(journey, "<Enter>");
    }
    assert_int_equal(journey->app->screen, SCREEN_PATIENT);
}

/* ---- the talk ---- */

static void ten_minutes(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    struct buf before = BUF_INIT, after = BUF_INIT;
    int64_t start = world_now(journey->world);
    open_drawing(journey, "ecogram");
    tell(journey, ties, COUNT(ties));
    sees(journey, "12 ties");
    picture(journey, &before);
    type(journey, "<F8>lifeline<Enter>");
    tell(journey, events, COUNT(events));
    sees(journey, "20 events");
    assert_true(world_now(journey->world) - start >= 10 * 60000);
    /* Out through the picture; what they hold stands on the record. */
    type(journey, "<Esc><Esc>");
    sees(journey, "12 ties");
    sees(journey, "20 events");
    again(journey);
    open_drawing(journey, "ecogram");
    type(journey, "<End><Down><Up>");
    type(journey, "<F8>ecogram<Enter>");
    picture(journey, &after);
    /* Only what is selected may differ: the detail below the line. */
    struct spots there, then;
    note_spots(&there, journey->app->board->scene);
    assert_int_equal(there.count, 12 - 2); /* two ties join people who are there */
    again(journey);
    open_drawing(journey, "ecogram");
    note_spots(&then, journey->app->board->scene);
    assert_memory_equal(then.spots, there.spots, there.count * sizeof there.spots[0]);
    buf_finish(&before);
    buf_finish(&after);
    journey_destroy(journey);
}

/* Drawn line by line or opened the next day: cell by cell the same. */
static void the_next_day(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    struct buf before = BUF_INIT, after = BUF_INIT;
    open_drawing(journey, "ecogram");
    tell(journey, ties, COUNT(ties));
    type(journey, "<Esc><Home>");
    picture(journey, &before);
    type(journey, "<Esc>");
    again(journey);
    open_drawing(journey, "ecogram");
    type(journey, "<Up><Home>");
    picture(journey, &after);
    assert_string_equal(buf_text(&after), buf_text(&before));
    /* The control: another picture is another. */
    type(journey, "<End>d");
    picture(journey, &after);
    assert_string_not_equal(buf_text(&after), buf_text(&before));
    type(journey, "<Ctrl-Z><Home>");
    picture(journey, &after);
    assert_string_equal(buf_text(&after), buf_text(&before));
    buf_finish(&before);
    buf_finish(&after);
    journey_destroy(journey);
}

/* ---- keys ---- */

static const struct fact *fact_with(const struct journey *journey, const char *words)
{
    const struct record *record = session_record(journey->app->session);
    const struct drawing *drawing = record_drawing(record, journey->app->board->type->name);
    for (size_t i = 0; drawing && i < drawing->count; i++) {
        if (strstr(drawing->facts[i].line, words)) {
            return &drawing->facts[i];
        }
    }
    return NULL;
}

static void single_keys(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    open_drawing(journey, "ecogram");
    tell(journey, ties, 6);
    /* Letters on the line are letters. */
    type(journey, "dad");
    sees(journey, "> dad");
    assert_string_equal(text_edit_text(journey->app->board->entry), "dad");
    type(journey, "<Ctrl-U><Up>/scho<Enter>");
    sees(journey, "school here strong <");
    type(journey, "+");
    assert_non_null(fact_with(journey, "school here strong < important"));
    type(journey, "x<F11>");
    lacks(journey, "school");
    lacks(journey, "F1 ");
    sees(journey, "mother");
    type(journey, "<F2>unseen");
    lacks(journey, "unseen");
    type(journey, "<F11>");
    sees(journey, "school");
    sees(journey, "unseen"); /* it waited on the line */
    type(journey, "<Ctrl-U><Esc>x/Ton<Enter>rTon Bakker<lt><Ctrl-U>Ton Bakker<Enter>");
    assert_non_null(fact_with(journey, "Ton Bakker"));
    type(journey, "<Esc>/mother<Enter>c/GP<Enter><Enter>weak<Enter>");
    sees(journey, "Sealed: mother and GP: weak tie");
    type(journey, "<Esc>/sister<Enter>d");
    assert_null(fact_with(journey, "sister"));
    type(journey, "<Ctrl-Z>");
    assert_non_null(fact_with(journey, "sister"));
    type(journey, "o");
    sees(journey, "Country of origin");
    type(journey, "<Esc>zzz");
    /* What is no command here begins a line. */
    type(journey, "Karim strong here");
    sees(journey, "> Karim strong here");
    journey_destroy(journey);
}

static void from_and_to_the_interview(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    type(journey, "<Enter><Tab>my sister Leyla<F3>2cousin<Backspace><Esc><Alt-d>ecogram<Enter>");
    sees(journey, "> my sister Leyla");
    type(journey, "<Home><Delete><Delete><Delete><End> strong here<Enter>");
    const struct fact *fact = fact_with(journey, "Leyla");
    assert_non_null(fact);
    assert_non_null(strstr(fact->source, "/reason_for_coming/"));
    type(journey, "<Esc><Alt-d>");
    sees(journey, "tray");
    assert_int_equal(record_waiting(session_record(journey->app->session)), 1);
    type(journey, "<Esc>");
    assert_int_equal(journey->app->screen, SCREEN_INTERVIEW);
    sees(journey, "my sister Leyla");
    /* An unfinished line goes to the tray when the record is closed. */
    type(journey, "<F8>uncle in<Esc><Esc><Esc><Esc>");
    assert_int_equal(journey->app->screen, SCREEN_PATIENTS);
    type(journey, "<Enter>");
    assert_int_equal(record_waiting(session_record(journey->app->session)), 2);
    journey_destroy(journey);
}

/* ---- in the middle of a line ---- */

static void locked_and_killed(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    open_drawing(journey, "ecogram");
    tell(journey, ties, 3);
    type(journey, "football cl<Left><Left><F10>");
    assert_null(journey->app->session);
    lacks(journey, "football");
    lacks(journey, "mother");
    type(journey, JOURNEY_UNLOCK);
    sees(journey, "> football cl");
    assert_int_equal(text_edit_cursor(journey->app->board->entry), 9);
    sees(journey, "GP");
    /* Half a second later it is in the draft; a kill then loses nothing. */
    type(journey, "<End>ub");
    world_pass(journey->world, 1000);
    const struct event nothing = {.kind = EVENT_NONE};
    journey_step(journey, &nothing);
    struct journey *after = journey_crash(journey);
    journey_start(after);
    type(after, JOURNEY_UNLOCK);
    sees(after, "> football club");
    type(after, " here<Enter>");
    sees(after, "4 ties");
    journey_destroy(after);
    /* The window that is too small keeps what is typed. */
    journey->rows = 5;
    journey->columns = 20;
    type(journey, " here");
    journey->rows = 18;
    journey->columns = 60;
    sees(journey, "> football club here");
    journey_destroy(journey);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void the_disk_is_full(void **state)
{
    (void)state;
    struct journey *journey = open_patient();
    open_drawing(journey, "ecogram");
    tell(journey, ties, 2);
    (void)signal(SIGXFSZ, SIG_IGN);
    limit_files(1);
    type_line(journey, ties[2].line);
    type(journey, "<Enter>");
    limit_files(RLIM_INFINITY);
    /* What did not reach the disk is not drawn, and every letter is on the line. */
    sees(journey, "Notice");
    sees(journey, "2 ties");
    assert_string_equal(text_edit_text(journey->app->board->entry), ties[2].line);
    type(journey, "<Enter>");
    sees(journey, "3 ties");
    journey_destroy(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_minutes),       cmocka_unit_test(the_next_day),
        cmocka_unit_test(single_keys),       cmocka_unit_test(from_and_to_the_interview),
        cmocka_unit_test(locked_and_killed), cmocka_unit_test(the_disk_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
