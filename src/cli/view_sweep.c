/* The views of what varies, is uncertain or could be mitigated (view_rows.h). */

#include "cli/view_rows.h"

#define UNIT COLUMN("nullif(unit, '')", "unit")

static const struct cairn_view_column sweep[] = {
    COLUMN("scenario", NULL),
    COLUMN("point", NULL),
    COLUMN("setting", NULL),
    COLUMN("placement", NULL),
    COLUMN_AS("differs", NULL, YES_NO),
    CARBON_BY_YEAR,
    COLUMN("runner_up", "runner-up"),
    COLUMN("runner_up_excess_kg / horizon_years", "more kg/year"),
    COLUMN_AS("p_correct", "P(correct)", PROBABILITY),
    COLUMN_AS("gap", "gap %", PERCENT),
    COLUMN("status", NULL),
    AIM_BY_YEAR,
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
    UNIT,
    COLUMN("from_placement", "below"),
    COLUMN("to_placement", "above"),
    DETAIL("method", NULL),
};

static const struct cairn_view_column segments[] = {
    COLUMN("scenario", NULL),
    COLUMN("subject", "of"),
    COLUMN("from_value", "from"),
    COLUMN("to_value", "to"),
    UNIT,
    COLUMN("placement_summary", "placement"),
    COLUMN("carbon_from_kg_per_year", "kg/year from"),
    COLUMN("carbon_to_kg_per_year", "to"),
    COLUMN_AS("gap", "gap %", PERCENT),
    DETAIL("questions", NULL),
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

const struct cairn_view cairn_views_sweep[] = {
    {"sweep", "the answers at the points of sweeps", "v_sweep", "", COLUMNS(sweep)},
    {"settings", "what varies, at each point of a sweep", "v_setting",
     "ORDER BY study, point, vary", COLUMNS(settings)},
    {"best-at", "at how many points of a sweep each placement is best", "v_best_at", "",
     COLUMNS(best_at)},
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
    END_OF_VIEWS,
};
