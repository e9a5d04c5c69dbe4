/* What a trial asks a lab for, and what it tells of promises: by counts made up by hand. */
#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/budget.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/count_alloc.h"
#include "support/hand_trial.h"
#include "support/town.h"

enum { FRAMES, WORDS, ZOOM };

/* Two workloads on the box of their site, and one on a box of its own; both elsewhere. */
static struct cairn_scenario *three_workloads(void)
{
    struct cairn_scenario *s = town();
    int hut = build_site(s, "hut", 1), box;

    s->places[hut].grid = s->places[TOWN_STORE].grid;
    build_workload(s, "words", TOWN_STORE, 0, 2);
    build_workload(s, "zoom", hut, 0, 3);
    box = build_pool(s, "zoom-box", hut, s->pools[TOWN_BOX].hardware, 1);
    build_baseline(s, "today");
    build_send(s, FRAMES, TOWN_BOX, 0, 1);
    build_send(s, WORDS, TOWN_BOX, 0, 1);
    build_send(s, ZOOM, box, 0, 1);
    build_size(s, TOWN_BOX, 1, 1, 0);
    build_size(s, box, 1, 1, 0);
    build_baseline(s, "tomorrow");
    build_send(s, FRAMES, TOWN_BOX, 0, 1);
    build_send(s, WORDS, TOWN_BOX, 0, 1);
    build_send(s, ZOOM, box, 0, 1);
    build_size(s, TOWN_BOX, 2, 1, 0);
    build_size(s, box, 1, 1, 0);
    return s;
}

/* ---- what is simulated ---- */

/* Two trials of which one component is the same, with controls or without. */
struct pair {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab, pilot;
    struct cairn_controls controls;
    struct cairn_trial trials[2];
};

static void pair_init(struct pair *p, bool controlled)
{
    p->s = three_workloads();
    cairn_plan_init(&p->plan, p->s);
    cairn_factor_book_init(&p->book);
    cairn_lab_init(&p->lab, 1, CAIRN_LAB_SELECTION);
    cairn_lab_init(&p->pilot, 1, CAIRN_LAB_SEARCH);
    cairn_controls_init(&p->controls, p->s, &p->plan, &p->pilot);
    for (int i = 0; i < 2; i++) {
        struct cairn_placement placement;

        cairn_placement_from_baseline(&placement, p->s, i);
        cairn_trial_init(&p->trials[i], p->s, &p->plan, &placement, &p->book, &p->lab);
        p->trials[i].controls = controlled ? &p->controls : NULL;
        cairn_placement_release(&placement);
    }
}

static void pair_release(struct pair *p)
{
    for (int i = 0; i < 2; i++)
        cairn_trial_release(&p->trials[i]);
    cairn_controls_release(&p->controls);
    cairn_lab_release(&p->pilot);
    cairn_lab_release(&p->lab);
    cairn_factor_book_release(&p->book);
    cairn_plan_release(&p->plan);
    build_free(p->s);
}

/* 3 of two components, 2 of two, of which one is there: each once, and then nothing more. */
START_TEST(what_is_prepared_is_simulated_once)
{
    struct pair p;
    struct cairn_trial_want wants[2];

    pair_init(&p, false);
    wants[0] = (struct cairn_trial_want){&p.trials[0], 3};
    wants[1] = (struct cairn_trial_want){&p.trials[1], 2};
    ck_assert(cairn_trials_prepare(NULL, 0));
    ck_assert(cairn_trials_prepare(wants, 2));
    ck_assert_uint_eq(p.lab.simulated, 3 + 3 + 2);
    for (int c = 0; c < 2; c++) {
        cairn_trial_entry(&p.trials[0], c, 3);
        cairn_trial_entry(&p.trials[1], c, 2);
    }
    ck_assert_uint_eq(p.lab.simulated, 3 + 3 + 2);
    pair_release(&p);
}
END_TEST

/* What a trial has asked for before, it does not want again. */
START_TEST(wants_are_counted_once)
{
    struct pair p;

    pair_init(&p, false);
    cairn_trial_entry(&p.trials[0], 0, 3);
    ck_assert_uint_eq(p.lab.wanted, 3);
    cairn_trial_entry(&p.trials[0], 0, 2);
    cairn_trial_entry(&p.trials[0], 0, 3);
    ck_assert_uint_eq(p.lab.wanted, 3);
    cairn_trial_entry(&p.trials[0], 0, 5);
    ck_assert_uint_eq(p.lab.wanted, 5);
    cairn_trial_entry(&p.trials[1], 1, 4);
    ck_assert_uint_eq(p.lab.wanted, 9);
    pair_release(&p);
}
END_TEST

/* Pilots of all are simulated beforehand; what they say is the same as one by one, on demand. */
START_TEST(pilots_are_prepared_too) /* [CV] */
{
    struct pair p, alone;
    struct cairn_trial_want wants[2];
    uint64_t piloted;

    pair_init(&p, true);
    pair_init(&alone, true);
    wants[0] = (struct cairn_trial_want){&p.trials[0], 2};
    wants[1] = (struct cairn_trial_want){&p.trials[1], 2};
    ck_assert(cairn_trials_prepare(wants, 2));
    piloted = p.pilot.simulated;
    ck_assert_uint_gt(piloted, 0);
    ck_assert_uint_eq(p.lab.simulated, 2 + 2 + 2);
    for (int i = 0; i < 2; i++) {
        ck_assert_ptr_nonnull(p.trials[i].control);
        ck_assert_ptr_null(alone.trials[i].control);
        for (int r = 0; r < 2; r++)
            ck_assert(cairn_trial_total(&p.trials[i], r, CAIRN_CARBON, CAIRN_INVENTORY, NULL) ==
                      cairn_trial_total(&alone.trials[i], r, CAIRN_CARBON, CAIRN_INVENTORY, NULL));
        ck_assert(cairn_trial_total(&p.trials[i], 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL) !=
                  cairn_trial_counted(&p.trials[i], 0, CAIRN_CARBON, CAIRN_INVENTORY));
    }
    ck_assert_uint_eq(p.pilot.simulated, piloted);
    ck_assert_uint_eq(alone.pilot.simulated, piloted);
    ck_assert(cairn_trials_prepare(wants, 2));
    ck_assert_uint_eq(p.pilot.simulated, piloted);
    pair_release(&p);
    pair_release(&alone);
}
END_TEST

/* Who is wanted twice has one control, of one pilot. */
START_TEST(one_pilot_is_enough) /* [CV] */
{
    struct pair p, alone;
    struct cairn_trial_want wants[2];

    pair_init(&p, true);
    pair_init(&alone, true);
    wants[0] = wants[1] = (struct cairn_trial_want){&p.trials[0], 2};
    ck_assert(cairn_trials_prepare(wants, 2));
    ck_assert_ptr_nonnull(p.trials[0].control);
    ck_assert(cairn_trials_prepare(&(struct cairn_trial_want){&alone.trials[0], 2}, 1));
    ck_assert_uint_eq(p.pilot.simulated, alone.pilot.simulated);
    pair_release(&p);
    pair_release(&alone);
}
END_TEST

static bool stop(void *context)
{
    int *polls = context;

    return --*polls <= 0;
}

/* A stop among the pilots ends it all; nothing is made of what is there. */
START_TEST(a_stop_leaves_no_control)
{
    struct pair p;
    struct cairn_trial_want wants[2];
    int polls = 2;
    struct cairn_choose_limits limits = {.stop = stop, .context = &polls};

    pair_init(&p, true);
    p.pilot.limits = &limits;
    wants[0] = (struct cairn_trial_want){&p.trials[0], 2};
    wants[1] = (struct cairn_trial_want){&p.trials[1], 2};
    ck_assert(!cairn_trials_prepare(wants, 2));
    ck_assert_uint_eq(p.pilot.simulated, 2);
    ck_assert_uint_eq(p.lab.simulated, 0);
    for (int i = 0; i < 2; i++)
        ck_assert_ptr_null(p.trials[i].control);
    polls = 1000;
    p.lab.limits = &limits;
    ck_assert(cairn_trials_prepare(wants, 1));
    ck_assert_uint_eq(p.lab.simulated, 2 + 2);
    polls = 1;
    ck_assert(!cairn_trials_prepare(wants + 1, 1));
    pair_release(&p);
}
END_TEST

/* ---- what it amounts to ---- */

/* Parts are added to what is there, and sum to the total. */
START_TEST(parts_sum_to_the_total)
{
    struct pair p;
    double parts[CAIRN_N_PARTS] = {0}, sum = 0, total;

    pair_init(&p, false);
    total = cairn_trial_total(&p.trials[0], 0, CAIRN_CARBON, CAIRN_INVENTORY, parts);
    for (int i = 0; i < CAIRN_N_PARTS; i++)
        sum += parts[i];
    ck_assert_double_gt(total, 0);
    ck_assert_double_eq_tol(sum, total, 1e-9 * total);
    ck_assert(cairn_trial_counted(&p.trials[0], 0, CAIRN_CARBON, CAIRN_INVENTORY) == total);
    cairn_trial_total(&p.trials[0], 0, CAIRN_CARBON, CAIRN_INVENTORY, parts);
    sum = 0;
    for (int i = 0; i < CAIRN_N_PARTS; i++)
        sum += parts[i];
    ck_assert_double_eq_tol(sum, 2 * total, 1e-9 * total);
    pair_release(&p);
}
END_TEST

/* Values that are there cost nothing, and stay where they are. */
START_TEST(values_are_kept)
{
    struct pair p;
    const double *values;
    unsigned long before, after;
    bool same = true;

    pair_init(&p, false);
    values = cairn_trial_values(&p.trials[0], CAIRN_CARBON, CAIRN_INVENTORY, 3);
    before = count_alloc();
    for (int n = 1; n <= 3; n++)
        same = same && cairn_trial_values(&p.trials[0], CAIRN_CARBON, CAIRN_INVENTORY, n) == values;
    after = count_alloc();
    ck_assert(same);
    ck_assert_uint_eq(after, before);
    pair_release(&p);
}
END_TEST

/* ---- promises ---- */

enum { N = 4, ENOUGH = 100000 };

static void begin(struct hand_trial *hand, struct cairn_scenario *s)
{
    hand_trial_init(hand, s, N);
    ck_assert_int_eq(hand->trial.components.n, 2);
    for (int w = FRAMES; w <= ZOOM; w++) {
        hand_trial_set_all(hand, w, CAIRN_ARRIVALS, ENOUGH);
        s->workloads[w].promise.p95_s = 1;
        s->workloads[w].promise.loss = 0.01;
    }
}

/*
 * In order of the components: p95 and loss of each source, the accuracy where a cache may be wrong,
 * the load; then the caps. Of the error of "broken" each of 3 x 4 + 1 has an equal part of half.
 */
START_TEST(promises_stand_in_order)
{
    static const struct {
        int workload;
        enum cairn_promise_kind kind;
    } rows[] = {{FRAMES, CAIRN_PROMISE_P95},     {FRAMES, CAIRN_PROMISE_LOSS},
                {WORDS, CAIRN_PROMISE_P95},      {WORDS, CAIRN_PROMISE_LOSS},
                {WORDS, CAIRN_PROMISE_ACCURACY}, {FRAMES, CAIRN_PROMISE_LOAD},
                {ZOOM, CAIRN_PROMISE_P95},       {ZOOM, CAIRN_PROMISE_LOSS},
                {FRAMES, CAIRN_PROMISE_POWER}};
    struct cairn_component_cache cache = {.wrong = 0.5}, *own;
    struct cairn_promise_result *results;
    struct cairn_component *component;
    struct hand_trial hand;
    double share[N];
    int n;

    begin(&hand, three_workloads());
    component = &hand.trial.components.items[0];
    hand.s->workloads[WORDS].promise.accuracy = 0.1;
    own = component->caches;
    component->caches = &cache;
    component->n_caches = 1;
    component->routes[1].cache = 0;
    hand.s->places[TOWN_STORE].building.cap_w = 1000;
    for (int r = 0; r < N; r++) { /* never idle, and a tenth to a fifth stays in line */
        share[r] = r % 2 ? 0.1 : 0.2;
        hand_trial_set(&hand, FRAMES, r, CAIRN_COMPLETED, 1000);
        hand_trial_set_pool(&hand, FRAMES, r, CAIRN_SERVED, r % 2 ? 900 : 800);
        hand_trial_set_pool(&hand, FRAMES, r, CAIRN_BUSY_NS, 1000);
        hand_trial_set_pool(&hand, ZOOM, r, CAIRN_IDLE_NS, 1000);
    }
    results = cairn_trial_promises(&hand.trial, N, 0.05, &n);
    ck_assert_int_eq(n, (int)(sizeof rows / sizeof *rows));
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(results[i].workload, rows[i].workload);
        ck_assert_int_eq(results[i].kind, rows[i].kind);
    }
    ck_assert_double_eq_tol(results[5].half_width, cairn_stats_half_width(share, N, 1 - 0.05 / 2),
                            1e-12);
    ck_assert_int_eq(results[5].verdict, CAIRN_BROKEN);
    ck_assert_double_eq_tol(cairn_trial_promise_error(&hand.trial, 0.05).broken,
                            0.05 / 2 / (3 * 4 + 1), 1e-15);
    ck_assert_double_eq(cairn_trial_promise_error(&hand.trial, 0.05).kept, 0.05);
    cairn_free(results);
    component->caches = own;
    component->n_caches = 0;
    hand_trial_release(&hand);
}
END_TEST

/*
 * All that there may be at once: two promises of a source and two of its peak, the load of its
 * component, and a cap. One that is broken is the last of them.
 */
START_TEST(there_is_room_for_all_promises)
{
    struct cairn_scenario *s = town();
    struct cairn_promise_result *results;
    struct hand_trial hand;
    int n;

    s->workloads[0].peak = 1.5;
    s->places[TOWN_STORE].building.cap_w = 1;
    build_baseline(s, "today");
    build_send(s, 0, TOWN_BOX, 0, 1);
    hand_trial_init(&hand, s, N);
    hand_trial_set_all(&hand, 0, CAIRN_ARRIVALS, ENOUGH);
    for (int r = 0; r < N; r++) {
        hand_trial_set(&hand, 0, r, CAIRN_COMPLETED, 1000);
        hand_trial_set_pool(&hand, 0, r, CAIRN_SERVED, 500);
        hand_trial_set_pool(&hand, 0, r, CAIRN_BUSY_NS, 1000);
    }
    results = cairn_trial_promises(&hand.trial, N, 0.05, &n);
    ck_assert_int_eq(n, 4 + 1 + 1);
    ck_assert_int_eq(results[4].kind, CAIRN_PROMISE_LOAD);
    ck_assert_int_eq(results[5].kind, CAIRN_PROMISE_POWER);
    ck_assert_int_eq(results[5].verdict, CAIRN_BROKEN);
    cairn_free(results);
    ck_assert_int_eq(cairn_trial_verdict(&hand.trial, N, 0.05), CAIRN_BROKEN);
    hand_trial_release(&hand);
}
END_TEST

/* What was settled after one replication is tested by that, the other component by all. */
START_TEST(the_settled_are_tested_by_what_they_had)
{
    struct cairn_promise_result *results;
    struct hand_trial hand;
    int n;

    begin(&hand, three_workloads());
    hand.trial.tested[1] = 1;
    hand_trial_set(&hand, ZOOM, 0, CAIRN_LATE, 1000);
    results = cairn_trial_promises(&hand.trial, N, 0.05, &n);
    ck_assert_int_eq(n, 6);
    ck_assert_int_eq(results[4].workload, ZOOM);
    ck_assert_double_eq_tol(results[4].share, 0.01, 1e-12); /* not a quarter of it */
    ck_assert(isinf(results[4].half_width));
    ck_assert(isfinite(results[0].half_width));
    cairn_free(results);
    hand_trial_release(&hand);
}
END_TEST

static void budget(struct cairn_scenario *s, double carbon_g)
{
    s->choose.budget.origin.file = "test.xml";
    s->choose.budget.carbon_g = carbon_g;
    s->choose.budget.energy_j = s->choose.budget.water_l = NAN;
    s->choose.budget.money_usd = s->choose.budget.purchases_usd = NAN;
}

/* Promises kept, open (10 requests) or broken (all late); budgets kept or broken. */
START_TEST(the_worst_verdict_counts)
{
    struct hand_trial hand;

    begin(&hand, three_workloads());
    for (int verdict = CAIRN_KEPT; verdict <= CAIRN_BROKEN; verdict++) {
        hand_trial_set_all(&hand, WORDS, CAIRN_ARRIVALS, verdict == CAIRN_UNDECIDED ? 10 : ENOUGH);
        hand_trial_set_all(&hand, WORDS, CAIRN_LATE, verdict == CAIRN_BROKEN ? ENOUGH : 0);
        hand.s->choose.budget.origin.file = NULL;
        ck_assert_int_eq(cairn_trial_verdict(&hand.trial, N, 0.05), verdict);
        budget(hand.s, 1e12);
        ck_assert_int_eq(cairn_trial_verdict(&hand.trial, N, 0.05), verdict);
        budget(hand.s, 1e-3);
        ck_assert_int_eq(cairn_trial_verdict(&hand.trial, N, 0.05), CAIRN_BROKEN);
    }
    hand_trial_release(&hand);
}
END_TEST

Suite *test_trial_rule(void);

Suite *test_trial_rule(void)
{
    Suite *suite = suite_create("trial_rule");
    TCase *tests = tcase_create("trial_rule");

    tcase_add_test(tests, what_is_prepared_is_simulated_once);
    tcase_add_test(tests, wants_are_counted_once);
    tcase_add_test(tests, pilots_are_prepared_too);
    tcase_add_test(tests, one_pilot_is_enough);
    tcase_add_test(tests, a_stop_leaves_no_control);
    tcase_add_test(tests, parts_sum_to_the_total);
    tcase_add_test(tests, values_are_kept);
    tcase_add_test(tests, promises_stand_in_order);
    tcase_add_test(tests, there_is_room_for_all_promises);
    tcase_add_test(tests, the_settled_are_tested_by_what_they_had);
    tcase_add_test(tests, the_worst_verdict_counts);
    suite_add_tcase(suite, tests);
    return suite;
}
