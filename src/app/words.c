/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of a text, folded and sieved. Two words are alike when they are the same,
 * or share a beginning that is long for what follows it; that is good enough for
 * a suggestion, in any script that is written with letters.
 */
#include "app/words.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Sorted; English and Dutch together, folded. */
static const char *const common[] = {
    "aan",     "about",   "after",     "again",     "all",    "alle",      "alleen", "alles",
    "als",     "also",    "altijd",    "always",    "and",    "andere",    "any",    "are",
    "because", "been",    "before",    "being",     "ben",    "bent",      "bij",    "but",
    "came",    "can",     "come",      "could",     "daar",   "dan",       "dat",    "deze",
    "did",     "didn",    "die",       "dit",       "does",   "doesn",     "don",    "done",
    "door",    "dus",     "echt",      "een",       "eens",   "eigenlijk", "else",   "even",
    "every",   "for",     "from",      "gaan",      "gaat",   "gaf",       "gave",   "geen",
    "gegeven", "geweest", "gewoon",    "ging",      "give",   "gives",     "goes",   "going",
    "haar",    "had",     "hadden",    "has",       "have",   "heb",       "hebben", "hebt",
    "heeft",   "heel",    "hem",       "her",       "here",   "herself",   "het",    "hier",
    "hij",     "him",     "himself",   "his",       "hoe",    "how",       "hun",    "iemand",
    "iets",    "into",    "isn",       "its",       "jij",    "jou",       "jouw",   "jullie",
    "just",    "kan",     "keer",      "kon",       "kunnen", "kunt",      "like",   "maar",
    "made",    "mag",     "make",      "many",      "meer",   "met",       "mij",    "mijn",
    "moet",    "moeten",  "more",      "most",      "much",   "must",      "myself", "naar",
    "never",   "niet",    "niets",     "nog",       "nooit",  "not",       "now",    "omdat",
    "one",     "only",    "ons",       "onze",      "ook",    "other",     "our",    "out",
    "over",    "really",  "said",      "say",       "says",   "she",       "should", "since",
    "some",    "someone", "something", "sometimes", "soms",   "steeds",    "still",  "such",
    "terwijl", "than",    "that",      "the",       "their",  "them",      "then",   "there",
    "these",   "they",    "thing",     "things",    "this",   "those",     "toch",   "toen",
    "tot",     "two",     "uit",       "van",       "veel",   "very",      "voor",   "waar",
    "waarom",  "wanneer", "want",      "waren",     "was",    "wat",       "way",    "weer",
    "weet",    "wel",     "well",      "went",      "were",   "what",      "when",   "where",
    "which",   "while",   "who",       "why",       "wie",    "wij",       "wil",    "wilde",
    "will",    "willen",  "with",      "worden",    "wordt",  "would",     "you",    "your",
    "zal",     "zeggen",  "zegt",      "zei",       "zelf",   "zich",      "zij",    "zijn",
    "zoals",   "zonder",  "zou",
};

static int compare(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool is_common(const char *word)
{
    return bsearch(word, common, sizeof common / sizeof common[0], sizeof common[0], compare);
}

void words_finish(struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->list[i]);
    }
    free(words->list);
    *words = (struct words)WORDS_INIT;
}

/* Letters and digits; of what is no ASCII everything but the quotation marks and dashes of
 * U+2000 to U+206F, which are the ones that stand beside words. */
static size_t word_length(const char *text)
{
    size_t at = 0;
    for (;;) {
        unsigned char byte = (unsigned char)text[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        bool mark = byte == 0xE2 && (unsigned char)text[at + 1] <= 0x81;
        if (!letter && (byte < 0x80 || mark)) {
            return at;
        }
        at++;
    }
}

static void add(struct words *words, const char *text, size_t length)
{
    char *word = alloc_copy(text, length);
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->list[i], word) == 0) {
            free(word);
            return;
        }
    }
    if (length < 3 || is_common(word)) {
        free(word);
        return;
    }
    alloc_grow(&words->list, &words->capacity, words->count + 1, sizeof *words->list);
    words->list[words->count++] = word;
}

void words_add(struct words *words, const char *text, size_t length)
{
    struct buf folded = BUF_INIT;
    size_t least = length < 16 * WORDS_MOST ? length : 16 * WORDS_MOST;
    text_fold(&folded, text, least);
    const char *at = buf_text(&folded);
    while (*at && words->count < WORDS_MOST) {
        size_t size = word_length(at);
        if (size == 0) {
            at += (unsigned char)*at == 0xE2 && at[1] && at[2] ? 3 : 1;
            continue;
        }
        add(words, at, size);
        at += size;
    }
    buf_finish(&folded);
}

bool words_alike(const char *a, const char *b)
{
    size_t one = strlen(a), two = strlen(b), same = 0;
    while (a[same] && a[same] == b[same]) {
        same++;
    }
    size_t shorter = one < two ? one : two, longer = one < two ? two : one;
    return same == longer || (same == shorter && same >= 4) || (same >= 5 && same + 3 >= longer);
}

bool words_have(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words_alike(words->list[i], word)) {
            return true;
        }
    }
    return false;
}

size_t words_common(const struct words *a, const struct words *b)
{
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        count += words_have(b, a->list[i]);
    }
    return count;
}
