#include "cli/show_views.h"

/* Placements are numbered, as their short names need not differ. */

static const struct cairn_show_column optimum[] = {
    {"scenario", NULL, false},
    {"setting", NULL, false},
    {"answer", NULL, false},
    {"status", NULL, false},
    {"placement", NULL, false},
    {"carbon_kg_per_year", "kg/year", false},
    {"carbon_low_kg_per_year", "from", false},
    {"carbon_high_kg_per_year", "to", false},
    {"basis", NULL, false},
    {"p_correct", "P(correct)", false},
    {"runner_up", "runner-up", false},
    {"runner_up_excess_kg", "its excess kg", false},
    {"change_from_baselines", "against baselines", false},
    {"flags", NULL, false},
};

static const struct cairn_show_column candidates[] = {
    {"scenario", NULL, false},        {"rank", NULL, false},
    {"status", NULL, false},          {"placement_id", "no.", false},
    {"placement", NULL, false},       {"placement_summary", "what it is", false},
    {"carbon_kg", "kg", false},       {"carbon_low_kg", "from", false},
    {"carbon_high_kg", "to", false},  {"excess_kg", "excess kg", false},
    {"excess_low_kg", "from", false}, {"excess_high_kg", "to", false},
    {"replications", NULL, false},    {"broken_promises", "breaks", false},
    {"reason", NULL, false},
};

static const struct cairn_show_column routes[] = {
    {"scenario", NULL, false},
    {"placement_id", "no.", false},
    {"placement", NULL, false},
    {"workload", NULL, false},
    {"site", NULL, false},
    {"share", NULL, false},
    {"pool", NULL, false},
    {"place", NULL, false},
    {"hardware", NULL, false},
    {"tenancy", NULL, false},
    {"devices", NULL, false},
    {"variant", NULL, false},
    {"batch_max_requests", "batch", false},
    {"batch_timeout_s", "timeout s", false},
    {"cache", NULL, false},
    {"fallback", NULL, false},
};

static const struct cairn_show_column baselines[] = {
    {"scenario", NULL, false},        {"baseline", NULL, false},
    {"status", NULL, false},          {"placement_summary", "what it is", false},
    {"carbon_kg", "kg", false},       {"saving_kg", "saved kg", false},
    {"saving_low_kg", "from", false}, {"saving_high_kg", "to", false},
    {"saving_share", "share", false}, {"reason", NULL, false},
};

static const struct cairn_show_column bases[] = {
    {"scenario", NULL, false},  {"basis", NULL, false},
    {"decides", NULL, true},    {"placement", NULL, false},
    {"carbon_kg", "kg", false}, {"answer_carbon_kg", "answer kg", false},
    {"verdict", NULL, false},   {"status", NULL, false},
};

static const struct cairn_show_column promises[] = {
    {"scenario", NULL, false},      {"placement_id", "no.", false}, {"placement", NULL, false},
    {"workload", NULL, false},      {"promise", NULL, false},       {"verdict", NULL, false},
    {"promised", NULL, false},      {"achieved", NULL, false},      {"achieved_low", "from", false},
    {"achieved_high", "to", false}, {"unit", NULL, false},          {"text", NULL, false},
};

static const struct cairn_show_column purchases[] = {
    {"scenario", NULL, false},
    {"placement_id", "no.", false},
    {"placement", NULL, false},
    {"is_answer", "answer", true},
    {"place", NULL, false},
    {"pool", NULL, false},
    {"item", NULL, false},
    {"name", NULL, false},
    {"count", NULL, false},
    {"times_bought", "times", false},
    {"embodied_bought_kg", "embodied kg", false},
    {"price_bought_usd", "USD", false},
    {"peak_kw", "peak kW", false},
    {"energy_kwh_per_year", "kWh/year", false},
};

static const struct cairn_show_column footprint[] = {
    {"scenario", NULL, false},
    {"placement_id", "no.", false},
    {"placement", NULL, false},
    {"basis", NULL, false},
    {"measure", NULL, false},
    {"part", NULL, false},
    {"place", NULL, false},
    {"value", NULL, false},
    {"value_per_year", "per year", false},
    {"unit", NULL, false},
};

static const struct cairn_show_column terms[] = {
    {"scenario", NULL, false},        {"placement_id", "no.", false},
    {"placement", NULL, false},       {"basis", NULL, false},
    {"measure", NULL, false},         {"part", NULL, false},
    {"place", NULL, false},           {"equation", NULL, false},
    {"ledger_value", "value", false}, {"ledger_unit", "unit", false},
    {"calculation", NULL, false},
};

static const struct cairn_show_column flags[] = {
    {"scenario", NULL, false}, {"placement_id", "no.", false}, {"placement", NULL, false},
    {"subject", NULL, false},  {"text", NULL, false},
};

#define COLUMNS(rows) rows, sizeof(rows) / sizeof *(rows)
#define LEDGER_ORDER "ORDER BY scenario, study, placement_id, basis, measure, part, place"

const struct cairn_show_view cairn_show_views[] = {
    {"optimum", "the answers", "v_optimum", "", COLUMNS(optimum)},
    {"candidates", "what was compared, the best first", "v_candidate", "", COLUMNS(candidates)},
    {"routes", "what runs where, on how many devices", "v_route", "", COLUMNS(routes)},
    {"baselines", "the answer against what one would do otherwise", "v_baseline", "",
     COLUMNS(baselines)},
    {"bases", "who wins under which accounting convention", "v_basis", "", COLUMNS(bases)},
    {"promises", "what each workload was promised and gets", "v_promise", "", COLUMNS(promises)},
    {"purchases", "the shopping list of each placement", "v_purchase", "", COLUMNS(purchases)},
    {"footprint", "carbon, energy, water and money by part", "v_footprint", LEDGER_ORDER,
     COLUMNS(footprint)},
    {"terms", "the same line by line, as calculations", "v_term", LEDGER_ORDER ", component, term",
     COLUMNS(terms)},
    {"flags", "what to know before trusting a figure", "v_flag", "", COLUMNS(flags)},
    {.name = NULL},
};
