/*
 * report_section.h - a section of the report: a question to the results file, and how it is drawn
 *
 * A section is a row of a const table, one for each chapter (report_answer.c and others): what it
 * is called, a sentence on how to read it, the SQL that asks for its rows with the parameter
 * :study, and, where there is something to see, what that is and a chart. It appears where there
 * are rows. To add a section, add a row.
 *
 * Columns. The name that the SQL gives a column is its heading; one that begins with an underscore
 * is for the chart alone. A column without any value is left out. The first one names its row, and
 * is a link where a column `_href` holds an address. Numbers are rounded for reading; the exact
 * ones stand beside them in <data> elements, and in the data of charts. Long tables have rounded
 * ones alone, and long charts eight digits. Of more than ten thousand rows the page has so many,
 * evenly spaced, and says so.
 *
 * Not here: what is no table. The answer in a sentence and the map are report.c's and report_map's.
 */
#ifndef CAIRN_STUDY_REPORT_SECTION_H
#define CAIRN_STUDY_REPORT_SECTION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "io/store.h"
#include "study/report_chart.h"

struct cairn_report_section {
    const char *id, *title, *about, *sql;
    const char
        *finding; /* SQL of one row that reads as a sentence: what there is to see; or NULL */
    /*
     * NULL, or the last column but one: its values become columns, which hold those of the last
     * one, and rows are told apart by the columns before. The chart has the rows as they come.
     */
    const char *across;
    bool facts;  /* one row, as a list of what is known */
    bool folded; /* the table is behind a click, as evidence is */
    struct cairn_report_chart chart;
};

/* The tables of sections, each ending with one without an id. */
extern const struct cairn_report_section cairn_report_answer[], cairn_report_turns[],
    cairn_report_sure[], cairn_report_counting[], cairn_report_takes[], cairn_report_ahead[],
    cairn_report_evidence[];

/* Sections under one heading. */
struct cairn_report_chapter {
    const char *id, *title;
    const struct cairn_report_section *sections; /* end with one without an id */
};

/* In the order of the page; ends with one without an id. */
extern const struct cairn_report_chapter cairn_report_chapters[];

/*
 * Appends a section of a study to the page and the data of its chart to `data`, members of a JSON
 * object each with a comma behind. Appends nothing where there are no rows.
 */
enum cairn_store_status cairn_report_section_write(const struct cairn_report_section *section,
                                                   struct cairn_store *store, int64_t study,
                                                   struct cairn_buffer *out,
                                                   struct cairn_buffer *data);

/* Years that the figures of a study `s` stand for. */
#define CAIRN_SQL_YEARS "(s.horizon_s / 31536000.0)"

/* Of a view with a column is_answer. */
#define CAIRN_SQL_ANSWER "v.study = :study AND v.is_answer"

#endif
