/* The report's chapter on how sure the answer is (report_section.h). The SQL asks the views. */

#include "study/report_section.h"

static const char sure[] =
    "SELECT 100 * v.precision AS \"known within, %\","
    " CASE WHEN v.p_correct > 0.999 THEN '>0.999' ELSE v.p_correct END"
    " AS \"P(best of those compared)\", v.candidates AS \"placements compared\","
    " v.runner_up AS \"runner-up\","
    " v.runner_up_excess_kg / v.horizon_years AS \"it emits more a year, kg\","
    " v.bound_kg / v.horizon_years AS \"nothing can emit less than, kg a year\","
    " round(100 * v.gap, 4) AS \"at most so much better, %\", v.bound_by AS \"known by\","
    " v.replications AS \"replications\", v.requests_simulated AS \"requests simulated\" "
    "FROM v_optimum v WHERE v.study = :study AND v.placement IS NOT NULL";

/* A share in per cent, with no more digits than it is worth. */
#define PER_CENT(share)       \
    "printf(CASE WHEN " share \
    " >= 0.1 THEN '%.0f' ELSE '%.2g' END || ' %%', max(0.01, 100 * " share "))"

#define PRECISION PER_CENT("precision")
#define GAP PER_CENT("gap")
#define EXCESS PER_CENT("(runner_up_excess_kg / carbon_kg)")

static const char sure_finding[] =
    "SELECT 'Carbon is known within ' || " PRECISION
    " || coalesce('; no placement can be better by more than ' || " GAP ", '') || '.' "
    "FROM v_optimum WHERE study = :study AND precision IS NOT NULL";

static const char candidates[] =
    "SELECT coalesce(v.change_from_answer, v.placement_summary) AS \"placement\","
    " v.status AS \"status\", v.carbon_kg_per_year AS \"kgCO2e a year\","
    " v.carbon_low_kg_per_year AS \"from\", v.carbon_high_kg_per_year AS \"to\","
    " v.excess_kg_per_year AS \"more than the answer\", v.replications AS \"replications\","
    " coalesce(v.broken_promises || coalesce(', budget of ' || v.broken_budgets, ''),"
    " 'budget of ' || v.broken_budgets) AS \"breaks\","
    " (SELECT o.bound_kg / " CAIRN_SQL_YEARS " FROM optimum o JOIN study s ON s.id = o.study"
    " WHERE o.study = v.study AND o.point = 0) AS _bound "
    "FROM v_candidate v WHERE v.study = :study";

static const char candidates_finding[] =
    "SELECT candidates || ' placements were compared; the next best, ' || runner_up || ', emits '"
    " || " EXCESS " || ' more.' FROM v_optimum WHERE study = :study AND runner_up_excess_kg > 0"
    " AND carbon_kg > 0";

/* What expected totals and their like are of: a year. */
static const char outlook[] =
    "SELECT v.placement_summary AS \"placement\", CASE WHEN v.is_chosen THEN 'least expected' END"
    " AS \"is\", v.expected / " CAIRN_SQL_YEARS " AS \"expected a year\", v.p5 / " CAIRN_SQL_YEARS
    " AS \"5 %\", v.p50 / " CAIRN_SQL_YEARS " AS \"median\", v.p95 / " CAIRN_SQL_YEARS
    " AS \"95 %\", v.unit AS \"unit\", v.best_share AS \"P(best)\","
    " v.tie_share AS \"P(best or as good)\", v.kept_share AS \"P(promises kept)\","
    " v.regret / " CAIRN_SQL_YEARS " AS \"regret\", v.greatest_regret / " CAIRN_SQL_YEARS
    " AS \"greatest regret\", CASE WHEN v.is_chosen THEN 'least expected' WHEN v.is_answer"
    " THEN 'the answer as it stands' ELSE 'other' END AS _role, v.unit || ' a year, expected' AS "
    "_axis "
    "FROM v_outlook v JOIN study s ON s.id = v.study WHERE v.study = :study ORDER BY v.expected";

static const char outlook_finding[] = "SELECT sentence FROM outlook WHERE study = :study";

/* Totals of the chosen placement; as the scenario stands where it was a candidate. */
static const char swings[] =
    "SELECT v.number AS \"number\", CASE WHEN v.multiplies THEN 'times' ELSE v.number_unit END"
    " AS \"unit\", v.p5 AS \"at least\", v.base AS \"is\", v.p95 AS \"at most\","
    " v.value_low / " CAIRN_SQL_YEARS
    " AS \"a year at its 5 % point\", v.value_high / " CAIRN_SQL_YEARS
    " AS \"a year at its 95 % point\", v.unit AS \"in\", v.flips_at AS \"flips at\","
    " v.flips_to AS \"then best\", (SELECT c.value / " CAIRN_SQL_YEARS
    " FROM candidate c JOIN outlook o"
    " ON o.study = c.study AND o.chosen = c.placement WHERE c.study = v.study) AS _base,"
    " v.unit || ' a year' AS _axis "
    "FROM v_measure_first v JOIN study s ON s.id = v.study WHERE v.study = :study "
    "ORDER BY abs(v.value_high - v.value_low) DESC";

static const char swings_finding[] =
    "SELECT number || ' moves it most: from ', min(value_low, value_high) / " CAIRN_SQL_YEARS
    ", ' to ',"
    " max(value_low, value_high) / " CAIRN_SQL_YEARS ", ' ' || unit || ' a year.' "
    "FROM v_measure_first v JOIN study s ON s.id = v.study WHERE v.study = :study"
    " AND value_low <> value_high ORDER BY abs(value_high - value_low) DESC LIMIT 1";

static const char worth[] =
    "SELECT v.learnt AS \"to know\", v.worth / " CAIRN_SQL_YEARS " AS \"saves a year\","
    " min(v.unit) AS \"unit\", 100 * v.share_of_all AS \"of knowing everything, %\","
    " v.chance / " CAIRN_SQL_YEARS " AS \"of that by chance\", 'worth' AS _one,"
    " min(v.unit) || ' a year saved' AS _axis "
    "FROM v_measure_first v JOIN study s ON s.id = v.study WHERE v.study = :study "
    "GROUP BY v.factor ORDER BY v.worth DESC";

static const char worth_finding[] =
    "SELECT CASE WHEN worth > chance THEN 'Measure ' || learnt || ' first: to know it before "
    "choosing"
    " would save ' ELSE 'Nothing is worth measuring: to know any number before choosing would save "
    "no"
    " more than ' END, max(worth, chance) / " CAIRN_SQL_YEARS ", ' ' || unit || ' a year.' "
    "FROM v_measure_first v JOIN study s ON s.id = v.study WHERE v.study = :study "
    "ORDER BY worth DESC LIMIT 1";

static const char sensitivity[] =
    "SELECT v.subject AS \"number\", v.output AS \"of the\", v.first AS \"by itself\","
    " v.first_low AS \"from\", v.first_high AS \"to\", v.total AS \"with others\","
    " v.total_low AS \"at least\", v.total_high AS \"at most\", v.mu_star AS \"mean effect\","
    " v.mu_star_half AS \"+/-\", v.sigma AS \"its deviation\","
    " CASE WHEN v.is_rough THEN 'rough' END AS \"note\" "
    "FROM v_sensitivity v WHERE v.study = :study";

static const char sensitivity_finding[] =
    "SELECT group_concat(subject || ' makes ' || CAST(round(100 * first) AS INTEGER) ||"
    " ' % of how the ' || output || ' varies', '; ') || '.' FROM (SELECT subject, output,"
    " max(first) AS first FROM v_sensitivity WHERE study = :study AND first > 0.005"
    " GROUP BY output ORDER BY output DESC)";

const struct cairn_report_section cairn_report_sure[] = {
    {.id = "sure",
     .title = "How well it is known",
     .finding = sure_finding,
     .about = "How well the model's answer is known, not how well the model fits the case.",
     .sql = sure,
     .facts = true},
    {.id = "candidates",
     .title = "What was compared",
     .finding = candidates_finding,
     .about = "Each placement with its interval, the best first, and the bound below which none "
              "can be.",
     .sql = candidates,
     .chart = {"range", .x = "kgCO2e a year", .y = "placement", .low = "from", .high = "to",
               .mark = "_bound", .fill = "status", .mark_label = "nothing can emit less"}},
    {.id = "outlook",
     .title = "If what is uncertain turns out otherwise",
     .finding = outlook_finding,
     .about = "Expected totals over draws of all that is uncertain; lines span 90 % of the draws.",
     .sql = outlook,
     .chart = {"range", .x = "expected a year", .y = "placement", .low = "5 %", .high = "95 %",
               .fill = "_role", .label_column = "_axis"}},
    {.id = "worth",
     .title = "What to measure first",
     .finding = worth_finding,
     .about = "What it would save, on average, to know a number before choosing. Tick: what chance "
              "alone would show.",
     .sql = worth,
     .chart = {"range", .x = "saves a year", .y = "to know", .mark = "of that by chance",
               .fill = "_one", .label_column = "_axis", .mark_label = "by chance"}},
    {.id = "swings",
     .title = "What moves the total",
     .finding = swings_finding,
     .about = "The chosen placement, one number at a time between its 5 % and 95 % points, all "
              "else as it stands.",
     .sql = swings,
     .chart = {"tornado", .y = "number", .low = "a year at its 5 % point",
               .high = "a year at its 95 % point", .mark = "_base", .label_column = "_axis",
               .mark_label = "as it stands"}},
    {.id = "sensitivity",
     .title = "Where the spread comes from",
     .finding = sensitivity_finding,
     .about = "Shares of the variance over draws: of the total of the chosen placement, and of the "
              "decision, that is whether it is the best. Tick: together with others.",
     .sql = sensitivity,
     .chart = {"range", .x = "by itself", .y = "number", .low = "from", .high = "to",
               .mark = "with others", .fill = "of the", .label = "share of the variance",
               .mark_label = "with others"}},
    {.id = NULL},
};
