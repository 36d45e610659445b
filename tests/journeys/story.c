/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the story. Nobody said them; they hold what programs stumble
 * over: accents, Turkish, Arabic, signs that mean something to Markdown, quotes,
 * lines, and one answer that does not end.
 */
#include "journeys/story.h"

#include <stdint.h>
#include <string.h>

static const struct story_answer answers[] = {
    {"1", "reason_for_coming",
     "I lie awake, every night. My head keeps talking; it says *stop* and _go_ at once.\n"
     "Since last spring it is worse."},
    {"2", "telling_others",
     "Only my sister. I told her: “ben yorgunum”, I am tired. To the "
     "neighbours I say it is the flu."},
    {"3", "worst_part",
     "That I forget things. Gisteren vergat ik mijn dochtertje op te halen "
     "bij de crèche; één keer, maar tóch."},
    {"4", "own_causes", "عندما وصلنا إلى هنا بدأ كل شيء. لا أنام منذ ذلك اليوم."},
    {"5", STORY_INFORMANT_ITEM, "Şükrü amca nazar diyor; ben öyle düşünmüyorum, üzüntüden."},
    {"6", "what_eases", "Walking to the market & back. Cooking for 6 <or more> people, #loud."},
    {"7", "what_worsens", NULL},
    {"8", "identity_parts",
     "Being a mother. Being from the coast. And Übersetzerin, that was my "
     "work for ten years."},
    {"9", "identity_and_problem", "At home I am “the strong one” — so nobody asks."},
    {"10", "identity_other_worries", "Letters I cannot read; they lie in a drawer [unopened]."},
    {"11", "own_coping", "1. Praying.\n2. Cleaning, at night.\n- and waiting"},
    {"12", "past_help",
     "The GP, twice: pills. A hoca in Gaziantep, once. Neither asked what I "
     "thought myself."},
    {"13", "barriers", "Money: € 385 is too much. And an interpreter who knew my family."},
    {"14", "help_wanted", "Somebody who listens first; then plan, then pills ~if needed~."},
    {"15", "help_others_suggest", "قالت أمي: عودي إلى البيت. My sister says: stay."},
    {"16", "clinician_patient", "Say it when you do not understand me. I shall do the same: \\o/"},
};

const char story_informant[] = "sister";
static const char informant_attribution[] = "sister (informant), word for word, in Turkish";

size_t story_count(void)
{
    return sizeof answers / sizeof answers[0];
}

const struct story_answer *story_at(size_t index)
{
    return &answers[index];
}

/* Words of four scripts, each with its number, so that none can stand in for another. */
static void long_answer(struct buf *out)
{
    static const char *const words[] = {"gürültü", "noise", "lawaai", "ضجيج",   "shouting",
                                        "büro",    "étage", "şehir",  "waiting"};
    const size_t kinds = sizeof words / sizeof words[0];
    for (size_t i = 1; i <= STORY_WORDS; i++) {
        const char *after = i == STORY_WORDS ? "." : i % 97 == 0 ? ".\n" : i % 11 == 0 ? ", " : " ";
        buf_add_format(out, "%s%zu%s", words[(i * 7) % kinds], i, after);
    }
}

void story_text(struct buf *out, size_t index)
{
    if (answers[index].text) {
        buf_add_text(out, answers[index].text);
    } else {
        long_answer(out);
    }
}

/* ---- reading it again ---- */

static void add_blank_once(struct buf *out)
{
    if (out->length && out->data[out->length - 1] != ' ') {
        buf_add_char(out, ' ');
    }
}

void story_read_markdown(struct buf *out, const char *markdown, size_t length)
{
    bool line_begins = true;
    for (size_t i = 0; i < length; i++) {
        char c = markdown[i];
        if (line_begins && c == '>') {
            continue;
        }
        if (c == '\\' && i + 1 < length && markdown[i + 1] != '\n') {
            buf_add_char(out, markdown[++i]);
        } else if (c == ' ' || c == '\n' || c == '\\') {
            add_blank_once(out);
        } else {
            buf_add_char(out, c);
        }
        line_begins = c == '\n';
    }
}

/* As read: lines are blanks, and the quotation marks of "word for word" go along. */
static void expected(struct buf *out, size_t index, const char *attribution)
{
    bool informant = strcmp(answers[index].item, STORY_INFORMANT_ITEM) == 0;
    struct buf text = BUF_INIT;
    story_text(&text, index);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == ' ' || text.data[i] == '\n') {
            add_blank_once(out);
        } else {
            buf_add_char(out, text.data[i]);
        }
    }
    buf_add_format(out, "%s — %s", informant ? "”" : "",
                   informant ? informant_attribution : attribution);
    buf_finish(&text);
}

bool story_is_told_until(size_t end, const char *markdown, size_t length, const char *attribution,
                         struct buf *missing)
{
    struct buf read = BUF_INIT;
    bool told = true;
    story_read_markdown(&read, markdown, length);
    for (size_t i = 0; i < end; i++) {
        struct buf wanted = BUF_INIT;
        expected(&wanted, i, attribution);
        if (!strstr(buf_text(&read), buf_text(&wanted))) {
            told = false;
            buf_add_format(missing, "%s %s: %s\n", answers[i].number, answers[i].item,
                           buf_text(&wanted));
        }
        buf_finish(&wanted);
    }
    buf_finish(&read);
    return told;
}

bool story_is_told(const char *markdown, size_t length, const char *attribution,
                   struct buf *missing)
{
    return story_is_told_until(story_count(), markdown, length, attribution, missing);
}
