/* The procedures of selection_problems.h. */

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "choose/select.h"
#include "math/stats.h"
#include "support/selection_problems.h"

enum { FIRST = 20, MOST = 100000 };

#define ALPHA 0.05

int selection_by_cairn(const struct selection_problem *problem, double first, double *replications)
{
    struct selection_problem observed = *problem;
    struct cairn_select_problem asked = {
        .n_systems = problem->n_systems,
        .alpha = ALPHA,
        .indifference = selection_zone(problem),
        .first = (int)first,
        .most = 10000,
        .observe = selection_observe,
        .accept = selection_accept,
        .context = &observed,
    };
    struct cairn_selection selection;
    int best;

    cairn_select(&asked, &selection);
    assert(selection.decided && selection.p_correct >= 1.0 - ALPHA);
    for (int i = 0; i < problem->n_systems; i++)
        *replications += selection.seen[i];
    best = selection.best;
    cairn_selection_release(&selection);
    return best;
}

static double observe(const struct selection_problem *problem, int system, int replication)
{
    struct selection_problem copy = *problem;

    return selection_observe(&copy, system, replication);
}

/* ---- Kim and Nelson ---- */

static double difference_variance(double (*x)[FIRST], int i, int l)
{
    double d[FIRST];

    for (int r = 0; r < FIRST; r++)
        d[r] = x[i][r] - x[l][r];
    return cairn_stats_variance(d, FIRST);
}

/* One screening after r replications; how many are left. */
static int kn_screen(bool *in, const double *sum, double (*s2)[SELECTION_MOST_SYSTEMS], int k,
                     double delta, double h2, int r)
{
    bool out[SELECTION_MOST_SYSTEMS] = {false};
    int left = 0;

    for (int i = 0; i < k; i++)
        for (int l = 0; l < k && in[i]; l++) {
            double margin = delta / (2.0 * r) * (h2 * s2[i][l] / (delta * delta) - r);

            out[i] = out[i] || (l != i && in[l] && (sum[i] - sum[l]) / r > fmax(0.0, margin));
        }
    for (int i = 0; i < k; i++) {
        in[i] = in[i] && !out[i];
        left += in[i];
    }
    return left;
}

int selection_by_kn(const struct selection_problem *problem, double unused, double *replications)
{
    double x[SELECTION_MOST_SYSTEMS][FIRST], sum[SELECTION_MOST_SYSTEMS] = {0};
    double s2[SELECTION_MOST_SYSTEMS][SELECTION_MOST_SYSTEMS];
    bool in[SELECTION_MOST_SYSTEMS];
    int k = problem->n_systems;
    double h2 = 2.0 * cairn_select_eta(k, FIRST, ALPHA) * (FIRST - 1);
    int left = k, best = 0;

    (void)unused;
    for (int i = 0; i < k; i++) {
        in[i] = true;
        for (int r = 0; r < FIRST; r++)
            sum[i] += x[i][r] = observe(problem, i, r);
    }
    for (int i = 0; i < k; i++)
        for (int l = 0; l < k; l++)
            s2[i][l] = difference_variance(x, i, l);
    *replications += k * FIRST;
    left = kn_screen(in, sum, s2, k, selection_zone(problem), h2, FIRST);
    for (int r = FIRST; left > 1 && r < MOST; r++) {
        for (int i = 0; i < k; i++)
            if (in[i])
                sum[i] += observe(problem, i, r);
        *replications += left;
        left = kn_screen(in, sum, s2, k, selection_zone(problem), h2, r + 1);
    }
    while (!in[best])
        best++;
    return best;
}

/* ---- without elimination ---- */

static double mean_of(const struct selection_problem *problem, int system, int n)
{
    double sum = 0.0;

    for (int r = 0; r < n; r++)
        sum += observe(problem, system, r);
    return sum / n;
}

int selection_by_equal(const struct selection_problem *problem, double each, double *replications)
{
    double least = INFINITY;
    int best = 0;

    for (int i = 0; i < problem->n_systems; i++) {
        double mean = mean_of(problem, i, (int)each);

        best = mean < least ? i : best;
        least = fmin(mean, least);
    }
    *replications += problem->n_systems * each;
    return best;
}

int selection_by_rinott(const struct selection_problem *problem, double h, double *replications)
{
    double least = INFINITY;
    int best = 0;

    for (int i = 0; i < problem->n_systems; i++) {
        double x[FIRST], mean;
        double ratio = h / selection_zone(problem);
        int n;

        for (int r = 0; r < FIRST; r++)
            x[r] = observe(problem, i, r);
        n = (int)fmax(FIRST, ceil(ratio * ratio * cairn_stats_variance(x, FIRST)));
        mean = mean_of(problem, i, n);
        best = mean < least ? i : best;
        least = fmin(mean, least);
        *replications += n;
    }
    return best;
}

/* ---- Rinott's constant ---- */

/* Midpoints of equally likely parts of chi-square: the integrals are means over them. */
enum { PARTS = 400 };

static double rinott_pcs(double h, int n_systems, int first)
{
    static const int fine = 4; /* tails of the outer integral weigh most */
    double sum = 0.0;
    double x[PARTS];

    for (int i = 0; i < PARTS; i++)
        x[i] = gsl_cdf_chisq_Pinv((i + 0.5) / PARTS, first - 1);
    for (int j = 0; j < fine * PARTS; j++) {
        double y = gsl_cdf_chisq_Pinv((j + 0.5) / (fine * PARTS), first - 1);
        double inner = 0.0;

        for (int i = 0; i < PARTS; i++)
            inner += gsl_cdf_ugaussian_P(h / sqrt((first - 1) * (1.0 / x[i] + 1.0 / y)));
        sum += pow(inner / PARTS, n_systems - 1);
    }
    return sum / (fine * PARTS);
}

double selection_rinott_h(int n_systems, int first, double alpha)
{
    double low = 0.0, high = 20.0;

    while (high - low > 1e-6) {
        double middle = (low + high) / 2.0;

        if (rinott_pcs(middle, n_systems, first) < 1.0 - alpha)
            low = middle;
        else
            high = middle;
    }
    return high;
}
