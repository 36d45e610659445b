/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions about a form that is already read: finding, naming, languages.
 */
#include "config.h"

#include "form/form.h"

#include "base/text.h"
#include "base/unicode.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

void form_destroy(struct form *form)
{
    /* The form lies in its own arena. */
    if (form)
        arena_destroy(form->arena);
}

static int compare_item(const void *name, const void *element)
{
    return strcmp(name, (*(const struct item *const *)element)->name);
}

int form_version_compare(const char *a, const char *b)
{
    return strverscmp(a, b);
}

const struct item *form_find(const struct form *form, const char *name)
{
    const struct item *const *found =
        form->all_count == 0
            ? NULL
            : bsearch(name, form->by_name, form->all_count, sizeof(*form->by_name), compare_item);

    return found ? *found : NULL;
}

bool form_has_list(const struct form *form, const struct choice_list *list)
{
    return form->list_count > 0 && list >= form->lists && list < form->lists + form->list_count;
}

static int compare_choice(const void *name, const void *element)
{
    return strcmp(name, (*(const struct choice *const *)element)->name);
}

const struct choice *form_choice(const struct item *item, const char *code)
{
    const struct choice_list *list = item->choices;
    const struct choice *const *found;

    if (!list || list->count == 0)
        return NULL;
    found = bsearch(code, list->by_name, list->count, sizeof(*list->by_name), compare_choice);
    return found ? *found : NULL;
}

const struct item *item_repeat(const struct item *item)
{
    const struct item *parent = item->parent;

    while (parent && parent->type != ITEM_REPEAT)
        parent = parent->parent;
    return parent;
}

bool item_is_private(const struct item *item)
{
    while (item != NULL && !item->for_clinician)
        item = item->parent;
    return item != NULL;
}

enum item_export item_leaves(const struct item *item)
{
    enum item_export strictest = EXPORT_FULL;

    for (; item != NULL; item = item->parent)
        if (item->export_to > strictest)
            strictest = item->export_to;
    return strictest;
}

bool item_is_guarded(const struct item *item)
{
    while (item != NULL && !item->sensitive && !item->gate)
        item = item->parent;
    return item != NULL;
}

bool item_takes_answer(const struct item *item)
{
    return item->type != ITEM_NOTE && item->type != ITEM_GROUP && item->type != ITEM_REPEAT &&
           item->type != ITEM_DIAGRAM && item->type != ITEM_MODULE;
}

bool item_is_computed(const struct item *item)
{
    return item->type == ITEM_CALCULATE || item->calculation;
}

bool item_is_shown(const struct item *item)
{
    if (item->type == ITEM_CALCULATE && wording_is_empty(&item->label))
        return false;
    for (; item; item = item->parent)
        if (item->hidden)
            return false;
    return true;
}

const char *item_type_name(enum item_type type)
{
    static const char *const names[ITEM_TYPE_COUNT] = {
        [ITEM_NOTE] = "note",
        [ITEM_TEXT] = "text",
        [ITEM_INTEGER] = "integer",
        [ITEM_DECIMAL] = "decimal",
        [ITEM_QUANTITY] = "quantity",
        [ITEM_RANGE] = "range",
        [ITEM_YES_NO] = "yes_no",
        [ITEM_SELECT_ONE] = "select_one",
        [ITEM_SELECT_MULTIPLE] = "select_multiple",
        [ITEM_RANK] = "rank",
        [ITEM_DATE] = "date",
        [ITEM_TIME] = "time",
        [ITEM_DATETIME] = "datetime",
        [ITEM_FILE] = "file",
        [ITEM_CALCULATE] = "calculate",
        [ITEM_DIAGRAM] = "diagram",
        [ITEM_MODULE] = "module",
        [ITEM_GROUP] = "group",
        [ITEM_REPEAT] = "repeat",
    };

    return names[type];
}

void item_path(struct buf *out, const struct item *item)
{
    /* From the item up, each put in front; depth is small. */
    size_t start = out->length;

    for (const struct item *at = item; at; at = at->parent) {
        if (at != item)
            buf_insert(out, start, ".", 1);
        buf_insert(out, start, at->name, strlen(at->name));
    }
}

/* "nl" for "nl-BE": as many letters as stand before the first hyphen. */
static size_t primary_length(const char *language)
{
    return strcspn(language, "-_");
}

static bool find_language(const struct form *form, const char *language, size_t *index)
{
    size_t primary;

    if (!language || language[0] == '\0')
        return false;
    for (size_t i = 0; i < form->language_count; i++) {
        if (strcmp(form->languages[i], language) == 0) {
            *index = i;
            return true;
        }
    }
    primary = primary_length(language);
    for (size_t i = 0; i < form->language_count; i++) {
        if (primary_length(form->languages[i]) == primary &&
            strncmp(form->languages[i], language, primary) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

size_t form_language(const struct form *form, const char *language)
{
    size_t index;

    return find_language(form, language, &index) ? index : form->default_language;
}

bool form_has_language(const struct form *form, const char *language)
{
    size_t index;

    return find_language(form, language, &index);
}

bool form_has_space(const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length;) {
        uint32_t point;

        at += text_decode(text + at, length - at, &point);
        if (unicode_is_space(point) || point == 0xFEFF)
            return true;
    }
    return false;
}

bool form_is_code(const char *text)
{
    size_t system = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

    return system > 0 && text[system] == ':' && text[system + 1] && !form_has_space(text);
}

bool form_is_address(const char *text)
{
    size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyz");

    return scheme > 0 && text[scheme] == ':' && !strpbrk(text, "|\"<>") && !form_has_space(text);
}

struct coverage {
    size_t language, have, total;
};

static void count_wording(void *self, const struct item *item, const char *key,
                          const struct wording *wording)
{
    struct coverage *coverage = self;

    (void)item;
    (void)key;
    if (wording_is_empty(wording))
        return;
    coverage->total++;
    coverage->have += wording->text[coverage->language] != NULL;
}

unsigned form_coverage(const struct form *form, size_t language)
{
    struct coverage coverage = {language, 0, 0};

    wording_each(form, count_wording, &coverage);
    /* Rounded down: 100 means complete. */
    return coverage.total == 0 ? 100 : (unsigned)(coverage.have * 100 / coverage.total);
}
