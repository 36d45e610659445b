/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts as values, as JSON, and folded into drawings. A fact keeps its place
 * among the others for ever: taken away and brought back by undo, it stands
 * where it stood, with the one who said it first.
 */
#include "record/drawing.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "record/change.h"
#include "record/fields.h"
#include "record/id_index.h"
#include "record/state.h"

#include <stdlib.h>
#include <string.h>

static const struct text_field fact_field_table[] = {
    {"line", offsetof(struct fact, line), DRAWING_MAX_LINE},
    {"words", offsetof(struct fact, words), EDIT_MAX_REASON},
    {"relation", offsetof(struct fact, relation), FIELD_MAX_SHORT},
    {"source", offsetof(struct fact, source), FIELD_MAX_SHORT},
};
static const struct text_fields fact_fields = {fact_field_table, sizeof(fact_field_table) /
                                                                     sizeof(fact_field_table[0])};

static void fact_init(struct fact *fact)
{
    memset(fact, 0, sizeof(*fact));
    fields_init(fact, &fact_fields);
    field_set(&fact->author, "");
}

static void fact_finish(struct fact *fact)
{
    fields_finish(fact, &fact_fields);
    field_set(&fact->author, "");
    free(fact->author);
    memset(fact, 0, sizeof(*fact));
}

static bool fact_equal(const struct fact *a, const struct fact *b)
{
    return fields_equal(a, b, &fact_fields) && a->by == b->by && a->private == b->private;
}

json_t *fact_to_json(const struct fact *fact)
{
    json_t *json = json_object();
    fields_to_json(json, fact, &fact_fields);
    if (fact->by != BY_PATIENT) {
        json_put_text(json, "by", answer_by_code(fact->by));
    }
    if (fact->private) {
        json_object_set_new(json, "private", json_true());
    }
    return json;
}

/* One line that can stand in a file of lines and be read back as it is. */
static bool check_line(const char *line, struct error *err)
{
    size_t length = strlen(line);
    bool blank = true;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        at += text_decode(line + at, length - at, &code_point);
        if (!text_acceptable(code_point) || code_point == '\n') {
            return error_set(err, ERROR_INVALID, _("“%s” should be one line of text"), "line");
        }
        blank = blank && (code_point == ' ' || code_point == '\t');
    }
    return !blank || error_set(err, ERROR_INVALID, _("“%s” is missing"), "line");
}

static bool fact_from_json(struct fact *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"by", "private"};
    const json_t *by = json_object_get(json, "by"), *private = json_object_get(json, "private");
    if (!fields_check_keys(json, &fact_fields, more, sizeof(more) / sizeof(more[0]), err) ||
        !fields_from_json(out, json, &fact_fields, err) || !check_line(out->line, err)) {
        return false;
    }
    out->by = BY_PATIENT;
    if (by && (!json_is_string(by) || !answer_by_parse(&out->by, json_string_value(by)))) {
        return error_set(err, ERROR_INVALID, _("“%s” has no known value"), "by");
    }
    if (private && !json_is_true(private)) {
        return error_set(err, ERROR_INVALID, _("“%s” has no known value"), "private");
    }
    out->private = private != NULL;
    return true;
}

bool facts_check(const json_t *json, struct error *err)
{
    const char *id;
    json_t *value;
    if (!json_is_object(json) || json_object_size(json) == 0) {
        return error_set(err, ERROR_INVALID, _("facts should be an object, or null for none"));
    }
    if (json_object_size(json) > DRAWING_MAX_FACTS) {
        return error_set(err, ERROR_LIMIT, _("a drawing holds at most %d facts"),
                         DRAWING_MAX_FACTS);
    }
    json_object_foreach((json_t *)json, id, value)
    {
        struct fact fact;
        if (!id_is_valid(id)) {
            return error_set(err, ERROR_INVALID, _("“%s” should be 32 hexadecimal characters"),
                             "id");
        }
        fact_init(&fact);
        bool ok = fact_from_json(&fact, value, err);
        fact_finish(&fact);
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* ---- what is drawn ---- */

static struct drawing *find_drawing(const struct record *record, const char *kind)
{
    for (size_t i = 0; i < record->drawing_count; i++) {
        if (strcmp(record->drawings[i].kind, kind) == 0) {
            return &record->drawings[i];
        }
    }
    return NULL;
}

const struct drawing *record_drawing(const struct record *record, const char *kind)
{
    const struct drawing *found = find_drawing(record, kind);
    return found && found->count > 0 ? found : NULL;
}

/* The first fact whose place is PLACE or later. */
static size_t position(const struct drawing *drawing, size_t place)
{
    size_t low = 0, high = drawing->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (drawing->facts[middle].place < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The fact called ID, or NULL. */
static struct fact *find_fact(const struct drawing *drawing, const char *id)
{
    size_t place;
    if (!drawing || !id_index_get(drawing->index, id, &place)) {
        return NULL;
    }
    size_t at = position(drawing, place);
    return at < drawing->count && drawing->facts[at].place == place ? &drawing->facts[at] : NULL;
}

const struct fact *drawing_fact(const struct drawing *drawing, const char *id)
{
    return find_fact(drawing, id);
}

void drawings_finish(struct record *record)
{
    for (size_t i = 0; i < record->drawing_count; i++) {
        struct drawing *drawing = &record->drawings[i];
        for (size_t j = 0; j < drawing->count; j++) {
            fact_finish(&drawing->facts[j]);
        }
        free(drawing->facts);
        free(drawing->kind);
        id_index_destroy(drawing->index);
    }
    free(record->drawings);
}

bool drawings_use_contact(const struct record *record, const char *contact)
{
    for (size_t i = 0; i < record->drawing_count; i++) {
        const struct drawing *drawing = &record->drawings[i];
        for (size_t j = 0; j < drawing->count; j++) {
            if (strcmp(drawing->facts[j].contact, contact) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* ---- the fold ---- */

/* Whether what stands in BEFORE is what is there, and AFTER brings nothing twice. */
bool drawing_meets(const struct record *record, const struct edit *edit, struct error *err)
{
    const struct drawing *drawing = find_drawing(record, edit->item);
    size_t count = drawing ? drawing->count : 0;
    const char *id;
    json_t *value;
    json_object_foreach(edit->before, id, value)
    {
        const struct fact *found = find_fact(drawing, id);
        struct fact fact;
        fact_init(&fact);
        bool same = found && fact_from_json(&fact, value, NULL) && fact_equal(&fact, found);
        fact_finish(&fact);
        if (!same) {
            return false;
        }
        count--;
    }
    json_object_foreach(edit->after, id, value)
    {
        if (find_fact(drawing, id) && !json_object_get(edit->before, id)) {
            return false;
        }
        count++;
    }
    if (count > DRAWING_MAX_FACTS) {
        return error_set(err, ERROR_LIMIT, _("a drawing holds at most %d facts"),
                         DRAWING_MAX_FACTS);
    }
    return true;
}

static struct drawing *make_drawing(struct record *record, const char *kind)
{
    struct drawing *found = find_drawing(record, kind);
    if (found) {
        return found;
    }
    alloc_grow(&record->drawings, &record->drawing_capacity, record->drawing_count + 1,
               sizeof(*record->drawings));
    found = &record->drawings[record->drawing_count++];
    memset(found, 0, sizeof(*found));
    found->kind = alloc_string(kind);
    found->index = id_index_create();
    return found;
}

static void take_away(struct drawing *drawing, const char *id)
{
    struct fact *fact = find_fact(drawing, id);
    size_t at = (size_t)(fact - drawing->facts);
    fact_finish(fact);
    drawing->count--;
    memmove(fact, fact + 1, (drawing->count - at) * sizeof(*fact));
}

/* The fact's slot: a new one behind the last, one from before where it was. */
static struct fact *make_fact(struct drawing *drawing, const char *id)
{
    struct fact *found = find_fact(drawing, id);
    size_t place;
    if (found) {
        return found;
    }
    if (!id_index_get(drawing->index, id, &place)) {
        place = drawing->places++;
        id_index_put(drawing->index, id, place);
    }
    size_t at = position(drawing, place);
    alloc_grow(&drawing->facts, &drawing->capacity, drawing->count + 1, sizeof(*drawing->facts));
    found = &drawing->facts[at];
    memmove(found + 1, found, (drawing->count - at) * sizeof(*found));
    drawing->count++;
    fact_init(found);
    memcpy(found->id, id, sizeof(found->id));
    found->place = place;
    return found;
}

static bool touches(const struct edit *edit, const char *kind, const char *id)
{
    return edit->kind == EDIT_DRAWING && strcmp(edit->item, kind) == 0 &&
           (json_object_get(edit->before, id) || json_object_get(edit->after, id));
}

/* The edit that first brought what fact ID was before the edit numbered BELOW. */
static const struct edit *origin_before(const struct record *record, const char *kind,
                                        const char *id, size_t below)
{
    while (below-- > 0) {
        const struct edit *edit = &record->edits[below];
        if (!touches(edit, kind, id)) {
            continue;
        }
        if (edit->undoes[0] == '\0' || !id_index_get(record->edit_index, edit->undoes, &below)) {
            return edit;
        }
    }
    return NULL;
}

void drawing_fold(struct record *record, const struct edit *edit, size_t undone)
{
    struct drawing *drawing = make_drawing(record, edit->item);
    const char *id;
    json_t *value;
    json_object_foreach(edit->before, id, value)
    {
        if (!json_object_get(edit->after, id)) {
            take_away(drawing, id);
        }
    }
    json_object_foreach(edit->after, id, value)
    {
        struct fact *fact = make_fact(drawing, id);
        const struct edit *origin =
            undone < record->edit_count ? origin_before(record, edit->item, id, undone) : NULL;
        if (!origin) {
            origin = edit;
        }
        (void)!fact_from_json(fact, value, NULL);
        fact->time = origin->time;
        field_set(&fact->author, origin->author);
        memcpy(fact->contact, origin->contact, sizeof(fact->contact));
    }
}

/* ---- edits ready made ---- */

static void set_or_keep(char **field, const char *text)
{
    if (text) {
        field_set(field, text);
    }
}

/* What CHANGE makes of FOUND (NULL: a new fact). */
static void changed_fact(struct fact *out, const struct fact *found,
                         const struct fact_change *change)
{
    fact_init(out);
    if (found) {
        fields_copy(out, found, &fact_fields);
    }
    field_set(&out->line, change->line);
    set_or_keep(&out->words, change->words);
    set_or_keep(&out->relation, change->relation);
    set_or_keep(&out->source, change->source);
    if (strcmp(out->words, out->line) == 0) {
        field_set(&out->words, "");
    }
    out->by = change->by;
    out->private = change->private;
}

static void add_change(struct edit *out, const struct drawing *drawing,
                       const struct fact_change *change, const struct world *world)
{
    const struct fact *found = find_fact(drawing, change->id ? change->id : "");
    char id[33];
    struct fact after;
    if (!change->line) {
        if (found) {
            json_object_set_new(out->before, found->id, fact_to_json(found));
        }
        return;
    }
    changed_fact(&after, found, change);
    if (!found) {
        world_new_id(world, id);
        json_object_set_new(out->after, id, fact_to_json(&after));
    } else if (!fact_equal(found, &after)) {
        json_object_set_new(out->before, found->id, fact_to_json(found));
        json_object_set_new(out->after, found->id, fact_to_json(&after));
    }
    fact_finish(&after);
}

static void drop_if_empty(json_t **state)
{
    if (json_object_size(*state) == 0) {
        json_decref(*state);
        *state = NULL;
    }
}

bool change_facts(struct edit *out, const struct record *record, const char *kind,
                  const struct fact_change *changes, size_t count,
                  const struct change_context *context)
{
    const struct drawing *drawing = find_drawing(record, kind);
    size_t length = context->contact ? strlen(context->contact) : 0;
    edit_start(out, EDIT_DRAWING, context->world, context->author);
    memcpy(out->contact, context->contact ? context->contact : "", length < 33 ? length : 32);
    field_set(&out->item, kind);
    out->before = json_object();
    out->after = json_object();
    for (size_t i = 0; i < count; i++) {
        add_change(out, drawing, &changes[i], context->world);
    }
    drop_if_empty(&out->before);
    drop_if_empty(&out->after);
    if (!out->before && !out->after) {
        edit_finish(out);
        return false;
    }
    return true;
}
