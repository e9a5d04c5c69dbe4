#include "study/swing.h"

#include <math.h>

#include <cairn/catalogue.h>

#include "base/alloc.h"
#include "math/belief.h"

enum { GRID = 7, AT_LOW = 1, AT_HIGH = 5, BISECTIONS = (CAIRN_SWING_LOOKS - GRID) / 2 };

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

/* On one side of where the scenario stands: the first crossing that the grid brackets, if any. */
static bool cross(struct swinging *s, const double *x, const int *who, int start, int stride,
                  struct cairn_swing *swing)
{
    bool best = who[start] == s->problem->chosen;
    int i = start + stride;

    while (i >= 0 && i < GRID && (who[i] == s->problem->chosen) == best)
        i += stride;
    if (i < 0 || i >= GRID)
        return true;
    swing->flips_to = who[best ? i : i - stride];
    return best ? bisect(s, x[i - stride], x[i], swing) : bisect(s, x[i], x[i - stride], swing);
}

/* The nearer one, where it is on both sides. */
static bool find_flip(struct swinging *s, const double *x, const int *who,
                      struct cairn_swing *swing)
{
    struct cairn_swing above = *swing;
    double base = s->problem->base;
    int start = start_of(x, base);

    if (!cross(s, x, who, start, -1, swing) || !cross(s, x, who, start, 1, &above))
        return false;
    if (isnan(swing->flips_at) || fabs(above.flips_at - base) < fabs(swing->flips_at - base))
        *swing = above;
    return true;
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
