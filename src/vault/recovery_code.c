/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Base 32 with a check character for each group. The check is computed in the
 * field of 32 elements and starts from the group's number, so that one wrong
 * character, two swapped ones or two swapped groups are always found.
 */
#include "config.h"

#include "vault/recovery_code.h"

#include "base/i18n.h"

#include <ctype.h>
#include <string.h>

enum { GROUP_DATA = 4, CODE_CHARACTERS = RECOVERY_GROUPS * (GROUP_DATA + 1) };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Times x in GF(32), modulo x^5 + x^2 + 1. */
static uint8_t times_x(uint8_t value)
{
    return (uint8_t)(value & 16 ? ((value << 1) ^ 0x25) & 31 : value << 1);
}

static uint8_t check_of(const uint8_t *values, unsigned group)
{
    uint8_t check = (uint8_t)(group + 1);

    for (size_t i = 0; i < GROUP_DATA; i++)
        check = times_x(check) ^ values[i];
    return times_x(check);
}

void recovery_code_write(struct buf *out, const uint8_t bytes[RECOVERY_BYTES])
{
    for (unsigned group = 0; group < RECOVERY_GROUPS; group++) {
        uint8_t values[GROUP_DATA];

        for (unsigned i = 0; i < GROUP_DATA; i++) {
            unsigned bit = (group * GROUP_DATA + i) * 5;
            unsigned pair = (unsigned)bytes[bit / 8] << 8;

            if (bit / 8 + 1 < RECOVERY_BYTES)
                pair |= bytes[bit / 8 + 1];
            values[i] = (uint8_t)(pair >> (11 - bit % 8)) & 31;
        }
        if (group)
            buf_add_char(out, '-');
        for (unsigned i = 0; i < GROUP_DATA; i++)
            buf_add_char(out, alphabet[values[i]]);
        buf_add_char(out, alphabet[check_of(values, group)]);
        secret_wipe(values, sizeof values);
    }
}

static int value_of(char typed)
{
    char c = (char)toupper((unsigned char)typed);
    const char *at = NULL;

    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

static bool is_separator(char c)
{
    return c == ' ' || c == '-' || c == '\n' || c == '\r' || c == '\t';
}

static bool take_values(uint8_t values[CODE_CHARACTERS], const struct secret *typed,
                        struct error *err)
{
    const char *text = (const char *)secret_view(typed);
    size_t count = 0;

    for (size_t i = 0; i < secret_length(typed); i++) {
        int value = value_of(text[i]);

        if (is_separator(text[i]))
            continue;
        if (value < 0)
            return error_set(err, ERROR_INVALID,
                             _("character %zu of the recovery code is not one that it can hold"),
                             count + 1);
        if (count == CODE_CHARACTERS)
            return error_set(err, ERROR_INVALID,
                             _("the recovery code is too long: it has %d "
                               "groups of %d characters"),
                             RECOVERY_GROUPS, GROUP_DATA + 1);
        values[count++] = (uint8_t)value;
    }
    if (count != CODE_CHARACTERS)
        return error_set(err, ERROR_INVALID,
                         _("the recovery code is too short: %d groups of %d characters are "
                           "expected"),
                         RECOVERY_GROUPS, GROUP_DATA + 1);
    return true;
}

bool recovery_code_read(struct secret *out, const struct secret *typed, struct error *err)
{
    uint8_t values[CODE_CHARACTERS], *bytes = secret_bytes(out);
    bool ok = take_values(values, typed, err);

    memset(bytes, 0, RECOVERY_BYTES);
    for (unsigned group = 0; ok && group < RECOVERY_GROUPS; group++) {
        const uint8_t *at = values + group * (GROUP_DATA + 1);

        if (check_of(at, group) != at[GROUP_DATA])
            ok = error_set(err, ERROR_INVALID,
                           _("group %u of the recovery code has a typing "
                             "mistake"),
                           group + 1);
        for (unsigned i = 0; i < GROUP_DATA; i++) {
            for (unsigned k = 0; k < 5; k++) {
                unsigned bit = (group * GROUP_DATA + i) * 5 + k;

                if (at[i] >> (4 - k) & 1)
                    bytes[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
            }
        }
    }
    secret_wipe(values, sizeof values);
    return ok;
}
