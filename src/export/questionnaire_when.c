/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * enableWhen: a condition of only ands or only ors of single comparisons with
 * constants, which every program knows. Anything else is for FHIRPath.
 */
#include "export/questionnaire_writer.h"

#include "base/alloc.h"
#include "export/questionnaire_path.h"
#include "form/rule_tree.h"

#include <stdlib.h>
#include <string.h>

/* Index of the first node of the tree that ends at LAST. */
static size_t tree_start(const struct rule *rule, size_t last)
{
    size_t wanted = 1;

    for (size_t i = last + 1; i-- > 0;) {
        wanted = wanted + rule->nodes[i].operands - 1;
        if (wanted == 0)
            return i;
    }
    return 0;
}

/* One comparison, as it is being recognised. */
struct atom {
    const struct item *item;
    const char *sign; /* of enableWhen */
    const struct rule_node *constant; /* NULL with exists */
    bool yes;                         /* of exists */
};

static const struct item *asked(const struct questionnaire *self, const struct item *from,
                                const struct rule_node *node)
{
    const struct item *item =
        node->kind == RULE_NODE_REFERENCE ? form_find(self->form, node->text) : NULL;

    /* A rank has a question for each place, a calculation no type that is sure. */
    if (!item || !item_takes_answer(item) || item->type == ITEM_RANK ||
        item->type == ITEM_CALCULATE || item->type == ITEM_DIAGRAM || item->type == ITEM_MODULE ||
        !questionnaire_path_single(from, item))
        return NULL;
    return item;
}

static bool is_constant(const struct rule_node *node)
{
    return node->kind == RULE_NODE_TEXT || node->kind == RULE_NODE_NUMBER ||
           node->kind == RULE_NODE_TRUE || node->kind == RULE_NODE_FALSE;
}

static const char *sign_of(enum rule_node_kind kind, bool turned)
{
    switch (kind) {
    case RULE_NODE_EQUAL:
        return "=";
    case RULE_NODE_UNEQUAL:
        return "!=";
    case RULE_NODE_LESS:
        return turned ? ">" : "<";
    case RULE_NODE_LESS_EQUAL:
        return turned ? ">=" : "<=";
    case RULE_NODE_GREATER:
        return turned ? "<" : ">";
    case RULE_NODE_GREATER_EQUAL:
        return turned ? "<=" : ">=";
    default:
        return NULL;
    }
}

static bool compared(const struct questionnaire *self, const struct item *from,
                     const struct rule_node *nodes, struct atom *atom)
{
    bool turned = is_constant(&nodes[0]);
    const struct rule_node *constant = &nodes[turned ? 0 : 1];

    atom->item = asked(self, from, &nodes[turned ? 1 : 0]);
    atom->sign = sign_of(nodes[2].kind, turned);
    if (!atom->item || !atom->sign || !is_constant(constant))
        return false;
    if (constant->kind == RULE_NODE_TEXT && constant->text[0] == '\0') {
        /* = '' and != '' ask whether there is anything; less than nothing is never. */
        atom->yes = atom->sign[0] == '!';
        return strcmp(atom->sign, "=") == 0 || atom->yes;
    }
    atom->constant = constant;
    /* Of several choices, the one and only: enableWhen would be content with one of them. */
    return atom->item->type != ITEM_SELECT_MULTIPLE;
}

/* The nodes from FIRST to LAST, both included. */
static bool recognise(const struct questionnaire *self, const struct item *from,
                      const struct rule *rule, size_t first, size_t last, struct atom *atom)
{
    const struct rule_node *nodes = &rule->nodes[first];
    bool denied = rule->nodes[last].kind == RULE_NODE_NOT;
    size_t count = last - first + 1 - denied;

    *atom = (struct atom){0};
    if (count == 2 && nodes[1].kind == RULE_NODE_ANSWERED) {
        atom->item = asked(self, from, &nodes[0]);
        atom->yes = !denied;
        return atom->item != NULL;
    }
    if (count != 3)
        return false;
    if (nodes[2].kind == RULE_NODE_SELECTED && nodes[1].kind == RULE_NODE_TEXT &&
        nodes[1].text[0]) {
        atom->item = asked(self, from, &nodes[0]);
        atom->constant = &nodes[1];
        atom->sign = denied ? "!=" : "=";
        return atom->item && atom->item->choices;
    }
    if (!compared(self, from, nodes, atom))
        return false;
    if (!denied)
        return true;
    /* not(a < 3) is also true when there is no a; of the others the opposite has a sign. */
    if (!atom->constant)
        atom->yes = !atom->yes;
    else if (atom->sign[0] == '!')
        atom->sign = "=";
    else if (atom->sign[0] == '=')
        atom->sign = "!=";
    else
        return false;
    return true;
}

static bool put_choice(const struct questionnaire *self, json_t *when, const struct item *item,
                       const char *name)
{
    for (size_t i = 0; item->choices && i < item->choices->count; i++) {
        const struct choice *choice = &item->choices->choices[i];

        if (strcmp(choice->name, name) == 0) {
            json_t *coding = questionnaire_coding(self, item->choices, choice);

            json_object_del(coding, "display");
            json_object_del(coding, "_display");
            json_object_set_new(when, "answerCoding", coding);
            return true;
        }
    }
    return false; /* own words, or nobody's choice */
}

static bool put_boolean(json_t *when, const struct rule_node *constant)
{
    if (constant->kind == RULE_NODE_TRUE || constant->kind == RULE_NODE_FALSE) {
        json_object_set_new(when, "answerBoolean", json_boolean(constant->kind == RULE_NODE_TRUE));
        return true;
    }
    if (constant->kind != RULE_NODE_TEXT ||
        (strcmp(constant->text, "yes") != 0 && strcmp(constant->text, "no") != 0))
        return false;
    json_object_set_new(when, "answerBoolean", json_boolean(constant->text[0] == 'y'));
    return true;
}

static bool put_number(const struct questionnaire *self, json_t *when, const struct item *item,
                       const struct rule_node *constant)
{
    bool whole = strcmp(questionnaire_type(self->form, item), "integer") == 0;

    json_t *number;

    if (constant->kind != RULE_NODE_NUMBER || !(constant->number >= INT32_MIN) ||
        !(constant->number <= INT32_MAX))
        return false;
    number = questionnaire_number(constant->number);
    if (whole && !json_is_integer(number)) {
        json_decref(number);
        return false;
    }
    json_object_set_new(when, whole ? "answerInteger" : "answerDecimal", number);
    return true;
}

static bool put_constant(const struct questionnaire *self, json_t *when, const struct atom *atom)
{
    const struct rule_node *constant = atom->constant;
    bool equals = strcmp(atom->sign, "=") == 0 || atom->sign[0] == '!';

    switch (atom->item->type) {
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
        return equals && constant->kind == RULE_NODE_TEXT &&
               put_choice(self, when, atom->item, constant->text);
    case ITEM_YES_NO:
        return equals && put_boolean(when, constant);
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
    case ITEM_RANGE:
        return put_number(self, when, atom->item, constant);
    case ITEM_TEXT:
        if (!equals || constant->kind != RULE_NODE_TEXT)
            return false;
        questionnaire_put(when, "answerString", constant->text);
        return true;
    default:
        /* Dates may be partial, quantities come in units. */
        return false;
    }
}

static json_t *atom_json(const struct questionnaire *self, const struct atom *atom)
{
    json_t *when = json_object();

    json_put_text(when, "question", atom->item->name);
    json_put_text(when, "operator", atom->constant ? atom->sign : "exists");
    if (!atom->constant) {
        json_object_set_new(when, "answerBoolean", json_boolean(atom->yes));
    } else if (!put_constant(self, when, atom)) {
        json_decref(when);
        return NULL;
    }
    return when;
}

/* A yes_no alone is a condition as well. */
static json_t *atom_of(const struct questionnaire *self, const struct item *from,
                       const struct rule *rule, size_t first, size_t last)
{
    static const struct rule_node yes = {.kind = RULE_NODE_TRUE};
    struct atom atom;

    if (first == last) {
        atom = (struct atom){asked(self, from, &rule->nodes[first]), "=", &yes, false};
        return atom.item && atom.item->type == ITEM_YES_NO ? atom_json(self, &atom) : NULL;
    }
    return recognise(self, from, rule, first, last, &atom) ? atom_json(self, &atom) : NULL;
}

/* Takes the chain of ands (or of ors) apart from behind; LIST gets them in reverse. */
static bool take_apart(const struct questionnaire *self, const struct item *from,
                       const struct rule *rule, enum rule_node_kind chain, json_t *list)
{
    size_t *waiting = alloc_array(rule->count + 1, sizeof(*waiting)), count = 0;
    bool good = true;

    waiting[count++] = rule->count - 1;
    while (count > 0 && good) {
        size_t last = waiting[--count];

        if (rule->nodes[last].kind == chain) {
            waiting[count++] = tree_start(rule, last - 1) - 1; /* the left one */
            waiting[count++] = last - 1;
            continue;
        }
        {
            json_t *when = atom_of(self, from, rule, tree_start(rule, last), last);

            good = when && json_array_insert_new(list, 0, when) == 0;
        }
    }
    free(waiting);
    return good;
}

bool questionnaire_put_when(const struct questionnaire *self, json_t *json, const struct item *item)
{
    const struct rule *rule = item->relevant;
    enum rule_node_kind chain = rule->nodes[rule->count - 1].kind;
    json_t *list = json_array();
    bool good = take_apart(self, item, rule, chain == RULE_NODE_OR ? chain : RULE_NODE_AND, list);

    if (good) {
        size_t count = json_array_size(list);

        json_object_set(json, "enableWhen", list);
        if (count > 1)
            json_object_set_new(json, "enableBehavior",
                                json_string(chain == RULE_NODE_OR ? "any" : "all"));
    }
    json_decref(list);
    return good;
}
