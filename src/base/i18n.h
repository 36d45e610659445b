/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own words in the clinician's language. The words of forms are
 * not here: they live in the forms.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

/*
 * Sets locale and catalogue. LANGUAGE ("nl", "en") may be NULL: then the
 * environment decides. Works where only C.UTF-8 is installed.
 */
void i18n_start(const char *language, const char *catalogues);
/* Two letters: the language in force, for forms and exports. Valid for ever. */
const char *i18n_language(void);
/*
 * A text of the program in another language (summary in Dutch on an English
 * desk); the msgid itself when there is no translation. Valid for ever. It
 * switches LANGUAGE for the length of the call, so not from two threads.
 */
const char *i18n_in(const char *language, const char *text) __attribute__((format_arg(2)));

#endif
