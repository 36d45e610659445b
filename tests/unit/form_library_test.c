/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A directory of forms: good ones in order, bad ones named and left out.
 */
#include "config.h"

#include "form/library.h"

#include "base/file.h"
#include "form/translation.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const names[] = {"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.txt"};
static const char *const texts[] = {
    "form_id: second\nversion: 1\nform_title: A\nlanguages: en\nitems:\n"
    "  - {name: a, type: note, label: A}\n",
    "form_id: first\nversion: 1\nform_title: A\nlanguages: en\nitems:\n"
    "  - {name: a, type: note, label: A}\n",
    "form_id: second\nversion: 2\nform_title: A\nlanguages: en\nitems:\n"
    "  - {name: a, type: note, label: A}\n",
    "form_id: [\n",
    "form_id: third\nversion: 1\nform_title: A\nlanguages: en\nitems:\n"
    "  - {name: a, type: text, label: A, relevant: \"${b} = 'x'\"}\n",
    "no form\n",
};

static void test_a_directory(void **state)
{
    char directory[] = "/tmp/verhaal-form-library-XXXXXX", path[64];
    struct library *library;
    struct error err = {0};

    (void)state;
    assert_non_null(mkdtemp(directory));
    for (size_t i = 0; i < 6; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
        assert_true(file_write(path, texts[i], strlen(texts[i]), FILE_NEW, &err));
    }
    assert_true(library_open(&library, directory, &err));
    assert_int_equal(library_count(library), 2);
    assert_string_equal(library_form(library, 0)->form_id, "first");
    assert_string_equal(library_form(library, 1)->form_id, "second");
    assert_null(library_form(library, 2));
    assert_string_equal(library_find(library, "second")->version, "1");
    assert_null(library_find(library, "third"));
    assert_int_equal(library_problem_count(library), 3);
    assert_non_null(strstr(library_problem(library, 0), "c.yaml"));
    assert_non_null(strstr(library_problem(library, 0), "a.yaml already"));
    assert_non_null(strstr(library_problem(library, 1), "d.yaml:2:1"));
    assert_non_null(strstr(library_problem(library, 2), "e.yaml:6:48: error E310 [a]"));
    assert_string_equal(library_problem(library, 3), "");
    library_destroy(library);
    for (size_t i = 0; i < 6; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_true(library_open(&library, directory, &err));
    assert_int_equal(library_count(library), 0);
    assert_null(library_find(library, "first"));
    library_destroy(library);
    assert_int_equal(rmdir(directory), 0);
    assert_false(library_open(&library, directory, &err));
    assert_null(library);
    library_destroy(NULL);
}

static const struct {
    const char *name, *text;
} overlays[] = {
    {"a.yaml", "overlay_of: first\nversion: \"1\"\nlanguages: tr\nitems: {a: {label: Bir}}\n"},
    {"b.yaml", "overlay_of: first\nversion: \"1\"\nlanguages: tr\nitems: {a: {label: İki}}\n"},
    {"c.yaml", "overlay_of: first\nversion: \"1\"\nlanguages: tr\nitems: {b: {label: Üç}}\n"},
    {"d.yaml", "overlay_of: nowhere\nversion: \"1\"\nlanguages: tr\n"},
    {"e.yaml", "overlay_of: first\nversion: \"0\"\nlanguages: nl\nitems: {b: {label: Drie}}\n"},
    {"f.yaml", "overlay_of: [\n"},
};

/* Overlays lie beside the forms; what is wrong with one is said and keeps nobody waiting. */
static void test_overlays_beside_the_forms(void **state)
{
    char directory[] = "/tmp/verhaal-form-library-XXXXXX", path[128];
    struct library *library;
    struct error err = {0};

    (void)state;
    assert_non_null(mkdtemp(directory));
    (void)snprintf(path, sizeof(path), "%s/first.yaml", directory);
    assert_true(file_write(path, texts[1], strlen(texts[1]), FILE_NEW, &err));
    (void)snprintf(path, sizeof(path), "%s/overlays", directory);
    assert_true(file_make_directory(path, &err));
    for (size_t i = 0; i < 6; i++) {
        (void)snprintf(path, sizeof(path), "%s/overlays/%s", directory, overlays[i].name);
        assert_true(file_write(path, overlays[i].text, strlen(overlays[i].text), FILE_NEW, &err));
    }
    assert_true(library_open(&library, directory, &err));
    const struct form *form = library_find(library, "first");
    assert_string_equal(wording_in(form, &form->items[0]->label, "tr", NULL), "İki");
    assert_int_equal(form->applied_count, 3);
    assert_true(form->applied[2].stale);
    assert_int_equal(library_problem_count(library), 3);
    assert_non_null(strstr(library_problem(library, 0), "overlays/c.yaml:4:9: error E503 [b]"));
    assert_non_null(strstr(library_problem(library, 1), "overlays/d.yaml:1:13: error E502"));
    assert_non_null(strstr(library_problem(library, 2), "overlays/f.yaml:2:1: error E100"));
    /* Those of the person come last, and again in the order of their names. */
    (void)snprintf(path, sizeof(path), "%s/overlays", directory);
    library_add_overlays(library, path);
    assert_int_equal(form->applied_count, 6);
    (void)snprintf(path, sizeof(path), "%s/nothing", directory);
    library_add_overlays(library, path);
    assert_int_equal(library_problem_count(library), 6);
    library_destroy(library);
    for (size_t i = 0; i < 6; i++) {
        (void)snprintf(path, sizeof(path), "%s/overlays/%s", directory, overlays[i].name);
        assert_int_equal(unlink(path), 0);
    }
    (void)snprintf(path, sizeof(path), "%s/overlays", directory);
    assert_int_equal(rmdir(path), 0);
    (void)snprintf(path, sizeof(path), "%s/first.yaml", directory);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(directory), 0);
}

static void test_the_installed_forms(void **state)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    char directory[4096];
    struct library *library;
    struct error err = {0};

    (void)state;
    if (!source)
        skip();
    (void)snprintf(directory, sizeof(directory), "%s/forms", source);
    assert_true(library_open(&library, directory, &err));
    for (size_t i = 0; i < library_problem_count(library); i++)
        fail_msg("%s", library_problem(library, i));
    assert_non_null(library_find(library, "cfi_core"));
    for (size_t i = 0; i < library_count(library); i++) {
        struct buf found = BUF_INIT;
        const struct form *form = library_form(library, i);

        support_findings(&found, form->text, form->text_length);
        if (found.length > 0)
            fail_msg("%s:\n%s", form->file, buf_text(&found));
        buf_finish(&found);
    }
    library_destroy(library);
}

static const char referring[] =
    "form_id: referring\nversion: 1\nform_title: A\nlanguages: en\nitems:\n"
    "  - name: a\n    type: text\n    label: A\n"
    "    also_see: [cfi_core.problem, cfi_core.no_such_item, no_such_form.a, referring.a]\n"
    "  - {name: b, type: text, label: B, also_see: referring.c}\n";

static const char offering[] =
    "form_id: offering\nversion: 1\nform_title: A\nlanguages: en\n"
    "modules: [cfi_core, no_such_form, offering]\nitems:\n"
    "  - {name: a, type: text, label: A, modules: [not_here, cfi_core]}\n"
    "  - {name: b, type: module, label: B, module: offering}\n";

static void test_forms_that_are_offered(void **state)
{
    static const struct {
        unsigned line;
        const char *code, *item, *message;
    } expected[] = {
        {3, "W418", "", "no form no_such_form"},
        {3, "W422", "", "offering is this form itself"},
        {7, "W418", "a", "no form not_here"},
        {8, "W422", "b", "offering is this form itself"},
    };
    struct buf directory = BUF_INIT;
    struct library *library;
    struct form *form;
    struct report report = REPORT_INIT;
    struct error err = {0};

    (void)state;
    buf_add_format(&directory, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(library_open(&library, buf_text(&directory), &err));
    assert_true(form_read(&form, offering, sizeof(offering) - 1, "o.yaml", NULL, &err));
    assert_int_equal(form->module_count, 3);
    assert_string_equal(form->modules[1], "no_such_form");
    library_check(library, form, &report);
    assert_int_equal(report.count, sizeof(expected) / sizeof(expected[0]));
    for (size_t i = 0; i < report.count; i++) {
        assert_int_equal(report.entries[i].line, expected[i].line);
        assert_string_equal(report.entries[i].code, expected[i].code);
        assert_string_equal(report.entries[i].item, expected[i].item);
        assert_non_null(strstr(report.entries[i].message, expected[i].message));
    }
    report_finish(&report);
    form_destroy(form);
    library_destroy(library);
    buf_finish(&directory);
}

#define OPENS(id, other) \
    "form_id: " id "\nversion: 1\nform_title: A\nlanguages: en\nitems:\n" \
    "  - {name: a, type: text, label: A}\n" \
    "  - {name: b, type: module, label: B, module: " other "}\n"

/* Each of the three leads back; what leads into the circle is not in it. */
static void test_forms_that_open_each_other(void **state)
{
    static const struct {
        const char *text, *message;
    } forms[] = {
        {OPENS("one", "two"), "leads back here: one (7) > two (7) > three (7) > one"},
        {OPENS("two", "three"), "leads back here: two (7) > three (7) > one (7) > two"},
        {OPENS("three", "one"), "leads back here: three (7) > one (7) > two (7) > three"},
        {OPENS("outside", "one"), NULL},
        {OPENS("far", "outside"), NULL},
    };
    enum { COUNT = sizeof(forms) / sizeof(forms[0]) };
    struct buf directory = BUF_INIT;
    struct form *opened[COUNT];
    struct library *library;
    struct error err = {0};

    (void)state;
    buf_add_format(&directory, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(library_open(&library, buf_text(&directory), &err));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(
            form_read(&opened[i], forms[i].text, strlen(forms[i].text), "f.yaml", NULL, &err));
        library_put(library, opened[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        struct report report = REPORT_INIT;

        library_check(library, opened[i], &report);
        assert_int_equal(report.count, forms[i].message ? 1 : 0);
        if (forms[i].message) {
            assert_string_equal(report.entries[0].code, "W422");
            assert_int_equal(report.entries[0].line, 7);
            assert_non_null(strstr(report.entries[0].message, forms[i].message));
        }
        report_finish(&report);
    }
    library_destroy(library);
    buf_finish(&directory);
}

static void test_references_to_other_forms(void **state)
{
    struct buf directory = BUF_INIT;
    struct library *library;
    struct form *form;
    struct report report = REPORT_INIT;
    struct error err = {0};

    (void)state;
    buf_add_format(&directory, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(library_open(&library, buf_text(&directory), &err));
    assert_true(form_read(&form, referring, sizeof(referring) - 1, "r.yaml", NULL, &err));
    assert_int_equal(form_find(form, "a")->also_see_count, 4);
    assert_string_equal(form_find(form, "a")->also_see[0].form, "cfi_core");
    assert_string_equal(form_find(form, "a")->also_see[0].item, "problem");
    library_check(library, form, &report);
    assert_int_equal(report.warnings, 3);
    assert_int_equal(report.errors, 0);
    assert_string_equal(report.entries[0].code, "W418");
    assert_non_null(strstr(report.entries[0].message, "no_such_item"));
    assert_int_equal(report.entries[0].line, 9);
    assert_int_equal(report.entries[0].column, 34);
    assert_non_null(strstr(report.entries[1].message, "no_such_form"));
    assert_string_equal(report.entries[2].item, "b");
    report_finish(&report);
    form_destroy(form);
    /* What is shipped refers to what is shipped. */
    for (size_t i = 0; i < library_count(library); i++)
        library_check(library, library_form(library, i), &report);
    for (size_t i = 0; i < report.count; i++)
        print_error("%s: %s\n", report.entries[i].item, report.entries[i].message);
    assert_int_equal(report.count, 0);
    library_destroy(library);
    buf_finish(&directory);
}

static void test_references_that_are_none(void **state)
{
    static const char *const bad[] = {"a", "a.", ".a", "a.b.c"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char text[256];
        struct report report = REPORT_INIT;
        struct form *form = NULL;
        struct error err = {0};
        int length = snprintf(text, sizeof(text),
                              "form_id: x\nversion: 1\nform_title: A\nlanguages: en\nitems:\n"
                              "  - {name: a, type: text, label: A, also_see: %s}\n",
                              bad[i]);
        assert_false(form_read(&form, text, (size_t)length, "x.yaml", &report, &err));
        assert_string_equal(report.entries[0].code, "E217");
        report_finish(&report);
    }
}

static void put(const char *directory, const char *name, const char *form_id, const char *version)
{
    char path[200], text[200];
    struct error err = {0};

    (void)snprintf(path, sizeof(path), "%s/%s", directory, name);
    (void)snprintf(text, sizeof(text),
                   "form_id: %s\nversion: %s\nform_title: A\nlanguages: en\nitems:\n"
                   "  - {name: a, type: note, label: A}\n",
                   form_id, version);
    assert_true(file_write(path, text, strlen(text), FILE_NEW, &err));
}

static void test_forms_of_a_site(void **state)
{
    char directory[] = "/tmp/verhaal-form-site-XXXXXX", path[64], own[64];
    struct library *library;
    struct error err = {0};

    (void)state;
    assert_non_null(mkdtemp(directory));
    (void)snprintf(own, sizeof(own), "%s/own", directory);
    assert_int_equal(mkdir(own, 0700), 0);
    put(directory, "a.yaml", "first", "1");
    put(directory, "b.yaml", "second", "1");
    put(directory, "c.yaml", "third", "1");
    put(own, "a.yaml", "second", "2");
    put(own, "b.yaml", "second", "3");
    put(own, "c.yaml", "added", "1");
    put(own, "d.yaml", "third", "[");
    assert_true(library_open(&library, directory, &err));
    (void)snprintf(path, sizeof(path), "%s/none", directory);
    library_add_forms(library, path);
    assert_int_equal(library_problem_count(library), 0);
    library_add_forms(library, own);
    assert_int_equal(library_count(library), 4);
    assert_string_equal(library_form(library, 0)->form_id, "added");
    assert_string_equal(library_find(library, "first")->version, "1");
    /* The first of two, and what is broken leaves what was there. */
    assert_string_equal(library_find(library, "second")->version, "2");
    assert_string_equal(library_find(library, "third")->version, "1");
    assert_int_equal(library_problem_count(library), 2);
    assert_non_null(strstr(library_problem(library, 0), "own/a.yaml already"));
    assert_non_null(strstr(library_problem(library, 1), "own/d.yaml"));
    library_destroy(library);
    static const char *const files[] = {"a.yaml",     "b.yaml",     "c.yaml",    "own/a.yaml",
                                        "own/b.yaml", "own/c.yaml", "own/d.yaml"};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", directory, files[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(own), 0);
    assert_int_equal(rmdir(directory), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_a_site),
        cmocka_unit_test(test_a_directory),
        cmocka_unit_test(test_forms_that_are_offered),
        cmocka_unit_test(test_forms_that_open_each_other),
        cmocka_unit_test(test_references_to_other_forms),
        cmocka_unit_test(test_references_that_are_none),
        cmocka_unit_test(test_overlays_beside_the_forms),
        cmocka_unit_test(test_the_installed_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
