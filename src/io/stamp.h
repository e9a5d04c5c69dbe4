#ifndef CAIRN_IO_STAMP_H
#define CAIRN_IO_STAMP_H

/*
 * Time stamps of ISO 8601, as traces have them: 2024-03-31 01:00, with T instead of the space, with
 * seconds and a fraction, with Z or an offset such as +02:00. Without an offset
 * the time is UTC.
 */

#include <stdbool.h>

/* Seconds since 1970-01-01 00:00 UTC, without leap seconds; false if the text is no time stamp. */
bool cairn_stamp_read(const char *text, long long *seconds);

/* The same with the fraction, in ns from 0 to 999999999; digits beyond nine are dropped. */
bool cairn_stamp_read_ns(const char *text, long long *seconds, int *ns);

/* The same in whole seconds; *naive says that the text names no zone, as local times do. */
bool cairn_stamp_read_naive(const char *text, long long *seconds, bool *naive);

/* Days from 1970-01-01 to a day of the Gregorian calendar; month and day from 1. */
long long cairn_stamp_days(int year, int month, int day);

/*
 * The day of the year of a time, as a year of 365 days has it: 0 is January 1st, and February 29th
 * counts as the 28th.
 */
int cairn_stamp_day(long long seconds);

/* The year (UTC) in which a second since 1970 lies. */
int cairn_stamp_year(long long seconds);

/* Writes "2024-03-31 01:00" (UTC); returns buffer. */
enum { CAIRN_STAMP_SIZE = 40 };
const char *cairn_stamp_write(long long seconds, char buffer[CAIRN_STAMP_SIZE]);

#endif
