/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From form to blank document: one walk over the items in the order of the
 * file. Conditions cannot act on paper, so they are written down.
 */
#include "export/blank.h"

#include "base/decimal.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/translation.h"

#include <string.h>

#define LINE_COLUMNS 60
#define LINES_TEXT   3
#define LINES_ROW    1

struct page {
    struct document *document;
    const struct form *form;
    const struct blank_request *request;
    const char *language; /* of the program's words */
    struct buf text;
};

/* A text of the form with its ${names} as they stand before anything is known. */
static const char *piped(struct page *page, const struct wording *wording)
{
    bool fell_back = false;
    const char *text = wording_in(page->form, wording, page->request->language, &fell_back);
    buf_clear(&page->text);
    wording_pipe(&page->text, page->form, text, page->request->language, NULL, NULL);
    if (fell_back && page->text.length) {
        buf_add_format(&page->text, " [%s]", i18n_in(page->language, N_("not translated")));
    }
    return buf_text(&page->text);
}

static void add_text(struct page *page, const char *label, const struct wording *wording)
{
    const char *text = piped(page, wording);
    if (!*text) {
        return;
    }
    if (*label) {
        struct buf whole = BUF_INIT;
        buf_add_format(&whole, "%s: %s", i18n_in(page->language, label), text);
        document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&whole));
        buf_finish(&whole);
    } else {
        document_add(page->document, BLOCK_PARAGRAPH, "", text);
    }
}

/* ---- room for the answer ---- */

static void add_lines(struct page *page, int lines, const char *before)
{
    struct buf room = BUF_INIT;
    for (int i = 0; i < lines; i++) {
        if (i > 0) {
            buf_add_char(&room, '\n');
        }
        buf_add_text(&room, before);
        buf_add_repeat(&room, "_", (size_t)(LINE_COLUMNS - text_width(before, strlen(before))));
    }
    document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&room));
    buf_finish(&room);
}

static void add_choices(struct page *page, const struct item *item)
{
    struct buf all = BUF_INIT;
    const char *box = item->type == ITEM_SELECT_MULTIPLE ? "[ ] "
                      : item->type == ITEM_RANK          ? "[  ] "
                                                         : "( ) ";
    for (size_t i = 0; i < item->choices->count; i++) {
        const struct choice *choice = &item->choices->choices[i];
        if (!choice->retired) {
            buf_add_format(&all, "%s%s%s", all.length ? "\n" : "", box,
                           piped(page, &choice->label));
        }
    }
    if (item->other) {
        const char *label = wording_is_empty(&item->other_label)
                                ? i18n_in(page->language, N_("Other"))
                                : piped(page, &item->other_label);
        buf_add_format(&all, "\n%s%s: ______________________________", box, label);
    }
    document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&all));
    buf_finish(&all);
}

static void add_yes_no(struct page *page)
{
    struct buf both = BUF_INIT;
    buf_add_format(&both, "( ) %s   ( ) %s", i18n_in(page->language, N_("yes")),
                   i18n_in(page->language, N_("no")));
    document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&both));
    buf_finish(&both);
}

/* Both ends of a scale, with their words. */
static void add_scale(struct page *page, const struct item *item)
{
    const double ends[] = {item->least, item->most};
    struct buf all = BUF_INIT, number = BUF_INIT;
    for (size_t i = 0; i < 2; i++) {
        buf_clear(&number);
        decimal_write(&number, ends[i]);
        const struct choice *choice = item->choices ? form_choice(item, buf_text(&number)) : NULL;
        buf_add_format(&all, "%s%s", i ? " ... " : "", buf_text(&number));
        if (choice) {
            buf_add_format(&all, " (%s)", piped(page, &choice->label));
        }
    }
    document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&all));
    buf_finish(&all);
    buf_finish(&number);
}

static void add_units(struct page *page, const struct item *item)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < item->unit_count; i++) {
        buf_add_format(&all, "%s( ) %s", i ? "   " : "",
                       entry_unit(page->form, item, item->units[i].code, page->request->language));
    }
    document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&all));
    buf_finish(&all);
}

static void add_room(struct page *page, const struct item *item)
{
    if (item_is_computed(item)) {
        return;
    }
    if (item->type == ITEM_MODULE) {
        document_add(page->document, BLOCK_FACT, i18n_in(page->language, N_("Form")),
                     item->module);
        return;
    }
    if (item->type == ITEM_YES_NO) {
        add_yes_no(page);
    } else if (item->type == ITEM_RANGE) {
        add_scale(page, item);
    } else if (item->type == ITEM_QUANTITY) {
        add_units(page, item);
    } else if (item->choices) {
        add_choices(page, item);
    }
    if (item->type == ITEM_TEXT && !item->one_line) {
        add_lines(page, LINES_TEXT, "");
    } else if (item_takes_answer(item)) {
        /* Words are welcome beside every box. */
        add_lines(page, LINES_ROW, "");
    }
}

/* ---- one item ---- */

static void add_condition(struct page *page, const struct item *item)
{
    if (item->relevant) {
        struct buf words = BUF_INIT;
        buf_add_format(&words, "%s: %s", i18n_in(page->language, N_("Only if")),
                       rule_text(item->relevant));
        document_add(page->document, BLOCK_PARAGRAPH, "", buf_text(&words));
        buf_finish(&words);
    }
}

static void add_guidance(struct page *page, const struct item *item)
{
    if (!page->request->guidance) {
        return;
    }
    add_condition(page, item);
    add_text(page, N_("Why"), &item->purpose);
    add_text(page, N_("For you"), &item->guidance);
    for (size_t i = 0; i < item->probe_count; i++) {
        add_text(page, N_("If needed"), &item->probes[i]);
    }
}

static void add_item(struct page *page, const struct item *item)
{
    if (!item_is_shown(item) || (item_is_private(item) && !page->request->guidance)) {
        return;
    }
    bool group = item->type == ITEM_GROUP || item->type == ITEM_REPEAT;
    struct block *block =
        document_add(page->document, group ? BLOCK_HEADING : BLOCK_QUESTION, item->prefix,
                     piped(page, &item->label));
    block->level = item->depth > 1 ? 3 : 2;
    add_text(page, "", &item->ask);
    add_text(page, N_("Through an interpreter"), &item->if_asked);
    add_text(page, "", &item->hint);
    add_guidance(page, item);
    add_room(page, item);
    if (item->type == ITEM_REPEAT) {
        document_add(page->document, BLOCK_PARAGRAPH, "",
                     i18n_in(page->language, N_("Take another sheet for each further one.")));
    }
}

/* ---- the whole ---- */

static void add_front(struct page *page)
{
    const struct form *form = page->form;
    struct buf version = BUF_INIT;
    document_add(page->document, BLOCK_TITLE, "", page->document->title);
    if (form->status == FORM_DRAFT) {
        document_add(page->document, BLOCK_NOTICE, "",
                     i18n_in(page->language, N_("This form is a draft: nobody has reviewed it")));
    }
    add_text(page, "", &form->purpose);
    buf_add_format(&version, "%s, %s", form->form_id, form->version);
    document_add(page->document, BLOCK_FACT, i18n_in(page->language, N_("Form")),
                 buf_text(&version));
    document_add(page->document, BLOCK_FACT, i18n_in(page->language, N_("Name or code")),
                 "______________________________");
    document_add(page->document, BLOCK_FACT, i18n_in(page->language, N_("Date")),
                 "______________________________");
    document_add(page->document, BLOCK_FACT, i18n_in(page->language, N_("Present, interpreter")),
                 "______________________________");
    buf_finish(&version);
}

struct document *blank_build(const struct form *form, const struct blank_request *request)
{
    struct page page = {.form = form, .request = request, .language = request->language,
                        .text = BUF_INIT};
    page.document = document_create(request->language);
    page.document->title = document_string(page.document, piped(&page, &form->title));
    page.document->subject = document_string(page.document, form->form_id);
    page.document->author = document_string(page.document, "");
    page.document->created = request->now;
    page.document->offset_minutes = request->offset_minutes;
    add_front(&page);
    for (size_t i = 0; i < form->all_count; i++) {
        add_item(&page, form->all[i]);
    }
    if (request->guidance) {
        add_text(&page, N_("Source"), &form->source);
        add_text(&page, N_("Rights"), &form->rights);
    }
    buf_finish(&page.text);
    return page.document;
}
