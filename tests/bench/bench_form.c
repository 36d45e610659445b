/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a form as the program does: from the bytes to the model.
 * Prints microseconds a reading.
 *
 *   bench_form FILE READINGS
 */
#include "config.h"

#include "base/buf.h"
#include "base/file.h"
#include "form/form.h"
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>

#define BYTES_MAX ((size_t)4 << 20)

int main(int argc, char **argv)
{
    struct error err = {0};
    struct buf text = BUF_INIT;
    long readings = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    bool ok = argc == 3 && file_read(&text, argv[1], BYTES_MAX, &err);

    for (long i = 0; ok && i < readings; i++) {
        struct form *form = NULL;
        double started = bench_now();

        ok = form_read(&form, buf_text(&text), text.length, argv[1], NULL, &err);
        (void)printf("%.2f\n", (bench_now() - started) * 1000);
        form_destroy(form);
    }
    if (!ok) {
        (void)fprintf(stderr, "bench_form: %s\n", err.message);
    }
    buf_finish(&text);
    return ok ? 0 : 1;
}
