/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranges of code points, not properties: whole blocks belong to one script, and
 * nothing worse than a wrong alignment depends on it.
 */
#include "config.h"

#include "export/picture_script.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

struct range {
    uint32_t first, last;
};

/* Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms; Adlam and older ones. */
static const struct range leftward[] = {
    {0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};
/* Scripts of India and South-East Asia, Tibetan, Burmese, Ge'ez, Khmer. */
static const struct range wide[] = {{0x0900, 0x109F},   {0x1200, 0x139F},  {0x1780, 0x17FF},
                                    {0x2D80, 0x2DDF},   {0xA8E0, 0xA8FF},  {0xAA60, 0xAB2F},
                                    {0x11000, 0x11FFF}, {0x1E7E0, 0x1E7FF}};

/* Letters that run from left to right: what is neither sign nor digit will do. */
static const struct range rightward[] = {{'A', 'Z'},     {'a', 'z'},      {0xC0, 0x2FF},
                                         {0x370, 0x58F}, {0x900, 0x1FFF}, {0x2C00, 0xFB1C}};

static bool is_in(uint32_t code_point, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bool runs_rightward(uint32_t code_point)
{
    return is_in(code_point, rightward, sizeof rightward / sizeof rightward[0]);
}

bool script_is_right_to_left(const char *text)
{
    size_t length = strlen(text);
    bool any = false;

    for (size_t at = 0; at < length;) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
        if (runs_rightward(code_point)) {
            return false;
        }
        any = any || is_in(code_point, leftward, sizeof leftward / sizeof leftward[0]);
    }
    return any;
}

bool script_is_wide(const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length;) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
        if (is_in(code_point, wide, sizeof wide / sizeof wide[0])) {
            return true;
        }
    }
    return false;
}
