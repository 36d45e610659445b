/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Questionnaire from its bytes to the text of a form: the JSON, what stands at
 * its top, its items, and at last whether the program's own reader takes the result.
 */
#include "export/questionnaire_read.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "export/questionnaire.h"
#include "export/questionnaire_reader.h"
#include "form/form_write.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_DEPTH 64

static const struct json_limits limits = {QUESTIONNAIRE_MAX_BYTES, JSON_DEPTH};

/* ---- the top ---- */

static const char *inner_text(struct questionnaire_reader *reader, const struct node *extension,
                              const char *url, const char *member)
{
    const struct node *inner = node_extension(reader, extension, url);
    const char *text = inner ? node_text(reader, inner, member) : NULL;

    return text;
}

static void read_review(struct questionnaire_reader *reader, const struct node *extension)
{
    struct form *form = reader->form;
    const char *language = inner_text(reader, extension, "lang", "valueCode");
    const char *status = inner_text(reader, extension, "status", "valueCode");
    const char *by = inner_text(reader, extension, "by", "valueString");
    const char *date = inner_text(reader, extension, "date", "valueString");

    for (size_t i = 0; language && i < form->language_count; i++) {
        if (strcmp(form->languages[i], language) != 0)
            continue;
        form->language_status[i] =
            status && strcmp(status, "reviewed") == 0 ? FORM_REVIEWED : FORM_DRAFT;
        form->reviews[i] = (struct form_review){by ? by : "", date ? date : ""};
    }
}

static void read_term(struct questionnaire_reader *reader, const struct node *extension)
{
    struct form *form = reader->form;
    const struct node *label = node_extension(reader, extension, "label");
    const struct node *explanation = node_extension(reader, extension, "explanation");
    struct form_term *term = &form->terms[form->term_count];

    term->name = inner_text(reader, extension, "name", "valueString");
    if (!term->name || !label || !explanation) {
        import_fail(reader, "E603", extension, _("a term needs name, label and explanation"));
        return;
    }
    import_wording(reader, label, "valueString", &term->label);
    import_wording(reader, explanation, "valueString", &term->explanation);
    form->term_count++;
}

static void read_migration(struct questionnaire_reader *reader, const struct node *extension)
{
    struct form *form = reader->form;
    struct form_rename *rename = &form->renames[form->rename_count];

    rename->version = inner_text(reader, extension, "version", "valueString");
    rename->from = inner_text(reader, extension, "from", "valueString");
    rename->to = inner_text(reader, extension, "to", "valueString");
    if (rename->from && rename->to)
        form->rename_count++;
    else
        import_fail(reader, "E603", extension, _("a new name needs from and to"));
}

static void read_module(struct questionnaire_reader *reader, const struct node *extension)
{
    import_add_name(reader, extension, &reader->form->modules, &reader->form->module_count);
}

static const struct {
    const char *url;
    void (*read)(struct questionnaire_reader *reader, const struct node *extension);
} nested[] = {
    {QUESTIONNAIRE_OURS "review", read_review},
    {QUESTIONNAIRE_OURS "terms", read_term},
    {QUESTIONNAIRE_OURS "migrations", read_migration},
    {QUESTIONNAIRE_OURS "modules", read_module},
};

static bool read_extensions(struct questionnaire_reader *reader, const struct node *top)
{
    const struct node *list = node_get(reader, top, "extension");
    size_t count = node_count(reader, list);

    reader->form->terms = arena_take(reader->arena, count + 1, sizeof(*reader->form->terms));
    reader->form->renames = arena_take(reader->arena, count + 1, sizeof(*reader->form->renames));
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url");
        const struct questionnaire_key *key =
            url ? questionnaire_key_find(QUESTIONNAIRE_FORM, url) : NULL;
        bool known = false;

        if (key && import_key(reader, key, extension, reader->form))
            continue;
        for (size_t j = 0; url && j < sizeof(nested) / sizeof(nested[0]); j++) {
            if (strcmp(nested[j].url, url) == 0)
                nested[j].read(reader, extension);
        }
        known = key || reader->ours;
        if (!known && !reader->failed)
            import_lose(reader, "W600", extension, _("the extension %.128s has no effect here"),
                        url ? url : "");
    }
    return !reader->failed;
}

/* What a form made by others is called in a file name. */
static void name_form(struct questionnaire_reader *reader, const struct node *top)
{
    static const char *const keys[] = {"name", "id", "title", "url"};
    struct form *form = reader->form;

    if (form->form_id)
        return;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !form->form_id; i++) {
        const char *text = node_text(reader, top, keys[i]);
        struct buf slug = BUF_INIT;

        if (text)
            import_slug(&slug, text);
        if (slug.length > 0)
            form->form_id = import_name(reader, buf_text(&slug));
        buf_finish(&slug);
    }
    if (!form->form_id)
        form->form_id = "imported";
    /* An item may be called so, too. */
    json_object_del(reader->names, form->form_id);
}

static void read_status(struct questionnaire_reader *reader, const struct node *top)
{
    const char *status = node_text(reader, top, "status");

    if (!reader->ours || !status)
        return;
    reader->form->status = strcmp(status, "active") == 0 ? FORM_REVIEWED : FORM_DRAFT;
}

/* The address that is made of the name, when a form has none, is no address. */
static void forget_made_url(struct form *form)
{
    struct buf made = BUF_INIT;

    questionnaire_url(&made, form->form_id, NULL);
    if (form->url && strcmp(form->url, buf_text(&made)) == 0)
        form->url = NULL;
    buf_finish(&made);
}

static bool read_top(struct questionnaire_reader *reader, const struct node *top)
{
    struct form *form = reader->form;
    const char *url = node_text(reader, top, "url"), *version = node_text(reader, top, "version");

    form->url = url;
    if (url && !reader->ours && !form_is_address(url)) {
        import_lose(reader, "W600", node_get(reader, top, "url"), _("it is no whole address"));
        form->url = NULL;
    }
    form->version = version ? version : "1";
    import_wording(reader, top, "title", &form->title);
    import_wording(reader, top, "copyright", &form->rights);
    import_wording(reader, top, "purpose", &form->purpose);
    /* What it is for and what it is stand in one place here. */
    if (!reader->ours)
        import_more_wording(reader, top, "description", &form->purpose);
    if (!read_extensions(reader, top))
        return false;
    name_form(reader, top);
    forget_made_url(form);
    if (!form->title.text[form->default_language])
        import_add_text(reader, &form->title, form->form_id);
    read_status(reader, top);
    if (!reader->ours)
        import_unused_top(reader, top);
    return !reader->failed;
}

/* ---- all of it ---- */

static bool read_items(struct questionnaire_reader *reader, const struct node *top)
{
    if (!import_sources(reader, top))
        return false;
    import_form_choices(reader, top);
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++) {
        struct source *source = &reader->sources[i];

        if (!source->note)
            continue;
        import_more_wording(reader, source->node, "text", source->note);
        import_unused_note(reader, source);
    }
    return !reader->failed && import_tree(reader);
}

static bool read_contents(struct questionnaire_reader *reader, const struct node *top)
{
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++)
        if (reader->sources[i].item)
            import_item(reader, &reader->sources[i]);
    for (size_t i = 0; i < reader->source_count && !reader->failed; i++)
        if (reader->sources[i].item)
            import_item_finish(reader, &reader->sources[i]);
    return !reader->failed && import_conditions(reader) && read_top(reader, top);
}

static bool is_ours(const json_t *root)
{
    const json_t *list = json_object_get(root, "extension");

    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_text(json_array_get(list, i), "url"), QUESTIONNAIRE_OURS "form_id") == 0)
            return true;
    return false;
}

static bool read_root(struct questionnaire_reader *reader, const json_t *root,
                      const char *language)
{
    const struct node top = {NULL, NULL, 0, root};
    struct node *kept = arena_take(reader->arena, 1, sizeof(*kept));
    const char *type;

    *kept = top;
    reader->top = kept;
    if (!json_is_object(root))
        return import_fail(reader, "E601", kept, _("a FHIR Questionnaire was expected here"));
    type = json_text(root, "resourceType");
    if (json_object_get(root, "resourceType") && !type[0])
        return import_fail(reader, "E602", node_get(reader, kept, "resourceType"),
                           _("a text was expected here"));
    if (strcmp(type, "Questionnaire") != 0)
        return import_fail(reader, "E601", kept,
                           _("a FHIR Questionnaire was expected, not \"%.40s\""), type);
    reader->ours = is_ours(root);
    return import_shapes(reader, kept) && import_languages(reader, kept, language) &&
           read_items(reader, kept) && read_contents(reader, kept);
}

/* ---- whether the program's own reader takes it ---- */

static const char *finding_key(const char *text, unsigned line, struct buf *out)
{
    for (; line > 1 && text; line--) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    buf_clear(out);
    if (text)
        text += strspn(text, " -");
    for (; text && *text && *text != ':' && *text != '\n'; text++)
        buf_add_char(out, *text);
    return buf_text(out);
}

static struct source *source_of(struct questionnaire_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->source_count; i++) {
        struct source *source = &reader->sources[i];

        if ((source->item && strcmp(source->item->name, name) == 0) ||
            (source->wrap && strcmp(source->wrap->name, name) == 0))
            return source;
    }
    return NULL;
}

static void clear_key(struct item *item, const char *key)
{
    static const struct {
        const char *key;
        size_t offset, size;
    } keys[] = {
#define CLEARED(key, field) {key, offsetof(struct item, field), sizeof(((struct item *)0)->field)}
        CLEARED("relevant", relevant),       CLEARED("constraint", constraint),
        CLEARED("calculation", calculation), CLEARED("default", default_value),
        CLEARED("pattern", pattern_text),    CLEARED("required", required),
        CLEARED("min", has_min),             CLEARED("max", has_max),
        CLEARED("read_only", read_only),     CLEARED("max_length", max_length),
        CLEARED("precision", precision),     CLEARED("units", unit_count),
        CLEARED("code", code),               CLEARED("x_fhir", fhir),
        CLEARED("fallback", fallback),       CLEARED("row_title", row_title),
        CLEARED("hidden", hidden),
#undef CLEARED
    };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (strcmp(keys[i].key, key) == 0)
            memset((char *)item + keys[i].offset, 0, keys[i].size);
}

/* A key whose loss leaves a form that still asks everything. */
static bool drop_key(struct questionnaire_reader *reader, const char *name, const char *key,
                     const char *message)
{
    struct source *source = source_of(reader, name);
    struct item *item = !source                                              ? NULL
                        : source->wrap && strcmp(source->wrap->name, name) == 0 ? source->wrap
                                                                               : source->item;
    struct item before;

    if (!item || reader->ours)
        return false;
    before = *item;
    clear_key(item, key);
    if (memcmp(&before, item, sizeof(before)) == 0)
        return false;
    import_lose(reader, "W601", source->node, _("%s cannot be kept: %s"), key, message);
    return true;
}

/*
 * Writes the form and reads it again. True when there is no error; when there are
 * some that go with a key, those keys are dropped and DROPPED is set.
 */
static bool try_form(struct questionnaire_reader *reader, struct buf *text, bool *dropped)
{
    struct report report = REPORT_INIT;
    struct error ignored = {0};
    struct buf key = BUF_INIT;
    struct form *form;
    bool good;

    *dropped = false;
    buf_clear(text);
    form_write(text, reader->form);
    if (form_read(&form, buf_text(text), text->length, reader->file, &report, &ignored)) {
        form_check(form, &report);
        form_destroy(form);
    }
    good = report.errors == 0;
    for (size_t i = 0; i < report.count && !good; i++) {
        const struct report_entry *entry = &report.entries[i];

        if (entry->severity == REPORT_ERROR &&
            drop_key(reader, entry->item, finding_key(buf_text(text), entry->line, &key),
                     entry->message))
            *dropped = true;
    }
    for (size_t i = 0; i < report.count && !good && !*dropped && !reader->failed; i++) {
        const struct report_entry *entry = &report.entries[i];
        const struct source *source = source_of(reader, entry->item);

        if (entry->severity == REPORT_ERROR)
            import_fail(reader, "E609", source ? source->node : reader->top,
                        _("the form would not be valid: %s %s"), entry->code, entry->message);
    }
    report_finish(&report);
    buf_finish(&key);
    return good;
}

#define TRIES 8

static bool write_valid(struct questionnaire_reader *reader, struct buf *text)
{
    bool dropped = true;

    for (unsigned i = 0; i < TRIES && dropped; i++)
        if (try_form(reader, text, &dropped))
            return true;
    return import_fail(reader, "E609", reader->top, _("the form would not be valid"));
}

static struct form *new_form(void)
{
    struct arena *arena = arena_create();
    struct form *form = arena_take(arena, 1, sizeof(*form));

    form->arena = arena;
    return form;
}

static void finish(struct questionnaire_reader *reader)
{
    for (size_t i = 0; i < reader->source_count; i++)
        json_decref(reader->sources[i].extra);
    json_decref(reader->names);
    json_decref(reader->list_names);
    json_decref(reader->lists);
    json_decref(reader->links);
    free(reader->sources);
    form_destroy(reader->form);
}

/* What is wrong with the JSON itself, with its path in front. */
static bool refuse_json(struct error *err, const char *file, const struct buf *path)
{
    const struct error why = *err;

    return error_at(err, why.code, file, why.line, why.column, "error %s %.300s%s%.300s", "E600",
                    buf_text(path), path->length > 0 ? ": " : "", why.message);
}

bool questionnaire_read_in(struct buf *out, const char *json, size_t length, const char *file,
                           const char *language, struct losses *losses, struct error *err)
{
    struct questionnaire_reader reader = {.file = file, .losses = losses, .err = err};
    struct buf path = BUF_INIT, text = BUF_INIT;
    json_t *root = NULL;
    bool good;

    if (!json_read_foreign(&root, json, length, &limits, &path, err)) {
        refuse_json(err, file, &path);
        buf_finish(&path);
        return false;
    }
    reader.form = new_form();
    reader.arena = reader.form->arena;
    reader.names = json_object();
    reader.list_names = json_object();
    reader.lists = json_object();
    reader.links = json_object();
    good = read_root(&reader, root, language) && write_valid(&reader, &text);
    if (good)
        buf_add(out, buf_text(&text), text.length);
    else
        (void)snprintf(err->file, sizeof(err->file), "%s", file);
    finish(&reader);
    json_decref(root);
    buf_finish(&text);
    return good;
}

bool questionnaire_read(struct buf *out, const char *json, size_t length, const char *file,
                        struct losses *losses, struct error *err)
{
    return questionnaire_read_in(out, json, length, file, NULL, losses, err);
}
