#include "physics/source.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

enum { TICKS = 1 << CAIRN_TICK_BITS };

/* Does anything that this source's requests may meet ask for their contents? */
static bool meets_cache(const struct cairn_component *component,
                        const struct cairn_component_source *source)
{
    for (int r = 0; r < source->n_routes; r++)
        if (component->routes[source->first_route + r].cache != CAIRN_NONE)
            return true;
    return false;
}

/* Does any time in a pool vary? */
static bool varies(const struct cairn_component *component)
{
    for (int p = 0; p < component->n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];

        if (pool->variation != CAIRN_DETERMINISTIC || pool->wake_variation != CAIRN_DETERMINISTIC)
            return true;
    }
    return false;
}

/* Cumulative shares of the routes; the last that has a share takes what rounding leaves. */
static void init_routes(struct cairn_source_sim *sim, const struct cairn_component *component)
{
    int n = sim->source->n_routes;
    int last = 0;
    double sum = 0.0;

    sim->route_limit = cairn_calloc((size_t)n, sizeof *sim->route_limit);
    for (int r = 0; r < n; r++) {
        double share = component->routes[sim->source->first_route + r].share;

        sum += share;
        sim->route_limit[r] = sum;
        if (share > 0.0) {
            sim->draws_route = sim->draws_route || sum != share;
            last = r;
        }
    }
    for (int r = last; r < n; r++)
        sim->route_limit[r] = 1.0;
    sim->only_route = sim->source->first_route + last;
}

void cairn_source_sim_init(struct cairn_source_sim *sim, const struct cairn_component *component,
                           int index)
{
    const struct cairn_component_source *source = &component->sources[index];
    bool poisson = source->process == CAIRN_EXPONENTIAL;
    int n_segments = 1;

    for (int w = 0; w < component->plan->n_windows; w++)
        if (component->plan->windows[w].n_segments > n_segments)
            n_segments = component->plan->windows[w].n_segments;
    *sim = (struct cairn_source_sim){
        .source = source,
        .index = index,
        .gap = cairn_run_unit_dist(source->process, source->cv),
        .n_courses = poisson ? 1 : source->copies,
        .draws_copy = poisson && source->copies > 1,
        .draws_content = source->contents > 0 && meets_cache(component, source),
        .draws_service = varies(component) || source->tokens.known,
    };
    assert(source->copies > 0);
    sim->courses = cairn_calloc((size_t)sim->n_courses, sizeof *sim->courses);
    sim->heap = cairn_calloc((size_t)sim->n_courses, sizeof *sim->heap);
    sim->gap_ticks = cairn_calloc((size_t)n_segments, sizeof *sim->gap_ticks);
    init_routes(sim, component);
    if (sim->draws_content) {
        const char *problem =
            cairn_zipf_init(&sim->zipf, (size_t)source->contents, source->exponent);

        assert(!problem);
        (void)problem;
    }
}

void cairn_source_sim_release(struct cairn_source_sim *sim)
{
    cairn_free(sim->courses);
    cairn_free(sim->heap);
    cairn_free(sim->gap_ticks);
    cairn_free(sim->route_limit);
    if (sim->draws_content)
        cairn_zipf_release(&sim->zipf);
    *sim = (struct cairn_source_sim){0};
}

void cairn_source_sim_advance_far(const struct cairn_source_sim *sim, struct cairn_course *course,
                                  double gaps) /* [ARR] */
{
    for (;;) {
        double ticks = gaps * sim->gap_ticks[course->segment];
        int64_t end_ns = sim->segment_end_ns[course->segment];
        double room_ticks = (double)(end_ns - course->next_ns) * TICKS - (double)course->fraction;

        if (ticks < CAIRN_TICKS_MOST) { /* false for the NaN of no gap at rate 0 */
            int64_t moved = course->fraction + (int64_t)ticks;
            int64_t next_ns = course->next_ns + (moved >> CAIRN_TICK_BITS);

            if (next_ns < end_ns) {
                course->next_ns = next_ns;
                course->fraction = moved & (TICKS - 1);
                return;
            }
        } else if (ticks < room_ticks) {
            course->next_ns += (int64_t)(ticks / TICKS);
            return;
        }
        if (course->segment + 1 == sim->n_segments) {
            course->next_ns = CAIRN_NEVER;
            return;
        }
        gaps -= room_ticks / sim->gap_ticks[course->segment];
        gaps = gaps > 0.0 ? gaps : 0.0;
        course->next_ns = end_ns;
        course->fraction = 0;
        course->segment++;
    }
}

static bool before(const struct cairn_source_sim *sim, int a, int b)
{
    int64_t a_ns = sim->courses[a].next_ns;
    int64_t b_ns = sim->courses[b].next_ns;

    return a_ns < b_ns || (a_ns == b_ns && a < b);
}

/* Moves the course at `at` down to where it belongs. */
static void sift_down(struct cairn_source_sim *sim, int at)
{
    int moved = sim->heap[at];

    for (;;) {
        int child = 2 * at + 1;

        if (child >= sim->n_courses)
            break;
        if (child + 1 < sim->n_courses && before(sim, sim->heap[child + 1], sim->heap[child]))
            child++;
        if (!before(sim, sim->heap[child], moved))
            break;
        sim->heap[at] = sim->heap[child];
        at = child;
    }
    sim->heap[at] = moved;
}

/* The entity of one copy of a source whose copies do not merge. */
static uint64_t copy_entity(const struct cairn_source_sim *sim, int copy)
{
    return cairn_mix64(sim->source->entity + (uint64_t)copy * UINT64_C(0x9e3779b97f4a7c15));
}

static void begin_courses(struct cairn_source_sim *sim, struct cairn_stream_key key,
                          int64_t start_ns)
{
    bool poisson = sim->source->process == CAIRN_EXPONENTIAL;
    int segment = 0;

    while (sim->segment_end_ns[segment] <= start_ns)
        segment++;
    for (int c = 0; c < sim->n_courses; c++) {
        struct cairn_course *course = &sim->courses[c];
        double gaps;

        *course = (struct cairn_course){.next_ns = start_ns, .segment = segment};
        key.entity = poisson ? sim->source->entity : copy_entity(sim, c);
        key.purpose = CAIRN_PURPOSE_GAPS;
        cairn_rng_init(&course->rng, key);
        gaps = cairn_run_draw(&sim->gap, &course->rng);
        if (!poisson) {
            struct cairn_rng phase;

            key.purpose = CAIRN_PURPOSE_PHASE;
            cairn_rng_init(&phase, key);
            gaps *= cairn_rng_unit(&phase);
        }
        cairn_source_sim_advance(sim, course, gaps);
        sim->heap[c] = c;
    }
    for (int at = sim->n_courses / 2; at-- > 0;)
        sift_down(sim, at);
}

void cairn_source_sim_begin(struct cairn_source_sim *sim, const struct cairn_plan *plan, int window,
                            const double *rates, int64_t start_ns, uint64_t seed,
                            uint32_t replication, int64_t *counts)
{
    const struct cairn_window *of = &plan->windows[window];
    struct cairn_stream_key key = {
        .seed = seed,
        .replication = replication,
        .window = (uint32_t)window,
        .entity = sim->source->entity,
    };
    double scale = 1e9 * TICKS / (double)(sim->source->copies / sim->n_courses);

    sim->n_segments = of->n_segments;
    sim->segment_end_ns = of->segment_end_ns;
    for (int s = 0; s < of->n_segments; s++)
        sim->gap_ticks[s] = rates[s] > 0.0 ? scale / rates[s] : (double)INFINITY;
    begin_courses(sim, key, start_ns);
    key.purpose = CAIRN_PURPOSE_COPY;
    cairn_rng_init(&sim->copy_rng, key);
    key.purpose = CAIRN_PURPOSE_ROUTE;
    cairn_rng_init(&sim->route_rng, key);
    key.purpose = CAIRN_PURPOSE_CONTENT;
    cairn_rng_init(&sim->content_rng, key);
    key.purpose = CAIRN_PURPOSE_SERVICE;
    cairn_rng_init(&sim->service_rng, key);
    sim->number = (uint64_t)window << 40;
    sim->counts = counts;
}

void cairn_source_sim_sift(struct cairn_source_sim *sim)
{
    sift_down(sim, 0);
}

int cairn_source_sim_choose_route(struct cairn_source_sim *sim)
{
    double u = cairn_rng_unit(&sim->route_rng);
    int route = 0;

    while (u >= sim->route_limit[route])
        route++;
    return sim->source->first_route + route;
}
