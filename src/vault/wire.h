/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of fixed size, least significant byte first: how everything that is
 * sealed, hashed or signed is laid out. Reading never runs past the end; a
 * reader that ran short says so once, at the end.
 */
#ifndef VAULT_WIRE_H
#define VAULT_WIRE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void wire_put_u8(struct buf *out, uint8_t value);
void wire_put_u16(struct buf *out, uint16_t value);
void wire_put_u32(struct buf *out, uint32_t value);
void wire_put_u64(struct buf *out, uint64_t value);
/* A name of a purpose with its closing NUL, so that no two are prefixes. */
void wire_put_label(struct buf *out, const char *label);
/* u16 length and the bytes. */
void wire_put_string(struct buf *out, const char *text);

struct wire {
    const uint8_t *at;
    size_t left;
    bool short_read; /* something was asked for that is not there */
};

struct wire wire_read(const void *bytes, size_t length);
uint8_t wire_u8(struct wire *wire);
uint16_t wire_u16(struct wire *wire);
uint32_t wire_u32(struct wire *wire);
uint64_t wire_u64(struct wire *wire);
void wire_copy(struct wire *wire, void *out, size_t length); /* zeros if short */
/* A NUL-terminated copy on the heap, never NULL; empty if short. */
char *wire_string(struct wire *wire);
/* Nothing missing and nothing left over. */
bool wire_done(const struct wire *wire);

/* 2 * LENGTH lower-case hexadecimal characters and a NUL. */
void wire_hex(char *out, const uint8_t *bytes, size_t length);
/* The other way; false unless TEXT is exactly that. */
bool wire_unhex(uint8_t *out, size_t length, const char *text);

#endif
