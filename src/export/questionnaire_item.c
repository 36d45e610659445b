/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items. One row a type says what it is in FHIR; what all have in common comes
 * from the table of keys.
 */
#include "export/questionnaire_writer.h"

#include "base/i18n.h"
#include "export/questionnaire.h"
#include "export/questionnaire_path.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <stdint.h>
#include <string.h>

struct type_row {
    const char *type;
    bool says_more; /* than FHIR's type does: ours stands beside it */
};

static const struct type_row rows[ITEM_TYPE_COUNT] = {
    [ITEM_NOTE] = {"display", false},
    [ITEM_TEXT] = {"text", false},
    [ITEM_INTEGER] = {"integer", false},
    [ITEM_DECIMAL] = {"decimal", false},
    [ITEM_QUANTITY] = {"quantity", false},
    [ITEM_RANGE] = {"decimal", true},
    [ITEM_YES_NO] = {"boolean", false},
    [ITEM_SELECT_ONE] = {"choice", false},
    [ITEM_SELECT_MULTIPLE] = {"choice", false},
    [ITEM_RANK] = {"group", true},
    [ITEM_DATE] = {"date", false},
    [ITEM_TIME] = {"time", false},
    [ITEM_DATETIME] = {"dateTime", false},
    [ITEM_FILE] = {"attachment", false},
    [ITEM_CALCULATE] = {"string", true},
    [ITEM_DIAGRAM] = {"display", true},
    [ITEM_MODULE] = {"display", true},
    [ITEM_GROUP] = {"group", false},
    [ITEM_REPEAT] = {"group", false},
};

static bool is_whole(double number)
{
    return number > INT32_MIN && number < INT32_MAX && !((double)(int64_t)number < number) &&
           !((double)(int64_t)number > number);
}

static bool is_whole_range(const struct item *item)
{
    return item->step > 0 && is_whole(item->step) && (!item->has_min || is_whole(item->least)) &&
           (!item->has_max || is_whole(item->most));
}

static bool has_helpers(const struct item *item)
{
    return !wording_is_empty(&item->hint) || !wording_is_empty(&item->guidance);
}

static const char *calculated_type(const struct form *form, const struct item *item)
{
    struct buf path = BUF_INIT;
    enum path_kind kind = PATH_TEXT;

    if (item->calculation)
        (void)questionnaire_path(&path, form, item, item->calculation, false, &kind);
    buf_finish(&path);
    if (kind == PATH_NUMBER)
        return "decimal";
    return kind == PATH_BOOLEAN ? "boolean" : "string";
}

const char *questionnaire_type(const struct form *form, const struct item *item)
{
    if (item->choices && item->other && item->type != ITEM_RANK)
        return "open-choice";
    if (item->type == ITEM_TEXT && item->one_line)
        return "string";
    if (item->type == ITEM_RANGE && is_whole_range(item))
        return "integer";
    if (item->type == ITEM_CALCULATE)
        return calculated_type(form, item);
    /* A display has no items of its own, and these have their hint there. */
    if (strcmp(rows[item->type].type, "display") == 0 && has_helpers(item))
        return "group";
    return rows[item->type].type;
}

/* ---- codes and controls ---- */

static json_t *coding(const char *system, const char *code)
{
    json_t *json = json_object();

    json_put_text(json, "system", system);
    questionnaire_put(json, "code", code);
    return json;
}

static void put_concept(json_t *json, const char *url, const char *system, const char *code)
{
    json_t *concept = json_object(), *list = json_array();

    json_array_append_new(list, coding(system, code));
    json_object_set_new(concept, "coding", list);
    json_object_set_new(questionnaire_extend(json, url), "valueCodeableConcept", concept);
}

static void put_control(json_t *json, const char *code)
{
    put_concept(json, FHIR_EXTENSION "questionnaire-itemControl",
                "http://hl7.org/fhir/questionnaire-item-control", code);
}

static void put_code(const struct questionnaire *self, json_t *json, const struct item *item)
{
    const char *system, *code;
    json_t *list;

    if (!item->code)
        return;
    if (strcmp(questionnaire_type(self->form, item), "display") == 0 ||
        !questionnaire_code(item->code, &system, &code)) {
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "code", "valueString", item->code);
        return;
    }
    list = json_array();
    json_array_append_new(list, coding(system, code));
    json_object_set_new(json, "code", list);
}

/* ---- numbers ---- */

static void put_bound(const struct questionnaire *self, json_t *json, const struct item *item,
                      bool least)
{
    const char *type = questionnaire_type(self->form, item);
    bool decimal = item->type == ITEM_DECIMAL || item->type == ITEM_QUANTITY ||
                   item->type == ITEM_RANGE;
    int64_t whole = least ? item->min : item->max;
    double number = least ? item->least : item->most;

    if (!decimal)
        number = (double)whole;
    if (item->type == ITEM_QUANTITY || (strcmp(type, "decimal") != 0 && !is_whole(number)))
        questionnaire_extend_number(
            json, least ? QUESTIONNAIRE_OURS "min" : QUESTIONNAIRE_OURS "max", number);
    else if (item->type == ITEM_REPEAT)
        questionnaire_extend_integer(json,
                                     least ? FHIR_EXTENSION "questionnaire-minOccurs"
                                           : FHIR_EXTENSION "questionnaire-maxOccurs",
                                     whole);
    else if (strcmp(type, "integer") == 0)
        questionnaire_extend_integer(
            json, least ? FHIR_EXTENSION "minValue" : FHIR_EXTENSION "maxValue", (int64_t)number);
    else
        questionnaire_extend_number(
            json, least ? FHIR_EXTENSION "minValue" : FHIR_EXTENSION "maxValue", number);
}

static void put_step(json_t *json, const struct item *item)
{
    if (item->type == ITEM_RANGE)
        put_control(json, "slider");
    if (!(item->step > 0))
        return;
    if (is_whole_range(item)) {
        questionnaire_extend_integer(json, FHIR_EXTENSION "questionnaire-sliderStepValue",
                                     (int64_t)item->step);
        questionnaire_mark_derived(json);
    }
    questionnaire_extend_number(json, QUESTIONNAIRE_OURS "step", item->step);
}

static void put_units(const struct questionnaire *self, json_t *json, const struct item *item)
{
    for (size_t i = 0; i < item->unit_count; i++) {
        const struct unit *unit = &item->units[i];
        json_t *value = coding("http://unitsofmeasure.org", unit->code);

        questionnaire_put_wording(self, value, "display", &unit->label);
        json_object_set_new(
            questionnaire_extend(json, item->type == ITEM_QUANTITY
                                           ? FHIR_EXTENSION "questionnaire-unitOption"
                                           : FHIR_EXTENSION "questionnaire-unit"),
            "valueCoding", value);
    }
}

/* So many rows: a number that is known here and now. */
static void put_repeat_count(json_t *json, const struct item *item)
{
    const struct rule *rule = item->repeat_count;

    double rows_wanted;

    if (!rule || rule->count != 1 || rule->nodes[0].kind != RULE_NODE_NUMBER || item->has_min ||
        item->has_max)
        return;
    rows_wanted = rule->nodes[0].number;
    if (!is_whole(rows_wanted) || rows_wanted < 0)
        return;
    questionnaire_extend_integer(json, FHIR_EXTENSION "questionnaire-minOccurs",
                                 (int64_t)rows_wanted);
    questionnaire_mark_derived(json);
    if (rows_wanted > 0) {
        questionnaire_extend_integer(json, FHIR_EXTENSION "questionnaire-maxOccurs",
                                     (int64_t)rows_wanted);
        questionnaire_mark_derived(json);
    }
}

static void put_numbers(const struct questionnaire *self, json_t *json, const struct item *item)
{
    static const int characters[] = {4, 7, 10};

    if (item->has_min)
        put_bound(self, json, item, true);
    if (item->has_max)
        put_bound(self, json, item, false);
    put_step(json, item);
    put_units(self, json, item);
    put_repeat_count(json, item);
    if (item->type == ITEM_DATE || (item->type == ITEM_DATETIME && item->precision))
        questionnaire_extend_integer(json, FHIR_EXTENSION "minLength",
                                     characters[item->precision]);
    questionnaire_extend_text(json, FHIR_EXTENSION "regex", "valueString", item->pattern_text);
}

/* ---- words of our own ---- */

static void put_bits(json_t *json, const char *url, const char *const *words, size_t count,
                     unsigned bits)
{
    for (size_t i = 0; i < count; i++)
        if (bits & (1u << i))
            questionnaire_extend_text(json, url, "valueCode", words[i]);
}

static void put_words(json_t *json, const struct item *item)
{
    static const char *const headings[] = {"identity", "distress", "stressors", "relationship",
                                           "overall"};
    static const char *const dossier[] = {"",           "agreement", "follow_up",
                                          "permission", "settled",   "statement"};
    static const char *const reasons[] = {"not_asked", "asked_unknown", "declined",
                                          "not_applicable"};
    static const char *const exports[] = {"", "summary", "never"};

    put_bits(json, QUESTIONNAIRE_OURS "outline", headings, 5, item->outline);
    questionnaire_extend_text(json, QUESTIONNAIRE_OURS "dossier", "valueCode",
                              dossier[item->dossier]);
    questionnaire_extend_text(json, QUESTIONNAIRE_OURS "export", "valueCode",
                              exports[item->export_to]);
    questionnaire_extend_text(json, QUESTIONNAIRE_OURS "private_to", "valueCode",
                              item->for_clinician ? "clinician" : NULL);
    questionnaire_extend_text(json, QUESTIONNAIRE_OURS "severity", "valueCode",
                              item->warning_only ? "warning" : NULL);
    if (!item_takes_answer(item) || item->absent == ABSENT_ALL)
        return;
    put_bits(json, QUESTIONNAIRE_OURS "absent", reasons, 4, item->absent);
    if (item->absent == 0)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "absent", "valueCode", "none");
}

static void put_lists(const struct questionnaire *self, json_t *json, const struct item *item)
{
    for (size_t i = 0; i < item->probe_count; i++)
        questionnaire_extend_wording(self, json, QUESTIONNAIRE_OURS "probes", &item->probes[i]);
    for (size_t i = 0; i < item->trigger_count; i++)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "trigger", "valueString",
                                  item->triggers[i]);
    for (size_t i = 0; i < item->module_count; i++)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "modules", "valueString",
                                  item->modules[i]);
    for (size_t i = 0; i < item->also_see_count; i++) {
        json_t *see = questionnaire_extend(json, QUESTIONNAIRE_OURS "also_see");

        questionnaire_extend_text(see, "form", "valueString", item->also_see[i].form);
        questionnaire_extend_text(see, "item", "valueString", item->also_see[i].item);
    }
}

static void put_module(json_t *json, const struct item *item)
{
    struct buf url = BUF_INIT;

    if (!item->module)
        return;
    questionnaire_url(&url, item->module, NULL);
    questionnaire_extend_text(json, SDC_EXTENSION "sdc-questionnaire-subQuestionnaire",
                              "valueCanonical", buf_text(&url));
    buf_finish(&url);
}

/* The row that an answer stands in, where an expression inside asks for it. */
static void put_row(json_t *json, const struct item *item)
{
    struct buf text = BUF_INIT, name = BUF_INIT;

    if (item->type != ITEM_REPEAT)
        return;
    json_write(&text, json);
    buf_add_format(&name, "%%row%zu.", item->index + 1);
    if (strstr(buf_text(&text), buf_text(&name))) {
        buf_clear(&name);
        buf_add_format(&name, "row%zu", item->index + 1);
        questionnaire_extend_path(json, FHIR_EXTENSION "variable", buf_text(&name), "%context");
    }
    buf_finish(&text);
    buf_finish(&name);
}

static void put_choice_keys(const struct questionnaire *self, json_t *json,
                            const struct item *item)
{
    if (!item->choices)
        return;
    if (form_has_list(self->form, item->choices))
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "choices", "valueString",
                                  item->choices->name);
    if (item->other && item->type != ITEM_RANK)
        questionnaire_extend_wording(self, json, SDC_EXTENSION "sdc-questionnaire-openLabel",
                                     &item->other_label);
}

static void put_required(json_t *json, const struct item *item, bool display)
{
    if (item->required_when)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "required", "valueString",
                                  rule_text(item->required_when));
    else if (item->required == REQUIRED_SOFT || (item->required == REQUIRED_YES && display))
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "required", "valueString",
                                  item->required == REQUIRED_SOFT ? "soft" : "true");
}

static void put_extensions(const struct questionnaire *self, json_t *json, const struct item *item)
{
    const char *type = questionnaire_type(self->form, item);
    bool display = strcmp(type, "display") == 0;

    if (rows[item->type].says_more ||
        (strcmp(type, "group") == 0 && strcmp(rows[item->type].type, "display") == 0))
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "type", "valueCode",
                                  item_type_name(item->type));
    questionnaire_put_fields(self, json, QUESTIONNAIRE_ITEM, item);
    put_required(json, item, display);
    put_words(json, item);
    put_lists(self, json, item);
    put_choice_keys(self, json, item);
    put_numbers(self, json, item);
    put_module(json, item);
    questionnaire_put_logic(self, json, item);
}

/* ---- what FHIR has members for ---- */

static void put_members(const struct questionnaire *self, json_t *json, const struct item *item)
{
    const char *type = questionnaire_type(self->form, item);
    bool display = strcmp(type, "display") == 0;

    if (item->required == REQUIRED_YES && !item->required_when && !display)
        json_object_set_new(json, "required", json_true());
    if (item->type == ITEM_REPEAT || item->type == ITEM_SELECT_MULTIPLE)
        json_object_set_new(json, "repeats", json_true());
    if (!display && (item->read_only || item->calculation || item->type == ITEM_CALCULATE)) {
        json_object_set_new(json, "readOnly", json_true());
        /* A calculation is read-only by nature: the key is told beside it. */
        if (item->read_only && (item->calculation || item->type == ITEM_CALCULATE))
            questionnaire_extend_flag(json, QUESTIONNAIRE_OURS "read_only");
    }
    if (item->max_length > 0 && item->max_length <= INT32_MAX)
        json_object_set_new(json, "maxLength", json_integer((json_int_t)item->max_length));
}

/* One choice for each place: what programs can show that know no ranking. */
static void put_places(const struct questionnaire *self, json_t *json, const struct item *item)
{
    json_t *list = json_array();

    for (size_t i = 0; i < item->choices->count; i++) {
        json_t *place = json_object();
        struct buf text = BUF_INIT;

        buf_add_format(&text, "%s%s%zu", item->name, QUESTIONNAIRE_PLACE, i + 1);
        json_put_text(place, "linkId", buf_text(&text));
        buf_clear(&text);
        buf_add_format(&text, "%zu", i + 1);
        json_put_text(place, "text", buf_text(&text));
        json_put_text(place, "type", "choice");
        questionnaire_put_options(self, place, item, NULL);
        json_array_append_new(list, place);
        buf_finish(&text);
    }
    json_object_set_new(json, "item", list);
}

static void put_answers(const struct questionnaire *self, json_t *json, const struct item *item)
{
    struct rule_source nothing = {0};
    struct buf defaults = BUF_INIT;

    if (!item->choices)
        return;
    if (item->type == ITEM_RANK) {
        put_places(self, json, item);
        return;
    }
    if (item->default_value && rule_is_constant(item->default_value))
        rule_result(&defaults, item->default_value, &nothing);
    questionnaire_put_options(self, json, item, buf_text(&defaults));
    buf_finish(&defaults);
}

static void put_helper(const struct questionnaire *self, json_t *json, const struct item *item,
                       const char *suffix, const struct wording *wording)
{
    json_t *helper, *list = json_object_get(json, "item");
    struct buf name = BUF_INIT;

    if (wording_is_empty(wording))
        return;
    if (!list) {
        list = json_array();
        json_object_set_new(json, "item", list);
    }
    helper = json_object();
    buf_add_format(&name, "%s%s", item->name, suffix);
    json_put_text(helper, "linkId", buf_text(&name));
    if (strcmp(suffix, QUESTIONNAIRE_HINT) == 0)
        put_concept(helper, FHIR_EXTENSION "questionnaire-displayCategory",
                    "http://hl7.org/fhir/questionnaire-display-category", "instructions");
    else
        put_control(helper, "help");
    questionnaire_put_wording(self, helper, "text", wording);
    json_put_text(helper, "type", "display");
    json_array_append_new(list, helper);
    buf_finish(&name);
}

/* ---- x_fhir ---- */

/*
 * What a form wants to say in FHIR itself. Only members that cannot make the item
 * another one, and none that stands there already.
 */
static void merge(const struct questionnaire *self, json_t *json, const struct item *item)
{
    json_t *wanted = NULL, *value;
    struct error ignored = {0};
    const char *member;

    if (!item->fhir)
        return;
    if (!json_read(&wanted, item->fhir, strlen(item->fhir), 65536, &ignored) ||
        !json_is_object(wanted)) {
        losses_add(self->losses, item, _("what x_fhir holds, since it is no JSON object"));
        json_decref(wanted);
        return;
    }
    json_object_foreach(wanted, member, value) {
        json_t *have = json_object_get(json, member);

        if (strcmp(member, "definition") == 0 && json_is_string(value) && !have)
            json_object_set(json, member, value);
        else if (strcmp(member, "extension") == 0 && json_array_size(value) > 0 && have)
            json_array_extend(have, value);
        else if (strcmp(member, "extension") == 0 && json_array_size(value) > 0)
            json_object_set(json, member, value);
        else
            losses_add(self->losses, item, _("of x_fhir, \"%s\": only definition and extension "
                                             "can be given"),
                       member);
    }
    json_decref(wanted);
}

static json_t *item_json(const struct questionnaire *self, const struct item *item)
{
    json_t *json = json_object();

    json_put_text(json, "linkId", item->name);
    put_extensions(self, json, item);
    put_code(self, json, item);
    json_put_text(json, "prefix", item->prefix);
    questionnaire_put_wording(self, json, "text", &item->label);
    json_put_text(json, "type", questionnaire_type(self->form, item));
    put_members(self, json, item);
    put_answers(self, json, item);
    put_helper(self, json, item, QUESTIONNAIRE_HINT, &item->hint);
    put_helper(self, json, item, QUESTIONNAIRE_GUIDANCE, &item->guidance);
    questionnaire_put_items(self, json, item->items, item->item_count);
    put_row(json, item);
    merge(self, json, item);
    return json;
}

void questionnaire_put_items(const struct questionnaire *self, json_t *parent,
                             struct item *const *items, size_t count)
{
    json_t *list = json_object_get(parent, "item");

    if (count == 0)
        return;
    if (!list) {
        list = json_array();
        json_object_set_new(parent, "item", list);
    }
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, item_json(self, items[i]));
}
