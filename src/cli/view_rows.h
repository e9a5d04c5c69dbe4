/*
 * What the chapters of the table of views (view.h) are written with: a shorthand for columns, and
 * those that more than one view has. For view_*.c only.
 */

#ifndef CAIRN_CLI_VIEW_ROWS_H
#define CAIRN_CLI_VIEW_ROWS_H

#include "cli/view.h"

/* The chapters; each ends with a row without a name. */
extern const struct cairn_view cairn_views_answer[];
extern const struct cairn_view cairn_views_sweep[];
extern const struct cairn_view cairn_views_ledger[];
extern const struct cairn_view cairn_views_growth[];

#define END_OF_VIEWS \
    {                \
        .name = NULL \
    }
#define COLUMNS(rows) rows, sizeof(rows) / sizeof *(rows)

#define COLUMN_AS(name, title, kind)          \
    {                                         \
        name, title, false, CAIRN_VIEW_##kind \
    }
#define DETAIL_AS(name, title, kind)         \
    {                                        \
        name, title, true, CAIRN_VIEW_##kind \
    }
#define COLUMN(name, title) COLUMN_AS(name, title, PLAIN) /* always */
#define DETAIL(name, title) DETAIL_AS(name, title, PLAIN) /* a detail, left out in brief */

/* What an answer emits by year, with its interval. */
#define CARBON_BY_YEAR                                                                 \
    COLUMN("carbon_kg_per_year", "kg/year"), COLUMN("carbon_low_kg_per_year", "from"), \
        COLUMN("carbon_high_kg_per_year", "to")

/* What it has of its aim, where that is not carbon. */
#define AIM_BY_YEAR                                                                            \
    COLUMN("nullif(aim, 'carbon')", "aim"),                                                    \
        COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE value / horizon_years END", "aim/year"), \
        COLUMN("CASE aim WHEN 'carbon' THEN NULL ELSE unit END", "unit")

#endif
