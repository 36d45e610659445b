/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choices as people type them: a name, a label in any language of the form, or
 * the number on the screen; several with commas, though labels hold commas, too.
 */
#include "form/entry_choice.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of what was typed. */
struct span {
    const char *text;
    size_t length;
};

static struct span trim(struct span span)
{
    while (span.length > 0 && strchr(" \t\r\n", span.text[0])) {
        span.text++;
        span.length--;
    }
    while (span.length > 0 && strchr(" \t\r\n", span.text[span.length - 1]))
        span.length--;
    return span;
}

static bool is_number(struct span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (span.text[i] < '0' || span.text[i] > '9')
            return false;
    return span.length > 0;
}

/* The NUMBER-th of those that are offered, from 1. */
static const struct choice *offered(const struct choice_list *list, struct span span)
{
    size_t number = 0;

    for (size_t i = 0; i < span.length && number <= list->count; i++)
        number = number * 10 + (size_t)(span.text[i] - '0');
    for (size_t i = 0; number > 0 && i < list->count; i++)
        if (!list->choices[i].retired && --number == 0)
            return &list->choices[i];
    return NULL;
}

static const struct choice *labelled(const struct form *form, const struct choice_list *list,
                                     struct span span)
{
    struct buf wanted = BUF_INIT, label = BUF_INIT;
    const struct choice *found = NULL;

    text_fold(&wanted, span.text, span.length);
    for (size_t i = 0; i < list->count && !found; i++) {
        const struct choice *choice = &list->choices[i];

        for (size_t j = 0; j < form->language_count && !choice->retired && !found; j++) {
            const char *text = choice->label.text[j];

            if (!text)
                continue;
            buf_clear(&label);
            text_fold(&label, text, strlen(text));
            if (label.length > 0 && strcmp(buf_text(&label), buf_text(&wanted)) == 0)
                found = choice;
        }
    }
    buf_finish(&wanted);
    buf_finish(&label);
    return found;
}

/* By name, by label, by number: in this order, so that a choice may be named "2". */
static const struct choice *find_choice(const struct form *form, const struct item *item,
                                        struct span span)
{
    char *name = alloc_copy(span.text, span.length);
    const struct choice *found = form_choice(item, name);

    free(name);
    if (!found && item->choices)
        found = labelled(form, item->choices, span);
    if (!found && item->choices && is_number(span))
        found = offered(item->choices, span);
    return found;
}

static bool refuse(const struct form *form, const struct item *item, struct span span,
                   struct error *err)
{
    const struct choice_list *list = item->choices;
    size_t capacity = list->count * (form->language_count + 1) + 1, count = 0, offers = 0;
    const char **words = alloc_array(capacity, sizeof(*words)), *nearest;
    char *typed = alloc_copy(span.text, span.length);

    for (size_t i = 0; i < list->count; i++) {
        offers += !list->choices[i].retired;
        words[count++] = list->choices[i].name;
        for (size_t j = 0; j < form->language_count; j++)
            if (list->choices[i].label.text[j])
                words[count++] = list->choices[i].label.text[j];
    }
    nearest = span.length <= 64 ? text_nearest(typed, words, count) : NULL;
    if (is_number(span))
        error_set(err, ERROR_INVALID, _("there is no choice of that number; expected 1 to %zu"),
                  offers);
    else if (nearest)
        error_set(err, ERROR_INVALID, _("this is none of the choices. Did you mean %s?"), nearest);
    else
        error_set(err, ERROR_INVALID,
                  _("this is none of the choices; write the name, the words or the number of one "
                    "of the %zu"),
                  offers);
    free(typed);
    free(words);
    return false;
}

/* Bytes to the next comma (Latin, Arabic or Chinese) from AT, or to the end. */
static size_t find_comma(struct span all, size_t at, size_t *comma_length)
{
    static const char *const commas[] = {",", ";", "،", "、", "，"};

    for (; at < all.length; at++) {
        for (size_t i = 0; i < sizeof(commas) / sizeof(commas[0]); i++) {
            *comma_length = strlen(commas[i]);
            if (at + *comma_length <= all.length &&
                memcmp(all.text + at, commas[i], *comma_length) == 0)
                return at;
        }
    }
    *comma_length = 0;
    return all.length;
}

/*
 * The longest stretch from AT that is a choice and ends at a comma; else the
 * stretch to the first comma, with CHOICE NULL. END is where the next one starts.
 */
static struct span next_stretch(const struct form *form, const struct item *item, struct span all,
                                size_t at, const struct choice **choice, size_t *end)
{
    struct span first = {NULL, 0}, best = {NULL, 0};
    size_t comma, comma_length;
    unsigned tries = 0;

    *choice = NULL;
    for (size_t from = at; tries++ < 8; from = comma + comma_length) {
        struct span span;
        const struct choice *found;

        comma = find_comma(all, from, &comma_length);
        span = trim((struct span){all.text + at, comma - at});
        found = span.length > 0 ? find_choice(form, item, span) : NULL;
        if (!first.text) {
            first = span;
            *end = comma + comma_length;
        }
        if (found) {
            *choice = found;
            best = span;
            *end = comma + comma_length;
        }
        if (comma == all.length)
            break;
    }
    return *choice ? best : first;
}

static bool parse_several(struct value *out, const struct form *form, const struct item *item,
                          struct span all, struct error *err)
{
    struct buf other = BUF_INIT;
    bool good = true;

    for (size_t at = 0; good && at < all.length;) {
        const struct choice *choice;
        struct span span = next_stretch(form, item, all, at, &choice, &at);

        if (choice && item->type == ITEM_RANK) {
            value_add_rank(out, choice->name);
        } else if (choice) {
            value_add_choice(out, choice->name);
        } else if (span.length > 0 && (!item->other || is_number(span))) {
            good = refuse(form, item, span, err);
        } else if (span.length > 0) {
            buf_add_text(&other, other.length > 0 ? ", " : "");
            buf_add(&other, span.text, span.length);
        }
    }
    if (good && other.length > 0)
        value_set_other(out, buf_text(&other), other.length);
    buf_finish(&other);
    return good;
}

bool entry_parse_choices(struct value *out, const struct form *form, const struct item *item,
                         const char *text, size_t length, struct error *err)
{
    struct span all = {text, length};
    const struct choice *choice = find_choice(form, item, all);
    bool good = true;

    if (choice && item->type == ITEM_RANK)
        value_add_rank(out, choice->name);
    else if (choice)
        value_add_choice(out, choice->name);
    else if (item->type == ITEM_SELECT_MULTIPLE || item->type == ITEM_RANK)
        good = parse_several(out, form, item, all, err);
    else if (item->other && !is_number(all))
        value_set_other(out, text, length);
    else
        good = refuse(form, item, all, err);
    if (item->type != ITEM_RANK)
        entry_order(item, out);
    return good;
}

static size_t place_of(const struct choice_list *list, const char *code)
{
    size_t place = 0;

    while (list && place < list->count && strcmp(list->choices[place].name, code) != 0)
        place++;
    return list ? place : 0;
}

void entry_order(const struct item *item, struct value *value)
{
    /* A handful of codes: insertion keeps unknown ones in the order they came. */
    for (size_t i = 1; i < value->choice_count; i++) {
        char *code = value->choices[i];
        size_t place = place_of(item->choices, code), j = i;

        for (; j > 0 && place_of(item->choices, value->choices[j - 1]) > place; j--)
            value->choices[j] = value->choices[j - 1];
        value->choices[j] = code;
    }
}

bool entry_check_choices(const struct item *item, const struct value *value, struct error *err)
{
    bool other = value->text && value->text[0];
    size_t count = value->choice_count + other;

    if (other && !item->other)
        return error_set(err, ERROR_INVALID, _("%s takes no other answer than its choices"),
                         item->name);
    if (item->type == ITEM_SELECT_ONE && count > 1)
        return error_set(err, ERROR_INVALID, _("%s takes one choice"), item->name);
    for (size_t i = 0; i < value->choice_count; i++) {
        const struct choice *choice = form_choice(item, value->choices[i]);

        if (!choice)
            return error_set(err, ERROR_INVALID, _("%.64s is no choice of %s"), value->choices[i],
                             item->name);
        if (choice->exclusive && count > 1)
            return error_set(err, ERROR_INVALID,
                             _("the choice %s stands alone; take it out or the others"),
                             choice->name);
    }
    return true;
}
