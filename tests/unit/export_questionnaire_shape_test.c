/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One value of a wrong type at each place of a Questionnaire that the reader knows:
 * refused, with that place, and nothing comes out. The places are those of a file
 * that has all of them; the table of kinds says whether it has.
 */
#include "base/json.h"
#include "export/questionnaire_key.h"
#include "export/questionnaire_read.h"
#include "export/questionnaire_shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CODING "{\"system\":\"http://example.org\",\"version\":\"1\",\"code\":\"c\",\"display\":" \
               "\"C\",\"userSelected\":false,\"extension\":[]}"
#define VALUE(stem, end, value) "{\"url\":\"u:" end "\",\"" stem end "\":" value "}"
#define PLAIN_VALUES(stem)                                                                        \
    VALUE(stem, "Boolean", "true") "," VALUE(stem, "Decimal", "1.5") ","                          \
    VALUE(stem, "Integer", "2") "," VALUE(stem, "PositiveInt", "3") ","                           \
    VALUE(stem, "UnsignedInt", "4") "," VALUE(stem, "String", "\"s\"") ","                        \
    VALUE(stem, "Markdown", "\"m\"") "," VALUE(stem, "Code", "\"c\"") ","                         \
    VALUE(stem, "Id", "\"i\"") "," VALUE(stem, "Uri", "\"u\"") ","                                \
    VALUE(stem, "Url", "\"u\"") "," VALUE(stem, "Canonical", "\"u\"") ","                         \
    VALUE(stem, "Date", "\"2026\"") "," VALUE(stem, "DateTime", "\"2026\"") ","                   \
    VALUE(stem, "Instant", "\"2026\"") "," VALUE(stem, "Time", "\"10:00:00\"")

static const char whole[] =
    "{\"resourceType\":\"Questionnaire\",\"id\":\"q\",\"language\":\"en\",\"url\":\"urn:q\","
    "\"version\":\"1\",\"name\":\"Q\",\"title\":\"Nights\",\"_title\":{\"extension\":[]},"
    "\"status\":\"draft\",\"experimental\":true,\"subjectType\":[\"Patient\"],\"date\":\"2026\","
    "\"publisher\":\"P\",\"description\":\"D\",\"purpose\":\"P\",\"copyright\":\"C\","
    "\"code\":[" CODING "],\"extension\":[{\"url\":\"u:0\",\"extension\":[{\"url\":\"v\"}]}],"
    "\"contained\":[{\"resourceType\":\"ValueSet\",\"id\":\"kin\",\"url\":\"urn:kin\",\"compose\":"
    "{\"include\":[{\"system\":\"urn:s\",\"concept\":[{\"code\":\"M\",\"display\":\"Mother\","
    "\"designation\":[{\"language\":\"nl\",\"value\":\"Moeder\"}],\"extension\":[]}]}]}},"
    "{\"resourceType\":\"ValueSet\",\"id\":\"far\",\"expansion\":{\"total\":1,\"contains\":["
    "{\"system\":\"urn:s\",\"code\":\"a\",\"display\":\"Aa\",\"abstract\":false,\"inactive\":"
    "false,\"designation\":[{\"language\":\"nl\",\"value\":\"Aa\"}],\"contains\":[],"
    "\"extension\":[]}]}}],"
    "\"item\":[{\"linkId\":\"a\",\"definition\":\"urn:d\",\"prefix\":\"1\",\"text\":\"T\","
    "\"type\":\"string\",\"required\":true,\"repeats\":false,\"readOnly\":false,"
    "\"maxLength\":20,\"code\":[" CODING "],\"initial\":[{\"valueString\":\"x\"}],"
    "\"extension\":[" PLAIN_VALUES("value") ","
    "{\"url\":\"v:1\",\"valueCoding\":" CODING "},"
    "{\"url\":\"v:2\",\"valueCodeableConcept\":{\"coding\":[" CODING "],\"text\":\"t\"}},"
    "{\"url\":\"v:3\",\"valueQuantity\":{\"value\":1.5,\"comparator\":\"<\",\"unit\":\"kg\","
    "\"system\":\"urn:u\",\"code\":\"kg\"}},"
    "{\"url\":\"v:4\",\"valueReference\":{\"reference\":\"Patient/1\",\"type\":\"Patient\","
    "\"display\":\"A\"}},"
    "{\"url\":\"v:5\",\"valueExpression\":{\"description\":\"d\",\"name\":\"n\",\"language\":"
    "\"text/fhirpath\",\"expression\":\"1\",\"reference\":\"urn:r\"}}]},"
    "{\"linkId\":\"b\",\"text\":\"B\",\"type\":\"choice\",\"answerValueSet\":\"#kin\"},"
    "{\"linkId\":\"c\",\"text\":\"C\",\"type\":\"choice\",\"answerOption\":[{\"valueCoding\":"
    CODING ",\"initialSelected\":true,\"extension\":[]}]},"
    "{\"linkId\":\"d\",\"text\":\"D\",\"type\":\"group\",\"enableBehavior\":\"all\","
    "\"enableWhen\":[{\"question\":\"a\",\"operator\":\"=\",\"answerString\":\"x\"},"
    "{\"question\":\"c\",\"operator\":\"=\",\"answerCoding\":" CODING "}],"
    "\"item\":[{\"linkId\":\"e\",\"text\":\"E\",\"type\":\"text\"}]}]}";

/* ---- one try ---- */

static void expect_refused(const json_t *root, const char *path, const char *value)
{
    struct losses losses = LOSSES_INIT;
    struct buf json = BUF_INIT, text = BUF_INIT;
    char wanted[300];
    struct error err = {0};

    json_write(&json, root);
    buf_add_text(&text, "before");
    if (questionnaire_read(&text, buf_text(&json), json.length, "bad.json", &losses, &err))
        fail_msg("%s at %s was taken", value, path);
    (void)snprintf(wanted, sizeof(wanted), "E602 %s: ", path);
    if (!strstr(err.message, wanted))
        fail_msg("%s: expected \"%s\", not \"%s\"", value, wanted, err.message);
    assert_string_equal(buf_text(&text), "before");
    losses_finish(&losses);
    buf_finish(&json);
    buf_finish(&text);
}

static const char *const others[] = {"null", "true", "7", "1.5", "\"x\"", "[]", "{}"};
#define OTHERS (sizeof(others) / sizeof(others[0]))

static json_t *parse(const char *text)
{
    const struct json_limits limits = {65536, 16};
    struct error err = {0};
    json_t *json;

    if (!json_read_foreign(&json, text, strlen(text), &limits, NULL, &err))
        fail_msg("%s: %s", text, err.message);
    return json;
}

/* ---- all places ---- */

struct walk {
    json_t *root;
    bool seen[256];
    size_t refused;
};

/* KIND at PATH, where SET puts another value. */
static void try_member(struct walk *self, json_t *object, const char *key, enum shape_kind kind,
                       const char *path)
{
    json_t *before = json_incref(json_object_get(object, key));

    for (size_t i = 0; i < OTHERS; i++) {
        json_t *other = parse(others[i]);

        if (shape_fault(kind, other)) {
            (void)json_object_set(object, key, other);
            expect_refused(self->root, path, others[i]);
            self->refused++;
        }
        json_decref(other);
    }
    (void)json_object_set_new(object, key, before);
}

static void try_element(struct walk *self, json_t *list, size_t index, enum shape_kind kind,
                        const char *path)
{
    json_t *before = json_incref(json_array_get(list, index));

    for (size_t i = 0; i < OTHERS; i++) {
        json_t *other = parse(others[i]);

        if (shape_fault(kind, other)) {
            (void)json_array_set(list, index, other);
            expect_refused(self->root, path, others[i]);
            self->refused++;
        }
        json_decref(other);
    }
    (void)json_array_set_new(list, index, before);
}

static void mark(struct walk *self, const struct shape *shape)
{
    for (size_t i = 0; i < shape_count(); i++)
        if (shape_at(i) == shape)
            self->seen[i] = true;
}

static void walk_object(struct walk *self, json_t *object, enum shape_place in, const char *path)
{
    json_t *copy = json_copy(object), *value; /* its order does not change under our hands */
    const char *key;

    json_object_foreach (copy, key, value) {
        const struct shape *shape = shape_find(in, key);
        char at[256];

        (void)snprintf(at, sizeof(at), "%s%s%s", path, path[0] ? "." : "", key);
        if (!shape)
            fail_msg("nothing is known of %s", at);
        mark(self, shape);
        try_member(self, object, key, shape->kind, at);
        if (shape->kind == SHAPE_OBJECT)
            walk_object(self, value, shape->inside, at);
        for (size_t i = 0; shape->kind > SHAPE_OBJECT && i < json_array_size(value); i++) {
            char element[300];

            (void)snprintf(element, sizeof(element), "%s[%zu]", at, i);
            try_element(self, value, i,
                        shape->kind == SHAPE_OBJECTS ? SHAPE_OBJECT : SHAPE_TEXT, element);
            if (shape->kind == SHAPE_OBJECTS)
                walk_object(self, json_array_get(value, i), shape->inside, element);
        }
    }
    json_decref(copy);
}

static void test_each_place(void **state)
{
    struct walk self = {.root = parse(whole)};

    (void)state;
    walk_object(&self, self.root, SHAPE_TOP, "");
    assert_true(shape_count() <= sizeof(self.seen) / sizeof(self.seen[0]));
    for (size_t i = 0; i < shape_count(); i++)
        if (!self.seen[i])
            fail_msg("%s (in %d) was not tried", shape_at(i)->name, (int)shape_at(i)->in);
    assert_true(self.refused > 800);
    json_decref(self.root);
}

/* As it stands it is taken; otherwise all refusals above would prove nothing. */
static void test_whole_is_taken(void **state)
{
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};

    (void)state;
    if (!questionnaire_read(&text, whole, sizeof(whole) - 1, "good.json", &losses, &err))
        fail_msg("%s", err.message);
    losses_finish(&losses);
    buf_finish(&text);
}

/* Keys of our own stand in extensions, with a value of the shape that the table tells. */
static void test_own_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < questionnaire_key_count(); i++) {
        const struct questionnaire_key *key = questionnaire_key_at(i);
        const char *member = key->shape == QUESTIONNAIRE_FLAG   ? "valueBoolean"
                             : key->shape == QUESTIONNAIRE_WORD ? "valueCode"
                                                                : "valueString";
        struct buf json = BUF_INIT, path = BUF_INIT;
        json_t *root;

        buf_add_format(&path, "%sextension[0].%s",
                       key->place == QUESTIONNAIRE_FORM     ? ""
                       : key->place == QUESTIONNAIRE_ITEM ? "item[0]."
                                                            : "item[0].answerOption[0].",
                       member);
        buf_add_text(&json, "{\"resourceType\":\"Questionnaire\",");
        if (key->place == QUESTIONNAIRE_FORM)
            buf_add_format(&json, "\"extension\":[{\"url\":\"%s\",\"%s\":7}],", key->url, member);
        buf_add_text(&json, "\"item\":[{\"linkId\":\"a\",\"text\":\"A\",\"type\":\"choice\",");
        if (key->place == QUESTIONNAIRE_ITEM)
            buf_add_format(&json, "\"extension\":[{\"url\":\"%s\",\"%s\":7}],", key->url, member);
        buf_add_text(&json, "\"answerOption\":[{\"valueString\":\"A\"");
        if (key->place == QUESTIONNAIRE_CHOICE)
            buf_add_format(&json, ",\"extension\":[{\"url\":\"%s\",\"%s\":7}]", key->url, member);
        buf_add_text(&json, "}]}]}");
        root = parse(buf_text(&json));
        expect_refused(root, buf_text(&path), key->url);
        json_decref(root);
        buf_finish(&json);
        buf_finish(&path);
    }
}

/* ---- more than any form has ---- */

static void refuse(const struct buf *json, const char *wanted)
{
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};

    buf_add_text(&text, "before");
    if (questionnaire_read(&text, buf_text(json), json->length, "bad.json", &losses, &err))
        fail_msg("taken: %.200s", buf_text(json));
    if (!strstr(err.message, wanted))
        fail_msg("expected \"%s\", not \"%s\"", wanted, err.message);
    assert_string_equal(buf_text(&text), "before");
    losses_finish(&losses);
    buf_finish(&text);
}

#define ITEM "{\"resourceType\":\"Questionnaire\",\"item\":[{\"linkId\":\"a\",\"type\":\"choice\","

/* HEAD, COUNT times EACH, TAIL. */
static void refuse_many(const char *head, size_t count, const char *each, const char *tail,
                        const char *wanted)
{
    struct buf json = BUF_INIT;

    buf_add_text(&json, head);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&json, each);
    buf_add_text(&json, tail);
    refuse(&json, wanted);
    buf_finish(&json);
}

static void test_hostile(void **state)
{
    static const char valueset[] =
        ITEM "\"answerValueSet\":\"#v\"}],\"contained\":[{\"resourceType\":\"ValueSet\",\"id\":"
             "\"v\",\"compose\":{\"include\":[{\"concept\":[";

    (void)state;
    /* Too deep: in extensions, in an expansion, in items, in what is kept. */
    refuse_many(ITEM "\"extension\":[", 70, "{\"url\":\"u\",\"extension\":[", "",
                "E600 item[0].extension[0].extension[0].extension[0]");
    refuse_many("{\"contained\":[{\"expansion\":{\"contains\":[", 70, "{\"contains\":[", "",
                "E600 contained[0].expansion.contains[0].contains[0]");
    refuse_many(ITEM "\"item\":[", 70, "{\"linkId\":\"b\",\"item\":[", "",
                "E600 item[0].item[0].item[0]");
    refuse_many(ITEM "\"extension\":[{\"url\":\"u\",\"x\":", 70, "[", "",
                "E600 item[0].extension[0].x[0][0]");
    /* Too many. */
    refuse_many(ITEM "\"answerOption\":[", 5000, "{\"valueString\":\"x\"},",
                "{\"valueString\":\"x\"}]}]}", "E608 item[0].answerOption[5000]: ");
    refuse_many(valueset, 5000, "{\"code\":\"x\"},", "{\"code\":\"x\"}]}]}}]}",
                "E608 contained[0].compose.include[0].concept[5000]: ");
    refuse_many(ITEM "\"enableWhen\":[", 100, "{\"question\":\"a\"},", "{\"question\":\"a\"}]}]}",
                "E608 item[0].enableWhen: ");
    /* Too long: a linkId, an address, a code. */
    refuse_many("{\"resourceType\":\"Questionnaire\",\"item\":[{\"linkId\":\"", 17000, "x",
                "\",\"type\":\"text\"}]}", "E608 item[0].linkId: ");
    refuse_many(ITEM "\"extension\":[{\"url\":\"", 17000, "x", "\"}]}]}",
                "E608 item[0].extension[0].url: ");
    refuse_many(ITEM "\"answerOption\":[{\"valueCoding\":{\"code\":\"", 17000, "x", "\"}}]}]}",
                "E608 item[0].answerOption[0].valueCoding.code: ");
    /* Bytes and letters that JSON does not have, and keys twice. */
    refuse_many(ITEM "\"text\":\"", 1, "\\u0000", "\"}]}", "E600 item[0].text: ");
    refuse_many(ITEM "\"text\":\"", 1, "\\ud800", "\"}]}", "E600 item[0].text: ");
    refuse_many(ITEM "\"text\":\"", 1, "\xc0\xaf", "\"}]}", "E600 item[0].text: ");
    refuse_many(ITEM, 1, "\"code\":[{\"code\":\"1\",\"code\":\"2\"}]", "}]}",
                "E600 item[0].code[0].code: ");
    refuse_many(ITEM, 2, "\"text\":\"T\",", "\"x\":1}]}", "E600 item[0].text: ");
    refuse_many(ITEM "\"text\":\"T\"}]}", 2, "{}", "", "E600 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_place),
        cmocka_unit_test(test_whole_is_taken),
        cmocka_unit_test(test_own_keys),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
