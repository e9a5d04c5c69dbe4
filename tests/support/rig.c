#include "support/rig.h"

#include <assert.h>
#include <check.h>
#include <math.h>

void rig_init(struct rig *rig, double run_in_s, double length_s)
{
    *rig = (struct rig){0};
    rig->plan = (struct cairn_plan){
        .windows = rig->windows,
        .run_in_ns = cairn_time_from_s(run_in_s),
        .length_ns = cairn_time_from_s(length_s),
        .drain_ns = cairn_time_from_s(1e6),
    };
    rig->component = (struct cairn_component){
        .multiplicity = 1,
        .plan = &rig->plan,
        .sources = rig->sources,
        .routes = rig->routes,
        .links = rig->links,
        .caches = rig->caches,
        .pools = rig->pools,
    };
    rig_add_window(rig, 1, 1, NULL);
}

int rig_add_window(struct rig *rig, int hours, int n_segments, const double *segment_end_s)
{
    int index = rig->plan.n_windows++;
    int64_t *ends = &rig->segment_ends[rig->n_segments];

    assert(index < RIG_MAX && rig->component.n_sources == 0);
    assert(rig->n_segments + n_segments <= RIG_SEGMENTS);
    for (int s = 0; s < n_segments - 1; s++)
        ends[s] = cairn_time_from_s(segment_end_s[s]);
    ends[n_segments - 1] = INT64_MAX;
    rig->windows[index] = (struct cairn_window){
        .hours = hours,
        .peak = hours == 0,
        .n_segments = n_segments,
        .segment_end_ns = ends,
    };
    rig->n_segments += n_segments;
    return index;
}

int rig_add_source(struct rig *rig, double rate_per_s)
{
    int index = rig->component.n_sources++;

    assert(index < RIG_MAX);
    for (int s = 0; s < RIG_SEGMENTS; s++)
        rig->rates[index][s] = rate_per_s;
    rig->sources[index] = (struct cairn_component_source){
        .entity = 1000 + (uint64_t)index,
        .copies = 1,
        .process = CAIRN_EXPONENTIAL,
        .cv = 1.0,
        .rate_per_s = rig->rates[index],
        .late_ns = INT64_MAX,
        .first_route = rig->component.n_routes,
    };
    return index;
}

void rig_add_phases(struct rig *rig, int source, int n, const struct cairn_component_phase *phases)
{
    memcpy(rig->phases[source], phases, (size_t)n * sizeof *phases);
    rig->sources[source].tempo.phases = rig->phases[source];
    rig->sources[source].tempo.n_phases = n;
}

void rig_add_cycle(struct rig *rig, int source, int n, const double *loads, double period_s)
{
    memcpy(rig->cycles[source], loads, (size_t)n * sizeof *loads);
    rig->sources[source].tempo.cycle_load = rig->cycles[source];
    rig->sources[source].tempo.n_cycle_loads = n;
    rig->sources[source].tempo.cycle_ns = cairn_time_from_s(period_s);
    rig->sources[source].tempo.cycle_from_ns = CAIRN_NONE;
}

int rig_add_pool(struct rig *rig, int devices, double latency_s)
{
    int index = rig->component.n_pools++;

    assert(index < RIG_MAX);
    for (int v = 0; v < 2; v++) {
        for (int b = 0; b < RIG_BATCH; b++)
            rig->latencies[index][v][b] = cairn_time_from_s(latency_s);
        rig->variants[index][v].latency_ns = rig->latencies[index][v];
    }
    rig->pools[index] = (struct cairn_component_pool){
        .copies = 1,
        .devices = devices,
        .batch_max = 1,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .wake_variation = CAIRN_DETERMINISTIC,
        .variation = CAIRN_EXPONENTIAL,
        .cv = 1.0,
        .n_variants = 1,
        .variants = rig->variants[index],
    };
    return index;
}

void rig_batching(struct rig *rig, int pool, int batch_max, double timeout_s, double fixed_s,
                  double each_s)
{
    assert(batch_max <= RIG_BATCH);
    rig->pools[pool].batch_max = batch_max;
    rig->pools[pool].timeout_ns = cairn_time_from_s(timeout_s);
    rig->pools[pool].variation = CAIRN_DETERMINISTIC;
    rig->pools[pool].cv = 0.0;
    for (int v = 0; v < 2; v++)
        for (int b = 0; b < RIG_BATCH; b++)
            rig->latencies[pool][v][b] = cairn_time_from_s(fixed_s + each_s * (b + 1));
}

int rig_add_link(struct rig *rig, double latency_s)
{
    int index = rig->component.n_links++;

    assert(index < RIG_MAX);
    rig->links[index] = (struct cairn_component_link){
        .lines = 1,
        .copies_per_line = 1,
        .latency_ns = cairn_time_from_s(latency_s),
    };
    return index;
}

int rig_add_cache(struct rig *rig, enum cairn_policy policy, int entries)
{
    int index = rig->component.n_caches++;

    assert(index < RIG_MAX);
    rig->caches[index] = (struct cairn_component_cache){
        .copies = 1,
        .policy = policy,
        .entries = entries,
    };
    return index;
}

int rig_add_route(struct rig *rig, int pool)
{
    int index = rig->component.n_routes++;

    assert(index < RIG_MAX && rig->component.n_sources > 0);
    rig->sources[rig->component.n_sources - 1].n_routes++;
    rig->routes[index] = (struct cairn_component_route){
        .share = 1.0,
        .cache = CAIRN_NONE,
        .link = CAIRN_NONE,
        .pool = pool,
        .fallback_route = CAIRN_NONE,
        .next_route = CAIRN_NONE,
    };
    return index;
}

/* ---- running ---- */

double rig_mean(const struct rig_sample *sample)
{
    double sum = 0.0;

    for (int i = 0; i < RIG_REPLICATIONS; i++)
        sum += sample->value[i];
    return sum / RIG_REPLICATIONS;
}

double rig_standard_error(const struct rig_sample *sample)
{
    double mean = rig_mean(sample);
    double squares = 0.0;

    for (int i = 0; i < RIG_REPLICATIONS; i++)
        squares += (sample->value[i] - mean) * (sample->value[i] - mean);
    return sqrt(squares / (RIG_REPLICATIONS * (RIG_REPLICATIONS - 1)));
}

int64_t rig_sum(const struct cairn_quantities *quantities, int at)
{
    int64_t sum = 0;

    for (int w = 0; w < quantities->layout.n_windows; w++)
        sum += quantities->counts[at + w * quantities->layout.stride];
    return sum;
}

static double ratio(const struct cairn_quantities *quantities, int part, int of)
{
    int64_t whole = rig_sum(quantities, of);

    return whole ? (double)rig_sum(quantities, part) / (double)whole : 0.0;
}

static void keep_source(struct rig_result *result, const struct cairn_quantities *one, int i, int s)
{
    const struct cairn_request_times *times = &one->times[s];
    int arrivals = cairn_layout_source(&one->layout, 0, s, CAIRN_ARRIVALS);
    int completed = cairn_layout_source(&one->layout, 0, s, CAIRN_COMPLETED);

    result->wait_s[s].value[i] = cairn_moments_mean_s(&times->wait.moments);
    result->sojourn_s[s].value[i] = cairn_moments_mean_s(&times->sojourn.moments);
    result->p95_wait_s[s].value[i] =
        cairn_histogram_quantile_ns(&times->wait.histogram, 0.95) / 1e9;
    result->p95_sojourn_s[s].value[i] =
        cairn_histogram_quantile_ns(&times->sojourn.histogram, 0.95) / 1e9;
    result->waited[s].value[i] =
        ratio(one, cairn_layout_source(&one->layout, 0, s, CAIRN_WAITED), completed);
    result->lost[s].value[i] =
        ratio(one, cairn_layout_source(&one->layout, 0, s, CAIRN_LOST), arrivals);
}

static double share_of_time(const struct rig *rig, const struct cairn_quantities *one, int p,
                            enum cairn_pool_count state)
{
    double device_ns = (double)rig->plan.length_ns * rig->plan.n_windows * rig->pools[p].devices *
                       rig->pools[p].copies;

    return (double)rig_sum(one, cairn_layout_pool(&one->layout, 0, p, state)) / device_ns;
}

static void keep_pool(struct rig_result *result, const struct cairn_quantities *one,
                      const struct rig *rig, int i, int p)
{
    int batches = cairn_layout_pool(&one->layout, 0, p, CAIRN_BATCHES);

    result->busy[p].value[i] = share_of_time(rig, one, p, CAIRN_BUSY_NS);
    result->idle[p].value[i] = share_of_time(rig, one, p, CAIRN_IDLE_NS);
    result->sleep[p].value[i] = share_of_time(rig, one, p, CAIRN_SLEEP_NS);
    result->waking[p].value[i] = share_of_time(rig, one, p, CAIRN_WAKING_NS);
    result->batch_size[p].value[i] =
        ratio(one, cairn_layout_pool(&one->layout, 0, p, CAIRN_SERVED), batches);
    result->full[p].value[i] =
        ratio(one, cairn_layout_pool(&one->layout, 0, p, CAIRN_FULL_BATCHES), batches);
}

void rig_run(struct rig *rig, uint64_t seed, struct rig_result *result)
{
    struct cairn_world *world = cairn_world_new(&rig->component);
    struct cairn_quantities one;

    *result = (struct rig_result){0};
    cairn_quantities_init(&result->total, &rig->component);
    cairn_quantities_init(&one, &rig->component);
    for (int i = 0; i < RIG_REPLICATIONS; i++) {
        cairn_world_replicate(world, seed, (uint32_t)i, NULL, &one);
        for (int s = 0; s < rig->component.n_sources; s++)
            keep_source(result, &one, i, s);
        for (int p = 0; p < rig->component.n_pools; p++)
            keep_pool(result, &one, rig, i, p);
        for (int c = 0; c < rig->component.n_caches; c++)
            result->hits[c].value[i] =
                ratio(&one, cairn_layout_cache(&one.layout, 0, c, CAIRN_CACHE_HITS),
                      cairn_layout_cache(&one.layout, 0, c, CAIRN_LOOKUPS));
        cairn_quantities_add(&result->total, &one);
    }
    cairn_quantities_release(&one);
    cairn_world_free(world);
}

void rig_result_release(struct rig_result *result)
{
    cairn_quantities_release(&result->total);
}

void rig_check_simulated_at(const char *file, int line, const char *text,
                            const struct rig_sample *sample, double expected, double half_width,
                            double precision)
{
    double mean = rig_mean(sample);
    double allowed = 4.0 * rig_standard_error(sample) + half_width;

    if (fabs(mean - expected) > allowed)
        ck_abort_msg("%s:%d: %s is %.6g +- %.2g, expected %.6g", file, line, text, mean, allowed,
                     expected);
    if (allowed > precision * fabs(expected))
        ck_abort_msg("%s:%d: %s is known to %.2g of %.6g only", file, line, text, allowed,
                     expected);
}

void rig_check_at(const char *file, int line, const char *text, const struct rig_sample *sample,
                  double expected, double precision)
{
    rig_check_simulated_at(file, line, text, sample, expected, 0.0, precision);
}
