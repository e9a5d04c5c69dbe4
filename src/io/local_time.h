#ifndef CAIRN_IO_LOCAL_TIME_H
#define CAIRN_IO_LOCAL_TIME_H

/*
 * Local times of traces, which name no zone, and the UTC that they mean.
 *
 * A clock is ahead of UTC by a fixed offset, and an hour more in summer where it has daylight
 * saving time. In autumn an hour comes twice: the first is that of summer. In spring one does not
 * come at all. The rules are those in force since 1996 (eu), 2007 (us, new-zealand) and 2008
 * (australia), from the tz database (IANA); other clocks, and older times, are written with an
 * offset in each time stamp.
 */

#include <stdbool.h>

#include <cairn/scenario.h>

struct cairn_clock {
    long long offset_s; /* of standard time: local time less UTC */
    enum cairn_daylight daylight;
};

/* The clock that a scenario describes; an offset that was refused (NaN) is none. */
struct cairn_clock cairn_clock_of(double offset_s, enum cairn_daylight daylight);

/*
 * The first second (UTC, since 1970) later than `after` at which the clock shows `local`, which
 * are its seconds since 1970-01-01 00:00 on its face; if it shows it no more after that, the last
 * one. False if the clock jumps over it.
 */
bool cairn_local_time(const struct cairn_clock *clock, long long local, long long after,
                      long long *utc);

#endif
