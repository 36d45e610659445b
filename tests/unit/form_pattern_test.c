/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns: what they match, what they refuse, and that none is slow.
 */
#include "form/pattern.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_matches(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } rows[] = {
        {"", "", true},
        {"", "a", false},
        {"abc", "abc", true},
        {"abc", "ab", false},
        {"abc", "abcd", false},
        {"a.c", "aéc", true},
        {"a.c", "a\nc", false},
        {"a*", "", true},
        {"a*", "aaaa", true},
        {"a*", "aab", false},
        {"a+", "", false},
        {"a+", "aaa", true},
        {"ab?c", "ac", true},
        {"ab?c", "abc", true},
        {"ab?c", "abbc", false},
        {"a|bc|d", "bc", true},
        {"a|bc|d", "d", true},
        {"a|bc|d", "abc", false},
        {"(a|b)+c", "abbac", true},
        {"(?:ab)*", "abab", true},
        {"(ab)*", "aba", false},
        {"a{3}", "aaa", true},
        {"a{3}", "aa", false},
        {"a{3}", "aaaa", false},
        {"a{2,}", "aaaaa", true},
        {"a{2,}", "a", false},
        {"a{2,4}", "a", false},
        {"a{2,4}", "aa", true},
        {"a{2,4}", "aaaa", true},
        {"a{2,4}", "aaaaa", false},
        {"a{0,1}b", "b", true},
        {"a{0}b", "b", true},
        {"a{0}b", "ab", false},
        {"(ab|c){2}", "cab", true},
        {"(a*)*b", "aaab", true},
        {"[a-cx]+", "abcx", true},
        {"[a-cx]+", "d", false},
        {"[^a-c]", "d", true},
        {"[^a-c]", "b", false},
        {"[]a]+", "]a", true},
        {"[a\\]]+", "]a", true},
        {"[\\d-]+", "12-3", true},
        {"[а-я]+", "привет", true},
        {"[ء-ي]+", "سلام", true},
        {"\\d{4}\\s?[A-Z]{2}", "3512 AB", true},
        {"\\d{4}\\s?[A-Z]{2}", "3512AB", true},
        {"\\d{4}\\s?[A-Z]{2}", "351 AB", false},
        {"\\w+", "a_1", true},
        {"\\w+", "a b", false},
        {"\\D\\W\\S", "a-b", true},
        {"\\.\\*", ".*", true},
        {"^ab$", "ab", true},
        {"\\n\\t", "\n\t", true},
        {"(|a)b", "b", true},
        {"(a|)b", "ab", true},
        {"x(a|)", "x", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena *arena = arena_create();
        struct pattern *pattern;
        struct error err = {0};

        if (!pattern_compile(&pattern, arena, rows[i].pattern, &err))
            fail_msg("%s: %s", rows[i].pattern, err.message);
        if (pattern_matches(pattern, rows[i].text, strlen(rows[i].text)) != rows[i].matches)
            fail_msg("/%s/ with \"%s\"", rows[i].pattern, rows[i].text);
        arena_destroy(arena);
    }
}

static void test_refused_with_column(void **state)
{
    static const struct {
        const char *pattern;
        unsigned column;
    } rows[] = {
        {"*a", 2},    {"a**", 4},   {"(a", 3},  {"a)", 2},     {"[a", 3},     {"[", 2},
        {"[b-a]", 5}, {"a{", 3},    {"a{2", 4}, {"a{3,2}", 6}, {"a{999}", 6}, {"é\\", 3},
        {"\\q", 3},   {"(?=a)", 3}, {"a^", 3},  {"a$b", 3},    {"{2}", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena *arena = arena_create();
        struct pattern *pattern;
        struct error err = {0};

        if (pattern_compile(&pattern, arena, rows[i].pattern, &err))
            fail_msg("%s was taken", rows[i].pattern);
        if (err.column != rows[i].column)
            fail_msg("%s: column %u: %s", rows[i].pattern, err.column, err.message);
        arena_destroy(arena);
    }
}

static void test_hostile_patterns_are_cheap(void **state)
{
    static const char *const refused[] = {"((((((((((a{200}){200}){200}){200}))))))",
                                          "((((((((((((((((((a))))))))))))))))))",
                                          "a{255}b{255}c{255}"};
    /* Exponential where ways are tried one after the other. */
    static const char *const slow[] = {"(a*)*b", "(a|a)*b", "(a?){200}a{200}b", "((a+)+)+b"};
    struct arena *arena = arena_create();
    struct pattern *pattern;
    char text[2001];

    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        assert_false(pattern_compile(&pattern, arena, refused[i], NULL));
    memset(text, 'a', 2000);
    text[2000] = '\0';
    for (size_t i = 0; i < sizeof(slow) / sizeof(slow[0]); i++) {
        if (!pattern_compile(&pattern, arena, slow[i], NULL)) {
            /* Too long is an answer, too. */
            assert_int_equal(i, 2);
            continue;
        }
        assert_false(pattern_matches(pattern, text, 2000));
        text[1999] = 'b';
        assert_true(pattern_matches(pattern, text, 2000));
        text[1999] = 'a';
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_refused_with_column),
        cmocka_unit_test(test_hostile_patterns_are_cheap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
