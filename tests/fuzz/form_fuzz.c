/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a form: refused with a place, or a form on which everything that
 * a program does with one can be done.
 */
#include "fuzz.h"

#include "form/form.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

static void pipe_text(void *self, const struct item *item, const char *key,
                      const struct wording *wording)
{
    const struct form *form = self;
    struct buf out = BUF_INIT;

    (void)item;
    (void)key;
    wording_pipe(&out, form, wording_in(form, wording, "nl", NULL), "nl", NULL, NULL);
    buf_finish(&out);
}

static void use_item(const struct form *form, const struct item *item)
{
    const struct rule_source nobody = {0};
    struct buf path = BUF_INIT;

    if (form_find(form, item->name) != item || form->all[item->index] != item)
        abort();
    item_path(&path, item);
    if (path.length < strlen(item->name))
        abort();
    buf_finish(&path);
    if (item->relevant)
        (void)rule_holds(item->relevant, &nobody);
    if (item->constraint)
        (void)rule_holds(item->constraint, &nobody);
    if (item->required_when)
        (void)rule_holds(item->required_when, &nobody);
    for (size_t i = 0; item->choices && i < item->choices->count; i++)
        if (form_choice(item, item->choices->choices[i].name) != &item->choices->choices[i])
            abort();
}

static void check_report(const struct report *report)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < report->count; i++) {
        const struct report_entry *entry = &report->entries[i];

        if (entry->line == 0 || entry->column == 0 || entry->message[0] == '\0')
            abort();
        if (i > 0 && entry->line < report->entries[i - 1].line)
            abort();
        buf_clear(&line);
        report_format(&line, "fuzz.yaml", entry);
    }
    buf_finish(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    struct form *form;

    if (form_read(&form, (const char *)bytes, size, "fuzz.yaml", &report, &err)) {
        if (report.errors > 0)
            abort();
        form_check(form, &report);
        for (size_t i = 0; i < form->all_count; i++)
            use_item(form, form->all[i]);
        wording_each(form, pipe_text, form);
        for (size_t i = 0; i < form->language_count; i++)
            if (form_coverage(form, i) > 100)
                abort();
        form_destroy(form);
    } else if (report.errors == 0 || err.code == ERROR_NONE) {
        abort();
    }
    check_report(&report);
    report_finish(&report);
    return 0;
}
