#include "support/scenario_checks.h"

#include <check.h>
#include <inttypes.h>
#include <math.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "choose/floor.h"
#include "math/histogram.h"
#include "model/best_case.h"
#include "physics/audit.h"
#include "physics/quantity_code.h"
#include "physics/recursion.h"
#include "physics/world.h"
#include "support/same_bits.h"
#include "support/scenario_energy.h"

/* ---- what happened ---- */

static void add_counts(int64_t *to, const int64_t *counts, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += counts[i];
}

static void add_window(struct effects *effects, const struct cairn_component *component,
                       const struct cairn_quantities *q, int w)
{
    const struct cairn_layout *layout = &q->layout;

    for (int s = 0; s < component->n_sources; s++)
        add_counts(effects->sources, &q->counts[cairn_layout_source(layout, w, s, 0)],
                   CAIRN_N_SOURCE_COUNTS);
    for (int l = 0; l < component->n_links; l++)
        add_counts(effects->links, &q->counts[cairn_layout_link(layout, w, l, 0)],
                   CAIRN_N_LINK_COUNTS);
    for (int c = 0; c < component->n_caches; c++)
        add_counts(effects->caches, &q->counts[cairn_layout_cache(layout, w, c, 0)],
                   CAIRN_N_CACHE_COUNTS);
    for (int p = 0; p < component->n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];

        add_counts(effects->pools, &q->counts[cairn_layout_pool(layout, w, p, 0)],
                   CAIRN_N_POOL_COUNTS);
        for (int v = 0; pool->of_passes && v < pool->n_variants; v++)
            add_counts(effects->passes, &q->counts[cairn_layout_pass(layout, w, p, v, 0)],
                       CAIRN_N_PASS_COUNTS);
    }
}

static void add_effects(struct effects *effects, const struct cairn_component *component,
                        const struct cairn_quantities *q)
{
    for (int w = 0; w < q->layout.n_windows; w++)
        add_window(effects, component, q, w);
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        effects->by_path[path] += q->by_path[path];
}

/* ---- one component ---- */

/* One of a scenario's components, and what it yields. */
struct subject {
    const struct tried *tried;
    const struct cairn_component *component;
    int index;
    struct cairn_world *world;
    struct cairn_quantities first; /* replication 0 */
};

static void audit(const struct subject *subject, const struct cairn_quantities *q, const char *what)
{
    struct cairn_buffer report;

    cairn_buffer_init(&report);
    if (cairn_audit_check(subject->component, q, &report) > 0)
        ck_abort_msg("random scenario %d, component %d, %s:\n%s", subject->tried->number,
                     subject->index, what, report.data);
    cairn_buffer_release(&report);
}

static void same(const struct subject *subject, const struct cairn_quantities *q, const char *what)
{
    const char *difference = quantities_differ(&subject->first, q);

    if (difference)
        ck_abort_msg("random scenario %d, component %d: other %s %s", subject->tried->number,
                     subject->index, difference, what);
}

static void replicate(const struct subject *subject, uint32_t replication,
                      const struct cairn_trace *trace, struct cairn_quantities *q)
{
    cairn_world_replicate(subject->world, subject->tried->scenario->time.seed, replication, trace,
                          q);
}

/* Replication 1 in between, and the sum of both. */
static void check_replications(const struct subject *subject, struct cairn_quantities *q)
{
    struct cairn_quantities sum;

    cairn_quantities_init(&sum, subject->component);
    replicate(subject, 1, NULL, q);
    audit(subject, q, "replication 1");
    cairn_quantities_add(&sum, &subject->first);
    cairn_quantities_add(&sum, q);
    audit(subject, &sum, "two replications");
    replicate(subject, 0, NULL, q);
    same(subject, q, "after another replication");
    cairn_quantities_release(&sum);
}

static void ignore(void *context, const struct cairn_event *event)
{
    (void)context;
    (void)event;
}

static void check_paths(const struct subject *subject, struct cairn_quantities *q)
{
    const struct cairn_trace trace = {.on_event = ignore};
    bool recursed = subject->first.by_path[CAIRN_PATH_RECURSION] > 0;

    replicate(subject, 0, &trace, q);
    same(subject, q, "with a trace");
    if (!recursed)
        return;
    cairn_world_use_events(subject->world);
    replicate(subject, 0, NULL, q);
    same(subject, q, "by events");
}

static void check_bytes(const struct subject *subject, struct cairn_quantities *q)
{
    struct cairn_hash128 name = subject->component->key;
    struct cairn_buffer bytes;

    cairn_buffer_init(&bytes);
    cairn_quantities_encode(&subject->first, name, &bytes);
    cairn_quantities_clear(q);
    ck_assert(cairn_quantities_decode(q, name, bytes.data, bytes.size));
    same(subject, q, "as bytes and back");
    cairn_buffer_release(&bytes);
}

/* ---- accounts ---- */

static double *amounts_of(const struct cairn_quantities *q)
{
    size_t n = (size_t)q->layout.n_windows * (size_t)q->layout.stride;
    double *amounts = cairn_calloc(n, sizeof *amounts);

    for (size_t i = 0; i < n; i++)
        amounts[i] = (double)q->counts[i];
    return amounts;
}

/* Both sums are of some hundred numbers above 0: they differ by rounding alone. */
static void check_energy(const struct subject *subject)
{
    static const enum cairn_basis_kind bases[] = {CAIRN_INVENTORY, CAIRN_DECISION};
    const struct cairn_scenario *scenario = subject->tried->scenario;
    double *amounts = amounts_of(&subject->first);
    struct cairn_factor_book book;
    struct cairn_ledger ledger;

    cairn_factor_book_init(&book);
    cairn_ledger_init(&ledger, scenario, subject->component, &book);
    for (int marginal = 0; marginal < 2; marginal++) {
        double said_j =
            cairn_ledger_total(&ledger, &book, CAIRN_ENERGY_USED, bases[marginal], amounts, NULL);
        double added_j =
            scenario_energy_j(scenario, subject->component, &subject->first, marginal == 1);

        if (!(fabs(said_j - added_j) <= 1e-9 * fabs(added_j)))
            ck_abort_msg(
                "random scenario %d, component %d: %.17g J in the ledger, %.17g J by state",
                subject->tried->number, subject->index, said_j, added_j);
    }
    cairn_ledger_release(&ledger);
    cairn_factor_book_release(&book);
    cairn_free(amounts);
}

/* [FLOOR] Of placements with one component. */
static void check_floor(const struct subject *subject, struct effects *effects)
{
    const struct tried *tried = subject->tried;
    struct cairn_factor_book book;
    struct cairn_trial trial;

    if (tried->components.n > 1)
        return;
    cairn_factor_book_init(&book);
    cairn_trial_init(&trial, tried->scenario, &tried->plan, &tried->placement, &book, NULL);
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
        double *amounts = amounts_of(&subject->first);
        double carbon_g =
            cairn_ledger_total(&trial.ledgers[0], &book, CAIRN_CARBON, basis, amounts, NULL);
        double floor_g = cairn_floor(&trial, basis);

        if (!(floor_g <= carbon_g * (1.0 + 1e-9)))
            ck_abort_msg("random scenario %d: %.17g g under a floor of %.17g g", tried->number,
                         carbon_g, floor_g);
        effects->floors++;
        cairn_free(amounts);
    }
    cairn_trial_release(&trial);
    cairn_factor_book_release(&book);
}

/* ---- bounds ---- */

/* Can no request of a source be in time, by what is known without a simulation? */
static bool is_hopeless(const struct subject *subject, const struct cairn_component_source *source)
{
    const struct cairn_component *component = subject->component;
    double least = 1.0;

    for (int r = source->first_route; r < source->first_route + source->n_routes; r++) {
        const struct cairn_component_route *route = &component->routes[r];
        const struct cairn_component_pool *pool = &component->pools[route->pool];
        int cache = route->cache == CAIRN_NONE ? CAIRN_NONE
                                               : component->caches[route->cache].scenario_cache;

        least =
            fmin(least, cairn_least_late(subject->tried->scenario, source->scenario_workload,
                                         pool->scenario_pool,
                                         pool->variants[route->variant].scenario_variant, cache));
    }
    return least >= 1.0;
}

static bool has_steps(const struct cairn_component *component,
                      const struct cairn_component_source *source)
{
    for (int r = source->first_route; r < source->first_route + source->n_routes; r++)
        if (component->routes[r].next_route != CAIRN_NONE)
            return true;
    return false;
}

/* Bounds on the tokens of language models rest on a sample, and are left out. */
static void check_best_cases(const struct subject *subject, struct effects *effects)
{
    for (int s = 0; s < subject->component->n_sources; s++) {
        const struct cairn_component_source *source = &subject->component->sources[s];

        if (source->of_tokens || has_steps(subject->component, source) ||
            !is_hopeless(subject, source))
            continue;
        effects->hopeless++;
        for (int w = 0; w < subject->first.layout.n_windows; w++) {
            const int64_t *counts =
                &subject->first.counts[cairn_layout_source(&subject->first.layout, w, s, 0)];

            if (counts[CAIRN_LATE] != counts[CAIRN_ARRIVALS])
                ck_abort_msg("random scenario %d: requests of source %d are in time against hope",
                             subject->tried->number, s);
        }
    }
}

/* ---- all of it ---- */

static void subject_init(struct subject *subject, const struct tried *tried, int index)
{
    static const int blocks[] = {0, 1, 7}; /* many requests at a time, one by one, and some */

    *subject = (struct subject){
        .tried = tried,
        .component = &tried->components.items[index],
        .index = index,
    };
    subject->world = cairn_world_new(subject->component);
    if (subject->world->recursion)
        subject->world->recursion->block = blocks[tried->number % 3];
    cairn_quantities_init(&subject->first, subject->component);
    replicate(subject, 0, NULL, &subject->first);
    audit(subject, &subject->first, "replication 0");
}

static void subject_release(struct subject *subject)
{
    cairn_quantities_release(&subject->first);
    cairn_world_free(subject->world);
}

void check_scenario(const struct tried *tried, struct effects *effects)
{
    for (int c = 0; c < tried->components.n; c++) {
        struct cairn_quantities q;
        struct subject subject;

        subject_init(&subject, tried, c);
        cairn_quantities_init(&q, subject.component);
        add_effects(effects, subject.component, &subject.first);
        check_replications(&subject, &q);
        check_bytes(&subject, &q);
        check_paths(&subject, &q);
        check_energy(&subject);
        check_floor(&subject, effects);
        check_best_cases(&subject, effects);
        cairn_quantities_release(&q);
        subject_release(&subject);
    }
}

/* ---- closed loads ---- */

/* Have all requests ended in the measured time, by the longest that one took? */
static bool is_empty(const struct subject *subject, const struct effects *sums)
{
    const struct cairn_plan *plan = subject->component->plan;

    if (sums->sources[CAIRN_IN_FLIGHT] > 0)
        return false;
    for (int s = 0; s < subject->component->n_sources; s++) {
        const struct cairn_histogram *times = &subject->first.times[s].sojourn.histogram;
        unsigned last = CAIRN_HISTOGRAM_BINS - 1;

        while (last > 0 && cairn_histogram_at(times, last) == 0)
            last--;
        if (cairn_histogram_low_ns(last) + cairn_histogram_width_ns(last) >
            plan->length_ns - plan->windows[0].segment_end_ns[0])
            return false;
    }
    return true;
}

static void equal(const struct subject *subject, const char *law, int64_t left, int64_t right)
{
    if (left != right)
        ck_abort_msg("random scenario %d, component %d: %s: %" PRId64 " and %" PRId64,
                     subject->tried->number, subject->index, law, left, right);
}

/*
 * A request that a device had when it failed is served again, or is lost after it had waited; one
 * that finds no room at a further step is lost after it had waited at others.
 */
static bool may_wait_for_nothing(const struct cairn_component *component, int64_t lost)
{
    for (int s = 0; s < component->n_sources; s++)
        if (lost > 0 && has_steps(component, &component->sources[s]))
            return true;
    for (int p = 0; p < component->n_pools; p++)
        if (component->pools[p].outage.mtbf_ns > 0)
            return true;
    return false;
}

static void check_empty(const struct subject *subject, const struct effects *sums)
{
    int64_t waits_ns = 0;

    for (int s = 0; s < subject->component->n_sources; s++)
        waits_ns += (int64_t)(subject->first.times[s].wait.moments.sum_ns /
                              cairn_plan_hours(&subject->tried->plan));
    if (!may_wait_for_nothing(subject->component, sums->sources[CAIRN_LOST])) {
        equal(subject, "sum of waits = integral of queues", waits_ns, sums->pools[CAIRN_QUEUE_NS]);
        equal(subject, "served = completed + went on", sums->pools[CAIRN_SERVED],
              sums->sources[CAIRN_COMPLETED] + sums->sources[CAIRN_WENT_ON]);
    }
    ck_assert_int_ge(sums->pools[CAIRN_SERVED], sums->sources[CAIRN_COMPLETED]);
    equal(subject, "hits of caches = requests answered by them", sums->caches[CAIRN_CACHE_HITS],
          sums->sources[CAIRN_HITS]);
    equal(subject, "wrong hits = wrong answers", sums->caches[CAIRN_WRONG_HITS],
          sums->sources[CAIRN_WRONG]);
    equal(subject, "tokens read and made are those of requests", sums->passes[CAIRN_MADE],
          sums->passes[CAIRN_GOT]);
}

void check_closed(const struct tried *tried, struct effects *effects)
{
    for (int c = 0; c < tried->components.n; c++) {
        struct effects sums = {0};
        struct subject subject;

        subject_init(&subject, tried, c);
        add_effects(&sums, subject.component, &subject.first);
        if (is_empty(&subject, &sums)) {
            check_empty(&subject, &sums);
            effects->closed++;
        }
        subject_release(&subject);
    }
}
