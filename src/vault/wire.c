/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing and reading the little-endian fields of the vault's format. One
 * place, so that the format page describes one way of doing it.
 */
#include "config.h"

#include "vault/wire.h"

#include "base/alloc.h"

#include <string.h>

static void put(struct buf *out, uint64_t value, size_t size)
{
    uint8_t bytes[8];

    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(value >> (8 * i));
    buf_add(out, bytes, size);
}

void wire_put_u8(struct buf *out, uint8_t value)
{
    put(out, value, 1);
}

void wire_put_u16(struct buf *out, uint16_t value)
{
    put(out, value, 2);
}

void wire_put_u32(struct buf *out, uint32_t value)
{
    put(out, value, 4);
}

void wire_put_u64(struct buf *out, uint64_t value)
{
    put(out, value, 8);
}

void wire_put_label(struct buf *out, const char *label)
{
    buf_add(out, label, strlen(label) + 1);
}

void wire_put_string(struct buf *out, const char *text)
{
    size_t length = text ? strlen(text) : 0;

    if (length > UINT16_MAX)
        length = UINT16_MAX;
    wire_put_u16(out, (uint16_t)length);
    buf_add(out, text, length);
}

struct wire wire_read(const void *bytes, size_t length)
{
    return (struct wire){bytes, length, false};
}

static const uint8_t *take(struct wire *wire, size_t length)
{
    const uint8_t *at = wire->at;

    if (wire->short_read || length > wire->left) {
        wire->short_read = true;
        return NULL;
    }
    wire->at += length;
    wire->left -= length;
    return at;
}

static uint64_t get(struct wire *wire, size_t size)
{
    const uint8_t *at = take(wire, size);
    uint64_t value = 0;

    for (size_t i = 0; at && i < size; i++)
        value |= (uint64_t)at[i] << (8 * i);
    return value;
}

uint8_t wire_u8(struct wire *wire)
{
    return (uint8_t)get(wire, 1);
}

uint16_t wire_u16(struct wire *wire)
{
    return (uint16_t)get(wire, 2);
}

uint32_t wire_u32(struct wire *wire)
{
    return (uint32_t)get(wire, 4);
}

uint64_t wire_u64(struct wire *wire)
{
    return get(wire, 8);
}

void wire_copy(struct wire *wire, void *out, size_t length)
{
    const uint8_t *at = take(wire, length);

    if (at)
        memcpy(out, at, length);
    else
        memset(out, 0, length);
}

char *wire_string(struct wire *wire)
{
    size_t length = wire_u16(wire);
    const uint8_t *at = take(wire, length);

    return at ? alloc_copy((const char *)at, length) : alloc_string("");
}

bool wire_done(const struct wire *wire)
{
    return !wire->short_read && wire->left == 0;
}

void wire_hex(char *out, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * length] = '\0';
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool wire_unhex(uint8_t *out, size_t length, const char *text)
{
    if (!text || strlen(text) != 2 * length)
        return false;
    for (size_t i = 0; i < length; i++) {
        int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
