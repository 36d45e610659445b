/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers by chance to a form, as QuestionnaireResponses, and what Verhaal makes of
 * each condition and constraint with them: one line of JSON each. paths.js holds the
 * exported expressions against it.
 *
 *   answers FORM.yaml COUNT
 *
 * COUNT 0 writes the Questionnaire itself. Items in repeats have no answers here, and rules over
 * rows are left out.
 */
#include "base/alloc.h"
#include "base/edtf.h"
#include "base/json.h"
#include "export/questionnaire.h"
#include "export/questionnaire_writer.h"
#include "form/rule_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct answers {
    const struct form *form;
    struct value *values; /* by the index of the item */
    uint64_t state;
};

static unsigned chance(struct answers *self, unsigned below)
{
    self->state ^= self->state << 13;
    self->state ^= self->state >> 7;
    self->state ^= self->state << 17;
    return (unsigned)(self->state >> 33) % below;
}

static const struct value *value_named(void *self, const char *name)
{
    struct answers *answers = self;
    const struct item *item = form_find(answers->form, name);

    return item ? &answers->values[item->index] : NULL;
}

static struct rule_source source_of(struct answers *self, const struct item *item)
{
    return (struct rule_source){.value = value_named,
                                .own = &self->values[item->index],
                                .today = (int32_t)(time(NULL) / 86400),
                                .self = self};
}

static void put(json_t *item, const char *member, json_t *value)
{
    json_t *list = json_object_get(item, "answer"), *answer = json_object();

    if (!list) {
        list = json_array();
        json_object_set_new(item, "answer", list);
    }
    json_object_set_new(answer, member, value);
    json_array_append_new(list, answer);
}

static json_t *coding(const struct item *item, const char *name)
{
    json_t *json = json_object();

    json_put_text(json, "code", questionnaire_code_of(item, name));
    return json;
}

static void choose(struct answers *self, const struct item *item, json_t *json)
{
    struct value *value = &self->values[item->index];
    bool one = item->type == ITEM_SELECT_ONE;
    size_t only = chance(self, (unsigned)item->choices->count);

    if (item->other && chance(self, 4) == 0) {
        value_set_other(value, "Words", 5);
        put(json, "valueString", json_string("Words"));
        if (one)
            return;
    }
    for (size_t i = 0; i < item->choices->count; i++) {
        const char *name = item->choices->choices[i].name;

        if (one ? i == only : chance(self, 2) == 0) {
            value_add_choice(value, name);
            put(json, "valueCoding", coding(item, name));
        }
    }
}

static void answer(struct answers *self, const struct item *item, json_t *json)
{
    static const char *const words[] = {"", "Anna", "x", "anna and more"};
    static const char *const dates[] = {"2026", "2019-12", "2001-05-30", "2020", "2033-01-01",
                                        "2020-01-01"};
    struct value *value = &self->values[item->index];
    const char *text;

    switch (item->type) {
    case ITEM_TEXT:
        text = words[1 + chance(self, 3)];
        value_set_text(value, text, strlen(text));
        put(json, "valueString", json_string(text));
        break;
    case ITEM_INTEGER:
        value_set_integer(value, chance(self, 100));
        put(json, "valueInteger", json_integer(value->integer));
        break;
    case ITEM_DECIMAL:
        value->kind = VALUE_DECIMAL;
        value->decimal = chance(self, 30) / 8.0;
        value->text = alloc_string("1");
        put(json, "valueDecimal", questionnaire_number(value->decimal));
        break;
    case ITEM_YES_NO:
        value_set_boolean(value, chance(self, 2));
        put(json, "valueBoolean", json_boolean(value->integer));
        break;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
        choose(self, item, json);
        break;
    case ITEM_DATE:
        text = dates[chance(self, 6)];
        value_set_date(value, text, strlen(text));
        put(json, "valueDate", json_string(text));
        break;
    default:
        break;
    }
}

static json_t *response(struct answers *self)
{
    json_t *json = json_object(), *list = json_array();

    json_put_text(json, "resourceType", "QuestionnaireResponse");
    json_put_text(json, "status", "completed");
    for (size_t i = 0; i < self->form->all_count; i++) {
        const struct item *item = self->form->all[i];
        json_t *one = json_object();

        value_finish(&self->values[i]);
        json_put_text(one, "linkId", item->name);
        if (item_takes_answer(item) && !item_repeat(item) && chance(self, 3) > 0)
            answer(self, item, one);
        if (item->type == ITEM_CALCULATE && item->calculation) {
            struct rule_source source = source_of(self, item);

            rule_value(&self->values[i], item->calculation, &source);
            if (self->values[i].kind == VALUE_INTEGER)
                put(one, "valueDecimal", json_integer(self->values[i].integer));
        }
        if (json_object_get(one, "answer"))
            json_array_append(list, one);
        json_decref(one);
    }
    json_object_set_new(json, "item", list);
    return json;
}

/* Rows, ranks and reasons are not among the answers made here. */
static bool is_plain(const struct answers *self, const struct item *item, const struct rule *rule)
{
    if (!rule || item_repeat(item))
        return false;
    for (size_t i = 0; i < rule->count; i++) {
        const struct rule_node *node = &rule->nodes[i];
        const struct item *to =
            node->kind == RULE_NODE_REFERENCE ? form_find(self->form, node->text) : NULL;

        if (node->kind == RULE_NODE_SET || node->kind == RULE_NODE_ABSENT ||
            (to && (to->type == ITEM_RANK || to->type == ITEM_TIME || to->type == ITEM_QUANTITY)))
            return false;
    }
    return true;
}

static json_t *expected(struct answers *self, bool constraints)
{
    json_t *json = json_object();

    for (size_t i = 0; i < self->form->all_count; i++) {
        const struct item *item = self->form->all[i];
        const struct rule *rule = constraints ? item->constraint : item->relevant;
        struct rule_source source = source_of(self, item);

        if (is_plain(self, item, rule) &&
            !(constraints && value_is_empty(&self->values[i])))
            json_object_set_new(json, item->name, json_boolean(rule_holds(rule, &source)));
    }
    return json;
}

int main(int argc, char **argv)
{
    struct answers self = {.state = 88172645463325252u};
    struct form *form;
    struct error err = {0};
    long count = argc == 3 ? atol(argv[2]) : -1;

    if (count < 0 || !form_load(&form, argv[1], NULL, &err)) {
        fprintf(stderr, "answers FORM.yaml COUNT: %s\n", err.message);
        return 1;
    }
    if (count == 0) {
        struct buf out = BUF_INIT;
        bool written = questionnaire_write(&out, form, NULL, NULL, &err);

        (void)fputs(buf_text(&out), stdout);
        buf_finish(&out);
        form_destroy(form);
        return written ? 0 : 1;
    }
    self.form = form;
    self.values = alloc_array(form->all_count, sizeof(*self.values));
    while (count-- > 0) {
        struct buf line = BUF_INIT;
        json_t *json = json_object();

        json_object_set_new(json, "response", response(&self));
        json_object_set_new(json, "relevant", expected(&self, false));
        json_object_set_new(json, "constraint", expected(&self, true));
        json_write(&line, json);
        puts(buf_text(&line));
        buf_finish(&line);
        json_decref(json);
    }
    for (size_t i = 0; i < form->all_count; i++)
        value_finish(&self.values[i]);
    free(self.values);
    form_destroy(form);
    return 0;
}
