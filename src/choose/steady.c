#include "choose/steady.h"

#include "model/pace.h"

static const double overloaded = 0.99;

/* How a pool did in the window in which it was busy for most of the time. */
struct load {
    double utilisation, service_s;
};

/* Of a window in all replications, which 64 bits need not hold. */
struct sums {
    cairn_int128 busy_ns, ready_ns, batches;
};

static struct sums sums_of(const struct cairn_lab_entry *entry, int window, int pool)
{
    struct sums sums = {0};

    for (int r = 0; r < entry->n; r++) {
        const int64_t *counts =
            &entry->samples[r].counts[cairn_layout_pool(&entry->sum.layout, window, pool, 0)];

        sums.busy_ns += counts[CAIRN_BUSY_NS];
        sums.ready_ns += cairn_pool_ready_ns(counts);
        sums.batches += counts[CAIRN_BATCHES];
    }
    return sums;
}

static struct load busiest(const struct cairn_lab_entry *entry, int pool)
{
    const struct cairn_layout *layout = &entry->sum.layout;
    struct load most = {0};

    for (int w = 0; w < layout->n_windows; w++) {
        struct sums sums = sums_of(entry, w, pool);
        double busy_ns = (double)sums.busy_ns;
        double all_ns = (double)sums.ready_ns;

        if (busy_ns > most.utilisation * all_ns && sums.batches > 0)
            most = (struct load){busy_ns / all_ns, busy_ns / 1e9 / (double)sums.batches};
    }
    return most;
}

static bool may_grow(const struct cairn_component *component, int pool)
{
    const struct cairn_component_pool *p = &component->pools[pool];

    for (int r = 0; r < component->n_routes; r++)
        if (component->routes[r].pool == pool && component->routes[r].fallback_route == CAIRN_NONE)
            return !p->unlimited && p->queue == CAIRN_NONE;
    return false;
}

struct cairn_queue_memory cairn_queue_memory_of(const struct cairn_component *component,
                                                const struct cairn_lab_entry *entry, int pool)
{
    struct load load = {0};

    if (may_grow(component, pool))
        load = busiest(entry, pool);
    if (load.utilisation <= 0.0 || load.utilisation >= overloaded)
        return (struct cairn_queue_memory){0};
    return (struct cairn_queue_memory){
        .utilisation = load.utilisation,
        .memory_s =
            cairn_relaxation_s(load.service_s, component->pools[pool].devices, load.utilisation),
    };
}
