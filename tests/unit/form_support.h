/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of this room share: small forms from text, values from a line,
 * and a source of values for rules.
 */
#ifndef TESTS_FORM_SUPPORT_H
#define TESTS_FORM_SUPPORT_H

#include "form/form.h"

/* Head of a form in English and Dutch; "items:" follows on line 6. */
#define SUPPORT_HEAD                                                                               \
    "form_id: small\n"                                                                             \
    "version: \"1\"\n"                                                                             \
    "form_title: {en: Small, nl: Klein}\n"                                                         \
    "languages: [en, nl]\n"                                                                        \
    "default_language: en\n"

/* A form that must be readable; form_destroy() it. */
struct form *support_form(const char *text);

/*
 * Reads TEXT and, if that went well, checks it. Every finding is one line of
 * OUT: "6:3 E102 [item] message".
 */
void support_findings(struct buf *out, const char *text, size_t length);
/* TEXT has exactly the one finding PLACE_AND_CODE, such as "7:5 E102". */
void support_expect_one(const char *text, const char *place_and_code);
/* TEXT has PLACE_AND_CODE among its findings, and MESSAGE somewhere in that line. */
void support_expect(const char *text, const char *place_and_code, const char *message);
void support_expect_clean(const char *text);

/* "12", "1.5", "14:30", "'text'", "yes", "no", "[a b]", "[a +free words]", "@spring 1998", "". */
void support_value(struct value *out, const char *written);

/* Values by name, for rules: "age=12;sex='m';help=[a b]". A name may come several times. */
struct support_source {
    struct {
        char name[32];
        struct value value;
    } values[16];
    size_t count;
    struct value own;
    struct rule_source source;
};
void support_source(struct support_source *out, const char *written);
void support_source_finish(struct support_source *source);

#endif
