/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * THE table of commands. One row feeds the default key, where it works, the
 * footer, help, palette, the manual and completions; nobody types a key's name
 * a second time.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "base/error.h"
#include "base/key.h"

#include <stddef.h>

struct app;

/* Where a command works. The first context that knows a key wins, in the order
 * that app_contexts() gives. */
enum context {
    IN_ANY = 1 << 0,
    IN_TEXT = 1 << 1,      /* words are being typed */
    IN_PANEL = 1 << 2,     /* fields to fill in */
    IN_LIST = 1 << 3,      /* help, palette, outline */
    IN_READER = 1 << 4,    /* text to read: summary, about a question, recovery code */
    IN_UNLOCK = 1 << 5,
    IN_PATIENTS = 1 << 6,
    IN_PATIENT = 1 << 7,
    IN_INTERVIEW = 1 << 8,
    IN_CHOICES = 1 << 9,   /* an item with choices lies in front */
    IN_ONE_LINE = 1 << 10, /* an item that takes one line lies in front */
    IN_SUMMARY = 1 << 11,
    IN_REPEAT = 1 << 12,   /* a list of rows lies in front */
};

/* What the front end has to do after a command; commands do not do it themselves. */
struct effect {
    bool quit;
    bool lock;
    bool bell;
};

struct command {
    const char *name;     /* "skip": palette, manual, key settings */
    const char *key;      /* default, as key_parse() reads it; NULL: palette only */
    const char *second;   /* another key that does the same; NULL: none */
    unsigned contexts;
    const char *label;    /* one or two words for the footer; N_(); NULL: not shown there */
    unsigned char footer; /* lower is shown first when there is little room; 0: never */
    const char *summary;  /* one line for help and palette; N_() */
    bool (*run)(struct app *app, struct effect *effect, struct error *err);
};

size_t command_count(void);
const struct command *command_at(size_t index);
const struct command *command_find(const char *name); /* or NULL */

/* The command of KEY in the first of CONTEXTS (tried from the front, 0 ends it). */
const struct command *command_of_key(const struct key *key, const unsigned *contexts);
/* Whether COMMAND can be reached in any of CONTEXTS. */
bool command_works_in(const struct command *command, const unsigned *contexts);

/* The functions of the table, by file. */
#define COMMAND(name) bool command_##name(struct app *app, struct effect *effect, struct error *err)
/* command_text.c */
COMMAND(left);
COMMAND(right);
COMMAND(up);
COMMAND(down);
COMMAND(word_left);
COMMAND(word_right);
COMMAND(line_start);
COMMAND(line_end);
COMMAND(paragraph_up);
COMMAND(paragraph_down);
COMMAND(text_start);
COMMAND(text_end);
COMMAND(select_left);
COMMAND(select_right);
COMMAND(select_up);
COMMAND(select_down);
COMMAND(select_word_left);
COMMAND(select_word_right);
COMMAND(select_line_start);
COMMAND(select_line_end);
COMMAND(select_all);
COMMAND(new_line);
COMMAND(erase_left);
COMMAND(erase_right);
COMMAND(erase_word);
COMMAND(erase_to_start);
COMMAND(erase_to_end);
COMMAND(copy);
COMMAND(cut);
COMMAND(paste);
/* command_any.c */
COMMAND(help);
COMMAND(palette);
COMMAND(leave);
COMMAND(undo);
COMMAND(redo);
COMMAND(lock);
COMMAND(quit);
COMMAND(list_up);
COMMAND(list_down);
COMMAND(list_page_up);
COMMAND(list_page_down);
COMMAND(list_choose);
COMMAND(read_up);
COMMAND(read_down);
COMMAND(read_page_up);
COMMAND(read_page_down);
COMMAND(read_start);
COMMAND(read_end);
COMMAND(panel_next);
COMMAND(panel_prev);
COMMAND(panel_submit);
COMMAND(panel_turn);
COMMAND(panel_turn_back);
/* command_record.c */
COMMAND(open_patient);
COMMAND(new_patient);
COMMAND(edit_patient);
COMMAND(new_contact);
COMMAND(open_instrument);
COMMAND(select_prev);
COMMAND(select_next);
COMMAND(select_page_up);
COMMAND(select_page_down);
COMMAND(summary);
COMMAND(export);
COMMAND(summary_language);
/* command_interview.c */
COMMAND(next_item);
COMMAND(prev_item);
COMMAND(next_open);
COMMAND(first_item);
COMMAND(last_item);
COMMAND(who);
COMMAND(skip);
COMMAND(language);
COMMAND(outline);
COMMAND(about);
COMMAND(choice_up);
COMMAND(choice_down);
COMMAND(choice_toggle);
COMMAND(add_row);
COMMAND(remove_row);
COMMAND(finalise);
#undef COMMAND

#endif
