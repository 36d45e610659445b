/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document for other programs: its data, word for word and byte for byte
 * as recorded. What a terminal or an editor would obey or hide is written as an
 * escape, which reads back as the same character.
 */
#include "base/i18n.h"
#include "base/text.h"
#include "export/writers.h"

#include <stdint.h>

static void add_escape(struct buf *out, uint32_t code_point)
{
    if (code_point > 0xFFFF) {
        uint32_t rest = code_point - 0x10000;
        buf_add_format(out, "\\u%04X\\u%04X", (unsigned)(0xD800 + (rest >> 10)),
                       (unsigned)(0xDC00 + (rest & 0x3FF)));
    } else {
        buf_add_format(out, "\\u%04X", (unsigned)code_point);
    }
}

/* Outside ASCII there are only strings, so an escape may stand anywhere. */
static void add_safe(struct buf *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        if (code_point >= 0x7F && !text_acceptable(code_point)) {
            add_escape(out, code_point);
        } else {
            buf_add(out, text + at, bytes);
        }
        at += bytes;
    }
}

static bool write_value(struct buf *out, const json_t *value, struct error *err)
{
    if (value == NULL) {
        return error_set(err, ERROR_UNSUPPORTED,
                         _("this document has no structured form; choose another format"));
    }
    struct buf text = BUF_INIT;
    json_write_pretty(&text, value);
    add_safe(out, buf_text(&text), text.length);
    buf_add_char(out, '\n');
    buf_finish(&text);
    return true;
}

bool json_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err)
{
    (void)options;
    return write_value(out, document->data, err);
}

bool fhir_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err)
{
    (void)options;
    return write_value(out, document->bundle, err);
}
