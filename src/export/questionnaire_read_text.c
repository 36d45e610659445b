/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in languages: FHIR has one language in the string itself and the others in
 * extensions beside it.
 */
#include "export/questionnaire_reader.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#define TRANSLATION FHIR_EXTENSION "translation"
#define LANGUAGE_MAX 35

/* A tag as forms write it, "nl-BE"; false when it is none. */
static bool normalise(char out[LANGUAGE_MAX + 1], const char *tag)
{
    size_t length = strlen(tag), part = strcspn(tag, "-_");

    if (length > LANGUAGE_MAX || part < 2 || part > 3)
        return false;
    for (size_t i = 0, run = 0; i <= length; i++) {
        char c = tag[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (i < part) {
            out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            if (!letter)
                return false;
        } else if (c == '-' || c == '_' || c == '\0') {
            if (i > part && (run < 1 || run > 8))
                return false;
            run = 0;
            out[i] = (char)(c == '\0' ? '\0' : '-');
        } else {
            if (!letter && !(c >= '0' && c <= '9'))
                return false;
            run++;
            out[i] = c;
        }
    }
    return true;
}

static bool find_language(const struct form *form, const char *tag, size_t *index)
{
    for (*index = 0; *index < form->language_count; (*index)++)
        if (strcmp(form->languages[*index], tag) == 0)
            return true;
    return false;
}

/* The index of a language of the file; false when it can have none. */
static bool take_language(struct questionnaire_reader *reader, const char *tag, size_t *index)
{
    struct form *form = reader->form;
    char language[LANGUAGE_MAX + 1];

    if (!normalise(language, tag))
        return false;
    if (find_language(form, language, index))
        return true;
    if (form->language_count == FORM_MAX_LANGUAGES)
        return false;
    form->languages[form->language_count++] = arena_string(reader->arena, language);
    return true;
}

/* A JSON string inside a string: white space that FHIR's own strings must not have. */
static const char *quoted_content(struct questionnaire_reader *reader,
                                  const struct node *extension)
{
    const struct json_limits limits = {8 * QUESTIONNAIRE_MAX_TEXT, 1};
    const struct node *quoted = node_extension(reader, extension, "json");
    const char *text = quoted ? node_text(reader, quoted, "valueString") : NULL;
    struct error ignored = {0};
    const char *kept = NULL;
    json_t *string;

    if (!text || !json_read_foreign(&string, text, strlen(text), &limits, NULL, &ignored))
        return NULL;
    if (json_is_string(string) && json_string_length(string) <= QUESTIONNAIRE_MAX_TEXT)
        kept = arena_string(reader->arena, json_string_value(string));
    json_decref(string);
    return kept && kept[0] ? kept : NULL;
}

/* Text by LANGUAGE and CONTENT of an extension with these inside. */
static const char *content_of(struct questionnaire_reader *reader, const struct node *extension,
                              const char **language)
{
    const struct node *lang = node_extension(reader, extension, "lang");
    const struct node *content = node_extension(reader, extension, "content");

    *language = lang ? node_text(reader, lang, "valueCode") : NULL;
    if (!*language)
        return NULL;
    if (!content)
        return quoted_content(reader, extension);
    return json_object_get(content->json, "valueMarkdown")
               ? node_text(reader, content, "valueMarkdown")
               : node_text(reader, content, "valueString");
}

/* "${" would ask for an answer here, and means nothing in a text of others. */
static const char *unpiped(struct questionnaire_reader *reader, const struct node *node,
                           const char *text)
{
    struct buf out = BUF_INIT;
    const char *copy;

    if (reader->ours || !strstr(text, "${"))
        return text;
    for (const char *at = text; *at; at++) {
        buf_add_char(&out, *at);
        if (at[0] == '$' && at[1] == '{')
            buf_add_char(&out, ' ');
    }
    import_lose(reader, "W604", node, _("\"${\" has a meaning in a form; it is written \"$ {\""));
    copy = arena_copy(reader->arena, buf_text(&out), out.length);
    buf_finish(&out);
    return copy;
}

void import_translation(struct questionnaire_reader *reader, const struct node *node,
                        struct wording *wording, const char *language, const char *text)
{
    const char *said;
    size_t index;

    if (!take_language(reader, language, &index)) {
        import_lose(reader, "W605", node,
                    _("a translation into no language, or into one too many"));
        return;
    }
    text = unpiped(reader, node, text);
    said = wording->text[index];
    if (said && !reader->ours && strcmp(said, text) != 0)
        import_lose(reader, "W604", node, _("a second text in the same language"));
    else
        wording->text[index] = text;
}

static void read_translations(struct questionnaire_reader *reader, const struct node *list,
                              struct wording *wording, bool wordings)
{
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url"), *language, *text;

        if (!url || strcmp(url, wordings ? QUESTIONNAIRE_OURS "wording" : TRANSLATION) != 0)
            continue;
        text = content_of(reader, extension, &language);
        if (text)
            import_translation(reader, extension, wording, language, text);
        else if (!reader->ours && !reader->failed)
            import_lose(reader, "W605", extension,
                        _("a translation into no language, or into one too many"));
    }
}

/* How a text looks, and what else others say of one. */
static void lose_others(struct questionnaire_reader *reader, const struct node *more,
                        const struct node *list)
{
    static const char *const known[] = {"extension"};
    size_t count = node_count(reader, list);

    node_only(reader, more, known, 1);
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = reader->failed ? NULL : node_text(reader, extension, "url");

        if (url && strcmp(url, TRANSLATION) != 0 &&
            strncmp(url, QUESTIONNAIRE_OURS, strlen(QUESTIONNAIRE_OURS)) != 0)
            import_lose(reader, "W600", extension, _("the extension %.128s of a text"), url);
    }
}

/* Behind what stands there, as far as there is room. */
static void add_text(struct questionnaire_reader *reader, const struct node *node,
                     struct wording *wording, size_t index, const char *text)
{
    struct buf both = BUF_INIT;

    if (wording->text[index])
        buf_add_format(&both, "%s\n", wording->text[index]);
    buf_add_text(&both, text);
    if (both.length <= QUESTIONNAIRE_MAX_TEXT)
        wording->text[index] = arena_copy(reader->arena, buf_text(&both), both.length);
    else
        import_lose(reader, "W604", node, _("a text that is too long with what stands before it"));
    buf_finish(&both);
}

void import_wording(struct questionnaire_reader *reader, const struct node *node, const char *key,
                    struct wording *wording)
{
    const char *text = node_text(reader, node, key);
    char *beside = arena_take(reader->arena, strlen(key) + 2, 1);
    const struct node *more, *list, *language;
    size_t base = reader->base;

    (void)snprintf(beside, strlen(key) + 2, "_%s", key);
    more = node_get(reader, node, beside);
    if (more->json && !json_is_object(more->json)) {
        import_fail(reader, "E602", more, _("an object was expected here"));
        return;
    }
    list = node_get(reader, more, "extension");
    language = node_extension(reader, more, QUESTIONNAIRE_OURS "language");
    if (language && node_text(reader, language, "valueCode"))
        (void)take_language(reader, node_text(reader, language, "valueCode"), &base);
    if (text)
        wording->text[base] = unpiped(reader, node_get(reader, node, key), text);
    read_translations(reader, list, wording, false);
    read_translations(reader, list, wording, true);
    if (!reader->ours && more->json)
        lose_others(reader, more, list);
}

void import_more_wording(struct questionnaire_reader *reader, const struct node *node,
                         const char *key, struct wording *wording)
{
    struct wording more = {0};

    import_wording(reader, node, key, &more);
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++)
        if (more.text[i] && !(wording->text[i] && strcmp(wording->text[i], more.text[i]) == 0))
            add_text(reader, node, wording, i, more.text[i]);
}

void import_add_text(struct questionnaire_reader *reader, struct wording *wording,
                     const char *text)
{
    add_text(reader, reader->top, wording, reader->form->default_language, text);
}

/* Our own forms say which languages they have, in their order. */
static void own_languages(struct questionnaire_reader *reader, const struct node *top)
{
    const struct node *list = node_get(reader, top, "extension");
    size_t count = node_count(reader, list), index;

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url"), *tag;

        if (!url || strcmp(url, QUESTIONNAIRE_OURS "languages") != 0)
            continue;
        tag = node_text(reader, extension, "valueCode");
        if (!tag || !take_language(reader, tag, &index))
            import_fail(reader, "E602", extension, _("a language was expected here, such as nl"));
    }
}

bool import_languages(struct questionnaire_reader *reader, const struct node *top,
                      const char *language)
{
    const char *said = node_text(reader, top, "language");
    const struct node *chosen =
        node_extension(reader, top, QUESTIONNAIRE_OURS "default_language");
    char own[LANGUAGE_MAX + 1];
    const char *tag;

    own_languages(reader, top);
    if (reader->failed)
        return false;
    if (language && !normalise(own, language))
        return import_fail(reader, "E604", top, _("\"%.40s\" is no language, such as nl or pt-BR"),
                           language);
    tag = said ? said : language ? language : "en";
    if (!take_language(reader, tag, &reader->base)) {
        import_lose(reader, "W605", top, _("\"%.40s\" is no language; en is written"), tag);
        (void)take_language(reader, "en", &reader->base);
    }
    if (!said && !language)
        import_lose(
            reader, "W605", top,
            _("the file does not say its language; %s is taken, --language chooses another"),
            reader->form->languages[reader->base]);
    if (said && language && strcmp(reader->form->languages[reader->base], own) != 0)
        import_lose(reader, "W605", node_get(reader, top, "language"),
                    _("the file says itself that it is in %s; --language changes nothing"),
                    reader->form->languages[reader->base]);
    reader->form->default_language = reader->base;
    tag = chosen ? node_text(reader, chosen, "valueCode") : NULL;
    if (tag)
        (void)take_language(reader, tag, &reader->form->default_language);
    return !reader->failed;
}
