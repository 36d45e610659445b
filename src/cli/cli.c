/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of subcommands and how one is found, helped with and run.
 */
#include "config.h"

#include "cli/command.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VAULT_LANG (OPTIONS_VAULT | OPTIONS_EVERYWHERE)

static const struct cli_command commands[] = {
    {"init", "", 0, 0, VAULT_LANG | OPTION_RECOVERY | OPTION_JSON | OPTION_FAST,
     N_("make a vault, its first user and the recovery code"), cli_init},
    {"demo", "", 0, 0,
     OPTIONS_EVERYWHERE | OPTION_THEME | OPTION_IDLE | OPTION_FORMAT | OPTION_PATIENT,
     N_("a throwaway vault with fictional patients; without a terminal, a summary"), cli_demo},
    {"patient add", "", 0, 0,
     VAULT_LANG | OPTION_JSON | OPTION_NAME | OPTION_CODE | OPTION_BIRTH | OPTION_LANGUAGES |
         OPTION_NOTE | OPTION_TEAM,
     N_("add a patient; --name or --code is needed"), cli_patient_add},
    {"patient list", "", 0, 0, VAULT_LANG | OPTION_JSON, N_("all patients"), cli_patient_list},
    {"patient show", N_("PATIENT"), 1, 1, VAULT_LANG | OPTION_JSON | OPTION_REASON,
     N_("one patient: facts, visits, interviews"), cli_patient_show},
    {"find", N_("WORD…"), 1, 100, VAULT_LANG | OPTION_PATIENT | OPTION_JSON,
     N_("find words in what was said; - reads them from standard input"), cli_find},
    {"forms", N_("[FORM]"), 0, 1, OPTIONS_EVERYWHERE | OPTION_JSON,
     N_("the installed forms, or the items of one"), cli_forms},
    {"check", N_("[FORM…]"), 0, 1000,
     OPTIONS_EVERYWHERE | OPTION_JSON | OPTION_EXPLAIN | OPTION_AGAINST,
     N_("look for errors in form files, with line and column"), cli_check},
    {"preview", N_("FORM"), 1, 1, OPTIONS_EVERYWHERE | OPTION_THEME | OPTION_LANGUAGE,
     N_("try a form full screen, with nobody; follows the file"), cli_preview},
    {"print", N_("FORM"), 1, 1, OPTIONS_EVERYWHERE | OPTION_FORMAT | OPTION_OUT | OPTION_GUIDANCE,
     N_("a form on paper, with room to write"), cli_print_form},
    {"export form", N_("FORM"), 1, 1,
     OPTIONS_EVERYWHERE | OPTION_FORMAT | OPTION_OUT | OPTION_LANGUAGE,
     N_("a form for other programs; says first what they cannot do"), cli_export_form},
    {"import form", N_("FILE"), 1, 1, OPTIONS_EVERYWHERE | OPTION_OUT | OPTION_LANGUAGE,
     N_("a FHIR Questionnaire as a form; says first what is lost"), cli_import_form},
    {"fill", N_("PATIENT FORM ANSWERS.yaml"), 3, 3, VAULT_LANG | OPTION_JSON | OPTION_REASON,
     N_("record answers from a file, as the screen would"), cli_fill},
    {"dialogue", N_("PATIENT FORM|DRAWING"), 2, 2, VAULT_LANG | OPTION_REASON,
     N_("an interview or a drawing as plain lines of text"), cli_dialogue},
    {"migrate", N_("PATIENT FORM"), 2, 2, VAULT_LANG | OPTION_DRY_RUN | OPTION_JSON,
     N_("an interview over to the installed version of its form"), cli_migrate},
    {"summary", N_("PATIENT"), 1, 1,
     VAULT_LANG | OPTION_FORMAT | OPTION_OUT | OPTION_AUDIENCE | OPTION_REASON,
     N_("the intake summary"), cli_summary},
    {"attachments", N_("PATIENT [FILE]"), 1, 2, VAULT_LANG | OPTION_OUT | OPTION_JSON,
     N_("the files of a patient; one of them written to --out"), cli_attachments},
    {"draw", N_("DRAWING [FILE]"), 1, 2,
     VAULT_LANG | OPTION_FORMAT | OPTION_OUT | OPTION_WIDTH | OPTION_ZOOM | OPTION_MOMENT |
         OPTION_PATIENT | OPTION_PRIVATE,
     N_("an ecogram or a lifeline, from a file of lines or from the record"), cli_draw},
    {"user add", N_("NAME"), 1, 1,
     VAULT_LANG | OPTION_NEW | OPTION_ROLE | OPTION_TEAM | OPTION_FAST | OPTION_JSON,
     N_("let somebody else open the vault, with a passphrase of their own"), cli_user_add},
    {"user list", "", 0, 0, VAULT_LANG | OPTION_JSON,
     N_("who can open the vault, since when, with which fingerprint"), cli_user_list},
    {"user remove", N_("NAME"), 1, 1, VAULT_LANG,
     N_("somebody leaves; what is written from then on has new keys"), cli_user_remove},
    {"user passphrase", "", 0, 0, VAULT_LANG | OPTION_NEW | OPTION_FAST,
     N_("choose another passphrase"), cli_user_passphrase},
    {"user recover", N_("[NAME]"), 0, 1, VAULT_LANG | OPTION_RECOVERY | OPTION_NEW | OPTION_FAST,
     N_("a new passphrase for who lost it, by the recovery code or a colleague"), cli_user_recover},
    {"team add", N_("NAME"), 1, 1, VAULT_LANG, N_("a team: users who read the same patients"),
     cli_team_add},
    {"team list", "", 0, 0, VAULT_LANG | OPTION_JSON,
     N_("the teams, their members, and which records are restricted"), cli_team_list},
    {"team member", N_("TEAM|PATIENT USER"), 2, 2, VAULT_LANG | OPTION_REMOVE | OPTION_REASON,
     N_("take a user into a team or a restricted record, or out of it"), cli_team_member},
    {"team patient", N_("TEAM PATIENT"), 2, 2, VAULT_LANG,
     N_("a patient from one of your teams to another"), cli_team_patient},
    {"team restrict", N_("PATIENT"), 1, 1, VAULT_LANG | OPTION_LIFT | OPTION_TEAM | OPTION_REASON,
     N_("keep a record from everybody else; --lift undoes it"), cli_team_restrict},
    {"verify", "", 0, 0, VAULT_LANG | OPTION_ALL | OPTION_JSON,
     N_("check that nothing in the vault was changed or lost"), cli_verify},
    {"audit", "", 0, 0, VAULT_LANG | OPTION_PATIENT | OPTION_JSON, N_("who did what, and when"),
     cli_audit},
    {"keys", "", 0, 0, OPTIONS_EVERYWHERE | OPTION_JSON,
     N_("the keys as they are now, and which of your settings quarrel"), cli_keys},
    {"completions", "bash|zsh|fish", 1, 1, OPTIONS_EVERYWHERE, N_("completions for a shell"),
     cli_completions},
};

size_t cli_command_count(void)
{
    return sizeof commands / sizeof commands[0];
}

const struct cli_command *cli_command_at(size_t index)
{
    return &commands[index];
}

/* ---- finding it ---- */

static size_t words_of(const char *name)
{
    return strchr(name, ' ') ? 2 : 1;
}

static bool is_named(const struct cli_command *command, const struct arguments *arguments)
{
    struct buf name = BUF_INIT;
    size_t count = words_of(command->name);
    if (arguments->word_count < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        buf_add_format(&name, "%s%s", i ? " " : "", arguments->words[i]);
    }
    bool same = strcmp(buf_text(&name), command->name) == 0;
    buf_finish(&name);
    return same;
}

/* Whether a command of two words begins with WORD. */
static bool is_first_word(const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i < cli_command_count(); i++) {
        if (strncmp(commands[i].name, word, length) == 0 && commands[i].name[length] == ' ') {
            return true;
        }
    }
    return false;
}

static const struct cli_command *find(const struct arguments *arguments, struct error *err)
{
    const char *names[sizeof commands / sizeof commands[0]];
    for (size_t i = 0; i < cli_command_count(); i++) {
        if (is_named(&commands[i], arguments)) {
            return &commands[i];
        }
        names[i] = commands[i].name;
    }
    struct buf given = BUF_INIT;
    buf_add_text(&given, arguments->words[0]);
    if (arguments->word_count > 1 && is_first_word(arguments->words[0])) {
        buf_add_format(&given, " %s", arguments->words[1]);
    }
    const char *near = text_nearest(buf_text(&given), names, cli_command_count());
    if (near) {
        error_set(err, ERROR_USAGE, _("there is no command \"%s\"; did you mean \"%s\"?"),
                  buf_text(&given), near);
    } else {
        error_set(err, ERROR_USAGE, _("there is no command \"%s\"; `verhaal --help` lists them"),
                  buf_text(&given));
    }
    buf_finish(&given);
    return NULL;
}

static bool fits(const struct cli_command *command, const struct arguments *arguments,
                 struct error *err)
{
    size_t words = arguments->word_count - words_of(command->name);
    if (words < command->least || words > command->most) {
        return error_set(err, ERROR_USAGE, _("usage: verhaal %s %s"), command->name,
                         cli_words(command->words));
    }
    uint64_t foreign = arguments->given & ~command->options;
    for (size_t i = 0; foreign && i < arguments_option_count(); i++) {
        uint64_t bit;
        const char *name = arguments_option_name(i, &bit);
        if (foreign & bit) {
            return error_set(err, ERROR_USAGE, _("\"verhaal %s\" takes no option --%s"),
                             command->name, name);
        }
    }
    return true;
}

/* ---- help ---- */

const char *cli_words(const char *words)
{
    return words[0] ? _(words) : "";
}

void cli_print_row(FILE *to, const char *left, int columns, const char *right)
{
    int used = text_width(left, strlen(left));
    fprintf(to, "  %s%*s %s\n", left, used < columns ? columns - used : 0, "", right);
}

static void print_help(const struct cli_command *command)
{
    if (command) {
        printf(_("usage: verhaal %s %s\n\n%s\n\n"), command->name, cli_words(command->words),
               _(command->summary));
        arguments_help(stdout, command->options);
        return;
    }
    printf("%s\n\n", _("usage: verhaal [options]            the program, full screen\n"
                       "       verhaal COMMAND [options]"));
    for (size_t i = 0; i < cli_command_count(); i++) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", commands[i].name, cli_words(commands[i].words));
        cli_print_row(stdout, left, 32, _(commands[i].summary));
    }
    printf("\n");
    arguments_help(stdout, VAULT_LANG | OPTION_THEME | OPTION_IDLE);
    printf("\n%s\n", _("`verhaal COMMAND --help` tells more; verhaal(1) tells all."));
}

void cli_complain(const struct error *err)
{
    char text[1400];
    struct buf safe = BUF_INIT;
    error_text(err, text, sizeof text);
    text_display(&safe, text, strlen(text), TEXT_ONE_LINE);
    fprintf(stderr, "verhaal: %s\n", buf_text(&safe));
    buf_finish(&safe);
}

/* ---- running ---- */

static bool run_full_screen(struct cli *cli, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    uint64_t taken = VAULT_LANG | OPTION_THEME | OPTION_IDLE;
    if (given->given & ~taken) {
        return error_set(err, ERROR_USAGE, _("which command? `verhaal --help` lists them"));
    }
    if (given->plain) {
        return error_set(err, ERROR_USAGE,
                         _("without a full screen: verhaal dialogue PATIENT FORM"));
    }
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return error_set(err, ERROR_USAGE,
                         _("the full screen needs a terminal; `verhaal --help` lists what works "
                           "without one"));
    }
    struct cli_screen screen = {.vault = given->vault, .user = given->user};
    return cli_run_screen(cli, &screen, err);
}

static void use_default_vault(struct cli *cli)
{
    struct buf path = BUF_INIT;
    if (cli->arguments.vault) {
        return;
    }
    buf_add_format(&path, "%s/vault.db", cli->world->data_home);
    cli->default_vault = buf_take(&path);
    cli->arguments.vault = cli->default_vault;
}

static bool run(struct cli *cli, struct error *err)
{
    const struct arguments *arguments = &cli->arguments;
    const struct cli_command *command = NULL;
    if (arguments->version) {
        printf("verhaal %s\n", PACKAGE_VERSION);
        return true;
    }
    if (arguments->word_count && !(command = find(arguments, err))) {
        return false;
    }
    if (arguments->help) {
        print_help(command);
        return true;
    }
    use_default_vault(cli);
    if (!command) {
        return run_full_screen(cli, err);
    }
    size_t skip = words_of(command->name);
    return fits(command, arguments, err) &&
           command->run(cli, arguments->words + skip, arguments->word_count - skip, err);
}

int cli_main(int argc, char **argv, int (*full_screen)(const struct cli_screen *screen))
{
    struct cli cli = {.full_screen = full_screen, .world = world_create()};
    struct error err = {0};
    i18n_start(NULL, cli.world->catalogues);
    bool done = arguments_parse(&cli.arguments, argc, argv, &err);
    if (done && cli.arguments.language) {
        i18n_start(cli.arguments.language, cli.world->catalogues);
    }
    done = done && run(&cli, &err);
    if (done && fflush(stdout) != 0) {
        done = error_set(&err, ERROR_IO, _("standard output could not be written"));
    }
    if (!done) {
        cli_complain(&err);
    }
    arguments_finish(&cli.arguments);
    free(cli.default_vault);
    world_destroy(cli.world);
    if (done) {
        return cli.status;
    }
    return err.code == ERROR_USAGE ? 2 : 1;
}
