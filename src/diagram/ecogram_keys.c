/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single keys do to an ecogram: each becomes a line, as if it were typed.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include <string.h>

const char *ecogram_item_name(const struct diagram *diagram, const char *item)
{
    for (size_t i = 0; i < diagram->node_count; i++) {
        if (strcmp(diagram->nodes[i].id, item) == 0) {
            return diagram->nodes[i].name;
        }
    }
    return strcmp(item, "centre") == 0 ? diagram->subject : NULL;
}

/* What anybody may see of it, at any moment; a word like "sister" speaks for itself. */
bool ecogram_item_is_person(const struct diagram *diagram, const char *item)
{
    for (size_t i = 0; i < diagram->node_count; i++) {
        const struct ecogram_node *node = &diagram->nodes[i];

        if (strcmp(node->id, item) != 0) {
            continue;
        }
        bool person = ecogram_usual_kind(node->key) == KIND_PERSON;
        for (int moment = 0; moment < ECOGRAM_MOMENTS; moment++) {
            const struct ecogram_about *about = &node->layers.about[1][moment];

            if (about->kind != 0) {
                return about->kind == KIND_PERSON;
            }
            person = person || (about->group >= GROUP_FAMILY && about->group <= GROUP_NEIGHBOURS);
        }
        return person;
    }
    return false;
}

/* Who is tied to the centre is named alone. */
bool ecogram_connect(struct buf *out, const struct diagram *diagram, const char *from,
                     const char *to)
{
    struct ecogram_statement statement = {.says = SAYS_LINK, .name = from, .other = to};
    size_t first = ecogram_find(diagram, from), second = ecogram_find(diagram, to);

    if (first == second) {
        return false;
    }
    if (first == ECOGRAM_NONE || second == ECOGRAM_NONE) {
        statement.says = SAYS_ABOUT;
        statement.name = first == ECOGRAM_NONE ? to : from;
    }
    ecogram_write(out, &statement);
    buf_add_char(out, ' ');
    return true;
}

/* Not important, important, very important; what was not said lies below important. */
bool ecogram_weigh(struct buf *out, const struct diagram *diagram, const char *id, int by)
{
    for (size_t i = 0; i < diagram->fact_count; i++) {
        const struct ecogram_fact *fact = &diagram->facts[i];
        struct ecogram_statement statement;
        struct notation_line tokens;
        bool weighed = false;

        if (strcmp(fact->id, id) != 0 ||
            !notation_read(&tokens, ecogram_signs(), fact->line, strlen(fact->line), NULL)) {
            continue;
        }
        if (ecogram_read(&statement, &tokens, "", NULL, NULL) && statement.says == SAYS_ABOUT) {
            int importance = (int)statement.about.importance;
            int to = importance ? importance + by : by > 0 ? IMPORTANT : IMPORTANT_NOT;

            weighed = to >= IMPORTANT_NOT && to <= IMPORTANT_VERY;
            if (weighed) {
                statement.about.importance = (enum ecogram_importance)to;
                ecogram_write(out, &statement);
            }
        }
        notation_finish(&tokens);
        return weighed;
    }
    return false;
}
