#include "account/tiny.h"

#define KWH_PER_GB (3.6e6 / 1e9) /* in J/B */

/* The component has the link with these hops, each J/B on average and W/(bit/s) at the margin. */
static void use_link(struct tiny *t, int n_hops, const double *average, const double *marginal)
{
    t->component.n_links = 1;
    t->links[0].n_hops = n_hops;
    for (int h = 0; h < n_hops; h++) {
        t->hops[h].average_j_per_byte = average[h];
        t->hops[h].marginal_w_per_bit_s = marginal[h];
    }
}

static void send(struct tiny *t, double up_bytes, double down_bytes)
{
    t->amounts[cairn_layout_link(&t->layout, 0, 0, CAIRN_UP_BYTES)] = up_bytes;
    t->amounts[cairn_layout_link(&t->layout, 0, 0, CAIRN_DOWN_BYTES)] = down_bytes;
}

/* 10,000 jobs of 8e6 bits at 5e-8 J/bit: 4,000 J; at 400 g/kWh 0.4444 g. Hand arithmetic; PUE must
 * not apply. Both models agree where a hop has one figure. */
START_TEST(a_fixed_list_of_jobs_is_sent)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_any_intensity(&t, 1, 400);
    t.places[1].pue = 1.5;
    use_link(&t, 1, (double[]){8 * 5e-8}, (double[]){5e-8});
    t.hops[0].grid = CAIRN_HOP_AT_REGION;
    tiny_ready(&t);
    send(&t, 10000 * 1000000LL, 0);
    tiny_account(&t);
    for (int basis = 0; basis < CAIRN_N_BASES; basis++) {
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, (enum cairn_basis_kind)basis), 4000);
        if (basis != CAIRN_GHG_LOCATION && basis != CAIRN_GHG_MARKET)
            TINY_EQ(tiny_total(&t, CAIRN_CARBON, (enum cairn_basis_kind)basis), 4.0 / 9);
    }
    tiny_release(&t);
}
END_TEST

/*
 * Upload of a picture of 110 kB, in J. Average model: Carbon Trust, Carbon impact of video
 * streaming (2021): fixed core and access 0.0065 kWh/GB, home router 0.025, mobile 0.1. Marginal
 * model: Malmodin, The power consumption of mobile and fixed network data services (Electronics
 * Goes Green 2020): fixed core 0.03 and access with router 0.02 W per Mbit/s, mobile access 1.5 and
 * core 0.03. By hand: 110e3 B x 3.6e-4 J/B = 39.6; 880e3 bit x 1.53e-6 = 1.3464;
 * 110e3 x 1.134e-4 = 12.474; 880e3 x 5e-8 = 0.044.
 */
/* [NET] */
START_TEST(both_models_of_an_upload)
{
    static const struct {
        double average[2], marginal[2], average_j, marginal_j;
    } cases[] = {
        {{0.1 * KWH_PER_GB, 0}, {1.5e-6, 0.03e-6}, 39.6, 1.3464},
        {{0.025 * KWH_PER_GB, 0.0065 * KWH_PER_GB}, {0.02e-6, 0.03e-6}, 12.474, 0.044},
    };
    for (int i = 0; i < 2; i++) {
        struct tiny t;
        tiny_init(&t);
        t.s.time.horizon_s = 3600;
        use_link(&t, 2, cases[i].average, cases[i].marginal);
        tiny_ready(&t);
        send(&t, 110000, 0);
        tiny_account(&t);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), cases[i].average_j);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_DECISION), cases[i].marginal_j);
        tiny_release(&t);
    }
}
END_TEST

/*
 * Break-even payload of edge against cloud, operation only: edge 5 J on 400 g/kWh; cloud 2 J, PUE
 * 1.2, on 100 g/kWh; network 5e-8 J/bit on 200 g/kWh. Hand arithmetic: edge 5.5556e-4 g; cloud with
 * 1e6 bits 6.9444e-5 g; equal at 1.76e8 bits.
 */
static double cloud_g(double bits)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_any_intensity(&t, 0, 200); /* the far end of the network hangs on this grid */
    tiny_any_intensity(&t, 1, 100);
    t.places[1].pue = 1.2;
    tiny_use_pool(&t, 1, 0, 2);
    use_link(&t, 1, (double[]){8 * 5e-8}, (double[]){5e-8});
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 1);
    send(&t, bits / 8, 0);
    tiny_account(&t);
    double carbon_g = tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_BUSY) +
                      tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_NETWORK);
    tiny_release(&t);
    return carbon_g;
}

START_TEST(edge_and_cloud_break_even_in_payload)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_any_intensity(&t, 0, 400);
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 0, 5);
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 1);
    tiny_account(&t);
    double edge_g = tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_BUSY);
    tiny_release(&t);
    ck_assert_double_eq_tol(edge_g, 0.000555555555556, 1e-15);
    ck_assert_double_eq_tol(cloud_g(1000000), 6.94444444444e-05, 1e-15);
    TINY_EQ(cloud_g(176000000), edge_g);
    ck_assert_double_lt(cloud_g(175999992), edge_g);
    ck_assert_double_gt(cloud_g(176000008), edge_g);
}
END_TEST

/*
 * Carbon saved by a cache of results: a static cache of the 50 most popular of 1,000 objects, Zipf
 * 0.8, 1e6 requests; a miss costs 2 J of inference and 8e6 bits at 5e-8 J/bit; 400 g/kWh. Hand
 * arithmetic: hit fraction H(50) / H(1000), 578,670 misses, 2.4 J each, 154.312 g.
 */
START_TEST(a_cache_of_results_saves_inference_and_transmission)
{
    double popular = 0, all = 0;
    for (int i = 1; i <= 1000; i++) {
        all += pow(i, -0.8);
        popular = i == 50 ? all : popular;
    }
    double misses = rint(1e6 * (1 - popular / all));
    ck_assert_double_eq(misses, 578670);
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_any_intensity(&t, 0, 400);
    tiny_any_intensity(&t, 1, 400);
    t.places[1].pue = 1;
    tiny_use_pool(&t, 1, 0, 2);
    use_link(&t, 1, (double[]){8 * 5e-8}, (double[]){5e-8});
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, misses);
    send(&t, misses * 1000000, 0);
    tiny_account(&t);
    double carbon_g = tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_BUSY) +
                      tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_NETWORK);
    /* 0.2556 of a miss is lost in rounding to whole requests */
    ck_assert_double_eq_tol(carbon_g, 154.312068159, 1e-6 * 154);
    tiny_release(&t);
}
END_TEST

/*
 * A new line draws its base power all the time under the marginal model; a shared one its share;
 * an existing one nothing. 10 W x 1 y = 87.6 kWh. Its equipment: 8 kg, 4 y, 120 USD; one year
 * amortised 2 kg, purchased 8 kg. Forty sites have forty lines.
 */
START_TEST(added_lines_are_charged_and_existing_ones_are_not)
{
    static const struct {
        enum cairn_line line;
        double lines;
    } cases[] = {{CAIRN_LINE_EXISTING, 0}, {CAIRN_LINE_NEW, 40}, {CAIRN_LINE_SHARED, 8}};
    for (int i = 0; i < 3; i++) {
        struct tiny t;
        tiny_init(&t);
        t.component.multiplicity = t.places[0].count = 40;
        t.links[0].line = cases[i].line;
        t.links[0].share = cases[i].line == CAIRN_LINE_SHARED ? 0.2 : NAN;
        t.links[0].egress_usd_per_gb = 0;
        use_link(&t, 1, (double[]){0}, (double[]){0});
        t.hops[0].base_w = 10;
        t.hops[0].embodied_g = 8000;
        t.hops[0].lifetime_s = 4 * TINY_YEAR_S;
        t.hops[0].price_usd = 120;
        tiny_any_intensity(&t, 0, 100);
        tiny_ready(&t);
        tiny_account(&t);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_DECISION), cases[i].lines * 87.6 * 3.6e6);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), 0);
        TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_NETWORK),
                cases[i].lines * 8760);
        TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_NETWORK_EMBODIED),
                cases[i].lines * 8000);
        TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_NETWORK_EMBODIED),
                cases[i].lines * 2000);
        TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), cases[i].lines * 120);
        ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), "");
        tiny_release(&t);
    }
}
END_TEST

/* 5 GB an hour leave the region for a year at 0.09 USD/GB: 43,800 GB. Uploads are free. */
START_TEST(egress_is_paid_on_the_way_down)
{
    struct tiny t;
    tiny_init(&t);
    use_link(&t, 1, (double[]){0}, (double[]){0});
    t.links[0].egress_usd_per_gb = 0.09;
    tiny_ready(&t);
    send(&t, 77000000000, 5000000000);
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION, CAIRN_PART_NETWORK), 0.09 * 5 * 8760);
    tiny_release(&t);
}
END_TEST

/* The far end of an added line is not there per line: a note tells, totals stay complete. */
START_TEST(the_far_end_of_an_added_line_may_say_nothing)
{
    struct tiny t;
    tiny_init(&t);
    use_link(&t, 1, (double[]){1e-4}, (double[]){1e-6});
    tiny_any_intensity(&t, 0, 100);
    t.links[0].line = CAIRN_LINE_NEW;
    t.hops[0].kind = CAIRN_CORE;
    tiny_ready(&t);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION), "");
    int left_out = 0;
    for (int i = 0; i < t.ledger.n_notes; i++)
        left_out += t.ledger.notes[i].kind == CAIRN_NOTE_LEFT_OUT &&
                    strstr(t.ledger.notes[i].text, "hop \"access/line\"") != NULL;
    ck_assert_int_eq(left_out, 2); /* base power and embodied carbon */
    tiny_release(&t);
}
END_TEST

START_TEST(a_hop_without_a_figure_leaves_its_bases_incomplete)
{
    struct tiny t;
    tiny_init(&t);
    use_link(&t, 1, (double[]){1e-4}, (double[]){NAN});
    tiny_any_intensity(&t, 0, 100);
    tiny_ready(&t);
    send(&t, 1000, 0);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION),
                     "hop \"access/line\" has no marginal power");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION),
                     "link \"uplink\" has no price of egress");
    tiny_forget(&t);
    t.hops[0].marginal_w_per_bit_s = 1e-6;
    t.links[0].line = CAIRN_LINE_NEW;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION),
                     "hop \"access/line\" has no base power");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    tiny_forget(&t);
    t.hops[0].kind = CAIRN_SITE_EQUIPMENT;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY),
                     "hop \"access/line\" has no embodied carbon");
    tiny_release(&t);
}
END_TEST

/*
 * GHG Protocol: equipment at the site is own electricity (2 and 3.3), the carrier's is a purchased
 * service (3.1, life-cycle). 1 kWh each; direct 200, life-cycle 260, losses 5 %.
 */
START_TEST(own_equipment_and_carriers_fall_in_their_categories)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    use_link(&t, 2, (double[]){1, 1}, (double[]){1, 1});
    t.hops[0].kind = CAIRN_SITE_EQUIPMENT;
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_DIRECT, 200);
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 260);
    t.grids[0].loss.share = 0.05;
    tiny_ready(&t);
    send(&t, 3600000, 0);
    tiny_account(&t);
    TINY_EQ(tiny_category(&t, "2"), 200);
    TINY_EQ(tiny_category(&t, "3.3"), 60 + 260 * 0.05 / 0.95);
    TINY_EQ(tiny_category(&t, "3.1"), 260);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION), 520 + 260 * 0.05 / 0.95);
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_link(void);
Suite *test_ledger_link(void)
{
    Suite *suite = suite_create("ledger_link");
    TCase *tc = tcase_create("network");
    tcase_add_test(tc, a_fixed_list_of_jobs_is_sent);
    tcase_add_test(tc, both_models_of_an_upload);
    tcase_add_test(tc, edge_and_cloud_break_even_in_payload);
    tcase_add_test(tc, a_cache_of_results_saves_inference_and_transmission);
    tcase_add_test(tc, added_lines_are_charged_and_existing_ones_are_not);
    tcase_add_test(tc, egress_is_paid_on_the_way_down);
    tcase_add_test(tc, the_far_end_of_an_added_line_may_say_nothing);
    tcase_add_test(tc, a_hop_without_a_figure_leaves_its_bases_incomplete);
    tcase_add_test(tc, own_equipment_and_carriers_fall_in_their_categories);
    suite_add_tcase(suite, tc);
    return suite;
}
