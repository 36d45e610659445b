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
#include <stdint.h>

struct app;

/* Where a command works. The first context that knows a key wins, in the order
 * that app_contexts() gives. Bits, and not an enum: there are more than an int has. */
#define IN_ANY       (UINT64_C(1) << 0)
#define IN_TEXT      (UINT64_C(1) << 1)  /* words are being typed */
#define IN_PANEL     (UINT64_C(1) << 2)  /* fields to fill in */
#define IN_LIST      (UINT64_C(1) << 3)  /* help, palette, outline */
#define IN_READER    (UINT64_C(1) << 4)  /* to read: summary, about a question, recovery code */
#define IN_UNLOCK    (UINT64_C(1) << 5)
#define IN_PATIENTS  (UINT64_C(1) << 6)
#define IN_PATIENT   (UINT64_C(1) << 7)
#define IN_INTERVIEW (UINT64_C(1) << 8)
#define IN_CHOICES   (UINT64_C(1) << 9)  /* an item with choices lies in front */
#define IN_ONE_LINE  (UINT64_C(1) << 10) /* an item that takes one line lies in front */
#define IN_SUMMARY   (UINT64_C(1) << 11)
#define IN_REPEAT    (UINT64_C(1) << 12) /* a list of rows lies in front */
#define IN_RECORD    (UINT64_C(1) << 13) /* a patient is open, whatever lies on top */
#define IN_CAPTURE   (UINT64_C(1) << 14) /* what is typed goes into the capture line */
#define IN_TRAY      (UINT64_C(1) << 15) /* the list of captured lines */
#define IN_FILING    (UINT64_C(1) << 16) /* the list of questions to file one under */
#define IN_SAID      (UINT64_C(1) << 17) /* the list of what was already said */
#define IN_GROWN     (UINT64_C(1) << 18) /* an answer has the whole window */
#define IN_GATE      (UINT64_C(1) << 19) /* the pause before what is sensitive */
#define IN_PROBES    (UINT64_C(1) << 20) /* follow-up questions have the keys */
#define IN_TERMS     (UINT64_C(1) << 21) /* words to explain have the keys */
#define IN_TURNED    (UINT64_C(1) << 22) /* the screen is turned to the patient */
#define IN_FIND      (UINT64_C(1) << 23) /* a search lies on top */
#define IN_FIND_NEW  (UINT64_C(1) << 24) /* its words have not been looked for yet */
#define IN_DRAWING   (UINT64_C(1) << 25) /* wherever one is in a drawing */
#define IN_PICTURE   (UINT64_C(1) << 26) /* about on the picture: letters are commands */
#define IN_LINE      (UINT64_C(1) << 27) /* a fact is being typed under it */
#define IN_FINDING   (UINT64_C(1) << 28) /* what to find in it is being typed */
#define IN_SHOWN     (UINT64_C(1) << 29) /* the picture alone, for the patient's eyes */
#define IN_HIDDEN    (UINT64_C(1) << 30) /* the screen is hidden */

/* What the front end has to do after a command; commands do not do it themselves. */
struct effect {
    bool quit;
    bool lock;
    bool bell;
};

struct command {
    const char *name;   /* "skip": palette, manual, key settings */
    const char *key;    /* default, as key_parse() reads it; NULL: palette only */
    const char *second; /* another key that does the same; NULL: none */
    uint64_t contexts;
    const char *label;    /* one or two words for the footer; N_(); NULL: not shown there */
    unsigned char footer; /* lower is shown first when there is little room; 0: never */
    const char *summary;  /* one line for help and palette; N_() */
    bool (*run)(struct app *app, int argument, struct effect *effect, struct error *err);
    int argument; /* what makes "up" and "down" one function */
};

size_t command_count(void);
const struct command *command_at(size_t index);
const struct command *command_find(const char *name); /* or NULL */

/* Whether COMMAND can be reached in any of CONTEXTS. */
bool command_works_in(const struct command *command, const uint64_t *contexts);

/* Arguments of commands that move: lines, or one of these, negative for up. */
#define BY_PAGE 1000
#define TO_EDGE 1000000

/* The functions of the table, by file; what argument each takes. */
typedef bool command_run(struct app *app, int argument, struct effect *effect, struct error *err);

/* command_text.c: the editor under the cursor */
command_run command_move;   /* enum text_motion */
command_run command_select; /* enum text_motion */
command_run command_erase;  /* enum text_motion */
command_run command_select_all, command_new_line, command_copy, command_cut, command_paste;

/* command_edit.c: beyond moving and typing */
command_run command_kill; /* enum text_motion */
command_run command_yank, command_expand, command_grow;

/* command_any.c: panels, lists, readers, the program */
command_run command_list;      /* enum list_kind: opens it */
command_run command_list_move; /* lines */
command_run command_list_choose;
command_run command_read;  /* lines */
command_run command_panel; /* enum panel_kind: opens it */
command_run command_field; /* 1 or -1 */
command_run command_turn;  /* 1 or -1 */
command_run command_panel_submit, command_leave, command_undo, command_redo, command_lock,
    command_quit, command_mouse;

/* command_capture.c: the capture line */
command_run command_capture, command_capture_seal, command_capture_leave, command_capture_verbatim;
command_run command_capture_by; /* enum answer_by */

/* command_tray.c: captured lines */
command_run command_tray, command_tray_all, command_tray_file, command_tray_aside,
    command_file_leave;
command_run command_tray_undo; /* 1, or -1 to redo */
command_run command_file_here; /* enum capture_manner */

/* attach.c: files as answers */
bool command_attach(struct app *app, int argument, struct effect *effect, struct error *err);
bool command_attachment_write(struct app *app, int argument, struct effect *effect,
                              struct error *err);

/* command_said.c: what was already said, modules on offer */
command_run command_said, command_said_quote, command_said_choose, command_offers,
    command_flag;

/* command_record.c: patients, visits, summary */
command_run command_row;     /* lines */
command_run command_section; /* 1 or -1 */
command_run command_sort_patients, /* patients.c */
    command_open_patient, command_open_instrument, command_summary,
    command_summary_language, command_summary_audience;

/* command_find.c */
command_run command_find_words, command_find_start, command_find_open;
command_run command_find_move; /* lines */

/* command_interview.c */
command_run command_step;   /* 1 or -1 */
command_run command_edge;   /* 1 or -1 */
command_run command_choice; /* 1 or -1 */
command_run command_rank, command_next_line, command_choice_toggle, command_next_open,
    command_about, command_add_row, command_remove_row, command_finalise;

/* command_newer.c */
command_run command_newer;

/* command_drawing.c */
command_run command_drawings, command_line_accept, command_line, command_picture;
command_run command_picture_move;   /* enum scene_direction */
command_run command_picture_next;   /* 1 or -1 */
command_run command_picture_edge;   /* 1 or -1 */
command_run command_picture_scroll; /* pages: 1 or -1 */
command_run command_fact_by;        /* enum answer_by */
command_run command_picture_weigh;  /* 1 or -1 */
command_run command_picture_find_next; /* 1 or -1 */
command_run command_picture_fact, command_picture_choose, command_picture_add,
    command_picture_edit, command_picture_rename, command_picture_remove, command_picture_connect,
    command_picture_private, command_picture_zoom, command_picture_form, command_picture_moment,
    command_picture_free, command_picture_order, command_picture_outline, command_picture_find,
    command_picture_found, command_turn_drawing, command_send_drawing, command_send_words;
/* command_context.c */
enum source_key {
    SOURCE_PATIENT,
    SOURCE_INTERPRETER,
    SOURCE_OBSERVATION,
    SOURCE_FILE,
    SOURCE_VERBATIM,
    SOURCE_ADAPTED,
};
enum gate_key { GATE_GO_ON, GATE_LATER, GATE_LEAVE_OUT, GATE_DECLINED };
command_run command_source;     /* enum source_key */
command_run command_gate;       /* enum gate_key */
command_run command_gate_step;  /* 1 or -1 */
command_run command_aside;      /* enum aside_kind: opens or closes it */
command_run command_aside_move; /* 1 or -1 */
command_run command_relative, command_answer_language, command_language, command_probe_tick,
    command_probe_insert, command_term_explained, command_term_said_back, command_turn_screen,
    command_turned_typing, command_hide;

#endif
