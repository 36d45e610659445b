/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Not strtod and printf alone: those take the decimal sign of the language that
 * the screen is in. Up to fifteen digits are one exact whole number over one
 * exact power of ten, so that a single division rounds rightly.
 */
#include "form/rule_number.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_DIGITS 15
#define MAX_DIGITS   17
#define MAX_SCALE    22 /* the largest power of ten that a double holds exactly */

static double power_of_ten(size_t exponent)
{
    double power = 1;

    for (size_t i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* More digits than fit: strtod rounds rightly, once it is given the sign that it expects. */
static double read_long(const char *digits, size_t length)
{
    struct buf text = BUF_INIT;
    double number;

    for (size_t i = 0; i < length; i++) {
        if (digits[i] == '.')
            buf_add_text(&text, localeconv()->decimal_point);
        else
            buf_add_char(&text, digits[i]);
    }
    number = strtod(buf_text(&text), NULL);
    buf_finish(&text);
    return number;
}

bool rule_number_read(double *out, const char *digits, size_t length)
{
    uint64_t exact = 0;
    size_t count = 0, significant = 0, places = 0;
    bool point = false;

    for (size_t i = 0; i < length; i++) {
        if (digits[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        count++;
        places += point;
        significant += significant > 0 || digits[i] != '0';
        if (significant <= EXACT_DIGITS)
            exact = exact * 10 + (uint64_t)(digits[i] - '0');
    }
    if (significant <= EXACT_DIGITS && places <= MAX_SCALE)
        *out = (double)exact / power_of_ten(places);
    else
        *out = read_long(digits, length);
    return count > 0 && isfinite(*out);
}

/* The fewest digits, without a point, and the exponent of the first of them. */
static int shortest(char digits[MAX_DIGITS + 1], double number)
{
    char text[48];
    const char *exponent = text;

    for (int precision = 0; precision < MAX_DIGITS; precision++) {
        (void)snprintf(text, sizeof(text), "%.*e", precision, number);
        if (!(strtod(text, NULL) < number) && !(strtod(text, NULL) > number))
            break;
    }
    for (size_t count = 0; *exponent && *exponent != 'e'; exponent++)
        if (*exponent >= '0' && *exponent <= '9' && count < MAX_DIGITS) {
            digits[count++] = *exponent;
            digits[count] = '\0';
        }
    return *exponent ? (int)strtol(exponent + 1, NULL, 10) : 0;
}

static void add_with_exponent(struct buf *out, const char *digits, int exponent)
{
    buf_add_char(out, digits[0]);
    if (digits[1]) {
        buf_add_char(out, '.');
        buf_add_text(out, digits + 1);
    }
    buf_add_format(out, "e%c%d", exponent < 0 ? '-' : '+', abs(exponent));
}

void rule_number_add(struct buf *out, double number)
{
    char digits[MAX_DIGITS + 1] = "0";
    int exponent, count;

    if (!isfinite(number))
        return;
    exponent = shortest(digits, fabs(number));
    count = (int)strlen(digits);
    if (number < 0)
        buf_add_char(out, '-');
    if (exponent < -7 || exponent > 20) {
        add_with_exponent(out, digits, exponent);
    } else if (exponent < 0) {
        buf_add_text(out, "0.");
        buf_add_repeat(out, "0", (size_t)(-exponent - 1));
        buf_add_text(out, digits);
    } else if (count <= exponent + 1) {
        buf_add_text(out, digits);
        buf_add_repeat(out, "0", (size_t)(exponent + 1 - count));
    } else {
        buf_add(out, digits, (size_t)exponent + 1);
        buf_add_char(out, '.');
        buf_add_text(out, digits + exponent + 1);
    }
}
