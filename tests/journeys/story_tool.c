/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The story for scripts of the shell: what to type into the dialogue, and
 * whether a summary tells all of it.
 *
 *   story_tool dialogue              prints the lines to type
 *   story_tool told FILE ATTRIBUTION 0 if the Markdown in FILE tells everything
 */
#include "config.h"

#include "journeys/story.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

#define EVERYTHING ((size_t)16 << 20)

static void print_dialogue(void)
{
    for (size_t i = 0; i < story_count(); i++) {
        struct buf text = BUF_INIT;
        const struct story_answer *answer = story_at(i);
        story_text(&text, i);
        printf(":go %s\n", answer->item);
        if (strcmp(answer->item, STORY_INFORMANT_ITEM) == 0) {
            printf(":who informant %s\n:how verbatim\n:lang tr\n", story_informant);
        }
        printf("%s%s\n\n", buf_text(&text)[0] == ':' ? ":" : "", buf_text(&text));
        buf_finish(&text);
    }
    printf(":go problem\nyorgunluk\n:quit\n");
}

static int look_for(const char *path, const char *attribution)
{
    struct buf markdown = BUF_INIT, missing = BUF_INIT;
    struct error err = {0};
    bool told = file_read(&markdown, path, EVERYTHING, &err) &&
                story_is_told(buf_text(&markdown), markdown.length, attribution, &missing);
    if (!told) {
        fprintf(stderr, "%s\n", err.code ? err.message : buf_text(&missing));
    }
    buf_finish(&markdown);
    buf_finish(&missing);
    return told ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "dialogue") == 0) {
        print_dialogue();
        return 0;
    }
    if (argc == 4 && strcmp(argv[1], "told") == 0) {
        return look_for(argv[2], argv[3]);
    }
    fputs("usage: story_tool dialogue | told FILE ATTRIBUTION\n", stderr);
    return 2;
}
