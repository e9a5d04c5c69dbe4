#include "study/metrics.h"

#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

static struct cairn_estimate estimate_of(double *x, int n) /* [CI] */
{
    size_t some = cairn_stats_numbers(x, (size_t)n);

    if (some == 0)
        return (struct cairn_estimate){NAN, NAN};
    return (struct cairn_estimate){
        .mean = cairn_stats_mean(x, some),
        .half_width = cairn_stats_half_width(x, some, 0.95),
    };
}

struct cairn_estimate cairn_metric_estimate(const struct cairn_metric *metric,
                                            struct cairn_trial *trial, int component, int index,
                                            int n)
{
    const struct cairn_lab_entry *entry = cairn_trial_entry(trial, component, n);
    double *x = cairn_calloc((size_t)n, sizeof *x);
    struct cairn_estimate estimate;

    for (int r = 0; r < n; r++) {
        struct cairn_measurement measurement = {
            .scenario = trial->scenario,
            .component = &trial->components.items[component],
            .layout = &entry->sum.layout,
            .counts = entry->samples[r].counts,
            .amounts = cairn_trial_amounts(trial, component, r),
            .sources = entry->samples[r].sources,
            .gaps = entry->samples[r].gaps,
            .ledger = &trial->ledgers[component],
            .book = trial->book,
        };

        x[r] = metric->value(&measurement, index);
    }
    estimate = estimate_of(x, n);
    cairn_free(x);
    return estimate;
}
