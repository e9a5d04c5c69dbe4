#ifndef CAIRN_IO_SEASON_H
#define CAIRN_IO_SEASON_H

/*
 * Seasons: which days of the year belong to which. [SEASON]
 *
 * A season says its first day and lasts until another begins, so that together they are the year,
 * each day once. Years have 365 days, day 0 being January 1st; February 29th counts as the 28th.
 */

#include <stdbool.h>

#include "base/diag.h"
#include <cairn/scenario.h>

/*
 * Fills first_day and days of all seasons. False after errors: a day that no year has, two seasons
 * that begin on one day, a season alone or of less than a week, in which some hour of the week
 * would be missing.
 */
bool cairn_seasons_derive(struct cairn_scenario *scenario, struct cairn_diag *diag);

/* The season of a day of the year from 0 to 364; 0 where there are none. */
int cairn_season_of_day(const struct cairn_scenario *scenario, int day);

/* Days of a month (0 is January) in each season; 0 where the scenario states none. */
void cairn_season_days_of_month(const struct cairn_scenario *scenario, int month,
                                int days[CAIRN_MOST_SEASONS]);

#endif
