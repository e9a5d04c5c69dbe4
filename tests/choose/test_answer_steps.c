/* The steps of a choice: what is selected and how, who steps aside, what is explored. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "choose/select.h"
#include "support/build.h"
#include "support/town.h"

enum { MOST = 30 };

static const struct cairn_choose_limits usual = {.replications = MOST};

/* Takes the scenario over; release both. */
static void choose(struct cairn_answer *answer, struct cairn_scenario *s)
{
    ck_assert(cairn_choose(answer, s, &usual));
}

static void release(struct cairn_answer *answer)
{
    struct cairn_scenario *s = (struct cairn_scenario *)(uintptr_t)answer->scenario;

    cairn_answer_release(answer);
    build_free(s);
}

/* ---- selection ---- */

static double observe(void *context, int system, int replication)
{
    struct cairn_answer *answer = context;
    struct cairn_trial *trial = &answer->candidates[system]->trial;

    return cairn_trial_values(trial, cairn_trial_aim(trial), answer->scenario->choose.basis,
                              replication + 1)[replication];
}

/* Those that break a promise are struck out. */
static bool accept(void *context, int system)
{
    const struct cairn_answer *answer = context;

    return answer->candidates[system]->verdict != CAIRN_BROKEN;
}

/*
 * The same contenders selected once more, by half of alpha: the same winner, and whoever was
 * dropped was so after as many replications, by the same one and by as much of what that emits.
 */
START_TEST(contenders_are_selected_by_half_of_alpha) /* [SELECT] */
{
    int screened = 0, all = 0;

    for (int seed = 1; seed <= 12; seed++) {
        struct cairn_selection selection;
        struct cairn_answer answer;

        choose(&answer, town_random((uint64_t)seed));
        if (answer.best == CAIRN_NONE || answer.status != CAIRN_ANSWER_DECIDED) {
            release(&answer);
            continue;
        }
        cairn_select(&(struct cairn_select_problem){.n_systems = answer.n_contenders,
                                                    .alpha = 0.025,
                                                    .indifference = answer.indifference,
                                                    .first = 12,
                                                    .most = MOST,
                                                    .observe = observe,
                                                    .accept = accept,
                                                    .context = &answer},
                     &selection);
        ck_assert_int_eq(selection.best, answer.best);
        ck_assert_double_eq(selection.p_correct, answer.p_correct);
        ck_assert(selection.decided);
        for (int i = 0; i < answer.n_contenders; i++) {
            const struct cairn_candidate *candidate = answer.candidates[i];
            const struct cairn_dropped *dropped = &selection.dropped[i];

            all++;
            ck_assert_int_ge(candidate->replications, selection.seen[i]);
            ck_assert_int_eq(candidate->screened_at, dropped->at);
            if (dropped->at == 0) {
                ck_assert_double_eq(candidate->screened_share, 0);
                continue;
            }
            screened++;
            ck_assert_int_eq(candidate->screened_by, dropped->by);
            ck_assert_double_gt(candidate->screened_share, 0);
        }
        cairn_selection_release(&selection);
        release(&answer);
    }
    ck_assert_int_gt(screened, 5);
    ck_assert_int_gt(all, screened);
}
END_TEST

/* By how much, of what the better one emitted: where both were settled after that, that of it. */
START_TEST(a_share_is_of_the_better_one)
{
    struct cairn_answer answer;
    int checked = 0;

    choose(&answer, town());
    for (int i = 0; i < answer.n_contenders; i++) {
        const struct cairn_candidate *candidate = answer.candidates[i], *by;
        double behind = 0;

        if (candidate->screened_at == 0)
            continue;
        by = answer.candidates[candidate->screened_by];
        for (int r = 0; r < candidate->screened_at; r++)
            behind += observe(&answer, i, r) - observe(&answer, candidate->screened_by, r);
        behind /= candidate->screened_at;
        ck_assert_double_eq_tol(candidate->screened_share, behind / by->aim,
                                0.05 * candidate->screened_share);
        checked++;
    }
    ck_assert_int_gt(checked, 0);
    release(&answer);
}
END_TEST

/* ---- promises that stay open ---- */

/*
 * Boxes of several kinds, all with a promise that no number of replications decides (see
 * test_further.c), and a GPU that keeps it and emits more: up to four step aside for it; where
 * there are five the answer is one of them, and undecided.
 */
START_TEST(at_most_four_step_aside) /* [ASIDE] */
{
    static const char *const ids[] = {"", "box-b", "box-c", "box-d", "box-e"};

    for (int n = 3; n <= 5; n++) {
        struct cairn_scenario *s = town_boxes(2.87, 0.2);
        struct cairn_answer answer;
        int open = 0, aside = 0;

        s->time.window_s = 400;
        s->pools[TOWN_BOX].max = 1;
        for (int i = 1; i < n; i++)
            build_pool(s, ids[i], TOWN_STORE, s->pools[TOWN_BOX].hardware, 1);
        build_pool(s, "gpu-here", TOWN_STORE, 1, 1);
        choose(&answer, s);
        ck_assert_int_eq(answer.n_contenders, n + 1);
        for (int i = 0; i < answer.n_contenders; i++) {
            open += answer.candidates[i]->verdict == CAIRN_UNDECIDED;
            aside += answer.candidates[i]->aside;
        }
        ck_assert_int_eq(aside, n <= 4 ? n : 0);
        ck_assert_int_eq(open, n);
        ck_assert_int_eq(answer.status, n <= 4 ? CAIRN_ANSWER_DECIDED : CAIRN_ANSWER_UNDECIDED);
        ck_assert_int_eq(answer.candidates[answer.best]->verdict,
                         n <= 4 ? CAIRN_KEPT : CAIRN_UNDECIDED);
        release(&answer);
    }
}
END_TEST

/* ---- what is looked at ---- */

/* So many configurations are looked at one by one; with a limit of one less they are explored. */
START_TEST(as_many_as_the_limit_are_searched)
{
    struct cairn_answer answer;
    int all;

    choose(&answer, town());
    all = (int)answer.space.n_configurations;
    ck_assert(!answer.explored);
    ck_assert_double_gt(answer.search.ruled_out, 0);
    ck_assert_double_eq(answer.search.ruled_out + answer.search.looked_at, all);
    release(&answer);
    for (int less = 0; less < 2; less++) {
        struct cairn_scenario *s = town();

        s->choose.limit = all - less;
        choose(&answer, s);
        ck_assert_int_eq(answer.explored, less);
        ck_assert_int_eq(answer.status, CAIRN_ANSWER_DECIDED);
        release(&answer);
    }
}
END_TEST

/* What is credited cannot be bounded: where it takes a programme to start from there is none. */
START_TEST(too_large_is_what_cannot_be_started)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->hardware[0].embodied.carbon_g = -1e9;
    s->choose.limit = 2;
    choose(&answer, s);
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_TOO_LARGE);
    ck_assert_ptr_nonnull(answer.why);
    ck_assert_int_eq(answer.best, CAIRN_NONE);
    release(&answer);

    s = town();
    s->hardware[0].embodied.carbon_g = -1e9;
    choose(&answer, s); /* all can be looked at */
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_DECIDED);
    release(&answer);

    s = town_boxes(1e6, 1); /* nothing carries that */
    s->choose.limit = 1;
    choose(&answer, s);
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_INFEASIBLE);
    release(&answer);

    s = town_boxes(4, 1); /* a single solution is enough */
    s->choose.limit = 1;
    choose(&answer, s);
    ck_assert(answer.explored);
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_DECIDED);
    release(&answer);
}
END_TEST

/* Without a contender all of the promises' error is the baseline's: 0.025 over 5 looks and one. */
START_TEST(baselines_are_judged_without_contenders)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->workloads[0].promise.p95_s = 0.001;
    build_baseline(s, "today");
    build_send(s, 0, TOWN_RENTED, 0, 1);
    choose(&answer, s);
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_INFEASIBLE);
    ck_assert_int_eq(answer.n_contenders, 0);
    ck_assert_double_eq_tol(answer.judging.alpha, 0.025 / 6, 1e-15);
    ck_assert_int_eq(answer.candidates[0]->verdict, CAIRN_BROKEN);
    release(&answer);
}
END_TEST

/* ---- reasons ---- */

/* Flips are to the runner-up first, then to what is compared, each once and never to the winner. */
START_TEST(flips_are_to_each_once)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;
    int expected[8], n = 0;

    town_prices(s);
    for (int pool = TOWN_BOX; pool <= TOWN_RENTED; pool++) {
        build_baseline(s, pool == TOWN_BOX ? "a" : pool == TOWN_GPU ? "b" : "c");
        build_send(s, 0, pool, 0, 1);
        build_size(s, pool, pool == TOWN_BOX ? 2 : 1, 1, 0);
    }
    choose(&answer, s);
    ck_assert_ptr_null(answer.flips);
    cairn_answer_reason(&answer);
    expected[n++] = answer.runner_up;
    for (int i = 0; i < answer.n_compared; i++) {
        int candidate = answer.compared[i].candidate;
        bool known = candidate == CAIRN_NONE || candidate == answer.best;

        for (int k = 0; k < n; k++)
            known = known || expected[k] == candidate;
        if (!known)
            expected[n++] = candidate;
    }
    ck_assert_int_ge(n, 2);
    ck_assert_int_eq(answer.n_flips, n);
    for (int i = 0; i < n; i++)
        ck_assert_int_eq(answer.flips[i].other, expected[i]);
    for (int axis = 0; axis < CAIRN_N_AXES; axis++)
        ck_assert_int_gt(answer.fronts[axis].n, 0);
    release(&answer);
}
END_TEST

/* Whatever the basis is that decides, what others lack is released. */
START_TEST(bases_without_data_are_released)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->choose.basis = CAIRN_DECISION;
    for (int g = 0; g < s->n_grids; g++) { /* long-run ones alone */
        s->grids[g].first_intensity += 2;
        s->grids[g].n_intensities = 1;
    }
    choose(&answer, s);
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_DECIDED);
    ck_assert_ptr_nonnull(answer.bases[CAIRN_INVENTORY].missing);
    ck_assert_ptr_null(answer.bases[CAIRN_DECISION].missing);
    release(&answer);
}
END_TEST

Suite *test_answer_steps(void);

Suite *test_answer_steps(void)
{
    Suite *suite = suite_create("answer_steps");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, contenders_are_selected_by_half_of_alpha);
    tcase_add_test(tests, a_share_is_of_the_better_one);
    tcase_add_test(tests, at_most_four_step_aside);
    tcase_add_test(tests, as_many_as_the_limit_are_searched);
    tcase_add_test(tests, too_large_is_what_cannot_be_started);
    tcase_add_test(tests, baselines_are_judged_without_contenders);
    tcase_add_test(tests, flips_are_to_each_once);
    tcase_add_test(tests, bases_without_data_are_released);
    suite_add_tcase(suite, tests);
    return suite;
}
