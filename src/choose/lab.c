#include "choose/lab.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/world.h"

/* Replications of the search are numbered from here; no selection takes so many. */
#define SEARCH_REPLICATION UINT32_C(0x80000000)

void cairn_lab_init(struct cairn_lab *lab, uint64_t seed, enum cairn_lab_purpose purpose)
{
    *lab = (struct cairn_lab){
        .seed = seed,
        .first_replication = purpose == CAIRN_LAB_SEARCH ? SEARCH_REPLICATION : 0,
        .capacity = 64,
    };
    lab->entries = cairn_calloc(lab->capacity, sizeof *lab->entries);
}

static void entry_free(struct cairn_lab_entry *entry)
{
    for (int i = 0; i < entry->n; i++) {
        cairn_free(entry->samples[i].counts);
        cairn_free(entry->samples[i].sources);
    }
    cairn_free(entry->samples);
    cairn_quantities_release(&entry->sum);
    cairn_free(entry);
}

void cairn_lab_release(struct cairn_lab *lab)
{
    for (size_t i = 0; i < lab->capacity; i++)
        if (lab->entries[i])
            entry_free(lab->entries[i]);
    cairn_free(lab->entries);
}

static bool key_equal(struct cairn_hash128 a, struct cairn_hash128 b)
{
    return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

/* The slot that holds the key, or the free one where it belongs. */
static struct cairn_lab_entry **lab_slot(struct cairn_lab_entry **entries, size_t capacity,
                                         struct cairn_hash128 key)
{
    size_t i = (size_t)key.word[0] & (capacity - 1);

    while (entries[i] && !key_equal(entries[i]->key, key))
        i = (i + 1) & (capacity - 1);
    return &entries[i];
}

static void lab_grow(struct cairn_lab *lab)
{
    size_t capacity = lab->capacity * 2;
    struct cairn_lab_entry **entries = cairn_calloc(capacity, sizeof *entries);

    for (size_t i = 0; i < lab->capacity; i++)
        if (lab->entries[i])
            *lab_slot(entries, capacity, lab->entries[i]->key) = lab->entries[i];
    cairn_free(lab->entries);
    lab->entries = entries;
    lab->capacity = capacity;
}

static struct cairn_time_summary summarise(const struct cairn_moments *moments,
                                           const struct cairn_histogram *histogram)
{
    struct cairn_time_summary summary = {0};

    if (moments->count == 0)
        return summary;
    summary.mean_s = cairn_moments_mean_s(moments);
    summary.p50_s = cairn_histogram_quantile_ns(histogram, 0.50) / 1e9;
    summary.p95_s = cairn_histogram_quantile_ns(histogram, 0.95) / 1e9;
    summary.p99_s = cairn_histogram_quantile_ns(histogram, 0.99) / 1e9;
    return summary;
}

/* The sojourn time that 95 % of all requests of a typical week keep, lost ones among them. */
static double kept_p95_s(const struct cairn_quantities *quantities, const struct cairn_plan *plan,
                         int source)
{
    const struct cairn_histogram *answered = &quantities->times[source].sojourn_histogram;
    double arrivals = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        arrivals +=
            plan->windows[w].hours *
            (double)quantities
                ->counts[cairn_layout_source(&quantities->layout, w, source, CAIRN_ARRIVALS)];
    if (answered->count == 0 || 0.95 * arrivals > (double)answered->count)
        return NAN;
    return cairn_histogram_quantile_ns(answered, 0.95 * arrivals / (double)answered->count) / 1e9;
}

static void sample_take(struct cairn_sample *sample, const struct cairn_quantities *quantities,
                        const struct cairn_plan *plan)
{
    const struct cairn_layout *layout = &quantities->layout;
    size_t n = (size_t)layout->n_windows * (size_t)layout->stride;

    sample->counts = cairn_calloc(n, sizeof *sample->counts);
    memcpy(sample->counts, quantities->counts, n * sizeof *sample->counts);
    sample->sources = cairn_calloc((size_t)layout->n_sources, sizeof *sample->sources);
    for (int s = 0; s < layout->n_sources; s++) {
        const struct cairn_request_times *times = &quantities->times[s];

        sample->sources[s].wait = summarise(&times->wait, &times->wait_histogram);
        sample->sources[s].sojourn = summarise(&times->sojourn, &times->sojourn_histogram);
        sample->sources[s].kept_p95_s = kept_p95_s(quantities, plan, s);
    }
}

static void entry_extend(struct cairn_lab *lab, struct cairn_lab_entry *entry,
                         const struct cairn_component *component, int n)
{
    struct cairn_world *world = cairn_world_new(component);
    struct cairn_quantities one;

    cairn_quantities_init(&one, component);
    entry->samples = cairn_realloc(entry->samples, (size_t)n, sizeof *entry->samples);
    for (; entry->n < n; entry->n++) {
        cairn_world_replicate(world, lab->seed, lab->first_replication + (uint32_t)entry->n, NULL,
                              &one);
        sample_take(&entry->samples[entry->n], &one, component->plan);
        cairn_quantities_add(&entry->sum, &one);
        lab->simulated++;
        for (int path = 0; path < CAIRN_N_PATHS; path++)
            lab->by_path[path] += one.by_path[path];
        lab->requests += one.requests;
        lab->events += one.events;
    }
    cairn_quantities_release(&one);
    cairn_world_free(world);
}

const struct cairn_lab_entry *cairn_lab_sample(struct cairn_lab *lab,
                                               const struct cairn_component *component, int n)
{
    struct cairn_lab_entry **slot = lab_slot(lab->entries, lab->capacity, component->key);
    struct cairn_lab_entry *entry = *slot;

    if (!entry) {
        entry = cairn_calloc(1, sizeof *entry);
        entry->key = component->key;
        cairn_quantities_init(&entry->sum, component);
        *slot = entry;
        if (++lab->n * 2 > lab->capacity)
            lab_grow(lab);
    }
    if (entry->n >= n)
        lab->remembered++;
    else
        entry_extend(lab, entry, component, n);
    return entry;
}
