/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From lines to a picture: the kinds of drawing, each a row of one table, so
 * that screens, commands, summaries and tests know none of them by name.
 *
 * A diagram is the model folded from lines of notation (verhaal-notation(5));
 * it borrows nothing. It is rebuilt after every change: that costs less than a
 * key (5 ms at most, with layout and all, for hundreds of facts).
 */
#ifndef DIAGRAM_DIAGRAM_H
#define DIAGRAM_DIAGRAM_H

#include "base/buf.h"
#include "base/error.h"
#include "diagram/scene.h"

struct diagram;

/* What a line may refer to without saying it. Copied; NULL is "". */
struct diagram_context {
    const char *subject;  /* name of the person in the centre; "" : a word for it */
    const char *birth;    /* EDTF: what "age 12" counts from */
    const char *language; /* "en", "nl": words of the picture; input may be in either */
    int32_t today;        /* days since 1970: a date behind it is a mistake, and said so */
};

#define DIAGRAM_CHOICES_MAX 9

/* How one line was understood: what the person who typed it reads at once. */
struct understanding {
    struct buf canonical; /* the line as it will be kept; parsing it gives the same */
    struct buf sentence;  /* "mother: strong tie, lives in Syria, both ways", translated */
    struct buf remark;    /* kept but odd: "2031 is in the future"; "" */
    /* A word that could mean several things: ask once, then put the answer in its place. */
    size_t question_at, question_length; /* bytes of the line; length 0: nothing to ask */
    struct buf question;  /* "What is “close”?", translated */
    size_t choice_count;
    const char *choices[DIAGRAM_CHOICES_MAX];       /* notation to put in its place; static,
                                                     * OWN_CHOICE or of CHOICE_TEXTS */
    struct buf choice_texts[DIAGRAM_CHOICES_MAX];   /* those made for this line */
    char own_choice[160]; /* the word itself in quotation marks: so it is a name */
    const char *choice_labels[DIAGRAM_CHOICES_MAX]; /* N_() */
};

void understanding_init(struct understanding *understanding);
void understanding_finish(struct understanding *understanding);

enum scene_form { FORM_AUTOMATIC, FORM_COLUMNS, FORM_RING, FORM_VERTICAL, FORM_HORIZONTAL };

struct scene_options {
    int columns;         /* width asked for; 0: as wide as it likes (80 for text) */
    int rows;            /* of the window, 0: no limit; only a hint */
    unsigned zoom;       /* 0: whole labels, as exports need; 1: short; 2: signs only */
    enum scene_form form;
    bool legend;
    bool show_private;   /* false on the turned screen */
    bool free_order;     /* ecogram: do not keep places together */
    const char *moment;  /* ecogram: "before", "now", "compare"; NULL: now */
    const struct scene *previous; /* keep its order where it still fits; NULL: from scratch */
};

struct diagram_type {
    const char *name;    /* "ecogram" */
    const char *title;   /* N_() */
    const char *summary; /* N_(), for help */
    const char *example; /* one line of notation, shown while the entry line is empty; N_() */
    struct diagram *(*create)(const struct diagram_context *context);
    void (*destroy)(struct diagram *diagram);
    /*
     * Reads LINE and, if it can be understood, folds it in as fact ID (up to 32
     * characters; "" numbers itself). False with ERR (line 0, column set, bytes
     * counted from 1): nothing has changed. An OUT with a question has changed
     * nothing either. OUT may be NULL: then a question is an error. Comments (#
     * at the start) and empty lines are no facts: true, canonical empty.
     */
    bool (*add)(struct diagram *diagram, const char *line, size_t length, const char *id,
                bool private, struct understanding *out, struct error *err);
    /* Canonical lines, in the order of entry. Adding them to an empty one gives the same. */
    void (*print)(struct buf *out, const struct diagram *diagram);
    /* NULL only for bad options: a programmer's mistake. Never fails on data. */
    struct scene *(*scene)(const struct diagram *diagram, const struct scene_options *options);
    /* Everything the picture says, in sentences, each fact once. */
    void (*outline)(struct buf *out, const struct diagram *diagram, bool show_private);
    /* The lines that change when NAME gets another name; each fact id is called back
     * with its new line. NULL: this kind has no names. */
    void (*rename)(const struct diagram *diagram, const char *name, const char *new_name,
                   void (*line)(void *payload, const char *id, const char *text), void *payload);
    /*
     * What single keys on the picture do, each as a line. All may be NULL: then the key
     * says that this drawing has no such thing.
     */
    /* What lines call an item of the scene; NULL: no line names it. Valid until the next add. */
    const char *(*item_name)(const struct diagram *diagram, const char *item);
    /* Whether ITEM was said to be a person, or its name or group says so. What is not said
     * to be anything may be drawn as a person and is none here. */
    bool (*item_is_person)(const struct diagram *diagram, const char *item);
    /* The beginning of a line that ties two names; how they are tied is typed behind it. */
    bool (*connect)(struct buf *out, const struct diagram *diagram, const char *from,
                    const char *to);
    /* The line of fact ID with its weight (importance, valence) BY more. False: no more. */
    bool (*weigh)(struct buf *out, const struct diagram *diagram, const char *id, int by);
    bool has_moments; /* scene_options.moment means something */
    bool has_order;   /* scene_options.free_order does */
};

/* The kinds, one file each; found by name or index in the table of diagram.c. */
extern const struct diagram_type diagram_ecogram;
extern const struct diagram_type diagram_lifeline;

size_t diagram_type_count(void);
const struct diagram_type *diagram_type_at(size_t index);
const struct diagram_type *diagram_type_find(const char *name); /* or NULL */

/*
 * A whole file of lines. All mistakes are told, not only the first: ERR has the
 * first with its line and column, REPORT (may be NULL) one line each. Limits:
 * 4 MiB, 20,000 facts, 2,048 bytes a line.
 */
bool diagram_read(const struct diagram_type *type, struct diagram *diagram, const char *text,
                  size_t length, struct buf *report, struct error *err) MUST_USE;

#endif
