/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Losses are few words on many places, so the list that people read has a line
 * for the words and the places behind it.
 */
#include "export/loss.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define PLACES_SHOWN 6
#define LOSSES_MAX   2000 /* a hostile file has more to lose than anybody reads */

void losses_finish(struct losses *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        free(losses->entries[i].where);
        free(losses->entries[i].what);
    }
    free(losses->entries);
    *losses = (struct losses)LOSSES_INIT;
}

static void keep(struct losses *losses, const char *where, const char *format, va_list arguments)
    PRINTF_LIKE(3, 0);
static void keep(struct losses *losses, const char *where, const char *format, va_list arguments)
{
    struct buf what = BUF_INIT;

    if (losses->count == LOSSES_MAX)
        return;
    buf_add_format_list(&what, format, arguments);
    for (size_t i = 0; i < losses->count; i++) {
        if (strcmp(losses->entries[i].where, where) == 0 &&
            strcmp(losses->entries[i].what, buf_text(&what)) == 0) {
            buf_finish(&what);
            return;
        }
    }
    alloc_grow(&losses->entries, &losses->capacity, losses->count + 1, sizeof(*losses->entries));
    losses->entries[losses->count++] = (struct loss){alloc_string(where), buf_take(&what)};
}

void losses_add(struct losses *losses, const struct item *item, const char *format, ...)
{
    va_list arguments;

    if (!losses)
        return;
    va_start(arguments, format);
    keep(losses, item ? item->name : "", format, arguments);
    va_end(arguments);
}

void losses_add_at(struct losses *losses, const char *where, const char *format, ...)
{
    va_list arguments;

    if (!losses)
        return;
    va_start(arguments, format);
    keep(losses, where, format, arguments);
    va_end(arguments);
}

bool losses_has(const struct losses *losses, const char *where, const char *part)
{
    for (size_t i = 0; i < losses->count; i++)
        if (strcmp(losses->entries[i].where, where) == 0 && strstr(losses->entries[i].what, part))
            return true;
    return false;
}

static bool said_before(const struct losses *losses, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(losses->entries[i].what, losses->entries[index].what) == 0)
            return true;
    return false;
}

static void add_places(struct buf *out, const struct losses *losses, size_t first)
{
    size_t shown = 0, more = 0;

    for (size_t i = first; i < losses->count; i++) {
        const struct loss *loss = &losses->entries[i];

        if (strcmp(loss->what, losses->entries[first].what) != 0 || !loss->where[0])
            continue;
        if (shown == PLACES_SHOWN) {
            more++;
            continue;
        }
        buf_add_text(out, shown++ > 0 ? ", " : " (");
        text_display(out, loss->where, strlen(loss->where), TEXT_ONE_LINE);
    }
    if (more > 0)
        buf_add_format(out, _(" and %zu more"), more);
    if (shown > 0)
        buf_add_char(out, ')');
}

void losses_format(struct buf *out, const struct losses *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        if (said_before(losses, i))
            continue;
        buf_add_text(out, "  ");
        text_display(out, losses->entries[i].what, strlen(losses->entries[i].what), TEXT_ONE_LINE);
        add_places(out, losses, i);
        buf_add_char(out, '\n');
    }
}
