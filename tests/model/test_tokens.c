/* Lengths of prompts and replies, and what follows from them without a simulation. */
#include <check.h>
#include <math.h>

#include "model/language.h"
#include "model/tokens.h"
#include "support/build.h"

static struct cairn_token_law law_of(enum cairn_distribution_kind kind, double cv)
{
    return (struct cairn_token_law){
        .known = true,
        .prompt = 400,
        .reply = 300,
        .variation = kind,
        .prompt_cv = cv,
        .reply_cv = cv,
        .most = 1000000,
    };
}

/*
 * 100,000 requests of fixed bits: means within four standard errors of what was asked for, which a
 * right sampler misses with probability 6e-5 each; prompt and reply are uncorrelated likewise.
 */
START_TEST(lengths_have_their_means) /* [TOKENS] */
{
    enum { N = 100000 };
    static const enum cairn_distribution_kind kinds[] = {CAIRN_GAMMA, CAIRN_LOGNORMAL,
                                                         CAIRN_WEIBULL, CAIRN_EXPONENTIAL};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct cairn_token_law law = law_of(kinds[k], 1.0);
        struct cairn_tokens_sim sim;
        double prompt = 0, reply = 0, product = 0;

        cairn_tokens_sim_init(&sim, &law);
        for (uint64_t i = 0; i < N; i++) {
            struct cairn_lengths lengths = cairn_tokens_of(&sim, cairn_mix64(i), 0);

            prompt += (double)lengths.prompt / N;
            reply += (double)lengths.reply / N;
            product += (double)lengths.prompt * (double)lengths.reply / N;
            ck_assert_int_ge(lengths.reply, 1);
            ck_assert_int_eq(lengths.read, lengths.prompt);
        }
        ck_assert_double_eq_tol(prompt, 400, 4 * 400 / sqrt(N));
        ck_assert_double_eq_tol(reply, 300, 4 * 300 / sqrt(N));
        ck_assert_double_eq_tol(product / (prompt * reply), 1, 4 * sqrt(3) / sqrt(N));
    }
}
END_TEST

START_TEST(lengths_are_cut_and_found)
{
    struct cairn_token_law law = law_of(CAIRN_DETERMINISTIC, 0.0);
    struct cairn_tokens_sim sim;
    struct cairn_lengths lengths;

    law.most = 350;
    law.prefix = 0.5;
    cairn_tokens_sim_init(&sim, &law);
    lengths = cairn_tokens_of(&sim, 7, 0);
    ck_assert_int_eq(lengths.prompt, 350);
    ck_assert_int_eq(lengths.reply, 300);
    ck_assert_int_eq(lengths.read, 175);
    sim.law.prefix = 1.0;
    ck_assert_int_eq(cairn_tokens_of(&sim, 7, 0).read, 1);
}
END_TEST

/*
 * Rows as they stand, cut and found likewise; the sample is of rows, each as often as any other: of
 * 1,024 draws from three, 341 with a standard deviation of 15.1, four of which a fair sample
 * exceeds with probability 2e-4.
 */
START_TEST(recorded_lengths) /* [TOKENS] */
{
    static const struct cairn_recorded_tokens rows[] = {{374, 44}, {4000, 0}, {7, 396}};
    static const struct cairn_recording recording = {.n = 3, .tokens = rows};
    struct cairn_token_law law = {
        .known = true, .recorded = &recording, .most = 1000, .prefix = 0.5};
    struct cairn_tokens_sim sim;
    struct cairn_lengths lengths;
    int found[3] = {0};

    cairn_tokens_sim_init(&sim, &law);
    lengths = cairn_tokens_of(&sim, 123, 0);
    ck_assert_int_eq(lengths.prompt, 374);
    ck_assert_int_eq(lengths.reply, 44);
    ck_assert_int_eq(lengths.read, 187);
    lengths = cairn_tokens_of(&sim, 123, 1);
    ck_assert_int_eq(lengths.prompt, 1000);
    ck_assert_int_eq(lengths.reply, 1);
    for (int i = 0; i < CAIRN_TOKENS_SAMPLE; i++) {
        lengths = cairn_tokens_sample(&sim, i);
        for (int r = 0; r < 3; r++)
            found[r] += lengths.reply == cairn_tokens_of(&sim, 0, r).reply;
    }
    ck_assert_int_eq(found[0] + found[1] + found[2], CAIRN_TOKENS_SAMPLE);
    for (int r = 0; r < 3; r++)
        ck_assert_double_eq_tol(found[r], CAIRN_TOKENS_SAMPLE / 3.0, 60);
}
END_TEST

/* A workload of 400 and 300 tokens on passes of 10 ms + 1 ms B and prefills of 50 us a token. */
static struct cairn_scenario *chat(int *workload, int *pool)
{
    static const double latency_s[] = {0.011, 0.012, 0.014, 0.018};
    struct cairn_scenario *s = build_scenario();
    int site = build_site(s, "site", 1);
    int hardware = build_hardware(s, "card");
    int model = build_model(s, "model");
    int variant = build_variant(s, "variant", 1);
    static struct cairn_prefill prefill = {.tokens = 1000, .time_s = 0.05, .power_w = 20};

    build_profile(s, variant, hardware, latency_s, 4);
    s->prefills = &prefill;
    s->n_prefills = 1;
    s->profiles[0].n_prefills = 1;
    *pool = build_pool(s, "pool", site, hardware, 4);
    *workload = build_workload(s, "work", site, model, 1);
    s->workloads[*workload].tokens = (struct cairn_tokens){
        .origin = s->workloads[*workload].origin, .prompt = 400, .reply = 300, .most = 10000};
    return s;
}

static void chat_free(struct cairn_scenario *s)
{
    s->prefills = NULL;
    s->n_prefills = 0;
    build_free(s);
}

/* By hand: 400 x 50 us, then 299 passes of 11 ms; in company of 4: beside 3, then of 14 ms. */
START_TEST(times_without_a_simulation) /* [PASS] */
{
    int workload, pool;
    struct cairn_scenario *s = chat(&workload, &pool);

    ck_assert(cairn_language_applies(s, &s->workloads[workload].tokens, pool, 0));
    ck_assert_double_eq_tol(cairn_language_alone_s(s, &s->workloads[workload].tokens, pool, 0),
                            0.02 + 299 * 0.011, 1e-9);
    ck_assert_double_eq_tol(cairn_language_beside_s(s, &s->workloads[workload].tokens, 0, 4),
                            0.013 + 0.02 + 299 * 0.014, 1e-9);
    ck_assert_double_eq(cairn_language_over(s, &s->workloads[workload].tokens, pool, 0, 3.0), 1.0);
    ck_assert_double_eq(cairn_language_over(s, &s->workloads[workload].tokens, pool, 0, 4.0), 0.0);
    s->workloads[workload].tokens.origin.file = NULL;
    ck_assert(!cairn_language_applies(s, &s->workloads[workload].tokens, pool, 0));
    chat_free(s);
}
END_TEST

/* [LOAD] at 8 sequences 18 / 8 ms a token, prompts for nothing; varied lengths leave a margin. */
START_TEST(least_time_is_a_bound)
{
    int workload, pool;
    struct cairn_scenario *s = chat(&workload, &pool);
    double fixed_s = 299 * 0.018 / 8, varied_s;

    ck_assert_double_eq_tol(cairn_language_least_s(s, &s->workloads[workload].tokens, pool, 0, 8),
                            fixed_s, 1e-6);
    s->workloads[workload].tokens.variation = CAIRN_LOGNORMAL;
    s->workloads[workload].tokens.prompt_cv = s->workloads[workload].tokens.reply_cv = 1;
    varied_s = cairn_language_least_s(s, &s->workloads[workload].tokens, pool, 0, 8);
    ck_assert_double_lt(varied_s, fixed_s);
    ck_assert_double_gt(varied_s, 0.7 * fixed_s);
    chat_free(s);
}
END_TEST

Suite *test_tokens(void)
{
    Suite *suite = suite_create("tokens");
    TCase *tcase = tcase_create("tokens");

    tcase_add_test(tcase, lengths_have_their_means);
    tcase_add_test(tcase, lengths_are_cut_and_found);
    tcase_add_test(tcase, recorded_lengths);
    tcase_add_test(tcase, times_without_a_simulation);
    tcase_add_test(tcase, least_time_is_a_bound);
    suite_add_tcase(suite, tcase);
    return suite;
}
