/*
 * pass_pool.h - pools that serve language models: continuous batching [PASS]
 *
 * Part of pool.h: what such a pool does instead of forming batches. Its devices are runners
 * (runner.h). One queue per variant; the request that came first, of all of them, goes first. It is
 * taken by an idle device, the lowest; else by the device that has fewest sequences (at a tie the
 * lowest) among those that serve its variant, or have just become empty, and have room: for one
 * more sequence, batch_max being the most, and for the context of its whole prompt and reply, so
 * that nothing that has begun is ever put back. A request that waits holds up those behind it. One
 * that no empty device has room for is lost, or sent on where it has a fallback.
 *
 * A device that works takes requests between two passes; an idle one begins at once. A pass reads
 *
 *   chunked      prompts in the order of their requests, as many tokens as the budget leaves beside
 *                one for each sequence that decodes
 *   not chunked  whole prompts, as many as the budget holds but one at least, while those that
 *                decode wait
 *
 * Sleep and waking are those of pool.h. Devices that wake take batch_max requests each.
 *
 * Unlimited pools. A request decodes in passes of `company` sequences, the others being the
 * provider's, and is read beside one less:
 *
 *     ceil(m / p) t(c - 1) + sum of F((c - 1) + part) - F(c - 1),    p = budget - (c - 1)
 *     then t(c) for each further token
 *
 * whatever else its own pool serves. Of the device's time what its prompt adds is its own; of the
 * passes it decodes in accounting takes one part in c.
 */
#ifndef CAIRN_PHYSICS_PASS_POOL_H
#define CAIRN_PHYSICS_PASS_POOL_H

#include "physics/pool_flow.h"
#include "physics/runner.h"

enum { CAIRN_NS_PER_MS = 1000000 };

/* Requests of a pool copy that wait for a device, or to be in its next pass. */
struct cairn_standing {
    int64_t since_ns; /* clock when their number last changed */
    int32_t n;
};

struct cairn_pass_sim {
    int64_t *counts;                 /* of this window, [variant][enum cairn_pass_count] */
    struct cairn_histogram *gaps;    /* of the quantities */
    uint64_t weight;                 /* of this window: hours */
    struct cairn_tokens_sim *tokens; /* [route], of its source; owned */
    struct cairn_runner *runners;    /* [copy][device]; owned; NULL for an unlimited pool */
    struct cairn_standing *standing; /* [copy]; owned; likewise */
    struct cairn_sequence *slots;    /* [copy][device][batch_max]; owned */
    uint32_t *heaps;                 /* the same; owned */
    struct cairn_reply *replies;     /* [batch_max] that were made at an event; owned */
    int n_replies;
};

void cairn_pass_pool_init(struct cairn_pool_sim *sim, const struct cairn_component *component);
void cairn_pass_pool_release(struct cairn_pool_sim *sim);
void cairn_pass_pool_begin(struct cairn_pool_sim *sim, const struct cairn_run *run);

/* Where times between tokens are counted, each so many times, until the window has ended. */
static inline void cairn_pass_pool_gaps(struct cairn_pool_sim *sim, struct cairn_histogram *gaps,
                                        int hours)
{
    sim->passes->gaps = gaps;
    sim->passes->weight = (uint64_t)hours;
}

void cairn_pass_pool_end(struct cairn_pool_sim *sim, struct cairn_run *run);

/* A request arrives at a pool that is limited. */
enum cairn_admission cairn_pass_pool_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                            uint32_t request, int variant, uint64_t wake_entity,
                                            int over);

/* An unlimited pool serves a request with a variant of passes. */
void cairn_pass_pool_answer(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request,
                            int variant);

/*
 * The last pass of a stretch has ended, if the device has not been cut meanwhile, which the counter
 * of the event says. The replies it made stand in the sim's.
 */
void cairn_pass_pool_passed(struct cairn_pool_sim *sim, struct cairn_run *run, int device,
                            uint32_t counter);

/* A device has woken up. */
void cairn_pass_pool_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device);

/* The lengths of a request. */
struct cairn_lengths cairn_pass_pool_lengths(const struct cairn_pool_sim *sim,
                                             const struct cairn_request *request, int variant);

/* Time of a provider's device that a request of these lengths takes, in ns. */
struct cairn_beside_ns {
    int64_t read, made;
};
struct cairn_beside_ns cairn_pass_pool_beside(const struct cairn_component_pool *pool, int variant,
                                              const struct cairn_lengths *lengths);

/* When an unlimited pool had made the first token of a request that it has answered. */
int64_t cairn_pass_pool_first_ns(const struct cairn_pool_sim *sim,
                                 const struct cairn_request *request, int variant);

/* ---- for runners ---- */

static inline int64_t *cairn_pass_counts(struct cairn_pool_sim *sim, int variant)
{
    return &sim->passes->counts[(size_t)variant * CAIRN_N_PASS_COUNTS];
}

static inline bool cairn_pass_of_tokens(const struct cairn_pool_sim *sim, int variant)
{
    return sim->pool->variants[variant].passes->of_tokens;
}

static inline void cairn_pass_replied(struct cairn_pool_sim *sim, uint32_t request,
                                      int64_t first_ns)
{
    sim->passes->replies[sim->passes->n_replies++] = (struct cairn_reply){request, first_ns};
}

/* The wait of a request is over. */
void cairn_pass_started(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request);

/* So many more wait, at the pool copy of a runner, from now on. */
void cairn_pass_count_standing(struct cairn_pool_sim *sim, const struct cairn_run *run,
                               const struct cairn_runner *runner, int32_t more);

#endif
