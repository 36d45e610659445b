/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of all subcommands in one table. They may stand before or behind
 * the subcommand; which of them it takes is in the table of commands.
 */
#include "config.h"

#include "cli/command.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct option_row {
    const char *name, *value; /* value: its name in help, N_(); NULL: a switch */
    uint64_t bit;
    size_t offset; /* of the member in struct arguments */
    const char *summary;
};

#define TEXT(name, value, bit, member, summary)                                                    \
    {                                                                                              \
        name, value, bit, offsetof(struct arguments, member), summary                              \
    }

static const struct option_row rows[] = {
    TEXT("vault", N_("FILE"), OPTION_VAULT, vault, N_("the vault (default: your own)")),
    TEXT("user", N_("NAME"), OPTION_USER, user,
         N_("who opens it; not needed if there is only one")),
    TEXT("passphrase-file", N_("FILE"), OPTION_PASSPHRASE, passphrase_file,
         N_("read the passphrase from the first line of FILE; - is standard input")),
    TEXT("lang", N_("LANGUAGE"), OPTION_LANG, language, N_("en or nl")),
    TEXT("plain", NULL, OPTION_PLAIN, plain,
         N_("lines of text instead of a full screen, for screen readers")),
    TEXT("ascii", NULL, OPTION_ASCII, ascii, N_("only ASCII characters, except what was typed")),
    TEXT("theme", N_("NAME"), OPTION_THEME, theme, N_("auto, light, dark, contrast or none")),
    TEXT("idle", N_("MINUTES"), OPTION_IDLE, idle_minutes,
         N_("lock after so many minutes without a key (1 to 15, default 5)")),
    TEXT("json", NULL, OPTION_JSON, json, N_("for programs: print JSON")),
    TEXT("recovery-file", N_("FILE"), OPTION_RECOVERY, recovery_file,
         N_("the recovery code: init writes it to a new FILE, recover reads it")),
    TEXT("new-passphrase-file", N_("FILE"), OPTION_NEW, new_passphrase_file,
         N_("read the new passphrase from the first line of FILE")),
    TEXT("name", N_("NAME"), OPTION_NAME, name, N_("name of the patient")),
    TEXT("code", N_("CODE"), OPTION_CODE, code, N_("file number or initials")),
    TEXT("birth", N_("DATE"), OPTION_BIRTH, birth, N_("as precisely as known")),
    TEXT("languages", N_("CODES"), OPTION_LANGUAGES, languages,
         N_("mother tongue first: \"ar nl\"")),
    TEXT("note", N_("TEXT"), OPTION_NOTE, note, N_("a note for the list of patients")),
    TEXT("format", N_("NAME"), OPTION_FORMAT, format,
         N_("summary: text, markdown, html, json, csv, pdf, fhir, fhir-data; draw: text, ascii, "
            "svg, pdf, scene, outline; export form: fhir, xlsform, xform")),
    TEXT("audience", N_("NAME"), OPTION_AUDIENCE, audience,
         N_("summary: colleague, patient, own or case")),
    TEXT("language", N_("LANGUAGE"), OPTION_LANGUAGE, form_language,
         N_("export form: what programs without translations show")),
    TEXT("out", N_("FILE"), OPTION_OUT, out, N_("write to a new FILE, readable by you alone")),
    TEXT("explain", N_("CODE"), OPTION_EXPLAIN, explain,
         N_("check: what a code such as E310 means, and what to do")),
    TEXT("against", N_("OLD.yaml"), OPTION_AGAINST, against,
         N_("check: what answers to this older version would lose their question")),
    TEXT("dry-run", NULL, OPTION_DRY_RUN, dry_run, N_("say what would happen, and change nothing")),
    TEXT("guidance", NULL, OPTION_GUIDANCE, guidance,
         N_("print: also what is for the clinician's eyes")),
    TEXT("all", NULL, OPTION_ALL, all, N_("open and check every row")),
    TEXT("patient", N_("PATIENT"), OPTION_PATIENT, patient, N_("only what concerns this patient")),
    TEXT("width", N_("COLUMNS"), OPTION_WIDTH, width, N_("draw into so many columns")),
    TEXT("zoom", N_("LEVEL"), OPTION_ZOOM, zoom, N_("0: whole names, 1: short ones, 2: signs")),
    TEXT("moment", N_("WHEN"), OPTION_MOMENT, moment,
         N_("of an ecogram: before migration, now, or compare both")),
    TEXT("private", NULL, OPTION_PRIVATE, private, N_("also what is marked private")),
    TEXT("role", N_("ROLES"), OPTION_ROLE, role,
         N_("user add: clinician, admin, auditor, with commas between them")),
    TEXT("team", N_("TEAM"), OPTION_TEAM, team, N_("the team that a new user or patient joins")),
    TEXT("remove", NULL, OPTION_REMOVE, remove, N_("team member: take the user out of the team")),
    TEXT("lift", NULL, OPTION_LIFT, lift, N_("team restrict: give the record back to a team")),
    TEXT("break-glass", N_("REASON"), OPTION_REASON, reason,
         N_("open a restricted record in an emergency; its team is told who and why")),
    TEXT("fast-key", NULL, OPTION_FAST, fast,
         N_("the weakest key derivation allowed: for tests, never for patients")),
};
#undef TEXT
#define ROW_COUNT (sizeof rows / sizeof rows[0])

size_t arguments_option_count(void)
{
    return ROW_COUNT;
}

const char *arguments_option_name(size_t index, uint64_t *bit)
{
    *bit = rows[index].bit;
    return rows[index].name;
}

static bool set_idle(struct arguments *out, const char *text, struct error *err)
{
    char *end;
    errno = 0;
    long minutes = strtol(text, &end, 10);
    if (errno || *end || end == text || minutes < 1 || minutes > 15) {
        return error_set(err, ERROR_USAGE, _("--idle takes a whole number from 1 to 15"));
    }
    out->idle_minutes = (int)minutes;
    return true;
}

static bool set_option(struct arguments *out, const struct option_row *row, const char *value,
                       struct error *err)
{
    char *member = (char *)out + row->offset;
    out->given |= row->bit;
    if (row->bit == OPTION_IDLE) {
        return set_idle(out, value, err);
    }
    if (!row->value) {
        *(bool *)member = true;
    } else {
        memcpy(member, &value, sizeof value);
    }
    return true;
}

static bool unknown_option(const char *given, struct error *err)
{
    const char *names[ROW_COUNT];
    char word[64];
    for (size_t i = 0; i < ROW_COUNT; i++) {
        names[i] = rows[i].name;
    }
    snprintf(word, sizeof word, "%.*s", (int)strcspn(given, "="), given);
    const char *near =
        strncmp(word, "--", 2) == 0 ? text_nearest(word + 2, names, ROW_COUNT) : NULL;
    if (near) {
        return error_set(err, ERROR_USAGE, _("there is no option %s; did you mean --%s?"), word,
                         near);
    }
    return error_set(err, ERROR_USAGE, _("there is no option %s, or it lacks its value"), word);
}

bool arguments_parse(struct arguments *out, int argc, char **argv, struct error *err)
{
    struct option options[ROW_COUNT + 3] = {{0}};
    memset(out, 0, sizeof *out);
    out->idle_minutes = 5;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        options[i] = (struct option){rows[i].name, rows[i].value ? required_argument : no_argument,
                                     NULL, (int)i + 256};
    }
    options[ROW_COUNT] = (struct option){"help", no_argument, NULL, 'h'};
    options[ROW_COUNT + 1] = (struct option){"version", no_argument, NULL, 'V'};
    opterr = 0;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "hV", options, NULL)) != -1;) {
        if (c == 'h') {
            out->help = true;
        } else if (c == 'V') {
            out->version = true;
        } else if (c >= 256) {
            if (!set_option(out, &rows[c - 256], optarg, err)) {
                return false;
            }
        } else {
            return unknown_option(argv[optind - 1], err);
        }
    }
    out->word_count = (size_t)(argc - optind);
    out->words = alloc_array(out->word_count + 1, sizeof *out->words);
    for (size_t i = 0; i < out->word_count; i++) {
        out->words[i] = argv[optind + (int)i];
    }
    return true;
}

void arguments_finish(struct arguments *arguments)
{
    free(arguments->words);
    memset(arguments, 0, sizeof *arguments);
}

void arguments_help(FILE *to, uint64_t options)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!(rows[i].bit & options)) {
            continue;
        }
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                 rows[i].value ? _(rows[i].value) : "");
        cli_print_row(to, left, 29, _(rows[i].summary));
    }
}
