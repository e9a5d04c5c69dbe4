#include "physics/gaps.h"

#include <check.h>

#include "math/rng.h"

enum { SEQUENCES = 5 };

struct subject {
    struct cairn_runner runner;
    struct cairn_sequence slots[SEQUENCES];
    uint32_t heap[SEQUENCES];
};

/* Sequences that have had a token by decoded_ns, where the stretch begins. */
static void subject_init(struct subject *subject, int64_t decode_ps, int64_t growth_ps,
                         int64_t passes)
{
    *subject = (struct subject){0};
    subject->runner = (struct cairn_runner){
        .slots = subject->slots,
        .heap = subject->heap,
        .n_decoding = SEQUENCES,
        .decoded_ns = 1000,
        .stretch =
            {
                .start_ns = 1000,
                .passes = passes,
                .decode_ps = decode_ps,
                .growth_ps = growth_ps,
                .decoding = SEQUENCES,
            },
    };
    for (uint32_t i = 0; i < SEQUENCES; i++)
        subject->heap[i] = i;
}

/* [PASS] bin by bin it is what it is pass by pass */
START_TEST(as_pass_by_pass)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 7});
    for (int round = 0; round < 200; round++) {
        int64_t decode_ps = 1000 + (int64_t)cairn_rng_below(&rng, 40000000);
        int64_t growth_ps = (int64_t)cairn_rng_below(&rng, 4) * (decode_ps / 700);
        int64_t passes = 1 + (int64_t)cairn_rng_below(&rng, 900);
        int64_t from = (int64_t)cairn_rng_below(&rng, (uint64_t)passes + 1);
        int64_t until = from + (int64_t)cairn_rng_below(&rng, (uint64_t)(passes - from) + 1);
        struct cairn_histogram counted, plain;
        struct subject subject;

        subject_init(&subject, decode_ps, growth_ps, passes);
        cairn_histogram_init(&counted);
        cairn_histogram_init(&plain);
        cairn_gaps_count(&counted, 3, &subject.runner, from, until);
        for (int64_t j = from + 1; j <= until; j++)
            for (int i = 0; i < 3 * SEQUENCES; i++)
                cairn_histogram_add(&plain, (decode_ps + growth_ps * (j - 1)) / CAIRN_PS_PER_NS);
        ck_assert_uint_eq(counted.count, plain.count);
        ck_assert_uint_eq(counted.count, (uint64_t)(3 * SEQUENCES * (until - from)));
        ck_assert(cairn_histogram_equal(&counted, &plain));
        cairn_histogram_release(&counted);
        cairn_histogram_release(&plain);
    }
}
END_TEST

/* [PASS] after passes that only read, those that decoded before have waited, new ones have not */
START_TEST(stalled)
{
    struct cairn_histogram gaps;
    struct subject subject;

    subject_init(&subject, 20000, 0, 2);
    subject.runner.decoded_ns = 900; /* until 1000 prompts were read */
    subject.slots[3].first_ns = 950; /* by two passes, the first of which ended then */
    subject.slots[4].first_ns = 1000;
    cairn_histogram_init(&gaps);
    cairn_gaps_count(&gaps, 1, &subject.runner, 0, 2);
    ck_assert_uint_eq(cairn_histogram_at(&gaps, cairn_histogram_index(120)), 3);
    ck_assert_uint_eq(cairn_histogram_at(&gaps, cairn_histogram_index(70)), 1);
    ck_assert_uint_eq(cairn_histogram_at(&gaps, cairn_histogram_index(20)), 1 + SEQUENCES);
    ck_assert_uint_eq(gaps.count, 2 * SEQUENCES);
    cairn_histogram_release(&gaps);
}
END_TEST

Suite *test_gaps(void)
{
    Suite *suite = suite_create("gaps");
    TCase *tcase = tcase_create("gaps");

    tcase_add_test(tcase, as_pass_by_pass);
    tcase_add_test(tcase, stalled);
    suite_add_tcase(suite, tcase);
    return suite;
}
