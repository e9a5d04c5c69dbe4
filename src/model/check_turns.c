#include <math.h>

#include "model/check.h"

static bool is_among(const struct cairn_scenario *s, int pool)
{
    for (int i = 0; i < s->n_among; i++)
        if (s->among[i].pool == pool)
            return true;
    return false;
}

void cairn_check_greenest(const struct cairn_scenario *s, struct cairn_diag *diag)
{
    const struct cairn_greenest *by = &s->greenest;

    for (int i = 0; by->origin.file && i < s->n_among; i++) {
        const struct cairn_among *among = &s->among[i];
        const struct cairn_place *place = &s->places[s->pools[among->pool].place];
        const char *id = s->pools[among->pool].id;

        for (int j = 0; j < i; j++)
            if (s->among[j].pool == among->pool) {
                cairn_check_twice(diag, among->origin, s->among[j].origin,
                                  "pool \"%s\" takes turns twice", id);
                break;
            }
        if (cairn_scenario_intensity(s, place->grid, by->by, by->scope) == CAIRN_NONE)
            cairn_diag_error(diag, among->origin.file, among->origin.line,
                             "the greenest place is chosen by %s %s intensity, of which grid "
                             "\"%s\" of pool \"%s\" has no data",
                             by->by == CAIRN_AVERAGE ? "average" : "short-run",
                             by->scope == CAIRN_DIRECT ? "direct" : "life-cycle",
                             s->grids[place->grid].id, id);
        if (isnan(place->pue))
            cairn_diag_error(diag, among->origin.file, among->origin.line,
                             "\"%s\" of pool \"%s\" has no pue, which is part of what is greenest",
                             place->id, id);
    }
}

/* A send to the greenest place, beside the first of its workload. */
static void check_greenest(const struct cairn_scenario *s, const struct cairn_send *send,
                           const struct cairn_send *first, struct cairn_diag *diag)
{
    const char *id = s->pools[send->pool].id;

    if (!s->greenest.origin.file)
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "sent when greenest, and no <greenest> says by what");
    else if (!is_among(s, send->pool))
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "pool \"%s\" takes no turns: <greenest> does not have it", id);
    if (send->hours != CAIRN_NONE)
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "sent when greenest, and by hours: one of them is due");
    if (send->share != first->share)
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "a share of %g %% when greenest, and of %g %% in line %d: the sends of a "
                         "workload that take turns have one share together",
                         100 * send->share, 100 * first->share, first->origin.line);
}

/* Is there an hour in which nothing is sent anywhere? The first of the local week; or none. */
static int empty_hour(const struct cairn_scenario *s, const struct cairn_baseline *baseline,
                      int workload)
{
    for (int h = 0; h < cairn_scenario_seasons(s) * CAIRN_HOURS_PER_WEEK; h++) {
        double sum = 0;

        for (int i = baseline->first_send; i < baseline->first_send + baseline->n_sends; i++)
            if (s->sends[i].workload == workload)
                sum += s->sends[i].hours == CAIRN_NONE
                           ? s->sends[i].share
                           : s->shapes[s->sends[i].hours].hour_of_week[h];
        if (sum <= 0)
            return h;
    }
    return CAIRN_NONE;
}

void cairn_check_turns(const struct cairn_scenario *s, const struct cairn_baseline *baseline,
                       int workload, double *sent, bool *whole, struct cairn_diag *diag)
{
    const struct cairn_send *first = NULL, *timed = NULL;
    const struct cairn_place *site = &s->places[s->workloads[workload].place];
    int n = 0, empty;

    for (int i = baseline->first_send; i < baseline->first_send + baseline->n_sends; i++) {
        const struct cairn_send *send = &s->sends[i];

        if (send->workload != workload)
            continue;
        timed = send->hours != CAIRN_NONE && !timed ? send : timed;
        if (send->when != CAIRN_WHEN_GREENEST)
            continue;
        first = first ? first : send;
        check_greenest(s, send, first, diag);
        if (n++ > 0)
            *sent -= send->share;
    }
    *whole = !timed;
    if (n == 1)
        cairn_diag_error(diag, first->origin.file, first->origin.line,
                         "sent when greenest, and nowhere else: with whom does pool \"%s\" take "
                         "turns?",
                         s->pools[first->pool].id);
    if (!timed)
        return;
    if (isnan(site->utc_offset_s))
        cairn_diag_error(diag, timed->origin.file, timed->origin.line,
                         "site \"%s\" has no utc-offset, which hours need", site->id);
    empty = empty_hour(s, baseline, workload);
    if (empty != CAIRN_NONE)
        cairn_diag_error(diag, timed->origin.file, timed->origin.line,
                         "baseline \"%s\" sends workload \"%s\" nowhere at %d:00 of day %d of the "
                         "week",
                         baseline->id, s->workloads[workload].id, empty % 24, empty / 24 % 7 + 1);
}
