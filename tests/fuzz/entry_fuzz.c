/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as what a person typed, for each type of item: refused with a
 * reason, or a value that is the same after JSON and after being shown.
 */
#include "fuzz.h"

#include "form/entry.h"

#include <stdlib.h>
#include <string.h>

static const char items[] =
    "form_id: fuzz\nversion: 1\nform_title: F\nlanguages: [en, nl]\nitems:\n"
    "  - {name: t, type: text, label: A, max_length: 50, constraint: \"regex(., '[a-z]*')\"}\n"
    "  - {name: i, type: integer, label: A, min: 0, max: 120, constraint: '. mod 2 = 0'}\n"
    "  - {name: b, type: yes_no, label: A}\n"
    "  - {name: d, type: date, label: A, constraint: '. <= today()'}\n"
    "  - {name: o, type: select_one, label: A, other: true, choices:\n"
    "     [{name: x, label: {en: 'Ex, and', nl: Eks}}, {name: y, label: Why, retired: true}]}\n"
    "  - {name: m, type: select_multiple, label: A, choices:\n"
    "     [{name: x, label: 'Ex, and'}, {name: y, label: É},\n"
    "      {name: n, label: N, exclusive: true}]}\n";

static void use_value(const struct form *form, const struct item *item, const struct value *value)
{
    const struct rule_source nobody = {0};
    struct value back = {0};
    struct error err = {0};
    struct buf shown = BUF_INIT;
    json_t *json = value_to_json(value);
    bool warning;

    if (!value_from_json(&back, json, &err) || !value_equal(value, &back))
        abort();
    if (!entry_check(form, item, value, &nobody, "nl", &warning, &err) && err.message[0] == '\0')
        abort();
    entry_display(&shown, form, item, value, "nl");
    if (!value_is_empty(value) && shown.length == 0)
        abort();
    json_decref(json);
    value_finish(&back);
    buf_finish(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct error err = {0};
    struct form *form;

    if (!form_read(&form, items, strlen(items), "fuzz.yaml", NULL, &err))
        abort();
    for (size_t i = 0; i < form->all_count; i++) {
        struct value value = {0};

        error_clear(&err);
        if (entry_parse(&value, form, form->all[i], (const char *)bytes, size, &err))
            use_value(form, form->all[i], &value);
        else if (err.message[0] == '\0')
            abort();
        value_finish(&value);
    }
    form_destroy(form);
    return 0;
}
