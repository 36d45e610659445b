/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines fall apart into words, names, brackets, tags and signs, each with its bytes,
 * and every name can be written so that it is read again as itself.
 */
#include "config.h"

#include "diagram/notation.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct notation_sign sign_list[] = {{"-", 9},  {"--", 1}, {"<", 2},
                                                 {"<>", 3}, {"↔", 3},  {",", 4}};
static const struct notation_signs signs = {sign_list, 6};

static const struct notation_phrase phrase_list[] = {
    {"strong", 1}, {"sterk", 1}, {"looks after", 2}, {"looks", 3}, {"weekly", 4}};
static const struct notation_table table = {phrase_list, 5};

/* "W:mother@0+6 S:--@6+2 …" */
static void describe(struct buf *out, const char *text)
{
    static const char kinds[] = "WQBTSE";
    struct notation_line line;
    struct error err = {0};

    if (!notation_read(&line, &signs, text, strlen(text), &err)) {
        buf_add_format(out, "mistake at %u", err.column);
        return;
    }
    for (size_t i = 0; i < line.count; i++) {
        const struct notation_token *token = &line.tokens[i];

        buf_add_format(out, "%s%c:%s@%zu+%zu", i > 0 ? " " : "", kinds[token->kind], token->text,
                       token->at, token->length);
    }
    assert_int_equal(line.tokens[line.count].kind, NOTATION_END);
    notation_finish(&line);
}

static void check(const char *text, const char *expected)
{
    struct buf out = BUF_INIT;

    describe(&out, text);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void lines_fall_apart(void **state)
{
    (void)state;
    check("mother  strong", "W:mother@0+6 W:strong@8+6");
    check("sister--aunt", "W:sister@0+6 S:--@6+2 W:aunt@8+4");
    check("a<>b<c↔d", "W:a@0+1 S:<>@1+2 W:b@3+1 S:<@4+1 W:c@5+1 S:<>@6+3 W:d@9+1");
    check("\"a -- b\" x", "Q:a -- b@0+8 W:x@9+1");
    check("“a b” «c» „d”", "Q:a b@0+9 Q:c@10+5 Q:d@16+7");
    check("\"a \\\" \\\\ b\"", "Q:a \" \\ b@0+11");
    check("(one (two) \\) three) x", "B:one (two) ) three@0+20 W:x@21+1");
    check("#work #\"two words\"", "");
    check("a #work #\"two words\"", "W:a@0+1 T:work@2+5 T:two words@8+12");
    check("5\" d'Arc", "W:5\"@0+2 W:d'Arc@3+5");
    check("  \t ", "");
    check("# comment", "");
    check("x \r\n", "W:x@0+1");
    check("\"  a \t b  \"", "Q:a b@0+11");
    check("e\xcc\x81", "W:é@0+3");
}

static void mistakes_are_pointed_at(void **state)
{
    (void)state;
    check("ab \"open", "mistake at 4");
    check("ab (open (x)", "mistake at 4");
    check("a #", "mistake at 3");
    check("a # b", "mistake at 3");
    check("a\xff", "mistake at 2");
    check("a\x1b", "mistake at 2");
    check("é\xe2\x80\xae", "mistake at 3");
    check("((((((((((((((((((", "mistake at 1");
}

static void phrases_are_matched(void **state)
{
    struct notation_line line;
    int code = 0;

    (void)state;
    assert_true(notation_read(&line, &signs, "STERK looks After \"strong\" looks", 31, NULL));
    assert_int_equal(notation_match(&line, 0, &table, &code), 1);
    assert_int_equal(code, 1);
    assert_int_equal(notation_match(&line, 1, &table, &code), 2);
    assert_int_equal(code, 2);
    assert_int_equal(notation_match(&line, 2, &table, &code), 0);
    assert_int_equal(notation_match(&line, 3, &table, &code), 0); /* quoted: a name */
    assert_int_equal(notation_match(&line, 4, &table, &code), 0); /* "look" */
    assert_int_equal(notation_match(&line, 5, &table, &code), 0); /* the end */
    notation_finish(&line);
    assert_string_equal(notation_spelling(&table, 1), "strong");
    assert_null(notation_spelling(&table, 7));
    assert_string_equal(notation_nearest(&table, "strnog"), "strong");
    assert_string_equal(notation_nearest(&table, "sterj"), "sterk");
    assert_null(notation_nearest(&table, "mother"));
    assert_null(notation_nearest(&table, "st"));
}

static void names_are_read_as_they_were_written(void **state)
{
    static const char *const names[] = {"mother",  "my mother", "a--b", "\"x\"", "a \\ b", "#x",
                                        "(x)",     "a (b) c",   "x,y",  "-",     "“x”",    "a\"b",
                                        "a \"b\"", "é ⚘ አ",     "\\",   "a #b",  "«",      "two  "};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        for (int quote = 0; quote < 2; quote++) {
            struct buf text = BUF_INIT, tag = BUF_INIT;
            struct notation_line line;

            notation_write_name(&text, &signs, names[i], quote);
            assert_true(notation_read(&line, &signs, buf_text(&text), text.length, NULL));
            assert_int_not_equal(line.count, 0);
            if (i + 1 < sizeof(names) / sizeof(names[0])) { /* the last ends in blanks */
                assert_string_equal(notation_join(&line, 0, line.count), names[i]);
            }
            notation_finish(&line);
            buf_add_text(&tag, "a ");
            notation_write_tag(&tag, &signs, names[i]);
            assert_true(notation_read(&line, &signs, buf_text(&tag), tag.length, NULL));
            assert_int_equal(line.count, 2);
            assert_int_equal(line.tokens[1].kind, NOTATION_TAG);
            notation_finish(&line);
            buf_clear(&tag);
            notation_write_bracket(&tag, names[i]);
            assert_true(notation_read(&line, &signs, buf_text(&tag), tag.length, NULL));
            assert_int_equal(line.count, 1);
            assert_int_equal(line.tokens[0].kind, NOTATION_BRACKET);
            notation_finish(&line);
            buf_finish(&text);
            buf_finish(&tag);
        }
    }
    assert_true(notation_has_phrase(&signs, &table, "who looks after"));
    assert_false(notation_has_phrase(&signs, &table, "who cares"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_fall_apart),
        cmocka_unit_test(mistakes_are_pointed_at),
        cmocka_unit_test(phrases_are_matched),
        cmocka_unit_test(names_are_read_as_they_were_written),
    };

    (void)setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
