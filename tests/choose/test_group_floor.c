/* Accounting groups in the choice: the most that they save, and what they tie together. [GROUP] */
#include <check.h>
#include <math.h>

#include "choose/bound.h"
#include "choose/floor.h"
#include "math/rng.h"
#include "model/space.h"
#include "support/build.h"
#include "support/sunny.h"

/* No total is below what its floor allows for. [FLOOR] */
START_TEST(floors_allow_for_groups)
{
    for (int battery = 0; battery < 3; battery++) {
        struct sunny r;
        double floor_g, gross_g, total_g;

        sunny_init(&r, 2);
        if (battery > 0)
            sunny_battery(&r, battery > 1);
        r.s->places[r.site].load.power_w = 3 * battery;
        sunny_try(&r);
        total_g = cairn_trial_total(&r.trial, 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL);
        gross_g = total_g - sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY);
        floor_g = cairn_floor(&r.trial, CAIRN_INVENTORY);
        ck_assert_double_le(floor_g, total_g);
        ck_assert_double_lt(total_g, gross_g);
        ck_assert_double_le(
            cairn_grounds_least(r.trial.grounds, CAIRN_CARBON, CAIRN_INVENTORY, gross_g), total_g);
        ck_assert_double_le(
            cairn_grounds_least(
                r.trial.grounds, CAIRN_MONEY_SPENT, CAIRN_INVENTORY,
                cairn_trial_total(&r.trial, 0, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, NULL) -
                    sunny_part(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY)),
            cairn_trial_total(&r.trial, 0, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, NULL));
        sunny_release(&r);
    }
}
END_TEST

/* A site at random: loads, sun, battery, and hours that follow no sun. */
static void make_random(struct sunny *r, gsl_rng *rng)
{
    struct cairn_place *site = &r->s->places[r->site];
    struct cairn_battery *battery = &site->battery;

    sunny_battery(r, gsl_rng_uniform(rng) < 0.7);
    if (gsl_rng_uniform(rng) < 0.2)
        battery->origin.file = NULL;
    battery->capacity_j = 3600 * 300 * gsl_rng_uniform(rng) + 1;
    battery->charge_w = 5 + 100 * gsl_rng_uniform(rng);
    battery->discharge_w = 5 + 100 * gsl_rng_uniform(rng);
    battery->charge_efficiency = 0.7 + 0.3 * gsl_rng_uniform(rng);
    battery->discharge_efficiency = 0.7 + 0.3 * gsl_rng_uniform(rng);
    battery->wear_g_per_kwh = gsl_rng_uniform(rng) < 0.5 ? 0 : 100 * gsl_rng_uniform(rng);
    battery->rule =
        battery->grid_charging || gsl_rng_uniform(rng) < 0.5 ? CAIRN_FORESIGHT : CAIRN_GREEDY;
    site->load.power_w = gsl_rng_uniform(rng) < 0.3 ? 0 : 60 * gsl_rng_uniform(rng);
    site->solar.peak_w = gsl_rng_uniform(rng) < 0.3 ? 1 : 150 * gsl_rng_uniform(rng);
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        for (int i = 0; i < SUNNY_INTENSITIES; i++)
            r->dirt_g[i][h] *= 0.1 + 2 * gsl_rng_uniform(rng);
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++) /* so that upstream is never below 0 */
        for (int i = 0; i < SUNNY_INTENSITIES; i += 3)
            r->dirt_g[i][h] += i ? r->dirt_g[4][h] : r->dirt_g[1][h];
}

/*
 * Under no basis does a group save more than is allowed for, whatever intensity its battery looks
 * at; under the one that it looks at, and steered by nothing else, it saves something, or nothing.
 */
START_TEST(no_group_saves_more_than_it_may)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int saving = 0;

    gsl_rng_set(rng, 3);
    for (int i = 0; i < 30; i++) {
        struct sunny r;
        const struct cairn_battery *battery;

        sunny_init(&r, 2);
        make_random(&r, rng);
        sunny_try(&r);
        battery = &r.s->places[r.site].battery;
        for (int b = 0; b < CAIRN_N_BASES; b++) {
            double parts[CAIRN_N_PARTS] = {0};
            enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
            double total_g = cairn_trial_total(&r.trial, 0, CAIRN_CARBON, basis, parts);
            double gross_g = total_g - parts[CAIRN_PART_SUPPLY];

            ck_assert_double_ge(total_g,
                                cairn_grounds_least(r.trial.grounds, CAIRN_CARBON, basis, gross_g));
            saving += parts[CAIRN_PART_SUPPLY] < 0;
            if (basis == CAIRN_INVENTORY && battery->wear_g_per_kwh == 0)
                ck_assert_double_le(parts[CAIRN_PART_SUPPLY], 1e-9 * gross_g);
        }
        sunny_release(&r);
    }
    ck_assert_int_gt(saving, 50);
    gsl_rng_free(rng);
}
END_TEST

/* The least carbon of all placements of a space, each with its groups. */
static double least_of(struct sunny *r, const struct cairn_space *space)
{
    double least_g = INFINITY;

    for (int a = 0; a < space->n_assignments; a++) {
        const struct cairn_space_component *c;

        ck_assert_int_eq(space->assignments[a].n_members, 1); /* what shares the sun is one */
        c = &space->components[space->members[space->assignments[a].first_member]];
        for (uint64_t i = 0; i < (uint64_t)c->n_configurations; i++) {
            struct cairn_placement placement;
            struct cairn_trial trial;

            cairn_placement_init(&placement, r->s);
            cairn_space_configure(space, (int)(c - space->components), i, &placement);
            cairn_trial_init(&trial, r->s, &r->plan, &placement, &r->book, &r->lab);
            least_g =
                fmin(least_g, cairn_trial_values(&trial, CAIRN_CARBON, CAIRN_INVENTORY, 1)[0]);
            cairn_trial_release(&trial);
            cairn_placement_release(&placement);
        }
    }
    return least_g;
}

/* [BOUND] Nothing hangs on chance here, so that the least is what the bound is of. */
START_TEST(no_placement_with_groups_is_below_the_bound)
{
    static const struct cairn_choose_limits limits = {.replications = 2};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 4);
    for (int i = 0; i < 10; i++) {
        struct sunny r;
        struct cairn_routes routes;
        struct cairn_space space;
        struct cairn_bound bound;
        struct cairn_factor_book scratch;

        sunny_init(&r, 2);
        make_random(&r, rng);
        r.s->pools[0].max = r.s->pools[1].max = 2;
        sunny_try(&r);
        cairn_routes_init(&routes, r.s);
        cairn_space_init(&space, r.s, &r.plan, &routes, CAIRN_SPACE_ALL, 1000);
        cairn_factor_book_init(&scratch);
        cairn_bound_init(&bound,
                         &(struct cairn_bound_question){.scenario = r.s,
                                                        .plan = &r.plan,
                                                        .basis = CAIRN_INVENTORY,
                                                        .book = &scratch,
                                                        .grounds = r.trial.grounds},
                         &routes, 0, &limits);
        ck_assert_int_ge(space.n_assignments, 4);
        ck_assert_msg(bound.programme_g <= least_of(&r, &space) * (1 + 1e-9),
                      "site %d: %g g under a bound of %g g", i, least_of(&r, &space),
                      bound.programme_g);
        cairn_bound_release(&bound);
        cairn_factor_book_release(&scratch);
        cairn_space_release(&space);
        cairn_routes_release(&routes);
        sunny_release(&r);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Workloads that share the sun are decided together, and simulated apart. */
START_TEST(what_shares_the_sun_is_decided_together)
{
    for (int sun = 0; sun < 2; sun++) {
        struct sunny r;
        struct cairn_routes routes;
        struct cairn_space space;

        sunny_init(&r, 2);
        if (!sun)
            r.s->places[r.site].solar.origin.file = NULL;
        for (int i = 0; i < 2; i++)
            build_narrowing(r.s, i, i, CAIRN_NONE, CAIRN_NONE);
        sunny_try(&r);
        cairn_routes_init(&routes, r.s);
        cairn_space_init(&space, r.s, &r.plan, &routes, CAIRN_SPACE_ALL, 1000);
        ck_assert_int_eq(space.n_blocks, sun ? 1 : 2);
        ck_assert_int_eq(r.trial.groups.n, sun);
        ck_assert_int_eq(r.trial.components.n, 2);
        cairn_space_release(&space);
        cairn_routes_release(&routes);
        sunny_release(&r);
    }
}
END_TEST

Suite *test_group_floor(void);
Suite *test_group_floor(void)
{
    Suite *suite = suite_create("group_floor");
    TCase *tcase = tcase_create("group_floor");

    tcase_add_test(tcase, floors_allow_for_groups);
    tcase_add_test(tcase, no_group_saves_more_than_it_may);
    tcase_add_test(tcase, no_placement_with_groups_is_below_the_bound);
    tcase_add_test(tcase, what_shares_the_sun_is_decided_together);
    suite_add_tcase(suite, tcase);
    return suite;
}
