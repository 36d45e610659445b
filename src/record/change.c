/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits ready made. What is there now becomes the "before", so that an edit
 * that met another one on its way is noticed by record_apply().
 */
#include "record/change.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "record/fields.h"
#include "record/state.h"

#include <string.h>

/* OUT is all zero. */
static void copy_id(char out[33], const char *id)
{
    size_t length = id ? strlen(id) : 0;
    memcpy(out, id ? id : "", length < 33 ? length : 32);
}

static void start(struct edit *out, enum edit_kind kind, const struct change_context *context)
{
    edit_start(out, kind, context->world, context->author);
    copy_id(out->contact, context->contact);
}

static void start_in(struct edit *out, enum edit_kind kind, const struct interview *interview,
                     const struct change_context *context)
{
    start(out, kind, context);
    memcpy(out->interview, interview->id, sizeof(out->interview));
}

void change_patient(struct edit *out, const struct record *record, const struct patient *after,
                    const struct change_context *context)
{
    start(out, EDIT_PATIENT, context);
    out->before = patient_to_json(&record->patient);
    out->after = patient_to_json(after);
}

static void add_today(struct contact *contact, int64_t time, const struct world *world)
{
    struct edtf today = {.interval = false};
    struct buf text = BUF_INIT;
    int year, month, day;

    edtf_civil_from_days(edtf_day_of_time(time, world->offset_minutes), &year, &month, &day);
    today.start.year = year;
    today.start.month = (uint8_t)month;
    today.start.day = (uint8_t)day;
    edtf_format(&text, &today);
    field_set(&contact->date, buf_text(&text));
    buf_finish(&text);
}

void change_contact(struct edit *out, const struct record *record, const struct contact *after,
                    const struct change_context *context)
{
    struct contact filled;
    const struct contact *found = after->id[0] ? record_contact(record, after->id) : NULL;

    contact_init(&filled);
    contact_copy(&filled, after);
    start(out, EDIT_CONTACT, context);
    if (after->id[0] == '\0') {
        world_new_id(context->world, out->contact);
    } else {
        memcpy(out->contact, after->id, sizeof(out->contact));
    }
    if (filled.time == 0) {
        filled.time = out->time;
    }
    if (!filled.date || filled.date[0] == '\0') {
        add_today(&filled, filled.time, context->world);
    }
    out->before = found ? contact_to_json(found) : NULL;
    out->after = contact_to_json(&filled);
    contact_finish(&filled);
}

void change_begin(struct edit *out, const char *form_id, const char *version, const char *digest,
                  const struct change_context *context)
{
    struct interview begun;
    start(out, EDIT_INTERVIEW, context);
    world_new_id(context->world, out->interview);
    interview_init(&begun);
    field_set(&begun.form_id, form_id);
    field_set(&begun.form_version, version);
    size_t length = digest ? strlen(digest) : 0;
    memcpy(begun.form_digest, digest ? digest : "", length < 65 ? length : 64);
    field_set(&begun.asked_with, begun.form_digest);
    out->after = interview_to_json(&begun);
    interview_finish(&begun);
}

void change_asked_with(struct edit *out, const struct form *form)
{
    json_object_set_new(out->after, "version", text_to_json(form->version));
    json_object_set_new(out->after, "digest", json_string(form->digest));
    json_object_del(out->after, "overlays");
    json_t *overlays = json_array();
    for (size_t i = 0; i < form->applied_count; i++) {
        json_array_append_new(overlays, json_string(form->applied[i].digest));
    }
    if (form->applied_count) {
        json_object_set(out->after, "overlays", overlays);
    }
    json_decref(overlays);
}

void change_finalise(struct edit *out, const struct interview *interview,
                     const struct change_context *context)
{
    start_in(out, EDIT_INTERVIEW, interview, context);
    out->before = interview_to_json(interview);
    out->after = json_copy(out->before);
    json_object_set_new(out->after, "state", json_string("finalised"));
}

bool change_answer(struct edit *out, const struct interview *interview, const char *item,
                   const char *row, const struct answer *after, const char *reason,
                   const struct change_context *context)
{
    const struct answer *before = interview_answer(interview, item, row);
    edit_init(out);
    if (before ? answer_equal(before, after) : answer_is_empty(after)) {
        return false;
    }
    start_in(out, EDIT_ANSWER, interview, context);
    field_set(&out->item, item);
    copy_id(out->row, row);
    out->reason = reason && reason[0] != '\0' ? alloc_string(reason) : NULL;
    out->before = before ? answer_to_json(before) : NULL;
    out->after = answer_to_json(after);
    return true;
}

void change_add_row(struct edit *out, const struct interview *interview, const char *repeat,
                    const char *parent, const struct change_context *context)
{
    struct row row = {.set_aside = false};
    start_in(out, EDIT_ROW, interview, context);
    world_new_id(context->world, out->row);
    field_set(&out->item, repeat);
    copy_id(row.parent, parent);
    out->after = row_to_json(&row);
}

void change_remove_row(struct edit *out, const struct interview *interview, const char *row,
                       const struct change_context *context)
{
    const struct row *found = interview_row(interview, row);
    start_in(out, EDIT_ROW, interview, context);
    copy_id(out->row, row);
    if (found) {
        field_set(&out->item, found->repeat);
        out->before = row_to_json(found);
    }
}
