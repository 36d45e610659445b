/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An overlay file from its bytes to a list of texts. It is read by tables of its
 * own: what is not a text in them is logic, and that is the form's alone.
 */
#include "form/overlay.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "form/form_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table[0]))

struct overlay_reader {
    struct form_reader base; /* its form has the overlay's languages, nothing else */
    struct overlay *overlay;
    size_t capacity;
};

/* Texts of a form that can be replaced; the rest of its keys says more than words. */
static const char *const form_keys[] = {"form_title", "purpose", "short_title"};
static const char *const item_keys[] = {"add_label", "ask", "constraint_message",
                                        "fallback", "guidance_hint", "hint",
                                        "if_asked", "label", "purpose",
                                        "required_message", "short"};
static const char *const term_keys[] = {"explanation", "label"};

/* Keys of the form language that decide something, and what. */
static const struct {
    const char *keys; /* each between blanks */
    const char *what; /* N_() */
} logic[] = {
    {" relevant suggest_when gate ask_last trigger hidden ", N_("when something is asked")},
    {" type units precision approximate appearance diagram module ",
     N_("what kind of answer is taken")},
    {" constraint required severity min max max_length pattern absent step ",
     N_("which answers are accepted")},
    {" calculation default read_only instance_name ", N_("what is answered by itself")},
    {" name exclusive retired score code x_fhir renamed_from migrations form_id url ",
     N_("under which name an answer is kept")},
    {" private_to sensitive export dossier section outline ", N_("who gets to see an answer")},
    {" group repeat repeat_count row_title prefix choice_filter modules also_see "
     "default_language ",
     N_("how the form is arranged")},
};

static bool is_logic(const char *key, const char **what)
{
    char word[FORM_MAX_NAME + 3];

    if (strlen(key) > FORM_MAX_NAME || strchr(key, ' '))
        return false;
    (void)snprintf(word, sizeof(word), " %s ", key);
    for (size_t i = 0; i < COUNT(logic); i++) {
        if (strstr(logic[i].keys, word)) {
            *what = _(logic[i].what);
            return true;
        }
    }
    return false;
}

static void refuse_key(struct overlay_reader *reader, const struct yaml_value *key,
                       const char *const *known, size_t count)
{
    char nearest[128];
    const char *what;

    if (is_logic(key->text, &what))
        reader_error(&reader->base, key, "E501",
                     _("%s says %s: an overlay replaces words and leaves that to the form"),
                     key->text, what);
    else
        reader_error(&reader->base, key, "E102", _("the key %.64s is not known here%s"), key->text,
                     reader_nearest(&reader->base, nearest, key->text, known, count));
}

static bool is_among(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static struct position position_of(const struct yaml_value *value)
{
    return (struct position){value->line, value->column};
}

/* ---- texts ---- */

static void add_text(struct overlay_reader *reader, const struct overlay_text *place,
                     size_t language, const struct yaml_value *value)
{
    struct overlay *overlay = reader->overlay;
    struct overlay_text *text;

    /* A probe that is left as it is has a line and no words. */
    if (!reader_expect(&reader->base, value, YAML_SCALAR, place->key) || value->length == 0)
        return;
    alloc_grow(&overlay->texts, &reader->capacity, overlay->text_count + 1, sizeof(*text));
    text = &overlay->texts[overlay->text_count++];
    *text = *place;
    text->language = language;
    text->text = arena_copy(overlay->arena, value->text, value->length);
    text->at = position_of(value);
}

/* Which of the overlay's languages KEY is. */
static bool read_language(struct overlay_reader *reader, const struct yaml_value *key,
                          const char *what, size_t *language)
{
    const struct overlay *overlay = reader->overlay;
    char nearest[128];

    for (*language = 0; *language < overlay->language_count; (*language)++)
        if (strcmp(overlay->languages[*language], key->text) == 0)
            return true;
    /* Without languages that is what is wrong, and it has been said. */
    if (overlay->language_count > 0)
        reader_error(
            &reader->base, key, "E507",
            _("%s has a text in %.64s, which is not among the languages of this overlay%s"), what,
            key->text,
            reader_nearest(&reader->base, nearest, key->text, overlay->languages,
                           overlay->language_count));
    return false;
}

/* A map of languages; or the words alone, where the overlay has one language. */
static void read_words(struct overlay_reader *reader, struct overlay_text place,
                       const struct yaml_value *value)
{
    const struct overlay *overlay = reader->overlay;

    if (value->kind == YAML_MAP) {
        for (size_t i = 0; i < value->count; i++) {
            size_t language;

            if (read_language(reader, value->keys[i], place.key, &language))
                add_text(reader, &place, language, value->items[i]);
        }
    } else if (reader_expect(&reader->base, value, YAML_SCALAR, place.key)) {
        if (overlay->language_count > 1 && value->length > 0)
            reader_error(&reader->base, value, "E507",
                         _("%s does not say in which language; write {%s: …, %s: …}"), place.key,
                         overlay->languages[0], overlay->languages[1]);
        else if (overlay->language_count == 1)
            add_text(reader, &place, 0, value);
    }
}

static struct overlay_text place_at(struct overlay_reader *reader, enum overlay_part part,
                                    const struct yaml_value *owner, const struct yaml_value *key)
{
    struct arena *arena = reader->overlay->arena;
    struct overlay_text place = {
        .part = part,
        .owner = owner ? arena_string(arena, owner->text) : "",
        .key = arena_string(arena, key->text),
        .key_at = position_of(key),
    };

    place.owner_at = owner ? position_of(owner) : place.key_at;
    return place;
}

/* Choices of a list: their codes, each with its words, or with a label that has them. */
static void read_codes(struct overlay_reader *reader, enum overlay_part part,
                       const struct yaml_value *owner, const struct yaml_value *value)
{
    static const char *const known[] = {"label"};

    if (!reader_expect(&reader->base, value, YAML_MAP, _("choices")))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const struct yaml_value *words = value->items[i];
        struct overlay_text place = place_at(reader, part, owner, value->keys[i]);
        const char *what;

        if (words->kind != YAML_MAP || words->count == 0) {
            read_words(reader, place, words);
            continue;
        }
        if (!yaml_tree_get(words, "label") && !is_logic(words->keys[0]->text, &what)) {
            read_words(reader, place, words);
            continue;
        }
        for (size_t j = 0; j < words->count; j++) {
            if (strcmp(words->keys[j]->text, "label") == 0)
                read_words(reader, place, words->items[j]);
            else
                refuse_key(reader, words->keys[j], known, 1);
        }
    }
}

/* In the order of the form's; one that has no words is left as it is. */
static void read_probes(struct overlay_reader *reader, const struct yaml_value *owner,
                        const struct yaml_value *key, const struct yaml_value *value)
{
    if (!reader_expect(&reader->base, value, YAML_LIST, "probes"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        struct overlay_text place = place_at(reader, OVERLAY_PROBE, owner, key);

        place.index = i;
        place.key_at = position_of(value->items[i]);
        read_words(reader, place, value->items[i]);
    }
}

/* "other: {label: words}" as in a form, or the words at once. */
static void read_other(struct overlay_reader *reader, const struct yaml_value *owner,
                       const struct yaml_value *key, const struct yaml_value *value)
{
    const struct yaml_value *label = yaml_tree_get(value, "label");

    read_words(reader, place_at(reader, OVERLAY_ITEM, owner, key), label ? label : value);
}

static void read_item(struct overlay_reader *reader, const struct yaml_value *name,
                      const struct yaml_value *map)
{
    static const char *const known[] = {
        "add_label", "ask",   "choices",  "constraint_message", "fallback", "guidance_hint", "hint",
        "if_asked",  "label", "other",    "probes",             "purpose",  "required_message",
        "short",     "units"};

    reader->base.subject = name->text;
    if (!reader_expect(&reader->base, map, YAML_MAP, _("an item")))
        return;
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_value *key = map->keys[i], *value = map->items[i];

        if (is_among(key->text, item_keys, COUNT(item_keys)))
            read_words(reader, place_at(reader, OVERLAY_ITEM, name, key), value);
        else if (strcmp(key->text, "probes") == 0)
            read_probes(reader, name, key, value);
        else if (strcmp(key->text, "other") == 0)
            read_other(reader, name, key, value);
        else if (strcmp(key->text, "choices") == 0)
            read_codes(reader, OVERLAY_CHOICE, name, value);
        else if (strcmp(key->text, "units") == 0 && value->kind == YAML_MAP)
            read_codes(reader, OVERLAY_UNIT, name, value);
        else
            refuse_key(reader, key, known, COUNT(known));
    }
}

static void read_items(struct overlay_reader *reader, const struct yaml_value *value)
{
    /* Items stand below their names: whoever writes a list has copied a form. */
    if (!reader_expect(&reader->base, value, YAML_MAP, "items"))
        return;
    for (size_t i = 0; i < value->count; i++)
        read_item(reader, value->keys[i], value->items[i]);
    reader->base.subject = "";
}

static void read_lists(struct overlay_reader *reader, const struct yaml_value *value)
{
    if (!reader_expect(&reader->base, value, YAML_MAP, "choices"))
        return;
    for (size_t i = 0; i < value->count; i++)
        read_codes(reader, OVERLAY_LIST, value->keys[i], value->items[i]);
}

static void read_terms(struct overlay_reader *reader, const struct yaml_value *value)
{
    if (!reader_expect(&reader->base, value, YAML_MAP, "terms"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const struct yaml_value *map = value->items[i];

        if (!reader_expect(&reader->base, map, YAML_MAP, _("a term")))
            continue;
        for (size_t j = 0; j < map->count; j++) {
            const struct yaml_value *key = map->keys[j];

            if (is_among(key->text, term_keys, COUNT(term_keys)))
                read_words(reader, place_at(reader, OVERLAY_TERM, value->keys[i], key),
                           map->items[j]);
            else
                refuse_key(reader, key, term_keys, COUNT(term_keys));
        }
    }
}

/* ---- about the overlay itself ---- */

static void read_about(struct overlay_reader *reader, const struct yaml_value *value,
                       const char *key, const char **field)
{
    if (reader_expect_text(&reader->base, value, key))
        *field = arena_copy(reader->overlay->arena, value->text, value->length);
}

static void read_versions(struct overlay_reader *reader, const struct yaml_value *value)
{
    struct overlay *overlay = reader->overlay;
    size_t count = value->kind == YAML_LIST ? value->count : 1;

    overlay->version_at = position_of(value);
    overlay->versions = arena_take(overlay->arena, count + 1, sizeof(*overlay->versions));
    for (size_t i = 0; i < count; i++) {
        const struct yaml_value *one = value->kind == YAML_LIST ? value->items[i] : value;

        if (reader_expect_text(&reader->base, one, "version"))
            overlay->versions[overlay->version_count++] = arena_string(overlay->arena, one->text);
    }
}

static const char *const status_words[] = {"draft", "reviewed"};

static void read_review(struct overlay_reader *reader, const struct yaml_value *map,
                        size_t language)
{
    static const char *const known[] = {"by", "date", "status"};
    struct overlay *overlay = reader->overlay;
    struct form_review *review = &overlay->reviews[language];
    size_t status = 0;

    *review = (struct form_review){"", ""};
    if (!reader_expect(&reader->base, map, YAML_MAP, "review"))
        return;
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_value *key = map->keys[i], *value = map->items[i];
        const char *text = value->kind == YAML_SCALAR ? value->text : "";

        if (strcmp(key->text, "status") == 0)
            (void)reader_one_of(&reader->base, value, "status", status_words, 2, "E104", &status);
        else if (!is_among(key->text, known, COUNT(known)))
            refuse_key(reader, key, known, COUNT(known));
        /* Nobody yet is an honest answer, so empty is accepted. */
        else if (reader_expect(&reader->base, value, YAML_SCALAR, key->text))
            *(strcmp(key->text, "by") == 0 ? &review->by : &review->date) =
                arena_string(overlay->arena, text);
    }
    overlay->status[language] = status == 1 ? FORM_REVIEWED : FORM_DRAFT;
    if (status == 1 && (!review->by[0] || !review->date[0]))
        reader_warning(&reader->base, map, "W416",
                       _("reviewed in %s, but not by whom and when; fill in by and date"),
                       overlay->languages[language]);
}

static void read_reviews(struct overlay_reader *reader, const struct yaml_value *value)
{
    size_t language;

    if (!reader_expect(&reader->base, value, YAML_MAP, "review"))
        return;
    for (size_t i = 0; i < value->count; i++)
        if (read_language(reader, value->keys[i], "review", &language))
            read_review(reader, value->items[i], language);
}

/* ---- the file ---- */

static void read_key(struct overlay_reader *reader, const struct yaml_value *key,
                     const struct yaml_value *value)
{
    static const char *const known[] = {"choices",    "form_title", "items",   "languages",
                                        "overlay_of", "purpose",    "review",  "rights",
                                        "short_title", "source",    "terms",   "version"};
    struct overlay *overlay = reader->overlay;

    if (is_among(key->text, form_keys, COUNT(form_keys)))
        read_words(reader, place_at(reader, OVERLAY_FORM, NULL, key), value);
    else if (strcmp(key->text, "items") == 0)
        read_items(reader, value);
    else if (strcmp(key->text, "choices") == 0)
        read_lists(reader, value);
    else if (strcmp(key->text, "terms") == 0)
        read_terms(reader, value);
    else if (strcmp(key->text, "review") == 0)
        read_reviews(reader, value);
    else if (strcmp(key->text, "version") == 0)
        read_versions(reader, value);
    else if (strcmp(key->text, "rights") == 0)
        read_about(reader, value, "rights", &overlay->rights);
    else if (strcmp(key->text, "source") == 0)
        read_about(reader, value, "source", &overlay->source);
    else if (strcmp(key->text, "overlay_of") != 0 && strcmp(key->text, "languages") != 0)
        refuse_key(reader, key, known, COUNT(known));
}

static void read_top(struct overlay_reader *reader, const struct yaml_value *top)
{
    static const char *const needed[] = {"overlay_of", "version", "languages"};
    struct overlay *overlay = reader->overlay;
    const struct yaml_value *of = yaml_tree_get(top, "overlay_of");
    const struct yaml_value *languages = yaml_tree_get(top, "languages");

    if (!reader_expect(&reader->base, top, YAML_MAP, _("an overlay")))
        return;
    for (size_t i = 0; i < COUNT(needed); i++)
        if (!yaml_tree_get(top, needed[i]))
            reader_error(&reader->base, top, "E103", _("an overlay needs %s"), needed[i]);
    if (of && reader_expect_name(&reader->base, of, "overlay_of")) {
        overlay->form_id = arena_string(overlay->arena, of->text);
        overlay->form_at = position_of(of);
    }
    /* Every text needs them, wherever they stand. */
    if (languages) {
        overlay->languages_at = position_of(languages);
        reader_languages(&reader->base, languages);
        overlay->language_count = reader->base.form->language_count;
        memcpy(overlay->languages, reader->base.form->languages, sizeof(overlay->languages));
    }
    for (size_t i = 0; i < top->count; i++)
        read_key(reader, top->keys[i], top->items[i]);
}

static struct overlay *create_overlay(const char *text, size_t length, const char *file)
{
    struct arena *arena = arena_create();
    struct overlay *overlay = arena_take(arena, 1, sizeof(*overlay));

    overlay->arena = arena;
    overlay->file = arena_string(arena, file);
    overlay->form_id = overlay->rights = overlay->source = "";
    overlay->text = arena_copy(arena, text, length);
    overlay->text_length = length;
    digest_sha256(overlay->digest, text, length);
    return overlay;
}

static void keep_texts(struct overlay *overlay)
{
    struct overlay_text *texts = overlay->texts;

    overlay->texts = arena_take(overlay->arena, overlay->text_count + 1, sizeof(*texts));
    for (size_t i = 0; i < overlay->text_count; i++)
        overlay->texts[i] = texts[i];
    free(texts);
}

bool overlay_read(struct overlay **out, const char *text, size_t length, const char *file,
                  struct report *report, struct error *err)
{
    struct report own = REPORT_INIT;
    struct overlay_reader reader = {
        .base = {.report = report ? report : &own, .subject = ""},
        .overlay = create_overlay(text, length, file),
    };
    struct arena *tree = arena_create();
    struct yaml_value *top;
    size_t before = reader.base.report->errors;
    struct error syntax = {0};
    bool good;

    *out = NULL;
    reader.base.arena = reader.overlay->arena;
    reader.base.form = arena_take(reader.base.arena, 1, sizeof(*reader.base.form));
    if (yaml_tree_read(&top, tree, text, length, file, &syntax))
        read_top(&reader, top);
    else
        report_add(reader.base.report, REPORT_ERROR, "E100", syntax.line, syntax.column, "", "%s",
                   syntax.message);
    report_sort(reader.base.report);
    keep_texts(reader.overlay);
    good = reader.base.report->errors == before;
    if (good) {
        *out = reader.overlay;
    } else {
        (void)report_first(reader.base.report, file, err);
        overlay_destroy(reader.overlay);
    }
    arena_destroy(tree);
    report_finish(&own);
    return good;
}

bool overlay_is(const char *text, size_t length)
{
    static const char key[] = "overlay_of";
    const char *end = text + length;

    /* At the beginning of a line: whatever else is wrong with the file, this is what it is. */
    for (const char *line = text; line && line < end;) {
        const char *colon = line + sizeof(key) - 1;

        if ((size_t)(end - line) > sizeof(key) && memcmp(line, key, sizeof(key) - 1) == 0 &&
            (*colon == ':' || *colon == ' '))
            return true;
        line = memchr(line, '\n', (size_t)(end - line));
        line = line ? line + 1 : NULL;
    }
    return false;
}
