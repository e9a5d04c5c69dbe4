#include "io/season.h"

#include <stdlib.h>

enum { DAYS = CAIRN_DAYS_PER_YEAR, MONTHS = 12, FEWEST_DAYS = 7 };

static const int days_of_month[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int first_of_month(int month)
{
    int day = 0;

    for (int m = 0; m < month; m++)
        day += days_of_month[m];
    return day;
}

/* The day of "12-01", which the XSD has looked at; -1: no year has it. */
static int day_of(const char *text)
{
    int month = (int)strtol(text, NULL, 10) - 1;
    int day = (int)strtol(text + 3, NULL, 10) - 1;

    return day < days_of_month[month] ? first_of_month(month) + day : -1;
}

/* From one day of the year to another, 1 to 365. */
static int days_until(int from, int to)
{
    return (to - from + DAYS - 1) % DAYS + 1;
}

static bool read_days(struct cairn_scenario *s, struct cairn_diag *diag)
{
    bool good = true;

    for (int i = 0; i < s->n_seasons; i++) {
        struct cairn_season *season = &s->seasons[i];

        season->first_day = day_of(season->from);
        if (season->first_day >= 0)
            continue;
        cairn_diag_error(diag, season->origin.file, season->origin.line,
                         "season \"%s\" begins on %s, which not every year has", season->id,
                         season->from);
        good = false;
    }
    return good;
}

bool cairn_seasons_derive(struct cairn_scenario *s, struct cairn_diag *diag)
{
    bool good = read_days(s, diag);

    for (int i = 0; good && i < s->n_seasons; i++) {
        struct cairn_season *season = &s->seasons[i];
        const struct cairn_season *next = season;

        season->days = DAYS;
        for (int j = 0; j < s->n_seasons; j++) {
            int days = days_until(season->first_day, s->seasons[j].first_day);

            if (j != i && days <= season->days) {
                season->days = days;
                next = &s->seasons[j];
            }
        }
        if (s->n_seasons == 1)
            cairn_diag_error(diag, season->origin.file, season->origin.line,
                             "season \"%s\" is the whole year and so changes nothing: another one "
                             "is due",
                             season->id);
        else if (season->days == DAYS)
            cairn_diag_error(diag, season->origin.file, season->origin.line,
                             "seasons \"%s\" and \"%s\" both begin on %s", season->id, next->id,
                             season->from);
        else if (season->days < FEWEST_DAYS)
            cairn_diag_error(diag, season->origin.file, season->origin.line,
                             "season \"%s\" ends after %d days, when \"%s\" begins: a week is the "
                             "least",
                             season->id, season->days, next->id);
        good = s->n_seasons > 1 && season->days >= FEWEST_DAYS && season->days < DAYS;
    }
    return good;
}

int cairn_season_of_day(const struct cairn_scenario *s, int day)
{
    int season = 0;

    for (int i = 1; i < s->n_seasons; i++)
        if (days_until(s->seasons[i].first_day, day + 1) <
            days_until(s->seasons[season].first_day, day + 1))
            season = i;
    return season;
}

void cairn_season_days_of_month(const struct cairn_scenario *s, int month,
                                int days[CAIRN_MOST_SEASONS])
{
    int first = first_of_month(month);

    for (int i = 0; i < CAIRN_MOST_SEASONS; i++)
        days[i] = 0;
    for (int day = first; day < first + days_of_month[month]; day++)
        days[cairn_season_of_day(s, day)]++;
}
