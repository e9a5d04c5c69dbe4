/*
 * The sections of a study in the report, in order (report_section.h).
 *
 * The SQL asks the views wherever they say it: what is here is which columns, under which headings.
 */

#include "study/report_section.h"

/* Years that the figures of a study stand for. */
#define YEARS "(s.horizon_s / 31536000.0)"

#define ANSWER_ONLY "v.study = :study AND v.is_answer"

static const char facts[] =
    "SELECT v.placement_summary AS \"what to do\", v.status AS \"status\","
    " v.carbon_kg_per_year AS \"kgCO2e a year\", v.carbon_low_kg_per_year AS \"at least\","
    " v.carbon_high_kg_per_year AS \"at most\","
    " CASE WHEN v.aim <> 'carbon' THEN v.aim END AS \"as little as possible of\","
    " CASE WHEN v.aim <> 'carbon' THEN v.value / v.horizon_years END AS \"of that a year\","
    " CASE WHEN v.aim <> 'carbon' THEN v.unit END AS \"in\","
    " (SELECT answer_carbon_g_per_request FROM v_basis b WHERE b.study = v.study AND b.decides)"
    " AS \"g per request\","
    " v.basis AS \"accounting basis\", v.horizon_years AS \"years\" "
    "FROM v_optimum v WHERE v.study = :study";

static const char parts[] =
    "SELECT v.part AS \"part\", v.role AS \"in\", v.carbon_kg_per_year AS \"kgCO2e a year\" "
    "FROM v_part v WHERE v.study = :study AND v.decides";

static const char baselines[] =
    "SELECT v.baseline AS \"instead\", v.status AS \"status\","
    " coalesce(v.placement_summary, v.reason) AS \"what it is\","
    " v.carbon_kg_per_year AS \"kgCO2e a year\", v.saving_kg_per_year AS \"saved a year, kg\","
    " 100 * v.saving_share AS \"saved, %\", CASE WHEN v.placement_summary IS NOT NULL THEN "
    "v.reason END"
    " AS \"why not\" FROM v_baseline v WHERE v.study = :study";

static const char flips[] =
    "SELECT v.number || ' of ' || v.subject AS \"number\", v.role AS \"then as good\","
    " v.value AS \"is\", v.flips_at AS \"flips at\", v.low AS \"from\", v.high AS \"to\","
    " v.unit AS \"unit\", 100 * v.change_share AS \"change, %\", v.flips_at / v.value AS _factor,"
    " v.low / v.value AS _low, v.high / v.value AS _high, 1.0 AS _now "
    "FROM v_flip v WHERE v.study = :study AND v.status = 'ok' AND v.value <> 0";

static const char sure[] =
    "SELECT 100 * v.precision AS \"known within, %\","
    " CASE WHEN v.p_correct > 0.999 THEN '>0.999' ELSE v.p_correct END"
    " AS \"P(best of those compared)\", v.candidates AS \"placements compared\","
    " v.runner_up AS \"runner-up\","
    " v.runner_up_excess_kg / v.horizon_years AS \"it emits more a year, kg\","
    " v.bound_kg / v.horizon_years AS \"nothing can emit less than, kg a year\","
    " 100 * v.gap AS \"at most so much better, %\", v.bound_by AS \"known by\","
    " v.replications AS \"replications\", v.requests_simulated AS \"requests simulated\" "
    "FROM v_optimum v WHERE v.study = :study AND v.placement IS NOT NULL";

static const char candidates[] =
    "SELECT coalesce(v.change_from_answer, v.placement_summary) AS \"placement\","
    " v.status AS \"status\", v.carbon_kg_per_year AS \"kgCO2e a year\","
    " v.carbon_low_kg_per_year AS \"from\", v.carbon_high_kg_per_year AS \"to\","
    " v.excess_kg_per_year AS \"more than the answer\", v.replications AS \"replications\","
    " coalesce(v.broken_promises || coalesce(', budget of ' || v.broken_budgets, ''),"
    " 'budget of ' || v.broken_budgets) AS \"breaks\","
    " (SELECT o.bound_kg / " YEARS " FROM optimum o JOIN study s ON s.id = o.study"
    " WHERE o.study = v.study AND o.point = 0) AS _bound "
    "FROM v_candidate v WHERE v.study = :study";

static const char next_best[] =
    "SELECT v.workload AS \"workload\", v.instead AS \"its next best place\", v.unit AS \"a year\","
    " v.part AS \"part\", v.more_per_year AS \"more a year\" "
    "FROM v_next_best v WHERE v.study = :study";

static const char bases[] =
    "SELECT v.basis AS \"basis\", CASE WHEN v.decides THEN 'yes' END AS \"decides\","
    " v.change_from_answer AS \"best under it\", v.carbon_kg_per_year AS \"its kgCO2e a year\","
    " v.answer_carbon_kg_per_year AS \"the answer's\", v.answer_carbon_g_per_request"
    " AS \"g per request\", coalesce(v.verdict, v.status) AS \"verdict\", v.about AS \"what it "
    "is\" "
    "FROM v_basis v WHERE v.study = :study";

static const char scopes[] = "SELECT 'scope ' || v.category || ': ' || c.about AS \"category\","
                             " v.basis || ', year ' || v.year AS \"in\", v.carbon_kg AS \"kgCO2e\" "
                             "FROM v_scope_year v JOIN category c ON c.name = v.category "
                             "WHERE v.study = :study AND v.is_answer";

static const char purchases[] =
    "SELECT v.name AS \"what\", v.item AS \"kind\", v.place AS \"where\", v.pool AS \"pool\","
    " v.count AS \"in use\", v.times_bought AS \"times bought\", v.price_bought_usd AS \"USD\","
    " v.embodied_bought_kg AS \"made with, kgCO2e\", v.peak_kw AS \"peak kW\","
    " v.energy_kwh_per_year AS \"kWh a year\" "
    "FROM v_purchase v WHERE " ANSWER_ONLY;

static const char promises[] =
    "SELECT v.workload || ', ' || v.promise AS \"promise\", v.verdict AS \"verdict\","
    " v.outcome AS \"outcome\", CASE WHEN v.unit = 's' THEN v.achieved END AS _achieved,"
    " CASE WHEN v.unit = 's' THEN v.promised END AS _promised,"
    " w.sojourn_p50_s AS \"p50, s\", w.sojourn_p95_s AS \"p95, s\", w.sojourn_p99_s AS \"p99, s\" "
    "FROM v_promise v LEFT JOIN workload_result w ON w.study = v.study"
    " AND w.placement = v.placement_id AND w.workload = v.workload AND v.promise = 'p95' "
    "WHERE " ANSWER_ONLY;

static const char broken[] =
    "SELECT v.breaks AS \"would break\", v.placement_summary AS \"placement\","
    " v.saving_per_year AS \"less a year\", v.unit AS \"unit\", v.evidence AS \"evidence\" "
    "FROM v_excluded v WHERE v.study = :study";

static const char budgets[] =
    "SELECT v.resource AS \"budget of\", v.verdict AS \"verdict\", v.taken AS \"taken\","
    " v.taken_low AS \"from\", v.taken_high AS \"to\", v.allowed AS \"allowed\", v.unit AS "
    "\"unit\","
    " 100 * v.used_share AS \"used, %\" FROM v_budget v WHERE " ANSWER_ONLY;

static const char fronts[] =
    "SELECT coalesce(v.change_from_answer, v.placement_summary) AS \"placement\","
    " v.against AS \"against\", v.carbon_kg_per_year AS \"kgCO2e a year\","
    " v.value_per_year AS \"of the other a year\", v.unit AS \"unit\","
    " v.value_per_kg AS \"for each kg less\","
    " v.against || CASE v.against WHEN 'latency' THEN ', over what is promised'"
    " ELSE ', ' || v.unit || ' a year' END AS _axis "
    "FROM v_pareto v WHERE v.study = :study AND (SELECT count(*) FROM v_pareto w"
    " WHERE w.study = v.study AND w.against = v.against) > 1";

/* What varies in most steps runs along; the second one, where there is one, goes up. */
static const char sweep[] =
    "WITH along AS (SELECT vary, row_number() OVER (ORDER BY n DESC, vary) AS place,"
    " subject || CASE WHEN multiplies THEN ', times' WHEN unit <> '' THEN ', ' || unit ELSE '' END"
    " AS label FROM vary WHERE study = :study), "
    "named AS MATERIALIZED (SELECT placement_id, placement, coalesce(change_from_answer,"
    " placement_summary) AS told FROM v_placement WHERE study = :study) "
    "SELECT o.setting AS \"setting\", coalesce(p.placement, o.status) AS \"answer\","
    " o.carbon_kg / " YEARS " AS \"kgCO2e a year\", o.carbon_low_kg / " YEARS " AS \"from\","
    " o.carbon_high_kg / " YEARS " AS \"to\","
    " CASE WHEN o.p_correct > 0.999 THEN '>0.999' ELSE o.p_correct END AS \"P(best)\","
    " 100 * o.gap AS \"gap, %\", nullif(o.status, 'decided') AS \"status\","
    " coalesce(x.value, x.word) AS _x, coalesce(z.value, z.word) AS _z,"
    " a.label AS _label, b.label AS _label_of_z, coalesce(p.told, o.status) AS _placement "
    "FROM v_sweep o JOIN study s ON s.id = o.study "
    "JOIN along a ON a.place = 1 LEFT JOIN along b ON b.place = 2 "
    "JOIN v_setting x ON x.study = o.study AND x.point = o.point AND x.vary = a.vary "
    "LEFT JOIN v_setting z ON z.study = o.study AND z.point = o.point AND z.vary = b.vary "
    "LEFT JOIN named p ON p.placement_id = o.placement_id "
    "WHERE o.study = :study ORDER BY o.point";

static const char varies[] =
    "SELECT subject AS \"what varies\", n AS \"values\", base AS \"is\", unit AS \"unit\","
    " CASE WHEN multiplies THEN 'times what stands there' ELSE 'instead of it' END AS \"values "
    "are\","
    " targets AS \"attributes\", reach AS \"calls for\", selects AS \"selected by\" "
    "FROM vary WHERE study = :study ORDER BY vary";

/* What levers were set to, where it was not always the same. */
#define LEVER_SETTINGS                                                                         \
    "CASE WHEN (SELECT count(DISTINCT w.settings) FROM v_lever w WHERE w.study = v.study) > 1" \
    " THEN v.settings END AS \"set\" "

static const char levers[] =
    "SELECT v.lever AS \"lever\", v.change AS \"what changes\", v.status AS \"status\","
    " v.saving_kg / " YEARS " AS \"kgCO2e saved a year\", v.saving_low_kg / " YEARS
    " AS \"from\", v.saving_high_kg / " YEARS " AS \"to\", 100 * v.saving_share AS \"saved, %\","
    " v.usd_per_t AS \"USD per tonne\", coalesce(v.breaks, v.reason) AS \"note\","
    " v.placement AS \"pulled on\", " LEVER_SETTINGS
    "FROM v_lever v JOIN study s ON s.id = v.study WHERE v.study = :study "
    "ORDER BY v.placement_id, v.settings, v.saving_kg IS NULL, v.saving_kg DESC, v.lever";

static const char lever_steps[] =
    "SELECT v.step AS \"step\", v.lever AS \"lever\", v.step_change AS \"what changes\","
    " v.step_kg / " YEARS " AS \"kgCO2e saved a year\", v.together_kg / " YEARS
    " AS \"together\", v.overlap_kg / " YEARS " AS \"overlaps with those before\","
    " v.step_usd_per_t AS \"USD per tonne\", v.placement AS \"pulled on\", " LEVER_SETTINGS
    "FROM v_lever v JOIN study s ON s.id = v.study WHERE v.study = :study AND v.step IS NOT NULL "
    "ORDER BY v.placement_id, v.settings, v.step";

static const char plan[] =
    "SELECT v.workload AS \"workload\", v.site AS \"from\", nullif(v.step, 1) AS \"step\","
    " CASE WHEN v.share <> 1 THEN 100 * v.share END AS \"share, %\", v.cache AS \"cache\","
    " v.pool AS \"pool\", v.place AS \"at\", v.hardware AS \"hardware\", v.tenancy AS \"tenancy\","
    " CASE WHEN v.tenancy IN ('owned', 'bought') THEN v.devices END AS \"devices\","
    " v.variant AS \"variant\", nullif(v.batch_max_requests, 1) AS \"batch\","
    " nullif(v.batch_timeout_s, 0) AS \"timeout, s\", v.fallback AS \"fallback\" "
    "FROM v_route v WHERE " ANSWER_ONLY;

static const char energy[] =
    "SELECT v.part AS \"part\", v.place AS \"where\", v.measure AS \"of\","
    " v.value_per_year AS \"a year\", v.unit AS \"unit\" FROM v_footprint v "
    "JOIN optimum o ON o.study = v.study AND o.point = 0 AND o.placement = v.placement_id"
    " AND o.basis = v.basis WHERE v.study = :study ORDER BY v.measure, v.value DESC";

static const char narrowing[] =
    "SELECT v.stage AS \"step\", v.text AS \"why\", CAST(v.ruled_out AS INTEGER) AS \"ruled out\","
    " CAST(v.remaining AS INTEGER) AS \"left\", v.unit AS \"of\" "
    "FROM v_narrowing v WHERE v.study = :study";

static const char pruned[] =
    "SELECT v.workload AS \"workload\", v.pool AS \"pool\", v.variant AS \"variant\","
    " v.text AS \"why\", v.ways AS \"ways\" FROM v_pruned v WHERE v.study = :study";

static const char flags[] =
    "SELECT v.subject AS \"about\", v.text AS \"note\","
    " CASE WHEN v.concerns_answer THEN 'yes' ELSE 'no' END AS \"of the answer\" "
    "FROM v_flag v WHERE v.study = :study";

static const char sources[] =
    "SELECT title AS \"title\", licence AS \"licence\", source AS \"named\", href AS \"address\","
    " href AS _href FROM source WHERE study = :study ORDER BY source";

static const char inputs[] =
    "SELECT path AS \"file\", length(content) AS \"bytes\", sha256 AS \"SHA-256\" "
    "FROM input WHERE study = :study ORDER BY path";

static const char runs[] =
    "SELECT r.finished AS \"finished\", r.cairn AS \"cairn\", r.compiler AS \"compiler\","
    " r.host AS \"processor\", s.model_version AS \"equations\", CAST(s.seed AS TEXT) AS \"seed\","
    " s.key AS \"key\" FROM run r JOIN study s ON s.id = r.study WHERE r.study = :study"
    " ORDER BY r.finished DESC LIMIT 1";

const struct cairn_report_section cairn_report_sections[] = {
    {.id = "answer", .title = "The answer", .sql = facts, .facts = true},
    {.id = "plan", .title = "What runs where", .sql = plan, .folded = true},
    {.id = "parts",
     .title = "What emits",
     .about = "Carbon a year by what causes it, under the basis that decides: the answer, the "
              "runner-up and the baselines.",
     .sql = parts,
     .across = "in",
     .chart = {"stack", .x = "kgCO2e a year", .y = "in", .fill = "part"}},
    {.id = "baselines",
     .title = "Against what one would do otherwise",
     .about = "Savings are measured on the same requests.",
     .sql = baselines},
    {.id = "flips",
     .title = "What flips it",
     .about = "The value of one number, all others as they are, at which another placement is as "
              "good as the answer; nearest first. A factor of 1 is the number as it is.",
     .sql = flips,
     .chart = {"range", .x = "_factor", .y = "number", .low = "_low", .high = "_high",
               .mark = "_now", .fill = "then as good", .label = "times what it is",
               .mark_label = "as it is", .log = true}},
    {.id = "sure",
     .title = "How sure",
     .about = "How well the model's answer is known, not how well the model fits the case.",
     .sql = sure,
     .facts = true},
    {.id = "candidates",
     .title = "What was compared",
     .about = "Each placement with its interval, the best first, and the bound below which none "
              "can be.",
     .sql = candidates,
     .chart = {"range", .x = "kgCO2e a year", .y = "placement", .low = "from", .high = "to",
               .mark = "_bound", .fill = "status", .mark_label = "nothing can emit less"}},
    {.id = "next-best",
     .title = "Why each workload went where it went",
     .about = "What its next best place would have more, part by part.",
     .sql = next_best,
     .across = "part",
     .chart = {"stack", .x = "more a year", .y = "workload", .fill = "part"}},
    {.id = "bases",
     .title = "Under each way of counting",
     .about = "The best placement under each accounting basis, and what the answer has there.",
     .sql = bases,
     .chart = {"range", .x = "the answer's", .y = "basis", .mark = "its kgCO2e a year",
               .fill = "verdict", .label = "kgCO2e a year",
               .mark_label = "the best under that basis"}},
    {.id = "scopes",
     .title = "By scope of the GHG Protocol",
     .about = "What is bought counts in the year of its purchase.",
     .sql = scopes,
     .across = "in",
     .chart = {"stack", .x = "kgCO2e", .y = "in", .fill = "category"}},
    {.id = "purchases", .title = "Shopping list", .sql = purchases},
    {.id = "promises",
     .title = "What was promised",
     .about = "What the answer achieves, against what each workload was promised: the time that "
              "95 % of requests stay below, drawn from their median to the 99th percentile.",
     .sql = promises,
     .chart = {"range", .x = "_achieved", .y = "promise", .low = "p50, s", .high = "p99, s",
               .mark = "_promised", .fill = "verdict", .label = "seconds", .mark_label = "promised",
               .log = true}},
    {.id = "budgets", .title = "Budgets", .about = "Over the horizon.", .sql = budgets},
    {.id = "excluded",
     .title = "What promises and budgets cost",
     .about = "Placements that would have less, and break one.",
     .sql = broken},
    {.id = "fronts",
     .title = "Fronts",
     .about = "Placements of which no other is better both in carbon and in something else.",
     .sql = fronts,
     .chart = {"front", .x = "kgCO2e a year", .y = "of the other a year", .fill = "placement",
               .split = "_axis"}},
    {.id = "sweep",
     .title = "How the answer moves",
     .about = "The whole question, asked again at each point of what varies.",
     .sql = sweep,
     .chart = {"sweep", .x = "_x", .y = "kgCO2e a year", .z = "_z", .low = "from", .high = "to",
               .fill = "_placement", .label_column = "_label", .z_label_column = "_label_of_z"}},
    {.id = "varies", .title = "What varies", .sql = varies},
    {.id = "levers",
     .title = "Levers",
     .about = "What each mitigation would save by itself, those that save most first; below 0 USD "
              "per tonne it saves money too.",
     .sql = levers,
     .chart = {"range", .x = "kgCO2e saved a year", .y = "lever", .low = "from", .high = "to",
               .fill = "status"}},
    {.id = "lever-steps",
     .title = "Levers, one after the other",
     .about = "Each time what saves most on top of those before.",
     .sql = lever_steps},
    {.id = "footprint",
     .title = "Carbon, energy, water and money of the answer",
     .sql = energy,
     .folded = true},
    {.id = "narrowing",
     .title = "How the answer was found",
     .about = "What was ruled out, step by step, and why.",
     .sql = narrowing,
     .folded = true},
    {.id = "pruned", .title = "Ruled out before any simulation", .sql = pruned, .folded = true},
    {.id = "flags", .title = "What to know before trusting a figure", .sql = flags},
    {.id = "sources", .title = "Sources of the figures", .sql = sources, .folded = true},
    {.id = "inputs", .title = "Files that were read", .sql = inputs, .folded = true},
    {.id = "runs", .title = "Computed", .sql = runs, .facts = true},
    {.id = NULL},
};
