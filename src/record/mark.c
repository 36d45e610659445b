/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is marked of an item, as a value and as JSON, and its place in the
 * interview. Probes and terms are kept sorted: two marks that say the same are
 * the same to the last byte.
 */
#include "record/mark.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/change.h"
#include "record/fields.h"
#include "record/state.h"

#include <stdlib.h>
#include <string.h>

static const struct text_field mark_field_table[] = {
    {"why", offsetof(struct mark, why), EDIT_MAX_REASON},
};
static const struct text_fields mark_fields = {mark_field_table, 1};

static const struct text_field probe_field_table[] = {
    {"text", offsetof(struct mark_probe, text), EDIT_MAX_REASON},
};
static const struct text_fields probe_fields = {probe_field_table, 1};

static const struct text_field term_field_table[] = {
    {"relation", offsetof(struct mark_term, relation), FIELD_MAX_SHORT},
};
static const struct text_fields term_fields = {term_field_table, 1};

void mark_init(struct mark *mark)
{
    memset(mark, 0, sizeof(*mark));
    fields_init(mark, &mark_fields);
    mark->item = alloc_string("");
    mark->author = alloc_string("");
}

static void probe_finish(struct mark_probe *probe)
{
    fields_finish(probe, &probe_fields);
}

static void term_finish(struct mark_term *term)
{
    fields_finish(term, &term_fields);
    free(term->name);
}

static void clear(struct mark *mark)
{
    for (size_t i = 0; i < mark->probe_count; i++) {
        probe_finish(&mark->probes[i]);
    }
    for (size_t i = 0; i < mark->term_count; i++) {
        term_finish(&mark->terms[i]);
    }
    mark->probe_count = 0;
    mark->term_count = 0;
}

void mark_finish(struct mark *mark)
{
    clear(mark);
    free(mark->probes);
    free(mark->terms);
    free(mark->item);
    free(mark->author);
    fields_finish(mark, &mark_fields);
    memset(mark, 0, sizeof(*mark));
}

/* What the JSON holds, not where it belongs. */
static void copy_content(struct mark *out, const struct mark *from)
{
    clear(out);
    out->flagged = from->flagged;
    fields_copy(out, from, &mark_fields);
    for (size_t i = 0; i < from->probe_count; i++) {
        mark_set_probe(out, from->probes[i].number, from->probes[i].text, true);
    }
    for (size_t i = 0; i < from->term_count; i++) {
        mark_set_term(out, &from->terms[i]);
    }
}

void mark_copy(struct mark *out, const struct mark *from)
{
    if (out == from) {
        return;
    }
    copy_content(out, from);
    field_set(&out->item, from->item);
    field_set(&out->author, from->author);
    memcpy(out->row, from->row, sizeof(out->row));
    memcpy(out->contact, from->contact, sizeof(out->contact));
    out->time = from->time;
    out->origin = from->origin;
}

static bool probe_equal(const struct mark_probe *a, const struct mark_probe *b)
{
    return a->number == b->number && fields_equal(a, b, &probe_fields);
}

static bool term_equal(const struct mark_term *a, const struct mark_term *b)
{
    return a->explained == b->explained && a->said_back == b->said_back && a->by == b->by &&
           strcmp(a->name, b->name) == 0 && fields_equal(a, b, &term_fields);
}

static bool probes_and_terms_equal(const struct mark *a, const struct mark *b)
{
    if (a->probe_count != b->probe_count || a->term_count != b->term_count) {
        return false;
    }
    for (size_t i = 0; i < a->probe_count; i++) {
        if (!probe_equal(&a->probes[i], &b->probes[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < a->term_count; i++) {
        if (!term_equal(&a->terms[i], &b->terms[i])) {
            return false;
        }
    }
    return true;
}

bool mark_equal(const struct mark *a, const struct mark *b)
{
    return a->flagged == b->flagged && fields_equal(a, b, &mark_fields) &&
           probes_and_terms_equal(a, b);
}

bool mark_is_empty(const struct mark *mark)
{
    return !mark->flagged && mark->probe_count == 0 && mark->term_count == 0;
}

/* ---- one probe, one term ---- */

bool mark_probe_asked(const struct mark *mark, const char *text)
{
    for (size_t i = 0; mark && i < mark->probe_count; i++) {
        if (strcmp(mark->probes[i].text, text) == 0) {
            return true;
        }
    }
    return false;
}

static void drop_probe(struct mark *mark, const char *text)
{
    for (size_t i = 0; i < mark->probe_count; i++) {
        if (strcmp(mark->probes[i].text, text) == 0) {
            probe_finish(&mark->probes[i]);
            mark->probe_count--;
            memmove(mark->probes + i, mark->probes + i + 1,
                    (mark->probe_count - i) * sizeof(*mark->probes));
            return;
        }
    }
}

/* By number, then words. */
static bool probe_before(const struct mark_probe *probe, size_t number, const char *text)
{
    return probe->number != number ? probe->number < number : strcmp(probe->text, text) < 0;
}

void mark_set_probe(struct mark *mark, size_t number, const char *text, bool asked)
{
    size_t at = 0;
    drop_probe(mark, text);
    if (!asked || text[0] == '\0') {
        return;
    }
    alloc_grow(&mark->probes, &mark->probe_capacity, mark->probe_count + 1, sizeof(*mark->probes));
    while (at < mark->probe_count && probe_before(&mark->probes[at], number, text)) {
        at++;
    }
    memmove(mark->probes + at + 1, mark->probes + at,
            (mark->probe_count - at) * sizeof(*mark->probes));
    mark->probes[at] = (struct mark_probe){number, NULL};
    field_set(&mark->probes[at].text, text);
    mark->probe_count++;
}

/* Where the term is, or would be put in. */
static size_t find_term(const struct mark *mark, const char *name, bool *found)
{
    size_t at = 0;
    while (at < mark->term_count && strcmp(mark->terms[at].name, name) < 0) {
        at++;
    }
    *found = at < mark->term_count && strcmp(mark->terms[at].name, name) == 0;
    return at;
}

const struct mark_term *mark_term(const struct mark *mark, const char *name)
{
    bool found = false;
    size_t at = mark ? find_term(mark, name, &found) : 0;
    return found ? &mark->terms[at] : NULL;
}

void mark_set_term(struct mark *mark, const struct mark_term *term)
{
    bool found;
    size_t at = find_term(mark, term->name, &found);
    struct mark_term copy = {.explained = term->explained, .said_back = term->said_back};
    copy.by = term->said_back ? term->by : BY_PATIENT;
    copy.name = alloc_string(term->name);
    field_set(&copy.relation, copy.by == BY_INFORMANT ? term->relation : "");
    if (found) {
        term_finish(&mark->terms[at]);
        mark->term_count--;
        memmove(mark->terms + at, mark->terms + at + 1,
                (mark->term_count - at) * sizeof(*mark->terms));
    }
    if (!copy.explained && !copy.said_back) {
        term_finish(&copy);
        return;
    }
    alloc_grow(&mark->terms, &mark->term_capacity, mark->term_count + 1, sizeof(*mark->terms));
    memmove(mark->terms + at + 1, mark->terms + at, (mark->term_count - at) * sizeof(*mark->terms));
    mark->terms[at] = copy;
    mark->term_count++;
}

/* ---- JSON ---- */

static json_t *probes_to_json(const struct mark *mark)
{
    json_t *list = json_array();
    for (size_t i = 0; i < mark->probe_count; i++) {
        json_t *probe = json_object();
        json_object_set_new(probe, "number", json_integer((json_int_t)mark->probes[i].number));
        fields_to_json(probe, &mark->probes[i], &probe_fields);
        json_array_append_new(list, probe);
    }
    return list;
}

static json_t *terms_to_json(const struct mark *mark)
{
    json_t *list = json_array();
    for (size_t i = 0; i < mark->term_count; i++) {
        const struct mark_term *from = &mark->terms[i];
        json_t *term = json_object();
        json_put_text(term, "term", from->name);
        if (from->explained) {
            json_object_set_new(term, "explained", json_true());
        }
        if (from->said_back) {
            json_put_text(term, "said_back", answer_by_code(from->by));
        }
        fields_to_json(term, from, &term_fields);
        json_array_append_new(list, term);
    }
    return list;
}

json_t *mark_to_json(const struct mark *mark)
{
    if (mark_is_empty(mark)) {
        return NULL;
    }
    json_t *json = json_object();
    if (mark->flagged) {
        json_object_set_new(json, "flag", json_true());
        fields_to_json(json, mark, &mark_fields);
    }
    if (mark->probe_count > 0) {
        json_object_set_new(json, "probes", probes_to_json(mark));
    }
    if (mark->term_count > 0) {
        json_object_set_new(json, "terms", terms_to_json(mark));
    }
    return json;
}

static bool read_probe(struct mark *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"number"};
    struct mark_probe probe = {0, NULL};
    const json_t *number = json_object_get(json, "number");
    bool ok = fields_check_keys(json, &probe_fields, more, 1, err) &&
              fields_from_json(&probe, json, &probe_fields, err);
    if (ok && (probe.text[0] == '\0' || !json_is_integer(number) ||
               json_integer_value(number) < 1 || json_integer_value(number) > MARK_MAX_PROBES)) {
        ok = error_set(err, ERROR_INVALID,
                       _("a follow-up question that was asked has a number and its words"));
    }
    if (ok && mark_probe_asked(out, probe.text)) {
        ok = error_set(err, ERROR_INVALID, _("a follow-up question is there twice"));
    }
    if (ok) {
        mark_set_probe(out, (size_t)json_integer_value(number), probe.text, true);
    }
    probe_finish(&probe);
    return ok;
}

/* TERM->relation was read already. */
static bool read_said_back(struct mark_term *term, const json_t *json, struct error *err)
{
    const json_t *by = json_object_get(json, "said_back");
    const json_t *explained = json_object_get(json, "explained");
    term->said_back = by != NULL;
    if ((by && (!json_is_string(by) || !answer_by_parse(&term->by, json_string_value(by)))) ||
        (explained && !json_is_true(explained)) || (!by && !explained) ||
        (term->relation[0] != '\0' && term->by != BY_INFORMANT)) {
        return error_set(err, ERROR_INVALID,
                         _("of a term it is known that it was explained, or who said it back"));
    }
    term->explained = explained != NULL;
    return true;
}

static bool read_term(struct mark *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"term", "explained", "said_back"};
    struct mark_term term = {.name = NULL, .by = BY_PATIENT};
    const json_t *name = json_object_get(json, "term");
    bool ok = fields_check_keys(json, &term_fields, more, 3, err) &&
              fields_from_json(&term, json, &term_fields, err) &&
              read_said_back(&term, json, err);
    if (ok && (!json_is_string(name) || json_string_length(name) == 0 ||
               json_string_length(name) > EDIT_MAX_NAME ||
               strlen(json_string_value(name)) != json_string_length(name))) {
        ok = error_set(err, ERROR_INVALID, _("“%s” should be a text"), "term");
    }
    if (ok && mark_term(out, json_string_value(name))) {
        ok = error_set(err, ERROR_INVALID, _("a term is there twice"));
    }
    if (ok) {
        term.name = alloc_string(json_string_value(name));
        mark_set_term(out, &term);
    }
    term_finish(&term);
    return ok;
}

/* A list that is there has something in it: one mark has one way to be written. */
static bool read_list(struct mark *out, const json_t *json, const char *key, size_t max,
                      bool (*read)(struct mark *out, const json_t *json, struct error *err),
                      struct error *err)
{
    const json_t *list = json_object_get(json, key);
    json_t *one;
    size_t index;
    if (!list) {
        return true;
    }
    if (!json_is_array(list) || json_array_size(list) == 0) {
        return error_set(err, ERROR_INVALID, _("“%s” should be a list"), key);
    }
    if (json_array_size(list) > max) {
        return error_set(err, ERROR_LIMIT, _("“%s” has more than %zu of them"), key, max);
    }
    json_array_foreach((json_t *)list, index, one)
    {
        if (!read(out, one, err)) {
            return false;
        }
    }
    return true;
}

bool mark_from_json(struct mark *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"flag", "probes", "terms"};
    clear(out);
    if (!fields_check_keys(json, &mark_fields, more, 3, err) ||
        !fields_from_json(out, json, &mark_fields, err) ||
        !read_list(out, json, "probes", MARK_MAX_PROBES, read_probe, err) ||
        !read_list(out, json, "terms", MARK_MAX_TERMS, read_term, err)) {
        return false;
    }
    const json_t *flag = json_object_get(json, "flag");
    out->flagged = flag != NULL;
    if ((flag && !json_is_true(flag)) || (!flag && out->why[0] != '\0')) {
        return error_set(err, ERROR_INVALID, _("“%s” should be true, or not there"), "flag");
    }
    return true;
}

/* ---- in the interview ---- */

static struct mark *find(const struct interview *interview, const char *item, const char *row)
{
    for (size_t i = 0; i < interview->mark_count; i++) {
        struct mark *mark = &interview->marks[i];
        if (strcmp(mark->item, item) == 0 && strcmp(mark->row, row ? row : "") == 0) {
            return mark;
        }
    }
    return NULL;
}

const struct mark *interview_mark(const struct interview *interview, const char *item,
                                  const char *row)
{
    return find(interview, item, row);
}

/* Sorted by item and row: the same order in whichever order the edits came. */
static struct mark *insert(struct interview *interview, const char *item, const char *row)
{
    size_t at = interview->mark_count;
    alloc_grow(&interview->marks, &interview->mark_capacity, interview->mark_count + 1,
               sizeof(*interview->marks));
    while (at > 0) {
        const struct mark *before = &interview->marks[at - 1];
        int order = strcmp(before->item, item);
        if (order < 0 || (order == 0 && strcmp(before->row, row) < 0)) {
            break;
        }
        at--;
    }
    struct mark *slot = &interview->marks[at];
    memmove(slot + 1, slot, (interview->mark_count - at) * sizeof(*slot));
    interview->mark_count++;
    mark_init(slot);
    field_set(&slot->item, item);
    memcpy(slot->row, row, sizeof(slot->row));
    return slot;
}

static void drop(struct interview *interview, struct mark *slot)
{
    size_t at = (size_t)(slot - interview->marks);
    mark_finish(slot);
    interview->mark_count--;
    memmove(slot, slot + 1, (interview->mark_count - at) * sizeof(*slot));
}

void mark_fold(struct interview *interview, const struct edit *edit, const struct mark *after,
               const struct edit *source, size_t origin)
{
    struct mark *slot = find(interview, edit->item, edit->row);
    if (!after) {
        drop(interview, slot);
        return;
    }
    if (!slot) {
        slot = insert(interview, edit->item, edit->row);
    }
    copy_content(slot, after);
    slot->origin = origin;
    slot->time = source->time;
    field_set(&slot->author, source->author);
    memcpy(slot->contact, source->contact, sizeof(slot->contact));
}

bool mark_is_amendment(const struct mark *before, const struct mark *after)
{
    struct mark none;
    mark_init(&none);
    bool same = probes_and_terms_equal(before ? before : &none, after ? after : &none);
    mark_finish(&none);
    return !same;
}

bool change_mark(struct edit *out, const struct interview *interview, const char *item,
                 const char *row, const struct mark *after, const char *reason,
                 const struct change_context *context)
{
    const struct mark *before = interview_mark(interview, item, row);
    edit_init(out);
    if (before ? mark_equal(before, after) : mark_is_empty(after)) {
        return false;
    }
    edit_start(out, EDIT_MARK, context->world, context->author);
    memcpy(out->interview, interview->id, sizeof(out->interview));
    size_t contact = context->contact ? strlen(context->contact) : 0;
    size_t of_row = row ? strlen(row) : 0;
    memcpy(out->contact, context->contact ? context->contact : "", contact < 33 ? contact : 32);
    memcpy(out->row, row ? row : "", of_row < 33 ? of_row : 32);
    field_set(&out->item, item);
    out->reason = reason && reason[0] != '\0' ? alloc_string(reason) : NULL;
    out->before = before ? mark_to_json(before) : NULL;
    out->after = mark_to_json(after);
    return true;
}
