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

/* Do some of its requests, but not all, go on to a further step? */
static bool some_go_on(const struct cairn_component *component,
                       const struct cairn_component_source *source)
{
    for (int r = source->first_route; r < source->first_route + source->n_routes; r++)
        if (component->routes[r].next_route != CAIRN_NONE && component->routes[r].next_share < 1.0)
            return true;
    return false;
}

/* Cumulative shares of the routes in a window; the last that has one takes what rounding leaves. */
static void set_routes(struct cairn_source_sim *sim, int window)
{
    int n = sim->source->n_routes;
    int last = 0;
    double sum = 0.0;

    for (int r = 0; r < n; r++) {
        const struct cairn_component_route *route = &sim->routes[r];
        double share =
            route->share_in && window != CAIRN_NONE ? route->share_in[window] : route->share;

        sum += share;
        sim->route_limit[r] = sum;
        if (share > 0.0)
            last = r;
    }
    for (int r = last; r < n; r++)
        sim->route_limit[r] = 1.0;
    sim->only_route = sim->source->first_route + last;
}

static void init_routes(struct cairn_source_sim *sim, const struct cairn_component *component)
{
    double sum = 0.0;

    sim->routes = &component->routes[sim->source->first_route];
    sim->route_limit = cairn_calloc((size_t)sim->source->n_routes, sizeof *sim->route_limit);
    for (int r = 0; r < sim->source->n_routes; r++) {
        double share = sim->routes[r].share;

        sum += share;
        sim->draws_route = sim->draws_route || (share > 0.0 && sum != share);
        sim->changes_shares = sim->changes_shares || sim->routes[r].share_in;
    }
    set_routes(sim, CAIRN_NONE);
}

static void init_contents(struct cairn_source_sim *sim)
{
    const struct cairn_component_source *source = sim->source;
    const char *problem;

    if (source->trace) {
        sim->place = cairn_calloc((size_t)source->copies, sizeof *sim->place);
        sim->kept_place = cairn_calloc((size_t)source->copies, sizeof *sim->kept_place);
        return;
    }
    problem = cairn_zipf_init(&sim->zipf, (size_t)source->contents, source->exponent);
    assert(!problem);
    (void)problem;
}

void cairn_source_sim_init(struct cairn_source_sim *sim, const struct cairn_component *component,
                           int index)
{
    const struct cairn_component_source *source = &component->sources[index];
    struct cairn_replay_law replay = cairn_replay_law_of(source);
    bool merged = source->process == CAIRN_EXPONENTIAL && !replay.recording &&
                  !cairn_tempo_is_private(&source->tempo);
    int n_segments = 1;

    for (int w = 0; w < component->plan->n_windows; w++)
        if (component->plan->windows[w].n_segments > n_segments)
            n_segments = component->plan->windows[w].n_segments;
    *sim = (struct cairn_source_sim){
        .source = source,
        .index = index,
        .gap = cairn_run_unit_dist(source->process, source->cv),
        .replay = replay,
        .n_courses = merged ? 1 : source->copies * (replay.recording ? replay.tracks : 1),
        .draws_copy = merged && source->copies > 1,
        .draws_content = source->contents > 0 && meets_cache(component, source),
        .draws_service = varies(component) || source->of_tokens || some_go_on(component, source),
    };
    assert(source->copies > 0);
    sim->courses = cairn_calloc((size_t)sim->n_courses, sizeof *sim->courses);
    sim->heap = cairn_calloc((size_t)sim->n_courses, sizeof *sim->heap);
    sim->gap_ticks = cairn_calloc((size_t)n_segments, sizeof *sim->gap_ticks);
    cairn_tempo_law_init(&sim->tempo, &source->tempo);
    if (cairn_tempo_varies(&source->tempo))
        for (int c = 0; c < sim->n_courses; c++)
            sim->courses[c].tempo = cairn_calloc(1, sizeof *sim->courses[c].tempo);
    init_routes(sim, component);
    if (sim->draws_content)
        init_contents(sim);
}

void cairn_source_sim_release(struct cairn_source_sim *sim)
{
    for (int c = 0; c < sim->n_courses; c++)
        cairn_free(sim->courses[c].tempo);
    cairn_tempo_law_release(&sim->tempo);
    cairn_free(sim->courses);
    cairn_free(sim->heap);
    cairn_free(sim->gap_ticks);
    cairn_free(sim->route_limit);
    cairn_free(sim->place);
    cairn_free(sim->kept_place);
    cairn_zipf_release(&sim->zipf);
    *sim = (struct cairn_source_sim){0};
}

/* Sets the rate of the piece of time that a course is in, and where that ends. */
static void enter_piece(const struct cairn_source_sim *sim, struct cairn_course *course)
{
    const struct cairn_tempo *tempo = course->tempo;

    course->end_ns = sim->segment_end_ns[course->segment];
    course->gap_ticks = sim->gap_ticks[course->segment];
    if (!tempo)
        return;
    course->end_ns = tempo->end_ns < course->end_ns ? tempo->end_ns : course->end_ns;
    course->gap_ticks = tempo->factor > 0.0 ? course->gap_ticks / tempo->factor : (double)INFINITY;
}

/* Moves to the piece that begins where this one ends. False: nothing comes any more. */
static bool next_piece(const struct cairn_source_sim *sim, struct cairn_course *course)
{
    int64_t end_ns = course->end_ns;

    if (end_ns == CAIRN_NEVER || (course->tempo && end_ns >= sim->past_ns))
        return false;
    if (end_ns == sim->segment_end_ns[course->segment])
        course->segment++;
    if (course->tempo && end_ns == course->tempo->end_ns)
        cairn_tempo_move_on(course->tempo, &sim->tempo);
    course->next_ns = end_ns;
    course->fraction = 0;
    enter_piece(sim, course);
    return true;
}

void cairn_source_sim_advance_far(const struct cairn_source_sim *sim, struct cairn_course *course,
                                  double gaps) /* [ARR] */
{
    for (;;) {
        double ticks = gaps * course->gap_ticks;
        int64_t end_ns = course->end_ns;
        double room_ticks = (double)(end_ns - course->next_ns) * TICKS - (double)course->fraction;
        double gaps_here = room_ticks / course->gap_ticks;

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
        if (!next_piece(sim, course)) {
            course->next_ns = CAIRN_NEVER;
            return;
        }
        gaps -= gaps_here;
        gaps = gaps > 0.0 ? gaps : 0.0;
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

/* The first unit gap of a renewal process, which is under way already. */
static double first_gap(const struct cairn_source_sim *sim, struct cairn_course *course,
                        struct cairn_stream_key key)
{
    double gaps = cairn_run_draw(&sim->gap, &course->rng);

    if (sim->source->process != CAIRN_EXPONENTIAL) {
        struct cairn_rng phase;

        key.purpose = CAIRN_PURPOSE_PHASE;
        cairn_rng_init(&phase, key);
        gaps *= cairn_rng_unit(&phase);
    }
    return gaps;
}

/* How many unit gaps of a course pass in the run-in, at the rates of the plan. */
static double gaps_between(const struct cairn_source_sim *sim, int64_t from_ns, int64_t to_ns)
{
    double gaps = 0.0;

    for (int s = 0; s < sim->n_segments && from_ns < to_ns; s++) {
        int64_t end_ns = sim->segment_end_ns[s] < to_ns ? sim->segment_end_ns[s] : to_ns;

        if (end_ns > from_ns) {
            gaps += (double)(end_ns - from_ns) * TICKS / sim->gap_ticks[s];
            from_ns = end_ns;
        }
    }
    return gaps;
}

/* A replay's first request: tracks of a copy stand together. */
static double first_of_replay(const struct cairn_source_sim *sim, struct cairn_course *course,
                              struct cairn_stream_key key, int64_t begin_ns)
{
    int track = (int)(course - sim->courses) % sim->replay.tracks;
    double run_in = gaps_between(sim, course->next_ns, begin_ns);

    course->copy = (int)(course - sim->courses) / sim->replay.tracks;
    if (sim->source->replay_together)
        key.entity = copy_entity(sim, track);
    return cairn_replay_begin(&sim->replay, track, key, run_in, &course->rng, &course->row);
}

static void begin_course(struct cairn_source_sim *sim, int c, struct cairn_stream_key key,
                         struct cairn_course begun, int64_t begin_ns)
{
    bool poisson = sim->source->process == CAIRN_EXPONENTIAL && !sim->replay.recording;
    bool phased_alone = cairn_tempo_is_private(&sim->source->tempo);
    struct cairn_course *course = &sim->courses[c];
    double gaps;

    begun.copy = c;
    begun.tempo = course->tempo;
    *course = begun;
    if (course->tempo) {
        key.entity = phased_alone ? copy_entity(sim, c) : sim->source->entity;
        cairn_tempo_begin(course->tempo, &sim->tempo, key, course->next_ns, begin_ns);
    }
    enter_piece(sim, course);
    key.entity = poisson && !phased_alone ? sim->source->entity : copy_entity(sim, c);
    key.purpose = CAIRN_PURPOSE_GAPS;
    cairn_rng_init(&course->rng, key);
    gaps = sim->replay.recording ? first_of_replay(sim, course, key, begin_ns)
                                 : first_gap(sim, course, key);
    cairn_source_sim_advance(sim, course, gaps);
    sim->heap[c] = c;
}

static void begin_courses(struct cairn_source_sim *sim, struct cairn_stream_key key,
                          int64_t start_ns, int64_t begin_ns)
{
    struct cairn_course begun = {.next_ns = start_ns};

    while (sim->segment_end_ns[begun.segment] <= start_ns)
        begun.segment++;
    for (int c = 0; c < sim->n_courses; c++)
        begin_course(sim, c, key, begun, begin_ns);
    for (int at = sim->n_courses / 2; at-- > 0;)
        sift_down(sim, at);
}

/* One number of a stream. */
static uint64_t draw_key(struct cairn_stream_key key, enum cairn_purpose purpose)
{
    struct cairn_rng rng;

    key.purpose = purpose;
    cairn_rng_init(&rng, key);
    return cairn_rng_u64(&rng);
}

void cairn_source_sim_place(struct cairn_source_sim *sim, uint64_t seed, uint32_t replication)
{
    struct cairn_stream_key key = {
        .seed = seed,
        .replication = replication,
        .purpose = CAIRN_PURPOSE_PLACE,
    };
    struct cairn_rng rng;

    for (int c = 0; sim->place && c < sim->source->copies; c++) {
        key.entity = copy_entity(sim, c);
        cairn_rng_init(&rng, key);
        sim->kept_place[c] = (size_t)cairn_rng_below(&rng, sim->source->trace->n_requests);
        sim->place[c] = sim->kept_place[c];
    }
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
    double scale = 1e9 * TICKS;

    if (sim->replay.recording) {
        scale *= sim->source->replay_scale;
    } else {
        int copies_of_each = sim->source->copies / sim->n_courses;
        scale /= copies_of_each;
    }
    sim->end_ns = start_ns + plan->run_in_ns + plan->length_ns;
    for (int c = 0; sim->place && c < sim->source->copies; c++)
        sim->place[c] = sim->kept_place[c];
    sim->n_segments = of->n_segments;
    sim->segment_end_ns = of->segment_end_ns;
    for (int s = 0; s < of->n_segments; s++)
        sim->gap_ticks[s] = rates[s] > 0.0 ? scale / rates[s] : (double)INFINITY;
    sim->past_ns = cairn_run_later(sim->end_ns, plan->drain_ns);
    begin_courses(sim, key, start_ns, start_ns + plan->run_in_ns);
    key.purpose = CAIRN_PURPOSE_COPY;
    cairn_rng_init(&sim->copy_rng, key);
    key.purpose = CAIRN_PURPOSE_ROUTE;
    cairn_rng_init(&sim->route_rng, key);
    key.purpose = CAIRN_PURPOSE_CONTENT;
    cairn_rng_init(&sim->content_rng, key);
    key.purpose = CAIRN_PURPOSE_SERVICE;
    cairn_rng_init(&sim->service_rng, key);
    sim->luck.travel = draw_key(key, CAIRN_PURPOSE_TRAVEL);
    sim->luck.resend = draw_key(key, CAIRN_PURPOSE_RESEND);
    sim->number = (uint64_t)window << 40;
    if (sim->changes_shares)
        set_routes(sim, window);
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
