/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form on paper: every question and choice is on it, and without guidance
 * nothing that is for the clinician alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/blank.h"
#include "export/export.h"
#include "form/library.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

static const char text[] =
    "form_id: paper\nversion: \"1\"\nform_title: {en: On paper, nl: Op papier}\n"
    "languages: [en, nl]\nstatus: draft\nitems:\n"
    "  - name: name_for_it\n    type: text\n    label: {en: What do you call it?, nl: Hoe heet "
    "het?}\n    fallback: {en: the problem, nl: het probleem}\n"
    "    purpose: {en: The purpose here., nl: Het doel hier.}\n"
    "    guidance_hint: {en: Never spoken., nl: Nooit gezegd.}\n"
    "    probes:\n      - {en: A probe?, nl: Een vraag?}\n"
    "  - name: often\n    type: select_one\n    label: {en: \"Is ${name_for_it} often there?\"}\n"
    "    relevant: \"${name_for_it} != ''\"\n    choices:\n"
    "      - {name: daily, label: {en: Every day, nl: Elke dag}}\n"
    "      - {name: old, label: {en: Withdrawn, nl: Vervallen}, retired: true}\n"
    "    other: true\n"
    "  - name: own_thoughts\n    type: text\n    private_to: clinician\n"
    "    label: {en: My own thoughts, nl: Mijn gedachten}\n";

static struct buf blank(const struct form *form, const char *language, bool guidance)
{
    struct buf out = BUF_INIT;
    struct error err = {0};
    struct blank_request request = {.language = language, .guidance = guidance};
    struct document *document = blank_build(form, &request);
    assert_true(export_format_find("text")->write(&out, document, NULL, &err));
    document_destroy(document);
    return out;
}

static bool says(const struct buf *page, const char *words)
{
    return strstr(buf_text(page), words) != NULL;
}

static void what_stands_on_it(void **state)
{
    (void)state;
    struct form *form = NULL;
    struct error err = {0};
    if (!form_read(&form, text, strlen(text), "paper.yaml", NULL, &err)) {
        fail_msg("%u: %s", err.line, err.message);
    }
    struct buf page = blank(form, "en", false), notes = blank(form, "en", true);
    struct buf dutch = blank(form, "nl", false);
    assert_true(says(&page, "On paper") && says(&page, "draft"));
    assert_true(says(&page, "What do you call it?") && says(&page, "____"));
    assert_true(says(&page, "Is the problem often there?"));
    assert_true(says(&page, "( ) Every day") && says(&page, "( ) Other: ___"));
    assert_false(says(&page, "Withdrawn"));
    /* What is for the clinician needs to be asked for. */
    static const char *const notes_only[] = {"The purpose here.", "Never spoken.", "A probe?",
                                             "My own thoughts", "Only if"};
    for (size_t i = 0; i < sizeof notes_only / sizeof *notes_only; i++) {
        assert_false(says(&page, notes_only[i]));
        assert_true(says(&notes, notes_only[i]));
    }
    assert_true(says(&dutch, "Hoe heet het?"));
    assert_true(says(&dutch, "Is het probleem often there? ["));
    buf_finish(&page);
    buf_finish(&notes);
    buf_finish(&dutch);
    form_destroy(form);
}

/* Spaces and line ends apart. */
static void squeeze(struct buf *out, const char *from)
{
    for (; *from; from++) {
        if (*from != ' ' && *from != '\n') {
            buf_add_char(out, *from);
        }
    }
}

static void every_shipped_form(void **state)
{
    (void)state;
    struct library *library;
    struct error err = {0};
    char directory[400];
    snprintf(directory, sizeof directory, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(library_open(&library, directory, &err));
    assert_true(library_count(library) > 40);
    for (size_t i = 0; i < library_count(library); i++) {
        const struct form *form = library_form(library, i);
        struct buf page = blank(form, "nl", true), squeezed = BUF_INIT;
        squeeze(&squeezed, buf_text(&page));
        for (size_t j = 0; j < form->all_count; j++) {
            const char *label = wording_in(form, &form->all[j]->label, "nl", NULL);
            struct buf wanted = BUF_INIT;
            if (!strstr(label, "${")) {
                squeeze(&wanted, label);
                assert_non_null(strstr(buf_text(&squeezed), buf_text(&wanted)));
            }
            buf_finish(&wanted);
        }
        buf_finish(&page);
        buf_finish(&squeezed);
    }
    library_destroy(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_on_it),
        cmocka_unit_test(every_shipped_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
