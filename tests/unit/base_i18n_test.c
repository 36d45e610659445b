/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the program, on machines with and without locales. */
#include "config.h"

#include "base/i18n.h"

#include "base/buf.h"
#include "base/file.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void add_number(struct buf *out, uint32_t number)
{
    buf_add(out, &number, sizeof number);
}

/* The catalogue format of gettext: two tables of (length, offset), sorted by msgid. */
static void write_catalogue(const char *root, const char *language, const char *translation)
{
    static const char head[] = "Content-Type: text/plain; charset=UTF-8\n";
    static const char id[] = "summary of the test";
    const uint32_t texts = 28 + 4 * 8;
    struct buf bytes = BUF_INIT;
    struct buf path = BUF_INIT;
    uint32_t at = texts;

    add_number(&bytes, 0x950412de);
    add_number(&bytes, 0);
    add_number(&bytes, 2);
    add_number(&bytes, 28);
    add_number(&bytes, 28 + 2 * 8);
    add_number(&bytes, 0);
    add_number(&bytes, 0);
    const char *const strings[] = {"", id, head, translation};
    for (size_t i = 0; i < 4; i++) {
        add_number(&bytes, (uint32_t)strlen(strings[i]));
        add_number(&bytes, at);
        at += (uint32_t)strlen(strings[i]) + 1;
    }
    for (size_t i = 0; i < 4; i++) {
        buf_add(&bytes, strings[i], strlen(strings[i]) + 1);
    }
    buf_add_format(&path, "%s/%s/LC_MESSAGES", root, language);
    assert_true(file_make_directory(buf_text(&path), NULL));
    buf_add_text(&path, "/verhaal.mo");
    assert_true(file_write(buf_text(&path), bytes.data, bytes.length, FILE_NEW, NULL));
    buf_finish(&bytes);
    buf_finish(&path);
}

static int setup(void **state)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"};
    char *root = scratch_create();

    write_catalogue(root, "nl", "samenvatting van de proef");
    write_catalogue(root, "tr", "denemenin özeti");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)unsetenv(names[i]);
    }
    *state = root;
    return 0;
}

static int teardown(void **state)
{
    scratch_remove(*state);
    return 0;
}

static void test_language_is_chosen(void **state)
{
    static const struct {
        const char *asked;
        const char *name;
        const char *value;
        const char *language;
        const char *text;
    } table[] = {
        {"nl", NULL, NULL, "nl", "samenvatting van de proef"},
        {"en", "LANG", "nl_NL.UTF-8", "en", "summary of the test"},
        {"tr", "LC_ALL", "C", "tr", "denemenin özeti"},
        {NULL, NULL, NULL, "en", "summary of the test"},
        {NULL, "LANG", "nl_NL.UTF-8", "nl", "samenvatting van de proef"}, /* not installed */
        {NULL, "LC_MESSAGES", "nl_BE", "nl", "samenvatting van de proef"},
        {NULL, "LANGUAGE", "fr:tr:nl", "tr", "denemenin özeti"},
        {NULL, "LANGUAGE", "fr", "fr", "summary of the test"},
        {NULL, "LANG", "C.UTF-8", "en", "summary of the test"},
        {NULL, "LANG", "xx_YY", "en", "summary of the test"},
        {NULL, "LANGUAGE", "../../etc", "en", "summary of the test"},
        {"nonsense", "LANG", "nl_NL", "nl", "samenvatting van de proef"},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        (void)unsetenv("LANGUAGE");
        if (table[i].name != NULL) {
            assert_int_equal(setenv(table[i].name, table[i].value, 1), 0);
        }
        i18n_start(table[i].asked, *state);
        assert_string_equal(i18n_language(), table[i].language);
        assert_string_equal(_("summary of the test"), table[i].text);
        assert_string_equal(nl_langinfo(CODESET), "UTF-8");
        assert_string_equal(nl_langinfo(RADIXCHAR), ".");
        if (table[i].name != NULL) {
            (void)unsetenv(table[i].name);
        }
    }
}

static void test_another_language(void **state)
{
    i18n_start("tr", *state);
    for (int i = 0; i < 3; i++) {
        const char *dutch = i18n_in("nl", "summary of the test");
        const char *english = i18n_in("en", "summary of the test");

        assert_string_equal(_("summary of the test"), "denemenin özeti");
        assert_string_equal(i18n_in("tr", "summary of the test"), "denemenin özeti");
        assert_string_equal(dutch, "samenvatting van de proef");
        assert_string_equal(english, "summary of the test");
        assert_string_equal(i18n_language(), "tr");
    }
    assert_string_equal(i18n_in("fr", "summary of the test"), "summary of the test");
    assert_string_equal(i18n_in("nl", "unknown text"), "unknown text");
    assert_string_equal(i18n_in("nl", ""), "");
    assert_string_equal(i18n_in("", "summary of the test"), "denemenin özeti");
    assert_string_equal(i18n_in(NULL, "summary of the test"), "denemenin özeti");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_language_is_chosen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_language, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
