#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "support/build.h"
#include "support/staged.h"
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

/* ---- items, by the terms of every ledger ---- */

enum { ITEMS = 8 };

struct items {
    double saved[CAIRN_N_PARTS][CAIRN_N_ITEM_KINDS][ITEMS];
};

static void add_terms(struct items *items, const struct cairn_trial *trial,
                      const struct cairn_ledger *ledger, enum cairn_basis_kind basis,
                      const double *amounts, double sign)
{
    struct cairn_terms terms = cairn_ledger_terms_of(ledger, cairn_trial_aim(trial), basis);

    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;

        ck_assert_int_lt(term->item, ITEMS);
        items->saved[term->part][term->item_kind][term->item] +=
            sign * cairn_term_value(term, trial->book, amounts);
    }
}

/* Adds sign x what a candidate takes, replication by replication. */
static void add_items(struct items *items, struct cairn_candidate *candidate,
                      enum cairn_basis_kind basis, int n, double sign)
{
    struct cairn_trial *trial = &candidate->trial;

    for (int r = 0; r < n; r++) {
        for (int c = 0; c < trial->components.n; c++)
            add_terms(items, trial, &trial->ledgers[c], basis, cairn_trial_amounts(trial, c, r),
                      sign / n);
        for (int g = 0; g < trial->groups.n; g++)
            add_terms(items, trial, &trial->groups.items[g].ledger, basis,
                      cairn_trial_group_amounts(trial, g, r), sign / n);
    }
}

/* The part that saves most and the item of it that does; false: none saves. */
static bool find_most(const struct items *items, struct cairn_decisive *most)
{
    *most = (struct cairn_decisive){.saved_g = 0};
    for (int p = 0; p < CAIRN_N_PARTS; p++) {
        struct cairn_decisive of = {.part = (enum cairn_part)p};
        double least = -INFINITY;

        for (int k = 0; k < CAIRN_N_ITEM_KINDS; k++)
            for (int i = 0; i < ITEMS; i++) {
                double saved = items->saved[p][k][i];

                of.saved_g += saved;
                if (saved > least && saved != 0) {
                    least = saved;
                    of.item_kind = (enum cairn_item_kind)k;
                    of.item = i;
                }
            }
        of.saved_all_g = most->saved_all_g + of.saved_g;
        most->saved_all_g = of.saved_all_g;
        if (of.saved_g > most->saved_g)
            *most = of;
    }
    return most->saved_g > 0;
}

/* Every other contender against the winner; how many kinds of items decided, as bits. */
static unsigned check_items(struct cairn_answer *answer)
{
    int n = answer->candidates[answer->best]->replications;
    unsigned kinds = 0;

    for (int i = 0; i < answer->n_contenders * CAIRN_GHG_MARKET; i++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)(i % CAIRN_GHG_MARKET);
        struct cairn_candidate *one = answer->candidates[i / CAIRN_GHG_MARKET];
        struct cairn_candidate *best = answer->candidates[answer->best];
        struct cairn_decisive most, found = {.rival = 77};
        struct items items = {0};
        bool any;

        if (one == best || one->replications < n)
            continue;
        add_items(&items, one, basis, n, 1);
        add_items(&items, best, basis, n, -1);
        any = find_most(&items, &most);
        ck_assert_int_eq(cairn_decisive_find(best, one, basis, n, &found), any);
        ck_assert_int_eq(found.rival, 77);
        ck_assert_double_eq_tol(found.saved_all_g, most.saved_all_g, 1e-9 * best->aim);
        if (!any)
            continue;
        ck_assert_int_eq(found.part, most.part);
        ck_assert_double_eq_tol(found.saved_g, most.saved_g, 1e-9 * best->aim);
        ck_assert_int_eq(found.item_kind, most.item_kind);
        ck_assert_int_eq(found.item, most.item);
        kinds |= 1U << found.item_kind;
    }
    return kinds;
}

/* Money in units of a million dollars, so that what is saved is less than one. */
static void make_small(struct cairn_scenario *s)
{
    for (int h = 0; h < s->n_hardware; h++)
        s->hardware[h].price.value_usd *= 1e-6;
    for (int p = 0; p < s->n_places; p++)
        s->places[p].price_usd_per_kwh *= 1e-6;
    for (int p = 0; p < s->n_pools; p++)
        s->pools[p].rent_usd_per_h *= 1e-6;
    for (int c = 0; c < s->n_caches; c++)
        s->caches[c].price_usd *= 1e-6;
    s->hops[0].price_usd *= 1e-6;
    s->links[0].egress_usd_per_gb *= 1e-6;
}

/*
 * Over towns with links of their own, caches and other aims, and with the sun, which a group holds:
 * the same part and item as by adding every term up by itself.
 */
START_TEST(the_item_that_saves_most) /* [GROUP] */
{
    unsigned kinds = 0;

    for (int number = 0; number < 12; number++) {
        struct cairn_scenario *s = number < 4 ? town() : town_random((uint64_t)number);
        struct cairn_answer answer;

        town_prices(s);
        s->choose.aim = (enum cairn_aim)(number % 4);
        if (number % 3 == 0)
            s->links[0].line = CAIRN_LINE_NEW;
        if (number % 3 == 1)
            staged_sun(s);
        if (number == 3 || number == 7)
            make_small(s);
        ck_assert(cairn_choose(&answer, s, &(struct cairn_choose_limits){.replications = 4}));
        if (answer.best != CAIRN_NONE) {
            kinds |= check_items(&answer);
            ck_assert(number != 1 || answer.candidates[answer.best]->trial.groups.n == 1);
        }
        cairn_answer_release(&answer);
        build_free(s);
    }
    ck_assert_uint_ne(kinds & 1U << CAIRN_ITEM_POOL, 0);
    ck_assert_uint_ne(kinds & ~(1U << CAIRN_ITEM_POOL), 0);
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
    tcase_add_test(tc, the_item_that_saves_most);
    suite_add_tcase(suite, tc);
    return suite;
}
