/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers as values and as JSON. What the patient said word for word is the
 * common case, so it costs nothing but the words.
 */
#include "record/answer.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/edit.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CHOICES 5000

/* How one of an enumeration is called in JSON and by people. */
struct word {
    const char *code;
    const char *label;
};

static const struct word by_words[ANSWER_BY_COUNT] = {
    [BY_PATIENT] = {"patient", N_("the patient")},
    [BY_INFORMANT] = {"informant", N_("an informant")},
    [BY_INTERPRETER] = {"interpreter", N_("the interpreter")},
    [BY_CLINICIAN] = {"clinician", N_("the clinician")},
    [BY_FILE] = {"file", N_("the file")},
    [BY_COMPUTED] = {"computed", N_("worked out by the form")},
};

static const struct word how_words[ANSWER_HOW_COUNT] = {
    [HOW_VERBATIM] = {"verbatim", N_("word for word")},
    [HOW_SUMMARY] = {"summary", N_("summarised")},
    [HOW_INTERPRETED] = {"interpreted", N_("through the interpreter")},
};

static const struct word state_words[ANSWER_STATE_COUNT] = {
    [STATE_ANSWERED] = {"answered", N_("answered")},
    [STATE_ADAPTED] = {"adapted", N_("asked in other words")},
    [STATE_SKIPPED] = {"skipped", N_("skipped")},
    [STATE_DECLINED] = {"declined", N_("declined")},
    [STATE_LATER] = {"later", N_("for later")},
    [STATE_NOT_APPLICABLE] = {"not_applicable", N_("not applicable")},
    [STATE_UNKNOWN] = {"unknown", N_("does not know")},
};

static const struct text_field answer_field_table[] = {
    {"relation", offsetof(struct answer, relation), FIELD_MAX_SHORT},
    {"language", offsetof(struct answer, language), FIELD_MAX_SHORT},
    {"reason", offsetof(struct answer, reason), EDIT_MAX_TEXT},
    {"words", offsetof(struct answer, words), EDIT_MAX_TEXT},
    {"gloss", offsetof(struct answer, gloss), EDIT_MAX_TEXT},
};
static const struct text_fields answer_fields = {
    answer_field_table, sizeof(answer_field_table) / sizeof(answer_field_table[0])};

void answer_init(struct answer *answer)
{
    memset(answer, 0, sizeof(*answer));
    fields_init(answer, &answer_fields);
    answer->author = alloc_string("");
}

void answer_finish(struct answer *answer)
{
    value_finish(&answer->value);
    fields_finish(answer, &answer_fields);
    free(answer->author);
    memset(answer, 0, sizeof(*answer));
}

void answer_copy(struct answer *out, const struct answer *from)
{
    if (out == from) {
        return;
    }
    value_finish(&out->value);
    value_copy(&out->value, &from->value);
    fields_copy(out, from, &answer_fields);
    out->by = from->by;
    out->how = from->how;
    out->state = from->state;
    field_set(&out->author, from->author);
    memcpy(out->contact, from->contact, sizeof(out->contact));
    out->time = from->time;
    out->amended = from->amended;
}

bool answer_equal(const struct answer *a, const struct answer *b)
{
    return a->by == b->by && a->how == b->how && a->state == b->state &&
           fields_equal(a, b, &answer_fields) && value_equal(&a->value, &b->value);
}

static bool has_words(const struct answer *answer)
{
    return !value_is_empty(&answer->value) || (answer->words && answer->words[0] != '\0') ||
           (answer->gloss && answer->gloss[0] != '\0');
}

bool answer_is_given(const struct answer *answer)
{
    return has_words(answer) && (answer->state == STATE_ANSWERED || answer->state == STATE_ADAPTED);
}

bool answer_is_empty(const struct answer *answer)
{
    return !has_words(answer) && answer->state == STATE_ANSWERED;
}

/* Words that are no UTF-8 would be no JSON either: they are marked, not lost. */
static json_t *words_to_json(const struct value *value)
{
    json_t *json = value_to_json(value);
    return json || !value->text ? json : text_to_json(value->text);
}

json_t *answer_to_json(const struct answer *answer)
{
    if (answer_is_empty(answer)) {
        return NULL;
    }
    json_t *json = json_object();
    if (!value_is_empty(&answer->value)) {
        json_object_set_new(json, "value", words_to_json(&answer->value));
    }
    if (answer->by != BY_PATIENT) {
        json_object_set_new(json, "by", json_string(answer_by_code(answer->by)));
    }
    if (answer->how != HOW_VERBATIM) {
        json_object_set_new(json, "how", json_string(answer_how_code(answer->how)));
    }
    if (answer->state != STATE_ANSWERED) {
        json_object_set_new(json, "state", json_string(answer_state_code(answer->state)));
    }
    fields_to_json(json, answer, &answer_fields);
    return json;
}

static bool find_word(size_t *out, const struct word *words, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].code, code) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

/* OUT stays 0, the default, when KEY is not there. */
static bool read_word(size_t *out, const json_t *json, const char *key, const struct word *words,
                      size_t count, struct error *err)
{
    const json_t *value = json_object_get(json, key);
    if (!value ||
        (json_is_string(value) && find_word(out, words, count, json_string_value(value)))) {
        return true;
    }
    return error_set(err, ERROR_INVALID, _("“%s” has a value that is not known"), key);
}

/* Each choice is looked for among the others, so a million of them would take for ever. */
static bool read_value(struct value *out, const json_t *json, struct error *err)
{
    if (json_array_size(json_object_get(json, "choices")) > MAX_CHOICES) {
        return error_set(err, ERROR_LIMIT, _("“choices” has more than %d of them"), MAX_CHOICES);
    }
    return !json || value_from_json(out, json, err);
}

bool answer_from_json(struct answer *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"value", "by", "how", "state"};
    struct answer answer;
    size_t by = BY_PATIENT, how = HOW_VERBATIM, state = STATE_ANSWERED;
    bool ok = false;

    answer_init(&answer);
    if (!fields_check_keys(json, &answer_fields, more, 4, err) ||
        !fields_from_json(&answer, json, &answer_fields, err) ||
        !read_word(&by, json, "by", by_words, ANSWER_BY_COUNT, err) ||
        !read_word(&how, json, "how", how_words, ANSWER_HOW_COUNT, err) ||
        !read_word(&state, json, "state", state_words, ANSWER_STATE_COUNT, err) ||
        !read_value(&answer.value, json_object_get(json, "value"), err)) {
        goto out;
    }
    answer.by = (enum answer_by)by;
    answer.how = (enum answer_how)how;
    answer.state = (enum answer_state)state;
    answer_copy(out, &answer);
    ok = true;
out:
    answer_finish(&answer);
    return ok;
}

const char *answer_by_code(enum answer_by by)
{
    return by_words[by].code;
}

const char *answer_how_code(enum answer_how how)
{
    return how_words[how].code;
}

const char *answer_state_code(enum answer_state state)
{
    return state_words[state].code;
}

bool answer_by_parse(enum answer_by *out, const char *code)
{
    size_t found;
    if (!find_word(&found, by_words, ANSWER_BY_COUNT, code)) {
        return false;
    }
    *out = (enum answer_by)found;
    return true;
}

bool answer_how_parse(enum answer_how *out, const char *code)
{
    size_t found;
    if (!find_word(&found, how_words, ANSWER_HOW_COUNT, code)) {
        return false;
    }
    *out = (enum answer_how)found;
    return true;
}

bool answer_state_parse(enum answer_state *out, const char *code)
{
    size_t found;
    if (!find_word(&found, state_words, ANSWER_STATE_COUNT, code)) {
        return false;
    }
    *out = (enum answer_state)found;
    return true;
}

const char *answer_by_label(enum answer_by by)
{
    return _(by_words[by].label);
}

const char *answer_how_label(enum answer_how how)
{
    return _(how_words[how].label);
}

const char *answer_state_label(enum answer_state state)
{
    return _(state_words[state].label);
}
