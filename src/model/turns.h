/*
 * turns.h - which place is greenest, in each hour of a real year [GREENEST]
 *
 * Work that is sent to the greenest of several pools goes, hour by hour, where an hour of work at
 * the wall costs least of the intensity that decides: the lowest of intensity x PUE, of equals the
 * first. What decides is a forecast, if an error is stated. All pools that take turns, in whatever
 * group, are ranked at once: an order of the places where they are is a turn, and hours with the
 * same turn are alike for all that is sent so.
 *
 * A function of the scenario's grids, never of a placement.
 */
#ifndef CAIRN_MODEL_TURNS_H
#define CAIRN_MODEL_TURNS_H

#include <stdint.h>

#include <cairn/scenario.h>

enum {
    CAIRN_AMONG_MOST = 4, /* pools that take turns: 24 orders of their places */
    CAIRN_TURNS_MOST = 24,
};

struct cairn_turns {
    int n_places, place[CAIRN_AMONG_MOST]; /* of the scenario; each once */
    int n;                                 /* turns that occur; 0: nobody takes turns */
    unsigned char rank[CAIRN_TURNS_MOST][CAIRN_AMONG_MOST]; /* [turn][place]: 0 is greenest */
    unsigned char *of_hour; /* [8,760], or NULL where there are none; owned */
};

struct cairn_year;

/* The year is of the same scenario, which was checked: each place has what decides. */
void cairn_turns_init(struct cairn_turns *turns, struct cairn_year *year);
void cairn_turns_release(struct cairn_turns *turns);

/* Rank of a place in a turn; of a place that takes none, behind all others. */
int cairn_turns_rank(const struct cairn_turns *turns, int turn, int place);

#endif
