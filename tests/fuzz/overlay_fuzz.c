/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as an overlay: refused with a place, or laid on a form in which
 * nothing but words may have changed.
 */
#include "fuzz.h"

#include "form/overlay.h"

#include <stdlib.h>
#include <string.h>

static const char form_text[] =
    "form_id: small\nversion: \"1\"\nform_title: Small\nlanguages: [en, nl]\n"
    "choices: {kin: [{name: mother, label: Mother}, {name: none, label: None, exclusive: true}]}\n"
    "terms: [{name: stigma, label: stigma, explanation: shame}]\n"
    "items:\n"
    "  - {name: problem, type: text, label: What?, fallback: it, probes: [More?, Since?]}\n"
    "  - {name: who, type: select_multiple, choices: kin, label: \"Who knows of ${problem}?\"}\n"
    "  - {name: sure, type: select_one, label: Sure?, choices: [{name: a, label: A}]}\n";

/* What an overlay may not touch. */
static void expect_same_logic(const struct form *form, const struct form *before)
{
    if (form->all_count != before->all_count || form->list_count != before->list_count ||
        strcmp(form->digest, before->digest) != 0)
        abort();
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i], *own = before->all[i];

        if (item->type != own->type || strcmp(item->name, own->name) != 0 ||
            item->probe_count != own->probe_count || !item->relevant != !own->relevant)
            abort();
        for (size_t j = 0; item->choices && j < item->choices->count; j++)
            if (strcmp(item->choices->choices[j].name, own->choices->choices[j].name) != 0 ||
                item->choices->choices[j].exclusive != own->choices->choices[j].exclusive)
                abort();
    }
}

static void lay(const struct overlay *overlay, struct report *report)
{
    struct error err = {0};
    struct form *form, *before;

    if (!form_read(&form, form_text, sizeof(form_text) - 1, "form.yaml", NULL, &err) ||
        !form_read(&before, form_text, sizeof(form_text) - 1, "form.yaml", NULL, &err))
        abort();
    overlay_check(overlay, before, report);
    if (overlay_apply(form, overlay, &err) ? form->applied_count != 1 : err.message[0] == '\0')
        abort();
    expect_same_logic(form, before);
    form_destroy(form);
    form_destroy(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    struct overlay *overlay;

    if (overlay_read(&overlay, (const char *)bytes, size, "fuzz.yaml", &report, &err))
        lay(overlay, &report);
    else if (report.errors == 0 || err.message[0] == '\0')
        abort();
    for (size_t i = 0; i < report.count; i++)
        if (report.entries[i].line == 0 || report.entries[i].message[0] == '\0')
            abort();
    overlay_destroy(overlay);
    report_finish(&report);
    return 0;
}
