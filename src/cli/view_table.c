/*
 * The views of the results file and the columns that people get to see of them (view.h). long: a
 * table.
 */

#include "cli/view.h"

#define COLUMN_AS(name, title, kind)          \
    {                                         \
        name, title, false, CAIRN_VIEW_##kind \
    }
#define DETAIL_AS(name, title, kind)         \
    {                                        \
        name, title, true, CAIRN_VIEW_##kind \
    }
#define COLUMN(name, title) COLUMN_AS(name, title, PLAIN) /* always */
#define DETAIL(name, title) DETAIL_AS(name, title, PLAIN) /* a detail, left out in brief */

static const struct cairn_view_column optimum[] = {
    COLUMN("scenario", NULL),
    DETAIL("answer", NULL),
    COLUMN("placement", NULL),
    COLUMN("basis", NULL),
    COLUMN("carbon_kg_per_year", "kg/year"),
    COLUMN("carbon_low_kg_per_year", "from"),
    COLUMN("carbon_high_kg_per_year", "to"),
    COLUMN_AS("p_correct", "P(correct)", PROBABILITY),
    COLUMN_AS("gap", "gap %", PERCENT),
    COLUMN("status", NULL),
    COLUMN("nullif(aim, 'carbon')", "aim"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE value / horizon_years END", "aim/year"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE unit END", "unit"),
    DETAIL("bound_kg / horizon_years", "bound kg/year"),
    DETAIL("bound_by", "bound by"),
    DETAIL("runner_up", "runner-up"),
    DETAIL("runner_up_excess_kg / horizon_years", "more kg/year"),
    DETAIL("change_from_baselines", "against baselines"),
    DETAIL("flags", NULL),
};

static const struct cairn_view_column sweep[] = {
    COLUMN("scenario", NULL),
    COLUMN("point", NULL),
    COLUMN("setting", NULL),
    COLUMN("placement", NULL),
    COLUMN_AS("differs", NULL, YES_NO),
    COLUMN("carbon_kg_per_year", "kg/year"),
    COLUMN("carbon_low_kg_per_year", "from"),
    COLUMN("carbon_high_kg_per_year", "to"),
    COLUMN("runner_up", "runner-up"),
    COLUMN("runner_up_excess_kg / horizon_years", "more kg/year"),
    COLUMN_AS("p_correct", "P(correct)", PROBABILITY),
    COLUMN_AS("gap", "gap %", PERCENT),
    COLUMN("status", NULL),
    COLUMN("nullif(aim, 'carbon')", "aim"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE value / horizon_years END", "aim/year"),
    COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE unit END", "unit"),
};

static const struct cairn_view_column settings[] = {
    COLUMN("scenario", NULL),
    COLUMN("point", NULL),
    COLUMN("subject", "what varies"),
    COLUMN("coalesce(word, value)", "value"),
    COLUMN("CASE WHEN multiplies THEN 'times what it is' ELSE nullif(unit, '') END", "unit"),
};

static const struct cairn_view_column best_at[] = {
    COLUMN("scenario", NULL),
    COLUMN("placement", NULL),
    DETAIL("placement_summary", "what"),
    COLUMN("points", NULL),
    COLUMN_AS("share", "share %", PERCENT),
    COLUMN("least_per_year", "least/year"),
    COLUMN("most_per_year", "most/year"),
    COLUMN("unit", NULL),
    COLUMN_AS("gap", "gap up to %", PERCENT),
    DETAIL("method", NULL),
    DETAIL("coalesce(why, proven)", "why"),
};

static const struct cairn_view_column growth[] = {
    COLUMN("scenario", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("demand", NULL),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    DETAIL("running_kg", "running"),
    DETAIL("embodied_kg", "embodied"),
    COLUMN("without_kg", "without gains"),
    DETAIL("potential_kg", "at that demand"),
    COLUMN_AS("rebound", "rebound %", PERCENT),
    COLUMN("coalesce(verdict, nullif(status, 'answered'))", "verdict"),
    COLUMN("break_even", "break-even"),
    DETAIL("by_demand_kg", "by demand"),
    DETAIL("by_efficiency_kg", "efficiency"),
    DETAIL("by_placement_kg", "placement"),
    DETAIL("by_grid_kg", "grid"),
    DETAIL("by_embodied_kg", "devices"),
    COLUMN("planned_placement", "planned"),
    COLUMN("planned_kg", "kg with purchases"),
    DETAIL("myopic_kg", "not planned"),
};

static const struct cairn_view_column growth_paths[] = {
    COLUMN("scenario", NULL),
    COLUMN("path", NULL),
    COLUMN("years", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("running_kg", "running"),
    COLUMN("bought_kg", "bought"),
    COLUMN("stranded_kg", "stranded"),
    COLUMN("more_than_planned_kg", "more than planned"),
    DETAIL("CASE proven WHEN 1 THEN 'yes' ELSE 'no' END", "proven"),
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

static const struct cairn_view_column hours[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement", NULL),
    COLUMN("season", NULL),
    COLUMN("begins", "hour (UTC)"),
    COLUMN("part", NULL),
    COLUMN("power_kw", "kW"),
    COLUMN("carbon_kg_per_hour", "kg/h"),
};

static const struct cairn_view_column growth_stock[] = {
    COLUMN("scenario", NULL),
    COLUMN("path", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("item", NULL),
    COLUMN("name", NULL),
    COLUMN("place", NULL),
    COLUMN("in_use", "in use"),
    COLUMN("bought", NULL),
    COLUMN("worn_out", "worn out"),
    COLUMN("stranded", NULL),
    DETAIL("mean_age_years", "mean age"),
    DETAIL("bought_kg", "bought kg"),
    DETAIL("stranded_kg", "stranded kg"),
};

static const struct cairn_view_column growth_policies[] = {
    COLUMN("scenario", NULL),
    COLUMN("policy", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("demand", NULL),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("saved_kg", "saved"),
    COLUMN("carbon_price_usd_per_t", "USD/t"),
    DETAIL("without_kg", "without gains"),
    DETAIL("potential_kg", "at that demand"),
    COLUMN_AS("rebound", "rebound %", PERCENT),
    COLUMN_AS("rebound_without_policy", "without policy %", PERCENT),
    COLUMN("CASE over_cap WHEN 1 THEN 'over the cap' ELSE coalesce(verdict, nullif(status, "
           "'answered')) END",
           "verdict"),
    DETAIL("break_even", "break-even"),
};

static const struct cairn_view_column growth_outlook[] = {
    COLUMN("scenario", NULL),
    COLUMN("coalesce(calendar_year, 'all')", "year"),
    DETAIL("draws", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("carbon_p5_kg", "p5"),
    DETAIL("carbon_p50_kg", "p50"),
    COLUMN("carbon_p95_kg", "p95"),
    COLUMN_AS("rebound_p5", "rebound % p5", PERCENT),
    DETAIL_AS("rebound_p50", "p50", PERCENT),
    COLUMN_AS("rebound_p95", "p95", PERCENT),
    COLUMN_AS("backfires_share", "backfires %", PERCENT),
    COLUMN("break_even_p5", "break-even p5"),
    DETAIL("break_even_p50", "p50"),
    COLUMN("break_even_p95", "p95"),
    COLUMN_AS("planned_best_share", "planned is best %", PERCENT),
    DETAIL("asked", NULL),
    DETAIL_AS("worst_error", "off by %", PERCENT),
};

static const struct cairn_view_column growth_map[] = {
    COLUMN("scenario", NULL),
    COLUMN("setting", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("without_kg", "without gains"),
    DETAIL("potential_kg", "at that demand"),
    COLUMN_AS("rebound", "rebound %", PERCENT),
    COLUMN("coalesce(verdict, nullif(status, 'answered'))", "verdict"),
    COLUMN("break_even", "break-even"),
    DETAIL("all_years_kg", "all years kg"),
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

static const struct cairn_view_column outlook[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("placement_summary", "placement"),
    COLUMN("expected", "expected"),
    DETAIL("expected_low", "from"),
    DETAIL("expected_high", "to"),
    DETAIL("p5", "5 %"),
    DETAIL("p50", "50 %"),
    DETAIL("p95", "95 %"),
    COLUMN("unit", NULL),
    COLUMN_AS("best_share", "best in %", PERCENT),
    COLUMN_AS("tie_share", "or tied %", PERCENT),
    COLUMN_AS("kept_share", "keeps promises %", PERCENT),
    COLUMN("regret", "regret"),
    COLUMN("greatest_regret", "at most"),
};

static const struct cairn_view_column robust[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("placement_summary", "placement"),
    COLUMN("mean", NULL),
    COLUMN("worst", NULL),
    COLUMN("worst_at", "where"),
    COLUMN("mean_regret", "regret"),
    COLUMN("greatest_regret", "at most"),
    COLUMN("unit", NULL),
    COLUMN("best_at", "best at"),
    COLUMN("kept_at", "keeps promises at"),
    COLUMN("points", "of points"),
    COLUMN(
        "nullif(trim(iif(is_least_mean, 'least mean, ', '') || iif(is_minimax, 'least worst, ', '')"
        " || iif(is_minimax_regret, 'least regret, ', ''), ', '), '')",
        "has"),
};

static const struct cairn_view_column measure_first[] = {
    COLUMN("scenario", NULL),
    COLUMN("learnt", "know"),
    COLUMN("worth", "saves"),
    DETAIL("chance", "of it chance"),
    COLUMN("unit", NULL),
    COLUMN("number", NULL),
    COLUMN("base", "is"),
    DETAIL("p5", "5 %"),
    DETAIL("p95", "95 %"),
    DETAIL("value_low", "total at 5 %"),
    DETAIL("value_high", "at 95 %"),
    COLUMN("flips_at", "flips at"),
    COLUMN("nullif(number_unit, '')", "in"),
    COLUMN("flips_to", "to"),
};

static const struct cairn_view_column sensitivity[] = {
    COLUMN("scenario", NULL),
    COLUMN("output", "of"),
    COLUMN("subject", "comes from"),
    COLUMN("first", "first order"),
    COLUMN("first_low", "from"),
    COLUMN("first_high", "to"),
    COLUMN("total", "in all"),
    COLUMN("total_low", "from"),
    COLUMN("total_high", "to"),
    COLUMN("CASE is_rough WHEN 1 THEN 'rough: more rows' END", "note"),
    DETAIL("mu_star", "mu*"),
    DETAIL("mu_star_half", "+-"),
    DETAIL("sigma", "sigma"),
};

static const struct cairn_view_column breakpoints[] = {
    COLUMN("scenario", NULL),
    COLUMN("subject", "of"),
    COLUMN("value", "changes at"),
    COLUMN("low", "from"),
    COLUMN("high", "to"),
    COLUMN("CASE WHEN unit = '' THEN NULL ELSE unit END", "unit"),
    COLUMN("from_placement", "below"),
    COLUMN("to_placement", "above"),
    DETAIL("method", NULL),
};

static const struct cairn_view_column cells[] = {
    COLUMN("scenario", NULL),
    COLUMN("subject", "of"),
    COLUMN("value", "being"),
    COLUMN("along", NULL),
    COLUMN("from_value", "from"),
    COLUMN("to_value", "to"),
    COLUMN("placement_summary", "placement"),
};

static const struct cairn_view_column segments[] = {
    COLUMN("scenario", NULL),
    COLUMN("subject", "of"),
    COLUMN("from_value", "from"),
    COLUMN("to_value", "to"),
    COLUMN("CASE WHEN unit = '' THEN NULL ELSE unit END", "unit"),
    COLUMN("placement_summary", "placement"),
    COLUMN("carbon_from_kg_per_year", "kg/year from"),
    COLUMN("carbon_to_kg_per_year", "to"),
    COLUMN_AS("gap", "gap %", PERCENT),
    DETAIL("questions", NULL),
};

static const struct cairn_view_column pareto[] = {
    COLUMN("scenario", NULL),
    COLUMN("against", NULL),
    COLUMN("rank", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("coalesce(change_from_answer, placement_summary)", "placement"),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_low_kg", "from kg in all"),
    DETAIL("carbon_high_kg", "to"),
    COLUMN("value_per_year", "it has"),
    DETAIL("value_low", "from in all"),
    DETAIL("value_high", "to in all"),
    COLUMN("CASE against WHEN 'latency' THEN 'of its promise' ELSE unit || '/year' END", "unit"),
    COLUMN("value_per_kg", "per kg less"),
    DETAIL("candidates", "of candidates"),
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

static const struct cairn_view_column purchases[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    DETAIL("placement", NULL),
    DETAIL_AS("is_answer", "answer", YES_NO),
    COLUMN("place", NULL),
    DETAIL("pool", NULL),
    COLUMN("item", NULL),
    COLUMN("name", NULL),
    COLUMN("count", NULL),
    COLUMN("times_bought", "bought"),
    COLUMN("embodied_bought_kg", "kg"),
    COLUMN("price_bought_usd", "USD"),
    COLUMN("peak_kw", "peak kW"),
    COLUMN("energy_kwh_per_year", "kWh/year"),
};

static const struct cairn_view_column parts[] = {
    COLUMN("scenario", NULL),
    COLUMN("role", "in"),
    DETAIL("placement", NULL),
    COLUMN("basis", NULL),
    COLUMN("part", NULL),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_kg", "kg in all"),
};

static const struct cairn_view_column scopes[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("coalesce(role, placement)", "placement"),
    COLUMN("basis", NULL),
    COLUMN("scope", NULL),
    COLUMN("category", NULL),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_kg", "kg in all"),
    COLUMN("about", NULL),
};

static const struct cairn_view_column years[] = {
    COLUMN("scenario", NULL), DETAIL("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),    COLUMN("year", NULL),          COLUMN("scope", NULL),
    COLUMN("category", NULL), COLUMN("carbon_kg", "kg"),
};

static const struct cairn_view_column footprint[] = {
    COLUMN("scenario", NULL), COLUMN("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),    COLUMN("measure", NULL),       COLUMN("part", NULL),
    COLUMN("place", NULL),    COLUMN("value", NULL),         COLUMN("value_per_year", "per year"),
    COLUMN("unit", NULL),
};

static const struct cairn_view_column terms[] = {
    COLUMN("scenario", NULL),        COLUMN("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),           COLUMN("measure", NULL),       COLUMN("part", NULL),
    COLUMN("place", NULL),           COLUMN("item", "of"),          COLUMN("equation", NULL),
    COLUMN("ledger_value", "value"), COLUMN("ledger_unit", "unit"), COLUMN("calculation", NULL),
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

static const struct cairn_view_column levers[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement", NULL),
    COLUMN("lever", NULL),
    COLUMN("status", NULL),
    COLUMN("coalesce(change, reason)", "what"),
    COLUMN("saving_kg", "saves kg"),
    DETAIL("saving_low_kg", "from"),
    DETAIL("saving_high_kg", "to"),
    COLUMN("usd_per_t", "USD/t"),
    COLUMN("step", NULL),
    COLUMN("step_kg", "in its turn kg"),
    DETAIL("overlap_kg", "overlap kg"),
    DETAIL("together_kg", "together kg"),
};

#define COLUMNS(rows) rows, sizeof(rows) / sizeof *(rows)
#define LEDGER_ORDER "ORDER BY scenario, study, placement_id, basis, measure, part, place"

const struct cairn_view cairn_views[] = {
    {"optimum", "the answers", "v_optimum", "", COLUMNS(optimum)},
    {"sweep", "the answers at the points of sweeps", "v_sweep", "", COLUMNS(sweep)},
    {"settings", "what varies, at each point of a sweep", "v_setting",
     "ORDER BY study, point, vary", COLUMNS(settings)},
    {"best-at", "at how many points of a sweep each placement is best", "v_best_at", "",
     COLUMNS(best_at)},
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
    {"robust", "candidates over all points of a sweep, least greatest regret first", "v_robust", "",
     COLUMNS(robust)},
    {"outlook", "candidates over draws of what is uncertain, least expected first", "v_outlook", "",
     COLUMNS(outlook)},
    {"measure-first", "what is worth knowing before choosing, and where it flips the answer",
     "v_measure_first", "", COLUMNS(measure_first)},
    {"sensitivity", "which of what is uncertain the total and the decision come from",
     "v_sensitivity", "", COLUMNS(sensitivity)},
    {"breakpoints", "where along what varies the answer changes", "v_breakpoint", "",
     COLUMNS(breakpoints)},
    {"segments", "where along what varies a placement is best", "v_segment", "", COLUMNS(segments)},
    {"cells", "which placement is best over two things that vary", "v_cell", "", COLUMNS(cells)},
    {"pareto", "fronts of the candidates: carbon against money, energy, water, latency", "v_pareto",
     "", COLUMNS(pareto)},
    {"levers", "what mitigations would save, where cairn levers wrote it", "v_lever", "",
     COLUMNS(levers)},
    {"purchases", "the shopping list of each placement", "v_purchase", "", COLUMNS(purchases)},
    {"parts", "what emits, in the answer, the runner-up, the baselines", "v_part", "",
     COLUMNS(parts)},
    {"scopes", "carbon by scope and category of the GHG Protocol", "v_scope", "", COLUMNS(scopes)},
    {"scopes-by-year", "the same by year, what is bought in the year of its purchase",
     "v_scope_year", "", COLUMNS(years)},
    {"footprint", "carbon, energy, water and money by part", "v_footprint", LEDGER_ORDER,
     COLUMNS(footprint)},
    {"terms", "the same line by line, as calculations", "v_term", LEDGER_ORDER ", component, term",
     COLUMNS(terms)},
    {"growth", "year by year: demand, answer, rebound, and the planned path", "v_growth", "",
     COLUMNS(growth)},
    {"growth-paths", "what the paths over the years take, and what it costs not to plan",
     "v_growth_path", "", COLUMNS(growth_paths)},
    {"growth-stock", "what is bought, used up and stranded along them", "v_growth_stock", "",
     COLUMNS(growth_stock)},
    {"hours", "energy and carbon by hour of the week", "v_hour",
     "ORDER BY scenario, study, is_answer DESC, placement_id, season, hour, part", COLUMNS(hours)},
    {"growth-policies", "each policy against none: carbon, price, and what is left of the rebound",
     "v_growth_policy", "", COLUMNS(growth_policies)},
    {"growth-outlook", "the years over draws: carbon, rebound, chance to backfire, break-even",
     "v_growth_outlook", "", COLUMNS(growth_outlook)},
    {"growth-map", "the last year over what varies, such as elasticity and efficiency",
     "v_growth_map", "", COLUMNS(growth_map)},
    {"pruned", "what was ruled out before simulation, and why", "v_pruned", "", COLUMNS(pruned)},
    {"narrowing", "how many of what were ruled out, step by step", "v_narrowing", "",
     COLUMNS(narrowing)},
    {"flags", "what to know before trusting a figure", "v_flag", "", COLUMNS(flags)},
    {.name = NULL},
};
