/* Placements as a headline names them (headline.h). */

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "model/steps.h"
#include "study/headline.h"

enum { FEW_WORKLOADS = 3, FEW_NAMES = 3, FEW_DIFFERENCES = 2 };

char *cairn_headline_name(const struct cairn_scenario *scenario,
                          const struct cairn_placement *placement)
{
    struct cairn_buffer name;

    cairn_buffer_init(&name);
    for (int p = 0; p < scenario->n_pools; p++)
        if (placement->pools[p].count > 0)
            cairn_buffer_appendf(&name, "%s%s", name.size > 0 ? " + " : "", scenario->pools[p].id);
    return cairn_buffer_take(&name);
}

/* ---- what runs where ---- */

/* Is this pool, by its hardware where it stands at a site, told together with that one? */
static bool told_alike(const struct cairn_scenario *scenario, int a, int b)
{
    const struct cairn_pool *p = &scenario->pools[a];
    const struct cairn_pool *q = &scenario->pools[b];

    if (a == b)
        return true;
    return scenario->places[p->place].kind == CAIRN_SITE &&
           scenario->places[q->place].kind == CAIRN_SITE && p->tenancy != CAIRN_MANAGED &&
           q->tenancy != CAIRN_MANAGED && p->hardware == q->hardware;
}

/* Names while they are few, then how many there are. */
struct enumeration {
    struct cairn_buffer names;
    int n;
};

static void enumerate(struct enumeration *enumeration, const char *name)
{
    enumeration->n++;
    cairn_buffer_appendf(&enumeration->names, "%s%s", enumeration->n > 1 ? ", " : "", name);
}

static void put_enumeration(struct enumeration *enumeration, const char *what,
                            struct cairn_buffer *out)
{
    if (enumeration->n <= FEW_NAMES)
        cairn_buffer_puts(out, enumeration->names.data);
    else
        cairn_buffer_appendf(out, "%d %s", enumeration->n, what);
    cairn_buffer_release(&enumeration->names);
}

/* Is a step of a route taken in a pool? */
static bool serves(const struct cairn_route *route, int pool)
{
    for (int step = 1; step <= cairn_route_steps(route); step++)
        if (cairn_route_pool(route, step) == pool)
            return true;
    return false;
}

/* What pools like this one serve: the sites they stand at, or the workloads sent to a region. */
static void put_group(const struct cairn_scenario *scenario,
                      const struct cairn_placement *placement, int pool, struct cairn_buffer *out)
{
    const struct cairn_pool *p = &scenario->pools[pool];
    bool at_site = scenario->places[p->place].kind == CAIRN_SITE && p->tenancy != CAIRN_MANAGED;
    struct enumeration where = {.n = 0};
    int last = CAIRN_NONE;

    cairn_buffer_init(&where.names);
    for (int q = 0; at_site && q < scenario->n_pools; q++)
        if (placement->pools[q].count > 0 && told_alike(scenario, pool, q) &&
            scenario->pools[q].place != last) {
            last = scenario->pools[q].place;
            enumerate(&where, scenario->places[last].id);
        }
    for (int i = 0; !at_site && i < placement->n_routes; i++)
        if (serves(&placement->routes[i], pool) && placement->routes[i].workload != last) {
            last = placement->routes[i].workload;
            enumerate(&where, scenario->workloads[last].id);
        }
    if (where.n == 0) { /* a fallback alone */
        cairn_buffer_release(&where.names);
        return;
    }
    cairn_buffer_appendf(out, "%s%s %s ", out->size > 0 ? "; " : "",
                         at_site ? scenario->hardware[p->hardware].id : p->id,
                         at_site ? "at" : "for");
    put_enumeration(&where, at_site ? "sites" : "workloads", out);
}

char *cairn_headline_placement(const struct cairn_scenario *scenario,
                               const struct cairn_placement *placement)
{
    struct cairn_buffer out;
    char *text;

    if (scenario->n_workloads <= FEW_WORKLOADS) {
        text = cairn_placement_text(placement, scenario);
        if (scenario->n_workloads == 1) {
            size_t name = strlen(scenario->workloads[0].id) + strlen(": ");

            memmove(text, text + name, strlen(text + name) + 1);
        }
        return text;
    }
    cairn_buffer_init(&out);
    for (int p = 0; p < scenario->n_pools; p++) {
        bool told = false;

        for (int q = 0; q < p; q++)
            told |= placement->pools[q].count > 0 && told_alike(scenario, p, q);
        if (placement->pools[p].count > 0 && !told)
            put_group(scenario, placement, p, &out);
    }
    return cairn_buffer_take(&out);
}

/* ---- another one ---- */

static bool same_route(const struct cairn_route *a, const struct cairn_route *b)
{
    return a->workload == b->workload && a->pool == b->pool && a->variant == b->variant &&
           a->cache == b->cache && a->share == b->share && a->fallback == b->fallback &&
           a->fallback_variant == b->fallback_variant && a->over == b->over &&
           a->greenest == b->greenest && a->scheduled == b->scheduled && a->hours == b->hours &&
           a->n_onward == b->n_onward &&
           memcmp(a->onward, b->onward, (size_t)a->n_onward * sizeof *a->onward) == 0;
}

static bool has_route(const struct cairn_placement *placement, const struct cairn_route *route)
{
    for (int i = 0; i < placement->n_routes; i++)
        if (same_route(&placement->routes[i], route))
            return true;
    return false;
}

static void put_route(const struct cairn_scenario *scenario, const struct cairn_route *route,
                      struct cairn_buffer *out)
{
    char share[CAIRN_NUMBER_SIZE];

    cairn_buffer_puts(out, out->size > 0 ? " + " : "with ");
    if (route->share < 1.0)
        cairn_buffer_appendf(out, "%s %% ", cairn_number_format(100.0 * route->share, 3, share));
    if (route->greenest)
        cairn_buffer_puts(out, "when greenest ");
    if (route->scheduled)
        cairn_buffer_appendf(out, "by the hours of %s ", scenario->shapes[route->hours].id);
    if (route->cache != CAIRN_NONE)
        cairn_buffer_appendf(out, "cache %s, then ", scenario->caches[route->cache].id);
    cairn_buffer_puts(out, scenario->pools[route->pool].id);
    if (route->variant != CAIRN_NONE)
        cairn_buffer_appendf(out, " (%s)", scenario->variants[route->variant].id);
    if (route->fallback != CAIRN_NONE && route->over == CAIRN_OVER_NEVER)
        cairn_buffer_puts(out, " or, when it is down, ");
    else if (route->fallback != CAIRN_NONE)
        cairn_buffer_appendf(out, " or, when %d wait, ", route->over);
    if (route->fallback != CAIRN_NONE)
        cairn_buffer_puts(out, scenario->pools[route->fallback].id);
    for (int i = 0; i < route->n_onward; i++) {
        const struct cairn_onward *onward = &route->onward[i];

        cairn_buffer_appendf(out, onward->early_exit == CAIRN_NONE ? ", then %s" : ", if unsure %s",
                             scenario->pools[onward->pool].id);
        if (onward->variant != CAIRN_NONE)
            cairn_buffer_appendf(out, " (%s)", scenario->variants[onward->variant].id);
        if (onward->early_exit != CAIRN_NONE)
            cairn_buffer_appendf(out, " at %g", scenario->exits[onward->early_exit].at);
    }
}

/* How many there are beside those that are named. */
static void put_rest(struct cairn_buffer *out, int n, const char *of)
{
    if (n > FEW_DIFFERENCES)
        cairn_buffer_appendf(out, " and %d more %s", n - FEW_DIFFERENCES, of);
}

/* "with" the first routes and sizes of a placement that another has not; "" without any. */
static char *differences(const struct cairn_scenario *scenario,
                         const struct cairn_placement *answer, const struct cairn_placement *other)
{
    struct cairn_buffer out;
    int n = 0;

    cairn_buffer_init(&out);
    for (int i = 0; i < other->n_routes; i++)
        if (!has_route(answer, &other->routes[i]) && n++ < FEW_DIFFERENCES)
            put_route(scenario, &other->routes[i], &out);
    for (int p = 0; p < scenario->n_pools; p++)
        if (other->pools[p].count > 0 && other->pools[p].count != answer->pools[p].count &&
            n++ < FEW_DIFFERENCES)
            cairn_buffer_appendf(&out, "%s%d x %s", out.size > 0 ? " + " : "with ",
                                 other->pools[p].count,
                                 scenario->hardware[scenario->pools[p].hardware].id);
    put_rest(&out, n, "differences");
    return cairn_buffer_take(&out);
}

/* Appends "with a + b and 3 more pools": those in use of `one` that `two` does not use. */
static void put_pools(const struct cairn_scenario *scenario, const char *how,
                      const struct cairn_placement *one, const struct cairn_placement *two,
                      struct cairn_buffer *out)
{
    int n = 0;

    for (int p = 0; p < scenario->n_pools; p++)
        if (one->pools[p].count > 0 && two->pools[p].count == 0 && n++ < FEW_DIFFERENCES)
            cairn_buffer_appendf(out, "%s%s", n > 1 ? " + " : how, scenario->pools[p].id);
    put_rest(out, n, n - FEW_DIFFERENCES == 1 ? "pool" : "pools");
}

/* The pools in which another placement differs, where it uses too many to name them all. */
static char *pools_that_differ(const struct cairn_scenario *scenario,
                               const struct cairn_placement *answer,
                               const struct cairn_placement *other)
{
    struct cairn_buffer out;

    cairn_buffer_init(&out);
    put_pools(scenario, "with ", other, answer, &out);
    put_pools(scenario, out.size > 0 ? ", without " : "without ", answer, other, &out);
    return cairn_buffer_take(&out);
}

static int pools_in_use(const struct cairn_scenario *scenario,
                        const struct cairn_placement *placement)
{
    int n = 0;

    for (int p = 0; p < scenario->n_pools; p++)
        n += placement->pools[p].count > 0;
    return n;
}

char *cairn_headline_other(const struct cairn_scenario *scenario,
                           const struct cairn_placement *answer,
                           const struct cairn_placement *other)
{
    char *own = cairn_headline_name(scenario, answer);
    char *name = cairn_headline_name(scenario, other);

    if (strcmp(own, name) == 0) {
        cairn_free(name);
        name = differences(scenario, answer, other);
    } else if (pools_in_use(scenario, other) > FEW_NAMES) {
        cairn_free(name);
        name = pools_that_differ(scenario, answer, other);
    }
    cairn_free(own);
    if (*name == '\0') {
        cairn_free(name);
        return NULL;
    }
    return name;
}
