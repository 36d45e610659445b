/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table itself. Order is the order of help; keys follow what people know
 * from other programs (arrows, Tab, function keys with words in the footer).
 */
#include "app/app.h"

#include "base/i18n.h"

#include <string.h>

/* name, key, second key, contexts, footer label, footer rank, summary, function, argument */
static const struct command commands[] = {
    /* the interview */
    {"next", "Tab", "PgDn", IN_INTERVIEW, N_("Next"), 2,
     N_("Seal this answer and go to the next question"), command_step, 1},
    {"next-line", "Enter", NULL, IN_ONE_LINE | IN_CHOICES, NULL, 0,
     N_("Seal this short answer and go to the next question"), command_step, 1},
    {"previous", "Shift-Tab", "PgUp", IN_INTERVIEW, N_("Back"), 9,
     N_("Seal this answer and go to the previous question"), command_step, -1},
    {"next-open", "Ctrl-G", NULL, IN_INTERVIEW, NULL, 0,
     N_("Go to the next open question; those for later come last"), command_next_open, 0},
    {"first", "Ctrl-PgUp", "Alt-PgUp", IN_INTERVIEW, NULL, 0, N_("Go to the first question"),
     command_edge, -1},
    {"last", "Ctrl-PgDn", "Alt-PgDn", IN_INTERVIEW, NULL, 0, N_("Go to the last question"),
     command_edge, 1},
    {"who", "F3", NULL, IN_INTERVIEW, N_("Who"), 4,
     N_("Note whose words these are, in which language, and how"), command_panel, PANEL_WHO},
    {"skip", "F4", NULL, IN_INTERVIEW, N_("Skip"), 3,
     N_("Say why there is no answer: skipped, declined or for later"), command_panel, PANEL_STATE},
    {"language", "F5", NULL, IN_INTERVIEW, N_("Language"), 6,
     N_("Show the question in the patient's language, or in yours"), command_language, 0},
    {"outline", "F6", NULL, IN_INTERVIEW, N_("Outline"), 5, N_("See all questions and jump to one"),
     command_list, LIST_OUTLINE},
    {"about", "F12", "Ctrl-O", IN_INTERVIEW, N_("About"), 10,
     N_("Read all about this question: purpose, follow-up, terms"), command_about, 0},
    {"summary", "F9", NULL, IN_INTERVIEW | IN_PATIENT, N_("Summary"), 7,
     N_("Read the intake summary as it stands"), command_summary, 0},
    {"choose-up", "Up", NULL, IN_CHOICES, NULL, 0, N_("Go to the choice above"), command_choice,
     -1},
    {"choose-down", "Down", NULL, IN_CHOICES, NULL, 0, N_("Go to the choice below"), command_choice,
     1},
    {"choose", "Space", NULL, IN_CHOICES, N_("Choose"), 8, N_("Choose this, or undo the choice"),
     command_choice_toggle, 0},
    {"add-row", "Ctrl-N", NULL, IN_INTERVIEW, NULL, 0, N_("Add a row to this list"),
     command_add_row, 0},
    {"add-row-here", "Enter", NULL, IN_REPEAT, N_("Add"), 8, N_("Add a row to this list"),
     command_add_row, 0},
    {"remove-row", "Ctrl-D", NULL, IN_INTERVIEW, NULL, 0,
     N_("Remove this row; undo brings it back"), command_remove_row, 0},
    {"finalise", "Ctrl-T", NULL, IN_INTERVIEW, NULL, 0,
     N_("Finalise the interview; later changes need a reason"), command_finalise, 0},
    /* patients and visits */
    {"open", "Enter", NULL, IN_PATIENTS, N_("Open"), 2, N_("Open this patient's record"),
     command_open_patient, 0},
    {"sort-patients", "F6", NULL, IN_PATIENTS, N_("Sort"), 5,
     N_("Sort by name, by last visit, by next follow-up"), command_sort_patients, 0},
    {"new-patient", "F2", NULL, IN_PATIENTS, N_("New patient"), 3,
     N_("Add a patient: a name or a code is enough"), command_panel, PANEL_PATIENT},
    {"open-instrument", "Enter", NULL, IN_PATIENT, N_("Open"), 2,
     N_("Open or begin this interview"), command_open_instrument, 0},
    {"new-contact", "F4", NULL, IN_PATIENT, N_("Visit"), 3,
     N_("Note today's visit: who, language, interpreter, consent"), command_panel, PANEL_CONTACT},
    {"edit-patient", "F3", NULL, IN_PATIENT, N_("Edit"), 4,
     N_("Correct the patient's name, code, birth date or languages"), command_panel,
     PANEL_PATIENT_EDIT},
    {"row-up", "Up", NULL, IN_PATIENTS | IN_PATIENT, NULL, 0, N_("Go one line up"), command_row,
     -1},
    {"row-down", "Down", NULL, IN_PATIENTS | IN_PATIENT, NULL, 0, N_("Go one line down"),
     command_row, 1},
    {"rows-up", "PgUp", NULL, IN_PATIENTS | IN_PATIENT, NULL, 0, N_("Go one page up"), command_row,
     -BY_PAGE},
    {"rows-down", "PgDn", NULL, IN_PATIENTS | IN_PATIENT, NULL, 0, N_("Go one page down"),
     command_row, BY_PAGE},
    {"export", "F4", NULL, IN_SUMMARY, N_("Export"), 2,
     N_("Write the summary to a readable file; the log notes it"), command_panel, PANEL_EXPORT},
    {"summary-language", "F5", NULL, IN_SUMMARY, N_("Language"), 3,
     N_("Show the summary in the other language"), command_summary_language, 0},
    /* what is said in passing */
    {"capture", "F2", NULL, IN_RECORD, N_("Note"), 2,
     N_("Note what is being said now, whatever is on the screen"), command_capture, 0},
    {"capture-seal", "Enter", NULL, IN_CAPTURE, N_("Seal the line"), 1,
     N_("Seal this line and go back to where you were"), command_capture_seal, 0},
    {"capture-leave", "Esc", NULL, IN_CAPTURE, N_("Leave it for now"), 3,
     N_("Leave this line; what is typed in it is kept"), command_capture_leave, 0},
    {"capture-patient", "Alt-p", NULL, IN_CAPTURE, NULL, 0, N_("The patient says this"),
     command_capture_by, BY_PATIENT},
    {"capture-relative", "Alt-r", NULL, IN_CAPTURE, NULL, 0, N_("A relative says this"),
     command_capture_by, BY_INFORMANT},
    {"capture-interpreter", "Alt-i", NULL, IN_CAPTURE, NULL, 0,
     N_("The interpreter says this, in their own words"), command_capture_by, BY_INTERPRETER},
    {"capture-observation", "Alt-o", NULL, IN_CAPTURE, NULL, 0, N_("You noticed this yourself"),
     command_capture_by, BY_CLINICIAN},
    {"capture-verbatim", "Alt-v", NULL, IN_CAPTURE, NULL, 0,
     N_("This line is word for word, or a summary"), command_capture_verbatim, 0},
    /* panels and lists */
    {"field-next", "Tab", "Down", IN_PANEL, NULL, 0, N_("Go to the next line"), command_field, 1},
    {"field-previous", "Shift-Tab", "Up", IN_PANEL, NULL, 0, N_("Go to the previous line"),
     command_field, -1},
    {"field-turn", "Alt-Right", NULL, IN_PANEL, NULL, 0,
     N_("Next option of this line; space bar and numbers work too"), command_turn, 1},
    {"field-turn-back", "Alt-Left", NULL, IN_PANEL, NULL, 0, N_("Previous option of this line"),
     command_turn, -1},
    {"accept", "Enter", NULL, IN_PANEL, N_("Accept"), 1,
     N_("Go to the next line; on the last one, accept"), command_panel_submit, 0},
    {"list-up", "Up", NULL, IN_LIST, NULL, 0, N_("Go one line up"), command_list_move, -1},
    {"list-down", "Down", NULL, IN_LIST, NULL, 0, N_("Go one line down"), command_list_move, 1},
    {"list-page-up", "PgUp", NULL, IN_LIST, NULL, 0, N_("Go one page up"), command_list_move,
     -BY_PAGE},
    {"list-page-down", "PgDn", NULL, IN_LIST, NULL, 0, N_("Go one page down"), command_list_move,
     BY_PAGE},
    {"list-choose", "Enter", NULL, IN_LIST, N_("Choose"), 1, N_("Choose this line"),
     command_list_choose, 0},
    {"read-up", "Up", NULL, IN_READER, NULL, 0, N_("One line up"), command_read, -1},
    {"read-down", "Down", NULL, IN_READER, NULL, 0, N_("One line down"), command_read, 1},
    {"read-page-up", "PgUp", NULL, IN_READER, NULL, 0, N_("One page up"), command_read, -BY_PAGE},
    {"read-page-down", "PgDn", "Space", IN_READER, N_("More"), 4, N_("One page down"), command_read,
     BY_PAGE},
    {"read-start", "Home", NULL, IN_READER, NULL, 0, N_("To the beginning"), command_read,
     -TO_EDGE},
    {"read-end", "End", NULL, IN_READER, NULL, 0, N_("To the end"), command_read, TO_EDGE},
    /* everywhere */
    {"help", "F1", NULL, IN_ANY, N_("Help"), 1, N_("What can be done here, filtered as you type"),
     command_list, LIST_HELP},
    {"palette", "Ctrl-P", NULL, IN_ANY, N_("All commands"), 12, N_("Every command by its name"),
     command_list, LIST_PALETTE},
    {"undo", "Ctrl-Z", NULL, IN_ANY, N_("Undo"), 11, N_("Undo the last change"), command_undo, 0},
    {"redo", "Ctrl-Y", NULL, IN_ANY, NULL, 0, N_("Redo what was undone"), command_redo, 0},
    {"lock", "F10", NULL, IN_ANY, N_("Lock"), 2, N_("Lock at once; nothing is lost"), command_lock,
     0},
    {"leave", "Esc", NULL, IN_ANY, NULL, 0, N_("Close this and go back"), command_leave, 0},
    {"quit", "Ctrl-Q", NULL, IN_ANY, NULL, 0, N_("Seal everything and end the program"),
     command_quit, 0},
    {"mouse", "Alt-m", NULL, IN_ANY, NULL, 0,
     N_("Give the mouse to the program, or back to the terminal"), command_mouse, 0},
    /* while typing */
    {"left", "Left", NULL, IN_TEXT, NULL, 0, N_("One character left"), command_move, MOTION_LEFT},
    {"right", "Right", NULL, IN_TEXT, NULL, 0, N_("One character right"), command_move,
     MOTION_RIGHT},
    {"up", "Up", NULL, IN_TEXT, NULL, 0, N_("One line up"), command_move, MOTION_UP},
    {"down", "Down", NULL, IN_TEXT, NULL, 0, N_("One line down"), command_move, MOTION_DOWN},
    {"word-left", "Ctrl-Left", "Alt-Left", IN_TEXT, NULL, 0, N_("One word left"), command_move,
     MOTION_WORD_LEFT},
    {"word-right", "Ctrl-Right", "Alt-Right", IN_TEXT, NULL, 0, N_("One word right"), command_move,
     MOTION_WORD_RIGHT},
    {"line-start", "Home", "Ctrl-A", IN_TEXT, NULL, 0, N_("To the start of the line"), command_move,
     MOTION_LINE_START},
    {"line-end", "End", "Ctrl-E", IN_TEXT, NULL, 0, N_("To the end of the line"), command_move,
     MOTION_LINE_END},
    {"paragraph-up", "Ctrl-Up", "Alt-Up", IN_TEXT, NULL, 0, N_("One paragraph up"), command_move,
     MOTION_PARAGRAPH_UP},
    {"paragraph-down", "Ctrl-Down", "Alt-Down", IN_TEXT, NULL, 0, N_("One paragraph down"),
     command_move, MOTION_PARAGRAPH_DOWN},
    {"text-start", "Ctrl-Home", NULL, IN_TEXT, NULL, 0, N_("To the start of the text"),
     command_move, MOTION_START},
    {"text-end", "Ctrl-End", NULL, IN_TEXT, NULL, 0, N_("To the end of the text"), command_move,
     MOTION_END},
    {"select-left", "Shift-Left", NULL, IN_TEXT, NULL, 0, N_("Select one character to the left"),
     command_select, MOTION_LEFT},
    {"select-right", "Shift-Right", NULL, IN_TEXT, NULL, 0, N_("Select one character to the right"),
     command_select, MOTION_RIGHT},
    {"select-up", "Shift-Up", NULL, IN_TEXT, NULL, 0, N_("Select one line up"), command_select,
     MOTION_UP},
    {"select-down", "Shift-Down", NULL, IN_TEXT, NULL, 0, N_("Select one line down"),
     command_select, MOTION_DOWN},
    {"select-word-left", "Ctrl-Shift-Left", NULL, IN_TEXT, NULL, 0,
     N_("Select one word to the left"), command_select, MOTION_WORD_LEFT},
    {"select-word-right", "Ctrl-Shift-Right", NULL, IN_TEXT, NULL, 0,
     N_("Select one word to the right"), command_select, MOTION_WORD_RIGHT},
    {"select-line-start", "Shift-Home", NULL, IN_TEXT, NULL, 0,
     N_("Select to the start of the line"), command_select, MOTION_LINE_START},
    {"select-line-end", "Shift-End", NULL, IN_TEXT, NULL, 0, N_("Select to the end of the line"),
     command_select, MOTION_LINE_END},
    {"select-all", "Alt-a", NULL, IN_TEXT, NULL, 0, N_("Select the whole text"), command_select_all,
     0},
    {"new-line", "Enter", NULL, IN_TEXT, NULL, 0, N_("Begin a new line"), command_new_line, 0},
    {"erase-left", "Backspace", NULL, IN_TEXT | IN_PANEL, NULL, 0,
     N_("Erase the character before the cursor"), command_erase, MOTION_LEFT},
    {"erase-right", "Delete", NULL, IN_TEXT, NULL, 0, N_("Erase the character at the cursor"),
     command_erase, MOTION_RIGHT},
    {"erase-word", "Ctrl-W", "Ctrl-Backspace", IN_TEXT, NULL, 0,
     N_("Erase the word before the cursor"), command_erase, MOTION_WORD_LEFT},
    {"erase-to-start", "Ctrl-U", NULL, IN_TEXT, NULL, 0, N_("Erase to the start of the line"),
     command_erase, MOTION_LINE_START},
    {"erase-to-end", "Ctrl-K", NULL, IN_TEXT, NULL, 0, N_("Erase to the end of the line"),
     command_erase, MOTION_LINE_END},
    {"copy", "Ctrl-C", NULL, IN_TEXT, NULL, 0, N_("Copy the selection, inside the program only"),
     command_copy, 0},
    {"cut", "Ctrl-X", NULL, IN_TEXT, NULL, 0, N_("Cut the selection, inside the program only"),
     command_cut, 0},
    {"paste", "Ctrl-V", NULL, IN_TEXT, NULL, 0, N_("Paste what was copied or cut"), command_paste,
     0},
};

size_t command_count(void)
{
    return sizeof commands / sizeof commands[0];
}

const struct command *command_at(size_t index)
{
    return &commands[index];
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count(); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

bool command_works_in(const struct command *command, const unsigned *contexts)
{
    for (; *contexts; contexts++) {
        if (command->contexts & *contexts) {
            return true;
        }
    }
    return false;
}
