/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say for a date, in English and Dutch, and what is no date. */
#include "config.h"

#include "base/edtf.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const struct {
    const char *words;
    const char *meaning; /* NULL: not understood */
} phrases[] = {
    /* EDTF itself */
    {"1998", "1998"},
    {" 1998-05-09 ", "1998-05-09"},
    {"1998-21", "1998-21"},
    {"199X", "199X"},
    {"2001?", "2001?"},
    {"2015/..", "2015/.."},
    /* months and days */
    {"March 1998", "1998-03"},
    {"maart 1998", "1998-03"},
    {"MRT. 1998", "1998-03"},
    {"mei 1998", "1998-05"},
    {"3-1998", "1998-03"},
    {"03/1998", "1998-03"},
    {"12 March 1998", "1998-03-12"},
    {"12 maart 1998", "1998-03-12"},
    {"op 12 maart 1998.", "1998-03-12"},
    {"the 12th of March, 1998", "1998-03-12"},
    {"March 12th, 1998", "1998-03-12"},
    {"1e mei 1998", "1998-05-01"},
    {"12-3-1998", "1998-03-12"},
    {"12/3/1998", "1998-03-12"},
    {"12.3.1998", "1998-03-12"},
    {"1998/3/12", "1998-03-12"},
    {"29 februari 2000", "2000-02-29"},
    {"12-mrt-1998", "1998-03-12"},
    /* seasons */
    {"spring 1998", "1998-21"},
    {"voorjaar 1998", "1998-21"},
    {"in de lente van 1998", "1998-21"},
    {"Summer of 1998", "1998-22"},
    {"zomer 1998", "1998-22"},
    {"fall 1998", "1998-23"},
    {"najaar 1998", "1998-23"},
    {"herfst 1998", "1998-23"},
    {"winter 1998-1999", "1998-24"},
    {"winter 1998/99", "1998-24"},
    {"1998 spring", "1998-21"},
    /* decades and centuries */
    {"the 1990s", "199X"},
    {"1990's", "199X"},
    {"90s", "199X"},
    {"the nineties", "199X"},
    {"jaren 90", "199X"},
    {"de jaren ’90", "199X"},
    {"jaren negentig", "199X"},
    {"jaren 1990", "199X"},
    {"the 2000s", "200X"},
    {"the 1800s", "18XX"},
    {"the 19th century", "18XX"},
    {"de 19e eeuw", "18XX"},
    {"20s", NULL},
    {"jaren 20", NULL},
    /* about and perhaps */
    {"about 2001", "2001~"},
    {"circa 2001", "2001~"},
    {"ca. 2001", "2001~"},
    {"rond 2001", "2001~"},
    {"~2001", "2001~"},
    {"± 2001", "2001~"},
    {"omstreeks maart 2001", "2001-03~"},
    {"begin jaren 90", "199X~"},
    {"late 1998", "1998~"},
    {"mid-1998", "1998~"},
    {"perhaps 2001", "2001?"},
    {"misschien 2001", "2001?"},
    {"March 2001?", "2001-03?"},
    {"maybe around 2001", "2001%"},
    /* intervals */
    {"2001 - 2004", "2001/2004"},
    {"2001-2004", "2001/2004"},
    {"2001–2004", "2001/2004"},
    {"1998-99", "1998/1999"},
    {"1998/99", "1998/1999"},
    {"from 2001 to 2004", "2001/2004"},
    {"van 2001 tot 2004", "2001/2004"},
    {"van 2001 tot en met 2004", "2001/2004"},
    {"2001 t/m 2004", "2001/2004"},
    {"between 2001 and 2004", "2001/2004"},
    {"tussen 2001 en 2004", "2001/2004"},
    {"from March to May 1998", "1998-03/1998-05"},
    {"maart t/m mei 1998", "1998-03/1998-05"},
    {"12 maart 1998 - 3 april 1999", "1998-03-12/1999-04-03"},
    {"12-3-1998 - 3-4-1999", "1998-03-12/1999-04-03"},
    {"about 2001 - 2004?", "2001~/2004?"},
    {"since 2015", "2015/.."},
    {"sinds 2015", "2015/.."},
    {"vanaf voorjaar 2015", "2015-21/.."},
    {"2015 - heden", "2015/.."},
    {"2015 until now", "2015/.."},
    {"2015 -", "2015/.."},
    {"from 2015 onwards", "2015/.."},
    {"until 2003", "../2003"},
    {"tot 2003", "../2003"},
    {"tot en met 2003", "../2003"},
    {"up to 2003", "../2003"},
    {"- 2003", "../2003"},
    /* no dates, or not with certainty */
    {"", NULL},
    {"   ", NULL},
    {"yesterday", NULL},
    {"when I was seven", NULL},
    {"toen ik zeven was", NULL},
    {"98", NULL},
    {"12", NULL},
    {"March", NULL},
    {"12 March", NULL},
    {"12-3-98", NULL},
    {"12/31/1998", NULL},
    {"30 februari 2001", NULL},
    {"29-2-1999", NULL},
    {"0-3-1998", NULL},
    {"12-0-1998", NULL},
    {"from 2004 to 2001", NULL},
    {"1998 1999", NULL},
    {"not 1998", NULL},
    {"before 1998", NULL},
    {"after the war", NULL},
    {"1998 Aleppo", NULL},
    {"12345", NULL},
    {"century", NULL},
    {"?", NULL},
    {"-", NULL},
    {"about", NULL},
    {"now", NULL},
    {"since", NULL},
    {"\xff 1998", NULL},
};

static void test_phrases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        struct edtf date;
        struct buf out = BUF_INIT;

        if (edtf_understand(&date, phrases[i].words, strlen(phrases[i].words))) {
            edtf_format(&out, &date);
        } else {
            buf_add_text(&out, "not understood");
        }
        if (strcmp(buf_text(&out), phrases[i].meaning ? phrases[i].meaning : "not understood") !=
            0) {
            print_message("# %s\n", phrases[i].words);
        }
        assert_string_equal(buf_text(&out),
                            phrases[i].meaning ? phrases[i].meaning : "not understood");
        buf_finish(&out);
    }
}

/* Any row of known words: never a crash, and what is understood can be written and read. */
static void test_any_words(void **state)
{
    static const char *const words[] = {
        "1998",    "2004", "12",    "3",     "march", "mei",   "spring", "-",  "/",   ".",
        "?",       "~",    "about", "since", "tot",   "jaren", "1990s",  "90", "and", "en",
        "between", "now",  "e",     "eeuw",  "the",   "19th",  "99",     "t/m"};
    uint32_t random = 17;
    unsigned understood = 0;

    (void)state;
    for (int round = 0; round < 100000; round++) {
        struct buf text = BUF_INIT;
        struct buf out = BUF_INIT;
        struct edtf date;
        struct edtf again;

        for (uint32_t i = 1 + scratch_random(&random, 7); i > 0; i--) {
            buf_add_text(&text, words[scratch_random(&random, sizeof words / sizeof words[0])]);
            buf_add_text(&text, scratch_random(&random, 3) > 0 ? " " : "");
        }
        if (edtf_understand(&date, buf_text(&text), text.length)) {
            understood++;
            edtf_format(&out, &date);
            assert_true(edtf_parse(&again, buf_text(&out), out.length, NULL));
            assert_memory_equal(&date, &again, sizeof date);
        }
        buf_finish(&text);
        buf_finish(&out);
    }
    assert_true(understood > 1000);
}

static void test_long_text(void **state)
{
    struct buf text = BUF_INIT;
    struct edtf date;

    (void)state;
    buf_add_repeat(&text, "1998 ", 50000);
    assert_false(edtf_understand(&date, buf_text(&text), text.length));
    buf_clear(&text);
    buf_add_repeat(&text, "9", 50000);
    assert_false(edtf_understand(&date, buf_text(&text), text.length));
    assert_false(edtf_understand(&date, "1998\0", 5));
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_any_words),
        cmocka_unit_test(test_long_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
