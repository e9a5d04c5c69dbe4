#include "support/known_indices.h"

#include <math.h>

#include "math/belief.h"

static const double pi = 3.14159265358979323846;
static const int alone[] = {0, 1, 2, 3, 4, 5, 6, 7};

/* ---- the functions ---- */

/* Ishigami and Homma 1990 with a = 7, b = 0.1: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 */
static bool ishigami(void *context, const double *u, int n, double *y)
{
    (void)context;
    for (int p = 0; p < n; p++, u += 3) {
        double x[3];

        for (int i = 0; i < 3; i++)
            x[i] = pi * (2 * u[i] - 1);
        y[p] = sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0]);
    }
    return true;
}

static void know_ishigami(double *first, double *total)
{
    double p4 = pow(pi, 4), p8 = p4 * p4;
    double v1 = 0.5 * pow(1 + 0.1 * p4 / 5, 2), v2 = 49 / 8.0, v13 = 0.01 * p8 * (1 / 18.0 - 0.02);
    double v = v1 + v2 + v13;

    first[0] = v1 / v;
    first[1] = total[1] = v2 / v;
    first[2] = 0;
    total[0] = (v1 + v13) / v;
    total[2] = v13 / v;
}

/* Sobol's g, a = 0, 1, 4.5, 9: V_i = 1/(3 (1 + a_i)^2), T_i = V_i prod of others (1 + V_j) / V */
static const double g_a[] = {0, 1, 4.5, 9};

static bool g_function(void *context, const double *u, int n, double *y)
{
    (void)context;
    for (int p = 0; p < n; p++, u += 4) {
        y[p] = 1;
        for (int i = 0; i < 4; i++)
            y[p] *= (fabs(4 * u[i] - 2) + g_a[i]) / (1 + g_a[i]);
    }
    return true;
}

/* prod (1 + v_i) - 1 is the variance of a product with relative variances v_i: both below */
static void know_product(const double *v, int n, double *first, double *total)
{
    double all = 1;

    for (int i = 0; i < n; i++)
        all *= 1 + v[i];
    for (int i = 0; i < n; i++) {
        first[i] = v[i] / (all - 1);
        total[i] = v[i] * all / (1 + v[i]) / (all - 1);
    }
}

static void know_g(double *first, double *total)
{
    double v[4];

    for (int i = 0; i < 4; i++)
        v[i] = 1 / (3 * pow(1 + g_a[i], 2));
    know_product(v, 4, first, total);
}

/* Carbon = energy x PUE x intensity x requests: lognormal, uniform, gamma, normal */
static const double cvs[] = {0.3, 0.1, 0.25, 0.2};

static bool carbon(void *context, const double *u, int n, double *y)
{
    static const enum cairn_belief_kind kinds[] = {CAIRN_BELIEF_LOGNORMAL, CAIRN_BELIEF_UNIFORM,
                                                   CAIRN_BELIEF_GAMMA, CAIRN_BELIEF_NORMAL};
    struct cairn_belief belief;

    (void)context;
    for (int p = 0; p < n; p++, u += 4) {
        y[p] = 1000;
        for (int i = 0; i < 4; i++) {
            cairn_belief_by_mean(&belief, kinds[i], 1, cvs[i]);
            y[p] *= cairn_belief_quantile(&belief, u[i]);
        }
    }
    return true;
}

static void know_carbon(double *first, double *total)
{
    double v[4];

    for (int i = 0; i < 4; i++)
        v[i] = cvs[i] * cvs[i];
    know_product(v, 4, first, total);
}

const struct known_function known_functions[KNOWN_FUNCTIONS] = {
    {"Ishigami", ishigami, know_ishigami, 3},
    {"g", g_function, know_g, 4},
    {"product carbon", carbon, know_carbon, 4},
};

struct cairn_indices_problem known_problem(const struct known_function *known, int n)
{
    return (struct cairn_indices_problem){
        .evaluate = known->f,
        .n_coordinates = known->n,
        .n_factors = known->n,
        .n_outputs = 1,
        .factor_of = alone,
        .n = n,
        .confidence = 0.95,
        .seed = 7,
    };
}

void known_coverage_measure(struct known_coverage *coverage, const struct known_function *known,
                            int rows, int repeats)
{
    struct cairn_indices_problem problem = known_problem(known, rows);
    double first[KNOWN_MOST_INPUTS], total[KNOWN_MOST_INPUTS];

    *coverage = (struct known_coverage){.all = 0};
    known->know(first, total);
    for (int r = 0; r < repeats; r++) {
        struct cairn_index indices[KNOWN_MOST_INPUTS];

        problem.repeat = (uint32_t)r;
        cairn_indices_find(&problem, indices);
        for (int f = 0; f < known->n; f++) {
            const struct cairn_index *at = &indices[f];

            coverage->first[f] += at->first_low <= first[f] && first[f] <= at->first_high;
            coverage->total[f] += at->total_low <= total[f] && total[f] <= at->total_high;
        }
    }
    for (int f = 0; f < known->n; f++)
        coverage->all += coverage->first[f] + coverage->total[f];
}
