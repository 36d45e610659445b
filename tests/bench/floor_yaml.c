/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor of reading a form: libyaml's events over the same bytes, each thrown
 * away. Prints microseconds a reading.
 *
 *   floor_yaml FILE READINGS
 */
#include "config.h"

#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#define BYTES_MAX ((size_t)4 << 20)

static bool read_events(const unsigned char *bytes, size_t length)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool ok, done = false;

    if (!yaml_parser_initialize(&parser)) {
        return false;
    }
    yaml_parser_set_input_string(&parser, bytes, length);
    do {
        ok = yaml_parser_parse(&parser, &event) == 1;
        if (ok) {
            done = event.type == YAML_STREAM_END_EVENT;
            yaml_event_delete(&event);
        }
    } while (ok && !done);
    yaml_parser_delete(&parser);
    return ok;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    long readings = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    unsigned char *bytes = malloc(BYTES_MAX);
    bool ok = file != NULL && bytes != NULL;
    size_t length = ok ? fread(bytes, 1, BYTES_MAX, file) : 0;

    for (long i = 0; ok && i < readings; i++) {
        double started = bench_now();

        ok = read_events(bytes, length);
        (void)printf("%.2f\n", (bench_now() - started) * 1000);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    free(bytes);
    return ok ? 0 : 1;
}
