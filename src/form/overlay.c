/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laying an overlay on a form. Only texts that the form has are replaced: one
 * that it lacks would be shown in the overlay's language to everybody.
 */
#include "form/overlay.h"

#include "base/file.h"
#include "base/i18n.h"
#include "form/form_check.h"
#include "form/form_yaml.h"
#include "form/translation.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

bool overlay_load(struct overlay **out, const char *path, struct report *report, struct error *err)
{
    struct buf text = BUF_INIT;
    bool good;

    *out = NULL;
    good = file_read(&text, path, YAML_TREE_MAX_BYTES, err) &&
           overlay_read(out, buf_text(&text), text.length, path, report, err);
    buf_finish(&text);
    return good;
}

void overlay_destroy(struct overlay *overlay)
{
    /* It lies in its own arena. */
    if (overlay)
        arena_destroy(overlay->arena);
}

bool overlay_is_stale(const struct overlay *overlay, const struct form *form)
{
    for (size_t i = 0; i < overlay->version_count; i++)
        if (strcmp(overlay->versions[i], form->version) == 0)
            return false;
    return true;
}

/* ---- where a text belongs ---- */

struct text_place {
    const char *key;
    size_t offset;
};

static const struct text_place form_places[] = {
    {"form_title", offsetof(struct form, title)},
    {"purpose", offsetof(struct form, purpose)},
    {"short_title", offsetof(struct form, short_title)},
};

static const struct text_place item_places[] = {
    {"add_label", offsetof(struct item, add_label)},
    {"ask", offsetof(struct item, ask)},
    {"constraint_message", offsetof(struct item, constraint_message)},
    {"fallback", offsetof(struct item, fallback)},
    {"guidance_hint", offsetof(struct item, guidance)},
    {"hint", offsetof(struct item, hint)},
    {"if_asked", offsetof(struct item, if_asked)},
    {"label", offsetof(struct item, label)},
    {"other", offsetof(struct item, other_label)},
    {"purpose", offsetof(struct item, purpose)},
    {"required_message", offsetof(struct item, required_message)},
    {"short", offsetof(struct item, short_label)},
};

static const struct text_place term_places[] = {
    {"explanation", offsetof(struct form_term, explanation)},
    {"label", offsetof(struct form_term, label)},
};

#define COUNT(table) (sizeof(table) / sizeof(table[0]))

static struct wording *place_in(void *holder, const struct text_place *places, size_t count,
                                const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(places[i].key, key) == 0)
            return (struct wording *)(void *)((char *)holder + places[i].offset);
    return NULL;
}

static struct wording *choice_in(const struct choice_list *list, const char *code)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (strcmp(list->choices[i].name, code) == 0)
            return &list->choices[i].label;
    return NULL;
}

static struct wording *item_target(const struct form *form, const struct overlay_text *text)
{
    const struct item *found = form_find(form, text->owner);
    struct item *item = found ? form->all[found->index] : NULL;

    if (!item)
        return NULL;
    switch (text->part) {
    case OVERLAY_PROBE:
        return text->index < item->probe_count ? &item->probes[text->index] : NULL;
    case OVERLAY_CHOICE:
        /* A named list is everybody's, so it is not changed at one item. */
        return form_has_list(form, item->choices) ? NULL : choice_in(item->choices, text->key);
    case OVERLAY_UNIT:
        for (size_t i = 0; i < item->unit_count; i++)
            if (strcmp(item->units[i].code, text->key) == 0)
                return &item->units[i].label;
        return NULL;
    default:
        return place_in(item, item_places, COUNT(item_places), text->key);
    }
}

static struct wording *find_target(const struct form *form, const struct overlay_text *text)
{
    switch (text->part) {
    case OVERLAY_FORM:
        /* The form itself is not changed here, only named as the place of its title. */
        return place_in((void *)(uintptr_t)form, form_places, COUNT(form_places), text->key);
    case OVERLAY_LIST:
        for (size_t i = 0; i < form->list_count; i++)
            if (strcmp(form->lists[i].name, text->owner) == 0)
                return choice_in(&form->lists[i], text->key);
        return NULL;
    case OVERLAY_TERM:
        for (size_t i = 0; i < form->term_count; i++)
            if (strcmp(form->terms[i].name, text->owner) == 0)
                return place_in(&form->terms[i], term_places, COUNT(term_places), text->key);
        return NULL;
    default:
        return item_target(form, text);
    }
}

struct wording *overlay_target(const struct form *form, const struct overlay_text *text)
{
    struct wording *wording = find_target(form, text);

    return wording && !wording_is_empty(wording) ? wording : NULL;
}

bool overlay_pipes_are_known(const struct form *form, const struct overlay_text *text)
{
    bool inside = text->part == OVERLAY_ITEM || text->part == OVERLAY_PROBE ||
                  text->part == OVERLAY_CHOICE || text->part == OVERLAY_UNIT;
    const struct item *item = inside ? form_find(form, text->owner) : NULL;
    bool fallback = text->part == OVERLAY_ITEM && strcmp(text->key, "fallback") == 0;
    const char *rest = text->text, *mark, *name;
    size_t length;

    while ((mark = strstr(rest, "${")) != NULL) {
        char word[FORM_MAX_NAME + 1];

        if (fallback || wording_next_name(mark, &name, &length) != mark || length >= sizeof(word))
            return false;
        (void)snprintf(word, sizeof(word), "%.*s", (int)length, name);
        if (!check_reach(form, item, word))
            return false;
        rest = name + length;
    }
    return true;
}

/* ---- laying on ---- */

static size_t language_index(const struct form *form, const char *language)
{
    for (size_t i = 0; i < form->language_count; i++)
        if (strcmp(form->languages[i], language) == 0)
            return i;
    return form->language_count;
}

/* The language of the overlay among those of the form, at its end if it is new. */
static size_t add_language(struct form *form, const char *language)
{
    size_t index = language_index(form, language);

    if (index == form->language_count) {
        form->languages[index] = arena_string(form->arena, language);
        form->reviews[index] = (struct form_review){"", ""};
        form->language_status[index] = FORM_DRAFT;
        form->language_count++;
    }
    return index;
}

static bool has_room(const struct form *form, const struct overlay *overlay, struct error *err)
{
    size_t languages = form->language_count;

    for (size_t i = 0; i < overlay->language_count; i++)
        languages += language_index(form, overlay->languages[i]) == form->language_count;
    if (languages > FORM_MAX_LANGUAGES)
        return error_set(err, ERROR_LIMIT,
                         _("%s: with the form's own there would be more than %d languages"),
                         overlay->file, FORM_MAX_LANGUAGES);
    if (form->applied_count == FORM_MAX_OVERLAYS)
        return error_set(err, ERROR_LIMIT, _("%s: the form %s has %d overlays already"),
                         overlay->file, form->form_id, FORM_MAX_OVERLAYS);
    return true;
}

struct own_texts {
    size_t language, count;
};

static void note_own(void *self, const struct item *item, const char *key,
                     const struct wording *wording)
{
    struct own_texts *own = self;

    (void)item;
    (void)key;
    own->count += wording->text[own->language] && !(wording->overlaid & 1u << own->language);
}

/* Somebody looked over what the overlay says, not what it leaves as it was. */
static void set_status(struct form *form, const struct overlay *overlay, size_t from, size_t to,
                       bool stale)
{
    struct own_texts own = {to, 0};
    enum form_status status = stale ? FORM_DRAFT : overlay->status[from];

    wording_each(form, note_own, &own);
    if (status == FORM_REVIEWED && own.count > 0 && form->language_status[to] == FORM_DRAFT)
        return;
    form->language_status[to] = status;
    if (own.count == 0 && overlay->reviews[from].by) {
        form->reviews[to].by = arena_string(form->arena, overlay->reviews[from].by);
        form->reviews[to].date = arena_string(form->arena, overlay->reviews[from].date);
    }
}

static void replace(struct form *form, const struct overlay *overlay, const size_t *to,
                    struct form_overlay *applied)
{
    for (size_t i = 0; i < overlay->text_count; i++) {
        const struct overlay_text *text = &overlay->texts[i];
        struct wording *wording = overlay_target(form, text);
        size_t language = to[text->language];

        if (!wording || !overlay_pipes_are_known(form, text))
            continue;
        wording->text[language] = arena_string(form->arena, text->text);
        wording->overlaid |= 1u << language;
        applied->replaced++;
    }
}

bool overlay_apply(struct form *form, const struct overlay *overlay, struct error *err)
{
    struct form_overlay *applied;
    size_t to[FORM_MAX_LANGUAGES];

    if (!has_room(form, overlay, err))
        return false;
    applied = &form->applied[form->applied_count++];
    *applied = (struct form_overlay){
        .file = arena_string(form->arena, overlay->file),
        .text = arena_copy(form->arena, overlay->text, overlay->text_length),
        .text_length = overlay->text_length,
        .rights = arena_string(form->arena, overlay->rights),
        .source = arena_string(form->arena, overlay->source),
        .stale = overlay_is_stale(overlay, form),
    };
    memcpy(applied->digest, overlay->digest, sizeof(applied->digest));
    for (size_t i = 0; i < overlay->language_count; i++)
        to[i] = add_language(form, overlay->languages[i]);
    replace(form, overlay, to, applied);
    for (size_t i = 0; i < overlay->language_count; i++) {
        form->overlays[to[i]] = applied->file;
        applied->languages |= 1u << to[i];
        set_status(form, overlay, i, to[i], applied->stale);
        if (applied->stale || overlay->status[i] == FORM_DRAFT)
            applied->drafts |= 1u << to[i];
    }
    return true;
}

void form_overlay_describe(struct buf *out, const struct form *form,
                           const struct form_overlay *overlay, const char *language)
{
    bool first = true;

    buf_add_text(out, "  ");
    for (size_t i = 0; i < form->language_count; i++) {
        if (!(overlay->languages & 1u << i))
            continue;
        buf_add_format(out, "%s%s %s", first ? "" : ", ", form->languages[i],
                       overlay->drafts & 1u << i ? i18n_in(language, N_("(draft)"))
                                                 : i18n_in(language, N_("(reviewed)")));
        first = false;
    }
    if (overlay->source[0])
        buf_add_format(out, ": %s", overlay->source);
    if (overlay->rights[0])
        buf_add_format(out, "%s %s", overlay->source[0] ? "" : ":", overlay->rights);
    buf_add_char(out, '\n');
}
