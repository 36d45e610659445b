/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of a patient: back as they came, apart from the edits, and found when
 * somebody has been at them.
 */
#include "config.h"

#include "vault_tools.h"

#include "base/world.h"
#include "vault/vault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define must(call)                                                                                 \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, err.message);                                                \
    } while (0)

#define ID "00112233445566778899aabbccddeeff"

static void fill(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)(i * 31 + i / 251);
}

static bool count_edits(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)bytes;
    (void)err;
    *(size_t *)self += length > 0;
    return true;
}

static void comes_back(void **state)
{
    static const size_t lengths[] = {1, 4096, 60 * 1024, 60 * 1024 + 1, 1000000};
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;
    char *bytes = malloc(1000000), id[33];
    size_t edits = 0;

    fill(bytes, 1000000);
    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct buf back = BUF_INIT;

        world_new_id(tools->world, id);
        must(vault_attachment_add(vault, tools->patients[0], id, bytes, lengths[i], &err));
        must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL, false,
                          &err));
        must(vault_attachment_get(vault, tools->patients[0], id, &back, &err));
        assert_int_equal(back.length, lengths[i]);
        assert_memory_equal(back.data, bytes, lengths[i]);
        buf_finish(&back);
    }
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    must(vault_read(vault, tools->patients[0], count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS + sizeof lengths / sizeof lengths[0]);
    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    vault_close(vault);
    free(bytes);
}

static void refuses(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;
    struct buf back = BUF_INIT;
    char *bytes = calloc(1, VAULT_ATTACHMENT_MOST + 1);

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    assert_false(vault_attachment_add(vault, tools->patients[0], ID, bytes,
                                      VAULT_ATTACHMENT_MOST + 1, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_false(vault_attachment_add(vault, tools->patients[0], ID, bytes, 0, &err));
    assert_false(vault_attachment_add(vault, tools->patients[0], "../etc", bytes, 1, &err));
    assert_false(vault_attachment_add(vault, ID, ID, bytes, 1, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    /* What is another's is not there. */
    must(vault_attachment_add(vault, tools->patients[0], ID, "letter", 6, &err));
    assert_false(vault_attachment_get(vault, tools->patients[1], ID, &back, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    must(vault_attachment_get(vault, tools->patients[0], ID, &back, &err));
    assert_string_equal(buf_text(&back), "letter");
    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    vault_close(vault);
    buf_finish(&back);
    free(bytes);
}

static void note_damage(void *self, const struct vault_finding *finding)
{
    *(unsigned long *)self |= 1UL << finding->damage;
}

/* A file in three parts behind the edits of the model, which are 1 to 6. */
/* @ in SQL stands for the patient. */
static unsigned long after(struct tools *tools, const char *sql, bool *given)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;
    struct buf back = BUF_INIT;
    unsigned long found = 0;
    char *bytes = malloc(150000);

    fill(bytes, 150000);
    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_attachment_add(vault, tools->patients[0], ID, bytes, 150000, &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL, false,
                      &err));
    vault_close(vault);
    if (sql[0]) {
        struct buf text = BUF_INIT;

        for (const char *at = sql; *at; at++) {
            if (*at == '@')
                buf_add_format(&text, "x'%s'", tools->patients[0]);
            else
                buf_add_char(&text, *at);
        }
        tools_sql(tools, buf_text(&text));
        buf_finish(&text);
    }
    must(tools_inspect(tools, &vault, &err));
    *given = vault_attachment_get(vault, tools->patients[0], ID, &back, &err);
    err = (struct error){.code = ERROR_NONE};
    must(vault_verify(vault, true, &check, note_damage, NULL, &found, &err));
    vault_close(vault);
    buf_finish(&back);
    free(bytes);
    return found;
}

static void what_was_changed_is_found(void **state)
{
    static const struct {
        const char *name, *sql;
        enum vault_damage damage;
    } tricks[] = {
        {"a part taken away", "DELETE FROM entry WHERE patient=@ AND seq=8", DAMAGE_CHAIN},
        {"a part over another",
         "UPDATE entry SET sealed=(SELECT sealed FROM entry WHERE patient=@ AND seq=7) WHERE "
         "patient=@ AND seq=8",
         DAMAGE_ENTRY},
        {"a part called an edit", "UPDATE entry SET kind=1 WHERE patient=@ AND seq=8",
         DAMAGE_ENTRY},
        {"an edit called a part", "UPDATE entry SET kind=2 WHERE patient=@ AND seq=3",
         DAMAGE_CHAIN},
        {"a part of no kind", "UPDATE entry SET kind=9 WHERE patient=@ AND seq=8",
         DAMAGE_ENTRY},
        {"a part of zeros",
         "UPDATE entry SET sealed=zeroblob(length(sealed)) WHERE patient=@ AND seq=9",
         DAMAGE_ENTRY},
    };
    bool given = false;

    /* Nothing is found where nobody was, and the file comes back. */
    assert_int_equal(after(*state, "", &given), 0);
    assert_true(given);
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        unsigned long found = after(*state, tricks[i].sql, &given);

        if (!(found >> tricks[i].damage & 1))
            fail_msg("%s: found %lx", tricks[i].name, found);
        if (given)
            fail_msg("%s: the file was given all the same", tricks[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(refuses),
        cmocka_unit_test(what_was_changed_is_found),
    };
    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
