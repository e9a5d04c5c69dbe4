#include "choose/wave.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/floor.h"
#include "choose/outcome.h"

/* Sights in a wave; see wave.h. */
enum { LEAST_SIGHTS = 4, FIRST_SIGHTS = 8, MOST_SIGHTS = 64 };

/* Configurations that are tried for a wave, so that a stop is soon noticed; chosen by hand. */
enum { MOST_TRIED = 1000 };

/* Another look (see below); chosen by hand. */
enum { FEW_REQUESTS = 4000, LOOKS_AGAIN = 8 };

#define MOST_DOUBTFUL 4.0

/* ---- looking ---- */

/* A configuration of a component that is looked at, or may be. */
struct sight {
    int component;
    uint64_t configuration;
    struct cairn_factor_book book;
    struct cairn_trial trial;
    double floor_aim[CAIRN_N_BASES]; /* NaN: no data */
};

/* Sights that are simulated together, in order. */
struct wave {
    struct sight sights[MOST_SIGHTS];
    int n;
    int size; /* of the next wave */
    /* What comes next: of each component in turn its first configuration, then their second ... */
    int *open; /* components of this turn; owned */
    int n_open, at;
    uint64_t configuration;
    double (*least_aim)[CAIRN_N_BASES]; /* [component]: that any sight so far emits and surely keeps
                                         its promises; owned */
};

static void sight_init(struct sight *sight, struct cairn_search *search,
                       const struct cairn_search_setup *setup, const struct wave *wave)
{
    struct cairn_placement placement;

    sight->component = wave->open[wave->at];
    sight->configuration = wave->configuration;
    cairn_placement_init(&placement, search->scenario);
    cairn_space_configure(search->space, sight->component, sight->configuration, &placement);
    cairn_factor_book_init(&sight->book);
    cairn_trial_init(&sight->trial, search->scenario, setup->plan, &placement, &sight->book,
                     setup->lab);
    cairn_placement_release(&placement);
    for (int b = 0; setup->pruning && b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;

        sight->floor_aim[b] =
            cairn_trial_missing(&sight->trial, cairn_trial_aim(&sight->trial), basis)
                ? NAN
                : cairn_floor(&sight->trial, basis);
    }
}

static void sight_release(struct sight *sight)
{
    cairn_trial_release(&sight->trial);
    cairn_factor_book_release(&sight->book);
}

/* Can it still be the best of its component under some basis that has data? */
static bool is_hopeful(const struct sight *sight, const struct cairn_search_setup *setup,
                       const struct wave *wave)
{
    const struct cairn_scenario *scenario = sight->trial.scenario;
    double within = 1.0 + scenario->choose.tie;

    if (!setup->pruning || scenario->choose.front || cairn_budget_count(scenario) > 0)
        return true; /* what emits more may take less of something else */
    for (int b = 0; b < CAIRN_N_BASES; b++)
        if (sight->floor_aim[b] <= wave->least_aim[sight->component][b] * within)
            return true;
    return false;
}

/* Keeps the first word of what a total under the basis that decides lacks. */
static void note_missing(struct cairn_search *search, const struct cairn_trial *trial)
{
    const char *missing = cairn_budget_missing(trial);

    if (missing && !search->missing)
        search->missing = cairn_strdup(missing);
}

/* Would it be as good as any of its component under some basis, if it surely kept its promises? */
static bool would_lead(const struct cairn_outcome *outcome, const struct cairn_scenario *scenario,
                       const double least_aim[CAIRN_N_BASES])
{
    bool leads = false;

    for (int b = 0; b < CAIRN_N_BASES; b++)
        leads = leads || outcome->aim[b] < least_aim[b] * (1.0 + scenario->choose.tie);
    return leads;
}

/*
 * A sample of few requests is soon wrong about a promise: one burst makes many of them late. What
 * would lead if its promises were kept, and may be such a case, is looked at again.
 */
static bool needs_another_look(const struct cairn_outcome *outcome,
                               const struct cairn_scenario *scenario,
                               const double least_aim[CAIRN_N_BASES])
{
    return !cairn_outcome_is_hopeful(outcome) && outcome->violation <= MOST_DOUBTFUL &&
           outcome->worst.requests < FEW_REQUESTS && would_lead(outcome, scenario, least_aim);
}

static void look(struct cairn_search *search, struct sight *sight, struct wave *wave)
{
    struct cairn_trial *trial = &sight->trial;
    struct cairn_outcome *outcome = &search->outcomes[sight->component][sight->configuration];
    double *least_aim = wave->least_aim[sight->component];

    cairn_outcome_look(outcome, trial, 1);
    if (needs_another_look(outcome, search->scenario, least_aim))
        cairn_outcome_look(outcome, trial, LOOKS_AGAIN);
    for (int b = 0; outcome->sure && b < CAIRN_N_BASES; b++)
        if (outcome->aim[b] < least_aim[b])
            least_aim[b] = outcome->aim[b];
}

/* Is it ruled out by the power that its devices would draw? Then that is its outcome. */
static bool is_over_cap(struct cairn_search *search, const struct sight *sight)
{
    struct cairn_outcome outcome;
    bool over = cairn_outcome_over_cap(&outcome, search->scenario, &sight->trial.placement);

    if (over)
        search->outcomes[sight->component][sight->configuration] = outcome;
    return over;
}

/* Begins a turn: the components that have a configuration of that number. */
static void begin_turn(const struct cairn_search *search, struct wave *wave)
{
    int n = 0;

    for (int i = 0; i < wave->n_open; i++) {
        int c = wave->open[i];

        if (wave->configuration < (uint64_t)search->space->components[c].n_configurations)
            wave->open[n++] = c;
    }
    wave->n_open = n;
    wave->at = 0;
}

/* Takes the next sights that are hopeful by what is known. */
static void fill_wave(struct cairn_search *search, const struct cairn_search_setup *setup,
                      struct wave *wave)
{
    int tried = 0;

    for (wave->n = 0; wave->n < wave->size && wave->n_open > 0 && tried < MOST_TRIED; tried++) {
        struct sight *sight = &wave->sights[wave->n];

        sight_init(sight, search, setup, wave);
        note_missing(search, &sight->trial);
        if (is_hopeful(sight, setup, wave) && !is_over_cap(search, sight)) {
            wave->n++;
        } else {
            search->ruled_out++;
            sight_release(sight);
        }
        if (++wave->at == wave->n_open) {
            wave->configuration++;
            begin_turn(search, wave);
        }
    }
}

/*
 * Looks at the sights in order. One that those before it in the same wave rule out is passed over,
 * so that the search sees what it would see one by one; it was simulated in vain, and the next
 * waves are smaller. False: stopped.
 */
static bool look_at_wave(struct cairn_search *search, const struct cairn_search_setup *setup,
                         struct wave *wave)
{
    struct cairn_trial_want wants[MOST_SIGHTS];
    int in_vain = 0;

    for (int i = 0; i < wave->n; i++)
        wants[i] = (struct cairn_trial_want){&wave->sights[i].trial, 1};
    if (!cairn_trials_prepare(wants, wave->n))
        return false;
    for (int i = 0; i < wave->n; i++) {
        if (is_hopeful(&wave->sights[i], setup, wave)) {
            look(search, &wave->sights[i], wave);
            search->looked_at++;
        } else {
            search->ruled_out++;
            in_vain++;
        }
    }
    if (in_vain > 0)
        wave->size = wave->size / 2 > LEAST_SIGHTS ? wave->size / 2 : LEAST_SIGHTS;
    else
        wave->size = wave->size < MOST_SIGHTS / 2 ? wave->size * 2 : MOST_SIGHTS;
    return true;
}

static void release_wave(struct wave *wave)
{
    for (int i = 0; i < wave->n; i++)
        sight_release(&wave->sights[i]);
}

static void wave_init(struct wave *wave, const struct cairn_search *search)
{
    int n = search->space->n_components;

    wave->size = FIRST_SIGHTS;
    wave->open = cairn_calloc((size_t)n, sizeof *wave->open);
    wave->n_open = n;
    wave->configuration = 0;
    wave->least_aim = cairn_calloc((size_t)n, sizeof *wave->least_aim);
    for (int c = 0; c < n; c++) {
        wave->open[c] = c;
        for (int b = 0; b < CAIRN_N_BASES; b++)
            wave->least_aim[c][b] = INFINITY;
    }
    begin_turn(search, wave);
}

static void wave_free(struct wave *wave)
{
    cairn_free(wave->open);
    cairn_free(wave->least_aim);
    cairn_free(wave);
}

void cairn_search_look(struct cairn_search *search, const struct cairn_search_setup *setup)
{
    const struct cairn_choose_limits *limits = setup->limits;
    struct wave *wave = cairn_alloc(sizeof *wave);

    wave_init(wave, search);
    while (!search->stopped && wave->n_open > 0) {
        if (limits->progress)
            limits->progress(limits->context, "searching",
                             (search->looked_at + search->ruled_out) /
                                 search->space->n_configurations);
        fill_wave(search, setup, wave);
        search->stopped =
            !look_at_wave(search, setup, wave) || (limits->stop && limits->stop(limits->context));
        release_wave(wave);
    }
    wave_free(wave);
}
