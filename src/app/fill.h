/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers from a file, recorded as the screen would: a map from item name to a
 * value, or to {value, words, by, relation, lang, how, state, reason, gloss};
 * for a repeat a list of such maps; for a file its path.
 */
#ifndef APP_FILL_H
#define APP_FILL_H

#include "app/session.h"
#include "base/yaml_tree.h"

/*
 * Reads all of ANSWERS first and stores it in one transaction, or nothing.
 * FILE is for messages, which name line and column. CONTACT "" : none.
 * COUNT (may be NULL) receives how many answers were stored.
 */
bool fill_answers(struct session *session, const char *form_id, const struct yaml_value *answers,
                  const char *file, const char *contact, size_t *count, struct error *err) MUST_USE;

#endif
