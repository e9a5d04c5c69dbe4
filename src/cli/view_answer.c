/* The views of the answers: what was compared, what runs where, what was promised,
 * and what is to be known of them (view_rows.h). */

#include "cli/view_rows.h"

static const struct cairn_view_column optimum[] = {
    COLUMN("scenario", NULL),
    DETAIL("answer", NULL),
    COLUMN("placement", NULL),
    COLUMN("basis", NULL),
    CARBON_BY_YEAR,
    COLUMN_AS("p_correct", "P(correct)", PROBABILITY),
    COLUMN_AS("gap", "gap %", PERCENT),
    COLUMN("status", NULL),
    AIM_BY_YEAR,
    DETAIL("bound_kg / horizon_years", "bound kg/year"),
    DETAIL("bound_by", "bound by"),
    DETAIL("runner_up", "runner-up"),
    DETAIL("runner_up_excess_kg / horizon_years", "more kg/year"),
    DETAIL("change_from_baselines", "against baselines"),
    DETAIL("flags", NULL),
};

static const struct cairn_view_column simulated[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement", NULL),
    COLUMN("replications", NULL),
    COLUMN("windows", NULL),
    COLUMN("window_s", "s each"),
    COLUMN("run_in_s", "run-in s"),
    COLUMN("requests_simulated", "requests"),
    COLUMN("requests", "stand for"),
    COLUMN_AS("precision", "+- %", PERCENT),
    COLUMN_AS("precision_wanted", "wanted %", PERCENT),
    COLUMN("carbon_kg_per_year", "kg/year"),
    COLUMN("counted_kg_per_year", "as counted"),
};

/* Placements are numbered where details are shown, as their short names need not differ. */

static const struct cairn_view_column candidates[] = {
    COLUMN("scenario", NULL),
    COLUMN("rank", NULL),
    COLUMN("status", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("coalesce(change_from_answer, placement_summary)", "placement"),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_low_kg_per_year", "from"),
    DETAIL("carbon_high_kg_per_year", "to"),
    COLUMN("excess_kg_per_year", "more kg"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE value END", "aim in all"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE unit END", "unit"),
    DETAIL("replications", NULL),
    COLUMN("coalesce(broken_promises || coalesce(', budget of ' || broken_budgets, ''), "
           "'budget of ' || broken_budgets)",
           "breaks"),
    DETAIL("reason", NULL),
};

static const struct cairn_view_column placements[] = {
    COLUMN("scenario", NULL),
    COLUMN("placement_id", "no."),
    COLUMN("placement", NULL),
    COLUMN("placement_summary", "what it is"),
    COLUMN("change_from_answer", "differs from the answer in"),
};

static const struct cairn_view_column routes[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    DETAIL("placement", NULL),
    COLUMN("workload", NULL),
    DETAIL("site", NULL),
    COLUMN("nullif(step, 1)", "step"),
    COLUMN_AS("nullif(share, 1)", "share %", PERCENT),
    COLUMN("cache", NULL),
    COLUMN("pool", NULL),
    COLUMN("place", NULL),
    COLUMN("hardware", NULL),
    DETAIL("tenancy", NULL),
    COLUMN("CASE WHEN tenancy IN ('owned', 'bought') THEN devices END", "devices"),
    COLUMN("variant", NULL),
    COLUMN("nullif(batch_max_requests, 1)", "batch"),
    COLUMN("nullif(batch_timeout_s, 0)", "timeout s"),
    COLUMN("fallback", NULL),
};

static const struct cairn_view_column baselines[] = {
    COLUMN("scenario", NULL),
    COLUMN("baseline", NULL),
    COLUMN("status", NULL),
    COLUMN("coalesce(change_from_answer, placement_summary, reason)", "placement"),
    COLUMN("carbon_kg_per_year", "kg/year"),
    COLUMN("saving_kg_per_year", "saved kg"),
    COLUMN_AS("saving_share", "saved %", PERCENT),
};

static const struct cairn_view_column bases[] = {
    COLUMN("scenario", NULL),
    COLUMN("basis", NULL),
    COLUMN_AS("decides", NULL, YES_NO),
    COLUMN("change_from_answer", "best"),
    COLUMN("carbon_kg_per_year", "kg/year"),
    COLUMN("answer_carbon_kg_per_year", "the answer's"),
    COLUMN("answer_carbon_g_per_request", "g/request"),
    DETAIL("verdict", NULL),
    COLUMN("decided_by", "decided by"),
    COLUMN("decisive_kg_per_year", "saved there"),
    DETAIL("rival_change", "against"),
    COLUMN("nullif(status, 'ok')", "status"),
};

static const struct cairn_view_column promises[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("CASE WHEN is_answer THEN 'the answer' ELSE placement END", "placement"),
    COLUMN("workload", NULL),
    COLUMN("promise", NULL),
    COLUMN("verdict", NULL),
    COLUMN("outcome", NULL),
};

static const struct cairn_view_column times[] = {
    COLUMN("scenario", NULL),
    COLUMN("placement", NULL),
    COLUMN("workload", NULL),
    COLUMN("time", NULL),
    COLUMN_AS("share", "of requests %", PERCENT),
    COLUMN("value_s", "within s"),
    COLUMN("promised_s", "promised of 95 % s"),
};

static const struct cairn_view_column budgets[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("CASE WHEN is_answer THEN 'the answer' ELSE placement END", "placement"),
    COLUMN("resource", "budget of"),
    COLUMN("verdict", NULL),
    COLUMN("taken", NULL),
    DETAIL("taken_low", "from"),
    DETAIL("taken_high", "to"),
    COLUMN("allowed", NULL),
    COLUMN("unit", NULL),
    COLUMN_AS("used_share", "used %", PERCENT),
};

static const struct cairn_view_column binding[] = {
    COLUMN("scenario", NULL),
    COLUMN("what", NULL),
    COLUMN("subject", "of"),
    COLUMN("outcome", NULL),
    COLUMN_AS("used_share", "used %", PERCENT),
};

static const struct cairn_view_column excluded[] = {
    COLUMN("scenario", NULL),
    COLUMN("breaks", NULL),
    COLUMN("placement_summary", "placement"),
    COLUMN("saving_per_year", "less a year"),
    COLUMN("unit", NULL),
    COLUMN("evidence", NULL),
};

static const struct cairn_view_column next_best[] = {
    COLUMN("scenario", NULL),
    COLUMN("workload", NULL),
    COLUMN("instead", NULL),
    COLUMN("part", NULL),
    COLUMN("more_per_year", "more a year"),
    COLUMN("unit", NULL),
    DETAIL("evidence", NULL),
};

static const struct cairn_view_column flips[] = {
    COLUMN("scenario", NULL),
    COLUMN("role", "for"),
    DETAIL("other", "placement"),
    COLUMN("number", NULL),
    COLUMN("subject", "of"),
    COLUMN("value", "is"),
    COLUMN("coalesce(flips_at, status)", "flips at"),
    DETAIL("low", "from"),
    DETAIL("high", "to"),
    COLUMN("unit", NULL),
    COLUMN_AS("change_share", "change %", PERCENT),
};

static const struct cairn_view_column pruned[] = {
    COLUMN("scenario", NULL), COLUMN("workload", NULL), COLUMN("pool", NULL),
    COLUMN("variant", NULL),  DETAIL("reason", NULL),   COLUMN("text", "why"),
};

static const struct cairn_view_column narrowing[] = {
    COLUMN("scenario", NULL),    COLUMN("stage", NULL), COLUMN("ruled_out", "ruled out"),
    COLUMN("remaining", "left"), COLUMN("unit", "of"),  COLUMN("text", "why"),
};

static const struct cairn_view_column flags[] = {
    COLUMN("scenario", NULL),
    DETAIL_AS("concerns_answer", "of the answer", YES_NO),
    COLUMN("subject", "about"),
    COLUMN("text", "note"),
};

const struct cairn_view cairn_views_answer[] = {
    {"optimum", "the answers", "v_optimum", "", COLUMNS(optimum)},
    {"simulated", "what was simulated for the answers, and how precise that made them",
     "v_simulated", "", COLUMNS(simulated)},
    {"candidates", "what was compared, the best first", "v_candidate", "", COLUMNS(candidates)},
    {"placements", "what each placement is, and how it differs from the answer", "v_placement", "",
     COLUMNS(placements)},
    {"routes", "what runs where, on how many devices", "v_route", "", COLUMNS(routes)},
    {"baselines", "the answer against what one would do otherwise", "v_baseline", "",
     COLUMNS(baselines)},
    {"bases", "who wins under which accounting convention", "v_basis", "", COLUMNS(bases)},
    {"promises", "what each workload was promised and gets", "v_promise", "", COLUMNS(promises)},
    {"times", "how many requests are through within which time", "v_quantile", "", COLUMNS(times)},
    {"budgets", "what the study allows and what placements take", "v_budget", "", COLUMNS(budgets)},
    {"binding", "how near the answer is to its promises and budgets", "v_binding", "",
     COLUMNS(binding)},
    {"excluded", "what promises and budgets cost: placements with less that break one",
     "v_excluded", "", COLUMNS(excluded)},
    {"next-best", "why each workload went where it went, against its next best place",
     "v_next_best", "", COLUMNS(next_best)},
    {"flips", "what would have to change for another placement to win", "v_flip", "",
     COLUMNS(flips)},
    {"pruned", "what was ruled out before simulation, and why", "v_pruned", "", COLUMNS(pruned)},
    {"narrowing", "how many of what were ruled out, step by step", "v_narrowing", "",
     COLUMNS(narrowing)},
    {"flags", "what to know before trusting a figure", "v_flag", "", COLUMNS(flags)},
    END_OF_VIEWS,
};
