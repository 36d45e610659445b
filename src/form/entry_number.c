/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers, units and times as people type them: point or comma, "12,5 kg",
 * "2 pm". A number never gets thousands separators: 1.234 is one and a bit.
 */
#include "form/entry_number.h"

#include "base/decimal.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/translation.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the number that TEXT begins with; DIGITS gets it as decimal_read() wants it. */
static size_t take_number(struct buf *digits, const char *text, size_t length)
{
    size_t at = 0, start;

    if (at < length && (text[at] == '-' || text[at] == '+'))
        buf_add_text(digits, text[at++] == '-' ? "-" : "");
    while (at + 1 < length && text[at] == '0' && is_digit(text[at + 1]))
        at++;
    start = at;
    while (at < length && is_digit(text[at]))
        at++;
    if (at == start && !(at + 1 < length && strchr(".,", text[at]) && is_digit(text[at + 1])))
        return 0;
    buf_add_text(digits, at == start ? "0" : "");
    buf_add(digits, text + start, at - start);
    if (at + 1 < length && strchr(".,", text[at]) && is_digit(text[at + 1])) {
        buf_add_char(digits, '.');
        for (at++; at < length && is_digit(text[at]); at++)
            buf_add_char(digits, text[at]);
    }
    return at;
}

static bool refuse_number(const char *text, size_t used, struct error *err)
{
    if (used > 0 && is_digit(text[used - 1]))
        return error_set(err, ERROR_INVALID,
                         _("expected a number of at most %d digits, such as 12.5 or 12,5"),
                         DECIMAL_DIGITS);
    return error_set(err, ERROR_INVALID, _("expected a number, such as 12.5 or 12,5"));
}

bool entry_parse_decimal(struct value *out, const struct item *item, const char *text,
                         size_t length, struct error *err)
{
    struct buf digits = BUF_INIT;
    size_t used = take_number(&digits, text, length);
    bool good = used == length && value_set_decimal(out, buf_text(&digits), digits.length);

    (void)item;
    buf_finish(&digits);
    return good || refuse_number(text, used, err);
}

static bool same_words(const char *a, size_t length, const char *b)
{
    struct buf left = BUF_INIT, right = BUF_INIT;
    bool same;

    text_fold(&left, a, length);
    text_fold(&right, b, strlen(b));
    same = left.length > 0 && strcmp(buf_text(&left), buf_text(&right)) == 0;
    buf_finish(&left);
    buf_finish(&right);
    return same;
}

/* Codes differ by case ("mm", "Mm"), so an exact one goes first. */
static const struct unit *find_unit(const struct form *form, const struct item *item,
                                    const char *text, size_t length)
{
    for (size_t i = 0; i < item->unit_count; i++)
        if (strlen(item->units[i].code) == length && memcmp(item->units[i].code, text, length) == 0)
            return &item->units[i];
    for (size_t i = 0; i < item->unit_count; i++) {
        for (size_t j = 0; j < form->language_count; j++) {
            const char *label = item->units[i].label.text[j];

            if (label && same_words(text, length, label))
                return &item->units[i];
        }
        if (same_words(text, length, item->units[i].code))
            return &item->units[i];
    }
    return NULL;
}

bool entry_parse_quantity(struct value *out, const struct form *form, const struct item *item,
                          const char *text, size_t length, struct error *err)
{
    struct buf digits = BUF_INIT, known = BUF_INIT;
    size_t used = take_number(&digits, text, length), at = used;
    const struct unit *unit = item->unit_count > 0 ? &item->units[0] : NULL;
    bool good = used > 0;

    while (at < length && text[at] == ' ')
        at++;
    if (good && at < length)
        unit = find_unit(form, item, text + at, length - at);
    if (good && unit)
        good = value_set_quantity(out, buf_text(&digits), digits.length, unit->code);
    buf_finish(&digits);
    if (!good)
        return refuse_number(text, used, err);
    for (size_t i = 0; !unit && i < item->unit_count; i++)
        buf_add_format(&known, "%s%s", i > 0 ? ", " : "", item->units[i].code);
    if (!unit)
        error_set(err, ERROR_INVALID, _("this is none of its units; expected %s"),
                  buf_text(&known));
    buf_finish(&known);
    return unit != NULL;
}

const char *entry_unit(const struct form *form, const struct item *item, const char *code,
                       const char *language)
{
    for (size_t i = 0; code && i < item->unit_count; i++)
        if (strcmp(item->units[i].code, code) == 0 && !wording_is_empty(&item->units[i].label))
            return wording_in(form, &item->units[i].label, language, NULL);
    return code ? code : "";
}

/* ---- times ---- */

struct clock {
    int hour, minute, second;
    bool seconds;
    bool marked; /* more than a bare hour */
};

static size_t take_digits(const char *text, size_t length, size_t most, int *number)
{
    size_t count = 0;

    *number = 0;
    while (count < length && count < most && is_digit(text[count]))
        *number = *number * 10 + (text[count++] - '0');
    return count;
}

/* "am", "p.m.", "uur", or nothing. */
static bool take_suffix(struct clock *clock, const char *text, size_t length)
{
    static const struct {
        const char *word;
        int half; /* 0: as it stands */
    } words[] = {{"", 0},     {"am", 1}, {"a.m.", 1}, {"pm", 2},
                 {"p.m.", 2}, {"u", 0},  {"uur", 0},  {"h", 0}};

    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strlen(words[i].word) != length || strncmp(words[i].word, text, length) != 0)
            continue;
        clock->marked = clock->marked || length > 0;
        if (words[i].half == 0)
            return clock->marked;
        if (clock->hour < 1 || clock->hour > 12)
            return false;
        clock->hour = clock->hour % 12 + (words[i].half == 2 ? 12 : 0);
        return true;
    }
    return false;
}

static bool read_clock(struct clock *out, const char *text, size_t length)
{
    size_t digits = 0, at;

    *out = (struct clock){0, 0, 0, false, false};
    while (digits < length && is_digit(text[digits]))
        digits++;
    if (digits == 4) {
        take_digits(text, 2, 2, &out->hour);
        take_digits(text + 2, 2, 2, &out->minute);
        out->marked = true;
        at = 4;
    } else {
        at = take_digits(text, length, 2, &out->hour);
        if (at == 0 || at != digits)
            return false;
        if (at + 2 < length && strchr(":.uh", text[at]) && is_digit(text[at + 1])) {
            if (take_digits(text + at + 1, length - at - 1, 2, &out->minute) != 2)
                return false;
            at += 3;
            out->marked = true;
        }
    }
    if (at + 2 < length && text[at] == ':' && out->marked &&
        take_digits(text + at + 1, length - at - 1, 2, &out->second) == 2) {
        out->seconds = true;
        at += 3;
    }
    return take_suffix(out, text + at, length - at) && out->hour < 24 && out->minute < 60 &&
           out->second < 60;
}

static void write_clock(char out[48], const struct clock *clock)
{
    if (clock->seconds)
        (void)snprintf(out, 48, "%02d:%02d:%02d", clock->hour, clock->minute, clock->second);
    else
        (void)snprintf(out, 48, "%02d:%02d", clock->hour, clock->minute);
}

bool entry_parse_time(struct value *out, const char *text, size_t length, struct error *err)
{
    struct clock clock;
    char time[48];

    if (!read_clock(&clock, text, length))
        return error_set(err, ERROR_INVALID,
                         _("expected a time of day, such as 14:30, 1430 or 2 pm"));
    write_clock(time, &clock);
    value_set_time(out, time);
    return true;
}

/* What stands between a day and a time: blanks, a comma, "at". */
static size_t trim_day(const char *text, size_t length)
{
    static const char *const links[] = {" at", " om", " um"};

    while (length > 0 && strchr(" ,T", text[length - 1]))
        length--;
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        size_t size = strlen(links[i]);

        if (length > size && memcmp(text + length - size, links[i], size) == 0)
            length -= size;
    }
    while (length > 0 && strchr(" ,", text[length - 1]))
        length--;
    return length;
}

/* A whole day in front of AT and a time behind it. */
static bool split_at(struct buf *edtf, const char *text, size_t length, size_t at)
{
    size_t day_length = trim_day(text, at);
    struct clock clock;
    struct edtf day;
    char time[48];

    if (!read_clock(&clock, text + at, length - at) || day_length == 0 ||
        !edtf_understand(&day, text, day_length) || day.interval || day.start.day == 0 ||
        day.start.day_masked)
        return false;
    write_clock(time, &clock);
    edtf_format(edtf, &day);
    buf_add_format(edtf, "T%s", time);
    return true;
}

void entry_parse_datetime(struct value *out, const char *text, size_t length)
{
    struct buf edtf = BUF_INIT;
    struct edtf day;
    bool known = false;

    for (size_t at = 1; at < length && !known; at++)
        if (text[at - 1] == ' ' || text[at - 1] == 'T')
            known = split_at(&edtf, text, length, at);
    if (!known && edtf_understand(&day, text, length))
        edtf_format(&edtf, &day);
    value_set_datetime(out, text, length, edtf.length > 0 ? buf_text(&edtf) : NULL);
    buf_finish(&edtf);
}

/* ---- checks ---- */

static bool refuse_bound(const char *format, double bound, struct error *err)
{
    struct buf number = BUF_INIT;

    decimal_write(&number, bound);
    if (format[0] == '<')
        error_set(err, ERROR_INVALID, _("expected at least %s"), buf_text(&number));
    else if (format[0] == '>')
        error_set(err, ERROR_INVALID, _("expected at most %s"), buf_text(&number));
    else
        error_set(err, ERROR_INVALID, _("expected a place of the scale, in steps of %s"),
                  buf_text(&number));
    buf_finish(&number);
    return false;
}

bool entry_check_number(const struct item *item, const struct value *value, struct error *err)
{
    if (item->has_min && value->decimal < item->least)
        return refuse_bound("<", item->least, err);
    if (item->has_max && value->decimal > item->most)
        return refuse_bound(">", item->most, err);
    if (item->type == ITEM_RANGE) {
        double step = item->step > 0 ? item->step : 1;
        double steps = (value->decimal - item->least) / step;
        double off = steps - (double)(int64_t)(steps + 0.5);

        if (off > 1e-6 || off < -1e-6)
            return refuse_bound("/", step, err);
    }
    if (item->type == ITEM_QUANTITY) {
        for (size_t i = 0; i < item->unit_count; i++)
            if (value->unit && strcmp(value->unit, item->units[i].code) == 0)
                return true;
        return error_set(err, ERROR_INVALID, _("%.64s is no unit of %s"),
                         value->unit ? value->unit : "", item->name);
    }
    return true;
}
