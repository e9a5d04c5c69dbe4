#include "study/record.h"

#include <math.h>

#include "account/basis.h"
#include "base/alloc.h"
#include "math/stats.h"
#include "study/total.h"
#include <cairn/version.h>

#define KG 1000.0 /* grams */

const char *cairn_record_status(enum cairn_answer_status status)
{
    switch (status) {
    case CAIRN_ANSWER_DECIDED:
        return "decided";
    case CAIRN_ANSWER_UNDECIDED:
        return "undecided";
    case CAIRN_ANSWER_INFEASIBLE:
    case CAIRN_ANSWER_TOO_LARGE:
        return "infeasible";
    }
    return "stopped";
}

static enum cairn_measure aim_of(const struct cairn_answer *answer)
{
    return cairn_aim_measure(answer->scenario->choose.aim);
}

bool cairn_record_is_finalist(const struct cairn_answer *answer, int candidate)
{
    if (candidate == answer->best || candidate == answer->runner_up)
        return true;
    for (int i = 0; i < answer->n_compared; i++)
        if (answer->compared[i].candidate == candidate)
            return true;
    for (int b = 0; b < CAIRN_N_BASES; b++)
        if (answer->bases[b].candidate == candidate && answer->bases[b].has_data)
            return true;
    return false;
}

/* ---- the question ---- */

static void record_question(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;
    const struct cairn_scenario *scenario = answer->scenario;

    record->study = CAIRN_STORE_ADD(
        record->store, "study", CAIRN_STRING("key", record->key),
        CAIRN_STRING("scenario", scenario->name),
        CAIRN_STRING("about", scenario->about ? scenario->about : ""),
        CAIRN_STRING("basis", cairn_basis(scenario->choose.basis)->id),
        CAIRN_STRING("aim", cairn_measure_name(aim_of(answer))),
        CAIRN_REAL("horizon_s", scenario->time.horizon_s),
        CAIRN_INTEGER("seed", (int64_t)scenario->time.seed),
        CAIRN_REAL("precision", scenario->time.precision),
        CAIRN_REAL("alpha", scenario->choose.alpha), CAIRN_REAL("tie", scenario->choose.tie),
        CAIRN_INTEGER("replications", scenario->time.replications),
        CAIRN_INTEGER("windows", answer->plan.n_windows),
        CAIRN_REAL("window_s", (double)answer->plan.length_ns / 1e9),
        CAIRN_REAL("run_in_s", (double)answer->plan.run_in_ns / 1e9),
        CAIRN_REAL("requests", cairn_plan_requests(&answer->plan, scenario)),
        CAIRN_STRING("status", cairn_record_status(answer->status)),
        CAIRN_STRING("headline", record->headline), CAIRN_STRING("effective", record->effective),
        CAIRN_STRING("model_version", cairn_version()));
}

static void record_sources(struct cairn_record *record)
{
    const struct cairn_scenario *scenario = record->answer->scenario;

    for (int i = 0; i < scenario->n_sources; i++) {
        const struct cairn_source *source = &scenario->sources[i];

        CAIRN_STORE_ADD(record->store, "source", CAIRN_INTEGER("study", record->study),
                        CAIRN_STRING("source", source->id),
                        CAIRN_STRING("title", source->title ? source->title : ""),
                        CAIRN_STRING("href", source->href),
                        CAIRN_STRING("licence", source->licence));
    }
}

/* Pools that are too small for a load at any size, once for each workload; n rows stand already. */
static void record_overloaded(struct cairn_record *record, int n)
{
    const struct cairn_scenario *scenario = record->answer->scenario;
    const struct cairn_space *space = &record->answer->space;

    for (int c = 0; c < space->n_components; c++) {
        const struct cairn_overload *overload = &space->components[c].overload;
        bool told = overload->pool == CAIRN_NONE || space->components[c].n_configurations > 0;
        char *text;

        for (int i = 0; i < c && !told; i++)
            told = space->components[i].n_configurations == 0 &&
                   space->components[i].overload.pool == overload->pool &&
                   space->components[i].overload.workload == overload->workload;
        if (told)
            continue;
        text = cairn_overload_text(overload, scenario);
        CAIRN_STORE_ADD(record->store, "pruned", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("pruned", n),
                        CAIRN_STRING("workload", scenario->workloads[overload->workload].id),
                        CAIRN_STRING("pool", scenario->pools[overload->pool].id),
                        CAIRN_STRING("reason", "overload"), CAIRN_STRING("text", text));
        n++;
        cairn_free(text);
    }
}

static void record_pruned(struct cairn_record *record)
{
    const struct cairn_scenario *scenario = record->answer->scenario;
    const struct cairn_routes *routes = &record->answer->routes;

    for (int i = 0; i < routes->n_exclusions; i++) {
        const struct cairn_exclusion *exclusion = &routes->exclusions[i];
        const char *variant =
            exclusion->variant == CAIRN_NONE ? NULL : scenario->variants[exclusion->variant].id;

        CAIRN_STORE_ADD(record->store, "pruned", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("pruned", i),
                        CAIRN_STRING("workload", scenario->workloads[exclusion->workload].id),
                        CAIRN_STRING("pool", scenario->pools[exclusion->pool].id),
                        CAIRN_STRING("variant", variant),
                        CAIRN_STRING("reason", cairn_exclusion_name(exclusion->reason)),
                        CAIRN_STRING("text", exclusion->text));
    }
    record_overloaded(record, routes->n_exclusions);
}

/* ---- candidates ---- */

/* What a candidate has more than the best on the same requests. */
static struct cairn_total_shown excess(const struct cairn_answer *answer, int candidate,
                                       enum cairn_measure measure)
{
    if (answer->best == CAIRN_NONE)
        return (struct cairn_total_shown){NAN, NAN, NAN};
    return cairn_total_excess(answer->candidates[candidate], answer->candidates[answer->best],
                              measure);
}

static const char *candidate_status(const struct cairn_answer *answer, int index)
{
    const struct cairn_candidate *candidate = answer->candidates[index];

    if (index == answer->best)
        return "selected";
    if (candidate->verdict == CAIRN_BROKEN)
        return candidate->contender ? "infeasible" : "baseline";
    if (candidate->aside || cairn_candidate_is_screened(candidate))
        return "screened out";
    return candidate->contender ? "contender" : "baseline";
}

/* Place in the order of the aim among those that keep their promises, or 0. */
static int candidate_rank(const struct cairn_answer *answer, int index)
{
    const struct cairn_candidate *candidate = answer->candidates[index];
    int rank = 1;

    if (index == answer->best)
        return 1;
    if (candidate->verdict == CAIRN_BROKEN || candidate->aside)
        return 0;
    for (int i = 0; i < answer->n_candidates; i++)
        if (i != index && answer->candidates[i]->verdict != CAIRN_BROKEN &&
            !answer->candidates[i]->aside &&
            (i == answer->best || answer->candidates[i]->aim < candidate->aim))
            rank++;
    return rank;
}

/* Mean carbon as counted, without correction for the number of arrivals. [CV] */
static double counted_g(struct cairn_candidate *candidate)
{
    enum cairn_basis_kind basis = candidate->trial.scenario->choose.basis;
    double sum_g = 0.0;

    for (int r = 0; r < candidate->replications; r++)
        sum_g += cairn_trial_counted(&candidate->trial, r, CAIRN_CARBON, basis);
    if (cairn_trial_missing(&candidate->trial, CAIRN_CARBON, basis))
        return NAN;
    return candidate->replications > 0 ? sum_g / candidate->replications : NAN;
}

static void record_candidates(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;
    enum cairn_measure aim = aim_of(answer);

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        int rank = candidate_rank(answer, i);
        struct cairn_total_shown carbon = cairn_total_of(candidate, CAIRN_CARBON);
        struct cairn_total_shown value = cairn_total_of(candidate, aim);
        struct cairn_total_shown more = excess(answer, i, CAIRN_CARBON);
        struct cairn_total_shown more_value = excess(answer, i, aim);
        char *why = cairn_record_why_out(answer, i);

        CAIRN_STORE_ADD(
            record->store, "candidate", CAIRN_INTEGER("study", record->study),
            CAIRN_INTEGER("placement", i), CAIRN_INDEX("rank", rank > 0 ? rank : CAIRN_NONE),
            CAIRN_STRING("status", candidate_status(answer, i)),
            CAIRN_REAL_OR_NULL("carbon_kg", carbon.mean),
            CAIRN_REAL_OR_NULL("carbon_low_kg", carbon.low),
            CAIRN_REAL_OR_NULL("carbon_high_kg", carbon.high),
            CAIRN_REAL_OR_NULL("excess_kg", more.mean),
            CAIRN_REAL_OR_NULL("excess_low_kg", more.low),
            CAIRN_REAL_OR_NULL("excess_high_kg", more.high),
            CAIRN_REAL_OR_NULL("counted_kg", counted_g(candidate) / KG),
            CAIRN_REAL_OR_NULL("value", value.mean), CAIRN_REAL_OR_NULL("value_low", value.low),
            CAIRN_REAL_OR_NULL("value_high", value.high),
            CAIRN_REAL_OR_NULL("excess", more_value.mean),
            CAIRN_INTEGER("replications", candidate->replications),
            CAIRN_INTEGER("requests",
                          cairn_trial_requests(&candidate->trial, candidate->replications)),
            CAIRN_STRING("reason", why));
        cairn_free(why);
    }
}

/* ---- the answer ---- */

static void record_optimum(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;
    struct cairn_figures f = cairn_figures_of(answer);
    bool of_carbon = f.aim == CAIRN_CARBON;

    CAIRN_STORE_ADD(
        record->store, "optimum", CAIRN_INTEGER("study", record->study), CAIRN_INTEGER("point", 0),
        CAIRN_STRING("answer", record->headline),
        CAIRN_STRING("basis", cairn_basis(answer->scenario->choose.basis)->id),
        CAIRN_STRING("status", cairn_record_status(answer->status)),
        CAIRN_INDEX("placement", answer->best), CAIRN_REAL_OR_NULL("carbon_kg", f.carbon.mean),
        CAIRN_REAL_OR_NULL("carbon_low_kg", f.carbon.low),
        CAIRN_REAL_OR_NULL("carbon_high_kg", f.carbon.high),
        CAIRN_STRING("aim", cairn_measure_name(f.aim)), CAIRN_STRING("unit", f.unit),
        CAIRN_REAL_OR_NULL("value", f.value.mean), CAIRN_REAL_OR_NULL("value_low", f.value.low),
        CAIRN_REAL_OR_NULL("value_high", f.value.high),
        CAIRN_REAL_OR_NULL("indifference", f.indifference),
        CAIRN_REAL_OR_NULL("p_correct", f.p_correct), CAIRN_REAL_OR_NULL("bound", f.bound),
        CAIRN_REAL_OR_NULL("bound_kg", of_carbon ? f.bound : NAN), CAIRN_REAL_OR_NULL("gap", f.gap),
        CAIRN_STRING("bound_by", cairn_bound_name(f.bound_by)),
        CAIRN_REAL_OR_NULL("programme", f.programme),
        CAIRN_REAL_OR_NULL("programme_kg", of_carbon ? f.programme : NAN),
        CAIRN_INDEX("runner_up", answer->runner_up), CAIRN_REAL_OR_NULL("regret", f.regret),
        CAIRN_REAL_OR_NULL("regret_kg", of_carbon ? f.regret : NAN),
        CAIRN_INTEGER("candidates", f.candidates));
}

static void record_baseline(struct cairn_record *record, const struct cairn_compared *compared)
{
    static const char *const statuses[] = {
        [CAIRN_KEPT] = "feasible",
        [CAIRN_UNDECIDED] = "undecided",
        [CAIRN_BROKEN] = "breaks a promise",
    };
    const struct cairn_answer *answer = record->answer;
    enum cairn_measure aim = aim_of(answer);
    struct cairn_total_shown carbon, saving;
    struct cairn_candidate *candidate;

    if (compared->candidate == CAIRN_NONE) {
        CAIRN_STORE_ADD(record->store, "baseline", CAIRN_INTEGER("study", record->study),
                        CAIRN_STRING("name", compared->name), CAIRN_STRING("status", "none"),
                        CAIRN_STRING("reason", compared->reason));
        return;
    }
    candidate = answer->candidates[compared->candidate];
    carbon = cairn_total_of(candidate, CAIRN_CARBON);
    saving = excess(answer, compared->candidate, CAIRN_CARBON);
    CAIRN_STORE_ADD(
        record->store, "baseline", CAIRN_INTEGER("study", record->study),
        CAIRN_STRING("name", compared->name), CAIRN_INTEGER("placement", compared->candidate),
        CAIRN_REAL_OR_NULL("carbon_kg", carbon.mean),
        CAIRN_REAL_OR_NULL("carbon_low_kg", carbon.low),
        CAIRN_REAL_OR_NULL("carbon_high_kg", carbon.high),
        CAIRN_REAL_OR_NULL("saving_kg", saving.mean),
        CAIRN_REAL_OR_NULL("saving_low_kg", saving.low),
        CAIRN_REAL_OR_NULL("saving_high_kg", saving.high),
        CAIRN_REAL_OR_NULL("saving_share", carbon.mean > 0.0 ? saving.mean / carbon.mean : NAN),
        CAIRN_REAL_OR_NULL("value", cairn_total_of(candidate, aim).mean),
        CAIRN_REAL_OR_NULL("saving", excess(answer, compared->candidate, aim).mean),
        CAIRN_STRING("status", candidate->verdict == CAIRN_BROKEN &&
                                       !cairn_candidate_breaks_promise(candidate)
                                   ? "exceeds a budget"
                                   : statuses[candidate->verdict]));
}

static void record_bases(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;

    for (int b = 0; b < CAIRN_N_BASES && answer->best != CAIRN_NONE; b++) {
        const struct cairn_basis_result *result = &answer->bases[b];
        const struct cairn_decisive *decisive = &result->decisive;
        bool told = result->has_data && decisive->rival != CAIRN_NONE;
        char *status =
            result->has_data ? cairn_strdup("ok") : cairn_format("no data: %s", result->missing);

        double unit;
        int winner = result->has_data ? result->candidate : CAIRN_NONE;

        cairn_measure_shown_unit(aim_of(answer), &unit);
        CAIRN_STORE_ADD(
            record->store, "basis_result", CAIRN_INTEGER("study", record->study),
            CAIRN_STRING("basis", cairn_basis((enum cairn_basis_kind)b)->id),
            CAIRN_INDEX("placement", winner),
            CAIRN_REAL_OR_NULL("carbon_kg", cairn_total_under(answer, winner, CAIRN_CARBON,
                                                              (enum cairn_basis_kind)b)),
            CAIRN_REAL_OR_NULL(
                "selected_carbon_kg",
                cairn_total_under(answer, answer->best, CAIRN_CARBON, (enum cairn_basis_kind)b)),
            CAIRN_REAL_OR_NULL("value", result->has_data ? result->aim / unit : NAN),
            CAIRN_REAL_OR_NULL("selected_value", result->selected_aim / unit),
            CAIRN_INDEX("agrees", result->has_data ? result->agrees : CAIRN_NONE),
            CAIRN_INDEX("rival", told ? decisive->rival : CAIRN_NONE),
            CAIRN_STRING("decisive_part", told ? cairn_part_name(decisive->part) : NULL),
            CAIRN_STRING("decisive_item",
                         told ? cairn_item_id(answer->scenario, decisive->item_kind, decisive->item)
                              : NULL),
            CAIRN_REAL_OR_NULL("decisive_kg", told && aim_of(answer) == CAIRN_CARBON
                                                  ? decisive->saved_g / KG
                                                  : NAN),
            CAIRN_STRING("status", status));
        cairn_free(status);
    }
}

/* What is missing from the totals of those whose ledger is stored. */
static void record_gaps(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;

    for (int i = 0; i < answer->n_candidates; i++)
        for (int b = 0; b < CAIRN_N_BASES && cairn_record_is_finalist(answer, i); b++) {
            const char *missing = cairn_trial_missing(&answer->candidates[i]->trial, CAIRN_CARBON,
                                                      (enum cairn_basis_kind)b);

            if (missing)
                CAIRN_STORE_ADD(record->store, "gap", CAIRN_INTEGER("study", record->study),
                                CAIRN_INTEGER("placement", i),
                                CAIRN_STRING("basis", cairn_basis((enum cairn_basis_kind)b)->id),
                                CAIRN_STRING("missing", missing));
        }
}

void cairn_record_study(struct cairn_record *record)
{
    record_question(record);
    cairn_record_hours(record);
    record_sources(record);
    record_pruned(record);
    cairn_record_narrowing(record);
    cairn_record_placements(record);
    record_candidates(record);
    cairn_record_promises(record);
    record_optimum(record);
    for (int i = 0; i < record->answer->n_compared; i++)
        record_baseline(record, &record->answer->compared[i]);
    record_bases(record);
    cairn_record_reasons(record);
    record_gaps(record);
    cairn_record_flags(record);
    cairn_record_ledger(record);
}
