/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding one's way in a Bundle, and what has to hold of each; see the header.
 */
#include "fhir_bundle.h"

#include "base/text.h"
#include "export/export.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

json_t *fhir_bundle_of(struct telling *scene, const char *format)
{
    struct buf out = BUF_INIT;
    struct error err = {0};
    struct json_limits limits = {(size_t)64 << 20, 200};
    json_t *json = NULL;
    scene_write(&out, scene, format);
    if (!json_read_foreign(&json, buf_text(&out), out.length, &limits, NULL, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&out);
    return json;
}

const json_t *fhir_resource_at(const json_t *bundle, size_t index)
{
    return json_object_get(json_array_get(json_object_get(bundle, "entry"), index), "resource");
}

static size_t entry_count(const json_t *bundle)
{
    return json_array_size(json_object_get(bundle, "entry"));
}

/* The INDEX-th of TYPE, or NULL. */
const json_t *fhir_resource(const json_t *bundle, const char *type, size_t index)
{
    for (size_t i = 0; i < entry_count(bundle); i++) {
        const json_t *found = fhir_resource_at(bundle, i);
        if (strcmp(json_text(found, "resourceType"), type) == 0 && index-- == 0) {
            return found;
        }
    }
    return NULL;
}

const json_t *fhir_extension(const json_t *element, const char *url)
{
    const json_t *list = json_object_get(element, "extension");
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (strcmp(json_text(json_array_get(list, i), "url"), url) == 0) {
            return json_array_get(list, i);
        }
    }
    return NULL;
}

/* ---- what holds everywhere ---- */

/* NULL, or what is wrong. */
static const char *fault_of_text(const char *text)
{
    size_t length = strlen(text);
    if (length == 0) {
        return "empty text";
    }
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += text_decode(text + at, length - at, &c);
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c <= 0x9F)) {
            return "control character";
        }
    }
    return NULL;
}

static bool is_value(const char *member)
{
    return strncmp(member, "value", 5) == 0 && member[5] >= 'A' && member[5] <= 'Z';
}

const char *fhir_fault_of(const json_t *json)
{
    const char *fault = NULL, *member;
    json_t *child;
    size_t index, values = 0;
    if (json_is_string(json)) {
        return fault_of_text(json_string_value(json));
    }
    if (json_is_null(json)) {
        return "null";
    }
    if ((json_is_array(json) && json_array_size(json) == 0) ||
        (json_is_object(json) && json_object_size(json) == 0)) {
        return "empty array or object";
    }
    json_array_foreach(json, index, child)
    {
        fault = fault != NULL ? fault : fhir_fault_of(child);
    }
    json_object_foreach((json_t *)json, member, child)
    {
        fault = fault != NULL ? fault : fhir_fault_of(child);
        values += is_value(member);
    }
    if (fault == NULL && values > 1) {
        fault = "two values";
    }
    return fault;
}

/* Every reference in JSON; what it leads to is marked in REACHED, by fullUrl. */
static void follow(const json_t *bundle, const json_t *json, json_t *reached)
{
    const char *member;
    json_t *child;
    size_t index;
    const char *to = json_is_object(json) ? json_text(json, "reference") : "";
    json_array_foreach(json, index, child)
    {
        follow(bundle, child, reached);
    }
    json_object_foreach((json_t *)json, member, child)
    {
        follow(bundle, child, reached);
    }
    if (*to == '\0' || json_object_get(reached, to) != NULL) {
        return;
    }
    for (size_t i = 0; i < entry_count(bundle); i++) {
        const json_t *entry = json_array_get(json_object_get(bundle, "entry"), i);
        if (strcmp(json_text(entry, "fullUrl"), to) == 0) {
            json_object_set_new(reached, to, json_true());
            follow(bundle, fhir_resource_at(bundle, i), reached);
            return;
        }
    }
    fail_msg("nothing is %s", to);
}

static bool points_in(const json_t *one)
{
    return strcmp(json_text(one, "resourceType"), "Provenance") == 0 ||
           strcmp(json_text(one, "resourceType"), "Composition") == 0;
}

/* Names are unique; references end inside; nothing lies there that nobody asks for. */
static void assert_whole(const json_t *bundle)
{
    json_t *reached = json_object(), *names = json_object();
    bool document = strcmp(json_text(bundle, "type"), "document") == 0;
    if (document) {
        assert_string_equal(json_text(fhir_resource_at(bundle, 0), "resourceType"), "Composition");
        follow(bundle, fhir_resource_at(bundle, 0), reached);
    }
    for (size_t i = 0; i < entry_count(bundle); i++) {
        const json_t *entry = json_array_get(json_object_get(bundle, "entry"), i);
        const char *url = json_text(entry, "fullUrl");
        assert_null(json_object_get(names, url));
        json_object_set_new(names, url, json_true());
        assert_string_equal(url + strlen("urn:uuid:"),
                            json_text(fhir_resource_at(bundle, i), "id"));
        const json_t *text = json_object_get(fhir_resource_at(bundle, i), "text");
        assert_non_null(strstr(json_text(text, "div"), "xmlns=\"http://www.w3.org/1999/xhtml\""));
        if (document && !points_in(fhir_resource_at(bundle, i))) {
            assert_non_null(json_object_get(reached, url));
        }
        if (!document || points_in(fhir_resource_at(bundle, i))) {
            follow(bundle, fhir_resource_at(bundle, i), reached);
        }
    }
    json_decref(names);
    json_decref(reached);
}

void fhir_assert_sound(const json_t *bundle)
{
    const char *fault = fhir_fault_of(bundle);
    if (fault != NULL) {
        fail_msg("%s", fault);
    }
    assert_whole(bundle);
}

/* ---- interviews ---- */

const json_t *fhir_item_in(const json_t *parent, const char *link_id, size_t index)
{
    const json_t *list = json_object_get(parent, "item");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (strcmp(json_text(item, "linkId"), link_id) == 0 && index-- == 0) {
            return item;
        }
    }
    return NULL;
}

const json_t *fhir_answer_of(const json_t *item, size_t index)
{
    return json_array_get(json_object_get(item, "answer"), index);
}

const char *fhir_absent_of(const json_t *element)
{
    return json_text(
        fhir_extension(element, "http://hl7.org/fhir/StructureDefinition/data-absent-reason"),
        "valueCode");
}

const char *fhir_ours(const json_t *element, const char *name, const char *member)
{
    char url[64];
    (void)snprintf(url, sizeof(url), "urn:verhaal:record:%s", name);
    return json_text(fhir_extension(element, url), member);
}

/* Whether the items of RESPONSE stand in the order of those of FORM, none that it lacks. */
bool fhir_in_order(const json_t *form, const json_t *response)
{
    const json_t *asked = json_object_get(form, "item"), *list = json_object_get(response, "item");
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *name = json_text(item, "linkId");
        while (at < json_array_size(asked) &&
               strcmp(json_text(json_array_get(asked, at), "linkId"), name) != 0) {
            at++;
        }
        if (at == json_array_size(asked) || !fhir_in_order(json_array_get(asked, at), item)) {
            return false;
        }
    }
    return true;
}

const json_t *fhir_questionnaire_of(const json_t *bundle, const json_t *response)
{
    for (size_t i = 0; fhir_resource(bundle, "Questionnaire", i) != NULL; i++) {
        const json_t *form = fhir_resource(bundle, "Questionnaire", i);
        struct buf canonical = BUF_INIT;
        buf_add_format(&canonical, "%s|%s", json_text(form, "url"), json_text(form, "version"));
        bool same = strcmp(buf_text(&canonical), json_text(response, "questionnaire")) == 0;
        buf_finish(&canonical);
        if (same) {
            return form;
        }
    }
    return NULL;
}
