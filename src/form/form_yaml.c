/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form file from its bytes to a form. Languages are read first, since every
 * text needs them, then lists of choices, since items name them.
 */
#include "form/form_yaml.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two or three letters, then parts of one to eight letters or digits: "nl", "zh-Hant-TW". */
static bool is_language(const char *text)
{
    size_t part = strspn(text, "abcdefghijklmnopqrstuvwxyz");

    if (part < 2 || part > 3 || strlen(text) > 35)
        return false;
    for (text += part; *text == '-'; text += part) {
        text++;
        part = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
        if (part < 1 || part > 8)
            return false;
    }
    return *text == '\0';
}

static void add_language(struct form_reader *reader, const struct yaml_value *value)
{
    struct form *form = reader->form;

    if (!reader_expect_text(reader, value, "languages"))
        return;
    if (!is_language(value->text)) {
        reader_error(reader, value, "E205",
                     _("%.64s is no language; write two or three small letters such as nl"),
                     value->text);
        return;
    }
    if (value->plain && strcmp(value->text, "no") == 0)
        reader_warning(reader, value, "W406",
                       _("other YAML programs read %s as a truth value; write \"%s\""), value->text,
                       value->text);
    for (size_t i = 0; i < form->language_count; i++) {
        if (strcmp(form->languages[i], value->text) == 0) {
            reader_error(reader, value, "E208", _("the language %s is here already"), value->text);
            return;
        }
    }
    if (form->language_count == FORM_MAX_LANGUAGES)
        reader_error(reader, value, "E109", _("a form has at most %d languages"),
                     FORM_MAX_LANGUAGES);
    else
        form->languages[form->language_count++] = arena_string(reader->arena, value->text);
}

void reader_languages(struct form_reader *reader, const struct yaml_value *list)
{
    if (list->kind != YAML_LIST) {
        add_language(reader, list);
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        add_language(reader, list->items[i]);
    if (list->count == 0)
        reader_error(reader, list, "E106", _("languages is empty; write at least one"));
}

static void read_languages(struct form_reader *reader, const struct yaml_value *top)
{
    const struct yaml_value *list = yaml_tree_get(top, "languages");
    const struct yaml_value *chosen = yaml_tree_get(top, "default_language");
    struct form *form = reader->form;
    size_t index;

    if (list)
        reader_languages(reader, list);
    else
        reader_error(reader, top, "E103", _("a form needs languages, such as [en, nl]"));
    if (chosen && form->language_count > 0 &&
        reader_one_of(reader, chosen, "default_language", form->languages, form->language_count,
                      "E207", &index))
        form->default_language = index;
}

static void read_name(struct form_reader *reader, const struct form_key *key, void *target,
                      const struct yaml_value *value)
{
    const char **name = (const char **)(void *)((char *)target + key->offset);

    if (reader_expect_name(reader, value, key->name))
        *name = arena_string(reader->arena, value->text);
}

static void read_status(struct form_reader *reader, const struct form_key *key, void *target,
                        const struct yaml_value *value)
{
    static const char *const words[] = {"draft", "reviewed"};
    enum form_status *status = (enum form_status *)(void *)((char *)target + key->offset);
    size_t index;

    if (reader_one_of(reader, value, key->name, words, 2, "E104", &index))
        *status = index == 1 ? FORM_REVIEWED : FORM_DRAFT;
}

struct review {
    enum form_status status;
    const char *by, *date;
};

static void read_reviewer(struct form_reader *reader, const struct form_key *key, void *target,
                          const struct yaml_value *value)
{
    const char **string = (const char **)(void *)((char *)target + key->offset);

    /* Nobody yet is an honest answer, so empty is accepted. */
    if (reader_expect(reader, value, YAML_SCALAR, key->name))
        *string = value->text;
}

static const struct form_key review_keys[] = {
    {"by", read_reviewer, offsetof(struct review, by), 0},
    {"date", read_reviewer, offsetof(struct review, date), 0},
    {"status", read_status, offsetof(struct review, status), 0},
};

static void read_reviews(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    struct form *form = target;

    if (!reader_expect(reader, value, YAML_MAP, key->name))
        return;
    for (size_t i = 0; i < value->count; i++) {
        struct review review = {FORM_DRAFT, "", ""};
        size_t index;

        if (!reader_one_of(reader, value->keys[i], key->name, form->languages, form->language_count,
                           "E206", &index) ||
            !reader_expect(reader, value->items[i], YAML_MAP, key->name))
            continue;
        reader_map(reader, value->items[i], review_keys, 3, 0, &review);
        form->language_status[index] = review.status;
        form->reviews[index].by = arena_string(reader->arena, review.by);
        form->reviews[index].date = arena_string(reader->arena, review.date);
        if (review.status == FORM_REVIEWED && (!review.by[0] || !review.date[0]))
            reader_warning(reader, value->items[i], "W416",
                           _("reviewed in %s, but not by whom and when; fill in by and date"),
                           form->languages[index]);
    }
}

static const struct form_key term_keys[] = {
    {"explanation", read_wording, offsetof(struct form_term, explanation), 0},
    {"label", read_wording, offsetof(struct form_term, label), 0},
    {"name", read_name, offsetof(struct form_term, name), 0},
};

static void read_terms(struct form_reader *reader, const struct form_key *key, void *target,
                       const struct yaml_value *value)
{
    struct form *form = target;

    if (!reader_expect(reader, value, YAML_LIST, key->name))
        return;
    form->terms = arena_take(reader->arena, value->count + 1, sizeof(*form->terms));
    for (size_t i = 0; i < value->count; i++) {
        const struct yaml_value *map = value->items[i];
        struct form_term *term = &form->terms[form->term_count];

        if (!reader_expect(reader, map, YAML_MAP, _("a term")))
            continue;
        *term = (struct form_term){.name = ""};
        reader_map(reader, map, term_keys, 3, 0, term);
        if (!yaml_tree_get(map, "name") || !yaml_tree_get(map, "label") ||
            !yaml_tree_get(map, "explanation"))
            reader_error(reader, map, "E103", _("a term needs name, label and explanation"));
        for (size_t j = 0; j < form->term_count; j++)
            if (term->name[0] && strcmp(form->terms[j].name, term->name) == 0)
                reader_error(reader, map, "E219", _("the term %s is here already"), term->name);
        form->term_count++;
    }
}

static void read_url(struct form_reader *reader, const struct form_key *key, void *target,
                     const struct yaml_value *value)
{
    struct form *form = target;

    if (!reader_expect_text(reader, value, key->name))
        return;
    if (!form_is_address(value->text))
        reader_error(reader, value, "E104",
                     _("%s must be a whole address such as https://example.org/intake"), key->name);
    else
        form->url = arena_copy(reader->arena, value->text, value->length);
}

static void read_lists(struct form_reader *reader, const struct form_key *key, void *target,
                       const struct yaml_value *value)
{
    struct form *form = target;

    if (!reader_expect(reader, value, YAML_MAP, key->name))
        return;
    form->lists = arena_take(reader->arena, value->count + 1, sizeof(*form->lists));
    for (size_t i = 0; i < value->count; i++) {
        struct choice_list *list = &form->lists[form->list_count];

        if (!reader_expect_name(reader, value->keys[i], _("the name of a list")))
            continue;
        list->name = arena_string(reader->arena, value->keys[i]->text);
        form->list_count++;
        reader_choices(reader, value->items[i], list);
        /* Lint points at the name, which is what would be mended. */
        list->line = value->keys[i]->line;
        list->column = value->keys[i]->column;
    }
}

static void read_top_items(struct form_reader *reader, const struct form_key *key, void *target,
                           const struct yaml_value *value)
{
    (void)key;
    (void)target;
    reader_items(reader, value, NULL);
    reader->subject = "";
}

static void read_modules(struct form_reader *reader, const struct form_key *key, void *target,
                         const struct yaml_value *value)
{
    struct form *form = target;

    reader_form_names(reader, key, value, &form->modules, &form->module_count);
}

#define FIELD(name) offsetof(struct form, name)

/* Read before all others, whatever their place in the file. */
static const struct form_key list_key = {"choices", read_lists, 0, 0};

static const struct form_key form_keys[] = {
    {"choices", read_nothing, 0, 0},
    {"copyright", read_wording, FIELD(rights), 0},
    {"default_language", read_nothing, 0, 0},
    {"form_id", read_name, FIELD(form_id), 0},
    {"form_title", read_wording, FIELD(title), 0},
    {"instance_name", read_rule, FIELD(instance_name), 0},
    {"items", read_top_items, 0, 0},
    {"languages", read_nothing, 0, 0},
    {"migrations", read_migrations, 0, 0},
    {"modules", read_modules, 0, 0},
    {"purpose", read_wording, FIELD(purpose), 0},
    {"review", read_reviews, 0, 0},
    {"rights", read_wording, FIELD(rights), 0},
    {"short_title", read_wording, FIELD(short_title), 0},
    {"source", read_wording, FIELD(source), 0},
    {"status", read_status, FIELD(status), 0},
    {"terms", read_terms, 0, 0},
    {"url", read_url, 0, 0},
    {"version", read_string, FIELD(version), 0},
};
#define FORM_KEY_COUNT (sizeof(form_keys) / sizeof(form_keys[0]))

static const char *const needed_keys[] = {"form_id", "version", "form_title", "items"};

/* XLSForm keeps these for itself. */
static const char *const reserved_names[] = {"audit", "instanceid", "meta"};

static int compare_items(const void *a, const void *b)
{
    const struct item *left = *(const struct item *const *)a;
    const struct item *right = *(const struct item *const *)b;
    int order = strcmp(left->name, right->name);

    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void check_names(struct form_reader *reader)
{
    const struct form *form = reader->form;

    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->by_name[i];
        const struct item *before = i > 0 ? form->by_name[i - 1] : NULL;

        if (before && item->name[0] && strcmp(item->name, before->name) == 0)
            report_add(reader->report, REPORT_ERROR, "E202", item->line, item->column, item->name,
                       _("the name %s is used already, on line %u"), item->name, before->line);
        for (size_t j = 0; j < sizeof(reserved_names) / sizeof(reserved_names[0]); j++)
            if (strcmp(item->name, reserved_names[j]) == 0)
                report_add(reader->report, REPORT_ERROR, "E203", item->line, item->column,
                           item->name, _("the name %s is reserved; choose another"), item->name);
    }
}

static void index_items(struct form_reader *reader)
{
    struct form *form = reader->form;

    form->all_count = reader->all_count;
    form->all = arena_take(reader->arena, form->all_count + 1, sizeof(struct item *));
    form->by_name = arena_take(reader->arena, form->all_count + 1, sizeof(struct item *));
    for (size_t i = 0; i < form->all_count; i++)
        form->by_name[i] = form->all[i] = reader->all[i];
    qsort(form->by_name, form->all_count, sizeof(*form->by_name), compare_items);
    check_names(reader);
}

static void read_top(struct form_reader *reader, const struct yaml_value *top)
{
    const struct yaml_value *lists;

    if (!reader_expect(reader, top, YAML_MAP, _("a form")))
        return;
    reader->top = top;
    read_languages(reader, top);
    lists = yaml_tree_get(top, "choices");
    if (lists)
        list_key.read(reader, &list_key, reader->form, lists);
    reader_map(reader, top, form_keys, FORM_KEY_COUNT, 0, reader->form);
    for (size_t i = 0; i < sizeof(needed_keys) / sizeof(needed_keys[0]); i++)
        if (!yaml_tree_get(top, needed_keys[i]))
            reader_error(reader, top, "E103", _("a form needs %s"), needed_keys[i]);
    index_items(reader);
    reader_renames(reader);
}

static struct form *create_form(const char *text, size_t length, const char *file)
{
    struct arena *arena = arena_create();
    struct form *form = arena_take(arena, 1, sizeof(*form));

    form->arena = arena;
    form->file = arena_string(arena, file);
    form->form_id = form->version = "";
    form->text = arena_copy(arena, text, length);
    form->text_length = length;
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++)
        form->reviews[i] = (struct form_review){"", ""};
    digest_sha256(form->digest, text, length);
    return form;
}

bool form_read(struct form **out, const char *text, size_t length, const char *file,
               struct report *report, struct error *err)
{
    struct report own = REPORT_INIT;
    struct form_reader reader = {.report = report ? report : &own, .subject = ""};
    struct arena *tree = arena_create();
    struct yaml_value *top;
    size_t before = reader.report->errors;
    struct error syntax = {0};
    bool good;

    *out = NULL;
    reader.form = create_form(text, length, file);
    reader.arena = reader.form->arena;
    if (yaml_tree_read(&top, tree, text, length, file, &syntax))
        read_top(&reader, top);
    else
        report_add(reader.report, REPORT_ERROR, "E100", syntax.line, syntax.column, "", "%s",
                   syntax.message);
    report_sort(reader.report);
    good = reader.report->errors == before;
    if (good) {
        *out = reader.form;
    } else {
        (void)report_first(reader.report, file, err);
        form_destroy(reader.form);
    }
    free(reader.all);
    free(reader.renames);
    free(reader.filtered);
    arena_destroy(tree);
    report_finish(&own);
    return good;
}

bool form_load(struct form **out, const char *path, struct report *report, struct error *err)
{
    struct buf text = BUF_INIT;
    bool good;

    *out = NULL;
    good = file_read(&text, path, YAML_TREE_MAX_BYTES, err) &&
           form_read(out, buf_text(&text), text.length, path, report, err);
    buf_finish(&text);
    return good;
}
