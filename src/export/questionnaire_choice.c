/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choices as options. An option is a coding always: programs that load answers lose
 * those that are plain strings.
 */
#include "export/questionnaire_writer.h"

#include "base/decimal.h"
#include "export/questionnaire_path.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <string.h>

static const struct choice *choice_named(const struct choice_list *list, const char *name)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (strcmp(list->choices[i].name, name) == 0)
            return &list->choices[i];
    return NULL;
}

/* The choice's own code, when it has one that tells it from the others of the list. */
static bool own_code(const struct choice_list *list, const struct choice *choice,
                     const char **system, const char **code)
{
    if (!choice->code || !questionnaire_code(choice->code, system, code))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const struct choice *other = &list->choices[i];
        const char *mark = other->code ? strchr(other->code, ':') : NULL;

        if (other != choice && (strcmp(other->name, *code) == 0 ||
                                (mark && strcmp(mark + 1, *code) == 0)))
            return false;
    }
    return true;
}

const char *questionnaire_code_of(const struct item *item, const char *name)
{
    const struct choice *choice = choice_named(item->choices, name);
    const char *system, *code;

    return choice && own_code(item->choices, choice, &system, &code) ? code : name;
}

json_t *questionnaire_coding(const struct questionnaire *self, const struct choice_list *list,
                             const struct choice *choice)
{
    json_t *coding = json_object();
    struct buf own = BUF_INIT;
    const char *system, *code;

    if (!own_code(list, choice, &system, &code)) {
        buf_add_format(&own, "urn:verhaal:choice:%s:%s", self->form->form_id, list->name);
        system = buf_text(&own);
        code = choice->name;
    }
    json_put_text(coding, "system", system);
    questionnaire_put(coding, "code", code);
    questionnaire_put_wording(self, coding, "display", &choice->label);
    buf_finish(&own);
    return coding;
}

/* As a number for others, and as it is written where that is not the same. */
static void put_score(json_t *option, const struct choice *choice)
{
    struct buf digits = BUF_INIT;
    double number;

    if (choice->score && decimal_read(&number, choice->score, strlen(choice->score))) {
        questionnaire_extend_number(option, FHIR_EXTENSION "ordinalValue", number);
        decimal_write(&digits, number);
        if (strcmp(buf_text(&digits), choice->score) != 0)
            questionnaire_extend_text(option, QUESTIONNAIRE_OURS "score", "valueString",
                                      choice->score);
    }
    buf_finish(&digits);
}

json_t *questionnaire_option(const struct questionnaire *self, const struct choice_list *list,
                             const struct choice *choice)
{
    json_t *option = json_object();
    const char *system, *code;

    questionnaire_put_fields(self, option, QUESTIONNAIRE_CHOICE, choice);
    if (own_code(list, choice, &system, &code))
        questionnaire_extend_text(option, QUESTIONNAIRE_OURS "name", "valueString", choice->name);
    else
        questionnaire_extend_text(option, QUESTIONNAIRE_OURS "code", "valueString", choice->code);
    put_score(option, choice);
    for (size_t i = 0; i < choice->attribute_count; i++) {
        json_t *attribute = questionnaire_extend(option, QUESTIONNAIRE_OURS "attribute");

        questionnaire_extend_text(attribute, "name", "valueString", choice->attributes[i].name);
        questionnaire_extend_text(attribute, "value", "valueString", choice->attributes[i].value);
    }
    json_object_set_new(option, "valueCoding", questionnaire_coding(self, list, choice));
    return option;
}

/* Retired ones stay for old answers: an option that is never offered. */
static void put_toggle(const struct questionnaire *self, json_t *json,
                       const struct choice_list *list, const struct choice *choice,
                       const char *path)
{
    json_t *toggle =
        questionnaire_extend(json, SDC_EXTENSION "sdc-questionnaire-answerOptionsToggleExpression");
    json_t *coding = questionnaire_coding(self, list, choice);

    /* The option is named by its code, its words stand at the option itself. */
    json_object_del(coding, "display");
    json_object_del(coding, "_display");
    json_object_set_new(questionnaire_extend(toggle, "option"), "valueCoding", coding);
    questionnaire_extend_path(toggle, "expression", NULL, path);
}

static void put_filter(const struct questionnaire *self, json_t *json, const struct item *item,
                       const struct choice *choice)
{
    struct buf path = BUF_INIT;

    if (choice->retired)
        put_toggle(self, json, item->choices, choice, "false");
    else if (item->choice_filter && questionnaire_path_filter(&path, self->form, item, choice))
        put_toggle(self, json, item->choices, choice, buf_text(&path));
    buf_finish(&path);
}

static bool is_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

void questionnaire_put_options(const struct questionnaire *self, json_t *json,
                               const struct item *item, const char *defaults)
{
    const struct choice_list *list = item->choices;
    json_t *options = json_array();

    for (size_t i = 0; i < list->count; i++) {
        const struct choice *choice = &list->choices[i];
        json_t *option = questionnaire_option(self, list, choice);

        if (defaults && is_word(defaults, choice->name))
            json_object_set_new(option, "initialSelected", json_true());
        put_filter(self, json, item, choice);
        json_array_append_new(options, option);
    }
    json_object_set_new(json, "answerOption", options);
}
