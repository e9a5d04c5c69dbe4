#include "account/tiny.h"

#include "account/variables.h"
#include "model/overhead.h"
#include "model/year.h"

enum { N = CAIRN_HOURS_PER_YEAR };

/* 2023-01-01 in hours since 1970, as `date -u -d 2023-01-01 +%s` has it. */
static const int64_t first_hour = 1672531200 / 3600;

/*
 * A grid at 100 g/kWh in even hours of the year and 300 in odd ones, and a pool of one device that
 * is at work for 360 s of each hour, at 40 W instead of 10 W idle: 0.1 requests a second, a second
 * each. Half of them may wait for an hour; those of odd hours do, 200 g/kWh less, so that the mean
 * over all hours is 100, and of half the work 50 g/kWh.
 */
struct waiting {
    struct tiny t;
    double hours[N], week[168];
    struct cairn_series series;
    int64_t end_ns, latency_ns;
    double rate_per_s;
    struct cairn_component_route route;
};

static struct waiting *waiting(void)
{
    struct waiting *w = calloc(1, sizeof *w);
    struct tiny *t = &w->t;
    tiny_init(t);
    for (int h = 0; h < N; h++)
        w->hours[h] = h % 2 ? 300 : 100;
    for (int h = 0; h < 168; h++)
        w->week[h] = 200;
    w->series = (struct cairn_series){
        .first_hour = first_hour, .n = N, .values = w->hours, .mean = 200, .hidden = 0.5};
    tiny_intensity(t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 200);
    t->intensities[0].trace.series = &w->series;
    t->intensities[0].hour_of_week = w->week;
    tiny_intensity(t, 0, CAIRN_LONG_RUN, CAIRN_DIRECT, 150);
    t->places[0].pue = 1;
    t->plan.parts = 1;
    w->end_ns = INT64_MAX;
    w->latency_ns = 1000000000;
    w->rate_per_s = 0.1;
    t->windows[0].n_segments = 1;
    t->windows[0].segment_end_ns = &w->end_ns;
    t->windows[0].rate_per_s = &w->rate_per_s;
    t->variant.latency_ns = &w->latency_ns;
    w->route = (struct cairn_component_route){
        .share = 1, .cache = CAIRN_NONE, .link = CAIRN_NONE, .next_route = CAIRN_NONE};
    t->component.routes = &w->route;
    t->component.n_routes = t->source.n_routes = 1;
    t->workloads[0].deferral = (struct cairn_deferral){.origin = {.file = "x"},
                                                       .share = 0.5,
                                                       .slack_s = 3600,
                                                       .length_s = 3600,
                                                       .by = CAIRN_AVERAGE,
                                                       .scope = CAIRN_LIFE_CYCLE,
                                                       .up_to = 1};
    tiny_use_pool(t, 0, 10, 40);
    return w;
}

/* Of a category, or NULL: of all. */
static double deferred_in(const struct tiny *t, enum cairn_measure measure,
                          enum cairn_basis_kind basis, const char *category)
{
    struct cairn_terms terms = cairn_ledger_terms_of(&t->ledger, measure, basis);
    double sum = 0;
    while (cairn_terms_next(&terms))
        if (strcmp(terms.term.equation, "[DEFER]") == 0 &&
            (!category || strcmp(terms.term.category, category) == 0))
            sum += cairn_term_value(&terms.term, &t->book, t->amounts);
    return sum;
}

static double deferred(const struct tiny *t, enum cairn_measure measure,
                       enum cairn_basis_kind basis)
{
    return deferred_in(t, measure, basis, NULL);
}

static double deferred_g(const struct tiny *t, enum cairn_basis_kind basis)
{
    return deferred(t, CAIRN_CARBON, basis);
}

static void account(struct waiting *w)
{
    tiny_ready(&w->t);
    tiny_busy(&w->t, 0, 1, 360);
    tiny_idle(&w->t, 0, 3240);
    tiny_account(&w->t);
}

static void finish(struct waiting *w)
{
    tiny_release(&w->t);
    free(w);
}

/*
 * [DEFER] A year: 0.1 x 8,760 h x (40 - 10) W = 26.28 kWh move, at -50 g/kWh. All of it without
 * them: 0.1 x 8,760 x 40 + 0.9 x 8,760 x 10 = 113.88 kWh at 200. Long-run marginal electricity does
 * not know hours: nothing changes.
 */
START_TEST(what_waits_is_charged_where_it_goes)
{
    struct waiting *w = waiting();
    account(w);
    TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 50);
    TINY_EQ(tiny_total(&w->t, CAIRN_CARBON, CAIRN_INVENTORY), 113.88 * 200 - 26.28 * 50);
    ck_assert_double_eq(deferred_g(&w->t, CAIRN_DECISION), 0);
    TINY_EQ(tiny_total(&w->t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), 113.88 * 3.6e6);
    finish(w);
}
END_TEST

/*
 * Long-run marginal electricity that knows hours too, 100 in even ones and 200 in odd ones: work
 * waits for what is average, and saves 100 g/kWh of it in odd hours: of half the work 25 on
 * average.
 */
START_TEST(each_intensity_saves_its_own)
{
    struct waiting *w = waiting();
    struct cairn_series series = w->series;
    double hours[N];
    for (int h = 0; h < N; h++)
        hours[h] = h % 2 ? 200 : 100;
    series.values = hours;
    series.mean = 150;
    w->t.intensities[1].trace.series = &series;
    w->t.intensities[1].hour_of_week = w->week;
    account(w);
    TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 50);
    TINY_EQ(deferred_g(&w->t, CAIRN_DECISION), -26.28 * 25);
    finish(w);
}
END_TEST

/* A PUE of 1 in even hours and of 2 in odd ones, which are hot. */
struct weather {
    double temperatures[288], pue[168], product[168];
    const double *intensity[TINY_INTENSITIES], *products[TINY_INTENSITIES];
    struct cairn_cooling cooling;
    struct cairn_climate climate;
    struct cairn_hourly_overhead overhead;
};

static void follow_weather(struct waiting *w, struct weather *of)
{
    static const struct cairn_cooling_point points[] = {{.at = 0, .pue = 1}, {.at = 30, .pue = 2}};

    for (int i = 0; i < 288; i++)
        of->temperatures[i] = i % 2 ? 30 : 0;
    for (int h = 0; h < 168; h++) {
        of->pue[h] = 1 + h % 2;
        of->product[h] = h % 2 ? 600 : 100;
    }
    for (int i = 0; i < TINY_INTENSITIES; i++) {
        of->intensity[i] = w->week;
        of->products[i] = of->product;
    }
    of->cooling = (struct cairn_cooling){.n_outsides = 2};
    of->climate = (struct cairn_climate){.temperatures = of->temperatures};
    of->overhead = (struct cairn_hourly_overhead){.pue = of->pue,
                                                  .n_intensities = TINY_INTENSITIES,
                                                  .intensity = of->intensity,
                                                  .pue_x_intensity = of->products};
    w->t.s.coolings = &of->cooling;
    w->t.s.climates = &of->climate;
    w->t.s.outsides = (struct cairn_cooling_point *)(uintptr_t)points;
    w->t.places[0].cooling = w->t.places[0].climate = 0;
    w->t.places[0].overhead = &of->overhead;
    w->t.places[0].price_usd_per_kwh = 0.2;
}

/*
 * [COOLING] What waits saves 600 - 100 g/kWh of IT in odd hours, of half the work 125 on average;
 * of what is the same in each hour, and of energy and its price, the PUE is less by 1, on average
 * by a quarter.
 */
START_TEST(what_waits_goes_by_the_weather_too)
{
    struct waiting *w = waiting();
    struct weather weather;

    follow_weather(w, &weather);
    account(w);
    TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 125);
    TINY_EQ(deferred_g(&w->t, CAIRN_DECISION), -26.28 * 0.25 * 150);
    TINY_EQ(deferred(&w->t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), -26.28 * 0.25 * 3.6e6);
    TINY_EQ(deferred(&w->t, CAIRN_MONEY_SPENT, CAIRN_INVENTORY), -26.28 * 0.25 * 0.2);
    finish(w);
}
END_TEST

/* [MARKET] Half of it is of plants of 40 g/kWh, the rest of 300: both save a quarter of a PUE. */
START_TEST(plants_under_contract_save_by_the_weather_too)
{
    struct waiting *w = waiting();
    struct weather weather;

    follow_weather(w, &weather);
    tiny_intensity(&w->t, 0, CAIRN_RESIDUAL, CAIRN_DIRECT, 300);
    w->t.places[0].contract =
        (struct cairn_contract){.origin = {.file = "x"}, .share = 0.5, .intensity_g_per_kwh = 40};
    account(w);
    TINY_EQ(deferred_in(&w->t, CAIRN_CARBON, CAIRN_GHG_MARKET, "2"),
            -26.28 * 0.25 * (40 + 300) / 2);
    finish(w);
}
END_TEST

/*
 * In a window in which nobody comes nothing waits, and nothing is saved, of what came before it
 * neither: 36 s of work are left over from the hour before.
 */
START_TEST(where_nobody_comes_nothing_is_saved)
{
    struct waiting *w = waiting();
    double nothing_per_s = 0;
    w->t.plan.n_windows = 2;
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
        w->t.plan.window_of_hour[h] = h % 2;
    w->t.windows[1] = w->t.windows[0];
    w->t.windows[0].hours = w->t.windows[1].hours = CAIRN_HOURS_PER_WEEK / 2;
    w->t.windows[1].rate_per_s = &nothing_per_s;
    account(w);
    tiny_busy(&w->t, 1, 1, 36);
    tiny_idle(&w->t, 1, 3564);
    ck_assert_double_eq(deferred_g(&w->t, CAIRN_INVENTORY), 0);
    TINY_EQ(tiny_total(&w->t, CAIRN_CARBON, CAIRN_INVENTORY),
            4380 * (0.11 * 0.04 + 1.89 * 0.01) * 200);
    finish(w);
}
END_TEST

/* Others have a variant of their own on the same device: what waits saves as much as without. */
START_TEST(other_variants_have_no_part_in_it)
{
    struct waiting *w = waiting();
    struct tiny *t = &w->t;
    struct cairn_workload said[2] = {t->workloads[0], t->workloads[0]};
    struct cairn_variant known[2] = {t->variants[0], t->variants[0]};
    struct cairn_component_source sources[2] = {t->source, t->source};
    struct cairn_component_route routes[2] = {w->route, w->route};
    struct cairn_component_variant held[2] = {t->variant, t->variant};
    double rates_per_s[2] = {0.1, 0.05};
    said[1].id = "other";
    said[1].deferral.origin.file = NULL;
    known[1].id = "int8";
    t->s.workloads = said;
    t->s.variants = known;
    t->s.n_workloads = t->s.n_variants = 2;
    t->windows[0].rate_per_s = rates_per_s;
    sources[1].scenario_workload = sources[1].first_route = 1;
    routes[1].variant = 1;
    held[0].latency_ns = held[1].latency_ns = &w->latency_ns;
    held[1].scenario_variant = 1;
    t->component.sources = sources;
    t->component.routes = routes;
    t->component.n_sources = t->component.n_routes = 2;
    t->pool.variants = held;
    t->pool.n_variants = 2;
    tiny_ready(t);
    tiny_busy(t, 0, 1, 360);
    t->amounts[cairn_layout_batch(&t->layout, 0, 0, 1, 1)] = 180e9;
    tiny_idle(t, 0, 3060);
    tiny_account(t);
    TINY_EQ(deferred_g(t, CAIRN_INVENTORY), -26.28 * 50);
    finish(w);
}
END_TEST

/*
 * Even hours have 0.1 of the pool's time in use; up to 0.125 there is room for half of what waits
 * (0.05 of the pool's time in each odd hour).
 */
START_TEST(pools_have_room_up_to_a_limit)
{
    struct waiting *w = waiting();
    w->t.workloads[0].deferral.up_to = 0.125;
    account(w);
    TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 25);
    finish(w);
}
END_TEST

/* At best there is room, and the forecast is perfect: never more than as it is. */
START_TEST(at_best_there_is_room_and_foresight)
{
    struct waiting *w = waiting();
    struct cairn_ledger least;
    w->t.workloads[0].deferral.up_to = 0.125;
    w->t.workloads[0].deferral.forecast_cv = 2;
    account(w);
    cairn_ledger_init_least(&least, &w->t.s, &w->t.component, &w->t.book);
    ck_assert_double_gt(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 25);
    TINY_EQ(
        cairn_ledger_total(&least, &w->t.book, CAIRN_CARBON, CAIRN_INVENTORY, w->t.amounts, NULL),
        113.88 * 200 - 26.28 * 50);
    cairn_ledger_release(&least);
    finish(w);
}
END_TEST

/* An intensity twice as high in all hours: all carbon of operation is, and what waiting saves. */
START_TEST(what_waiting_saves_follows_the_intensity)
{
    struct waiting *w = waiting();
    struct cairn_variables variables;
    account(w);
    cairn_variables_init(&variables, &w->t.book, 1);
    int n = cairn_variables_bind(
        &variables,
        &(struct cairn_binding){.kind = cairn_factor_intensity(CAIRN_AVERAGE, CAIRN_LIFE_CYCLE),
                                .subject = "G0",
                                .variable = cairn_variables_add(&variables),
                                .power = 1,
                                .base = NAN});
    ck_assert_int_eq(n, 2); /* of its one window: the mean, and what is deferred */
    cairn_variables_release(&variables);
    finish(w);
}
END_TEST

static void serve(struct waiting *w, enum cairn_api_scope scope)
{
    w->t.pools[0].tenancy = CAIRN_MANAGED;
    w->t.pools[0].service = 0;
    w->t.pool.unlimited = true;
    w->t.variant.scenario_variant = CAIRN_NONE;
    w->t.services[0].energy_j = 3.6e6;
    w->t.services[0].scope = scope;
    tiny_ready(&w->t);
    w->t.amounts[cairn_layout_pool(&w->t.layout, 0, 0, CAIRN_SERVED)] = 1;
    tiny_account(&w->t);
}

/*
 * A pool of others draws and is attributed by the second of work: all of it moves, 1 kWh in each
 * hour. The energy of a service may be that of the facility, in which PUE stands already.
 */
START_TEST(services_move_with_all_they_draw)
{
    for (int weather = 0; weather < 2; weather++)
        for (int scope = CAIRN_API_IT; scope <= CAIRN_API_FACILITY; scope++) {
            struct waiting *w = waiting();
            bool with_pue = weather && scope == CAIRN_API_IT;
            struct weather by_hour;

            if (weather)
                follow_weather(w, &by_hour);
            serve(w, (enum cairn_api_scope)scope);
            TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -8760.0 * (with_pue ? 125 : 50));
            TINY_EQ(deferred(&w->t, CAIRN_ENERGY_USED, CAIRN_INVENTORY),
                    with_pue ? -8760 * 0.25 * 3.6e6 : 0);
            finish(w);
        }
}
END_TEST

/*
 * Of two workloads on one variant with as many requests, one may wait: of the work of the variant a
 * quarter (half of its half), 25 g/kWh.
 */
START_TEST(work_is_divided_by_who_sends_it)
{
    struct waiting *w = waiting();
    struct cairn_workload workloads[2] = {w->t.workloads[0], w->t.workloads[0]};
    struct cairn_component_source sources[2] = {w->t.source, w->t.source};
    struct cairn_component_route routes[2] = {w->route, w->route};
    double rates[2] = {0.05, 0.05};
    workloads[1].id = "other";
    workloads[1].deferral.origin.file = NULL;
    sources[1].scenario_workload = 1;
    sources[1].first_route = 1;
    w->t.s.workloads = workloads;
    w->t.s.n_workloads = 2;
    w->t.component.sources = sources;
    w->t.component.n_sources = 2;
    w->t.component.routes = routes;
    w->t.component.n_routes = 2;
    w->t.windows[0].rate_per_s = rates;
    account(w);
    TINY_EQ(deferred_g(&w->t, CAIRN_INVENTORY), -26.28 * 25);
    finish(w);
}
END_TEST

/* The same load is looked up; another one (two devices) has factors of its own. */
START_TEST(the_book_remembers)
{
    struct waiting *w = waiting();
    struct cairn_ledger again;
    account(w);
    int n = w->t.book.n;
    cairn_ledger_init(&again, &w->t.s, &w->t.component, &w->t.book);
    ck_assert_int_eq(w->t.book.n, n);
    cairn_ledger_release(&again);
    w->t.pool.devices = 2;
    cairn_ledger_init(&again, &w->t.s, &w->t.component, &w->t.book);
    ck_assert_int_eq(w->t.book.n, n + 1);
    cairn_ledger_release(&again);
    w->t.source.copies++; /* who else comes matters, too */
    cairn_ledger_init(&again, &w->t.s, &w->t.component, &w->t.book);
    ck_assert_int_eq(w->t.book.n, n + 2);
    cairn_ledger_release(&again);
    w->t.pool.devices = 1;
    finish(w);
}
END_TEST

/*
 * [GREENEST] A plan of two windows, one of the even and one of the odd hours: what is drawn in the
 * one is charged with 100, in the other with 300, and not with what they fold to (200).
 */
START_TEST(windows_are_charged_with_their_own_hours)
{
    struct waiting *w = waiting();
    struct tiny *t = &w->t;
    int window_of_year[N];
    short spell_of_year[N] = {0};
    t->workloads[0].deferral.origin.file = NULL;
    for (int h = 0; h < N; h++)
        window_of_year[h] = h % 2;
    for (int i = 0; i < 2; i++) {
        t->windows[i] = t->windows[0];
        t->windows[i].hours = N / 2;
    }
    t->plan.n_windows = 2;
    t->plan.window_of_year = window_of_year;
    t->plan.spell_of_year = spell_of_year;
    tiny_ready(t);
    tiny_busy(t, 0, 1, 3600);
    tiny_idle(t, 1, 3600);
    tiny_account(t);
    TINY_EQ(tiny_total(t, CAIRN_CARBON, CAIRN_INVENTORY), 4380 * (0.04 * 100 + 0.01 * 300));
    finish(w);
}
END_TEST

Suite *test_ledger_defer(void);
Suite *test_ledger_defer(void)
{
    Suite *suite = suite_create("ledger_defer");
    TCase *tc = tcase_create("ledger_defer");
    tcase_add_test(tc, what_waits_is_charged_where_it_goes);
    tcase_add_test(tc, each_intensity_saves_its_own);
    tcase_add_test(tc, what_waits_goes_by_the_weather_too);
    tcase_add_test(tc, plants_under_contract_save_by_the_weather_too);
    tcase_add_test(tc, other_variants_have_no_part_in_it);
    tcase_add_test(tc, where_nobody_comes_nothing_is_saved);
    tcase_add_test(tc, pools_have_room_up_to_a_limit);
    tcase_add_test(tc, at_best_there_is_room_and_foresight);
    tcase_add_test(tc, what_waiting_saves_follows_the_intensity);
    tcase_add_test(tc, services_move_with_all_they_draw);
    tcase_add_test(tc, work_is_divided_by_who_sends_it);
    tcase_add_test(tc, the_book_remembers);
    tcase_add_test(tc, windows_are_charged_with_their_own_hours);
    suite_add_tcase(suite, tc);
    return suite;
}
