#include "study/headline.h"

#include <math.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units.h"
#include "math/stats.h"
#include "study/headline_bases.h"

enum { DIGITS = 4 }; /* significant, of carbon */

/* A headline being written: all its carbon, or what the aim is, is per year, in one unit. */
struct headline {
    const struct cairn_answer *answer;
    const struct cairn_candidate *best;
    double unit_size; /* grams over the horizon that one unit a year is */
    const char *unit;
    int decimals; /* of the answer */
    struct cairn_buffer out;
};

/* ---- numbers ---- */

/* Decimals that leave so many significant digits. */
static int decimals_of(double value)
{
    int decimals = DIGITS - 1;
    double power = 10.0;

    for (; fabs(value) >= power && decimals > 0; decimals--)
        power *= 10.0;
    power = 1.0;
    for (; fabs(value) < power && value != 0.0 && decimals < 9; decimals++)
        power /= 10.0;
    return decimals;
}

/* Appends a number with so many decimals; the point is a point, whatever the locale. */
static void put_fixed(struct cairn_buffer *out, double value, int decimals)
{
    double scale = 1.0;
    long long whole;

    for (int i = 0; i < decimals; i++)
        scale *= 10.0;
    whole = llround(fabs(value) * scale);
    cairn_buffer_appendf(out, "%s%lld", value < 0.0 && whole > 0 ? "-" : "",
                         whole / (long long)scale);
    if (decimals > 0)
        cairn_buffer_appendf(out, ".%0*lld", decimals, whole % (long long)scale);
}

static void put_aim(struct headline *headline, double aim)
{
    double value = aim / headline->unit_size;

    put_fixed(&headline->out, value, decimals_of(value));
}

/* Of the aim; its first unit is the ledger's or less. */
static enum cairn_dimension dimension_of(enum cairn_aim aim)
{
    static const enum cairn_dimension dimensions[] = {
        [CAIRN_AIM_CARBON] = CAIRN_MASS,
        [CAIRN_AIM_ENERGY] = CAIRN_ENERGY,
        [CAIRN_AIM_WATER] = CAIRN_VOLUME,
        [CAIRN_AIM_MONEY] = CAIRN_MONEY,
    };

    return dimensions[aim];
}

/* The largest unit in which the answer is at least 1; dollars stay dollars. */
static void choose_unit(struct headline *headline)
{
    enum cairn_aim aim = headline->answer->scenario->choose.aim;
    double years = headline->answer->scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR;
    double per_year = fabs(headline->best->aim) / years;
    const struct cairn_unit *best = cairn_units_dimension(dimension_of(aim))->units; /* the least */

    for (const struct cairn_unit *unit = best; unit->name && aim != CAIRN_AIM_MONEY; unit++)
        if (unit->shown && per_year * unit->over >= unit->times)
            best = unit;
    headline->unit = best->name;
    headline->unit_size = best->times / best->over * years;
    headline->decimals = decimals_of(headline->best->aim / headline->unit_size);
}

/* ---- the parts ---- */

/* The site at which every request arises and some device of the answer stands, if it has several
 * copies, or NULL. */
static const struct cairn_place *common_site(const struct headline *headline)
{
    const struct cairn_scenario *scenario = headline->answer->scenario;
    int site = scenario->workloads[0].place;

    for (int w = 1; w < scenario->n_workloads; w++)
        if (scenario->workloads[w].place != site)
            return NULL;
    for (int p = 0; p < scenario->n_pools; p++)
        if (headline->best->trial.placement.pools[p].count > 0 && scenario->pools[p].place == site)
            return scenario->places[site].count > 1 ? &scenario->places[site] : NULL;
    return NULL;
}

/* The interval is wider than asked for, and no replications are left. */
static void put_imprecise(struct headline *headline)
{
    char percent[CAIRN_NUMBER_SIZE];

    cairn_buffer_appendf(
        &headline->out, ", not within %s %% after %d replications",
        cairn_number_format(100.0 * headline->answer->scenario->time.precision, 3, percent),
        headline->best->replications);
}

/* ", emits 39.0 kgCO2e a year": the carbon of an answer to another aim. */
static void put_emitted(struct headline *headline)
{
    const struct cairn_scenario *scenario = headline->answer->scenario;
    struct cairn_candidate *best = headline->answer->candidates[headline->answer->best];
    double years = scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR;
    char carbon[CAIRN_UNITS_SIZE];
    const double *carbon_g;

    if (cairn_trial_missing(&best->trial, CAIRN_CARBON, scenario->choose.basis))
        return;
    carbon_g =
        cairn_trial_values(&best->trial, CAIRN_CARBON, scenario->choose.basis, best->replications);
    cairn_buffer_appendf(
        &headline->out, ", emits %s a year",
        cairn_units_format(cairn_stats_mean(carbon_g, (size_t)best->replications) / years,
                           CAIRN_MASS, carbon));
}

static void put_answer(struct headline *headline)
{
    const struct cairn_scenario *scenario = headline->answer->scenario;
    const struct cairn_candidate *best = headline->best;
    const struct cairn_place *site = common_site(headline);
    char *placement = cairn_headline_placement(scenario, &best->trial.placement);

    cairn_buffer_puts(&headline->out, placement);
    cairn_buffer_puts(&headline->out, scenario->n_workloads > 1 ? "; together " : ": ");
    put_fixed(&headline->out, best->aim / headline->unit_size, headline->decimals);
    cairn_buffer_appendf(&headline->out, " %s a year", headline->unit);
    if (best->replications > 1) {
        cairn_buffer_puts(&headline->out, " (");
        put_fixed(&headline->out, (best->aim - best->half_width) / headline->unit_size,
                  headline->decimals);
        cairn_buffer_puts(&headline->out, " to ");
        put_fixed(&headline->out, (best->aim + best->half_width) / headline->unit_size,
                  headline->decimals);
        if (!headline->answer->precise)
            put_imprecise(headline);
        cairn_buffer_puts(&headline->out, ")");
    }
    if (scenario->choose.aim != CAIRN_AIM_CARBON)
        put_emitted(headline);
    if (site && scenario->choose.aim == CAIRN_AIM_CARBON) {
        cairn_buffer_puts(&headline->out, ", ");
        put_aim(headline, best->aim / site->count);
        cairn_buffer_appendf(&headline->out, " per %s", site->id);
    }
    cairn_free(placement);
}

/* "18 % below"; never "100 %", as something is left. */
static void put_saving(struct headline *headline, double share)
{
    double percent = 100.0 * share;

    if (percent > 99.0 && percent < 100.0) {
        cairn_buffer_puts(&headline->out, "over 99 %");
        return;
    }
    put_fixed(&headline->out, percent, percent < 10.0 ? 1 : 0);
    cairn_buffer_puts(&headline->out, " %");
}

static void put_runner_up(struct headline *headline)
{
    const struct cairn_answer *answer = headline->answer;
    const struct cairn_candidate *runner_up;
    char *name;

    if (answer->runner_up == CAIRN_NONE)
        return;
    runner_up = answer->candidates[answer->runner_up];
    name = cairn_headline_other(answer->scenario, &headline->best->trial.placement,
                                &runner_up->trial.placement);
    if (!name)
        return;
    if (runner_up->aim > 0.0 && answer->regret > answer->indifference) {
        cairn_buffer_puts(&headline->out, ", ");
        put_saving(headline, answer->regret / runner_up->aim);
        cairn_buffer_puts(&headline->out, " below the runner-up ");
    } else {
        cairn_buffer_puts(&headline->out, ", as good as the runner-up ");
    }
    cairn_buffer_puts(&headline->out, name);
    cairn_free(name);
}

static void put_baselines(struct headline *headline)
{
    const struct cairn_answer *answer = headline->answer;
    const char *separator = "; ";

    for (int i = 0; i < answer->n_compared; i++) {
        const struct cairn_compared *compared = &answer->compared[i];
        struct cairn_candidate *candidate;

        if (compared->candidate == CAIRN_NONE || compared->candidate == answer->best)
            continue;
        candidate = answer->candidates[compared->candidate];
        cairn_buffer_appendf(&headline->out, "%s%s ", separator, compared->name);
        put_aim(headline, candidate->aim);
        if (candidate->verdict == CAIRN_BROKEN)
            cairn_buffer_puts(&headline->out, cairn_candidate_breaks_promise(candidate)
                                                  ? " (breaks a promise)"
                                                  : " (exceeds a budget)");
        separator = ", ";
    }
}

/* How much better anything could be: rounded up. */
static void put_bound(struct headline *headline)
{
    const struct cairn_bound *bound = &headline->answer->bound;
    double percent = 100.0 * bound->gap;

    if (bound->kind == CAIRN_BOUND_NONE || isnan(percent))
        return;
    percent = percent < 10.0 ? fmax(1.0, ceil(10.0 * percent - 1e-6)) / 10.0 : ceil(percent - 1e-6);
    cairn_buffer_puts(&headline->out, "; nothing can be more than ");
    put_fixed(&headline->out, percent, percent < 10.0 ? 1 : 0);
    cairn_buffer_puts(&headline->out, " % better");
}

/* What is open of a candidate that is undecided: a promise, else its budgets. */
static void put_open(struct headline *headline, struct cairn_candidate *candidate)
{
    int n = 0, at = 0;
    struct cairn_promise_result *results = cairn_candidate_promises(candidate, &n);

    while (at < n && results[at].verdict != CAIRN_UNDECIDED)
        at++;
    if (at < n)
        cairn_buffer_appendf(&headline->out, "whether the promise of %s to %s is kept",
                             cairn_promise_name(results[at].kind),
                             headline->answer->scenario->workloads[results[at].workload].id);
    else
        cairn_buffer_puts(&headline->out, "whether it stays within its budgets");
    cairn_free(results);
}

/* Of those that were passed over, what the least would emit less. [ASIDE] */
static void put_aside(struct headline *headline)
{
    const struct cairn_answer *answer = headline->answer;
    struct cairn_candidate *least = NULL;
    double least_excess = 0.0;
    char *name;

    for (int i = 0; i < answer->n_contenders; i++) {
        struct cairn_candidate *other = answer->candidates[i];
        double excess =
            other->aside ? cairn_candidate_excess(other, headline->best, 0.95, NULL) : INFINITY;

        if (excess < least_excess) {
            least = other;
            least_excess = excess;
        }
    }
    if (!least || !(headline->best->aim > 0.0))
        return;
    name = cairn_headline_other(answer->scenario, &headline->best->trial.placement,
                                &least->trial.placement);
    cairn_buffer_appendf(&headline->out, "; %s would be ", name ? name : "another batching rule");
    put_saving(headline, -least_excess / headline->best->aim);
    cairn_buffer_puts(&headline->out, " less, but it is open ");
    put_open(headline, least);
    cairn_free(name);
}

/* Why it is not decided: a promise of the winner, else its lead. */
static void put_doubt(struct headline *headline)
{
    const struct cairn_answer *answer = headline->answer;
    struct cairn_candidate *best = answer->candidates[answer->best];
    bool open = best->verdict == CAIRN_UNDECIDED;

    if (answer->status != CAIRN_ANSWER_UNDECIDED)
        return;
    cairn_buffer_puts(&headline->out, "; not decided: ");
    if (open)
        put_open(headline, best);
    else
        cairn_buffer_puts(&headline->out, "its lead");
    cairn_buffer_appendf(&headline->out, " after %d replications",
                         open ? best->judged : best->replications);
}

char *cairn_headline(const struct cairn_answer *answer)
{
    struct headline headline = {.answer = answer};

    if (answer->best == CAIRN_NONE)
        return cairn_strdup(answer->why);
    headline.best = answer->candidates[answer->best];
    cairn_buffer_init(&headline.out);
    choose_unit(&headline);
    put_answer(&headline);
    put_runner_up(&headline);
    put_baselines(&headline);
    cairn_headline_bases(headline.answer, &headline.out);
    put_bound(&headline);
    put_aside(&headline);
    put_doubt(&headline);
    return cairn_buffer_take(&headline.out);
}
