/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options as lists of choices. A choice is called by its code where that can be a
 * name; what the code belongs to is kept beside it. Value sets are read in
 * questionnaire_read_set.c.
 */
#include "export/questionnaire_reader.h"

#include "base/alloc.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHOICE_MAX   5000
#define CHOICE_BYTES 64
#define OWN_SYSTEM   "urn:verhaal:choice:"

static bool is_choice_name(const char *text)
{
    return text[0] && strlen(text) <= CHOICE_BYTES && !form_has_space(text) &&
           !strpbrk(text, ",;'\"");
}

/* The name of a choice: WANTED where it can be, else what can be made of it. */
static const char *choice_name(struct choosing *self, const char *wanted)
{
    struct buf base = BUF_INIT, name = BUF_INIT;
    const char *kept;

    if (is_choice_name(wanted))
        buf_add_text(&base, wanted);
    else
        import_slug(&base, wanted);
    if (base.length == 0)
        buf_add_text(&base, "choice");
    if (self->other && strcmp(buf_text(&base), "other") == 0)
        buf_add_text(&base, "_one");
    if (base.length > CHOICE_BYTES)
        buf_remove(&base, CHOICE_BYTES, base.length - CHOICE_BYTES);
    buf_add_text(&name, buf_text(&base));
    for (unsigned number = 2; json_object_get(self->taken, buf_text(&name)); number++) {
        buf_clear(&name);
        buf_add_format(&name, "%.50s_%u", buf_text(&base), number);
    }
    json_object_set_new(self->taken, buf_text(&name), json_true());
    kept = arena_copy(self->reader->arena, buf_text(&name), name.length);
    buf_finish(&base);
    buf_finish(&name);
    return kept;
}

static struct choice *add_choice(struct choosing *self, const struct node *node)
{
    if (self->count == CHOICE_MAX) {
        import_fail(self->reader, "E608", node, _("more than %d choices"), CHOICE_MAX);
        return NULL;
    }
    alloc_grow(&self->choices, &self->capacity, self->count + 1, sizeof(*self->choices));
    self->choices[self->count] = (struct choice){.name = NULL};
    return &self->choices[self->count++];
}

static bool is_score(const char *url)
{
    static const char *const urls[] = {QUESTIONNAIRE_OURS "score", FHIR_EXTENSION "ordinalValue",
                                       FHIR_EXTENSION "itemWeight",
                                       FHIR_EXTENSION "questionnaire-ordinalValue"};

    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
        if (strcmp(urls[i], url) == 0)
            return true;
    return false;
}

/* What it counts for: as it was written by us, else the number. */
static void read_score(struct questionnaire_reader *reader, const struct node *extension,
                       struct choice *choice)
{
    const char *text = json_string_value(json_object_get(extension->json, "valueString"));
    struct buf digits = BUF_INIT;
    double number;

    if (text) {
        if (decimal_read(&number, text, strlen(text)))
            choice->score = arena_string(reader->arena, text);
    } else if (!choice->score && node_number(reader, extension, "valueDecimal", &number)) {
        decimal_write(&digits, number);
        choice->score = arena_copy(reader->arena, buf_text(&digits), digits.length);
    }
    if (!choice->score && !reader->failed)
        import_lose(reader, "W604", extension, _("a score that is no number"));
    buf_finish(&digits);
}

/* Attributes, and flags that have a row in the table of keys. */
static void read_extensions(struct choosing *self, const struct node *node, struct choice *choice)
{
    struct questionnaire_reader *reader = self->reader;
    const struct node *list = node_get(reader, node, "extension");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url");
        const struct questionnaire_key *key =
            url ? questionnaire_key_find(QUESTIONNAIRE_CHOICE, url) : NULL;

        if (key && import_key_has_value(reader, key, extension) &&
            import_key(reader, key, extension, choice))
            continue;
        if (url && strcmp(url, QUESTIONNAIRE_OURS "name") == 0) {
            choice->name = node_text(reader, extension, "valueString");
        } else if (url && strcmp(url, QUESTIONNAIRE_OURS "code") == 0) {
            choice->code = node_text(reader, extension, "valueString");
        } else if (url && is_score(url)) {
            read_score(reader, extension, choice);
        } else if (url && strcmp(url, QUESTIONNAIRE_OURS "attribute") == 0) {
            const struct node *name = node_extension(reader, extension, "name");
            const struct node *value = node_extension(reader, extension, "value");

            if (!choice->attributes)
                choice->attributes = arena_take(reader->arena, count, sizeof(*choice->attributes));
            if (name && value)
                choice->attributes[choice->attribute_count++] =
                    (struct choice_attribute){.name = node_text(reader, name, "valueString"),
                                              .value = node_text(reader, value, "valueString")};
        } else if (!reader->ours) {
            import_lose(reader, "W600", extension, _("the extension %.128s of a choice"),
                        url ? url : "");
        }
    }
}

static void set_label(struct choosing *self, const struct node *node, const char *key,
                      struct choice *choice, const char *otherwise)
{
    struct questionnaire_reader *reader = self->reader;

    import_wording(reader, node, key, &choice->label);
    if (!choice->label.text[reader->form->default_language] && otherwise)
        choice->label.text[reader->form->default_language] =
            arena_string(reader->arena, otherwise);
}

/* How a value set says the same in other languages. */
static void add_designations(struct choosing *self, const struct node *concept,
                             struct choice *choice)
{
    struct questionnaire_reader *reader = self->reader;
    const struct node *list = node_get(reader, concept, "designation");
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *one = node_at(reader, list, i);
        const char *language = node_text(reader, one, "language");
        const char *value = node_text(reader, one, "value");

        if (language && value)
            import_translation(reader, one, &choice->label, language, value);
    }
}

/* A coding may stand in a value set as well; what arranges it there is no loss. */
static void unused_coding(struct choosing *self, const struct node *coding)
{
    static const char *const known[] = {"system", "code", "display", "_display", "extension",
                                        "designation", "contains", "abstract", "inactive"};

    if (!self->reader->ours)
        node_only(self->reader, coding, known, sizeof(known) / sizeof(known[0]));
}

void import_coding(struct choosing *self, const struct node *coding, const struct node *option,
                   const char *system)
{
    struct questionnaire_reader *reader = self->reader;
    const char *code = node_text(reader, coding, "code");
    const char *display = node_text(reader, coding, "display");
    struct choice *choice;

    if (reader->failed)
        return;
    if (!code && !display) {
        import_fail(reader, "E603", coding, _("a choice needs a code or a display"));
        return;
    }
    choice = add_choice(self, coding);
    if (!choice)
        return;
    read_extensions(self, option, choice);
    if (option != coding)
        read_extensions(self, coding, choice);
    unused_coding(self, coding);
    if (!choice->name)
        choice->name = choice_name(self, code ? code : display);
    else
        json_object_set_new(self->taken, choice->name, json_true());
    choice->retired = choice->retired || node_flag(reader, coding, "inactive");
    set_label(self, coding, "display", choice, code);
    add_designations(self, coding, choice);
    if (!choice->code && strncmp(json_text(coding->json, "system"), OWN_SYSTEM,
                                 strlen(OWN_SYSTEM)) != 0)
        choice->code = import_code(reader, coding, system);
}

/* What a reference is called, best first; it may have nothing but an identifier. */
static const char *reference_words(struct questionnaire_reader *reader, const struct node *value)
{
    static const char *const keys[] = {"display", "reference", "type"};
    const char *text = NULL;

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !text; i++)
        text = node_text(reader, value, keys[i]);
    return text ? text : "reference";
}

/* A text, a number or a day as an option: its own words are its name. */
static void add_plain(struct choosing *self, const struct node *option, const struct node *value,
                      const char *key)
{
    struct questionnaire_reader *reader = self->reader;
    char digits[32];
    const char *text = digits;
    struct choice *choice;

    if (json_is_integer(value->json)) {
        (void)snprintf(digits, sizeof(digits), "%lld", (long long)json_integer_value(value->json));
    } else if (json_is_object(value->json)) {
        text = reference_words(reader, value);
        import_lose(reader, "W604", value, _("a reference is kept as its words"));
    } else {
        text = node_text(reader, option, key);
    }
    if (reader->failed || !text) {
        import_fail(reader, "E602", value, _("a value that can be a choice was expected here"));
        return;
    }
    choice = add_choice(self, option);
    if (!choice)
        return;
    read_extensions(self, option, choice);
    choice->name = choice_name(self, text);
    if (json_is_string(value->json))
        set_label(self, option, key, choice, text);
    else
        import_add_text(reader, &choice->label, text);
}

static void unused_option(struct questionnaire_reader *reader, const struct node *option,
                          const char *key)
{
    char beside[64];
    const char *const known[] = {key, beside, "extension", "initialSelected"};

    (void)snprintf(beside, sizeof(beside), "_%.60s", key);
    node_only(reader, option, known, sizeof(known) / sizeof(known[0]));
}

static void add_options(struct choosing *self, const struct node *list)
{
    struct questionnaire_reader *reader = self->reader;
    size_t count = node_count(reader, list);

    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *option = node_at(reader, list, i);
        struct node *value = NULL;
        const char *key = reader->failed ? NULL : node_value(reader, option, &value);

        if (reader->failed)
            return;
        if (key && !reader->ours)
            unused_option(reader, option, key);
        if (!key)
            import_fail(reader, "E603", option, _("an option needs a value"));
        else if (strcmp(key, "valueCoding") == 0 && json_is_object(value->json))
            import_coding(self, value, option, NULL);
        else
            add_plain(self, option, value, key);
    }
}

void import_list_finish(struct choosing *self, struct choice_list *list)
{
    list->count = self->count;
    list->choices = arena_take(self->reader->arena, self->count + 1, sizeof(*list->choices));
    for (size_t i = 0; i < self->count; i++)
        list->choices[i] = self->choices[i];
    free(self->choices);
    json_decref(self->taken);
}

/* ---- lists ---- */

struct choice_list *import_list_known(struct questionnaire_reader *reader, const char *key)
{
    const json_t *index = json_object_get(reader->lists, key);

    return index ? &reader->form->lists[json_integer_value(index)] : NULL;
}

struct choice_list *import_list(struct questionnaire_reader *reader, const char *key)
{
    struct form *form = reader->form;
    struct choice_list *list;

    if (form->list_count == reader->list_most)
        return NULL;
    json_object_set_new(reader->lists, key, json_integer((json_int_t)form->list_count));
    list = &form->lists[form->list_count++];
    return list;
}

const char *import_list_name(struct questionnaire_reader *reader, const char *wanted)
{
    json_t *names = reader->names;
    const char *name;

    reader->names = reader->list_names;
    name = import_name(reader, wanted);
    reader->names = names;
    return name;
}

/* ---- of items ---- */

/* Where the options of an item stand: those of a rank at its first place. */
static const struct node *options_of(struct questionnaire_reader *reader,
                                     const struct source *source)
{
    const struct node *places;

    if (source->item->type != ITEM_RANK || json_object_get(source->node->json, "answerOption"))
        return source->node;
    places = node_get(reader, source->node, "item");
    for (size_t i = 0; i < node_count(reader, places); i++) {
        const struct node *place = node_at(reader, places, i);

        if (reader->failed || json_object_get(place->json, "answerOption"))
            return place;
    }
    return source->node;
}

/* The options of OPTIONS into LIST; false when there are none. */
static bool fill_list(struct questionnaire_reader *reader, struct choice_list *list,
                      const struct node *options, bool other)
{
    struct choosing self = {.reader = reader, .other = other, .taken = json_object()};

    add_options(&self, options);
    import_list_finish(&self, list);
    return list->count > 0 && !reader->failed;
}

bool import_item_choices(struct questionnaire_reader *reader, struct source *source)
{
    struct item *item = source->item;
    const struct node *holder = options_of(reader, source);
    const struct node *options = node_get(reader, holder, "answerOption");
    const char *set = node_text(reader, holder, "answerValueSet");
    const struct node *named =
        node_extension(reader, source->node, QUESTIONNAIRE_OURS "choices");
    const char *name = named ? node_text(reader, named, "valueString") : NULL;
    struct choice_list *list = name ? import_list_known(reader, name) : NULL;

    if (reader->failed)
        return false;
    item->other = strcmp(source->type, "open-choice") == 0;
    if (!options->json && set) {
        item->choices = import_set(reader, set);
        if (!item->choices && !reader->failed)
            import_lose(reader, "W603", node_get(reader, holder, "answerValueSet"),
                        _("choices of %.128s"), set);
        return item->choices != NULL;
    }
    if (!list) {
        list = arena_take(reader->arena, 1, sizeof(*list));
        list->name = item->name;
    }
    item->choices = list;
    if (list->count == 0 && !fill_list(reader, list, options, item->other))
        item->choices = NULL;
    return item->choices != NULL;
}

/* Whether CHOICE has the code CODE, of SYSTEM where that is said. */
static bool has_code(const struct choice *choice, const char *system, const char *code)
{
    const char *own = choice->code;
    size_t length = strlen(code), size = own ? strlen(own) : 0;

    if (size <= length || strcmp(own + size - length, code) != 0 ||
        !strchr(":|", own[size - length - 1]))
        return !own && strcmp(choice->name, code) == 0;
    if (!system)
        return true;
    size -= length + 1;
    for (size_t i = 0; i < questionnaire_system_count(); i++) {
        const struct questionnaire_system *known = questionnaire_system_at(i);

        if (strlen(known->word) == size && strncmp(known->word, own, size) == 0)
            return strcmp(known->url, system) == 0;
    }
    return strlen(system) == size && strncmp(own, system, size) == 0;
}

static const struct choice *choice_by_words(const struct questionnaire_reader *reader,
                                            const struct item *item, const char *words)
{
    for (size_t i = 0; words && i < item->choices->count; i++) {
        const struct choice *choice = &item->choices->choices[i];
        const char *text = choice->label.text[reader->form->default_language];

        if (text && strcmp(text, words) == 0)
            return choice;
    }
    return NULL;
}

/* The choice that was made of an option with this value: by code, or by words. */
const struct choice *import_choice(struct questionnaire_reader *reader, const struct item *item,
                                   const struct node *value, const char *key)
{
    const bool reference = strstr(key, "Reference") != NULL;
    const char *code, *system;
    char digits[32];

    if (!item->choices)
        return NULL;
    if (json_is_integer(value->json)) {
        (void)snprintf(digits, sizeof(digits), "%lld", (long long)json_integer_value(value->json));
        return choice_by_words(reader, item, digits);
    }
    if (reference && json_is_object(value->json))
        return choice_by_words(reader, item, reference_words(reader, value));
    code = json_is_object(value->json) ? node_text(reader, value, "code")
                                       : json_string_value(value->json);
    system = json_is_object(value->json) ? node_text(reader, value, "system") : NULL;
    for (size_t i = 0; code && i < item->choices->count; i++) {
        const struct choice *choice = &item->choices->choices[i];

        if (has_code(choice, system, code) || (!system && strcmp(choice->name, code) == 0))
            return choice;
    }
    if (json_is_string(value->json))
        return choice_by_words(reader, item, code);
    return code ? NULL : choice_by_words(reader, item, node_text(reader, value, "display"));
}

/* ---- of the form ---- */

/* A named list of our own; its choices stand here only when no item has them. */
static void read_named(struct questionnaire_reader *reader, const struct node *extension)
{
    struct choosing self = {.reader = reader};
    const struct node *said = node_extension(reader, extension, "name");
    const char *name = said ? node_text(reader, said, "valueString") : NULL;
    const struct node *parts = node_get(reader, extension, "extension");
    size_t count = node_count(reader, parts);
    struct choice_list *list;

    if (reader->failed)
        return;
    list = name && !import_list_known(reader, name) ? import_list(reader, name) : NULL;
    if (!list) {
        import_fail(reader, "E603", extension, _("a list needs a name of its own"));
        return;
    }
    list->name = import_list_name(reader, name);
    self.taken = json_object();
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *part = node_at(reader, parts, i);
        const char *url = node_text(reader, part, "url");

        if (url && strcmp(url, "choice") == 0 && !reader->failed) {
            const struct node *coding = node_get(reader, part, "valueCoding");

            import_coding(&self, coding, coding, NULL);
        }
    }
    import_list_finish(&self, list);
}

void import_form_choices(struct questionnaire_reader *reader, const struct node *top)
{
    const struct node *list = node_get(reader, top, "extension");
    size_t count = node_count(reader, list);

    reader->list_most = count + reader->source_count;
    reader->form->lists =
        arena_take(reader->arena, reader->list_most + 1, sizeof(*reader->form->lists));
    for (size_t i = 0; i < count && !reader->failed; i++) {
        const struct node *extension = node_at(reader, list, i);
        const char *url = node_text(reader, extension, "url");

        if (url && strcmp(url, QUESTIONNAIRE_OURS "choices") == 0)
            read_named(reader, extension);
    }
}
