/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of the languages met most in Dutch, Belgian and British mental-health
 * care. A language that is not here is shown by its code, never guessed.
 */
#include "export/language.h"

#include "base/i18n.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct language {
    const char *code, *name;
    bool right_to_left;
};

static const struct language languages[] = {
    {"am", N_("Amharic"), false},
    {"ar", N_("Arabic"), true},
    {"az", N_("Azerbaijani"), false},
    {"ber", N_("Berber"), false},
    {"bg", N_("Bulgarian"), false},
    {"bn", N_("Bengali"), false},
    {"bs", N_("Bosnian"), false},
    {"ca", N_("Catalan"), false},
    {"ckb", N_("Kurdish (Sorani)"), true},
    {"cs", N_("Czech"), false},
    {"cy", N_("Welsh"), false},
    {"da", N_("Danish"), false},
    {"de", N_("German"), false},
    {"dse", N_("Sign Language of the Netherlands"), false},
    {"el", N_("Greek"), false},
    {"en", N_("English"), false},
    {"es", N_("Spanish"), false},
    {"et", N_("Estonian"), false},
    {"fa", N_("Persian (Farsi)"), true},
    {"ff", N_("Fula"), false},
    {"fi", N_("Finnish"), false},
    {"fr", N_("French"), false},
    {"fy", N_("Frisian"), false},
    {"ga", N_("Irish"), false},
    {"gu", N_("Gujarati"), false},
    {"ha", N_("Hausa"), false},
    {"he", N_("Hebrew"), true},
    {"hi", N_("Hindi"), false},
    {"hns", N_("Sarnami Hindustani"), false},
    {"hr", N_("Croatian"), false},
    {"hu", N_("Hungarian"), false},
    {"hy", N_("Armenian"), false},
    {"id", N_("Indonesian"), false},
    {"ig", N_("Igbo"), false},
    {"it", N_("Italian"), false},
    {"ja", N_("Japanese"), false},
    {"ka", N_("Georgian"), false},
    {"kmr", N_("Kurdish (Kurmanji)"), false},
    {"ko", N_("Korean"), false},
    {"ku", N_("Kurdish"), false},
    {"ln", N_("Lingala"), false},
    {"lt", N_("Lithuanian"), false},
    {"lv", N_("Latvian"), false},
    {"mk", N_("Macedonian"), false},
    {"ml", N_("Malayalam"), false},
    {"ms", N_("Malay"), false},
    {"nds", N_("Low Saxon"), false},
    {"ne", N_("Nepali"), false},
    {"nl", N_("Dutch"), false},
    {"no", N_("Norwegian"), false},
    {"om", N_("Oromo"), false},
    {"pa", N_("Punjabi"), false},
    {"pap", N_("Papiamento"), false},
    {"pl", N_("Polish"), false},
    {"prs", N_("Dari"), true},
    {"ps", N_("Pashto"), true},
    {"pt", N_("Portuguese"), false},
    {"rif", N_("Tarifit (Berber)"), false},
    {"ro", N_("Romanian"), false},
    {"rom", N_("Romani"), false},
    {"ru", N_("Russian"), false},
    {"rw", N_("Kinyarwanda"), false},
    {"shi", N_("Tashelhit (Berber)"), false},
    {"si", N_("Sinhala"), false},
    {"sk", N_("Slovak"), false},
    {"sl", N_("Slovenian"), false},
    {"so", N_("Somali"), false},
    {"sq", N_("Albanian"), false},
    {"sr", N_("Serbian"), false},
    {"srn", N_("Sranan Tongo"), false},
    {"sv", N_("Swedish"), false},
    {"sw", N_("Swahili"), false},
    {"syr", N_("Syriac"), true},
    {"ta", N_("Tamil"), false},
    {"te", N_("Telugu"), false},
    {"th", N_("Thai"), false},
    {"ti", N_("Tigrinya"), false},
    {"tl", N_("Tagalog"), false},
    {"tr", N_("Turkish"), false},
    {"tzm", N_("Tamazight (Berber)"), false},
    {"ug", N_("Uyghur"), true},
    {"uk", N_("Ukrainian"), false},
    {"ur", N_("Urdu"), true},
    {"uz", N_("Uzbek"), false},
    {"vi", N_("Vietnamese"), false},
    {"wo", N_("Wolof"), false},
    {"yi", N_("Yiddish"), true},
    {"yo", N_("Yoruba"), false},
    {"yue", N_("Cantonese"), false},
    {"zh", N_("Chinese"), false},
};

struct subtag {
    const char *code, *name;
};

/* Countries and scripts that tell one way of speaking or writing from another. */
static const struct subtag subtags[] = {
    {"AF", N_("Afghanistan")},
    {"Arab", N_("Arabic script")},
    {"BE", N_("Belgium")},
    {"BR", N_("Brazil")},
    {"CV", N_("Cape Verde")},
    {"CW", N_("Curaçao")},
    {"Cyrl", N_("Cyrillic script")},
    {"DZ", N_("Algeria")},
    {"EG", N_("Egypt")},
    {"ER", N_("Eritrea")},
    {"ET", N_("Ethiopia")},
    {"GB", N_("United Kingdom")},
    {"IQ", N_("Iraq")},
    {"IR", N_("Iran")},
    {"LB", N_("Lebanon")},
    {"LY", N_("Libya")},
    {"Latn", N_("Latin script")},
    {"MA", N_("Morocco")},
    {"NL", N_("Netherlands")},
    {"PK", N_("Pakistan")},
    {"PS", N_("Palestine")},
    {"PT", N_("Portugal")},
    {"SD", N_("Sudan")},
    {"SO", N_("Somalia")},
    {"SR", N_("Suriname")},
    {"SY", N_("Syria")},
    {"TN", N_("Tunisia")},
    {"TR", N_("Türkiye")},
    {"US", N_("United States")},
    {"YE", N_("Yemen")},
};

size_t language_count(void)
{
    return sizeof(languages) / sizeof(languages[0]);
}

const char *language_code_at(size_t index)
{
    assert(index < language_count());
    return languages[index].code;
}

static const struct language *find(const char *code, size_t length)
{
    for (size_t i = 0; i < language_count(); i++) {
        if (strlen(languages[i].code) == length &&
            strncasecmp(languages[i].code, code, length) == 0) {
            return &languages[i];
        }
    }
    return NULL;
}

static void add_subtag(struct buf *out, const char *subtag, size_t length, const char *in)
{
    for (size_t i = 0; i < sizeof(subtags) / sizeof(subtags[0]); i++) {
        if (strlen(subtags[i].code) == length &&
            strncasecmp(subtags[i].code, subtag, length) == 0) {
            buf_add_text(out, i18n_in(in, subtags[i].name));
            return;
        }
    }
    buf_add(out, subtag, length);
}

void language_name(struct buf *out, const char *code, const char *in)
{
    size_t primary = strcspn(code, "-_");
    const struct language *language = find(code, primary);
    if (language == NULL) {
        buf_add_text(out, code);
        return;
    }
    buf_add_text(out, i18n_in(in, language->name));
    const char *at = code + primary;
    if (at[strspn(at, "-_")] == '\0') {
        return; /* nothing, or a hyphen that leads nowhere */
    }
    for (const char *before = " ("; *at != '\0'; before = ", ") {
        size_t length = strcspn(++at, "-_");
        buf_add_text(out, before);
        add_subtag(out, at, length, in);
        at += length;
    }
    buf_add_char(out, ')');
}

bool language_is_known(const char *code)
{
    return find(code, strcspn(code, "-_")) != NULL;
}

static size_t count_alphanumeric(const char *at)
{
    size_t count = 0;
    while (isalnum((unsigned char)at[count])) {
        count++;
    }
    return count;
}

bool language_tag(struct buf *out, const char *code)
{
    size_t primary = strcspn(code, "-_");
    bool good = (primary == 2 || primary == 3) && isalpha((unsigned char)code[0]) &&
                isalpha((unsigned char)code[1]) && isalpha((unsigned char)code[primary - 1]);
    for (const char *at = code + primary; good && *at != '\0';) {
        size_t length = count_alphanumeric(++at);
        at += length;
        good = length >= 1 && length <= 8 && (*at == '\0' || *at == '-' || *at == '_');
    }
    for (const char *at = code; good && *at != '\0'; at++) {
        buf_add_char(out, *at == '_' ? '-' : *at);
    }
    return good;
}

/* The script subtag is the only one of four letters. */
static bool has_script(const char *code, const char *script)
{
    for (const char *at = strpbrk(code, "-_"); at != NULL; at = strpbrk(at + 1, "-_")) {
        if (strcspn(at + 1, "-_") == 4 && (script == NULL || strncasecmp(at + 1, script, 4) == 0)) {
            return isalpha((unsigned char)at[1]) != 0;
        }
    }
    return false;
}

bool language_is_right_to_left(const char *code)
{
    static const char *const scripts[] = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"};
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
        if (has_script(code, scripts[i])) {
            return true;
        }
    }
    if (has_script(code, NULL)) {
        return false;
    }
    const struct language *language = find(code, strcspn(code, "-_"));
    return language != NULL && language->right_to_left;
}
