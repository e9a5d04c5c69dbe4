/*
 * A provider's pool: each request is served when it comes and nothing waits.
 */
#include "physics/pool_stage_kinds.h"

static void run_chunk(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                      int first, int n, struct cairn_pool_outlet *outlet)
{
    int size = stage->pool->batch_max;
    int64_t service_ns[CAIRN_STAGE_CHUNK];

    cairn_pool_stage_draw(stage, inlet, first, n, service_ns);
    for (int i = 0; i < n; i++) {
        int64_t now_ns = inlet->time_ns[first + i];
        int64_t done_ns = now_ns + service_ns[i];
        int64_t busy_ns =
            cairn_pool_stage_clip(stage, done_ns) - cairn_pool_stage_clip(stage, now_ns);
        bool measured = cairn_pool_stage_measures(stage, now_ns);

        stage->counts[CAIRN_BUSY_NS] += busy_ns;
        stage->batch_counts[cairn_pool_inlet_variant(inlet, first + i) * size + size - 1] +=
            busy_ns;
        stage->counts[CAIRN_BATCHES] += measured;
        stage->counts[CAIRN_SERVED] += measured;
        cairn_pool_outlet_put(
            outlet, cairn_pool_inlet_id(inlet, first + i), now_ns, done_ns,
            cairn_event_order(CAIRN_EVENT_ANSWERED, stage->first_device, stage->answered++));
    }
}

void cairn_pool_unlimited_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              struct cairn_pool_outlet *outlet)
{
    cairn_pool_outlet_reserve(outlet, inlet->n);
    for (int first = 0; first < inlet->n; first += CAIRN_STAGE_CHUNK) {
        int left = inlet->n - first;

        run_chunk(stage, inlet, first, left < CAIRN_STAGE_CHUNK ? left : CAIRN_STAGE_CHUNK, outlet);
    }
}
