/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ages and distances as people say them, English and Dutch: "toen hij 7 was", "op
 * zijn twaalfde", "two years after arrival", "kort na #aankomst".
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 16

struct word {
    const char *text;
    size_t length;
    size_t at; /* in the folded phrase */
};

struct phrase {
    struct word words[MOST_WORDS];
    size_t count;
};

/* Splits at spaces; a question mark, tilde or comma at the end is a word of its own. */
static bool split(struct phrase *out, const char *folded)
{
    const char *at = folded;

    out->count = 0;
    while (*at != '\0') {
        size_t length = strcspn(at, " ");
        size_t body = length;

        if (*at == ' ') {
            at++;
            continue;
        }
        if (*at == '~') {
            body = 1;
        } else {
            while (body > 1 && strchr("?~,.", at[body - 1]) != NULL) {
                body--;
            }
        }
        if (out->count == MOST_WORDS) {
            return false;
        }
        out->words[out->count++] = (struct word){at, body, (size_t)(at - folded)};
        at += body;
    }
    return out->count > 0;
}

static bool is(const struct word *word, const char *list)
{
    while (*list++ != '\0') {
        size_t length = strcspn(list, " ");

        if (length == word->length && length > 0 && memcmp(list, word->text, length) == 0) {
            return true;
        }
        list += length;
    }
    return false;
}

/* "12", "12e", "12th", "12-jarige", "twaalf", "twaalfde"; -1: no number. */
static int number_of(const struct word *word)
{
    static const char *const numbers[] = {
        " zero nul ",
        " one een a an eerste first ",
        " two twee tweede second ",
        " three drie derde third ",
        " four vier vierde fourth ",
        " five vijf vijfde fifth ",
        " six zes zesde sixth ",
        " seven zeven zevende seventh ",
        " eight acht achtste eighth ",
        " nine negen negende ninth ",
        " ten tien tiende tenth ",
        " eleven elf elfde eleventh ",
        " twelve twaalf twaalfde twelfth ",
        " thirteen dertien dertiende thirteenth ",
        " fourteen veertien veertiende fourteenth ",
        " fifteen vijftien vijftiende fifteenth ",
        " sixteen zestien zestiende sixteenth ",
        " seventeen zeventien zeventiende seventeenth ",
        " eighteen achttien achttiende eighteenth ",
        " nineteen negentien negentiende nineteenth ",
        " twenty twintig twintigste twentieth ",
    };
    size_t digits = 0;
    int value = 0;

    while (digits < word->length && word->text[digits] >= '0' && word->text[digits] <= '9') {
        value = value * 10 + (word->text[digits++] - '0');
        if (digits > 3) {
            return -1;
        }
    }
    if (digits > 0) {
        struct word rest = {word->text + digits, word->length - digits, 0};

        return rest.length == 0 || is(&rest, " e de ste st nd rd th -jarige jarige -year-old ")
                   ? value
                   : -1;
    }
    for (int i = 0; i < 21; i++) {
        if (is(word, numbers[i])) {
            return i;
        }
    }
    return -1;
}

static const char about_words[] =
    " about around circa ca approximately roughly rond ongeveer omstreeks ~ ";
static const char perhaps_words[] =
    " perhaps maybe probably possibly misschien waarschijnlijk mogelijk wellicht ? ";

/* What was found of an age: numbers, and the words that make them one. */
struct age {
    int numbers[2];
    int count;
    bool marked; /* "age", "jaar", "was": without such a word 12 is no age */
    bool range, about, perhaps, ok;
};

static void take_age_word(struct age *age, const struct word *word, bool last)
{
    static const char marks[] = " age aged ages jaar jaren leeftijd years year old yo was were "
                                "waren jarige oud levensjaar ";
    static const char fillers[] = " at the of when i he she they we it op zijn haar hun mijn toen "
                                  "hij zij ze ik we van de het "
                                  "in from his her their my old, , . als ";
    const char *dash = memchr(word->text, '-', word->length);
    int number = is(word, " a an een ") ? -1 : number_of(word);

    if (is(word, about_words)) {
        age->about = true;
    } else if (is(word, perhaps_words)) {
        age->perhaps = true;
    } else if (is(word, marks)) {
        age->marked = true;
    } else if (number >= 0 && age->count < 2) {
        /* "op zijn 12e", "12-jarige": an ordinal alone will do behind a filler */
        age->marked = age->marked || memchr(word->text, 'j', word->length) != NULL ||
                      memchr(word->text, 'y', word->length) != NULL;
        age->numbers[age->count++] = number;
    } else if (is(word, " - to until till tot and en ") && !last) {
        age->range = true;
    } else if (dash != NULL && age->count == 0) { /* "12-14" */
        struct word left = {word->text, (size_t)(dash - word->text), 0};
        struct word right = {dash + 1, word->length - left.length - 1, 0};

        age->numbers[0] = number_of(&left);
        age->numbers[1] = number_of(&right);
        age->ok = age->ok && age->numbers[0] >= 0 && age->numbers[1] >= 0;
        age->count = 2;
        age->range = true;
    } else if (!is(word, fillers)) {
        age->ok = false;
    }
}

/* "op zijn 12e", "op haar twaalfde", "at 12", "at twelve": marked by how it begins. */
static bool begins_as_age(const struct phrase *phrase)
{
    const struct word *w = phrase->words;

    if (phrase->count >= 3 && is(&w[0], " op rond van vanaf ") &&
        is(&w[1], " zijn haar hun mijn ") && number_of(&w[2]) >= 0) {
        return true;
    }
    return phrase->count == 2 && is(&w[0], " at ") && number_of(&w[1]) >= 0;
}

bool when_read_age(struct lifeline_moment *out, struct lifeline_moment *end, bool *lasting,
                   const char *folded)
{
    struct phrase phrase;
    struct age age = {.ok = true};

    if (!split(&phrase, folded)) {
        return false;
    }
    age.marked = begins_as_age(&phrase);
    for (size_t i = 0; i < phrase.count && age.ok; i++) {
        take_age_word(&age, &phrase.words[i], i + 1 == phrase.count);
    }
    if (!age.ok || !age.marked || age.count == 0 || age.range != (age.count == 2) ||
        age.numbers[0] > 120 ||
        (age.range && (age.numbers[1] > 120 || age.numbers[1] < age.numbers[0]))) {
        return false;
    }
    *out = (struct lifeline_moment){.kind = MOMENT_AGE,
                                    .age = age.numbers[0],
                                    .approximate = age.about,
                                    .uncertain = age.perhaps};
    *end = *out;
    end->age = age.numbers[age.count - 1];
    *lasting = age.range;
    return true;
}

static int unit_of(const struct word *word)
{
    static const char *const units[] = {" day days dag dagen ", " week weeks weken ",
                                        " month months maand maanden mnd ",
                                        " year years jaar jaren jr yr "};

    for (int i = 0; i < 4; i++) {
        if (is(word, units[i])) {
            return i;
        }
    }
    return -1;
}

static int side_of(const struct word *word)
{
    return is(word, " after na following ") ? 1 : is(word, " before voor ") ? -1 : 0;
}

bool when_read_reference(struct lifeline_reference *out, struct arena *arena, const char *words,
                         size_t length)
{
    struct buf folded = BUF_INIT;
    const char *start;
    static const char *const articles[] = {"the ", "de ",    "het ",  "een ",  "my ",   "his ",
                                           "her ", "their ", "mijn ", "zijn ", "haar ", "hun "};

    while (length > 0 && (*words == ' ' || *words == ':')) {
        words++;
        length--;
    }
    while (length > 0 && (words[length - 1] == ' ' || words[length - 1] == ',')) {
        length--;
    }
    *out = (struct lifeline_reference){0};
    if (length == 0) {
        return false;
    }
    out->words = arena_copy(arena, words, length);
    out->tag = words[0] == '#';
    text_fold(&folded, words + out->tag, length - out->tag);
    start = buf_text(&folded);
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        if (strncmp(start, articles[i], strlen(articles[i])) == 0) {
            start += strlen(articles[i]);
            break;
        }
    }
    out->folded = arena_string(arena, start);
    buf_finish(&folded);
    out->dated = !out->tag && edtf_understand(&out->date, words, length);
    return out->folded[0] != '\0' && strlen(out->folded) < 200;
}

/* The bytes of WORDS behind its first COUNT words, as split() counts them. */
static size_t behind_words(const char *words, size_t length, size_t count)
{
    size_t at = 0;

    for (size_t i = 0; i < count && at < length; i++) {
        while (at < length && (words[at] == ' ' || words[at] == '\t')) {
            at++;
        }
        if (words[at] == '~') {
            at++;
            continue;
        }
        while (at < length && words[at] != ' ' && words[at] != '\t' && words[at] != ':') {
            at++;
        }
        while (i + 1 == count && at < length && words[at] == ':') {
            at++;
        }
    }
    return at;
}

/* "two", "een half", "half a", "a few": how many units, and how many words that took. */
static size_t read_amount(int *amount, bool *half, bool *vague, const struct phrase *phrase,
                          size_t at)
{
    const struct word *w = phrase->words;
    size_t from = at;

    *half = *vague = false;
    *amount = 1;
    if (at < phrase->count && is(&w[at], " a an een ")) {
        at++;
    }
    if (at < phrase->count && is(&w[at], " half halve ")) {
        *half = true;
        at += at + 1 < phrase->count && is(&w[at + 1], " a an ") ? 2 : 1;
    } else if (at < phrase->count && is(&w[at], " few couple paar enkele some several ")) {
        *vague = true;
        at += at + 1 < phrase->count && is(&w[at + 1], " of ") ? 2 : 1;
    } else if (at == from && at < phrase->count && number_of(&w[at]) >= 0) {
        *amount = number_of(&w[at++]);
    }
    return at - from;
}

bool when_read_relative(struct lifeline_moment *out, bool *placed, int *sign, struct arena *arena,
                        const char *words, size_t length)
{
    struct buf folded = BUF_INIT;
    struct phrase phrase;
    size_t at = 0, taken = 0;
    int amount = 0, unit = -1;
    bool half = false, vague = true, ok = false;

    *out = (struct lifeline_moment){.kind = MOMENT_RELATIVE};
    for (size_t i = 0; i < length; i++) { /* "after: arrival" */
        char c = words[i] == ':' ? ' ' : words[i];
        buf_add_char(&folded, c);
    }
    {
        struct buf plain = BUF_INIT;

        text_fold(&plain, buf_text(&folded), folded.length);
        buf_finish(&folded);
        folded = plain;
    }
    /* A long reference has more words than are looked at; its beginning is enough. */
    (void)split(&phrase, buf_text(&folded));
    while (at < phrase.count &&
           (is(&phrase.words[at], about_words) || is(&phrase.words[at], perhaps_words))) {
        out->approximate = out->approximate || is(&phrase.words[at], about_words);
        out->uncertain = out->uncertain || is(&phrase.words[at], perhaps_words);
        at++;
    }
    taken = read_amount(&amount, &half, &vague, &phrase, at);
    if (taken > 0 && at + taken < phrase.count &&
        (unit = unit_of(&phrase.words[at + taken])) >= 0) {
        at += taken + 1;
    } else {
        vague = true;
        while (at < phrase.count && is(&phrase.words[at], " soon shortly just right not long kort "
                                                          "vlak meteen direct niet lang ")) {
            at++;
        }
    }
    if (at < phrase.count && (*sign = side_of(&phrase.words[at])) != 0) {
        size_t rest = behind_words(words, length, at + 1);

        ok = when_read_reference(&out->reference, arena, words + rest, length - rest);
        *placed = vague;
        if (half) {
            amount = unit == UNIT_YEAR ? 6 : unit == UNIT_MONTH ? 15 : unit == UNIT_WEEK ? 3 : 0;
            unit = unit == UNIT_YEAR ? UNIT_MONTH : UNIT_DAY;
        }
        out->amount = *sign * amount;
        out->unit = unit >= 0 ? (enum lifeline_unit)unit : UNIT_YEAR;
    }
    buf_finish(&folded);
    return ok;
}

bool when_is_undated(const char *folded)
{
    static const char *const words[] = {
        "undated",     "no date",      "date unknown",   "unknown",  "?",    "sometime", "once",
        "ongedateerd", "zonder datum", "datum onbekend", "onbekend", "ooit", "ergens"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(folded, words[i]) == 0) {
            return true;
        }
    }
    return false;
}
