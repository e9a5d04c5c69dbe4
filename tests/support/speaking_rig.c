#include "support/speaking_rig.h"

#include <check.h>

#include "math/rng.h"

static const int64_t ms_ps = INT64_C(1000000000);

static int64_t below(struct cairn_rng *rng, int64_t n)
{
    return (int64_t)cairn_rng_below(rng, (uint64_t)n);
}

static void speak_source(struct rig *rig, int s, struct cairn_rng *rng)
{
    struct cairn_component_source *source = &rig->sources[s];
    struct cairn_token_law law = (struct cairn_token_law){
        .known = true,
        .prompt = (double)(1 + below(rng, 200)),
        .reply = (double)(1 + below(rng, 40)),
        .variation = below(rng, 2) ? CAIRN_LOGNORMAL : CAIRN_DETERMINISTIC,
        .most = 300,
        .prefix = below(rng, 2) ? 0.0 : 0.5,
    };
    if (law.variation == CAIRN_LOGNORMAL)
        law.prompt_cv = law.reply_cv = 1.5;
    if (below(rng, 2))
        law.recorded = source->recording;
    source->of_tokens = true;
    for (int r = source->first_route; r < source->first_route + source->n_routes; r++)
        rig->routes[r].tokens = law;
    source->ttft_ns = below(rng, 2) ? INT64_MAX : 20000000;
    source->tpot_ns = below(rng, 2) ? INT64_MAX : 2000000;
}

static void speak_variant(struct rig *rig, int p, int v, struct cairn_rng *rng)
{
    struct cairn_component_pool *pool = &rig->pools[p];
    struct cairn_passes *passes = &rig->passes[p][v];
    int most = pool->unlimited ? pool->company : pool->batch_max;

    *passes = (struct cairn_passes){
        .of_tokens = pool->unlimited || v == 0 || below(rng, 2),
        .most = most,
        .decode_ps = rig->decode_ps[p][v],
        .context_ps = below(rng, 1000),
        .n_prefills = 1 + (int)below(rng, 2),
        .prefill_at = rig->prefill_at[p][v],
        .prefill_ps = rig->prefill_ps[p][v],
        .room = 200 + below(rng, 1000),
    };
    if (!passes->of_tokens)
        passes->room = INT64_MAX / 4;
    for (int b = 0; b <= most; b++)
        rig->decode_ps[p][v][b] = ms_ps / 10 + below(rng, ms_ps);
    for (int i = 0; i < 2; i++) {
        rig->prefill_at[p][v][i] = 20 + 100 * i;
        rig->prefill_ps[p][v][i] = (1 + i) * (1000 + below(rng, 5 * ms_ps));
    }
    rig->prefill_ps[p][v][1] += rig->prefill_ps[p][v][0];
    rig->variants[p][v].passes = passes;
}

void rig_speak(struct rig *rig, uint64_t number)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = number, .purpose = 98});
    for (int s = 0; s < rig->component.n_sources; s++)
        speak_source(rig, s, &rng);
    for (int p = 0; p < rig->component.n_pools; p++) {
        struct cairn_component_pool *pool = &rig->pools[p];

        if (below(&rng, 4) == 0)
            continue;
        pool->of_passes = true;
        pool->timeout_ns = 0;
        pool->company = pool->unlimited ? 1 + (int)below(&rng, 8) : 0;
        pool->batch_max = pool->unlimited ? 1 : 1 + (int)below(&rng, 16);
        pool->budget = 16 + below(&rng, 100);
        pool->chunked = below(&rng, 2);
        for (int v = 0; v < pool->n_variants; v++)
            speak_variant(rig, p, v, &rng);
    }
}
