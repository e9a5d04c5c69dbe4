#include "study/swing.h"

#include <math.h>
#include <stdlib.h>

#include <cairn/catalogue.h>

#include "base/alloc.h"
#include "math/belief.h"

enum { GRID = 7, AT_LOW = 1, AT_HIGH = 5, BISECTIONS = CAIRN_SWING_LOOKS - GRID };

static const double grid[GRID] = {0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995};

struct swinging {
    const struct cairn_swing_problem *problem;
    double *totals;
};

void cairn_swing_ends(const struct cairn_belief *belief, double *low, double *high)
{
    *low = cairn_belief_quantile(belief, grid[0]);
    *high = cairn_belief_quantile(belief, grid[GRID - 1]);
}

static bool look(struct swinging *s, double x)
{
    return s->problem->look(s->problem->context, x, s->totals);
}

static int best(const struct swinging *s)
{
    int least = s->problem->chosen;

    for (int c = 0; c < s->problem->n_candidates; c++)
        if (s->totals[c] < s->totals[least])
            least = c;
    return least;
}

/* The chosen is best at `from` and not at `to`. */
static bool bisect(struct swinging *s, double from, double to, struct cairn_swing *swing)
{
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * (from + to);
        int there;

        if (!look(s, middle))
            return false;
        there = best(s);
        if (there == s->problem->chosen) {
            from = middle;
        } else {
            to = middle;
            swing->flips_to = there;
        }
    }
    swing->flips_at = 0.5 * (from + to);
    return true;
}

/* The grid's value nearest to where the scenario stands. */
static int start_of(const double *x, double base)
{
    int nearest = 0;

    for (int i = 1; i < GRID; i++)
        if (fabs(x[i] - base) < fabs(x[nearest] - base))
            nearest = i;
    return nearest;
}

static bool find_flip(struct swinging *s, const double *x, const int *who,
                      struct cairn_swing *swing)
{
    int start = start_of(x, s->problem->base), from, to;

    if (who[start] !=
        s->problem->chosen) { /* flipped already where it stands: back to where it is best */
        from = -1;
        for (int i = 0; i < GRID; i++)
            if (who[i] == s->problem->chosen && (from < 0 || abs(i - start) < abs(from - start)))
                from = i;
        if (from < 0)
            return true;
        to = from < start ? from + 1 : from - 1;
    } else {
        to = -1;
        for (int i = 0; i < GRID; i++)
            if (who[i] != s->problem->chosen && (to < 0 || abs(i - start) < abs(to - start)))
                to = i;
        if (to < 0)
            return true;
        from = to < start ? to + 1 : to - 1;
    }
    swing->flips_to = who[to];
    return bisect(s, x[from], x[to], swing);
}

bool cairn_swing_find(struct cairn_swing *swing, const struct cairn_swing_problem *problem)
{
    struct swinging s = {.problem = problem};
    double x[GRID];
    int who[GRID];
    bool done = true;

    *swing = (struct cairn_swing){.flips_at = NAN, .flips_to = CAIRN_NONE};
    s.totals = cairn_calloc((size_t)problem->n_candidates, sizeof *s.totals);
    for (int i = 0; done && i < GRID; i++) {
        x[i] = cairn_belief_quantile(problem->belief, grid[i]);
        done = look(&s, x[i]);
        who[i] = best(&s);
        if (i == AT_LOW)
            swing->total_low = s.totals[problem->chosen];
        if (i == AT_HIGH)
            swing->total_high = s.totals[problem->chosen];
    }
    if (done) {
        swing->low = x[AT_LOW];
        swing->high = x[AT_HIGH];
        swing->best_low = who[AT_LOW];
        swing->best_high = who[AT_HIGH];
        done = find_flip(&s, x, who, swing);
    }
    cairn_free(s.totals);
    return done;
}
