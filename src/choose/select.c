#include "choose/select.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* The procedure in progress. */
struct contest {
    const struct cairn_select_problem *problem;
    double *x;         /* [system][replication], most columns */
    double *variance;  /* [i][l] of the first differences */
    bool *in;          /* [system]: not dropped */
    double *sum;       /* [system] */
    int *seen;         /* [system] */
    double h2;
};

double cairn_select_eta(int n_systems, int first, double alpha)
{
    double beta = alpha / (n_systems - 1);

    return (pow(2.0 * beta, -2.0 / (first - 1)) - 1.0) / 2.0;
}

static void contest_observe(struct contest *contest, int system)
{
    const struct cairn_select_problem *problem = contest->problem;
    int replication = contest->seen[system];
    double x = problem->observe(problem->context, system, replication);

    contest->x[(size_t)system * (size_t)problem->most + (size_t)replication] = x;
    contest->sum[system] += x;
    contest->seen[system]++;
}

static const double *contest_row(const struct contest *contest, int system)
{
    return contest->x + (size_t)system * (size_t)contest->problem->most;
}

/* Variance of the differences over the first replications. */
static void contest_variances(struct contest *contest)
{
    int k = contest->problem->n_systems;
    int n = contest->problem->first;
    double *difference = cairn_calloc((size_t)n, sizeof *difference);

    for (int i = 0; i < k; i++) {
        for (int l = 0; l < i; l++) {
            const double *a = contest_row(contest, i);
            const double *b = contest_row(contest, l);
            double variance;

            for (int r = 0; r < n; r++)
                difference[r] = a[r] - b[r];
            variance = cairn_stats_variance(difference, (size_t)n);
            contest->variance[i * k + l] = variance;
            contest->variance[l * k + i] = variance;
        }
    }
    cairn_free(difference);
}

/* How far above another a mean may be and still stay in. */
static double contest_margin(const struct contest *contest, int i, int l, int r)
{
    double delta = contest->problem->indifference;
    double s2 = contest->variance[i * contest->problem->n_systems + l];
    double margin = delta / (2.0 * r) * (contest->h2 * s2 / (delta * delta) - r);

    return margin > 0.0 ? margin : 0.0;
}

/* Drops the systems that another one beats; all comparisons see the same survivors. */
static int contest_screen(struct contest *contest, int r)
{
    int k = contest->problem->n_systems;
    bool *out = cairn_calloc((size_t)k, sizeof *out);
    int left = 0;

    for (int i = 0; i < k; i++)
        for (int l = 0; l < k && contest->in[i]; l++)
            if (l != i && contest->in[l] &&
                contest->sum[i] / r > contest->sum[l] / r + contest_margin(contest, i, l, r))
                out[i] = true;
    for (int i = 0; i < k; i++) {
        contest->in[i] = contest->in[i] && !out[i];
        left += contest->in[i];
    }
    cairn_free(out);
    return left;
}

/* Have the survivors been seen so often that the best mean may be taken? */
static bool contest_exhausted(const struct contest *contest, int r)
{
    int k = contest->problem->n_systems;
    double delta = contest->problem->indifference;

    for (int i = 0; i < k; i++)
        for (int l = 0; l < k; l++)
            if (l != i && contest->in[i] && contest->in[l] &&
                r <= contest->h2 * contest->variance[i * k + l] / (delta * delta))
                return false;
    return true;
}

static int least_mean(const struct contest *contest, int except)
{
    int best = -1;

    for (int i = 0; i < contest->problem->n_systems; i++) {
        bool eligible = except < 0 ? contest->in[i] : i != except;

        if (eligible && (best < 0 || contest->sum[i] / contest->seen[i] <
                                         contest->sum[best] / contest->seen[best]))
            best = i;
    }
    return best;
}

/* P(some other system is better by more than the indifference zone), each by Student's t. */
static double contest_doubt(const struct contest *contest, int best)
{
    int k = contest->problem->n_systems;
    double doubt = 0.0;
    double *difference = cairn_calloc((size_t)contest->problem->most, sizeof *difference);

    for (int i = 0; i < k; i++) {
        int n = contest->seen[i] < contest->seen[best] ? contest->seen[i] : contest->seen[best];
        double mean, se;

        if (i == best)
            continue;
        for (int r = 0; r < n; r++)
            difference[r] = contest_row(contest, i)[r] - contest_row(contest, best)[r];
        mean = cairn_stats_mean(difference, (size_t)n);
        se = sqrt(cairn_stats_variance(difference, (size_t)n) / n);
        mean += contest->problem->indifference;
        if (se > 0.0)
            doubt += cairn_stats_t_tail(mean / se, n - 1);
        else if (mean < 0.0)
            doubt += 1.0;
    }
    cairn_free(difference);
    return doubt < 1.0 ? doubt : 1.0;
}

static void contest_init(struct contest *contest, const struct cairn_select_problem *problem)
{
    size_t k = (size_t)problem->n_systems;

    *contest = (struct contest){
        .problem = problem,
        .x = cairn_calloc(k * (size_t)problem->most, sizeof(double)),
        .variance = cairn_calloc(k * k, sizeof(double)),
        .in = cairn_calloc(k, sizeof(bool)),
        .sum = cairn_calloc(k, sizeof(double)),
        .seen = cairn_calloc(k, sizeof(int)),
    };
    for (size_t i = 0; i < k; i++)
        contest->in[i] = true;
    if (k > 1)
        contest->h2 = 2.0 * cairn_select_eta(problem->n_systems, problem->first, problem->alpha) *
                      (problem->first - 1);
}

static void contest_release(struct contest *contest)
{
    cairn_free(contest->x);
    cairn_free(contest->variance);
    cairn_free(contest->in);
    cairn_free(contest->sum);
}

static void contest_report(const struct contest *contest, struct cairn_selection *selection)
{
    int k = contest->problem->n_systems;

    selection->n_systems = k;
    selection->best = least_mean(contest, -1);
    selection->runner_up = least_mean(contest, selection->best);
    selection->replications = contest->seen[selection->best];
    selection->seen = contest->seen;
    selection->mean = cairn_calloc((size_t)k, sizeof(double));
    for (int i = 0; i < k; i++)
        selection->mean[i] = contest->sum[i] / contest->seen[i];
    selection->p_correct = 1.0 - contest_doubt(contest, selection->best);
    if (selection->decided && selection->p_correct < 1.0 - contest->problem->alpha)
        selection->p_correct = 1.0 - contest->problem->alpha;
}

void cairn_select(const struct cairn_select_problem *problem, struct cairn_selection *selection)
{
    struct contest contest;
    int left = problem->n_systems;
    int r = problem->first;

    assert(problem->n_systems >= 1 && problem->first >= 2 && problem->most >= problem->first);
    assert(problem->indifference > 0.0 && problem->alpha > 0.0 && problem->alpha < 0.5);
    contest_init(&contest, problem);
    for (int j = 0; j < r; j++)
        for (int i = 0; i < problem->n_systems; i++)
            contest_observe(&contest, i);
    contest_variances(&contest);
    selection->decided = false;
    for (;;) {
        if (left > 1)
            left = contest_screen(&contest, r);
        selection->decided = left == 1 || contest_exhausted(&contest, r);
        if (selection->decided || r == problem->most)
            break;
        for (int i = 0; i < problem->n_systems; i++)
            if (contest.in[i])
                contest_observe(&contest, i);
        r++;
    }
    contest_report(&contest, selection);
    contest_release(&contest);
}

void cairn_selection_release(struct cairn_selection *selection)
{
    cairn_free(selection->seen);
    cairn_free(selection->mean);
}
