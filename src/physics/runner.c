#include "physics/runner.h"

#include <assert.h>

#include "physics/gaps.h"
#include "physics/pass_pool.h"

/* ---- stretches ---- */

/* Counts what of a stretch lies in the measured time; returns the passes that ended there. */
static int64_t count_stretch(struct cairn_pool_sim *sim, const struct cairn_run *run,
                             const struct cairn_runner *runner)
{
    const struct cairn_stretch *s = &runner->stretch;
    int64_t *counts = cairn_pass_counts(sim, runner->variant);
    int64_t decoded_ns = s->start_ns + (s->start_ps + s->decode_ps) / CAIRN_PS_PER_NS;
    int64_t end_ns = cairn_stretch_end_ns(s, s->passes);
    int64_t begin_ns = cairn_run_clip(run, s->start_ns);
    int64_t until_ns = cairn_run_clip(run, end_ns);
    int64_t split_ns = s->prompts_ps > 0 ? cairn_run_clip(run, decoded_ns) : until_ns;
    int64_t from = s->start_ns >= run->begin_ns ? 0 : cairn_stretch_before(s, run->begin_ns);
    int64_t until = end_ns < run->end_ns ? s->passes : cairn_stretch_before(s, run->end_ns);

    if (s->decoding == 0)
        split_ns = begin_ns;
    else
        sim->batch_counts[runner->variant * sim->pool->batch_max + s->decoding - 1] +=
            split_ns - begin_ns;
    counts[CAIRN_PREFILL_NS] += until_ns - split_ns;
    counts[CAIRN_PASSES] += until - from;
    counts[CAIRN_MADE] += (until - from) * s->decoding;
    counts[CAIRN_READ] += (until - from) * s->read;
    if (sim->passes->weight > 0 && s->decoding > 0 && cairn_pass_of_tokens(sim, runner->variant))
        cairn_gaps_count(sim->passes->gaps, sim->passes->weight, runner, from, until);
    return until - from;
}

/* ---- what lasts ---- */

/* Sequences and what they reserve change, or the window ends: counts them x time until now. */
static void count_sequences(struct cairn_pool_sim *sim, const struct cairn_run *run,
                            struct cairn_runner *runner)
{
    int64_t clock_ns = run->clock_ns;
    int64_t *counts;

    if (cairn_runner_sequences(runner) > 0) {
        counts = cairn_pass_counts(sim, runner->variant);
        cairn_count_add(&counts[CAIRN_SEQUENCES_NS],
                        (cairn_int128)(runner->n_decoding + runner->n_reading) *
                            (clock_ns - runner->since_ns));
        cairn_count_add(&counts[CAIRN_CONTEXT_MS],
                        (cairn_int128)runner->reserved *
                            (clock_ns / CAIRN_NS_PER_MS - runner->since_ns / CAIRN_NS_PER_MS));
    }
    runner->since_ns = clock_ns;
}

/* Of a sequence that ends, or lasts when the window does. */
static void count_stay(struct cairn_pool_sim *sim, const struct cairn_run *run,
                       const struct cairn_runner *runner, const struct cairn_sequence *sequence)
{
    int64_t *counts = cairn_pass_counts(sim, runner->variant);

    cairn_count_add(&counts[CAIRN_STAYS_NS], run->clock_ns - sequence->joined_ns);
    if (sequence->left == 0)
        counts[CAIRN_GOT] += sequence->counted + runner->measured_steps - sequence->measured_steps;
}

/* ---- the heap of sequences that decode ---- */

static bool ends_before(const struct cairn_runner *runner, uint32_t a, uint32_t b)
{
    const struct cairn_sequence *x = &runner->slots[a], *y = &runner->slots[b];

    return x->ends != y->ends ? x->ends < y->ends : (int32_t)(x->turn - y->turn) < 0;
}

static void heap_push(struct cairn_runner *runner, uint32_t slot)
{
    int32_t at = runner->n_decoding++;

    for (; at > 0; at = (at - 1) / 2) {
        uint32_t above = runner->heap[(at - 1) / 2];

        if (!ends_before(runner, slot, above))
            break;
        runner->heap[at] = above;
    }
    runner->heap[at] = slot;
}

static uint32_t heap_pop(struct cairn_runner *runner)
{
    uint32_t top = runner->heap[0];
    uint32_t moved = runner->heap[--runner->n_decoding];
    int32_t at = 0;

    for (;;) {
        int32_t below = 2 * at + 1;

        if (below >= runner->n_decoding)
            break;
        if (below + 1 < runner->n_decoding &&
            ends_before(runner, runner->heap[below + 1], runner->heap[below]))
            below++;
        if (!ends_before(runner, runner->heap[below], moved))
            break;
        runner->heap[at] = runner->heap[below];
        at = below;
    }
    runner->heap[at] = moved;
    return top;
}

/* ---- sequences ---- */

void cairn_runner_begin(struct cairn_runner *runner, int batch_max, int64_t clock_ns)
{
    struct cairn_sequence *slots = runner->slots;
    uint32_t *heap = runner->heap;

    for (int i = 0; i < batch_max; i++)
        slots[i].next = i + 1 < batch_max ? (uint32_t)i + 1 : CAIRN_NO_SEQUENCE;
    *runner = (struct cairn_runner){
        .slots = slots,
        .heap = heap,
        .first = CAIRN_NO_SEQUENCE,
        .last = CAIRN_NO_SEQUENCE,
        .joining = CAIRN_NO_SEQUENCE,
        .since_ns = clock_ns,
    };
}

void cairn_runner_end(struct cairn_pool_sim *sim, const struct cairn_run *run,
                      struct cairn_runner *runner)
{
    uint32_t slot = runner->first;

    if (cairn_runner_sequences(runner) == 0)
        return;
    count_sequences(sim, run, runner);
    if (runner->stretch.decoding > 0)
        runner->measured_steps += count_stretch(sim, run, runner);
    else
        count_stretch(sim, run, runner);
    for (int32_t i = 0; i < runner->n_decoding; i++)
        count_stay(sim, run, runner, &runner->slots[runner->heap[i]]);
    for (int32_t i = 0; i < runner->n_reading; i++, slot = runner->slots[slot].next)
        count_stay(sim, run, runner, &runner->slots[slot]);
}

void cairn_runner_take(struct cairn_pool_sim *sim, struct cairn_run *run,
                       struct cairn_runner *runner, uint32_t request, int variant,
                       const struct cairn_lengths *lengths)
{
    uint32_t slot = runner->free;

    count_sequences(sim, run, runner);
    runner->variant = variant;
    runner->free = runner->slots[slot].next;
    runner->slots[slot] = (struct cairn_sequence){
        .request = request,
        .next = CAIRN_NO_SEQUENCE,
        .turn = runner->turns++,
        .lengths = *lengths,
        .left = lengths->read,
    };
    if (runner->last == CAIRN_NO_SEQUENCE)
        runner->first = slot;
    else
        runner->slots[runner->last].next = slot;
    runner->last = slot;
    if (runner->n_joining++ == 0)
        runner->joining = slot;
    runner->reserved += lengths->prompt + lengths->reply;
}

/* Takes the first sequence out of the list. */
static uint32_t list_pop(struct cairn_runner *runner)
{
    uint32_t slot = runner->first;

    runner->first = runner->slots[slot].next;
    if (runner->first == CAIRN_NO_SEQUENCE)
        runner->last = CAIRN_NO_SEQUENCE;
    runner->n_reading--;
    return slot;
}

static void finish(struct cairn_pool_sim *sim, const struct cairn_run *run,
                   struct cairn_runner *runner, uint32_t slot)
{
    struct cairn_sequence *sequence = &runner->slots[slot];

    count_stay(sim, run, runner, sequence);
    runner->reserved -= sequence->lengths.prompt + sequence->lengths.reply;
    cairn_pass_replied(sim, sequence->request, sequence->first_ns);
    sequence->next = runner->free;
    runner->free = slot;
}

/* A sequence has nothing left to be read and so many tokens to get, one with each step. */
static void decode(struct cairn_runner *runner, uint32_t slot, int64_t context, int64_t steps)
{
    struct cairn_sequence *sequence = &runner->slots[slot];

    sequence->context = context;
    sequence->steps = steps;
    sequence->ends = runner->steps + steps;
    sequence->measured_steps = runner->measured_steps;
    runner->context += context;
    heap_push(runner, slot);
}

/* The last of a prompt has been read, which made the first token. */
static void begin_reply(struct cairn_pool_sim *sim, const struct cairn_run *run,
                        struct cairn_runner *runner, uint32_t slot)
{
    struct cairn_sequence *sequence = &runner->slots[slot];

    sequence->first_ns = run->now_ns;
    sequence->counted = cairn_run_measures(run, run->now_ns);
    sequence->measured_steps = runner->measured_steps;
    cairn_pass_counts(sim, runner->variant)[CAIRN_MADE] += sequence->counted;
    if (sequence->lengths.reply == 1)
        finish(sim, run, runner, slot);
    else
        decode(runner, slot, sequence->lengths.prompt + 1, sequence->lengths.reply - 1);
}

void cairn_runner_advance(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_runner *runner)
{
    struct cairn_stretch *s = &runner->stretch;
    cairn_int128 exact_ps = s->start_ps + cairn_stretch_ps(s, s->passes);
    int64_t measured = count_stretch(sim, run, runner);
    int64_t read = s->read;

    count_sequences(sim, run, runner);
    s->start_ns += (int64_t)(exact_ps / CAIRN_PS_PER_NS);
    s->start_ps = (int64_t)(exact_ps % CAIRN_PS_PER_NS);
    assert(s->start_ns == run->now_ns);
    runner->at_hand = true;
    if (s->decoding > 0) {
        runner->steps += s->passes;
        runner->measured_steps += measured;
        runner->context += s->passes * s->decoding;
        runner->decoded_ns = run->now_ns;
    }
    while (runner->n_decoding > 0 && runner->slots[runner->heap[0]].ends == runner->steps) {
        uint32_t slot = heap_pop(runner);

        runner->context -= runner->slots[slot].context + runner->slots[slot].steps;
        if (!cairn_pass_of_tokens(sim, runner->variant))
            runner->slots[slot].first_ns = run->now_ns;
        finish(sim, run, runner, slot);
    }
    while (read > 0) {
        struct cairn_sequence *sequence = &runner->slots[runner->first];
        int64_t part = read < sequence->left ? read : sequence->left;

        read -= part;
        sequence->left -= part;
        runner->left -= part;
        if (sequence->left == 0)
            begin_reply(sim, run, runner, list_pop(runner));
    }
}

/* ---- the next stretch ---- */

/* Those that join are in the next pass: their wait is over. */
static void admit(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_runner *runner)
{
    bool of_tokens;

    if (runner->n_joining == 0)
        return;
    count_sequences(sim, run, runner);
    cairn_pass_count_standing(sim, run, runner, -runner->n_joining);
    of_tokens = cairn_pass_of_tokens(sim, runner->variant);
    for (; runner->n_joining > 0; runner->n_joining--) {
        struct cairn_sequence *sequence = &runner->slots[runner->joining];

        cairn_pass_started(sim, run, sequence->request);
        sequence->joined_ns = run->clock_ns;
        runner->joining = sequence->next;
        runner->n_reading++;
        runner->left += sequence->left;
        if (!of_tokens) /* then the list holds nobody else */
            decode(runner, list_pop(runner), 0, 1);
    }
}

/* Tokens of a pass that reads whole prompts: as many as the budget holds, one at least. */
static int64_t whole_prompts(const struct cairn_pool_sim *sim, const struct cairn_runner *runner)
{
    int64_t tokens = 0;
    uint32_t slot = runner->first;

    for (int32_t i = 0; i < runner->n_reading; i++, slot = runner->slots[slot].next) {
        int64_t left = runner->slots[slot].left;

        if (i > 0 && tokens + left > sim->pool->budget)
            break;
        tokens += left;
    }
    return tokens;
}

int64_t cairn_runner_compose(struct cairn_pool_sim *sim, struct cairn_run *run,
                             struct cairn_runner *runner)
{
    const struct cairn_component_pool *pool = sim->pool;
    const struct cairn_passes *passes;
    struct cairn_stretch *s = &runner->stretch;

    admit(sim, run, runner);
    runner->at_hand = false;
    runner->cut = false;
    if (cairn_runner_sequences(runner) == 0)
        return CAIRN_NEVER;
    passes = pool->variants[runner->variant].passes;
    s->decoding = runner->n_decoding;
    s->passes = 1;
    s->read = 0;
    if (runner->n_reading > 0 && pool->chunked) {
        s->read = pool->budget - s->decoding; /* > 0: one that is read does not decode */
        s->read = s->read < runner->left ? s->read : runner->left;
    } else if (runner->n_reading > 0) {
        s->read = whole_prompts(sim, runner);
        s->decoding = 0;
    } else {
        s->passes = runner->slots[runner->heap[0]].ends - runner->steps;
    }
    s->decode_ps =
        s->decoding > 0 ? passes->decode_ps[s->decoding] + passes->context_ps * runner->context : 0;
    s->growth_ps = passes->context_ps * s->decoding;
    s->prompts_ps = cairn_passes_prompts_ps(passes, s->decoding, s->read);
    runner->generation++;
    return cairn_stretch_end_ns(s, s->passes);
}

int64_t cairn_runner_cut(const struct cairn_run *run, struct cairn_runner *runner)
{
    struct cairn_stretch *s = &runner->stretch;
    int64_t passes;

    if (runner->cut)
        return CAIRN_NEVER;
    runner->cut = true;
    passes = cairn_stretch_before(s, run->now_ns + 1) + 1;
    if (passes >= s->passes)
        return CAIRN_NEVER;
    s->passes = passes;
    runner->generation++;
    return cairn_stretch_end_ns(s, passes);
}
