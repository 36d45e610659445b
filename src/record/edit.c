/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits as values and as JSON. What one may hold is a table with a row for
 * each kind; reading, writing and checking go through it, so that whatever is
 * accepted in memory can be sealed and read back.
 */
#include "record/edit.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "record/change.h"
#include "record/fields.h"
#include "record/id_index.h"
#include "record/state.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Six bytes for the escape of each, twice, and room for the rest. */
#define EDIT_MAX_BYTES ((size_t)64 << 20)
#define TIME_MAX       INT64_C(253402300800000) /* the year 10000 */

enum need { NEED_NOT, NEED_MAY, NEED_MUST };

struct shape {
    const char *name;
    enum need interview, item, row, contact, carries;
    bool (*check)(const json_t *state, struct error *err);
};

static bool check_patient(const json_t *state, struct error *err)
{
    struct patient patient;
    patient_init(&patient);
    bool ok = patient_from_json(&patient, state, err);
    patient_finish(&patient);
    return ok;
}

static bool check_contact(const json_t *state, struct error *err)
{
    struct contact contact;
    contact_init(&contact);
    bool ok = contact_from_json(&contact, state, err);
    contact_finish(&contact);
    return ok;
}

static bool check_interview(const json_t *state, struct error *err)
{
    struct interview interview;
    interview_init(&interview);
    bool ok = interview_from_json(&interview, state, err);
    interview_finish(&interview);
    return ok;
}

static bool check_answer(const json_t *state, struct error *err)
{
    struct answer answer;
    answer_init(&answer);
    bool ok = answer_from_json(&answer, state, err);
    if (ok && answer_is_empty(&answer)) {
        ok = error_set(err, ERROR_INVALID, _("an empty answer should be null"));
    }
    answer_finish(&answer);
    return ok;
}

static bool check_row(const json_t *state, struct error *err)
{
    char parent[33];
    const char *repeat;
    return row_from_json(parent, &repeat, state, err);
}

static bool check_capture(const json_t *state, struct error *err)
{
    struct capture capture;
    capture_init(&capture);
    bool ok = capture_from_json(&capture, state, err);
    capture_finish(&capture);
    return ok;
}

static bool check_mark(const json_t *state, struct error *err)
{
    struct mark mark;
    mark_init(&mark);
    bool ok = mark_from_json(&mark, state, err);
    if (ok && mark_is_empty(&mark)) {
        ok = error_set(err, ERROR_INVALID, _("an empty mark should be null"));
    }
    mark_finish(&mark);
    return ok;
}

static const struct shape shapes[EDIT_KIND_COUNT] = {
    [EDIT_PATIENT] = {"patient", NEED_NOT, NEED_NOT, NEED_NOT, NEED_MAY, NEED_NOT, check_patient},
    [EDIT_CONTACT] = {"contact", NEED_NOT, NEED_NOT, NEED_NOT, NEED_MUST, NEED_NOT, check_contact},
    [EDIT_INTERVIEW] = {"interview", NEED_MUST, NEED_NOT, NEED_NOT, NEED_MAY, NEED_NOT,
                        check_interview},
    [EDIT_ANSWER] = {"answer", NEED_MUST, NEED_MUST, NEED_MAY, NEED_MAY, NEED_MAY, check_answer},
    [EDIT_ROW] = {"row", NEED_MUST, NEED_MUST, NEED_MUST, NEED_MAY, NEED_NOT, check_row},
    [EDIT_CAPTURE] = {"capture", NEED_NOT, NEED_NOT, NEED_MUST, NEED_MAY, NEED_NOT, check_capture},
    [EDIT_MARK] = {"mark", NEED_MUST, NEED_MUST, NEED_MAY, NEED_MAY, NEED_MAY, check_mark},
    [EDIT_DRAWING] = {"drawing", NEED_NOT, NEED_MUST, NEED_NOT, NEED_MAY, NEED_NOT, facts_check},
};

const char *edit_kind_name(enum edit_kind kind)
{
    return shapes[kind].name;
}

void edit_init(struct edit *edit)
{
    memset(edit, 0, sizeof(*edit));
}

void edit_finish(struct edit *edit)
{
    free(edit->author);
    free(edit->item);
    free(edit->reason);
    json_decref(edit->before);
    json_decref(edit->after);
    memset(edit, 0, sizeof(*edit));
}

void edit_start(struct edit *edit, enum edit_kind kind, const struct world *world,
                const char *author)
{
    edit_init(edit);
    edit->kind = kind;
    world_new_id(world, edit->id);
    edit->time = world_now(world);
    edit->author = alloc_string(author);
    edit->item = alloc_string("");
}

void edit_group(struct edit *edits, size_t count, const struct world *world)
{
    if (count < 2) {
        return;
    }
    world_new_id(world, edits[0].group);
    for (size_t i = 1; i < count; i++) {
        memcpy(edits[i].group, edits[0].group, sizeof(edits[i].group));
    }
}

void edit_copy(struct edit *out, const struct edit *from)
{
    *out = *from;
    out->author = alloc_string(from->author ? from->author : "");
    out->item = alloc_string(from->item ? from->item : "");
    out->reason = from->reason ? alloc_string(from->reason) : NULL;
    out->before = json_incref(from->before);
    out->after = json_incref(from->after);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_json(const json_t *a, const json_t *b)
{
    return a == b || (a && b && json_equal(a, b));
}

bool edit_equal(const struct edit *a, const struct edit *b)
{
    return a->kind == b->kind && strcmp(a->id, b->id) == 0 && strcmp(a->undoes, b->undoes) == 0 &&
           a->time == b->time && strcmp(a->interview, b->interview) == 0 &&
           strcmp(a->row, b->row) == 0 && strcmp(a->contact, b->contact) == 0 &&
           strcmp(a->group, b->group) == 0 && strcmp(a->carries, b->carries) == 0 &&
           same_text(a->author, b->author) && same_text(a->item, b->item) &&
           same_text(a->reason, b->reason) && same_json(a->before, b->before) &&
           same_json(a->after, b->after);
}

bool edit_takes_back(const struct edit *edit, const struct edit *undone)
{
    return edit->kind == undone->kind && strcmp(edit->undoes, undone->id) == 0 &&
           strcmp(edit->interview, undone->interview) == 0 && strcmp(edit->row, undone->row) == 0 &&
           strcmp(edit->carries, undone->carries) == 0 && same_text(edit->item, undone->item) &&
           (edit->kind != EDIT_CONTACT || strcmp(edit->contact, undone->contact) == 0) &&
           same_json(edit->before, undone->after) && same_json(edit->after, undone->before);
}

void edit_inverse(struct edit *out, const struct edit *edit, const struct world *world,
                  const char *author)
{
    edit_copy(out, edit);
    world_new_id(world, out->id);
    out->time = world_now(world);
    field_set(&out->author, author);
    memcpy(out->undoes, edit->id, sizeof(out->undoes));
    json_t *before = out->before;
    out->before = out->after;
    out->after = before;
}

/* What the texts in VALUE count against EDIT_MAX_TEXT. */
static size_t text_size(const json_t *value)
{
    size_t total = 1, index;
    json_t *member;

    if (json_is_string(value)) {
        return 1 + json_string_length(value);
    }
    json_array_foreach(value, index, member)
    {
        total += text_size(member);
    }
    if (json_is_object(value)) {
        const char *key;
        json_object_foreach((json_t *)value, key, member)
        {
            total += text_size(member);
        }
    }
    return total;
}

static bool check_state(const struct shape *shape, const char *key, const json_t *state,
                        struct error *err)
{
    if (!state) {
        return true;
    }
    if (!shape->check(state, err)) {
        return error_context(err, "%s", key);
    }
    if (text_size(state) > EDIT_MAX_TEXT) {
        return error_set(err, ERROR_LIMIT, _("“%s” holds more than 4 MiB of text"), key);
    }
    return true;
}

static bool check_id(const char *key, const char *id, enum need need, struct error *err)
{
    if (id[0] == '\0' && need != NEED_MUST) {
        return true;
    }
    if (need == NEED_NOT) {
        return error_set(err, ERROR_INVALID, _("“%s” does not belong in this edit"), key);
    }
    if (!id_is_valid(id)) {
        return error_set(err, ERROR_INVALID, _("“%s” should be 32 hexadecimal characters"), key);
    }
    return true;
}

static bool check_name(const char *key, const char *text, enum need need, size_t max,
                       struct error *err)
{
    size_t length = text ? strlen(text) : 0;
    if (length == 0 && need != NEED_MUST) {
        return true;
    }
    if (need == NEED_NOT) {
        return error_set(err, ERROR_INVALID, _("“%s” does not belong in this edit"), key);
    }
    if (length == 0) {
        return error_set(err, ERROR_INVALID, _("“%s” is missing"), key);
    }
    if (length > max) {
        return error_set(err, ERROR_LIMIT, _("“%s” is longer than %zu bytes"), key, max);
    }
    if (!text_valid(text, length, NULL)) {
        return error_set(err, ERROR_INVALID, _("“%s” is not UTF-8"), key);
    }
    return true;
}

bool edit_check(const struct edit *edit, struct error *err)
{
    assert((size_t)edit->kind < EDIT_KIND_COUNT);
    const struct shape *shape = &shapes[edit->kind];
    if (edit->time < 0 || edit->time >= TIME_MAX) {
        return error_set(err, ERROR_INVALID, _("“time” should be milliseconds since 1970"));
    }
    if (!edit->before && !edit->after) {
        return error_set(err, ERROR_INVALID, _("the edit has neither “before” nor “after”"));
    }
    return check_id("id", edit->id, NEED_MUST, err) &&
           check_id("undoes", edit->undoes, NEED_MAY, err) &&
           check_id("group", edit->group, NEED_MAY, err) &&
           check_id("carries", edit->carries, shape->carries, err) &&
           check_id("interview", edit->interview, shape->interview, err) &&
           check_id("row", edit->row, shape->row, err) &&
           check_id("contact", edit->contact, shape->contact, err) &&
           check_name("author", edit->author, NEED_MUST, EDIT_MAX_NAME, err) &&
           check_name("item", edit->item, shape->item, EDIT_MAX_NAME, err) &&
           check_name("reason", edit->reason, NEED_MAY, EDIT_MAX_REASON, err) &&
           check_state(shape, "before", edit->before, err) &&
           check_state(shape, "after", edit->after, err);
}

bool edit_time_is_valid(const json_t *time)
{
    return json_is_integer(time) && json_integer_value(time) >= 0 &&
           json_integer_value(time) < TIME_MAX;
}

void edit_write(struct buf *out, const struct edit *edit)
{
    json_t *json = json_object();
    json_put_text(json, "edit", shapes[edit->kind].name);
    json_put_text(json, "id", edit->id);
    json_object_set_new(json, "time", json_integer(edit->time));
    json_put_text(json, "author", edit->author);
    json_put_text(json, "undoes", edit->undoes);
    json_put_text(json, "group", edit->group);
    json_put_text(json, "carries", edit->carries);
    json_put_text(json, "interview", edit->interview);
    json_put_text(json, "item", edit->item);
    json_put_text(json, "row", edit->row);
    json_put_text(json, "contact", edit->contact);
    json_put_text(json, "reason", edit->reason);
    json_object_set_new(json, "before", edit->before ? json_incref(edit->before) : json_null());
    json_object_set_new(json, "after", edit->after ? json_incref(edit->after) : json_null());
    json_write(out, json);
    json_decref(json);
}

static bool read_kind(enum edit_kind *out, const json_t *json, struct error *err)
{
    const char *name = json_text_or_null(json, "edit");
    for (size_t i = 0; name && i < EDIT_KIND_COUNT; i++) {
        if (strcmp(shapes[i].name, name) == 0) {
            *out = (enum edit_kind)i;
            return true;
        }
    }
    return error_set(err, ERROR_INVALID, _("“edit” names no known kind of edit"));
}

static bool read_id(char out[33], const json_t *json, const char *key, struct error *err)
{
    const json_t *value = json_object_get(json, key);
    if (!value) {
        return true;
    }
    if (!json_is_string(value) || !id_is_valid(json_string_value(value))) {
        return error_set(err, ERROR_INVALID, _("“%s” should be 32 hexadecimal characters"), key);
    }
    memcpy(out, json_string_value(value), 33);
    return true;
}

/* Keys that are there must say something: one edit has one way to be written. */
static bool read_name(char **out, const json_t *json, const char *key, struct error *err)
{
    const json_t *value = json_object_get(json, key);
    if (!value) {
        return true;
    }
    if (!json_is_string(value) || json_string_length(value) == 0 ||
        strlen(json_string_value(value)) != json_string_length(value)) {
        return error_set(err, ERROR_INVALID, _("“%s” should be a text"), key);
    }
    free(*out);
    *out = alloc_string(json_string_value(value));
    return true;
}

static bool read_state(json_t **out, const json_t *json, const char *key, struct error *err)
{
    json_t *value = json_object_get(json, key);
    if (!value) {
        return error_set(err, ERROR_INVALID, _("“%s” is missing"), key);
    }
    *out = json_is_null(value) ? NULL : json_incref(value);
    return true;
}

static bool read_edit(struct edit *out, const json_t *json, struct error *err)
{
    static const char *const keys[] = {"edit",   "id",        "time",  "author", "undoes",
                                       "group",  "interview", "item",  "row",    "contact",
                                       "reason", "before",    "after", "carries"};
    static const struct text_fields none = {NULL, 0};
    if (!fields_check_keys(json, &none, keys, sizeof(keys) / sizeof(keys[0]), err) ||
        !read_kind(&out->kind, json, err)) {
        return false;
    }
    if (!edit_time_is_valid(json_object_get(json, "time"))) {
        return error_set(err, ERROR_INVALID, _("“time” should be milliseconds since 1970"));
    }
    out->time = json_integer_value(json_object_get(json, "time"));
    out->item = alloc_string("");
    return read_id(out->id, json, "id", err) && read_id(out->undoes, json, "undoes", err) &&
           read_id(out->group, json, "group", err) && read_id(out->carries, json, "carries", err) &&
           read_id(out->interview, json, "interview", err) && read_id(out->row, json, "row", err) &&
           read_id(out->contact, json, "contact", err) &&
           read_name(&out->author, json, "author", err) &&
           read_name(&out->item, json, "item", err) &&
           read_name(&out->reason, json, "reason", err) &&
           read_state(&out->before, json, "before", err) &&
           read_state(&out->after, json, "after", err) && edit_check(out, err);
}

bool edit_read(struct edit *out, const char *text, size_t length, struct error *err)
{
    json_t *json = NULL;
    struct edit edit;
    edit_init(&edit);
    edit_init(out);
    if (!json_read(&json, text, length, EDIT_MAX_BYTES, err)) {
        return error_context(err, "%s", _("an edit cannot be read"));
    }
    bool ok = read_edit(&edit, json, err);
    if (ok) {
        *out = edit;
    } else {
        edit_finish(&edit);
        error_context(err, "%s", _("an edit cannot be read"));
    }
    json_decref(json);
    return ok;
}
