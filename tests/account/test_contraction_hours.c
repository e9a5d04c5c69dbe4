/* Another trace of a grid in bulk, against a ledger of a scenario that has it. [BULK] */
#include "account/sheet.h"
#include "model/fold.h"

enum { HOURS_OF_YEAR = 8760, FIRST_HOUR = 24 /* the year began on a Tuesday */ };

static void some_trace(double *hours, double mean)
{
    for (int h = 0; h < HOURS_OF_YEAR; h++)
        hours[h] = mean * (1 + 0.3 * sin(h * 0.2618) + 0.1 * sin(h * 0.0374) +
                           0.2 * sin(h * 0.000717) + (double)(h * 7919 % 101) / 1010);
}

struct hourly {
    struct sheet sheet;
    struct cairn_variables variables;
    int first[2][2]; /* [grid][scope] */
    int pue;
};

/* Average intensities of both grids by the hour, and the PUE. */
static void open_hours(struct hourly *hourly, const struct numbers *numbers)
{
    sheet_init(&hourly->sheet, numbers);
    cairn_variables_init(&hourly->variables, &hourly->sheet.t.book, WINDOWS);
    hourly->pue = cairn_variables_add(&hourly->variables);
    ck_assert_int_eq(
        cairn_variables_bind(&hourly->variables, &(struct cairn_binding){CAIRN_FACTOR_PUE, "region",
                                                                         hourly->pue, 1, 1}),
        1);
    for (int g = 0; g < 2; g++)
        for (int scope = 0; scope < 2; scope++)
            hourly->first[g][scope] =
                cairn_variables_bind_hours(&hourly->variables, g ? "G1" : "G0", CAIRN_AVERAGE,
                                           (enum cairn_intensity_scope)scope);
}

/*
 * A new trace for both grids against a ledger of a scenario that has it. The old intensities are
 * constant in one case and hourly in the other, which must not matter.
 */
START_TEST(hours_agree_with_another_book)
{
    struct hourly hourly;
    struct cairn_contraction c;
    double hours[HOURS_OF_YEAR], week[2][CAIRN_HOURS_PER_WEEK], old[CAIRN_HOURS_PER_WEEK];
    struct numbers before = as_said, after = as_said;
    struct total of = {CAIRN_CARBON, _i % 2 ? CAIRN_GHG_LOCATION : CAIRN_INVENTORY};
    double plain[REPLICATIONS], mean, half_width;
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
        old[h] = 100 + h;
    before.week[0] = before.week[1] = _i / 2 ? old : NULL;
    after.pue = 1.37;
    open_hours(&hourly, &before);
    struct cairn_contraction_setup setup = setup_of(&hourly.sheet, of, &hourly.variables);
    cairn_contraction_init(&c, &setup);

    double x[1 + 4 * (WINDOWS + 1)];
    const double *at[1 + 4 * (WINDOWS + 1)];
    for (int v = 0; v < hourly.variables.n; v++)
        at[v] = &x[v];
    x[hourly.pue] = after.pue;
    for (int g = 0; g < 2; g++) {
        some_trace(hours, g ? 350 : 720);
        cairn_fold_to_week(hours, HOURS_OF_YEAR, FIRST_HOUR, week[g]);
        after.week[g] = week[g];
        for (int scope = 0; scope < 2; scope++)
            cairn_fold_to_windows(week[g], &hourly.sheet.t.plan, x + hourly.first[g][scope]);
    }
    cairn_contraction_evaluate(&c, at, 1, &mean, &half_width);
    plain_totals(&after, of, plain);
    NEAR(mean, cairn_stats_mean(plain, REPLICATIONS), mean);
    NEAR(half_width, cairn_stats_half_width(plain, REPLICATIONS, 0.95), mean);
    /* The same mean at all hours is another number: the test would notice. */
    struct numbers flat = after;
    double level[2][CAIRN_HOURS_PER_WEEK];
    for (int g = 0; g < 2; g++) {
        for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
            level[g][h] = cairn_fold_to_window(week[g], &hourly.sheet.t.plan, CAIRN_NONE);
        flat.week[g] = level[g];
    }
    plain_totals(&flat, of, plain);
    ck_assert_double_gt(fabs(cairn_stats_mean(plain, REPLICATIONS) / mean - 1), 1e-3);
    cairn_contraction_release(&c);
    cairn_variables_release(&hourly.variables);
    sheet_release(&hourly.sheet);
}
END_TEST

/* More monomials than replications: the root has a row less than these. */
START_TEST(many_monomials_have_few_rows)
{
    struct hourly hourly;
    struct cairn_contraction c;
    open_hours(&hourly, &as_said);
    struct cairn_contraction_setup setup =
        setup_of(&hourly.sheet, (struct total){CAIRN_CARBON, CAIRN_INVENTORY}, &hourly.variables);
    cairn_contraction_init(&c, &setup);
    ck_assert_int_gt(c.n_monomials, 2 * WINDOWS);
    ck_assert_int_eq(c.n_rows, REPLICATIONS - 1);
    cairn_contraction_release(&c);
    cairn_variables_release(&hourly.variables);
    sheet_release(&hourly.sheet);
}
END_TEST

Suite *test_contraction_hours(void);
Suite *test_contraction_hours(void)
{
    Suite *suite = suite_create("contraction_hours");
    TCase *hours = tcase_create("hours");
    tcase_add_loop_test(hours, hours_agree_with_another_book, 0, 4);
    tcase_add_test(hours, many_monomials_have_few_rows);
    suite_add_tcase(suite, hours);
    return suite;
}
