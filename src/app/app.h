/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program without a screen: which screen is on, what is typed where, what
 * a key does. Views read this struct and paint it; only app/ changes it.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/board.h"
#include "app/capture_line.h"
#include "app/aside.h"
#include "app/command.h"
#include "app/desk.h"
#include "app/dossier.h"
#include "app/draft_patch.h"
#include "app/keymap.h"
#include "app/next.h"
#include "app/offers.h"
#include "app/kill_ring.h"
#include "app/panel_fields.h"
#include "app/preview.h"
#include "app/said.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/text_edit.h"
#include "app/tray.h"
#include "base/key.h"
#include "base/world.h"
#include "export/audience.h"

enum screen {
    SCREEN_UNLOCK,   /* a panel: passphrase, or making the vault */
    SCREEN_RECOVERY, /* the recovery code, to be written down */
    SCREEN_PATIENTS,
    SCREEN_PATIENT,
    SCREEN_INTERVIEW,
    SCREEN_SUMMARY,
    SCREEN_DRAWING,
};

/* Fields over or instead of the screen. */
enum panel_kind {
    PANEL_NONE,
    PANEL_UNLOCK,
    PANEL_CREATE,
    PANEL_RECOVERY, /* type two groups of the code, to be sure it was written down */
    PANEL_PATIENT,
    PANEL_PATIENT_EDIT,
    PANEL_CONTACT,
    PANEL_WHO,
    PANEL_STATE,
    PANEL_AMEND,
    PANEL_EXPORT,
    PANEL_FLAG,
    PANEL_RELATION, /* one line each, for one key of the interview */
    PANEL_LANGUAGE,
    PANEL_GLOSS,
    PANEL_ATTACHMENT,
    PANEL_GLASS, /* a restricted record, in an emergency */
};

/* How the list of patients is sorted; one key goes on to the next. */
enum patients_order { PATIENTS_BY_NAME, PATIENTS_BY_VISIT, PATIENTS_BY_FOLLOW_UP };
#define PATIENTS_ORDER_COUNT 3

enum list_kind {
    LIST_NONE,
    LIST_HELP,
    LIST_PALETTE,
    LIST_OUTLINE,
    LIST_DRAWINGS,
    /* These have words of their own in their rows. */
    LIST_TRAY,
    LIST_FILING,
    LIST_SAID,
    LIST_OFFERS,
    LIST_NEWER,
    LIST_FILES,
};

/* One line of a list: a command, or a place of the interview. */
struct list_row {
    const struct command *command;
    bool elsewhere; /* it does not work on this screen */
    size_t place; /* of the interview, or kind of drawing */
    struct buf text; /* folded, for the filter */
    /* Of other lists: what the line says, what stands at its right, and all of it. */
    struct buf label, aside, detail;
    bool quiet; /* less important than those before it */
};

struct list {
    enum list_kind kind;
    struct text_edit *filter;
    struct list_row *rows;
    size_t row_count, row_capacity;
    size_t *shown; /* indices of rows that match, in order */
    size_t shown_count;
    size_t at, top;
    int page; /* rows that the view could show */
};

/* Text to read and scroll. */
struct reader {
    struct buf text;
    size_t line, line_count; /* first visible one; as last painted */
    int rows;
};

enum message_kind { MESSAGE_NONE, MESSAGE_NOTE, MESSAGE_ERROR };

/* Work that takes longer than a frame: done after the screen has said so. */
enum pending { PENDING_NONE, PENDING_START, PENDING_UNLOCK, PENDING_CREATE };

/* At least as many as there are kinds of drawing. */
#define APP_BOARDS_MAX 4

struct app_options {
    const struct world *world;
    const char *vault_path;
    const char *user; /* NULL: the only one */
    int64_t idle_ms;  /* lock after this long without a key; 0: never */
    bool ascii;
    bool mouse;   /* at the start */
    bool crashed; /* the worker before this one did not end by itself */
    bool locked;  /* it locked */
    /* Called once the first picture is on the screen: fences the process in and says
     * what it may still do, for the status line. NULL: no fence. */
    const char *(*fence)(void *self);
    void *fence_self;
    const char *sandbox;           /* what FENCE said */
    const struct vault_cost *cost; /* for a new vault; NULL: measured */
    const char *demo_passphrase;   /* of a throw-away vault: typed in by itself */
    const struct app_preview *preview; /* a form file that is tried in it; NULL */
    const struct settings *settings; /* NULL: as the program comes */
    const char *settings_problem;    /* what is wrong with them, for the first picture; NULL */
};

struct finder;
/* A state of an editor, to see whether anything happened since. */
struct edit_place {
    const struct text_edit *edit;
    unsigned long version;
    size_t cursor;
};

/* Places of instruments that one comes from, the last one at the end. */
struct way_back {
    struct {
        char form[EDIT_MAX_NAME + 1], item[EDIT_MAX_NAME + 1], row[33];
    } places[8];
    size_t count;
};

struct app {
    struct app_options options;
    /* Counts up with every event but plain typing: what was painted is stale. */
    unsigned long version;
    struct keymap *keymap;
    struct library *library;
    struct session *session; /* NULL: locked */
    enum screen screen;
    enum pending pending;

    struct panel_fields fields;
    enum panel_kind panel;
    char panel_contact[33]; /* the visit that its panel is about; "": today's */

    struct text_edit *find; /* patients: what is typed to find one */
    size_t *found;          /* indices into the register, best first */
    size_t found_count, found_at;
    enum patients_order patients_order;
    int page; /* rows that the list on the screen could show */

    struct dossier dossier; /* patient screen */
    struct desk *desk;     /* the interview that lies open */
    struct way_back way_back; /* where it was opened, if not in the dossier */
    enum prompt_mode prompt_mode; /* app_set_prompt_mode() */
    struct aside aside;
    bool turned;        /* the screen is turned to the patient: app_is_turned() */
    bool turned_typing; /* and shows what is typed */
    bool hidden;        /* nothing of anybody is shown; typing goes on */
    int64_t minute;     /* minutes since 1970 at the last event */

    struct capture_line capture;
    struct tray tray;
    struct said said;     /* said_of() */
    struct offers offers; /* offers_of() */
    struct next_memory next;

    char upgrading[33]; /* the interview that LIST_NEWER is about */
    struct preview_memory preview;

    struct list list;
    struct finder *finder; /* NULL: nothing is looked for */
    struct reader reader; /* summary, recovery code, about a question */
    bool about;           /* the reader lies over the interview */
    enum audience summary_audience;
    char summary_language[8];
    int summary_columns;

    bool mouse; /* the front end gives presses and the wheel */
    struct board *boards[APP_BOARDS_MAX]; /* by kind; with their unfinished lines */
    struct board *board;    /* the drawing in front, or the last one */
    enum screen board_from; /* where leaving it goes */
    struct buf sending;     /* words on their way into a drawing, and where they stood */
    char sending_source[240];
    struct reader outline;  /* of a drawing, to read */

    struct buf clipboard;
    struct kill_ring kills;
    struct edit_place killed, yanked; /* where the cursor was left after that */
    size_t yank_from, yank_age;       /* what was put in last, and which piece it was */
    const struct text_edit *grown;    /* the answer that has the whole window; compared only */
    struct buf recovery; /* only until it has been written down */

    enum message_kind message_kind;
    char message[512];

    int64_t last_key;  /* elapsed(), for the idle lock */
    int64_t draft_due; /* elapsed(); 0: nothing to seal */
    struct draft_base draft_base; /* what patches of a long text are patches of */
    bool lock_anyway; /* told that what was typed cannot be sealed */
    unsigned failures;    /* wrong passphrases in a row */
    int64_t unlock_after; /* elapsed(); a wrong one costs time */
    char recovery_vault_user[129];
};

/* At the passphrase; nothing has been read but whether there is a vault. */
void app_create(struct app **out, const struct app_options *options);
void app_destroy(struct app *app); /* seals what is unfinished; accepts NULL */

/* Does what EVENT means. Never blocks longer than one durable write, except in
 * app_work(). */
void app_event(struct app *app, const struct event *event, struct effect *effect);
/* The slow thing that was asked for; the screen has said so by now. */
void app_work(struct app *app, struct effect *effect);
/* Milliseconds until app_event(EVENT_NONE) has something to do; -1: never. */
int app_timeout(const struct app *app);

/* Contexts in the order in which keys are looked up; ends with 0. */
#define APP_CONTEXTS_MAX 12
void app_contexts(const struct app *app, uint64_t out[APP_CONTEXTS_MAX]);

/* ---- for the commands ---- */

/* Whether the cursor is on a choice of the question. */
bool app_on_choices(const struct app *app);
/* The editor under the cursor, or NULL. */
struct text_edit *app_editor(const struct app *app);
void app_note(struct app *app, const char *format, ...) PRINTF_LIKE(2, 3);
/* Shows ERR; returns false. */
bool app_complain(struct app *app, const struct error *err);
/* Text that was typed or pasted. */
void app_type(struct app *app, const char *text, size_t length, bool typed);
void app_changed(struct app *app); /* something is unsealed: a draft is due */

/* command_edit.c */
/* ";" and an abbreviation just before the cursor become what they stand for. */
void app_expand_marked(struct app *app, struct text_edit *edit);
bool app_is_grown(const struct app *app);

/* mouse.c */
void app_mouse(struct app *app, const struct mouse *mouse, struct effect *effect);

/* panel.c */
void panel_open(struct app *app, enum panel_kind kind);
/* The visit of this id, "" for today's: begun if there is none. */
void panel_open_contact(struct app *app, const char *id);
void panel_close(struct app *app);
/* Fills in the name on the unlock panel where there is only one. */
void panel_know_user(struct app *app);
bool panel_submit(struct app *app, struct effect *effect, struct error *err) MUST_USE;
const char *panel_title(enum panel_kind kind); /* translated */
const char *panel_name(enum panel_kind kind);  /* in drafts */
enum panel_kind panel_by_name(const char *name);

/* command_any.c */
/* Undoes (or redoes) the last action in the record, and shows its place. */
bool take_back_record(struct app *app, bool redo, struct error *err) MUST_USE;

/* list.c */
void list_open(struct app *app, enum list_kind kind);
void list_close(struct app *app);
void list_filter(struct app *app);
/* For fillings: one more row, and words by which it is found. */
struct list_row *list_add_row(struct list *list);
void list_row_find(struct list_row *row, const char *text);
void list_move(struct app *app, long by);

/* command_newer.c: what another version of the form would change, and taking it */
void newer_fill(struct app *app);
void newer_title(struct buf *out, const struct app *app);
bool newer_take(struct app *app, struct error *err) MUST_USE;
/* The end of the outline: what has no question any more; reading one of them. */
void newer_fill_kept(struct app *app);
bool newer_read_kept(struct app *app, size_t index, struct error *err) MUST_USE;

/* open.c */
bool app_unlock(struct app *app, struct error *err) MUST_USE;
bool app_make_vault(struct app *app, struct error *err) MUST_USE;
bool app_show_patient(struct app *app, const char *id, struct error *err) MUST_USE;
bool app_show_interview(struct app *app, const char *form_id, struct error *err) MUST_USE;
void app_close_desk(struct app *app);
bool app_show_summary(struct app *app, struct error *err) MUST_USE;
/* The summary again, for a window of COLUMNS. */
void app_build_summary(struct app *app, int columns);
/* One part of a path, not hidden. */
bool app_name_is_plain(const char *name);
bool app_export(struct app *app, const char *format, const char *name, struct error *err) MUST_USE;

/* patients.c */
void app_find_patients(struct app *app);
const struct vault_patient *app_found(const struct app *app, size_t index);
const char *patients_order_name(enum patients_order order); /* translated */

/* draft.c */
bool app_seal_draft(struct app *app, struct error *err) MUST_USE;
void app_restore_draft(struct app *app);

/* command_context.c: accepts the panels of one line */
bool context_submit(struct app *app, struct error *err) MUST_USE;

/* A number typed for why there is no answer acts at once, where no reason is needed. */
void context_act_on_digit(struct app *app, const char *text, size_t length);

/* languages.c: tags and names */
/* The language that the prompt is shown in now, or first. */
const char *app_prompt_language(const struct app *app);
/* The patient's, as far as the form has it; else the form's other one. */
const char *app_other_language(const struct app *app);
/* The patient's, as far as the form has it; else the clinician's, who can read it out. */
const char *app_turned_language(const struct app *app);
/* Whether LANGUAGE is one that the patient is known to speak. */
bool app_language_is_patients(const struct app *app, const char *language);
/* The patient's language of today's contact, else the first of the record; "" unknown. */
const char *app_patient_language(const struct app *app);

#endif
