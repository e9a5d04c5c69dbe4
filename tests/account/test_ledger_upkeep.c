/*
 * Releases, monitoring, repairs, used devices, rework: what the reference scenarios u01 to u05 do
 * not reach. Expected values are hand arithmetic.
 */
#include "account/tiny.h"
#include "account/variables.h"

enum { NOWHERE = CAIRN_NONE };

/* Two devices at the site; all figures of accounting are there, devices draw nothing. */
static void two_devices(struct tiny *t)
{
    tiny_init(t);
    tiny_use_pool(t, 0, 0, 0);
    t->component.n_sources = 0;
    t->pool.devices = 2;
    for (int p = 0; p < 2; p++) {
        t->places[p].pue = 1;
        t->places[p].price_usd_per_kwh = 0;
    }
    for (int g = 0; g < 2; g++)
        tiny_any_intensity(t, g, 360); /* 1 g is 10,000 J */
    t->hardware[0].embodied =
        (struct cairn_embodied){.carbon_g = 600, .lifetime_s = 4 * TINY_YEAR_S};
    t->hardware[0].price.value_usd = 50;
    t->links[0].bandwidth_bit_s = 8e6;
    t->links[0].bandwidth_down_bit_s = t->links[0].load_down = NAN;
    t->links[0].egress_usd_per_gb = 0;
}

/* A version of 3 MB a week, a tenth of them rolled back. */
static struct cairn_release weekly = {.model = 0,
                                      .from = 1,
                                      .every_s = 7 * 86400.0,
                                      .rolled_back = 0.1,
                                      .size_bytes = 3e6,
                                      .install_j = 0};

static void release_weekly(struct tiny *t)
{
    t->s.releases = &weekly;
    t->s.n_releases = 1;
}

/* ---- releases ---- */

/*
 * A radio wakes for each download (2 s at 1 W, tail of 5 s at 2 W: 12 J), is awake for 3 MB at
 * 8 Mbit/s (3 s at 4 W: 12 J) and gets 24 Mbit at 0.5 J/Mbit (12 J): 36 J. Two devices, 365 / 7
 * weeks, 1.1 pushes each. The same under both models of networks.
 */
/* [RELEASE] [RADIO] */
START_TEST(a_radio_wakes_for_each_release)
{
    struct tiny t;
    two_devices(&t);
    release_weekly(&t);
    t.hops[0].kind = CAIRN_RADIO;
    t.hops[0].radio = (struct cairn_radio){.origin.file = "x",
                                           .promotion_s = 2,
                                           .promotion_w = 1,
                                           .active_w = 4,
                                           .down_w_per_bit_s = 0.5e-6,
                                           .up_w_per_bit_s = 7,
                                           .tail_s = 5,
                                           .tail_w = 2};
    tiny_ready(&t);
    tiny_account(&t);
    for (int basis = CAIRN_INVENTORY; basis <= CAIRN_SCI; basis++)
        TINY_EQ(tiny_part(&t, CAIRN_ENERGY_USED, (enum cairn_basis_kind)basis, CAIRN_PART_RELEASES),
                36 * 2 * 1.1 * 365 / 7);
    /* it is not the pool that draws it */
    ck_assert_double_eq(
        cairn_ledger_item_energy_j(&t.ledger, &t.book, CAIRN_SCI, CAIRN_ITEM_POOL, 0, t.amounts),
        0);
    tiny_release(&t);
}
END_TEST

/* In a region nothing crosses a line; without a size the variant's memory is pushed. */
START_TEST(only_sites_download)
{
    struct tiny t;
    two_devices(&t);
    release_weekly(&t);
    weekly.size_bytes = NAN;
    t.variants[0].memory_bytes = 1e6;
    t.hops[0].average_j_per_byte = 1e-3;
    t.hops[0].marginal_w_per_bit_s = 0;
    tiny_ready(&t);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 1000 * 2 * 1.1 * 365 / 7);
    tiny_forget(&t);
    t.pools[0].place = 1;
    tiny_account(&t);
    ck_assert_double_eq(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 0);
    weekly.size_bytes = 3e6;
    tiny_release(&t);
}
END_TEST

/* A line that is added and that no request crosses is not charged, and a note says so; a figure of
 * the hop that is absent is missing from the totals. */
START_TEST(what_is_left_out_is_said)
{
    struct tiny t;
    two_devices(&t);
    release_weekly(&t);
    t.links[0].line = CAIRN_LINE_NEW;
    t.hops[0].average_j_per_byte = 1e-3;
    tiny_ready(&t);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_SCI), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION),
                     "hop \"access/line\" has no marginal power");
    ck_assert_str_eq(t.ledger.notes[t.ledger.n_notes - 1].text,
                     "line of link \"uplink\" itself is charged only where requests cross it");
    ck_assert_int_eq(t.ledger.notes[t.ledger.n_notes - 1].kind, CAIRN_NOTE_LEFT_OUT);
    tiny_release(&t);
}
END_TEST

/* ---- monitoring ---- */

/* Devices that are hired are watched while they are on: 1,000 s of the hour, a year of hours, at
 * 0.5 W. [MONITOR] */
START_TEST(hired_devices_are_watched_while_they_are_on)
{
    struct tiny t;
    two_devices(&t);
    t.pools[0].rent_usd_per_h = 1;
    t.pool.scaling = CAIRN_BY_BACKLOG;
    t.pools[0].monitoring = (struct cairn_monitoring){.origin.file = "x",
                                                      .power_w = 0.5,
                                                      .traffic_bit_s = NAN,
                                                      .energy_j = NAN,
                                                      .per_request_bytes = NAN,
                                                      .to = NOWHERE};
    tiny_ready(&t);
    t.amounts[cairn_layout_pool(&t.layout, 0, 0, CAIRN_ON_NS)] = 1000e9;
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_ENERGY_USED, CAIRN_SCI, CAIRN_PART_MONITORING), 500 * 8760.0);
    tiny_release(&t);
}
END_TEST

/* ---- repairs ---- */

/*
 * Sweeps are exact: every figure is a factor. Half the failures, by a variable, is what a scenario
 * with half of them gives; an interval of half the length is twice the releases.
 */
/* [BULK] [REPAIR] [RELEASE] */
START_TEST(figures_of_upkeep_may_be_left_open)
{
    struct tiny t;
    two_devices(&t);
    release_weekly(&t);
    t.hops[0].average_j_per_byte = 1e-3;
    t.hops[0].marginal_w_per_bit_s = 1e-9;
    t.places[0].visit = (struct cairn_visit){.origin.file = "x", .carbon_g = 30, .price_usd = 4};
    t.pools[0].repair = (struct cairn_repair){
        .origin.file = "x", .failures_per_s = 0.2 / TINY_YEAR_S, .replaced = 0.5, .visited = 1};
    tiny_ready(&t);
    tiny_account(&t);
    struct cairn_variables variables;
    cairn_variables_init(&variables, &t.book, 1);
    int failures = cairn_variables_add(&variables), every = cairn_variables_add(&variables);
    ck_assert_int_eq(
        cairn_variables_bind(
            &variables, &(struct cairn_binding){CAIRN_FACTOR_FAILURES, "pool", failures, 1, NAN}),
        1);
    ck_assert_int_eq(
        cairn_variables_bind(
            &variables, &(struct cairn_binding){CAIRN_FACTOR_RELEASES, "model", every, -1, NAN}),
        1);
    double total_g = 0;
    struct cairn_terms terms = cairn_ledger_terms_of(&t.ledger, CAIRN_CARBON, CAIRN_DECISION);
    while (cairn_terms_next(&terms)) {
        struct cairn_monomial m = cairn_variables_monomial(&variables, &terms.term);
        double value_g = cairn_term_value(&terms.term, &t.book, t.amounts);
        for (int i = 0; i < m.n; i++)
            value_g *= m.powers[i].power > 0 ? 0.5 : 2;
        total_g += value_g;
    }
    cairn_variables_release(&variables);
    tiny_forget(&t);
    t.pools[0].repair.failures_per_s /= 2;
    weekly.every_s /= 2;
    tiny_account(&t);
    weekly.every_s *= 2;
    TINY_EQ(total_g, tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION));
    /* 0.2 failures of two devices, halved, replaced half the time by 600 g, a visit is 30 g */
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_REPAIRS), 0.2 * (300 + 30));
    TINY_EQ(tiny_category(&t, "3.6"), 0.2 * 30);
    TINY_EQ(tiny_category(&t, "3.2"), 0.2 * 300 + 2 * 600);
    tiny_release(&t);
}
END_TEST

/* Owned devices are not bought; those in the place of broken ones are, and so are no shelves. */
START_TEST(owned_devices_are_replaced_by_bought_ones)
{
    struct tiny t;
    two_devices(&t);
    t.pools[0].tenancy = CAIRN_OWNED;
    t.pools[0].shelf = 0.5;
    t.pools[0].repair = (struct cairn_repair){
        .origin.file = "x", .failures_per_s = 0.5 / TINY_YEAR_S, .replaced = 1, .visited = 0};
    tiny_ready(&t);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), 600);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 50);
    /* amortised: 3 devices, a quarter each; half of the one that breaks */
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), 3 * 150 + 300);
    tiny_release(&t);
}
END_TEST

/*
 * Of 600 g and 50 USD each, 30 % go with the devices to their next user, who pays 20 % of that.
 * The decision and the inventory know of it; the SCI and the GHG Protocol charge the whole. [LIFE]
 */
START_TEST(what_is_handed_on_is_borne_by_others)
{
    struct tiny t;
    two_devices(&t);
    t.pools[0].second_life = (struct cairn_second_life){
        .origin.file = "x", .brings = NAN, .passes_on = 0.3, .resale = 0.2};
    tiny_ready(&t);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), 2 * 600 * 0.7);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION), 2 * 600);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY), 2 * 150 * 0.7);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), 2 * 150);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 2 * 50 * 0.8);
    tiny_release(&t);
}
END_TEST

/* Failures of the outage, 1 in 0.9 + 0.1 years, half of them replaced: one of two. [REPAIR] */
START_TEST(outages_are_failures)
{
    struct tiny t;
    two_devices(&t);
    t.pools[0].outage.mtbf_s = 0.9 * TINY_YEAR_S;
    t.pools[0].outage.mttr_s = 0.1 * TINY_YEAR_S;
    t.pools[0].repair = (struct cairn_repair){
        .origin.file = "x", .failures_per_s = NAN, .replaced = 0.5, .visited = 0};
    tiny_ready(&t);
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_REPAIRS), 600);
    tiny_release(&t);
}
END_TEST

/* ---- rework ---- */

/* A source with one route, and perhaps a fallback, of these accuracies on average. */
static void answer(struct tiny *t, struct cairn_component_route routes[2], double accuracy,
                   double fallback)
{
    routes[0] = (struct cairn_component_route){.share = 1,
                                               .cache = CAIRN_NONE,
                                               .link = CAIRN_NONE,
                                               .next_route = CAIRN_NONE,
                                               .fallback_route = isnan(fallback) ? CAIRN_NONE : 1,
                                               .mean_accuracy = accuracy};
    routes[1] = routes[0];
    routes[1].share = 0;
    routes[1].fallback_route = CAIRN_NONE;
    routes[1].mean_accuracy = fallback;
    t->component.routes = routes;
    t->component.n_routes = isnan(fallback) ? 1 : 2;
    t->component.n_sources = 1;
    t->source.n_routes = 1;
    t->component.n_pools = 0;
    t->workloads[0].rework =
        (struct cairn_rework){.origin.file = "x", .carbon_g = 2, .price_usd = 3};
}

static void set(struct tiny *t, enum cairn_source_count count, double n)
{
    t->amounts[cairn_layout_source(&t->layout, 0, 0, count)] = n;
}

/*
 * 1,000 answers an hour, of which 200 by a fallback that is right 8 times in 10 instead of 9:
 * 800 x 0.1 + 200 x 0.2 = 120 wrong ones, 2 g and 3 USD each.
 */
/* [REWORK] */
START_TEST(wrong_answers_of_fallbacks_are_theirs)
{
    struct tiny t;
    struct cairn_component_route routes[2];
    two_devices(&t);
    answer(&t, routes, 0.9, 0.8);
    tiny_ready(&t);
    set(&t, CAIRN_COMPLETED, 1000);
    set(&t, CAIRN_SPILLED, 200);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), 240 * 8760.0);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 360 * 8760.0);
    TINY_EQ(tiny_category(&t, "3.1"), 240 * 8760.0);
    ck_assert_double_eq(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), 0); /* not of the software */
    tiny_release(&t);
}
END_TEST

/* 600 served, 400 hits, of which 50 were similar and wrong: 60 + 350 x 0.1 + 50 = 145 wrong. */
/* [REWORK] [CACHE] */
START_TEST(wrong_answers_of_caches_are_wrong)
{
    struct tiny t;
    struct cairn_component_route routes[2];
    two_devices(&t);
    answer(&t, routes, 0.9, NAN);
    routes[0].cache = 0;
    t.component.n_caches = 1;
    t.cache.wrong = 0.2;
    t.caches[0].lifetime_s = TINY_YEAR_S;
    tiny_ready(&t);
    set(&t, CAIRN_COMPLETED, 600);
    set(&t, CAIRN_HITS, 400);
    set(&t, CAIRN_WRONG, 50);
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_REWORK), 290 * 8760.0);
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_upkeep(void);

Suite *test_ledger_upkeep(void)
{
    Suite *suite = suite_create("ledger_upkeep");
    TCase *all = tcase_create("all");

    tcase_add_test(all, a_radio_wakes_for_each_release);
    tcase_add_test(all, only_sites_download);
    tcase_add_test(all, what_is_left_out_is_said);
    tcase_add_test(all, hired_devices_are_watched_while_they_are_on);
    tcase_add_test(all, figures_of_upkeep_may_be_left_open);
    tcase_add_test(all, owned_devices_are_replaced_by_bought_ones);
    tcase_add_test(all, what_is_handed_on_is_borne_by_others);
    tcase_add_test(all, outages_are_failures);
    tcase_add_test(all, wrong_answers_of_fallbacks_are_theirs);
    tcase_add_test(all, wrong_answers_of_caches_are_wrong);
    suite_add_tcase(suite, all);
    return suite;
}
