/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates of other calendars as people say and write them. A date is understood whole
 * or not at all; a year that could belong to two calendars is not guessed at.
 */
#include "config.h"

#include "base/calendar.h"

#include "base/text.h"
#include "base/unicode.h"

#include <string.h>

#define MOST_TOKENS 12

enum kind { NUMBER, MONTH, NAME, ABOUT, PERHAPS, FILLER, SEPARATOR };

struct phrase {
    enum kind kind;
    int value; /* month, or calendar */
    uint8_t calendar;
    const char *spellings; /* each between bars */
};

#define HIJRI_MONTH(n, s)                                                                          \
    {                                                                                              \
        MONTH, n, CALENDAR_HIJRI, s                                                                \
    }
#define SOLAR_MONTH(n, s)                                                                          \
    {                                                                                              \
        MONTH, n, CALENDAR_SOLAR, s                                                                \
    }
#define ETHIOPIAN_MONTH(n, s)                                                                      \
    {                                                                                              \
        MONTH, n, CALENDAR_ETHIOPIAN, s                                                            \
    }

/* Spelt as the words are after text_fold() without their apostrophes and points. */
static const struct phrase phrases[] = {
    HIJRI_MONTH(1, "|muharram|moharram|muharam|محرم|"),
    HIJRI_MONTH(2, "|safar|صفر|"),
    HIJRI_MONTH(3, "|rabi al awwal|rabi al awal|rabi ul awwal|rabi ul awal|rabi i|rabi 1|"
                   "ربيع الاول|ربيع الأول|ربیع الاول|"),
    HIJRI_MONTH(4, "|rabi al thani|rabi ath thani|rabi al akhir|rabi ul thani|rabi us sani|rabi ii|"
                   "rabi 2|ربيع الثاني|ربيع الآخر|ربیع الثانی|"),
    HIJRI_MONTH(5, "|jumada al ula|jumada al awwal|jumada ul awwal|jumada i|jumada 1|"
                   "جمادى الأولى|جمادى الاولى|جمادی الاول|"),
    HIJRI_MONTH(6,
                "|jumada al thani|jumada al thaniya|jumada al akhira|jumada ath thaniya|jumada ii|"
                "jumada 2|جمادى الآخرة|جمادى الثانية|جمادی الثانی|"),
    HIJRI_MONTH(7, "|rajab|رجب|"),
    HIJRI_MONTH(8, "|shaban|shaaban|sjaban|شعبان|"),
    HIJRI_MONTH(9, "|ramadan|ramadhan|ramazan|رمضان|"),
    HIJRI_MONTH(10, "|shawwal|shawal|sjawwal|شوال|"),
    HIJRI_MONTH(11,
                "|dhu al qadah|dhu al qidah|dhul qadah|dhul qidah|dhu l qadah|zulqadah|zu al qadah|"
                "ذو القعدة|ذوالقعدة|ذی القعده|"),
    HIJRI_MONTH(12, "|dhu al hijjah|dhu al hijja|dhul hijjah|dhul hijja|dhu l hijja|zulhijjah|"
                    "zu al hijjah|ذو الحجة|ذوالحجة|ذی الحجه|"),
    SOLAR_MONTH(1, "|farvardin|hamal|فروردین|حمل|"),
    SOLAR_MONTH(2, "|ordibehesht|sawr|saur|thawr|اردیبهشت|ثور|"),
    SOLAR_MONTH(3, "|khordad|jawza|jauza|خرداد|جوزا|"),
    SOLAR_MONTH(4, "|tir|saratan|تیر|سرطان|"),
    SOLAR_MONTH(5, "|mordad|amordad|asad|مرداد|اسد|"),
    SOLAR_MONTH(6, "|shahrivar|sonbola|sunbula|sonbula|شهریور|سنبله|"),
    SOLAR_MONTH(7, "|mehr|mizan|مهر|میزان|"),
    SOLAR_MONTH(8, "|aban|aqrab|آبان|عقرب|"),
    SOLAR_MONTH(9, "|azar|qaws|qaus|آذر|قوس|"),
    SOLAR_MONTH(10, "|dey|dei|jadi|دی|جدی|"),
    SOLAR_MONTH(11, "|bahman|dalw|dalwa|dalv|بهمن|دلو|"),
    SOLAR_MONTH(12, "|esfand|hut|hoot|اسفند|حوت|"),
    ETHIOPIAN_MONTH(1, "|meskerem|mäskäräm|መስከረም|"),
    ETHIOPIAN_MONTH(2, "|tikimt|tiqimt|tekemt|tikimti|ጥቅምት|ጥቅምቲ|"),
    ETHIOPIAN_MONTH(3, "|hidar|hedar|ኅዳር|ህዳር|ሕዳር|"),
    ETHIOPIAN_MONTH(4, "|tahsas|tahisas|tahsases|ታኅሣሥ|ታህሳስ|ታሕሳስ|"),
    ETHIOPIAN_MONTH(5, "|tir|ter|tiri|ጥር|ጥሪ|"),
    ETHIOPIAN_MONTH(6, "|yekatit|lekatit|የካቲት|ለካቲት|"),
    ETHIOPIAN_MONTH(7, "|megabit|maggabit|መጋቢት|"),
    ETHIOPIAN_MONTH(8, "|miazia|miyazya|miyazia|ሚያዝያ|ሚያዚያ|"),
    ETHIOPIAN_MONTH(9, "|ginbot|genbot|ግንቦት|"),
    ETHIOPIAN_MONTH(10, "|sene|sane|ሰኔ|ሰነ|"),
    ETHIOPIAN_MONTH(11, "|hamle|ሐምሌ|ሓምለ|"),
    ETHIOPIAN_MONTH(12, "|nehase|nahase|ነሐሴ|ነሓሰ|"),
    ETHIOPIAN_MONTH(13, "|pagume|pagumen|ጳጉሜን|ጳጉሜ|"),
    {NAME, CALENDAR_HIJRI, 0,
     "|ah|hijri|hidjri|hijra|lunar|islamic|islamitisch|islamitische|qamari|هجري|هجری|قمری|هجری "
     "قمری|ه|هـ|"},
    {NAME, CALENDAR_SOLAR, 0,
     "|sh|solar|shamsi|sjamsi|solar hijri|hijri shamsi|hijri solar|iranian|persian|afghan|iraans|"
     "iraanse|perzisch|perzische|afghaans|afghaanse|شمسی|هجری شمسی|خورشیدی|"},
    {NAME, CALENDAR_ETHIOPIAN, 0,
     "|ec|eth|ethiopian|eritrean|geez|ethiopisch|ethiopische|eritrees|eritrese|ዓም|"},
    {NAME, CALENDAR_GREGORIAN, 0, "|ce|ad|gregorian|gregoriaans|western|westers|westerse|"},
    {ABOUT, 0, 0, "|about|around|circa|ca|approximately|rond|ongeveer|omstreeks|"},
    {PERHAPS, 0, 0, "|perhaps|maybe|probably|misschien|waarschijnlijk|mogelijk|"},
    {FILLER, 0, 0,
     "|in|on|the|of|year|month|calendar|op|het|de|jaar|maand|van|tijdens|kalender|jaartelling|"
     "during|"},
};

struct token {
    enum kind kind;
    int value;
    unsigned calendars; /* of a month: a bit for each that has one of this name */
    int months[CALENDAR_COUNT];
    uint8_t digits;
    size_t end; /* in the words */
};

struct row {
    struct token tokens[MOST_TOKENS];
    size_t count;
};

static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9') {
        return (int)(c - '0');
    }
    if (c >= 0x660 && c <= 0x669) {
        return (int)(c - 0x660);
    }
    return c >= 0x6F0 && c <= 0x6F9 ? (int)(c - 0x6F0) : -1;
}

static bool starts_word(const char *words, size_t length)
{
    uint32_t c;

    return text_decode(words, length, &c) > 0 && unicode_in_word(c) && digit_of(c) < 0;
}

/* Letters without their apostrophes and points, one space between words. */
static void add_word(struct buf *out, const char *words, size_t length)
{
    struct buf folded = BUF_INIT;

    text_fold(&folded, words, length);
    for (size_t i = 0; i < folded.length; i++) {
        if (strchr("'.`", folded.data[i]) == NULL) {
            buf_add_char(out, folded.data[i]);
        }
    }
    buf_finish(&folded);
}

static bool spelt(const char *spellings, const char *word, size_t length)
{
    struct buf folded = BUF_INIT;
    bool found = false;

    while (*++spellings != '\0' && !found) {
        size_t size = strcspn(spellings, "|");

        if ((unsigned char)spellings[0] < 0x80 && (unsigned char)word[0] < 0x80) {
            found = size == length && memcmp(spellings, word, length) == 0;
        } else if ((unsigned char)spellings[0] >= 0x80 && (unsigned char)word[0] >= 0x80) {
            buf_clear(&folded);
            text_fold(&folded, spellings, size);
            found = folded.length == length && memcmp(folded.data, word, length) == 0;
        }
        spellings += size;
    }
    buf_finish(&folded);
    return found;
}

/* What a run of words means; false: nothing. "Tir" is a month of two calendars. */
static bool look_up(struct token *out, const char *word, size_t length)
{
    bool found = false;

    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        const struct phrase *phrase = &phrases[i];

        if (length > 0 && spelt(phrase->spellings, word, length)) {
            if (!found) {
                *out = (struct token){.kind = phrase->kind, .value = phrase->value};
                found = true;
            }
            if (phrase->kind == MONTH) {
                out->calendars |= 1U << phrase->calendar;
                out->months[phrase->calendar] = phrase->value;
            }
        }
    }
    return found;
}

/* Where the run of letters (or the number of a month: "rabi 2") at AT ends. */
static size_t word_end(const char *words, size_t length, size_t at)
{
    while (at < length) {
        uint32_t c;
        size_t size = text_decode(words + at, length - at, &c);

        /* U+2019 and the half ring stand inside names of months */
        if (!unicode_in_word(c) && c != '\'' && c != '.' && c != 0x2019 && c != 0x2BF &&
            c != 0x2BE && c != '`' && c != 0x1361) {
            break;
        }
        at += size;
    }
    return at;
}

/* The longest run of up to four words that means something. */
static bool take_words(struct row *row, const char *words, size_t length, size_t *at)
{
    struct buf run = BUF_INIT;
    struct token best = {0};
    size_t from = *at;
    bool found = false;

    for (int n = 0; n < 4 && from < length; n++) {
        struct token token = {0};
        size_t end = word_end(words, length, from);

        if (end == from) {
            break;
        }
        if (n > 0) {
            buf_add_char(&run, ' ');
        }
        add_word(&run, words + from, end - from);
        if (look_up(&token, buf_text(&run), run.length)) {
            best = token;
            best.end = *at = end;
            found = true;
        }
        from = end;
        while (from < length && (words[from] == ' ' || words[from] == '-')) {
            from++;
        }
    }
    buf_finish(&run);
    if (found) {
        row->tokens[row->count++] = best;
    }
    return found;
}

static bool take_number(struct row *row, const char *words, size_t length, size_t *at)
{
    struct token token = {.kind = NUMBER};
    uint32_t c;
    size_t size;

    while (*at < length && (size = text_decode(words + *at, length - *at, &c)) > 0 &&
           digit_of(c) >= 0) {
        if (++token.digits > 4) {
            return false;
        }
        token.value = token.value * 10 + digit_of(c);
        *at += size;
    }
    token.end = *at;
    row->tokens[row->count++] = token;
    return true;
}

static bool tokenise(struct row *row, const char *words, size_t length)
{
    size_t at = 0;

    row->count = 0;
    while (at < length) {
        uint32_t c;
        size_t size = text_decode(words + at, length - at, &c);
        static const struct {
            uint32_t sign;
            enum kind kind;
        } signs[] = {{'~', ABOUT}, {'?', PERHAPS}, {'/', SEPARATOR}, {'-', SEPARATOR}};

        if (row->count == MOST_TOKENS) {
            return false;
        }
        if (c == ' ' || c == '\t' || c == ',' || c == 0xA0 || c == 0x640) {
            at += size;
        } else if (digit_of(c) >= 0) {
            if (!take_number(row, words, length, &at)) {
                return false;
            }
        } else if (starts_word(words + at, length - at)) {
            if (!take_words(row, words, length, &at)) {
                return false;
            }
        } else {
            size_t i = 0;

            while (i < 4 && signs[i].sign != c) {
                i++;
            }
            if (i == 4) {
                return false;
            }
            at += size;
            row->tokens[row->count++] = (struct token){.kind = signs[i].kind, .end = at};
        }
    }
    return row->count > 0;
}

/* What was found of a date before a calendar is chosen. */
struct found {
    const struct token *month, *year, *numbers[3];
    size_t number_count;
    unsigned named; /* calendars that were named, as bits */
    bool about, perhaps, broken;
};

static void collect(struct found *out, const struct row *row)
{
    *out = (struct found){0};
    for (size_t i = 0; i < row->count; i++) {
        const struct token *token = &row->tokens[i];

        switch (token->kind) {
        case NUMBER:
            if (out->number_count == 3) {
                out->broken = true;
            } else {
                out->numbers[out->number_count++] = token;
            }
            break;
        case MONTH:
            out->broken = out->broken || out->month != NULL;
            out->month = token;
            break;
        case NAME:
            out->named |= 1U << token->value;
            break;
        case ABOUT:
            out->about = true;
            break;
        case PERHAPS:
            out->perhaps = true;
            break;
        case SEPARATOR: /* 3/7/1375, 15-Mehr-1375, but no interval */
            out->broken = out->broken || i == 0 || i + 1 == row->count || row->count < 3;
            break;
        case FILLER:
            break;
        }
    }
}

/* Day, month and year from up to three numbers. */
static bool arrange(struct calendar_date *date, const struct found *found)
{
    const struct token *const *n = found->numbers;
    size_t count = found->number_count;
    size_t year = count > 0 && n[0]->digits >= 3 ? 0 : count - 1;

    if (count == 0 || n[year]->digits < 3 || n[year]->value < 1) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (i != year && n[i]->digits > 2) {
            return false;
        }
    }
    date->year = n[year]->value;
    if (found->month != NULL) {
        date->day = count == 2 ? n[1 - year]->value : 0;
        return count <= 2 && (count == 1 || date->day > 0);
    }
    if (count == 2) {
        date->month = n[1 - year]->value;
        return date->month > 0;
    }
    if (count == 3) {
        date->month = n[1]->value;
        date->day = n[2 - year]->value;
        return date->month > 0 && date->day > 0;
    }
    return true;
}

/* Which calendar, by what was named; -1: none of those that this file reads. */
static int choose(const struct found *found, const struct calendar_date *date)
{
    unsigned solar = 1U << CALENDAR_SOLAR, ethiopian = 1U << CALENDAR_ETHIOPIAN;
    unsigned possible = found->month != NULL ? found->month->calendars : ~0U;

    if ((found->named & solar) != 0) {
        return (possible & solar) != 0 ? CALENDAR_SOLAR : -1; /* "solar hijri" */
    }
    for (int i = 0; i < CALENDAR_COUNT; i++) {
        if ((found->named & (1U << i)) != 0) {
            return (possible & (1U << i)) != 0                       ? i
                   : i == CALENDAR_GREGORIAN && found->month != NULL ? CALENDAR_COUNT
                                                                     : -1;
        }
    }
    if (found->month == NULL) {
        return -1;
    }
    if (possible == (solar | ethiopian)) { /* Tir: by the year */
        return date->year < 1600 ? CALENDAR_SOLAR : CALENDAR_ETHIOPIAN;
    }
    return (possible & solar) != 0       ? CALENDAR_SOLAR
           : (possible & ethiopian) != 0 ? CALENDAR_ETHIOPIAN
                                         : CALENDAR_HIJRI;
}

static enum calendar_answer check(struct calendar_date *date)
{
    if (date->year < 1 || date->year > 9000 || date->month < 0 ||
        date->month > calendar_months(date->calendar)) {
        return CALENDAR_IMPOSSIBLE;
    }
    if (date->day > 0) {
        /* In a western year the month has the length of some year: the longest is allowed. */
        int most = calendar_month_days(date->calendar, date->year, date->month);

        if (date->western_year && date->calendar == CALENDAR_HIJRI && date->month == 12) {
            most = 30;
        }
        return date->day <= most ? CALENDAR_READ : CALENDAR_IMPOSSIBLE;
    }
    return CALENDAR_READ;
}

enum calendar_answer calendar_understand(struct calendar_date *out, const char *words,
                                         size_t length, size_t *at)
{
    struct row row;
    struct found found;
    struct calendar_date date = {0};
    int calendar;

    if (!text_valid(words, length, NULL) || !tokenise(&row, words, length)) {
        return CALENDAR_NOT;
    }
    collect(&found, &row);
    if (found.broken || !arrange(&date, &found)) {
        return CALENDAR_NOT;
    }
    date.approximate = found.about;
    date.uncertain = found.perhaps;
    calendar = choose(&found, &date);
    if (calendar < 0 && found.named == 0 && found.month == NULL && date.year >= 1250 &&
        date.year < 1500) {
        if (at != NULL) {
            *at = row.tokens[row.count - 1].end;
        }
        *out = date;
        return CALENDAR_WHICH;
    }
    if (calendar < 0) {
        return CALENDAR_NOT;
    }
    if (found.month != NULL) {
        /* A year of the Gregorian calendar with a month of another: of the moon's and
         * Iran's no living person has seen the year 1500. */
        date.western_year =
            calendar == CALENDAR_COUNT || (date.year >= 1500 && calendar != CALENDAR_ETHIOPIAN);
        for (int i = 0; calendar == CALENDAR_COUNT && i < CALENDAR_COUNT; i++) {
            calendar = (found.month->calendars & (1U << i)) != 0 ? i : calendar;
        }
        date.month = found.month->months[calendar];
    }
    date.calendar = (enum calendar)calendar;
    *out = date;
    return check(out);
}
