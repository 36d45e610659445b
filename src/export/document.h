/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document before it has a format: what the summary says, in order. Every
 * format for people writes the same blocks, so none can leave a word out;
 * formats for machines write `data`, made from the same gathered answers.
 */
#ifndef EXPORT_DOCUMENT_H
#define EXPORT_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "export/loss.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scene; /* diagram/scene.h */

enum block_kind {
    BLOCK_TITLE,
    BLOCK_NOTICE,  /* "draft form", "not the published text": may not be overlooked */
    BLOCK_HEADING, /* level 1-3 */
    BLOCK_FACT,    /* label: text */
    BLOCK_PARAGRAPH,
    BLOCK_QUESTION, /* prefix and what was asked */
    BLOCK_ANSWER,   /* words, with who, how, language, gloss */
    BLOCK_STATE,    /* no answer, and why */
    BLOCK_PICTURE,  /* a drawing; what it says in words stands in the block after it */
};
#define BLOCK_KIND_COUNT 9

/* Every string is there, "" where there is nothing to say. */
struct block {
    enum block_kind kind;
    unsigned level;
    const char *label; /* fact: its name; question: the prefix; answer: row title */
    const char *text;
    const char *item;        /* item name: for links */
    const char *row;         /* row id */
    const char *attribution; /* answer: "the patient, word for word, in Arabic" */
    const char *gloss;       /* meaning of words in another language */
    const char *reason;      /* why there is no answer, or why it is as it is */
    const char *amendment;   /* who changed it after finalising, when and why */
    const char *language;    /* BCP 47 of TEXT, "" unknown: for dir and lang in HTML */
    bool verbatim;           /* quote marks */
    bool amended;
    bool counts; /* nothing in TEXT was said: it is made of numbers of questions */
    const struct scene *picture; /* the document's own; NULL in all other blocks */
};

struct document {
    struct arena *arena;
    const char *language; /* of the chrome */
    const char *title;
    const char *subject; /* patient code, or name without one: on every page */
    const char *author;
    int64_t created;    /* milliseconds since the epoch */
    int offset_minutes; /* local time of CREATED */
    struct block *blocks;
    size_t count, capacity;
    struct scene **scenes;
    size_t scene_count, scene_capacity;
    json_t *data; /* the same for machines; NULL: only blocks */
    json_t *bundle; /* the same as FHIR; NULL: nobody asked for it */
    struct losses losses; /* what BUNDLE does not say as the record does */
};

struct document *document_create(const char *language);
void document_destroy(struct document *document); /* accepts NULL */
/* Strings are copied. Returns the block for the rarer fields; valid until the next add. */
struct block *document_add(struct document *document, enum block_kind kind, const char *label,
                           const char *text);
/* Takes SCENE over. */
void document_add_picture(struct document *document, struct scene *scene);
/* A copy that lives as long as the document; NULL gives "". */
const char *document_string(struct document *document, const char *text);

/*
 * What belongs to a block beside its text, each with its label in the language
 * of the document ("" for the attribution): one order for all formats.
 */
struct block_detail {
    const char *label, *text;
};
#define BLOCK_DETAIL_MAX 4
size_t block_details(struct block_detail out[BLOCK_DETAIL_MAX], const struct document *document,
                     const struct block *block);

#endif
