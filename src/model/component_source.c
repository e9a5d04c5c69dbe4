#include "model/component_source.h"

#include <math.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/component_pool.h"
#include "model/steps.h"

/* A promise about tokens, where there are any. */
static int64_t promised_ns(const struct cairn_component_source *source, double promised_s)
{
    return source->of_tokens && isfinite(promised_s) ? cairn_time_from_s(promised_s) : INT64_MAX;
}

static void fill_contents(struct cairn_component_source *source,
                          const struct cairn_popularity *popularity)
{
    source->contents = popularity->contents;
    source->trace = popularity->trace;
    source->exponent = popularity->trace ? 0 : popularity->exponent;
    if (isnan(popularity->size_bytes))
        return;
    source->size_bytes = popularity->size_bytes;
    source->size_variation = popularity->variation;
    source->size_cv = cairn_cv_of(popularity->variation, popularity->cv);
}

static struct cairn_component_tempo tempo_of(const struct cairn_scenario *s,
                                             const struct cairn_arrivals *arrivals)
{
    const struct cairn_cycle *cycle = &arrivals->cycle;
    struct cairn_component_tempo tempo = {
        .n_phases = arrivals->n_phases,
        .together = arrivals->n_phases != 0 && arrivals->together,
        .n_cycle_loads = cycle->n_loads,
        .cycle_from_ns = CAIRN_NONE,
    };
    tempo.phases = cairn_calloc((size_t)tempo.n_phases, sizeof *tempo.phases);
    for (int i = 0; i < tempo.n_phases; i++) {
        const struct cairn_phase *phase = &s->phases[arrivals->first_phase + i];
        tempo.phases[i] = (struct cairn_component_phase){phase->load, phase->stay_s, phase->weight};
    }
    tempo.cycle_load = cairn_calloc((size_t)cycle->n_loads, sizeof *tempo.cycle_load);
    for (int i = 0; i < cycle->n_loads; i++)
        tempo.cycle_load[i] = cycle->loads[i];
    if (cycle->n_loads > 0) {
        tempo.cycle_ns = cairn_time_from_s(cycle->period_s);
        if (!isnan(cycle->from_s))
            tempo.cycle_from_ns = cairn_time_from_s(cycle->from_s);
    }
    if (arrivals->surge != CAIRN_NONE) {
        const struct cairn_surge *surge = &s->surges[arrivals->surge];
        tempo.surge = cairn_entity_of(surge->id);
        tempo.surge_variation = surge->variation;
        tempo.surge_cv = cairn_cv_of(surge->variation, surge->cv);
        tempo.surge_ns = cairn_time_from_s(surge->period_s);
    }
    return tempo;
}

/* Of all windows' segments, window after window; owned by the caller. */
static double *rates_of(const struct cairn_plan *plan, int workload)
{
    double *rate_per_s;
    size_t n = 0;

    for (int i = 0; i < plan->n_windows; i++)
        n += (size_t)plan->windows[i].n_segments;
    rate_per_s = cairn_calloc(n, sizeof *rate_per_s);
    n = 0;
    for (int i = 0; i < plan->n_windows; i++) {
        const struct cairn_window *window = &plan->windows[i];
        for (int j = 0; j < window->n_segments; j++)
            rate_per_s[n++] =
                window->rate_per_s[(size_t)workload * (size_t)window->n_segments + (size_t)j];
    }
    return rate_per_s;
}

void cairn_component_source_init(struct cairn_component_source *source,
                                 const struct cairn_scenario *scenario,
                                 const struct cairn_plan *plan, int workload, int copies)
{
    const struct cairn_workload *w = &scenario->workloads[workload];

    *source = (struct cairn_component_source){
        .scenario_workload = workload,
        .entity = cairn_entity_of(w->id),
        .copies = copies,
        .process = w->arrivals.process,
        .cv = cairn_cv_of(w->arrivals.process, w->arrivals.cv),
        .rate_per_s = rates_of(plan, workload),
        .tempo = tempo_of(scenario, &w->arrivals),
        .recording = w->arrivals.replay.recording,
        .replay_moment = w->arrivals.replay.moment,
        .replay_scale = w->arrivals.replay.scale,
        .replay_together = w->arrivals.replay.recording && w->arrivals.together,
        .payload_bytes = (int64_t)llround(w->payload_bytes),
        .reply_bytes = (int64_t)llround(w->reply_bytes),
        .priority = w->priority,
        .late_ns = isfinite(w->promise.p95_s) ? cairn_time_from_s(w->promise.p95_s) : INT64_MAX,
        .of_tokens = cairn_steps_have_tokens(scenario, workload),
    };
    source->ttft_ns = promised_ns(source, w->promise.ttft_s);
    source->tpot_ns = promised_ns(source, w->promise.tpot_s);
    if (w->popularity.origin.file)
        fill_contents(source, &w->popularity);
}

void cairn_component_source_release(struct cairn_component_source *source)
{
    cairn_free(source->rate_per_s);
    cairn_free(source->tempo.phases);
    cairn_free(source->tempo.cycle_load);
}
