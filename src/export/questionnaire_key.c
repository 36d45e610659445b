/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of keys and extensions.
 */
#include "export/questionnaire_key.h"

#include "form/form.h"

#include <stdint.h>
#include <string.h>

#define OURS(key)   QUESTIONNAIRE_OURS key
#define FORM(field) offsetof(struct form, field)
#define ITEM(field) offsetof(struct item, field)
#define PART(field) offsetof(struct choice, field)

static const struct questionnaire_key keys[] = {
    {"form_id", OURS("form_id"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_TEXT, FORM(form_id)},
    {"languages", OURS("languages"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_WORDS, SIZE_MAX},
    {"default_language", OURS("default_language"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_WORD,
     SIZE_MAX},
    {"short_title", OURS("short_title"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_WORDING,
     FORM(short_title)},
    {"source", OURS("source"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_WORDING, FORM(source)},
    {"instance_name", OURS("instance_name"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_RULE,
     FORM(instance_name)},
    {"review", OURS("review"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_NESTED, SIZE_MAX},
    {"terms", OURS("terms"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_NESTED, SIZE_MAX},
    {"migrations", OURS("migrations"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_NESTED, SIZE_MAX},
    {"modules", OURS("modules"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_TEXTS, SIZE_MAX},
    {"choices", OURS("choices"), QUESTIONNAIRE_FORM, QUESTIONNAIRE_NESTED, SIZE_MAX},

    /* The type, where that of FHIR does not tell it. */
    {"type", OURS("type"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORD, SIZE_MAX},
    {"hidden", FHIR_EXTENSION "questionnaire-hidden", QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG,
     ITEM(hidden)},
    {"short", SDC_EXTENSION "sdc-questionnaire-shortText", QUESTIONNAIRE_ITEM,
     QUESTIONNAIRE_WORDING, ITEM(short_label)},
    {"ask", OURS("ask"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING, ITEM(ask)},
    {"if_asked", OURS("if_asked"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING, ITEM(if_asked)},
    {"purpose", OURS("purpose"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING, ITEM(purpose)},
    {"probes", OURS("probes"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDINGS, SIZE_MAX},
    {"fallback", OURS("fallback"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING, ITEM(fallback)},
    {"add_label", OURS("add_label"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING, ITEM(add_label)},
    {"row_title", OURS("row_title"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, ITEM(row_title)},
    {"constraint_message", OURS("constraint_message"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING,
     ITEM(constraint_message)},
    {"required_message", OURS("required_message"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDING,
     ITEM(required_message)},
    /* "soft", "true", or the condition. */
    {"required", OURS("required"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE, SIZE_MAX},
    {"relevant", OURS("relevant"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE, ITEM(relevant)},
    {"constraint", OURS("constraint"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE, ITEM(constraint)},
    /* "warning". */
    {"severity", OURS("severity"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORD, SIZE_MAX},
    /* Beside a calculation; else it is the member readOnly. */
    {"read_only", OURS("read_only"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG, SIZE_MAX},
    {"calculation", OURS("calculation"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE,
     ITEM(calculation)},
    {"trigger", OURS("trigger"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXTS, SIZE_MAX},
    {"default", OURS("default"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE, ITEM(default_value)},
    {"choice_filter", OURS("choice_filter"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE,
     ITEM(choice_filter)},
    {"repeat_count", OURS("repeat_count"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE,
     ITEM(repeat_count)},
    {"suggest_when", OURS("suggest_when"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_RULE,
     ITEM(suggest_when)},
    {"also_see", OURS("also_see"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_NESTED, SIZE_MAX},
    {"modules", OURS("modules"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXTS, SIZE_MAX},
    {"module", OURS("module"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, ITEM(module)},
    {"diagram", OURS("diagram"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, ITEM(diagram)},
    {"outline", OURS("outline"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDS, SIZE_MAX},
    {"dossier", OURS("dossier"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORD, SIZE_MAX},
    {"sensitive", OURS("sensitive"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG, ITEM(sensitive)},
    {"gate", OURS("gate"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG, ITEM(gate)},
    {"ask_last", OURS("ask_last"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG, ITEM(ask_last)},
    /* "clinician". */
    {"private_to", OURS("private_to"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORD, SIZE_MAX},
    {"approximate", OURS("approximate"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_FLAG,
     ITEM(approximate)},
    {"absent", OURS("absent"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORDS, SIZE_MAX},
    {"export", OURS("export"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_WORD, SIZE_MAX},
    {"section", OURS("section"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, ITEM(section)},
    /* Only where item.code cannot stand (displays) or cannot say it. */
    {"code", OURS("code"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, SIZE_MAX},
    /* Bounds and steps that FHIR has no extension for at this type. */
    {"min", OURS("min"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_NUMBER, SIZE_MAX},
    {"max", OURS("max"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_NUMBER, SIZE_MAX},
    {"step", OURS("step"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_NUMBER, SIZE_MAX},
    /* The name of the list, where it has one. */
    {"choices", OURS("choices"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, SIZE_MAX},
    /* JSON text; what of it stands in the item is not read a second time. */
    {"x_fhir", OURS("x_fhir"), QUESTIONNAIRE_ITEM, QUESTIONNAIRE_TEXT, ITEM(fhir)},

    /* Where the code is another than the name. */
    {"name", OURS("name"), QUESTIONNAIRE_CHOICE, QUESTIONNAIRE_TEXT, SIZE_MAX},
    /* Where the coding cannot say it. */
    {"code", OURS("code"), QUESTIONNAIRE_CHOICE, QUESTIONNAIRE_TEXT, SIZE_MAX},
    {"exclusive", FHIR_EXTENSION "questionnaire-optionExclusive", QUESTIONNAIRE_CHOICE,
     QUESTIONNAIRE_FLAG, PART(exclusive)},
    {"retired", OURS("retired"), QUESTIONNAIRE_CHOICE, QUESTIONNAIRE_FLAG, PART(retired)},
    /* Beside ordinalValue, where that writes the number in another way. */
    {"score", OURS("score"), QUESTIONNAIRE_CHOICE, QUESTIONNAIRE_TEXT, SIZE_MAX},
    {"attribute", OURS("attribute"), QUESTIONNAIRE_CHOICE, QUESTIONNAIRE_NESTED, SIZE_MAX},
};

size_t questionnaire_key_count(void)
{
    return sizeof(keys) / sizeof(keys[0]);
}

const struct questionnaire_key *questionnaire_key_at(size_t index)
{
    return &keys[index];
}

const struct questionnaire_key *questionnaire_key_find(enum questionnaire_place place,
                                                       const char *url)
{
    for (size_t i = 0; i < questionnaire_key_count(); i++)
        if (keys[i].place == place && strcmp(keys[i].url, url) == 0)
            return &keys[i];
    return NULL;
}

static const struct questionnaire_system systems[] = {
    {"loinc", "http://loinc.org"},
    {"snomed", "http://snomed.info/sct"},
    {"ucum", "http://unitsofmeasure.org"},
    {"icd10", "http://hl7.org/fhir/sid/icd-10"},
};

size_t questionnaire_system_count(void)
{
    return sizeof(systems) / sizeof(systems[0]);
}

const struct questionnaire_system *questionnaire_system_at(size_t index)
{
    return &systems[index];
}
