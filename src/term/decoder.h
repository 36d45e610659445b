/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a keyboard into events: keys by the terminal's own table first, then
 * by the forms that nearly all terminals share, UTF-8, and bracketed paste.
 *
 * Knows no terminal and no clock, so that every splitting of the bytes can be
 * tested. A sequence that means nothing here is swallowed whole; it must never
 * end up as letters in somebody's answer.
 */
#ifndef TERM_DECODER_H
#define TERM_DECODER_H

#include "base/key.h"

#include <stdbool.h>
#include <stddef.h>

struct decoder;

struct decoder *decoder_create(void);
void decoder_destroy(struct decoder *decoder); /* wipes; accepts NULL */

/* The terminal sends BYTES (two at least, else it is left out) for KEY. */
void decoder_teach(struct decoder *decoder, const char *bytes, struct key key);
void decoder_feed(struct decoder *decoder, const char *bytes, size_t length);

/*
 * Takes the next event out of what was fed; false: there is none, or it cannot
 * be told yet. OUT->paste is the caller's. With SETTLE no more bytes are to be
 * hoped for: an Esc that might have begun a sequence is Esc.
 */
bool decoder_next(struct decoder *decoder, struct event *out, bool settle);

/* How long to wait for more bytes before settling; -1: nothing is pending. */
int decoder_patience(const struct decoder *decoder, int escape_ms);

/* Appends pasted text as it may enter an answer: line ends become \n, what may
 * not be pasted is left out. */
void decoder_clean_paste(struct buf *out, const char *text, size_t length);

#endif
