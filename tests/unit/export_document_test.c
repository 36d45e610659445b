/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of blocks keeps its own copies, and hands out what belongs to a
 * block in one order.
 */
#include "export/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_strings_are_copied(void **state)
{
    (void)state;
    char text[] = "before";
    struct document *document = document_create("nl");
    document_add(document, BLOCK_PARAGRAPH, NULL, text);
    memcpy(text, "after!", sizeof(text));
    assert_string_equal(document->blocks[0].text, "before");
    assert_string_equal(document->blocks[0].label, "");
    assert_string_equal(document->blocks[0].gloss, "");
    assert_string_equal(document->language, "nl");
    document_destroy(document);
    document_destroy(NULL);
}

static void test_many_blocks_stay_in_order(void **state)
{
    (void)state;
    struct document *document = document_create("en");
    for (int i = 0; i < 1000; i++) {
        char text[16];
        snprintf(text, sizeof(text), "%d", i);
        document_add(document, BLOCK_FACT, "n", text);
    }
    assert_int_equal(document->count, 1000);
    assert_string_equal(document->blocks[0].text, "0");
    assert_string_equal(document->blocks[999].text, "999");
    document_destroy(document);
}

static void test_details_in_order_and_only_what_is_there(void **state)
{
    (void)state;
    struct document *document = document_create("en");
    struct block_detail details[BLOCK_DETAIL_MAX];
    struct block *block = document_add(document, BLOCK_ANSWER, "", "words");
    assert_int_equal(block_details(details, document, block), 0);
    block->amendment = "anna";
    block->attribution = "the patient";
    assert_int_equal(block_details(details, document, block), 2);
    assert_string_equal(details[0].label, "");
    assert_string_equal(details[0].text, "the patient");
    assert_string_equal(details[1].label, "Amended");
    block->gloss = "meaning";
    block->reason = "why";
    assert_int_equal(block_details(details, document, block), 4);
    assert_string_equal(details[1].text, "meaning");
    assert_string_equal(details[2].text, "why");
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_are_copied),
        cmocka_unit_test(test_many_blocks_stay_in_order),
        cmocka_unit_test(test_details_in_order_and_only_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
