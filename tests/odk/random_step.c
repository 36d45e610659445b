/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody at the keyboard could do next: only what is asked is answered.
 */
#include "tests/odk/random_form.h"

static void add_number(struct buf *out, struct chance *chance, bool whole)
{
    if (whole || chance_percent(chance, 50))
        buf_add_format(out, "%zu", chance_below(chance, 12));
    else
        buf_add_format(out, "%zu.%s", chance_below(chance, 9),
                       chance_percent(chance, 50) ? "5" : "25");
}

static void add_codes(struct buf *out, struct chance *chance, const struct item *item)
{
    static const char *const sets[] = {"a", "b", "c", "a,b", "b,c", "a,b,c", "none", "a,none"};
    size_t count = item->type == ITEM_SELECT_ONE ? 3 : 8;

    if (item->other && chance_percent(chance, 25))
        buf_add_text(out, "other");
    else if (item->type == ITEM_RANK)
        buf_add_text(out, chance_percent(chance, 50) ? "c,a,b,none" : "none,b,a,c");
    else
        buf_add_text(out, sets[chance_below(chance, count)]);
}

static void add_answer(struct buf *out, struct chance *chance, const struct item *item)
{
    static const char *const words[] = {"a", "ab", "yes", "12", "x y", "cab", "0"};
    static const char *const days[] = {"1998-05-09", "2020-02-29", "2024-03-01", "2015-07-31",
                                       "2140-01-01"};
    static const char *const clocks[] = {"06:30:00", "12:00:00", "18:05:30"};

    switch (item->type) {
    case ITEM_INTEGER:
        add_number(out, chance, true);
        break;
    case ITEM_RANGE:
        buf_add_format(out, "%zu", chance_below(chance, 11));
        break;
    case ITEM_DECIMAL:
        add_number(out, chance, false);
        break;
    case ITEM_QUANTITY:
        add_number(out, chance, false);
        buf_add_format(out, " %s", item->unit_count > 0 ? item->units[0].code : "");
        break;
    case ITEM_YES_NO:
        buf_add_text(out, chance_percent(chance, 60) ? "yes" : "no");
        break;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
    case ITEM_RANK:
        add_codes(out, chance, item);
        break;
    case ITEM_DATE:
        buf_add_text(out, days[chance_below(chance, 5)]);
        break;
    case ITEM_TIME:
        buf_add_text(out, clocks[chance_below(chance, 3)]);
        break;
    case ITEM_DATETIME:
        buf_add_format(out, "%sT%s", days[chance_below(chance, 5)],
                       clocks[chance_below(chance, 3)]);
        break;
    default:
        buf_add_text(out, words[chance_below(chance, 7)]);
        break;
    }
}

/* A row that is one too many is set aside here and forgotten there. */
static bool is_counted(const struct item *item)
{
    for (item = item_repeat(item); item; item = item_repeat(item))
        if (item->repeat_count)
            return true;
    return false;
}

static bool can_be_answered(const struct item *item)
{
    return !is_counted(item) && !item->choice_filter && item_takes_answer(item) &&
           item->type != ITEM_CALCULATE && !item->read_only && !item->hidden &&
           !item->calculation && item->type != ITEM_FILE;
}

static bool step_at(struct buf *out, struct chance *chance, const struct session *session,
                    const struct place *place)
{
    const struct interview *interview = session_interview(session);
    const struct item *item = place->item;
    struct buf path = BUF_INIT;
    bool good = true;

    session_path(&path, session, item, place->row);
    if (item->type == ITEM_REPEAT && !item->repeat_count && !is_counted(item)) {
        size_t rows = interview_row_count(interview, item->name, place->row);

        if (rows > 0 && chance_percent(chance, rows > 2 ? 60 : 20))
            buf_add_format(out, "remove %s[%zu]", buf_text(&path), 1 + chance_below(chance, rows));
        else
            buf_add_format(out, "add %s", buf_text(&path));
    } else if (can_be_answered(item)) {
        const struct answer *answer = interview_answer(interview, item->name, place->row);

        if (answer && chance_percent(chance, 25)) {
            buf_add_format(out, "clear %s", buf_text(&path));
        } else {
            buf_add_format(out, "set %s ", buf_text(&path));
            add_answer(out, chance, item);
        }
    } else {
        good = false;
    }
    buf_finish(&path);
    return good;
}

bool random_step(struct buf *out, struct chance *chance, const struct session *session)
{
    struct places places = PLACES_INIT;
    bool good = false;

    places_list(&places, session->form, session_interview(session), session->today);
    for (size_t tries = 0; tries < 60 && places.count > 0 && !good; tries++)
        good = step_at(out, chance, session, &places.places[chance_below(chance, places.count)]);
    places_finish(&places);
    return good;
}
