#include <check.h>
#include <stdio.h>
#include <string.h>

#include "account/factor.h"

static struct cairn_factor pue_of(const char *subject, int window, double value)
{
    return (struct cairn_factor){
        .kind = CAIRN_FACTOR_PUE, .subject = subject, .window = window, .value = value};
}

START_TEST(a_factor_is_entered_once)
{
    struct cairn_factor_book book;
    cairn_factor_book_init(&book);
    ck_assert_int_eq(cairn_factor_find(&book, CAIRN_FACTOR_PUE, "a", CAIRN_NONE), CAIRN_NONE);
    struct cairn_factor a = pue_of("a", CAIRN_NONE, 1.2), b = pue_of("b", CAIRN_NONE, 1.3);
    struct cairn_factor window = pue_of("a", 3, 1.4), kind = a;
    kind.kind = CAIRN_FACTOR_WUE;
    ck_assert_int_eq(cairn_factor_enter(&book, &a), 0);
    ck_assert_int_eq(cairn_factor_enter(&book, &b), 1);
    ck_assert_int_eq(cairn_factor_enter(&book, &a), 0);
    ck_assert_int_eq(cairn_factor_enter(&book, &window), 2);
    ck_assert_int_eq(cairn_factor_enter(&book, &kind), 3);
    ck_assert_int_eq(book.n, 4);
    ck_assert_int_eq(cairn_factor_find(&book, CAIRN_FACTOR_PUE, "a", 3), 2);
    ck_assert_int_eq(cairn_factor_find(&book, CAIRN_FACTOR_PUE, "c", CAIRN_NONE), CAIRN_NONE);
    cairn_factor_book_release(&book);
}
END_TEST

/* Past several doublings of the table, with a subject whose memory is reused by the caller. */
START_TEST(many_factors_keep_their_order)
{
    struct cairn_factor_book book;
    cairn_factor_book_init(&book);
    char subject[16];
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < 1000; i++) {
            snprintf(subject, sizeof subject, "g%d", i);
            struct cairn_factor factor = pue_of(subject, CAIRN_NONE, i);
            ck_assert_int_eq(cairn_factor_enter(&book, &factor), i);
        }
    ck_assert_int_eq(book.n, 1000);
    ck_assert_str_eq(book.factors[999].subject, "g999");
    cairn_factor_book_release(&book);
}
END_TEST

/* Every kind has a row of its own name, since results files refer to factors by it. */
START_TEST(every_kind_has_a_name_of_its_own)
{
    for (int i = 0; i < CAIRN_N_FACTOR_KINDS; i++) {
        const struct cairn_factor_type *type = cairn_factor_type((enum cairn_factor_kind)i);
        ck_assert_msg(type->name && type->unit && type->help, "kind %d has no row", i);
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(type->name, cairn_factor_type((enum cairn_factor_kind)j)->name);
    }
    enum cairn_factor_kind kind = cairn_factor_intensity(CAIRN_LONG_RUN, CAIRN_DIRECT);
    ck_assert_str_eq(cairn_factor_type(kind)->name, "intensity.long-run.direct");
}
END_TEST

Suite *test_factor(void);
Suite *test_factor(void)
{
    Suite *suite = suite_create("factor");
    TCase *tc = tcase_create("factor");
    tcase_add_test(tc, a_factor_is_entered_once);
    tcase_add_test(tc, many_factors_keep_their_order);
    tcase_add_test(tc, every_kind_has_a_name_of_its_own);
    suite_add_tcase(suite, tc);
    return suite;
}
