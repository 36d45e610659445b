/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a date: what is understood can be written down, read back as the
 * same, and begins before it ends.
 */
#include "fuzz.h"

#include "base/edtf.h"

#include <stdlib.h>
#include <string.h>

static void use_date(const struct edtf *date)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    struct edtf again;
    struct error err = {0};
    int32_t start, end;

    edtf_format(&first, date);
    if (!edtf_parse(&again, buf_text(&first), first.length, &err))
        abort();
    edtf_format(&second, &again);
    if (strcmp(buf_text(&first), buf_text(&second)) != 0)
        abort();
    edtf_bounds(date, &start, &end);
    if (!date->interval && start > end)
        abort();
    buf_finish(&first);
    buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct error err = {0};
    struct edtf date;

    if (edtf_parse(&date, (const char *)bytes, size, &err))
        use_date(&date);
    else if (err.message[0] == '\0')
        abort();
    if (edtf_understand(&date, (const char *)bytes, size))
        use_date(&date);
    return 0;
}
