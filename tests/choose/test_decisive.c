#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

/* Carbon by part of a candidate, the mean of what each replication is accounted at. */
static void parts_of(const struct cairn_answer *answer, int candidate, enum cairn_basis_kind basis,
                     double mean_g[CAIRN_N_PARTS])
{
    struct cairn_trial *trial = &answer->candidates[candidate]->trial;
    int n = answer->candidates[answer->best]->replications;

    memset(mean_g, 0, CAIRN_N_PARTS * sizeof *mean_g);
    for (int r = 0; r < n; r++)
        cairn_trial_total(trial, r, CAIRN_CARBON, basis, mean_g);
    for (int p = 0; p < CAIRN_N_PARTS; p++)
        mean_g[p] /= n;
}

/*
 * A box that stands already, of 2 t CO2e and nearly no idle power, against a rented GPU, which wins
 * under the inventory. The box's embodied carbon is nothing under the decision basis.
 */
START_TEST(the_part_that_saves_most)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->pools[TOWN_BOX].tenancy = CAIRN_OWNED;
    s->pools[TOWN_BOX].min = 1;
    s->hardware[0].embodied.carbon_g = 2e6;
    s->hardware[0].power.idle_w = 0.1;
    s->pools[TOWN_RENTED].utilisation = 0.05;
    ck_assert(cairn_choose(&answer, s, &usual));
    for (int b = 0; b < CAIRN_GHG_MARKET; b++) {
        const struct cairn_basis_result *result = &answer.bases[b];
        const struct cairn_decisive *decisive = &result->decisive;
        double winner_g[CAIRN_N_PARTS], rival_g[CAIRN_N_PARTS], all_g = 0;

        ck_assert_int_eq(decisive->rival, result->agrees ? answer.runner_up : answer.best);
        parts_of(&answer, result->candidate, (enum cairn_basis_kind)b, winner_g);
        parts_of(&answer, decisive->rival, (enum cairn_basis_kind)b, rival_g);
        for (int p = 0; p < CAIRN_N_PARTS; p++) {
            double size_g = winner_g[p] + rival_g[p];

            all_g += rival_g[p] - winner_g[p];
            ck_assert_double_le(rival_g[p] - winner_g[p], decisive->saved_g + 1e-9 * size_g);
            if (p == (int)decisive->part)
                ck_assert_double_eq_tol(rival_g[p] - winner_g[p], decisive->saved_g, 1e-9 * size_g);
        }
        ck_assert_double_eq_tol(decisive->saved_all_g, all_g, 1e-9 * result->selected_aim);
    }
    ck_assert(!answer.bases[CAIRN_DECISION].agrees); /* the box wins, by what the GPU takes */
    ck_assert_int_eq(answer.bases[CAIRN_DECISION].decisive.item_kind, CAIRN_ITEM_POOL);
    ck_assert_int_eq(answer.bases[CAIRN_DECISION].decisive.item, TOWN_RENTED);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/* A candidate against itself saves in no part. */
START_TEST(nothing_decides_between_equals)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;
    struct cairn_decisive decisive;
    struct cairn_candidate *best;

    ck_assert(cairn_choose(&answer, s, &usual));
    best = answer.candidates[answer.best];
    ck_assert(!cairn_decisive_find(best, best, CAIRN_INVENTORY, best->replications, &decisive));
    ck_assert(decisive.saved_all_g == 0);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/* Who has no data under a basis, or no rival, is held against nobody. */
START_TEST(no_data_is_no_reason)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->grids[0].n_intensities = s->grids[1].n_intensities = 2; /* no long-run marginal */
    ck_assert(cairn_choose(&answer, s, &usual));
    ck_assert_int_eq(answer.bases[CAIRN_DECISION].decisive.rival, CAIRN_NONE);
    ck_assert_int_ne(answer.bases[CAIRN_INVENTORY].decisive.rival, CAIRN_NONE);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

Suite *test_decisive(void);

Suite *test_decisive(void)
{
    Suite *suite = suite_create("decisive");
    TCase *tc = tcase_create("decisive");

    tcase_add_test(tc, the_part_that_saves_most);
    tcase_add_test(tc, nothing_decides_between_equals);
    tcase_add_test(tc, no_data_is_no_reason);
    suite_add_tcase(suite, tc);
    return suite;
}
