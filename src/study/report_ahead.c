/* The report's chapter on what else could be done and years to come (report_section.h), by SQL. */

#include "study/report_section.h"

/* What levers were set to, where it was not always the same. */
#define LEVER_SETTINGS                                                                         \
    "CASE WHEN (SELECT count(DISTINCT w.settings) FROM v_lever w WHERE w.study = v.study) > 1" \
    " THEN v.settings END AS \"set\" "

static const char levers[] =
    "SELECT v.lever AS \"lever\", v.change AS \"what changes\", v.status AS \"status\","
    " v.saving_kg / " CAIRN_SQL_YEARS
    " AS \"kgCO2e saved a year\", v.saving_low_kg / " CAIRN_SQL_YEARS
    " AS \"from\", v.saving_high_kg / " CAIRN_SQL_YEARS
    " AS \"to\", 100 * v.saving_share AS \"saved, %\","
    " v.usd_per_t AS \"USD per tonne\", coalesce(v.breaks, v.reason) AS \"note\","
    " v.placement AS \"pulled on\", " LEVER_SETTINGS
    "FROM v_lever v JOIN study s ON s.id = v.study WHERE v.study = :study "
    "ORDER BY v.placement_id, v.settings, v.saving_kg IS NULL, v.saving_kg DESC, v.lever";

static const char lever_steps[] =
    "SELECT v.step AS \"step\", v.lever AS \"lever\", v.step_change AS \"what changes\","
    " v.step_kg / " CAIRN_SQL_YEARS " AS \"kgCO2e saved a year\", v.together_kg / " CAIRN_SQL_YEARS
    " AS \"together\", v.overlap_kg / " CAIRN_SQL_YEARS " AS \"overlaps with those before\","
    " v.step_usd_per_t AS \"USD per tonne\", v.placement AS \"pulled on\", " LEVER_SETTINGS
    "FROM v_lever v JOIN study s ON s.id = v.study WHERE v.study = :study AND v.step IS NOT NULL "
    "ORDER BY v.placement_id, v.settings, v.step";

static const char levers_finding[] =
    "SELECT v.lever || ' saves most: ', v.saving_kg / " CAIRN_SQL_YEARS ", ' kgCO2e a year, ',"
    " round(100 * v.saving_share), ' % of what ' || v.placement || ' emits.' FROM v_lever v "
    "JOIN study s ON s.id = v.study WHERE v.study = :study AND v.status = 'saves' "
    "ORDER BY v.saving_kg DESC LIMIT 1";

static const char steps_finding[] =
    "SELECT 'All ' || max(v.step) || ' together save ',"
    " max(v.together_kg) / max(" CAIRN_SQL_YEARS "), ' kgCO2e a year, ',"
    " round(100 * max(v.together_kg) / max(v.base_kg)), ' % of what ' || min(v.placement) || ' "
    "emits.' "
    "FROM v_lever v JOIN study s ON s.id = v.study WHERE v.study = :study AND v.step IS NOT NULL "
    "HAVING count(DISTINCT v.placement_id || v.settings) = 1";

#define YEAR "CAST(v.calendar_year AS TEXT)"

static const char growth[] =
    "SELECT " YEAR " AS \"year\", nullif(v.status, 'answered') AS \"status\","
    " v.demand AS \"demand, times\", v.placement AS \"best placement\","
    " v.carbon_kg AS \"kgCO2e of the year\", v.without_kg AS \"without gains\","
    " v.potential_kg AS \"with gains at the old demand\", 100 * v.rebound AS \"rebound, %\","
    " nullif(v.verdict, '') AS \"the gain\", v.planned_placement AS \"planned\","
    " v.planned_kg AS \"kgCO2e of the plan\", v.reason AS \"why not\" "
    "FROM v_growth v WHERE v.study = :study";

static const char growth_demand[] =
    "SELECT CAST(y.calendar_year AS TEXT) AS \"year\", d.workload AS \"workload\","
    " d.course * d.response AS \"demand, times that of the first\","
    " d.course * d.without_response AS \"without gains\", d.requests AS \"requests\","
    " d.cost_usd AS \"USD each\", y.calendar_year AS _year "
    "FROM growth_demand d JOIN growth_year y USING (study, year) "
    "WHERE d.study = :study ORDER BY d.workload, d.year";

static const char growth_rebound[] =
    "SELECT " YEAR " AS \"year\", 100 * v.rebound AS \"rebound, %\","
    " v.without_kg - v.potential_kg AS \"would be saved at the old demand, kgCO2e\","
    " v.without_kg - v.carbon_kg AS \"is saved\", v.verdict AS \"the gain\","
    " v.calendar_year AS _year "
    "FROM v_growth v WHERE v.study = :study AND v.rebound IS NOT NULL ORDER BY v.year";

static const char growth_finding[] =
    "SELECT 'In ' || b.calendar_year || printf(' demand is %.3g times and carbon %.3g times that "
    "of ',"
    " b.demand, b.carbon_kg / a.carbon_kg) || a.calendar_year,"
    " CASE WHEN b.rebound IS NOT NULL THEN '; the rebound is ' END, round(100 * b.rebound),"
    " CASE WHEN b.verdict = 'backfires' THEN ' %: the gain backfires'"
    " WHEN b.rebound IS NOT NULL THEN ' %' END, '.' "
    "FROM v_growth a JOIN v_growth b ON b.study = a.study WHERE a.study = :study AND a.year = 1"
    " AND a.carbon_kg > 0 AND b.year = (SELECT max(year) FROM growth_year y WHERE y.study = a.study"
    " AND y.carbon_kg IS NOT NULL)";

static const char growth_parts[] =
    "SELECT CAST(y.calendar_year AS TEXT) AS \"year\", y.calendar_year AS _year,"
    " y.without_kg AS _without, p.part AS \"part\", p.carbon_kg AS \"kgCO2e of the year\" "
    "FROM growth_part p JOIN v_growth y ON y.study = p.study AND y.year = p.year "
    "WHERE p.study = :study ORDER BY y.year, p.part";

/* What changed since the first year; the causes add up. */
static const char growth_why[] =
    "SELECT " YEAR " AS \"year\", v.calendar_year AS _year, c.column2 AS \"by\", CASE c.column1"
    " WHEN 1 THEN v.by_demand_kg WHEN 2 THEN v.by_efficiency_kg WHEN 3 THEN v.by_placement_kg"
    " WHEN 4 THEN v.by_grid_kg ELSE v.by_embodied_kg END AS \"kgCO2e more than in the first\" "
    "FROM v_growth v CROSS JOIN (VALUES (1, 'demand'), (2, 'efficiency'), (3, 'placement'),"
    " (4, 'grid'), (5, 'embodied, other')) c WHERE v.study = :study AND v.year > 1"
    " AND v.by_demand_kg IS NOT NULL ORDER BY v.year, c.column1";

static const char growth_paths[] =
    "SELECT v.path AS \"path\", v.years AS \"years\", v.running_kg AS \"running, kgCO2e\","
    " v.bought_kg AS \"bought, kgCO2e\", v.carbon_kg AS \"in all, kgCO2e\","
    " v.more_than_planned_kg AS \"more than planned\", v.stranded_kg AS \"stranded, kgCO2e\","
    " CASE WHEN v.proven THEN 'yes' END AS \"proven least\" "
    "FROM v_growth_path v WHERE v.study = :study";

static const char paths_finding[] =
    "SELECT CASE WHEN more_than_planned_kg > 0 THEN 'Who looks at one year at a time emits '"
    " ELSE 'To plan ahead saves nothing here.' END, nullif(more_than_planned_kg, 0),"
    " CASE WHEN more_than_planned_kg > 0 THEN ' kgCO2e more in all than who plans ahead.' END "
    "FROM v_growth_path WHERE study = :study AND path = 'myopic'";

static const char growth_stock[] =
    "SELECT " YEAR " AS \"year\", v.path AS \"path\", v.item AS \"kind\", v.name AS \"what\","
    " v.place AS \"where\", v.in_use AS \"in use\", v.bought AS \"bought\","
    " v.worn_out AS \"worn out\", v.stranded AS \"stranded\", v.bought_kg AS \"bought, kgCO2e\","
    " v.mean_age_years AS \"mean age, years\", v.calendar_year AS _year,"
    " CASE WHEN v.path = 'planned' THEN v.bought END AS _bought"
    " FROM v_growth_stock v WHERE v.study = :study ORDER BY v.path DESC, v.year";

#define LAST_YEAR "(SELECT max(year) FROM growth_year WHERE study = :study)"

/* Over draws of what is uncertain, beside the years as they stand. */
static const char growth_outlook[] =
    "SELECT CAST(v.calendar_year AS TEXT) AS \"year\", v.carbon_p5_kg AS \"kgCO2e, 5 %\","
    " v.carbon_p50_kg AS \"median\", v.carbon_p95_kg AS \"95 %\","
    " g.carbon_kg AS \"as it stands\", 100 * v.rebound_p5 AS \"rebound, %: 5 %\","
    " 100 * v.rebound_p50 AS \"rebound: median\", 100 * v.rebound_p95 AS \"rebound: 95 %\","
    " 100 * v.backfires_share AS \"backfires in draws, %\","
    " v.break_even_p5 AS \"break-even elasticity, 5 %\", v.break_even_p95 AS \"and 95 %\","
    " v.draws AS \"draws\", nullif(v.draws - v.answered, 0) AS \"without an answer\","
    " v.calendar_year AS _year "
    "FROM v_growth_outlook v JOIN growth_year g ON g.study = v.study AND g.year = v.year "
    "WHERE v.study = :study ORDER BY v.year";

static const char growth_outlook_finding[] =
    "SELECT 'In ' || calendar_year || ' carbon is between ', carbon_p5_kg, ' and ', carbon_p95_kg,"
    " ' kgCO2e in 90 % of draws', CASE WHEN rebound_p50 IS NOT NULL THEN '; the gain backfires in '"
    " END, CASE WHEN rebound_p50 IS NOT NULL THEN round(100 * backfires_share) END,"
    " CASE WHEN rebound_p50 IS NOT NULL THEN ' % of them' END,"
    " CASE WHEN break_even_p5 IS NOT NULL THEN ', where elasticities are beyond ' END,"
    " break_even_p5, CASE WHEN break_even_p95 > 1.001 * break_even_p5 THEN ' to ' END,"
    " CASE WHEN break_even_p95 > 1.001 * break_even_p5 THEN break_even_p95 END, '.' "
    "FROM v_growth_outlook WHERE study = :study AND year = " LAST_YEAR
    " AND carbon_p5_kg IS NOT NULL";

static const char growth_policies[] =
    "SELECT v.policy AS \"policy\", CAST(v.calendar_year AS TEXT) AS \"year\","
    " nullif(v.status, 'answered') AS \"status\", v.demand AS \"demand, times\","
    " v.placement AS \"best placement\", v.carbon_kg AS \"kgCO2e of the year\","
    " v.saved_kg AS \"saved by it\", v.carbon_price_usd_per_t AS \"USD per tonne\","
    " CASE WHEN v.over_cap THEN 'cannot be kept' END AS \"cap\","
    " 100 * v.rebound AS \"rebound, %\", v.verdict AS \"the gain\", v.calendar_year AS _year "
    "FROM v_growth_policy v WHERE v.study = :study"
    " AND EXISTS (SELECT 1 FROM growth_policy p WHERE p.study = v.study) "
    "ORDER BY v.policy_id, v.year";

static const char policies_finding[] =
    "WITH whole AS (SELECT policy_id, policy, sum(saved_kg) AS saved_kg, sum(carbon_kg) AS "
    "carbon_kg"
    " FROM v_growth_policy WHERE study = :study AND policy_id > 0 GROUP BY policy_id), "
    "first AS (SELECT * FROM whole ORDER BY saved_kg DESC LIMIT 1) "
    "SELECT CASE WHEN f.saved_kg > 0 THEN 'Over the years ' || f.policy || ' saves most: '"
    " ELSE 'No policy saves anything.' END, CASE WHEN f.saved_kg > 0 THEN f.saved_kg END,"
    " CASE WHEN f.saved_kg > 0 THEN ' kgCO2e, ' END, CASE WHEN f.saved_kg > 0 THEN"
    " round(100 * f.saved_kg / (f.saved_kg + f.carbon_kg)) END,"
    " CASE WHEN f.saved_kg > 0 THEN ' % of what is emitted without one' END,"
    " CASE WHEN f.saved_kg > 0 AND l.rebound IS NOT NULL THEN '; the rebound of ' ||"
    " l.calendar_year || ' is then ' END, CASE WHEN f.saved_kg > 0 THEN round(100 * l.rebound) END,"
    " CASE WHEN f.saved_kg > 0 AND l.rebound IS NOT NULL THEN ' % instead of ' END,"
    " CASE WHEN f.saved_kg > 0 AND l.rebound IS NOT NULL THEN round(100 * l.rebound_without_policy)"
    " END, CASE WHEN f.saved_kg > 0 AND l.rebound IS NOT NULL THEN ' %' END,"
    " CASE WHEN f.saved_kg > 0 THEN '.' END "
    "FROM first f JOIN v_growth_policy l ON l.study = :study AND l.policy_id = f.policy_id"
    " AND l.year = " LAST_YEAR;

/* Of more than two numbers that vary a place on the map would stand for several points. */
static const char growth_map[] =
    "WITH axis AS (SELECT vary, count(*) OVER () <= 2 AS fits, subject || CASE WHEN multiplies"
    " THEN ', times' WHEN unit <> '' THEN ', ' || unit ELSE '' END AS name FROM vary"
    " WHERE study = :study) "
    "SELECT v.setting AS \"setting\", nullif(v.status, 'answered') AS \"status\","
    " v.placement AS \"best placement\", v.carbon_kg AS \"kgCO2e of the last year\","
    " v.all_years_kg AS \"kgCO2e of all years\", v.without_kg AS \"without gains\","
    " 100 * v.rebound AS \"rebound, %\", v.verdict AS \"the gain\","
    " v.break_even AS \"break-even elasticity\", CASE WHEN a.fits THEN v.value_1 END AS _x,"
    " CASE WHEN a.fits THEN v.value_2 END AS _z, a.name AS _label, b.name AS _label_of_z "
    "FROM v_growth_map v JOIN axis a ON a.vary = 0 LEFT JOIN axis b ON b.vary = 1 "
    "WHERE v.study = :study ORDER BY v.point";

/* The frontier along the first number: between its points on both sides, on a straight line. */
static const char map_finding[] =
    "WITH row AS (SELECT *, carbon_kg / nullif(without_kg, 0) - 1 AS beyond FROM v_growth_map"
    " WHERE study = :study AND carbon_kg IS NOT NULL), "
    "step AS (SELECT value_1 AS x, beyond, lag(value_1) OVER along AS x_before,"
    " lag(beyond) OVER along AS before FROM row"
    " WINDOW along AS (PARTITION BY value_2 ORDER BY value_1)), "
    "frontier AS (SELECT min(at) AS low, max(at) AS high FROM (SELECT x_before + (x - x_before)"
    " * before / (before - beyond) AS at FROM step WHERE before * beyond < 0)"
    " WHERE (SELECT count(*) FROM vary WHERE study = :study) <= 2) "
    "SELECT 'In ' || max(calendar_year) || ' carbon is between ', min(carbon_kg), ' and ',"
    " max(carbon_kg), ' kgCO2e', CASE WHEN count(without_kg) > 0 THEN '; at ' ||"
    " count(verdict) || ' of ' || count(*) || ' points use takes more than the gains save' END,"
    " CASE WHEN low IS NOT NULL THEN ', from ' || (SELECT subject FROM vary WHERE study = :study"
    " AND vary = 0) || ' = ' END, low, CASE WHEN high > 1.001 * low THEN ' to ' END,"
    " CASE WHEN high > 1.001 * low THEN high END, CASE WHEN low IS NOT NULL THEN ' on' END, '.' "
    "FROM row JOIN frontier HAVING count(*) > 0";

const struct cairn_report_section cairn_report_ahead[] = {
    {.id = "levers",
     .title = "Levers",
     .finding = levers_finding,
     .about = "What each mitigation would save by itself, those that save most first; below 0 USD "
              "per tonne it saves money too.",
     .sql = levers,
     .chart = {"range", .x = "kgCO2e saved a year", .y = "lever", .low = "from", .high = "to",
               .fill = "status"}},
    {.id = "lever-steps",
     .title = "Levers, one after the other",
     .finding = steps_finding,
     .about = "Each time what saves most on top of those before.",
     .sql = lever_steps},
    {.id = "growth", .title = "Year by year", .finding = growth_finding, .sql = growth},
    {.id = "growth-parts",
     .title = "Carbon of each year",
     .about = "Of the placement that is best in the year, by what causes it; the tick is what it "
              "would be without gains.",
     .sql = growth_parts,
     .across = "part",
     .folded = true,
     .chart = {"years", .x = "_year", .y = "kgCO2e of the year", .fill = "part", .mark = "_without",
               .mark_label = "without gains"}},
    {.id = "growth-why",
     .title = "What changes over the years",
     .about = "Against the first year, by cause: above 0 more, below 0 less; together they are the "
              "change.",
     .sql = growth_why,
     .across = "by",
     .folded = true,
     .chart = {"years", .x = "_year", .y = "kgCO2e more than in the first", .fill = "by"}},
    {.id = "growth-demand",
     .title = "Demand",
     .about = "Of each workload: its course, times what it makes of what a request costs.",
     .sql = growth_demand,
     .folded = true,
     .chart = {"courses", .x = "_year", .y = "demand, times that of the first",
               .fill = "workload"}},
    {.id = "growth-rebound",
     .title = "Rebound",
     .about = "The share of what gains would save that more use takes back: above 100 % they "
              "backfire.",
     .sql = growth_rebound,
     .folded = true,
     .chart = {"courses", .x = "_year", .y = "rebound, %"}},
    {.id = "growth-outlook",
     .title = "The years, if what is uncertain turns out otherwise",
     .finding = growth_outlook_finding,
     .about = "Carbon of each year over draws of all that is uncertain: the line is the median, "
              "the band spans 90 % of the draws, dashed is what it is as the scenario stands.",
     .sql = growth_outlook,
     .chart = {"courses", .x = "_year", .y = "median", .low = "kgCO2e, 5 %", .high = "95 %",
               .mark = "as it stands", .label = "kgCO2e of the year"}},
    {.id = "growth-map",
     .title = "Where gains backfire",
     .finding = map_finding,
     .about = "Carbon of the last year wherever the numbers that vary lead; on the line it is what "
              "it would be without gains, and beyond it more.",
     .sql = growth_map,
     .chart = {"frontier", .x = "_x", .y = "kgCO2e of the last year", .z = "_z",
               .mark = "without gains", .fill = "the gain", .label_column = "_label",
               .z_label_column = "_label_of_z"}},
    {.id = "growth-policies",
     .title = "What policies do",
     .finding = policies_finding,
     .about = "Each policy by itself against none of them, year by year, with what is used then.",
     .sql = growth_policies,
     .chart = {"courses", .x = "_year", .y = "kgCO2e of the year", .fill = "policy"}},
    {.id = "growth-paths",
     .title = "To plan, or to look at one year at a time",
     .finding = paths_finding,
     .sql = growth_paths},
    {.id = "growth-stock",
     .title = "What is bought, used up and stranded",
     .about = "Bought along the planned path, by kind.",
     .sql = growth_stock,
     .folded = true,
     .chart = {"years", .x = "_year", .y = "_bought", .fill = "what", .label = "pieces bought"}},
    {.id = NULL},
};
