/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of FHIRPath while an expression is put together, shared by
 * questionnaire_path.c (operators and functions), _path_compare.c (comparisons) and
 * _path_answer.c (where answers are found).
 */
#ifndef EXPORT_QUESTIONNAIRE_PATH_PART_H
#define EXPORT_QUESTIONNAIRE_PATH_PART_H

#include "export/questionnaire_path.h"
#include "form/rule_tree.h"

#define PATH_MAX_LENGTH 20000 /* a longer expression helps nobody */

struct path_part {
    enum path_kind kind;
    const char *text;    /* anything may follow it: "a.b", "(a + b)", "5" */
    bool total;          /* never empty; only true or false */
    const char *literal; /* a constant as the form has it, "" for the empty one; else NULL */
    const char *answers; /* a reference: the answers themselves; else NULL */
    const struct item *item;
};

struct path_builder {
    const struct form *form;
    const struct item *item; /* whose expression it is; NULL: of the form */
    struct arena *arena;
    const struct choice *choice; /* that a filter looks at; NULL */
    unsigned depth; /* of calculations that ask for calculations */
};

/* All return false when FHIRPath has no words for it. */
bool path_build(struct path_builder *builder, const struct rule *rule, struct path_part *out);
bool path_answer(struct path_builder *builder, const char *name, struct path_part *out);
bool path_own(struct path_builder *builder, struct path_part *out);
bool path_compare(struct path_builder *builder, enum rule_node_kind kind,
                  const struct path_part *a, const struct path_part *b, struct path_part *out);
bool path_selected(struct path_builder *builder, const struct path_part *where,
                   const struct path_part *code, struct path_part *out);

const char *path_format(struct path_builder *builder, const char *format, ...) PRINTF_LIKE(2, 3);
struct path_part path_boolean(const char *text, bool total);
/* The part as yes or no: empty is no, but may stay empty unless TOTAL is asked for. */
const char *path_condition(struct path_builder *builder, const struct path_part *part, bool total);
/* As text or as a number; NULL when there is no way. */
const char *path_text(struct path_builder *builder, const struct path_part *part);
const char *path_number(struct path_builder *builder, const struct path_part *part);
/* Whether there is anything. */
const char *path_exists(struct path_builder *builder, const struct path_part *part);
/* The rows that TO stands in, as seen from here; NULL when it is in none of its own. */
const char *path_rows(struct path_builder *builder, const struct item *to);

#endif
