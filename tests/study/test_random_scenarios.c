/*
 * Laws that hold whatever is simulated: of more than a thousand random scenarios, each of which
 * mixes some of all mechanisms and goes through the reader. What is right in each of them is tested
 * elsewhere, against closed forms; here is that nothing is lost or counted twice where they meet,
 * and that a scenario means the same however it is written.
 *
 * The folder of a scenario that fails stays where it is; its number is in the message.
 */

#include <check.h>
#include <math.h>
#include <string.h>

#include <cairn/load.h>

#include "support/mechanisms.h"
#include "support/scenario_checks.h"
#include "support/scenario_files.h"

enum { PARTS = 12, PER_PART = 100, N_SCENARIOS = PARTS * PER_PART };

/* ---- laws ---- */

/* Takes the other scenario over, and frees it. */
static void check_same(const struct tried *tried, struct cairn_scenario *other, int more,
                       const char *what)
{
    struct tried again;

    tried_init(&again, other, tried->number);
    ck_assert_int_eq(again.components.n, tried->components.n + more);
    check_same_components(tried, &again, what);
    tried_release(&again);
    cairn_scenario_free(other);
}

/*
 * In another order and other units; as the program itself writes it; beside a site that has nothing
 * to do with the others.
 */
static void check_writings(const struct scenario_files *files, struct random_scenario *made,
                           const struct tried *tried)
{
    struct draft_style other = {.shuffled = (uint64_t)tried->number + 1, .other_units = true};
    struct cairn_scenario *scenario = scenario_files_load(files, made, &other);

    check_same(tried, scenario, 0, "in another order and other units");
    if (tried->number % 3 == 0)
        check_same(tried,
                   scenario_files_load_text(files, cairn_scenario_effective(tried->scenario)), 0,
                   "as the program writes it");
    if (tried->number % 3 == 1) {
        random_scenario_add_bystander(made);
        check_same(tried, scenario_files_load(files, made, &other), 1, "beside another site");
    }
}

static void check_number(const struct scenario_files *files, int number, struct effects *effects)
{
    static const struct draft_style plain = {0};
    struct random_scenario made;
    struct cairn_scenario *scenario;
    struct tried tried;

    random_scenario_init(&made, (uint64_t)number);
    scenario = scenario_files_load(files, &made, &plain);
    tried_init(&tried, scenario, number);
    check_scenario(&tried, effects);
    check_writings(files, &made, &tried);
    tried_release(&tried);
    if (tried_init_closed(&tried, scenario, number)) {
        check_closed(&tried, effects);
        tried_release(&tried);
    }
    cairn_scenario_free(scenario);
    random_scenario_release(&made);
}

static void all_positive(const int64_t *counts, int n, const char *of)
{
    for (int i = 0; i < n; i++)
        if (counts[i] <= 0)
            ck_abort_msg("count %d of %s: never more than %d", i, of, (int)counts[i]);
}

/* Whatever is counted was more than 0 in some scenario of each part. */
static void check_effects(const struct effects *effects)
{
    all_positive(effects->sources, CAIRN_N_SOURCE_COUNTS, "sources");
    all_positive(effects->links, CAIRN_N_LINK_COUNTS, "links");
    all_positive(effects->caches, CAIRN_N_CACHE_COUNTS, "caches");
    all_positive(effects->pools, CAIRN_N_POOL_COUNTS, "pools");
    all_positive(effects->passes, CAIRN_N_PASS_COUNTS, "passes");
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        ck_assert_uint_gt(effects->by_path[path], PER_PART / 10);
    ck_assert_int_gt(effects->closed, PER_PART / 5);
    ck_assert_int_gt(effects->floors, PER_PART / 5);
    ck_assert_int_gt(effects->hopeless, 0);
}

START_TEST(laws_hold)
{
    struct effects effects = {0};
    struct scenario_files files;

    scenario_files_init(&files);
    for (int i = 0; i < PER_PART; i++)
        check_number(&files, _i * PER_PART + i, &effects);
    scenario_files_release(&files);
    check_effects(&effects);
}
END_TEST

/* ---- time ---- */

enum { SLOWER = 10 };

/* Of each kind of count: is it a time? */
static const bool link_times[CAIRN_N_LINK_COUNTS] = {
    [CAIRN_RADIO_IDLE_NS] = true, [CAIRN_PROMOTION_NS] = true, [CAIRN_ACTIVE_NS] = true,
    [CAIRN_TAIL_NS] = true,       [CAIRN_CUT_NS] = true,       [CAIRN_UP_BUSY_NS] = true,
    [CAIRN_DOWN_BUSY_NS] = true};
static const bool cache_times[CAIRN_N_CACHE_COUNTS] = {[CAIRN_OCCUPANCY_NS] = true};
static const bool pool_times[CAIRN_N_POOL_COUNTS] = {
    [CAIRN_SLEEP_NS] = true,   [CAIRN_WAKING_NS] = true, [CAIRN_IDLE_NS] = true,
    [CAIRN_BUSY_NS] = true,    [CAIRN_QUEUE_NS] = true,  [CAIRN_WAITS_NS] = true,
    [CAIRN_LOADING_NS] = true, [CAIRN_OFF_NS] = true,    [CAIRN_STARTING_NS] = true,
    [CAIRN_DOWN_NS] = true,    [CAIRN_ON_NS] = true};
static const bool pass_times[CAIRN_N_PASS_COUNTS] = {[CAIRN_PREFILL_NS] = true,
                                                     [CAIRN_SEQUENCES_NS] = true,
                                                     [CAIRN_STAYS_NS] = true,
                                                     [CAIRN_CONTEXT_MS] = true};

/* Within a hundredth, and one of a count or a millisecond of a time. */
static void check_slower(const char *of, int number, const int64_t *fast, const int64_t *slow,
                         const bool *times, int n)
{
    for (int i = 0; i < n; i++) {
        bool time = times && times[i];
        double due = (double)fast[i] * (time ? SLOWER : 1);

        if (fabs((double)slow[i] - due) > 0.01 * due + (time ? 1e6 : 1))
            ck_abort_msg("random scenario %d, count %d of %s: %.0f when slower, not %.0f", number,
                         i, of, (double)slow[i], due);
    }
}

/*
 * Times ten times as long, rates a tenth: the same requests meet the same fate, but for those that
 * another rounding to nanoseconds puts before or behind others.
 */
START_TEST(time_scales)
{
    static const struct draft_style styles[] = {{0}, {.slower = SLOWER}};
    struct effects effects[2];
    struct random_scenario made;
    struct scenario_files files;

    random_scenario_init(&made, (uint64_t)_i);
    memset(effects, 0, sizeof effects);
    scenario_files_init(&files);
    for (int i = 0; i < 2 && made.scales; i++) {
        struct cairn_scenario *scenario = scenario_files_load(&files, &made, &styles[i]);
        struct tried tried;

        tried_init(&tried, scenario, _i);
        check_scenario(&tried, &effects[i]);
        tried_release(&tried);
        cairn_scenario_free(scenario);
    }
    scenario_files_release(&files);
    random_scenario_release(&made);
    check_slower("sources", _i, effects[0].sources, effects[1].sources, NULL,
                 CAIRN_N_SOURCE_COUNTS);
    check_slower("links", _i, effects[0].links, effects[1].links, link_times, CAIRN_N_LINK_COUNTS);
    check_slower("caches", _i, effects[0].caches, effects[1].caches, cache_times,
                 CAIRN_N_CACHE_COUNTS);
    check_slower("pools", _i, effects[0].pools, effects[1].pools, pool_times, CAIRN_N_POOL_COUNTS);
    check_slower("passes", _i, effects[0].passes, effects[1].passes, pass_times,
                 CAIRN_N_PASS_COUNTS);
}
END_TEST

/* ---- what was covered ---- */

/* Mechanisms that a component has beside another, and by itself. */
struct cover {
    int n[N_MECHANISMS];
    bool pair[N_MECHANISMS][N_MECHANISMS];
};

static void cover_number(const struct scenario_files *files, int number, struct cover *cover)
{
    static const struct draft_style plain = {0};
    struct random_scenario made;
    struct cairn_scenario *scenario;
    struct tried tried;

    random_scenario_init(&made, (uint64_t)number);
    scenario = scenario_files_load(files, &made, &plain);
    tried_init(&tried, scenario, number);
    for (int c = 0; c < tried.components.n; c++) {
        bool has[N_MECHANISMS] = {false};

        mechanisms_of(&tried.components.items[c], has);
        for (int a = 0; a < N_MECHANISMS; a++) {
            cover->n[a] += has[a];
            for (int b = 0; b < N_MECHANISMS; b++)
                cover->pair[a][b] = cover->pair[a][b] || (has[a] && has[b]);
        }
    }
    tried_release(&tried);
    cairn_scenario_free(scenario);
    random_scenario_release(&made);
}

/* Every mechanism is there often, and nearly every two of them are there together. */
START_TEST(mechanisms_mix)
{
    struct scenario_files files;
    struct cover cover = {0};
    int pairs = 0;

    scenario_files_init(&files);
    for (int i = 0; i < N_SCENARIOS; i++)
        cover_number(&files, i, &cover);
    scenario_files_release(&files);
    for (int a = 0; a < N_MECHANISMS; a++)
        if (cover.n[a] < 20)
            ck_abort_msg("%s: in %d components only", mechanism_name((enum mechanism)a),
                         cover.n[a]);
    for (int a = 0; a < N_MECHANISMS; a++)
        for (int b = 0; b < a; b++)
            pairs += cover.pair[a][b];
    ck_assert_int_ge(100 * pairs, 99 * (N_MECHANISMS * (N_MECHANISMS - 1) / 2));
}
END_TEST

Suite *test_random_scenarios(void)
{
    Suite *suite = suite_create("random_scenarios");
    TCase *laws = tcase_create("laws");

    tcase_set_timeout(laws, 300.0);
    tcase_add_loop_test(laws, laws_hold, 0, PARTS);
    tcase_add_loop_test(laws, time_scales, 0, 100);
    tcase_add_test(laws, mechanisms_mix);
    suite_add_tcase(suite, laws);
    return suite;
}
