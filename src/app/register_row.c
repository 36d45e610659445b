/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From record to register row. Rows that an older version of the program wrote
 * have no details; the record is read again when the patient is next opened.
 */
#include "app/register_row.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "record/matter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy_or_empty(const char *text)
{
    return alloc_string(text ? text : "");
}

void register_row_finish(struct vault_patient *row)
{
    free(row->name);
    free(row->code);
    free(row->birth);
    free(row->form_id);
}

void register_row_init(struct vault_patient *row, const char *id, const struct patient *patient)
{
    memset(row, 0, sizeof *row);
    memcpy(row->id, id, sizeof row->id);
    row->name = copy_or_empty(patient->name);
    row->code = copy_or_empty(patient->code);
    row->birth = copy_or_empty(patient->birth);
    row->form_id = copy_or_empty(NULL);
    row->detailed = true;
    row->last_contact = row->follow_up = VAULT_NO_DAY;
}

static uint16_t add_small(uint16_t sum, size_t more)
{
    size_t all = sum + more;
    return all > UINT16_MAX ? UINT16_MAX : (uint16_t)all;
}

/* The newest interview is the one that goes on. */
static void take_interview(struct session *session, struct vault_patient *row,
                           const struct interview *interview)
{
    const struct form *form = session_form(session, interview->asked_with, NULL);
    struct progress progress = {0};
    if (form) {
        progress_count(&progress, form, interview, session_day_of(session, interview));
    }
    free(row->form_id);
    row->form_id = copy_or_empty(interview->form_id);
    row->answered = (uint32_t)(progress.answered + progress.reasoned);
    row->total = (uint32_t)progress.total;
    row->finalised = interview->state == INTERVIEW_FINALISED;
    row->begun = add_small(row->begun, 1);
    row->closed = add_small(row->closed, row->finalised);
    /* What is open in a closed interview waits for nobody. */
    if (!row->finalised) {
        row->open = add_small(row->open, progress.open);
        row->later = add_small(row->later, progress.later);
    }
}

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

void register_row_fill(struct session *session, struct vault_patient *row)
{
    const struct record *record = session_record(session);
    const struct world *world = session_world(session);
    const struct vault_patient *known =
        vault_patient_find(session_vault(session), session_patient_id(session));
    register_row_init(row, session_patient_id(session), &record->patient);
    row->created = known ? known->created : world_now(world);
    row->changed = record->edit_count ? record->edits[record->edit_count - 1].time : row->created;
    for (size_t i = 0; i < record->interview_count; i++) {
        if (!record->interviews[i].removed) {
            take_interview(session, row, &record->interviews[i]);
        }
    }
    struct matters matters;
    matters_gather(&matters, record, form_of, session, session_today(session), world);
    row->last_contact = record_last_contact(record, world);
    row->follow_up = matters_follow_up(&matters);
    matters_finish(&matters);
}

/* ---- for people ---- */

int32_t register_row_keep_until(const struct vault_patient *row, const struct world *zone)
{
    return retention_end(row->detailed ? row->last_contact : VAULT_NO_DAY,
                         edtf_day_of_time(row->changed, world_offset_at(zone, row->changed)));
}

/* Whole years from BORN to TODAY. */
static int years_between(int32_t born, int32_t today)
{
    int year, month, day, now_year, now_month, now_day;
    edtf_civil_from_days(born, &year, &month, &day);
    edtf_civil_from_days(today, &now_year, &now_month, &now_day);
    bool before = now_month < month || (now_month == month && now_day < day);
    return now_year - year - (before ? 1 : 0);
}

void register_row_age(char *out, size_t size, const char *birth, int32_t today)
{
    struct edtf date;
    int32_t first, last;
    out[0] = '\0';
    if (!edtf_understand(&date, birth, strlen(birth))) {
        return;
    }
    edtf_bounds(&date, &first, &last);
    if (first == INT32_MIN || last == INT32_MAX || first > today) {
        return;
    }
    int most = years_between(first, today);
    int least = last > today ? 0 : years_between(last, today);
    /* "The fifties" is no age. */
    if (most - least > 9) {
        return;
    }
    const char *about = date.start.approximate || date.start.uncertain ? "~" : "";
    if (most == least) {
        snprintf(out, size, "%s%d", about, most);
    } else {
        snprintf(out, size, "%s%d-%d", about, least, most);
    }
}

void register_day(char *out, size_t size, int32_t day)
{
    int year, month, of_month;
    out[0] = '\0';
    if (day != VAULT_NO_DAY) {
        edtf_civil_from_days(day, &year, &month, &of_month);
        snprintf(out, size, "%04d-%02d-%02d", year, month, of_month);
    }
}
