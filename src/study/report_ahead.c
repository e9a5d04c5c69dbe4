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

static const char growth_finding[] =
    "SELECT 'In ' || b.calendar_year || ' demand is ', b.demand, ' times and carbon ',"
    " b.carbon_kg / a.carbon_kg, ' times that of ' || a.calendar_year,"
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
    " (4, 'grid'), (5, 'embodied')) c WHERE v.study = :study AND v.year > 1"
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
    " v.mean_age_years AS \"mean age, years\" FROM v_growth_stock v WHERE v.study = :study"
    " ORDER BY v.path DESC, v.year";

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
    {.id = "growth-paths",
     .title = "To plan, or to look at one year at a time",
     .finding = paths_finding,
     .sql = growth_paths},
    {.id = "growth-stock",
     .title = "What is bought, used up and stranded",
     .sql = growth_stock,
     .folded = true},
    {.id = NULL},
};
