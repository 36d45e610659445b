/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At most fifteen digits are exact as an integer, and so are the powers of ten
 * up to there: one division of the two rounds as it should.
 */
#include "base/decimal.h"

#include <stdint.h>

#define MAX_FRACTION 12

bool decimal_read(double *out, const char *text, size_t length)
{
    int64_t digits = 0, scale = 1;
    size_t at = length > 0 && text[0] == '-', start = at, point = length, count = 0;

    for (; at < length; at++) {
        if (text[at] == '.' && point == length && at > start && at + 1 < length) {
            point = at;
            continue;
        }
        if (text[at] < '0' || text[at] > '9')
            return false;
        count += digits > 0 || text[at] != '0';
        if (count > DECIMAL_DIGITS || (point < length && at - point > DECIMAL_DIGITS))
            return false;
        digits = digits * 10 + (text[at] - '0');
        scale *= point < length ? 10 : 1;
    }
    if (at == start)
        return false;
    *out = (double)digits / (double)scale;
    if (start > 0 && digits > 0)
        *out = -*out;
    return true;
}

void decimal_write(struct buf *out, double number)
{
    double size = number < 0 ? -number : number;
    int64_t scale = 1, digits = 0;
    unsigned places = 0;

    if (!(size < 1e15)) {
        buf_add_text(out, number < 0 ? "-999999999999999" : "999999999999999");
        return;
    }
    for (;; places++, scale *= 10) {
        double scaled = size * (double)scale, back;

        digits = (int64_t)(scaled + 0.5);
        back = (double)digits / (double)scale;
        if (!(back < size || back > size) || places == MAX_FRACTION || scaled * 10 >= 1e15)
            break;
    }
    buf_add_format(out, "%s%lld", number < 0 && digits > 0 ? "-" : "", (long long)(digits / scale));
    digits %= scale;
    while (places > 0 && digits % 10 == 0) {
        digits /= 10;
        places--;
    }
    if (places > 0)
        buf_add_format(out, ".%0*lld", (int)places, (long long)digits);
}
