#include "physics/audit.h"

#include <inttypes.h>
#include <stdbool.h>

/* Where a law is being checked. */
struct audit {
    const struct cairn_component *component;
    const struct cairn_quantities *quantities;
    struct cairn_buffer *report;
    int broken;
    int window;
    const char *station; /* "pool" */
    int index;
};

static void fail(struct audit *audit, const char *law, int64_t left, const char *relation,
                 int64_t right)
{
    audit->broken++;
    if (audit->report)
        cairn_buffer_appendf(
            audit->report, "window %d, %s %d: %s: %" PRId64 " is not %s %" PRId64 "\n",
            audit->window, audit->station, audit->index, law, left, relation, right);
}

/* A sum over replications that has come to the largest count, where it ends, says nothing. */
static bool has_ended(cairn_int128 left, cairn_int128 right)
{
    return left >= INT64_MAX || right >= INT64_MAX;
}

static void equal(struct audit *audit, const char *law, cairn_int128 left, cairn_int128 right)
{
    if (left != right && !has_ended(left, right))
        fail(audit, law, (int64_t)left, "equal to", (int64_t)right);
}

static void at_most(struct audit *audit, const char *law, cairn_int128 left, cairn_int128 right)
{
    if (left > right && !has_ended(left, right))
        fail(audit, law, (int64_t)left, "at most", (int64_t)right);
}

static void not_negative(struct audit *audit, const int64_t *counts, int n)
{
    for (int i = 0; i < n; i++)
        if (counts[i] < 0)
            fail(audit, "a count", counts[i], "at least", 0);
}

/* Measured time of so many things in all replications. */
static cairn_int128 measured_ns(const struct audit *audit, int64_t things)
{
    return (cairn_int128)things * audit->component->plan->length_ns *
           (int64_t)audit->quantities->replications;
}

static void check_source(struct audit *audit, int source)
{
    const struct cairn_layout *layout = &audit->quantities->layout;
    const int64_t *counts =
        &audit->quantities->counts[cairn_layout_source(layout, audit->window, source, 0)];

    audit->station = "source";
    audit->index = source;
    not_negative(audit, counts, CAIRN_N_SOURCE_COUNTS);
    equal(audit, "completed + hits + lost + in flight = arrivals",
          counts[CAIRN_COMPLETED] + counts[CAIRN_HITS] + counts[CAIRN_LOST] +
              counts[CAIRN_IN_FLIGHT],
          counts[CAIRN_ARRIVALS]);
    at_most(audit, "waited of completed", counts[CAIRN_WAITED], counts[CAIRN_COMPLETED]);
    at_most(audit, "late of arrivals", counts[CAIRN_LATE], counts[CAIRN_ARRIVALS]);
    at_most(audit, "slow first tokens of arrivals", counts[CAIRN_SLOW_FIRST],
            counts[CAIRN_ARRIVALS]);
    at_most(audit, "slow tokens of arrivals", counts[CAIRN_SLOW_TOKEN], counts[CAIRN_ARRIVALS]);
    at_most(audit, "sent on of arrivals", counts[CAIRN_SPILLED], counts[CAIRN_ARRIVALS]);
    at_most(audit, "wrong of arrivals", counts[CAIRN_WRONG], counts[CAIRN_ARRIVALS]);
}

static void check_link(struct audit *audit, int link)
{
    const struct cairn_layout *layout = &audit->quantities->layout;
    const int64_t *counts =
        &audit->quantities->counts[cairn_layout_link(layout, audit->window, link, 0)];
    cairn_int128 all_ns = measured_ns(audit, audit->component->links[link].lines);

    audit->station = "link";
    audit->index = link;
    not_negative(audit, counts, CAIRN_N_LINK_COUNTS);
    at_most(audit, "busy time up", counts[CAIRN_UP_BUSY_NS], all_ns);
    at_most(audit, "busy time down", counts[CAIRN_DOWN_BUSY_NS], all_ns);
    equal(audit, "radio times = lines x length",
          (cairn_int128)counts[CAIRN_RADIO_IDLE_NS] + counts[CAIRN_PROMOTION_NS] +
              counts[CAIRN_ACTIVE_NS] + counts[CAIRN_TAIL_NS],
          audit->component->links[link].has_radio ? all_ns : 0);
    at_most(audit, "busy and cut up", (cairn_int128)counts[CAIRN_UP_BUSY_NS] + counts[CAIRN_CUT_NS],
            all_ns);
    at_most(audit, "busy and cut down",
            (cairn_int128)counts[CAIRN_DOWN_BUSY_NS] + counts[CAIRN_CUT_NS], all_ns);
}

/* Entries that a copy can hold: no more than there are contents. */
static int64_t most_entries(const struct audit *audit, const struct cairn_component_cache *cache)
{
    int64_t contents = 0;

    if (cache->size_bytes == 0 && cache->entries != CAIRN_NONE)
        return cache->entries;
    for (int s = 0; s < audit->component->n_sources; s++)
        contents += audit->component->sources[s].contents;
    return contents;
}

static void check_cache(struct audit *audit, int cache)
{
    const struct cairn_component_cache *of = &audit->component->caches[cache];
    const struct cairn_layout *layout = &audit->quantities->layout;
    const int64_t *counts =
        &audit->quantities->counts[cairn_layout_cache(layout, audit->window, cache, 0)];

    audit->station = "cache";
    audit->index = cache;
    not_negative(audit, counts, CAIRN_N_CACHE_COUNTS);
    equal(audit, "hits + misses = look-ups", counts[CAIRN_CACHE_HITS] + counts[CAIRN_CACHE_MISSES],
          counts[CAIRN_LOOKUPS]);
    at_most(audit, "similar of hits", counts[CAIRN_SIMILAR_HITS], counts[CAIRN_CACHE_HITS]);
    at_most(audit, "wrong of similar hits", counts[CAIRN_WRONG_HITS], counts[CAIRN_SIMILAR_HITS]);
    at_most(audit, "occupancy", counts[CAIRN_OCCUPANCY_NS],
            measured_ns(audit, (int64_t)of->copies * most_entries(audit, of)));
}

/* Busy time of a variant that prompts took. */
static int64_t prefill_ns(struct audit *audit, int pool, int variant)
{
    const struct cairn_layout *layout = &audit->quantities->layout;

    if (!audit->component->pools[pool].of_passes)
        return 0;
    return audit->quantities
        ->counts[cairn_layout_pass(layout, audit->window, pool, variant, CAIRN_PREFILL_NS)];
}

/* [PASS] the busy time of a pool that serves language models */
static void check_passes(struct audit *audit, int pool, int variant)
{
    const struct cairn_component_pool *of = &audit->component->pools[pool];
    const struct cairn_layout *layout = &audit->quantities->layout;
    const int64_t *counts =
        &audit->quantities->counts[cairn_layout_pass(layout, audit->window, pool, variant, 0)];
    const int64_t *batches =
        &audit->quantities->counts[cairn_layout_batch(layout, audit->window, pool, variant, 1)];
    cairn_int128 decoded_ns = 0;

    not_negative(audit, counts, CAIRN_N_PASS_COUNTS);
    equal(audit, "tokens by request = tokens by pass", counts[CAIRN_GOT], counts[CAIRN_MADE]);
    equal(audit, "sum of stays = sequences x time", counts[CAIRN_STAYS_NS],
          counts[CAIRN_SEQUENCES_NS]);
    if (of->unlimited)
        return;
    for (int b = 1; b <= of->batch_max; b++)
        decoded_ns += (cairn_int128)b * batches[b - 1];
    at_most(audit, "decoding x time", decoded_ns, counts[CAIRN_SEQUENCES_NS]);
}

static void check_pool(struct audit *audit, int pool)
{
    const struct cairn_component_pool *of = &audit->component->pools[pool];
    const struct cairn_layout *layout = &audit->quantities->layout;
    const int64_t *counts =
        &audit->quantities->counts[cairn_layout_pool(layout, audit->window, pool, 0)];
    const int64_t *batches =
        &audit->quantities->counts[cairn_layout_batch(layout, audit->window, pool, 0, 1)];
    cairn_int128 busy_ns = 0, states_ns = 0;

    audit->station = "pool";
    audit->index = pool;
    not_negative(audit, counts, CAIRN_N_POOL_COUNTS);
    not_negative(audit, batches, of->n_variants * of->batch_max);
    for (int i = 0; i < of->n_variants * of->batch_max; i++)
        busy_ns += batches[i];
    for (int state = CAIRN_SLEEP_NS; state <= CAIRN_DOWN_NS; state++)
        states_ns += counts[state];
    for (int v = 0; v < of->n_variants; v++)
        busy_ns += prefill_ns(audit, pool, v);
    for (int v = 0; of->of_passes && v < of->n_variants; v++)
        check_passes(audit, pool, v);
    equal(audit, "busy time by batch + loading = busy time", busy_ns + counts[CAIRN_LOADING_NS],
          counts[CAIRN_BUSY_NS]);
    equal(audit, "sum of waits = queue length x time", counts[CAIRN_WAITS_NS],
          counts[CAIRN_QUEUE_NS]);
    at_most(audit, "batches of requests served", counts[CAIRN_BATCHES], counts[CAIRN_SERVED]);
    at_most(audit, "requests served in batches", counts[CAIRN_SERVED],
            (cairn_int128)counts[CAIRN_BATCHES] * of->batch_max);
    at_most(audit, "full batches of batches", counts[CAIRN_FULL_BATCHES], counts[CAIRN_BATCHES]);
    if (!of->unlimited)
        equal(audit, "sum of states = devices x time", states_ns,
              measured_ns(audit, (int64_t)of->copies * of->devices));
}

static int64_t bins_of(const struct cairn_histogram *histogram)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < histogram->n; i++)
        sum += histogram->counts[i];
    return (int64_t)sum;
}

/* Every time is in its moments and its histogram with the weight of its window. */
static void check_times(struct audit *audit, int source)
{
    const struct cairn_request_times *times = &audit->quantities->times[source];
    const struct cairn_layout *layout = &audit->quantities->layout;
    int64_t completed = 0, answered = 0;

    audit->station = "times of source";
    audit->index = source;
    for (int w = 0; w < layout->n_windows; w++) {
        const int64_t *counts =
            &audit->quantities->counts[cairn_layout_source(layout, w, source, 0)];
        int64_t hours = audit->component->plan->windows[w].hours;

        completed += hours * counts[CAIRN_COMPLETED];
        answered += hours * (counts[CAIRN_COMPLETED] + counts[CAIRN_HITS]);
    }
    if (audit->component->sources[source].of_tokens) {
        equal(audit, "weighted times to the first token", (int64_t)times->first.moments.count,
              answered);
        at_most(audit, "weighted times per token", (int64_t)times->token.moments.count, completed);
        equal(audit, "histogram of first tokens", bins_of(&times->first.histogram), answered);
        equal(audit, "histogram of times per token", bins_of(&times->token.histogram),
              (int64_t)times->token.moments.count);
    }
    equal(audit, "weighted waits", (int64_t)times->wait.moments.count, completed);
    equal(audit, "weighted sojourn times", (int64_t)times->sojourn.moments.count, answered);
    equal(audit, "histogram of waits", bins_of(&times->wait.histogram), completed);
    equal(audit, "histogram of sojourn times", bins_of(&times->sojourn.histogram), answered);
}

/* No more times from token to token than tokens, and none where no tokens are made. */
static void check_gaps(struct audit *audit, int pool)
{
    const struct cairn_layout *layout = &audit->quantities->layout;
    const struct cairn_component_pool *of = &audit->component->pools[pool];
    int64_t made = 0;

    audit->station = "times between tokens of pool";
    audit->index = pool;
    for (int w = 0; of->of_passes && w < layout->n_windows; w++)
        for (int v = 0; v < of->n_variants; v++)
            made += audit->component->plan->windows[w].hours *
                    audit->quantities->counts[cairn_layout_pass(layout, w, pool, v, CAIRN_MADE)];
    at_most(audit, "weighted times between tokens", (int64_t)audit->quantities->gaps[pool].count,
            made);
    equal(audit, "histogram of times between tokens", bins_of(&audit->quantities->gaps[pool]),
          (int64_t)audit->quantities->gaps[pool].count);
}

int cairn_audit_check(const struct cairn_component *component,
                      const struct cairn_quantities *quantities, struct cairn_buffer *report)
{
    struct audit audit = {.component = component, .quantities = quantities, .report = report};

    for (audit.window = 0; audit.window < component->plan->n_windows; audit.window++) {
        for (int s = 0; s < component->n_sources; s++)
            check_source(&audit, s);
        for (int l = 0; l < component->n_links; l++)
            check_link(&audit, l);
        for (int c = 0; c < component->n_caches; c++)
            check_cache(&audit, c);
        for (int p = 0; p < component->n_pools; p++)
            check_pool(&audit, p);
    }
    audit.window = -1; /* all of them */
    for (int s = 0; s < component->n_sources; s++)
        check_times(&audit, s);
    for (int p = 0; p < component->n_pools; p++)
        check_gaps(&audit, p);
    return audit.broken;
}
