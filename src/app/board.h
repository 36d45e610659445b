/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing as it lies open: the facts of the record folded into a picture,
 * what is selected in it, and the line being typed under it. One typed line is
 * one fact; the picture makes itself and never moves what is there.
 *
 * No screen here: full screen and dialogue draw on the same board. Everything
 * that a key does is a line of notation in the end, and one edit of the record.
 */
#ifndef APP_BOARD_H
#define APP_BOARD_H

#include "app/session.h"
#include "app/text_edit.h"
#include "diagram/diagram.h"
#include "record/drawing.h"

/* Where keys go. */
enum board_place {
    BOARD_ENTRY,   /* the line under the picture: a fact is typed */
    BOARD_PICTURE, /* single letters are commands */
    BOARD_FIND,    /* a line that finds as one types */
    BOARD_OUTLINE, /* the same in words, to read */
};

/* What the entry line will be when it is accepted. */
enum board_purpose {
    BOARD_NEW,
    BOARD_CHANGE, /* the line of a fact that is there */
    BOARD_RENAME, /* another name for somebody, in every line */
};

enum board_moment { BOARD_NOW, BOARD_BEFORE, BOARD_COMPARE };
#define BOARD_MOMENTS 3
#define BOARD_ZOOMS   3

/* What a line is for, whose words it holds; and its text, while it waits for another. */
struct board_line {
    enum board_purpose purpose;
    char *about; /* fact that is changed, name that is replaced; "" */
    char *text;
    char *source; /* where the words came from, "interview/item/row"; "" */
    enum answer_by by;
    char *relation;
};

struct board {
    struct session *session;
    const struct diagram_type *type;
    struct diagram *diagram;
    unsigned long version; /* of the session that it was folded from */
    size_t unread;         /* facts that this program cannot read: kept, and said */

    /* how it is looked at */
    unsigned zoom;
    enum scene_form form;
    enum board_moment moment;
    bool free_order;
    bool turned;                            /* for the patient's eyes: nothing private */
    int columns, rows;                      /* of the window that it was laid out for */
    int left, top;                          /* what of the scene stands in the window's corner */
    int row, column;                        /* of the window on the screen, for the mouse */
    struct scene *scenes[2][BOARD_MOMENTS]; /* turned or not: each keeps its own order */
    struct scene *scene; /* the one that is looked at; NULL before board_layout() */
    bool stale;          /* the scene is older than what it shows */

    /* what is selected: by id, so that it survives every edit */
    char *selected;
    char *fact; /* of the facts at that item, the one that keys act on; "": the first */
    bool seeking;        /* the fact was sealed just now: what it made is to be selected */
    struct scene_way way;
    char *connecting; /* name of the first item of a tie that is being made; NULL */

    /* what is typed */
    enum board_place place;
    struct text_edit *entry, *find;
    struct board_line line;   /* purpose, about and source of the entry; its text is in ENTRY */
    enum answer_by by; /* whose words new lines are, until somebody else speaks */
    char *relation;
    struct board_line *aside; /* unfinished lines that wait, the last one on top */
    size_t aside_count, aside_capacity;
    bool asking; /* a digit answers the question about the line */

    /* how the line is understood so far */
    struct understanding understood;
    struct error refused; /* code 0: it is understood */
    unsigned long understood_text, understood_version;
    bool is_understood; /* the two above are of the line as it stands */
    char remark[256];   /* what is odd about the line sealed last; "" */
};

/* Of the open patient. The picture is laid out when its window is known. */
struct board *board_open(struct session *session, const struct diagram_type *type);
void board_close(struct board *board); /* stores nothing; accepts NULL */

const struct drawing *board_drawing(const struct board *board); /* or NULL */
/* "12 ties": what a drawing of this kind holds, as people count it. */
void board_count(struct buf *out, const struct record *record, const struct diagram_type *type);

/* ---- the picture ---- */

/* Folds the facts again after the record changed; for front ends without a picture. */
void board_refresh(struct board *board);
/* Brings diagram, scene and selection up to date for a window; keeps the selection in sight. */
void board_layout(struct board *board, int columns, int rows);
/* Orders everything anew, as if it were drawn for the first time. */
void board_optimise(struct board *board);
/* Another zoom, form, order or moment: the scene is made again at the next layout. */
void board_look_again(struct board *board);
void board_set_turned(struct board *board, bool turned);

/* Index of the selected item of the scene, -1: none. */
int board_selected(const struct board *board);
void board_select(struct board *board, int item);
bool board_move(struct board *board, enum scene_direction direction); /* false: nothing there */
/* The next (1) or previous (-1) item in the order of meaning, round and round. */
void board_next(struct board *board, int step);
void board_edge(struct board *board, int direction); /* first (-1) or last (1) item */
void board_scroll(struct board *board, int rows);    /* the selection comes along */
void board_follow(struct board *board);              /* scrolls to the selection */
/* The selectable item at a place of the screen, -1: none. */
int board_item_at(const struct board *board, int row, int column);
/* Selects the next item (STEP 1, -1; 0: this one, too) that has all of WORDS. */
bool board_find(struct board *board, const char *words, int step);

/* The facts that the selected item stands for: its own first, then its ties. */
size_t board_fact_count(const struct board *board);
const struct fact *board_fact_at(const struct board *board, size_t index); /* NULL: none */
/* The one that keys act on, or NULL; where it is among them. */
const struct fact *board_fact(const struct board *board, size_t *index);
void board_next_fact(struct board *board);

/* The whole text of the selected item and of its fact: what a narrow picture cuts. */
void board_detail(const struct board *board, struct buf *out);
/* All of the picture in sentences, and what cannot be drawn. */
void board_outline(const struct board *board, struct buf *out);
/* Lines that this program cannot read, one each: a later version wrote them. */
void board_unread(const struct board *board, struct buf *out);
size_t board_unread_count(struct board *board);

/* For the files of the board: an empty diagram, and the facts folded into it. */
struct diagram *board_empty_diagram(const struct board *board);

/* ---- the line; board_line.c ---- */

/* How the line as it stands is understood; changes nothing else. */
void board_understand(struct board *board);
/* What stands under the line: how it is understood, what is unclear, what is wrong. */
void board_explain(struct board *board, struct buf *out);
/* Typed and not yet sealed. */
bool board_unsaved(const struct board *board);
/* Seals the line. True also when a question is to be answered first (ASKING). */
bool board_accept(struct board *board, struct error *err) MUST_USE;
/* Puts the CHOICE-th meaning (from 0) in the place of the unclear word, and accepts. */
bool board_answer(struct board *board, size_t choice, struct error *err) MUST_USE;
/* After something was typed: no question waits any more. */
void board_typed(struct board *board);
/* Begins another line; one that is unfinished waits and comes back after it. */
void board_begin(struct board *board, enum board_purpose purpose, const char *about,
                 const char *text);
/* Leaves a change that was begun; an unchanged one without a trace. */
void board_give_up(struct board *board);
/* Words from somewhere else (an interview) as a line to be completed. */
void board_receive(struct board *board, const char *text, const char *source,
                   const struct answer *answer);

void board_line_init(struct board_line *line);
void board_line_finish(struct board_line *line);

/* ---- single keys; board_change.c ---- */

bool board_edit_fact(struct board *board, struct error *err) MUST_USE;
bool board_rename(struct board *board, struct error *err) MUST_USE;
bool board_remove(struct board *board, struct error *err) MUST_USE;
bool board_turn_private(struct board *board, struct error *err) MUST_USE;
/* About on the picture: whose words the fact is; else those of this line and the next. */
bool board_give_word(struct board *board, enum answer_by by, const char *relation,
                     struct error *err) MUST_USE;
bool board_weigh(struct board *board, int by, struct error *err) MUST_USE;
/* The first item of a tie; then the second: the line is begun. */
bool board_connect(struct board *board, struct error *err) MUST_USE;
/* Stores changes of facts as one edit; what would change nothing is done. */
bool board_store(struct board *board, const struct fact_change *changes, size_t count,
                 struct error *err) MUST_USE;

/* ---- the draft; board_draft.c ---- */

json_t *board_to_json(const struct board *board);
void board_from_json(struct board *board, const json_t *draft);

#endif
