/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a FHIR Questionnaire: refused with a reason, or a form that the
 * program's own reader takes without an error and that its export gives back.
 */
#include "fuzz.h"

#include "export/questionnaire.h"
#include "export/questionnaire_read.h"
#include "form/form_equal.h"

#include <stdio.h>
#include <stdlib.h>

static void give_up(const char *what, const char *detail, const struct buf *text)
{
    (void)fprintf(stderr, "%s: %s\n%s\n", what, detail, buf_text(text));
    abort();
}

/* The form that the import wrote; an error in it is the import's. */
static struct form *read_result(const struct buf *text)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    struct form *form;

    if (!form_read(&form, buf_text(text), text->length, "fuzz.yaml", &report, &err))
        give_up("not a form", err.message, text);
    form_check(form, &report);
    for (size_t i = 0; i < report.count; i++)
        if (report.entries[i].severity == REPORT_ERROR)
            give_up("an error", report.entries[i].message, text);
    report_finish(&report);
    return form;
}

static void check_losses(const struct losses *losses)
{
    struct buf text = BUF_INIT;

    losses_format(&text, losses);
    if ((losses->count > 0) != (text.length > 0))
        abort();
    buf_finish(&text);
}

/* Out and in again. */
static void expect_back(const struct form *form, const struct buf *text)
{
    struct buf json = BUF_INIT, again = BUF_INIT, difference = BUF_INIT;
    struct losses losses = LOSSES_INIT;
    struct error err = {0};
    struct form *copy;

    if (!questionnaire_write(&json, form, NULL, &losses, &err))
        give_up("not written", err.message, text);
    if (!questionnaire_read(&again, buf_text(&json), json.length, "back.json", &losses, &err))
        give_up("not read back", err.message, text);
    copy = read_result(&again);
    if (!form_equal(form, copy, &difference))
        give_up("changed", buf_text(&difference), text);
    check_losses(&losses);
    form_destroy(copy);
    losses_finish(&losses);
    buf_finish(&json);
    buf_finish(&again);
    buf_finish(&difference);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};

    if (questionnaire_read(&text, (const char *)bytes, size, "fuzz.json", &losses, &err)) {
        struct form *form = read_result(&text);

        expect_back(form, &text);
        form_destroy(form);
    } else if (err.code == ERROR_NONE || err.message[0] == '\0' || text.length > 0) {
        abort();
    }
    check_losses(&losses);
    losses_finish(&losses);
    buf_finish(&text);
    return 0;
}
