/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subcommands: one row each, with the words and options it takes. Usage, help
 * and completions come from the same table. Only for the files of this room.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "app/session.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "diagram/diagram.h"
#include "export/loss.h"
#include "form/library.h"
#include "form/overlay.h"

#include <stdint.h>
#include <stdio.h>

/* One bit for each option of the table in arguments.c. */
#define OPTION_VAULT       (UINT64_C(1) << 0)
#define OPTION_USER        (UINT64_C(1) << 1)
#define OPTION_PASSPHRASE  (UINT64_C(1) << 2)
#define OPTION_LANG        (UINT64_C(1) << 3)
#define OPTION_PLAIN       (UINT64_C(1) << 4)
#define OPTION_ASCII       (UINT64_C(1) << 5)
#define OPTION_THEME       (UINT64_C(1) << 6)
#define OPTION_IDLE        (UINT64_C(1) << 7)
#define OPTION_JSON        (UINT64_C(1) << 8)
#define OPTION_RECOVERY    (UINT64_C(1) << 9)
#define OPTION_NAME        (UINT64_C(1) << 10)
#define OPTION_CODE        (UINT64_C(1) << 11)
#define OPTION_BIRTH       (UINT64_C(1) << 12)
#define OPTION_LANGUAGES   (UINT64_C(1) << 13)
#define OPTION_NOTE        (UINT64_C(1) << 14)
#define OPTION_FORMAT      (UINT64_C(1) << 15)
#define OPTION_OUT         (UINT64_C(1) << 16)
#define OPTION_ALL         (UINT64_C(1) << 17)
#define OPTION_PATIENT     (UINT64_C(1) << 18)
#define OPTION_FAST        (UINT64_C(1) << 19)
#define OPTION_NEW         (UINT64_C(1) << 20)
#define OPTION_GUIDANCE    (UINT64_C(1) << 21)
#define OPTION_WIDTH       (UINT64_C(1) << 22)
#define OPTION_ZOOM        (UINT64_C(1) << 23)
#define OPTION_MOMENT      (UINT64_C(1) << 24)
#define OPTION_PRIVATE     (UINT64_C(1) << 25)
#define OPTION_EXPLAIN     (UINT64_C(1) << 26)
#define OPTION_AGAINST     (UINT64_C(1) << 27)
#define OPTION_DRY_RUN     (UINT64_C(1) << 28)
#define OPTION_LANGUAGE    (UINT64_C(1) << 29)
#define OPTION_ROLE        (UINT64_C(1) << 30)
#define OPTION_REASON      (UINT64_C(1) << 31)
#define OPTION_REMOVE      (UINT64_C(1) << 32)
#define OPTION_LIFT        (UINT64_C(1) << 33)
#define OPTION_TEAM        (UINT64_C(1) << 34)
#define OPTION_AUDIENCE    (UINT64_C(1) << 35)
#define OPTIONS_VAULT      (OPTION_VAULT | OPTION_USER | OPTION_PASSPHRASE)
#define OPTIONS_EVERYWHERE (OPTION_LANG | OPTION_PLAIN | OPTION_ASCII)

struct arguments {
    const char *vault, *user, *passphrase_file, *language, *theme, *recovery_file;
    const char *new_passphrase_file;
    const char *name, *code, *birth, *languages, *note, *format, *out, *patient, *explain, *against;
    const char *width, *zoom, *moment, *form_language, *role, *reason, *team, *audience;
    int idle_minutes;
    bool json, plain, ascii, guidance, all, fast, private, dry_run, help, version;
    bool remove, lift;
    uint64_t given;     /* of OPTION_… */
    const char **words; /* the subcommand first */
    size_t word_count;
};

struct cli {
    struct world *world;
    struct arguments arguments;
    char *default_vault;
    int (*full_screen)(const struct cli_screen *screen);
    int status; /* what a command that did its work wants to exit with */
};

struct cli_command {
    const char *name;   /* "patient add" */
    const char *words;  /* N_("NAME"), for usage; "" for none */
    size_t least, most; /* words behind the name */
    uint64_t options;
    const char *summary; /* N_() */
    bool (*run)(struct cli *cli, const char *const *words, size_t count, struct error *err);
};

size_t cli_command_count(void);
const struct cli_command *cli_command_at(size_t index);

/* The names of what follows a command, translated; "" stays empty. */
const char *cli_words(const char *words);
/* A line of help: LEFT is filled up to COLUMNS. */
void cli_print_row(FILE *to, const char *left, int columns, const char *right);

/* arguments.c */
bool arguments_parse(struct arguments *out, int argc, char **argv, struct error *err) MUST_USE;
void arguments_finish(struct arguments *arguments);
/* Options of a mask, one line each: "--name NAME   what it is". */
void arguments_help(FILE *to, uint64_t options);
size_t arguments_option_count(void);
const char *arguments_option_name(size_t index, uint64_t *bit);

/* form_commands.c: the file of an installed form by its name, or a path as it is. */
void cli_form_path(const struct cli *cli, const char *word, struct buf *out);

/* What FORM says of other forms, if those can be read; a file alone is checked alone. */
void cli_check_references(const struct cli *cli, const struct form *form, struct report *report);
/* Prints what is wrong with one file, as `verhaal check` does; errors make the exit status 1. */
bool cli_check_file(struct cli *cli, const char *word, struct error *err) MUST_USE;

/* overlay_files.c */
/* Whether the file at PATH can be read and says that it is an overlay. */
bool cli_is_overlay(const char *path);
/* The form that OVERLAY names: beside its file, one directory up, or installed; without
 * other overlays. The caller destroys it. */
bool cli_form_of_overlay(const struct cli *cli, const struct overlay *overlay, struct form **out,
                         struct error *err) MUST_USE;
/* Lint of the overlay at PATH; false when it could not be read, with or without findings. */
bool cli_check_overlay(const struct cli *cli, const char *path, struct report *report,
                       struct error *err) MUST_USE;

/* screen.c: the full screen; how it looks comes from the command line, else from
 * the settings. SCREEN brings vault and user. */
bool cli_run_screen(struct cli *cli, struct cli_screen *screen, struct error *err) MUST_USE;

/* open.c */
/* From PATH (of an option) or, if that is NULL, from the terminal. */
bool cli_passphrase(const char *path, const char *prompt, struct secret **out,
                    struct error *err) MUST_USE;
/* The same, typed twice, so that a slip of the finger locks nobody out. */
bool cli_new_passphrase(const char *path, const char *prompt, struct secret **out,
                        struct error *err) MUST_USE;
bool cli_open_vault(struct cli *cli, struct vault **out, struct error *err) MUST_USE;
bool cli_open_library(struct cli *cli, struct library **out, struct error *err) MUST_USE;
/* Vault, library and session in one; the library lives as long as the session. */
struct cli_session {
    struct library *library;
    struct session *session;
};
bool cli_open_session(struct cli *cli, struct cli_session *out, struct error *err) MUST_USE;
void cli_close_session(struct cli_session *session);
/* By id, beginning of the id, code, or whole name; says so if several match. */
bool cli_find_patient(const struct vault *vault, const char *wanted, char out[33],
                      struct error *err) MUST_USE;
/* The same, or with --break-glass among the restricted records that the user may not
 * read every day: that is logged and told. */
bool cli_reach_patient(const struct cli *cli, struct vault *vault, const char *wanted, char out[33],
                       struct error *err) MUST_USE;
/* Writes to standard output; for a terminal it is made safe first. */
void cli_print(const char *format, ...) PRINTF_LIKE(1, 2);
void cli_print_json(const json_t *json); /* one value, indented; borrowed */

/* The commands, by file. */
typedef bool cli_run(struct cli *cli, const char *const *words, size_t count, struct error *err);
cli_run cli_init, cli_verify, cli_audit;                      /* vault_commands.c */
cli_run cli_user_add, cli_user_list, cli_user_remove;         /* user_commands.c */
cli_run cli_user_passphrase, cli_user_recover;                /* user_commands.c */
cli_run cli_team_add, cli_team_list, cli_team_member;         /* team_commands.c */
cli_run cli_team_patient, cli_team_restrict;                  /* team_commands.c */
cli_run cli_patient_add, cli_patient_list, cli_patient_show;  /* patient_commands.c */
cli_run cli_find;                                             /* find_command.c */
cli_run cli_migrate;                                          /* migrate_command.c */
cli_run cli_fill, cli_summary;                                /* record_commands.c */
cli_run cli_forms, cli_check;                                 /* form_commands.c */
cli_run cli_draw;                                             /* draw_command.c */
cli_run cli_attachments;                                      /* attachment_command.c */
cli_run cli_demo;                                             /* demo.c */
cli_run cli_dialogue;                                         /* dialogue.c */
cli_run cli_completions;                                      /* completions.c */
cli_run cli_keys;                                             /* screen.c */
cli_run cli_print_form;                                       /* print_command.c */
cli_run cli_preview;                                          /* preview_command.c */
cli_run cli_export_form;                                      /* export_command.c */
cli_run cli_import_form;                                      /* import_command.c */

/* migrate_command.c: what going over to another version does, line by line. */
struct migration;
void cli_print_migration(const struct migration *migration);

/* dialogue_drawing.c: facts of a drawing as lines, of the open patient. */
void cli_dialogue_drawing(struct session *session, const struct diagram_type *type);

/* record_commands.c: writes the summary of the open patient to PATH or standard output. */
bool cli_write_summary(struct cli *cli, struct session *session, const char *format,
                       const char *path, struct error *err) MUST_USE;

/* export_command.c: what other programs that read FORMAT will not do, on standard error. */
void cli_say_losses(const char *format, const struct losses *losses);

#endif
