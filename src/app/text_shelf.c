/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plain list: a conversation has tens of answers, and one is looked for when a
 * page is turned.
 */
#include "app/text_shelf.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

struct shelved {
    char *interview, *item, *row;
    struct text_edit *edit;
};

struct text_shelf {
    struct shelved *texts;
    size_t count, capacity;
};

struct text_shelf *text_shelf_create(void)
{
    return alloc_array(1, sizeof(struct text_shelf));
}

void text_shelf_destroy(struct text_shelf *shelf)
{
    if (!shelf) {
        return;
    }
    for (size_t i = 0; i < shelf->count; i++) {
        free(shelf->texts[i].interview);
        free(shelf->texts[i].item);
        free(shelf->texts[i].row);
        text_edit_destroy(shelf->texts[i].edit);
    }
    free(shelf->texts);
    free(shelf);
}

struct text_edit *text_shelf_take(struct text_shelf *shelf, const char *interview,
                                  const char *item, const char *row)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelved *text = &shelf->texts[i];
        if (strcmp(text->item, item) == 0 && strcmp(text->row, row) == 0 &&
            strcmp(text->interview, interview) == 0) {
            return text->edit;
        }
    }
    alloc_grow(&shelf->texts, &shelf->capacity, shelf->count + 1, sizeof *shelf->texts);
    struct shelved *text = &shelf->texts[shelf->count++];
    *text = (struct shelved){alloc_string(interview), alloc_string(item), alloc_string(row),
                             text_edit_create(false)};
    return text->edit;
}
