/* The views of what emits, by part, scope, year and hour, and what is bought (view_rows.h). */

#include "cli/view_rows.h"

#define LEDGER_ORDER "ORDER BY scenario, study, placement_id, basis, measure, part, place"

static const struct cairn_view_column purchases[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    DETAIL("placement", NULL),
    DETAIL_AS("is_answer", "answer", YES_NO),
    COLUMN("place", NULL),
    DETAIL("pool", NULL),
    COLUMN("item", NULL),
    COLUMN("name", NULL),
    COLUMN("count", NULL),
    COLUMN("times_bought", "bought"),
    COLUMN("embodied_bought_kg", "kg"),
    COLUMN("price_bought_usd", "USD"),
    COLUMN("peak_kw", "peak kW"),
    COLUMN("energy_kwh_per_year", "kWh/year"),
};

static const struct cairn_view_column parts[] = {
    COLUMN("scenario", NULL),
    COLUMN("role", "in"),
    DETAIL("placement", NULL),
    COLUMN("basis", NULL),
    COLUMN("part", NULL),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_kg", "kg in all"),
};

static const struct cairn_view_column scopes[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement_id", "no."),
    COLUMN("coalesce(role, placement)", "placement"),
    COLUMN("basis", NULL),
    COLUMN("scope", NULL),
    COLUMN("category", NULL),
    COLUMN("carbon_kg_per_year", "kg/year"),
    DETAIL("carbon_kg", "kg in all"),
    COLUMN("about", NULL),
};

static const struct cairn_view_column years[] = {
    COLUMN("scenario", NULL), DETAIL("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),    COLUMN("year", NULL),          COLUMN("scope", NULL),
    COLUMN("category", NULL), COLUMN("carbon_kg", "kg"),
};

static const struct cairn_view_column footprint[] = {
    COLUMN("scenario", NULL), COLUMN("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),    COLUMN("measure", NULL),       COLUMN("part", NULL),
    COLUMN("place", NULL),    COLUMN("value", NULL),         COLUMN("value_per_year", "per year"),
    COLUMN("unit", NULL),
};

static const struct cairn_view_column terms[] = {
    COLUMN("scenario", NULL),        COLUMN("placement_id", "no."), COLUMN("placement", NULL),
    COLUMN("basis", NULL),           COLUMN("measure", NULL),       COLUMN("part", NULL),
    COLUMN("place", NULL),           COLUMN("item", "of"),          COLUMN("equation", NULL),
    COLUMN("ledger_value", "value"), COLUMN("ledger_unit", "unit"), COLUMN("calculation", NULL),
};

static const struct cairn_view_column hours[] = {
    COLUMN("scenario", NULL),
    DETAIL("placement", NULL),
    COLUMN("season", NULL),
    COLUMN("begins", "hour (UTC)"),
    COLUMN("part", NULL),
    COLUMN("power_kw", "kW"),
    COLUMN("carbon_kg_per_hour", "kg/h"),
};

const struct cairn_view cairn_views_ledger[] = {
    {"purchases", "the shopping list of each placement", "v_purchase", "", COLUMNS(purchases)},
    {"parts", "what emits, in the answer, the runner-up, the baselines", "v_part", "",
     COLUMNS(parts)},
    {"scopes", "carbon by scope and category of the GHG Protocol", "v_scope", "", COLUMNS(scopes)},
    {"scopes-by-year", "the same by year, what is bought in the year of its purchase",
     "v_scope_year", "", COLUMNS(years)},
    {"footprint", "carbon, energy, water and money by part", "v_footprint", LEDGER_ORDER,
     COLUMNS(footprint)},
    {"terms", "the same line by line, as calculations", "v_term", LEDGER_ORDER ", component, term",
     COLUMNS(terms)},
    {"hours", "energy and carbon by hour of the week", "v_hour",
     "ORDER BY scenario, study, is_answer DESC, placement_id, season, hour, part", COLUMNS(hours)},
    END_OF_VIEWS,
};
