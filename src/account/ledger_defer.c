/*
 * ledger_defer.c - what work that may wait changes, as factors by window. [DEFER]
 *
 * A factor is, for the work that comes to a variant in the hours of a window, the share of it that
 * may wait times the mean by which the intensity where it goes differs from that where it came;
 * where the PUE of the place follows the weather, PUE times the intensity, and the PUE. It
 * follows from the load of the pool, which is known before anything is simulated: rates times the
 * least time that a request takes of a device [LOAD]. So it is computed once per load; the subject
 * of a factor holds a hash of all that it depends on, and the book is the memory.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "account/crowd.h"
#include "account/defer.h"
#include "account/ledger_build.h"
#include "base/alloc.h"
#include "model/forecast.h"
#include "model/overhead.h"

/* Charges are the intensities of a grid, and the PUE of the place. */
enum { HOURS = CAIRN_HOURS_PER_YEAR, PUE = CAIRN_INTENSITIES_PER_GRID, CHARGES = PUE + 1 };

/* ---- the hours of a year ---- */

/* How jobs of one source move. */
struct mover {
    double *forecast, *work;
    double *shift[CHARGES]; /* [hour] each */
};

/* All movers of a pool, by the hours of its grid. */
struct dispatch {
    const struct cairn_crowd *crowd;
    struct cairn_year year;
    int window[HOURS];
    double *pue;             /* NULL: the same in each hour, or in the energy already; owned */
    double *charge[CHARGES]; /* of which hours differ; then `which` says which they are; owned */
    int which[CHARGES];
    int n_charges;
    struct mover *movers; /* [of those who wait]; owned */
};

static void mover_init(struct mover *mover, struct dispatch *d, int source)
{
    const struct cairn_crowd *crowd = d->crowd;
    const struct cairn_scenario *s = crowd->scenario;
    const struct cairn_deferral *defer = &cairn_crowd_workload(crowd, source)->deferral;
    const struct cairn_grid *grid = &s->grids[s->places[crowd->said->place].grid];
    const double *actual =
        cairn_year_intensity(&d->year, s->places[crowd->said->place].grid, defer->by, defer->scope);

    mover->forecast = cairn_alloc(HOURS * sizeof(double));
    mover->work = cairn_alloc(HOURS * sizeof(double));
    for (int k = 0; k < d->n_charges; k++)
        mover->shift[k] = cairn_alloc(HOURS * sizeof(double));
    cairn_forecast(actual, defer->forecast_cv, s->time.seed,
                   cairn_forecast_of(grid->id, defer->by, defer->scope), mover->forecast);
    for (int h = 0; h < HOURS; h++) {
        mover->forecast[h] *= d->pue ? d->pue[h] : 1;
        mover->work[h] = defer->share * cairn_crowd_load(crowd, source, d->window[h]);
    }
}

static void mover_release(struct mover *mover)
{
    cairn_free(mover->forecast);
    cairn_free(mover->work);
    for (int k = 0; k < CHARGES; k++)
        cairn_free(mover->shift[k]);
}

static struct cairn_defer_jobs jobs_of(const struct dispatch *d, int i)
{
    const struct cairn_deferral *defer =
        &cairn_crowd_workload(d->crowd, d->crowd->waits[i])->deferral;

    return (struct cairn_defer_jobs){.slack_h = (int)(defer->slack_s / 3600),
                                     .length_h = (int)(defer->length_s / 3600),
                                     .interruptible = defer->interruptible,
                                     .forecast = d->movers[i].forecast,
                                     .work = d->movers[i].work,
                                     .up_to = defer->up_to,
                                     .shift = d->movers[i].shift};
}

/* As it is: one dispatch for all charges, in the room that there is. */
static void send_all(struct dispatch *d)
{
    const struct cairn_crowd *crowd = d->crowd;
    struct cairn_defer_jobs *jobs = cairn_calloc((size_t)crowd->n_waits, sizeof *jobs);
    double *load = crowd->p->unlimited ? NULL : cairn_alloc(HOURS * sizeof *load);

    for (int h = 0; load && h < HOURS; h++)
        load[h] = crowd->on[d->window[h]] > 0 ? cairn_crowd_load(crowd, CAIRN_NONE, d->window[h])
                                              : INFINITY;
    for (int i = 0; i < crowd->n_waits; i++)
        jobs[i] = jobs_of(d, i);
    cairn_defer(jobs, crowd->n_waits, load, (const double *const *)d->charge, d->n_charges);
    cairn_free(load);
    cairn_free(jobs);
}

/* At best: each charge in its own best hours. */
static void send_each(struct dispatch *d)
{
    for (int i = 0; i < d->crowd->n_waits; i++)
        for (int k = 0; k < d->n_charges; k++) {
            struct cairn_defer_jobs jobs = jobs_of(d, i);

            jobs.forecast = d->charge[k];
            jobs.shift = &d->movers[i].shift[k];
            cairn_defer(&jobs, 1, NULL, (const double *const *)&d->charge[k], 1);
        }
}

/* Does what its hours take depend on the weather, and not stand in what it draws already? */
static bool has_weather(const struct cairn_crowd *crowd)
{
    const struct cairn_scenario *s = crowd->scenario;
    int service = crowd->said->service;

    return s->places[crowd->said->place].overhead &&
           (service == CAIRN_NONE || s->services[service].scope == CAIRN_API_IT);
}

static double *pue_of(const struct dispatch *d)
{
    const struct cairn_place *place = &d->crowd->scenario->places[d->crowd->said->place];
    double *pue = cairn_alloc(HOURS * sizeof *pue), *wue = cairn_alloc(HOURS * sizeof *wue);

    cairn_overhead_hours(&d->year, place, pue, wue);
    cairn_free(wue);
    return pue;
}

/* What a kWh of IT is charged with in each hour; NULL: hours are alike, or it is not known. */
static double *charge_of(struct dispatch *d, int which)
{
    int grid = d->crowd->scenario->places[d->crowd->said->place].grid;
    enum cairn_intensity_kind kind = (enum cairn_intensity_kind)(which / 2);
    enum cairn_intensity_scope scope = (enum cairn_intensity_scope)(which % 2);
    const double *hours = cairn_year_intensity(&d->year, grid, kind, scope);
    double *charge;

    if (!hours ||
        (!d->pue && cairn_year_detail(&d->year, grid, kind, scope) == CAIRN_YEAR_CONSTANT))
        return NULL;
    charge = cairn_alloc(HOURS * sizeof *charge);
    for (int h = 0; h < HOURS; h++)
        charge[h] = hours[h] * (d->pue ? d->pue[h] : 1);
    return charge;
}

static void find_charges(struct dispatch *d)
{
    d->n_charges = 0;
    for (int k = 0; k < PUE; k++) {
        double *charge = charge_of(d, k);

        if (!charge)
            continue;
        d->which[d->n_charges] = k;
        d->charge[d->n_charges++] = charge;
    }
    if (d->pue) {
        d->which[d->n_charges] = PUE;
        d->charge[d->n_charges] = cairn_alloc(HOURS * sizeof(double));
        memcpy(d->charge[d->n_charges++], d->pue, HOURS * sizeof(double));
    }
}

static void dispatch_init(struct dispatch *d, const struct cairn_crowd *crowd, bool least)
{
    d->crowd = crowd;
    cairn_year_init(&d->year, crowd->scenario);
    cairn_year_windows(&d->year, crowd->component->plan, d->window);
    d->pue = has_weather(crowd) ? pue_of(d) : NULL;
    find_charges(d);
    d->movers = cairn_calloc((size_t)crowd->n_waits, sizeof *d->movers);
    for (int i = 0; i < crowd->n_waits; i++)
        mover_init(&d->movers[i], d, crowd->waits[i]);
    if (least)
        send_each(d);
    else
        send_all(d);
}

static void dispatch_release(struct dispatch *d)
{
    for (int i = 0; i < d->crowd->n_waits; i++)
        mover_release(&d->movers[i]);
    cairn_free(d->movers);
    for (int k = 0; k < d->n_charges; k++)
        cairn_free(d->charge[k]);
    cairn_free(d->pue);
    cairn_year_release(&d->year);
}

/* ---- factors ---- */

/* Share of the work of a variant, in a window, that is of a source; all of it is alike. */
static double part_of(const struct cairn_crowd *crowd, int source, int variant, int window)
{
    double all = 0, own = 0;

    for (int i = 0; i < crowd->n_visits; i++) {
        const struct cairn_crowd_visit *visit = &crowd->visits[i];
        double per_s = visit->variant == variant ? cairn_crowd_rate(crowd, visit, window) : 0;

        all += per_s;
        own += visit->source == source ? per_s : 0;
    }
    return all > 0 ? own / all : 0;
}

/* Means of a charge's shift by window: mean[n_windows]. */
static void fold(const struct dispatch *d, const double *shift, double *mean)
{
    int n = d->crowd->component->plan->n_windows;
    int *hours = cairn_calloc((size_t)n, sizeof *hours);

    for (int w = 0; w < n; w++)
        mean[w] = 0;
    for (int h = 0; h < HOURS; h++) {
        mean[d->window[h]] += shift[h];
        hours[d->window[h]]++;
    }
    for (int w = 0; w < n; w++)
        mean[w] /= hours[w] > 0 ? hours[w] : 1;
    cairn_free(hours);
}

static enum cairn_factor_kind kind_of(int which)
{
    return which == PUE ? CAIRN_FACTOR_DEFERRED_PUE
                        : cairn_factor_deferred((enum cairn_intensity_kind)(which / 2),
                                                (enum cairn_intensity_scope)(which % 2));
}

static struct cairn_factor factor_of(const struct cairn_crowd *crowd, int which,
                                     const char *subject)
{
    const struct cairn_scenario *s = crowd->scenario;
    const struct cairn_place *place = &s->places[crowd->said->place];
    struct cairn_factor factor = {.kind = kind_of(which), .subject = subject};
    const struct cairn_intensity *intensity;

    if (which == PUE) {
        factor.evidence = s->coolings[place->cooling].evidence;
        factor.origin = place->origin;
        return factor;
    }
    intensity = &s->intensities[cairn_scenario_intensity(s, place->grid,
                                                         (enum cairn_intensity_kind)(which / 2),
                                                         (enum cairn_intensity_scope)(which % 2))];
    factor.evidence = intensity->evidence;
    factor.origin = intensity->origin;
    return factor;
}

/* What all its factors depend on apart from the scenario. */
static char *subject_of(const struct cairn_crowd *crowd, int variant, bool least)
{
    const struct cairn_scenario *s = crowd->scenario;
    int n_windows = crowd->component->plan->n_windows;
    int of = crowd->p->variants[variant].scenario_variant;
    struct cairn_hash hash;

    cairn_hash_init(&hash);
    cairn_hash_i64(&hash, least);
    for (int i = 0; i < crowd->n_visits; i++) {
        const struct cairn_crowd_visit *visit = &crowd->visits[i];

        cairn_hash_i64(&hash, crowd->component->sources[visit->source].scenario_workload);
        cairn_hash_i64(&hash, crowd->p->variants[visit->variant].scenario_variant);
        cairn_hash_i64(&hash, crowd->component->sources[visit->source].copies);
        for (int w = 0; visit->share_in && w < n_windows; w++)
            cairn_hash_double(&hash, visit->share_in[w]);
        cairn_hash_double(&hash, visit->share);
        cairn_hash_double(&hash, visit->each_s);
    }
    for (int w = 0; w < n_windows; w++)
        cairn_hash_double(&hash, crowd->on[w]);
    return cairn_format("%s/%s/%s/%016" PRIx64, s->grids[s->places[crowd->said->place].grid].id,
                        crowd->said->id, of == CAIRN_NONE ? "service" : s->variants[of].id,
                        cairn_hash_final(&hash).word[0]);
}

/* Enters the factors of a variant under its subject. */
static void enter(struct cairn_ledger_builder *b, const struct dispatch *d, int variant,
                  const char *subject)
{
    const struct cairn_crowd *crowd = d->crowd;
    int n = b->component->plan->n_windows;
    double *mean = cairn_alloc((size_t)n * sizeof *mean);
    double *value = cairn_alloc((size_t)n * sizeof *value);

    for (int k = 0; k < d->n_charges; k++) {
        struct cairn_factor factor = factor_of(crowd, d->which[k], subject);

        for (int w = 0; w < n; w++)
            value[w] = 0;
        for (int i = 0; i < crowd->n_waits; i++) {
            int source = crowd->waits[i];

            fold(d, d->movers[i].shift[k], mean);
            for (int w = 0; w < n; w++)
                value[w] += cairn_crowd_workload(crowd, source)->deferral.share *
                            part_of(crowd, source, variant, w) * mean[w];
        }
        for (factor.window = 0; factor.window < n; factor.window++) {
            factor.value = value[factor.window];
            cairn_factor_enter(b->book, &factor);
        }
    }
    cairn_free(mean);
    cairn_free(value);
}

/* The factors of a subject in the book, as a table of the ledger; NULL: there are none. */
static const int *table(struct cairn_ledger_builder *b, enum cairn_factor_kind kind,
                        const char *subject)
{
    int *factors;

    if (cairn_factor_find(b->book, kind, subject, 0) == CAIRN_NONE)
        return NULL;
    factors = cairn_builder_table(b);
    for (int w = 0; w < b->ledger->n_windows; w++)
        factors[w] = cairn_factor_find(b->book, kind, subject, w);
    return factors;
}

static bool look_up(struct cairn_ledger_builder *b, const char *subject, struct cairn_moved *moved)
{
    bool found = false;

    for (int k = 0; k < PUE; k++) {
        moved->factor[k] = table(b, kind_of(k), subject);
        found = found || moved->factor[k];
    }
    moved->pue = table(b, CAIRN_FACTOR_DEFERRED_PUE, subject);
    return found || moved->pue;
}

/* Does any intensity of the pool's grid differ between hours? */
static bool hours_differ(const struct cairn_crowd *crowd)
{
    const struct cairn_scenario *s = crowd->scenario;
    const struct cairn_grid *grid = &s->grids[s->places[crowd->said->place].grid];

    for (int i = 0; i < grid->n_intensities; i++)
        if (s->intensities[grid->first_intensity + i].hour_of_week)
            return true;
    return false;
}

bool cairn_ledger_moves(struct cairn_ledger_builder *b, int pool, struct cairn_moved *moved)
{
    struct dispatch *d = NULL;
    struct cairn_crowd crowd;
    bool moves = false;

    for (int i = 0; i < b->component->n_sources; i++)
        moves =
            moves ||
            b->scenario->workloads[b->component->sources[i].scenario_workload].deferral.origin.file;
    if (!moves)
        return false;

    cairn_crowd_init(&crowd, b->scenario, b->component, pool);
    moves = crowd.n_waits > 0 && (has_weather(&crowd) || hours_differ(&crowd));
    for (int v = 0; moves && v < crowd.p->n_variants; v++) {
        char *subject = subject_of(&crowd, v, b->least);

        if (!look_up(b, subject, &moved[v])) {
            if (!d) {
                d = cairn_alloc(sizeof *d);
                dispatch_init(d, &crowd, b->least);
            }
            enter(b, d, v, subject);
            look_up(b, subject, &moved[v]);
        }
        cairn_free(subject);
    }
    if (d)
        dispatch_release(d);
    cairn_free(d);
    cairn_crowd_release(&crowd);
    return moves;
}
