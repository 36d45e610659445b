/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completions for shells, from the tables of commands and options.
 */
#include "config.h"

#include "cli/command.h"

#include "base/i18n.h"

#include <string.h>

static void print_options(uint64_t options, const char *before)
{
    for (size_t i = 0; i < arguments_option_count(); i++) {
        uint64_t bit;
        const char *name = arguments_option_name(i, &bit);
        if (options & bit) {
            printf("%s%s ", before, name);
        }
    }
}

static void first_word(const char *name)
{
    printf("%.*s", (int)strcspn(name, " "), name);
}

static bool same_first_word(const struct cli_command *a, const struct cli_command *b)
{
    size_t length = strcspn(a->name, " ");
    return strcspn(b->name, " ") == length && strncmp(a->name, b->name, length) == 0;
}

/* Whether no row before INDEX begins with the same word: "patient" is one case. */
static bool is_first_of_its_word(size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (same_first_word(cli_command_at(i), cli_command_at(index))) {
            return false;
        }
    }
    return true;
}

static void print_first_words(void)
{
    for (size_t i = 0; i < cli_command_count(); i++) {
        if (is_first_of_its_word(i)) {
            first_word(cli_command_at(i)->name);
            printf(" ");
        }
    }
}

/* The second words behind this first one, and the options of all of them. */
static void print_case(const struct cli_command *command)
{
    uint64_t options = 0;
    printf("    ");
    first_word(command->name);
    printf(") COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; i < cli_command_count(); i++) {
        const struct cli_command *other = cli_command_at(i);
        const char *second = strchr(other->name, ' ');
        if (!same_first_word(command, other)) {
            continue;
        }
        options |= other->options;
        if (second) {
            printf("%s ", second + 1);
        }
    }
    print_options(options, "--");
    printf("\" -f -- \"$cur\"));;\n");
}

static void print_bash(void)
{
    printf("_verhaal() {\n    local cur=${COMP_WORDS[COMP_CWORD]}\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"");
    print_first_words();
    printf("\" -- \"$cur\")); return; fi\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < cli_command_count(); i++) {
        if (is_first_of_its_word(i)) {
            print_case(cli_command_at(i));
        }
    }
    printf("    esac\n}\ncomplete -F _verhaal verhaal\n");
}

static void print_zsh(void)
{
    printf("#compdef verhaal\n_arguments '1:command:(");
    print_first_words();
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
        print_options(command->options, " -l ");
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
