/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as lines of a drawing, of every kind: what is understood is printed, read
 * back as the same, drawn without overlaps in a narrow and in a wide form, and said
 * in words. What is not has a place and a message.
 */
#include "fuzz.h"

#include "diagram/diagram.h"

#include <stdlib.h>
#include <string.h>

#define ITEMS_FOR_MEASURE 400

static struct diagram *create(const struct diagram_type *type)
{
    struct diagram_context context = {
        .subject = "Yusuf", .birth = "1980", .language = "en", .today = 20000};

    return type->create(&context);
}

/* Line by line, so that one mistake does not hide the rest. */
static void read_lines(const struct diagram_type *type, struct diagram *diagram, const char *bytes,
                       size_t size)
{
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(bytes + at, '\n', size - at);
        size_t length = (newline ? (size_t)(newline - bytes) : size) - at;
        struct understanding out;
        struct error err = {0};

        understanding_init(&out);
        if (length <= 2048 && !type->add(diagram, bytes + at, length, "", false, &out, &err) &&
            (err.message[0] == '\0' || err.column == 0 || err.column > length + 1)) {
            abort();
        }
        if (out.question_length > 0 && out.question_at + out.question_length > length) {
            abort();
        }
        understanding_finish(&out);
        at += length + 1;
    }
}

static void draw(const struct diagram_type *type, const struct diagram *diagram, int columns,
                 unsigned zoom)
{
    struct scene_options options = {
        .columns = columns, .zoom = zoom, .legend = true, .show_private = true};
    struct scene *scene = type->scene(diagram, &options);
    struct scene_faults faults;

    if (scene->item_count < ITEMS_FOR_MEASURE) {
        scene_measure(scene, &faults);
        if (faults.overlaps || faults.through_items || faults.outside || faults.shared) {
            abort();
        }
    }
    scene_destroy(scene);
}

static void use(const struct diagram_type *type, const char *bytes, size_t size)
{
    struct diagram *first = create(type), *second = create(type);
    struct buf once = BUF_INIT, twice = BUF_INIT;
    struct error err = {0};

    read_lines(type, first, bytes, size);
    type->print(&once, first);
    if (!diagram_read(type, second, buf_text(&once), once.length, NULL, &err)) {
        abort();
    }
    type->print(&twice, second);
    if (strcmp(buf_text(&once), buf_text(&twice)) != 0) {
        abort();
    }
    buf_clear(&once);
    type->outline(&once, first, false);
    draw(type, first, 80, 0);
    draw(type, first, 0, 1);
    buf_finish(&once);
    buf_finish(&twice);
    type->destroy(first);
    type->destroy(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < diagram_type_count(); i++) {
        use(diagram_type_at(i), (const char *)bytes, size);
    }
    return 0;
}
