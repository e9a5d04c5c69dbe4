/* The report's chapter on what stands behind the figures (report_section.h). SQL over the views. */

#include "study/report_section.h"

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

static const char flags_finding[] =
    "SELECT CASE sum(concerns_answer) WHEN 0 THEN 'None concerns the answer.' ELSE"
    " sum(concerns_answer) || ' of ' || count(*) || ' concern the answer.' END "
    "FROM v_flag WHERE study = :study HAVING count(*) > 0";

static const char sources_finding[] =
    "SELECT count(*) || ' sources' || CASE sum(coalesce(licence, '') = '') WHEN 0 THEN '' ELSE"
    " ', ' || sum(coalesce(licence, '') = '') || ' without a stated licence' END || '.' "
    "FROM source WHERE study = :study HAVING count(*) > 0";

const struct cairn_report_section cairn_report_evidence[] = {
    {.id = "flags",
     .title = "What to know before trusting a figure",
     .finding = flags_finding,
     .sql = flags},
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
    {.id = "sources",
     .title = "Sources of the figures",
     .finding = sources_finding,
     .sql = sources,
     .folded = true},
    {.id = "inputs", .title = "Files that were read", .sql = inputs, .folded = true},
    {.id = "runs", .title = "Computed", .sql = runs, .facts = true},
    {.id = NULL},
};
