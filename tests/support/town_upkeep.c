/* town_upkeep.c - a random town whose devices and models are kept up, in ways of which some fail */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "math/rng.h"
#include "support/town.h"

static double between(struct cairn_rng *rng, double low, double high)
{
    return low + (high - low) * cairn_rng_unit(rng);
}

static bool chance(struct cairn_rng *rng, double p)
{
    return cairn_rng_unit(rng) < p;
}

static void keep_up_pool(struct cairn_pool *pool, struct cairn_rng *rng)
{
    bool used = chance(rng, 0.4);

    pool->shelf = chance(rng, 0.5) ? between(rng, 0, 0.3) : 0;
    pool->monitoring =
        (struct cairn_monitoring){.origin.file = chance(rng, 0.7) ? "test.xml" : NULL,
                                  .power_w = between(rng, 0, 5),
                                  .traffic_bit_s = chance(rng, 0.5) ? 1000 : NAN,
                                  .energy_j = between(rng, 0, 3),
                                  .per_request_bytes = chance(rng, 0.5) ? 500 : NAN,
                                  .to = TOWN_NORTH};
    pool->repair = (struct cairn_repair){.origin.file = chance(rng, 0.7) ? "test.xml" : NULL,
                                         .failures_per_s = between(rng, 0, 1) / (365 * 86400.0),
                                         .replaced = between(rng, 0, 1),
                                         .visited = between(rng, 0, 1)};
    pool->second_life =
        (struct cairn_second_life){.origin.file = chance(rng, 0.5) ? "test.xml" : NULL,
                                   .brings = used ? between(rng, 0, 1) : NAN,
                                   .lifetime_s = used ? 2 * 365 * 86400.0 : NAN,
                                   .price_usd = NAN,
                                   .passes_on = between(rng, 0, 0.9)};
}

struct cairn_scenario *town_upkeep(uint64_t seed)
{
    struct cairn_scenario *s = town_random(seed);
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed, .entity = 1});
    for (int p = 0; p < s->n_pools; p++)
        if (s->pools[p].tenancy == CAIRN_BOUGHT)
            keep_up_pool(&s->pools[p], &rng);
    for (int p = 0; p < s->n_places; p++)
        s->places[p].visit = (struct cairn_visit){
            .origin.file = "test.xml", .carbon_g = between(&rng, 0, 1e5), .price_usd = NAN};
    for (int w = 0; w < s->n_workloads; w++) {
        s->workloads[w].rework = (struct cairn_rework){
            .origin.file = "test.xml", .carbon_g = between(&rng, 0, 0.1), .price_usd = NAN};
        s->workloads[w].drift =
            (struct cairn_drift){.origin.file = chance(&rng, 0.5) ? "test.xml" : NULL,
                                 .loss = between(&rng, 0, 0.1),
                                 .per_s = 365 * 86400.0};
    }
    s->releases = calloc(1, sizeof *s->releases);
    s->releases[s->n_releases++] = (struct cairn_release){.model = 0,
                                                          .from = TOWN_NORTH,
                                                          .every_s = between(&rng, 1, 90) * 86400,
                                                          .rolled_back = between(&rng, 0, 0.5),
                                                          .size_bytes = NAN,
                                                          .install_j = between(&rng, 0, 1e5)};
    return s;
}
