#include "choose/cap.h"

#include <math.h>

#include "account/purchase.h"
#include "model/coupling.h"
#include "model/overhead.h"
#include "model/steps.h"

static bool is_capped(const struct cairn_place *place)
{
    return place->building.cap_w > 0;
}

int cairn_caps_count(const struct cairn_scenario *scenario)
{
    int n = 0;

    for (int i = 0; i < scenario->n_places; i++)
        n += is_capped(&scenario->places[i]);
    return n;
}

double cairn_cap_peak_w(const struct cairn_scenario *scenario,
                        const struct cairn_placement *placement, int place)
{
    const struct cairn_place *p = &scenario->places[place];
    struct cairn_purchases purchases;
    double peak_w = 0;

    cairn_purchases_init(&purchases, scenario, placement);
    for (int i = 0; i < purchases.n; i++)
        if (purchases.items[i].place == place &&
            (purchases.items[i].kind == CAIRN_PURCHASE_DEVICE ||
             purchases.items[i].kind == CAIRN_PURCHASE_CACHE))
            peak_w += purchases.items[i].peak_w / p->count;
    cairn_purchases_release(&purchases);
    if (!cairn_place_shares_overhead(scenario, place) || isnan(peak_w))
        return peak_w;
    double others_w = p->building.others_w;
    return cairn_building_w(scenario, p, others_w + peak_w / p->pue) -
           (others_w > 0 ? cairn_building_w(scenario, p, others_w) : 0);
}

/* The first workload that is served at a place, or CAIRN_NONE. */
static int served_at(const struct cairn_scenario *s, const struct cairn_placement *placement,
                     int place)
{
    int first = CAIRN_NONE;

    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *route = &placement->routes[i];
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);
        bool there = route->cache != CAIRN_NONE && s->caches[route->cache].place == place;

        for (int t = 0; t < n; t++)
            there = there || s->pools[targets[t].pool].place == place;
        if (there && (first == CAIRN_NONE || route->workload < first))
            first = route->workload;
    }
    return first;
}

int cairn_caps_test(const struct cairn_scenario *scenario, const struct cairn_placement *placement,
                    struct cairn_promise_result *results)
{
    int n = 0;

    for (int i = 0; i < scenario->n_places; i++) {
        const struct cairn_place *place = &scenario->places[i];
        int workload = is_capped(place) ? served_at(scenario, placement, i) : CAIRN_NONE;
        double share;

        if (workload == CAIRN_NONE)
            continue;
        share = cairn_cap_peak_w(scenario, placement, i) / place->building.cap_w;
        results[n++] = (struct cairn_promise_result){
            .workload = workload,
            .kind = CAIRN_PROMISE_POWER,
            .place = i,
            .limit = 1,
            .share = share,
            .promised_s = NAN,
            .p95_s = NAN,
            .verdict = share <= 1 + 1e-9 ? CAIRN_KEPT : CAIRN_BROKEN,
        };
    }
    return n;
}
