/*
 * report_chart.h - the data of a chart of the report
 *
 * A chart is of a kind and has channels: what is drawn along x, along y, as colour. A channel is a
 * column of the rows of its section. The rows are written as JSON, which the page's script draws
 * (src/report/charts.js, courses.js); without scripts there is the section's table.
 *
 * Kinds
 *   stack    bars of `x` at each `y`, cut by `fill`
 *   range    a point at `x` from `low` to `high` for each `y`, and `mark`, a tick to compare with
 *   tornado  a bar from `low` to `high` for each `y`, the widest first, around `mark`
 *   front    a line of points `x`, `y`; one chart for each `split`
 *   sweep    `y` with its band along `x`, coloured by `fill`; cells where there is a `z`
 *   lines    straight pieces from `x`, `y` to `x2`, `y2`, coloured by `fill`, `mark` where one is
 *            now; one chart for each `split`
 *   plane    on lines at `x` what holds from `low` to `high`, coloured by `fill`
 *   week     layers of `y`, one for each `fill`, over the hours `x` of a week; a chart per `split`
 *   years    columns of `y` at each `x`, cut by `fill`, and `mark`, a tick to compare with
 *   courses  lines of `y` over years `x`, one for each `fill`, in a band from `low` to `high`;
 *            dashed `mark`
 *   spread   the share `y` of requests within each time `x`, a line for each `fill`, and a ring
 *            where `mark` is promised of 95 %; one chart for each `split`
 *   frontier `y` as colour at each `x` and `z`, and the line where it is `mark`
 */
#ifndef CAIRN_STUDY_REPORT_CHART_H
#define CAIRN_STUDY_REPORT_CHART_H

#include <stdbool.h>

#include "base/buffer.h"
#include "study/report_rows.h"

struct cairn_report_chart {
    const char *kind; /* NULL: no chart */
    const char *x, *y, *x2, *y2, *z, *low, *high, *mark, *fill, *split;
    const char *label; /* of the axis of numbers; NULL: the name of the column */
    const char *label_column, *z_label_column; /* whose first rows name the axes of x and z */
    const char *mark_label;                    /* what the tick is */
    bool log;
};

/* Rows beyond which figures are written shorter. */
enum { CAIRN_REPORT_EXACT_ROWS = 150 };

/* Is there something to draw? A chart shows something where its axis of numbers has a number. */
bool cairn_report_chart_shows(const struct cairn_report_chart *chart,
                              const struct cairn_report_rows *rows);

/* Appends `"id":{...},`, a member of an object of JSON. */
void cairn_report_chart_write(const struct cairn_report_chart *chart,
                              const struct cairn_report_rows *rows, const char *id,
                              const char *title, struct cairn_buffer *out);

#endif
