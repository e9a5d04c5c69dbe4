#include "account/tiny.h"

static void embodied(struct tiny *t, int hardware, double carbon_g, double years)
{
    t->hardware[hardware].embodied.carbon_g = carbon_g;
    t->hardware[hardware].embodied.lifetime_s = years * TINY_YEAR_S;
}

static double embodied_g(const struct tiny *t, enum cairn_basis_kind basis)
{
    return tiny_part(t, CAIRN_CARBON, basis, CAIRN_PART_EMBODIED);
}

/* Software Carbon Intensity specification 1.1 (ISO/IEC 21031:2024), worked example of M: 1,000 kg,
 * 4 years, one hour: "around 28 g"; 1e6 g / 35,040 h = 28.539 g. */
START_TEST(embodied_carbon_of_an_hour)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_use_pool(&t, 1, 0, 0);
    embodied(&t, 0, 1e6, 4);
    tiny_ready(&t);
    tiny_account(&t);
    TINY_EQ(embodied_g(&t, CAIRN_SCI), 1e6 / 35040);
    ck_assert_double_eq_tol(embodied_g(&t, CAIRN_SCI), 28.5, 0.05);
    tiny_release(&t);
}
END_TEST

/* Opening an edge device costs 5 W x 24 h x 200 g/kWh + 50 kg / (4 x 365 d) = 58.2466 g a day; at
 * 0.0005 g saved per job it pays from 116,493 jobs a day on. Hand arithmetic. */
START_TEST(demand_at_which_a_device_breaks_even)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 86400;
    tiny_any_intensity(&t, 0, 200);
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 5, 5);
    embodied(&t, 0, 50e3, 4);
    tiny_ready(&t);
    tiny_idle(&t, 0, 3600);
    tiny_account(&t);
    double day_g = tiny_total(&t, CAIRN_CARBON, CAIRN_SCI);
    ck_assert_double_eq_tol(day_g, 58.2465753425, 1e-9);
    ck_assert_double_eq_tol(day_g / 0.0005, 116493.150685, 1e-5);
    tiny_release(&t);
}
END_TEST

/*
 * 3 devices of 10 kg and 4 years per site, a host of 100 kg and 8 years for 2 of them, 2 sites,
 * horizon 5 years. Hosts are whole, 2 per site. Amortised: 6 x 10 x 5/4 + 4 x 100 x 5/8 = 325 kg.
 * Purchased: devices twice, hosts once: 6 x 10 x 2 + 4 x 100 = 520 kg. Owned stock: nothing bought.
 */
/* [EMB] */
START_TEST(purchased_and_amortised)
{
    for (int owned = 0; owned < 2; owned++) {
        struct tiny t;
        tiny_init(&t);
        t.s.time.horizon_s = 5 * TINY_YEAR_S;
        t.component.multiplicity = t.places[0].count = 2;
        t.pools[0].tenancy = owned ? CAIRN_OWNED : CAIRN_BOUGHT;
        tiny_use_pool(&t, 0, 1, 1);
        t.pool.devices = 3;
        t.hardware[0].host = (struct cairn_host){.hardware = 1, .per = 2};
        embodied(&t, 0, 10e3, 4);
        embodied(&t, 1, 100e3, 8);
        t.hardware[0].price.value_usd = 500;
        t.hardware[1].price.value_usd = 3000;
        t.hardware[1].power.idle_w = 20;
        t.hardware[1].power.boundary = CAIRN_WALL;
        t.places[0].pue = 1;
        t.places[0].price_usd_per_kwh = 0;
        tiny_ready(&t);
        tiny_account(&t);
        TINY_EQ(embodied_g(&t, CAIRN_INVENTORY), 325e3);
        TINY_EQ(embodied_g(&t, CAIRN_SCI), 325e3);
        TINY_EQ(embodied_g(&t, CAIRN_DECISION), owned ? 0 : 520e3);
        TINY_EQ(embodied_g(&t, CAIRN_GHG_LOCATION), owned ? 0 : 520e3);
        TINY_EQ(tiny_category(&t, "3.2"), owned ? 0 : 520e3);
        TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), owned ? 0 : 6 * 500 * 2 + 4 * 3000);
        tiny_release(&t);
    }
}
END_TEST

/*
 * Two spares beside 3 devices at each of 2 sites, 10 W idle, 1 W asleep, PUE 1.5: in a year 4 x 10
 * W x 8,760 h x 1.5 = 525.6 kWh, a tenth of it where the pool sleeps; the others are counted by the
 * simulation, here not at all. Making 5 devices a site of 10 kg for one life: 100 kg.
 */
/* [SPARE] */
START_TEST(spares_are_idle_and_made)
{
    for (int sleeps = 0; sleeps < 2; sleeps++) {
        struct tiny t;
        tiny_init(&t);
        t.component.multiplicity = t.places[0].count = 2;
        t.places[0].pue = 1.5;
        tiny_use_pool(&t, 0, 10, 10);
        t.pool.devices = 3;
        t.pools[0].spare = 2;
        t.pool.sleep_after_ns = sleeps ? 1 : CAIRN_NONE;
        t.hardware[0].power.sleep_w = 1;
        t.hardware[0].power.boundary = CAIRN_WALL;
        embodied(&t, 0, 10e3, t.s.time.horizon_s / TINY_YEAR_S);
        tiny_ready(&t);
        tiny_account(&t);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI) * TINY_YEAR_S / t.s.time.horizon_s,
                (sleeps ? 52.56 : 525.6) * 3.6e6);
        TINY_EQ(embodied_g(&t, CAIRN_INVENTORY), 100e3);
        tiny_release(&t);
    }
}
END_TEST

/*
 * One device alone in a host for 4 of 60 W idle, PUE 1.5, a year: its own place is in its power at
 * the wall, the other three draw 45 W whatever it does: 45 W x 8,760 h x 1.5 = 591.3 kWh. Two such
 * sites draw twice that; a share of a provider's pool draws nothing.
 */
/* [PWR] */
START_TEST(vacant_places_of_own_hosts_draw_idle_power)
{
    for (int sites = 1; sites <= 2; sites++) {
        struct tiny t;
        tiny_init(&t);
        t.component.multiplicity = t.places[0].count = sites;
        t.places[0].pue = 1.5;
        tiny_use_pool(&t, 0, 0, 0);
        t.hardware[0].host = (struct cairn_host){.hardware = 1, .per = 4};
        t.hardware[1].power.idle_w = 60;
        t.hardware[1].power.busy_w = 60;
        t.hardware[1].power.boundary = CAIRN_WALL;
        tiny_ready(&t);
        tiny_account(&t);
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), sites * 591.3 * 3.6e6);
        tiny_release(&t);
    }
}
END_TEST

/* A horizon of exactly one life is one purchase, in whatever units both were said. */
START_TEST(one_life_is_one_purchase)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 0.1 * 3 * TINY_YEAR_S; /* a little over 0.3 y in binary */
    tiny_use_pool(&t, 0, 1, 1);
    embodied(&t, 0, 7000, 0.3);
    tiny_ready(&t);
    tiny_account(&t);
    ck_assert_double_eq(embodied_g(&t, CAIRN_DECISION), 7000);
    tiny_release(&t);
}
END_TEST

/* 40 W at work, 10 W idle, half an hour each, PUE 1.5: 25 Wh x 1.5 x 8760 = 328.5 kWh a year. */
/* [COST] */
START_TEST(electricity_is_paid_at_the_meter)
{
    struct tiny t;
    tiny_init(&t);
    t.places[0].pue = 1.5;
    t.places[0].price_usd_per_kwh = 0.2;
    tiny_use_pool(&t, 0, 10, 40);
    embodied(&t, 0, 0, 5);
    t.hardware[0].price.value_usd = 0;
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 1800);
    tiny_idle(&t, 0, 1800);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_INVENTORY), 328.5 * 0.2);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_INVENTORY), "");
    tiny_release(&t);
}
END_TEST

/* A rented device is neither bought nor powered by who rents it: 3 x 0.5 USD/h x 8760 h. */
START_TEST(rent_takes_the_place_of_price_and_electricity)
{
    struct tiny t;
    tiny_init(&t);
    t.pools[0].rent_usd_per_h = 0.5;
    t.places[1].pue = 1.2;
    tiny_use_pool(&t, 1, 10, 40);
    t.pool.devices = 3;
    embodied(&t, 0, 1000, 5);
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 1800);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 3 * 0.5 * 8760);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), "");
    ck_assert_double_gt(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_DECISION), 0);
    TINY_EQ(embodied_g(&t, CAIRN_DECISION), 3000);
    tiny_release(&t);
}
END_TEST

/*
 * GHG Protocol: who rents buys a service (3.1), at the life-cycle intensity of 400 g/kWh and no
 * losses; who owns the same device burns 300 g/kWh in scope 2 and has the rest in 3.3, its making
 * of 1 kg in 3.2.
 */
START_TEST(rented_devices_are_a_purchased_service)
{
    for (int rented = 0; rented < 2; rented++) {
        struct tiny t;
        double kwh;

        tiny_init(&t);
        tiny_any_intensity(&t, 1, 400);
        for (int i = 0; i < 2 * TINY_INTENSITIES; i++)
            if (t.intensities[i].scope == CAIRN_DIRECT)
                t.intensities[i].value_g_per_kwh = 300;
        t.grids[1].loss.share = 0.2;
        t.pools[0].rent_usd_per_h = rented ? 0.5 : NAN;
        t.places[1].pue = 1.2;
        tiny_use_pool(&t, 1, 10, 40);
        embodied(&t, 0, 1000, 5);
        tiny_ready(&t);
        tiny_busy(&t, 0, 1, 1800);
        tiny_account(&t);
        kwh = tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_GHG_LOCATION) / 3.6e6;
        ck_assert_double_gt(kwh, 0);
        TINY_EQ(tiny_category(&t, "2"), rented ? 0 : kwh * 300);
        TINY_EQ(tiny_category(&t, "3.3"), rented ? 0 : kwh * (100 + 0.25 * 400));
        TINY_EQ(tiny_category(&t, "3.2"), rented ? 0 : 1000);
        TINY_EQ(tiny_category(&t, "3.1"), rented ? kwh * 400 + 1000 : 0);
        tiny_release(&t);
    }
}
END_TEST

/* Power by batch size: 100 s with batches of 1 at 20 W, 50 s with batches of 4 at 35 W. */
START_TEST(each_batch_size_has_its_power)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 0, 20);
    t.pool.batch_max = 5;
    t.profiles[0].n_points = 2;
    t.points[1] =
        (struct cairn_point){.batch = 4, .latency_s = 1.3, .power_w = 35, .energy_j = NAN};
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 100);
    tiny_busy(&t, 0, 4, 50);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 100 * 20 + 50 * 35);
    int flagged = 0;
    for (int i = 0; i < t.ledger.n_notes; i++)
        if (t.ledger.notes[i].kind == CAIRN_NOTE_EXTRAPOLATED) {
            ck_assert_str_eq(t.ledger.notes[i].text,
                             "power of device/model/fp16 is extrapolated to batches that were not "
                             "measured");
            flagged++;
        }
    ck_assert_int_eq(flagged, 1);
    tiny_release(&t);
}
END_TEST

/*
 * A share of a provider's pool at utilisation u and batches of b, against the same hardware bought
 * and kept busy for the share u of its time by requests in batches of b, 2 devices per host. Energy
 * u x 300 W + (1 - u) x 90 W, host 40 and 20 W per device; embodied of one device and half a host.
 */
/* [SHARED] */
START_TEST(a_shared_pool_equals_the_same_hardware_bought_and_as_busy)
{
    const double u = 0.3;
    const int b = 4;
    double energy_j[2], carbon_g[2], water_l[2];
    for (int shared = 0; shared < 2; shared++) {
        struct tiny t;
        tiny_init(&t);
        tiny_any_intensity(&t, 1, 250);
        t.places[1].pue = 1.1;
        t.places[1].wue_l_per_kwh = 0.4;
        t.grids[1].water.origin.file = "x";
        t.grids[1].water.with_reservoirs_l_per_kwh = 3;
        tiny_use_pool(&t, 1, 90, 300);
        t.points[0].batch = b;
        t.hardware[0].power.boundary = t.profiles[0].boundary = CAIRN_BOARD;
        t.hardware[0].supply.efficiency = 1;
        t.hardware[0].host = (struct cairn_host){.hardware = 1, .per = 2};
        t.hardware[1].power =
            (struct cairn_power){.idle_w = 40, .busy_w = 80, .boundary = CAIRN_WALL};
        embodied(&t, 0, 150e3, 4);
        embodied(&t, 1, 900e3, 5);
        t.pool.batch_max = shared ? 1 : b;
        t.pool.unlimited = shared;
        t.pool.devices = shared ? 0 : 2;
        t.pools[0].tenancy = shared ? CAIRN_SHARED_POOL : CAIRN_BOUGHT;
        t.pools[0].utilisation = u;
        t.pools[0].batch = b;
        tiny_ready(&t);
        if (shared) { /* all requests are ours: b of them are under way at a time */
            tiny_busy(&t, 0, 1, 2 * u * 3600 * b);
        } else {
            tiny_busy(&t, 0, b, 2 * u * 3600);
            tiny_idle(&t, 0, 2 * (1 - u) * 3600);
        }
        tiny_account(&t);
        energy_j[shared] = tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY);
        carbon_g[shared] = tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY);
        water_l[shared] = tiny_total(&t, CAIRN_WATER_USED, CAIRN_INVENTORY);
        ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
        if (shared) {
            TINY_EQ(tiny_category(&t, "3.1"), tiny_total(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION));
            TINY_EQ(tiny_category(&t, "3.1"), carbon_g[1]);
            TINY_EQ(embodied_g(&t, CAIRN_DECISION), 2 * 150e3 / 4 + 900e3 / 5);
        }
        tiny_release(&t);
    }
    TINY_EQ(energy_j[0], 2 * (u * 340 + (1 - u) * 110) * TINY_YEAR_S * 1.1);
    TINY_EQ(energy_j[1], energy_j[0]);
    TINY_EQ(carbon_g[1], carbon_g[0]);
    TINY_EQ(water_l[1], water_l[0]);
}
END_TEST

/* One busy second of a device at utilisation 0.5 reserves two: 2 s x 3 USD/h. */
START_TEST(a_shared_pool_is_paid_by_reserved_time)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    t.places[1].pue = 1;
    tiny_use_pool(&t, 1, 1, 1);
    t.pools[0].tenancy = CAIRN_SHARED_POOL;
    t.pools[0].utilisation = 0.5;
    t.pools[0].batch = 8;
    t.pools[0].rent_usd_per_h = 3;
    t.pool.unlimited = true;
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 8);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), 2 * 3 / 3600.0);
    tiny_forget(&t);
    t.pools[0].rent_usd_per_h = NAN;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_SCI), "pool \"pool\" has no rent");
    tiny_forget(&t);
    t.hardware[0].embodied.lifetime_s = 8; /* of how much, is not known: nothing is charged */
    tiny_account(&t);
    ck_assert_double_eq(tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_EMBODIED), 0);
    tiny_forget(&t);
    t.hardware[0].embodied.carbon_g = 12; /* 8 s of work are 16 s of a device half in use: / 8 */
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_SCI, CAIRN_PART_EMBODIED), 12 * 2 / 8.0);
    tiny_release(&t);
}
END_TEST

/* A managed service of 900 J, 0.05 g and 0.002 USD a request, 1,000 requests an hour: 250 Wh, in a
 * region of PUE 1.2 and WUE 0.5 L/kWh on a grid of 400 g/kWh and 2 L/kWh. IT scope: x 1.2. */
/* [API] */
START_TEST(a_managed_service_is_charged_per_request)
{
    for (int facility = 0; facility < 2; facility++) {
        struct tiny t;
        tiny_init(&t);
        t.s.time.horizon_s = 3600;
        tiny_any_intensity(&t, 1, 400);
        t.grids[1].water = (struct cairn_water){.origin.file = "x",
                                                .with_reservoirs_l_per_kwh = 2,
                                                .without_reservoirs_l_per_kwh = 1.5};
        t.places[1].pue = 1.2;
        t.places[1].wue_l_per_kwh = 0.5;
        tiny_use_pool(&t, 1, NAN, NAN);
        t.pools[0].hardware = CAIRN_NONE;
        t.pools[0].service = 0;
        t.pools[0].tenancy = CAIRN_MANAGED;
        t.pool.unlimited = true;
        t.services[0].energy_j = 900;
        t.services[0].scope = facility ? CAIRN_API_FACILITY : CAIRN_API_IT;
        t.services[0].embodied_g = 0.05;
        t.services[0].price_usd = 0.002;
        tiny_ready(&t);
        t.amounts[cairn_layout_pool(&t.layout, 0, 0, CAIRN_SERVED)] = 1000;
        tiny_account(&t);
        double it_kwh = facility ? 0.25 / 1.2 : 0.25, facility_kwh = it_kwh * 1.2;
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_DECISION), facility_kwh * 3.6e6);
        TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), facility_kwh * 400 + 50);
        TINY_EQ(tiny_total(&t, CAIRN_WATER_USED, CAIRN_DECISION), it_kwh * 0.5 + facility_kwh * 2);
        TINY_EQ(tiny_total(&t, CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_DECISION),
                it_kwh * 0.5 + facility_kwh * 1.5);
        TINY_EQ(tiny_total(&t, CAIRN_MONEY_SPENT, CAIRN_DECISION), 2);
        TINY_EQ(tiny_category(&t, "3.1"), facility_kwh * 400 + 50);
        ck_assert_double_eq(tiny_category(&t, "2"), 0); /* somebody else's meter */
        tiny_release(&t);
    }
}
END_TEST

/*
 * Water of 10 kWh IT, PUE 1.3: on site 10 x 0.6 L, grid 13 x 4 L with and 13 x 1 L without
 * reservoirs. Hand arithmetic. A site has no cooling water.
 */
/* [WATER] */
START_TEST(water_with_and_without_reservoirs)
{
    for (int place = 0; place < 2; place++) {
        struct tiny t;
        tiny_init(&t);
        t.s.time.horizon_s = 3600;
        t.grids[place].water = (struct cairn_water){
            .origin.file = "x", .with_reservoirs_l_per_kwh = 4, .without_reservoirs_l_per_kwh = 1};
        t.places[place].pue = 1.3;
        t.places[1].wue_l_per_kwh = 0.6;
        tiny_use_pool(&t, place, 0, 10000);
        tiny_ready(&t);
        tiny_busy(&t, 0, 1, 3600);
        tiny_account(&t);
        TINY_EQ(tiny_total(&t, CAIRN_WATER_USED, CAIRN_SCI), place * 6 + 52);
        TINY_EQ(tiny_total(&t, CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_SCI), place * 6 + 13);
        ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_USED, CAIRN_SCI), "");
        tiny_release(&t);
    }
}
END_TEST

/* Each absent figure is named, with the totals that lack it and no others. */
START_TEST(what_is_missing_is_named)
{
    struct tiny t;
    tiny_init(&t);
    tiny_intensity(&t, 1, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 400);
    t.places[1].pue = 1.2;
    tiny_use_pool(&t, 1, 1, 1);
    embodied(&t, 0, 1, 1);
    tiny_ready(&t);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_ENERGY_USED, CAIRN_DECISION), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION),
                     "grid \"G1\" has no long-run direct intensity");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION),
                     "grid \"G1\" has no average direct intensity");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_USED, CAIRN_SCI), "region \"region\" has no WUE");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_MONEY_SPENT, CAIRN_SCI),
                     "region \"region\" has no price of electricity");
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_DECISION), 1); /* what is known: embodied */
    tiny_forget(&t);

    t.places[1].pue = NAN;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_ENERGY_USED, CAIRN_SCI),
                     "region \"region\" has no PUE");
    tiny_forget(&t);

    t.places[1].pue = 1.2;
    t.hardware[0].embodied.carbon_g = NAN;
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_SCI),
                     "hardware \"device\" has no embodied carbon");
    tiny_forget(&t);

    t.pools[0].tenancy = CAIRN_OWNED; /* owned stock needs none where nothing is amortised */
    tiny_intensity(&t, 1, CAIRN_LONG_RUN, CAIRN_DIRECT, 300);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION), "");
    ck_assert_str_ne(tiny_missing(&t, CAIRN_CARBON, CAIRN_SCI), "");
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_pool(void);
Suite *test_ledger_pool(void)
{
    Suite *suite = suite_create("ledger_pool");
    TCase *tc = tcase_create("embodied");
    tcase_add_test(tc, embodied_carbon_of_an_hour);
    tcase_add_test(tc, demand_at_which_a_device_breaks_even);
    tcase_add_test(tc, purchased_and_amortised);
    tcase_add_test(tc, spares_are_idle_and_made);
    tcase_add_test(tc, vacant_places_of_own_hosts_draw_idle_power);
    tcase_add_test(tc, one_life_is_one_purchase);
    suite_add_tcase(suite, tc);
    tc = tcase_create("operation");
    tcase_add_test(tc, electricity_is_paid_at_the_meter);
    tcase_add_test(tc, rent_takes_the_place_of_price_and_electricity);
    tcase_add_test(tc, rented_devices_are_a_purchased_service);
    tcase_add_test(tc, each_batch_size_has_its_power);
    tcase_add_test(tc, water_with_and_without_reservoirs);
    tcase_add_test(tc, what_is_missing_is_named);
    suite_add_tcase(suite, tc);
    tc = tcase_create("providers");
    tcase_add_test(tc, a_shared_pool_equals_the_same_hardware_bought_and_as_busy);
    tcase_add_test(tc, a_shared_pool_is_paid_by_reserved_time);
    tcase_add_test(tc, a_managed_service_is_charged_per_request);
    suite_add_tcase(suite, tc);
    return suite;
}
