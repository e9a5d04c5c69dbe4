/* What a reader should know before trusting a figure, as rows. */

#include <math.h>

#include "account/basis.h"
#include "base/alloc.h"
#include "base/units.h"
#include "choose/steady.h"
#include "model/year.h"
#include "study/record.h"

static const double seen_often = 30.0; /* outages; chosen by hand */

struct flags {
    struct cairn_record *record;
    int n;
};

/* Takes over the text. */
static void add(struct flags *flags, int placement, const char *subject, char *text)
{
    CAIRN_STORE_ADD(flags->record->store, "flag", CAIRN_INTEGER("study", flags->record->study),
                    CAIRN_INTEGER("flag", flags->n), CAIRN_INDEX("placement", placement),
                    CAIRN_STRING("subject", subject), CAIRN_STRING("text", text));
    flags->n++;
    cairn_free(text);
}

/* What accounting noted of a placement: figures that are missing, converted, extrapolated. */
static void add_notes_of(struct flags *flags, int placement, const struct cairn_ledger *ledger)
{
    const struct cairn_scenario *scenario = flags->record->answer->scenario;

    for (int k = 0; k < ledger->n_notes; k++) {
        const struct cairn_ledger_note *note = &ledger->notes[k];

        if (note->bases != CAIRN_BASIS_BIT(CAIRN_GHG_MARKET)) /* which few have data for */
            add(flags, placement, scenario->places[note->place].id, cairn_strdup(note->text));
    }
}

static void add_notes(struct flags *flags, int placement)
{
    const struct cairn_trial *trial = &flags->record->answer->candidates[placement]->trial;

    for (int c = 0; c < trial->components.n; c++)
        add_notes_of(flags, placement, &trial->ledgers[c]);
    for (int g = 0; g < trial->groups.n; g++)
        add_notes_of(flags, placement, &trial->groups.items[g].ledger);
}

/* Peaks are there for promises; what they emit is not known to anybody. [PLAN] */
static void add_peaks(struct flags *flags)
{
    const struct cairn_scenario *scenario = flags->record->answer->scenario;

    for (int w = 0; w < scenario->n_workloads; w++)
        if (scenario->workloads[w].peak > 1.0 && scenario->workloads[w].peak_season == CAIRN_NONE)
            add(flags, CAIRN_NONE, scenario->workloads[w].id,
                cairn_format("the peak of %g times the busiest hour counts for promises and is "
                             "charged no carbon: peak-in does not say when it is",
                             scenario->workloads[w].peak));
}

/* What a trace does that its means by hour of the week do not. [TRACE] */
static void add_traces(struct flags *flags)
{
    const struct cairn_scenario *scenario = flags->record->answer->scenario;

    for (int i = 0; i < scenario->n_intensities; i++) {
        const struct cairn_intensity *intensity = &scenario->intensities[i];

        if (intensity->trace.series && !scenario->greenest.origin.file)
            add(flags, CAIRN_NONE, scenario->grids[intensity->grid].id,
                cairn_format("the %d hours of its %s are charged by the hour of the week: what "
                             "they do otherwise, %.3g %% of the mean, is in no total",
                             intensity->trace.series->n,
                             cairn_intensity_name(intensity->kind, intensity->scope),
                             100.0 * intensity->trace.series->hidden));
    }
}

/* What stands in for the hours of a year by which something is decided: who, and what it does. */
struct signal {
    const char *who, *does;
    bool weather; /* hours differ by it all the same */
    int grid;
    enum cairn_intensity_kind by;
    enum cairn_intensity_scope scope;
};

/* [DEFER] [GREENEST] */
static void add_signal(struct flags *flags, const struct cairn_year *year,
                       const struct signal *signal)
{
    const struct cairn_scenario *s = year->scenario;
    const char *name = cairn_intensity_name(signal->by, signal->scope);
    const char *grid = s->grids[signal->grid].id;
    double hidden = 0;

    for (int i = 0; i < s->n_intensities; i++)
        if (s->intensities[i].grid == signal->grid && s->intensities[i].trace.series)
            hidden = fmax(hidden, s->intensities[i].trace.series->hidden);
    switch (cairn_year_detail(year, signal->grid, signal->by, signal->scope)) {
    case CAIRN_YEAR_CONSTANT:
        if (!signal->weather)
            add(flags, CAIRN_NONE, signal->who,
                cairn_format("%s by %s of grid %s, which is the same in each hour", signal->does,
                             name, grid));
        break;
    case CAIRN_YEAR_PROFILE:
        add(flags, CAIRN_NONE, signal->who,
            hidden > 0
                ? cairn_format("%s by a profile of %s of grid %s instead of a trace: weather is "
                               "missing, as much as %.3g %% of the mean in another trace of it",
                               signal->does, name, grid, 100 * hidden)
                : cairn_format("%s by a profile of %s of grid %s instead of a trace: weather is "
                               "missing, and how much that hides is not known",
                               signal->does, name, grid));
        break;
    case CAIRN_YEAR_ELSEWHEN:
        add(flags, CAIRN_NONE, signal->who,
            cairn_format("%s by %s of grid %s, whose trace is not of the whole of %d, the year of "
                         "most others",
                         signal->does, name, grid, year->year));
        break;
    case CAIRN_YEAR_TRACE:
        break;
    }
}

/* [DEFER] A workload at the grids of all pools. */
static void add_waiting(struct flags *flags, const struct cairn_year *year, int workload)
{
    const struct cairn_scenario *s = year->scenario;
    const struct cairn_workload *w = &s->workloads[workload];
    bool *used = cairn_calloc((size_t)s->n_grids, sizeof *used);
    bool *weather = cairn_calloc((size_t)s->n_grids, sizeof *weather);

    for (int p = 0; p < s->n_pools; p++) {
        const struct cairn_place *place = &s->places[s->pools[p].place];

        used[place->grid] = true;
        weather[place->grid] = weather[place->grid] || place->overhead;
    }
    for (int g = 0; g < s->n_grids; g++)
        if (used[g] &&
            cairn_scenario_intensity(s, g, w->deferral.by, w->deferral.scope) != CAIRN_NONE)
            add_signal(
                flags, year,
                &(struct signal){w->id, "waits", weather[g], g, w->deferral.by, w->deferral.scope});
    cairn_free(weather);
    cairn_free(used);
}

static void add_signals(struct flags *flags)
{
    const struct cairn_scenario *s = flags->record->answer->scenario;
    const struct cairn_greenest *greenest = &s->greenest;
    struct cairn_year year;

    cairn_year_init(&year, s);
    for (int w = 0; w < s->n_workloads; w++)
        if (s->workloads[w].deferral.origin.file)
            add_waiting(flags, &year, w);
    for (int i = 0; greenest->origin.file && i < s->n_among; i++) {
        const struct cairn_pool *pool = &s->pools[s->among[i].pool];
        const struct cairn_place *place = &s->places[pool->place];

        add_signal(flags, &year,
                   &(struct signal){pool->id, "takes turns", place->overhead, place->grid,
                                    greenest->by, greenest->scope});
    }
    cairn_year_release(&year);
}

/* Where a figure of the supply of a place comes from: "measured, bench". Owned by the caller. */
static char *known_from(const struct cairn_scenario *scenario,
                        const struct cairn_evidence *evidence)
{
    const char *class = cairn_record_evidence(evidence->known);

    return evidence->source == CAIRN_NONE
               ? cairn_strdup(class)
               : cairn_format("%s, %s", class, scenario->sources[evidence->source].id);
}

/* [SOLAR] What is dispatched is stored as it came out, and what it rests on. */
static void add_supply(struct flags *flags)
{
    const struct cairn_grounds *grounds = cairn_lab_grounds(
        &flags->record->answer->lab, flags->record->answer->scenario, &flags->record->answer->plan);
    const struct cairn_scenario *s = grounds->scenario;

    for (int g = 0; g < grounds->n; g++) {
        int p = grounds->items[g].place;
        const struct cairn_place *place = &s->places[p];
        char *load;

        if (!place->solar.origin.file && !place->battery.origin.file)
            continue;
        load = known_from(s, &place->load.evidence);
        add(flags, CAIRN_NONE, place->id,
            cairn_format(
                "supply is dispatched over the hours of %d, beside another load (%s): "
                "its terms hold what came out, and follow factors only in proportion; what "
                "would flip the answer is not sought: <vary> asks point by point",
                grounds->year.year, load));
        cairn_free(load);
        if (place->solar.hours.series && place->solar.hours.series->n < CAIRN_HOURS_PER_YEAR)
            add(flags, CAIRN_NONE, place->id,
                cairn_format("the output of its solar is known for %d of 8,760 hours; the others "
                             "are the mean of their hour of the day",
                             place->solar.hours.series->n));
        if (place->battery.origin.file)
            add_signal(flags, &grounds->year,
                       &(struct signal){place->id, "its battery is steered", false, place->grid,
                                        place->battery.signal, place->battery.scope});
    }
}

/* Amortised bases forget stock that a placement leaves unused, though it was made. [EMB] */
static void add_unused_stock(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    const struct cairn_scenario *scenario = answer->scenario;

    for (int p = 0; p < scenario->n_pools; p++) {
        const struct cairn_pool *pool = &scenario->pools[p];

        if (pool->tenancy == CAIRN_OWNED &&
            answer->candidates[placement]->trial.placement.pools[p].count == 0)
            add(flags, placement, pool->id,
                cairn_format("%s is owned and left unused: inventory and sci charge its making "
                             "only to placements that use it",
                             scenario->hardware[pool->hardware].id));
    }
}

/* Queues that remember their empty start for longer than windows run in. [PLAN] */
static void add_short_run_ins(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    struct cairn_candidate *candidate = answer->candidates[placement];
    double run_in_s = (double)answer->plan.run_in_ns / 1e9;

    for (int c = 0; candidate->replications > 0 && c < candidate->trial.components.n; c++) {
        const struct cairn_component *component = &candidate->trial.components.items[c];
        const struct cairn_lab_entry *entry =
            cairn_trial_entry(&candidate->trial, c, candidate->replications);

        for (int p = 0; p < component->n_pools; p++) {
            const struct cairn_component_pool *pool = &component->pools[p];
            struct cairn_queue_memory load = cairn_queue_memory_of(component, entry, p);
            char memory[CAIRN_UNITS_SIZE], run_in[CAIRN_UNITS_SIZE];

            if (load.memory_s <= run_in_s)
                continue;
            add(flags, placement, answer->scenario->pools[pool->scenario_pool].id,
                cairn_format("busy for %.3g %% of its busiest hour: a queue like that forgets its "
                             "empty start in about %s and windows run in for %s, so waits may "
                             "come out too low",
                             100.0 * load.utilisation,
                             cairn_units_format(load.memory_s, CAIRN_TIME, memory),
                             cairn_units_format(run_in_s, CAIRN_TIME, run_in)));
        }
    }
}

static void add_rare_outage(struct flags *flags, int placement, const char *subject,
                            const struct cairn_outage *outage, double simulated_s)
{
    double seen = simulated_s / (outage->mtbf_s + outage->mttr_s);
    char mtbf[CAIRN_UNITS_SIZE], mttr[CAIRN_UNITS_SIZE];

    if (!outage->origin.file || seen >= seen_often)
        return;
    add(flags, placement, subject,
        cairn_format("fails every %s for %s: in the time that was simulated that happens about "
                     "%.2g times, so what it does to promises is hardly known",
                     cairn_units_format(outage->mtbf_s, CAIRN_TIME, mtbf),
                     cairn_units_format(outage->mttr_s, CAIRN_TIME, mttr), seen));
}

/* Outages that hardly occur in the time that was simulated. [OUTAGE] */
static void add_rare_outages(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    const struct cairn_scenario *s = answer->scenario;
    const struct cairn_candidate *candidate = answer->candidates[placement];
    double each_s =
        (double)answer->plan.length_ns / 1e9 * answer->plan.n_windows * candidate->replications;

    for (int c = 0; c < candidate->trial.components.n; c++) {
        const struct cairn_component *component = &candidate->trial.components.items[c];

        for (int p = 0; p < component->n_pools; p++) {
            const struct cairn_component_pool *pool = &component->pools[p];
            const struct cairn_pool *said = &s->pools[pool->scenario_pool];

            if (!pool->unlimited)
                add_rare_outage(flags, placement, said->id, &said->outage,
                                each_s * pool->devices * pool->copies);
        }
        for (int l = 0; l < component->n_links; l++) {
            const struct cairn_link *said = &s->links[component->links[l].scenario_link];

            add_rare_outage(flags, placement, said->id, &said->outage,
                            each_s * component->links[l].lines);
        }
    }
}

/* Data rate of one of a link's lines, both ways, in the window in which it is highest: bytes/s. */
static double busiest_line(const struct cairn_lab_entry *entry, int link, double line_s)
{
    const struct cairn_layout *layout = &entry->sum.layout;
    double most = 0.0;

    for (int w = 0; w < layout->n_windows; w++) {
        const int64_t *counts = &entry->sum.counts[cairn_layout_link(layout, w, link, 0)];

        most = fmax(most, (double)(counts[CAIRN_UP_BYTES] + counts[CAIRN_DOWN_BYTES]));
    }
    return most / line_s;
}

/*
 * [NET] The average model gives a box at the site energy by the byte. Where that is more power than
 * the box can draw, as a fast line makes it, the model is out of its range: too high.
 */
static void add_implied_watts(struct flags *flags, int placement)
{
    const struct cairn_answer *answer = flags->record->answer;
    const struct cairn_scenario *s = answer->scenario;
    struct cairn_candidate *candidate = answer->candidates[placement];
    double length_s = (double)answer->plan.length_ns / 1e9;

    for (int c = 0; candidate->replications > 0 && c < candidate->trial.components.n; c++) {
        const struct cairn_component *component = &candidate->trial.components.items[c];
        const struct cairn_lab_entry *entry =
            cairn_trial_entry(&candidate->trial, c, candidate->replications);

        for (int l = 0; l < component->n_links; l++) {
            const struct cairn_link *link = &s->links[component->links[l].scenario_link];
            double bytes_per_s =
                busiest_line(entry, l, length_s * entry->n * component->links[l].lines);

            for (int h = link->first_hop; h < link->first_hop + link->n_hops; h++) {
                const struct cairn_hop *hop = &s->hops[h];
                double implied_w = bytes_per_s * hop->average_j_per_byte;
                double draws_w = hop->base_w + 8 * bytes_per_s * hop->marginal_w_per_bit_s;

                if (hop->kind == CAIRN_SITE_EQUIPMENT && implied_w > draws_w)
                    add(flags, placement, link->id,
                        cairn_format("average energy of hop \"%s\" at %.3g Mbit/s means %.3g W for "
                                     "equipment that draws %.3g W: too high under bases with "
                                     "average networks",
                                     hop->id, 8e-6 * bytes_per_s, implied_w, draws_w));
            }
        }
    }
}

void cairn_record_flags(struct cairn_record *record)
{
    struct flags flags = {.record = record};

    add_peaks(&flags);
    add_traces(&flags);
    add_supply(&flags);
    add_signals(&flags);
    for (int i = 0; i < record->answer->n_candidates; i++)
        if (cairn_record_is_finalist(record->answer, i)) {
            add_unused_stock(&flags, i);
            add_short_run_ins(&flags, i);
            add_rare_outages(&flags, i);
            add_implied_watts(&flags, i);
            add_notes(&flags, i);
        }
}
