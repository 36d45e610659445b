/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ODK would stumble over: tags that do not close, texts and places that are
 * referred to and not there, rows with too few cells. And rules, word for word.
 */
#include "base/alloc.h"
#include "export/xform.h"
#include "export/xlsform.h"
#include "export/xpath.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char small[] =
    "form_id: small\nversion: \"1\"\nform_title: Small\nlanguages: [en, nl]\n"
    "choices:\n  abc:\n    - {name: a, label: 'A | B', region: north}\n"
    "    - {name: b, label: {en: B, nl: Be}}\n    - {name: none, label: No, exclusive: true}\n"
    "items:\n"
    "  - {name: yn, type: yes_no, label: 'Yes & <no>?', required: true, purpose: Why}\n"
    "  - {name: n, type: integer, label: Number, min: 1}\n"
    "  - {name: d, type: date, label: Date}\n"
    "  - {name: t, type: text, label: 'Text ${n}'}\n"
    "  - {name: one, type: select_one, label: One, choices: abc, other: true,\n"
    "     choice_filter: \"region = ${t}\"}\n"
    "  - {name: many, type: select_multiple, label: Many, choices: abc}\n"
    "  - {name: kg, type: quantity, label: Weight, units: [kg, g]}\n"
    "  - repeat: row\n    label: Row\n    relevant: ${yn}\n    items:\n"
    "      - {name: x, type: integer, label: X}\n"
    "      - {name: y, type: integer, label: Y, relevant: RULE}\n"
    "  - {name: last, type: note, label: Last, relevant: RULE}\n";

/* The form above with TOP and ROW as its last two rules. */
static struct form *form_with(const char *top, const char *row)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    struct form *form;
    const char *first = strstr(small, "RULE"), *second = strstr(first + 4, "RULE");

    buf_add(&text, small, (size_t)(first - small));
    buf_add_format(&text, "\"%s\"", row);
    buf_add(&text, first + 4, (size_t)(second - first - 4));
    buf_add_format(&text, "\"%s\"", top);
    buf_add_text(&text, second + 4);
    if (!form_read(&form, buf_text(&text), text.length, "small", NULL, &err))
        fail_msg("%s", err.message);
    buf_finish(&text);
    return form;
}

static void says(const char *item, const char *rule, const char *expected)
{
    bool top = strcmp(item, "last") == 0;
    struct form *form = form_with(top ? rule : "true()", top ? "true()" : rule);
    const struct xpath_view view = {.form = form, .item = form_find(form, item)};
    struct buf text = BUF_INIT;
    struct error err = {0};

    assert_true(xpath_condition(&text, view.item->relevant, &view, &err));
    assert_string_equal(buf_text(&text), expected);
    buf_finish(&text);
    form_destroy(form);
}

static void test_rules(void **state)
{
    (void)state;
    says("last", "${yn}", "/data/yn = 'yes'");
    says("last", "${yn} = false()", "/data/yn = 'no'");
    says("last", "not(${yn})", "not(/data/yn = 'yes')");
    says("last", "${n} > 3 and ${t} != 'a'", "(/data/n > 3) and not(/data/t = 'a')");
    says("last", "${n} div ${n} = 1", "(/data/n div number(if(/data/n = 0, '', /data/n))) = 1");
    says("last", "selected(${many}, 'a')", "selected(/data/many, 'a')");
    says("last", "regex(${t}, 'a+')", "regex(/data/t, '^(?:a+)$')");
    says("last", "count(${row}) > 1", "if((/data/yn = 'yes'), count(/data/row), 0) > 1");
    says("last", "${d} < '2020'",
         "number(translate(substring(/data/d, 1, 4), '-', '')) < "
         "number(translate(substring('2020', 1, 4), '-', ''))");
    says("last", "answered(${t})", "not(/data/t = '')");
    says("y", "${x} > ${n}", "../x > /data/n");
    says("y", "position(..) > 1", "position(..) > 1");
}

/* Own small reader of XML: tags open and close, signs are escaped, names are told. */
static void assert_well_formed(const char *xml)
{
    char open[32][64];
    size_t depth = 0;

    for (const char *at = strchr(xml, '<'); at; at = strchr(at + 1, '<')) {
        const char *end = at + 1;
        size_t length;

        for (bool quoted = false; *end && (quoted || *end != '>'); end++) {
            quoted ^= *end == '"';
            assert_int_not_equal(*end, '<');
        }
        assert_int_equal(*end, '>');
        if (at[1] == '?')
            continue;
        length = strcspn(at + 1 + (at[1] == '/'), " />\n");
        assert_true(length > 0 && length < sizeof(open[0]));
        if (at[1] == '/') {
            assert_true(depth > 0);
            depth--;
            assert_int_equal(strlen(open[depth]), length);
            assert_memory_equal(open[depth], at + 2, length);
        } else if (end[-1] != '/') {
            assert_true(depth < 32);
            snprintf(open[depth++], sizeof(open[0]), "%.*s", (int)length, at + 1);
        }
    }
    assert_int_equal(depth, 0);
    for (const char *at = strchr(xml, '&'); at; at = strchr(at + 1, '&'))
        assert_true(strncmp(at, "&lt;", 4) == 0 || strncmp(at, "&gt;", 4) == 0 ||
                    strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&quot;", 6) == 0 ||
                    strncmp(at, "&#", 2) == 0);
}

/* Whatever is referred to as jr:itext('…') is there; false names it in MISSING. */
static bool texts_are_there(const char *xml, char missing[200])
{
    for (const char *at = strstr(xml, "jr:itext('"); at; at = strstr(at + 1, "jr:itext('")) {
        char wanted[220];

        snprintf(missing, 200, "%.*s", (int)strcspn(at + 10, "'"), at + 10);
        snprintf(wanted, sizeof(wanted), "<text id=\"%s\">", missing);
        if (!strstr(xml, wanted))
            return false;
    }
    return true;
}

static void check_xform(const struct form *form)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    char missing[200];

    assert_true(xform_write(&text, form, NULL, NULL, &err));
    assert_well_formed(buf_text(&text));
    if (!texts_are_there(buf_text(&text), missing))
        fail_msg("%s: no text %s", form->form_id, missing);
    buf_finish(&text);
}

#define MAX_NAMES 900

struct tables {
    char names[MAX_NAMES][80], lists[MAX_NAMES][80];
    size_t name_count, list_count, cells, open;
    char sheet[20];
    const char *wrong; /* the first thing that is wrong; NULL */
};

/* The cells of a line; a stroke after a backslash is none. */
static size_t split(char cells[64][4000], const char *line, size_t length)
{
    size_t count = 0, at = 1;

    while (at < length && count < 64) {
        size_t start = at, size;

        while (at < length && !(line[at] == '|' && line[at - 1] != '\\'))
            at++;
        size = at - start;
        while (size > 0 && line[start] == ' ') {
            start++;
            size--;
        }
        while (size > 0 && line[start + size - 1] == ' ')
            size--;
        snprintf(cells[count++], 4000, "%.*s", (int)size, line + start);
        at++;
    }
    return count;
}

static bool is_among(char names[MAX_NAMES][80], size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return true;
    return false;
}

static void gather(struct tables *tables, char cells[64][4000], size_t count)
{
    if (cells[0][0]) {
        snprintf(tables->sheet, sizeof(tables->sheet), "%s", cells[0]);
        tables->cells = 0;
        return;
    }
    if (tables->cells == 0) {
        tables->cells = count;
        return;
    }
    if (count != tables->cells)
        tables->wrong = "a row has not as many cells as its heading";
    if (strcmp(tables->sheet, "survey") == 0 && strncmp(cells[1], "end_", 4) != 0) {
        tables->open += strncmp(cells[1], "begin_", 6) == 0;
        if (is_among(tables->names, tables->name_count, cells[2], strlen(cells[2])))
            tables->wrong = "a name stands there twice";
        snprintf(tables->names[tables->name_count++], 80, "%.70s", cells[2]);
    } else if (strcmp(tables->sheet, "survey") == 0) {
        if (tables->open-- == 0)
            tables->wrong = "a group ends that did not begin";
    } else if (strcmp(tables->sheet, "choices") == 0) {
        snprintf(tables->lists[tables->list_count++], 80, "%.70s", cells[1]);
    }
}

static void check_references(struct tables *tables, char cells[64][4000], size_t count)
{
    static const char *const selects[] = {"select_one ", "select_multiple ", "rank "};

    for (size_t i = 1; i < count; i++)
        for (const char *at = strstr(cells[i], "${"); at; at = strstr(at + 1, "${"))
            if (!is_among(tables->names, tables->name_count, at + 2, strcspn(at + 2, "}")))
                tables->wrong = "a name is referred to and not there";
    for (size_t i = 0; i < 3; i++)
        if (strncmp(cells[1], selects[i], strlen(selects[i])) == 0 &&
            !is_among(tables->lists, tables->list_count, cells[1] + strlen(selects[i]),
                      strlen(cells[1]) - strlen(selects[i])))
            tables->wrong = "a list is referred to and not there";
}

/* What is wrong with the tables, or NULL. */
static const char *read_tables(const char *text)
{
    struct tables *tables = alloc_array(1, sizeof(*tables));
    char(*cells)[4000] = alloc_array(64, sizeof(*cells));
    const char *wrong;

    for (int round = 0; round < 2; round++)
        for (const char *line = text; *line;) {
            size_t length = strcspn(line, "\n"), count = split(cells, line, length);

            if (line[0] != '|' || line[length - 1] != '|')
                tables->wrong = "a line is no row";
            if (round == 0)
                gather(tables, cells, count);
            else
                check_references(tables, cells, count);
            line += length + (line[length] == '\n');
        }
    if (tables->open > 0)
        tables->wrong = "a group does not end";
    wrong = tables->wrong;
    free(cells);
    free(tables);
    return wrong;
}

static void check_xlsform(const struct form *form)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    const char *wrong;

    assert_true(xlsform_write(&text, form, NULL, NULL, &err));
    wrong = read_tables(buf_text(&text));
    if (wrong)
        fail_msg("%s: %s", form->form_id, wrong);
    buf_finish(&text);
}

static void test_every_shipped_form(void **state)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct buf path = BUF_INIT;
    struct dirent *entry;
    size_t count = 0;
    DIR *directory;

    (void)state;
    buf_add_format(&path, "%s/forms", source ? source : ".");
    directory = opendir(buf_text(&path));
    assert_non_null(directory);
    while ((entry = readdir(directory))) {
        struct buf file = BUF_INIT;
        struct error err = {0};
        struct form *form;

        if (strlen(entry->d_name) < 5 ||
            strcmp(entry->d_name + strlen(entry->d_name) - 5, ".yaml") != 0)
            continue;
        buf_add_format(&file, "%s/%s", buf_text(&path), entry->d_name);
        assert_true(form_load(&form, buf_text(&file), NULL, &err));
        check_xform(form);
        check_xlsform(form);
        form_destroy(form);
        buf_finish(&file);
        count++;
    }
    closedir(directory);
    assert_true(count > 10);
    buf_finish(&path);
}

static void test_readers_find_faults(void **state)
{
    char missing[200];

    (void)state;
    assert_false(texts_are_there("<label ref=\"jr:itext('/data/a:label')\"/>", missing));
    assert_string_equal(read_tables("| survey |\n|  | type | name | relevant |\n"
                                    "|  | text | a | ${b} = 1 |\n"),
                        "a name is referred to and not there");
    assert_string_equal(read_tables("| survey |\n|  | type | name |\n|  | text |\n"),
                        "a row has not as many cells as its heading");
    assert_string_equal(read_tables("| survey |\n|  | type | name |\n|  | rank x | a |\n"),
                        "a list is referred to and not there");
    assert_string_equal(read_tables("| survey |\n|  | type | name |\n|  | begin_group | a |\n"),
                        "a group does not end");
    assert_null(read_tables("| survey |\n|  | type | name |\n|  | text | a \\| b |\n"));
}

static void test_parts(void **state)
{
    struct form *form = form_with("true()", "true()");
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};

    (void)state;
    check_xform(form);
    check_xlsform(form);
    assert_true(xform_write(&text, form, "nl", &losses, &err));
    assert_non_null(
        strstr(buf_text(&text), "<translation lang=\"Dutch (nl)\" default=\"true()\">"));
    assert_non_null(strstr(buf_text(&text), "<value>Yes &amp; &lt;no&gt;?</value>"));
    assert_non_null(strstr(buf_text(&text), "<row jr:template=\"\">"));
    assert_non_null(strstr(buf_text(&text), "relevant=\"selected(../one, 'other')\""));
    assert_non_null(strstr(buf_text(&text), "relevant=\"../kg != ''\""));
    assert_non_null(strstr(buf_text(&text), "[region = /data/t]"));
    assert_non_null(
        strstr(buf_text(&text), "not(selected(., 'none') and count-selected(.) &gt; 1)"));
    assert_true(losses_has(&losses, "yn", "why it is asked"));
    assert_false(losses_has(&losses, "t", "why it is asked"));
    losses_finish(&losses);
    buf_clear(&text);
    assert_true(xlsform_write(&text, form, NULL, NULL, &err));
    assert_non_null(strstr(buf_text(&text), "| A \\| B |"));
    assert_non_null(strstr(buf_text(&text), "| region = ${t} |"));
    buf_finish(&text);
    form_destroy(form);
}

/* The reader of forms lets none in; whoever made this form had none. */
static void test_control_characters_are_refused(void **state)
{
    struct form *form = form_with("true()", "true()");
    struct buf text = BUF_INIT;
    struct error err = {0};

    (void)state;
    form->title.text[0] = "bell \a";
    assert_false(xform_write(&text, form, NULL, NULL, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_non_null(strstr(err.message, "U+0007"));
    assert_int_equal(text.length, 0);
    assert_false(xlsform_write(&text, form, NULL, NULL, &err));
    assert_int_equal(text.length, 0);
    buf_finish(&text);
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_every_shipped_form),
        cmocka_unit_test(test_readers_find_faults),
        cmocka_unit_test(test_control_characters_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
