/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * enableWhen as an expression. Questions that are not there and circles are errors;
 * what can be read but not said in a form is a loss, and the item is then asked
 * whatever the answers.
 */
#include "export/questionnaire_reader.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/rule_result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct source *import_link(struct questionnaire_reader *reader, const char *link_id)
{
    const json_t *index = json_object_get(reader->links, link_id);

    return index ? &reader->sources[json_integer_value(index)] : NULL;
}

struct rule *import_rule(struct questionnaire_reader *reader, const char *text)
{
    struct error ignored = {0};
    struct rule *rule;

    return rule_parse(&rule, reader->arena, text, strlen(text), &ignored) ? rule : NULL;
}

/* What no text of a form keeps: a comparison with it would come back as another. */
static bool has_control(const char *text)
{
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return true;
    return false;
}

bool import_literal(struct buf *out, const char *text)
{
    char quote = strchr(text, '\'') ? '"' : '\'';

    if (strchr(text, quote) || has_control(text))
        return false;
    buf_add_format(out, "%c%s%c", quote, text, quote);
    return true;
}

/* The zone at the end of a moment, "Z" or "+01:00"; "" when there is none. */
static const char *zone_of(const char *text)
{
    const char *time = strchr(text, 'T');

    return time ? time + strcspn(time, "Z+-") : "";
}

bool import_item_literal(struct questionnaire_reader *reader, struct buf *out,
                         const struct item *item, const struct node *value)
{
    const char *text = json_string_value(value->json), *zone;
    struct result ignored;
    char moment[40];

    if (!text)
        return false;
    if (item->type != ITEM_DATE && item->type != ITEM_DATETIME && item->type != ITEM_TIME)
        return import_literal(out, text);
    zone = zone_of(text);
    (void)snprintf(moment, sizeof(moment), "%.*s",
                   zone[0] ? (int)(zone - text < 39 ? zone - text : 39) : 39, text);
    if (item->type == ITEM_TIME ? !result_read_time(&ignored, moment)
                                : !result_read_date(&ignored, moment))
        return false;
    if (zone[0])
        import_lose(reader, "W604", value,
                    _("the time zone %.20s; here, it is that of the place of the interview"), zone);
    return import_literal(out, moment);
}

/* ---- one comparison ---- */

/* Whether FROM can look at the answer of ITEM: no rows in between. */
static bool can_see(const struct item *from, const struct item *item)
{
    const struct item *rows = item_repeat(item);

    for (const struct item *at = from; at; at = at->parent)
        if (at->parent == rows)
            return true;
    return !rows;
}

static const char *sign_of(const char *operator)
{
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
        if (strcmp(signs[i], operator) == 0)
            return signs[i];
    return NULL;
}

/* As people write it; false: only with an exponent, which no expression has. */
static bool add_number(struct buf *out, double number)
{
    char text[64];

    (void)snprintf(text, sizeof(text), "%.15g", number);
    buf_add_text(out, text);
    return !strchr(text, 'e');
}

static bool add_answer(struct questionnaire_reader *reader, struct buf *out,
                       const struct source *source, const struct node *answer, const char *key)
{
    const struct item *asked = source->item;
    double number;

    if (json_is_boolean(answer->json)) {
        buf_add_text(out, json_is_true(answer->json) ? "true()" : "false()");
        return asked->type == ITEM_YES_NO;
    }
    if (json_is_integer(answer->json)) {
        buf_add_format(out, "%lld", (long long)json_integer_value(answer->json));
        return true;
    }
    if (json_is_object(answer->json) && strcmp(key, "answerQuantity") == 0)
        return import_unit_fits(reader, source, answer) &&
               node_number(reader, answer, "value", &number) && add_number(out, number);
    if (json_is_real(answer->json))
        return add_number(out, json_real_value(answer->json));
    return import_item_literal(reader, out, asked, answer);
}

/* Whether there is an answer at all: OPERATOR "exists". */
static bool add_exists(struct buf *out, const struct source *asked, bool seen, bool wanted)
{
    const struct item *item = asked->item;

    if (!seen && asked->wrap)
        buf_add_format(out, "count(${%s}) %s 0", asked->wrap->name, wanted ? ">" : "=");
    else if (!seen || !item_takes_answer(item))
        return false;
    else
        buf_add_format(out, wanted ? "answered(${%s})" : "not(answered(${%s}))", item->name);
    return true;
}

static bool add_choice(struct questionnaire_reader *reader, struct buf *out,
                       const struct item *item, const struct node *answer, const char *key,
                       const char *sign)
{
    const struct choice *choice = import_choice(reader, item, answer, key);
    bool several = item->type == ITEM_SELECT_MULTIPLE, unequal = strcmp(sign, "!=") == 0;

    if (!choice || (strcmp(sign, "=") != 0 && !unequal))
        return false;
    if (several)
        buf_add_format(out, unequal ? "not(selected(${%s}, " : "selected(${%s}, ", item->name);
    else
        buf_add_format(out, "${%s} %s ", item->name, sign);
    if (!import_literal(out, choice->name))
        return false;
    buf_add_text(out, !several ? "" : unequal ? "))" : ")");
    return true;
}

static void unused_when(struct questionnaire_reader *reader, const struct node *when,
                        const char *key)
{
    const char *const known[] = {"question", "operator", key};

    if (!reader->ours)
        node_only(reader, when, known, sizeof(known) / sizeof(known[0]));
}

/* One element of enableWhen; false: it cannot be said in a form. */
static bool add_when(struct questionnaire_reader *reader, struct buf *out, const struct node *when,
                     const struct source *from)
{
    const char *operator = node_text(reader, when, "operator");
    const char *question = node_text(reader, when, "question"), *key, *sign;
    const struct source *asked = question ? import_link(reader, question) : NULL;
    struct node *answer = NULL;
    const struct item *item;
    bool seen;

    key = node_value(reader, when, &answer);
    if (reader->failed)
        return false;
    if (key)
        unused_when(reader, when, key);
    if (!operator && json_object_get(when->json, "hasAnswer"))
        return import_fail(reader, "E603", when,
                           _("\"hasAnswer\" is of FHIR STU3; Questionnaires of R4 are read"));
    if (!operator || !key || !(sign = strcmp(operator, "exists") == 0 ? "" : sign_of(operator)))
        return import_fail(reader, !operator || !key ? "E603" : "E604", when,
                           _("a condition needs an operator that is known, and an answer"));
    item = asked->item;
    if (!item)
        return false;
    seen = can_see(from->wrap ? from->wrap : from->item, item);
    if (!sign[0] && !json_is_boolean(answer->json))
        return import_fail(reader, "E602", answer, _("true or false was expected here"));
    if (!sign[0])
        return add_exists(out, asked, seen, json_is_true(answer->json));
    if (!seen || !item_takes_answer(item))
        return false;
    if (item->choices)
        return add_choice(reader, out, item, answer, key, sign);
    buf_add_format(out, "${%s} %s ", item->name, sign);
    return add_answer(reader, out, asked, answer, key);
}

/* ---- all of them ---- */

static bool joins_with_or(struct questionnaire_reader *reader, const struct source *source,
                          size_t count)
{
    const char *behaviour = node_text(reader, source->node, "enableBehavior");

    if (!behaviour && count > 1)
        import_lose(reader, "W604", source->node,
                    _("it does not say whether all conditions are needed or any; all are taken"));
    if (behaviour && strcmp(behaviour, "any") != 0 && strcmp(behaviour, "all") != 0)
        import_fail(reader, "E604", node_get(reader, source->node, "enableBehavior"),
                    _("all or any was expected here"));
    return behaviour && strcmp(behaviour, "any") == 0;
}

/* Where the condition of a question stands: at the repeat that was made around it. */
static struct rule *condition_of(const struct source *source)
{
    return source->wrap ? source->wrap->relevant : source->item->relevant;
}

/* A question inside a question stands behind it here, and is asked when that is. */
static void inherit_condition(struct questionnaire_reader *reader, struct source *source)
{
    const struct source *parent = source->parent;
    struct item *item = source->wrap ? source->wrap : source->item;
    struct buf both = BUF_INIT;

    if (!parent || !parent->item || strcmp(parent->type, "group") == 0)
        return;
    import_lose(reader, "W603", source->node, _("an item inside a question stands behind it"));
    if (parent->wrap || !parent->item->relevant)
        return;
    if (item->relevant)
        buf_add_format(&both, "(%s) and (%s)", rule_text(parent->item->relevant),
                       rule_text(item->relevant));
    else
        buf_add_text(&both, rule_text(parent->item->relevant));
    item->relevant = import_rule(reader, buf_text(&both));
    buf_finish(&both);
}

static void read_when(struct questionnaire_reader *reader, struct source *source)
{
    const struct node *list = node_get(reader, source->node, "enableWhen");
    size_t count = node_count(reader, list);
    const char *word = joins_with_or(reader, source, count) ? " or " : " and ";
    struct buf out = BUF_INIT;
    bool good = true;

    for (size_t i = 0; i < count && good && !reader->failed; i++) {
        buf_add_text(&out, i > 0 ? word : "");
        good = add_when(reader, &out, node_at(reader, list, i), source);
    }
    if (good && count > 0 && !reader->failed && !source->own_condition)
        source->item->relevant = import_rule(reader, buf_text(&out));
    if (source->wrap) {
        source->wrap->relevant = source->item->relevant;
        source->item->relevant = NULL;
    }
    if (count > 0 && !condition_of(source) && !reader->failed)
        import_lose(reader, "W601", list,
                    _("this condition cannot be said in a form; the item is always asked"));
    buf_finish(&out);
}

/* ---- questions that are there, and no circles ---- */

static bool check_links(struct questionnaire_reader *reader, const struct source *source)
{
    const struct node *list = node_get(reader, source->node, "enableWhen");
    size_t count = node_count(reader, list);

    if (count > QUESTIONNAIRE_MAX_WHEN)
        return import_fail(reader, "E608", list, _("more than %d conditions"),
                           QUESTIONNAIRE_MAX_WHEN);
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *when = node_at(reader, list, i);
        const char *question = node_text(reader, when, "question");

        if (reader->failed)
            return false;
        if (!question)
            import_fail(reader, "E603", when, _("a condition needs a question"));
        else if (!import_link(reader, question))
            import_fail(reader, "E606", node_get(reader, when, "question"),
                        _("no item has this linkId"));
    }
    return !reader->failed;
}

/* What the asking of SOURCE hangs on: the item around it, then its questions. */
static struct source *depends(struct questionnaire_reader *reader, const struct source *source,
                              size_t index)
{
    const json_t *list = json_object_get(source->node->json, "enableWhen");

    if (index == 0)
        return source->parent;
    return import_link(reader, json_text(json_array_get(list, index - 1), "question"));
}

static size_t depend_count(const struct source *source)
{
    return 1 + json_array_size(json_object_get(source->node->json, "enableWhen"));
}

struct visit {
    struct source *source;
    size_t next;
};

static bool refuse_circle(struct questionnaire_reader *reader, const struct visit *stack,
                          size_t count, const struct source *again)
{
    struct buf way = BUF_INIT;
    size_t start = 0;

    while (start < count && stack[start].source != again)
        start++;
    for (size_t i = start; i < count && way.length < 300; i++)
        buf_add_format(&way, "%.40s -> ", stack[i].source->link_id);
    buf_add_format(&way, "%.40s", again->link_id);
    import_fail(reader, "E607", node_get(reader, stack[count - 1].source->node, "enableWhen"),
                _("whether it is asked depends on itself: %s"), buf_text(&way));
    buf_finish(&way);
    return false;
}

/* Depth first, on a stack of our own; MARK 1: on the stack, 2: done. */
static bool check_circle(struct questionnaire_reader *reader, struct visit *stack,
                         struct source *start)
{
    size_t count = 1;

    stack[0] = (struct visit){start, 0};
    start->mark = 1;
    while (count > 0) {
        struct visit *top = &stack[count - 1];
        struct source *next;

        if (top->next == depend_count(top->source)) {
            top->source->mark = 2;
            count--;
            continue;
        }
        next = depends(reader, top->source, top->next++);
        if (!next || next->mark == 2)
            continue;
        if (next->mark == 1)
            return refuse_circle(reader, stack, count, next);
        next->mark = 1;
        stack[count++] = (struct visit){next, 0};
    }
    return true;
}

bool import_conditions(struct questionnaire_reader *reader)
{
    struct visit *stack;

    for (size_t i = 0; i < reader->source_count; i++)
        if (!check_links(reader, &reader->sources[i]))
            return false;
    stack = alloc_array(reader->source_count + 1, sizeof(*stack));
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++)
        if (reader->sources[i].mark == 0)
            (void)check_circle(reader, stack, &reader->sources[i]);
    free(stack);
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++)
        if (reader->sources[i].item) {
            read_when(reader, &reader->sources[i]);
            inherit_condition(reader, &reader->sources[i]);
        }
    return !reader->failed;
}
