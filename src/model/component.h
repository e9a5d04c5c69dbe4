/*
 * component.h - what is simulated together, as physics alone
 *
 * A placement splits the world into components: workloads and pools that share no queue cannot
 * affect each other. A component says everything that a simulation of it depends on and nothing
 * else: no carbon, no watts, no names. Its key is a hash of that content, so that whoever has
 * simulated a component with the same key has simulated this one, whatever placement it came
 * from.
 *
 * Workloads are coupled by a limited pool, a link or a cache that both use; routes of share 0
 * (fallbacks) couple too. Unlimited pools (shared and api tenancy) couple nobody, since nothing
 * waits in them: such a pool stands in each component that uses it.
 *
 * A component of one site describes one copy of the site and is counted `multiplicity` times,
 * unless its copies meet: in a limited pool or a cache of a region. Where they meet, the component
 * has all of them: stations of the site have `copies` instances, and each request carries the copy
 * it comes from. Copies that share a line meet there: where nothing else makes copies meet, a
 * component has those of one line, if all lines have as many, and is counted once per line.
 *
 * Stations are arrays; a request follows a route: cache of the site, uplink, cache of the region,
 * queue of the pool, downlink. Random streams belong to the source (entity), never to the
 * placement. Sources stand in order of their workloads; links, caches and pools in that of the
 * scenario; variants of a pool likewise; the routes of a source in that of the placement, with
 * those of further steps and of fallbacks behind them.
 *
 * Indices named `scenario_*` lead back to the scenario. They are labels: not hashed, not read by
 * the simulation.
 */
#ifndef CAIRN_MODEL_COMPONENT_H
#define CAIRN_MODEL_COMPONENT_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

#include "base/hash.h"
#include "model/passes.h"
#include "model/plan.h"
#include "model/tokens.h"

struct cairn_component_phase {
    double load, stay_s, weight;
};

/* What changes the rate of a source besides the plan; the mean factor of each part is 1. */
struct cairn_component_tempo {
    struct cairn_component_phase *phases; /* owned; none: no phases */
    int n_phases;
    bool together;      /* copies share their phases */
    double *cycle_load; /* of equal parts of the cycle; owned; none: no cycle */
    int n_cycle_loads;
    int64_t cycle_ns;
    int64_t cycle_from_ns; /* at the beginning of the measured time, or CAIRN_NONE: anywhere */
    uint64_t surge;        /* key of its random stream, a hash of its id; 0: no surge */
    enum cairn_distribution_kind surge_variation;
    double surge_cv;
    int64_t surge_ns; /* time for which a factor holds */
};

/* Requests of one workload. */
struct cairn_component_source {
    int scenario_workload;
    uint64_t entity; /* key of its random streams: a hash of the workload's id */
    int copies;      /* of the site, each with its own arrivals at the window's rate */
    enum cairn_distribution_kind process;
    double cv;
    double *rate_per_s; /* of one copy: all windows' segments, window after window; owned */
    struct cairn_component_tempo tempo;
    /* Requests that were recorded take the place of the process; NULL: none. The scenario's. */
    const struct cairn_recording *recording;
    enum cairn_replay_moment replay_moment;
    double replay_scale;  /* recordings on top of each other */
    bool replay_together; /* copies begin at the same point */
    int64_t payload_bytes, reply_bytes;
    int64_t late_ns; /* a request that takes longer is late; INT64_MAX: none is */
    int priority;    /* the higher goes first, where a pool heeds it */
    int64_t ttft_ns; /* one whose first token takes longer is slow; INT64_MAX likewise */
    int64_t tpot_ns; /* one whose tokens take longer on average is, too */
    int contents;    /* distinct contents; 0: never repeat */
    double exponent; /* of Zipf's law; 0 of a trace */
    const struct cairn_content_trace *trace; /* the scenario's, or NULL */
    double size_bytes;                       /* mean of a content; 0: nobody asks, or a trace */
    enum cairn_distribution_kind size_variation;
    double size_cv;
    bool of_tokens; /* some step of it has lengths */
    int first_route, n_routes;
};

/*
 * Where a share of a source's requests goes. [STEP] A request of several steps is on one route
 * after the other: served, it goes on to next_route, or is answered.
 */
struct cairn_component_route {
    double share; /* of the source's requests; of one source they sum to 1 */
    /* The same by window, of which that is the mean; NULL: it does not change; owned [GREENEST] */
    double *share_in;
    int cache;              /* into caches, or CAIRN_NONE */
    bool cache_at_site;     /* asked before the link */
    int link;               /* into links, or CAIRN_NONE where the pool is at the site */
    int64_t up_ns, down_ns; /* time to send one payload, one reply */
    int pool, variant;      /* variant: into the pool's table */
    struct cairn_token_law tokens;
    int fallback_route; /* a route of share 0, or CAIRN_NONE */
    int over;           /* sent on when so many wait already */
    int next_route;     /* the next step: a route of share 0; CAIRN_NONE: there is none */
    double next_share;  /* of those served here, who go on to it */
    bool next_here;     /* it is in the same place */
    int64_t on_ns;      /* time to send what it is handed down to the site, where that is the way */
    int64_t handed_bytes; /* of a further step: what comes with a request */
    /* labels: of all steps from the first on, as it is promised, and on average [STEP] [DRIFT] */
    double accuracy, mean_accuracy;
};

/* What fails at random: a device of a pool, a line of a link. [OUTAGE] */
struct cairn_component_outage {
    int64_t mtbf_ns, mttr_ns; /* mean time up, mean time down; 0: it never fails */
    bool lost;                /* what is there when it fails, or finds it down, is lost */
    uint64_t entity;          /* key of its random streams: a hash of the pool's or link's id */
};

/* A line for each so many copies; FIFO in each direction. */
struct cairn_component_link {
    int scenario_link;
    int lines;
    int copies_per_line; /* the last line may have fewer; 1 of a single line */
    int64_t latency_ns;  /* propagation one way, mean */
    enum cairn_distribution_kind variation;
    double cv;
    double loss; /* probability that a transmission is lost */
    int64_t resend_ns;
    bool has_radio; /* a radio at the end of each line */
    int64_t promotion_ns, tail_ns;
    struct cairn_component_outage outage;
};

struct cairn_component_cache {
    int scenario_cache;
    int copies;
    enum cairn_policy policy;
    int entries;        /* CAIRN_NONE: as many as there are */
    int64_t size_bytes; /* room in bytes instead of entries; 0: entries */
    int64_t ttl_ns;     /* of TTL */
    bool renewed;
    int64_t update_ns; /* time between two updates of the model, by the week's hours; 0: none */
    double similar;    /* share of the misses that something similar answers */
    double wrong;      /* of these, share of the answers that are wrong */
    double retried;    /* of the wrong ones, share that goes on as misses */
    int64_t lookup_ns;
};

struct cairn_component_variant {
    int scenario_variant; /* CAIRN_NONE for a managed service */
    int scenario_profile;
    int64_t bytes, load_ns;      /* of memory, and to load it; where the pool swaps */
    int64_t *latency_ns;         /* [batch - 1], up to batch_max: mean time of a batch; owned */
    struct cairn_passes *passes; /* where its pool is served in passes, else NULL; owned */
};

struct cairn_component_pool {
    int scenario_pool;
    int copies;
    /*
     * A provider's: every request is served at once, nothing is idle or queues. It has no devices,
     * its batch_max is 1, and latency_ns holds the one time that a request takes: of a managed
     * service its latency; of a shared pool that of a batch of the provider's size (the others in
     * the batch are other people's requests, so that of a device's time a request uses latency /
     * provider's batch: a factor of accounting).
     */
    bool unlimited;
    /*
     * A variant of it is a language model: devices run passes (passes.h), and batch_max is the most
     * sequences on a device. Of an unlimited pool: `company` decode together in the provider's
     * passes, the request among them, and tables of passes go that far.
     */
    bool of_passes;
    int64_t budget; /* most tokens of a pass, at least batch_max */
    bool chunked;
    int company;
    int devices; /* per copy; 0 where unlimited */
    int batch_max;
    int64_t timeout_ns;
    int queue; /* most waiting, or CAIRN_NONE */
    enum cairn_discipline discipline;
    int batch_min; /* 0 stands for batch_max */
    bool adaptive;
    bool may_swap;          /* variants share the memory of a device by turns, */
    bool swaps;             /* and do not fit together */
    int64_t memory_bytes;   /* of a device, where it may swap */
    int64_t sleep_after_ns; /* CAIRN_NONE: never */
    int64_t wake_ns;        /* mean */
    enum cairn_distribution_kind wake_variation;
    double wake_cv;
    int *on; /* devices, by all windows' segments, or NULL: all; owned */
    enum cairn_scaling_rule scaling;
    double scale_target;
    int least; /* devices that scaling leaves on */
    int64_t every_ns, cool_down_ns;
    int64_t start_ns; /* until a device that was off serves */
    struct cairn_component_outage outage;
    enum cairn_distribution_kind variation; /* of the service time */
    double cv;
    int n_variants;
    struct cairn_component_variant *variants; /* owned */
};

/* Do its devices come and go? */
static inline bool cairn_component_pool_changes(const struct cairn_component_pool *pool)
{
    return pool->on || pool->scaling != CAIRN_SCALING_NONE || pool->outage.mtbf_ns > 0;
}

/* Does a pool serve in the plain way: first come first served, by size and timeout? */
static inline bool cairn_component_pool_is_plain(const struct cairn_component_pool *pool)
{
    return pool->unlimited ||
           (pool->discipline == CAIRN_FIRST_COME && pool->batch_min == 0 && !pool->adaptive &&
            !pool->swaps && !cairn_component_pool_changes(pool));
}

struct cairn_component {
    struct cairn_hash128 key; /* of all that is below and of the plan, labels excepted */
    int multiplicity;         /* how many times it is there; not hashed */
    const struct cairn_plan *plan;
    struct cairn_component_source *sources;
    int n_sources;
    struct cairn_component_route *routes;
    int n_routes;
    struct cairn_component_link *links;
    int n_links;
    struct cairn_component_cache *caches;
    int n_caches;
    struct cairn_component_pool *pools;
    int n_pools;
};

/*
 * The components of a placement, in order of their smallest workload. Together they hold every
 * workload that has routes and every limited pool in use exactly once.
 */
struct cairn_components {
    struct cairn_component *items; /* owned */
    int n;
};

/* A partial placement yields the components of the workloads it has. The plan must outlive them. */
void cairn_components_init(struct cairn_components *components,
                           const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                           const struct cairn_placement *placement);
void cairn_components_release(struct cairn_components *components);

#endif
