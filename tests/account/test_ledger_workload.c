#include "account/tiny.h"

static void arrive(struct tiny *t, double completed, double hits)
{
    t->amounts[cairn_layout_source(&t->layout, 0, 0, CAIRN_ARRIVALS)] = completed + hits;
    t->amounts[cairn_layout_source(&t->layout, 0, 0, CAIRN_COMPLETED)] = completed;
    t->amounts[cairn_layout_source(&t->layout, 0, 0, CAIRN_HITS)] = hits;
}

/* The workload keeps 1 MB per request for 30 days in the region, on a disk of 1 W/TB. */
static void keep(struct tiny *t)
{
    t->workloads[0].storage = (struct cairn_storage){
        .origin.file = "x", .at = 1, .per_request_bytes = 1e6, .keep_s = 30 * 86400};
    t->media[0].power_w_per_byte = 1e-12;
    t->media[0].embodied_g_per_byte = 17300 / 1e12;
    t->media[0].lifetime_s = 4 * TINY_YEAR_S;
    t->media[0].price_usd_per_gb = 0.02;
    t->places[1].pue = 1.2;
    t->places[1].price_usd_per_kwh = 0.1;
}

/*
 * 1,000 requests an hour, 1 MB each, 30 days: 720 GB at a time, 0.72 W x 1.2 x 8.76 h = 7.569 kWh a
 * year, at 100 g/kWh 756.9 g. Embodied 17.3 g/GB: 12.456 kg, amortised a quarter. Hand arithmetic.
 */
/* [STORE] */
START_TEST(stored_bytes_are_rate_times_keeping)
{
    struct tiny t;
    tiny_init(&t);
    tiny_any_intensity(&t, 1, 100);
    t.grids[1].loss.share = 0;
    keep(&t);
    tiny_ready(&t);
    arrive(&t, 700, 300);
    tiny_account(&t);
    double kwh = 0.72 * 1.2 * 8.76;
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), kwh * 3.6e6);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), kwh * 100 + 12456.0 / 4);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), kwh * 100 + 12456);
    TINY_EQ(tiny_category(&t, "2"), kwh * 100); /* its own */
    TINY_EQ(tiny_part(&t, CAIRN_MONEY_SPENT, CAIRN_SCI, CAIRN_PART_STORAGE),
            kwh * 0.1 + 720 * 0.02);
    tiny_release(&t);
}
END_TEST

/* Kept longer than the horizon is kept for the horizon. */
START_TEST(keeping_is_bounded_by_the_horizon)
{
    double energy_j[2];
    for (int i = 0; i < 2; i++) {
        struct tiny t;
        tiny_init(&t);
        keep(&t);
        t.workloads[0].storage.keep_s = (i ? 7 : 1) * TINY_YEAR_S;
        tiny_ready(&t);
        arrive(&t, 10, 0);
        tiny_account(&t);
        energy_j[i] = tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI);
        tiny_release(&t);
    }
    ck_assert_double_gt(energy_j[0], 0);
    ck_assert_double_eq(energy_j[1], energy_j[0]);
}
END_TEST

/* What is kept draws power at all hours, whatever the hour it came in: here all comes at night, at
 * 100 g/kWh, and days have 300. */
START_TEST(storage_is_charged_with_the_mean_of_the_week)
{
    double hour_of_week[CAIRN_HOURS_PER_WEEK];
    struct tiny t;
    tiny_init(&t);
    t.plan.n_windows = 2;
    t.windows[0].hours = t.windows[1].hours = 84;
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++) {
        t.plan.window_of_hour[h] = h % 24 >= 12;
        hour_of_week[h] = h % 24 >= 12 ? 300 : 100;
    }
    tiny_intensity(&t, 1, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 200);
    t.intensities[TINY_INTENSITIES].hour_of_week = hour_of_week;
    keep(&t);
    tiny_ready(&t);
    arrive(&t, 2000, 0);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 0.72 * 1.2 * 8.76 * 3.6e6);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), 0.72 * 1.2 * 8.76 * 200 + 12456.0 / 4);
    tiny_release(&t);
}
END_TEST

/* Own training of 20 kWh IT, PUE 1.1, on G1 (50 g/kWh), every year for 3.5 years: 4 runs, charged
 * in full however many sites and requests there are. 4 x 22 kWh x 50 = 4,400 g; 4 x 30 USD. */
/* [TRAIN] */
START_TEST(own_training_is_charged_in_full)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3.5 * TINY_YEAR_S;
    t.component.multiplicity = t.places[0].count = 40;
    tiny_any_intensity(&t, 1, 50);
    t.workloads[0].training = (struct cairn_training){.origin.file = "x",
                                                      .energy_j = 20 * 3.6e6,
                                                      .grid = 1,
                                                      .pue = 1.1,
                                                      .every_s = TINY_YEAR_S,
                                                      .price_usd = 30};
    tiny_ready(&t);
    tiny_account(&t);
    for (int basis = CAIRN_INVENTORY; basis <= CAIRN_SCI; basis++)
        TINY_EQ(tiny_total(&t, CAIRN_CARBON, (enum cairn_basis_kind)basis), 4400);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 120);
    tiny_forget(&t);
    t.workloads[0].training.every_s = NAN;
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), 1100);
    tiny_release(&t);
}
END_TEST

/* Public pretraining: 420 t over 1e9 requests is 0.42 g each; 1,000 requests an hour for a year:
 * 8.76e6 x 0.42 g. A line of the inventory and of nothing else; without figures it is left out. */
START_TEST(pretraining_is_a_line_of_the_inventory)
{
    struct tiny t;
    tiny_init(&t);
    t.models[0].pretraining.carbon_g = 420e6;
    t.models[0].pretraining.requests = 1e9;
    tiny_ready(&t);
    arrive(&t, 900, 100);
    tiny_account(&t);
    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        TINY_EQ(tiny_total(&t, CAIRN_CARBON, (enum cairn_basis_kind)basis),
                basis == CAIRN_INVENTORY ? 8.76e6 * 0.42 : 0);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_PRETRAINING), 8.76e6 * 0.42);
    tiny_forget(&t);
    t.models[0].pretraining.carbon_g = NAN;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    ck_assert_int_eq(t.ledger.n_notes, 1);
    ck_assert_int_eq(t.ledger.notes[0].kind, CAIRN_NOTE_LEFT_OUT);
    tiny_release(&t);
}
END_TEST

/* A cache that adds 3 W and 2 kg for 5 years, 40 USD, and 0.001 J a look-up, 500 an hour; 2 copies,
 * PUE 1.1, 200 g/kWh, 0.3 USD/kWh. */
/* [CACHE] */
START_TEST(a_cache_is_charged_for_added_memory_and_look_ups)
{
    struct tiny t;
    tiny_init(&t);
    t.component.multiplicity = t.places[0].count = 2;
    t.component.n_caches = 1;
    tiny_any_intensity(&t, 0, 200);
    t.places[0].pue = 1.1;
    t.places[0].price_usd_per_kwh = 0.3;
    t.caches[0].power_w = 3;
    t.caches[0].lookup_energy_j = 0.001;
    t.caches[0].embodied_g = 2000;
    t.caches[0].lifetime_s = 5 * TINY_YEAR_S;
    t.caches[0].price_usd = 40;
    tiny_ready(&t);
    t.amounts[cairn_layout_cache(&t.layout, 0, 0, CAIRN_LOOKUPS)] = 500;
    tiny_account(&t);
    double joules = 2 * 1.1 * (3 * TINY_YEAR_S + 500 * 8760 * 0.001);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), joules);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_SCI), joules / 3.6e6 * 200 + 2 * 2000 / 5.0);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), joules / 3.6e6 * 200 + 2 * 2000);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), joules / 3.6e6 * 0.3 + 2 * 40);
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_workload(void);
Suite *test_ledger_workload(void)
{
    Suite *suite = suite_create("ledger_workload");
    TCase *tc = tcase_create("storage, training, caches");
    tcase_add_test(tc, stored_bytes_are_rate_times_keeping);
    tcase_add_test(tc, keeping_is_bounded_by_the_horizon);
    tcase_add_test(tc, storage_is_charged_with_the_mean_of_the_week);
    tcase_add_test(tc, own_training_is_charged_in_full);
    tcase_add_test(tc, pretraining_is_a_line_of_the_inventory);
    tcase_add_test(tc, a_cache_is_charged_for_added_memory_and_look_ups);
    suite_add_tcase(suite, tc);
    return suite;
}
