/*
 * wall_power.h - watts at the wall, from whatever boundary they were measured at
 *
 * A joule that is paid and emitted for is drawn from a socket. A figure measured there (wall) is
 * used as it is, its host included. What was measured at the board leaves out the power supply;
 * what was measured at the chip leaves out that and the rest of the board: [PWR]
 *
 *     wall = device / efficiency + host at the wall / per
 *
 * efficiency is that of the device's own supply, or where it has none that of its host's. The host
 * is shared by `per` devices; it draws its idle power while the device sleeps, wakes or is idle,
 * and its busy power while the device works. A host has no host of its own.
 *
 * Every conversion is flagged. Not converted is what lies between chip and board (regulators,
 * memory), so that a figure from a chip is too low. Places of a host that no device fills are not
 * in these figures; the ledger charges them to pools that have their hosts to themselves.
 */
#ifndef CAIRN_ACCOUNT_WALL_POWER_H
#define CAIRN_ACCOUNT_WALL_POWER_H

#include <cairn/scenario.h>

enum cairn_power_flag {
    CAIRN_POWER_FROM_CHIP = 1,
    CAIRN_POWER_FROM_BOARD = 2,
    CAIRN_POWER_EXTRAPOLATED = 4, /* the batch lies outside the measured ones */
};

enum cairn_power_state {
    CAIRN_POWER_SLEEP,
    CAIRN_POWER_WAKING, /* also while it starts */
    CAIRN_POWER_OFF,
    CAIRN_POWER_LOADING,
    CAIRN_POWER_IDLE,
};

struct cairn_wall_power {
    double value_w;      /* NaN: no data */
    unsigned flags;      /* enum cairn_power_flag, of the device and its host */
    int hardware;        /* where there is no data: whose figure is missing, */
    const char *missing; /* and which, such as "busy power"; static. Otherwise NULL */
};

/* A device that does not work, host share included. Waking draws idle power unless it is given. */
struct cairn_wall_power cairn_power_of_state(const struct cairn_scenario *scenario, int hardware,
                                             enum cairn_power_state state);

/* A device that serves a batch by this profile, host share included. */
struct cairn_wall_power cairn_power_of_batch(const struct cairn_scenario *scenario, int profile,
                                             int batch);

/*
 * A device that reads prompts by this profile, which has prefills: their mean, each weighted with
 * its time. [PASS]
 */
struct cairn_wall_power cairn_power_of_prefill(const struct cairn_scenario *scenario, int profile);

#endif
