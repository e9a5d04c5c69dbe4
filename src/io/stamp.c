#include "io/stamp.h"

#include <stdio.h>
#include <string.h>

/* Exactly `n` digits; advances. -1 if there are fewer. */
static int number(const char **text, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return -1;
        value = 10 * value + (**text - '0');
    }
    return value;
}

static bool skip(const char **text, char c)
{
    if (**text != c)
        return false;
    (*text)++;
    return true;
}

/* Days from 1970-01-01 in the Gregorian calendar (Hinnant, chrono-compatible low-level date
 * algorithms, 2013: years that begin in March put the leap day last). */
long long cairn_stamp_days(int year, int month, int day)
{
    long long y = month <= 2 ? year - 1 : year;
    long long era = y / 400;
    long long of_era = y - era * 400;
    long long of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int days_in_month(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return lengths[month - 1] + (month == 2 && leap);
}

/* Z, nothing, or +hh:mm; false if it is anything else. */
static bool offset(const char *text, long long *seconds)
{
    int sign = *text == '-' ? -1 : 1;
    int hours, minutes = 0;

    *seconds = 0;
    if (!*text || strcmp(text, "Z") == 0 || strcmp(text, " UTC") == 0)
        return true;
    if (!skip(&text, '+') && !skip(&text, '-'))
        return false;
    hours = number(&text, 2);
    if (*text) {
        skip(&text, ':');
        minutes = number(&text, 2);
    }
    *seconds = sign * (hours * 3600LL + minutes * 60LL);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60 && !*text;
}

/* The digits of a fraction in ns; advances behind all of them. */
static int fraction_ns(const char **text)
{
    int ns = 0;

    for (int unit = 100000000; **text >= '0' && **text <= '9'; (*text)++, unit /= 10)
        ns += unit * (**text - '0');
    return ns;
}

static bool read_all(const char *stamp, long long *seconds, int *ns, bool *naive)
{
    const char *at = stamp;
    int year, month, day, hour, minute, second = 0;
    long long away;

    *ns = 0;
    year = number(&at, 4);
    if (year < 1900 || !skip(&at, '-'))
        return false;
    month = number(&at, 2);
    if (month < 1 || month > 12 || !skip(&at, '-'))
        return false;
    day = number(&at, 2);
    if (day < 1 || day > days_in_month(year, month) || (!skip(&at, 'T') && !skip(&at, ' ')))
        return false;
    hour = number(&at, 2);
    if (hour < 0 || hour > 23 || !skip(&at, ':'))
        return false;
    minute = number(&at, 2);
    if (minute < 0 || minute > 59)
        return false;
    if (skip(&at, ':')) {
        second = number(&at, 2);
        if (second < 0 || second > 60)
            return false;
        if (skip(&at, '.'))
            *ns = fraction_ns(&at);
    }
    *naive = !*at;
    if (!offset(at, &away))
        return false;
    *seconds =
        cairn_stamp_days(year, month, day) * 86400 + hour * 3600LL + minute * 60LL + second - away;
    return true;
}

bool cairn_stamp_read(const char *stamp, long long *seconds)
{
    bool naive;
    int ns;

    return read_all(stamp, seconds, &ns, &naive);
}

bool cairn_stamp_read_ns(const char *stamp, long long *seconds, int *ns)
{
    bool naive;

    return read_all(stamp, seconds, ns, &naive);
}

bool cairn_stamp_read_naive(const char *stamp, long long *seconds, bool *naive)
{
    int ns;

    return read_all(stamp, seconds, &ns, naive);
}

/* ---- the other way ---- */

static long long day_of(long long seconds)
{
    return (seconds - (seconds % 86400 + 86400) % 86400) / 86400;
}

int cairn_stamp_year(long long seconds)
{
    long long day = day_of(seconds);
    int year = 1970 + (int)(day / 366); /* not later, and at most some years earlier, after 1970 */

    while (cairn_stamp_days(year, 1, 1) > day)
        year--;
    while (cairn_stamp_days(year + 1, 1, 1) <= day)
        year++;
    return year;
}

int cairn_stamp_day(long long seconds)
{
    int year = cairn_stamp_year(seconds);
    int of_year = (int)(day_of(seconds) - cairn_stamp_days(year, 1, 1));

    return of_year - (days_in_month(year, 2) == 29 && of_year >= 59);
}

const char *cairn_stamp_write(long long seconds, char buffer[CAIRN_STAMP_SIZE])
{
    long long day = day_of(seconds);
    int minutes = (int)((seconds - day * 86400) / 60);
    int year = cairn_stamp_year(seconds);
    int month = 1;

    while (month < 12 && cairn_stamp_days(year, month + 1, 1) <= day)
        month++;
    snprintf(buffer, CAIRN_STAMP_SIZE, "%04d-%02d-%02d %02d:%02d", year % 10000, month,
             (int)(day - cairn_stamp_days(year, month, 1)) + 1, minutes / 60, minutes % 60);
    return buffer;
}
