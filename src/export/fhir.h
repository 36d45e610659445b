/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the FHIR R4 Bundle share: fhir.c (the Bundle), _part.c
 * (elements), _narrative.c (text for people), _people.c (patient, users, visits),
 * _relations.c (who is drawn), _response.c and _answer.c (interviews), _provenance.c (who
 * wrote what, amendments).
 *
 * Everything is made from the gathered summary, so nothing can stand here that the
 * summary leaves out. Resources are named by UUIDs made from what they are about: a
 * second export of the same record names them alike.
 */
#ifndef EXPORT_FHIR_H
#define EXPORT_FHIR_H

#include "export/loss.h"
#include "export/questionnaire_key.h"
#include "export/summary_parts.h"

/* Extensions of ours: this and the name of a member of the summary's JSON. */
#define FHIR_OURS "urn:verhaal:record:"

/* Where the Composition refers to a resource; what is no part of it stands nowhere. */
enum fhir_place { FHIR_VISITS, FHIR_INTERVIEWS, FHIR_DRAWINGS, FHIR_NOWHERE };
#define FHIR_PLACE_COUNT 3

struct fhir {
    const struct summary *summary;
    const char *language;
    json_t *entries;
    json_t *known; /* fullUrl of what is there */
    json_t *places[FHIR_PLACE_COUNT]; /* references, for the sections */
    struct losses *losses;
};

/* The Bundle of SUMMARY, whose blocks are made already; LOSSES may be NULL. */
json_t *fhir_bundle(const struct summary *summary, enum summary_bundle kind,
                    struct losses *losses);

/* ---- fhir.c ---- */

/* "urn:uuid:…" of the resource TYPE that is about KEY. */
#define FHIR_URL_SIZE 46
void fhir_url(char out[FHIR_URL_SIZE], const char *type, const char *key);
/* A new entry; borrowed. NULL: it is there already. */
json_t *fhir_add(struct fhir *self, const char *type, const char *key, enum fhir_place place);

/* ---- fhir_part.c ---- */

/*
 * Sets a string, unless it is empty. What FHIR's strings must not have becomes a plain
 * space or a mark such as <U+001B>; the text itself then stands beside it in an extension.
 */
void fhir_put(json_t *object, const char *member, const char *text);
void fhir_extend_text(json_t *element, const char *name, const char *member, const char *text);
json_t *fhir_coding(const char *system, const char *code, const char *display);
/* {coding: [CODING], text}; takes CODING over, NULL: text alone. */
json_t *fhir_concept(json_t *coding, const char *text);
json_t *fhir_reference(const char *type, const char *key, const char *display);
void fhir_append(json_t *object, const char *member, json_t *value);
/* "2026-11-23T15:04:05Z" */
void fhir_put_time(json_t *object, const char *member, int64_t milliseconds);
/*
 * EDTF as FHIR has it: a year, a month or a day. A season becomes its year, which is as true
 * and says less. False for what would become another statement: about, perhaps, from until.
 */
bool fhir_date(struct buf *out, const char *edtf);
/* {url: data-absent-reason, valueCode} */
void fhir_put_absent(json_t *element, const char *reason);

/* ---- fhir_narrative.c ---- */

/* Text for people: begun, filled with facts, put into RESOURCE. */
struct fhir_narrative {
    struct buf text;
};
void fhir_narrate_fact(struct fhir_narrative *narrative, const char *label, const char *text);
/* Finishes NARRATIVE. */
void fhir_put_narrative(const struct fhir *self, json_t *resource,
                        struct fhir_narrative *narrative);
/* The blocks as sections of the Composition, with the references that belong there. */
void fhir_put_sections(struct fhir *self, json_t *composition);

/* ---- fhir_people.c ---- */

/* The record's patient. */
json_t *fhir_patient_reference(const struct fhir *self);
void fhir_add_patient(struct fhir *self);
/* A user of the vault, who becomes a Practitioner by being referred to. */
json_t *fhir_user(struct fhir *self, const char *name);
json_t *fhir_encounter_reference(const struct fhir *self, const struct contact *contact);
void fhir_add_encounters(struct fhir *self);

/* ---- fhir_response.c ---- */

/* Each interview, with the Questionnaire that it was asked with. */
void fhir_add_responses(struct fhir *self);

/* ---- fhir_relations.c ---- */

/* Whoever is drawn as a person, tied to the patient. */
void fhir_add_relations(struct fhir *self);

/* ---- fhir_provenance.c ---- */

/* Who wrote an interview, last changed at CHANGED, and each amendment of it. */
void fhir_add_provenance(struct fhir *self, const struct summary_interview *part,
                         int64_t changed);
/* Whether something was changed after it was finalised that may be told. */
bool fhir_is_amended(const struct fhir *self, const struct summary_interview *part);
/* Who put the Composition KEY together. */
void fhir_add_composer(struct fhir *self, const char *key);

#endif
