/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table: what the program costs beside the floor of the same job, measured
 * in the same run and in turns, so that a busy machine hits both. Milliseconds
 * belong to a machine; the ratios are what is compared.
 *
 *   bench --program FILE --forms DIRECTORY [--tools DIRECTORY] [--json FILE] [--gate]
 */
#include "config.h"

#include "pty.h"
#include "samples.h"
#include "stage.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAINTS         21
#define ROUNDS         10
#define KEYS_A_ROUND   40
#define STORAGE_ROUNDS 5
#define ANSWER_BYTES   "512"
#define FORM           "cfi_core.yaml"
#define KEY_QUIET_MS   12
#define KEY_ANSWER_MS  250

/* What is typed, in turn; spaces, so that lines wrap as in an answer. */
static const char typed[] = "the quick brown fox jumps over a lazy dog and ";

enum limit_kind { LIMIT_NONE, LIMIT_RATIO, LIMIT_VALUE };

struct row {
    const char *name, *unit;
    enum limit_kind kind;
    double limit;
    double floor, ours;
};

enum {
    FIRST_PAINT,
    START_QUIET,
    KEY_P50,
    KEY_P99,
    KEY_BYTES,
    LOCKED,
    WORKING,
    UNLOCK,
    ANSWER,
    ANSWER_P99,
    FORM_LOAD,
    ECOGRAM,
    LIFELINE
};

static const struct row rows[] = {
    [FIRST_PAINT] = {"start to unlock screen", "ms", LIMIT_RATIO, 2, 0, 0},
    [START_QUIET] = {"start to last byte", "ms", LIMIT_NONE, 0, 0, 0},
    [KEY_P50] = {"key to last byte, p50", "ms", LIMIT_RATIO, 1.3, 0, 0},
    [KEY_P99] = {"key to last byte, p99", "ms", LIMIT_RATIO, 2, 0, 0},
    [KEY_BYTES] = {"bytes a key", "bytes", LIMIT_VALUE, 16, 0, 0},
    [LOCKED] = {"resident memory, locked", "MB", LIMIT_VALUE, 6, 0, 0},
    [WORKING] = {"resident memory, working", "MB", LIMIT_VALUE, 16, 0, 0},
    [UNLOCK] = {"derived key to 2,000 names", "ms", LIMIT_VALUE, 10, 0, 0},
    [ANSWER] = {"durable answer, p50", "us", LIMIT_RATIO, 2, 0, 0},
    [ANSWER_P99] = {"durable answer, p99", "us", LIMIT_NONE, 0, 0, 0},
    [FORM_LOAD] = {"form load", "us", LIMIT_RATIO, 3, 0, 0},
    [ECOGRAM] = {"ecogram of 40 from lines", "us", LIMIT_VALUE, 5000, 0, 0},
    [LIFELINE] = {"lifeline of 150 from lines", "us", LIMIT_VALUE, 5000, 0, 0},
};
#define ROW_COUNT (sizeof rows / sizeof rows[0])

struct bench {
    struct stage stage;
    const char *forms, *tools;
    struct row rows[ROW_COUNT];
};

/* The programs on the terminal, and what was seen of each. */
struct side {
    struct pty pty;
    struct samples delays;
    size_t bytes, keys;
};

/* --- the terminal ------------------------------------------------------------ */

static bool start(const struct bench *bench, struct pty *pty, bool floor)
{
    char path[PATH_SIZE];
    const char *bare[] = {stage_path(path, bench->tools, "floor_ncurses"), NULL};
    const char *ours[] = {
        bench->stage.program, "--vault", bench->stage.vault, "--user", "anna", NULL};

    return pty_start(pty, floor ? bare : ours, 24, 80);
}

/* SEEN: the words that say which screen it is were there; QUIET: nothing more came. */
static bool measure_paint(const struct bench *bench, bool floor, struct samples *seen,
                          struct samples *quiet)
{
    static struct pty pty;
    double last = 0;
    size_t bytes = 0;
    bool ok = start(bench, &pty, floor) && pty_wait_for(&pty, floor ? "floor" : "Passphrase", 5000);

    if (ok) {
        last = bench_now();
        samples_add(seen, last - pty.started);
        (void)pty_read_burst(&pty, PAINT_QUIET_MS, PAINT_QUIET_MS, &last, &bytes);
        samples_add(quiet, last - pty.started);
    }
    pty_stop(&pty);
    return ok;
}

static bool measure_paints(struct bench *bench)
{
    struct samples seen[2] = {{0}, {0}}, quiet[2] = {{0}, {0}};
    bool ok = true;

    for (int i = 0; ok && i < PAINTS; i++) {
        ok = measure_paint(bench, true, &seen[0], &quiet[0]) &&
             measure_paint(bench, false, &seen[1], &quiet[1]);
    }
    bench->rows[FIRST_PAINT].floor = samples_median(&seen[0]);
    bench->rows[FIRST_PAINT].ours = samples_median(&seen[1]);
    bench->rows[START_QUIET].floor = samples_median(&quiet[0]);
    bench->rows[START_QUIET].ours = samples_median(&quiet[1]);
    for (int i = 0; i < 2; i++) {
        samples_finish(&seen[i]);
        samples_finish(&quiet[i]);
    }
    return ok || stage_complain("nothing was painted");
}

static bool measure_keys(struct side *side)
{
    double last = 0;
    size_t bytes = 0;

    while (pty_read_burst(&side->pty, 200, 200, &last, &bytes)) {
        /* until it is quiet */
    }
    for (size_t i = 0; i < KEYS_A_ROUND; i++) {
        double started = bench_now();

        if (!pty_type(&side->pty, &typed[side->keys % (sizeof typed - 1)], 1)) {
            return stage_complain("the program left");
        }
        side->keys++;
        /* A space at the end of a line may leave the screen as it is. */
        if (pty_read_burst(&side->pty, KEY_ANSWER_MS, KEY_QUIET_MS, &last, &bytes)) {
            samples_add(&side->delays, last - started);
            side->bytes += bytes;
        }
    }
    return side->delays.count * 20 >= side->keys * 19 || stage_complain("keys were not answered");
}

static void take_keys(struct bench *bench, struct side *floor, struct side *ours)
{
    struct row *row = bench->rows;

    row[KEY_P50].floor = samples_median(&floor->delays);
    row[KEY_P50].ours = samples_median(&ours->delays);
    row[KEY_P99].floor = samples_percentile(&floor->delays, 0.99);
    row[KEY_P99].ours = samples_percentile(&ours->delays, 0.99);
    row[KEY_BYTES].floor = (double)floor->bytes / (double)floor->keys;
    row[KEY_BYTES].ours = (double)ours->bytes / (double)ours->keys;
    row[WORKING].floor = (double)pty_resident(&floor->pty) / 1024;
    row[WORKING].ours = (double)pty_resident(&ours->pty) / 1024;
}

static bool measure_typing(struct bench *bench)
{
    static struct side floor, ours;
    double last;
    size_t bytes;
    bool ok = start(bench, &floor.pty, true) && start(bench, &ours.pty, false);

    if (ok) {
        (void)pty_read_burst(&ours.pty, 5000, 500, &last, &bytes);
        bench->rows[LOCKED].floor = (double)pty_resident(&floor.pty) / 1024;
        bench->rows[LOCKED].ours = (double)pty_resident(&ours.pty) / 1024;
        ok = stage_open_interview(&ours.pty, 1);
    }
    for (int i = 0; ok && i < ROUNDS; i++) {
        ok = measure_keys(&floor) && measure_keys(&ours);
    }
    if (ok) {
        take_keys(bench, &floor, &ours);
    }
    pty_stop(&floor.pty);
    pty_stop(&ours.pty);
    samples_finish(&floor.delays);
    samples_finish(&ours.delays);
    return ok;
}

/* --- without a terminal ------------------------------------------------------ */

/* Runs FLOOR and OURS in turns; the median (and p99, if asked) of all they print. */
static bool measure_in_turns(const char *const *floor, const char *const *ours, struct row *median,
                             struct row *p99)
{
    struct samples low = {0}, high = {0};
    bool ok = true;

    for (int i = 0; ok && i < STORAGE_ROUNDS; i++) {
        ok = samples_run(&low, floor) && samples_run(&high, ours);
    }
    median->floor = samples_median(&low);
    median->ours = samples_median(&high);
    if (p99 != NULL) {
        p99->floor = samples_percentile(&low, 0.99);
        p99->ours = samples_percentile(&high, 0.99);
    }
    samples_finish(&low);
    samples_finish(&high);
    return ok;
}

static bool measure_storage(struct bench *bench)
{
    char floor_path[PATH_SIZE], ours_path[PATH_SIZE], plain[PATH_SIZE], form[PATH_SIZE];
    const char *commit[] = {stage_path(floor_path, bench->tools, "floor_sqlite"),
                            stage_path(plain, bench->stage.scratch, "plain.db"), ANSWER_BYTES,
                            "200", NULL};
    const char *answer[] = {stage_path(ours_path, bench->tools, "bench_vault"),
                            bench->stage.scratch, ANSWER_BYTES, "200", NULL};
    const char *events[] = {floor_path, stage_path(form, bench->forms, FORM), "100", NULL};
    const char *load[] = {ours_path, form, "100", NULL};

    if (!measure_in_turns(commit, answer, &bench->rows[ANSWER], &bench->rows[ANSWER_P99])) {
        return stage_complain("an answer was not stored");
    }
    stage_path(floor_path, bench->tools, "floor_yaml");
    stage_path(ours_path, bench->tools, "bench_form");
    return measure_in_turns(events, load, &bench->rows[FORM_LOAD], NULL) ||
           stage_complain("a form was not read");
}

/* The clock starts when the process that derives the key has ended. */
static bool measure_unlock(struct bench *bench)
{
    char path[PATH_SIZE];
    struct samples took = {0};
    const char *unlock[] = {stage_path(path, bench->tools, "bench_unlock"),
                            bench->stage.scratch,
                            bench->forms,
                            "2000",
                            "15",
                            NULL};
    bool ok = samples_run(&took, unlock);

    bench->rows[UNLOCK].ours = samples_median(&took);
    samples_finish(&took);
    return ok || stage_complain("a vault of 2,000 patients did not open");
}

/* The files of the tests lie beside the forms. */
static bool measure_drawing(struct bench *bench, const char *kind, const char *file,
                            struct row *row)
{
    char path[PATH_SIZE], tool[PATH_SIZE];
    const char *ours[] = {stage_path(tool, bench->tools, "bench_diagram"), kind,
                          stage_path(path, bench->forms, file), "40", NULL};
    const char *floor[] = {tool, kind, path, "40", "floor", NULL};

    return measure_in_turns(floor, ours, row, NULL) || stage_complain("a drawing was not made");
}

static bool measure_drawings(struct bench *bench)
{
    return measure_drawing(bench, "ecogram",
                           "../tests/data/drawings/ecogram_forty_hidden_ring.txt",
                           &bench->rows[ECOGRAM]) &&
           measure_drawing(bench, "lifeline", "../tests/data/drawings/lifeline_150.txt",
                           &bench->rows[LIFELINE]);
}

/* --- the table --------------------------------------------------------------- */

static bool within(const struct row *row)
{
    double value = row->kind == LIMIT_RATIO ? row->ours / row->floor : row->ours;

    return row->kind == LIMIT_NONE || value <= row->limit;
}

static bool print_table(const struct row *all)
{
    bool good = true;

    (void)printf("%-26s %-6s %10s %10s %8s  %s\n", "", "", "floor", "verhaal", "ratio", "goal");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct row *row = &all[i];
        char goal[48] = "";

        if (row->kind != LIMIT_NONE) {
            (void)snprintf(goal, sizeof goal, "<= %g%s%s", row->limit,
                           row->kind == LIMIT_RATIO ? "x" : "", within(row) ? "" : "  MISSED");
        }
        good = good && within(row);
        if (row->floor > 0) {
            (void)printf("%-26s %-6s %10.2f %10.2f %7.2fx  %s\n", row->name, row->unit, row->floor,
                         row->ours, row->ours / row->floor, goal);
        } else {
            (void)printf("%-26s %-6s %10s %10.2f %8s  %s\n", row->name, row->unit, "", row->ours,
                         "", goal);
        }
    }
    return good;
}

static bool write_json(const struct row *all, const char *path)
{
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        return stage_complain("the JSON file cannot be written");
    }
    (void)fprintf(file, "{\"rows\": [");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct row *row = &all[i];

        (void)fprintf(file, "%s\n  {\"name\": \"%s\", \"unit\": \"%s\", ", i > 0 ? "," : "",
                      row->name, row->unit);
        (void)fprintf(file, "\"verhaal\": %.3f", row->ours);
        if (row->floor > 0) {
            (void)fprintf(file, ", \"floor\": %.3f, \"ratio\": %.3f", row->floor,
                          row->ours / row->floor);
        }
        if (row->kind != LIMIT_NONE) {
            (void)fprintf(file, ", \"%s\": %g, \"within\": %s",
                          row->kind == LIMIT_RATIO ? "ratio_limit" : "limit", row->limit,
                          within(row) ? "true" : "false");
        }
        (void)fprintf(file, "}");
    }
    (void)fprintf(file, "\n]}\n");
    return fclose(file) == 0 || stage_complain("the JSON file cannot be written");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"program", required_argument, NULL, 'p'}, {"forms", required_argument, NULL, 'f'},
        {"tools", required_argument, NULL, 't'},   {"json", required_argument, NULL, 'j'},
        {"gate", no_argument, NULL, 'g'},          {NULL, 0, NULL, 0},
    };
    static struct bench bench = {.tools = "tests/bench"};
    const char *json = NULL;
    bool gate = false, ok, good;
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'p':
            bench.stage.program = optarg;
            break;
        case 'f':
            bench.forms = optarg;
            break;
        case 't':
            bench.tools = optarg;
            break;
        case 'j':
            json = optarg;
            break;
        case 'g':
            gate = true;
            break;
        default:
            return 2;
        }
    }
    if (bench.stage.program == NULL || bench.forms == NULL) {
        (void)stage_complain("expected --program and --forms");
        return 2;
    }
    memcpy(bench.rows, rows, sizeof rows);
    ok = stage_prepare(&bench.stage) && measure_paints(&bench) && measure_typing(&bench) &&
         measure_unlock(&bench) && measure_storage(&bench) && measure_drawings(&bench);
    stage_clean_up(&bench.stage);
    good = ok && print_table(bench.rows);
    ok = ok && (json == NULL || write_json(bench.rows, json));
    return ok && (good || !gate) ? 0 : 1;
}
