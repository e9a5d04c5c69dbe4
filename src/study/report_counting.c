/* The report's chapter on other ways of counting (report_section.h). The SQL asks the views. */

#include "study/report_section.h"

static const char bases[] =
    "SELECT v.basis AS \"basis\", CASE WHEN v.decides THEN 'yes' END AS \"decides\","
    " v.change_from_answer AS \"best under it\", v.carbon_kg_per_year AS \"its kgCO2e a year\","
    " v.answer_carbon_kg_per_year AS \"the answer's\", 1000 * v.answer_carbon_g_per_request"
    " AS \"mgCO2e per request\", coalesce(v.verdict, v.status) AS \"verdict\", v.about AS \"what "
    "it "
    "is\" "
    "FROM v_basis v WHERE v.study = :study";

static const char bases_finding[] =
    "SELECT CASE sum(verdict = 'differs') WHEN 0 THEN 'The same placement is best under each basis"
    " that has data (' || count(*) || ').' ELSE 'Another placement is best under ' ||"
    " group_concat(CASE verdict WHEN 'differs' THEN basis END, ', ') || '.' END "
    "FROM v_basis WHERE study = :study AND verdict IS NOT NULL";

static const char scopes[] = "SELECT 'scope ' || v.category || ': ' || c.about AS \"category\","
                             " v.basis || ', year ' || v.year AS \"in\", v.carbon_kg AS \"kgCO2e\" "
                             "FROM v_scope_year v JOIN category c ON c.name = v.category "
                             "WHERE v.study = :study AND v.is_answer "
                             "ORDER BY v.basis, v.year, v.category";

const struct cairn_report_section cairn_report_counting[] = {
    {.id = "bases",
     .title = "The winner under each basis",
     .finding = bases_finding,
     .about = "What the answer has under each accounting basis, and, as a tick, what the best "
              "placement under that basis has. Where they lie apart the convention decides.",
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
    {.id = NULL},
};
