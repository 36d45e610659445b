/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that come to stand in another place without being said anew: a new
 * version of a form calls their question otherwise. Such an edit names the one
 * that brought the words, and the answer keeps its author, its time and its
 * visit. Nobody can put words into somebody else's mouth that way: what is
 * carried has to say the same.
 */
#ifndef RECORD_CARRY_H
#define RECORD_CARRY_H

#include "base/buf.h"
#include "record/record.h"

/*
 * All that was said with an answer, whatever kind of value holds it: codes, digits,
 * words, one on each line. A value that became another kind says the same.
 */
void answer_said(struct buf *out, const struct answer *answer);
void value_said(struct buf *out, const struct value *value);
/* The same words from the same person in the same manner; only the kind of value may differ. */
bool answer_says_same(const struct answer *a, const struct answer *b);

/*
 * For record_apply(): OUT is the edit (index) that EDIT carries on, SIZE_MAX if none. Refuses
 * one that is not of this interview, or says something else.
 */
bool carry_check(size_t *out, const struct record *record, const struct edit *edit,
                 struct error *err) MUST_USE;

#endif
