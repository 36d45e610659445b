/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a character of a YAML scalar back to its line and column in the file:
 * a finding inside a long condition points at the word, not at its beginning.
 */
#ifndef FORM_POSITION_H
#define FORM_POSITION_H

#include "form/form.h"

/* Finding a place reads the file from its top: past so many findings, START will do. */
#define POSITION_MAX 100

struct position {
    unsigned line, column; /* from 1; column in characters */
};

/*
 * Where the CHARACTER-th character (from 1) of SCALAR stands, which starts at
 * START in the form's text. Follows folded and literal blocks; where escapes
 * make that impossible, START.
 */
struct position position_in_scalar(const struct form *form, struct position start,
                                   const char *scalar, unsigned character);
/* Where the NTH (from 0) WORDS stand at or after START; START if they do not. */
struct position position_of_words(const struct form *form, struct position start, const char *words,
                                  size_t nth);

#endif
