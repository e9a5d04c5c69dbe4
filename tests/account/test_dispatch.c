/*
 * The sun and a battery behind a meter. Expected values: a linear programme of the same rules,
 * solved by GLPK; conservation, recomputed; days that can be thought through by hand.
 */
#include <check.h>
#include <glpk.h>
#include <math.h>

#include "account/dispatch.h"
#include "math/rng.h"

enum { DAYS = 50, HOURS = 24, LONG = 240, MOST = LONG };

struct day {
    int n; /* hours */
    double load_w[MOST], sun_w[MOST], signal[MOST];
    struct cairn_dispatch_battery battery;
    double grid_w[MOST], charge_w[MOST], discharge_w[MOST], curtailed_w[MOST], stored_wh[MOST];
};

static double between(gsl_rng *rng, double low, double high)
{
    return low + (high - low) * gsl_rng_uniform(rng);
}

/* Loads, sun, intensities, efficiencies and limits at random; now and then some of them nothing. */
static void make_day(struct day *day, int n, gsl_rng *rng)
{
    double peak_w = gsl_rng_uniform(rng) < 0.2 ? 0 : between(rng, 0, 3000);
    double base_w = between(rng, 0, 1000);

    day->n = n;
    for (int t = 0; t < n; t++) {
        double height = sin((t - 6) * 3.141592653589793 / 12);

        day->load_w[t] = gsl_rng_uniform(rng) < 0.1 ? 0 : base_w * between(rng, 0.2, 2);
        day->sun_w[t] = height > 0 ? peak_w * height * between(rng, 0.1, 1) : 0;
        day->signal[t] = gsl_rng_uniform(rng) < 0.1 ? 0 : between(rng, 20, 900);
    }
    day->battery.capacity_wh = between(rng, 0, 6000);
    day->battery.charge_w = between(rng, 50, 3000);
    day->battery.discharge_w = between(rng, 50, 3000);
    day->battery.charge_efficiency = gsl_rng_uniform(rng) < 0.1 ? 1 : between(rng, 0.7, 1);
    day->battery.discharge_efficiency = gsl_rng_uniform(rng) < 0.1 ? 1 : between(rng, 0.7, 1);
    day->battery.wear = gsl_rng_uniform(rng) < 0.3 ? 0 : between(rng, 0, 200);
    day->battery.grid = gsl_rng_uniform(rng) < 0.6;
    day->battery.foresight = true;
}

static void dispatch(struct day *day)
{
    struct cairn_dispatch_task task = {.n = day->n,
                                       .load_w = day->load_w,
                                       .sun_w = day->sun_w,
                                       .signal = day->signal,
                                       .battery = &day->battery};
    struct cairn_dispatch_hours hours = {day->grid_w, day->charge_w, day->discharge_w,
                                         day->curtailed_w, day->stored_wh};

    cairn_dispatch(&task, &hours);
}

static double cost_of(const struct day *day)
{
    double sum = 0;

    for (int t = 0; t < day->n; t++)
        sum += day->signal[t] * day->grid_w[t] + day->battery.wear * day->discharge_w[t];
    return sum;
}

/* ---- the same as a linear programme ---- */

enum { GRID = 1, CHARGE, DISCHARGE, CURTAILED, STORED, PER_HOUR = STORED };

static int column(int t, int what)
{
    return PER_HOUR * t + what;
}

static void bound_column(glp_prob *lp, int at, double most, double cost)
{
    if (isinf(most))
        glp_set_col_bnds(lp, at, GLP_LO, 0, 0);
    else
        glp_set_col_bnds(lp, at, most > 0 ? GLP_DB : GLP_FX, 0, most);
    glp_set_obj_coef(lp, at, cost);
}

/* Two rows for each hour: of the meter, and of what is stored. */
static void add_hour(glp_prob *lp, const struct day *day, int t)
{
    const struct cairn_dispatch_battery *b = &day->battery;
    double net_w = day->load_w[t] - day->sun_w[t];
    double from_sun_w = fmax(0, -net_w);
    int at[5] = {0, column(t, GRID), column(t, DISCHARGE), column(t, CHARGE), column(t, CURTAILED)};
    double meter[5] = {0, 1, 1, -1, -1};
    int in_store[5] = {0, column(t, STORED), column(t, CHARGE), column(t, DISCHARGE),
                       t > 0 ? column(t - 1, STORED) : 0};
    double store[5] = {0, 1, -b->charge_efficiency, 1 / b->discharge_efficiency, -1};

    bound_column(lp, column(t, GRID), INFINITY, day->signal[t]);
    bound_column(lp, column(t, CHARGE), b->grid ? b->charge_w : fmin(b->charge_w, from_sun_w), 0);
    bound_column(lp, column(t, DISCHARGE), b->discharge_w, b->wear);
    bound_column(lp, column(t, CURTAILED), INFINITY, 0);
    bound_column(lp, column(t, STORED), b->capacity_wh, 0);
    glp_set_row_bnds(lp, 2 * t + 1, GLP_FX, net_w, net_w);
    glp_set_mat_row(lp, 2 * t + 1, 4, at, meter);
    glp_set_row_bnds(lp, 2 * t + 2, GLP_FX, 0, 0);
    glp_set_mat_row(lp, 2 * t + 2, t > 0 ? 4 : 3, in_store, store);
}

static double least_cost(const struct day *day)
{
    glp_prob *lp = glp_create_prob();
    glp_smcp how;
    double cost;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tol_bnd = how.tol_dj = 1e-9;
    glp_add_rows(lp, 2 * day->n);
    glp_add_cols(lp, PER_HOUR * day->n);
    for (int t = 0; t < day->n; t++)
        add_hour(lp, day, t);
    ck_assert_int_eq(glp_simplex(lp, &how), 0);
    ck_assert_int_eq(glp_get_status(lp), GLP_OPT);
    if (day->n == HOURS)
        glp_exact(lp, &how); /* in rational numbers */
    cost = glp_get_obj_val(lp);
    glp_delete_prob(lp);
    return cost;
}

static void assert_conserved(const struct day *day)
{
    const struct cairn_dispatch_battery *b = &day->battery;
    double stored_wh = 0;

    for (int t = 0; t < day->n; t++) {
        double in_w = day->grid_w[t] + day->sun_w[t] + day->discharge_w[t];
        double out_w = day->load_w[t] + day->charge_w[t] + day->curtailed_w[t];
        double scale = 1 + day->load_w[t] + day->sun_w[t] + b->charge_w + b->discharge_w;

        ck_assert_double_le(fabs(in_w - out_w), 1e-9 * scale);
        stored_wh +=
            day->charge_w[t] * b->charge_efficiency - day->discharge_w[t] / b->discharge_efficiency;
        ck_assert_double_le(fabs(stored_wh - day->stored_wh[t]), 1e-9 * (1 + b->capacity_wh));
        ck_assert(day->stored_wh[t] >= 0 && day->stored_wh[t] <= b->capacity_wh);
        ck_assert(day->grid_w[t] >= -1e-9 * scale && day->curtailed_w[t] >= -1e-9 * scale);
        ck_assert(day->charge_w[t] >= 0 && day->charge_w[t] <= b->charge_w * (1 + 1e-12));
        ck_assert(day->discharge_w[t] >= 0 && day->discharge_w[t] <= b->discharge_w * (1 + 1e-12));
        ck_assert(b->grid ||
                  day->charge_w[t] <= fmax(0, day->sun_w[t] - day->load_w[t]) * (1 + 1e-12));
    }
}

static void check_days(int n_days, int hours)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 1);
    for (int i = 0; i < n_days; i++) {
        struct day day;
        double least;

        make_day(&day, hours, rng);
        dispatch(&day);
        assert_conserved(&day);
        least = least_cost(&day);
        ck_assert_msg(fabs(cost_of(&day) - least) <= 1e-9 * fmax(1, least),
                      "day %d: %.12g and %.12g", i, cost_of(&day), least);
    }
    gsl_rng_free(rng);
}

START_TEST(foresight_is_as_good_as_a_linear_programme)
{
    check_days(DAYS, HOURS);
}
END_TEST

/* Longer than the blocks that the work is cut into. */
START_TEST(so_it_is_over_many_days)
{
    check_days(8, LONG);
}
END_TEST

/* Without foresight nothing can be better, and all the same is conserved. */
START_TEST(greed_is_no_better_than_foresight)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int worse = 0;

    gsl_rng_set(rng, 2);
    for (int i = 0; i < DAYS; i++) {
        struct day day;
        double greedy, best;

        make_day(&day, HOURS, rng);
        day.battery.grid = false;
        day.battery.foresight = false;
        dispatch(&day);
        assert_conserved(&day);
        greedy = cost_of(&day);
        day.battery.foresight = true;
        dispatch(&day);
        best = cost_of(&day);
        ck_assert_double_le(best, greedy * (1 + 1e-12));
        worse += best < greedy * (1 - 1e-6);
    }
    ck_assert_int_gt(worse, 5);
    gsl_rng_free(rng);
}
END_TEST

/*
 * Two hours of 100 and 500 g/kWh, 100 W each; 90 % in, 80 % out. What is charged at 100 is worth
 * (500 - wear) x 0.72: it pays while wear is below 500 - 100 / 0.72 = 361.1.
 */
START_TEST(charging_from_the_grid_must_pay)
{
    struct day day = {.n = HOURS,
                      .battery = {.capacity_wh = 1000,
                                  .charge_w = 1000,
                                  .discharge_w = 1000,
                                  .charge_efficiency = 0.9,
                                  .discharge_efficiency = 0.8,
                                  .grid = true,
                                  .foresight = true}};

    for (int t = 0; t < HOURS; t++) {
        day.load_w[t] = t < 2 ? 100 : 0;
        day.signal[t] = t == 0 ? 100 : 500;
    }
    day.battery.wear = 361;
    dispatch(&day);
    ck_assert_double_eq_tol(day.charge_w[0], 100 / 0.72, 1e-9);
    ck_assert_double_eq_tol(day.discharge_w[1], 100, 1e-9);
    ck_assert_double_eq_tol(day.grid_w[0], 100 + 100 / 0.72, 1e-9);
    ck_assert_double_eq_tol(day.grid_w[1], 0, 1e-9);
    day.battery.wear = 362;
    dispatch(&day);
    ck_assert_double_eq(day.charge_w[0], 0);
    ck_assert_double_eq(day.grid_w[1], 100);
    day.battery.grid = false; /* and without the sun there is nothing to store */
    day.battery.wear = 0;
    dispatch(&day);
    ck_assert_double_eq(day.charge_w[0], 0);
}
END_TEST

/* Without the sun all load comes from the grid, with or without a battery that has no use. */
START_TEST(no_sun_is_none)
{
    struct day day = {.n = HOURS, .battery = {.capacity_wh = 0.5, .charge_w = 1, .discharge_w = 1}};
    struct cairn_dispatch_task task = {.n = HOURS, .load_w = day.load_w, .signal = day.signal};
    struct cairn_dispatch_hours hours = {.grid_w = day.grid_w, .curtailed_w = day.curtailed_w};

    day.battery.charge_efficiency = day.battery.discharge_efficiency = 1;
    day.load_w[3] = 0.25;
    day.load_w[7] = 100;
    for (int battery = 0; battery < 2; battery++) {
        task.battery = battery ? &day.battery : NULL;
        cairn_dispatch(&task, &hours);
        for (int t = 0; t < HOURS; t++) {
            ck_assert_double_eq(day.grid_w[t], day.load_w[t]);
            ck_assert_double_eq(day.curtailed_w[t], 0);
        }
    }
}
END_TEST

/* A battery is one, however small: the same in 4096ths of a watt. */
START_TEST(the_smallest_battery_looks_ahead)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct day day, small;

    for (int i = 0; i < DAYS; i++) {
        make_day(&day, HOURS, rng);
        day.battery.foresight = i % 2;
        small = day;
        for (int t = 0; t < HOURS; t++) {
            small.load_w[t] /= 4096;
            small.sun_w[t] /= 4096;
        }
        small.battery.capacity_wh /= 4096;
        small.battery.charge_w /= 4096;
        small.battery.discharge_w /= 4096;
        dispatch(&day);
        dispatch(&small);
        for (int t = 0; t < HOURS; t++) {
            ck_assert_double_eq_tol(small.grid_w[t] * 4096, day.grid_w[t], 1e-6);
            ck_assert_double_eq_tol(small.stored_wh[t] * 4096, day.stored_wh[t], 1e-6);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* 300 W of sun in one hour and 100 W of load in each: a surplus of 200 W, that has no other use. */
START_TEST(what_is_not_stored_is_curtailed)
{
    struct day day = {.n = HOURS,
                      .battery = {.capacity_wh = 90,
                                  .charge_w = 1000,
                                  .discharge_w = 30,
                                  .charge_efficiency = 0.9,
                                  .discharge_efficiency = 1,
                                  .foresight = true}};
    struct cairn_dispatch_task task = {.n = HOURS, .load_w = day.load_w, .sun_w = day.sun_w};

    for (int t = 0; t < HOURS; t++) {
        day.load_w[t] = 100;
        day.signal[t] = 400;
    }
    day.sun_w[12] = 300;
    dispatch(&day);
    ck_assert_double_eq_tol(day.charge_w[12], 100, 1e-9); /* 90 Wh are full */
    ck_assert_double_eq_tol(day.curtailed_w[12], 100, 1e-9);
    ck_assert_double_eq_tol(cost_of(&day), 400 * (23 * 100 - 90), 1e-6);
    cairn_dispatch(&task, &(struct cairn_dispatch_hours){.grid_w = day.grid_w,
                                                         .curtailed_w = day.curtailed_w});
    ck_assert_double_eq(day.curtailed_w[12], 200);
    ck_assert_double_eq(day.grid_w[12], 0);
    ck_assert_double_eq(day.grid_w[13], 100);
}
END_TEST

Suite *test_dispatch(void);
Suite *test_dispatch(void)
{
    Suite *suite = suite_create("dispatch");
    TCase *tcase = tcase_create("dispatch");

    tcase_add_test(tcase, foresight_is_as_good_as_a_linear_programme);
    tcase_add_test(tcase, so_it_is_over_many_days);
    tcase_add_test(tcase, greed_is_no_better_than_foresight);
    tcase_add_test(tcase, charging_from_the_grid_must_pay);
    tcase_add_test(tcase, no_sun_is_none);
    tcase_add_test(tcase, the_smallest_battery_looks_ahead);
    tcase_add_test(tcase, what_is_not_stored_is_curtailed);
    suite_add_tcase(suite, tcase);
    return suite;
}
