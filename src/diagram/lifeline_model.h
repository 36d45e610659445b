/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life in events, between the files of the lifeline: lines become events
 * (lifeline_read.c, lifeline_when.c), events get their days from each other
 * (lifeline_resolve.c), and words (lifeline_say.c). The layouts come after.
 *
 * What was said is kept as it was said. Days are worked out anew each time, so that a
 * corrected birth date moves every "age 12" with it.
 */
#ifndef DIAGRAM_LIFELINE_MODEL_H
#define DIAGRAM_LIFELINE_MODEL_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/edtf.h"
#include "diagram/diagram.h"

/* Another event, by words of its text or by one of its #tags; or a date in its place. */
struct lifeline_reference {
    const char *words;  /* as written; NULL: none */
    const char *folded; /* of tags without the # */
    bool tag, dated;
    struct edtf date;
};

struct lifeline_span {
    int32_t first, last; /* days since 1970; INT32_MIN and MAX where nothing is known */
};

enum lifeline_unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

enum moment_kind {
    MOMENT_NONE,
    MOMENT_DATE,     /* an interval in DATE is the time in which it may lie */
    MOMENT_AGE,
    MOMENT_RELATIVE, /* AMOUNT of UNIT after the reference; before: negative */
    MOMENT_OPEN,     /* since always, until now or nobody knows when */
};

struct lifeline_moment {
    enum moment_kind kind;
    struct edtf date;
    enum calendar calendar;
    int age;
    int amount;
    enum lifeline_unit unit;
    struct lifeline_reference reference;
    bool approximate, uncertain;
};

enum when_kind {
    WHEN_AT,
    WHEN_LASTING, /* from START to END */
    WHEN_WITHIN,  /* once, somewhere between START and END */
    WHEN_AFTER, WHEN_BEFORE, WHEN_BETWEEN, /* without a date, beside others */
    WHEN_UNDATED,
};

struct lifeline_when {
    enum when_kind kind;
    const char *words; /* as said */
    struct lifeline_moment start, end;
    struct lifeline_reference first, second;
};

/* The tracks that have names of their own in both languages; others follow. */
enum lifeline_track {
    TRACK_PLACES, TRACK_MIGRATION, TRACK_FAMILY, TRACK_HEALTH, TRACK_SCHOOL, TRACK_WORK,
    TRACK_LEGAL,
    TRACK_OWN,
};
#define TRACK_NONE (-1)

/* -4 to 4 are ratings; a flower or stone may also lie there without a number. */
enum lifeline_valence {
    VALENCE_STONE = -5,
    VALENCE_FLOWER = 5,
    VALENCE_MIXED = 6,
    VALENCE_UNSET = 7,
};

struct lifeline_event {
    const char *id;
    size_t number; /* order of entry */
    struct lifeline_when when;
    const char *text;
    const char *folded;
    uint64_t signature; /* of its words: lifeline_signature() */
    const int *tags; /* tracks: enum, or TRACK_OWN plus index into own */
    size_t tag_count;
    int valence;
    bool sensitive, deferred, private;
};

/* Words of the picture in its language, looked up once: lifeline_say.c. */
enum lifeline_word {
    WORD_TITLE, WORD_TITLE_OF,
    WORD_YEAR, WORD_AGE,
    WORD_PLACES, WORD_MIGRATION, WORD_FAMILY, WORD_HEALTH, WORD_SCHOOL, WORD_WORK, WORD_LEGAL,
    WORD_OTHER,
    WORD_STONE, WORD_FLOWER, WORD_MIXED,
    WORD_SENSITIVE, WORD_DEFERRED, WORD_LATER, WORD_UNDATED,
    WORD_AGED, WORD_ABOUT, WORD_CERTAIN, WORD_FROM, WORD_SINCE, WORD_UNTIL, WORD_BETWEEN,
    WORD_DECADE, WORD_AFTER, WORD_BEFORE, WORD_BESIDE,
    WORD_LEGEND_STONE, WORD_LEGEND_FLOWER, WORD_LEGEND_MIXED, WORD_LEGEND_ORDER,
    WORD_LEGEND_BAND, WORD_LEGEND_UNCERTAIN, WORD_LEGEND_UNDATED, WORD_LEGEND_GAP,
    WORD_EMPTY, WORD_HIDDEN, WORD_NO_TEXT,
    WORD_SPRING, WORD_SUMMER, WORD_AUTUMN, WORD_WINTER,
    WORD_JANUARY, WORD_DECEMBER = WORD_JANUARY + 11,
    WORD_DAYS, WORD_WEEKS, WORD_MONTHS, WORD_YEARS,
    WORD_COUNT
};

struct lifeline {
    struct arena *arena;
    const char *subject, *language;
    struct lifeline_span birth; /* the context's, else that of an event that says it */
    bool has_birth;
    int32_t today;
    const char *words[WORD_COUNT];
    struct lifeline_event *events;
    size_t count, capacity;
    const char **own;        /* names of own tracks and tags, as first written */
    const char **own_folded;
    size_t own_count, own_capacity, own_folded_capacity;
};

/* --- lifeline_when.c ------------------------------------------------------------- */

/* What a reader found: understood, not, or a question. Places are bytes of WORDS. */
struct when_answer {
    bool understood;
    bool ask_calendar;
    int year;           /* the one that is asked about */
    size_t at, length;  /* of it, or of what was not understood */
    const char *message; /* why not; static, not yet translated */
};

void when_read(struct lifeline_when *out, struct when_answer *answer, struct arena *arena,
               const char *words, size_t length);
/* Words that when_read() and dates know and that WORD (folded) may have been meant to be. */
size_t when_nearest(const char *word, const char **out, size_t most);

/* --- lifeline_when_words.c ------------------------------------------------------- */

bool when_read_age(struct lifeline_moment *out, struct lifeline_moment *end, bool *lasting,
                   const char *folded);
/* "two years after arrival", "soon before #asylum": false if it is neither. PLACED: only
 * its side is known, in SIGN. */
bool when_read_relative(struct lifeline_moment *out, bool *placed, int *sign,
                        struct arena *arena, const char *words, size_t length);
bool when_read_reference(struct lifeline_reference *out, struct arena *arena, const char *words,
                         size_t length);
bool when_is_undated(const char *folded);

/* --- lifeline_read.c ------------------------------------------------------------- */

/* Fills EVENT (strings in the arena of LIFELINE), or asks in OUT, or fails. UNDERSTOOD is
 * false after a question and for a line that says nothing. */
bool lifeline_read(struct lifeline_event *event, struct lifeline *lifeline, const char *line,
                   size_t length, struct understanding *out, bool *understood, struct error *err);
void lifeline_write(struct buf *out, const struct lifeline *lifeline,
                    const struct lifeline_event *event);
/* Its name, without a # and in no language but that of the notation. */
const char *lifeline_track_name(const struct lifeline *lifeline, int track);

/* --- lifeline_resolve.c ---------------------------------------------------------- */

enum placed_problem { PLACED_WELL, PLACED_NO_BIRTH, PLACED_UNKNOWN, PLACED_CIRCLE };

struct lifeline_placed {
    const struct lifeline_event *event;
    bool dated;        /* START is something */
    bool lasting;      /* END is something, too, or open */
    bool open_start, open_end;
    bool approximate, uncertain, end_vague;
    bool by_years;     /* reckoned: days are not meant */
    bool again;        /* the reference fits several events; the first was taken */
    struct lifeline_span start, end;
    enum placed_problem problem;
    int anchor;        /* event that an undated one stands beside; -1 */
};

/* A bit for each word: who lacks one of another's bits lacks one of its words. */
uint64_t lifeline_signature(const char *folded);
/* All events, by index of entry. In ARENA. */
struct lifeline_placed *lifeline_place(const struct lifeline *lifeline, struct arena *arena);
/* --- lifeline_order.c ------------------------------------------------------------ */

/* Indices into it in the order in which they are drawn; those that nothing is known of
 * come last, from *TAIL on. */
size_t *lifeline_order(const struct lifeline *lifeline, const struct lifeline_placed *placed,
                       struct arena *arena, size_t *tail);
/* Days since 1970 in the middle of what is possible. */
int64_t lifeline_middle(const struct lifeline_placed *placed);
/* Whether an event says when the subject was born. */
bool lifeline_is_birth(const struct lifeline_event *event);

/* --- lifeline_say.c -------------------------------------------------------------- */

void lifeline_load_words(struct lifeline *lifeline);
const char *lifeline_track_title(const struct lifeline *lifeline, int track);
/* "spring 1998", "15 Mehr 1375 (October 1996)", "age 12 (1987)": for the picture. */
void lifeline_say_when(struct buf *out, const struct lifeline *lifeline,
                       const struct lifeline_placed *placed);
/* "stone, −3"; nothing if unset. */
void lifeline_say_valence(struct buf *out, const struct lifeline *lifeline, int valence);
void lifeline_say(struct buf *out, const struct lifeline *lifeline,
                  const struct lifeline_placed *placed);
void lifeline_outline(struct buf *out, const struct lifeline *lifeline, bool show_private);
/* The age in a year, or in words of one; -1: unknown or before birth. */
int lifeline_age(const struct lifeline *lifeline, int year);

/* --- lifeline_scene.c ------------------------------------------------------------ */

struct scene *lifeline_scene(const struct diagram *diagram, const struct scene_options *options);

#endif
