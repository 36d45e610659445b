/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a key costs where it could cost more: in a long form, at both ends of a long
 * answer, in a large window. Beside it the floor in a window of the same size.
 *
 *   bench_keys --program FILE [--tools DIRECTORY] [--count] [--scene N]
 *
 * --count adds what is the same on every machine, if the tools are installed: system
 * calls (strace) and instructions (valgrind) a key, of nano too. It types 300 keys and
 * 100 keys, ten a second as somebody who types fast, and divides the difference: the
 * start costs nothing, and the drafts that are sealed meanwhile are in it.
 *
 * --scene N measures one of them, counted from 1.
 */
#include "config.h"

#include "pty.h"
#include "samples.h"
#include "stage.h"

#include <getopt.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUNDS       8
#define KEYS_A_ROUND 40
#define KEY_QUIET_MS 12
#define TYPIST_MS    100 /* between two keys, where they are counted */
#define LONG_FORM    300
#define STORY        100000

struct scene {
    const char *name;
    int rows, columns;
    bool long_form;
    size_t story;       /* bytes that are in the answer before */
    const char *before; /* keys that are pressed then */
};

static const struct scene scenes[] = {
    {"16 questions, 80x24", 24, 80, false, 0, ""},
    {"300 questions, 80x24", 24, 80, true, 0, ""},
    {"16 questions, 200x60", 60, 200, false, 0, ""},
    {"100,000 characters, at the end", 24, 80, false, STORY, ""},
    {"100,000 characters, at the start", 24, 80, false, STORY, "\033[1;5H"},
};
#define SCENE_COUNT (sizeof scenes / sizeof scenes[0])

static const char typed[] = "the quick brown fox jumps over a lazy dog and ";

struct keys {
    struct stage stage;
    const char *tools;
    char long_program[PATH_SIZE]; /* with a form of many questions beside it */
    bool count;
};

struct side {
    struct pty pty;
    struct samples delays;
    size_t bytes, keys;
};

/* ---- a program whose only form is long ---- */

static bool write_long_form(const char *path)
{
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        return false;
    }
    (void)fputs("form_id: long_form\nversion: \"1\"\nform_title:\n  en: \"A long form\"\n"
                "languages: [en]\ndefault_language: en\nstatus: draft\nitems:\n",
                file);
    for (int i = 1; i <= LONG_FORM; i++) {
        (void)fprintf(file,
                      "  - name: question_%d\n    type: text\n    prefix: \"%d\"\n    label:\n"
                      "      en: \"Question %d of many?\"\n",
                      i, i, i);
    }
    return fclose(file) == 0;
}

static bool prepare_long_form(struct keys *keys)
{
    char forms[PATH_SIZE], path[PATH_SIZE];
    const char *copy[] = {"/bin/cp", keys->stage.program, keys->long_program, NULL};
    static const char *const directories[] = {"long", "long/bin", "long/share",
                                              "long/share/verhaal", "long/share/verhaal/forms"};

    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++) {
        (void)mkdir(stage_path(path, keys->stage.scratch, directories[i]), 0700);
    }
    stage_path(forms, keys->stage.scratch, "long/share/verhaal/forms/long.yaml");
    stage_path(keys->long_program, keys->stage.scratch, "long/bin/verhaal");
    return write_long_form(forms) && samples_run(NULL, copy);
}

/* ---- in front of a question ---- */

static void settle(struct pty *pty, double patience)
{
    double last;
    size_t bytes;

    (void)pty_read_burst(pty, 1500 * patience, 200 * patience, &last, &bytes);
}

/* Pasted, as from a clipboard, then away from where it ended. */
static bool tell_story(struct pty *pty, const struct scene *scene, double patience)
{
    char line[4096] = "";
    size_t length = 0;

    if (scene->story == 0) {
        return true;
    }
    while (length + sizeof typed + 1 < sizeof line) {
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", typed,
                                   length % 7 == 0 ? "\n" : "");
    }
    (void)pty_type(pty, "\033[200~", 6);
    for (size_t told = 0; told < scene->story; told += length) {
        double last;
        size_t bytes;

        if (!pty_type(pty, line, length)) {
            return stage_complain("the program left");
        }
        (void)pty_read_burst(pty, 1, 1, &last, &bytes);
    }
    (void)pty_type(pty, "\033[201~", 6);
    settle(pty, patience);
    (void)pty_type(pty, scene->before, strlen(scene->before));
    settle(pty, patience);
    return true;
}

static const char *program_of(const struct keys *keys, const struct scene *scene)
{
    return scene->long_form ? keys->long_program : keys->stage.program;
}

/* ---- time and bytes ---- */

static bool press_keys(struct side *side, size_t count, double quiet)
{
    double last = 0;
    size_t bytes = 0;

    while (pty_read_burst(&side->pty, 200, 200, &last, &bytes)) {
        /* until it is quiet */
    }
    for (size_t i = 0; i < count; i++) {
        double started = bench_now();

        if (!pty_type(&side->pty, &typed[side->keys++ % (sizeof typed - 1)], 1)) {
            return stage_complain("the program left");
        }
        if (pty_read_burst(&side->pty, 250, quiet, &last, &bytes)) {
            samples_add(&side->delays, last - started);
            side->bytes += bytes;
        }
    }
    return true;
}

/* One key each tenth of a second, whatever comes back: what is done twice a second is
 * done as often as under a person. */
static bool type_keys(struct side *side, size_t count)
{
    double last, due = bench_now();
    size_t bytes;

    for (size_t i = 0; i < count; i++) {
        if (!pty_type(&side->pty, &typed[side->keys++ % (sizeof typed - 1)], 1)) {
            return stage_complain("the program left");
        }
        due += TYPIST_MS;
        for (double now = bench_now(); now < due; now = bench_now()) {
            (void)pty_read_burst(&side->pty, due - now, 1, &last, &bytes);
        }
    }
    return true;
}

static void print_ratio(const char *name, double floor, double ours, double limit)
{
    (void)printf("  %-24s %9.2f %9.2f %7.2fx  <= %gx%s\n", name, floor, ours, ours / floor, limit,
                 ours <= limit * floor ? "" : "  MISSED");
}

/* In the middle of a paragraph a letter moves what stands behind it: no limit there. */
static void print_scene(const struct scene *scene, struct side *floor, struct side *ours)
{
    double bytes = (double)ours->bytes / (double)ours->keys;

    print_ratio("p50 ms", samples_median(&floor->delays), samples_median(&ours->delays), 1.3);
    print_ratio("p99 ms", samples_percentile(&floor->delays, 0.99),
                samples_percentile(&ours->delays, 0.99), 2);
    (void)printf("  %-24s %9.2f %9.2f %8s  %s%s\n", "bytes a key",
                 (double)floor->bytes / (double)floor->keys, bytes, "",
                 scene->before[0] ? "" : "<= 16",
                 scene->before[0] || bytes <= 16 ? "" : "  MISSED");
}

static bool measure_scene(const struct keys *keys, const struct scene *scene)
{
    static struct side floor, ours;
    char path[PATH_SIZE];
    const char *bare[] = {stage_path(path, keys->tools, "floor_ncurses"), NULL};
    const char *program[] = {program_of(keys, scene), "--vault", keys->stage.vault, NULL};
    bool ok;

    memset(&floor, 0, sizeof floor);
    memset(&ours, 0, sizeof ours);
    ok = pty_start(&floor.pty, bare, scene->rows, scene->columns) &&
         pty_start(&ours.pty, program, scene->rows, scene->columns);
    if (ok) {
        settle(&ours.pty, 1);
        ok = stage_open_interview(&ours.pty, 1) && tell_story(&ours.pty, scene, 1);
    }
    for (int i = 0; ok && i < ROUNDS; i++) {
        ok = press_keys(&floor, KEYS_A_ROUND, KEY_QUIET_MS) &&
             press_keys(&ours, KEYS_A_ROUND, KEY_QUIET_MS);
    }
    if (ok) {
        print_scene(scene, &floor, &ours);
    }
    pty_stop(&floor.pty);
    pty_stop(&ours.pty);
    samples_finish(&floor.delays);
    samples_finish(&ours.delays);
    return ok;
}

/* ---- counts ---- */

struct counter {
    const char *name;
    const char *program, *options; /* what runs the program */
    const char *mark;              /* what the count stands behind on its line, or in one with */
    bool table;                    /* it is the fourth column of that line */
    double patience;
};

static const struct counter counters[] = {
    {"instructions a key", "valgrind", "--tool=callgrind --callgrind-out-file=/dev/null",
     "Collected : ", false, 20},
    {"system calls a key", "strace", "-f -c", " total", true, 4},
};

/* The sum of what all processes of one run left. */
static double read_counts(const struct keys *keys, const struct counter *counter)
{
    char pattern[PATH_SIZE + 16], line[512];
    double sum = 0;
    glob_t found;

    (void)snprintf(pattern, sizeof pattern, "%s/count.*", keys->stage.scratch);
    if (glob(pattern, 0, NULL, &found) != 0) {
        return -1;
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        FILE *file = fopen(found.gl_pathv[i], "r");

        while (file != NULL && fgets(line, sizeof line, file) != NULL) {
            const char *mark = strstr(line, counter->mark);
            double calls = 0;

            if (mark != NULL && counter->table) {
                /* percent, seconds, microseconds a call, calls, errors */
                (void)sscanf(line, "%*s %*s %*s %lf", &calls);
                sum += calls;
            } else if (mark != NULL) {
                sum += strtod(mark + strlen(counter->mark), NULL);
            }
        }
        if (file != NULL) {
            (void)fclose(file);
        }
        (void)unlink(found.gl_pathv[i]);
    }
    globfree(&found);
    return sum;
}

/* The vault as it was made: the draft that a run leaves would cost the next one its
 * reading, and a new vault may have another cost of its passphrase. */
static bool start_afresh(const struct keys *keys)
{
    char script[10 * PATH_SIZE];
    const char *command[] = {"/bin/sh", "-c", script, NULL};
    const char *vault = keys->stage.vault;

    (void)snprintf(script, sizeof script,
                   "[ -e '%s.made' ] || cp '%s' '%s.made'; rm -rf '%s-wal' '%s-shm' '%s/.local'; "
                   "cp '%s.made' '%s'",
                   vault, vault, vault, vault, vault, keys->stage.scratch, vault, vault);
    return samples_run(NULL, command);
}

/* COMMAND under the counter, with COUNT keys; the program is hung up then. */
static double count_run(const struct keys *keys, const struct counter *counter,
                        const struct scene *scene, const char *const *command, bool ours,
                        size_t count)
{
    static struct side side;
    char place[PATH_SIZE + 64], options[128];
    const char *arguments[16] = {counter->program};
    size_t at = 1;
    bool ok;

    if (!start_afresh(keys)) {
        return -1;
    }
    (void)snprintf(options, sizeof options, "%s", counter->options);
    for (char *word = strtok(options, " "); word != NULL; word = strtok(NULL, " ")) {
        arguments[at++] = word;
    }
    (void)snprintf(place, sizeof place, counter->table ? "-o%s/count.0" : "--log-file=%s/count.%%p",
                   keys->stage.scratch);
    arguments[at++] = place;
    for (size_t i = 0; command[i] != NULL && at + 1 < sizeof arguments / sizeof arguments[0]; i++) {
        arguments[at++] = command[i];
    }
    memset(&side, 0, sizeof side);
    ok = pty_start(&side.pty, arguments, scene->rows, scene->columns);
    if (ok) {
        settle(&side.pty, counter->patience / 4);
        ok = !ours || stage_open_interview(&side.pty, counter->patience / 2);
        ok = ok && tell_story(&side.pty, scene, counter->patience / 4) &&
             type_keys(&side, count);
        settle(&side.pty, counter->patience / 4);
    }
    pty_stop(&side.pty);
    samples_finish(&side.delays);
    return ok ? read_counts(keys, counter) : -1;
}

static double count_keys(const struct keys *keys, const struct counter *counter,
                         const struct scene *scene, const char *const *command, bool ours)
{
    double few = count_run(keys, counter, scene, command, ours, 100);
    double many = few < 0 ? -1 : count_run(keys, counter, scene, command, ours, 300);

    return many > few ? (many - few) / 200 : -1;
}

static bool is_installed(const char *name)
{
    char command[128];
    const char *find[] = {"/bin/sh", "-c", command, NULL};

    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    return samples_run(NULL, find);
}

static void print_count(double count)
{
    if (count < 0) {
        (void)printf(" %9s", "failed");
    } else {
        (void)printf(" %9.0f", count);
    }
}

static void count_scene(const struct keys *keys, const struct scene *scene)
{
    char path[PATH_SIZE];
    const char *bare[] = {stage_path(path, keys->tools, "floor_ncurses"), NULL};
    const char *nano[] = {"nano", "--ignorercfiles", NULL};
    const char *program[] = {program_of(keys, scene), "--vault", keys->stage.vault, NULL};

    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        const struct counter *counter = &counters[i];

        if (!is_installed(counter->program)) {
            (void)printf("  %-24s not measured: %s is not installed\n", counter->name,
                         counter->program);
            continue;
        }
        (void)printf("  %-24s", counter->name);
        print_count(count_keys(keys, counter, scene, bare, false));
        print_count(count_keys(keys, counter, scene, program, true));
        if (counter->table) {
            (void)printf("  <= 8");
        } else if (is_installed("nano")) {
            (void)printf("  nano");
            print_count(count_keys(keys, counter, scene, nano, false));
        } else {
            (void)printf("  nano: not measured, it is not installed");
        }
        (void)printf("\n");
        (void)fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"program", required_argument, NULL, 'p'},
        {"tools", required_argument, NULL, 't'},
        {"count", no_argument, NULL, 'c'},
        {"scene", required_argument, NULL, 's'},
        {NULL, 0, NULL, 0},
    };
    static struct keys keys = {.tools = "tests/bench"};
    size_t only = 0;
    int option;
    bool ok;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'p':
            keys.stage.program = optarg;
            break;
        case 't':
            keys.tools = optarg;
            break;
        case 'c':
            keys.count = true;
            break;
        case 's':
            only = (size_t)strtoul(optarg, NULL, 10);
            break;
        default:
            return 2;
        }
    }
    if (keys.stage.program == NULL) {
        (void)stage_complain("expected --program");
        return 2;
    }
    ok = stage_prepare(&keys.stage) && prepare_long_form(&keys) && start_afresh(&keys);
    (void)printf("%-26s %9s %9s %8s\n", "a key in", "floor", "verhaal", "ratio");
    for (size_t i = 0; ok && i < SCENE_COUNT; i++) {
        if (only > 0 && i + 1 != only) {
            continue;
        }
        (void)printf("%s\n", scenes[i].name);
        ok = measure_scene(&keys, &scenes[i]);
        if (ok && keys.count) {
            count_scene(&keys, &scenes[i]);
        }
    }
    stage_clean_up(&keys.stage);
    return ok ? 0 : 1;
}
