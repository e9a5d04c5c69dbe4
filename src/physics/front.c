#include "physics/front.h"

#include <assert.h>

/* As far as ticks are counted in one go. */
#define ROOM_MOST_NS (INT64_C(1) << (62 - CAIRN_TICK_BITS))

/*
 * The times of one course with exponential gaps. Within a segment its ticks add up; what leads out
 * of it is left to the source.
 */
static int fill_exponential(struct cairn_source_sim *source, int64_t until_ns, int most,
                            int64_t *time_ns)
{
    struct cairn_course *course = &source->courses[0];
    int n = 0;

    while (n < most && course->next_ns < until_ns) {
        int64_t base_ns = course->next_ns;
        int64_t end_ns = course->end_ns;
        int64_t room_ns = (end_ns < until_ns ? end_ns : until_ns) - base_ns;
        int64_t room = room_ns < ROOM_MOST_NS ? room_ns << CAIRN_TICK_BITS : INT64_C(1) << 62;
        double mean_ticks = course->gap_ticks;
        struct cairn_rng rng = course->rng;
        int64_t ticks = course->fraction; /* from base_ns to the next arrival */
        bool within = true;
        double gaps = 0.0;

        while (within && n < most) {
            uint64_t bits = cairn_rng_u64(&rng);
            double gap_ticks;

            time_ns[n++] = base_ns + (ticks >> CAIRN_TICK_BITS);
            if (!cairn_ziggurat_inside(&cairn_ziggurat_exponential, bits, &gaps)) {
                struct cairn_rng copy = rng; /* `rng` itself stays in registers */

                gaps = cairn_rng_exponential_rest(&copy, bits);
                rng = copy;
            }
            gap_ticks = gaps * mean_ticks;
            within = gap_ticks < CAIRN_TICKS_MOST && ticks + (int64_t)gap_ticks < room;
            ticks += within ? (int64_t)gap_ticks : 0;
        }
        course->rng = rng;
        course->next_ns = base_ns + (ticks >> CAIRN_TICK_BITS);
        course->fraction = ticks & ((1 << CAIRN_TICK_BITS) - 1);
        if (!within)
            cairn_source_sim_advance(source, course, gaps);
    }
    return n;
}

/* The times of any courses, whose they are and which of a recording. */
static int fill_any(struct cairn_source_sim *source, int64_t until_ns, int most, int64_t *time_ns,
                    int32_t *copy, int32_t *row)
{
    int n = 0;

    for (; n < most && cairn_source_sim_next_ns(source) < until_ns; n++) {
        time_ns[n] = cairn_source_sim_next_ns(source);
        if (copy)
            copy[n] = source->courses[source->heap[0]].copy;
        if (row)
            row[n] = source->courses[source->heap[0]].row;
        cairn_source_sim_move_on(source);
    }
    return n;
}

static void fill_copies(struct cairn_source_sim *source, int n, int32_t *copy)
{
    uint64_t copies = (uint64_t)source->source->copies;
    struct cairn_rng rng = source->copy_rng;

    for (int i = 0; i < n; i++)
        copy[i] = (int32_t)cairn_rng_below(&rng, copies);
    source->copy_rng = rng;
}

static void fill_routes(struct cairn_source_sim *source, int n, int32_t *route)
{
    int only = source->only_route;

    for (int i = 0; i < n; i++)
        route[i] = source->draws_route ? cairn_source_sim_choose_route(source) : only;
}

static void fill_contents(struct cairn_source_sim *source, int n,
                          const struct cairn_front_block *block)
{
    struct cairn_rng rng = source->content_rng;

    if (source->place) {
        assert(block->copy);
        for (int i = 0; i < n; i++)
            block->content[i] = cairn_source_sim_content(source, block->copy[i], block->time_ns[i]);
        return;
    }
    for (int i = 0; i < n; i++)
        block->content[i] = (uint32_t)cairn_zipf_draw(&source->zipf, &rng);
    source->content_rng = rng;
}

static void fill_bits(struct cairn_source_sim *source, int n, uint64_t *bits)
{
    struct cairn_rng rng = source->service_rng;

    for (int i = 0; i < n; i++)
        bits[i] = cairn_rng_u64(&rng);
    source->service_rng = rng;
}

int cairn_front_run(struct cairn_source_sim *source, int64_t until_ns, int most,
                    const struct cairn_front_block *block)
{
    bool exponential = source->n_courses == 1 && source->source->process == CAIRN_EXPONENTIAL &&
                       !source->replay.recording;
    int n = exponential ? fill_exponential(source, until_ns, most, block->time_ns)
                        : fill_any(source, until_ns, most, block->time_ns, block->copy, block->row);

    if (block->copy && source->draws_copy)
        fill_copies(source, n, block->copy);
    else if (block->copy && exponential)
        for (int i = 0; i < n; i++)
            block->copy[i] = 0;
    if (block->route)
        fill_routes(source, n, block->route);
    if (block->content && source->draws_content)
        fill_contents(source, n, block);
    if (block->bits && source->draws_service)
        fill_bits(source, n, block->bits);
    return n;
}

double cairn_front_rate(const struct cairn_source_sim *sources, int n, int64_t time_ns,
                        int64_t *until_ns)
{
    double per_tick = 0.0;
    int segment = 0;

    while (sources[0].segment_end_ns[segment] <= time_ns) /* the same of all sources */
        segment++;
    for (int s = 0; s < n; s++)
        per_tick += sources[s].n_courses / sources[s].gap_ticks[segment];
    *until_ns = sources[0].segment_end_ns[segment];
    return per_tick * (1 << CAIRN_TICK_BITS);
}
