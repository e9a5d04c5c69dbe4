/*
 * report_section.h - a section of the report: a question to the results file, and how it is drawn
 *
 * A section is a row of a const table (report_sections.c): what it is called, a sentence on how to
 * read it, the SQL that asks for its rows with the parameter :study, and, where there is something
 * to see, a chart. It appears where there are rows. To add a section, add a row.
 *
 * Columns. The name that the SQL gives a column is its heading; one that begins with an underscore
 * is for the chart alone. A column without any value is left out. The first one names its row, and
 * is a link where a column `_href` holds an address. Numbers are rounded for reading; the exact
 * ones stand beside them in <data> elements, and in the data of charts. Where there are more than a
 * thousand rows the table has rounded ones alone, and the chart eight digits.
 *
 * Charts are drawn by report.js, of the kinds that stand there; the names of the chart's channels
 * are columns. Without scripts there is the table.
 *
 * Not here: what is no table. The answer in a sentence and the map are report.c's and report_map's.
 */
#ifndef CAIRN_STUDY_REPORT_SECTION_H
#define CAIRN_STUDY_REPORT_SECTION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "io/store.h"

/*
 * Kinds: "stack", bars of `x` at each `y`, cut by `fill`; "range", a point at `x` from `low` to
 * `high` for each `y`, and `mark`, a tick to compare it with; "front", a line of points `x`, `y`,
 * one chart for each `split`; "sweep", `y` with its band along `x`, coloured by `fill`, and cells
 * where there is a `z`.
 */
struct cairn_report_chart {
    const char *kind; /* NULL: no chart */
    const char *x, *y, *z, *low, *high, *mark, *fill, *split;
    const char *label; /* of the axis of numbers; NULL: the name of the column */
    const char *label_column, *z_label_column; /* whose first rows name the axes of x and z */
    const char *mark_label;                    /* what the tick is */
    bool log;
};

struct cairn_report_section {
    const char *id, *title, *about, *sql;
    /*
     * NULL, or the last column but one: its values become columns, which hold those of the last
     * one, and rows are told apart by the columns before. The chart has the rows as they come.
     */
    const char *across;
    bool facts;  /* one row, as a list of what is known */
    bool folded; /* the table is behind a click, as evidence is */
    struct cairn_report_chart chart;
};

/* In the order of the page; ends with a row without an id. */
extern const struct cairn_report_section cairn_report_sections[];

/*
 * Appends a section of a study to the page and the data of its chart to `data`, members of a JSON
 * object each with a comma behind. Appends nothing where there are no rows.
 */
enum cairn_store_status cairn_report_section_write(const struct cairn_report_section *section,
                                                   struct cairn_store *store, int64_t study,
                                                   struct cairn_buffer *out,
                                                   struct cairn_buffer *data);

#endif
