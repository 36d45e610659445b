/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of blocks. Strings are copied into the document's arena, so that a
 * document outlives the record it was made from and is wiped as one.
 */
#include "export/document.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "diagram/scene.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct document *document_create(const char *language)
{
    struct document *document = alloc_array(1, sizeof(*document));
    document->arena = arena_create();
    document->language = document_string(document, language);
    document->title = "";
    document->subject = "";
    document->author = "";
    return document;
}

void document_destroy(struct document *document)
{
    if (document == NULL) {
        return;
    }
    json_decref(document->data);
    json_decref(document->bundle);
    losses_finish(&document->losses);
    for (size_t i = 0; i < document->scene_count; i++) {
        scene_destroy(document->scenes[i]);
    }
    free(document->scenes);
    arena_destroy(document->arena);
    free(document->blocks);
    free(document);
}

const char *document_string(struct document *document, const char *text)
{
    return text == NULL || *text == '\0' ? "" : arena_string(document->arena, text);
}

struct block *document_add(struct document *document, enum block_kind kind, const char *label,
                           const char *text)
{
    assert((unsigned)kind < BLOCK_KIND_COUNT);
    alloc_grow(&document->blocks, &document->capacity, document->count + 1,
               sizeof(*document->blocks));
    struct block *block = &document->blocks[document->count++];
    *block = (struct block){
        .kind = kind,
        .level = 1,
        .label = document_string(document, label),
        .text = document_string(document, text),
        .item = "",
        .row = "",
        .attribution = "",
        .gloss = "",
        .reason = "",
        .amendment = "",
        .language = "",
    };
    return block;
}

void document_add_picture(struct document *document, struct scene *scene)
{
    alloc_grow(&document->scenes, &document->scene_capacity, document->scene_count + 1,
               sizeof(*document->scenes));
    document->scenes[document->scene_count++] = scene;
    document_add(document, BLOCK_PICTURE, "", scene->title)->picture = scene;
}

size_t block_details(struct block_detail out[BLOCK_DETAIL_MAX], const struct document *document,
                     const struct block *block)
{
    const struct block_detail all[BLOCK_DETAIL_MAX] = {
        {"", block->attribution},
        {i18n_in(document->language, N_("Meaning")), block->gloss},
        {i18n_in(document->language, N_("Reason")), block->reason},
        {i18n_in(document->language, N_("Amended")), block->amendment},
    };
    size_t count = 0;
    for (size_t i = 0; i < BLOCK_DETAIL_MAX; i++) {
        if (*all[i].text != '\0') {
            out[count++] = all[i];
        }
    }
    return count;
}
