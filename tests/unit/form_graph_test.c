/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which items hang on which, in which order they follow, and which choices are
 * offered.
 */
#include "form/graph.h"

#include "form/offered.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* TOTAL stands before what it is made of; DOUBLED hangs on it twice. */
static const char chain[] = SUPPORT_HEAD
    "items:\n"
    "  - {name: doubled, type: calculate, calculation: \"${total} * 2\",\n"
    "     relevant: \"${total} > 0\"}\n"
    "  - {name: total, type: calculate, calculation: \"${here} + ${there}\"}\n"
    "  - {name: here, type: integer, label: {en: Here, nl: Hier}}\n"
    "  - {name: there, type: integer, label: {en: There, nl: Daar}}\n"
    "  - {name: once, type: integer, label: {en: Once, nl: Ooit}, default: \"${here}\"}\n"
    "  - group: more\n"
    "    label: {en: More, nl: Meer}\n"
    "    relevant: \"${here} > 3\"\n"
    "    items:\n"
    "      - {name: inside, type: text, label: {en: Inside, nl: Binnen}}\n"
    "  - {name: apart, type: text, label: {en: Apart, nl: Los}}\n";

static unsigned reasons_of(const struct graph *graph, const struct form *form, const char *item,
                           const char *on)
{
    const struct graph_edge *edges;
    size_t count = graph_dependencies(graph, form_find(form, item), &edges);

    for (size_t i = 0; i < count; i++)
        if (edges[i].item == form_find(form, on))
            return edges[i].reasons;
    return 0;
}

static size_t place_of(const struct graph *graph, const struct form *form, const char *name)
{
    const struct item *const *order = graph_order(graph);

    for (size_t i = 0; i < form->all_count; i++)
        if (order[i] == form_find(form, name))
            return i;
    fail_msg("%s is not in the order", name);
    return SIZE_MAX;
}

static void test_reasons(void **state)
{
    struct form *form = support_form(chain);
    struct graph *graph = graph_create(form);

    (void)state;
    assert_int_equal(reasons_of(graph, form, "doubled", "total"),
                     GRAPH_CALCULATION | GRAPH_RELEVANT);
    assert_int_equal(reasons_of(graph, form, "total", "here"), GRAPH_CALCULATION);
    assert_int_equal(reasons_of(graph, form, "once", "here"), GRAPH_DEFAULT);
    assert_int_equal(reasons_of(graph, form, "more", "here"), GRAPH_RELEVANT);
    assert_int_equal(reasons_of(graph, form, "inside", "more"), GRAPH_INSIDE);
    assert_int_equal(reasons_of(graph, form, "inside", "here"), 0);
    assert_int_equal(reasons_of(graph, form, "here", "total"), 0);
    graph_destroy(graph);
    form_destroy(form);
}

static void test_dependants_are_the_other_way_round(void **state)
{
    struct form *form = support_form(chain);
    struct graph *graph = graph_create(form);
    const struct graph_edge *edges;

    (void)state;
    assert_int_equal(graph_dependants(graph, form_find(form, "here"), &edges), 3);
    assert_ptr_equal(edges[0].item, form_find(form, "total"));
    assert_ptr_equal(edges[1].item, form_find(form, "once"));
    assert_ptr_equal(edges[2].item, form_find(form, "more"));
    assert_int_equal(graph_dependants(graph, form_find(form, "apart"), &edges), 0);
    assert_int_equal(graph_dependencies(graph, form_find(form, "apart"), &edges), 0);
    graph_destroy(graph);
    form_destroy(form);
}

static void test_order(void **state)
{
    struct form *form = support_form(chain);
    struct graph *graph = graph_create(form);

    (void)state;
    assert_true(place_of(graph, form, "doubled") > place_of(graph, form, "total"));
    assert_true(place_of(graph, form, "total") > place_of(graph, form, "there"));
    /* What hangs on nothing keeps its place among its like. */
    assert_true(place_of(graph, form, "here") < place_of(graph, form, "there"));
    assert_true(place_of(graph, form, "there") < place_of(graph, form, "apart"));
    graph_destroy(graph);
    form_destroy(form);
}

static void test_derived_and_stored(void **state)
{
    struct form *form = support_form(SUPPORT_HEAD
        "items:\n"
        "  - {name: here, type: integer, label: {en: Here, nl: Hier}}\n"
        "  - {name: live, type: calculate, calculation: \"${here} + 1\"}\n"
        "  - {name: kept, type: calculate, calculation: \"once(${here})\"}\n");
    struct form *plain = support_form(SUPPORT_HEAD
        "items:\n"
        "  - {name: here, type: integer, label: {en: Here, nl: Hier}}\n");

    (void)state;
    assert_true(item_is_derived(form_find(form, "live")));
    assert_false(item_is_stored(form_find(form, "live")));
    assert_true(item_is_stored(form_find(form, "kept")));
    assert_false(item_is_derived(form_find(form, "kept")));
    assert_false(item_is_derived(form_find(form, "here")));
    assert_true(form_has_consequences(form));
    assert_false(form_has_consequences(plain));
    form_destroy(plain);
    form_destroy(form);
}

static void test_circles_are_named(void **state)
{
    (void)state;
    support_expect(SUPPORT_HEAD
                   "items:\n"
                   "  - {name: a, type: calculate, calculation: \"${b}\"}\n"
                   "  - {name: b, type: calculate, calculation: \"${a}\"}\n",
                   "7:45 E315", "a (calculation, line 7) → b (calculation, line 8) → a");
    /* A constraint may look at what hangs on it: nothing follows from it. */
    support_expect_clean(SUPPORT_HEAD
                         "items:\n"
                         "  - {name: a, type: integer, label: {en: A, nl: A},\n"
                         "     constraint: \". < ${b}\",\n"
                         "     constraint_message: {en: Less, nl: Minder}}\n"
                         "  - {name: b, type: calculate, calculation: \"${a} + 1\"}\n");
}

static bool offered(const struct form *form, const char *choice, const char *values)
{
    const struct item *item = form_find(form, "town");
    struct support_source source;
    bool is_offered;

    support_source(&source, values);
    is_offered = form_choice_offered(item, form_choice(item, choice), &source.source);
    support_source_finish(&source);
    return is_offered;
}

static void test_offered(void **state)
{
    struct form *form = support_form(SUPPORT_HEAD
        "choices:\n"
        "  towns:\n"
        "    - {name: utrecht, label: {en: Utrecht, nl: Utrecht}, land: nl}\n"
        "    - {name: gent, label: {en: Ghent, nl: Gent}, land: be}\n"
        "    - {name: old, label: {en: Old, nl: Oud}, land: nl, retired: true}\n"
        "items:\n"
        "  - {name: land, type: text, label: {en: Land, nl: Land}}\n"
        "  - {name: town, type: select_one, label: {en: Town, nl: Stad}, choices: towns,\n"
        "     choice_filter: \"land = ${land}\"}\n");
    const struct item *town = form_find(form, "town");

    (void)state;
    assert_true(offered(form, "utrecht", "land='nl'"));
    assert_false(offered(form, "gent", "land='nl'"));
    assert_true(offered(form, "gent", "land='be'"));
    assert_false(offered(form, "old", "land='nl'"));
    assert_false(offered(form, "utrecht", ""));
    /* Without answers to look at there is no filter; what is retired is out all the same. */
    assert_true(form_choice_offered(town, form_choice(town, "gent"), NULL));
    assert_false(form_choice_offered(town, form_choice(town, "old"), NULL));
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_dependants_are_the_other_way_round),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_derived_and_stored),
        cmocka_unit_test(test_circles_are_named),
        cmocka_unit_test(test_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
