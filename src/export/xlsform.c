/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row an item, groups between a row that begins and one that ends them. A
 * row is filled by name of column and written in the order of the table, so that
 * each row has as many cells as the heading.
 */
#include "export/xlsform.h"

#include "base/i18n.h"
#include "base/text.h"
#include "export/language.h"
#include "export/odk.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <stdio.h>
#include <string.h>

enum column {
    COLUMN_TYPE,
    COLUMN_NAME,
    COLUMN_LABEL, /* from here one a language */
    COLUMN_HINT,
    COLUMN_GUIDANCE,
    COLUMN_REQUIRED_MESSAGE,
    COLUMN_CONSTRAINT_MESSAGE, /* up to here */
    COLUMN_RELEVANT,
    COLUMN_REQUIRED,
    COLUMN_CONSTRAINT,
    COLUMN_CALCULATION,
    COLUMN_TRIGGER,
    COLUMN_DEFAULT,
    COLUMN_READONLY,
    COLUMN_APPEARANCE,
    COLUMN_PARAMETERS,
    COLUMN_CHOICE_FILTER,
    COLUMN_REPEAT_COUNT,
};
#define COLUMN_COUNT 18

static const char *const column_names[COLUMN_COUNT] = {
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "trigger",
    "default",
    "readonly",
    "appearance",
    "parameters",
    "choice_filter",
    "repeat_count",
};

struct row {
    struct buf cells[COLUMN_COUNT];
    const struct wording *texts[COLUMN_COUNT]; /* of the columns that have languages */
    const struct item *item;                   /* whose label has prefix and unit; NULL */
};

struct xlsform {
    struct buf *out;
    const struct form *form;
    size_t language;
    struct losses *losses;
    struct error *err;
    bool failed;
};

static bool is_translated(enum column column)
{
    return column >= COLUMN_LABEL && column <= COLUMN_CONSTRAINT_MESSAGE;
}

/* A cell is one line, and a stroke in it is no border. */
static void write_cell(struct xlsform *sheet, const char *text)
{
    size_t length = strlen(text);

    buf_add_char(sheet->out, ' ');
    for (size_t at = 0; at < length && !sheet->failed;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);

        if (code_point < ' ' && !strchr("\t\n\r", (int)code_point)) {
            error_set(sheet->err, ERROR_INVALID,
                      _("a text holds the character U+%04X, which a table cannot; take it out"),
                      (unsigned)code_point);
            sheet->failed = true;
        } else if (code_point < ' ') {
            buf_add_char(sheet->out, ' ');
        } else if (code_point == '|') {
            buf_add_text(sheet->out, "\\|");
        } else {
            buf_add(sheet->out, text + at, bytes);
        }
        at += bytes;
    }
    buf_add_text(sheet->out, " |");
}

static void begin_row(struct xlsform *sheet)
{
    buf_add_text(sheet->out, "|  |");
}

static void end_row(struct xlsform *sheet)
{
    buf_add_char(sheet->out, '\n');
}

static void write_sheet_name(struct xlsform *sheet, const char *name)
{
    buf_add_format(sheet->out, "| %s |\n", name);
}

/* "label::English (en)" */
static void write_heading(struct xlsform *sheet, const char *name, size_t language)
{
    const char *code = sheet->form->languages[language];
    struct buf text = BUF_INIT;

    buf_add_format(&text, "%s::", name);
    language_name(&text, code, "en");
    buf_add_format(&text, " (%s)", code);
    write_cell(sheet, buf_text(&text));
    buf_finish(&text);
}

static void write_headings(struct xlsform *sheet)
{
    begin_row(sheet);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!is_translated((enum column)i)) {
            write_cell(sheet, column_names[i]);
            continue;
        }
        for (size_t j = 0; j < sheet->form->language_count; j++)
            write_heading(sheet, column_names[i], j);
    }
    end_row(sheet);
}

static void write_label(struct xlsform *sheet, const struct row *row, size_t language)
{
    const struct item *item = row->item;
    struct buf text = BUF_INIT;

    if (item && item->prefix && item->prefix[0])
        buf_add_format(&text, "%s. ", item->prefix);
    if (row->texts[COLUMN_LABEL])
        buf_add_text(&text, odk_text(sheet->form, row->texts[COLUMN_LABEL], language));
    if (item && item->unit_count == 1) {
        const char *unit = odk_text(sheet->form, &item->units[0].label, language);

        buf_add_format(&text, " (%s)", unit[0] ? unit : item->units[0].code);
    }
    if (strpbrk(buf_text(&text), "\n\r"))
        losses_add(sheet->losses, item, "%s", _("line breaks in texts"));
    write_cell(sheet, buf_text(&text));
    buf_finish(&text);
}

static void write_row(struct xlsform *sheet, struct row *row)
{
    begin_row(sheet);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!is_translated((enum column)i)) {
            write_cell(sheet, buf_text(&row->cells[i]));
            buf_finish(&row->cells[i]);
            continue;
        }
        for (size_t j = 0; j < sheet->form->language_count; j++) {
            if (i == COLUMN_LABEL)
                write_label(sheet, row, j);
            else
                write_cell(sheet, row->texts[i] ? odk_text(sheet->form, row->texts[i], j) : "");
        }
    }
    end_row(sheet);
}

static const char *plain_type(const struct item *item)
{
    switch (item->type) {
    case ITEM_TEXT:
        return "text";
    case ITEM_INTEGER:
        return "integer";
    case ITEM_DECIMAL:
    case ITEM_QUANTITY:
        return "decimal";
    case ITEM_RANGE:
        return "range";
    case ITEM_YES_NO:
    case ITEM_SELECT_ONE:
        return "select_one";
    case ITEM_SELECT_MULTIPLE:
        return "select_multiple";
    case ITEM_RANK:
        return "rank";
    case ITEM_DATE:
        return "date";
    case ITEM_TIME:
        return "time";
    case ITEM_DATETIME:
        return "dateTime";
    case ITEM_FILE:
        return "file";
    case ITEM_CALCULATE:
        return "calculate";
    case ITEM_GROUP:
        return "begin_group";
    case ITEM_REPEAT:
        return "begin_repeat";
    case ITEM_NOTE:
    case ITEM_DIAGRAM:
    case ITEM_MODULE:
        break;
    }
    return "note";
}

static void add_type(struct xlsform *sheet, struct row *row, const struct item *item)
{
    struct odk_list list;

    /* A value that is never shown has no control, so it needs no list either. */
    if (item->hidden && item_takes_answer(item)) {
        buf_add_text(&row->cells[COLUMN_TYPE], item->calculation ? "calculate" : "hidden");
        return;
    }
    buf_add_text(&row->cells[COLUMN_TYPE], plain_type(item));
    if (odk_list_of(&list, sheet->form, item)) {
        buf_add_char(&row->cells[COLUMN_TYPE], ' ');
        odk_list_name(&row->cells[COLUMN_TYPE], sheet->form, &list);
    }
}

static void add_rule(struct xlsform *sheet, struct row *row, enum column column,
                     const struct rule *rule, bool condition)
{
    const struct xpath_view view = {
        .form = sheet->form, .item = row->item, .style = XPATH_NAMES, .predicate = false};

    if (!rule || sheet->failed)
        return;
    sheet->failed = condition ? !xpath_condition(&row->cells[column], rule, &view, sheet->err)
                              : !xpath_value(&row->cells[column], rule, &view, sheet->err);
}

static void add_rules(struct xlsform *sheet, struct row *row, const struct item *item)
{
    const struct xpath_view view = {
        .form = sheet->form, .item = item, .style = XPATH_NAMES, .predicate = false};

    add_rule(sheet, row, COLUMN_RELEVANT, item->relevant, true);
    add_rule(sheet, row, COLUMN_CALCULATION, item->calculation, false);
    add_rule(sheet, row, COLUMN_CHOICE_FILTER, item->choice_filter, true);
    if (!odk_default(&row->cells[COLUMN_DEFAULT], item))
        add_rule(sheet, row, COLUMN_DEFAULT, item->default_value, false);
    if (item->repeat_count && !sheet->failed)
        sheet->failed = !odk_count(&row->cells[COLUMN_REPEAT_COUNT], &view, sheet->err);
    if (item_takes_answer(item) && !sheet->failed)
        sheet->failed = !odk_required(&row->cells[COLUMN_REQUIRED], &view, sheet->err) ||
                        !odk_constraint(&row->cells[COLUMN_CONSTRAINT], &view, sheet->err);
    for (size_t i = 0; i < item->trigger_count; i++)
        buf_add_format(&row->cells[COLUMN_TRIGGER], "%s${%s}", i > 0 ? ", " : "",
                       item->triggers[i]);
}

static void add_look(struct row *row, const struct item *item)
{
    if (item->type != ITEM_CALCULATE && (item->read_only || item->calculation))
        buf_add_text(&row->cells[COLUMN_READONLY], "yes");
    if (item->type == ITEM_TEXT && !item->one_line)
        buf_add_text(&row->cells[COLUMN_APPEARANCE], "multiline");
    if (item->type == ITEM_DATE && item->precision == PRECISION_YEAR)
        buf_add_text(&row->cells[COLUMN_APPEARANCE], "year");
    if (item->type == ITEM_DATE && item->precision == PRECISION_MONTH)
        buf_add_text(&row->cells[COLUMN_APPEARANCE], "month-year");
    if (item->type == ITEM_RANGE)
        buf_add_format(&row->cells[COLUMN_PARAMETERS], "start=%.15g end=%.15g step=%.15g",
                       item->least, item->most, item->step > 0 ? item->step : 1);
}

static void write_other(struct xlsform *sheet, const struct item *item)
{
    const struct wording words = item->other_label;
    struct row row = {.texts = {[COLUMN_LABEL] = wording_is_empty(&words) ? &item->label : &words}};

    buf_add_text(&row.cells[COLUMN_TYPE], "text");
    odk_beside(&row.cells[COLUMN_NAME], sheet->form, item, "other");
    buf_add_format(&row.cells[COLUMN_RELEVANT], "selected(${%s}, 'other')", item->name);
    write_row(sheet, &row);
}

static void write_unit(struct xlsform *sheet, const struct item *item)
{
    const struct odk_list units = {NULL, item, true};
    struct row row = {.texts = {[COLUMN_LABEL] = &item->label}};

    buf_add_text(&row.cells[COLUMN_TYPE], "select_one ");
    odk_list_name(&row.cells[COLUMN_TYPE], sheet->form, &units);
    odk_beside(&row.cells[COLUMN_NAME], sheet->form, item, "unit");
    buf_add_format(&row.cells[COLUMN_RELEVANT], "${%s} != ''", item->name);
    write_row(sheet, &row);
}

static void write_items(struct xlsform *sheet, struct item *const *items, size_t count);

static void write_item(struct xlsform *sheet, const struct item *item)
{
    struct row row = {.texts = {[COLUMN_LABEL] = &item->label,
                                [COLUMN_HINT] = &item->hint,
                                [COLUMN_GUIDANCE] = &item->guidance,
                                [COLUMN_REQUIRED_MESSAGE] = &item->required_message,
                                [COLUMN_CONSTRAINT_MESSAGE] = &item->constraint_message},
                      .item = item};
    bool group = item->type == ITEM_GROUP || item->type == ITEM_REPEAT;

    if (group)
        row.texts[COLUMN_HINT] = row.texts[COLUMN_GUIDANCE] = NULL;
    if (!wording_is_empty(&item->fallback))
        losses_add(sheet->losses, item, "%s", _("what is said until the answer is known"));
    add_type(sheet, &row, item);
    buf_add_text(&row.cells[COLUMN_NAME], item->name);
    add_rules(sheet, &row, item);
    add_look(&row, item);
    write_row(sheet, &row);
    if (group) {
        struct row end = {.item = NULL};

        write_items(sheet, item->items, item->item_count);
        buf_add_text(&end.cells[COLUMN_TYPE],
                     item->type == ITEM_GROUP ? "end_group" : "end_repeat");
        buf_add_text(&end.cells[COLUMN_NAME], item->name);
        write_row(sheet, &end);
    }
    if (item->other && !item->hidden)
        write_other(sheet, item);
    if (odk_has_units(item) && !item->hidden)
        write_unit(sheet, item);
}

static void write_items(struct xlsform *sheet, struct item *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_item(sheet, items[i]);
}

struct attributes {
    const char *names[64];
    size_t count;
};

static void note_attributes(void *self, const struct odk_list *list)
{
    struct attributes *all = self;
    const char *name;

    for (size_t i = 0; (name = odk_attribute_at(list, i)); i++) {
        bool known = false;

        for (size_t j = 0; j < all->count && !known; j++)
            known = strcmp(all->names[j], name) == 0;
        if (!known && all->count < sizeof(all->names) / sizeof(all->names[0]))
            all->names[all->count++] = name;
    }
}

struct choices_sheet {
    struct xlsform *sheet;
    struct attributes attributes;
};

static void write_list(void *self, const struct odk_list *list)
{
    struct choices_sheet *choices = self;
    struct xlsform *sheet = choices->sheet;
    struct buf name = BUF_INIT;
    struct odk_choice choice;

    odk_list_name(&name, sheet->form, list);
    for (size_t i = 0; odk_choice_at(&choice, sheet->form, list, i, sheet->language); i++) {
        begin_row(sheet);
        write_cell(sheet, buf_text(&name));
        write_cell(sheet, choice.name);
        for (size_t j = 0; j < sheet->form->language_count; j++) {
            struct odk_choice same;

            write_cell(sheet, odk_choice_at(&same, sheet->form, list, i, j) ? same.label : "");
        }
        for (size_t j = 0; j < choices->attributes.count; j++)
            write_cell(sheet, odk_attribute(choice.choice, choices->attributes.names[j]));
        end_row(sheet);
    }
    buf_finish(&name);
}

static void write_choices(struct xlsform *sheet)
{
    struct choices_sheet choices = {.sheet = sheet};

    odk_each_list(sheet->form, note_attributes, &choices.attributes);
    write_sheet_name(sheet, "choices");
    begin_row(sheet);
    write_cell(sheet, "list_name");
    write_cell(sheet, "name");
    for (size_t i = 0; i < sheet->form->language_count; i++)
        write_heading(sheet, "label", i);
    for (size_t i = 0; i < choices.attributes.count; i++)
        write_cell(sheet, choices.attributes.names[i]);
    end_row(sheet);
    odk_each_list(sheet->form, write_list, &choices);
}

static void write_settings(struct xlsform *sheet)
{
    const struct form *form = sheet->form;
    struct row row = {.item = NULL};
    struct buf language = BUF_INIT;

    write_sheet_name(sheet, "settings");
    buf_add_text(sheet->out, "|  | form_title | form_id | version | default_language |"
                             " instance_name |\n");
    begin_row(sheet);
    write_cell(sheet, odk_text(form, &form->title, sheet->language));
    write_cell(sheet, form->form_id);
    write_cell(sheet, form->version);
    language_name(&language, form->languages[sheet->language], "en");
    buf_add_format(&language, " (%s)", form->languages[sheet->language]);
    write_cell(sheet, buf_text(&language));
    add_rule(sheet, &row, COLUMN_CALCULATION, form->instance_name, false);
    write_cell(sheet, buf_text(&row.cells[COLUMN_CALCULATION]));
    end_row(sheet);
    buf_finish(&row.cells[COLUMN_CALCULATION]);
    buf_finish(&language);
}

bool xlsform_write(struct buf *out, const struct form *form, const char *language,
                   struct losses *losses, struct error *err)
{
    struct buf text = BUF_INIT;
    struct xlsform sheet = {.out = &text,
                            .form = form,
                            .language =
                                language ? form_language(form, language) : form->default_language,
                            .losses = losses,
                            .err = err};

    write_sheet_name(&sheet, "survey");
    write_headings(&sheet);
    write_items(&sheet, form->items, form->item_count);
    write_choices(&sheet);
    write_settings(&sheet);
    if (!sheet.failed) {
        buf_add_text(out, buf_text(&text));
        odk_losses(losses, form);
    }
    buf_finish(&text);
    return !sheet.failed;
}
