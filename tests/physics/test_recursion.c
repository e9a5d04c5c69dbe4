/*
 * The recursion and the event engine yield the same bits: of hundreds of random components, and of
 * some built so that everything happens at once. The event engine is the oracle; what it yields is
 * compared with closed forms elsewhere.
 */

#include <check.h>

#include "physics/recursion.h"
#include "support/random_rig.h"
#include "support/same_bits.h"

static struct rig rig;

/* ---- random components ---- */

static const struct {
    const char *name;
    struct random_rig how;
    int most_events; /* of a block, so many are left to the event engine at most */
} random_cases[] = {
    {"any", {RANDOM_ANY, false, false}, 50},
    {"forward", {RANDOM_FORWARD, false, false}, 0},
    {"clockwork", {RANDOM_FORWARD, true, false}, 0},
    {"tiny", {RANDOM_FORWARD, false, true}, 30},
    {"tiny clockwork", {RANDOM_FORWARD, true, true}, 0},
    {"strand", {RANDOM_STRAND, false, false}, 0},
    {"strand of clockwork", {RANDOM_STRAND, true, false}, 0},
    {"tiny strand", {RANDOM_STRAND, false, true}, 25},
};

enum { N_CASES = sizeof random_cases / sizeof *random_cases, BLOCKS = 6, PER_BLOCK = 50 };

/* Many requests at a time, one by one, and some. */
static const int block_sizes[] = {0, 1, 7};

START_TEST(random_components)
{
    int of = _i / BLOCKS;
    int events = 0;

    for (int i = 0; i < PER_BLOCK; i++) {
        int number = _i % BLOCKS * PER_BLOCK + i;

        rig_random(&rig, random_cases[of].how, (uint64_t)number);
        events += !check_same_bits(&rig.component, (uint64_t)number, block_sizes[number % 3],
                                   random_cases[of].name, number);
    }
    ck_assert_int_le(events, random_cases[of].most_events);
}
END_TEST

/* ---- bounds ---- */

/*
 * Marks at 10, 25, 100 and 130 ns: two eighths in a row took 90 ns, then 105. Whoever was under way
 * for 90 ns may have been one of too many; and so may whatever stages hold.
 */
START_TEST(crowd)
{
    static const int64_t marks_ns[] = {10, 25, 100, 130};
    struct cairn_recursion recursion = {.crowd = {.shortest_ns = CAIRN_NEVER}};

    for (int i = 0; i < 4; i++)
        ck_assert(cairn_recursion_arrived(&recursion, CAIRN_REQUESTS_MOST / 8, marks_ns[i], 0));
    ck_assert_int_eq(recursion.crowd.shortest_ns, 90);
    ck_assert(cairn_recursion_arrived(&recursion, 1, 131, CAIRN_REQUESTS_MOST / 2 - 1));
    ck_assert(!cairn_recursion_arrived(&recursion, 1, 132, CAIRN_REQUESTS_MOST / 2));
    ck_assert_int_eq(recursion.crowd.shortest_ns, 90);
}
END_TEST

Suite *test_recursion(void)
{
    Suite *suite = suite_create("recursion");
    TCase *core = tcase_create("recursion");

    tcase_add_loop_test(core, random_components, 0, N_CASES * BLOCKS);
    tcase_add_test(core, crowd);
    suite_add_tcase(suite, core);
    return suite;
}
