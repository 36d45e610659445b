/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locale and catalogue. Many machines have no locale but C.UTF-8 installed, yet
 * their users read Dutch; GNU gettext takes the language from LANGUAGE as long
 * as the locale itself is not "C", and that is all this file relies on.
 */
#include "config.h"

#include "base/i18n.h"

#include "base/buf.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "verhaal"

/* ISO 639-1; a table, so that the answer of i18n_language() lives for ever. */
static const char codes[][3] = {
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bi",
    "bm", "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de",
    "dv", "dz", "ee", "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr", "fy",
    "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia",
    "id", "ie", "ig", "ii", "ik", "io", "is", "it", "iu", "ja", "jv", "ka", "kg", "ki", "kj", "kk",
    "kl", "km", "kn", "ko", "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo",
    "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml", "mn", "mr", "ms", "mt", "my", "na", "nb", "nd",
    "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc", "oj", "om", "or", "os", "pa", "pi", "pl",
    "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd", "se", "sg", "si", "sk", "sl",
    "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk",
    "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur", "uz", "ve", "vi", "vo", "wa",
    "wo", "xh", "yi", "yo", "za", "zh", "zu",
};

/* The code that NAME ("nl", "nl_BE.UTF-8", "nl:en") begins with, or NULL. */
static const char *code_of(const char *name)
{
    if (name == NULL || name[0] == '\0' || name[1] == '\0' ||
        (name[2] != '\0' && strchr("_-.:@", name[2]) == NULL)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (name[0] == codes[i][0] && name[1] == codes[i][1]) {
            return codes[i];
        }
    }
    return NULL;
}

static bool has_catalogue(const char *code, const char *catalogues)
{
    struct buf path = BUF_INIT;
    bool found;

    buf_add_format(&path, "%s/%s/LC_MESSAGES/" DOMAIN ".mo", catalogues, code);
    found = access(buf_text(&path), R_OK) == 0;
    buf_finish(&path);
    return found;
}

/*
 * The first of a list like "fr:nl" that the program speaks (English needs no
 * catalogue); the first that is a language at all when it speaks none.
 */
static const char *first_spoken(const char *list, const char *catalogues)
{
    const char *first = NULL;

    while (list != NULL && *list != '\0') {
        const char *code = code_of(list);
        const char *colon = strchr(list, ':');

        if (code != NULL) {
            if (strcmp(code, "en") == 0 || has_catalogue(code, catalogues)) {
                return code;
            }
            first = first != NULL ? first : code;
        }
        list = colon != NULL ? colon + 1 : NULL;
    }
    return first;
}

static const char *language_of_environment(const char *catalogues)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        /* As in POSIX an empty value counts as unset, and the first that is set decides;
         * only C.UTF-8 says nothing of a language. */
        if (value != NULL && value[0] != '\0') {
            const char *code = first_spoken(value, catalogues);

            if (code != NULL) {
                return code;
            }
        }
    }
    return "en";
}

static void set_locale(void)
{
    static const char *const utf8[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};

    /* Only what is used: each category costs files to open. Numbers stay in "C", since
     * they are written for files and machines too: always with a point. */
    (void)setlocale(LC_CTYPE, "");
    (void)setlocale(LC_MESSAGES, "");
    for (size_t i = 0; i < sizeof utf8 / sizeof utf8[0]; i++) {
        if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
            break;
        }
        (void)setlocale(LC_CTYPE, utf8[i]);
    }
    /* LC_MESSAGES "C" switches gettext off, LANGUAGE or not. */
    if (strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0 ||
        strcmp(setlocale(LC_MESSAGES, NULL), "POSIX") == 0) {
        (void)setlocale(LC_MESSAGES, setlocale(LC_CTYPE, NULL));
    }
}

void i18n_start(const char *language, const char *catalogues)
{
    const char *code = code_of(language);

    if (code == NULL) {
        code = language_of_environment(catalogues);
    }
    set_locale();
    (void)setenv("LANGUAGE", code, 1);
    (void)bindtextdomain(DOMAIN, catalogues);
    (void)bind_textdomain_codeset(DOMAIN, "UTF-8");
    (void)textdomain(DOMAIN);
}

const char *i18n_language(void)
{
    const char *code = code_of(getenv("LANGUAGE"));

    return code != NULL ? code : "en";
}

const char *i18n_in(const char *language, const char *text)
{
    const char *now = i18n_language();
    const char *wanted = code_of(language);
    const char *translated;

    if (text[0] == '\0') {
        return text; /* gettext("") is the header of the catalogue */
    }
    if (wanted == NULL || wanted == now) {
        return gettext(text);
    }
    /*
     * textdomain() with the same name is the documented way to tell gettext
     * that the environment has changed; it forgets its cached answers.
     */
    (void)setenv("LANGUAGE", wanted, 1);
    (void)textdomain(DOMAIN);
    translated = gettext(text);
    (void)setenv("LANGUAGE", now, 1);
    (void)textdomain(DOMAIN);
    return translated;
}
