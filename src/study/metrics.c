#include "study/metrics.h"

#include "base/alloc.h"
#include "math/stats.h"

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
    estimate.mean = cairn_stats_mean(x, (size_t)n);
    estimate.half_width = cairn_stats_half_width(x, (size_t)n, 0.95);
    cairn_free(x);
    return estimate;
}
