/* The report's chapter in short: the answer (report_section.h). The SQL asks the views. */

#include "study/report_section.h"

static const char facts[] =
    "SELECT v.placement_summary AS \"what to do\", v.status AS \"status\","
    " v.carbon_kg_per_year AS \"kgCO2e a year\", v.carbon_low_kg_per_year AS \"interval from\","
    " v.carbon_high_kg_per_year AS \"interval to\","
    " CASE WHEN v.aim <> 'carbon' THEN v.aim END AS \"as little as possible of\","
    " CASE WHEN v.aim <> 'carbon' THEN v.value / v.horizon_years END AS \"of that a year\","
    " CASE WHEN v.aim <> 'carbon' THEN v.unit END AS \"in\","
    " (SELECT 1000 * answer_carbon_g_per_request FROM v_basis b"
    " WHERE b.study = v.study AND b.decides) AS \"mgCO2e per request\","
    " v.basis AS \"accounting basis\", v.horizon_years AS \"horizon, years\" "
    "FROM v_optimum v WHERE v.study = :study";

static const char plan[] =
    "SELECT v.workload AS \"workload\", v.site AS \"from\", nullif(v.step, 1) AS \"step\","
    " CASE WHEN v.share <> 1 THEN 100 * v.share END AS \"share, %\", v.cache AS \"cache\","
    " v.pool AS \"pool\", v.place AS \"at\", v.hardware AS \"hardware\", v.tenancy AS \"tenancy\","
    " CASE WHEN v.tenancy IN ('owned', 'bought') THEN v.devices END AS \"devices\","
    " v.variant AS \"variant\", nullif(v.batch_max_requests, 1) AS \"batch\","
    " nullif(v.batch_timeout_s, 0) AS \"timeout, s\", v.fallback AS \"fallback\" "
    "FROM v_route v WHERE " CAIRN_SQL_ANSWER;

static const char parts[] =
    "SELECT v.part AS \"part\", v.role AS \"in\", v.carbon_kg_per_year AS \"kgCO2e a year\" "
    "FROM v_part v WHERE v.study = :study AND v.decides";

static const char parts_finding[] =
    "SELECT 'Its largest part is ' || v.part || ': ', round(100 * v.carbon_kg_per_year / t.kg), ' "
    "% of ',"
    " t.kg, ' kgCO2e a year.' FROM v_part v JOIN (SELECT placement_id, sum(carbon_kg_per_year) AS "
    "kg"
    " FROM v_part WHERE study = :study AND decides GROUP BY placement_id) t USING (placement_id) "
    "WHERE v.study = :study AND v.decides AND v.role LIKE 'answer%' AND t.kg > 0 "
    "ORDER BY v.carbon_kg_per_year DESC LIMIT 1";

static const char baselines[] =
    "SELECT v.baseline AS \"instead\", v.status AS \"status\","
    " coalesce(v.placement_summary, v.reason) AS \"what it is\","
    " v.carbon_kg_per_year AS \"kgCO2e a year\", v.saving_kg_per_year AS \"saved a year, kg\","
    " 100 * v.saving_share AS \"saved, %\", CASE WHEN v.placement_summary IS NOT NULL THEN "
    "v.reason END"
    " AS \"why not\" FROM v_baseline v WHERE v.study = :study";

static const char baselines_finding[] =
    "SELECT 'The answer emits ' || group_concat(printf('%.0f %% %s than %s',"
    " 100 * abs(saving_share), CASE WHEN saving_share < 0 THEN 'more' ELSE 'less' END, baseline),"
    " ', ') || '.' FROM v_baseline WHERE study = :study AND abs(saving_share) >= 0.005";

static const char next_best[] =
    "SELECT v.workload AS \"workload\", v.instead AS \"its next best place\", v.unit AS \"a year\","
    " v.unit || ' a year more' AS _axis, v.part AS \"part\", v.more_per_year AS \"more a year\" "
    "FROM v_next_best v WHERE v.study = :study AND abs(v.more_per_year) > 1e-9";

static const char next_best_finding[] =
    "SELECT 'It matters most for ' || workload || ': its next best place would have ',"
    " sum(more_per_year), ' ' || min(unit) || ' a year more.' FROM v_next_best WHERE study = "
    ":study "
    "GROUP BY workload ORDER BY sum(more_per_year) DESC LIMIT 1";

const struct cairn_report_section cairn_report_answer[] = {
    {.id = "answer", .title = "The answer", .sql = facts, .facts = true},
    {.id = "plan", .title = "What runs where", .sql = plan, .folded = true},
    {.id = "parts",
     .title = "What emits",
     .finding = parts_finding,
     .about =
         "Carbon a year by what causes it, under the basis that decides: the answer, the "
         "runner-up and the baselines. Embodied is the making of devices, idle and busy are the "
         "electricity of own ones, service is that of a provider's. A bar that ends in a "
         "triangle is longer than drawn.",
     .sql = parts,
     .across = "in",
     .chart = {"stack", .x = "kgCO2e a year", .y = "in", .fill = "part"}},
    {.id = "baselines",
     .title = "Against what one would do otherwise",
     .finding = baselines_finding,
     .about = "Savings are measured on the same requests.",
     .sql = baselines},
    {.id = "next-best",
     .title = "Why each workload went where it went",
     .finding = next_best_finding,
     .about = "What its next best place would have more, part by part; to the left of 0 what it "
              "would save.",
     .sql = next_best,
     .across = "part",
     .chart = {"stack", .x = "more a year", .y = "workload", .fill = "part",
               .label_column = "_axis"}},
    {.id = NULL},
};
