/*
 * The recursion and the event engine yield the same bits: of hundreds of random components, and of
 * some built so that everything happens at once. The event engine is the oracle; what it yields is
 * compared with closed forms elsewhere.
 */

#include <check.h>

#include "support/random_rig.h"
#include "support/same_bits.h"

static struct rig rig;

enum { MS = 1000000 };

/* ---- random components ---- */

enum { BLOCKS = 8, PER_BLOCK = 50 };

static int try_block(enum random_kind kind, int block, const char *what)
{
    int recursions = 0;

    for (int i = 0; i < PER_BLOCK; i++) {
        int number = block * PER_BLOCK + i;

        rig_random(&rig, kind, (uint64_t)number);
        recursions += check_same_bits(&rig.component, (uint64_t)number, 0, what, number);
    }
    return recursions;
}

START_TEST(random_any)
{
    ck_assert_int_gt(try_block(RANDOM_ANY, _i, "any"), 0);
}
END_TEST

START_TEST(random_forward)
{
    ck_assert_int_ge(try_block(RANDOM_FORWARD, _i, "forward"), PER_BLOCK * 9 / 10);
}
END_TEST

START_TEST(random_ties)
{
    ck_assert_int_ge(try_block(RANDOM_TIES, _i, "ties"), PER_BLOCK * 9 / 10);
}
END_TEST

START_TEST(random_strand)
{
    ck_assert_int_ge(try_block(RANDOM_STRAND, _i, "strand"), PER_BLOCK * 9 / 10);
}
END_TEST

Suite *test_recursion(void)
{
    Suite *suite = suite_create("recursion");
    TCase *core = tcase_create("recursion");

    tcase_add_loop_test(core, random_any, 0, BLOCKS);
    tcase_add_loop_test(core, random_forward, 0, BLOCKS);
    tcase_add_loop_test(core, random_ties, 0, BLOCKS);
    tcase_add_loop_test(core, random_strand, 0, BLOCKS);
    suite_add_tcase(suite, core);
    return suite;
}
