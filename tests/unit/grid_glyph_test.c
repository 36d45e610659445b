/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each sign must fill exactly one cell, in Unicode and in ASCII, and must pass
 * the border for displayed text unchanged.
 */
#include "config.h"

#include "grid/glyph.h"

#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void each_is_one_column(void **state)
{
    (void)state;
    for (int i = 0; i < GLYPH_COUNT; i++) {
        const char *wide = glyph((enum glyph)i, false), *plain = glyph((enum glyph)i, true);

        assert_non_null(wide);
        assert_non_null(plain);
        assert_int_equal(text_width(wide, strlen(wide)), 1);
        assert_int_equal(strlen(plain), 1);
        assert_true(plain[0] > 0x20 && plain[0] < 0x7f);
    }
}

static void each_may_be_displayed(void **state)
{
    (void)state;
    for (int i = 0; i < GLYPH_COUNT; i++) {
        const char *wide = glyph((enum glyph)i, false);
        struct buf out = BUF_INIT;

        assert_false(text_display(&out, wide, strlen(wide), TEXT_ONE_LINE));
        assert_string_equal(buf_text(&out), wide);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_one_column),
        cmocka_unit_test(each_may_be_displayed),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
