/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extensions, texts in languages and codings: what all elements of a Questionnaire
 * are made of.
 */
#include "export/questionnaire_writer.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/rule.h"
#include "form/translation.h"

#include <stdint.h>
#include <string.h>

bool questionnaire_is_foreign_space(uint32_t c)
{
    return c == 0x0B || c == 0x0C || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/* Whether anything had to change. */
static bool add_plain(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    bool changed = false;

    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(text + at, length - at, &code_point);

        if (questionnaire_is_foreign_space(code_point))
            buf_add_char(out, ' ');
        else
            buf_add(out, text + at, size);
        changed = changed || questionnaire_is_foreign_space(code_point);
        at += size;
    }
    return changed;
}

void questionnaire_put(json_t *object, const char *member, const char *text)
{
    struct buf plain = BUF_INIT;

    add_plain(&plain, text);
    json_put_text(object, member, buf_text(&plain));
    buf_finish(&plain);
}

json_t *questionnaire_extend(json_t *element, const char *url)
{
    json_t *list = json_object_get(element, "extension"), *extension = json_object();

    if (!list) {
        list = json_array();
        json_object_set_new(element, "extension", list);
    }
    json_object_set_new(extension, "url", json_string(url));
    json_array_append_new(list, extension);
    return extension;
}

void questionnaire_extend_text(json_t *element, const char *url, const char *member,
                               const char *text)
{
    if (text && text[0])
        questionnaire_put(questionnaire_extend(element, url), member, text);
}

void questionnaire_extend_flag(json_t *element, const char *url)
{
    json_object_set_new(questionnaire_extend(element, url), "valueBoolean", json_true());
}

json_t *questionnaire_number(double number)
{
    if (number > -1e15 && number < 1e15 && !((double)(json_int_t)number < number) &&
        !((double)(json_int_t)number > number))
        return json_integer((json_int_t)number);
    return json_real(number);
}

void questionnaire_extend_number(json_t *element, const char *url, double number)
{
    json_object_set_new(questionnaire_extend(element, url), "valueDecimal",
                        questionnaire_number(number));
}

void questionnaire_extend_integer(json_t *element, const char *url, int64_t integer)
{
    json_object_set_new(questionnaire_extend(element, url), "valueInteger", json_integer(integer));
}

void questionnaire_mark_derived(json_t *element)
{
    json_t *list = json_object_get(element, "extension"), *mark = json_object(), *value;
    json_t *extension = json_array_get(list, json_array_size(list) - 1);
    const char *member = "extension";

    if (json_object_get(extension, "extension")) {
        questionnaire_extend_flag(extension, QUESTIONNAIRE_OURS "derived");
        json_decref(mark);
        return;
    }
    json_object_foreach(extension, member, value)
        if (strcmp(member, "url") != 0)
            break;
    {
        struct buf name = BUF_INIT;

        buf_add_format(&name, "_%s", member);
        questionnaire_extend_flag(mark, QUESTIONNAIRE_OURS "derived");
        json_object_set_new(extension, buf_text(&name), mark);
        buf_finish(&name);
    }
}

void questionnaire_extend_path(json_t *element, const char *url, const char *name, const char *path)
{
    json_t *expression = json_object();

    json_put_text(expression, "name", name);
    json_object_set_new(expression, "language", json_string("text/fhirpath"));
    questionnaire_put(expression, "expression", path);
    json_object_set_new(questionnaire_extend(element, url), "valueExpression", expression);
}

/* ---- texts ---- */

/* The text as the form has it, where it is not what is shown. */
static void put_original(json_t *beside, const char *language, const char *text, bool spaces)
{
    json_t *original = questionnaire_extend(beside, QUESTIONNAIRE_OURS "wording");

    questionnaire_extend_text(original, "lang", "valueCode", language);
    if (spaces) {
        json_t *string = json_string(text);
        struct buf escaped = BUF_INIT;

        json_write_ascii(&escaped, string);
        questionnaire_extend_text(original, "json", "valueString", buf_text(&escaped));
        buf_finish(&escaped);
        json_decref(string);
    } else {
        questionnaire_extend_text(original, "content", "valueString", text);
    }
}

/* TEXT as people may read it, into OUT; the original goes beside it if it is another. */
static void show(const struct questionnaire *self, struct buf *out, json_t *beside,
                 const char *language, const char *text)
{
    struct buf piped = BUF_INIT;
    bool spaces;

    wording_pipe(&piped, self->form, text, language, NULL, NULL);
    spaces = add_plain(out, buf_text(&piped));
    if (spaces || strcmp(buf_text(out), text) != 0)
        put_original(beside, language, text, spaces);
    buf_finish(&piped);
}

/* The language that has a text: that of the file if it can be. */
static size_t base_of(const struct questionnaire *self, const struct wording *wording)
{
    const struct form *form = self->form;

    if (wording->text[self->language])
        return self->language;
    if (wording->text[form->default_language])
        return form->default_language;
    for (size_t i = 0; i < form->language_count; i++)
        if (wording->text[i])
            return i;
    return self->language;
}

static void put_translation(json_t *beside, const char *language, const char *text)
{
    json_t *translation = questionnaire_extend(beside, FHIR_EXTENSION "translation");

    questionnaire_extend_text(translation, "lang", "valueCode", language);
    questionnaire_extend_text(translation, "content", "valueString", text);
}

void questionnaire_put_wording(const struct questionnaire *self, json_t *object, const char *member,
                               const struct wording *wording)
{
    const struct form *form = self->form;
    size_t base = base_of(self, wording);
    struct buf text = BUF_INIT, name = BUF_INIT;
    json_t *beside;

    if (wording_is_empty(wording))
        return;
    beside = json_object();
    show(self, &text, beside, form->languages[base], wording->text[base]);
    json_put_text(object, member, buf_text(&text));
    if (base != self->language)
        questionnaire_extend_text(beside, QUESTIONNAIRE_OURS "language", "valueCode",
                                  form->languages[base]);
    for (size_t i = 0; i < form->language_count; i++) {
        if (i == base || !wording->text[i])
            continue;
        buf_clear(&text);
        show(self, &text, beside, form->languages[i], wording->text[i]);
        put_translation(beside, form->languages[i], buf_text(&text));
    }
    buf_add_format(&name, "_%s", member);
    if (json_object_size(beside) > 0)
        json_object_set(object, buf_text(&name), beside);
    json_decref(beside);
    buf_finish(&text);
    buf_finish(&name);
}

void questionnaire_extend_wording(const struct questionnaire *self, json_t *element,
                                  const char *url, const struct wording *wording)
{
    if (!wording_is_empty(wording))
        questionnaire_put_wording(self, questionnaire_extend(element, url), "valueString",
                                  wording);
}

/* ---- rows of the table ---- */

static void put_field(const struct questionnaire *self, json_t *element,
                      const struct questionnaire_key *key, const void *field)
{
    const struct rule *rule;

    switch (key->shape) {
    case QUESTIONNAIRE_WORDING:
        questionnaire_extend_wording(self, element, key->url, field);
        break;
    case QUESTIONNAIRE_TEXT:
        questionnaire_extend_text(element, key->url, "valueString", *(const char *const *)field);
        break;
    case QUESTIONNAIRE_RULE:
        rule = *(struct rule *const *)field;
        if (rule)
            questionnaire_extend_text(element, key->url, "valueString", rule_text(rule));
        break;
    case QUESTIONNAIRE_FLAG:
        if (*(const bool *)field)
            questionnaire_extend_flag(element, key->url);
        break;
    default:
        break;
    }
}

void questionnaire_put_fields(const struct questionnaire *self, json_t *element,
                              enum questionnaire_place place, const void *from)
{
    for (size_t i = 0; i < questionnaire_key_count(); i++) {
        const struct questionnaire_key *key = questionnaire_key_at(i);

        if (key->place == place && key->offset != SIZE_MAX)
            put_field(self, element, key, (const char *)from + key->offset);
    }
}

bool questionnaire_code(const char *text, const char **system, const char **code)
{
    for (size_t i = 0; i < questionnaire_system_count(); i++) {
        const struct questionnaire_system *known = questionnaire_system_at(i);
        size_t length = strlen(known->word);

        if (strncmp(text, known->word, length) == 0 && text[length] == ':' && text[length + 1] &&
            !form_has_space(text + length + 1)) {
            *system = known->url;
            *code = text + length + 1;
            return true;
        }
    }
    return false;
}
