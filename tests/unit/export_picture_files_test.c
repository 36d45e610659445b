/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures as files: SVG is well-formed, says everything in words and has a group
 * for every item and line; the scene comes back from its JSON; pages hold their
 * words in every script that there is a font for, and are the same each time.
 */
#include "config.h"

#include "base/file.h"
#include "base/text.h"
#include "export/drawn.h"
#include "base/json.h"
#include "export/picture.h"
#include "export/picture_svg.h"
#include "scratch.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifdef BUILT_WITH_ASAN
/* Some versions of fontconfig lose one small block when they read their own settings. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so\n";
}
#endif

static const char *const labels[] = {"mother <b> & \"co\"",
                                     "أم محمد",
                                     "Йозеф",
                                     "sister",
                                     "a name that is far too long for the box it is in",
                                     "日本"};
#define LABELS (sizeof labels / sizeof labels[0])

static struct scene *sample(void)
{
    static const unsigned styles[LABELS] = {STYLE_STRONG | STYLE_ARROW_TO,
                                            STYLE_WEAK | STYLE_BROKEN,
                                            STYLE_STRESS | STYLE_NEW,
                                            STYLE_UNCERTAIN | STYLE_ARROW_FROM,
                                            STYLE_GONE,
                                            STYLE_PRIVATE};
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_item *item = scene_add_item(scene, "centre", SCENE_CENTRE, "Amina");
    char id[16];

    item->box = (struct scene_box){0, 0, 9, 3 * LABELS};
    item->style = STYLE_CENTRED;
    scene_wrap_label(scene, item, 7, 0);
    for (int i = 0; i < (int)LABELS; i++) {
        struct scene_point points[] = {{9, 3 * i + 1}, {19, 3 * i + 1}};

        (void)snprintf(id, sizeof id, "p%d", i);
        item = scene_add_item(scene, id, i % 2 ? SCENE_SYSTEM : SCENE_PERSON, labels[i]);
        item->box = (struct scene_box){20, 3 * i, 30, 3};
        item->style = STYLE_BORDER | (i % 3 == 0   ? STYLE_LEFT
                                      : i % 3 == 1 ? STYLE_CENTRED
                                                   : STYLE_RIGHT);
        item->glyph = "⌂";
        item->glyph_ascii = "^";
        item->alt = labels[i];
        scene_wrap_label(scene, item, 24, 1);
        (void)snprintf(id, sizeof id, "e%d", i);
        scene_add_edge(scene, id, 0, i + 1, "strong", points, 2)->style = styles[i];
    }
    item = scene_add_item(scene, "legend", SCENE_LEGEND, "means so");
    item->box = (struct scene_box){0, 20, 20, 1};
    item->style = STYLE_STRESS | STYLE_STRONG;
    scene_wrap_label(scene, item, 14, 1);
    scene->title = scene_string(scene, "Ecogram of Amina");
    scene->description = scene_string(scene, "The mother is close & dear.\nأم محمد is far.\n");
    scene_fit(scene);
    return scene;
}

static void write_as(struct buf *out, const struct scene *scene, const char *format)
{
    struct picture_options options = {.author = "anna",
                                      .created = INT64_C(1772546700000),
                                      .modules = VERHAAL_BUILDDIR "/src/export"};
    struct error err = {.code = ERROR_NONE};

    if (!picture_format_find(format)->write(out, scene, &options, &err)) {
        fail_msg("%s", err.message);
    }
}

/* ---- SVG ---- */

/* Elements are closed in order, attributes quoted and named once, and "&" begins an entity. */
static bool is_well_formed(const char *text)
{
    char open[64][32];
    size_t depth = 0;

    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '&') {
            static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
            bool known = false;

            for (size_t i = 0; i < 4; i++) {
                known = known || strncmp(at, entities[i], strlen(entities[i])) == 0;
            }
            if (!known) {
                return false;
            }
        }
        if (*at != '<') {
            continue;
        }
        bool closing = at[1] == '/', quoted = false;
        const char *name = at + 1 + closing;
        size_t length = strcspn(name, " />");

        for (at = name; *at != '\0' && (quoted || *at != '>'); at++) {
            quoted = *at == '"' ? !quoted : quoted;
            if (quoted && *at == '<') {
                return false;
            }
        }
        if (*at == '\0' || length == 0 || length >= 32) {
            return false;
        }
        if (closing) {
            if (depth == 0 || strlen(open[depth - 1]) != length ||
                strncmp(open[depth - 1], name, length) != 0) {
                return false;
            }
            depth--;
        } else if (at[-1] != '/') {
            if (depth == 64) {
                return false;
            }
            (void)snprintf(open[depth++], 32, "%.*s", (int)length, name);
        }
    }
    return depth == 0;
}

static size_t count(const char *haystack, const char *needle)
{
    size_t found = 0;

    for (const char *at = strstr(haystack, needle); at != NULL; at = strstr(at + 1, needle)) {
        found++;
    }
    return found;
}

static void the_check_of_svg_finds_faults(void **state)
{
    (void)state;
    assert_true(is_well_formed("<svg><g a=\"b\"/><text>x &amp; y</text></svg>"));
    assert_false(is_well_formed("<svg><g></svg></g>"));
    assert_false(is_well_formed("<svg><text>x & y</text></svg>"));
    assert_false(is_well_formed("<svg a=\"<\"></svg>"));
    assert_false(is_well_formed("<svg>"));
}

static void svg_says_everything(void **state)
{
    struct scene *scene = sample();
    struct buf out = BUF_INIT;
    const char *svg;

    (void)state;
    write_as(&out, scene, "svg");
    svg = buf_text(&out);
    assert_true(is_well_formed(svg));
    assert_non_null(strstr(svg, "role=\"img\""));
    assert_non_null(strstr(svg, "xml:lang=\"en\""));
    assert_non_null(strstr(svg, "<title id=\"ecogram-title\">Ecogram of Amina</title>"));
    assert_non_null(strstr(svg, "The mother is close &amp; dear.\nأم محمد is far."));
    assert_non_null(strstr(svg, "mother &lt;b&gt; &amp; &quot;co&quot;</text>"));
    assert_non_null(strstr(svg, "direction=\"rtl\""));
    assert_int_equal(count(svg, "direction=\"rtl\""), 1);
    assert_int_equal(count(svg, "<g id="), scene->item_count + scene->edge_count);
    assert_non_null(strstr(svg, "<g id=\"ecogram-e0\" class=\"strong strong arrow-to\">"));
    assert_null(strstr(svg, "<script"));
    for (size_t i = 0; i < scene->item_count; i++) {
        char id[40];

        (void)snprintf(id, sizeof id, "<g id=\"ecogram-%s\" ", scene->items[i].id);
        assert_int_equal(count(svg, id), 1);
    }
    buf_finish(&out);
    scene_destroy(scene);
}

/* One part has all of it; the others show the rest of the same, row for row. */
static void long_drawings_come_in_parts(void **state)
{
    struct scene *scene = sample();
    struct buf whole = BUF_INIT, out = BUF_INIT;
    int rows = scene->height / 3 + 1;

    (void)state;
    write_as(&whole, scene, "svg");
    svg_write_parts(&out, scene, scene->height);
    assert_string_equal(buf_text(&out), buf_text(&whole));
    buf_clear(&out);
    svg_write_parts(&out, scene, rows);
    assert_int_equal(count(buf_text(&out), "<svg "), 3);
    assert_int_equal(count(buf_text(&out), "role=\"img\""), 1);
    assert_int_equal(count(buf_text(&out), "aria-hidden=\"true\""), 2);
    assert_int_equal(count(buf_text(&out), "<g id=\"ecogram-drawing\">"), 1);
    assert_int_equal(count(buf_text(&out), "<use href=\"#ecogram-drawing\"/>"), 2);
    assert_int_equal(count(buf_text(&out), "mother &lt;b&gt; &amp; &quot;co&quot;</text>"), 1);
    for (int top = 0; top < scene->height; top += rows) {
        char box[64];

        (void)snprintf(box, sizeof box, " viewBox=\"-10 %d ", top == 0 ? -10 : top * SVG_Y / 10);
        assert_int_equal(count(buf_text(&out), box), 1);
    }
    buf_finish(&out);
    buf_finish(&whole);
    scene_destroy(scene);
}

static void ids_of_a_net_differ(void **state)
{
    struct scene *scene = scene_create("genogram", "en");
    struct scene_point points[] = {{0, 0}, {4, 0}};
    struct buf out = BUF_INIT;

    (void)state;
    scene_add_edge(scene, "u", -1, -1, "union", points, 2);
    scene_add_edge(scene, "u", -1, -1, "union", points, 2);
    scene_fit(scene);
    write_as(&out, scene, "svg");
    assert_int_equal(count(buf_text(&out), "id=\"genogram-u\""), 1);
    assert_int_equal(count(buf_text(&out), "id=\"genogram-u-2\""), 1);
    buf_finish(&out);
    scene_destroy(scene);
}

static void numbers_have_points_in_every_locale(void **state)
{
    struct scene *scene = sample();
    struct buf plain = BUF_INIT, local = BUF_INIT;

    (void)state;
    write_as(&plain, scene, "svg");
    /* Where there is no such locale, the test has nothing to say. */
    (void)setlocale(LC_NUMERIC, "nl_NL.UTF-8");
    write_as(&local, scene, "svg");
    (void)setlocale(LC_NUMERIC, "C");
    assert_string_equal(buf_text(&plain), buf_text(&local));
    buf_finish(&plain);
    buf_finish(&local);
    scene_destroy(scene);
}

/* ---- JSON ---- */

static void scene_comes_back(void **state)
{
    struct scene *scene = sample();
    struct buf out = BUF_INIT;
    struct error err = {.code = ERROR_NONE};
    json_t *json, *items, *edges;

    (void)state;
    write_as(&out, scene, "scene");
    assert_true(json_read(&json, buf_text(&out), out.length, 1 << 20, &err));
    items = json_object_get(json, "items");
    edges = json_object_get(json, "edges");
    assert_int_equal(json_array_size(items), scene->item_count);
    assert_int_equal(json_array_size(edges), scene->edge_count);
    for (size_t i = 0; i < scene->item_count; i++) {
        json_t *item = json_array_get(items, i), *box = json_object_get(item, "box");

        assert_string_equal(json_text(item, "id"), scene->items[i].id);
        assert_string_equal(json_text(item, "label"), scene->items[i].label);
        assert_string_equal(json_text(item, "kind"), scene_kind_name(scene->items[i].kind));
        assert_int_equal(json_number(box, "x", -1), scene->items[i].box.x);
        assert_int_equal(json_number(box, "y", -1), scene->items[i].box.y);
        assert_int_equal(json_number(box, "w", -1), scene->items[i].box.w);
        assert_int_equal(json_number(box, "h", -1), scene->items[i].box.h);
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        json_t *edge = json_array_get(edges, i), *points = json_object_get(edge, "points");

        assert_string_equal(json_text(edge, "from"), "centre");
        assert_string_equal(json_text(edge, "to"), scene->items[i + 1].id);
        assert_string_equal(json_text(edge, "kind"), "strong");
        assert_int_equal(json_array_size(points), 2);
        assert_int_equal(json_integer_value(json_array_get(json_array_get(points, 1), 0)), 19);
    }
    assert_true(json_is_true(json_object_get(json_array_get(items, 5), "cut")));
    json_decref(json);
    buf_finish(&out);
    scene_destroy(scene);
}

/* ---- pages ---- */

static void read_pages(struct buf *out, const struct buf *pdf)
{
    char path[512], command[600], piece[4096];
    struct error err = {.code = ERROR_NONE};
    char *directory;
    FILE *pages;

    if (system("pdftotext -v >/dev/null 2>&1") != 0) {
        skip();
    }
    directory = scratch_create();
    (void)snprintf(path, sizeof path, "%s/picture.pdf", directory);
    assert_true(file_write(path, pdf->data, pdf->length, FILE_NEW, &err));
    (void)snprintf(command, sizeof command, "pdftotext -enc UTF-8 '%s' -", path);
    pages = popen(command, "r");
    assert_non_null(pages);
    for (size_t got; (got = fread(piece, 1, sizeof piece, pages)) > 0;) {
        buf_add(out, piece, got);
    }
    assert_int_equal(pclose(pages), 0);
    scratch_remove(directory);
}

static bool there_is_pdf(void)
{
#ifdef HAVE_PDF
    return true;
#else
    return false;
#endif
}

static void pages_hold_the_words(void **state)
{
    struct scene *scene = sample();
    struct buf pdf = BUF_INIT, again = BUF_INIT, text = BUF_INIT;

    (void)state;
    if (!there_is_pdf()) {
        skip();
    }
    /* Not every machine has a font for these. */
    scene->items[6].line_count = 0;
    write_as(&pdf, scene, "pdf");
    write_as(&again, scene, "pdf");
    assert_int_equal(pdf.length, again.length);
    assert_memory_equal(pdf.data, again.data, pdf.length);
    assert_non_null(memmem(pdf.data, pdf.length, "20260303140500", 14));
    read_pages(&text, &pdf);
    assert_non_null(strstr(buf_text(&text), "Ecogram of Amina"));
    assert_non_null(strstr(buf_text(&text), "mother <b> & \"co\""));
    assert_non_null(strstr(buf_text(&text), "أم محمد"));
    assert_non_null(strstr(buf_text(&text), "Йозеф"));
    assert_non_null(strstr(buf_text(&text), "The mother is close & dear."));
    buf_finish(&text);
    buf_finish(&again);
    buf_finish(&pdf);
    scene_destroy(scene);
}

static void signs_without_a_font_are_told(void **state)
{
    struct scene *scene = sample();
    struct picture_options options = {.author = "", .modules = VERHAAL_BUILDDIR "/src/export"};
    struct error err = {.code = ERROR_NONE};
    struct buf out = BUF_INIT;

    (void)state;
    if (!there_is_pdf()) {
        skip();
    }
    /* Of a plane for which there are no fonts at all. */
    scene->items[6].lines[0] = scene_string(scene, "\xf0\x9f\xbe\xbf");
    assert_false(picture_format_find("pdf")->write(&out, scene, &options, &err));
    assert_int_equal(err.code, ERROR_UNSUPPORTED);
    assert_int_equal(out.length, 0);
    buf_finish(&out);
    scene_destroy(scene);
}

static void nothing_is_too_large_for_pages(void **state)
{
    struct scene *scene = scene_create("lifeline", "en");
    struct buf pdf = BUF_INIT, text = BUF_INIT;
    char label[32];

    (void)state;
    if (!there_is_pdf()) {
        skip();
    }
    for (int i = 0; i < 3000; i++) {
        struct scene_item *item;

        (void)snprintf(label, sizeof label, "event%dx", i);
        item = scene_add_item(scene, label, SCENE_EVENT, label);
        item->box = (struct scene_box){i % 7 * 400, i, 20, 1};
        scene_wrap_label(scene, item, 20, 1);
    }
    scene_fit(scene);
    write_as(&pdf, scene, "pdf");
    read_pages(&text, &pdf);
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(label, sizeof label, "event%dx", i);
        assert_non_null(strstr(buf_text(&text), label));
    }
    buf_finish(&text);
    buf_finish(&pdf);
    scene_destroy(scene);
}

/* Words below a picture keep to the width that was asked for; without one, a fact is a line. */
static void words_keep_their_width(void **state)
{
    const struct diagram_context context = {.subject = "", .birth = "", .language = "en"};
    const struct scene_options drawn = {.columns = 60, .legend = true, .show_private = true};
    const char *line = "mother strong origin Syria <> weekly, sends money, practical, emotional";
    struct diagram *diagram = diagram_ecogram.create(&context);
    struct error err = {.code = ERROR_NONE};
    struct scene *scene;

    (void)state;
    assert_true(diagram_ecogram.add(diagram, line, strlen(line), "f", false, NULL, &err));
    scene = drawn_scene(&diagram_ecogram, diagram, &drawn);
    for (int columns = 0; columns <= 60; columns += 60) {
        struct picture_options options = {.author = "", .columns = columns};
        struct buf out = BUF_INIT;
        int widest = 0;

        assert_true(picture_format_find("text")->write(&out, scene, &options, &err));
        for (const char *at = buf_text(&out), *end; *at != '\0'; at = end + 1) {
            end = strchr(at, '\n');
            assert_non_null(end);
            int width = text_width(at, (size_t)(end - at));

            widest = width > widest ? width : widest;
            assert_false(end > at && end[-1] == ' ' && columns > 0);
        }
        assert_true(columns == 0 ? widest > 60 : widest <= 60);
        buf_finish(&out);
    }
    scene_destroy(scene);
    diagram_ecogram.destroy(diagram);
}

static void formats_are_known(void **state)
{
    static const char *const names[] = {"text", "ascii", "svg", "pdf", "scene"};

    (void)state;
    assert_int_equal(picture_format_count(), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_non_null(picture_format_find(names[i]));
        assert_ptr_equal(picture_format_find(names[i]), picture_format_at(i));
    }
    assert_null(picture_format_find("outline"));
    assert_null(picture_format_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_of_svg_finds_faults),
        cmocka_unit_test(svg_says_everything),
        cmocka_unit_test(long_drawings_come_in_parts),
        cmocka_unit_test(ids_of_a_net_differ),
        cmocka_unit_test(numbers_have_points_in_every_locale),
        cmocka_unit_test(scene_comes_back),
        cmocka_unit_test(pages_hold_the_words),
        cmocka_unit_test(signs_without_a_font_are_told),
        cmocka_unit_test(nothing_is_too_large_for_pages),
        cmocka_unit_test(words_keep_their_width),
        cmocka_unit_test(formats_are_known),
    };

    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
