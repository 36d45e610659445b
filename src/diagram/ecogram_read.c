/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of an ecogram becomes a statement. Words may stand in any order: what
 * is known is taken for what it says, the first run of other words is the name,
 * and what cannot be placed is pointed at instead of being lost.
 */
#include "config.h"

#include "diagram/ecogram_read.h"

#include "base/i18n.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

#define MEMBERS_MAX 40

/* What most words do: put a value into a field, or add a bit. */
struct effect {
    int code;
    size_t field;
    unsigned value;
    bool bit;
    bool of_tie;
};

#define FIELD(name) offsetof(struct ecogram_about, name)

static const struct effect effects[] = {
    {WORD_STRONG, FIELD(tie.strength), TIE_STRONG, false, true},
    {WORD_PLAIN, FIELD(tie.strength), TIE_PLAIN, false, true},
    {WORD_WEAK, FIELD(tie.strength), TIE_WEAK, false, true},
    {WORD_STRESSFUL, FIELD(tie.stress), SAID_YES, false, true},
    {WORD_NOT_STRESSFUL, FIELD(tie.stress), SAID_NO, false, true},
    {WORD_BROKEN, FIELD(tie.broken), SAID_YES, false, true},
    {WORD_NOT_BROKEN, FIELD(tie.broken), SAID_NO, false, true},
    {WORD_GIVES, FIELD(tie.direction), ENERGY_GIVES, false, true},
    {WORD_TAKES, FIELD(tie.direction), ENERGY_TAKES, false, true},
    {WORD_BOTH, FIELD(tie.direction), ENERGY_BOTH, false, true},
    {WORD_HERE, FIELD(place), PLACE_HERE, false, false},
    {WORD_ORIGIN, FIELD(place), PLACE_ORIGIN, false, false},
    {WORD_ELSEWHERE, FIELD(place), PLACE_ELSEWHERE, false, false},
    {WORD_PERSON, FIELD(kind), KIND_PERSON, false, false},
    {WORD_SYSTEM, FIELD(kind), KIND_SYSTEM, false, false},
    {WORD_PRACTICAL, FIELD(support), SUPPORT_PRACTICAL, true, false},
    {WORD_COMPANY, FIELD(support), SUPPORT_COMPANY, true, false},
    {WORD_ADVICE, FIELD(support), SUPPORT_ADVICE, true, false},
    {WORD_EMOTIONAL, FIELD(support), SUPPORT_EMOTIONAL, true, false},
    {WORD_NOT_IMPORTANT, FIELD(importance), IMPORTANT_NOT, false, false},
    {WORD_IMPORTANT, FIELD(importance), IMPORTANT, false, false},
    {WORD_VERY_IMPORTANT, FIELD(importance), IMPORTANT_VERY, false, false},
    {WORD_OWES_MONEY, FIELD(obligations), OWES_MONEY, true, false},
    {WORD_OWES_CARE, FIELD(obligations), OWES_CARE, true, false},
    {WORD_GETS_MONEY, FIELD(obligations), GETS_MONEY, true, false},
    {WORD_GETS_CARE, FIELD(obligations), GETS_CARE, true, false},
    {WORD_INVOLVE_YES, FIELD(involve), INVOLVE_YES, false, false},
    {WORD_INVOLVE_NO, FIELD(involve), INVOLVE_NO, false, false},
    {WORD_INVOLVE_ASK, FIELD(involve), INVOLVE_ASK, false, false},
    {WORD_ALIVE, FIELD(vital), VITAL_ALIVE, false, false},
    {WORD_DECEASED, FIELD(vital), VITAL_DECEASED, false, false},
    {WORD_MISSING, FIELD(vital), VITAL_MISSING, false, false},
};

/* Sets a field that was not said, or was said the same. */
static bool set(struct reading *reading, size_t field, unsigned value, bool bit)
{
    char *where = (char *)&reading->says->about + field;
    unsigned now;

    memcpy(&now, where, sizeof(now));
    if (!bit && now != 0 && now != value) {
        return reading_complain_twice(reading);
    }
    now = bit ? now | value : value;
    memcpy(where, &now, sizeof(now));
    return true;
}

/* -- words ----------------------------------------------------------------- */

static bool set_often(struct reading *reading, unsigned times, enum ecogram_period period,
                      size_t tokens)
{
    struct ecogram_about *about = &reading->says->about;

    if (about->period && (about->period != period || about->times != times)) {
        return reading_complain_twice(reading);
    }
    reading_note_of_one(reading);
    about->times = times;
    about->period = period;
    reading->at += tokens;
    return true;
}

/* "expected to" and what follows, up to a comma, a bracket or a tag. */
static bool read_expected(struct reading *reading, size_t tokens)
{
    const struct notation_line *line = reading->line;
    size_t first = reading->at + tokens, last = first;
    struct buf text = BUF_INIT;
    bool ok;

    while (line->tokens[last].kind != NOTATION_END && line->tokens[last].kind != NOTATION_BRACKET &&
           line->tokens[last].kind != NOTATION_TAG && line->tokens[last].sign != SIGN_COMMA &&
           line->tokens[last].sign != SIGN_STOP) {
        if (last > first && line->tokens[last].spaced) {
            buf_add_char(&text, ' ');
        }
        buf_add_text(&text, line->tokens[last].text);
        last++;
    }
    reading_note_of_one(reading);
    ok = text.length > 0 ||
         notation_error(reading->err, reading_token(reading)->at,
                        _("say behind “%s” what is expected, as in: expected to visit"),
                        notation_join(line, reading->at, first));
    if (ok) {
        reading->says->about.expected = ecogram_text_add(
            line->arena, reading->says->about.expected, arena_string(line->arena, buf_text(&text)));
    }
    reading->at = last;
    buf_finish(&text);
    return ok;
}

/* "involve", "involve: ask", "betrekken = nee". */
static bool read_involve(struct reading *reading, size_t tokens)
{
    size_t at = reading->at + tokens;
    int answer = INVOLVE_YES;

    reading_note_of_one(reading);
    if (!set(reading, FIELD(involve), 0, true)) {
        return false;
    }
    if (reading->line->tokens[at].sign == SIGN_COLON ||
        strcmp(reading->line->tokens[at].folded, "=") == 0) {
        at++;
    }
    if (notation_match(reading->line, at, ecogram_answers(), &answer) > 0) {
        at++;
    } else {
        at = reading->at + tokens;
    }
    if (!set(reading, FIELD(involve), (unsigned)answer, false)) {
        return false;
    }
    reading->at = at;
    return true;
}

static bool set_moment(struct reading *reading, enum ecogram_moment moment, size_t tokens)
{
    if (reading->says->moment != MOMENT_ALWAYS && reading->says->moment != moment) {
        return reading_complain_twice(reading);
    }
    reading->says->moment = moment;
    reading->at += tokens;
    return true;
}

static bool read_in(struct reading *reading, size_t tokens)
{
    reading->at += tokens;
    if (reading_token(reading)->kind != NOTATION_WORD &&
        reading_token(reading)->kind != NOTATION_QUOTED) {
        return notation_error(reading->err, reading_token(reading)->at,
                              _("a country or town must follow here, as in: in Germany"));
    }
    reading->says->place_open = true;
    return reading_country(reading);
}

static bool apply_effect(struct reading *reading, int code, size_t tokens)
{
    for (size_t i = 0; i < sizeof(effects) / sizeof(effects[0]); i++) {
        const struct effect *effect = &effects[i];

        if (effect->code == code) {
            if (!effect->of_tie) {
                reading_note_of_one(reading);
            }
            if (!set(reading, effect->field, effect->value, effect->bit)) {
                return false;
            }
            break;
        }
    }
    reading->at += tokens;
    reading->place_next = code == WORD_HERE || code == WORD_ORIGIN || code == WORD_ELSEWHERE;
    return true;
}

static bool apply(struct reading *reading, int code, size_t tokens)
{
    reading->place_next = false;
    if (code >= WORD_FIRST_UNCLEAR) {
        reading->asked =
            ecogram_ask(reading->line, reading->at, tokens, code, NULL, reading->out, reading->err);
        return reading->asked;
    }
    switch (code) {
    case WORD_BEFORE:
        return set_moment(reading, MOMENT_BEFORE, tokens);
    case WORD_NOW:
        return set_moment(reading, MOMENT_NOW, tokens);
    case WORD_IN:
        return read_in(reading, tokens);
    case WORD_EXPECTED:
        return read_expected(reading, tokens);
    case WORD_INVOLVE:
    case WORD_INVOLVE_YES:
    case WORD_INVOLVE_NO:
    case WORD_INVOLVE_ASK:
        return code == WORD_INVOLVE ? read_involve(reading, tokens)
                                    : apply_effect(reading, code, tokens);
    case WORD_ONCE:
    case WORD_TWICE:
        return notation_error(reading->err, reading_token(reading)->at,
                              _("say in which time, as in: twice a week"));
    default:
        return apply_effect(reading, code, tokens);
    }
}

static bool complain_unknown(const struct reading *reading)
{
    const struct notation_token *word = reading_token(reading);
    const char *nearest = notation_nearest(ecogram_words(), word->folded);

    if (word->kind == NOTATION_QUOTED) {
        return notation_error(reading->err, word->at,
                              _("a second name stands here; write one person on each line"));
    }
    if (nearest) {
        return notation_error(reading->err, word->at,
                              _("“%s” is not known here; did you mean “%s”? Remarks stand in "
                                "(brackets)"),
                              word->text, nearest);
    }
    return notation_error(reading->err, word->at,
                          _("“%s” is not known here; put a name first, in quotation marks if need "
                            "be, and remarks in (brackets)"),
                          word->text);
}

static bool set_group(struct reading *reading, int code, const char *own)
{
    struct ecogram_about *about = &reading->says->about;
    bool other =
        about->group && ((int)about->group != code || (own && strcmp(about->group_word, own) != 0));

    if (other) {
        return reading_complain_twice(reading);
    }
    reading_note_of_one(reading);
    about->group = (enum ecogram_group)code;
    about->group_word = own;
    reading->place_next = false;
    reading->at++;
    return true;
}

static bool read_word(struct reading *reading)
{
    enum ecogram_period period;
    unsigned times;
    int code = 0;
    size_t tokens = ecogram_read_often(reading->line, reading->at, &times, &period);

    if (tokens > 0) {
        reading->place_next = false;
        return set_often(reading, times, period, tokens);
    }
    tokens = notation_match(reading->line, reading->at, ecogram_words(), &code);
    if (tokens > 0 && code != WORD_FILLER) {
        return apply(reading, code, tokens);
    }
    if (reading_name_open(reading)) {
        return reading_name(reading);
    }
    if (tokens > 0) {
        reading->at += tokens;
        return true;
    }
    if (reading->place_next) {
        return reading_country(reading);
    }
    if (notation_match(reading->line, reading->at, ecogram_groups(), &code) > 0) {
        return set_group(reading, code, NULL);
    }
    return complain_unknown(reading);
}

static bool read_quoted(struct reading *reading)
{
    if (reading_name_open(reading)) {
        return reading_name(reading);
    }
    return reading->place_next ? reading_country(reading) : complain_unknown(reading);
}

static bool read_bracket(struct reading *reading)
{
    if (reading_token(reading)->text[0] != '\0') {
        reading->says->about.remarks = ecogram_text_add(
            reading->line->arena, reading->says->about.remarks, reading_token(reading)->text);
    }
    reading->at++;
    return true;
}

static bool read_tag(struct reading *reading)
{
    const struct notation_table *groups = ecogram_groups();
    const char *text = reading_token(reading)->text;

    for (size_t i = 0; i < groups->count; i++) {
        if (strcmp(groups->phrases[i].phrase, reading_token(reading)->folded) == 0) {
            return set_group(reading, groups->phrases[i].code, NULL);
        }
    }
    return reading_check_name(reading, reading->at, text) && set_group(reading, GROUP_OWN, text);
}

static bool read_link_sign(struct reading *reading)
{
    if (!reading->says->name) {
        return notation_error(reading->err, reading_token(reading)->at,
                              _("a name must stand before --, as in: sister--aunt"));
    }
    if (reading->linking || reading->says->other) {
        return notation_error(reading->err, reading_token(reading)->at,
                              _("only two names can be tied on one line"));
    }
    reading->linking = true;
    reading->says->says = SAYS_LINK;
    reading->at++;
    return true;
}

static bool read_sign(struct reading *reading)
{
    static const unsigned directions[] = {
        [SIGN_GIVES] = ENERGY_GIVES, [SIGN_TAKES] = ENERGY_TAKES, [SIGN_BOTH] = ENERGY_BOTH};
    int sign = reading_token(reading)->sign;

    reading->place_next = false;
    if (sign == SIGN_LINK) {
        return read_link_sign(reading);
    }
    if (sign == SIGN_GIVES || sign == SIGN_TAKES || sign == SIGN_BOTH) {
        if (!set(reading, FIELD(tie.direction), directions[sign], false)) {
            return false;
        }
    } else if (sign == SIGN_IMPORTANT || sign == SIGN_VERY_IMPORTANT) {
        reading_note_of_one(reading);
        if (!set(reading, FIELD(importance), sign == SIGN_IMPORTANT ? IMPORTANT : IMPORTANT_VERY,
                 false)) {
            return false;
        }
    }
    reading->at++;
    return true;
}

/* -- whole lines ------------------------------------------------------------ */

static bool read_facts(struct reading *reading)
{
    bool ok = true;

    while (ok && !reading->asked && reading_token(reading)->kind != NOTATION_END) {
        switch (reading_token(reading)->kind) {
        case NOTATION_WORD:
            ok = read_word(reading);
            break;
        case NOTATION_QUOTED:
            ok = read_quoted(reading);
            break;
        case NOTATION_BRACKET:
            ok = read_bracket(reading);
            break;
        case NOTATION_TAG:
            ok = read_tag(reading);
            break;
        default:
            ok = read_sign(reading);
            break;
        }
    }
    return ok;
}

/* "before:", "now:", "centre:", "household:". */
static int read_prefix(struct reading *reading)
{
    int code = 0;
    size_t tokens = notation_match(reading->line, reading->at, ecogram_prefixes(), &code);

    if (tokens == 0 || reading->line->tokens[reading->at + tokens].sign != SIGN_COLON) {
        return 0;
    }
    reading->at += tokens + 1;
    return code;
}

/* Names up to the end of the line, one or several with commas between. */
static bool read_names(struct reading *reading, bool several)
{
    const struct notation_line *line = reading->line;
    size_t count = 0;

    while (reading_token(reading)->kind != NOTATION_END) {
        size_t first = reading->at, last = first;

        while (line->tokens[last].kind == NOTATION_WORD ||
               line->tokens[last].kind == NOTATION_QUOTED) {
            last++;
        }
        if (last == first) {
            return notation_error(reading->err, reading_token(reading)->at,
                                  _("only names can stand here; put this one in quotation marks"));
        }
        if (!reading_check_name(reading, first, notation_join(line, first, last))) {
            return false;
        }
        if (++count > (several ? MEMBERS_MAX : 1)) {
            return notation_error(reading->err, line->tokens[first].at,
                                  _("too many names on this line"));
        }
        reading->says->members =
            ecogram_text_add(line->arena, reading->says->members, notation_join(line, first, last));
        reading->at = last + (line->tokens[last].sign == SIGN_COMMA);
    }
    return count > 0 || notation_error(reading->err, reading_token(reading)->at,
                                       _("a name is missing at the end of this line"));
}

/* Ties to the person in the centre are spokes, however they are written. */
static void turn_link_to_centre(struct reading *reading)
{
    struct ecogram_statement *says = reading->says;
    struct buf first = BUF_INIT, second = BUF_INIT, subject = BUF_INIT;
    enum ecogram_direction direction = says->about.tie.direction;
    bool from;

    text_fold(&first, says->name, strlen(says->name));
    text_fold(&second, says->other, strlen(says->other));
    text_fold(&subject, reading->subject, strlen(reading->subject));
    from = ecogram_is_me(buf_text(&first)) ||
           (subject.length > 0 && strcmp(buf_text(&first), buf_text(&subject)) == 0);
    if (from || ecogram_is_me(buf_text(&second)) ||
        (subject.length > 0 && strcmp(buf_text(&second), buf_text(&subject)) == 0)) {
        if (from) {
            says->name = says->other;
            says->about.tie.direction = direction == ENERGY_GIVES   ? ENERGY_TAKES
                                        : direction == ENERGY_TAKES ? ENERGY_GIVES
                                                                    : direction;
        }
        says->other = NULL;
        says->says = SAYS_ABOUT;
    }
    buf_finish(&first);
    buf_finish(&second);
    buf_finish(&subject);
}

static bool check_facts(struct reading *reading)
{
    struct ecogram_statement *says = reading->says;

    if (!says->name) {
        return notation_error(reading->err, reading_token(reading)->at,
                              _("a name is missing; put it in quotation marks if it is one of the "
                                "words of the notation"));
    }
    if (reading->linking) {
        return notation_error(reading->err, reading_token(reading)->at,
                              _("a second name must follow --, as in: sister--aunt"));
    }
    if (says->says != SAYS_LINK) {
        says->says = SAYS_ABOUT;
        return true;
    }
    turn_link_to_centre(reading);
    if (says->says == SAYS_LINK && reading->of_one) {
        return notation_error(
            reading->err, reading->of_one->at,
            _("“%s” is said of one person; of a tie between two say strong, weak, "
              "stressful, broken or its direction"),
            reading->of_one->text);
    }
    return true;
}

bool ecogram_read(struct ecogram_statement *statement, const struct notation_line *line,
                  const char *subject, struct understanding *out, struct error *err)
{
    struct reading reading = {
        .says = statement, .line = line, .subject = subject, .out = out, .err = err};
    int prefix = read_prefix(&reading);

    *statement = (struct ecogram_statement){0};
    if (prefix == PREFIX_CENTRE || prefix == PREFIX_HOUSEHOLD) {
        statement->says = prefix == PREFIX_CENTRE ? SAYS_CENTRE : SAYS_HOUSEHOLD;
        return read_names(&reading, prefix == PREFIX_HOUSEHOLD);
    }
    if (prefix != 0) {
        statement->moment = prefix == PREFIX_BEFORE ? MOMENT_BEFORE : MOMENT_NOW;
    } else if (line->count == 0) {
        return true;
    }
    if (!read_facts(&reading)) {
        return false;
    }
    if (reading.asked) {
        *statement = (struct ecogram_statement){0};
        return true;
    }
    statement->place_open = statement->place_open && !statement->about.place;
    return check_facts(&reading);
}
