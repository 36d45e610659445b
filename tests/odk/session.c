/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Through the doors of the record alone: what is compared is what a clinician
 * would see. Answers are put in without being held against their constraint, as
 * ODK does; the state says which of them are against it.
 */
#include "tests/odk/session.h"

#include "form/entry.h"
#include "form/offered.h"
#include "record/settle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t noon(void *self)
{
    const struct session *session = self;

    return (int64_t)session->today * 86400000 + 43200000;
}

static void count(void *self, void *out, size_t length)
{
    struct session *session = self;

    memset(out, 0, length);
    session->counter++;
    memcpy(out, &session->counter,
           length < sizeof(session->counter) ? length : sizeof(session->counter));
}

static bool apply(struct session *session, struct edit *edit)
{
    struct error err = {0};
    size_t before = session->record->edit_count;
    bool good =
        record_apply(session->record, edit, &err) &&
        settle(session->record, session->form, session->interview, before, &session->context, &err);

    if (!good)
        fprintf(stderr, "refused: %s\n", err.message);
    edit_finish(edit);
    return good;
}

void session_start(struct session *session, const struct form *form, int32_t today)
{
    struct edit edit;

    memset(session, 0, sizeof(*session));
    session->form = form;
    session->today = today;
    session->world = (struct world){.now = noon, .elapsed = noon, .random = count, .self = session};
    session->record = record_create();
    session->context = (struct change_context){&session->world, "oracle", ""};
    change_begin(&edit, form->form_id, form->version, form->digest, &session->context);
    memcpy(session->interview, edit.interview, sizeof(session->interview));
    if (!apply(session, &edit))
        abort();
}

void session_finish(struct session *session)
{
    record_destroy(session->record);
}

const struct interview *session_interview(const struct session *session)
{
    return record_interview(session->record, session->interview);
}

static size_t row_number(const struct session *session, const struct row *row)
{
    const struct interview *interview = session_interview(session);
    const struct row *other;

    for (size_t i = 0; (other = interview_row_at(interview, row->repeat, row->parent, i)); i++)
        if (other == row)
            return i + 1;
    return 0;
}

void session_path(struct buf *out, const struct session *session, const struct item *item,
                  const char *row)
{
    const struct item *parent = item->parent;
    const struct row *own = row[0] ? interview_row(session_interview(session), row) : NULL;

    if (parent && parent->type == ITEM_REPEAT && own) {
        session_path(out, session, parent, own->parent);
        buf_add_format(out, "[%zu]/", row_number(session, own));
    } else if (parent) {
        session_path(out, session, parent, row);
        buf_add_char(out, '/');
    }
    buf_add_text(out, item->name);
}

/* Follows PATH; ROW is the row that the place is in, OWN (may be NULL) the row it names. */
static const struct item *follow(const struct session *session, const char *path, char row[33],
                                 char own[33])
{
    const struct interview *interview = session_interview(session);
    const struct item *item = NULL;

    row[0] = own[0] = '\0';
    while (*path) {
        char name[80];
        size_t length = strcspn(path, "/[");

        if (own[0])
            memcpy(row, own, 33);
        own[0] = '\0';
        snprintf(name, sizeof(name), "%.*s", (int)length, path);
        item = form_find(session->form, name);
        path += length;
        if (!item)
            return NULL;
        if (*path == '[') {
            size_t number = strtoul(path + 1, NULL, 10);
            const struct row *found = interview_row_at(interview, name, row, number - 1);

            if (!found)
                return NULL;
            memcpy(own, found->id, 33);
            path += strcspn(path, "]") + 1;
        }
        path += *path == '/';
    }
    return item;
}

static void add_ranks(struct value *value, const char *codes)
{
    while (*codes) {
        size_t length = strcspn(codes, ",");
        char code[40];

        snprintf(code, sizeof(code), "%.*s", (int)length, codes);
        value_add_rank(value, code);
        codes += length + (codes[length] == ',');
    }
}

/* As it stands in a step, whatever people may type. */
static bool read_value(struct value *out, const struct session *session, const struct item *item,
                       const char *text)
{
    size_t length = strlen(text), number = strcspn(text, " ");
    struct error err = {0};

    switch (item->type) {
    case ITEM_DECIMAL:
    case ITEM_RANGE:
        return value_set_decimal(out, text, length);
    case ITEM_QUANTITY:
        return value_set_quantity(out, text, number, text[number] ? text + number + 1 : "");
    case ITEM_TIME:
        value_set_time(out, text);
        return true;
    case ITEM_DATETIME:
        value_set_datetime(out, text, length, text);
        return true;
    case ITEM_RANK:
        add_ranks(out, text);
        return true;
    default:
        break;
    }
    if (item->other && strncmp(text, "other", 5) == 0) {
        value_set_other(out, "in own words", 12);
        return true;
    }
    if (entry_parse(out, session->form, item, text, length, &err))
        return true;
    fprintf(stderr, "%s: %s: %s\n", item->name, text, err.message);
    return false;
}

static bool set(struct session *session, const struct item *item, const char *row, const char *text)
{
    const struct interview *interview = session_interview(session);
    struct answer answer;
    struct edit edit;
    bool good = true;

    answer_init(&answer);
    if (text)
        good = read_value(&answer.value, session, item, text);
    if (good && change_answer(&edit, interview, item->name, row, &answer, "", &session->context))
        good = apply(session, &edit);
    answer_finish(&answer);
    return good;
}

bool session_step(struct session *session, const char *step)
{
    size_t word = strcspn(step, " ");
    const char *path = step + word + 1, *value = path + strcspn(path, " ");
    char row[33], own[33], place[400];
    const struct item *item;
    struct edit edit;

    snprintf(place, sizeof(place), "%.*s", (int)(value - path), path);
    item = follow(session, place, row, own);
    if (!item)
        return false;
    if (strncmp(step, "set ", 4) == 0)
        return set(session, item, row, *value ? value + 1 : "");
    if (strncmp(step, "clear ", 6) == 0)
        return set(session, item, row, NULL);
    if (strncmp(step, "add ", 4) == 0)
        change_add_row(&edit, session_interview(session), item->name, row, &session->context);
    else if (strncmp(step, "remove ", 7) == 0 && own[0])
        change_remove_row(&edit, session_interview(session), own, &session->context);
    else
        return false;
    return apply(session, &edit);
}

static bool is_violated(const struct violations *violations, const struct place *place)
{
    for (size_t i = 0; i < violations->count; i++)
        if (violations->violations[i].kind == VIOLATION_CONSTRAINT &&
            violations->violations[i].item == place->item &&
            strcmp(violations->violations[i].row, place->row) == 0)
            return true;
    return false;
}

static void add_value(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr(" %*!=", *text) || (unsigned char)*text < ' ')
            buf_add_format(out, "%%%02X", (unsigned char)*text);
        else
            buf_add_char(out, *text);
    }
}

/* The names of the choices that the filter lets through. */
static void add_offer(struct buf *out, const struct item *item, const struct rule_source *source)
{
    buf_add_char(out, '{');
    for (size_t i = 0, count = 0; i < item->choices->count; i++)
        if (form_choice_offered(item, &item->choices->choices[i], source))
            buf_add_format(out, "%s%s", count++ > 0 ? "," : "", item->choices->choices[i].name);
    buf_add_char(out, '}');
}

static void add_worked_out(struct buf *out, const struct value *value)
{
    buf_add_char(out, '=');
    if (!value)
        return;
    if (value->kind == VALUE_INTEGER)
        buf_add_format(out, "%lld", (long long)value->integer);
    else if (value->kind == VALUE_BOOLEAN)
        buf_add_text(out, value->integer ? "yes" : "no");
    else if (value->kind == VALUE_CHOICES || value->kind == VALUE_RANK)
        for (size_t i = 0; i < value->choice_count; i++)
            buf_add_format(out, "%s%s", i > 0 ? "%20" : "", value->choices[i]);
    else if (value->text)
        add_value(out, value->edtf ? value->edtf : value->text);
}

static void add_place(struct buf *out, const struct session *session, const struct place *place,
                      const struct violations *violations)
{
    const struct item *item = place->item;
    struct progress_view view = {.form = session->form,
                                 .interview = session_interview(session),
                                 .row = place->row,
                                 .today = session->today};
    struct rule_source source;

    buf_add_text(out, out->length > 0 ? " " : "");
    session_path(out, session, item, place->row);
    progress_source(&source, &view);
    if (item_takes_answer(item) && item->type != ITEM_CALCULATE &&
        progress_required(&view, item) == REQUIRED_YES)
        buf_add_char(out, '*');
    if (is_violated(violations, place))
        buf_add_char(out, '!');
    if (item->choice_filter)
        add_offer(out, item, &source);
    if (item->type == ITEM_CALCULATE)
        add_worked_out(out, source.value(source.self, item->name));
    progress_view_finish(&view);
}

void session_state(struct buf *out, const struct session *session)
{
    const struct interview *interview = session_interview(session);
    struct violations violations = VIOLATIONS_INIT;
    struct places places = PLACES_INIT;

    places_list(&places, session->form, interview, session->today);
    violations_list(&violations, session->form, interview, session->today, "en");
    for (size_t i = 0; i < places.count; i++)
        add_place(out, session, &places.places[i], &violations);
    violations_finish(&violations);
    places_finish(&places);
}
