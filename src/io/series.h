#ifndef CAIRN_IO_SERIES_H
#define CAIRN_IO_SERIES_H

/*
 * Series: rows of a trace, each of which holds from its time on, become the hours of the real
 * calendar. [TRACE]
 *
 * Words: the step is the most frequent time between rows, at most a day. A row holds until the
 * next one, and no longer than a step. An hour's value is the mean of the rows that hold in it, by
 * the time that they do. An hour in which none does is a gap, filled on a straight line between
 * the hours around it.
 */

#include <stdbool.h>
#include <stddef.h>

#include <cairn/scenario.h>

#include "base/arena.h"

struct cairn_series_rows {
    size_t n;
    const long long *at_s; /* since 1970 UTC; they ascend */
    const double *value;   /* NaN: none, a gap */
    size_t stride;         /* from one value to the next */
    const bool *estimated; /* NULL: none is */
};

/*
 * Makes the hours from the first to the last row that has a value, or of a `year` where that is
 * not CAIRN_NONE: then the ends are filled with the value nearest to them. False if no row has a
 * value in that time. *due is how many hours there were before gaps at the ends were cut.
 */
bool cairn_series_make(struct cairn_arena *arena, const struct cairn_series_rows *rows, int year,
                       struct cairn_series *series, size_t *due);

/* Hour of the week (UTC) of a series' first hour; hour 0 is Monday 00:00 to 01:00. */
int cairn_series_first_of_week(const struct cairn_series *series);

/* Hour of the day of hour `i` of it, 0 to 23, UTC. */
int cairn_series_hour_of_day(const struct cairn_series *series, int i);

#endif
