#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static bool all_are(const unsigned char *p, unsigned char byte, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (p[i] != byte)
            return false;
    return true;
}

START_TEST(memory_is_zeroed_aligned_and_stays)
{
    struct cairn_arena arena;
    unsigned char *p[60];

    cairn_arena_init(&arena);
    for (size_t i = 0; i < 60; i++) { /* sizes 0 .. 59000: within a chunk, and larger than one */
        p[i] = cairn_arena_alloc(&arena, i * 1000);
        ck_assert_uint_eq((uintptr_t)p[i] % _Alignof(max_align_t), 0);
        ck_assert(all_are(p[i], 0, i * 1000));
        memset(p[i], (int)(i % 251) + 1, i * 1000);
    }
    for (size_t i = 0; i < 60; i++)
        ck_assert(all_are(p[i], (unsigned char)(i % 251 + 1), i * 1000));
    cairn_arena_release(&arena);
    ck_assert_ptr_nonnull(cairn_arena_alloc(&arena, 1)); /* usable again */
    cairn_arena_release(&arena);
}
END_TEST

START_TEST(strings)
{
    struct cairn_arena arena;

    cairn_arena_init(&arena);
    ck_assert_str_eq(cairn_arena_strdup(&arena, "site"), "site");
    ck_assert_str_eq(cairn_arena_strndup(&arena, "site", 2), "si");
    ck_assert_str_eq(cairn_arena_format(&arena, "%d of %d", 3, 40), "3 of 40");
    ck_assert_ptr_null(cairn_arena_strdup(&arena, NULL));
    cairn_arena_release(&arena);
}
END_TEST

START_TEST(a_product_that_wraps_is_out_of_memory)
{
    struct cairn_arena arena;

    cairn_arena_init(&arena);
    cairn_arena_array(&arena, SIZE_MAX / 2 + 1, 2);
}
END_TEST

Suite *test_arena(void);
Suite *test_arena(void)
{
    Suite *suite = suite_create("arena");
    TCase *tcase = tcase_create("arena");

    tcase_add_test(tcase, memory_is_zeroed_aligned_and_stays);
    tcase_add_test(tcase, strings);
    tcase_add_exit_test(tcase, a_product_that_wraps_is_out_of_memory, 1);
    suite_add_tcase(suite, tcase);
    return suite;
}
