#include "support/fleet.h"

#include "support/build.h"

struct cairn_scenario *fleet(void)
{
    struct cairn_scenario *s = build_scenario();
    static const double latency_s[] = {0.010, 0.016, 0.024};
    static const char *const workload[] = {"farm-frames", "farm-words", "store-frames",
                                           "store-words"};
    build_site(s, "farm", 3);
    build_site(s, "store", 40);
    build_region(s, "north");
    build_region(s, "south");
    int hardware = build_hardware(s, "box");
    int model = build_model(s, "model");
    build_variant(s, "int8", 0.74);
    build_variant(s, "fp16", 0.76);
    build_profile(s, INT8, hardware, latency_s, 3);
    build_profile(s, FP16, hardware, latency_s, 3);
    build_pool(s, "farm-box", FARM, hardware, 4);
    build_pool(s, "store-box", STORE, hardware, 4);
    build_pool(s, "store-cpu", STORE, hardware, 4);
    build_pool(s, "gpu", NORTH, hardware, 40);
    build_pool(s, "rented", NORTH, hardware, CAIRN_NONE);
    s->pools[RENTED].tenancy = CAIRN_SHARED_POOL;
    s->pools[RENTED].batch = 4;
    build_api(s, "api", NORTH, build_service(s, "vision", model, 0.3));
    build_pool(s, "south-gpu", SOUTH, hardware, 40);
    for (int w = 0; w < N_WORKLOADS; w++) {
        build_workload(s, workload[w], w < STORE_FRAMES ? FARM : STORE, model, 1 + w);
        s->workloads[w].popularity =
            (struct cairn_popularity){.origin.file = "test.xml", .contents = 1000, .exponent = 0.8};
    }
    build_cache(s, "store-cache", STORE, 100);
    build_cache(s, "north-cache", NORTH, 100);
    build_link(s, "farm-north", FARM, NORTH);
    build_link(s, "farm-south", FARM, SOUTH);
    build_link(s, "store-north", STORE, NORTH);
    build_link(s, "store-south", STORE, SOUTH);
    s->time.window_s = 100;
    s->time.run_in_s = 10;
    return s;
}

void fleet_place(struct cairn_placement *placement, const struct cairn_scenario *s,
                 const struct fleet_way ways[N_WORKLOADS])
{
    cairn_placement_init(placement, s);
    for (int w = 0; w < N_WORKLOADS; w++) {
        struct cairn_route route = {
            .workload = w,
            .pool = ways[w].pool,
            .variant = ways[w].pool == API ? CAIRN_NONE : INT8,
            .cache = ways[w].cache,
            .share = 1,
            .fallback = ways[w].fallback,
            .fallback_variant = ways[w].fallback == API ? CAIRN_NONE : FP16,
            .over = 4,
        };
        if (ways[w].pool != CAIRN_NONE)
            cairn_placement_add(placement, &route);
    }
    for (int i = 0; i < N_POOLS; i++)
        placement->pools[i] = (struct cairn_sizing){.count = 2, .batch_max = 1};
    cairn_placement_normalise(placement, s);
}
