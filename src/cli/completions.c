/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completions for shells, from the tables of commands and options.
 */
#include "config.h"

#include "cli/command.h"

#include "base/i18n.h"

#include <string.h>

static void options_of(const struct cli_command *command, const char *format)
{
    for (size_t i = 0; i < arguments_option_count(); i++) {
        unsigned bit;
        const char *name = arguments_option_name(i, &bit);
        if (!(command->options & bit)) {
            continue;
        }
        printf(strcmp(format, "fish") == 0 ? " -l %s" : " --%s", name);
    }
}

static void first_word(const char *name)
{
    printf("%.*s", (int)strcspn(name, " "), name);
}

static void print_bash(void)
{
    printf("_verhaal() {\n    local cur=${COMP_WORDS[COMP_CWORD]}\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; i < cli_command_count(); i++) {
        first_word(cli_command_at(i)->name);
        printf(" ");
    }
    printf("\" -- \"$cur\")); return; fi\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < cli_command_count(); i++) {
        const struct cli_command *command = cli_command_at(i);
        if (strchr(command->name, ' ')) {
            continue;
        }
        printf("    %s) COMPREPLY=($(compgen -W \"", command->name);
        options_of(command, "bash");
        printf("\" -f -- \"$cur\"));;\n");
    }
    printf("    patient) COMPREPLY=($(compgen -W \"add list show --vault --user --json\" -- "
           "\"$cur\"));;\n    esac\n}\ncomplete -F _verhaal verhaal\n");
}

static void print_zsh(void)
{
    printf("#compdef verhaal\n_arguments '1:command:(");
    for (size_t i = 0; i < cli_command_count(); i++) {
        first_word(cli_command_at(i)->name);
        printf(" ");
    }
    printf(")' '*::file:_files'\n");
}

static void print_fish(void)
{
    for (size_t i = 0; i < cli_command_count(); i++) {
        const struct cli_command *command = cli_command_at(i);
        printf("complete -c verhaal -n __fish_use_subcommand -a ");
        first_word(command->name);
        printf(" -d '%s'\ncomplete -c verhaal -n '__fish_seen_subcommand_from ",
               _(command->summary));
        first_word(command->name);
        printf("'");
        options_of(command, "fish");
        printf("\n");
    }
}

bool cli_completions(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    static const struct {
        const char *shell;
        void (*print)(void);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    (void)cli;
    (void)count;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(shells[i].shell, words[0]) == 0) {
            shells[i].print();
            return true;
        }
    }
    return error_set(err, ERROR_USAGE, _("completions are there for bash, zsh and fish"));
}
