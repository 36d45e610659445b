/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bundles as the program writes them: finding one's way, and what must hold of
 * each where the judges of `make fhir-check` are blind.
 */
#ifndef TESTS_UNIT_FHIR_BUNDLE_H
#define TESTS_UNIT_FHIR_BUNDLE_H

#include "base/json.h"
#include "export_scene.h"

/* Written in FORMAT and read back; the caller's. */
json_t *fhir_bundle_of(struct telling *scene, const char *format);
const json_t *fhir_resource_at(const json_t *bundle, size_t index);
/* The INDEX-th of TYPE, or NULL. */
const json_t *fhir_resource(const json_t *bundle, const char *type, size_t index);
const json_t *fhir_extension(const json_t *element, const char *url); /* or NULL */

/* What no value of FHIR may have: empty arrays and texts, controls, two values. NULL: nothing. */
const char *fhir_fault_of(const json_t *json);
/* No fault anywhere, unique names, references that end inside, nothing that nobody asks for. */
void fhir_assert_sound(const json_t *bundle);

/* The INDEX-th child of PARENT with that name, or NULL. */
const json_t *fhir_item_in(const json_t *parent, const char *link_id, size_t index);
const json_t *fhir_answer_of(const json_t *item, size_t index);
const char *fhir_absent_of(const json_t *element); /* the data-absent-reason; "" */
/* MEMBER of our extension NAME; "" */
const char *fhir_ours(const json_t *element, const char *name, const char *member);
/* Whether the items of RESPONSE stand in the order of those of FORM, none that it lacks. */
bool fhir_in_order(const json_t *form, const json_t *response);
/* That of the response's canonical, or NULL. */
const json_t *fhir_questionnaire_of(const json_t *bundle, const json_t *response);

#endif
