/*
 * source.h - the arrivals of one workload, and what each request brings along [ARR]
 *
 * A process of unit rate (gaps of mean 1) is inverted through the cumulative rate, which is
 * piecewise linear because rates are constant on the segments of a window. A changed rate hence
 * moves the same arrivals: they stay coupled. A course is such a process in progress.
 *
 *   Poisson: the copies of the site are one course of copies x rate (a superposition of Poisson
 *     processes is one), and each request carries a uniform copy mark.
 *   Other renewal processes: a course per copy, with a stream of its own, merged by (time, copy).
 *     A course begins at a uniform point of its first gap, so that copies are not in step. For
 *     deterministic gaps that is the stationary process; for others the run-in makes it one.
 *
 *   Replays (replay.h): as renewal processes, with the gaps of a recording.
 *   A tempo (tempo.h) multiplies the rate on pieces of time that it draws as it goes. Where it is
 *     private, a Poisson source is a course per copy too.
 *
 * Every variate of a request is drawn when it arrives, each from the stream of its purpose,
 * whether or not it will be used: copy mark, route, content, service. A stream that nothing in the
 * component can use is left out as a whole; that shifts no other.
 *
 * Arrivals are whole nanoseconds, rounded down; the remainder is carried on, so that rounding does
 * not drift. Gaps are whole ticks of 2^-20 ns, so that a course moves by additions of integers,
 * however many of its arrivals are made at a time.
 */
#ifndef CAIRN_PHYSICS_SOURCE_H
#define CAIRN_PHYSICS_SOURCE_H

#include "math/zipf.h"
#include "physics/luck.h"
#include "physics/run.h"
#include "physics/quantity.h"
#include "physics/replay.h"
#include "physics/tempo.h"

enum { CAIRN_TICK_BITS = 20 }; /* ticks per ns: 2^20 */

/* A gap of fewer ticks is added in ticks, one of more in whole ns. */
#define CAIRN_TICKS_MOST 0x1p62

/* One unit-rate process, inverted. */
struct cairn_course {
    int64_t next_ns;  /* next arrival; CAIRN_NEVER: none */
    int64_t fraction; /* ticks that next_ns has been rounded down by, less than a nanosecond */
    int64_t end_ns;   /* of the piece of time that next_ns is in, on which the rate is constant */
    double gap_ticks; /* there: mean gap, infinite at rate 0 */
    int segment;
    int copy; /* whose requests they are; 0 where copies are merged */
    int row;  /* of a replay: the next request's, in the recording */
    struct cairn_rng rng;
    struct cairn_tempo *tempo; /* or NULL; owned */
};

struct cairn_source_sim {
    const struct cairn_component_source *source;
    int index;
    struct cairn_dist gap; /* mean 1 */
    struct cairn_tempo_law tempo;
    struct cairn_replay_law replay;
    int n_courses;                /* 1, or one per copy, or several of a replay */
    struct cairn_course *courses; /* owned */
    int *heap;                    /* courses by (next_ns, index), a binary heap; owned */

    bool draws_copy, draws_route, draws_content, draws_service;
    struct cairn_zipf zipf; /* only if draws_content, and no trace says what */
    size_t *place;          /* [copy]: next in the trace of contents; NULL without one; owned */
    size_t *kept_place;     /* the same after the last request before end_ns; owned */
    const struct cairn_component_route *routes; /* of the source */
    bool changes_shares;                        /* by window */
    double *route_limit; /* [route of the source]: cumulative shares; owned */
    int only_route;      /* the component's, where a single one has a share */

    /* of the running window */
    int64_t end_ns; /* of its measured time */
    int n_segments;
    int64_t past_ns; /* the window is over by then; only a tempo asks */
    const int64_t *segment_end_ns;
    double *gap_ticks; /* [segment]: mean gap of a course, infinite at rate 0; owned */
    struct cairn_rng copy_rng, route_rng, content_rng, service_rng;
    struct cairn_luck luck; /* of its messages */
    uint64_t number;        /* of the next request */
    int64_t *counts;        /* of this window, enum cairn_source_count */
};

void cairn_source_sim_init(struct cairn_source_sim *sim, const struct cairn_component *component,
                           int index);
void cairn_source_sim_release(struct cairn_source_sim *sim);

/*
 * Begins a replication: of a trace of contents, each copy gets a place of its own to begin at. From
 * there it goes on from window to window and round; what is asked for after the measured time of
 * a window is asked for again in the next, so that drains leave no trace.
 */
void cairn_source_sim_place(struct cairn_source_sim *sim, uint64_t seed, uint32_t replication);

/*
 * Begins a window at a time of its plan; `rates` are the source's rates of its segments, counts its
 * row of counts.
 */
void cairn_source_sim_begin(struct cairn_source_sim *sim, const struct cairn_plan *plan, int window,
                            const double *rates, int64_t start_ns, uint64_t seed,
                            uint32_t replication, int64_t *counts);

/* When the next request arrives, or CAIRN_NEVER. */
static inline int64_t cairn_source_sim_next_ns(const struct cairn_source_sim *sim)
{
    return sim->courses[sim->heap[0]].next_ns;
}

/* Private: cairn_source_sim_advance() wherever it may lead. */
void cairn_source_sim_advance_far(const struct cairn_source_sim *sim, struct cairn_course *course,
                                  double gaps);

/* Moves a course on by so many unit gaps: the integral of its rate from here to there. [ARR] */
static inline void cairn_source_sim_advance(const struct cairn_source_sim *sim,
                                            struct cairn_course *course, double gaps)
{
    double ticks = gaps * course->gap_ticks;

    if (ticks < CAIRN_TICKS_MOST) {
        int64_t moved = course->fraction + (int64_t)ticks;
        int64_t next_ns = course->next_ns + (moved >> CAIRN_TICK_BITS);

        if (next_ns < course->end_ns) {
            course->next_ns = next_ns;
            course->fraction = moved & ((1 << CAIRN_TICK_BITS) - 1);
            return;
        }
    }
    cairn_source_sim_advance_far(sim, course, gaps);
}

/* Private: puts the first course of the heap where it belongs. */
void cairn_source_sim_sift(struct cairn_source_sim *sim);

/* Moves on to the next arrival, and returns when it is. */
static inline int64_t cairn_source_sim_move_on(struct cairn_source_sim *sim)
{
    struct cairn_course *course = &sim->courses[sim->heap[0]];
    double gaps = sim->replay.recording
                      ? cairn_replay_next(&sim->replay, &course->rng, &course->row)
                      : cairn_run_draw(&sim->gap, &course->rng);

    cairn_source_sim_advance(sim, course, gaps);
    if (sim->n_courses == 1)
        return course->next_ns;
    cairn_source_sim_sift(sim);
    return cairn_source_sim_next_ns(sim);
}

/* Draws the route of a request. */
int cairn_source_sim_choose_route(struct cairn_source_sim *sim);

/* Private: the content of a request that arrives now at a copy of the site. */
static inline uint32_t cairn_source_sim_content(struct cairn_source_sim *sim, int copy,
                                                int64_t time_ns)
{
    uint32_t content;

    if (!sim->place)
        return (uint32_t)cairn_zipf_draw(&sim->zipf, &sim->content_rng);
    content = sim->source->trace->requests[sim->place[copy]];
    if (++sim->place[copy] == sim->source->trace->n_requests)
        sim->place[copy] = 0;
    if (time_ns < sim->end_ns)
        sim->kept_place[copy] = sim->place[copy];
    return content;
}

#endif
