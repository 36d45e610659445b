/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that go from one place of a record to another without losing who said
 * them, in which language, when: filing a captured line, quoting an answer.
 */
#ifndef APP_QUOTE_H
#define APP_QUOTE_H

#include "app/session.h"

/* What is quoted, whichever it was. Borrowed; NULL texts count as "". */
struct quote_source {
    const char *text, *gloss;
    enum answer_by by;
    enum answer_how how;
    const char *relation;
    const char *language; /* BCP 47; "": that of the contact */
    const char *contact;  /* id */
    int64_t time;         /* 0: not said */
    const char *where;    /* title of the interview it stands in; "" */
};

/* An answer, or a captured line, as what is quoted; the words of the answer are TEXT. */
struct quote_source quote_of_answer(const struct answer *answer, const char *text);
struct quote_source quote_of_line(const struct capture *line);
/* "the patient", or "mother" of an informant. */
void quote_speaker(struct buf *out, enum answer_by by, const char *relation);
/* The name of the first of the languages in TAGS, for the reader of the program. */
void quote_language(struct buf *out, const char *tags);
/* "mother, in Turkish, said on 14 March 2026 in “Core interview”" */
void quote_attribution(struct buf *out, const struct session *session,
                       const struct quote_source *source);
/* “text” (attribution; means: gloss), on one line if ONE_LINE. */
void quote_write(struct buf *out, const struct session *session, const struct quote_source *source,
                 bool one_line);

/*
 * What ANSWER (of ITEM) becomes when SOURCE is added behind what is there. QUOTED:
 * in quotation marks with its attribution; else as it is, with the attribution
 * only where it would be lost. Into an empty answer who, language and how go along.
 * False, and ANSWER as it was: a number or a date stands there, and takes no more.
 */
bool quote_into(struct answer *answer, const struct form *form, const struct item *item,
                const struct session *session, const struct quote_source *source, bool quoted,
                struct error *err) MUST_USE;

#endif
