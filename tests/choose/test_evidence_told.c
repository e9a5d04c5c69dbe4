/* Runner-up, kinds and bases of candidates that take what they are told to, worked out by hand. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/evidence.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

enum { MOST = 16, SEEN = 4 };

static const struct cairn_choose_limits usual = {.replications = MOST};

/* A town with as many devices as one likes; a box takes 100 ms, a GPU 43 ms with its link. */
static struct cairn_scenario *wide_town(void)
{
    struct cairn_scenario *s = town();

    s->pools[TOWN_BOX].max = s->pools[TOWN_GPU].max = 9;
    s->choose.tie = 0.25;
    return s;
}

/* What the winner takes; its first two are no sample of the others. */
static const double of_best[MOST] = {100, 110, 300, 310, 205, 205, 205, 205,
                                     205, 205, 205, 205, 205, 205, 205, 205};

/* Adds a candidate that takes so much more than the winner, and was seen twice. */
static int add(struct staged *t, int pool, int count, int batch, double more)
{
    double values[MOST];
    int index = staged_add(t, pool, count, batch, true);

    for (int r = 0; r < MOST; r++)
        values[r] = of_best[r] + more;
    staged_tell(t, index, values, MOST);
    t->answer.candidates[index]->n_seen = 2;
    return index;
}

/* The winner, settled; call it last. */
static void win(struct staged *t, int index)
{
    struct cairn_answer *answer = &t->answer;

    answer->best = index;
    ck_assert(cairn_candidate_settle(answer->candidates[index], answer->scenario->choose.basis,
                                     SEEN));
    answer->candidates[index]->status = CAIRN_CANDIDATE_BEST;
}

static void find(struct staged *t)
{
    ck_assert(cairn_answer_evidence(&t->answer, &usual));
}

/*
 * Least of those that differ in more than batching and have a chance: no broken one, none that
 * stepped aside, no baseline; of two that take the same the first.
 */
START_TEST(the_runner_up_is_the_least_that_differs)
{
    struct staged t;
    struct cairn_candidate **c;
    enum { DEAR, BROKEN, BEST, BATCHED, ASIDE, SECOND, EQUAL, BASELINE };

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_GPU, 1, 1, 30);
    add(&t, TOWN_BOX, 1, 1, -10);
    add(&t, TOWN_BOX, 2, 1, 0);
    add(&t, TOWN_BOX, 2, 4, -1);
    add(&t, TOWN_BOX, 3, 1, -2);
    add(&t, TOWN_GPU, 2, 1, 5);
    add(&t, TOWN_GPU, 3, 1, 5);
    add(&t, TOWN_RENTED, 1, 1, -50);
    c = t.answer.candidates;
    c[BROKEN]->status = CAIRN_CANDIDATE_BROKEN;
    c[ASIDE]->aside = true;
    c[BASELINE]->contender = false;
    t.answer.n_contenders = BASELINE;
    win(&t, BEST);
    find(&t);
    ck_assert_int_eq(t.answer.runner_up, SECOND);
    ck_assert_double_eq_tol(t.answer.regret, 5, 1e-12);
    ck_assert_int_eq(t.answer.compared[0].candidate, BATCHED);
    ck_assert_int_eq(t.answer.compared[1].candidate, SECOND);
    ck_assert_ptr_null(t.answer.compared[0].reason);
    ck_assert_ptr_null(t.answer.compared[1].reason);
    ck_assert_int_eq(c[SECOND]->replications, SEEN);
    ck_assert_int_eq(c[BATCHED]->replications, SEEN);
    ck_assert_double_eq(c[SECOND]->aim, 205 + 5);
    ck_assert_int_eq(c[SECOND]->judged, 2); /* as far as it takes for what is kept */
    ck_assert_int_eq(c[DEAR]->judged, 2);
    ck_assert_int_eq(c[DEAR]->replications, 0);
    ck_assert_int_eq(c[BASELINE]->judged, 0);
    staged_release(&t);
}
END_TEST

/* The winner itself may be the best of its kind; where a kind has none it says so. */
START_TEST(the_winner_may_be_all_of_its_kind)
{
    struct staged t;

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 2, 4, 3);
    add(&t, TOWN_BOX, 2, 1, 0);
    win(&t, 1);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, 1);
    ck_assert_int_eq(t.answer.compared[1].candidate, CAIRN_NONE);
    ck_assert_str_eq(t.answer.compared[1].reason,
                     "no placement that serves everything in regions keeps every promise");
    ck_assert_int_eq(t.answer.runner_up, 0); /* it differs in batching alone, for want of others */
    ck_assert_double_eq_tol(t.answer.regret, 3, 1e-12);
    staged_release(&t);

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_GPU, 2, 1, 0);
    win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, CAIRN_NONE);
    ck_assert_str_eq(t.answer.compared[0].reason,
                     "no placement that serves everything at the sites keeps every promise");
    ck_assert_int_eq(t.answer.compared[1].candidate, 0);
    ck_assert_int_eq(t.answer.runner_up, CAIRN_NONE);
    ck_assert_double_eq(t.answer.regret, 0);
    ck_assert_int_eq(t.answer.bases[CAIRN_INVENTORY].decisive.rival, CAIRN_NONE);
    staged_release(&t);
}
END_TEST

/* Served half at the site and half in the region it is of neither kind, whatever is unused. */
START_TEST(what_is_split_is_of_no_kind)
{
    struct staged t;
    struct cairn_scenario *s = wide_town();
    struct cairn_placement placement;
    struct cairn_candidate *c;

    staged_init(&t, s, MOST);
    add(&t, TOWN_BOX, 2, 1, 0);
    build_baseline(s, "both");
    build_send(s, 0, TOWN_BOX, 0, 0.5);
    build_send(s, 0, TOWN_GPU, 0, 0.5);
    build_size(s, TOWN_BOX, 1, 1, 0);
    build_size(s, TOWN_GPU, 1, 1, 0);
    add(&t, TOWN_GPU, 1, 1, 3);
    cairn_placement_from_baseline(&placement, s, 1);
    c = t.answer.candidates[1];
    cairn_placement_release(&c->trial.placement); /* physics stay: only the kind is asked for */
    c->trial.placement = placement;
    win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, 0);
    ck_assert_int_eq(t.answer.compared[1].candidate, CAIRN_NONE);
    ck_assert_int_eq(t.answer.runner_up, 1);
    staged_release(&t);
}
END_TEST

/* Differs in the number of boxes, though the winner has the same routes. */
START_TEST(devices_are_a_difference)
{
    struct staged t;

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 2, 1, 0);
    add(&t, TOWN_BOX, 2, 4, 1);
    add(&t, TOWN_BOX, 1, 4, 2);
    win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.runner_up, 2);
    staged_release(&t);
}
END_TEST

/*
 * A budget of 1,000 that two observations of 0 and 1,900 leave open and sixteen break: what looked
 * least makes way for the next when it is judged to the end.
 */
START_TEST(what_breaks_a_promise_when_looked_at_makes_way)
{
    struct staged t;
    struct cairn_scenario *s = wide_town();
    double values[MOST];
    struct cairn_candidate **c;

    s->choose.budget = (struct cairn_budgets){.origin.file = "x",
                                              .carbon_g = 1000,
                                              .energy_j = NAN,
                                              .water_l = NAN,
                                              .money_usd = NAN,
                                              .purchases_usd = NAN};
    staged_init(&t, s, MOST);
    add(&t, TOWN_GPU, 1, 1, 0);
    add(&t, TOWN_GPU, 2, 1, 0);
    add(&t, TOWN_GPU, 3, 1, 7);
    for (int r = 0; r < MOST; r++)
        values[r] = r < 2 ? 1900 * r : 1500;
    staged_tell(&t, 1, values, MOST);
    c = t.answer.candidates;
    c[1]->n_seen = 1; /* 100 less than the winner, so far */
    win(&t, 0);
    find(&t);
    ck_assert_int_eq(c[1]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->judged, MOST);
    ck_assert_int_eq(t.answer.runner_up, 2);
    ck_assert_int_eq(t.answer.compared[1].candidate, 0);
    ck_assert_double_eq_tol(t.answer.regret, 7, 1e-12);
    staged_release(&t);
}
END_TEST

/* A box takes 100 ms: of 90 ms it breaks the promise at the first look, all alike. */
START_TEST(all_contenders_are_looked_at)
{
    struct staged t;
    struct cairn_scenario *s = wide_town();
    struct cairn_candidate **c;

    s->workloads[0].promise.p95_s = 0.09;
    staged_init(&t, s, MOST);
    add(&t, TOWN_BOX, 1, 1, -5);
    add(&t, TOWN_GPU, 1, 1, 0);
    add(&t, TOWN_BOX, 2, 1, 500);
    add(&t, TOWN_BOX, 3, 1, 600);
    c = t.answer.candidates;
    c[3]->contender = false;
    t.answer.n_contenders = 3;
    t.answer.compared[1].candidate = 3; /* which is for the search of kinds to replace */
    win(&t, 1);
    find(&t);
    ck_assert_int_eq(c[0]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->status, CAIRN_CANDIDATE_BEST);
    ck_assert_int_eq(c[2]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->judged, 2);
    ck_assert_int_eq(t.answer.runner_up, CAIRN_NONE);
    ck_assert_int_eq(t.answer.compared[0].candidate, CAIRN_NONE);
    ck_assert_int_eq(t.answer.compared[1].candidate, 1);
    staged_release(&t);
}
END_TEST

/* ---- bases ---- */

/* Takes so much under a basis, ever. */
static void tell_flat(struct staged *t, int candidate, enum cairn_basis_kind basis, double value)
{
    struct cairn_candidate *told = t->answer.candidates[candidate];
    double values[MOST];
    int seen = told->n_seen;

    for (int r = 0; r < MOST; r++)
        values[r] = value;
    staged_tell_under(t, candidate, basis, values, MOST);
    told->n_seen = seen;
}

/*
 * A quarter of what the other takes is the tie. The answer takes 10: 8 is as good (2 of 8), 7.9 is
 * better, and whoever takes 1 may not win.
 */
START_TEST(another_basis_has_another_winner)
{
    struct staged t;
    struct cairn_answer *answer = &t.answer;
    enum { BROKEN, OTHER, BEST, EQUAL, ASIDE, BASELINE };
    static const double of[CAIRN_N_BASES][6] = {
        [CAIRN_DECISION] = {1, 8, 10, 8, 1, 1},
        [CAIRN_SCI] = {1, 7.9, 10, 7.9, 1, 1},
        [CAIRN_GHG_LOCATION] = {1, 12, 10, 11, 1, 1},
        [CAIRN_GHG_MARKET] = {1, -6, -5, -6, 1, 1},
    };

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 1, 1, -20);
    add(&t, TOWN_BOX, 2, 1, 20);
    add(&t, TOWN_GPU, 1, 1, 0);
    add(&t, TOWN_GPU, 2, 1, 30);
    add(&t, TOWN_GPU, 3, 1, -30);
    add(&t, TOWN_BOX, 4, 1, 0);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        for (int i = 0; i < 6 && b != CAIRN_INVENTORY; i++)
            tell_flat(&t, i, (enum cairn_basis_kind)b, of[b][i]);
    answer->candidates[BROKEN]->status = CAIRN_CANDIDATE_BROKEN;
    answer->candidates[ASIDE]->aside = true;
    answer->candidates[BASELINE]->contender = false;
    answer->n_contenders = BASELINE;
    win(&t, BEST);
    find(&t);
    ck_assert_int_eq(answer->bases[CAIRN_INVENTORY].candidate, BEST);
    ck_assert(answer->bases[CAIRN_INVENTORY].agrees);
    ck_assert_double_eq(answer->bases[CAIRN_INVENTORY].aim, 205);
    ck_assert_double_eq(answer->bases[CAIRN_INVENTORY].selected_aim, 205);
    ck_assert_int_eq(answer->bases[CAIRN_DECISION].candidate, BEST);
    ck_assert(answer->bases[CAIRN_DECISION].has_data && answer->bases[CAIRN_DECISION].agrees);
    ck_assert_double_eq(answer->bases[CAIRN_DECISION].aim, 10);
    ck_assert_int_eq(answer->bases[CAIRN_SCI].candidate, OTHER); /* the first of equal ones */
    ck_assert(answer->bases[CAIRN_SCI].has_data && !answer->bases[CAIRN_SCI].agrees);
    ck_assert_double_eq(answer->bases[CAIRN_SCI].aim, 7.9);
    ck_assert_double_eq(answer->bases[CAIRN_SCI].selected_aim, 10);
    ck_assert_int_eq(answer->candidates[OTHER]->replications, SEEN);
    ck_assert_int_eq(answer->bases[CAIRN_GHG_LOCATION].candidate, BEST);
    ck_assert_ptr_null(answer->bases[CAIRN_SCI].missing);
    ck_assert_ptr_nonnull(answer->bases[CAIRN_GHG_MARKET].missing); /* no residual mix */
    ck_assert(!answer->bases[CAIRN_GHG_MARKET].has_data);
    ck_assert(isnan(answer->bases[CAIRN_GHG_MARKET].selected_aim));
    staged_release(&t);
}
END_TEST

/* Paired over what both were seen in, 2 of 4: it is 15 less there, though its mean is no less. */
START_TEST(bases_compare_where_both_were_seen)
{
    struct staged t;
    struct cairn_answer *answer = &t.answer;
    static const double other[MOST] = {85, 95, 315, 325};

    staged_init(&t, wide_town(), MOST);
    t.s->choose.tie = 0.01;
    add(&t, TOWN_GPU, 1, 1, 1);
    add(&t, TOWN_BOX, 2, 1, 0);
    staged_tell_under(&t, 0, CAIRN_SCI, other, MOST);
    answer->candidates[0]->n_seen = 2;
    win(&t, 1);
    answer->runner_up = CAIRN_NONE;
    find(&t);
    ck_assert_int_eq(answer->runner_up, 0);
    ck_assert_double_eq(answer->bases[CAIRN_SCI].selected_aim, 205);
    ck_assert_int_eq(answer->bases[CAIRN_SCI].candidate, 1); /* settled before: seen in 4 */
    staged_release(&t);

    staged_init(&t, wide_town(), MOST);
    t.s->choose.tie = 0.01;
    add(&t, TOWN_GPU, 1, 1, 50);
    add(&t, TOWN_BOX, 2, 1, 0);
    add(&t, TOWN_GPU, 2, 1, 1); /* is shown in the place of the first, which stays at 2 */
    staged_tell_under(&t, 0, CAIRN_SCI, other, MOST);
    answer->candidates[0]->n_seen = 2;
    win(&t, 1);
    find(&t);
    ck_assert_int_eq(answer->bases[CAIRN_SCI].candidate, 0);
    ck_assert_double_eq(answer->bases[CAIRN_SCI].aim, 205);
    ck_assert_int_eq(answer->candidates[0]->replications, SEEN);
    staged_release(&t);
}
END_TEST

/*
 * The region's grid has no long-run figure: under the decision basis what stands there cannot win,
 * though it would take least, and is no rival that says why the box does. A broken one that lacks
 * the figure is not what is missing.
 */
START_TEST(a_figure_of_one_place_is_missing)
{
    for (int only_broken = 0; only_broken < 2; only_broken++) {
        struct staged t;
        struct cairn_answer *answer = &t.answer;
        const struct cairn_basis_result *decision = &answer->bases[CAIRN_DECISION];

        staged_init(&t, wide_town(), MOST);
        t.s->grids[t.s->places[TOWN_NORTH].grid].n_intensities = 2;
        add(&t, TOWN_GPU, 1, 1, 10);
        add(&t, TOWN_BOX, 2, 1, 0);
        for (int i = 0; i < 2; i++)
            tell_flat(&t, i, CAIRN_DECISION, 10 - 5 * (1 - i));
        if (only_broken)
            answer->candidates[0]->status = CAIRN_CANDIDATE_BROKEN;
        win(&t, 1);
        find(&t);
        ck_assert_int_eq(decision->candidate, 1);
        ck_assert(decision->has_data && decision->agrees);
        ck_assert_double_eq(decision->selected_aim, 10);
        ck_assert_int_eq(decision->decisive.rival, CAIRN_NONE);
        ck_assert_int_eq(decision->missing == NULL, only_broken);
        ck_assert_int_eq(answer->bases[CAIRN_INVENTORY].decisive.rival,
                         only_broken ? CAIRN_NONE : 0);
        staged_release(&t);
    }
}
END_TEST

/* The answer lacks the figure: another wins, is not held against it, and by no tie loses to it. */
START_TEST(the_answer_may_lack_a_figure)
{
    struct staged t;
    struct cairn_answer *answer = &t.answer;
    const struct cairn_basis_result *decision = &answer->bases[CAIRN_DECISION];

    staged_init(&t, wide_town(), MOST);
    t.s->grids[t.s->places[TOWN_NORTH].grid].n_intensities = 2;
    add(&t, TOWN_BOX, 2, 1, 1);
    add(&t, TOWN_GPU, 1, 1, 0);
    win(&t, 1);
    find(&t);
    ck_assert(isnan(decision->selected_aim));
    ck_assert_int_eq(decision->candidate, 0);
    ck_assert(decision->has_data && !decision->agrees);
    ck_assert_double_eq(decision->aim, 206);
    ck_assert_int_eq(decision->decisive.rival, CAIRN_NONE);
    ck_assert_ptr_nonnull(decision->missing);
    staged_release(&t);
}
END_TEST

/*
 * Where the aim is energy, water or money, what decides is asked of these: carbon may be missing
 * (no grid has a long-run figure) and the reason is known all the same.
 */
START_TEST(what_decides_is_asked_of_the_aim)
{
    static const enum cairn_aim aims[] = {CAIRN_AIM_ENERGY, CAIRN_AIM_WATER, CAIRN_AIM_MONEY};

    for (size_t a = 0; a < sizeof aims / sizeof *aims; a++) {
        struct staged t;
        struct cairn_answer *answer = &t.answer;
        const struct cairn_decisive *decisive = &answer->bases[CAIRN_DECISION].decisive;
        struct cairn_scenario *s = wide_town();

        town_prices(s);
        s->choose.aim = aims[a];
        s->grids[0].n_intensities = s->grids[1].n_intensities = 2;
        staged_init(&t, s, MOST);
        add(&t, TOWN_BOX, 2, 1, 0);
        add(&t, TOWN_BOX, 3, 1, 1); /* takes more energy, so more water, and costs more */
        win(&t, 0);
        find(&t);
        ck_assert_ptr_nonnull(cairn_trial_missing(&answer->candidates[1]->trial, CAIRN_CARBON,
                                                  CAIRN_DECISION));
        ck_assert(answer->bases[CAIRN_DECISION].has_data);
        ck_assert_ptr_null(answer->bases[CAIRN_DECISION].missing);
        ck_assert_int_eq(decisive->rival, 1);
        ck_assert_double_gt(decisive->saved_g, 0);
        staged_release(&t);
    }
}
END_TEST

/* ---- without a winner ---- */

/* What there is of baselines is looked at once; whoever has a reason keeps it. */
START_TEST(baselines_without_a_winner)
{
    struct staged t;
    struct cairn_answer *answer = &t.answer;

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 2, 1, 0);
    add(&t, TOWN_BOX, 1, 1, 0);
    cairn_free(answer->compared);
    answer->compared = cairn_calloc(4, sizeof *answer->compared);
    answer->n_compared = 4;
    answer->compared[0].candidate = 1;
    answer->compared[1].candidate = CAIRN_NONE;
    answer->compared[2].candidate = CAIRN_NONE;
    answer->compared[2].reason = cairn_strdup("of its own");
    answer->compared[3].candidate = CAIRN_NONE;
    ck_assert(cairn_answer_without_winner(answer));
    ck_assert_int_eq(answer->candidates[0]->replications, 0);
    ck_assert_int_eq(answer->candidates[1]->replications, 2);
    ck_assert_int_eq(answer->candidates[1]->judged, 2);
    ck_assert_ptr_null(answer->compared[0].reason);
    ck_assert_str_eq(answer->compared[1].reason, "no placement keeps every promise");
    ck_assert_str_eq(answer->compared[2].reason, "of its own");
    ck_assert_str_eq(answer->compared[3].reason, "no placement keeps every promise");
    staged_release(&t);
}
END_TEST

/* ---- stops ---- */

static bool always(void *context)
{
    (void)context;
    return true;
}

/* After so many polls. */
static bool after(void *context)
{
    int *left = context;

    return --*left < 0;
}

/* Evidence of three, stopped after so many polls; how many of them are left. */
static int stop_after(int polls, bool *done)
{
    struct staged t;
    struct cairn_choose_limits limits = usual;
    int left = polls;

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 2, 1, 0);
    add(&t, TOWN_GPU, 1, 1, 1);
    add(&t, TOWN_GPU, 2, 1, 2);
    staged_tell_under(&t, 2, CAIRN_SCI, (const double[MOST]){1, 1, 1, 1}, MOST);
    t.answer.candidates[2]->n_seen = 2;
    win(&t, 0);
    limits.stop = t.limits.stop = after;
    limits.context = t.limits.context = &left;
    *done = cairn_answer_evidence(&t.answer, &limits);
    staged_release(&t);
    return left;
}

/* At any poll but the last, when all is there. */
START_TEST(a_stop_is_told_wherever_it_comes)
{
    enum { MANY = 1000 };
    bool done;
    int polls = MANY - stop_after(MANY, &done);

    ck_assert(done);
    ck_assert_int_gt(polls, 3);
    for (int i = 0; i < polls - 1; i++) {
        ck_assert_int_lt(stop_after(i, &done), 0);
        ck_assert_msg(!done, "poll %d of %d", i, polls);
    }
}
END_TEST

START_TEST(a_stop_without_a_winner_is_told)
{
    struct staged t;

    staged_init(&t, wide_town(), MOST);
    add(&t, TOWN_BOX, 2, 1, 0);
    t.answer.compared[1].candidate = 0;
    t.limits.stop = always;
    ck_assert(!cairn_answer_without_winner(&t.answer));
    ck_assert_int_eq(t.answer.candidates[0]->judged, 0);
    cairn_lab_sample(&t.answer.lab, &t.answer.candidates[0]->trial.components.items[0], 1);
    t.limits.stop = NULL;
    ck_assert(cairn_answer_without_winner(&t.answer));
    ck_assert_int_eq(t.answer.candidates[0]->judged, 2);
    staged_release(&t);
}
END_TEST

Suite *test_evidence_told(void);

Suite *test_evidence_told(void)
{
    Suite *suite = suite_create("evidence_told");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, the_runner_up_is_the_least_that_differs);
    tcase_add_test(tests, the_winner_may_be_all_of_its_kind);
    tcase_add_test(tests, what_is_split_is_of_no_kind);
    tcase_add_test(tests, devices_are_a_difference);
    tcase_add_test(tests, what_breaks_a_promise_when_looked_at_makes_way);
    tcase_add_test(tests, all_contenders_are_looked_at);
    tcase_add_test(tests, another_basis_has_another_winner);
    tcase_add_test(tests, bases_compare_where_both_were_seen);
    tcase_add_test(tests, a_figure_of_one_place_is_missing);
    tcase_add_test(tests, the_answer_may_lack_a_figure);
    tcase_add_test(tests, what_decides_is_asked_of_the_aim);
    tcase_add_test(tests, baselines_without_a_winner);
    tcase_add_test(tests, a_stop_is_told_wherever_it_comes);
    tcase_add_test(tests, a_stop_without_a_winner_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
