#include "choose/bound_solve_knapsack.h"

#include <stdlib.h>

#include "base/alloc.h"

enum { MOST_STEPS = 20000 }; /* chosen by hand: published problems take some hundreds */

struct search {
    struct cairn_thing *things;
    int n;
    double best;
    bool *now; /* [thing]: taken on the way to where the search is; owned */
    int steps;
};

/* What a thing gains for its work, which may be none; -1 without a gain. */
static double worth(const struct cairn_thing *thing)
{
    return thing->gain > 0.0 ? thing->gain / thing->work : -1.0;
}

/* Most worth first. */
static int compare(const void *left, const void *right)
{
    const struct cairn_thing *a = left, *b = right;
    double x = worth(a), y = worth(b);

    if (x != y)
        return x > y ? -1 : 1;
    return a->index - b->index;
}

double cairn_knapsack_most(const struct cairn_thing *things, int n, int without, double room)
{
    double gain = 0.0;

    if (room < 0.0)
        room = 0.0;
    for (int i = 0; i < n && things[i].gain > 0.0; i++) {
        if (i == without)
            continue;
        if (things[i].work > room)
            return gain + things[i].gain * room / things[i].work;
        gain += things[i].gain;
        room -= things[i].work;
    }
    return gain;
}

static void look(struct search *s, int from, double room, double gain)
{
    int i = from;

    if (s->steps++ >= MOST_STEPS)
        return;
    if (gain > s->best) {
        s->best = gain;
        for (int k = 0; k < s->n; k++)
            s->things[k].taken = k < from && s->now[k];
    }
    while (i < s->n && s->things[i].gain > 0.0 && s->things[i].work > room)
        i++;
    if (i == s->n || !(s->things[i].gain > 0.0) ||
        gain + cairn_knapsack_most(s->things + i, s->n - i, -1, room) <= s->best * (1.0 + 1e-13))
        return;
    for (int k = from; k <= i; k++)
        s->now[k] = k == i;
    look(s, i + 1, room - s->things[i].work, gain + s->things[i].gain);
    s->now[i] = false;
    look(s, i + 1, room, gain);
}

double cairn_knapsack(struct cairn_thing *things, int n, double room, double *steps)
{
    struct search s = {.things = things, .n = n};
    double most;

    qsort(things, (size_t)n, sizeof *things, compare);
    for (int i = 0; i < n; i++)
        things[i].taken = false;
    most = cairn_knapsack_most(things, n, -1, room);
    s.now = cairn_calloc((size_t)n, sizeof *s.now);
    look(&s, 0, room, 0.0);
    cairn_free(s.now);
    *steps += s.steps;
    return s.steps >= MOST_STEPS ? most : s.best * (1.0 + 1e-13);
}
