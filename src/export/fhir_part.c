/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Elements that all resources are made of. FHIR's strings are narrower than what
 * people write; nothing is lost over that.
 */
#include "export/fhir.h"

#include "base/edtf.h"
#include "base/text.h"
#include "base/world.h"
#include "export/questionnaire_writer.h"

#include <string.h>

/* Controls other than line ends and tabs. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c <= 0x9F);
}

/* Whether anything had to change. */
static bool add_string(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    bool changed = false;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(text + at, length - at, &code_point);
        bool space = questionnaire_is_foreign_space(code_point);
        if (space) {
            buf_add_char(out, ' ');
        } else if (is_control(code_point)) {
            buf_add_format(out, "<U+%04X>", (unsigned)code_point);
        } else {
            buf_add(out, text + at, size);
        }
        changed = changed || space || is_control(code_point);
        at += size;
    }
    return changed;
}

/* The text in the escapes of JSON, where it is not what stands in the string. */
static void put_original(json_t *object, const char *member, const char *text)
{
    struct buf name = BUF_INIT, ascii = BUF_INIT, escaped = BUF_INIT;
    json_t *string = json_string(text), *beside;
    buf_add_format(&name, "_%s", member);
    json_write_ascii(&ascii, string);
    for (const char *at = buf_text(&ascii); *at != '\0'; at++) {
        if (*at == 0x7F) { /* ASCII, and a control all the same */
            buf_add_text(&escaped, "\\u007F");
        } else {
            buf_add_char(&escaped, *at);
        }
    }
    beside = json_object_get(object, buf_text(&name));
    if (beside == NULL) {
        beside = json_object();
        json_object_set_new(object, buf_text(&name), beside);
    }
    json_t *extension = questionnaire_extend(beside, FHIR_OURS "json");
    json_object_set_new(extension, "valueString", json_string(buf_text(&escaped)));
    json_decref(string);
    buf_finish(&escaped);
    buf_finish(&ascii);
    buf_finish(&name);
}

void fhir_put(json_t *object, const char *member, const char *text)
{
    struct buf plain = BUF_INIT;
    if (text == NULL || *text == '\0') {
        return;
    }
    bool changed = add_string(&plain, text);
    json_object_set_new(object, member, json_string(buf_text(&plain)));
    if (changed) {
        put_original(object, member, text);
    }
    buf_finish(&plain);
}

void fhir_extend_text(json_t *element, const char *name, const char *member, const char *text)
{
    struct buf url = BUF_INIT;
    if (text != NULL && *text != '\0') {
        buf_add_format(&url, "%s%s", FHIR_OURS, name);
        fhir_put(questionnaire_extend(element, buf_text(&url)), member, text);
    }
    buf_finish(&url);
}

json_t *fhir_coding(const char *system, const char *code, const char *display)
{
    json_t *coding = json_object();
    json_put_text(coding, "system", system);
    json_put_text(coding, "code", code);
    fhir_put(coding, "display", display);
    return coding;
}

json_t *fhir_concept(json_t *coding, const char *text)
{
    json_t *concept = json_object();
    if (coding != NULL) {
        fhir_append(concept, "coding", coding);
    }
    fhir_put(concept, "text", text);
    return concept;
}

json_t *fhir_reference(const char *type, const char *key, const char *display)
{
    char url[FHIR_URL_SIZE];
    json_t *reference = json_object();
    fhir_url(url, type, key);
    json_put_text(reference, "reference", url);
    json_put_text(reference, "type", type);
    fhir_put(reference, "display", display);
    return reference;
}

void fhir_append(json_t *object, const char *member, json_t *value)
{
    json_t *list = json_object_get(object, member);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(object, member, list);
    }
    json_array_append_new(list, value);
}

void fhir_put_time(json_t *object, const char *member, int64_t milliseconds)
{
    char text[21];
    world_format_time(milliseconds, text);
    json_put_text(object, member, text);
}

bool fhir_date(struct buf *out, const char *edtf)
{
    struct edtf date;
    if (edtf == NULL || *edtf == '\0' || !edtf_parse(&date, edtf, strlen(edtf), NULL)) {
        return false;
    }
    const struct edtf_point *point = &date.start;
    if (date.interval || point->approximate || point->uncertain || point->masked > 0 ||
        point->open || point->unknown || point->year < 1 || point->year > 9999) {
        return false;
    }
    buf_add_format(out, "%04d", point->year);
    if (point->month >= 1 && point->month <= 12 && !point->month_masked) {
        buf_add_format(out, "-%02d", point->month);
        if (point->day > 0 && !point->day_masked) {
            buf_add_format(out, "-%02d", point->day);
        }
    }
    return true;
}

void fhir_put_absent(json_t *element, const char *reason)
{
    json_put_text(questionnaire_extend(element, FHIR_EXTENSION "data-absent-reason"), "valueCode",
                  reason);
}
