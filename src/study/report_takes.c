/* The report's chapter on what the answer takes (report_section.h). The SQL asks the views. */

#include "study/report_section.h"

static const char purchases[] =
    "SELECT v.name AS \"what\", v.item AS \"kind\", v.place AS \"where\", v.pool AS \"pool\","
    " v.count AS \"in use\", v.times_bought AS \"times bought\", v.price_bought_usd AS \"USD\","
    " v.embodied_bought_kg AS \"made with, kgCO2e\", v.peak_kw AS \"peak kW\","
    " v.energy_kwh_per_year AS \"kWh a year\" "
    "FROM v_purchase v WHERE " CAIRN_SQL_ANSWER;

static const char purchases_finding[] =
    "SELECT CASE WHEN sum(times_bought) > 0 THEN 'Over the horizon ' ELSE 'Nothing has to be "
    "bought.'"
    " END, nullif(sum(count * times_bought), 0),"
    " CASE WHEN sum(count * times_bought) = 1 THEN ' thing is bought'"
    " WHEN sum(times_bought) > 0 THEN ' things are bought' END,"
    " CASE WHEN sum(price_bought_usd) > 0 THEN ' for ' END, nullif(sum(price_bought_usd), 0),"
    " CASE WHEN sum(price_bought_usd) > 0 THEN ' USD' END,"
    " CASE WHEN sum(embodied_bought_kg) > 0 THEN ', made with ' END,"
    " nullif(sum(embodied_bought_kg), 0), CASE WHEN sum(embodied_bought_kg) > 0 THEN ' kgCO2e' "
    "END, CASE WHEN sum(times_bought) > 0 THEN '.' END "
    "FROM v_purchase v WHERE " CAIRN_SQL_ANSWER " HAVING count(*) > 0";

static const char promises[] =
    "SELECT v.workload || ', ' || v.promise AS \"promise\", v.verdict AS \"verdict\","
    " v.outcome AS \"outcome\" FROM v_promise v WHERE " CAIRN_SQL_ANSWER;

static const char promises_finding[] =
    "SELECT CASE count(*) - sum(verdict = 'kept') WHEN 0 THEN CASE count(*) WHEN 1 THEN 'It is'"
    " WHEN 2 THEN 'Both are' ELSE 'All ' || count(*) || ' are' END || ' kept.' ELSE"
    " sum(verdict = 'kept') || ' of ' || count(*) || ' are kept; ' || group_concat(CASE WHEN"
    " verdict <> 'kept' THEN promise || ' of ' || workload || ' is ' || verdict END, ', ') || '.'"
    " END FROM v_promise v WHERE " CAIRN_SQL_ANSWER " HAVING count(*) > 0";

/* A figure of the kinds of times that requests have. */
#define PICK(figure)                                                               \
    "CASE k.column1 WHEN 1 THEN w.sojourn_" figure "_s WHEN 2 THEN w.ttft_" figure \
    "_s WHEN 3 THEN"                                                               \
    " w.tpot_" figure "_s ELSE w.wait_" figure "_s END"
#define MEAN PICK("mean")
#define P50 PICK("p50")
#define P95 PICK("p95")
#define P99 PICK("p99")

/* In words, as the file's names of times. */
#define TIME_WORDS                                                                          \
    "CASE v.time WHEN 'sojourn' THEN 'to the reply' WHEN 'ttft' THEN 'to the first token' " \
    "WHEN 'tpot' THEN 'per token' ELSE 'waiting' END"

/* Distributions of what requests go through; those nearest to their promises first. */
static const char spread[] =
    "WITH near AS (SELECT workload, max(value_s / promised_s) AS nearness FROM v_quantile v"
    " WHERE " CAIRN_SQL_ANSWER " AND share = 0.95 GROUP BY workload),"
    " taken AS (SELECT workload, time FROM v_quantile v WHERE " CAIRN_SQL_ANSWER
    " GROUP BY workload, time HAVING max(value_s) > 0) "
    "SELECT v.workload AS \"workload\", " TIME_WORDS
    " AS \"time\", 100 * v.share AS \"% of requests\","
    " v.value_s AS \"within, s\", v.promised_s AS \"promised of 95 %, s\" "
    "FROM v_quantile v JOIN taken USING (workload, time) JOIN near USING (workload) "
    "WHERE " CAIRN_SQL_ANSWER
    " ORDER BY nearness DESC, v.workload, v.time = 'wait', v.time, v.share";

/* The same in a few figures, each beside the promise of its 95th percentile. */
static const char times[] =
    "SELECT w.workload || ', ' || k.column2 AS \"time\", " MEAN " AS \"mean, s\", " P50
    " AS \"half within, s\", " P95 " AS \"95 % within, s\", " P99 " AS \"99 % within, s\","
    " (SELECT p.promised FROM v_promise p WHERE p.study = w.study AND p.placement_id = w.placement"
    " AND p.workload = w.workload AND p.promise = k.column3 AND p.unit = 's') AS \"promised, s\" "
    "FROM workload_result w "
    "JOIN optimum o ON o.study = w.study AND o.point = 0 AND o.placement = w.placement "
    "CROSS JOIN (VALUES (1, 'to the reply', 'p95'), (2, 'to the first token', 'ttft'),"
    " (3, 'per token', 'tpot'), (4, 'waiting', '')) k "
    "WHERE w.study = :study AND " P95 " > 0 ORDER BY w.workload, k.column1";

static const char times_finding[] =
    "SELECT 'Nearest to its promise: 95 % of ' || workload || CASE promise WHEN 'ttft' THEN"
    " ' have the first token' WHEN 'tpot' THEN ' have each token' ELSE ' are answered' END ||"
    " ' within ' || replace(outcome, ' of ', '; promised are ') || '.' FROM v_promise v "
    "WHERE " CAIRN_SQL_ANSWER
    " AND unit = 's' AND promised > 0 ORDER BY achieved / promised DESC LIMIT 1";

/* One figure by hour and part. */
#define HOURS(figure, head)                                                                       \
    "WITH v AS MATERIALIZED (SELECT season, hour, begins, part, " figure " AS figure FROM v_hour" \
    " WHERE study = :study AND is_answer) "                                                       \
    "SELECT coalesce(season || ', ', '') || begins AS \"hour\", hour AS _hour,"                   \
    " coalesce(season, 'the year') AS _season, part AS \"part\", figure AS \"" head "\" FROM v"   \
    " WHERE part IN (SELECT part FROM v GROUP BY part HAVING max(figure) > 0)"                    \
    " ORDER BY v.season, v.hour, v.part"

static const char power[] = HOURS("1000 * power_kw", "W");
static const char carbon[] = HOURS("1000 * carbon_kg_per_hour", "gCO2e an hour");

/* The greatest hour of a figure, and how much the least one has. */
#define BUSIEST(figure, unit)                                                                   \
    "WITH v AS MATERIALIZED (SELECT season, begins, sum(" figure ") AS total FROM v_hour"       \
    " WHERE study = :study AND is_answer GROUP BY season, hour),"                               \
    " w AS (SELECT max(total) AS most, min(total) AS least FROM v) "                            \
    "SELECT CASE WHEN most > 1.01 * least THEN 'Most in the hour from ' || begins || ' UTC' ||" \
    " coalesce(', ' || season, '') || ': ' ELSE 'The same at every hour: ' END, most,"          \
    " ' " unit "', CASE WHEN most > 1.01 * least THEN '; least: ' END,"                         \
    " CASE WHEN most > 1.01 * least THEN least END, '.' "                                       \
    "FROM v JOIN w ON v.total = w.most AND most > 0 LIMIT 1"

static const char power_finding[] = BUSIEST("1000 * power_kw", "W");
static const char carbon_finding[] = BUSIEST("1000 * carbon_kg_per_hour", "gCO2e an hour");

static const char broken[] =
    "SELECT v.breaks AS \"would break\", v.placement_summary AS \"placement\","
    " v.saving_per_year AS \"less a year\", v.unit AS \"unit\", v.evidence AS \"evidence\" "
    "FROM v_excluded v WHERE v.study = :study";

static const char budgets[] =
    "SELECT v.resource AS \"budget of\", v.verdict AS \"verdict\", v.taken AS \"taken\","
    " v.taken_low AS \"from\", v.taken_high AS \"to\", v.allowed AS \"allowed\", v.unit AS "
    "\"unit\","
    " 100 * v.used_share AS \"used, %\" FROM v_budget v WHERE " CAIRN_SQL_ANSWER;

static const char fronts[] =
    "SELECT coalesce(v.change_from_answer, v.placement_summary) AS \"placement\","
    " v.against AS \"against\", v.carbon_kg_per_year AS \"kgCO2e a year\","
    " v.value_per_year AS \"of the other a year\", v.unit AS \"unit\","
    " v.value_per_kg AS \"for each kg less\","
    " v.against || CASE v.against WHEN 'latency' THEN ', over what is promised'"
    " ELSE ', ' || v.unit || ' a year' END AS _axis "
    "FROM v_pareto v WHERE v.study = :study AND (SELECT count(*) FROM v_pareto w"
    " WHERE w.study = v.study AND w.against = v.against) > 1";

const struct cairn_report_section cairn_report_takes[] = {
    {.id = "purchases", .title = "Shopping list", .finding = purchases_finding, .sql = purchases},
    {.id = "promises", .title = "What was promised", .finding = promises_finding, .sql = promises},
    {.id = "spread",
     .title = "How long requests take",
     .finding = times_finding,
     .about = "How many requests are through within which time. A ring is what was promised of "
              "95 %: a line that passes to its left keeps it.",
     .sql = spread,
     .folded = true,
     .chart = {"spread", .x = "within, s", .y = "% of requests", .mark = "promised of 95 %, s",
               .fill = "time", .split = "workload", .label = "seconds"}},
    {.id = "times",
     .title = "The same in a few figures",
     .about = "Means of replications; the chart above has all requests together.",
     .sql = times},
    {.id = "power",
     .title = "Power by hour of the week",
     .finding = power_finding,
     .about = "Mean electrical power by what takes it, over an average week; hours that are alike "
              "in load share what was simulated for them.",
     .sql = power,
     .across = "part",
     .folded = true,
     .chart = {"week", .x = "_hour", .y = "W", .fill = "part", .split = "_season"}},
    {.id = "carbon",
     .title = "Carbon by hour of the week",
     .finding = carbon_finding,
     .about = "With the grid's intensity of the hour where it is known; what does not depend on "
              "the hour, such as making devices, is spread evenly.",
     .sql = carbon,
     .across = "part",
     .folded = true,
     .chart = {"week", .x = "_hour", .y = "gCO2e an hour", .fill = "part", .split = "_season"}},
    {.id = "budgets", .title = "Budgets", .about = "Over the horizon.", .sql = budgets},
    {.id = "excluded",
     .title = "What promises and budgets cost",
     .about = "Placements that would have less, and break one.",
     .sql = broken},
    {.id = "fronts",
     .title = "Pareto fronts",
     .about = "Placements of which no other is better both in carbon and in something else: to the "
              "left there is less carbon, below less of the other.",
     .sql = fronts,
     .chart = {"front", .x = "kgCO2e a year", .y = "of the other a year", .fill = "placement",
               .split = "_axis"}},
    {.id = NULL},
};
