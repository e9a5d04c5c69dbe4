#include "support/random_scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/scenario_maker.h"

/* ---- chance ---- */

int maker_pick(struct maker *maker, int n)
{
    return (int)cairn_rng_below(&maker->rng, (uint64_t)n);
}

int64_t maker_between(struct maker *maker, int64_t least, int64_t most)
{
    return least + (int64_t)cairn_rng_below(&maker->rng, (uint64_t)(most - least + 1));
}

bool maker_chance(struct maker *maker, int percent)
{
    return maker_pick(maker, 100) < percent;
}

bool maker_wants(struct maker *maker, enum theme theme, int percent)
{
    bool by_chance = maker_chance(maker, percent);

    return maker->theme == theme || by_chance;
}

void maker_tenths(struct maker *maker, struct draft_node *to, const char *name, int64_t least,
                  int64_t most)
{
    int tenths = (int)maker_between(maker, least, most);

    draft_text(maker->draft, to, name, "%d.%d", tenths / 10, tenths % 10);
}

void maker_variation(struct maker *maker, struct draft_node *to, const char *word, const char *cv,
                     int percent)
{
    static const char *const kinds[] = {"deterministic", "exponential", "gamma", "lognormal",
                                        "weibull"};
    int kind = maker_pick(maker, 5);

    if (!maker_chance(maker, percent))
        return;
    draft_text(maker->draft, to, word, "%s", kinds[kind]);
    if (kind >= 2)
        maker_tenths(maker, to, cv, 1, 20);
}

/* ---- the whole ---- */

/*
 * A few hundred requests in all windows, of which a shape or a peak makes several. Some begin
 * empty.
 */
static void make_time(struct maker *maker, struct draft_node *time)
{
    int64_t wanted = maker_between(maker, 200, 600);
    double window_s = (double)wanted / (maker->requests_per_s + 1.0);
    int64_t window_ns;

    if (maker->has_shape)
        window_s /= maker->has_seasons ? 6.0 : 4.0;
    window_s = window_s < 0.05 ? 0.05 : window_s;
    window_ns = (int64_t)(window_s * 1e3) * ms_ns;
    draft_amount(maker->draft, time, "horizon", DRAFT_TIME,
                 maker_between(maker, 1, 1000) * 3600 * second_ns);
    draft_text(maker->draft, time, "seed", "%d", maker_pick(maker, 1000000));
    draft_text(maker->draft, time, "replications", "2");
    draft_amount(maker->draft, time, "window", DRAFT_TIME, window_ns);
    draft_amount(maker->draft, time, "run-in", DRAFT_TIME,
                 maker_chance(maker, 30) ? 0 : window_ns / 2);
}

void random_scenario_init(struct random_scenario *made, uint64_t number)
{
    struct maker maker = {
        .made = made,
        .draft = &made->draft,
        .rng = cairn_rng_from_bits(number),
        .theme = (enum theme)(number % N_THEMES),
    };
    struct draft_node *choose, *time;

    draft_init(&made->draft, "scenario");
    cairn_buffer_init(&made->recording);
    cairn_buffer_init(&made->contents);
    made->scales = true;
    maker.root = made->draft.root;
    draft_text(maker.draft, maker.root, "format", "1");
    draft_text(maker.draft, maker.root, "name", "random-%d", (int)number);
    time = draft_add(maker.draft, maker.root, "time");
    make_facts(&maker);
    make_places(&maker);
    choose = draft_add(maker.draft, maker.root, "choose");
    draft_text(maker.draft, choose, "basis", "inventory");
    maker.baseline = made->baseline = draft_add(maker.draft, maker.root, "baseline");
    draft_text(maker.draft, maker.baseline, "id", "b");
    make_loads(&maker);
    make_sizes(&maker);
    made->plain_model = maker.models[0].of_language ? "m1" : "m0";
    make_time(&maker, time);
}

static struct draft_node *add_named(struct draft *draft, struct draft_node *to, const char *name,
                                    const char *id)
{
    struct draft_node *node = draft_add(draft, to, name);

    draft_text(draft, node, "id", "%s", id);
    return node;
}

void random_scenario_add_bystander(struct random_scenario *made)
{
    struct draft *draft = &made->draft;
    struct draft_node *site = add_named(draft, draft->root, "site", "pz");
    struct draft_node *pool = add_named(draft, site, "pool", "qz");
    struct draft_node *workload = add_named(draft, site, "workload", "wz");
    struct draft_node *arrivals = draft_add(draft, workload, "arrivals");
    struct draft_node *promise = draft_add(draft, workload, "promise");
    struct draft_node *send = draft_add(draft, made->baseline, "send");
    struct draft_node *size = draft_add(draft, made->baseline, "size");

    draft_text(draft, site, "grid", "g0");
    draft_text(draft, site, "pue", "1");
    draft_text(draft, pool, "hardware", "h0");
    draft_text(draft, pool, "tenancy", "owned");
    draft_text(draft, pool, "max", "1");
    draft_text(draft, workload, "model", "%s", made->plain_model);
    draft_text(draft, workload, "payload", "1 B");
    draft_text(draft, workload, "reply", "1 B");
    draft_amount(draft, arrivals, "rate", DRAFT_RATE, 36000);
    draft_text(draft, promise, "p95", "any");
    draft_text(draft, promise, "accuracy", "any");
    draft_text(draft, send, "workload", "wz");
    draft_text(draft, send, "to", "qz");
    draft_text(draft, send, "variant", "v0");
    draft_text(draft, size, "pool", "qz");
    draft_text(draft, size, "count", "1");
}

void random_scenario_add_unused(struct random_scenario *made)
{
    struct draft *draft = &made->draft;
    struct draft_node *grid = add_named(draft, draft->root, "grid", "az");
    struct draft_node *intensity = draft_add(draft, grid, "intensity");
    struct draft_node *hardware = add_named(draft, draft->root, "hardware", "az");
    struct draft_node *power = draft_add(draft, hardware, "power");
    struct draft_node *model = add_named(draft, draft->root, "model", "az");
    struct draft_node *variant = add_named(draft, model, "variant", "az");
    struct draft_node *region = add_named(draft, draft->root, "region", "az");
    struct draft_node *pool = add_named(draft, region, "pool", "az");
    struct draft_node *link = add_named(draft, draft->root, "link", "az");
    struct draft_node *hop = add_named(draft, link, "hop", "az");

    draft_text(draft, intensity, "kind", "average");
    draft_text(draft, intensity, "scope", "life-cycle");
    draft_amount(draft, intensity, "value", DRAFT_INTENSITY, 1);
    draft_amount(draft, power, "idle", DRAFT_POWER, 1);
    draft_text(draft, power, "boundary", "wall");
    draft_text(draft, variant, "accuracy", "1");
    draft_amount(draft, variant, "memory", DRAFT_DATA, 1);
    draft_text(draft, region, "grid", "az");
    draft_text(draft, region, "pue", "1.1");
    draft_text(draft, pool, "hardware", "h0");
    draft_text(draft, pool, "tenancy", "bought");
    draft_text(draft, pool, "max", "3");
    draft_text(draft, link, "from", "p0");
    draft_text(draft, link, "to", "az");
    draft_text(draft, link, "line", "existing");
    draft_amount(draft, link, "bandwidth", DRAFT_BANDWIDTH, 1000);
    draft_amount(draft, link, "latency", DRAFT_TIME, 0);
    draft_text(draft, hop, "kind", "core");
    draft_text(draft, hop, "grid", "region");
    draft_text(draft, hop, "average", "1 nJ/bit");
}

/* ---- split ---- */

/* Has any element in a tree this attribute, and, unless NULL, with this text? */
static bool anywhere(const struct draft_node *in, const char *attribute, const char *text)
{
    const char *said = draft_value(in, attribute);

    if (said && (!text || strcmp(said, text) == 0))
        return true;
    for (const struct draft_node *child = draft_next(in, NULL); child;
         child = draft_next(in, child))
        if (anywhere(child, attribute, text))
            return true;
    return false;
}

/* Do copies of a site share what the copies of two sites would not? */
static bool is_shared(const struct random_scenario *made, const struct draft_node *site)
{
    const char *id = draft_value(site, "id");
    const struct draft_node *send, *link;

    for (link = draft_find(made->draft.root, "link", NULL); link;
         link = draft_find(made->draft.root, "link", link))
        if (strcmp(draft_value(link, "from"), id) == 0 && draft_value(link, "copies-per-line"))
            return true;
    for (send = draft_find(made->baseline, "send", NULL); send;
         send = draft_find(made->baseline, "send", send)) {
        const char *cache = draft_value(send, "cache");

        if (cache && anywhere(site, "id", draft_value(send, "workload")) &&
            !anywhere(site, "id", cache))
            return true;
    }
    return anywhere(site, "together", "yes");
}

bool random_scenario_split(struct random_scenario *made)
{
    struct draft_node *site = draft_find(made->draft.root, "site", NULL);
    char rest[12];

    while (site && (strcmp(draft_value(site, "count"), "1") == 0 ||
                    !draft_find(site, "workload", NULL) || is_shared(made, site)))
        site = draft_find(made->draft.root, "site", site);
    if (!site)
        return false;
    snprintf(rest, sizeof rest, "%d", atoi(draft_value(site, "count")) - 1);
    draft_change(&made->draft, site, "count", "1");
    draft_twin(&made->draft, site);
    draft_change(&made->draft, site, "count", rest);
    return true;
}

void random_scenario_release(struct random_scenario *made)
{
    draft_release(&made->draft);
    cairn_buffer_release(&made->recording);
    cairn_buffer_release(&made->contents);
}
