/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys of a form that FHIR has no place for, and the extensions that they stand
 * in: one table for the writer and the reader of Questionnaires.
 *
 * Where FHIR has a place, that is used and no extension of ours is written:
 *   form    url, version, title, status (draft, active: reviewed), purpose,
 *           copyright (rights), language (that of the plain strings)
 *   item    linkId (name), prefix, text (label), required (true alone), readOnly,
 *           repeats, maxLength, code (of all but displays), item; minValue,
 *           maxValue, regex, minLength 4, 7, 10 (precision), minOccurs and
 *           maxOccurs (min and max of a repeat), units, openLabel,
 *           items "NAME.hint" and "NAME.guidance" of type display
 *   choice  answerOption.valueCoding: code is the name, or the choice's own code
 *           with that in the extension "name"; display is the label
 *
 * Shapes that are no row of their own, as nested extensions with plain urls:
 *   form  choices  (each named list, in order) name; choice*, valueCoding as above
 *                  with the extensions of an option inside it, only when no item
 *                  uses the list
 *   form  terms    (each) name, label, explanation: valueString, translated
 *   form  review   (each) lang valueCode, status valueCode, by, date valueString
 *   form  migrations (each) from, to; version unless any: valueString
 *   item  also_see (each) form, item: valueString
 *   choice attribute (each) name, value: valueString
 *   text  language valueCode, inside "_text" and its like: the language of the
 *                  plain string, when that is not the one of the Questionnaire
 *   text  wording  lang valueCode, content valueString, inside "_text" and its
 *                  like: the text as the form has it, where ${names} in it were
 *                  replaced for clients that know none; instead of content json
 *                  valueString, a JSON string in its quotes, where the text has white
 *                  space that FHIR's strings must not have
 *   any   derived  valueBoolean, inside "_valueInteger" and its like of an extension,
 *                  or as an extension in it: said by another key as well, so that
 *                  reading it back makes no key of it
 * absent with no reason at all is the one word "none". A note, diagram or module
 * with a hint or guidance is a group, since displays have no items; its "type" says
 * what it is. A rank is a group, too, its choices stand at each place.
 * Expressions stand beside their translations as the form has them, so reading
 * back never translates FHIRPath of ours: the rows of shape RULE.
 */
#ifndef EXPORT_QUESTIONNAIRE_KEY_H
#define EXPORT_QUESTIONNAIRE_KEY_H

#include <stddef.h>

#define QUESTIONNAIRE_OURS "urn:verhaal:form:"
#define FHIR_EXTENSION     "http://hl7.org/fhir/StructureDefinition/"
#define SDC_EXTENSION      "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

/* Items that the writer makes beside those of the form: linkId is the name and this. */
#define QUESTIONNAIRE_HINT     ".hint"
#define QUESTIONNAIRE_GUIDANCE ".guidance"
/* Places of a rank: NAME.1, NAME.2, … */
#define QUESTIONNAIRE_PLACE "."

enum questionnaire_place { QUESTIONNAIRE_FORM, QUESTIONNAIRE_ITEM, QUESTIONNAIRE_CHOICE };

enum questionnaire_shape {
    QUESTIONNAIRE_WORDING,  /* valueString, translations inside _valueString */
    QUESTIONNAIRE_WORDINGS, /* the same, one extension for each */
    QUESTIONNAIRE_TEXT,     /* valueString */
    QUESTIONNAIRE_TEXTS,    /* one extension for each, in order */
    QUESTIONNAIRE_RULE,     /* valueString: the expression as the form has it */
    QUESTIONNAIRE_FLAG,     /* valueBoolean true */
    QUESTIONNAIRE_NUMBER,   /* valueDecimal */
    QUESTIONNAIRE_WORD,     /* valueCode: as in the form file */
    QUESTIONNAIRE_WORDS,    /* one extension for each */
    QUESTIONNAIRE_NESTED,   /* as told above; one extension for each */
};

struct questionnaire_key {
    const char *key; /* as in the form file */
    const char *url; /* whole */
    enum questionnaire_place place;
    enum questionnaire_shape shape;
    size_t offset; /* of the field in struct form, item or choice; SIZE_MAX: written by hand */
};

size_t questionnaire_key_count(void);
const struct questionnaire_key *questionnaire_key_at(size_t index);
const struct questionnaire_key *questionnaire_key_find(enum questionnaire_place place,
                                                       const char *url); /* or NULL */

/* Code systems by the word before the colon in a code: "loinc", "http://loinc.org". */
struct questionnaire_system {
    const char *word, *url;
};
size_t questionnaire_system_count(void);
const struct questionnaire_system *questionnaire_system_at(size_t index);

#endif
