#include <check.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

START_TEST(zero_bytes_are_distinct_pointers)
{
    void *a = cairn_alloc(0);
    void *b = cairn_calloc(0, 8);
    void *c = cairn_realloc(NULL, 0, 8);

    ck_assert(a && b && c && a != b && b != c && a != c);
    cairn_free(a);
    cairn_free(b);
    cairn_free(c);
    cairn_free(NULL);
}
END_TEST

START_TEST(calloc_is_zeroed)
{
    unsigned char *p = cairn_calloc(1000, 3);

    for (int i = 0; i < 3000; i++)
        ck_assert_int_eq(p[i], 0);
    cairn_free(p);
}
END_TEST

START_TEST(realloc_keeps_what_was_there)
{
    int *p = cairn_realloc(NULL, 4, sizeof *p);

    for (int i = 0; i < 4; i++)
        p[i] = i;
    p = cairn_realloc(p, 100000, sizeof *p);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(p[i], i);
    cairn_free(p);
}
END_TEST

START_TEST(strings)
{
    char *a = cairn_strdup("store");
    char *b = cairn_strndup("store", 3);
    char *c = cairn_strndup("st", 30);
    char *d = cairn_format("%s-%03d", "box", 7);

    ck_assert_str_eq(a, "store");
    ck_assert_str_eq(b, "sto");
    ck_assert_str_eq(c, "st");
    ck_assert_str_eq(d, "box-007");
    cairn_free(a);
    cairn_free(b);
    cairn_free(c);
    cairn_free(d);
}
END_TEST

START_TEST(grow_doubles_and_then_rests)
{
    uint32_t *items = NULL;
    size_t capacity = 0;
    size_t moves = 0;

    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;

        items = cairn_grow(items, &capacity, i + 1, sizeof *items);
        moves += capacity != before;
        items[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++)
        ck_assert_uint_eq(items[i], i);
    ck_assert_uint_eq(moves, 15); /* 8 * 2^14 = 131072 is the first power above 100000 */
    ck_assert_ptr_eq(cairn_grow(items, &capacity, 1000, sizeof *items), items);
    cairn_free(items);
}
END_TEST

/* Each of these must end its (forked) process with status 1. */
START_TEST(a_product_that_wraps_is_out_of_memory)
{
    volatile size_t half = SIZE_MAX / 2 + 1; /* half * 2 wraps to 0; compilers are not to see it */
    void *made = NULL;

    switch (_i) {
    case 0:
        made = cairn_calloc(half, 2);
        break;
    case 1:
        made = cairn_realloc(NULL, half, 2);
        break;
    case 2:
        made = cairn_alloc(half + (half - 1));
        break;
    case 3: {
        size_t capacity = 8;

        made = cairn_grow(NULL, &capacity, half, 2);
        break;
    }
    }
    cairn_free(made); /* too late */
}
END_TEST

Suite *test_alloc(void);
Suite *test_alloc(void)
{
    Suite *suite = suite_create("alloc");
    TCase *tcase = tcase_create("alloc");

    tcase_add_test(tcase, zero_bytes_are_distinct_pointers);
    tcase_add_test(tcase, calloc_is_zeroed);
    tcase_add_test(tcase, realloc_keeps_what_was_there);
    tcase_add_test(tcase, strings);
    tcase_add_test(tcase, grow_doubles_and_then_rests);
    tcase_add_loop_exit_test(tcase, a_product_that_wraps_is_out_of_memory, 1, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}
