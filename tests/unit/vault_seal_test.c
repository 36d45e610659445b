/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The primitives: round trips at every size that matters, and that nothing
 * opens which was touched, or belongs elsewhere.
 */
#include "config.h"

#include "vault_tools.h"

#include "scratch.h"

#include "vault/recovery_code.h"
#include "vault/seal.h"
#include "vault/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int start(void **state)
{
    char *root = scratch_create();

    assert_true(seal_start(NULL));
    *state = world_create_fixed(0, 3, root, NULL);
    scratch_remove(root);
    return 0;
}

static int end(void **state)
{
    world_destroy(*state);
    return 0;
}

static void buckets_hide_lengths(void **state)
{
    const size_t lengths[][2] = {{0, 256},     {1, 256},       {255, 256},      {256, 512},
                                 {511, 512},   {512, 1024},    {2047, 2048},    {2048, 4096},
                                 {4096, 8192}, {65535, 65536}, {65536, 131072}, {131072, 196608}};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        assert_int_equal(seal_bucket(lengths[i][0]), lengths[i][1]);
}

static void what_is_sealed_opens(void **state)
{
    const size_t lengths[] = {0, 1, 255, 256, 257, 4096, 65535, 65536, 70000, 983039};
    uint8_t key[SEAL_KEY] = {1};
    struct buf associated = BUF_INIT;

    buf_add_text(&associated, "here");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (int pad = 0; pad < 2; pad++) {
            struct buf plain = BUF_INIT, sealed = BUF_INIT, back = BUF_INIT;

            buf_add_repeat(&plain, "p", lengths[i]);
            assert_true(
                seal_close(&sealed, *state, key, &associated, plain.data, plain.length, pad, NULL));
            assert_int_equal(sealed.length,
                             SEAL_OVERHEAD + (pad ? seal_bucket(lengths[i]) : lengths[i]));
            assert_true(seal_open(&back, key, &associated, sealed.data, sealed.length, pad));
            assert_int_equal(back.length, plain.length);
            assert_string_equal(buf_text(&back), buf_text(&plain));
            buf_finish(&plain);
            buf_finish(&sealed);
            buf_finish(&back);
        }
    }
    buf_finish(&associated);
}

static void what_is_touched_does_not_open(void **state)
{
    uint8_t key[SEAL_KEY] = {1}, other[SEAL_KEY] = {2};
    struct buf associated = BUF_INIT, sealed = BUF_INIT, back = BUF_INIT;

    buf_add_text(&associated, "here");
    assert_true(seal_close(&sealed, *state, key, &associated, "words", 5, true, NULL));
    for (size_t at = 0; at < sealed.length; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            sealed.data[at] ^= (char)(1 << bit);
            assert_false(seal_open(&back, key, &associated, sealed.data, sealed.length, true));
            sealed.data[at] ^= (char)(1 << bit);
        }
    }
    for (size_t length = 0; length < sealed.length; length++)
        assert_false(seal_open(&back, key, &associated, sealed.data, length, true));
    assert_false(seal_open(&back, other, &associated, sealed.data, sealed.length, true));
    associated.data[0] ^= 1;
    assert_false(seal_open(&back, key, &associated, sealed.data, sealed.length, true));
    associated.data[0] ^= 1;
    assert_int_equal(back.length, 0);
    assert_true(seal_open(&back, key, &associated, sealed.data, sealed.length, true)); /* control */
    assert_string_equal(buf_text(&back), "words");
    buf_finish(&associated);
    buf_finish(&sealed);
    buf_finish(&back);
}

/* A right key but a padding that seal_close would not make. */
static void odd_padding_does_not_open(void **state)
{
    uint8_t key[SEAL_KEY] = {1};
    struct buf associated = BUF_INIT, back = BUF_INIT;
    char plain[512] = {0};
    const size_t marks[] = {0, 100, 255}; /* 512 bytes for what fits 256 */

    buf_add_text(&associated, "here");
    for (size_t i = 0; i < 3; i++) {
        struct buf sealed = BUF_INIT;

        memset(plain, 0, sizeof plain);
        plain[marks[i]] = (char)0x80;
        assert_true(seal_close(&sealed, *state, key, &associated, plain, 512, false, NULL));
        assert_false(seal_open(&back, key, &associated, sealed.data, sealed.length, true));
        buf_finish(&sealed);
    }
    buf_finish(&associated);
    buf_finish(&back);
}

static void boxes_and_signatures(void **state)
{
    uint8_t seed[SEAL_KEY] = {9}, box_public[SEAL_PUBLIC], box_secret[SEAL_KEY], again[SEAL_PUBLIC];
    uint8_t sign_public[SEAL_PUBLIC], sign_secret[SEAL_SIGN_SECRET], signature[SEAL_SIGNATURE];
    struct buf sealed = BUF_INIT, back = BUF_INIT, message = BUF_INIT;

    (void)state;
    seal_box_pair(box_public, box_secret, seed);
    assert_true(seal_box_public(again, box_secret));
    assert_memory_equal(again, box_public, SEAL_PUBLIC);
    assert_true(seal_box(&sealed, box_public, "key", 3));
    assert_true(seal_unbox(&back, box_public, box_secret, sealed.data, sealed.length));
    assert_string_equal(buf_text(&back), "key");
    sealed.data[0] ^= 1;
    assert_false(seal_unbox(&back, box_public, box_secret, sealed.data, sealed.length));
    seal_sign_pair(sign_public, sign_secret, seed);
    buf_add_text(&message, "said");
    seal_sign(signature, &message, sign_secret);
    assert_true(seal_signed(signature, &message, sign_public));
    message.data[0] ^= 1;
    assert_false(seal_signed(signature, &message, sign_public));
    buf_finish(&sealed);
    buf_finish(&back);
    buf_finish(&message);
}

static bool reads(const char *text, uint8_t out[RECOVERY_BYTES])
{
    struct secret *typed = tools_secret(text), *code = secret_create(RECOVERY_BYTES);
    bool ok = recovery_code_read(code, typed, NULL);

    memcpy(out, secret_view(code), RECOVERY_BYTES);
    secret_destroy(typed);
    secret_destroy(code);
    return ok;
}

/* Each single wrong character and each swap of neighbours is noticed. */
static void recovery_code_notices_mistakes(void **state)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint8_t bytes[RECOVERY_BYTES], back[RECOVERY_BYTES];
    struct buf text = BUF_INIT;

    world_random(*state, bytes, sizeof bytes);
    recovery_code_write(&text, bytes);
    assert_int_equal(text.length, RECOVERY_GROUPS * 6 - 1);
    assert_true(reads(buf_text(&text), back));
    assert_memory_equal(bytes, back, sizeof bytes);
    for (size_t i = 0; i < text.length; i++) {
        char right = text.data[i];

        if (right == '-')
            continue;
        for (size_t k = 0; k < 32; k++) {
            text.data[i] = alphabet[k];
            assert_int_equal(reads(buf_text(&text), back), alphabet[k] == right);
        }
        text.data[i] = right;
        if (i + 1 < text.length && text.data[i + 1] != '-' && text.data[i + 1] != right) {
            text.data[i] = text.data[i + 1];
            text.data[i + 1] = right;
            assert_false(reads(buf_text(&text), back));
            text.data[i + 1] = text.data[i];
            text.data[i] = right;
        }
    }
    for (size_t i = 0; i < text.length; i++) /* as people type it */
        text.data[i] = text.data[i] == '-'   ? ' '
                       : text.data[i] == '0' ? 'o'
                       : text.data[i] == '1'
                           ? 'l'
                           : (char)(text.data[i] | (text.data[i] >= 'A' ? 32 : 0));
    assert_true(reads(buf_text(&text), back));
    assert_memory_equal(bytes, back, sizeof bytes);
    assert_false(reads("", back));
    assert_false(reads("12345", back));
    assert_false(reads("\xff\xff\xff", back));
    buf_finish(&text);
}

static void wire_reads_what_it_wrote(void **state)
{
    struct buf bytes = BUF_INIT;
    struct wire wire;
    char *text = NULL;
    uint8_t id[2], hex[5];

    (void)state;
    wire_put_u8(&bytes, 0xfe);
    wire_put_u16(&bytes, 0xfedc);
    wire_put_u32(&bytes, 0xfedcba98);
    wire_put_u64(&bytes, 0xfedcba9876543210);
    wire_put_string(&bytes, "s\xc3\xa9");
    wire = wire_read(bytes.data, bytes.length);
    assert_int_equal(wire_u8(&wire), 0xfe);
    assert_int_equal(wire_u16(&wire), 0xfedc);
    assert_int_equal(wire_u32(&wire), 0xfedcba98);
    assert_true(wire_u64(&wire) == 0xfedcba9876543210);
    text = wire_string(&wire);
    assert_string_equal(text, "s\xc3\xa9");
    free(text);
    assert_true(wire_done(&wire));
    assert_int_equal(wire_u8(&wire), 0);
    assert_false(wire_done(&wire));
    assert_true(wire_unhex(id, 2, "0aff"));
    assert_int_equal(id[1], 0xff);
    wire_hex((char *)hex, id, 2);
    assert_string_equal((char *)hex, "0aff");
    assert_false(wire_unhex(id, 2, "0aFF"));
    assert_false(wire_unhex(id, 2, "0af"));
    buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_hide_lengths),
        cmocka_unit_test(what_is_sealed_opens),
        cmocka_unit_test(what_is_touched_does_not_open),
        cmocka_unit_test(odd_padding_does_not_open),
        cmocka_unit_test(boxes_and_signatures),
        cmocka_unit_test(recovery_code_notices_mistakes),
        cmocka_unit_test(wire_reads_what_it_wrote),
    };

    return cmocka_run_group_tests(tests, start, end);
}
