/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons: an empty one equals nothing but an empty one, a partial date is held
 * against the other at the coarser precision, and a yes is also 'yes'.
 */
#include "export/questionnaire_path_part.h"

#include "export/questionnaire_writer.h"

#include <string.h>

static const char *quoted(struct path_builder *builder, const char *text)
{
    struct buf out = BUF_INIT;
    const char *copy;

    questionnaire_path_quote(&out, text);
    copy = arena_copy(builder->arena, buf_text(&out), out.length);
    buf_finish(&out);
    return copy;
}

/* An answer in own words counts as the choice "other", unless the list has one of that name. */
static const char *other_words(struct path_builder *builder, const struct path_part *where)
{
    return path_format(builder, "%s.value.ofType(string).exists()", where->answers);
}

static bool is_other(const struct path_part *where, const char *code)
{
    return where->item && where->item->other && strcmp(code, "other") == 0;
}

bool path_selected(struct path_builder *builder, const struct path_part *where,
                   const struct path_part *code, struct path_part *out)
{
    const char *wanted;

    if (!where->item || (where->kind != PATH_CODE && where->kind != PATH_CODES))
        return path_compare(builder, RULE_NODE_EQUAL, where, code, out);
    if (!code->literal) {
        wanted = path_text(builder, code);
        if (!wanted)
            return false;
        *out = path_boolean(path_format(builder, "(%s contains %s)", where->text, wanted), false);
        return true;
    }
    wanted = quoted(builder, questionnaire_code_of(where->item, code->literal));
    if (is_other(where, code->literal))
        *out = path_boolean(other_words(builder, where), true);
    else
        *out = path_boolean(path_format(builder, "(%s contains %s)", where->text, wanted), true);
    return true;
}

static bool equal_choice(struct path_builder *builder, const struct path_part *a,
                         const struct path_part *b, struct path_part *out)
{
    const char *code = quoted(builder, questionnaire_code_of(a->item, b->literal));

    if (is_other(a, b->literal))
        *out = path_boolean(a->kind == PATH_CODE
                                ? other_words(builder, a)
                                : path_format(builder, "(%s and %s.value.count() = 1)",
                                              other_words(builder, a), a->answers),
                            true);
    else if (a->kind == PATH_CODES && a->item->other)
        *out = path_boolean(path_format(builder, "(%s = %s and %s.value.count() = 1)", a->text,
                                        code, a->answers),
                            false);
    else
        *out = path_boolean(path_format(builder, "(%s = %s)", a->text, code), false);
    return true;
}

/* A yes or no against a constant text. */
static bool equal_words(struct path_builder *builder, const struct path_part *a,
                        const struct path_part *b, struct path_part *out)
{
    if (!a->answers)
        return false;
    *out = path_boolean("false", true);
    if (strcmp(b->literal, "yes") == 0 || strcmp(b->literal, "no") == 0)
        *out = path_boolean(path_format(builder, "(%s = %s)", a->text,
                                        b->literal[0] == 'y' ? "true" : "false"),
                            false);
    return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD, or no constant. */
static bool is_date(const struct path_part *part)
{
    const char *text = part->literal;
    size_t length = text ? strlen(text) : 10;

    if (!text)
        return part->kind == PATH_DATE;
    for (size_t i = 0; i < length; i++)
        if ((i == 4 || i == 7) ? text[i] != '-' : (text[i] < '0' || text[i] > '9'))
            return false;
    return part->kind == PATH_TEXT && (length == 4 || length == 7 || length == 10);
}

/* The coarser of two dates decides how many characters count. */
static bool compare_dates(struct path_builder *builder, const char *sign, const struct path_part *a,
                          const struct path_part *b, struct path_part *out)
{
    const char *left = path_text(builder, a), *right = path_text(builder, b);

    if (!left || !right || !is_date(a) || !is_date(b))
        return false;
    *out = path_boolean(path_format(builder,
                                    "(%s.substring(0, %s.length()) %s "
                                    "%s.substring(0, %s.length()))",
                                    left, right, sign, right, left),
                        false);
    return true;
}

/* An hour against a constant one: FHIR's times have seconds always. */
static bool compare_times(struct path_builder *builder, const char *sign, const struct path_part *a,
                          const struct path_part *b, struct path_part *out)
{
    const char *text = b->literal;
    size_t length = text ? strlen(text) : 0;

    if (!a->item || a->item->type != ITEM_TIME || (length != 5 && length != 8) || text[2] != ':' ||
        strspn(text, "0123456789:") != length)
        return false;
    *out = path_boolean(path_format(builder, "(%s.toString() %s '%s%s')", a->text, sign, text,
                                    length == 5 ? ":00" : ""),
                        false);
    return true;
}

static const char *sign_of(enum rule_node_kind kind)
{
    switch (kind) {
    case RULE_NODE_LESS:
        return "<";
    case RULE_NODE_LESS_EQUAL:
        return "<=";
    case RULE_NODE_GREATER:
        return ">";
    case RULE_NODE_GREATER_EQUAL:
        return ">=";
    default:
        return "=";
    }
}

static bool equal_known(struct path_builder *builder, const struct path_part *a,
                        const struct path_part *b, struct path_part *out)
{
    const char *left, *right;

    if (b->literal && a->item && (a->kind == PATH_CODE || a->kind == PATH_CODES))
        return equal_choice(builder, a, b, out);
    if (a->kind == PATH_BOOLEAN && b->kind == PATH_TEXT && b->literal)
        return equal_words(builder, a, b, out);
    if (a->kind == PATH_BOOLEAN && b->kind == PATH_BOOLEAN) {
        *out = path_boolean(path_format(builder, "(%s = %s)", a->text, b->text),
                            a->total && b->total);
        return true;
    }
    if (a->kind == PATH_TIME)
        return compare_times(builder, "=", a, b, out);
    if (a->kind == PATH_BOOLEAN || b->kind == PATH_BOOLEAN || b->kind == PATH_TIME)
        return false;
    if (a->kind == PATH_DATE || b->kind == PATH_DATE)
        return compare_dates(builder, "=", a, b, out);
    if (a->kind == PATH_NUMBER || b->kind == PATH_NUMBER) {
        left = path_number(builder, a);
        right = path_number(builder, b);
    } else {
        left = path_text(builder, a);
        right = path_text(builder, b);
    }
    if (!left || !right)
        return false;
    *out = path_boolean(path_format(builder, "(%s = %s)", left, right), false);
    return true;
}

/* The words of the standard for the reasons of an item that was left open. */
static const char *reason_of(const char *reason)
{
    static const char *const words[][2] = {
        {"skipped", "not-asked"},           {"not_asked", "not-asked"},
        {"declined", "asked-declined"},     {"later", "temp-unknown"},
        {"not_applicable", "not-applicable"}, {"unknown", "asked-unknown"},
        {"asked_unknown", "asked-unknown"},
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(words[i][0], reason) == 0)
            return words[i][1];
    return NULL;
}

static bool equal(struct path_builder *builder, const struct path_part *a,
                  const struct path_part *b, struct path_part *out)
{
    if (a->literal && !b->literal)
        return equal(builder, b, a, out);
    if (a->kind == PATH_ROWS || b->kind == PATH_ROWS)
        return false;
    if (b->literal && b->literal[0] == '\0') {
        /* A sum that is no number is not an empty answer either. */
        *out = path_boolean(a->kind == PATH_NUMBER && !a->answers
                                ? "false"
                                : path_format(builder, "%s.not()", path_exists(builder, a)),
                            true);
        return true;
    }
    if (a->kind == PATH_REASON) {
        const char *reason = b->literal ? reason_of(b->literal) : NULL;

        if (!reason)
            return false;
        *out = path_boolean(path_format(builder, "(%s = '%s')", a->text, reason), false);
        return true;
    }
    if (!equal_known(builder, a, b, out))
        return false;
    if (!a->literal && !b->literal && !a->total && !b->total &&
        !(a->kind == PATH_NUMBER && !a->answers) && !(b->kind == PATH_NUMBER && !b->answers))
        *out = path_boolean(path_format(builder, "((%s.not() and %s.not()) or %s)",
                                        path_exists(builder, a), path_exists(builder, b),
                                        out->text),
                            false);
    return true;
}

bool path_compare(struct path_builder *builder, enum rule_node_kind kind,
                  const struct path_part *a, const struct path_part *b, struct path_part *out)
{
    const char *left, *right;

    if (kind == RULE_NODE_EQUAL)
        return equal(builder, a, b, out);
    if (kind == RULE_NODE_UNEQUAL) {
        if (!equal(builder, a, b, out))
            return false;
        *out = path_boolean(path_format(builder, "%s.not()", path_condition(builder, out, true)),
                            true);
        return true;
    }
    if (a->kind == PATH_DATE || b->kind == PATH_DATE)
        return compare_dates(builder, sign_of(kind), a, b, out);
    if (a->kind == PATH_TIME)
        return compare_times(builder, sign_of(kind), a, b, out);
    left = path_number(builder, a);
    right = path_number(builder, b);
    if (!left || !right)
        return false;
    *out = path_boolean(path_format(builder, "(%s %s %s)", left, sign_of(kind), right), false);
    return true;
}
