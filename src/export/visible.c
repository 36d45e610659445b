/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The border between what was recorded and a file that somebody else opens.
 * text_display() is the stricter one for terminals, which also limits marks.
 */
#include "export/visible.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static void add_visible(struct buf *out, const char *text, bool one_line)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        if (code_point == '\r') {
            /* "\r\n" is one line end, a lone "\r" another */
            if (text[at + 1] != '\n') {
                buf_add_char(out, one_line ? ' ' : '\n');
            }
        } else if (code_point == '\n' || code_point == '\t') {
            buf_add_char(out, one_line ? ' ' : (char)code_point);
        } else if (text_acceptable(code_point)) {
            text_encode(out, code_point);
        } else {
            buf_add_format(out, "<U+%04X>", (unsigned)code_point);
        }
        at += bytes;
    }
}

void visible_text(struct buf *out, const char *text)
{
    add_visible(out, text, false);
}

void visible_line(struct buf *out, const char *text)
{
    add_visible(out, text, true);
}

void visible_markup(struct buf *out, const char *text)
{
    struct buf visible = BUF_INIT;
    visible_text(&visible, text);
    for (const char *at = buf_text(&visible); *at != '\0'; at++) {
        switch (*at) {
        case '&':
            buf_add_text(out, "&amp;");
            break;
        case '<':
            buf_add_text(out, "&lt;");
            break;
        case '>':
            buf_add_text(out, "&gt;");
            break;
        case '"':
            buf_add_text(out, "&quot;");
            break;
        case '\'':
            buf_add_text(out, "&#39;");
            break;
        default:
            buf_add_char(out, *at);
        }
    }
    buf_finish(&visible);
}
