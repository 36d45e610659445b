/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One interview: its rows in order, its answers sorted for the search. What
 * is removed here is only what an edit took back; rows are set aside instead.
 */
#include "record/state.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/fields.h"
#include "record/id_index.h"

#include <stdlib.h>
#include <string.h>

static const struct text_field interview_field_table[] = {
    {"form", offsetof(struct interview, form_id), EDIT_MAX_NAME},
    {"version", offsetof(struct interview, form_version), EDIT_MAX_NAME},
};
static const struct text_fields interview_fields = {interview_field_table, 2};

void interview_init(struct interview *interview)
{
    memset(interview, 0, sizeof(*interview));
    fields_init(interview, &interview_fields);
    interview->author = alloc_string("");
    interview->asked_with = alloc_string("");
    interview->row_index = id_index_create();
}

static void destroy_answer(struct record_answer *slot)
{
    answer_finish(&slot->answer);
    free(slot->item);
    free(slot);
}

void interview_finish(struct interview *interview)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        destroy_answer(interview->answers[i]);
    }
    for (size_t i = 0; i < interview->row_count; i++) {
        free(interview->rows[i].repeat);
    }
    for (size_t i = 0; i < interview->mark_count; i++) {
        mark_finish(&interview->marks[i]);
    }
    free(interview->answers);
    free(interview->marks);
    free(interview->rows);
    id_index_destroy(interview->row_index);
    fields_finish(interview, &interview_fields);
    free(interview->author);
    free(interview->asked_with);
    memset(interview, 0, sizeof(*interview));
}

bool interview_equal(const struct interview *a, const struct interview *b)
{
    return a->state == b->state && fields_equal(a, b, &interview_fields) &&
           strcmp(a->asked_with, b->asked_with) == 0;
}

bool interview_is_asked_with(const struct interview *interview, const struct form *form)
{
    const char *rest = interview->asked_with + sizeof(interview->form_digest) - 1;
    if (strcmp(interview->form_digest, form->digest) != 0) {
        return false;
    }
    for (size_t i = 0; i < form->applied_count; i++) {
        size_t length = strlen(form->applied[i].digest);
        if (*rest != ' ' || strncmp(rest + 1, form->applied[i].digest, length) != 0) {
            return false;
        }
        rest += length + 1;
    }
    return *rest == '\0';
}

json_t *interview_to_json(const struct interview *interview)
{
    if (interview->removed) {
        return NULL;
    }
    json_t *json = json_object();
    fields_to_json(json, interview, &interview_fields);
    json_put_text(json, "digest", interview->form_digest);
    const char *digest = strchr(interview->asked_with, ' ');
    json_t *overlays = digest ? json_array() : NULL;
    for (; digest; digest = strchr(digest + 1, ' ')) {
        json_array_append_new(overlays, json_stringn(digest + 1, strcspn(digest + 1, " ")));
    }
    if (overlays) {
        json_object_set_new(json, "overlays", overlays);
    }
    if (interview->state == INTERVIEW_FINALISED) {
        json_object_set_new(json, "state", json_string("finalised"));
    }
    return json;
}

static bool digest_is_valid(const char *digest)
{
    return strlen(digest) == 64 && strspn(digest, "0123456789abcdef") == 64;
}

/* The digests of the overlays behind that of the form. */
static bool read_overlays(struct interview *out, const json_t *list, struct error *err)
{
    struct buf all = BUF_INIT;
    bool good = !list || (json_is_array(list) && json_array_size(list) > 0 &&
                          json_array_size(list) <= FORM_MAX_OVERLAYS && out->form_digest[0]);
    buf_add_text(&all, out->form_digest);
    for (size_t i = 0; good && list && i < json_array_size(list); i++) {
        const char *digest = json_string_value(json_array_get(list, i));
        good = digest && digest_is_valid(digest);
        buf_add_format(&all, " %s", good ? digest : "");
    }
    field_set(&out->asked_with, buf_text(&all));
    buf_finish(&all);
    return good || error_set(err, ERROR_INVALID,
                             _("“overlays” should be a list of at most %d digests"),
                             FORM_MAX_OVERLAYS);
}

bool interview_from_json(struct interview *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"digest", "overlays", "state"};
    if (!fields_check_keys(json, &interview_fields, more, 3, err) ||
        !fields_from_json(out, json, &interview_fields, err)) {
        return false;
    }
    if (out->form_id[0] == '\0') {
        return error_set(err, ERROR_INVALID, _("“form” is missing"));
    }
    const json_t *digest = json_object_get(json, "digest");
    if (digest && (!json_is_string(digest) || !digest_is_valid(json_string_value(digest)))) {
        return error_set(err, ERROR_INVALID, _("“digest” should be 64 hexadecimal characters"));
    }
    memset(out->form_digest, 0, sizeof(out->form_digest));
    if (digest) {
        memcpy(out->form_digest, json_string_value(digest), sizeof(out->form_digest));
    }
    if (!read_overlays(out, json_object_get(json, "overlays"), err)) {
        return false;
    }
    const json_t *state = json_object_get(json, "state");
    if (state && (!json_is_string(state) || strcmp(json_string_value(state), "finalised") != 0)) {
        return error_set(err, ERROR_INVALID, _("“state” has a value that is not known"));
    }
    out->state = state ? INTERVIEW_FINALISED : INTERVIEW_OPEN;
    return true;
}

json_t *row_to_json(const struct row *row)
{
    if (row->set_aside) {
        return NULL;
    }
    json_t *json = json_object();
    json_put_text(json, "parent", row->parent);
    return json;
}

/* A row changes its repeat when a new version of the form calls that otherwise. */
static bool read_repeat(const char **out, const json_t *json, struct error *err)
{
    const json_t *value = json_object_get(json, "repeat");
    *out = value ? json_string_value(value) : NULL;
    if (!value || (*out && (*out)[0] != '\0' && json_string_length(value) <= EDIT_MAX_NAME &&
                   strlen(*out) == json_string_length(value))) {
        return true;
    }
    return error_set(err, ERROR_INVALID, _("“%s” should be a text"), "repeat");
}

bool row_from_json(char parent[33], const char **repeat, const json_t *json, struct error *err)
{
    static const char *const more[] = {"parent", "repeat"};
    static const struct text_fields none = {NULL, 0};
    if (!fields_check_keys(json, &none, more, 2, err) || !read_repeat(repeat, json, err)) {
        return false;
    }
    memset(parent, 0, 33);
    const json_t *value = json_object_get(json, "parent");
    if (!value) {
        return true;
    }
    if (!json_is_string(value) || !id_is_valid(json_string_value(value))) {
        return error_set(err, ERROR_INVALID, _("“parent” should be an identifier"));
    }
    memcpy(parent, json_string_value(value), 33);
    return true;
}

struct row *interview_find_row(struct interview *interview, const char *id)
{
    size_t number;
    return id_index_get(interview->row_index, id, &number) ? &interview->rows[number] : NULL;
}

const struct row *interview_row(const struct interview *interview, const char *id)
{
    size_t number;
    return id_index_get(interview->row_index, id, &number) ? &interview->rows[number] : NULL;
}

struct row *interview_add_row(struct interview *interview, const char *id, const char *repeat,
                              const char *parent)
{
    alloc_grow(&interview->rows, &interview->row_capacity, interview->row_count + 1,
               sizeof(*interview->rows));
    struct row *row = &interview->rows[interview->row_count];
    memset(row, 0, sizeof(*row));
    memcpy(row->id, id, sizeof(row->id));
    memcpy(row->parent, parent, sizeof(row->parent));
    row->repeat = alloc_string(repeat);
    id_index_put(interview->row_index, id, interview->row_count);
    interview->row_count++;
    return row;
}

static bool row_matches(const struct row *row, const char *repeat, const char *parent)
{
    return !row->set_aside && strcmp(row->repeat, repeat) == 0 &&
           strcmp(row->parent, parent ? parent : "") == 0;
}

const struct row *interview_row_at(const struct interview *interview, const char *repeat,
                                   const char *parent, size_t index)
{
    for (size_t i = 0; i < interview->row_count; i++) {
        if (row_matches(&interview->rows[i], repeat, parent) && index-- == 0) {
            return &interview->rows[i];
        }
    }
    return NULL;
}

size_t interview_row_count(const struct interview *interview, const char *repeat,
                           const char *parent)
{
    size_t count = 0;
    for (size_t i = 0; i < interview->row_count; i++) {
        count += row_matches(&interview->rows[i], repeat, parent);
    }
    return count;
}

/* Where the answer is, or would be put in. */
static size_t find_answer(const struct interview *interview, const char *item, const char *row,
                          bool *found)
{
    size_t low = 0, high = interview->answer_count;
    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct record_answer *slot = interview->answers[middle];
        int order = strcmp(slot->item, item);
        if (order == 0) {
            order = strcmp(slot->row, row);
        }
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct answer *interview_answer(const struct interview *interview, const char *item,
                                      const char *row)
{
    bool found;
    size_t at = find_answer(interview, item, row ? row : "", &found);
    return found ? &interview->answers[at]->answer : NULL;
}

struct record_answer *interview_slot(struct interview *interview, const char *item, const char *row,
                                     bool make)
{
    bool found;
    size_t at = find_answer(interview, item, row, &found);
    if (found || !make) {
        return found ? interview->answers[at] : NULL;
    }
    alloc_grow(&interview->answers, &interview->answer_capacity, interview->answer_count + 1,
               sizeof(struct record_answer *));
    memmove(interview->answers + at + 1, interview->answers + at,
            (interview->answer_count - at) * sizeof(struct record_answer *));
    struct record_answer *slot = alloc_array(1, sizeof(*slot));
    slot->item = alloc_string(item);
    memcpy(slot->row, row, sizeof(slot->row));
    answer_init(&slot->answer);
    interview->answers[at] = slot;
    interview->answer_count++;
    return slot;
}

void interview_drop_answer(struct interview *interview, const char *item, const char *row)
{
    bool found;
    size_t at = find_answer(interview, item, row, &found);
    if (!found) {
        return;
    }
    destroy_answer(interview->answers[at]);
    interview->answer_count--;
    memmove(interview->answers + at, interview->answers + at + 1,
            (interview->answer_count - at) * sizeof(struct record_answer *));
}
