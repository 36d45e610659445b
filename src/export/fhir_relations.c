/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who stands round the patient in the drawings: a RelatedPerson for each person,
 * with the tie in words, and for relatives who died a FamilyMemberHistory. Private
 * lines are left out before anything is drawn.
 */
#include "export/fhir.h"

#include "base/i18n.h"
#include "base/text.h"
#include "export/drawn.h"
#include "export/questionnaire_writer.h"

#include <string.h>

#define ROLE_CODES "http://terminology.hl7.org/CodeSystem/v3-RoleCode"

struct role {
    const char *word; /* folded, the first of a name: "wife Mary" */
    const char *code, *display;
    bool family;
};

static const struct role roles[] = {
    {"mother", "MTH", "mother", true},
    {"father", "FTH", "father", true},
    {"brother", "BRO", "brother", true},
    {"sister", "SIS", "sister", true},
    {"son", "SONC", "son", true},
    {"daughter", "DAUC", "daughter", true},
    {"wife", "WIFE", "wife", true},
    {"husband", "HUSB", "husband", true},
    {"partner", "SIGOTHR", "significant other", true},
    {"aunt", "AUNT", "aunt", true},
    {"uncle", "UNCLE", "uncle", true},
    {"cousin", "COUSN", "cousin", true},
    {"grandmother", "GRMTH", "grandmother", true},
    {"grandfather", "GRFTH", "grandfather", true},
    {"nephew", "NEPHEW", "nephew", true},
    {"niece", "NIECE", "niece", true},
    {"friend", "FRND", "unrelated friend", false},
    {"neighbour", "NBOR", "neighbor", false},
    {"neighbor", "NBOR", "neighbor", false},
    {"moeder", "MTH", "mother", true},
    {"vader", "FTH", "father", true},
    {"broer", "BRO", "brother", true},
    {"zus", "SIS", "sister", true},
    {"zoon", "SONC", "son", true},
    {"dochter", "DAUC", "daughter", true},
    {"vrouw", "WIFE", "wife", true},
    {"tante", "AUNT", "aunt", true},
    {"oom", "UNCLE", "uncle", true},
    {"neef", "FAMMEMB", "family member", true}, /* a nephew or a cousin */
    {"nicht", "FAMMEMB", "family member", true},
    {"oma", "GRMTH", "grandmother", true},
    {"opa", "GRFTH", "grandfather", true},
    {"grootmoeder", "GRMTH", "grandmother", true},
    {"grootvader", "GRFTH", "grandfather", true},
    {"vriend", "FRND", "unrelated friend", false},
    {"vriendin", "FRND", "unrelated friend", false},
    {"buurman", "NBOR", "neighbor", false},
    {"buurvrouw", "NBOR", "neighbor", false},
};

/* A title as well as a relative: "Father Bishoy", but "father" and "sister Mary". */
static bool is_title(const char *name)
{
    size_t length = strcspn(name, " ,(");
    return name[length] != '\0' && name[0] >= 'A' && name[0] <= 'Z';
}

/* Only a name that begins with the word for what somebody is; NULL: it is not known. */
static const struct role *role_of(const char *name)
{
    const struct role *found = NULL;
    struct buf folded = BUF_INIT;
    if (is_title(name)) {
        return NULL;
    }
    text_fold(&folded, name, strcspn(name, " ,("));
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]) && found == NULL; i++) {
        if (strcmp(roles[i].word, buf_text(&folded)) == 0) {
            found = &roles[i];
        }
    }
    buf_finish(&folded);
    return found;
}

struct relation {
    const char *name, *sentence, *tie;
    const struct role *role;
    bool dead;
};

static json_t *relationship_of(const struct relation *relation)
{
    return relation->role == NULL ? fhir_concept(NULL, relation->name)
                                  : fhir_concept(fhir_coding(ROLE_CODES, relation->role->code,
                                                             relation->role->display),
                                                 relation->name);
}

static void narrate(const struct fhir *self, json_t *resource, const struct relation *relation)
{
    struct fhir_narrative narrative = {BUF_INIT};
    fhir_narrate_fact(&narrative, "", relation->sentence);
    fhir_put_narrative(self, resource, &narrative);
}

static void add_person(struct fhir *self, const struct relation *relation)
{
    struct buf key = BUF_INIT;
    json_t *name = json_object();
    buf_add_format(&key, "%s %s", self->summary->request->patient_id, relation->name);
    json_t *resource = fhir_add(self, "RelatedPerson", buf_text(&key), FHIR_DRAWINGS);
    buf_finish(&key);
    if (resource == NULL) { /* known from another drawing */
        json_decref(name);
        return;
    }
    fhir_extend_text(resource, "tie", "valueCode", relation->tie);
    fhir_extend_text(resource, "text", "valueString", relation->sentence);
    json_object_set_new(resource, "patient", fhir_patient_reference(self));
    fhir_append(resource, "relationship", relationship_of(relation));
    fhir_put(name, "text", relation->name);
    fhir_append(resource, "name", name);
    narrate(self, resource, relation);
}

/* A word for a relative and that somebody died: more is not known of their health. */
static void add_history(struct fhir *self, const struct relation *relation)
{
    struct buf key = BUF_INIT;
    if (!relation->dead || relation->role == NULL || !relation->role->family) {
        return;
    }
    buf_add_format(&key, "%s %s", self->summary->request->patient_id, relation->name);
    json_t *resource = fhir_add(self, "FamilyMemberHistory", buf_text(&key), FHIR_DRAWINGS);
    buf_finish(&key);
    if (resource == NULL) {
        return;
    }
    json_t *note = json_object();
    json_put_text(resource, "status", "partial");
    json_object_set_new(resource, "patient", fhir_patient_reference(self));
    fhir_put(resource, "name", relation->name);
    json_object_set_new(resource, "relationship", relationship_of(relation));
    json_object_set_new(resource, "deceasedBoolean", json_true());
    fhir_put(note, "text", relation->sentence);
    fhir_append(resource, "note", note);
    narrate(self, resource, relation);
}

/* How the item is tied to the centre; "" if it is not. */
static const char *tie_of(const struct scene *scene, int item)
{
    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];
        int other = edge->from == item ? edge->to : edge->to == item ? edge->from : -1;
        if (other >= 0 && scene->items[other].kind == SCENE_CENTRE) {
            return edge->kind;
        }
    }
    return "";
}

static void add_scene(struct fhir *self, const struct diagram_type *type,
                      const struct diagram *diagram)
{
    const struct scene_options options = {.columns = 80};
    struct scene *scene = type->scene(diagram, &options);
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_item *item = &scene->items[i];
        const char *name = item->kind == SCENE_PERSON && type->item_name != NULL
                               ? type->item_name(diagram, item->id)
                               : NULL;
        bool known = name != NULL &&
                     (role_of(name) != NULL ||
                      (type->item_is_person != NULL && type->item_is_person(diagram, item->id)));
        if (known && *name != '\0') {
            struct relation relation = {.name = name,
                                        .sentence = item->alt,
                                        .tie = tie_of(scene, (int)i),
                                        .role = role_of(name),
                                        .dead = (item->style & STYLE_DECEASED) != 0};
            add_person(self, &relation);
            add_history(self, &relation);
        }
    }
    scene_destroy(scene);
    losses_add(
        self->losses, NULL, "%s",
        _("drawings: who is known to be a person, and the tie to the patient; all else is text"));
}

void fhir_add_relations(struct fhir *self)
{
    const struct summary *summary = self->summary;
    const struct record *record = summary->request->record;
    struct diagram_context context = drawn_context(record, summary->language, summary->today);
    for (size_t i = 0; i < diagram_type_count(); i++) {
        const struct diagram_type *type = diagram_type_at(i);
        struct diagram *diagram = drawn_from_record(type, record, &context, false, NULL);
        if (diagram != NULL) {
            add_scene(self, type, diagram);
            type->destroy(diagram);
        }
    }
}
