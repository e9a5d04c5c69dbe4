/* Placements as a line for people. */
#include <cairn/placement.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/number.h"
#include "base/units.h"
#include "engine/clock.h"

static void put_number(struct cairn_buffer *text, double value)
{
    char number[CAIRN_NUMBER_SIZE];
    cairn_buffer_puts(text, cairn_number_format(value, 4, number));
}

/* "box (int8), 2 x orin-nx-16 per store, batch 4 or 10 ms"; the size only at the first mention. */
static void put_pool(struct cairn_buffer *text, const struct cairn_placement *placement,
                     const struct cairn_scenario *s, int pool, int variant, bool *mentioned)
{
    const struct cairn_pool *p = &s->pools[pool];
    const struct cairn_place *place = &s->places[p->place];
    const struct cairn_sizing *sizing = &placement->pools[pool];

    cairn_buffer_puts(text, p->id);
    if (p->tenancy == CAIRN_MANAGED) {
        cairn_buffer_puts(text, " (managed service)");
        return;
    }
    if (variant != CAIRN_NONE)
        cairn_buffer_appendf(text, " (%s)", s->variants[variant].id);
    if (p->tenancy == CAIRN_SHARED_POOL) {
        cairn_buffer_appendf(text, ", a share of %s", s->hardware[p->hardware].id);
        return;
    }
    if (mentioned[pool])
        return;
    mentioned[pool] = true;
    cairn_buffer_appendf(text, ", %d x %s", sizing->count, s->hardware[p->hardware].id);
    if (place->kind == CAIRN_SITE && place->count > 1)
        cairn_buffer_appendf(text, " per %s", place->id);
    if (sizing->batch_max <= 1)
        return;
    cairn_buffer_appendf(text, ", batch %d", sizing->batch_max);
    if (sizing->timeout_ns > 0) {
        char timeout[CAIRN_UNITS_SIZE];
        double timeout_s = cairn_time_to_s(sizing->timeout_ns);
        cairn_buffer_appendf(text, " or %s", cairn_units_format(timeout_s, CAIRN_TIME, timeout));
    }
}

static void put_route(struct cairn_buffer *text, const struct cairn_placement *placement,
                      const struct cairn_scenario *s, const struct cairn_route *route,
                      bool *mentioned)
{
    if (route->share != 1) {
        put_number(text, 100 * route->share);
        cairn_buffer_puts(text, " % ");
    }
    if (route->greenest)
        cairn_buffer_puts(text, "when greenest ");
    if (route->scheduled)
        cairn_buffer_appendf(text, "by the hours of %s ", s->shapes[route->hours].id);
    if (route->cache != CAIRN_NONE)
        cairn_buffer_appendf(text, "cache %s, then ", s->caches[route->cache].id);
    put_pool(text, placement, s, route->pool, route->variant, mentioned);
    if (route->fallback != CAIRN_NONE) {
        if (route->over == CAIRN_OVER_NEVER)
            cairn_buffer_puts(text, " or, when it is down, ");
        else
            cairn_buffer_appendf(text, " or, when %d wait, ", route->over);
        put_pool(text, placement, s, route->fallback, route->fallback_variant, mentioned);
    }
    for (int i = 0; i < route->n_onward; i++) {
        const struct cairn_onward *onward = &route->onward[i];
        if (onward->early_exit == CAIRN_NONE) {
            cairn_buffer_puts(text, ", then ");
        } else {
            cairn_buffer_puts(text, ", and if unsure at ");
            put_number(text, s->exits[onward->early_exit].at);
            cairn_buffer_putc(text, ' ');
        }
        put_pool(text, placement, s, onward->pool, onward->variant, mentioned);
    }
}

char *cairn_placement_text(const struct cairn_placement *placement,
                           const struct cairn_scenario *scenario)
{
    struct cairn_buffer text;
    bool *mentioned = cairn_calloc((size_t)scenario->n_pools, sizeof *mentioned);
    int workload = CAIRN_NONE;

    cairn_buffer_init(&text);
    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *route = &placement->routes[i];
        if (route->workload == workload) {
            cairn_buffer_puts(&text, " and ");
        } else {
            workload = route->workload;
            cairn_buffer_appendf(&text, "%s%s: ", i > 0 ? "; " : "",
                                 scenario->workloads[workload].id);
        }
        put_route(&text, placement, scenario, route, mentioned);
    }
    cairn_free(mentioned);
    return cairn_buffer_take(&text);
}
