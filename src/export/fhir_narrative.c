/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for people in the few elements that FHIR allows. The Composition's is made
 * from the blocks of the summary: whoever shows a document as text shows all of it.
 */
#include "export/fhir.h"

#include "base/i18n.h"
#include "export/language.h"
#include "export/picture_writers.h"
#include "export/visible.h"

#include <string.h>

void fhir_narrate_fact(struct fhir_narrative *narrative, const char *label, const char *text)
{
    if (text == NULL || *text == '\0') {
        return;
    }
    buf_add_text(&narrative->text, "<p>");
    if (label != NULL && *label != '\0') {
        buf_add_text(&narrative->text, "<b>");
        visible_markup(&narrative->text, label);
        buf_add_text(&narrative->text, ":</b> ");
    }
    visible_markup(&narrative->text, text);
    buf_add_text(&narrative->text, "</p>");
}

/* What stands in a div must be more than white space. */
static json_t *narrative_json(const struct fhir *self, const struct buf *content)
{
    struct buf div = BUF_INIT;
    json_t *text = json_object();
    buf_add_text(&div, "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"");
    visible_markup(&div, self->language);
    buf_add_text(&div, "\" xml:lang=\"");
    visible_markup(&div, self->language);
    buf_add_text(&div, "\">");
    buf_add_text(&div, content->length > 0 ? buf_text(content) : "<p>—</p>");
    buf_add_text(&div, "</div>");
    json_put_text(text, "status", "generated");
    json_object_set_new(text, "div", json_string(buf_text(&div)));
    buf_finish(&div);
    return text;
}

void fhir_put_narrative(const struct fhir *self, json_t *resource, struct fhir_narrative *narrative)
{
    json_object_set_new(resource, "text", narrative_json(self, &narrative->text));
    buf_finish(&narrative->text);
}

/* ---- blocks ---- */

/* Line ends are elements here, or a reader would run lines together. */
static void add_words(struct buf *out, const char *text)
{
    struct buf markup = BUF_INIT;
    visible_markup(&markup, text);
    for (const char *at = buf_text(&markup); *at != '\0'; at++) {
        if (*at == '\n') {
            buf_add_text(out, "<br/>");
        } else {
            buf_add_char(out, *at);
        }
    }
    buf_finish(&markup);
}

static void add_element(struct buf *out, const char *open, const char *text, const char *close)
{
    buf_add_text(out, open);
    add_words(out, text);
    buf_add_text(out, close);
}

static void add_labelled(struct buf *out, const char *label, const char *colon, const char *text)
{
    buf_add_text(out, "<p>");
    if (*label != '\0') {
        add_element(out, "<b>", label, colon);
    }
    add_element(out, "", text, "</p>");
}

static void add_details(struct buf *out, const struct document *document, const struct block *block)
{
    struct block_detail details[BLOCK_DETAIL_MAX];
    size_t count = block_details(details, document, block);
    for (size_t i = 0; i < count; i++) {
        add_labelled(out, details[i].label, ":</b> ", details[i].text);
    }
}

static void add_answer(struct buf *out, const struct document *document, const struct block *block)
{
    buf_add_text(out, "<blockquote><p");
    struct buf tag = BUF_INIT;
    if (language_tag(&tag, block->language)) {
        buf_add_format(out, " lang=\"%s\" xml:lang=\"%s", buf_text(&tag), buf_text(&tag));
        buf_add_text(out, language_is_right_to_left(block->language) ? "\" dir=\"rtl\"" : "\"");
    }
    buf_finish(&tag);
    buf_add_char(out, '>');
    if (*block->label != '\0') {
        add_element(out, "<b>", block->label, "</b> ");
    }
    buf_add_text(out, block->verbatim ? "“" : "");
    add_words(out, block->text);
    buf_add_text(out, block->verbatim ? "”</p>" : "</p>");
    add_details(out, document, block);
    buf_add_text(out, "</blockquote>");
}

static void add_picture(struct buf *out, const struct block *block)
{
    struct buf picture = BUF_INIT;
    picture_text(&picture, block->picture, false);
    buf_add_text(out, "<pre>");
    visible_markup(out, buf_text(&picture));
    buf_add_text(out, "</pre>");
    buf_finish(&picture);
}

static void add_block(struct buf *out, const struct document *document, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_NOTICE:
        add_labelled(out, i18n_in(document->language, N_("Notice")), ":</b> ", block->text);
        break;
    case BLOCK_FACT:
        add_labelled(out, block->label, ":</b> ", block->text);
        break;
    case BLOCK_QUESTION:
        add_labelled(out, block->label, "</b> ", block->text);
        break;
    case BLOCK_ANSWER:
        add_answer(out, document, block);
        break;
    case BLOCK_STATE:
        add_element(out, "<blockquote><p><i>", block->text, "</i></p>");
        add_details(out, document, block);
        buf_add_text(out, "</blockquote>");
        break;
    case BLOCK_PICTURE:
        add_picture(out, block);
        break;
    default:
        add_element(out, "<p>", block->text, "</p>");
        break;
    }
}

/* ---- sections ---- */

static const char *const place_titles[FHIR_PLACE_COUNT] = {
    [FHIR_VISITS] = N_("Visits"),
    [FHIR_INTERVIEWS] = N_("Interviews"),
    [FHIR_DRAWINGS] = N_("Drawings"),
};

/* References go to the section of their subject; each once. */
static void put_entries(struct fhir *self, json_t *section, const char *title)
{
    for (size_t i = 0; i < FHIR_PLACE_COUNT; i++) {
        if (self->places[i] != NULL &&
            (title == NULL || strcmp(title, i18n_in(self->language, place_titles[i])) == 0)) {
            json_t *list = json_object_get(section, "entry");
            if (list != NULL) {
                json_array_extend(list, self->places[i]);
            } else {
                json_object_set(section, "entry", self->places[i]);
            }
            json_decref(self->places[i]);
            self->places[i] = NULL;
        }
    }
}

/* The blocks from FROM up to the next heading; returns where that is. */
static size_t put_content(struct fhir *self, json_t *section, size_t from)
{
    const struct document *document = self->summary->document;
    struct buf content = BUF_INIT;
    size_t at = from;
    for (; at < document->count && document->blocks[at].kind != BLOCK_HEADING; at++) {
        if (document->blocks[at].kind != BLOCK_TITLE) {
            add_block(&content, document, &document->blocks[at]);
        }
    }
    if (content.length > 0) {
        json_object_set_new(section, "text", narrative_json(self, &content));
    }
    buf_finish(&content);
    return at;
}

/* The section whose heading stands at AT, with those below it; returns where it ends. */
static size_t put_section(struct fhir *self, json_t *parent, size_t at)
{
    const struct document *document = self->summary->document;
    const struct block *heading = &document->blocks[at];
    json_t *section = json_object();
    fhir_put(section, "title", heading->text);
    at = put_content(self, section, at + 1);
    if (heading->level <= 1) {
        put_entries(self, section, heading->text);
    }
    while (at < document->count && document->blocks[at].level > heading->level) {
        at = put_section(self, section, at);
    }
    if (json_object_size(section) == 1) { /* a heading alone is no section */
        struct buf nothing = BUF_INIT;
        json_object_set_new(section, "text", narrative_json(self, &nothing));
    }
    fhir_append(parent, "section", section);
    return at;
}

void fhir_put_sections(struct fhir *self, json_t *composition)
{
    const struct document *document = self->summary->document;
    size_t at = put_content(self, composition, 0);
    while (at < document->count) {
        at = put_section(self, composition, at);
    }
    json_t *rest = json_object();
    put_entries(self, rest, NULL);
    if (json_object_size(rest) > 0) { /* every entry must be reached from here */
        fhir_put(rest, "title", i18n_in(self->language, N_("Data")));
        fhir_append(composition, "section", rest);
    } else {
        json_decref(rest);
    }
}
