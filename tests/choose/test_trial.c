/* What a placement emits: kept, and contracted, with the bits of the ledger. [BULK] */
#include <check.h>

#include "choose/trial.h"
#include "math/stats.h"
#include "model/space.h"
#include "support/build.h"
#include "support/town.h"

enum { REPLICATIONS = 3, TOWNS = 20 };

/* A trial with all that it needs. */
struct trying {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_space space;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct cairn_trial trial;
};

/* The way to serve a block with the most components. */
static const struct cairn_space_assignment *most_members(const struct cairn_space *space, int block)
{
    const struct cairn_space_block *b = &space->blocks[block];
    const struct cairn_space_assignment *most = &space->assignments[b->first_assignment];

    for (int a = 1; a < b->n_assignments; a++)
        if (space->assignments[b->first_assignment + a].n_members > most->n_members)
            most = &space->assignments[b->first_assignment + a];
    return most;
}

/* Each component in its first configuration. */
static void some_placement(const struct cairn_space *space, struct cairn_placement *placement,
                           const struct cairn_scenario *s)
{
    cairn_placement_init(placement, s);
    for (int b = 0; b < space->n_blocks; b++) {
        const struct cairn_space_assignment *assignment = most_members(space, b);

        for (int m = 0; m < assignment->n_members; m++)
            cairn_space_configure(space, space->members[assignment->first_member + m], 0,
                                  placement);
    }
    cairn_placement_normalise(placement, s);
}

/* False where the town has no placement at all. */
static bool trying_init(struct trying *t, uint64_t seed)
{
    struct cairn_placement placement;
    bool any = true;

    t->s = town_random(seed);
    cairn_plan_init(&t->plan, t->s);
    cairn_routes_init(&t->routes, t->s);
    cairn_space_init(&t->space, t->s, &t->plan, &t->routes, CAIRN_SPACE_ALL, t->s->choose.limit);
    cairn_factor_book_init(&t->book);
    cairn_lab_init(&t->lab, 1, CAIRN_LAB_SELECTION);
    for (int b = 0; b < t->space.n_blocks; b++)
        any = any && t->space.blocks[b].n_assignments > 0;
    if (any) {
        some_placement(&t->space, &placement, t->s);
        cairn_trial_init(&t->trial, t->s, &t->plan, &placement, &t->book, &t->lab);
        cairn_placement_release(&placement);
    }
    return any;
}

static void trying_release(struct trying *t, bool any)
{
    if (any)
        cairn_trial_release(&t->trial);
    cairn_lab_release(&t->lab);
    cairn_factor_book_release(&t->book);
    cairn_space_release(&t->space);
    cairn_routes_release(&t->routes);
    cairn_plan_release(&t->plan);
    build_free(t->s);
}

static void check_carbon(struct trying *t, enum cairn_basis_kind basis)
{
    /* Asked for one after the other, and again: what is kept moves. */
    for (int n = 1; n <= REPLICATIONS; n++) {
        const double *carbon_g = cairn_trial_values(&t->trial, CAIRN_CARBON, basis, n);

        for (int r = 0; r < n; r++)
            ck_assert_double_eq(carbon_g[r],
                                cairn_trial_total(&t->trial, r, CAIRN_CARBON, basis, NULL));
    }
}

static void check_contraction(struct trying *t, enum cairn_basis_kind basis)
{
    const double *carbon_g = cairn_trial_values(&t->trial, CAIRN_CARBON, basis, REPLICATIONS);
    struct cairn_variables none;
    struct cairn_contraction contraction;
    struct cairn_contraction_setup setup = {.n_replications = REPLICATIONS,
                                            .measure = CAIRN_CARBON,
                                            .basis = basis,
                                            .variables = &none,
                                            .confidence = 0.95};
    double mean, half_width;

    cairn_variables_init(&none, &t->book, t->plan.n_windows);
    cairn_trial_contract(&t->trial, &setup, &contraction);
    cairn_contraction_evaluate(&contraction, NULL, 1, &mean, &half_width);
    for (int r = 0; r < REPLICATIONS; r++)
        ck_assert_double_eq(cairn_contraction_replication(&contraction, r, NULL), carbon_g[r]);
    ck_assert_double_eq(mean, cairn_stats_mean(carbon_g, REPLICATIONS));
    ck_assert_double_eq_tol(half_width, cairn_stats_half_width(carbon_g, REPLICATIONS, 0.95),
                            1e-12 * mean);
    cairn_contraction_release(&contraction);
    cairn_variables_release(&none);
}

START_TEST(what_is_kept_is_what_the_ledger_says)
{
    int tried = 0, several = 0;

    for (uint64_t seed = 0; seed < TOWNS; seed++) {
        struct trying t;
        bool any = trying_init(&t, seed);

        for (int b = 0; any && b < CAIRN_N_BASES; b++) {
            check_carbon(&t, (enum cairn_basis_kind)b);
            check_contraction(&t, (enum cairn_basis_kind)b);
        }
        tried += any;
        several += any && t.trial.components.n > 1;
        trying_release(&t, any);
    }
    ck_assert_int_ge(tried, 3);
    ck_assert_int_ge(several, 1);
}
END_TEST

/* Requests are those of the samples, of all windows and sources of all components. */
START_TEST(requests_are_counted_once)
{
    int counted = 0;

    for (uint64_t seed = 0; seed < TOWNS; seed++) {
        struct trying t;
        bool any = trying_init(&t, seed);
        int64_t sum = 0;

        for (int c = 0; any && c < t.trial.components.n; c++) {
            const struct cairn_lab_entry *entry = cairn_trial_entry(&t.trial, c, 2);

            for (int r = 0; r < 2; r++)
                for (int w = 0; w < entry->sum.layout.n_windows; w++)
                    for (int s = 0; s < t.trial.components.items[c].n_sources; s++)
                        sum += entry->samples[r].counts[cairn_layout_source(&entry->sum.layout, w,
                                                                            s, CAIRN_ARRIVALS)];
        }
        if (any) {
            ck_assert_int_eq(cairn_trial_requests(&t.trial, 2), sum);
            ck_assert_int_eq(cairn_trial_requests(&t.trial, 0), 0);
            ck_assert_int_gt(cairn_trial_requests(&t.trial, 1), 0);
            ck_assert_int_lt(cairn_trial_requests(&t.trial, 1), sum);
            counted++;
        }
        trying_release(&t, any);
    }
    ck_assert_int_ge(counted, 3);
}
END_TEST

Suite *test_trial(void);
Suite *test_trial(void)
{
    Suite *suite = suite_create("trial");
    TCase *tc = tcase_create("trial");

    tcase_add_test(tc, what_is_kept_is_what_the_ledger_says);
    tcase_add_test(tc, requests_are_counted_once);
    suite_add_tcase(suite, tc);
    return suite;
}
