/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the plain dialogue says of the item in front: the question in one or two
 * languages, what may be answered, and what is noted already.
 */
#include "config.h"

#include "cli/dialogue_ask.h"

#include "cli/command.h"
#include "cli/dialogue_context.h"

#include "app/expected.h"
#include "app/unfit.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/translation.h"

#include <string.h>

void dialogue_say(const struct dialogue *dialogue, const char *before,
                  const struct wording *wording)
{
    struct buf text = BUF_INIT;
    if (wording_is_empty(wording)) {
        return;
    }
    buf_add_text(&text, before);
    desk_wording(dialogue->desk, &text, wording, dialogue->language, NULL);
    cli_print("%s\n", buf_text(&text));
    buf_finish(&text);
}

/* The same in another language; one that is missing is marked. */
static void say_also(const struct dialogue *dialogue, const struct wording *wording)
{
    struct buf text = BUF_INIT;
    bool fell_back = false;
    if (!dialogue->also[0]) {
        return;
    }
    desk_wording(dialogue->desk, &text, wording, dialogue->also, &fell_back);
    if (fell_back) {
        cli_print("%s: %s\n", dialogue->also, _("not translated"));
    } else {
        cli_print("%s: %s\n", dialogue->also, buf_text(&text));
    }
    buf_finish(&text);
}

static void say_choices(const struct dialogue *dialogue)
{
    const struct desk *desk = dialogue->desk;
    const struct item *item = desk_place(desk)->item;
    if (item->type == ITEM_YES_NO) {
        cli_print("%s\n", _("Answer yes or no."));
        return;
    }
    for (size_t i = 0; i < desk_choice_count(desk); i++) {
        const char *label =
            wording_in(desk->form, &desk_choice(desk, i)->label, dialogue->language, NULL);
        if (desk_choice_is_over(desk, i)) {
            cli_print("  %zu. %s (%s)\n", i + 1, label, _("not offered any more"));
        } else {
            cli_print("  %zu. %s\n", i + 1, label);
        }
    }
    if (item->type == ITEM_SELECT_MULTIPLE) {
        cli_print("%s\n", _("Several numbers may be given: 1, 3"));
    } else if (item->type == ITEM_RANK) {
        cli_print("%s\n", _("Numbers in their order: 3, 1"));
    }
}

static void say_expected(const struct dialogue *dialogue)
{
    const struct item *item = desk_place(dialogue->desk)->item;
    struct buf text = BUF_INIT;
    desk_expected(&text, dialogue->desk, dialogue->language);
    if (item->type == ITEM_DIAGRAM || item->type == ITEM_MODULE) {
        buf_add_format(&text, "%s: ", item->type == ITEM_DIAGRAM ? item->diagram : item->module);
        desk_elsewhere(&text, dialogue->desk);
    }
    if (text.length) {
        cli_print("%s\n", buf_text(&text));
    }
    buf_finish(&text);
}

static void say_stored(const struct dialogue *dialogue)
{
    const struct desk *desk = dialogue->desk;
    const struct place *place = desk_place(desk);
    const struct answer *stored =
        interview_answer(desk_interview(desk), place->item->name, place->row);
    struct buf text = BUF_INIT;
    if (!stored || answer_is_empty(stored)) {
        return;
    }
    if (stored->words[0]) {
        buf_add_text(&text, stored->words);
    } else {
        entry_display(&text, desk->form, place->item, &stored->value, dialogue->language);
    }
    cli_print("%s (%s, %s, %s): %s\n", _("Noted"), answer_by_label(stored->by),
              answer_how_label(stored->how), answer_state_label(stored->state), buf_text(&text));
    buf_finish(&text);
}

/* What the form would have otherwise, of what is noted. */
static void say_unfit(const struct desk *desk)
{
    struct violations violations = VIOLATIONS_INIT;
    desk_unfit(desk, desk->at, &violations);
    for (size_t i = 0; i < violations.count; i++) {
        const struct violation *violation = &violations.violations[i];
        cli_print("%s: %s\n", unfit_name(violation->kind), violation->message);
    }
    violations_finish(&violations);
}

void dialogue_ask(const struct dialogue *dialogue)
{
    const struct item *item = desk_place(dialogue->desk)->item;
    const struct wording *aloud = desk_spoken(dialogue->desk);
    char number[64];
    if (item->prefix[0]) {
        snprintf(number, sizeof number, "%s %.40s. ", _("Question"), item->prefix);
    } else {
        number[0] = '\0';
    }
    cli_print("\n");
    if (desk_gate(dialogue->desk)) {
        dialogue_pause(dialogue->desk, dialogue->language);
        fflush(stdout);
        return;
    }
    dialogue_say(dialogue, number, &item->label);
    say_also(dialogue, &item->label);
    if (aloud) {
        dialogue_say(dialogue, _("Say: "), aloud);
        say_also(dialogue, aloud);
    }
    dialogue_say(dialogue, "", &item->hint);
    dialogue_say(dialogue, _("Why: "), &item->purpose);
    say_expected(dialogue);
    say_choices(dialogue);
    if (item->type == ITEM_REPEAT) {
        cli_print("%s\n", _("A list: type :add for a row, an empty line to go on."));
    }
    say_stored(dialogue);
    say_unfit(dialogue->desk);
    if (item->type == ITEM_TEXT && !item->one_line) {
        cli_print("%s\n", _("Several lines may be typed; an empty line ends the answer."));
    }
    fflush(stdout);
}

