/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vault in a scratch directory, and the way from the passphrase to a question.
 */
#include "config.h"

#include "stage.h"

#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool stage_complain(const char *what)
{
    (void)fprintf(stderr, "bench: %s\n", what);
    return false;
}

const char *stage_path(char out[PATH_SIZE], const char *directory, const char *name)
{
    (void)snprintf(out, PATH_SIZE, "%s/%s", directory, name);
    return out;
}

bool stage_prepare(struct stage *stage)
{
    FILE *file;
    const char *init[] = {stage->program,
                          "init",
                          "--vault",
                          stage->vault,
                          "--user",
                          "anna",
                          "--passphrase-file",
                          stage->passphrase,
                          "--recovery-file",
                          stage->recovery,
                          NULL};
    const char *add[] = {stage->program,    "patient", "add",   "--vault",
                         stage->vault,      "--user",  "anna",  "--passphrase-file",
                         stage->passphrase, "--name",  PATIENT, NULL};

    (void)snprintf(stage->scratch, sizeof stage->scratch, "bench-XXXXXX");
    if (mkdtemp(stage->scratch) == NULL) {
        return stage_complain("no scratch directory");
    }
    (void)setenv("HOME", stage->scratch, 1);
    (void)setenv("TERM", "xterm-256color", 1);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)unsetenv("LINES");
    (void)unsetenv("COLUMNS");
    stage_path(stage->vault, stage->scratch, "vault.db");
    stage_path(stage->recovery, stage->scratch, "recovery.txt");
    file = fopen(stage_path(stage->passphrase, stage->scratch, "passphrase"), "w");
    if (file == NULL || fputs(PASSPHRASE "\n", file) < 0 || fclose(file) != 0) {
        return stage_complain("no passphrase file");
    }
    (void)chmod(stage->passphrase, 0600);
    return (samples_run(NULL, init) && samples_run(NULL, add)) ||
           stage_complain("no vault was made");
}

void stage_clean_up(const struct stage *stage)
{
    const char *remove[] = {"/bin/rm", "-rf", stage->scratch, NULL};

    if (stage->scratch[0] != '\0') {
        (void)samples_run(NULL, remove);
    }
}

static void settle(struct pty *pty, double patience)
{
    double last;
    size_t bytes;

    (void)pty_read_burst(pty, 300 * patience, PAINT_QUIET_MS * patience, &last, &bytes);
}

bool stage_open_interview(struct pty *pty, double patience)
{
    pty_forget(pty);
    if (!pty_type(pty, PASSPHRASE "\r", sizeof PASSPHRASE) || !pty_wait_for(pty, PATIENT, 600000)) {
        return stage_complain("the vault did not open");
    }
    for (int i = 0; i < 2; i++) {
        settle(pty, patience);
        (void)pty_type(pty, "\r", 1);
    }
    /* The first is the introduction: what is typed there goes to the capture line. */
    settle(pty, patience);
    (void)pty_type(pty, "\t", 1);
    for (int i = 0; i < 12; i++) {
        settle(pty, patience);
        pty_forget(pty);
        (void)pty_type(pty, "z", 1);
        settle(pty, patience);
        if (pty_wait_for(pty, "z", 0) && pty_type(pty, "q", 1) &&
            pty_wait_for(pty, "q", 300 * patience)) {
            return true;
        }
        (void)pty_type(pty, "\t", 1);
    }
    return stage_complain("what was typed did not appear: not at a question");
}
