#include "support/selection_problems.h"

#include <assert.h>
#include <math.h>

#include "math/rng.h"

enum { COMMON = 100, JOBS = 1000, BEST = 2 };

#define ZONE 0.2
#define ALPHA 0.05

const char *selection_name(enum selection_kind kind)
{
    static const char *const names[] = {
        [SELECTION_SLIPPAGE] = "slippage", [SELECTION_MONOTONE] = "monotone",
        [SELECTION_NEAR] = "near",         [SELECTION_SCATTERED] = "scattered",
        [SELECTION_QUEUES] = "queues",     [SELECTION_EQUAL] = "equal",
    };

    return names[kind];
}

double selection_zone(const struct selection_problem *problem)
{
    return problem->kind == SELECTION_QUEUES ? 0.06 : ZONE;
}

static double service_rate(int system)
{
    return 1.3 + 0.1 * system;
}

/* The best stands third, the others before and behind it. */
static int rank(const struct selection_problem *problem, int system)
{
    return (system + problem->n_systems - BEST) % problem->n_systems;
}

double selection_mean(const struct selection_problem *problem, int system)
{
    switch (problem->kind) {
    case SELECTION_SLIPPAGE:
        if (problem->rejects && system < BEST)
            return -1.0;
        return system == BEST ? 0.0 : ZONE;
    case SELECTION_SCATTERED:
        return system == BEST ? 0.0 : ZONE;
    case SELECTION_MONOTONE:
        return ZONE * rank(problem, system);
    case SELECTION_NEAR:
        return ZONE / 2.0 * rank(problem, system);
    case SELECTION_EQUAL:
        return 0.0;
    case SELECTION_QUEUES:
        return 4.0 * service_rate(system) + 1.0 / (service_rate(system) - 1.0);
    case SELECTION_KINDS:
        break;
    }
    assert(false);
    return NAN;
}

int selection_best(const struct selection_problem *problem)
{
    (void)problem;
    return BEST;
}

/* ---- observations ---- */

static struct cairn_rng stream(const struct selection_problem *problem, int system, int replication,
                               uint32_t purpose)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = problem->seed,
                                                   .replication = (uint32_t)replication,
                                                   .purpose = purpose,
                                                   .entity = (uint64_t)system});
    return rng;
}

/* Box and Muller. */
static double normal(struct cairn_rng *rng)
{
    double u = cairn_rng_unit(rng);
    double v = cairn_rng_unit(rng);

    return sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v);
}

static double deviation(const struct selection_problem *problem, int system)
{
    if (problem->kind != SELECTION_SCATTERED)
        return 1.0;
    return 0.5 + (double)rank(problem, system) / (problem->n_systems - 1);
}

static double normal_cost(const struct selection_problem *problem, int system, int replication)
{
    struct cairn_rng own = stream(problem, system, replication, 1);
    double x = normal(&own);

    if (problem->common) {
        struct cairn_rng shared = stream(problem, COMMON, replication, 1);

        x = sqrt(0.5) * normal(&shared) + sqrt(0.5) * x;
    }
    return selection_mean(problem, system) + deviation(problem, system) * x;
}

static double queue_cost(const struct selection_problem *problem, int system, int replication)
{
    int entity = problem->common ? COMMON : system;
    double mu = service_rate(system);
    struct cairn_rng gaps = stream(problem, entity, replication, 1);
    struct cairn_rng work = stream(problem, entity, replication, 2);
    double u = cairn_rng_unit(&gaps);
    double excess = cairn_rng_exponential(&gaps) / (mu - 1.0);
    double wait = u < 1.0 / mu ? excess : 0.0;
    double sum = 0.0;

    for (int i = 0; i < JOBS; i++) {
        double sojourn = wait + cairn_rng_exponential(&work) / mu;
        double left = sojourn - cairn_rng_exponential(&gaps);

        sum += sojourn;
        wait = left > 0.0 ? left : 0.0;
    }
    return 4.0 * mu + sum / JOBS;
}

double selection_observe(void *context, int system, int replication)
{
    const struct selection_problem *problem = context;

    if (problem->kind == SELECTION_QUEUES)
        return queue_cost(problem, system, replication);
    return normal_cost(problem, system, replication);
}

bool selection_accept(void *context, int system)
{
    const struct selection_problem *problem = context;

    return !problem->rejects || system >= BEST;
}

struct selection_score selection_measure(struct selection_problem problem,
                                         const struct selection_procedure *procedure,
                                         int macro_replications)
{
    struct selection_score score = {0};
    int best = selection_best(&problem);

    for (int m = 0; m < macro_replications; m++) {
        int chosen;

        problem.seed = (uint64_t)m + 1;
        chosen = procedure->choose(&problem, procedure->parameter, &score.replications);
        score.correct += chosen == best;
        score.good += selection_mean(&problem, chosen) <=
                      selection_mean(&problem, best) + selection_zone(&problem) * (1 + 1e-9);
    }
    score.correct /= macro_replications;
    score.good /= macro_replications;
    score.replications /= macro_replications;
    return score;
}
