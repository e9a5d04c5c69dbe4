#include "support/scenario_energy.h"

#include <math.h>

#include "account/wall_power.h"

struct sum {
    const struct cairn_scenario *scenario;
    const struct cairn_component *component;
    const struct cairn_quantities *quantities;
    bool marginal;
};

/* A count over the horizon, of all there are of the component, from its index in window 0. */
static double count(const struct sum *sum, int index)
{
    const struct cairn_plan *plan = sum->component->plan;
    double horizon_s = sum->scenario->time.horizon_s;
    double weighted = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        weighted += plan->windows[w].hours / (double)cairn_plan_hours(plan) *
                    (double)sum->quantities->counts[w * sum->quantities->layout.stride + index];
    return weighted * horizon_s / (1e-9 * (double)plan->length_ns) * sum->component->multiplicity;
}

static double seconds(const struct sum *sum, int index)
{
    return 1e-9 * count(sum, index);
}

static double state_w(const struct sum *sum, int hardware, enum cairn_power_state state)
{
    return cairn_power_of_state(sum->scenario, hardware, state).value_w;
}

/* Rented while they are on: what is off is its owner's. */
static bool is_hired(const struct sum *sum, const struct cairn_component_pool *pool)
{
    return !isnan(sum->scenario->pools[pool->scenario_pool].rent_usd_per_h) &&
           (pool->on || pool->scaling != CAIRN_SCALING_NONE);
}

/* Devices that stand by, and places of hosts that no device fills: power of one copy. */
static double standing_w(const struct sum *sum, const struct cairn_component_pool *pool)
{
    const struct cairn_pool *said = &sum->scenario->pools[pool->scenario_pool];
    const struct cairn_host *host = &sum->scenario->hardware[said->hardware].host;
    bool sleeps = pool->sleep_after_ns != CAIRN_NONE;
    int devices = pool->devices + said->spare;
    double power_w = 0.0;

    if (said->spare > 0)
        power_w = said->spare *
                  state_w(sum, said->hardware, sleeps ? CAIRN_POWER_SLEEP : CAIRN_POWER_IDLE);
    if (host->hardware != CAIRN_NONE && devices % host->per != 0 && !is_hired(sum, pool))
        power_w += (host->per - devices % host->per) *
                   state_w(sum, host->hardware, CAIRN_POWER_IDLE) / host->per;
    return power_w;
}

/* Bytes that cross a link beside requests, on their way up. */
static double reported_j(const struct sum *sum, int link, double bytes)
{
    const struct cairn_link *said = &sum->scenario->links[link];
    double energy_j = 0.0;

    for (int h = said->first_hop; h < said->first_hop + said->n_hops; h++) {
        const struct cairn_hop *hop = &sum->scenario->hops[h];
        const struct cairn_radio *radio = &hop->radio;

        energy_j += radio->origin.file
                        ? cairn_link_sending_s(said, false, bytes) * radio->active_w +
                              8.0 * bytes * radio->up_w_per_bit_s
                    : sum->marginal ? 8.0 * bytes * hop->marginal_w_per_bit_s
                                    : bytes * hop->average_j_per_byte;
    }
    return energy_j;
}

/* [MONITOR] What watches the devices of a pool, here and on the line. */
static double watching_j(const struct sum *sum, int p)
{
    const struct cairn_component_pool *pool = &sum->component->pools[p];
    const struct cairn_pool *said = &sum->scenario->pools[pool->scenario_pool];
    const struct cairn_monitoring *m = &said->monitoring;
    const struct cairn_layout *layout = &sum->quantities->layout;
    double served = count(sum, cairn_layout_pool(layout, 0, p, CAIRN_SERVED));
    double devices_s = (pool->devices + said->spare) * sum->scenario->time.horizon_s *
                       pool->copies * sum->component->multiplicity;
    int link =
        m->to == CAIRN_NONE ? CAIRN_NONE : cairn_scenario_link(sum->scenario, said->place, m->to);

    if (!m->origin.file)
        return 0.0;
    if (is_hired(sum, pool))
        devices_s = seconds(sum, cairn_layout_pool(layout, 0, p, CAIRN_ON_NS));
    double here_j = devices_s * m->power_w + served * m->energy_j;
    double traffic_bit_s = isnan(m->traffic_bit_s) ? 0.0 : m->traffic_bit_s;
    return sum->scenario->places[said->place].pue * here_j +
           (link == CAIRN_NONE
                ? 0.0
                : reported_j(sum, link,
                             devices_s * traffic_bit_s / 8.0 + served * m->per_request_bytes));
}

static double own_pool_j(const struct sum *sum, int p)
{
    static const struct {
        enum cairn_pool_count count;
        enum cairn_power_state power;
    } states[] = {
        {CAIRN_IDLE_NS, CAIRN_POWER_IDLE},       {CAIRN_SLEEP_NS, CAIRN_POWER_SLEEP},
        {CAIRN_WAKING_NS, CAIRN_POWER_WAKING},   {CAIRN_OFF_NS, CAIRN_POWER_OFF},
        {CAIRN_STARTING_NS, CAIRN_POWER_WAKING}, {CAIRN_DOWN_NS, CAIRN_POWER_OFF},
        {CAIRN_LOADING_NS, CAIRN_POWER_LOADING},
    };
    const struct cairn_component_pool *pool = &sum->component->pools[p];
    const struct cairn_layout *layout = &sum->quantities->layout;
    int hardware = sum->scenario->pools[pool->scenario_pool].hardware;
    double energy_j = 0.0;

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        double time_s = seconds(sum, cairn_layout_pool(layout, 0, p, states[i].count));

        if (time_s > 0.0 && !(states[i].count == CAIRN_OFF_NS && is_hired(sum, pool)))
            energy_j += time_s * state_w(sum, hardware, states[i].power);
    }
    for (int v = 0; v < pool->n_variants; v++) {
        int profile = pool->variants[v].scenario_profile;

        for (int b = 1; b <= pool->batch_max; b++)
            energy_j += seconds(sum, cairn_layout_batch(layout, 0, p, v, b)) *
                        cairn_power_of_batch(sum->scenario, profile, b).value_w;
        if (pool->of_passes && pool->variants[v].passes->of_tokens)
            energy_j += seconds(sum, cairn_layout_pass(layout, 0, p, v, CAIRN_PREFILL_NS)) *
                        cairn_power_of_prefill(sum->scenario, profile).value_w;
    }
    return energy_j + standing_w(sum, pool) * sum->scenario->time.horizon_s * pool->copies *
                          sum->component->multiplicity;
}

/* A request has one part in the provider's batch, and its prompt a device for itself. */
static double provided_j(const struct sum *sum, int p)
{
    const struct cairn_component_pool *pool = &sum->component->pools[p];
    const struct cairn_pool *said = &sum->scenario->pools[pool->scenario_pool];
    const struct cairn_layout *layout = &sum->quantities->layout;
    double idle_w = state_w(sum, said->hardware, CAIRN_POWER_IDLE) * (1.0 - said->utilisation) /
                    said->utilisation;
    double energy_j = 0.0;

    for (int v = 0; v < pool->n_variants; v++) {
        int profile = pool->variants[v].scenario_profile;

        energy_j += seconds(sum, cairn_layout_batch(layout, 0, p, v, 1)) / said->batch *
                    (cairn_power_of_batch(sum->scenario, profile, said->batch).value_w + idle_w);
        if (pool->variants[v].passes)
            energy_j += seconds(sum, cairn_layout_pass(layout, 0, p, v, CAIRN_PREFILL_NS)) *
                        (cairn_power_of_prefill(sum->scenario, profile).value_w + idle_w);
    }
    return energy_j;
}

static double pool_j(const struct sum *sum, int p)
{
    const struct cairn_component_pool *pool = &sum->component->pools[p];
    const struct cairn_pool *said = &sum->scenario->pools[pool->scenario_pool];
    double pue = sum->scenario->places[said->place].pue;
    const struct cairn_service *service;

    if (!pool->unlimited)
        return pue * own_pool_j(sum, p) + watching_j(sum, p);
    if (said->service == CAIRN_NONE)
        return pue * provided_j(sum, p);
    service = &sum->scenario->services[said->service];
    return count(sum, cairn_layout_pool(&sum->quantities->layout, 0, p, CAIRN_SERVED)) *
           service->energy_j * (service->scope == CAIRN_API_IT ? pue : 1.0);
}

static double cache_j(const struct sum *sum, int c)
{
    const struct cairn_component_cache *cache = &sum->component->caches[c];
    const struct cairn_cache *said = &sum->scenario->caches[cache->scenario_cache];
    int lookups = cairn_layout_cache(&sum->quantities->layout, 0, c, CAIRN_LOOKUPS);

    return sum->scenario->places[said->place].pue *
           (said->power_w * sum->scenario->time.horizon_s * cache->copies *
                sum->component->multiplicity +
            said->lookup_energy_j * count(sum, lookups));
}

/* The same under both models. */
static double radio_j(const struct sum *sum, int l, const struct cairn_radio *radio)
{
    const struct cairn_layout *layout = &sum->quantities->layout;

    return seconds(sum, cairn_layout_link(layout, 0, l, CAIRN_PROMOTION_NS)) * radio->promotion_w +
           seconds(sum, cairn_layout_link(layout, 0, l, CAIRN_ACTIVE_NS)) * radio->active_w +
           seconds(sum, cairn_layout_link(layout, 0, l, CAIRN_TAIL_NS)) * radio->tail_w +
           8.0 * count(sum, cairn_layout_link(layout, 0, l, CAIRN_UP_BYTES)) *
               radio->up_w_per_bit_s +
           8.0 * count(sum, cairn_layout_link(layout, 0, l, CAIRN_DOWN_BYTES)) *
               radio->down_w_per_bit_s;
}

static double link_j(const struct sum *sum, int l)
{
    const struct cairn_component_link *link = &sum->component->links[l];
    const struct cairn_link *said = &sum->scenario->links[link->scenario_link];
    const struct cairn_layout *layout = &sum->quantities->layout;
    double bytes = count(sum, cairn_layout_link(layout, 0, l, CAIRN_UP_BYTES)) +
                   count(sum, cairn_layout_link(layout, 0, l, CAIRN_DOWN_BYTES));
    double base_s =
        sum->scenario->time.horizon_s * cairn_scenario_lines(sum->scenario, link->scenario_link);
    double energy_j = 0.0;

    for (int h = said->first_hop; h < said->first_hop + said->n_hops; h++) {
        const struct cairn_hop *hop = &sum->scenario->hops[h];

        if (hop->radio.origin.file)
            energy_j += radio_j(sum, l, &hop->radio);
        else if (!sum->marginal)
            energy_j += bytes * hop->average_j_per_byte;
        else
            energy_j += 8.0 * bytes * hop->marginal_w_per_bit_s +
                        (said->line == CAIRN_LINE_NEW ? hop->base_w * base_s : 0.0);
    }
    return energy_j;
}

double scenario_energy_j(const struct cairn_scenario *scenario,
                         const struct cairn_component *component,
                         const struct cairn_quantities *quantities, bool marginal)
{
    const struct sum sum = {scenario, component, quantities, marginal};
    double energy_j = 0.0;

    for (int p = 0; p < component->n_pools; p++)
        energy_j += pool_j(&sum, p);
    for (int c = 0; c < component->n_caches; c++)
        energy_j += cache_j(&sum, c);
    for (int l = 0; l < component->n_links; l++)
        energy_j += link_j(&sum, l);
    return energy_j;
}
