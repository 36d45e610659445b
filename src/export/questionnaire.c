/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Questionnaire as a whole: what stands at its top, then its items.
 */
#include "export/questionnaire.h"

#include "base/digest.h"
#include "base/i18n.h"
#include "export/questionnaire_writer.h"

#include <stdio.h>
#include <string.h>

void questionnaire_url(struct buf *out, const char *form_id, const char *url)
{
    char uuid[37];
    struct buf name = BUF_INIT;

    if (url) {
        buf_add_text(out, url);
        return;
    }
    buf_add_format(&name, "verhaal form %s", form_id);
    digest_uuid(uuid, buf_text(&name));
    buf_finish(&name);
    buf_add_format(out, "urn:uuid:%s", uuid);
}

/* An id has no underscores, and at most 64 characters. */
static void put_id(json_t *json, const struct form *form)
{
    struct buf id = BUF_INIT;

    for (const char *c = form->form_id; *c; c++)
        buf_add_char(&id, *c == '_' ? '-' : *c);
    json_put_text(json, "id", buf_text(&id));
    buf_finish(&id);
}

/* A name for machines begins with a capital. */
static void put_name(json_t *json, const struct form *form)
{
    struct buf name = BUF_INIT;

    buf_add_text(&name, form->form_id);
    if (name.length > 0 && name.data[0] >= 'a' && name.data[0] <= 'z')
        name.data[0] = (char)(name.data[0] - 'a' + 'A');
    json_put_text(json, "name", buf_text(&name));
    buf_finish(&name);
}

static const char *status_word(enum form_status status)
{
    return status == FORM_REVIEWED ? "reviewed" : "draft";
}

static void put_reviews(json_t *json, const struct form *form)
{
    for (size_t i = 0; i < form->language_count; i++) {
        const struct form_review *review = &form->reviews[i];
        json_t *extension;

        if (form->language_status[i] == FORM_DRAFT && !(review->by && review->by[0]) &&
            !(review->date && review->date[0]))
            continue;
        extension = questionnaire_extend(json, QUESTIONNAIRE_OURS "review");
        questionnaire_extend_text(extension, "lang", "valueCode", form->languages[i]);
        questionnaire_extend_text(extension, "status", "valueCode",
                                  status_word(form->language_status[i]));
        questionnaire_extend_text(extension, "by", "valueString", review->by);
        questionnaire_extend_text(extension, "date", "valueString", review->date);
    }
}

static bool is_used(const struct form *form, const struct choice_list *list)
{
    for (size_t i = 0; i < form->all_count; i++)
        if (form->all[i]->choices == list)
            return true;
    return false;
}

/* The names keep the order; a list that nothing uses stands here with its choices. */
static void put_lists(const struct questionnaire *self, json_t *json)
{
    for (size_t i = 0; i < self->form->list_count; i++) {
        const struct choice_list *list = &self->form->lists[i];
        json_t *extension = questionnaire_extend(json, QUESTIONNAIRE_OURS "choices");

        questionnaire_extend_text(extension, "name", "valueString", list->name);
        for (size_t j = 0; j < list->count && !is_used(self->form, list); j++) {
            json_t *option = questionnaire_option(self, list, &list->choices[j]);
            json_t *coding = json_object_get(option, "valueCoding");
            json_t *own = json_object_get(option, "extension");
            json_t *choice = questionnaire_extend(extension, "choice");

            /* An extension has a value or extensions, never both: they go into the value. */
            if (own)
                json_object_set(coding, "extension", own);
            json_object_set(choice, "valueCoding", coding);
            json_decref(option);
        }
    }
}

static void put_terms(const struct questionnaire *self, json_t *json)
{
    for (size_t i = 0; i < self->form->term_count; i++) {
        const struct form_term *term = &self->form->terms[i];
        json_t *extension = questionnaire_extend(json, QUESTIONNAIRE_OURS "terms");

        questionnaire_extend_text(extension, "name", "valueString", term->name);
        questionnaire_extend_wording(self, extension, "label", &term->label);
        questionnaire_extend_wording(self, extension, "explanation", &term->explanation);
    }
}

static void put_renames(json_t *json, const struct form *form)
{
    for (size_t i = 0; i < form->rename_count; i++) {
        json_t *extension = questionnaire_extend(json, QUESTIONNAIRE_OURS "migrations");

        questionnaire_extend_text(extension, "version", "valueString", form->renames[i].version);
        questionnaire_extend_text(extension, "from", "valueString", form->renames[i].from);
        questionnaire_extend_text(extension, "to", "valueString", form->renames[i].to);
    }
}

static void put_extensions(const struct questionnaire *self, json_t *json)
{
    const struct form *form = self->form;

    questionnaire_put_fields(self, json, QUESTIONNAIRE_FORM, form);
    for (size_t i = 0; i < form->language_count; i++)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "languages", "valueCode",
                                  form->languages[i]);
    questionnaire_extend_text(json, QUESTIONNAIRE_OURS "default_language", "valueCode",
                              form->languages[form->default_language]);
    put_reviews(json, form);
    put_terms(self, json);
    put_renames(json, form);
    for (size_t i = 0; i < form->module_count; i++)
        questionnaire_extend_text(json, QUESTIONNAIRE_OURS "modules", "valueString",
                                  form->modules[i]);
    put_lists(self, json);
}

static json_t *form_json(const struct questionnaire *self)
{
    const struct form *form = self->form;
    json_t *json = json_object();
    struct buf url = BUF_INIT;

    json_put_text(json, "resourceType", "Questionnaire");
    put_id(json, form);
    json_put_text(json, "language", form->languages[self->language]);
    put_extensions(self, json);
    questionnaire_url(&url, form->form_id, form->url);
    questionnaire_put(json, "url", buf_text(&url));
    buf_finish(&url);
    questionnaire_put(json, "version", form->version);
    put_name(json, form);
    questionnaire_put_wording(self, json, "title", &form->title);
    json_put_text(json, "status", form->status == FORM_REVIEWED ? "active" : "draft");
    questionnaire_put_wording(self, json, "purpose", &form->purpose);
    questionnaire_put_wording(self, json, "copyright", &form->rights);
    questionnaire_put_items(self, json, form->items, form->item_count);
    return json;
}

json_t *questionnaire_json(const struct form *form, size_t language, struct losses *losses)
{
    struct questionnaire self = {form, language, losses};

    questionnaire_tell_losses(&self);
    return form_json(&self);
}

bool questionnaire_write(struct buf *out, const struct form *form, const char *language,
                         struct losses *losses, struct error *err)
{
    size_t base = form->default_language;
    json_t *json;

    if (language && !form_has_language(form, language))
        return error_set(err, ERROR_NOT_FOUND,
                         _("the form has no texts in \"%s\"; take one of its languages"), language);
    if (language)
        base = form_language(form, language);
    json = questionnaire_json(form, base, losses);
    json_write_pretty(out, json);
    json_decref(json);
    return true;
}
