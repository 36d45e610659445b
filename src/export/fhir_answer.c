/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One answer. A value stands where FHIR has a type for it and would say the same;
 * else a reason stands there, and what was said beside it. Whose words, how they were
 * taken down and all else that FHIR knows no place for are extensions of the item.
 */
#include "export/fhir_response.h"

#include "base/decimal.h"
#include "base/i18n.h"
#include "export/phrase.h"
#include "form/entry.h"
#include "form/rule_tree.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *const absent_codes[ANSWER_STATE_COUNT] = {
    [STATE_SKIPPED] = "not-asked",     [STATE_DECLINED] = "asked-declined",
    [STATE_LATER] = "temp-unknown",    [STATE_NOT_APPLICABLE] = "not-applicable",
    [STATE_UNKNOWN] = "asked-unknown",
};

static bool has(const char *text)
{
    return text != NULL && *text != '\0';
}

bool fhir_is_masked(const struct item *item)
{
    return item_leaves(item) != EXPORT_FULL;
}

static void add_answer(json_t *item, const char *member, json_t *value)
{
    json_t *answer = json_object();
    json_object_set_new(answer, member, value);
    fhir_append(item, "answer", answer);
}

static void add_text(json_t *item, const char *text)
{
    json_t *answer = json_object();
    fhir_put(answer, "valueString", text);
    fhir_append(item, "answer", answer);
}

static void add_absent(json_t *item, const char *reason)
{
    json_t *answer = json_object();
    fhir_put_absent(answer, reason);
    fhir_append(item, "answer", answer);
}

/* ---- by type: false when the value is none of FHIR's type ---- */

struct giving {
    struct fhir_response *self;
    const struct summary_entry *entry;
    const struct item *item;
    const struct value *value;
    json_t *json;
};

static bool give_boolean(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind != VALUE_BOOLEAN && value->kind != VALUE_INTEGER) {
        return false;
    }
    add_answer(giving->json, "valueBoolean", json_boolean(value->integer != 0));
    return true;
}

/* What a number cannot keep of its digits: "12.250". */
static void keep_digits(const struct giving *giving)
{
    struct buf digits = BUF_INIT;
    decimal_write(&digits, giving->value->decimal);
    if (has(giving->value->text) && strcmp(giving->value->text, buf_text(&digits)) != 0) {
        fhir_extend_text(giving->json, "digits", "valueString", giving->value->text);
    }
    buf_finish(&digits);
}

static bool give_integer(const struct giving *giving)
{
    const struct value *value = giving->value;
    double number = value->kind == VALUE_DECIMAL ? value->decimal : (double)value->integer;
    if ((value->kind != VALUE_INTEGER && value->kind != VALUE_DECIMAL) ||
        fabs(number) > (double)INT32_MAX || fabs(number - (double)(int64_t)number) > 0) {
        return false;
    }
    add_answer(giving->json, "valueInteger", json_integer((json_int_t)number));
    if (value->kind == VALUE_DECIMAL) {
        keep_digits(giving);
    }
    return true;
}

static bool give_decimal(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind == VALUE_INTEGER) {
        add_answer(giving->json, "valueDecimal", json_integer((json_int_t)value->integer));
    } else if (value->kind == VALUE_DECIMAL) {
        add_answer(giving->json, "valueDecimal", questionnaire_number(value->decimal));
        keep_digits(giving);
    }
    return value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL;
}

static bool give_quantity(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind != VALUE_QUANTITY) {
        return false;
    }
    json_t *quantity = json_object();
    json_object_set_new(quantity, "value", questionnaire_number(value->decimal));
    if (has(value->unit)) {
        fhir_put(quantity, "unit",
                 entry_unit(giving->self->questionnaire.form, giving->item, value->unit,
                            giving->self->fhir->language));
        json_put_text(quantity, "system", "http://unitsofmeasure.org");
        questionnaire_put(quantity, "code", value->unit);
    }
    add_answer(giving->json, "valueQuantity", quantity);
    keep_digits(giving);
    return true;
}

static bool give_text(const struct giving *giving)
{
    const struct value *value = giving->value;
    struct buf text = BUF_INIT;
    if (value->kind == VALUE_TEXT) {
        buf_add_text(&text, value->text);
    } else {
        entry_display(&text, giving->self->questionnaire.form, giving->item, value,
                      giving->self->fhir->language);
    }
    bool given = text.length > 0;
    if (given) {
        add_text(giving->json, buf_text(&text));
    }
    buf_finish(&text);
    return given;
}

static void tell(const struct giving *giving, const char *loss)
{
    losses_add(giving->self->fhir->losses, giving->item, "%s", loss);
}

/* Words of a date and their meaning, wherever the date does not say all of them. */
static void keep_date(const struct giving *giving, const char *date)
{
    const struct value *value = giving->value;
    if (has(value->edtf) && strcmp(value->edtf, date) != 0) {
        fhir_extend_text(giving->json, "edtf", "valueString", value->edtf);
    }
    if (has(value->text) && strcmp(value->text, date) != 0) {
        fhir_extend_text(giving->json, "date_words", "valueString", value->text);
    }
}

static bool give_date(const struct giving *giving)
{
    struct buf date = BUF_INIT;
    bool given = giving->value->kind == VALUE_DATE && fhir_date(&date, giving->value->edtf);
    if (given) {
        add_answer(giving->json, "valueDate", json_string(buf_text(&date)));
        if (strlen(giving->value->edtf) != date.length) {
            tell(giving, _("a season, or a part of a date that is not known: the year or month "
                           "alone is a date"));
        }
    } else if (has(giving->value->text) || has(giving->value->edtf)) {
        tell(giving, _("a date that is about, perhaps, from until or in words: text, no date"));
    }
    keep_date(giving, buf_text(&date));
    buf_finish(&date);
    return given;
}

/* A time of FHIR has a zone, and nobody said one: the day is what is known for sure. */
static bool give_moment(const struct giving *giving)
{
    const struct value *value = giving->value;
    struct buf day = BUF_INIT, date = BUF_INIT;
    if (has(value->edtf)) {
        buf_add(&day, value->edtf, strcspn(value->edtf, "T"));
    }
    bool given = (value->kind == VALUE_DATETIME || value->kind == VALUE_DATE) &&
                 fhir_date(&date, buf_text(&day));
    if (given) {
        add_answer(giving->json, "valueDateTime", json_string(buf_text(&date)));
        if (strlen(value->edtf) != date.length) {
            tell(giving, _("a time of day: nobody said its zone, so the day alone is a date"));
        }
    } else if (has(value->text) || has(value->edtf)) {
        tell(giving, _("a date that is about, perhaps, from until or in words: text, no date"));
    }
    keep_date(giving, buf_text(&date));
    buf_finish(&date);
    buf_finish(&day);
    return given;
}

static bool give_time(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind != VALUE_TIME || !value_time_valid(value->text)) {
        return false;
    }
    struct buf time = BUF_INIT;
    buf_add_format(&time, "%s%s", value->text, strlen(value->text) == 5 ? ":00" : "");
    add_answer(giving->json, "valueTime", json_string(buf_text(&time)));
    buf_finish(&time);
    return true;
}

static bool give_file(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind != VALUE_FILE) {
        return false;
    }
    json_t *file = json_object();
    if (has(value->unit) && strpbrk(value->unit, " \t\r\n") == NULL) {
        json_put_text(file, "contentType", value->unit);
    }
    if (value->integer >= 0 && value->integer <= INT32_MAX) {
        json_object_set_new(file, "size", json_integer((json_int_t)value->integer));
    }
    fhir_put(file, "title", value->text);
    tell(giving, _("a file: its name and size, not what is in it"));
    add_answer(giving->json, "valueAttachment", file);
    return true;
}

/* A choice that the form has no more keeps its code. */
static json_t *coding_of(const struct giving *giving, const char *name)
{
    const struct item *item = giving->item;
    const struct choice *choice = form_choice(item, name);
    if (choice != NULL) {
        json_t *coding = questionnaire_coding(&giving->self->questionnaire, item->choices, choice);
        json_object_del(coding, "_display"); /* that is told once, in the Questionnaire */
        return coding;
    }
    struct buf system = BUF_INIT;
    tell(giving, _("a choice that the form has no more: its code alone"));
    buf_add_format(&system, "urn:verhaal:choice:%s:%s", giving->self->questionnaire.form->form_id,
                   item->choices->name);
    json_t *coding = fhir_coding(buf_text(&system), name, NULL);
    buf_finish(&system);
    return coding;
}

static bool give_choices(const struct giving *giving)
{
    const struct value *value = giving->value;
    const struct item *item = giving->item;
    bool many = item->type == ITEM_SELECT_MULTIPLE;
    if (value->kind != VALUE_CHOICES || item->choices == NULL) {
        return false;
    }
    for (size_t i = 0; i < value->choice_count && (many || i == 0); i++) {
        add_answer(giving->json, "valueCoding", coding_of(giving, value->choices[i]));
    }
    if (has(value->text) && item->other && (many || value->choice_count == 0)) {
        add_text(giving->json, value->text);
    } else {
        fhir_extend_text(giving->json, "other", "valueString", value->text);
    }
    return json_object_get(giving->json, "answer") != NULL;
}

/* A rank is a group with an item for each place. */
static bool give_rank(const struct giving *giving)
{
    const struct value *value = giving->value;
    if (value->kind != VALUE_RANK || giving->item->choices == NULL) {
        return false;
    }
    for (size_t i = 0; i < value->choice_count && i < giving->item->choices->count; i++) {
        json_t *place = json_object();
        struct buf text = BUF_INIT;
        buf_add_format(&text, "%s%s%zu", giving->item->name, QUESTIONNAIRE_PLACE, i + 1);
        json_put_text(place, "linkId", buf_text(&text));
        buf_clear(&text);
        buf_add_format(&text, "%zu", i + 1);
        json_put_text(place, "text", buf_text(&text));
        add_answer(place, "valueCoding", coding_of(giving, value->choices[i]));
        fhir_append(giving->json, "item", place);
        buf_finish(&text);
    }
    fhir_extend_text(giving->json, "other", "valueString", value->text);
    return true;
}

static const struct {
    const char *type;
    bool (*give)(const struct giving *giving);
} givers[] = {
    {"boolean", give_boolean},   {"integer", give_integer}, {"decimal", give_decimal},
    {"quantity", give_quantity}, {"string", give_text},     {"text", give_text},
    {"date", give_date},         {"dateTime", give_moment}, {"time", give_time},
    {"attachment", give_file},   {"choice", give_choices},  {"open-choice", give_choices},
    {"group", give_rank},
};

static bool give(const struct giving *giving)
{
    const char *type = questionnaire_type(giving->self->questionnaire.form, giving->item);
    for (size_t i = 0; i < sizeof(givers) / sizeof(givers[0]); i++) {
        if (strcmp(givers[i].type, type) == 0) {
            return givers[i].give(giving);
        }
    }
    return false;
}

/* ---- what stands beside it ---- */

static void put_words(const struct giving *giving, bool given)
{
    const struct fhir *fhir = giving->self->fhir;
    fhir_extend_text(giving->json, "words", "valueString", giving->entry->answer->words);
    if (!given && !value_is_empty(giving->value)) { /* what people read */
        struct buf text = BUF_INIT;
        phrase_value(&text, fhir->summary, giving->entry);
        fhir_extend_text(giving->json, "text", "valueString", buf_text(&text));
        buf_finish(&text);
    }
}

static void put_origin(struct fhir_response *self, json_t *item, const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    fhir_extend_text(item, "by", "valueCode", answer_by_code(answer->by));
    fhir_extend_text(item, "relation", "valueString", answer->relation);
    if (answer->by == BY_COMPUTED) {
        return; /* nobody spoke */
    }
    if (phrase_has_words(answer)) {
        fhir_extend_text(item, "how", "valueCode", answer_how_code(answer->how));
        fhir_extend_text(item, "language", "valueString", phrase_language(entry));
    }
    fhir_extend_text(item, "gloss", "valueString", answer->gloss);
    fhir_extend_text(item, "reason", "valueString", answer->reason);
    if (entry->contact != NULL && entry->contact != self->contact) {
        json_object_set_new(questionnaire_extend(item, FHIR_OURS "contact"), "valueReference",
                            fhir_encounter_reference(self->fhir, entry->contact));
    }
    if (entry->stored != NULL) {
        fhir_put_time(questionnaire_extend(item, FHIR_OURS "time"), "valueDateTime", answer->time);
    }
    if (has(answer->author) && strcmp(answer->author, self->part->interview->author) != 0) {
        json_object_set_new(
            questionnaire_extend(item, FHIR_EXTENSION "questionnaireresponse-author"),
            "valueReference", fhir_user(self->fhir, answer->author));
    }
    if (answer->amended) {
        questionnaire_extend_flag(item, FHIR_OURS "amended");
    }
}

static const char *absent_code(const struct answer *answer)
{
    const char *code = absent_codes[answer->state];
    if (code != NULL) {
        return code;
    }
    return !value_is_empty(&answer->value) || has(answer->words) || has(answer->gloss) ? "as-text"
                                                                                       : "unknown";
}

/* Whether another item is asked only if this one has the right value. */
static bool decides(const struct form *form, const struct item *item)
{
    for (size_t i = 0; i < form->all_count; i++) {
        const struct rule *rule = form->all[i]->relevant;
        for (size_t j = 0; rule != NULL && j < rule->count; j++) {
            if (rule->nodes[j].kind == RULE_NODE_REFERENCE &&
                strcmp(rule->nodes[j].text, item->name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* A group has no answer: the reason stands at the item itself. */
static void put_absent(const struct giving *giving, const char *reason)
{
    if (giving->item->type == ITEM_RANK) {
        fhir_put_absent(giving->json, reason);
    } else {
        add_absent(giving->json, reason);
    }
}

void fhir_put_answer(struct fhir_response *self, json_t *item, const struct summary_entry *entry)
{
    const struct answer *answer = entry->answer;
    const struct giving giving = {self, entry, entry->item, &answer->value, item};
    if (fhir_is_masked(entry->item)) {
        tell(&giving, _("an answer that the form keeps out of other programs"));
        put_absent(&giving, "masked");
        return;
    }
    bool given =
        absent_codes[answer->state] == NULL && !value_is_empty(&answer->value) && give(&giving);
    if (!given) {
        const char *code = absent_code(answer);
        if (strcmp(code, "as-text") == 0 && answer->value.kind != VALUE_DATE &&
            answer->value.kind != VALUE_DATETIME) {
            tell(&giving, _("words where a number, a choice or a time is asked: text, no value"));
        }
        if (strcmp(code, "as-text") == 0 && decides(self->questionnaire.form, entry->item)) {
            tell(&giving, _("without a value: programs that hide questions may hide what hangs "
                            "on it"));
        }
        put_absent(&giving, code);
    }
    if (answer->state != STATE_ANSWERED) {
        fhir_extend_text(item, "state", "valueCode", answer_state_code(answer->state));
    }
    put_words(&giving, given);
    put_origin(self, item, entry);
}
