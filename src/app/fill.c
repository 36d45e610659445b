/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parse, then act: every answer of the file is checked against the form before
 * the first one is stored.
 */
#include "app/fill.h"

#include "app/attach.h"
#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"

#include <stdlib.h>
#include <string.h>

struct filling {
    struct session *session;
    const struct form *form;
    const struct interview *interview;
    const char *file;
    struct change_context context;
    struct edit *edits;
    size_t count, capacity;
    struct filed *files; /* read, and sealed when all of it is right */
    size_t file_count, file_capacity;
};

struct filed {
    struct value value;
    struct buf bytes;
};

static struct edit *new_edit(struct filling *filling)
{
    alloc_grow(&filling->edits, &filling->capacity, filling->count + 1, sizeof *filling->edits);
    struct edit *edit = &filling->edits[filling->count++];
    edit_init(edit);
    return edit;
}

static bool at(const struct filling *filling, const struct yaml_value *value, struct error *err,
               const char *message)
{
    return error_at(err, ERROR_INVALID, filling->file, value->line, value->column, "%s", message);
}

static bool unknown_item(const struct filling *filling, const struct yaml_value *key,
                         struct error *err)
{
    const char **names = alloc_array(filling->form->all_count + 1, sizeof *names);
    for (size_t i = 0; i < filling->form->all_count; i++) {
        names[i] = filling->form->all[i]->name;
    }
    const char *near = text_nearest(key->text, names, filling->form->all_count);
    free(names);
    if (near) {
        return error_at(err, ERROR_INVALID, filling->file, key->line, key->column,
                        _("the form \"%s\" has no item \"%s\"; did you mean \"%s\"?"),
                        filling->form->form_id, key->text, near);
    }
    return error_at(err, ERROR_INVALID, filling->file, key->line, key->column,
                    _("the form \"%s\" has no item \"%s\""), filling->form->form_id, key->text);
}

/* ---- one value ---- */

static bool place_error(const struct filling *filling, const struct yaml_value *value,
                        struct error *err)
{
    if (err && !err->line) {
        struct error inner = *err;
        error_at(err, inner.code, filling->file, value->line, value->column, "%s", inner.message);
    }
    return false;
}

static void add_choice(const struct item *item, struct value *out, const char *code)
{
    if (item->type == ITEM_RANK) {
        value_add_rank(out, code);
    } else {
        value_add_choice(out, code);
    }
}

static bool read_choices(const struct filling *filling, const struct item *item,
                         const struct yaml_value *list, struct value *out, struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_value *one = list->items[i];
        if (one->kind != YAML_SCALAR) {
            return at(filling, one, err, _("expected the name of a choice"));
        }
        if (form_choice(item, one->text)) {
            add_choice(item, out, one->text);
            continue;
        }
        struct value parsed = VALUE_INIT;
        if (!entry_parse(&parsed, filling->form, item, one->text, one->length, err)) {
            value_finish(&parsed);
            return place_error(filling, one, err);
        }
        for (size_t c = 0; c < parsed.choice_count; c++) {
            add_choice(item, out, parsed.choices[c]);
        }
        if (parsed.text) {
            free(out->text);
            out->text = alloc_string(parsed.text);
            out->kind = VALUE_CHOICES;
        }
        value_finish(&parsed);
    }
    if (item->type != ITEM_RANK) {
        entry_order(item, out);
    }
    return true;
}

static bool read_date(const struct filling *filling, const struct yaml_value *value,
                      const char *words, struct value *out, struct error *err)
{
    struct edtf date;
    if (!words[0]) {
        value_set_date(out, value->text, value->length);
        return true;
    }
    /* Words as spoken and their meaning, both given. */
    if (!edtf_parse(&date, value->text, value->length, err)) {
        return place_error(filling, value, err);
    }
    struct buf canonical = BUF_INIT;
    edtf_format(&canonical, &date);
    value_set_date(out, words, strlen(words));
    free(out->edtf);
    out->edtf = buf_take(&canonical);
    return true;
}

/* A path; one that does not begin with / is seen from where the answers are. */
static bool read_file(struct filling *filling, const struct yaml_value *value, struct value *out,
                      struct error *err)
{
    const char *slash = strrchr(filling->file, '/');
    struct buf path = BUF_INIT;
    char id[33];
    if (value->text[0] != '/' && slash) {
        buf_add(&path, filling->file, (size_t)(slash - filling->file) + 1);
    }
    buf_add_text(&path, value->text);
    alloc_grow(&filling->files, &filling->file_capacity, filling->file_count + 1,
               sizeof *filling->files);
    struct filed *filed = &filling->files[filling->file_count++];
    *filed = (struct filed){VALUE_INIT, BUF_INIT};
    bool read = attach_read(&filed->bytes, buf_text(&path), err) ||
                place_error(filling, value, err);
    if (read) {
        world_new_id(session_world(filling->session), id);
        attach_value(&filed->value, id, buf_text(&path), filed->bytes.length);
        value_copy(out, &filed->value);
    }
    buf_finish(&path);
    return read;
}

static bool read_value(struct filling *filling, const struct item *item,
                       const struct yaml_value *value, struct answer *out, struct error *err)
{
    struct error inner = {0};
    bool read;
    bool several = item->type == ITEM_SELECT_MULTIPLE || item->type == ITEM_RANK;
    if (value->kind == YAML_LIST && several) {
        read = read_choices(filling, item, value, &out->value, err);
    } else if (value->kind != YAML_SCALAR) {
        return at(filling, value, err, _("expected a text, a number or a choice"));
    } else if (item->type == ITEM_FILE) {
        read = read_file(filling, value, &out->value, err);
    } else if (item->type == ITEM_DATE) {
        read = read_date(filling, value, out->words, &out->value, err);
        if (out->value.kind == VALUE_DATE && out->words[0]) {
            free(out->words);
            out->words = alloc_string("");
        }
    } else {
        read = entry_parse(&out->value, filling->form, item, value->text, value->length, &inner);
        if (!read) {
            if (err) {
                *err = inner;
            }
            return place_error(filling, value, err);
        }
    }
    if (!read) {
        return false;
    }
    if (!entry_check(filling->form, item, &out->value, NULL, i18n_language(), NULL, err)) {
        return place_error(filling, value, err);
    }
    return true;
}

/* ---- one answer ---- */

static bool read_code(const struct filling *filling, const struct yaml_value *map, const char *key,
                      bool (*parse)(struct answer *out, const char *code), struct answer *out,
                      struct error *err)
{
    const struct yaml_value *value = yaml_tree_get(map, key);
    if (!value) {
        return true;
    }
    if (value->kind == YAML_SCALAR && parse(out, value->text)) {
        return true;
    }
    return error_at(err, ERROR_INVALID, filling->file, value->line, value->column,
                    _("\"%s\" is not a value of \"%s\"; verhaal(1) lists them"), value->text, key);
}

static bool parse_by(struct answer *out, const char *code)
{
    /* What the form works out is nobody's to say. */
    return answer_by_parse(&out->by, code) && out->by != BY_COMPUTED;
}

static bool parse_how(struct answer *out, const char *code)
{
    return answer_how_parse(&out->how, code);
}

static bool parse_state(struct answer *out, const char *code)
{
    return answer_state_parse(&out->state, code);
}

static bool read_text(const struct filling *filling, const struct yaml_value *map, const char *key,
                      char **out, struct error *err)
{
    const struct yaml_value *value = yaml_tree_get(map, key);
    if (!value) {
        return true;
    }
    if (value->kind != YAML_SCALAR) {
        return at(filling, value, err, _("expected a text"));
    }
    free(*out);
    *out = alloc_copy(value->text, value->length);
    return true;
}

static bool check_keys(const struct filling *filling, const struct yaml_value *map,
                       struct error *err)
{
    static const char *const known[] = {"value", "words", "by",     "relation", "lang",
                                        "how",   "state", "reason", "gloss"};
    size_t count = sizeof known / sizeof known[0];
    for (size_t i = 0; i < map->count; i++) {
        bool found = false;
        for (size_t k = 0; k < count; k++) {
            found = found || strcmp(map->keys[i]->text, known[k]) == 0;
        }
        if (found) {
            continue;
        }
        const char *near = text_nearest(map->keys[i]->text, known, count);
        return error_at(err, ERROR_INVALID, filling->file, map->keys[i]->line, map->keys[i]->column,
                        near ? _("unknown key \"%s\" in an answer; did you mean \"%s\"?")
                             : _("unknown key \"%s\" in an answer%s"),
                        map->keys[i]->text, near ? near : "");
    }
    return true;
}

static bool read_answer(struct filling *filling, const struct item *item,
                        const struct yaml_value *given, struct answer *out, struct error *err)
{
    if (given->kind != YAML_MAP) {
        return read_value(filling, item, given, out, err);
    }
    const struct yaml_value *value = yaml_tree_get(given, "value");
    return check_keys(filling, given, err) && read_code(filling, given, "by", parse_by, out, err) &&
           read_code(filling, given, "how", parse_how, out, err) &&
           read_code(filling, given, "state", parse_state, out, err) &&
           read_text(filling, given, "relation", &out->relation, err) &&
           read_text(filling, given, "lang", &out->language, err) &&
           read_text(filling, given, "reason", &out->reason, err) &&
           read_text(filling, given, "gloss", &out->gloss, err) &&
           read_text(filling, given, "words", &out->words, err) &&
           (!value || read_value(filling, item, value, out, err));
}

static bool fill_item(struct filling *filling, const struct item *item, const char *row,
                      const struct yaml_value *given, struct error *err)
{
    struct answer answer;
    answer_init(&answer);
    answer.how = HOW_SUMMARY;
    bool read = read_answer(filling, item, given, &answer, err);
    if (read) {
        struct edit *edit = new_edit(filling);
        if (!change_answer(edit, filling->interview, item->name, row, &answer, NULL,
                           &filling->context)) {
            edit_finish(edit);
            filling->count--;
        }
    }
    answer_finish(&answer);
    return read;
}

static bool fill_map(struct filling *filling, const struct item *repeat, const char *row,
                     const struct yaml_value *map, struct error *err);

/* The rows of a file stand behind those that are there. */
static bool fill_repeat(struct filling *filling, const struct item *repeat, const char *parent,
                        const struct yaml_value *list, struct error *err)
{
    if (list->kind != YAML_LIST) {
        return at(filling, list, err, _("expected a list: one map for each row"));
    }
    for (size_t i = 0; i < list->count; i++) {
        char row[33];
        struct edit *edit = new_edit(filling);
        change_add_row(edit, filling->interview, repeat->name, parent, &filling->context);
        memcpy(row, edit->row, sizeof row);
        if (!fill_map(filling, repeat, row, list->items[i], err)) {
            return false;
        }
    }
    return true;
}

static bool fill_map(struct filling *filling, const struct item *repeat, const char *row,
                     const struct yaml_value *map, struct error *err)
{
    if (map->kind != YAML_MAP) {
        return at(filling, map, err, _("expected a map from items to answers"));
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct item *item = form_find(filling->form, map->keys[i]->text);
        if (!item || (item->type != ITEM_REPEAT && !item_takes_answer(item))) {
            return unknown_item(filling, map->keys[i], err);
        }
        if (item_repeat(item) != repeat) {
            return at(filling, map->keys[i], err, _("this item belongs to another list of rows"));
        }
        bool filled = item->type == ITEM_REPEAT
                          ? fill_repeat(filling, item, row, map->items[i], err)
                          : fill_item(filling, item, row, map->items[i], err);
        if (!filled) {
            return false;
        }
    }
    return true;
}

/* Where the answers go: the interview that is there, or FRESH, which begins in the
 * same step as they are stored, so that a refused file leaves nothing begun. */
static bool find_interview(struct filling *filling, const char *form_id, struct interview *fresh,
                           struct error *err)
{
    struct session *session = filling->session;
    filling->interview = record_interview_of(session_record(session), form_id);
    if (filling->interview) {
        filling->form = session_form(session, filling->interview->asked_with, err);
        return filling->form != NULL;
    }
    filling->form = library_find(session_library(session), form_id);
    if (!filling->form) {
        return error_set(
            err, ERROR_NOT_FOUND,
            _("there is no form \"%s\" here; `verhaal forms` lists the installed ones"), form_id);
    }
    struct edit *begin = new_edit(filling);
    change_begin(begin, form_id, filling->form->version, filling->form->digest, &filling->context);
    change_asked_with(begin, filling->form);
    memcpy(fresh->id, begin->interview, sizeof fresh->id);
    filling->interview = fresh;
    return true;
}

static bool keep_files(const struct filling *filling, struct error *err)
{
    for (size_t i = 0; i < filling->file_count; i++) {
        const struct filed *filed = &filling->files[i];
        if (!attach_keep(filling->session, &filed->value, &filed->bytes, err)) {
            return false;
        }
    }
    return true;
}

static bool store(const struct filling *filling, struct error *err)
{
    return filling->count == 0 ||
           (session_keep_form(filling->session, filling->form, err) &&
            keep_files(filling, err) &&
            session_store(filling->session, filling->edits, filling->count, false, err));
}

bool fill_answers(struct session *session, const char *form_id, const struct yaml_value *answers,
                  const char *file, const char *contact, size_t *count, struct error *err)
{
    struct interview fresh = {.state = INTERVIEW_OPEN};
    struct filling filling = {.session = session, .file = file};
    filling.context = session_context(session);
    filling.context.contact = contact;
    bool filled = find_interview(&filling, form_id, &fresh, err) &&
                  fill_map(&filling, NULL, "", answers, err) && store(&filling, err);
    size_t stored = 0;
    for (size_t i = 0; i < filling.count; i++) {
        stored += filling.edits[i].kind == EDIT_ANSWER;
        edit_finish(&filling.edits[i]);
    }
    free(filling.edits);
    for (size_t i = 0; i < filling.file_count; i++) {
        value_finish(&filling.files[i].value);
        buf_finish(&filling.files[i].bytes);
    }
    free(filling.files);
    if (filled && count) {
        *count = stored;
    }
    return filled;
}
