/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Builds records for the tests of the summary; see the header.
 */
#include "export_scene.h"

#include "export/export.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char form_text[] =
    "form_id: small\n"
    "version: \"1\"\n"
    "form_title: {en: \"Small form\", nl: \"Klein formulier\"}\n"
    "languages: [en, nl]\n"
    "default_language: en\n"
    "status: draft\n"
    "source: {en: \"Made up for tests.\", nl: \"Verzonnen voor proeven.\"}\n"
    "items:\n"
    "  - group: first\n"
    "    prefix: A\n"
    "    label: {en: \"First part\", nl: \"Eerste deel\"}\n"
    "    items:\n"
    "      - name: problem\n"
    "        type: text\n"
    "        prefix: \"1\"\n"
    "        label: {en: \"What do you call it?\", nl: \"Hoe noemt u het?\"}\n"
    "        fallback: {en: \"this problem\", nl: \"dit probleem\"}\n"
    "        outline: [distress]\n"
    "      - name: cause\n"
    "        type: text\n"
    "        prefix: \"2\"\n"
    "        label: {en: \"Where does ${problem} come from?\", nl: \"Waar komt ${problem} "
    "vandaan?\"}\n"
    "        outline: [distress, relationship]\n"
    "      - name: began\n"
    "        type: date\n"
    "        prefix: \"2a\"\n"
    "        label: {en: \"When did it begin?\", nl: \"Wanneer begon het?\"}\n"
    "        outline: [distress]\n"
    "      - name: people\n"
    "        type: integer\n"
    "        prefix: \"3\"\n"
    "        label: {en: \"How many people help you?\", nl: \"Hoeveel mensen helpen u?\"}\n"
    "        outline: [stressors]\n"
    "      - name: helped\n"
    "        type: yes_no\n"
    "        prefix: \"4\"\n"
    "        label: {en: \"Have you had help?\", nl: \"Hebt u hulp gehad?\"}\n"
    "        outline: [stressors]\n"
    "      - name: helpers\n"
    "        type: select_multiple\n"
    "        prefix: \"4a\"\n"
    "        relevant: ${helped} = true()\n"
    "        choices:\n"
    "          - {name: gp, label: {en: \"GP\", nl: \"Huisarts\"}}\n"
    "          - {name: friend, label: {en: \"A friend\", nl: \"Een vriend\"}}\n"
    "        other: {label: {en: \"Someone else\", nl: \"Iemand anders\"}}\n"
    "        label: {en: \"Who helped?\", nl: \"Wie hielp?\"}\n"
    "        outline: [stressors]\n"
    "      - name: healer\n"
    "        type: text\n"
    "        prefix: \"4b\"\n"
    "        relevant: ${helped} = true()\n"
    "        label: {en: \"Tell me about that help\", nl: \"Vertel over die hulp\"}\n"
    "        outline: [stressors]\n"
    "  - repeat: stays\n"
    "    prefix: \"5\"\n"
    "    label: {en: \"Places\", nl: \"Plaatsen\"}\n"
    "    row_title: ${place}\n"
    "    outline: [identity]\n"
    "    items:\n"
    "      - {name: place, type: text, label: {en: \"Where?\", nl: \"Waar?\"}}\n"
    "      - {name: liked, type: text, label: {en: \"What did you like?\", nl: \"Wat was "
    "goed?\"}}\n"
    "  - name: loose\n"
    "    type: text\n"
    "    prefix: \"6\"\n"
    "    label: {en: \"Anything else?\", nl: \"Nog iets?\"}\n";

const char *scene_form(void)
{
    return form_text;
}

static const struct form *find_form(void *self, const char *digest)
{
    const struct telling *scene = self;
    return !scene->form_is_lost && strcmp(digest, scene->form->digest) == 0 ? scene->form : NULL;
}

static void start_with_form(struct telling *scene)
{
    struct edit edit;
    struct patient patient;
    struct contact contact;
    support_start(&scene->support, 1);
    scene->support.context.author = "anna";
    scene->request = (struct summary_request){
        .record = scene->support.record,
        .patient_id = "p1",
        .form = find_form,
        .self = scene,
        .language = "en",
        .now = INT64_C(1790000000000),
        .author = "anna",
        .seal = "entry 7, river moon salt pine",
    };
    patient_init(&patient);
    field_set(&patient.name, "Test Person");
    field_set(&patient.code, "P-7");
    field_set(&patient.languages, "ar nl");
    patient_set_birth(&patient, "spring 1998");
    change_patient(&edit, scene->support.record, &patient, &scene->support.context);
    support_apply(&scene->support, &edit);
    patient_finish(&patient);
    contact_init(&contact);
    field_set(&contact.date, "2026-09-21");
    field_set(&contact.present, "the patient, a sister");
    field_set(&contact.language, "ar");
    field_set(&contact.interpreter, "interpreter 12");
    field_set(&contact.mode, "phone");
    contact.professional = true;
    scene_contact(scene, &contact);
    change_begin(&edit, scene->form->form_id, scene->form->version, scene->form->digest,
                 &scene->support.context);
    support_apply(&scene->support, &edit);
}

void scene_start(struct telling *scene, const char *form)
{
    const char *text = form == NULL ? form_text : form;
    struct error err = {0};
    memset(scene, 0, sizeof(*scene));
    if (!form_read(&scene->form, text, strlen(text), "test.yaml", NULL, &err)) {
        fail_msg("line %u: %s", err.line, err.message);
    }
    start_with_form(scene);
}

void scene_start_installed(struct telling *scene, const char *form_id)
{
    const char *root = getenv("VERHAAL_TEST_SRCDIR");
    char path[4096];
    struct error err = {0};
    memset(scene, 0, sizeof(*scene));
    snprintf(path, sizeof(path), "%s/forms/%s.yaml", root == NULL ? "." : root, form_id);
    if (!form_load(&scene->form, path, NULL, &err)) {
        fail_msg("line %u: %s", err.line, err.message);
    }
    start_with_form(scene);
}

void scene_finish(struct telling *scene)
{
    support_finish(&scene->support);
    form_destroy(scene->form);
}

const struct interview *scene_interview(const struct telling *scene)
{
    return record_interview_of(scene->support.record, scene->form->form_id);
}

void scene_contact(struct telling *scene, const struct contact *contact)
{
    struct edit edit;
    const struct record *record = scene->support.record;
    change_contact(&edit, record, contact, &scene->support.context);
    support_apply(&scene->support, &edit);
    contact_finish((struct contact *)contact);
    scene->support.context.contact = record->contacts[record->contact_count - 1].id;
}

void scene_put(struct telling *scene, const char *item, const char *row, struct answer *answer,
               const char *reason)
{
    struct edit edit;
    assert_true(change_answer(&edit, scene_interview(scene), item, row, answer, reason,
                              &scene->support.context));
    support_apply(&scene->support, &edit);
    answer_finish(answer);
}

void scene_say(struct telling *scene, const char *item, const char *row, const char *words)
{
    struct answer answer;
    answer_init(&answer);
    value_set_text(&answer.value, words, strlen(words));
    scene_put(scene, item, row, &answer, NULL);
}

void scene_set(struct telling *scene, const char *item, enum answer_state state, const char *reason)
{
    struct answer answer;
    answer_init(&answer);
    answer.state = state;
    field_set(&answer.reason, reason);
    scene_put(scene, item, "", &answer, NULL);
}

void scene_add_row(struct telling *scene, const char *repeat, char out[33])
{
    support_add_row(&scene->support, scene_interview(scene), repeat, "", out);
}

void scene_remove_row(struct telling *scene, const char *row)
{
    struct edit edit;
    change_remove_row(&edit, scene_interview(scene), row, &scene->support.context);
    support_apply(&scene->support, &edit);
}

void scene_finalise(struct telling *scene)
{
    struct edit edit;
    change_finalise(&edit, scene_interview(scene), &scene->support.context);
    support_apply(&scene->support, &edit);
}

void scene_write(struct buf *out, const struct telling *scene, const char *format)
{
    struct summary_request request = scene->request;
    request.bundle = export_format_find(format)->bundle;
    struct document *document = summary_build(&request);
    struct error err = {0};
    if (!export_format_find(format)->write(out, document, NULL, &err)) {
        fail_msg("%s", err.message);
    }
    document_destroy(document);
}
