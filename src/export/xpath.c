/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rule stands in postfix order, so its translation is one loop over a stack
 * of terms, as its evaluation is.
 */
#include "export/xpath.h"

#include "base/i18n.h"
#include "export/odk.h"
#include "export/xpath_term.h"
#include "form/rule_tree.h"

#include <assert.h>
#include <string.h>

/* Of calculations that look at calculations, when it comes to types. */
#define MAX_DEPTH 6

struct translation {
    const struct xpath_view *view;
    struct arena *arena;
    struct error *err;
};

void xpath_literal(struct buf *out, const char *text)
{
    if (!strchr(text, '\'')) {
        buf_add_format(out, "'%s'", text);
        return;
    }
    if (!strchr(text, '"')) {
        buf_add_format(out, "\"%s\"", text);
        return;
    }
    buf_add_text(out, "concat(");
    for (const char *next; *text; text = next) {
        char quote = *text == '\'' ? '"' : '\'';

        next = strchr(text, quote);
        next = next ? next : text + strlen(text);
        buf_add_char(out, quote);
        buf_add(out, text, (size_t)(next - text));
        buf_add_char(out, quote);
        buf_add_text(out, *next ? ", " : ")");
    }
}

void xpath_path(struct buf *out, const struct item *item)
{
    if (item->parent)
        xpath_path(out, item->parent);
    else
        buf_add_text(out, "/data");
    buf_add_format(out, "/%s", item->name);
}

/* The innermost repeat that VIEW and TARGET are both in a row of. */
static const struct item *shared_repeat(const struct item *from, const struct item *target)
{
    for (const struct item *outer = from ? item_repeat(from) : NULL; outer;
         outer = item_repeat(outer))
        for (const struct item *other = item_repeat(target); other; other = item_repeat(other))
            if (other == outer)
                return outer;
    return NULL;
}

static size_t steps_up(const struct item *from, const struct item *to)
{
    size_t steps = 0;

    for (; from && from != to; from = from->parent)
        steps++;
    return steps;
}

static void path_below(struct buf *out, const struct item *item, const struct item *above)
{
    if (item->parent != above)
        path_below(out, item->parent, above);
    buf_add_format(out, "/%s", item->name);
}

static void path_up(struct buf *out, const struct xpath_view *view, size_t steps)
{
    buf_add_text(out, view->predicate ? "current()/.." : "..");
    buf_add_repeat(out, "/..", steps - 1);
}

void xpath_reference(struct buf *out, const struct xpath_view *view, const struct item *item)
{
    const struct item *shared = shared_repeat(view->item, item);

    if (view->style == XPATH_NAMES) {
        buf_add_format(out, "${%s}", item->name);
    } else if (shared) {
        path_up(out, view, steps_up(view->item, shared));
        path_below(out, item, shared);
    } else {
        xpath_path(out, item);
    }
}

static bool translate(struct term *out, struct arena *arena, const struct rule *rule,
                      const struct xpath_view *view, struct error *err);

static enum term_type type_of(const struct translation *translation, const struct item *item)
{
    struct xpath_view view = *translation->view;
    struct term term;

    switch (item->type) {
    case ITEM_TEXT:
    case ITEM_FILE:
        return TERM_TEXT;
    case ITEM_INTEGER:
        return TERM_WHOLE;
    case ITEM_DECIMAL:
    case ITEM_QUANTITY:
    case ITEM_RANGE:
        return odk_is_whole(item) ? TERM_WHOLE : TERM_DECIMAL;
    case ITEM_YES_NO:
        return TERM_YES_NO;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
    case ITEM_RANK:
        return TERM_CODES;
    case ITEM_DATE:
        return TERM_DATE;
    case ITEM_DATETIME:
        return TERM_MOMENT;
    case ITEM_TIME:
        return TERM_TIME;
    case ITEM_CALCULATE:
        view.item = item;
        view.owner = NULL;
        view.depth++;
        if (view.depth > MAX_DEPTH || !item->calculation ||
            !translate(&term, translation->arena, item->calculation, &view, NULL))
            return TERM_MIXED;
        return term.type == TERM_BOOLEAN ? TERM_TEXT : term.type;
    case ITEM_NOTE:
    case ITEM_DIAGRAM:
    case ITEM_MODULE:
    case ITEM_GROUP:
    case ITEM_REPEAT:
        break;
    }
    return TERM_EMPTY;
}

static struct term place(const struct translation *translation, const struct item *item, bool own)
{
    struct arena *arena = translation->arena;
    enum term_type type = item ? type_of(translation, item) : TERM_EMPTY;
    struct buf path = BUF_INIT;
    struct term term;

    if (type == TERM_EMPTY)
        return term_quote(arena, "");
    if (own)
        buf_add_char(&path, '.');
    else
        xpath_reference(&path, translation->view, item);
    term = term_make(arena, type, "%s", buf_text(&path));
    buf_finish(&path);
    term.item = item;
    term.node = true;
    return term;
}

static const struct item *named(const struct translation *translation, const char *name)
{
    return name ? form_find(translation->view->form, name) : translation->view->item;
}

/* Adds what has to hold for the rows of REPEAT to be asked, as far as VIEW's rows do not tell. */
static bool asked(struct buf *out, const struct translation *translation, const struct item *repeat)
{
    const struct item *shared = shared_repeat(translation->view->item, repeat);
    struct xpath_view view = *translation->view;
    bool good = true;

    view.depth++;
    for (const struct item *item = repeat; item && item != shared && good; item = item->parent) {
        struct term term;

        if (!item->relevant)
            continue;
        view.owner = item;
        good = view.depth <= MAX_DEPTH &&
               translate(&term, translation->arena, item->relevant, &view, translation->err);
        if (good) {
            term = term_condition(translation->arena, &term);
            buf_add_format(out, "%s%s", out->length > 0 ? " and " : "",
                           term_tight(translation->arena, &term));
        }
    }
    return good;
}

/* Rows of a repeat that is not asked are still there for ODK. */
static bool count_rows(struct term *out, const struct translation *translation, const char *name)
{
    const struct item *repeat = named(translation, name);
    struct buf path = BUF_INIT, condition = BUF_INIT;
    bool good = true;

    if (repeat && repeat->type != ITEM_REPEAT)
        repeat = item_repeat(repeat);
    if (!repeat) {
        *out = term_make(translation->arena, TERM_WHOLE, "0");
    } else {
        xpath_reference(&path, translation->view, repeat);
        good = asked(&condition, translation, repeat);
        *out = term_make(translation->arena, TERM_WHOLE,
                         condition.length > 0 ? "if(%2$s, count(%1$s), 0)" : "count(%1$s)",
                         buf_text(&path), buf_text(&condition));
    }
    out->nullable = false;
    buf_finish(&condition);
    buf_finish(&path);
    return good;
}

static struct term number_of_row(const struct translation *translation)
{
    const struct xpath_view *view = translation->view;
    const struct item *owner = view->owner ? view->owner : view->item;
    const struct item *repeat = owner ? item_repeat(owner) : NULL;
    struct buf path = BUF_INIT;
    struct term term;

    if (!repeat)
        return term_quote(translation->arena, "");
    path_up(&path, view, steps_up(view->item, repeat));
    term = term_make(translation->arena, TERM_WHOLE, "position(%s)", buf_text(&path));
    term.nullable = false;
    buf_finish(&path);
    return term;
}

/* A column of the choices, as a place: they are read as what they look like. */
static struct term attribute(struct arena *arena, const char *name)
{
    struct term term = term_make(arena, TERM_TEXT, "%s", name);

    term.node = true;
    return term;
}

static struct term leaf(const struct translation *translation, const struct rule_node *node)
{
    struct arena *arena = translation->arena;
    struct term term;

    switch (node->kind) {
    case RULE_NODE_TEXT:
        return term_quote(arena, node->text);
    case RULE_NODE_NUMBER:
        term = term_make(arena, TERM_DECIMAL, "%.15g", node->number);
        break;
    case RULE_NODE_REFERENCE:
    case RULE_NODE_SET:
        return place(translation, named(translation, node->text), false);
    case RULE_NODE_ATTRIBUTE:
        return attribute(arena, node->text);
    case RULE_NODE_OWN:
        return place(translation, translation->view->item, true);
    case RULE_NODE_POSITION:
        return number_of_row(translation);
    case RULE_NODE_TODAY:
    case RULE_NODE_NOW:
        term = term_make(arena, node->kind == RULE_NODE_TODAY ? TERM_DATE : TERM_MOMENT, "%s()",
                         node->kind == RULE_NODE_TODAY ? "today" : "now");
        term.nullable = false;
        return term;
    default:
        term =
            term_make(arena, TERM_BOOLEAN, "%s()", node->kind == RULE_NODE_TRUE ? "true" : "false");
        term.literal = node->kind == RULE_NODE_TRUE ? "true" : "false";
        return term;
    }
    term.literal = term.text;
    term.nullable = false;
    return term;
}

static const char *sign_of(enum rule_node_kind kind)
{
    return kind == RULE_NODE_LESS         ? "<"
           : kind == RULE_NODE_LESS_EQUAL ? "<="
           : kind == RULE_NODE_GREATER    ? ">"
                                          : ">=";
}

static struct term join(struct arena *arena, const char *word, const struct term *a,
                        const struct term *b)
{
    struct term left = term_condition(arena, a), right = term_condition(arena, b);
    struct term term = term_make(arena, TERM_BOOLEAN, "%s %s %s", term_tight(arena, &left), word,
                                 term_tight(arena, &right));

    term.compound = true;
    return term;
}

/* What takes terms alone; false when NODE is something else. */
static bool apply_sign(struct term *out, struct arena *arena, const struct rule_node *node,
                       const struct term *operands)
{
    struct term zero, condition;

    switch (node->kind) {
    case RULE_NODE_OR:
    case RULE_NODE_AND:
        *out = join(arena, node->kind == RULE_NODE_OR ? "or" : "and", &operands[0], &operands[1]);
        return true;
    case RULE_NODE_NOT:
        condition = term_condition(arena, &operands[0]);
        *out = term_not(arena, &condition);
        return true;
    case RULE_NODE_EQUAL:
    case RULE_NODE_UNEQUAL:
        *out = term_equal(arena, &operands[0], &operands[1]);
        if (node->kind == RULE_NODE_UNEQUAL)
            *out = term_not(arena, out);
        return true;
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        *out = term_order(arena, sign_of(node->kind), &operands[0], &operands[1]);
        return true;
    case RULE_NODE_ADD:
    case RULE_NODE_SUBTRACT:
    case RULE_NODE_MULTIPLY:
    case RULE_NODE_DIVIDE:
    case RULE_NODE_REMAINDER:
        *out = function_sum(arena, node->kind, &operands[0], &operands[1]);
        return true;
    case RULE_NODE_NEGATE:
        zero = term_make(arena, TERM_WHOLE, "0");
        zero.nullable = false;
        *out = function_sum(arena, RULE_NODE_SUBTRACT, &zero, &operands[0]);
        return true;
    default:
        return false;
    }
}

/* False: there is no translation. */
static bool apply(struct term *out, const struct translation *translation,
                  const struct rule_node *node, const struct term *operands)
{
    struct arena *arena = translation->arena;
    struct term condition;

    if (apply_sign(out, arena, node, operands))
        return true;
    switch (node->kind) {
    case RULE_NODE_IF:
        *out = function_if(arena, &operands[0], operands[1], operands[2]);
        return true;
    case RULE_NODE_COALESCE:
        *out = function_coalesce(arena, operands[0], operands[1]);
        return true;
    case RULE_NODE_SELECTED:
        *out = function_selected(arena, &operands[0], &operands[1]);
        return true;
    case RULE_NODE_COUNT_SELECTED:
        *out = function_count_selected(arena, &operands[0]);
        return true;
    case RULE_NODE_COUNT:
        return count_rows(out, translation, node[-1].text);
    case RULE_NODE_ANSWERED:
        condition = term_is_empty(arena, &operands[0]);
        *out = term_not(arena, &condition);
        return true;
    case RULE_NODE_ABSENT:
        *out = term_quote(arena, "");
        return true;
    case RULE_NODE_SUM:
    case RULE_NODE_MIN:
    case RULE_NODE_MAX:
    case RULE_NODE_COUNT_NON_EMPTY:
        *out = function_fold(arena, node->kind, operands, node->operands);
        return true;
    case RULE_NODE_ONCE:
        *out = term_make(arena, operands[0].type, "once(%s)", operands[0].text);
        return true;
    case RULE_NODE_AGE:
        *out = function_age(arena, &operands[0]);
        return true;
    case RULE_NODE_REGEX:
        *out = function_regex(arena, &operands[0], node[-1].text);
        return true;
    case RULE_NODE_CONCAT:
    case RULE_NODE_CONTAINS:
    case RULE_NODE_STARTS_WITH:
    case RULE_NODE_STRING_LENGTH:
        *out = function_text(arena, node, operands);
        return true;
    default:
        return error_set(translation->err, ERROR_UNSUPPORTED,
                         _("XForms have no word for a part of this condition"));
    }
}

static bool translate(struct term *out, struct arena *arena, const struct rule *rule,
                      const struct xpath_view *view, struct error *err)
{
    struct translation translation = {view, arena, err};
    struct term *stack = arena_take(arena, rule->stack + 1, sizeof(*stack));
    size_t height = 0;

    for (size_t i = 0; i < rule->count; i++) {
        const struct rule_node *node = &rule->nodes[i];
        struct term term;

        height -= node->operands;
        if (node->operands == 0)
            term = leaf(&translation, node);
        else if (!apply(&term, &translation, node, &stack[height]))
            return false;
        stack[height++] = term;
    }
    assert(height == 1);
    *out = stack[0];
    return true;
}

static bool write_rule(struct buf *out, const struct rule *rule, const struct xpath_view *view,
                       bool condition, struct error *err)
{
    struct arena *arena = arena_create();
    struct term term;
    bool good = translate(&term, arena, rule, view, err);

    if (good && condition)
        term = term_condition(arena, &term);
    else if (good && view->item && view->item->type == ITEM_YES_NO)
        term = term_yes_no(arena, &term);
    if (good)
        buf_add_text(out, term.text);
    arena_destroy(arena);
    return good;
}

bool xpath_condition(struct buf *out, const struct rule *rule, const struct xpath_view *view,
                     struct error *err)
{
    return write_rule(out, rule, view, true, err);
}

bool xpath_value(struct buf *out, const struct rule *rule, const struct xpath_view *view,
                 struct error *err)
{
    return write_rule(out, rule, view, false, err);
}

bool xpath_loses(const struct rule *rule)
{
    for (size_t i = 0; rule && i < rule->count; i++)
        if (rule->nodes[i].kind == RULE_NODE_ABSENT)
            return true;
    return false;
}
