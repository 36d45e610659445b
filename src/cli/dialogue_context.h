/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the plain dialogue around an answer: who goes on talking, follow-up
 * questions that were asked, words that were explained, the pause before what is
 * sensitive, the time of the visit. REST is what follows the command.
 */
#ifndef CLI_DIALOGUE_CONTEXT_H
#define CLI_DIALOGUE_CONTEXT_H

#include "app/desk.h"

/* Whoever was named before goes on talking. */
bool dialogue_still(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* "": the follow-up questions with numbers; "2": asked, or not after all. */
bool dialogue_asked(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* "": the words with numbers; "2": said plainer; "2 informant mother": who said it back. */
bool dialogue_term(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* "later", "out", "declined": everything behind the pause. */
bool dialogue_leave(struct desk *desk, char *rest, struct error *err) MUST_USE;
/* What the pause says, in LANGUAGE, instead of the question. */
void dialogue_pause(const struct desk *desk, const char *language);
bool dialogue_time(struct desk *desk, char *rest, struct error *err) MUST_USE;

#endif
