#include "model/counted.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "base/units.h"
#include "model/coupling.h"

/* What counts may come to: half of what 64 bits hold. */
static const double most_ns = 0x1p62;

/* Devices or lines of a component: engine/event_list.h has so many numbers for them. */
static const double most_numbers = 0x1p26;

/* Contents of a size may be smaller than their mean: a cache holds no more than so many times. */
static const double smallest = 16;

/* What there is most of, and which it is. */
struct most {
    double things;
    const char *kind, *id, *called, *remedy;
    struct cairn_origin origin;
};

struct counted {
    const struct cairn_scenario *scenario;
    int *together;         /* [place]: copies that are simulated together; owned */
    bool *is_met;          /* [place]: a region where copies of a site meet; owned */
    double *contents;      /* [place]: that are asked for there; owned */
    double devices, lines; /* of all */
    struct most longest;   /* whose ns are most */
    struct most devices_of, lines_of;
};

/* ---- who is simulated together ---- */

static void find_meetings(struct counted *c)
{
    const struct cairn_scenario *s = c->scenario;

    for (int p = 0; p < s->n_pools; p++)
        if (!cairn_pool_is_unlimited(s, p))
            c->is_met[s->pools[p].place] = true;
    for (int i = 0; i < s->n_caches; i++)
        c->is_met[s->caches[i].place] = true;
    for (int p = 0; p < s->n_places; p++)
        c->together[p] = 1;
    for (int i = 0; i < s->n_links; i++) {
        const struct cairn_link *link = &s->links[i];
        int count = s->places[link->from].count;
        int sharing = link->copies_per_line < count ? link->copies_per_line : count;
        int *together = &c->together[link->from];
        bool differs =
            sharing > 1 && (count % sharing != 0 || (*together > 1 && *together != sharing));

        if (c->is_met[link->to] || differs)
            *together = count;
        else if (sharing > *together)
            *together = sharing;
    }
}

/* ---- what is counted ---- */

static void note(struct most *most, const struct most *other)
{
    if (other->things > most->things)
        *most = *other;
}

static void count_pools(struct counted *c)
{
    const struct cairn_scenario *s = c->scenario;

    for (int p = 0; p < s->n_pools; p++) {
        const struct cairn_pool *pool = &s->pools[p];
        struct most devices = {
            .things = (pool->max > 1 ? pool->max : 1.0) * c->together[pool->place],
            .kind = "pool",
            .id = pool->id,
            .called = "devices",
            .remedy = ", a lower max of the pool or a lower count of the site",
            .origin = pool->origin,
        };

        if (cairn_pool_is_unlimited(s, p)) {
            c->devices++; /* it has a number, too */
            continue;
        }
        c->devices += devices.things;
        note(&c->longest, &devices);
        note(&c->devices_of, &devices);
    }
}

static void count_links(struct counted *c)
{
    const struct cairn_scenario *s = c->scenario;

    for (int i = 0; i < s->n_links; i++) {
        const struct cairn_link *link = &s->links[i];
        struct most lines = {
            .things = ceil((double)c->together[link->from] / link->copies_per_line),
            .kind = "link",
            .id = link->id,
            .called = "lines",
            .remedy = " or a lower count of the site",
            .origin = link->origin,
        };

        c->lines += lines.things;
        note(&c->longest, &lines);
        note(&c->lines_of, &lines);
    }
}

/* Contents that may be asked for at each place: of its own workloads, and of those linked to it. */
static void find_contents(struct counted *c)
{
    const struct cairn_scenario *s = c->scenario;

    for (int w = 0; w < s->n_workloads; w++)
        c->contents[s->workloads[w].place] += s->workloads[w].popularity.contents;
    for (int i = 0; i < s->n_links; i++)
        c->contents[s->links[i].to] += c->contents[s->links[i].from];
}

/* The least mean size of what is asked for; 0: some have none, or those of a trace. */
static double least_size_bytes(const struct cairn_scenario *s)
{
    double least = INFINITY;

    for (int w = 0; w < s->n_workloads; w++) {
        double size_bytes = s->workloads[w].popularity.size_bytes;

        if (s->workloads[w].popularity.contents > 0)
            least = fmin(least, size_bytes > 0 ? size_bytes : 0);
    }
    return isfinite(least) ? least : 0;
}

static void count_caches(struct counted *c)
{
    const struct cairn_scenario *s = c->scenario;
    double size_bytes = least_size_bytes(s);

    for (int i = 0; i < s->n_caches; i++) {
        const struct cairn_cache *cache = &s->caches[i];
        struct most entries = {
            .things = c->contents[cache->place],
            .kind = "cache",
            .id = cache->id,
            .called = "entries",
            .remedy = ", fewer entries or a lower count of the site",
            .origin = cache->origin,
        };

        if (cache->entries != CAIRN_NONE)
            entries.things = fmin(entries.things, cache->entries);
        if (cache->size_bytes > 0 && size_bytes > 0)
            entries.things = fmin(entries.things, smallest * cache->size_bytes / size_bytes);
        entries.things *= c->together[cache->place];
        note(&c->longest, &entries);
    }
}

static void counted_init(struct counted *c, const struct cairn_scenario *s)
{
    size_t n = (size_t)s->n_places;

    *c = (struct counted){
        .scenario = s,
        .together = cairn_calloc(n, sizeof *c->together),
        .is_met = cairn_calloc(n, sizeof *c->is_met),
        .contents = cairn_calloc(n, sizeof *c->contents),
    };
    find_meetings(c);
    find_contents(c);
    count_pools(c);
    count_links(c);
    count_caches(c);
}

static void counted_release(struct counted *c)
{
    cairn_free(c->together);
    cairn_free(c->is_met);
    cairn_free(c->contents);
}

/* ---- whether that is too much ---- */

static double longest_s(const struct counted *c) /* [BITS] */
{
    return most_ns * 1e-9 / c->longest.things;
}

double cairn_counted_longest_s(const struct cairn_scenario *scenario)
{
    struct counted c;
    double seconds;

    counted_init(&c, scenario);
    seconds = longest_s(&c);
    counted_release(&c);
    return seconds;
}

static void refuse_many(const struct most *most, double all, struct cairn_diag *diag)
{
    assert(most->kind); /* of many there is one of which there is most */
    cairn_diag_error(diag, most->origin.file, most->origin.line,
                     "%s \"%s\": %.3g %s would be simulated together, and %.0f are the most there "
                     "can be: state a lower %scount of the site",
                     most->kind, most->id, all, most->called, most_numbers,
                     most->kind[0] == 'p' ? "max of the pool or a lower " : "");
}

/* What it says would be right is a little less, so that rounding does not lead beyond it. */
static void refuse_long(const struct counted *c, struct cairn_diag *diag)
{
    const struct most *most = &c->longest;
    char stated[CAIRN_UNITS_SIZE], right[CAIRN_UNITS_SIZE];

    cairn_diag_error(
        diag, most->origin.file, most->origin.line,
        "%s \"%s\": the time of %.3g %s in a window of %s is more than can be counted in "
        "nanoseconds: state a window of at most %s in <time>%s",
        most->kind, most->id, most->things, most->called,
        cairn_units_format(c->scenario->time.window_s, CAIRN_TIME, stated),
        cairn_units_format(0.99 * longest_s(c), CAIRN_TIME, right), most->remedy);
}

void cairn_counted_check(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct counted c;

    counted_init(&c, scenario);
    if (c.devices > most_numbers)
        refuse_many(&c.devices_of, c.devices, diag);
    else if (c.lines > most_numbers)
        refuse_many(&c.lines_of, c.lines, diag);
    else if (scenario->time.window_s > longest_s(&c)) /* false where none is stated */
        refuse_long(&c, diag);
    counted_release(&c);
}
