#include "choose/sample.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

static struct cairn_time_summary summarise(const struct cairn_durations *times)
{
    if (times->moments.count == 0)
        return (struct cairn_time_summary){NAN, NAN, NAN, NAN};
    return (struct cairn_time_summary){
        .mean_s = cairn_moments_mean_s(&times->moments),
        .p50_s = cairn_histogram_quantile_ns(&times->histogram, 0.50) / 1e9,
        .p95_s = cairn_histogram_quantile_ns(&times->histogram, 0.95) / 1e9,
        .p99_s = cairn_histogram_quantile_ns(&times->histogram, 0.99) / 1e9,
    };
}

static struct cairn_gap_summary summarise_gaps(const struct cairn_histogram *gaps)
{
    if (gaps->count == 0)
        return (struct cairn_gap_summary){NAN, NAN, NAN};
    return (struct cairn_gap_summary){
        .p50_s = cairn_histogram_quantile_ns(gaps, 0.50) / 1e9,
        .p95_s = cairn_histogram_quantile_ns(gaps, 0.95) / 1e9,
        .p99_s = cairn_histogram_quantile_ns(gaps, 0.99) / 1e9,
    };
}

/* The time that 95 % of all requests of the year keep, lost ones among them. */
static double kept_s(const struct cairn_quantities *quantities, const struct cairn_plan *plan,
                     int source, const struct cairn_histogram *times)
{
    const struct cairn_histogram *answered = &quantities->times[source].sojourn.histogram;
    double arrivals = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        arrivals +=
            plan->windows[w].hours *
            (double)quantities
                ->counts[cairn_layout_source(&quantities->layout, w, source, CAIRN_ARRIVALS)];
    if (0.95 * arrivals > (double)answered->count)
        return INFINITY;
    if (times->count == 0 || 0.95 * arrivals > (double)times->count)
        return NAN;
    return cairn_histogram_quantile_ns(times, 0.95 * arrivals / (double)times->count) / 1e9;
}

void cairn_sample_init(struct cairn_sample *sample, const struct cairn_quantities *quantities,
                       const struct cairn_plan *plan)
{
    const struct cairn_layout *layout = &quantities->layout;
    size_t n = (size_t)layout->n_windows * (size_t)layout->stride;

    sample->counts = cairn_calloc(n, sizeof *sample->counts);
    memcpy(sample->counts, quantities->counts, n * sizeof *sample->counts);
    sample->sources = cairn_calloc((size_t)layout->n_sources, sizeof *sample->sources);
    for (int s = 0; s < layout->n_sources; s++) {
        const struct cairn_request_times *times = &quantities->times[s];

        sample->sources[s].wait = summarise(&times->wait);
        sample->sources[s].sojourn = summarise(&times->sojourn);
        sample->sources[s].kept_p95_s = kept_s(quantities, plan, s, &times->sojourn.histogram);
        sample->sources[s].first = summarise(&times->first);
        sample->sources[s].token = summarise(&times->token);
        sample->sources[s].kept_first_s = kept_s(quantities, plan, s, &times->first.histogram);
        sample->sources[s].kept_token_s = kept_s(quantities, plan, s, &times->token.histogram);
    }
    sample->gaps = cairn_calloc((size_t)layout->n_pools, sizeof *sample->gaps);
    for (int p = 0; p < layout->n_pools; p++)
        sample->gaps[p] = summarise_gaps(&quantities->gaps[p]);
}

void cairn_sample_release(struct cairn_sample *sample)
{
    cairn_free(sample->counts);
    cairn_free(sample->sources);
    cairn_free(sample->gaps);
    *sample = (struct cairn_sample){0};
}
