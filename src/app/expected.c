/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Said by the form's keys, so that nobody has to write it into a hint as well.
 */
#include "app/expected.h"

#include "app/attach.h"
#include "base/alloc.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/drawing.h"
#include "record/progress.h"

#include <stdlib.h>
#include <string.h>

/* "0 (light)", or the number alone. */
static void add_end(struct buf *out, const struct desk *desk, double end, const char *language)
{
    const struct item *item = desk_place(desk)->item;
    struct buf number = BUF_INIT;
    decimal_write(&number, end);
    buf_add_text(out, buf_text(&number));
    const struct choice *choice = item->choices ? form_choice(item, buf_text(&number)) : NULL;
    if (choice) {
        buf_add_format(out, " (%s)", wording_in(desk->form, &choice->label, language, NULL));
    }
    buf_finish(&number);
}

static void add_range(struct buf *out, const struct desk *desk, const char *language)
{
    const struct item *item = desk_place(desk)->item;
    struct buf least = BUF_INIT, most = BUF_INIT;
    add_end(&least, desk, item->least, language);
    add_end(&most, desk, item->most, language);
    buf_add_format(out, _("From %s to %s"), buf_text(&least), buf_text(&most));
    if (item->step > 0 && (item->step < 1 || item->step > 1)) {
        buf_clear(&least);
        decimal_write(&least, item->step);
        buf_add_format(out, _(", in steps of %s"), buf_text(&least));
    }
    buf_finish(&least);
    buf_finish(&most);
}

static void add_units(struct buf *out, const struct desk *desk, const char *language)
{
    const struct item *item = desk_place(desk)->item;
    const char *first = entry_unit(desk->form, item, item->units[0].code, language);
    if (item->unit_count == 1) {
        buf_add_format(out, _("Unit: %s"), first);
        return;
    }
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < item->unit_count; i++) {
        buf_add_format(&all, "%s%s", i ? ", " : "",
                       entry_unit(desk->form, item, item->units[i].code, language));
    }
    buf_add_format(out, _("Units: %s. A number alone is in %s"), buf_text(&all), first);
    buf_finish(&all);
}

static void add_date(struct buf *out, const struct item *item)
{
    if (item->precision == PRECISION_DAY) {
        buf_add_text(out, _("To the day, if it is known"));
    } else if (item->precision == PRECISION_MONTH) {
        buf_add_text(out, _("To the month, if it is known"));
    }
    if (item->approximate) {
        buf_add_format(out, "%s%s", out->length ? "; " : "", _("“about” is a good answer, too"));
    }
}

static void add_file(struct buf *out, const struct desk *desk, const char *language)
{
    const struct value *file = desk_attached(desk);
    if (!file) {
        buf_add_text(out, _("Enter attaches a file; words about it may stand beside it"));
        return;
    }
    buf_add_format(out, "%s ", _("Attached:"));
    entry_display(out, desk->form, desk_place(desk)->item, file, language);
}

void desk_expected(struct buf *out, const struct desk *desk, const char *language)
{
    const struct item *item = desk_place(desk)->item;
    if (item_is_computed(item)) {
        return;
    }
    if (item->read_only && item_takes_answer(item)) {
        buf_add_text(out, _("Only to be read"));
    } else if (item->type == ITEM_RANGE) {
        add_range(out, desk, language);
    } else if (item->unit_count > 0) {
        add_units(out, desk, language);
    } else if (item->type == ITEM_DATE || item->type == ITEM_DATETIME) {
        add_date(out, item);
    } else if (item->type == ITEM_FILE) {
        add_file(out, desk, language);
    }
}

const char *desk_kept_as_words(enum item_type type)
{
    switch (type) {
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
    case ITEM_RANGE:
    case ITEM_QUANTITY:
        return _("Kept as words, not as a number");
    case ITEM_TIME:
        return _("Kept as words, not as a time");
    default:
        return "";
    }
}

void desk_elsewhere(struct buf *out, const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    const struct record *record = session_record(desk->session);
    if (item->type == ITEM_DIAGRAM) {
        const struct drawing *drawing = record_drawing(record, item->diagram);
        size_t count = drawing ? drawing->count : 0;
        buf_add_format(out, ngettext("%zu fact", "%zu facts", count), count);
        return;
    }
    const struct interview *interview = record_interview_of(record, item->module);
    const struct form *form =
        interview ? session_form(desk->session, interview->asked_with, NULL) : NULL;
    if (!form) {
        buf_add_text(out, _("not begun"));
        return;
    }
    struct progress progress;
    progress_count(&progress, form, interview, session_day_of(desk->session, interview));
    buf_add_format(out, _("%zu of %zu"), progress.answered + progress.reasoned, progress.total);
    if (interview->state == INTERVIEW_FINALISED) {
        buf_add_format(out, ", %s", _("finalised"));
    }
}

static void add_by_number(struct buf *out, const struct desk *desk, const char *digits)
{
    const struct item *item = desk_place(desk)->item;
    unsigned long number = strtoul(digits, NULL, 10);
    size_t length = strspn(digits, "0123456789");
    char *name = alloc_copy(digits, length);
    if (form_choice(item, name)) {
        buf_add_text(out, name);
    } else if (number >= 1 && number <= desk_choice_count(desk)) {
        buf_add_text(out, desk_choice(desk, number - 1)->name);
    } else {
        buf_add_format(out, "#%s", name);
    }
    free(name);
}

void desk_choices_by_number(struct buf *out, const struct desk *desk, const char *text)
{
    bool numbers = desk_place(desk)->item->choices && text[strspn(text, "0123456789,; ")] == '\0';
    while (*text) {
        if (numbers && *text >= '0' && *text <= '9') {
            add_by_number(out, desk, text);
            text += strspn(text, "0123456789");
        } else {
            buf_add_char(out, *text++);
        }
    }
}
