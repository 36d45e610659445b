/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a key costs more in a large form than in a small one: two programs side by
 * side, one with a form of ten questions and one with a form of three hundred, with
 * choices, rows in rows and languages to match. Each key is pressed in both by turns.
 *
 *   bench_size --program FILE
 */
#include "config.h"

#include "pty.h"
#include "samples.h"
#include "stage.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUNDS   40
#define QUIET_MS 12
#define LIMIT    1.5
/* So few that a form of ten fills the outline: what is painted is the same then. */
#define WINDOW_ROWS 14

struct size {
    const char *name;
    int questions, choices, rows, languages;
};

enum { SMALL, LARGE, SIZES };

/* The list of the small one fills a window too: what a terminal is sent is the same. */
static const struct size sizes[SIZES] = {
    [SMALL] = {"ten", 10, 20, 1, 2},
    [LARGE] = {"three hundred", 300, 250, 100, 5},
};

static const char *const languages[] = {"en", "nl", "fr", "tr", "ar"};

/* Keys to a place, from the one before; then what is measured there, and what undoes it
 * without being measured. */
struct press {
    const char *name, *way, *key, *back;
};

static const struct press presses[] = {
    {"a letter in an answer", "", "a", ""},
    {"on to the next question", "", "\t", "\033[Z"},
    {"back to the one before", "", "\033[Z", "\t"},
    {"a changed answer sealed", "b", "\t", "\033[Zb"},
    {"down a list of choices", "\t", "\033[B", "\033[A"},
    {"a choice ticked", "", " ", ""},
    {"a number that others wait for", "\t", "7", "\177"},
    {"that number sealed", "7", "\t", "\033[Z\1777"},
    {"a letter in a row of rows", "\t\t", "c", ""},
    {"from field to field in rows", "", "\t", "\033[Z"},
    {"the capture line", "", "\033OQ", "\033"},
    {"the outline", "", "\033[17~", "\033"},
    {"the patient's language", "", "\033[15~", ""},
    {"opened", "\033", "\r", "\033"},
};

struct side {
    struct stage stage;
    char root[64], program[PATH_SIZE];
    struct pty pty;
    struct samples delays;
};

/* ---- a form of a size, and answers to it ---- */

static void write_texts(FILE *file, const struct size *size, const char *what, int number)
{
    (void)fputs("{", file);
    for (int i = 0; i < size->languages; i++) {
        (void)fprintf(file, "%s%s: \"%s %d (%s)\"", i > 0 ? ", " : "", languages[i], what, number,
                      languages[i]);
    }
    (void)fputs("}\n", file);
}

static void write_head(FILE *file, const struct size *size)
{
    (void)fputs("form_id: sized\nversion: \"1\"\nform_title: ", file);
    write_texts(file, size, "A form of questions", size->questions);
    (void)fputs("languages: [", file);
    for (int i = 0; i < size->languages; i++) {
        (void)fprintf(file, "%s%s", i > 0 ? ", " : "", languages[i]);
    }
    (void)fputs("]\ndefault_language: en\nstatus: draft\nchoices:\n  places:\n", file);
    for (int i = 1; i <= size->choices; i++) {
        (void)fprintf(file, "    - name: place_%d\n      label: ", i);
        write_texts(file, size, "Place", i);
    }
    (void)fputs("items:\n", file);
}

static void write_item(FILE *file, const struct size *size, const char *in, const char *name,
                       const char *type, int number)
{
    (void)fprintf(file, "%s- name: %s\n%s  type: %s\n%s  label: ", in, name, in, type, in);
    write_texts(file, size, "Question", number);
}

/* Every third question waits for a number two before it. */
static void write_questions(FILE *file, const struct size *size, int from)
{
    static const char *const types[] = {"text", "integer", "select_one", "yes_no", "date"};
    char name[64];

    for (int i = from; i <= size->questions; i++) {
        const char *type = i % 3 == 1 ? "integer" : types[i % 5];

        (void)snprintf(name, sizeof name, "question_%d", i);
        write_item(file, size, "  ", name, type, i);
        if (strcmp(type, "select_one") == 0) {
            (void)fputs("    choices: places\n", file);
        }
        if (i % 3 == 0) {
            (void)fprintf(file, "    relevant: \"${question_%d} > 3\"\n", i - 2 < from ? 3 : i - 2);
        }
    }
}

static bool write_form(const char *path, const struct size *size)
{
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        return false;
    }
    write_head(file, size);
    write_item(file, size, "  ", "welcome", "note", 0);
    write_item(file, size, "  ", "question_1", "text", 1);
    write_item(file, size, "  ", "question_2", "select_one", 2);
    (void)fputs("    choices: places\n", file);
    write_item(file, size, "  ", "question_3", "integer", 3);
    (void)fputs("  - repeat: journey\n    label: ", file);
    write_texts(file, size, "Journey", 4);
    (void)fputs("    items:\n", file);
    write_item(file, size, "      ", "goal", "text", 4);
    (void)fputs("      - repeat: stay\n        label: ", file);
    write_texts(file, size, "Stay", 5);
    (void)fputs("        items:\n", file);
    write_item(file, size, "          ", "what", "text", 5);
    write_item(file, size, "          ", "months", "integer", 6);
    write_item(file, size, "  ", "all_months", "calculate", 7);
    (void)fputs("    calculation: \"sum(${months})\"\n", file);
    write_questions(file, size, 8);
    return fclose(file) == 0;
}

static bool write_answers(const char *path, const struct size *size)
{
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        return false;
    }
    (void)fputs("question_1: What was said first\nquestion_3: 5\njourney:\n  - goal: North\n"
                "    stay:\n",
                file);
    for (int i = 1; i <= size->rows; i++) {
        (void)fprintf(file, "      - {what: \"Stay of number %d\", months: %d}\n", i, i % 30);
    }
    for (int i = 10; i <= size->questions; i += 3) {
        (void)fprintf(file, "question_%d: %d\n", i, i % 7);
    }
    return fclose(file) == 0;
}

/* ---- a program that has that form alone ---- */

static bool make_directories(const char *root)
{
    static const char *const names[] = {"bin", "share", "share/verhaal", "share/verhaal/forms"};
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (mkdir(stage_path(path, root, names[i]), 0700) != 0) {
            return false;
        }
    }
    return true;
}

static bool prepare(struct side *side, const struct size *size, const char *program)
{
    char path[PATH_SIZE];
    const char *copy[] = {"/bin/cp", program, side->program, NULL};
    const char *fill[] = {
        side->program,        "fill",  "--vault", side->stage.vault,   "--user",
        "anna",               "--passphrase-file", side->stage.passphrase, PATIENT, "sized",
        path,                 NULL,
    };

    (void)snprintf(side->root, sizeof side->root, "bench-XXXXXX");
    if (mkdtemp(side->root) == NULL || !make_directories(side->root)) {
        return stage_complain("no scratch directory");
    }
    stage_path(side->program, side->root, "bin/verhaal");
    side->stage.program = side->program;
    if (!write_form(stage_path(path, side->root, "share/verhaal/forms/sized.yaml"), size) ||
        !samples_run(NULL, copy) || !stage_prepare(&side->stage)) {
        return false;
    }
    return write_answers(stage_path(path, side->root, "answers.yaml"), size) &&
           (samples_run(NULL, fill) || stage_complain("the answers were not taken"));
}

static void clean_up(struct side *side)
{
    const char *remove[] = {"/bin/rm", "-rf", side->root, NULL};

    pty_stop(&side->pty);
    samples_finish(&side->delays);
    stage_clean_up(&side->stage);
    if (side->root[0] != '\0') {
        (void)samples_run(NULL, remove);
    }
}

/* ---- keys ---- */

static void settle(struct pty *pty)
{
    double last;
    size_t bytes;

    while (pty_read_burst(pty, 60, 60, &last, &bytes)) {
        /* until it is quiet */
    }
}

static bool press_once(struct side *side, const struct press *press)
{
    double last = 0, started = bench_now();
    size_t bytes;

    if (!pty_type(&side->pty, press->key, strlen(press->key))) {
        return stage_complain("the program left");
    }
    if (pty_read_burst(&side->pty, 250, QUIET_MS, &last, &bytes)) {
        samples_add(&side->delays, last - started);
    }
    for (const char *key = press->back; *key != '\0';) {
        size_t length = *key == '\033' && key[1] != '\0' ? 3 : 1;

        (void)pty_type(&side->pty, key, length);
        settle(&side->pty);
        key += length;
    }
    return true;
}

static bool measure(struct side *sides, const struct press *press)
{
    double small, large;

    for (int i = 0; i < SIZES; i++) {
        samples_finish(&sides[i].delays);
        memset(&sides[i].delays, 0, sizeof sides[i].delays);
        for (const char *key = press->way; *key != '\0';) {
            size_t length = *key == '\033' && key[1] != '\0' ? 3 : 1;

            (void)pty_type(&sides[i].pty, key, length);
            settle(&sides[i].pty);
            key += length;
        }
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SIZES; i++) {
            if (!press_once(&sides[i], press)) {
                return false;
            }
        }
    }
    small = samples_median(&sides[SMALL].delays);
    large = samples_median(&sides[LARGE].delays);
    (void)printf("  %-32s %9.2f %9.2f %7.2fx  <= %gx%s%s\n", press->name, small, large,
                 large / small, LIMIT, large <= LIMIT * small ? "" : "  MISSED",
                 sides[SMALL].delays.count + sides[LARGE].delays.count < SIZES * ROUNDS
                     ? "  (not each was answered)"
                     : "");
    return true;
}

static bool start(struct side *side)
{
    const char *program[] = {side->program, "--vault", side->stage.vault, NULL};

    if (!pty_start(&side->pty, program, WINDOW_ROWS, 80)) {
        return false;
    }
    settle(&side->pty);
    return stage_open_interview(&side->pty, 1);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"program", required_argument, NULL, 'p'},
        {NULL, 0, NULL, 0},
    };
    static struct side sides[SIZES];
    const char *program = NULL;
    bool ok;

    if (getopt_long(argc, argv, "", options, NULL) == 'p') {
        program = optarg;
    }
    if (program == NULL) {
        (void)stage_complain("expected --program");
        return 2;
    }
    ok = prepare(&sides[SMALL], &sizes[SMALL], program) &&
         prepare(&sides[LARGE], &sizes[LARGE], program) && start(&sides[SMALL]) &&
         start(&sides[LARGE]);
    (void)printf("%-34s %9s %9s %8s\n", "p50 ms in a form of", sizes[SMALL].name, sizes[LARGE].name,
                 "ratio");
    for (size_t i = 0; ok && i < sizeof presses / sizeof presses[0]; i++) {
        ok = measure(sides, &presses[i]);
    }
    clean_up(&sides[SMALL]);
    clean_up(&sides[LARGE]);
    return ok ? 0 : 1;
}
