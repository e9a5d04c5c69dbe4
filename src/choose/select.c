#include "choose/select.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/ratio.h"
#include "math/stats.h"

/* Of alpha; compromises between problems of different kinds (docs/VALIDATION.md). */
#define ZONE_SHARE 0.4
#define RATIO_SHARE 0.5
#define DISTANCE_SHARE 0.1

/* The ratio rule looks again after 1/32 more replications: it costs as much as there are. */
enum { RATIO_PACE = 32 };

/* The procedure in progress. */
struct contest {
    const struct cairn_select_problem *problem;
    double *x;        /* [system][replication], most columns */
    double *sum;      /* [system][replication]: of x up to and with it */
    int *seen;        /* [system] */
    double *variance; /* [i][l] of the first differences; NaN: not asked for yet */
    bool *in;         /* [system]: not dropped, not struck out */
    bool *out;        /* [system]: scratch */
    bool *struck;     /* [system] */
    double *scratch;  /* [replication] */
    double h2;
    double log_ratio;      /* at which the ratio rule drops */
    int next_ratio;        /* replications at which it looks next */
    double distance_alpha; /* of one comparison of the distance rule at one look */
    double t;              /* its quantile at the present look */
    int r;                 /* replications of those that are in */
    int announced;         /* of those that are in, at least r */
    int *systems;          /* scratch */
    bool stopped;
    struct cairn_dropped *dropped; /* [system]; goes to the selection */
};

double cairn_select_eta(int n_systems, int first, double alpha)
{
    double beta = alpha / (n_systems - 1);

    return (pow(2.0 * beta, -2.0 / (first - 1)) - 1.0) / 2.0;
}

int cairn_select_next_look(int first, int most, int r)
{
    int look = first / 4 > 2 ? first / 4 : 2;

    while (look <= r)
        look *= 2;
    return look < most ? look : most;
}

int cairn_select_looks(int first, int most)
{
    int n = 1;

    for (int r = cairn_select_next_look(first, most, 0); r < most;
         r = cairn_select_next_look(first, most, r))
        n++;
    return n;
}

/* ---- observations ---- */

static size_t cell(const struct contest *contest, int system, int replication)
{
    return (size_t)system * (size_t)contest->problem->most + (size_t)replication;
}

/* Sees to it that a system has been observed r times. */
static void observe_until(struct contest *contest, int system, int r)
{
    const struct cairn_select_problem *problem = contest->problem;

    for (int j = contest->seen[system]; j < r; j++) {
        double x = problem->observe(problem->context, system, j);

        contest->x[cell(contest, system, j)] = x;
        contest->sum[cell(contest, system, j)] =
            x + (j > 0 ? contest->sum[cell(contest, system, j - 1)] : 0.0);
        contest->seen[system] = j + 1;
    }
}

/* Announces what those that are in will be observed in; false: stopped. */
static bool announce(struct contest *contest, int next)
{
    const struct cairn_select_problem *problem = contest->problem;
    int more = next > problem->first ? contest->r / 8 : 0; /* see select.h */
    int n = 0;

    if (!problem->prepare || next <= contest->announced)
        return true;
    contest->announced = more < problem->most - next ? next + more : problem->most;
    for (int i = 0; i < problem->n_systems; i++)
        if (contest->in[i])
            contest->systems[n++] = i;
    return problem->prepare(problem->context, contest->systems, n, contest->announced);
}

/* All that are in, one replication after the other; false: stopped. */
static bool observe_all(struct contest *contest, int from, int to)
{
    const struct cairn_select_problem *problem = contest->problem;

    for (int r = from + 1; r <= to; r++) {
        if (problem->stop && problem->stop(problem->context))
            return false;
        for (int i = 0; i < problem->n_systems; i++)
            if (contest->in[i])
                observe_until(contest, i, r);
    }
    return true;
}

static double mean_of(const struct contest *contest, int system, int r)
{
    return contest->sum[cell(contest, system, r - 1)] / r;
}

/* Variance of the differences of two systems over r replications. */
static double variance_of(const struct contest *contest, int i, int l, int r)
{
    const double *a = contest->x + cell(contest, i, 0);
    const double *b = contest->x + cell(contest, l, 0);

    for (int j = 0; j < r; j++)
        contest->scratch[j] = a[j] - b[j];
    return cairn_stats_variance(contest->scratch, (size_t)r);
}

static double first_variance(const struct contest *contest, int i, int l)
{
    int k = contest->problem->n_systems;
    double *at = &contest->variance[i < l ? i * k + l : l * k + i];

    if (isnan(*at))
        *at = variance_of(contest, i, l, contest->problem->first);
    return *at;
}

/* ---- the three rules ---- */

/* How far above another a mean may be and still stay in. */
static double zone_margin(const struct contest *contest, int i, int l, int r)
{
    double delta = contest->problem->indifference;
    double s2 = first_variance(contest, i, l);
    double margin = delta / (2.0 * r) * (contest->h2 * s2 / (delta * delta) - r);

    return margin > 0.0 ? margin : 0.0;
}

static double distance_margin(const struct contest *contest, int i, int l, int r)
{
    return contest->t * sqrt(variance_of(contest, i, l, r) / r) - contest->problem->indifference;
}

static double ratio_margin(const struct contest *contest, int i, int l, int r)
{
    double delta = contest->problem->indifference;
    double behind = mean_of(contest, i, r) - mean_of(contest, l, r);
    struct cairn_ratio_test test = {
        .first = contest->problem->first,
        .first_variance = first_variance(contest, i, l),
        .gain = 2.0 * delta,
    };
    double reached = cairn_ratio_log(&test, r, behind + delta, variance_of(contest, i, l, r));

    return reached >= contest->log_ratio ? 0.0 : HUGE_VAL;
}

/* Drops the systems that another one beats; all comparisons see the same survivors. */
static void screen(struct contest *contest, int r,
                   double (*margin)(const struct contest *, int, int, int))
{
    int k = contest->problem->n_systems;

    for (int i = 0; i < k; i++) {
        contest->out[i] = false;
        for (int l = 0; l < k && contest->in[i] && !contest->out[i]; l++) {
            double behind;

            if (l == i || !contest->in[l])
                continue;
            behind = mean_of(contest, i, r) - mean_of(contest, l, r);
            contest->out[i] = behind > 0.0 && behind > margin(contest, i, l, r);
            if (contest->out[i])
                contest->dropped[i] = (struct cairn_dropped){r, l, behind};
        }
    }
    for (int i = 0; i < k; i++)
        contest->in[i] = contest->in[i] && !contest->out[i];
}

/* Is one left, or are all that are left so close that the zone rule lets any of them win? */
static bool is_decided(const struct contest *contest, int r)
{
    int k = contest->problem->n_systems;
    double delta = contest->problem->indifference;
    int left = 0;

    for (int i = 0; i < k; i++)
        left += contest->in[i];
    if (left <= 1)
        return true;
    if (r < contest->problem->first)
        return false;
    for (int i = 1; i < k; i++)
        for (int l = 0; l < i; l++)
            if (contest->in[i] && contest->in[l] &&
                r <= contest->h2 * first_variance(contest, i, l) / (delta * delta))
                return false;
    return true;
}

static int next_step(const struct cairn_select_problem *problem, int r)
{
    return r < problem->first ? cairn_select_next_look(problem->first, problem->most, r) : r + 1;
}

/* Those that look after `next` replications, with those before it in contest->r. */
static void apply_rules(struct contest *contest, int next)
{
    const struct cairn_select_problem *problem = contest->problem;

    if (problem->n_systems < 2)
        return;
    if (next == cairn_select_next_look(problem->first, problem->most, contest->r)) {
        contest->t = cairn_stats_t_quantile(1.0 - contest->distance_alpha, next - 1);
        screen(contest, next, distance_margin);
    }
    if (next >= problem->first)
        screen(contest, next, zone_margin);
    if (next == contest->next_ratio) {
        screen(contest, next, ratio_margin);
        contest->next_ratio = next + 1 + next / RATIO_PACE;
    }
}

/* Runs the procedure among all that are not struck out; whether it ended by itself. */
static bool run(struct contest *contest)
{
    const struct cairn_select_problem *problem = contest->problem;

    for (int i = 0; i < problem->n_systems; i++) {
        contest->in[i] = !contest->struck[i];
        contest->dropped[i] = (struct cairn_dropped){0};
    }
    contest->r = contest->announced = 0;
    contest->next_ratio = problem->first + 1;
    do {
        int next = next_step(problem, contest->r);

        contest->stopped = !announce(contest, next) || !observe_all(contest, contest->r, next);
        if (contest->stopped)
            return false;
        apply_rules(contest, next);
        contest->r = next;
        if (is_decided(contest, next))
            return true;
    } while (contest->r < problem->most);
    return false;
}

/* ---- the outcome ---- */

static int least_mean(const struct contest *contest)
{
    int best = -1;

    for (int i = 0; i < contest->problem->n_systems; i++)
        if (contest->in[i] &&
            (best < 0 || mean_of(contest, i, contest->r) < mean_of(contest, best, contest->r)))
            best = i;
    return best;
}

/* Sum over the other systems of P(better by more than the indifference zone). */
static double doubt_about(const struct contest *contest, int best)
{
    double doubt = 0.0;

    for (int i = 0; i < contest->problem->n_systems; i++) {
        int n = contest->seen[i] < contest->seen[best] ? contest->seen[i] : contest->seen[best];
        double ahead, se;

        if (i == best || contest->struck[i])
            continue;
        ahead = mean_of(contest, i, n) - mean_of(contest, best, n) + contest->problem->indifference;
        se = sqrt(variance_of(contest, i, best, n) / n);
        if (se > 0.0) /* else whoever dropped it would have dropped a worse one too */
            doubt += cairn_stats_t_tail(ahead / se, n - 1);
    }
    return doubt < 1.0 ? doubt : 1.0;
}

static void contest_init(struct contest *contest, const struct cairn_select_problem *problem)
{
    size_t k = (size_t)problem->n_systems;
    size_t most = (size_t)problem->most;

    *contest = (struct contest){
        .problem = problem,
        .x = cairn_calloc(k * most, sizeof(double)),
        .sum = cairn_calloc(k * most, sizeof(double)),
        .seen = cairn_calloc(k, sizeof(int)),
        .variance = cairn_calloc(k * k, sizeof(double)),
        .in = cairn_calloc(k, sizeof(bool)),
        .out = cairn_calloc(k, sizeof(bool)),
        .systems = cairn_calloc(k, sizeof(int)),
        .struck = cairn_calloc(k, sizeof(bool)),
        .dropped = cairn_calloc(k, sizeof *contest->dropped),
        .scratch = cairn_calloc(most, sizeof(double)),
    };
    for (size_t i = 0; i < k * k; i++)
        contest->variance[i] = NAN;
    if (k > 1) {
        int looks = cairn_select_looks(problem->first, problem->most);
        double zone_alpha = ZONE_SHARE * problem->alpha;

        contest->h2 = 2.0 * cairn_select_eta(problem->n_systems, problem->first, zone_alpha) *
                      (problem->first - 1);
        contest->log_ratio = log((problem->n_systems - 1) / (RATIO_SHARE * problem->alpha));
        contest->distance_alpha =
            DISTANCE_SHARE * problem->alpha / (looks * (problem->n_systems - 1));
    }
}

static void contest_release(struct contest *contest)
{
    cairn_free(contest->x);
    cairn_free(contest->sum);
    cairn_free(contest->variance);
    cairn_free(contest->in);
    cairn_free(contest->out);
    cairn_free(contest->systems);
    cairn_free(contest->struck);
    cairn_free(contest->scratch);
}

void cairn_select(const struct cairn_select_problem *problem, struct cairn_selection *selection)
{
    struct contest contest;
    int best;
    bool decided;

    assert(problem->n_systems >= 1 && problem->first >= 2 && problem->most >= problem->first);
    assert(problem->indifference > 0.0 && problem->alpha > 0.0 && problem->alpha < 0.5);
    contest_init(&contest, problem);
    for (;;) {
        decided = run(&contest);
        best = contest.stopped ? -1 : least_mean(&contest);
        if (best < 0 || !problem->accept || problem->accept(problem->context, best))
            break;
        contest.struck[best] = true;
    }
    *selection = (struct cairn_selection){
        .best = best,
        .decided = decided && best >= 0,
        .stopped = contest.stopped,
        .n_systems = problem->n_systems,
        .seen = contest.seen,
        .dropped = contest.dropped,
    };
    if (best >= 0)
        selection->p_correct = 1.0 - doubt_about(&contest, best);
    if (selection->decided && selection->p_correct < 1.0 - problem->alpha)
        selection->p_correct = 1.0 - problem->alpha;
    contest_release(&contest);
}

void cairn_selection_release(struct cairn_selection *selection)
{
    cairn_free(selection->seen);
    cairn_free(selection->dropped);
}
