#include "physics/outage.h"

#include <assert.h>

static int64_t draw_ns(struct cairn_outage_walk *walk, int64_t mean_ns)
{
    double unit = cairn_rng_exponential(&walk->rng);

    return cairn_run_round(unit * (double)mean_ns);
}

uint64_t cairn_outage_entity(uint64_t entity, uint32_t number)
{
    return cairn_mix64(entity ^ cairn_mix64(number));
}

void cairn_outage_begin(struct cairn_outage_walk *walk, const struct cairn_component_outage *outage,
                        const struct cairn_run *run, uint64_t entity)
{
    struct cairn_stream_key key = run->key;
    double both_ns = (double)outage->mtbf_ns + (double)outage->mttr_ns;
    bool up;
    int64_t up_ns, down_ns;

    assert(outage->mtbf_ns > 0 && outage->mttr_ns > 0);
    key.purpose = CAIRN_PURPOSE_OUTAGE;
    key.entity = entity;
    cairn_rng_init(&walk->rng, key);
    up = cairn_rng_unit(&walk->rng) * both_ns < (double)outage->mtbf_ns;
    up_ns = draw_ns(walk, outage->mtbf_ns);
    down_ns = draw_ns(walk, outage->mttr_ns);
    walk->fails_ns = up ? cairn_run_later(run->now_ns, up_ns) : run->now_ns;
    walk->back_ns = cairn_run_later(walk->fails_ns, down_ns > 0 ? down_ns : 1);
}

void cairn_outage_next(struct cairn_outage_walk *walk, const struct cairn_component_outage *outage)
{
    int64_t up_ns = draw_ns(walk, outage->mtbf_ns);
    int64_t down_ns = draw_ns(walk, outage->mttr_ns);

    walk->fails_ns = cairn_run_later(walk->back_ns, up_ns);
    walk->back_ns = cairn_run_later(walk->fails_ns, down_ns > 0 ? down_ns : 1);
}
