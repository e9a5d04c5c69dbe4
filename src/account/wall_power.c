#include "account/wall_power.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/profile.h"

static struct cairn_wall_power no_data(int hardware, const char *missing)
{
    return (struct cairn_wall_power){.value_w = NAN, .hardware = hardware, .missing = missing};
}

static unsigned boundary_flag(enum cairn_boundary boundary)
{
    switch (boundary) {
    case CAIRN_CHIP:
        return CAIRN_POWER_FROM_CHIP;
    case CAIRN_BOARD:
        return CAIRN_POWER_FROM_BOARD;
    case CAIRN_WALL:
        return 0;
    }
    return 0;
}

/* A figure of a device at its boundary. */
struct figure {
    double value_w;
    enum cairn_boundary boundary;
    const char *name;
};

/* A machine by itself. [PWR] */
static struct cairn_wall_power alone(const struct cairn_scenario *scenario, int hardware,
                                     const struct figure *figure)
{
    if (isnan(figure->value_w))
        return no_data(hardware, figure->name);
    struct cairn_wall_power power = {.value_w = figure->value_w, .hardware = hardware};
    if (figure->boundary == CAIRN_WALL)
        return power;
    const struct cairn_hardware *h = &scenario->hardware[hardware];
    double efficiency = h->supply.efficiency;
    if (isnan(efficiency) && h->host.hardware != CAIRN_NONE)
        efficiency = scenario->hardware[h->host.hardware].supply.efficiency;
    if (isnan(efficiency))
        return no_data(hardware, "efficiency of its power supply");
    power.value_w = figure->value_w / efficiency;
    power.flags = boundary_flag(figure->boundary);
    return power;
}

/* A device and its share of the host. [PWR] */
static struct cairn_wall_power with_host(const struct cairn_scenario *scenario, int hardware,
                                         const struct figure *figure, bool busy)
{
    struct cairn_wall_power power = alone(scenario, hardware, figure);
    const struct cairn_host *host = &scenario->hardware[hardware].host;
    if (power.missing || figure->boundary == CAIRN_WALL || host->hardware == CAIRN_NONE)
        return power;
    const struct cairn_power *p = &scenario->hardware[host->hardware].power;
    struct figure of_host = {.value_w = busy ? p->busy_w : p->idle_w,
                             .boundary = p->boundary,
                             .name = busy ? "busy power" : "idle power"};
    struct cairn_wall_power share = alone(scenario, host->hardware, &of_host);
    if (share.missing)
        return share;
    power.value_w += share.value_w / host->per;
    power.flags |= share.flags;
    return power;
}

struct cairn_wall_power cairn_power_of_state(const struct cairn_scenario *scenario, int hardware,
                                             enum cairn_power_state state)
{
    const struct cairn_hardware *h = &scenario->hardware[hardware];
    struct figure figure = {.boundary = h->power.boundary};
    switch (state) {
    case CAIRN_POWER_SLEEP:
        figure.value_w = h->power.sleep_w;
        figure.name = "sleep power";
        break;
    case CAIRN_POWER_WAKING:
        figure.value_w = isnan(h->wake.power_w) ? h->power.idle_w : h->wake.power_w;
        figure.name = "idle power";
        break;
    case CAIRN_POWER_LOADING:
        figure.value_w = isnan(h->memory.power_w) ? h->power.idle_w : h->memory.power_w;
        figure.name = "idle power";
        break;
    case CAIRN_POWER_IDLE:
        figure.value_w = h->power.idle_w;
        figure.name = "idle power";
        break;
    case CAIRN_POWER_OFF:
        figure.value_w = h->power.off_w;
        figure.name = "off power";
        if (h->host.hardware != CAIRN_NONE && h->host.per == 1)
            return alone(scenario, hardware, &figure); /* its host goes off with it */
        break;
    }
    return with_host(scenario, hardware, &figure, false);
}

struct cairn_wall_power cairn_power_of_batch(const struct cairn_scenario *scenario, int profile,
                                             int batch)
{
    const struct cairn_profile *p = &scenario->profiles[profile];
    bool extrapolated;
    struct figure figure = {.boundary = p->boundary, .name = "power of its profile"};
    figure.value_w = cairn_profile_power_w(scenario, profile, batch, &extrapolated);
    struct cairn_wall_power power = with_host(scenario, p->hardware, &figure, true);
    if (extrapolated)
        power.flags |= CAIRN_POWER_EXTRAPOLATED;
    return power;
}

struct cairn_wall_power cairn_power_of_prefill(const struct cairn_scenario *scenario, int profile)
{
    const struct cairn_profile *p = &scenario->profiles[profile];
    struct figure figure = {.boundary = p->boundary, .name = "power of its prefills"};
    double energy_j = 0, time_s = 0;

    for (int i = p->first_prefill; i < p->first_prefill + p->n_prefills; i++) {
        energy_j += scenario->prefills[i].power_w * scenario->prefills[i].time_s;
        time_s += scenario->prefills[i].time_s;
    }
    figure.value_w = energy_j / time_s;
    return with_host(scenario, p->hardware, &figure, true);
}
