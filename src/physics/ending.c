#include "physics/ending.h"

/* The last of all ends, and the longest time in system of those that have one; both at most. */
static int64_t last_end(const struct cairn_ending *ending, const int64_t *arrival_ns,
                        int64_t *longest_ns)
{
    int64_t last_ns = 0;
    int64_t most_ns = 0;

    if (ending->last_ns != CAIRN_NEVER) {
        *longest_ns = ending->last_ns - arrival_ns[0];
        return ending->last_ns;
    }
    for (int i = 0; i < ending->n; i++) {
        int64_t end_ns = ending->end_ns[i];
        int64_t sojourn_ns = end_ns == CAIRN_NEVER ? 0 : end_ns - arrival_ns[i];

        last_ns = end_ns > last_ns ? end_ns : last_ns;
        most_ns = sojourn_ns > most_ns ? sojourn_ns : most_ns;
    }
    *longest_ns = most_ns;
    return last_ns;
}

/* All of them: the slots from `first` on, and what belongs to them. */
static void take_all(const struct cairn_ending *ending, const struct cairn_slots *slots, int from,
                     struct cairn_tally_block *block)
{
    size_t first = slots->ended + (size_t)from;
    const int64_t *queued_ns = &ending->queued_ns[first];
    const int64_t *arrival_ns = &slots->arrival_ns[first];
    const int64_t *start_ns = &ending->start_ns[from];
    const int64_t *end_ns = &ending->end_ns[from];

    for (int i = 0; i < block->n; i++)
        block->wait_ns[i] = start_ns[i] - queued_ns[i];
    for (int i = 0; i < block->n; i++)
        block->sojourn_ns[i] = end_ns[i] - arrival_ns[i];
    for (int i = 0; i < block->n; i++)
        block->number[i] = slots->first + first + (uint64_t)i;
    block->end_ns = end_ns;
}

/* Those that end before past_ns, whose ends go to kept_ns. Tells of those that are lost. */
static void take_some(const struct cairn_ending *ending, const struct cairn_slots *slots, int from,
                      const struct cairn_recursion *recursion, struct cairn_tally_block *block,
                      int64_t *kept_ns)
{
    int n = block->n;
    int at = 0;

    for (int i = from; i < from + n; i++) {
        size_t slot = slots->ended + (size_t)i;

        if (ending->start_ns[i] == CAIRN_NEVER)
            cairn_tally_lost(&recursion->tallies[0], slots->first + slot);
        block->number[at] = slots->first + slot;
        block->wait_ns[at] = ending->start_ns[i] - ending->queued_ns[slot];
        block->sojourn_ns[at] = ending->end_ns[i] - slots->arrival_ns[slot];
        kept_ns[at] = ending->end_ns[i];
        at += ending->end_ns[i] < recursion->past_ns && ending->start_ns[i] != CAIRN_NEVER;
    }
    block->n = at;
    block->end_ns = kept_ns;
}

void cairn_ending_count(const struct cairn_ending *ending, struct cairn_slots *slots,
                        struct cairn_recursion *recursion)
{
    struct cairn_tally_block block;
    int64_t kept_ns[CAIRN_TALLY_BLOCK];
    const struct cairn_run *run = &recursion->world->run;
    const int64_t *arrival_ns = &slots->arrival_ns[slots->ended];
    int from = cairn_count_before(arrival_ns, ending->n, run->begin_ns);
    int to = cairn_count_before(arrival_ns, ending->n, run->end_ns);
    int64_t longest_ns;

    if (ending->n == 0)
        return;
    recursion->outstanding -= to - from;
    block.n = to - from;
    if (last_end(ending, arrival_ns, &longest_ns) < recursion->past_ns)
        take_all(ending, slots, from, &block);
    else
        take_some(ending, slots, from, recursion, &block, kept_ns);
    if (longest_ns > recursion->crowd.longest_ns)
        recursion->crowd.longest_ns = longest_ns;
    slots->ended += (size_t)ending->n;
    cairn_tally_add(&recursion->tallies[0], &block);
}
