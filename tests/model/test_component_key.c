#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/component.h"
#include "support/build.h"
#include "support/fleet.h"

/* Key of the component of store-frames. */
static struct cairn_hash128 key_of(struct cairn_scenario *s, const struct fleet_way *ways,
                                   int batch_max)
{
    struct cairn_plan plan;
    struct cairn_placement p;
    struct cairn_components components;
    struct cairn_hash128 key = {{0, 0}};
    cairn_plan_init(&plan, s);
    fleet_place(&p, s, ways);
    p.pools[STORE_BOX].batch_max = batch_max;
    cairn_components_init(&components, s, &plan, &p);
    for (int i = 0; i < components.n; i++)
        for (int j = 0; j < components.items[i].n_sources; j++)
            if (components.items[i].sources[j].scenario_workload == STORE_FRAMES)
                key = components.items[i].key;
    cairn_components_release(&components);
    cairn_placement_release(&p);
    cairn_plan_release(&plan);
    return key;
}

static const struct fleet_way spilling[] = {
    FLEET_NOT, FLEET_NOT, {STORE_BOX, STORE_CACHE, GPU}, FLEET_NOT};

static void change_pue(struct cairn_scenario *s)
{
    s->places[STORE].pue = 1.7;
}
static void change_idle(struct cairn_scenario *s)
{
    s->hardware[0].power.idle_w = 3;
}
static void change_busy(struct cairn_scenario *s)
{
    s->points[0].power_w = 3;
}
static void change_embodied(struct cairn_scenario *s)
{
    s->hardware[0].embodied.carbon_g = 1;
}
static void change_egress(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].egress_usd_per_gb = 1;
}
static void change_lookup_j(struct cairn_scenario *s)
{
    s->caches[STORE_CACHE].lookup_energy_j = 1;
}
static void change_horizon(struct cairn_scenario *s)
{
    s->time.horizon_s = 1e8;
}
static void change_pool_id(struct cairn_scenario *s)
{
    s->pools[STORE_BOX].id = "other";
}
static void change_accuracy(struct cairn_scenario *s)
{
    s->variants[INT8].accuracy = 0.1;
}
static void change_unused(struct cairn_scenario *s)
{
    s->pools[SOUTH_GPU].queue = 3;
}
static void change_wake_unused(struct cairn_scenario *s)
{
    s->hardware[0].wake = (struct cairn_wake){.origin.file = "test.xml", .time_s = 9};
}
static void change_tenancy(struct cairn_scenario *s)
{
    s->pools[STORE_BOX].tenancy = CAIRN_OWNED;
}

static void change_rate(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = 3.1;
}
static void change_process(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].arrivals.process = CAIRN_DETERMINISTIC;
}
static void change_id(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].id = "other";
}
static void change_payload(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].payload_bytes = 1001;
}
static void change_p95(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].promise.p95_s = 1;
}
static void change_contents(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].popularity.contents = 999;
}
static void change_count(struct cairn_scenario *s)
{
    s->places[STORE].count = 41;
}
static void change_bandwidth(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].bandwidth_bit_s = 9e6;
}
static void change_latency(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].latency_s = 0.011;
}
static void change_travel(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].variation = CAIRN_EXPONENTIAL;
}
static void change_loss(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].loss = 0.01;
    s->links[STORE_NORTH].resend_after_s = 0.1;
}
static void change_lines(struct cairn_scenario *s)
{
    s->links[STORE_NORTH].copies_per_line = 4;
}
static void change_service(struct cairn_scenario *s)
{
    s->points[0].latency_s = 0.011;
}
static void change_queue(struct cairn_scenario *s)
{
    s->pools[STORE_BOX].queue = 3;
}
static void change_sleep(struct cairn_scenario *s)
{
    s->pools[STORE_BOX].sleep_after_s = 3;
}
static void change_variation(struct cairn_scenario *s)
{
    s->pools[STORE_BOX].variation = CAIRN_EXPONENTIAL;
}
static void change_entries(struct cairn_scenario *s)
{
    s->caches[STORE_CACHE].entries = 101;
}
static void change_policy(struct cairn_scenario *s)
{
    s->caches[STORE_CACHE].policy = CAIRN_FIFO;
}
static void change_lookup_s(struct cairn_scenario *s)
{
    s->caches[STORE_CACHE].lookup_time_s = 1;
}
static void change_window(struct cairn_scenario *s)
{
    s->time.window_s = 101;
}
static void change_run_in(struct cairn_scenario *s)
{
    s->time.run_in_s = 11;
}
static void change_phases(struct cairn_scenario *s)
{
    s->phases = calloc(2, sizeof *s->phases);
    s->phases[0] = (struct cairn_phase){.load = 1, .stay_s = 1, .weight = 1};
    s->phases[1] = (struct cairn_phase){.load = 2, .stay_s = 1, .weight = 1};
    s->workloads[STORE_FRAMES].arrivals.n_phases = 2;
}
static const double two_loads[2] = {1, 2};
static void change_cycle(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].arrivals.cycle =
        (struct cairn_cycle){.loads = two_loads, .n_loads = 2, .period_s = 1, .from_s = NAN};
}
static void change_surge(struct cairn_scenario *s)
{
    s->surges = calloc(1, sizeof *s->surges);
    s->surges[0] =
        (struct cairn_surge){.id = "surge", .variation = CAIRN_GAMMA, .cv = 1, .period_s = 1};
    s->workloads[STORE_FRAMES].arrivals.surge = 0;
}
static const struct cairn_recording a_recording = {.content = {1, 2}};
static void change_replay(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].arrivals.replay.recording = &a_recording;
    s->workloads[STORE_FRAMES].arrivals.replay.scale = 1;
}
static void change_peak(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].peak = 2;
}

static void (*const accounting[])(struct cairn_scenario *) = {
    change_pue,      change_idle,     change_busy,        change_embodied,
    change_egress,   change_lookup_j, change_horizon,     change_pool_id,
    change_accuracy, change_unused,   change_wake_unused, change_tenancy,
};
static void (*const physics[])(struct cairn_scenario *) = {
    change_rate,     change_process, change_id,        change_payload, change_p95,
    change_contents, change_count,   change_bandwidth, change_latency, change_service,
    change_queue,    change_sleep,   change_variation, change_entries, change_policy,
    change_lookup_s, change_window,  change_run_in,    change_peak,    change_travel,
    change_loss,     change_lines,   change_lookup_s,  change_window,  change_run_in,
    change_peak,     change_phases,  change_cycle,     change_surge,   change_replay,
};

static bool key_survives(void (*change)(struct cairn_scenario *))
{
    struct cairn_scenario *s = fleet();
    struct cairn_hash128 before = key_of(s, spilling, 1);
    change(s);
    struct cairn_hash128 after = key_of(s, spilling, 1);
    build_free(s);
    return memcmp(&before, &after, sizeof before) == 0;
}

START_TEST(accounting_keeps_the_key)
{
    ck_assert(key_survives(accounting[_i]));
}
END_TEST

START_TEST(physics_changes_the_key)
{
    ck_assert(!key_survives(physics[_i]));
}
END_TEST

/* ---- what happens elsewhere ---- */

static void change_other_rate(struct cairn_scenario *s)
{
    s->workloads[STORE_WORDS].arrivals.rate_per_s *= 1.2;
}
static void change_other_count(struct cairn_scenario *s)
{
    s->places[FARM].count = 5;
}
static void change_other_payload(struct cairn_scenario *s)
{
    s->workloads[FARM_FRAMES].payload_bytes *= 1.2;
}
static void change_other_p95(struct cairn_scenario *s)
{
    s->workloads[FARM_FRAMES].promise.p95_s = 20;
}
static void change_other_process(struct cairn_scenario *s)
{
    s->workloads[FARM_WORDS].arrivals.process = CAIRN_DETERMINISTIC;
}
static void change_other_latency(struct cairn_scenario *s)
{
    s->links[FARM_SOUTH].latency_s *= 1.2;
}
static void add_other_workload(struct cairn_scenario *s)
{
    int more = build_workload(s, "more", FARM, 0, 1);

    s->workloads[more].arrivals.shape = s->workloads[FARM_FRAMES].arrivals.shape;
}

static void (*const elsewhere[])(struct cairn_scenario *) = {
    change_other_rate,    change_other_count,   change_other_payload, change_other_p95,
    change_other_process, change_other_latency, add_other_workload,
};

/* The lengths of the plan are left to the rules, or all this would prove nothing about them. */
static struct cairn_scenario *by_rule(bool varies)
{
    static const double day[24] = {1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2};
    struct cairn_scenario *s = fleet();
    int shape = varies ? build_day_shape(s, "day", day) : CAIRN_NONE;

    s->time.window_s = s->time.run_in_s = NAN;
    s->places[STORE].count = 30; /* 219 requests per second, 913 s for 200,000 of them: 960 s */
    for (int w = 0; w < s->n_workloads; w++)
        s->workloads[w].arrivals.shape = shape;
    return s;
}

START_TEST(what_happens_elsewhere_keeps_the_key)
{
    for (int varies = 0; varies < 2; varies++) {
        struct cairn_scenario *s = by_rule(varies);
        struct cairn_hash128 before = key_of(s, spilling, 1);

        elsewhere[_i](s);
        struct cairn_hash128 after = key_of(s, spilling, 1);
        build_free(s);
        ck_assert_mem_eq(&before, &after, sizeof before);
    }
}
END_TEST

/* What plan.h says still changes everything: another course of the week, and a peak. */
START_TEST(another_week_elsewhere_changes_the_key)
{
    static const double night[24] = {3, 3, 3};
    struct cairn_scenario *s = by_rule(true);
    struct cairn_hash128 before = key_of(s, spilling, 1);

    s->workloads[FARM_WORDS].peak = 2;
    struct cairn_hash128 peak = key_of(s, spilling, 1);
    s->workloads[FARM_WORDS].peak = 1;
    s->workloads[FARM_WORDS].arrivals.shape = build_day_shape(s, "night", night);
    struct cairn_hash128 shape = key_of(s, spilling, 1);
    ck_assert_mem_ne(&before, &peak, sizeof before);
    ck_assert_mem_ne(&before, &shape, sizeof before);
    build_free(s);
}
END_TEST

/* Of the component of store-frames, whose work is interrupted each day, earlier or later. */
static struct cairn_hash128 key_at(double update_every_s, bool earlier)
{
    static const double day[24] = {3, 3, 3, 3, 1, 1, 3, 3, 1, 1},
                        earlier_day[24] = {3, 3, 1, 1, 3, 3, 3, 3, 1, 1};
    struct cairn_scenario *s = by_rule(true);
    int shape = build_day_shape(s, "frames", earlier ? earlier_day : day);

    for (int w = 0; w < s->n_workloads; w++)
        s->workloads[w].arrivals.shape = shape;
    s->caches[STORE_CACHE].update_every_s = update_every_s;
    struct cairn_hash128 key = key_of(s, spilling, 1);
    build_free(s);
    return key;
}

/* Two weeks of the same strata, in other hours. */
START_TEST(updates_look_at_the_calendar)
{
    struct cairn_hash128 never = key_at(NAN, false), never_earlier = key_at(NAN, true);
    struct cairn_hash128 daily = key_at(86400, false), daily_earlier = key_at(86400, true);

    ck_assert_mem_eq(&never, &never_earlier, sizeof never);
    ck_assert_mem_ne(&daily, &daily_earlier, sizeof daily);
}
END_TEST

/* The rest of the placement does not touch a component; a batching rule of its pool does. */
START_TEST(same_component_in_other_placements)
{
    static const struct fleet_way alone[] = {FLEET_NOT, FLEET_NOT, FLEET_TO(STORE_BOX), FLEET_NOT};
    static const struct fleet_way among[] = {FLEET_TO(GPU), FLEET_TO(FARM_BOX), FLEET_TO(STORE_BOX),
                                             FLEET_TO(SOUTH_GPU)};
    static const struct fleet_way together[] = {FLEET_NOT, FLEET_NOT, FLEET_TO(STORE_BOX),
                                                FLEET_TO(STORE_BOX)};
    struct cairn_scenario *s = fleet();
    struct cairn_hash128 key = key_of(s, alone, 1);
    struct cairn_hash128 same = key_of(s, among, 1);
    struct cairn_hash128 batched = key_of(s, alone, 2);
    struct cairn_hash128 coupled = key_of(s, together, 1);
    ck_assert_mem_eq(&key, &same, sizeof key);
    ck_assert_mem_ne(&key, &batched, sizeof key);
    ck_assert_mem_ne(&key, &coupled, sizeof key);
    build_free(s);
}
END_TEST

#define N(array) (int)(sizeof array / sizeof *array)

Suite *test_component_key(void);
Suite *test_component_key(void)
{
    Suite *s = suite_create("component_key");
    TCase *tc = tcase_create("component_key");
    tcase_add_loop_test(tc, accounting_keeps_the_key, 0, N(accounting));
    tcase_add_loop_test(tc, physics_changes_the_key, 0, N(physics));
    tcase_add_loop_test(tc, what_happens_elsewhere_keeps_the_key, 0, N(elsewhere));
    tcase_add_test(tc, another_week_elsewhere_changes_the_key);
    tcase_add_test(tc, updates_look_at_the_calendar);
    tcase_add_test(tc, same_component_in_other_placements);
    suite_add_tcase(s, tc);
    return s;
}
