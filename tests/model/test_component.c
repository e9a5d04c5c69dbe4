#include <check.h>
#include <math.h>

#include "engine/clock.h"
#include "model/component.h"
#include "support/build.h"
#include "support/fleet.h"

/* What is coupled with what; class is the smallest workload of the component. */
static const struct {
    const char *what;
    struct fleet_way ways[4];
    int class[4]; /* CAIRN_NONE: not placed */
    int copies[4], multiplicity[4];
} table[] = {
    {"own pools",
     {FLEET_TO(FARM_BOX), FLEET_NOT, FLEET_TO(STORE_BOX), FLEET_TO(STORE_CPU)},
     {0, -1, 2, 3},
     {1, 0, 1, 1},
     {3, 0, 40, 40}},
    {"one pool of a site",
     {FLEET_TO(FARM_BOX), FLEET_TO(FARM_BOX), FLEET_TO(STORE_BOX), FLEET_TO(STORE_BOX)},
     {0, 0, 2, 2},
     {1, 1, 1, 1},
     {3, 3, 40, 40}},
    {"a region's pool",
     {FLEET_NOT, FLEET_NOT, FLEET_TO(GPU), FLEET_TO(STORE_CPU)},
     {-1, -1, 2, 3},
     {0, 0, 40, 1},
     {0, 0, 1, 40}},
    {"sites meet in a region",
     {FLEET_TO(GPU), FLEET_TO(FARM_BOX), FLEET_TO(GPU), FLEET_NOT},
     {0, 1, 0, -1},
     {3, 1, 40, 0},
     {1, 3, 1, 0}},
    {"sites in different regions",
     {FLEET_TO(GPU), FLEET_NOT, FLEET_TO(SOUTH_GPU), FLEET_NOT},
     {0, -1, 2, -1},
     {3, 0, 40, 0},
     {1, 0, 1, 0}},
    {"shared pools do not couple",
     {FLEET_TO(RENTED), FLEET_NOT, FLEET_TO(RENTED), FLEET_NOT},
     {0, -1, 2, -1},
     {1, 0, 1, 0},
     {3, 0, 40, 0}},
    {"services do not couple",
     {FLEET_TO(API), FLEET_NOT, FLEET_TO(API), FLEET_TO(STORE_BOX)},
     {0, -1, 2, 3},
     {1, 0, 1, 1},
     {3, 0, 40, 40}},
    {"one line",
     {FLEET_NOT, FLEET_NOT, FLEET_TO(RENTED), FLEET_TO(API)},
     {-1, -1, 2, 2},
     {0, 0, 1, 1},
     {0, 0, 40, 40}},
    {"one line, one of them limited",
     {FLEET_NOT, FLEET_NOT, FLEET_TO(GPU), FLEET_TO(API)},
     {-1, -1, 2, 2},
     {0, 0, 40, 40},
     {0, 0, 1, 1}},
    {"two lines",
     {FLEET_NOT, FLEET_NOT, FLEET_TO(SOUTH_GPU), FLEET_TO(API)},
     {-1, -1, 2, 3},
     {0, 0, 40, 1},
     {0, 0, 1, 40}},
    {"a cache at the site",
     {FLEET_NOT, FLEET_NOT, {STORE_BOX, STORE_CACHE, -1}, {API, STORE_CACHE, -1}},
     {-1, -1, 2, 2},
     {0, 0, 1, 1},
     {0, 0, 40, 40}},
    {"a cache in the region makes copies meet",
     {{API, NORTH_CACHE, -1}, FLEET_NOT, FLEET_TO(API), FLEET_NOT},
     {0, -1, 2, -1},
     {3, 0, 1, 0},
     {1, 0, 40, 0}},
    {"sites meet in a cache",
     {{API, NORTH_CACHE, -1}, FLEET_NOT, {RENTED, NORTH_CACHE, -1}, FLEET_NOT},
     {0, -1, 0, -1},
     {3, 0, 40, 0},
     {1, 0, 1, 0}},
    {"a fallback couples",
     {FLEET_NOT, FLEET_NOT, {STORE_BOX, -1, GPU}, FLEET_TO(GPU)},
     {-1, -1, 2, 2},
     {0, 0, 40, 40},
     {0, 0, 1, 1}},
    {"a fallback to a service does not",
     {FLEET_TO(API), FLEET_NOT, {STORE_BOX, -1, API}, FLEET_NOT},
     {0, -1, 2, -1},
     {1, 0, 1, 0},
     {3, 0, 40, 0}},
    {"through a third",
     {FLEET_TO(GPU), FLEET_TO(FARM_BOX), {STORE_BOX, -1, GPU}, FLEET_TO(STORE_BOX)},
     {0, 1, 0, 0},
     {3, 1, 40, 40},
     {1, 3, 1, 1}},
};

START_TEST(what_couples)
{
    struct cairn_scenario *s = fleet();
    struct cairn_plan plan;
    struct cairn_placement p;
    struct cairn_components components;
    cairn_plan_init(&plan, s);
    fleet_place(&p, s, table[_i].ways);
    cairn_components_init(&components, s, &plan, &p);

    int seen[4] = {0}, last = -1;
    for (int i = 0; i < components.n; i++) {
        const struct cairn_component *c = &components.items[i];
        int first = c->sources[0].scenario_workload;
        ck_assert_int_gt(first, last);
        last = first;
        for (int j = 0; j < c->n_sources; j++) {
            int w = c->sources[j].scenario_workload;
            ck_assert_msg(table[_i].class[w] == first, "%s: workload %d is with %d", table[_i].what,
                          w, first);
            ck_assert_int_eq(c->sources[j].copies, table[_i].copies[w]);
            ck_assert_int_eq(c->multiplicity, table[_i].multiplicity[w]);
            seen[w]++;
        }
    }
    for (int w = 0; w < 4; w++)
        ck_assert_int_eq(seen[w], table[_i].class[w] != CAIRN_NONE);
    cairn_components_release(&components);
    cairn_placement_release(&p);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* A site pool that spills to a region. */
struct spill {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_placement placement;
    struct cairn_components components;
};

static const struct cairn_component *spill_init(struct spill *spill)
{
    static const struct fleet_way ways[] = {
        FLEET_NOT, FLEET_NOT, {STORE_BOX, STORE_CACHE, GPU}, FLEET_NOT};
    struct cairn_scenario *s = fleet();
    s->workloads[STORE_FRAMES].payload_bytes = 110000;
    s->workloads[STORE_FRAMES].promise.p95_s = 0.2;
    s->links[STORE_NORTH].load = 0.5;
    s->links[STORE_NORTH].bandwidth_down_bit_s = 16e6;
    s->pools[STORE_BOX].sleep_after_s = 30;
    s->pools[STORE_BOX].queue = 9;
    s->hardware[0].wake = (struct cairn_wake){
        .origin.file = "test.xml", .time_s = 2, .variation = CAIRN_EXPONENTIAL, .cv = NAN};
    spill->s = s;
    cairn_plan_init(&spill->plan, s);
    fleet_place(&spill->placement, s, ways);
    spill->placement.pools[STORE_BOX] =
        (struct cairn_sizing){.count = 2, .batch_max = 4, .timeout_ns = 5000};
    cairn_components_init(&spill->components, s, &spill->plan, &spill->placement);
    ck_assert_int_eq(spill->components.n, 1);
    return &spill->components.items[0];
}

static void spill_release(struct spill *spill)
{
    cairn_components_release(&spill->components);
    cairn_placement_release(&spill->placement);
    cairn_plan_release(&spill->plan);
    build_free(spill->s);
}

START_TEST(fields_of_sources_and_routes)
{
    struct spill spill;
    const struct cairn_component *c = spill_init(&spill);
    const struct cairn_component_source *source = &c->sources[0];
    ck_assert_int_eq(source->late_ns, 200000000);
    ck_assert_int_eq(source->payload_bytes, 110000);
    ck_assert_int_eq(source->contents, 1000);
    ck_assert_double_eq(source->exponent, 0.8);
    ck_assert_double_eq(source->cv, 1); /* Poisson */
    ck_assert_double_eq(source->rate_per_s[0], 3);
    ck_assert_int_eq(source->first_route, 0);
    ck_assert_int_eq(source->n_routes, 2);

    ck_assert_int_eq(c->n_routes, 2);
    ck_assert_double_eq(c->routes[0].share, 1);
    ck_assert_int_eq(c->routes[0].link, CAIRN_NONE);
    ck_assert_int_eq(c->routes[0].cache, 0);
    ck_assert(c->routes[0].cache_at_site);
    ck_assert_int_eq(c->routes[0].fallback_route, 1);
    ck_assert_int_eq(c->routes[0].over, 4);
    ck_assert_double_eq(c->routes[1].share, 0);
    ck_assert_int_eq(c->routes[1].fallback_route, CAIRN_NONE);
    ck_assert_int_eq(c->routes[1].link, 0);
    ck_assert_int_eq(c->routes[1].up_ns, 220000000); /* 110 kB at half of 8 Mbit/s */
    ck_assert_int_eq(c->routes[1].down_ns, 1000000); /* 1 kB at half of 16 Mbit/s */
    ck_assert_int_eq(c->routes[1].pool, 1);
    spill_release(&spill);
}
END_TEST

START_TEST(fields_of_stations)
{
    struct spill spill;
    const struct cairn_component *c = spill_init(&spill);
    ck_assert_int_eq(c->n_links, 1);
    ck_assert_int_eq(c->links[0].lines, 40);
    ck_assert_int_eq(c->links[0].latency_ns, 10000000);
    ck_assert_int_eq(c->n_caches, 1);
    ck_assert_int_eq(c->caches[0].copies, 40);
    ck_assert_int_eq(c->caches[0].entries, 100);

    ck_assert_int_eq(c->n_pools, 2);
    const struct cairn_component_pool *box = &c->pools[0], *gpu = &c->pools[1];
    ck_assert_int_eq(box->scenario_pool, STORE_BOX);
    ck_assert_int_eq(box->copies, 40);
    ck_assert_int_eq(box->devices, 2);
    ck_assert_int_eq(box->batch_max, 4);
    ck_assert_int_eq(box->timeout_ns, 5000);
    ck_assert_int_eq(box->queue, 9);
    ck_assert_int_eq(box->sleep_after_ns, 30 * CAIRN_NS_PER_S);
    ck_assert_int_eq(box->wake_ns, 2 * CAIRN_NS_PER_S);
    ck_assert_double_eq(box->wake_cv, 1);
    ck_assert_int_eq(box->n_variants, 1);
    ck_assert_int_eq(box->variants[0].scenario_variant, INT8);
    ck_assert_int_eq(box->variants[0].latency_ns[0], 10000000);
    ck_assert_int_eq(box->variants[0].latency_ns[1], 16000000);
    ck_assert_int_eq(box->variants[0].latency_ns[3], 24000000);
    ck_assert_int_eq(gpu->copies, 1);
    ck_assert_int_eq(gpu->sleep_after_ns, CAIRN_NONE);
    ck_assert_int_eq(gpu->wake_ns, 0);
    ck_assert_int_eq(gpu->queue, CAIRN_NONE);
    ck_assert_int_eq(gpu->variants[0].scenario_variant, FP16);
    spill_release(&spill);
}
END_TEST

/* Lines of a site of 40, whose copies meet nowhere else; whole lines are each other's copies. */
static const struct {
    int per_line, copies, multiplicity, lines;
} sharing[] = {
    {1, 1, 40, 1}, {8, 8, 5, 1}, {40, 40, 1, 1}, {99, 40, 1, 1}, {7, 40, 1, 6},
};

START_TEST(copies_of_one_line_are_simulated)
{
    static const struct fleet_way ways[] = {FLEET_NOT, FLEET_NOT, FLEET_TO(RENTED), FLEET_NOT};
    struct cairn_scenario *s = fleet();
    struct cairn_plan plan;
    struct cairn_placement p;
    struct cairn_components components;

    s->links[STORE_NORTH].copies_per_line = sharing[_i].per_line;
    cairn_plan_init(&plan, s);
    fleet_place(&p, s, ways);
    cairn_components_init(&components, s, &plan, &p);
    ck_assert_int_eq(components.n, 1);
    ck_assert_int_eq(components.items[0].sources[0].copies, sharing[_i].copies);
    ck_assert_int_eq(components.items[0].multiplicity, sharing[_i].multiplicity);
    ck_assert_int_eq(components.items[0].links[0].lines, sharing[_i].lines);
    ck_assert_int_eq(cairn_scenario_lines(s, STORE_NORTH),
                     sharing[_i].lines * sharing[_i].multiplicity);
    cairn_components_release(&components);
    cairn_placement_release(&p);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* A shared pool serves at the latency of the provider's batch, a service at its own. */
START_TEST(unlimited_pools)
{
    struct cairn_scenario *s = fleet();
    struct cairn_plan plan;
    struct cairn_placement p;
    struct cairn_components components;
    static const struct fleet_way ways[] = {FLEET_TO(RENTED), FLEET_TO(API), FLEET_NOT, FLEET_NOT};
    s->services[0].variation = CAIRN_GAMMA;
    s->services[0].cv = 0.5;
    cairn_plan_init(&plan, s);
    fleet_place(&p, s, ways);
    cairn_components_init(&components, s, &plan, &p);
    ck_assert_int_eq(components.n, 1); /* one line */
    const struct cairn_component_pool *rented = &components.items[0].pools[0];
    const struct cairn_component_pool *api = &components.items[0].pools[1];
    ck_assert(rented->unlimited);
    ck_assert_int_eq(rented->batch_max, 1);
    ck_assert_int_eq(rented->devices, 0);
    ck_assert_int_eq(rented->variants[0].latency_ns[0], 24000000); /* batch 4 */
    ck_assert(api->unlimited);
    ck_assert_int_eq(api->variants[0].scenario_variant, CAIRN_NONE);
    ck_assert_int_eq(api->variants[0].scenario_profile, CAIRN_NONE);
    ck_assert_int_eq(api->variants[0].latency_ns[0], 300000000);
    ck_assert_int_eq(api->variation, CAIRN_GAMMA);
    ck_assert_double_eq(api->cv, 0.5);
    cairn_components_release(&components);
    cairn_placement_release(&p);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

#define N(array) (int)(sizeof array / sizeof *array)

Suite *test_component(void);
Suite *test_component(void)
{
    Suite *s = suite_create("component");
    TCase *tc = tcase_create("coupling");
    tcase_add_loop_test(tc, what_couples, 0, N(table));
    suite_add_tcase(s, tc);
    tc = tcase_create("fields");
    tcase_add_test(tc, fields_of_sources_and_routes);
    tcase_add_loop_test(tc, copies_of_one_line_are_simulated, 0, sizeof sharing / sizeof *sharing);
    tcase_add_test(tc, fields_of_stations);
    tcase_add_test(tc, unlimited_pools);
    suite_add_tcase(s, tc);
    return s;
}
