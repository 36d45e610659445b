/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A captured line as a value, and its place among the others. Who noted it,
 * when and in which visit stays that of the first edit, whatever becomes of it.
 */
#include "record/capture.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/change.h"
#include "record/fields.h"
#include "record/id_index.h"
#include "record/state.h"

#include <stdlib.h>
#include <string.h>

static const struct text_field capture_field_table[] = {
    {"text", offsetof(struct capture, text), EDIT_MAX_TEXT},
    {"relation", offsetof(struct capture, relation), FIELD_MAX_SHORT},
    {"language", offsetof(struct capture, language), FIELD_MAX_SHORT},
    {"gloss", offsetof(struct capture, gloss), EDIT_MAX_TEXT},
    {"item", offsetof(struct capture, item), EDIT_MAX_NAME},
};
static const struct text_fields capture_fields = {
    capture_field_table, sizeof(capture_field_table) / sizeof(capture_field_table[0])};

static const char *const states[] = {"waiting", "filed", "aside"};
static const char *const manners[] = {"moved", "quoted"};

void capture_init(struct capture *capture)
{
    memset(capture, 0, sizeof(*capture));
    fields_init(capture, &capture_fields);
    field_set(&capture->author, "");
}

void capture_finish(struct capture *capture)
{
    fields_finish(capture, &capture_fields);
    field_set(&capture->author, "");
    free(capture->author);
    memset(capture, 0, sizeof(*capture));
}

void capture_copy(struct capture *out, const struct capture *from)
{
    if (out == from) {
        return;
    }
    fields_copy(out, from, &capture_fields);
    field_set(&out->author, from->author);
    memcpy(out->id, from->id, sizeof(out->id));
    memcpy(out->interview, from->interview, sizeof(out->interview));
    memcpy(out->row, from->row, sizeof(out->row));
    memcpy(out->contact, from->contact, sizeof(out->contact));
    out->by = from->by;
    out->how = from->how;
    out->state = from->state;
    out->manner = from->manner;
    out->time = from->time;
    out->removed = from->removed;
}

bool capture_equal(const struct capture *a, const struct capture *b)
{
    return fields_equal(a, b, &capture_fields) && a->by == b->by && a->how == b->how &&
           a->state == b->state && a->manner == b->manner &&
           strcmp(a->interview, b->interview) == 0 && strcmp(a->row, b->row) == 0;
}

json_t *capture_to_json(const struct capture *capture)
{
    if (capture->removed) {
        return NULL;
    }
    json_t *json = json_object();
    fields_to_json(json, capture, &capture_fields);
    if (capture->by != BY_PATIENT) {
        json_put_text(json, "by", answer_by_code(capture->by));
    }
    if (capture->how != HOW_VERBATIM) {
        json_put_text(json, "how", answer_how_code(capture->how));
    }
    if (capture->state != CAPTURE_WAITING) {
        json_put_text(json, "state", states[capture->state]);
    }
    if (capture->state == CAPTURE_FILED) {
        json_put_text(json, "manner", manners[capture->manner]);
        json_put_text(json, "interview", capture->interview);
        json_put_text(json, "row", capture->row);
    }
    return json;
}

/* One word out of COUNT; a key that is not there means the first. */
static bool read_word(unsigned *out, const json_t *json, const char *key, const char *const *words,
                      size_t count, struct error *err)
{
    const json_t *value = json_object_get(json, key);
    *out = 0;
    if (!value) {
        return true;
    }
    for (size_t i = 0; json_is_string(value) && i < count; i++) {
        if (strcmp(words[i], json_string_value(value)) == 0) {
            *out = (unsigned)i;
            return true;
        }
    }
    return error_set(err, ERROR_INVALID, _("“%s” has no known value"), key);
}

static bool read_source(struct capture *out, const json_t *json, struct error *err)
{
    const json_t *by = json_object_get(json, "by"), *how = json_object_get(json, "how");
    out->by = BY_PATIENT;
    out->how = HOW_VERBATIM;
    if (by && (!json_is_string(by) || !answer_by_parse(&out->by, json_string_value(by)))) {
        return error_set(err, ERROR_INVALID, _("“%s” has no known value"), "by");
    }
    if (how && (!json_is_string(how) || !answer_how_parse(&out->how, json_string_value(how)))) {
        return error_set(err, ERROR_INVALID, _("“%s” has no known value"), "how");
    }
    return true;
}

static bool read_place(char out[33], const json_t *json, const char *key, bool filed, bool needed,
                       struct error *err)
{
    const json_t *value = json_object_get(json, key);
    out[0] = '\0';
    if (!value) {
        return !needed || error_set(err, ERROR_INVALID, _("“%s” is missing"), key);
    }
    if (!filed) {
        return error_set(err, ERROR_INVALID, _("“%s” does not belong in this edit"), key);
    }
    if (!json_is_string(value) || !id_is_valid(json_string_value(value))) {
        return error_set(err, ERROR_INVALID, _("“%s” should be 32 hexadecimal characters"), key);
    }
    memcpy(out, json_string_value(value), 33);
    return true;
}

bool capture_from_json(struct capture *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"by", "how", "state", "manner", "interview", "row"};
    unsigned state, manner;
    if (!fields_check_keys(json, &capture_fields, more, sizeof(more) / sizeof(more[0]), err) ||
        !fields_from_json(out, json, &capture_fields, err) || !read_source(out, json, err) ||
        !read_word(&state, json, "state", states, 3, err) ||
        !read_word(&manner, json, "manner", manners, 2, err)) {
        return false;
    }
    bool filed = state == CAPTURE_FILED;
    out->state = (enum capture_state)state;
    out->manner = (enum capture_manner)manner;
    if (!read_place(out->interview, json, "interview", filed, filed, err) ||
        !read_place(out->row, json, "row", filed, false, err)) {
        return false;
    }
    if (out->text[0] == '\0') {
        return error_set(err, ERROR_INVALID, _("“%s” is missing"), "text");
    }
    if (filed != (out->item[0] != '\0') || (!filed && json_object_get(json, "manner"))) {
        return error_set(err, ERROR_INVALID, _("a line that is filed names its question"));
    }
    return true;
}

/* ---- among the others ---- */

struct capture *capture_slot(struct record *record, const char *id)
{
    for (size_t i = record->capture_count; i-- > 0;) {
        if (strcmp(record->captures[i].id, id) == 0) {
            return &record->captures[i];
        }
    }
    return NULL;
}

/* Sorted by time, then id: the same order in whichever order the edits came. */
static struct capture *insert(struct record *record, const struct edit *edit)
{
    size_t at = record->capture_count;
    alloc_grow(&record->captures, &record->capture_capacity, record->capture_count + 1,
               sizeof(*record->captures));
    while (at > 0 && (record->captures[at - 1].time > edit->time ||
                      (record->captures[at - 1].time == edit->time &&
                       strcmp(record->captures[at - 1].id, edit->row) > 0))) {
        at--;
    }
    struct capture *slot = &record->captures[at];
    memmove(slot + 1, slot, (record->capture_count - at) * sizeof(*slot));
    record->capture_count++;
    capture_init(slot);
    memcpy(slot->id, edit->row, sizeof(slot->id));
    memcpy(slot->contact, edit->contact, sizeof(slot->contact));
    slot->time = edit->time;
    field_set(&slot->author, edit->author);
    return slot;
}

void capture_fold(struct record *record, const struct edit *edit, const struct capture *after)
{
    struct capture *slot = capture_slot(record, edit->row);
    if (!after) {
        slot->removed = true;
        return;
    }
    if (!slot) {
        slot = insert(record, edit);
    }
    slot->removed = false;
    fields_copy(slot, after, &capture_fields);
    slot->by = after->by;
    slot->how = after->how;
    slot->state = after->state;
    slot->manner = after->manner;
    memcpy(slot->interview, after->interview, sizeof(slot->interview));
    memcpy(slot->row, after->row, sizeof(slot->row));
}

const struct capture *record_capture(const struct record *record, const char *id)
{
    for (size_t i = record->capture_count; i-- > 0;) {
        const struct capture *capture = &record->captures[i];
        if (strcmp(capture->id, id) == 0) {
            return capture->removed ? NULL : capture;
        }
    }
    return NULL;
}

size_t record_waiting(const struct record *record)
{
    size_t count = 0;
    for (size_t i = 0; i < record->capture_count; i++) {
        count += !record->captures[i].removed && record->captures[i].state == CAPTURE_WAITING;
    }
    return count;
}

void change_capture(struct edit *out, const struct record *record, const struct capture *after,
                    const struct change_context *context)
{
    const struct capture *found = after->id[0] ? record_capture(record, after->id) : NULL;
    edit_start(out, EDIT_CAPTURE, context->world, context->author);
    if (found) {
        memcpy(out->row, found->id, sizeof(out->row));
        memcpy(out->contact, found->contact, sizeof(out->contact));
        out->before = capture_to_json(found);
    } else {
        size_t length = context->contact ? strlen(context->contact) : 0;
        size_t last = record->capture_count;
        world_new_id(context->world, out->row);
        /* What was said later stays later, however fast it was noted. */
        if (last > 0 && out->time <= record->captures[last - 1].time) {
            out->time = record->captures[last - 1].time + 1;
        }
        memcpy(out->contact, context->contact ? context->contact : "", length < 33 ? length : 32);
    }
    out->after = capture_to_json(after);
}
