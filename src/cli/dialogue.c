/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interview as plain lines: one question, one answer, no picture. For
 * screen readers, braille, serial lines and scripts. The same desk as the full
 * screen; a line that begins with a colon is a command.
 */
#include "config.h"

#include "cli/command.h"
#include "cli/dialogue_ask.h"
#include "cli/dialogue_capture.h"
#include "cli/dialogue_context.h"
#include "cli/dialogue_file.h"
#include "cli/dialogue_newer.h"

#include "app/expected.h"
#include "base/i18n.h"
#include "base/text.h"
#include "diagram/diagram.h"
#include "form/entry.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct dialogue_command {
    const char *name, *words, *summary;
    bool (*run)(struct dialogue *dialogue, char *rest, struct error *err);
    bool (*on_desk)(struct desk *desk, char *rest, struct error *err); /* where that is all */
};

static char *next_word(char **rest)
{
    char *word = *rest + strspn(*rest, " ");
    *rest = word + strcspn(word, " ");
    if (**rest) {
        *(*rest)++ = '\0';
    }
    *rest += strspn(*rest, " ");
    return word;
}

static bool run_next(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    return desk_gate_step(dialogue->desk, 1, err);
}

static bool run_back(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    return desk_gate_step(dialogue->desk, -1, err);
}

static bool is_wanted_item(const struct item *item, const char *wanted)
{
    return strcmp(item->name, wanted) == 0 || (wanted[0] && strcmp(item->prefix, wanted) == 0);
}

/* In a row of a list its own questions come first. */
static bool run_go(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct desk *desk = dialogue->desk;
    const char *wanted = next_word(&rest), *row = desk_place(desk)->row;
    size_t found = desk->places.count;
    for (size_t i = 0; i < desk->places.count; i++) {
        const struct place *place = &desk->places.places[i];
        if (!is_wanted_item(place->item, wanted)) {
            continue;
        }
        bool here = strcmp(place->row, row) == 0;
        if (here || found == desk->places.count) {
            found = i;
        }
        if (here) {
            break;
        }
    }
    if (found < desk->places.count) {
        return desk_go(dialogue->desk, found, err);
    }
    return error_set(err, ERROR_NOT_FOUND, _("there is no question \"%s\" here"), wanted);
}

/* For the answer that is given next, or is there. */
static bool run_adapted(struct dialogue *dialogue, char *rest, struct error *err)
{
    return desk_set_state(dialogue->desk, STATE_ADAPTED, rest, err);
}

static bool set_state(struct dialogue *dialogue, enum answer_state state, const char *reason,
                      struct error *err)
{
    if (!desk_set_state(dialogue->desk, state, reason, err)) {
        return false;
    }
    struct error at_the_end = {0};
    if (!desk_step(dialogue->desk, 1, &at_the_end)) {
        dialogue->end = true;
    }
    return true;
}

static bool run_skip(struct dialogue *dialogue, char *rest, struct error *err)
{
    return set_state(dialogue, STATE_SKIPPED, rest, err);
}

static bool run_decline(struct dialogue *dialogue, char *rest, struct error *err)
{
    return set_state(dialogue, STATE_DECLINED, rest, err);
}

static bool run_later(struct dialogue *dialogue, char *rest, struct error *err)
{
    return set_state(dialogue, STATE_LATER, rest, err);
}

static bool run_unknown(struct dialogue *dialogue, char *rest, struct error *err)
{
    return set_state(dialogue, STATE_UNKNOWN, rest, err);
}

static bool run_not_applicable(struct dialogue *dialogue, char *rest, struct error *err)
{
    return set_state(dialogue, STATE_NOT_APPLICABLE, rest, err);
}

/* ":who informant mother": for the answer that is given next, or is there. */
static bool run_who(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct answer *answer = &dialogue->desk->answer;
    enum answer_by by;
    if (!answer_by_parse(&by, next_word(&rest)) || by == BY_COMPUTED) {
        return error_set(err, ERROR_USAGE,
                         _("one of patient, informant, interpreter, clinician, file"));
    }
    return desk_set_source(dialogue->desk, by, rest, answer->how, answer->language, answer->gloss,
                           err);
}

static bool run_how(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct answer *answer = &dialogue->desk->answer;
    enum answer_how how;
    if (!answer_how_parse(&how, next_word(&rest))) {
        return error_set(err, ERROR_USAGE, _("one of verbatim, summary, interpreted"));
    }
    return desk_set_source(dialogue->desk, answer->by, answer->relation, how, answer->language,
                           answer->gloss, err);
}

static bool run_language(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct answer *answer = &dialogue->desk->answer;
    return desk_set_source(dialogue->desk, answer->by, answer->relation, answer->how,
                           next_word(&rest), answer->gloss, err);
}

static bool run_meaning(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct answer *answer = &dialogue->desk->answer;
    return desk_set_source(dialogue->desk, answer->by, answer->relation, answer->how,
                           answer->language, rest, err);
}

static bool run_add(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    return desk_add_row(dialogue->desk, err);
}

static bool run_undo(struct dialogue *dialogue, char *rest, struct error *err)
{
    struct edit edit;
    (void)rest;
    edit_init(&edit);
    bool undone = session_undo(dialogue->desk->session, &edit, err);
    if (undone && desk_interview(dialogue->desk)->removed) {
        /* The beginning itself was undone; begin again at once. */
        undone = session_redo(dialogue->desk->session, NULL, err) &&
                 error_set(err, ERROR_NOT_FOUND, _("there is nothing more to undo"));
    } else if (undone) {
        desk_refresh(dialogue->desk, edit.item ? edit.item : "", edit.row);
        cli_print("%s\n", _("Undone."));
    }
    edit_finish(&edit);
    return undone;
}

static bool run_finalise(struct dialogue *dialogue, char *rest, struct error *err)
{
    struct buf left = BUF_INIT;
    (void)rest;
    dialogue->end = desk_finalise(dialogue->desk, &left, err);
    if (dialogue->end) {
        cli_print(_("Finalised%s%s%s.\n"), left.length ? " (" : "", buf_text(&left),
                  left.length ? ")" : "");
    }
    buf_finish(&left);
    return dialogue->end;
}

static bool run_about(struct dialogue *dialogue, char *rest, struct error *err)
{
    const struct item *item = desk_place(dialogue->desk)->item;
    (void)rest;
    (void)err;
    for (size_t i = 0; i < item->probe_count; i++) {
        dialogue_say(dialogue, _("Follow-up: "), &item->probes[i]);
    }
    dialogue_say(dialogue, _("For you: "), &item->guidance);
    return true;
}

/* What is said in passing, and what was said already. */
static bool run_file(struct dialogue *dialogue, char *rest, struct error *err)
{
    return dialogue_file(dialogue->desk, rest, CAPTURE_MOVED, err);
}

static bool run_cite(struct dialogue *dialogue, char *rest, struct error *err)
{
    return dialogue_file(dialogue->desk, rest, CAPTURE_QUOTED, err);
}

static bool run_open(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    (void)err;
    desk_gate_open(dialogue->desk);
    return true;
}

static bool run_also(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)err;
    snprintf(dialogue->also, sizeof dialogue->also, "%s", next_word(&rest));
    return true;
}

static bool run_quit(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)rest;
    (void)err;
    dialogue->end = true;
    return true;
}

static bool run_help(struct dialogue *dialogue, char *rest, struct error *err);

static const struct dialogue_command commands[] = {
    {"next", "", N_("go on without an answer"), run_next, NULL},
    {"back", "", N_("the previous question"), run_back, NULL},
    {"go", N_("NUMBER"), N_("to this question"), run_go, NULL},
    {"skip", N_("REASON"), N_("skip it, and say why"), run_skip, NULL},
    {"decline", N_("[REASON]"), N_("the person would rather not say"), run_decline, NULL},
    {"later", N_("[REASON]"), N_("for later"), run_later, NULL},
    {"unknown", N_("[REASON]"), N_("the person does not know"), run_unknown, NULL},
    {"na", N_("[REASON]"), N_("not applicable"), run_not_applicable, NULL},
    {"adapted", N_("[REASON]"), N_("asked in other words; the answer follows"), run_adapted, NULL},
    {"who", N_("WHO [RELATION]"), N_("patient, informant, interpreter, clinician or file"), run_who,
     NULL},
    {"how", N_("HOW"), N_("verbatim, summary or interpreted"), run_how, NULL},
    {"lang", N_("CODE"), N_("language of the words"), run_language, NULL},
    {"meaning", N_("TEXT"), N_("what words in another language mean"), run_meaning, NULL},
    {"still", "", N_("whoever was named before goes on talking"), NULL, dialogue_still},
    {"also", N_("[CODE]"), N_("questions in this language, too"), run_also, NULL},
    {"asked", N_("[NUMBER]"), N_("follow-up questions; the one that was asked"), NULL,
     dialogue_asked},
    {"term", N_("[NUMBER [WHO]]"), N_("words in plain language; explained, said back"), NULL,
     dialogue_term},
    {"open", "", N_("after a pause: it is private and safe"), run_open, NULL},
    {"leave", N_("later|out|declined"), N_("go past all that the pause is about"), NULL,
     dialogue_leave},
    {"time", "", N_("of the visit, in minutes"), NULL, dialogue_time},
    {"add", "", N_("a row in a list"), run_add, NULL},
    {"capture", N_("TEXT"), N_("note what is said in passing, for the tray"), NULL,
     dialogue_capture},
    {"tray", "", N_("the lines that wait, with numbers"), NULL, dialogue_tray},
    {"file", N_("NUMBER [QUESTION]"), N_("make a line of the tray the answer there"), run_file,
     NULL},
    {"cite", N_("NUMBER [QUESTION]"), N_("quote a line of the tray there"), run_cite, NULL},
    {"aside", N_("NUMBER"), N_("set a line of the tray aside"), NULL, dialogue_aside},
    {"said", "", N_("what was already said about this, with numbers"), NULL, dialogue_said},
    {"quote", N_("NUMBER"), N_("quote one of those into this answer"), NULL, dialogue_quote},
    {"attach", N_("PATH"), N_("make this file the answer; what is typed stands beside it"), NULL,
     dialogue_attach},
    {"detach", "", N_("take the file out of the answer"), NULL, dialogue_detach},
    {"write", N_("PATH"), N_("write the file of the answer there"), NULL, dialogue_write},
    {"undo", "", N_("undo the last change"), run_undo, NULL},
    {"about", "", N_("follow-up questions, and notes for you"), run_about, NULL},
    {"newer", N_("[yes]"), N_("what a newer version of the form would change; take it"), NULL,
     dialogue_newer},
    {"kept", "", N_("answers that the form does not ask for any more"), NULL,
     dialogue_kept},
    {"finalise", "", N_("the interview is complete"), run_finalise, NULL},
    {"quit", "", N_("stop here; everything is kept"), run_quit, NULL},
    {"help", "", N_("this list"), run_help, NULL},
};

static bool run_help(struct dialogue *dialogue, char *rest, struct error *err)
{
    (void)dialogue;
    (void)rest;
    (void)err;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char left[64];
        snprintf(left, sizeof left, ":%s %s", commands[i].name, cli_words(commands[i].words));
        cli_print_row(stdout, left, 20, _(commands[i].summary));
    }
    cli_print("%s\n", _("An answer that begins with a colon is typed with two."));
    return true;
}

static bool run_command(struct dialogue *dialogue, char *line, struct error *err)
{
    const char *names[sizeof commands / sizeof commands[0]];
    char *rest = line;
    const char *name = next_word(&rest);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        names[i] = commands[i].name;
        if (strcmp(commands[i].name, name) == 0) {
            return commands[i].run ? commands[i].run(dialogue, rest, err)
                                   : commands[i].on_desk(dialogue->desk, rest, err);
        }
    }
    const char *near = text_nearest(name, names, sizeof names / sizeof names[0]);
    return error_set(err, ERROR_USAGE, _("there is no :%s; did you mean :%s?"), name,
                     near ? near : "help");
}

/* ---- the lines ---- */

/* "It depends" is no choice, but it is what was said: kept as words beside none. */
static void take_choice(struct dialogue *dialogue, const struct buf *answer)
{
    struct desk *desk = dialogue->desk;
    struct value value = VALUE_INIT;
    struct buf named = BUF_INIT;
    struct error none = {0};
    desk_choices_by_number(&named, desk, buf_text(answer));
    bool read = entry_parse(&value, desk->form, desk_place(desk)->item, buf_text(&named),
                            named.length, &none);
    buf_finish(&named);
    if (read) {
        value_finish(&desk->answer.value);
        desk->answer.value = value;
        text_edit_set(desk->edit, value.text ? value.text : "",
                      value.text ? strlen(value.text) : 0);
        return;
    }
    value_finish(&value);
    text_edit_set(desk->edit, buf_text(answer), answer->length);
    cli_print(_("Kept as words: %s\n"), none.message);
}

static bool take_answer(struct dialogue *dialogue, const struct buf *answer, struct error *err)
{
    struct desk *desk = dialogue->desk;
    const struct item *item = desk_place(desk)->item;
    if (desk_gate(desk)) {
        return error_set(err, ERROR_USAGE,
                         _("nothing was asked yet, so that line was not kept; :open goes on"));
    }
    if (!item_takes_answer(item)) {
        return error_set(err, ERROR_USAGE,
                         _("nothing is asked here, so that line was not kept; an empty line or "
                           ":next goes to the next question"));
    }
    if (!desk_takes_typing(desk)) {
        return error_set(err, ERROR_DENIED,
                         _("the form gives this only to be read; that line was not kept"));
    }
    if (desk_choice_count(desk) > 0) {
        take_choice(dialogue, answer);
    } else {
        text_edit_set(desk->edit, buf_text(answer), answer->length);
    }
    if (!desk_store(desk, err)) {
        return false;
    }
    cli_print("%s\n", desk->remark[0] ? desk->remark : _("Sealed."));
    struct error at_the_end = {0};
    if (!desk_step(desk, 1, &at_the_end)) {
        cli_print("%s\n", _("That was the last question."));
        dialogue->end = true;
    }
    return true;
}

static bool goes_on(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    return item->type == ITEM_TEXT && !item->one_line;
}

/* One turn: lines until the answer is complete, or a command. False at the end of input. */
static bool turn(struct dialogue *dialogue, char **line, size_t *capacity)
{
    struct buf answer = BUF_INIT;
    struct error err = {0};
    bool more = false, done = true;
    for (;;) {
        ssize_t length = getline(line, capacity, stdin);
        more = length >= 0;
        if (length > 0 && (*line)[length - 1] == '\n') {
            (*line)[--length] = '\0';
        }
        if (!more || (length == 0 && (answer.length == 0 || goes_on(dialogue->desk)))) {
            break;
        }
        if (answer.length == 0 && (*line)[0] == ':' && (*line)[1] != ':') {
            done = run_command(dialogue, *line + 1, &err);
            goto out;
        }
        const char *text = answer.length == 0 && (*line)[0] == ':' ? *line + 1 : *line;
        buf_add_format(&answer, "%s%s", answer.length ? "\n" : "", text);
        if (!goes_on(dialogue->desk)) {
            break;
        }
    }
    if (answer.length) {
        done = take_answer(dialogue, &answer, &err);
    } else if (more) {
        done = run_next(dialogue, *line, &err);
    }
out:
    if (!done) {
        cli_complain(&err);
        if (err.code == ERROR_NOT_FOUND && desk_place(dialogue->desk) && answer.length == 0 &&
            more) {
            cli_print("%s\n", _(":quit ends, :back goes back."));
        }
    }
    buf_finish(&answer);
    return more;
}

bool cli_dialogue(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    struct dialogue dialogue = {.language = i18n_language()};
    char id[33], *line = NULL;
    size_t capacity = 0;
    (void)count;
    const char *file = cli->arguments.passphrase_file;
    if (file && strcmp(file, "-") == 0 && isatty(STDIN_FILENO)) {
        return error_set(err, ERROR_USAGE,
                         _("the answers come from standard input; name a file "
                           "for the passphrase"));
    }
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    const struct diagram_type *drawing = diagram_type_find(words[1]);
    bool done = cli_reach_patient(cli, session_vault(open.session), words[0], id, err) &&
                session_open_patient(open.session, id, err) &&
                (drawing || desk_open(&dialogue.desk, open.session, words[1], err));
    if (done && drawing) {
        cli_dialogue_drawing(open.session, drawing);
    } else if (done) {
        const struct form *form = dialogue.desk->form;
        cli_print("%s%s\n%s\n", wording_in(form, &form->title, dialogue.language, NULL),
                  form->status == FORM_DRAFT ? _(" (draft form)") : "",
                  _("Type :help for what can be done."));
        dialogue_offer_newer(dialogue.desk);
        do {
            dialogue_ask(&dialogue);
        } while (turn(&dialogue, &line, &capacity) && !dialogue.end);
        cli_print("%s\n", _("Everything is sealed."));
    }
    if (line) {
        secret_wipe(line, capacity);
        free(line);
    }
    desk_close(dialogue.desk);
    cli_close_session(&open);
    return done;
}
