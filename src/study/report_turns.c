/* The report's chapter on what flips the answer (report_section.h). The SQL asks the views. */

#include "study/report_section.h"

/* Short names of placements, or summaries where two of them in the table have the same. */
#define NAME_AMONG(table)                                                             \
    "CASE WHEN (SELECT count(DISTINCT o.placement) FROM " table " o JOIN placement q" \
    " ON q.study = o.study AND q.placement = o.placement"                             \
    " WHERE o.study = v.study AND q.name = v.placement) > 1"                          \
    " THEN v.placement_summary ELSE v.placement END"
#define SEGMENT_NAME NAME_AMONG("segment")
#define CELL_NAME NAME_AMONG("cell")

static const char flips[] =
    "SELECT v.words AS \"number\", v.role AS \"then as good\","
    " v.value AS \"is\", v.flips_at AS \"flips at\", v.low AS \"from\", v.high AS \"to\","
    " v.unit AS \"unit\", 100 * v.change_share AS \"change, %\", v.flips_at / v.value AS _factor,"
    " v.low / v.value AS _low, v.high / v.value AS _high, 1.0 AS _now "
    "FROM v_flip v WHERE v.study = :study AND v.status = 'ok' AND v.value <> 0";

static const char flips_finding[] =
    "SELECT 'Nearest: ' || words || ' at ',"
    " flips_at / value, ' times what it is; then ' || CASE role WHEN 'runner-up' THEN 'the "
    "runner-up'"
    " ELSE role END || ' is as good.' FROM v_flip WHERE study = :study AND status = 'ok'"
    " AND flips_at / value > 0 ORDER BY max(flips_at / value, value / flips_at) LIMIT 1";

static const char breakpoints[] =
    "SELECT v.words AS \"the answer changes\", v.value AS \"at\", v.low AS \"from\","
    " v.high AS \"to\", v.unit AS \"unit\", v.base AS \"is\", 100 * v.change_share"
    " AS \"change, %\", v.method AS \"found\" FROM v_breakpoint v WHERE v.study = :study";

static const char segments[] =
    "SELECT v.subject AS \"along\", " SEGMENT_NAME " AS \"best\", v.from_value AS \"from\","
    " v.to_value AS \"to\", nullif(v.unit, '') AS \"unit\","
    " v.carbon_from_kg_per_year AS \"kgCO2e a year there\","
    " v.carbon_to_kg_per_year AS \"and at the end\","
    " round(100 * v.gap, 4) AS \"at most so much better, %\","
    " v.subject || coalesce(', ' || nullif(v.unit, ''), '') AS _axis, a.base AS _base "
    "FROM v_segment v JOIN vary a ON a.study = v.study AND a.vary = v.vary "
    "WHERE v.study = :study ORDER BY v.vary, v.segment";

static const char segments_finding[] =
    "SELECT CASE count(*) WHEN 0 THEN 'The answer stays the same all along.' ELSE "
    "group_concat(words, '; ') || '.' END FROM v_breakpoint WHERE study = :study"
    " AND method = 'exact'";

static const char cells[] =
    "SELECT v.subject || ' at ' || printf('%.6g ', v.value) || v.unit AS \"at\","
    " " CELL_NAME " AS \"best\", v.from_value AS \"from\", v.to_value AS \"to\","
    " v.along || coalesce(', ' || nullif(v.along_unit, ''), '') AS \"along\","
    " v.aim_from / " CAIRN_SQL_YEARS " AS \"a year there\","
    " v.aim_to / " CAIRN_SQL_YEARS " AS \"and at the end\", v.aim_unit AS \"of\","
    " v.value AS _value, v.subject || coalesce(', ' || nullif(v.unit, ''), '') AS _subject "
    "FROM v_cell v JOIN study s ON s.id = v.study WHERE v.study = :study ORDER BY v.line, v.cell";

static const char cells_finding[] =
    "SELECT CASE count(DISTINCT placement_id) WHEN 1 THEN min(placement) || ' is best everywhere"
    " on the map.' ELSE count(DISTINCT placement_id) || ' placements share the map.' END "
    "FROM v_cell WHERE study = :study";

static const char sweep[] =
    "WITH along AS (SELECT vary, row_number() OVER (ORDER BY n DESC, vary) AS place,"
    " subject || CASE WHEN multiplies THEN ', times' WHEN unit <> '' THEN ', ' || unit ELSE '' END"
    " AS label FROM vary WHERE study = :study), "
    "named AS MATERIALIZED (SELECT placement_id, placement, coalesce(change_from_answer,"
    " placement_summary) AS told FROM v_placement WHERE study = :study) "
    "SELECT o.setting AS \"setting\", coalesce(p.placement, o.status) AS \"answer\","
    " o.carbon_kg / " CAIRN_SQL_YEARS " AS \"kgCO2e a year\", o.carbon_low_kg / " CAIRN_SQL_YEARS
    " AS \"from\","
    " o.carbon_high_kg / " CAIRN_SQL_YEARS " AS \"to\","
    " CASE WHEN o.p_correct > 0.999 THEN '>0.999' ELSE o.p_correct END AS \"P(best)\","
    " round(100 * o.gap, 4) AS \"gap, %\", nullif(o.status, 'decided') AS \"status\","
    " coalesce(x.value, x.word) AS _x, coalesce(z.value, z.word) AS _z,"
    " a.label AS _label, b.label AS _label_of_z, coalesce(p.told, o.status) AS _placement "
    "FROM v_sweep o JOIN study s ON s.id = o.study "
    "JOIN along a ON a.place = 1 LEFT JOIN along b ON b.place = 2 "
    "JOIN v_setting x ON x.study = o.study AND x.point = o.point AND x.vary = a.vary "
    "LEFT JOIN v_setting z ON z.study = o.study AND z.point = o.point AND z.vary = b.vary "
    "LEFT JOIN named p ON p.placement_id = o.placement_id "
    "WHERE o.study = :study ORDER BY o.point";

static const char sweep_finding[] =
    "WITH counted AS (SELECT count(*) AS n, count(differs) AS valid, sum(differs) AS other FROM"
    " v_sweep WHERE study = :study) "
    "SELECT CASE WHEN valid = 0 THEN '' WHEN other = 0 THEN 'The same placement is best at all '"
    " || valid || ' points.' ELSE 'At ' || other || ' of ' || valid || ' points another placement"
    " is best than as the scenario stands.' END || CASE WHEN valid = 0 THEN 'At no point is there a"
    " valid scenario.' WHEN valid < n THEN ' ' || (n - valid) || ' more are no valid scenario.'"
    " ELSE '' END FROM counted";

/* A sweep's points as what may turn out: what choosing one placement for all of them costs. */
static const char robust[] =
    "SELECT coalesce(p.change_from_answer, v.placement_summary) AS \"placement\","
    " v.worst / " CAIRN_SQL_YEARS " AS \"at worst, a year\", v.worst_at AS \"where\","
    " v.mean / " CAIRN_SQL_YEARS " AS \"on average\", v.greatest_regret / " CAIRN_SQL_YEARS
    " AS \"greatest regret\", v.mean_regret / " CAIRN_SQL_YEARS " AS \"mean regret\","
    " v.unit AS \"unit\", v.best_at AS \"best at\", v.kept_at AS \"keeps promises at\","
    " v.points AS \"of points\", CASE WHEN NOT v.eligible THEN 'breaks a promise'"
    " WHEN v.is_minimax_regret THEN 'least regret' WHEN v.is_answer THEN 'the answer as it stands'"
    " ELSE 'other' END AS \"is\" "
    "FROM v_robust v JOIN study s ON s.id = v.study JOIN v_placement p ON p.study = v.study"
    " AND p.placement_id = v.placement_id WHERE v.study = :study "
    "ORDER BY NOT v.eligible, v.greatest_regret, v.placement_id";

static const char robust_finding[] =
    "SELECT CASE WHEN r.greatest_regret > 0 THEN r.placement_summary || ' never takes more than '"
    " ELSE r.placement_summary || ' is the best at every point.' END,"
    " CASE WHEN r.greatest_regret > 0 THEN r.greatest_regret / " CAIRN_SQL_YEARS " END,"
    " CASE WHEN r.greatest_regret > 0 THEN ' ' || r.unit || ' a year more than the best of a point'"
    " || CASE WHEN r.is_answer THEN ', and is the answer as the scenario stands.' WHEN a.study IS"
    " NULL THEN '.' ELSE '; the answer as the scenario stands takes up to ' END END,"
    " CASE WHEN NOT r.is_answer THEN a.greatest_regret / " CAIRN_SQL_YEARS " END,"
    " CASE WHEN NOT r.is_answer AND a.study IS NOT NULL THEN ' more.' END "
    "FROM v_robust r JOIN study s ON s.id = r.study LEFT JOIN v_robust a ON a.study = r.study"
    " AND a.is_answer AND r.greatest_regret > 0 WHERE r.study = :study AND r.is_minimax_regret "
    "ORDER BY r.placement_id LIMIT 1";

static const char varies[] =
    "SELECT subject AS \"what varies\", n AS \"values\", base AS \"is\", unit AS \"unit\","
    " CASE WHEN multiplies THEN 'times what stands there' ELSE 'instead of it' END AS \"values "
    "are\","
    " targets AS \"attributes\", reach AS \"calls for\", selects AS \"selected by\" "
    "FROM vary WHERE study = :study ORDER BY vary";

const struct cairn_report_section cairn_report_turns[] = {
    {.id = "flips",
     .title = "One number at a time",
     .finding = flips_finding,
     .about = "How many times a number would have to be what it is, all others as they are, for "
              "another placement to be as good as the answer. Points near the line at 1 are "
              "numbers to look up.",
     .sql = flips,
     .chart = {"range", .x = "_factor", .y = "number", .low = "_low", .high = "_high",
               .mark = "_now", .fill = "then as good", .label = "times what it is",
               .mark_label = "as it is", .log = true}},
    {.id = "segments",
     .title = "Along what varies",
     .finding = segments_finding,
     .about = "Least carbon, followed exactly: where the colour changes, so does the answer. "
              "Dashed: the number as it is.",
     .sql = segments,
     .chart = {"lines", .x = "from", .y = "kgCO2e a year there", .x2 = "to", .y2 = "and at the end",
               .fill = "best", .split = "_axis", .mark = "_base"}},
    {.id = "breakpoints",
     .title = "Where the answer changes",
     .about = "Each with the interval in which it lies.",
     .sql = breakpoints},
    {.id = "cells",
     .title = "Over two numbers at once",
     .finding = cells_finding,
     .about = "Which placement is best where; edges along the lines are exact.",
     .sql = cells,
     .chart = {"plane", .x = "_value", .low = "from", .high = "to", .fill = "best",
               .label_column = "_subject", .z_label_column = "along"}},
    {.id = "sweep",
     .title = "How the answer moves",
     .finding = sweep_finding,
     .about = "The whole question, asked again at each point of what varies.",
     .sql = sweep,
     .chart = {"sweep", .x = "_x", .y = "kgCO2e a year", .z = "_z", .low = "from", .high = "to",
               .fill = "_placement", .label_column = "_label", .z_label_column = "_label_of_z"}},
    {.id = "robust",
     .title = "One placement for all points",
     .finding = robust_finding,
     .about = "Regret is what a placement takes more than the best of a point: the dot is the "
              "greatest of all points, the tick their mean.",
     .sql = robust,
     .chart = {"range", .x = "greatest regret", .y = "placement", .mark = "mean regret",
               .fill = "is", .label = "regret a year", .mark_label = "mean regret"}},
    {.id = "varies", .title = "What varies", .sql = varies, .folded = true},
    {.id = NULL},
};
