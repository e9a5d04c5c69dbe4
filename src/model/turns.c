#include "model/turns.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "model/component_pool.h"
#include "model/forecast.h"
#include "model/overhead.h"
#include "model/year.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

static void find_places(struct cairn_turns *turns, const struct cairn_scenario *s)
{
    for (int i = 0; i < s->n_among; i++) {
        int place = s->pools[s->among[i].pool].place, at = 0;

        while (at < turns->n_places && turns->place[at] != place)
            at++;
        assert(at < CAIRN_AMONG_MOST);
        turns->place[at] = place;
        turns->n_places += at == turns->n_places;
    }
}

/* What an hour of work at a place costs of what decides, as it is foreseen. */
static void foresee(struct cairn_year *year, int place, double *cost)
{
    const struct cairn_scenario *s = year->scenario;
    const struct cairn_greenest *by = &s->greenest;
    int grid = s->places[place].grid;
    const double *actual = cairn_year_intensity(year, grid, by->by, by->scope);
    double *pue = cairn_alloc(HOURS * sizeof *pue), *wue = cairn_alloc(HOURS * sizeof *wue);

    cairn_forecast(actual, by->forecast_cv, s->time.seed,
                   cairn_forecast_of(s->grids[grid].id, by->by, by->scope), cost);
    if (s->places[place].overhead)
        cairn_overhead_hours(year, &s->places[place], pue, wue);
    for (int h = 0; h < HOURS; h++)
        cost[h] *= s->places[place].overhead ? pue[h] : s->places[place].pue;
    cairn_free(pue);
    cairn_free(wue);
}

/* The turn with these ranks, entered if it is new. */
static int enter(struct cairn_turns *turns, const unsigned char rank[CAIRN_AMONG_MOST])
{
    int turn = 0;

    while (turn < turns->n && memcmp(turns->rank[turn], rank, CAIRN_AMONG_MOST) != 0)
        turn++;
    if (turn == turns->n)
        memcpy(turns->rank[turns->n++], rank, CAIRN_AMONG_MOST);
    return turn;
}

void cairn_turns_init(struct cairn_turns *turns, struct cairn_year *year)
{
    const struct cairn_scenario *s = year->scenario;
    double(*cost)[HOURS]; /* [place] */
    int n;

    *turns = (struct cairn_turns){0};
    if (!s->greenest.origin.file)
        return;
    find_places(turns, s);
    n = turns->n_places;
    turns->of_hour = cairn_calloc(HOURS, sizeof *turns->of_hour);
    cost = cairn_calloc((size_t)n, sizeof *cost);
    for (int p = 0; p < n; p++)
        foresee(year, turns->place[p], cost[p]);
    for (int h = 0; h < HOURS; h++) {
        unsigned char rank[CAIRN_AMONG_MOST] = {0};

        for (int p = 0; p < n; p++)
            for (int q = 0; q < n; q++)
                if (cost[q][h] < cost[p][h] || (cost[q][h] == cost[p][h] && q < p))
                    rank[p]++;
        turns->of_hour[h] = (unsigned char)enter(turns, rank);
    }
    cairn_free(cost);
}

void cairn_turns_release(struct cairn_turns *turns)
{
    cairn_free(turns->of_hour);
    *turns = (struct cairn_turns){0};
}

int cairn_turns_rank(const struct cairn_turns *turns, int turn, int place)
{
    for (int p = 0; p < turns->n_places; p++)
        if (turns->place[p] == place)
            return turns->rank[turn][p];
    return CAIRN_AMONG_MOST;
}
