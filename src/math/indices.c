#include "math/indices.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "math/rng.h"
#include "math/stats.h"

enum { PURPOSE_POINTS = 102, PURPOSE_RESAMPLE = 103, PURPOSE_TRAJECTORY = 104 };
enum { ROWS_AT_ONCE = 64 }; /* that are evaluated together; chosen somewhat arbitrarily */

#define LEAST 1e-12 /* of a total index: that of a resample may be 0 */

/* What a row adds to the sums of a factor and output. */
struct row {
    double square, first, total;
};

struct sample {
    const struct cairn_indices_problem *problem;
    double *u; /* coordinates of rows at hand: [row][A, B, AB of each factor][coordinate] */
    double *y; /* [row][A, B, AB of each factor][output] */
    struct row *rows;
};

static double *output(const struct sample *s, int row, int column)
{
    int columns = s->problem->n_factors + 2;

    return s->y + ((ptrdiff_t)row * columns + column) * s->problem->n_outputs;
}

static struct cairn_stream_key key_of(const struct cairn_indices_problem *problem, uint32_t purpose,
                                      uint64_t entity)
{
    return (struct cairn_stream_key){.seed = problem->seed,
                                     .replication = problem->repeat,
                                     .purpose = purpose,
                                     .entity = entity};
}

/* Coordinates of a row: A, B, and A with those of a factor from B. */
static void make_row(const struct sample *s, int row, double *u)
{
    const struct cairn_indices_problem *problem = s->problem;
    int size = problem->n_coordinates;
    const double *a = u, *b = u + size;
    struct cairn_rng rng;

    cairn_rng_init(&rng, key_of(problem, PURPOSE_POINTS, (uint64_t)row));
    for (int i = 0; i < 2 * size; i++)
        u[i] = cairn_rng_unit(&rng);
    for (int f = 0; f < problem->n_factors; f++)
        for (int i = 0; i < size; i++)
            u[(f + 2) * size + i] = problem->factor_of[i] == f ? b[i] : a[i];
}

static bool evaluate_rows(const struct sample *s, int from, int to)
{
    int columns = s->problem->n_factors + 2;

    for (int r = from; r < to; r++)
        make_row(s, r, s->u + (ptrdiff_t)(r - from) * columns * s->problem->n_coordinates);
    return s->problem->evaluate(s->problem->context, s->u, (to - from) * columns,
                                output(s, from, 0));
}

static double centre(const struct sample *s, int o)
{
    double sum = 0.0;

    for (int r = 0; r < s->problem->n; r++) {
        sum += output(s, r, 0)[o];
        sum += output(s, r, 1)[o];
    }
    return sum / (2.0 * s->problem->n);
}

static struct cairn_index index_of(const struct row *sums)
{
    return (struct cairn_index){.first = sums->first / sums->square,
                                .total = sums->total / sums->square};
}

/* Of the rows of one factor and output, each once, or as they are drawn; NULL: none are. */
static struct cairn_index estimate(const struct sample *s, struct cairn_rng *draw)
{
    uint64_t n = (uint64_t)s->problem->n;
    struct row sums = {0};

    for (uint64_t r = 0; r < n; r++) {
        const struct row *row = &s->rows[draw ? cairn_rng_below(draw, n) : r];

        sums.square += row->square;
        sums.first += row->first;
        sums.total += row->total;
    }
    return index_of(&sums);
}

/* The same resamples for all factors and outputs: drawn again, as they are many. */
static void resample(struct sample *s, struct cairn_index *index)
{
    struct cairn_rng draw;
    double first[CAIRN_INDICES_RESAMPLES], total[CAIRN_INDICES_RESAMPLES], half, ratio;
    double z = cairn_stats_normal_quantile(0.5 + 0.5 * s->problem->confidence);

    cairn_rng_init(&draw, key_of(s->problem, PURPOSE_RESAMPLE, 0));
    for (int b = 0; b < CAIRN_INDICES_RESAMPLES; b++) {
        struct cairn_index again = estimate(s, &draw);

        first[b] = again.first;
        total[b] = log(fmax(again.total, LEAST));
    }
    half = z * sqrt(cairn_stats_variance(first, CAIRN_INDICES_RESAMPLES));
    index->first_low = index->first - half;
    index->first_high = index->first + half;
    ratio = exp(z * sqrt(cairn_stats_variance(total, CAIRN_INDICES_RESAMPLES)));
    index->total_low = index->total / ratio;
    index->total_high = index->total * ratio;
}

static void find_index(struct sample *s, int factor, int o, double c, struct cairn_index *index)
{
    double square = 0.0;

    for (int r = 0; r < s->problem->n; r++) {
        double a = output(s, r, 0)[o] - c, b = output(s, r, 1)[o] - c;
        double both = output(s, r, factor + 2)[o] - c;

        s->rows[r] = (struct row){
            .square = 0.5 * (a * a + b * b),
            .first = b * (both - a),
            .total = 0.5 * (a - both) * (a - both),
        };
        square += s->rows[r].square;
    }
    *index = (struct cairn_index){NAN, NAN, NAN, NAN, NAN, NAN};
    if (!(square > 0.0))
        return;
    *index = estimate(s, NULL);
    resample(s, index);
}

bool cairn_indices_find(const struct cairn_indices_problem *problem, struct cairn_index *indices)
{
    size_t n = (size_t)problem->n, columns = (size_t)problem->n_factors + 2;
    struct sample s = {
        .problem = problem,
        .u = cairn_calloc(ROWS_AT_ONCE * columns * (size_t)problem->n_coordinates, sizeof *s.u),
        .y = cairn_calloc(n * columns * (size_t)problem->n_outputs, sizeof *s.y),
        .rows = cairn_calloc(n, sizeof *s.rows),
    };
    bool done = true;

    assert(problem->n >= CAIRN_INDICES_LEAST);
    for (int r = 0; done && r < problem->n; r += ROWS_AT_ONCE)
        done = evaluate_rows(&s, r, r + ROWS_AT_ONCE < problem->n ? r + ROWS_AT_ONCE : problem->n);
    for (int o = 0; done && o < problem->n_outputs; o++) {
        double c = centre(&s, o);

        for (int f = 0; f < problem->n_factors; f++)
            find_index(&s, f, o, c, &indices[o * problem->n_factors + f]);
    }
    cairn_free(s.u);
    cairn_free(s.y);
    cairn_free(s.rows);
    return done;
}

/* ---- Morris ---- */

struct walk {
    const struct cairn_indices_problem *problem;
    double *u, *y; /* [point x coordinate], [point x output]: its points, one more than factors */
    double *steps; /* [factor in order] */
    int *level, *order;
    double *effects; /* [output x factor][trajectory] */
};

static void put_point(const struct walk *walk, int point)
{
    double *u = walk->u + (ptrdiff_t)point * walk->problem->n_coordinates;

    for (int i = 0; i < walk->problem->n_coordinates; i++)
        u[i] = (walk->level[i] + 0.5) / CAIRN_MORRIS_LEVELS;
}

/*
 * Half of the levels up, or down where there is no room above: every level is equally likely.
 * Returns the step, with the sign of the first coordinate.
 */
static double move(struct walk *walk, int factor)
{
    enum { HALF = CAIRN_MORRIS_LEVELS / 2 };
    double step = 0.0;

    for (int i = 0; i < walk->problem->n_coordinates; i++) {
        bool up = walk->level[i] < HALF;

        if (walk->problem->factor_of[i] != factor)
            continue;
        walk->level[i] += up ? HALF : -HALF;
        if (step == 0.0)
            step = up ? 0.5 : -0.5;
    }
    return step;
}

static void start(struct walk *walk, int trajectory)
{
    const struct cairn_indices_problem *problem = walk->problem;
    struct cairn_rng rng;

    cairn_rng_init(&rng, key_of(problem, PURPOSE_TRAJECTORY, (uint64_t)trajectory));
    for (int i = 0; i < problem->n_coordinates; i++)
        walk->level[i] = (int)cairn_rng_below(&rng, CAIRN_MORRIS_LEVELS);
    for (int f = 0; f < problem->n_factors; f++) {
        int at = (int)cairn_rng_below(&rng, (uint64_t)f + 1);

        walk->order[f] = walk->order[at];
        walk->order[at] = f;
    }
}

static bool go(struct walk *walk, int trajectory)
{
    const struct cairn_indices_problem *problem = walk->problem;
    int n = problem->n_outputs;

    start(walk, trajectory);
    put_point(walk, 0);
    for (int i = 0; i < problem->n_factors; i++) {
        walk->steps[i] = move(walk, walk->order[i]);
        put_point(walk, i + 1);
    }
    if (!problem->evaluate(problem->context, walk->u, problem->n_factors + 1, walk->y))
        return false;
    for (int i = 0; i < problem->n_factors; i++) {
        const double *before = walk->y + (ptrdiff_t)i * n, *after = before + n;

        for (int o = 0; o < n; o++)
            walk->effects[(ptrdiff_t)(o * problem->n_factors + walk->order[i]) * problem->n +
                          trajectory] = (after[o] - before[o]) / walk->steps[i];
    }
    return true;
}

static struct cairn_effect_size size_of(double *effects, int n, double confidence)
{
    struct cairn_effect_size size = {.sigma = sqrt(cairn_stats_variance(effects, (size_t)n))};

    for (int t = 0; t < n; t++)
        effects[t] = fabs(effects[t]);
    size.mu_star = cairn_stats_mean(effects, (size_t)n);
    size.half_width = cairn_stats_half_width(effects, (size_t)n, confidence);
    return size;
}

bool cairn_morris_find(const struct cairn_indices_problem *problem,
                       struct cairn_effect_size *effects)
{
    int all = problem->n_outputs * problem->n_factors;
    size_t points = (size_t)problem->n_factors + 1;
    struct walk walk = {
        .problem = problem,
        .u = cairn_calloc(points * (size_t)problem->n_coordinates, sizeof *walk.u),
        .y = cairn_calloc(points * (size_t)problem->n_outputs, sizeof *walk.y),
        .steps = cairn_calloc(points, sizeof *walk.steps),
        .level = cairn_calloc((size_t)problem->n_coordinates, sizeof *walk.level),
        .order = cairn_calloc((size_t)problem->n_factors, sizeof *walk.order),
        .effects = cairn_calloc((size_t)all * (size_t)problem->n, sizeof *walk.effects),
    };
    bool done = true;

    assert(problem->n >= 2);
    for (int t = 0; done && t < problem->n; t++)
        done = go(&walk, t);
    for (int i = 0; done && i < all; i++)
        effects[i] =
            size_of(walk.effects + (ptrdiff_t)i * problem->n, problem->n, problem->confidence);
    cairn_free(walk.u);
    cairn_free(walk.level);
    cairn_free(walk.order);
    cairn_free(walk.y);
    cairn_free(walk.steps);
    cairn_free(walk.effects);
    return done;
}
