/*
 * A document before it has a format: what the summary says, in order. Every
 * format writes the same blocks, so none can leave a word out.
 */
#ifndef EXPORT_DOCUMENT_H
#define EXPORT_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_TITLE,
    BLOCK_NOTICE,    /* "draft form", "not the published text": may not be overlooked */
    BLOCK_HEADING,   /* level 1-3 */
    BLOCK_FACT,      /* label: text */
    BLOCK_PARAGRAPH,
    BLOCK_QUESTION,  /* prefix and what was asked */
    BLOCK_ANSWER,    /* words, with who, how, language, gloss */
    BLOCK_STATE,     /* no answer, and why */
};
#define BLOCK_KIND_COUNT 8

struct block {
    enum block_kind kind;
    unsigned level;
    const char *label;       /* fact: its name; question: the prefix; answer: row title or "" */
    const char *text;
    const char *item;        /* item name, "" otherwise: for JSON and links */
    const char *row;         /* row id, "" */
    const char *attribution; /* answer: "the patient, word for word, in Arabic, through the interpreter" */
    const char *gloss;
    const char *language;    /* BCP 47 of TEXT, "" unknown: for dir and lang in HTML */
    bool verbatim;           /* quote marks */
    bool amended;
};

struct document {
    struct arena *arena;
    const char *language;    /* of the chrome */
    const char *title;
    struct block *blocks;
    size_t count, capacity;
};

struct document *document_create(const char *language);
void document_destroy(struct document *document);
/* Strings are copied. Returns the block for the rarer fields. */
struct block *document_add(struct document *document, enum block_kind kind, const char *label,
                           const char *text);

#endif
