#include <check.h>
#include <math.h>
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
static struct cairn_phase two_phases[2] = {{.load = 1, .stay_s = 1, .weight = 1},
                                           {.load = 2, .stay_s = 1, .weight = 1}};
static void change_phases(struct cairn_scenario *s)
{
    s->phases = two_phases;
    s->workloads[STORE_FRAMES].arrivals.n_phases = 2;
}
static const double two_loads[2] = {1, 2};
static void change_cycle(struct cairn_scenario *s)
{
    s->workloads[STORE_FRAMES].arrivals.cycle =
        (struct cairn_cycle){.loads = two_loads, .n_loads = 2, .period_s = 1, .from_s = NAN};
}
static struct cairn_surge a_surge = {
    .id = "surge", .variation = CAIRN_GAMMA, .cv = 1, .period_s = 1};
static void change_surge(struct cairn_scenario *s)
{
    s->surges = &a_surge;
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
    change_lookup_s, change_window,  change_run_in,    change_peak,    change_phases,
    change_cycle,    change_surge,   change_replay,
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
    tcase_add_test(tc, same_component_in_other_placements);
    suite_add_tcase(s, tc);
    return s;
}
