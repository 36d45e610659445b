/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a form file, its terms and lists, and what all its maps share: keys,
 * and texts in languages.
 */
#include "form/form_write.h"

#include "form/form_writer.h"
#include "form/translation.h"
#include "form/yaml_text.h"

#include <string.h>

void writer_key(struct form_writer *writer, const char *key)
{
    if (writer->dash) {
        buf_add_repeat(writer->out, " ", writer->indent - 2);
        buf_add_text(writer->out, "- ");
    } else {
        buf_add_repeat(writer->out, " ", writer->indent);
    }
    writer->dash = false;
    yaml_text_word(writer->out, key);
    buf_add_char(writer->out, ':');
}

static void end_line(struct form_writer *writer)
{
    buf_add_char(writer->out, '\n');
}

void writer_word(struct form_writer *writer, const char *key, const char *word)
{
    writer_key(writer, key);
    buf_add_char(writer->out, ' ');
    yaml_text_word(writer->out, word);
    end_line(writer);
}

void writer_rule(struct form_writer *writer, const char *key, const struct rule *rule)
{
    if (!rule)
        return;
    writer_key(writer, key);
    buf_add_char(writer->out, ' ');
    yaml_text_rule(writer->out, rule_text(rule));
    end_line(writer);
}

void writer_text(struct form_writer *writer, const char *key, const char *text)
{
    if (!text || text[0] == '\0')
        return;
    writer_key(writer, key);
    buf_add_char(writer->out, ' ');
    yaml_text_words(writer->out, text, writer->indent);
    end_line(writer);
}

/* A text that the default language alone has stands there without a map. */
static const char *only_text(const struct form *form, const struct wording *wording)
{
    for (size_t i = 0; i < form->language_count; i++)
        if (i != form->default_language && wording->text[i])
            return NULL;
    return wording->text[form->default_language];
}

static void write_languages(struct form_writer *writer, const struct wording *wording)
{
    for (size_t i = 0; i < writer->form->language_count; i++)
        if (wording->text[i])
            writer_text(writer, writer->form->languages[i], wording->text[i]);
}

void writer_wording(struct form_writer *writer, const char *key, const struct wording *wording)
{
    const char *only;

    if (wording_is_empty(wording))
        return;
    only = only_text(writer->form, wording);
    if (only) {
        writer_text(writer, key, only);
        return;
    }
    writer_key(writer, key);
    end_line(writer);
    writer->indent += 2;
    write_languages(writer, wording);
    writer->indent -= 2;
}

void writer_wording_element(struct form_writer *writer, const struct wording *wording)
{
    const char *only = only_text(writer->form, wording);

    if (only) {
        buf_add_repeat(writer->out, " ", writer->indent);
        buf_add_text(writer->out, "- ");
        yaml_text_words(writer->out, only, writer->indent);
        end_line(writer);
        return;
    }
    writer->indent += 2;
    writer->dash = true;
    write_languages(writer, wording);
    writer->indent -= 2;
}

void writer_words(struct form_writer *writer, const char *key, const char *const *words,
                  size_t count)
{
    writer_key(writer, key);
    buf_add_text(writer->out, count == 1 ? " " : " [");
    for (size_t i = 0; i < count; i++) {
        buf_add_text(writer->out, i > 0 ? ", " : "");
        yaml_text_word(writer->out, words[i]);
    }
    buf_add_text(writer->out, count == 1 ? "\n" : "]\n");
}

static const char *status_word(enum form_status status)
{
    return status == FORM_REVIEWED ? "reviewed" : "draft";
}

static bool has_review(const struct form *form, size_t language)
{
    const struct form_review *review = &form->reviews[language];

    return form->language_status[language] != FORM_DRAFT || (review->by && review->by[0]) ||
           (review->date && review->date[0]);
}

static void write_reviews(struct form_writer *writer)
{
    const struct form *form = writer->form;
    bool begun = false;

    for (size_t i = 0; i < form->language_count; i++) {
        if (!has_review(form, i))
            continue;
        if (!begun)
            buf_add_text(writer->out, "review:\n");
        begun = true;
        writer->indent = 2;
        writer_key(writer, form->languages[i]);
        end_line(writer);
        writer->indent = 4;
        writer_word(writer, "status", status_word(form->language_status[i]));
        writer_text(writer, "by", form->reviews[i].by);
        writer_text(writer, "date", form->reviews[i].date);
    }
    writer->indent = 0;
}

static void write_terms(struct form_writer *writer)
{
    const struct form *form = writer->form;

    if (form->term_count > 0)
        buf_add_text(writer->out, "\nterms:\n");
    for (size_t i = 0; i < form->term_count; i++) {
        writer->indent = 4;
        writer->dash = true;
        writer_word(writer, "name", form->terms[i].name);
        writer_wording(writer, "label", &form->terms[i].label);
        writer_wording(writer, "explanation", &form->terms[i].explanation);
    }
    writer->indent = 0;
}

static void write_lists(struct form_writer *writer)
{
    const struct form *form = writer->form;

    if (form->list_count > 0)
        buf_add_text(writer->out, "\nchoices:\n");
    for (size_t i = 0; i < form->list_count; i++) {
        writer->indent = 2;
        writer_key(writer, form->lists[i].name);
        end_line(writer);
        writer_choices(writer, &form->lists[i]);
    }
    writer->indent = 0;
}

/* Whether a row before INDEX is of the same version, and so of the same map. */
static bool is_begun(const struct form *form, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (form->renames[i].version &&
            strcmp(form->renames[i].version, form->renames[index].version) == 0)
            return true;
    return false;
}

/* One map a version; names without one stand with their item, as renamed_from. */
static void write_migrations(struct form_writer *writer)
{
    const struct form *form = writer->form;
    bool begun = false;

    for (size_t i = 0; i < form->rename_count; i++) {
        const char *version = form->renames[i].version;

        if (!version || is_begun(form, i))
            continue;
        if (!begun)
            buf_add_text(writer->out, "\nmigrations:\n");
        begun = true;
        writer->indent = 4;
        writer->dash = true;
        writer_text(writer, "from", version);
        writer_key(writer, "rename");
        end_line(writer);
        writer->indent = 6;
        for (size_t j = i; j < form->rename_count; j++)
            if (form->renames[j].version && strcmp(form->renames[j].version, version) == 0)
                writer_word(writer, form->renames[j].from, form->renames[j].to);
    }
    writer->indent = 0;
}

void form_write(struct buf *out, const struct form *form)
{
    struct form_writer writer = {.out = out, .form = form};

    writer_word(&writer, "form_id", form->form_id);
    writer_text(&writer, "version", form->version);
    writer_wording(&writer, "form_title", &form->title);
    writer_wording(&writer, "short_title", &form->short_title);
    writer_key(&writer, "languages");
    for (size_t i = 0; i < form->language_count; i++) {
        buf_add_text(out, i > 0 ? ", " : " [");
        yaml_text_word(out, form->languages[i]);
    }
    buf_add_text(out, "]\n");
    if (form->language_count > 0)
        writer_word(&writer, "default_language", form->languages[form->default_language]);
    writer_word(&writer, "status", status_word(form->status));
    write_reviews(&writer);
    writer_wording(&writer, "source", &form->source);
    writer_wording(&writer, "rights", &form->rights);
    writer_wording(&writer, "purpose", &form->purpose);
    writer_text(&writer, "url", form->url);
    writer_rule(&writer, "instance_name", form->instance_name);
    if (form->module_count > 0)
        writer_words(&writer, "modules", form->modules, form->module_count);
    write_terms(&writer);
    write_migrations(&writer);
    write_lists(&writer);
    buf_add_text(out, "\nitems:\n");
    writer_items(&writer, form->items, form->item_count);
}
