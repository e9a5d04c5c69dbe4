/*
 * Groups of a trial: what accounting settles by itself from the same amounts (account/group.h), a
 * replication at a time. Two places whose overhead depends on their load make two groups. [GROUP]
 */
#include <check.h>

#include "choose/trial.h"
#include "support/build.h"
#include "support/hand_trial.h"
#include "support/sunny.h"
#include "support/town.h"

enum { N = 3, GROUPS = 2, MOST_AMOUNTS = 32 };

/* A town whose two places have by-load coolings, half of its work at each; with controls. */
struct cool {
    struct hand_trial hand;
    struct cairn_cooling cooling;
    struct cairn_cooling_point points[3];
    struct cairn_lab pilot;
    struct cairn_controls controls;
    struct cairn_groups groups; /* settled by hand */
};

static void cool_place(struct cairn_place *place, double rated_w)
{
    place->cooling = 0;
    place->pue = 1.25;
    place->building.rated_w = rated_w;
    place->building.others_w = rated_w / 3;
}

static void cool_init(struct cool *c)
{
    struct cairn_scenario *s = town();

    c->points[0] = (struct cairn_cooling_point){.at = 0.1, .pue = 3};
    c->points[1] = (struct cairn_cooling_point){.at = 0.5, .pue = 1.6};
    c->points[2] = (struct cairn_cooling_point){.at = 1, .pue = 1.8};
    c->cooling = (struct cairn_cooling){.n_loadings = 3};
    s->coolings = &c->cooling;
    s->loadings = c->points;
    cool_place(&s->places[TOWN_STORE], 20);
    cool_place(&s->places[TOWN_NORTH], 200);
    s->workloads[0].arrivals.rate_per_s = 6;
    build_workload(s, "words", TOWN_STORE, 0, 2);
    build_baseline(s, "today");
    build_send(s, 0, TOWN_GPU, 0, 1);
    build_send(s, 1, TOWN_BOX, 0, 1);
    c->hand = (struct hand_trial){.s = s, .n = N};
    cairn_plan_init(&c->hand.plan, s);
    cairn_factor_book_init(&c->hand.book);
    cairn_lab_init(&c->hand.lab, 1, CAIRN_LAB_SELECTION);
    cairn_lab_init(&c->pilot, 1, CAIRN_LAB_SEARCH);
    cairn_controls_init(&c->controls, s, &c->hand.plan, &c->pilot);
}

static void cool_try(struct cool *c)
{
    struct cairn_placement placement;
    struct cairn_trial *trial = &c->hand.trial;

    cairn_placement_from_baseline(&placement, c->hand.s, 0);
    cairn_trial_init(trial, c->hand.s, &c->hand.plan, &placement, &c->hand.book, &c->hand.lab);
    trial->controls = &c->controls;
    cairn_placement_release(&placement);
    cairn_groups_init(&c->groups, trial->grounds, trial->ledgers, trial->components.n,
                      &c->hand.book);
    ck_assert_int_eq(trial->components.n, 2);
    ck_assert_int_eq(c->groups.n, GROUPS);
    ck_assert_int_eq(trial->groups.n, GROUPS);
}

static void cool_release(struct cool *c)
{
    cairn_groups_release(&c->groups);
    cairn_trial_release(&c->hand.trial);
    cairn_controls_release(&c->controls);
    cairn_lab_release(&c->pilot);
    cairn_lab_release(&c->hand.lab);
    cairn_factor_book_release(&c->hand.book);
    cairn_plan_release(&c->hand.plan);
    c->hand.s->coolings = NULL;
    c->hand.s->loadings = NULL;
    build_free(c->hand.s);
}

/* Amounts of the groups in a replication, settled by themselves. */
static void settle(struct cool *c, int replication, bool corrected,
                   double amounts[GROUPS][MOST_AMOUNTS])
{
    struct cairn_trial *trial = &c->hand.trial;

    cairn_groups_clear(&c->groups);
    for (int i = 0; i < trial->components.n; i++)
        cairn_groups_draw(&c->groups, i, &trial->ledgers[i], &c->hand.book,
                          corrected ? cairn_trial_amounts(trial, i, replication)
                                    : cairn_trial_counts(trial, i, replication));
    for (int g = 0; g < GROUPS; g++) {
        ck_assert_int_le(c->groups.items[g].n_amounts, MOST_AMOUNTS);
        cairn_group_settle(&c->groups.items[g], amounts[g]);
    }
}

/* What they come to; each part is added up. */
static double come_to(struct cool *c, double amounts[GROUPS][MOST_AMOUNTS],
                      double parts[CAIRN_N_PARTS])
{
    double total = 0;

    for (int g = 0; g < GROUPS; g++) {
        double part[CAIRN_N_PARTS] = {0};

        total += cairn_ledger_total(&c->groups.items[g].ledger, &c->hand.book, CAIRN_CARBON,
                                    CAIRN_INVENTORY, amounts[g], part);
        for (int p = 0; p < CAIRN_N_PARTS; p++)
            parts[p] += part[p];
    }
    return total;
}

/* Asked for in any order, and again; parts are added to what is there. */
START_TEST(groups_are_settled_once_for_each_replication)
{
    static const int order[] = {1, 0, 2, 1, 2, 0};
    double last[2] = {0, 0};
    struct cool c;

    cool_init(&c);
    cool_try(&c);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (int corrected = 0; corrected < 2; corrected++) {
            double amounts[GROUPS][MOST_AMOUNTS], expected[CAIRN_N_PARTS] = {[0] = 5};
            double parts[CAIRN_N_PARTS] = {[0] = 5}, total, found;

            settle(&c, order[i], corrected, amounts);
            total = come_to(&c, amounts, expected);
            found = cairn_trial_groups_total(&c.hand.trial, order[i], corrected, CAIRN_CARBON,
                                             CAIRN_INVENTORY, parts);
            ck_assert_double_ne(total, 0);
            ck_assert_double_ne(total, last[corrected]); /* replications differ */
            last[corrected] = total;
            ck_assert(found == total);
            for (int p = 0; p < CAIRN_N_PARTS; p++)
                ck_assert(parts[p] == expected[p]);
            ck_assert(cairn_trial_groups_total(&c.hand.trial, order[i], corrected, CAIRN_CARBON,
                                               CAIRN_INVENTORY, NULL) == total);
        }
    ck_assert_double_ne(last[0], last[1]); /* what is corrected is another total */
    cool_release(&c);
}
END_TEST

/* Each group has amounts of its own: the corrected ones. */
START_TEST(amounts_are_those_of_the_group)
{
    struct cool c;

    cool_init(&c);
    cool_try(&c);
    for (int r = N - 1; r >= 0; r--) {
        double amounts[GROUPS][MOST_AMOUNTS];

        settle(&c, r, true, amounts);
        ck_assert_double_ne(amounts[0][0], amounts[1][0]);
        for (int g = 0; g < GROUPS; g++) {
            const double *found = cairn_trial_group_amounts(&c.hand.trial, g, r);

            for (int i = 0; i < c.groups.items[g].n_amounts; i++)
                ck_assert(found[i] == amounts[g][i]);
        }
    }
    cool_release(&c);
}
END_TEST

/* Totals and values are those of components and groups; counted are both as counted. */
START_TEST(totals_have_their_groups)
{
    struct cool c;

    cool_init(&c);
    cool_try(&c);
    for (int r = 0; r < N; r++)
        for (int corrected = 0; corrected < 2; corrected++) {
            struct cairn_trial *trial = &c.hand.trial;
            double amounts[GROUPS][MOST_AMOUNTS], expected[CAIRN_N_PARTS] = {0};
            double parts[CAIRN_N_PARTS] = {0}, total = 0, scale;

            for (int i = 0; i < trial->components.n; i++) {
                double part[CAIRN_N_PARTS] = {0};

                total += cairn_ledger_total(
                    &trial->ledgers[i], &c.hand.book, CAIRN_CARBON, CAIRN_INVENTORY,
                    corrected ? cairn_trial_amounts(trial, i, r) : cairn_trial_counts(trial, i, r),
                    part);
                for (int p = 0; p < CAIRN_N_PARTS; p++)
                    expected[p] += part[p];
            }
            settle(&c, r, corrected, amounts);
            total += come_to(&c, amounts, expected);
            scale = 1e-12 * total;
            if (!corrected) {
                ck_assert_double_eq_tol(
                    cairn_trial_counted(trial, r, CAIRN_CARBON, CAIRN_INVENTORY), total, scale);
                continue;
            }
            ck_assert_double_eq_tol(
                cairn_trial_total(trial, r, CAIRN_CARBON, CAIRN_INVENTORY, parts), total, scale);
            for (int p = 0; p < CAIRN_N_PARTS; p++)
                ck_assert_double_eq_tol(parts[p], expected[p], scale);
            ck_assert_double_eq_tol(
                cairn_trial_values(trial, CAIRN_CARBON, CAIRN_INVENTORY, r + 1)[r], total, scale);
        }
    cool_release(&c);
}
END_TEST

/* Panels that are bought without a price: what they cost is missing, and nothing else. */
START_TEST(what_a_group_lacks_is_missing)
{
    struct sunny r;

    sunny_init(&r, 1);
    sunny_try(&r);
    ck_assert_ptr_null(cairn_trial_missing(&r.trial, CAIRN_MONEY_SPENT, CAIRN_INVENTORY));
    sunny_release(&r);
    sunny_init(&r, 1);
    r.s->places[r.site].solar.tenancy = CAIRN_BOUGHT;
    r.s->places[r.site].solar.embodied_g_per_w = 1000;
    r.s->places[r.site].solar.lifetime_s = 25 * 31536000.0;
    sunny_try(&r);
    ck_assert_ptr_nonnull(cairn_trial_missing(&r.trial, CAIRN_MONEY_SPENT, CAIRN_INVENTORY));
    ck_assert_ptr_null(cairn_trial_missing(&r.trial, CAIRN_CARBON, CAIRN_INVENTORY));
    sunny_release(&r);
}
END_TEST

Suite *test_trial_group(void);

Suite *test_trial_group(void)
{
    Suite *suite = suite_create("trial_group");
    TCase *tests = tcase_create("trial_group");

    tcase_add_test(tests, groups_are_settled_once_for_each_replication);
    tcase_add_test(tests, amounts_are_those_of_the_group);
    tcase_add_test(tests, totals_have_their_groups);
    tcase_add_test(tests, what_a_group_lacks_is_missing);
    suite_add_tcase(suite, tests);
    return suite;
}
