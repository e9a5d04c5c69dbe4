#include "study/labs.h"

/* What is remembered at most, times what the first question took. Chosen by hand. */
enum { MOST_TIMES = 32 };

static void open_both(struct cairn_labs *labs, uint64_t seed,
                      const struct cairn_choose_limits *limits)
{
    cairn_lab_init(&labs->selection, seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&labs->search, seed, CAIRN_LAB_SEARCH);
    labs->selection.limits = labs->search.limits = limits;
    labs->selection.memory = labs->search.memory = limits->memory;
}

void cairn_labs_init(struct cairn_labs *labs, uint64_t seed,
                     const struct cairn_choose_limits *limits)
{
    open_both(labs, seed, limits);
    labs->first = 0;
}

void cairn_labs_release(struct cairn_labs *labs)
{
    cairn_lab_release(&labs->selection);
    cairn_lab_release(&labs->search);
}

void cairn_labs_forget(struct cairn_labs *labs)
{
    uint64_t seed = labs->selection.seed;
    const struct cairn_choose_limits *limits = labs->selection.limits;
    size_t n = labs->selection.n + labs->search.n;

    if (labs->first == 0)
        labs->first = n;
    if (n <= MOST_TIMES * labs->first)
        return;
    cairn_labs_release(labs);
    open_both(labs, seed, limits);
}
