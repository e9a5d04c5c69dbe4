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

struct saying {
    const char *name, *text;
};

/* Adds an element with these attributes; the last has no name. */
static struct draft_node *add_saying(struct draft *draft, struct draft_node *to, const char *name,
                                     const struct saying *said)
{
    struct draft_node *node = draft_add(draft, to, name);

    for (; said->name; said++)
        draft_text(draft, node, said->name, "%s", said->text);
    return node;
}

void random_scenario_add_bystander(struct random_scenario *made)
{
    static const struct saying place[] = {{"id", "pz"}, {"grid", "g0"}, {"pue", "1"}, {0}};
    static const struct saying owned[] = {
        {"id", "qz"}, {"hardware", "h0"}, {"tenancy", "owned"}, {"max", "1"}, {0}};
    static const struct saying kept[] = {{"p95", "any"}, {"accuracy", "any"}, {0}};
    static const struct saying sent[] = {{"workload", "wz"}, {"to", "qz"}, {"variant", "v0"}, {0}};
    static const struct saying sized[] = {{"pool", "qz"}, {"count", "1"}, {0}};
    const struct saying asked[] = {
        {"id", "wz"}, {"model", made->plain_model}, {"payload", "1 B"}, {"reply", "1 B"}, {0}};
    struct draft *draft = &made->draft;
    struct draft_node *site = add_saying(draft, draft->root, "site", place), *workload;

    add_saying(draft, site, "pool", owned);
    workload = add_saying(draft, site, "workload", asked);
    draft_amount(draft, draft_add(draft, workload, "arrivals"), "rate", DRAFT_RATE, 36000);
    add_saying(draft, workload, "promise", kept);
    add_saying(draft, made->baseline, "send", sent);
    add_saying(draft, made->baseline, "size", sized);
}

void random_scenario_add_unused(struct random_scenario *made)
{
    static const struct saying named[] = {{"id", "az"}, {0}};
    static const struct saying average[] = {{"kind", "average"}, {"scope", "life-cycle"}, {0}};
    static const struct saying at_the_wall[] = {{"boundary", "wall"}, {0}};
    static const struct saying right[] = {{"id", "az"}, {"accuracy", "1"}, {0}};
    static const struct saying place[] = {{"id", "az"}, {"grid", "az"}, {"pue", "1.1"}, {0}};
    static const struct saying bought[] = {
        {"id", "az"}, {"hardware", "h0"}, {"tenancy", "bought"}, {"max", "3"}, {0}};
    static const struct saying line[] = {
        {"id", "az"}, {"from", "p0"}, {"to", "az"}, {"line", "existing"}, {0}};
    static const struct saying hop[] = {
        {"id", "az"}, {"kind", "core"}, {"grid", "region"}, {"average", "1 nJ/bit"}, {0}};
    struct draft *draft = &made->draft;
    struct draft_node *root = draft->root, *node;

    node = add_saying(draft, add_saying(draft, root, "grid", named), "intensity", average);
    draft_amount(draft, node, "value", DRAFT_INTENSITY, 1);
    node = add_saying(draft, add_saying(draft, root, "hardware", named), "power", at_the_wall);
    draft_amount(draft, node, "idle", DRAFT_POWER, 1);
    node = add_saying(draft, add_saying(draft, root, "model", named), "variant", right);
    draft_amount(draft, node, "memory", DRAFT_DATA, 1);
    add_saying(draft, add_saying(draft, root, "region", place), "pool", bought);
    node = add_saying(draft, root, "link", line);
    draft_amount(draft, node, "bandwidth", DRAFT_BANDWIDTH, 1000);
    draft_amount(draft, node, "latency", DRAFT_TIME, 0);
    add_saying(draft, node, "hop", hop);
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
