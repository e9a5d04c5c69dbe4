/* The views of the years (view_rows.h). */

#include "cli/view_rows.h"

#define VERDICT COLUMN("coalesce(verdict, nullif(status, 'answered'))", "verdict")

/* What a year takes against the same without gains, and against these at its demand. */
#define WITHOUT_GAINS                                                                \
    COLUMN("without_kg", "without gains"), DETAIL("potential_kg", "at that demand"), \
        COLUMN_AS("rebound", "rebound %", PERCENT)

static const struct cairn_view_column growth[] = {
    COLUMN("scenario", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("demand", NULL),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    DETAIL("running_kg", "running"),
    DETAIL("embodied_kg", "embodied"),
    WITHOUT_GAINS,
    VERDICT,
    COLUMN("break_even", "break-even"),
    DETAIL("by_demand_kg", "by demand"),
    DETAIL("by_efficiency_kg", "efficiency"),
    DETAIL("by_placement_kg", "placement"),
    DETAIL("by_grid_kg", "grid"),
    DETAIL("by_embodied_kg", "embodied, other"),
    COLUMN("planned_placement", "planned"),
    COLUMN("planned_kg", "kg with purchases"),
    DETAIL("myopic_kg", "not planned"),
};

static const struct cairn_view_column growth_paths[] = {
    COLUMN("scenario", NULL),
    COLUMN("path", NULL),
    COLUMN("years", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("running_kg", "running"),
    COLUMN("bought_kg", "bought"),
    COLUMN("stranded_kg", "stranded"),
    COLUMN("more_than_planned_kg", "more than planned"),
    DETAIL("CASE proven WHEN 1 THEN 'yes' ELSE 'no' END", "proven"),
};

static const struct cairn_view_column growth_stock[] = {
    COLUMN("scenario", NULL),
    COLUMN("path", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("item", NULL),
    COLUMN("name", NULL),
    COLUMN("place", NULL),
    COLUMN("in_use", "in use"),
    COLUMN("bought", NULL),
    COLUMN("worn_out", "worn out"),
    COLUMN("stranded", NULL),
    DETAIL("mean_age_years", "mean age"),
    DETAIL("bought_kg", "bought kg"),
    DETAIL("stranded_kg", "stranded kg"),
};

static const struct cairn_view_column growth_policies[] = {
    COLUMN("scenario", NULL),
    COLUMN("policy", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("demand", NULL),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("saved_kg", "saved"),
    COLUMN("carbon_price_usd_per_t", "USD/t"),
    DETAIL("without_kg", "without gains"),
    DETAIL("potential_kg", "at that demand"),
    COLUMN_AS("rebound", "rebound %", PERCENT),
    COLUMN_AS("rebound_without_policy", "without policy %", PERCENT),
    COLUMN("CASE over_cap WHEN 1 THEN 'over the cap' ELSE coalesce(verdict, nullif(status, "
           "'answered')) END",
           "verdict"),
    DETAIL("break_even", "break-even"),
};

static const struct cairn_view_column growth_outlook[] = {
    COLUMN("scenario", NULL),
    COLUMN("coalesce(calendar_year, 'all')", "year"),
    DETAIL("draws", NULL),
    COLUMN("carbon_kg", "kg"),
    COLUMN("carbon_p5_kg", "p5"),
    DETAIL("carbon_p50_kg", "p50"),
    COLUMN("carbon_p95_kg", "p95"),
    COLUMN_AS("rebound_p5", "rebound % p5", PERCENT),
    DETAIL_AS("rebound_p50", "p50", PERCENT),
    COLUMN_AS("rebound_p95", "p95", PERCENT),
    COLUMN_AS("backfires_share", "backfires %", PERCENT),
    COLUMN("break_even_p5", "break-even p5"),
    DETAIL("break_even_p50", "p50"),
    COLUMN("break_even_p95", "p95"),
    COLUMN_AS("planned_best_share", "planned is best %", PERCENT),
    DETAIL("asked", NULL),
    DETAIL_AS("worst_error", "off by %", PERCENT),
};

static const struct cairn_view_column growth_map[] = {
    COLUMN("scenario", NULL),
    COLUMN("setting", NULL),
    COLUMN("calendar_year", "year"),
    COLUMN("placement", NULL),
    COLUMN("carbon_kg", "kg"),
    WITHOUT_GAINS,
    VERDICT,
    COLUMN("break_even", "break-even"),
    DETAIL("all_years_kg", "all years kg"),
};

const struct cairn_view cairn_views_growth[] = {
    {"growth", "year by year: demand, answer, rebound, and the planned path", "v_growth", "",
     COLUMNS(growth)},
    {"growth-paths", "what the paths over the years take, and what it costs not to plan",
     "v_growth_path", "", COLUMNS(growth_paths)},
    {"growth-stock", "what is bought, used up and stranded along them", "v_growth_stock", "",
     COLUMNS(growth_stock)},
    {"growth-policies", "each policy against none: carbon, price, and what is left of the rebound",
     "v_growth_policy", "", COLUMNS(growth_policies)},
    {"growth-outlook", "the years over draws: carbon, rebound, chance to backfire, break-even",
     "v_growth_outlook", "", COLUMNS(growth_outlook)},
    {"growth-map", "the last year over what varies, such as elasticity and efficiency",
     "v_growth_map", "", COLUMNS(growth_map)},
    END_OF_VIEWS,
};
