#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/component.h"
#include "model/space.h"
#include "support/build.h"
#include "support/fleet.h"

struct world {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_space space;
};

static void world_init(struct world *w, struct cairn_scenario *s, enum cairn_space_filter filter,
                       double limit)
{
    w->s = s;
    cairn_plan_init(&w->plan, s);
    cairn_routes_init(&w->routes, s);
    cairn_space_init(&w->space, s, &w->plan, &w->routes, filter, limit);
}

static void world_release(struct world *w)
{
    cairn_space_release(&w->space);
    cairn_routes_release(&w->routes);
    cairn_plan_release(&w->plan);
    build_free(w->s);
}

/*
 * The fleet with one variant, small pools and loads that make some sizes too small: boxes of 10 ms
 * under 50 to 150 requests per second.
 */
static struct cairn_scenario *small_fleet(void)
{
    static const double rate_per_s[] = {50, 150, 90, 110};
    struct cairn_scenario *s = fleet();
    s->models[0].n_variants = 1;
    s->places[FARM].count = 1;
    s->places[STORE].count = 2;
    for (int w = 0; w < N_WORKLOADS; w++) {
        s->workloads[w].arrivals.rate_per_s = rate_per_s[w];
        s->workloads[w].popularity.origin.file = NULL;
    }
    for (int i = 0; i < N_POOLS; i++)
        s->pools[i].max = 3;
    s->pools[GPU].max = 5;
    build_batching(s, (const int[]){1, 2}, 2, (const double[]){0, 0.01}, 2);
    return s;
}

/* Number of sizings of a pool under a load, by plain counting. */
static double count_sizings(const struct cairn_scenario *s, int pool, double rate_per_s)
{
    int n = 0;
    for (int count = 1; count <= s->pools[pool].max; count++) {
        n += rate_per_s * 0.010 < count;       /* batches of 1 */
        n += 2 * (rate_per_s * 0.008 < count); /* of 2, with and without timeout */
    }
    return n;
}

/*
 * All placements of the small fleet by brute force: every choice of one serving per workload, and
 * for it the product over limited pools of the sizings that carry what the pool receives.
 */
static double brute_force(const struct world *w, double *assignments)
{
    const struct cairn_scenario *s = w->s;
    int chosen[N_WORKLOADS];
    double placements = 0;
    *assignments = 0;
    memcpy(chosen, w->routes.first_serving, sizeof chosen);
    for (;;) {
        double rate_per_s[N_POOLS] = {0}, product = 1;
        bool used[N_POOLS] = {false};
        for (int i = 0; i < N_WORKLOADS; i++) {
            const struct cairn_route *r = &w->routes.servings[chosen[i]].routes[0];
            bool remote = s->places[s->pools[r->pool].place].kind == CAIRN_REGION;
            int copies = remote ? s->places[s->workloads[i].place].count : 1;
            used[r->pool] = true;
            rate_per_s[r->pool] += copies * s->workloads[i].arrivals.rate_per_s;
        }
        for (int p = 0; p < N_POOLS; p++)
            if (used[p] && p != RENTED && p != API)
                product *= count_sizings(s, p, rate_per_s[p]);
        placements += product;
        *assignments += product > 0;
        int i = N_WORKLOADS - 1;
        for (; i >= 0 && ++chosen[i] == w->routes.first_serving[i + 1]; i--)
            chosen[i] = w->routes.first_serving[i];
        if (i < 0)
            return placements;
    }
}

START_TEST(counts_agree_with_brute_force)
{
    struct world w;
    double assignments;
    world_init(&w, small_fleet(), CAIRN_SPACE_ALL, 1e6);
    double placements = brute_force(&w, &assignments);
    ck_assert_int_eq(w.space.n_blocks, 1); /* all may meet in the north */
    ck_assert_double_eq(w.space.n_possible,
                        5 * 5 * 6 * 6); /* own boxes + gpu, rented, api, south */
    ck_assert_double_eq(w.space.n_assignments, assignments);
    ck_assert_double_eq(w.space.n_placements, placements);
    ck_assert_double_lt(assignments, w.space.n_possible); /* some are overloaded */
    ck_assert_double_lt(w.space.n_configurations, placements / 10);
    world_release(&w);
}
END_TEST

/* Every component is configured in all its ways: partial placements that are one component. */
START_TEST(configurations_are_components)
{
    struct world w;
    world_init(&w, small_fleet(), CAIRN_SPACE_ALL, 1e6);
    for (int i = 0; i < w.space.n_components; i += 7) {
        const struct cairn_space_component *c = &w.space.components[i];
        struct cairn_placement last;
        cairn_placement_init(&last, w.s);
        for (uint64_t k = 0; (double)k < c->n_configurations; k++) {
            struct cairn_placement p;
            struct cairn_components components;
            cairn_placement_init(&p, w.s);
            cairn_space_configure(&w.space, i, k, &p);
            ck_assert(!cairn_placement_equal(&p, &last, w.s));
            cairn_components_init(&components, w.s, &w.plan, &p);
            ck_assert_int_eq(components.n, 1);
            ck_assert_int_eq(components.items[0].n_sources, c->n_workloads);
            for (int j = 0; j < c->n_workloads; j++)
                ck_assert_int_eq(components.items[0].sources[j].scenario_workload, c->workloads[j]);
            cairn_components_release(&components);
            cairn_placement_release(&last);
            last = p;
        }
        cairn_placement_release(&last);
    }
    world_release(&w);
}
END_TEST

/* Assignments are complete and differ: each workload once, no combination of servings twice. */
START_TEST(assignments_hold_each_workload_once)
{
    struct world w;
    world_init(&w, small_fleet(), CAIRN_SPACE_ALL, 1e6);
    double last = -1;
    for (int a = 0; a < w.space.n_assignments; a++) {
        int serving[N_WORKLOADS] = {-1, -1, -1, -1}, n = 0;
        const struct cairn_space_assignment *assignment = &w.space.assignments[a];
        for (int i = 0; i < assignment->n_members; i++) {
            const struct cairn_space_component *c =
                &w.space.components[w.space.members[assignment->first_member + i]];
            ck_assert_ptr_null(c->problem);
            ck_assert_double_gt(c->n_configurations, 0);
            for (int j = 0; j < c->n_workloads; j++) {
                serving[c->workloads[j]] = c->servings[j];
                n++;
            }
        }
        ck_assert_int_eq(n, N_WORKLOADS);
        double value = 0; /* ascending like a number */
        for (int i = 0; i < N_WORKLOADS; i++)
            value = value * w.routes.n_servings + serving[i];
        ck_assert_double_gt(value, last);
        last = value;
    }
    for (int i = 0; i < w.space.n_components; i++)
        for (int j = 0; j < i; j++) {
            const struct cairn_space_component *a = &w.space.components[i];
            const struct cairn_space_component *b = &w.space.components[j];
            ck_assert(a->n_workloads != b->n_workloads ||
                      memcmp(a->servings, b->servings,
                             (size_t)a->n_workloads * sizeof *a->servings) != 0);
        }
    world_release(&w);
}
END_TEST

/* Without limited pools that sites share, sites are decided apart. */
START_TEST(blocks_are_decided_apart)
{
    struct cairn_scenario *s = small_fleet();
    struct world w;
    s->pools[GPU].max = 0;
    s->pools[SOUTH_GPU].max = 0;
    world_init(&w, s, CAIRN_SPACE_ALL, 1e6);
    ck_assert_int_eq(w.space.n_blocks, 2);
    ck_assert_double_eq(w.space.n_possible, 3 * 3 + 4 * 4);
    ck_assert_double_eq(w.space.n_placements,
                        w.space.blocks[0].n_placements * w.space.blocks[1].n_placements);
    ck_assert_int_eq(w.space.blocks[1].first_assignment, w.space.blocks[0].n_assignments);
    double assignments;
    ck_assert_double_eq(w.space.n_placements, brute_force(&w, &assignments));
    ck_assert_double_eq(w.space.blocks[0].n_assignments * w.space.blocks[1].n_assignments,
                        assignments);
    world_release(&w);
}
END_TEST

START_TEST(filters_for_baselines)
{
    struct world w;
    world_init(&w, small_fleet(), CAIRN_SPACE_AT_SITES, 1e6);
    ck_assert_int_eq(w.space.n_blocks, 2);
    ck_assert_double_eq(w.space.n_possible, 1 + 2 * 2);
    world_release(&w);

    world_init(&w, small_fleet(), CAIRN_SPACE_IN_REGIONS, 1e6);
    ck_assert_double_eq(w.space.n_possible, 4 * 4 * 4 * 4);
    world_release(&w);

    struct cairn_scenario *s = small_fleet();
    s->pools[FARM_BOX].max = 0;
    world_init(&w, s, CAIRN_SPACE_AT_SITES, 1e6);
    ck_assert_int_eq(w.space.unserved, FARM_FRAMES);
    ck_assert_int_eq(w.space.n_assignments, 0);
    char *problem = cairn_space_problem(&w.space);
    ck_assert_str_eq(problem, "no way to serve farm-frames");
    cairn_free(problem);
    world_release(&w);
}
END_TEST

START_TEST(too_large_is_counted_only)
{
    struct world w;
    world_init(&w, small_fleet(), CAIRN_SPACE_ALL, 899);
    ck_assert(w.space.too_large);
    ck_assert_double_eq(w.space.n_possible, 900);
    ck_assert_int_eq(w.space.n_assignments, 0);
    ck_assert_int_eq(w.space.n_components, 0);
    world_release(&w);
    world_init(&w, small_fleet(), CAIRN_SPACE_ALL, 900);
    ck_assert(!w.space.too_large);
    ck_assert_ptr_null(cairn_space_problem(&w.space));
    world_release(&w);
}
END_TEST

/*
 * The stores have only their boxes of at most 2 devices of 10 ms, 200 /s; 320 /s are offered. The
 * better of both pools is named: the cpu may have 3 devices, 300 /s.
 */
START_TEST(overload_is_an_answer)
{
    struct cairn_scenario *s = small_fleet();
    struct world w;
    build_batching(s, (const int[]){1}, 1, (const double[]){0}, 1);
    s->n_workloads = STORE_FRAMES + 1;
    s->n_links = 0;
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = 320;
    s->pools[STORE_BOX].max = 2;
    world_init(&w, s, CAIRN_SPACE_ALL, 1e6);
    char *problem = cairn_space_problem(&w.space);
    ck_assert_str_eq(problem,
                     "no placement can carry this load: store-cpu carries at most 300 /s of the "
                     "320 /s of store-frames: 3.2 devices' worth of work, at most 3");
    cairn_free(problem);
    int block = w.space.n_blocks - 1;
    ck_assert_int_eq(w.space.blocks[block].n_assignments, 0);
    ck_assert_int_eq(w.space.blocks[block].overload.pool, STORE_CPU);
    ck_assert_double_eq(w.space.n_placements, 0);
    world_release(&w);
}
END_TEST

/* By hand: 2 sizes at the farm, 3 in the north: 2 + 3 alone, 2 x 3 split or spilt. */
START_TEST(pairs_have_two_pools)
{
    struct cairn_scenario *s = small_fleet();
    struct world w;
    build_batching(s, (const int[]){1}, 1, (const double[]){0}, 1);
    build_splits(s, (const double[]){0.5}, 1);
    build_spills(s, (const int[]){4}, 1);
    s->n_workloads = FARM_FRAMES + 1;
    s->pools[FARM_BOX].max = 2;
    s->pools[GPU].max = 3;
    s->n_pools = GPU + 1;
    world_init(&w, s, CAIRN_SPACE_ALL, 1e6);
    ck_assert_int_eq(w.space.n_assignments, 4);
    ck_assert_double_eq(w.space.n_placements, 2 + 3 + 6 + 6);
    for (int i = 2; i < 4; i++) {
        const struct cairn_space_component *c = &w.space.components[i];
        struct cairn_placement p;
        ck_assert_int_eq(c->n_pools, 2);
        ck_assert_int_eq(c->pools[0].pool, FARM_BOX);
        cairn_placement_init(&p, s);
        cairn_space_configure(&w.space, i, 5, &p); /* the last of each, the last pool's fastest */
        ck_assert_int_eq(p.pools[FARM_BOX].count, 2);
        ck_assert_int_eq(p.pools[GPU].count, 3);
        cairn_placement_release(&p);
        cairn_placement_init(&p, s);
        cairn_space_configure(&w.space, i, 1, &p);
        ck_assert_int_eq(p.pools[FARM_BOX].count, 1);
        ck_assert_int_eq(p.pools[GPU].count, 2);
        cairn_placement_release(&p);
    }
    world_release(&w);
}
END_TEST

/* Two variants that fit one by one, not together. */
START_TEST(variants_share_memory)
{
    struct cairn_scenario *s = small_fleet();
    struct world w;
    s->models[0].n_variants = 2;
    s->hardware[0].memory.size_bytes = 1.5e6;
    s->n_links = 0;
    s->n_workloads = FARM_WORDS + 1;
    world_init(&w, s, CAIRN_SPACE_ALL, 1e6);
    ck_assert_double_eq(w.space.n_possible, 4);
    ck_assert_int_eq(w.space.n_assignments, 2);
    int n = 0;
    for (int i = 0; i < w.space.n_components; i++) {
        if (!w.space.components[i].problem)
            continue;
        n++;
        ck_assert_str_eq(w.space.components[i].problem,
                         "farm-box needs 2 MB for all its variants, box has 1.5 MB");
        ck_assert_double_eq(w.space.components[i].n_configurations, 0);
    }
    ck_assert_int_eq(n, 2);
    world_release(&w);
}
END_TEST

START_TEST(dropped_batches_are_noted)
{
    struct cairn_scenario *s = small_fleet();
    struct world w;
    s->n_pools = FARM_BOX + 1;
    s->n_workloads = FARM_FRAMES + 1;
    build_batching(s, (const int[]){1, 8, 16}, 3, (const double[]){0, 0.01}, 2);
    world_init(&w, s, CAIRN_SPACE_ALL, 1e6);
    ck_assert_int_eq(w.space.n_notes, 2);
    ck_assert_int_eq(w.space.notes[0].batch, 8);
    ck_assert_int_eq(w.space.notes[1].batch, 16);
    ck_assert_str_eq(w.space.notes[0].text,
                     "no batches of 8 on farm-box: int8 was measured up to 4 on box");
    world_release(&w);
}
END_TEST

Suite *test_space(void);
Suite *test_space(void)
{
    Suite *s = suite_create("space");
    TCase *tc = tcase_create("space");
    tcase_add_test(tc, counts_agree_with_brute_force);
    tcase_add_test(tc, configurations_are_components);
    tcase_add_test(tc, assignments_hold_each_workload_once);
    tcase_add_test(tc, blocks_are_decided_apart);
    tcase_add_test(tc, filters_for_baselines);
    tcase_add_test(tc, too_large_is_counted_only);
    tcase_add_test(tc, overload_is_an_answer);
    tcase_add_test(tc, pairs_have_two_pools);
    tcase_add_test(tc, variants_share_memory);
    tcase_add_test(tc, dropped_batches_are_noted);
    suite_add_tcase(s, tc);
    return s;
}
