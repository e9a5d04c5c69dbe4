/*
 * Totals in bulk. Expected values come from the plain way: the ledger walked term by term, and a
 * ledger made anew from a scenario in which the numbers stand. [BULK]
 */
#include "account/sheet.h"

enum { POINTS = 37 };

/* ---- nothing open ---- */

START_TEST(nothing_open_is_the_ledger)
{
    struct sheet sheet;
    struct cairn_variables none;
    struct cairn_contraction c;
    double plain[REPLICATIONS], mean, half_width;
    sheet_init(&sheet, &as_said);
    cairn_variables_init(&none, &sheet.t.book, WINDOWS);
    struct cairn_contraction_setup setup = setup_of(&sheet, total_of(_i), &none);
    cairn_contraction_init(&c, &setup);
    ck_assert_int_eq(c.n_monomials, 1);
    for (int r = 0; r < REPLICATIONS; r++) {
        plain[r] = plain_total(&sheet, total_of(_i), r);
        if (total_of(_i).measure == CAIRN_WATER_SCARCITY) /* nobody asks for it */
            ck_assert_double_eq(plain[r], 0);
        else
            ck_assert_double_gt(plain[r], 0);
        ck_assert_double_eq(cairn_contraction_replication(&c, r, NULL), plain[r]);
    }
    cairn_contraction_evaluate(&c, NULL, 1, &mean, &half_width);
    ck_assert_double_eq(mean, cairn_stats_mean(plain, REPLICATIONS));
    NEAR(half_width, cairn_stats_half_width(plain, REPLICATIONS, 0.95), mean);
    cairn_contraction_release(&c);
    cairn_variables_release(&none);
    sheet_release(&sheet);
}
END_TEST

/* ---- by itself ---- */

/* What does not vary has no width, however large it is: its mean is rounded by some 1e-11. */
START_TEST(large_constants_have_no_row)
{
    enum { N = 3 };
    double values[N] = {100000.1, 100000.1, 100000.1}, mean, half_width, one = 1;
    const double *x[1] = {&one};
    struct cairn_contraction c;

    ck_assert_double_ne(cairn_stats_mean(values, N), values[0]);
    cairn_contraction_of(&c, values, 1, N, 0.95);
    ck_assert_int_eq(c.n_rows, 0);
    cairn_contraction_evaluate(&c, x, 1, &mean, &half_width);
    ck_assert_double_eq_tol(mean, 100000.1, 1e-9);
    ck_assert_double_eq(half_width, 0);
    cairn_contraction_release(&c);
}
END_TEST

/*
 * Of three variables the first is the same in all replications, but for the rounding of its mean;
 * the second varies, and the third is twice the second: one row is all that there is.
 */
START_TEST(rounding_and_what_depends_have_no_row)
{
    enum { N = 10 };
    double values[3 * N], mean, half_width, one = 1, zero = 0;
    const double *x[3] = {&zero, &one, &zero};
    struct cairn_contraction c;

    for (int r = 0; r < N; r++) {
        values[r] = 0.1;
        values[N + r] = r * r;
        values[2 * N + r] = 2 * r * r;
    }
    cairn_contraction_of(&c, values, 3, N, 0.95);
    ck_assert_int_eq(c.n_rows, 1);
    ck_assert_int_eq(c.n_monomials, 3);
    cairn_contraction_evaluate(&c, x, 1, &mean, &half_width);
    ck_assert_double_eq_tol(mean, 28.5, 1e-12); /* (0 + 1 + 4 + ... + 81) / 10 */
    NEAR(half_width, cairn_stats_half_width(values + N, N, 0.95), half_width);
    x[0] = x[2] = &one;
    cairn_contraction_evaluate(&c, x, 1, &mean, &half_width);
    ck_assert_double_eq_tol(mean, 3 * 28.5 + 0.1, 1e-12);
    NEAR(half_width, 3 * cairn_stats_half_width(values + N, N, 0.95), half_width);
    cairn_contraction_release(&c);
}
END_TEST

/* ---- scalars ---- */

enum { INTENSITY, PUE, LIFETIME, IDLE, PRICE, N_SCALARS };

/* Two that replace a number and three that multiply it. */
static void open_scalars(struct cairn_variables *variables, const struct cairn_factor_book *book)
{
    static const struct cairn_binding bindings[] = {
        {CAIRN_FACTOR_INTENSITY + 2 * CAIRN_AVERAGE + CAIRN_LIFE_CYCLE, "G1", INTENSITY, 1, NAN},
        {CAIRN_FACTOR_INTENSITY + 2 * CAIRN_AVERAGE + CAIRN_DIRECT, "G1", INTENSITY, 1, NAN},
        {CAIRN_FACTOR_INTENSITY + 2 * CAIRN_LONG_RUN + CAIRN_DIRECT, "G1", INTENSITY, 1, NAN},
        {CAIRN_FACTOR_INTENSITY + 2 * CAIRN_RESIDUAL + CAIRN_LIFE_CYCLE, "G1", INTENSITY, 1, NAN},
        {CAIRN_FACTOR_INTENSITY + 2 * CAIRN_RESIDUAL + CAIRN_DIRECT, "G1", INTENSITY, 1, NAN},
        {CAIRN_FACTOR_PUE, "region", PUE, 1, 1},
        {CAIRN_FACTOR_AMORTISATION, "device", LIFETIME, -1, 1}, /* horizon: 1 year */
        {CAIRN_FACTOR_POWER_IDLE, "device", IDLE, 1, NAN},
        {CAIRN_FACTOR_ELECTRICITY_PRICE, "region", PRICE, 1, NAN},
    };
    cairn_variables_init(variables, book, WINDOWS);
    for (int v = 0; v < N_SCALARS; v++)
        ck_assert_int_eq(cairn_variables_add(variables), v);
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        ck_assert_int_ge(cairn_variables_bind(variables, &bindings[i]), 1);
}

/* Points between half and twice of what is said; a lifetime of a year would be bought twice. */
static void some_points(double x[N_SCALARS][POINTS])
{
    for (int p = 0; p < POINTS; p++)
        for (int v = 0; v < N_SCALARS; v++) {
            double share = (double)((p * 31 + v * 17 + p * v) % 64) / 64;
            double factor = 0.5 + 1.5 * share;
            x[v][p] = v == PUE ? 1 + share : v == LIFETIME ? 5 * factor : factor;
        }
}

static struct numbers numbers_at(double x[N_SCALARS][POINTS], int p)
{
    struct numbers numbers = as_said;
    numbers.intensity = x[INTENSITY][p];
    numbers.pue = x[PUE][p];
    numbers.lifetime_y = x[LIFETIME][p];
    numbers.idle_w *= x[IDLE][p];
    numbers.usd_per_kwh *= x[PRICE][p];
    return numbers;
}

START_TEST(scalars_agree_with_another_book)
{
    struct sheet sheet;
    struct cairn_variables variables;
    struct cairn_contraction c;
    double x[N_SCALARS][POINTS], mean[POINTS], half_width[POINTS], plain[REPLICATIONS];
    const double *points[N_SCALARS] = {x[0], x[1], x[2], x[3], x[4]};
    sheet_init(&sheet, &as_said);
    open_scalars(&variables, &sheet.t.book);
    some_points(x);
    struct cairn_contraction_setup setup = setup_of(&sheet, total_of(_i), &variables);
    cairn_contraction_init(&c, &setup);
    ck_assert_int_le(c.n_monomials, 8);
    cairn_contraction_evaluate(&c, points, POINTS, mean, half_width);
    for (int p = 0; p < POINTS; p += 4) {
        struct numbers numbers = numbers_at(x, p);
        plain_totals(&numbers, total_of(_i), plain);
        double scale = cairn_stats_mean(plain, REPLICATIONS);
        NEAR(mean[p], scale, scale);
        NEAR(half_width[p], cairn_stats_half_width(plain, REPLICATIONS, 0.95), scale);
        for (int r = 0; r < REPLICATIONS; r++) {
            double at[N_SCALARS] = {x[0][p], x[1][p], x[2][p], x[3][p], x[4][p]};
            NEAR(cairn_contraction_replication(&c, r, at), plain[r], scale);
        }
    }
    cairn_contraction_release(&c);
    cairn_variables_release(&variables);
    sheet_release(&sheet);
}
END_TEST

/* However many points are asked for at once, one gives the same bits. */
START_TEST(a_point_alone_has_the_same_bits)
{
    struct sheet sheet;
    struct cairn_variables variables;
    struct cairn_contraction c;
    double x[N_SCALARS][POINTS], mean[POINTS], half_width[POINTS];
    const double *points[N_SCALARS] = {x[0], x[1], x[2], x[3], x[4]};
    sheet_init(&sheet, &as_said);
    open_scalars(&variables, &sheet.t.book);
    some_points(x);
    struct cairn_contraction_setup setup =
        setup_of(&sheet, (struct total){CAIRN_CARBON, CAIRN_GHG_LOCATION}, &variables);
    cairn_contraction_init(&c, &setup);
    cairn_contraction_evaluate(&c, points, POINTS, mean, half_width);
    for (int p = 0; p < POINTS; p++) {
        const double *at[N_SCALARS] = {&x[0][p], &x[1][p], &x[2][p], &x[3][p], &x[4][p]};
        double one_mean, one_half_width, mean_alone;
        cairn_contraction_evaluate(&c, at, 1, &one_mean, &one_half_width);
        cairn_contraction_evaluate(&c, at, 1, &mean_alone, NULL);
        ck_assert_double_eq(one_mean, mean[p]);
        ck_assert_double_eq(mean_alone, mean[p]);
        ck_assert_double_eq(one_half_width, half_width[p]);
    }
    cairn_contraction_release(&c);
    cairn_variables_release(&variables);
    sheet_release(&sheet);
}
END_TEST

/* ---- differences ---- */

/* Another placement: its second part alone, in fewer replications. */
START_TEST(a_difference_is_paired)
{
    enum { FEWER = 12 };
    struct sheet sheet;
    struct cairn_variables variables;
    struct cairn_contraction a, b, d;
    double x[N_SCALARS][POINTS], mean[POINTS], half_width[POINTS];
    const double *points[N_SCALARS] = {x[0], x[1], x[2], x[3], x[4]};
    struct total of = {CAIRN_CARBON, CAIRN_INVENTORY};
    sheet_init(&sheet, &as_said);
    open_scalars(&variables, &sheet.t.book);
    some_points(x);
    struct cairn_contraction_setup setup = setup_of(&sheet, of, &variables);
    cairn_contraction_init(&a, &setup);
    setup.parts++;
    setup.n_parts = 1;
    setup.n_replications = FEWER;
    cairn_contraction_init(&b, &setup);
    cairn_contraction_difference(&d, &a, &b);
    ck_assert_int_eq(d.n_replications, FEWER);
    cairn_contraction_evaluate(&d, points, POINTS, mean, half_width);
    for (int p = 0; p < POINTS; p++) {
        double at[N_SCALARS] = {x[0][p], x[1][p], x[2][p], x[3][p], x[4][p]};
        double of_a[FEWER], of_b[FEWER], plain_mean;
        for (int r = 0; r < FEWER; r++) {
            of_a[r] = cairn_contraction_replication(&a, r, at);
            of_b[r] = cairn_contraction_replication(&b, r, at);
        }
        double plain = cairn_stats_paired(of_a, of_b, FEWER, 0.95, &plain_mean);
        NEAR(mean[p], plain_mean, of_a[0]);
        NEAR(half_width[p], plain, of_a[0]);
    }
    cairn_contraction_release(&a);
    cairn_contraction_release(&b);
    cairn_contraction_release(&d);
    cairn_variables_release(&variables);
    sheet_release(&sheet);
}
END_TEST

/* What two placements share leaves their difference, and its interval, at nothing. */
START_TEST(a_difference_to_itself_is_nothing)
{
    struct sheet sheet;
    struct cairn_variables variables;
    struct cairn_contraction a, d;
    double x[N_SCALARS] = {2, 1.1, 4, 1, 1}, mean, half_width;
    const double *at[N_SCALARS] = {&x[0], &x[1], &x[2], &x[3], &x[4]};
    sheet_init(&sheet, &as_said);
    open_scalars(&variables, &sheet.t.book);
    struct cairn_contraction_setup setup =
        setup_of(&sheet, (struct total){CAIRN_CARBON, CAIRN_SCI}, &variables);
    cairn_contraction_init(&a, &setup);
    cairn_contraction_difference(&d, &a, &a);
    cairn_contraction_evaluate(&d, at, 1, &mean, &half_width);
    ck_assert_double_eq(mean, 0);
    ck_assert_double_eq(half_width, 0);
    cairn_contraction_release(&a);
    cairn_contraction_release(&d);
    cairn_variables_release(&variables);
    sheet_release(&sheet);
}
END_TEST

START_TEST(one_replication_has_no_interval)
{
    struct sheet sheet;
    struct cairn_variables none;
    struct cairn_contraction c;
    double mean[POINTS], half_width[POINTS];
    sheet_init(&sheet, &as_said);
    cairn_variables_init(&none, &sheet.t.book, WINDOWS);
    struct cairn_contraction_setup setup =
        setup_of(&sheet, (struct total){CAIRN_CARBON, CAIRN_SCI}, &none);
    setup.n_replications = 1;
    cairn_contraction_init(&c, &setup);
    cairn_contraction_evaluate(&c, NULL, POINTS, mean, half_width);
    for (int p = 0; p < POINTS; p++) {
        ck_assert_double_eq(mean[p], plain_total(&sheet, total_of(CAIRN_SCI), 0));
        ck_assert_double_eq(half_width[p], HUGE_VAL);
    }
    cairn_contraction_release(&c);
    cairn_variables_release(&none);
    sheet_release(&sheet);
}
END_TEST

Suite *test_contraction(void);
Suite *test_contraction(void)
{
    Suite *suite = suite_create("contraction");
    TCase *scalars = tcase_create("scalars");
    tcase_add_loop_test(scalars, nothing_open_is_the_ledger, 0, TOTALS);
    tcase_add_loop_test(scalars, scalars_agree_with_another_book, 0, TOTALS);
    tcase_add_test(scalars, large_constants_have_no_row);
    tcase_add_test(scalars, rounding_and_what_depends_have_no_row);
    tcase_add_test(scalars, a_point_alone_has_the_same_bits);
    suite_add_tcase(suite, scalars);
    TCase *differences = tcase_create("differences");
    tcase_add_test(differences, a_difference_is_paired);
    tcase_add_test(differences, a_difference_to_itself_is_nothing);
    tcase_add_test(differences, one_replication_has_no_interval);
    suite_add_tcase(suite, differences);
    return suite;
}
