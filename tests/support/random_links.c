/* random_links.c - the network of a random scenario */
#include "support/scenario_maker.h"

static struct draft_node *add_hop(struct maker *maker, struct draft_node *link, const char *id,
                                  const char *kind, const char *grid)
{
    struct draft_node *hop = draft_add(maker->draft, link, "hop");

    draft_text(maker->draft, hop, "id", "%s", id);
    draft_text(maker->draft, hop, "kind", "%s", kind);
    draft_text(maker->draft, hop, "grid", "%s", grid);
    if (maker_chance(maker, 30))
        draft_amount(maker->draft, hop, "latency", DRAFT_TIME,
                     maker_between(maker, 0, 2000) * us_ns);
    return hop;
}

static void make_hop(struct maker *maker, struct draft_node *link, const char *id, const char *grid)
{
    struct draft_node *hop = add_hop(maker, link, id, "access", grid);

    draft_text(maker->draft, hop, "average", "%d nJ/bit", maker_pick(maker, 1000));
    draft_text(maker->draft, hop, "marginal", "%d W/Gbps", maker_pick(maker, 100));
    draft_amount(maker->draft, hop, "base", DRAFT_POWER, maker_between(maker, 0, 9000));
    if (maker_chance(maker, 20))
        draft_text(maker->draft, hop, "fed-by", "g%d", maker_pick(maker, 2));
}

static void make_radio(struct maker *maker, struct draft_node *link)
{
    struct draft_node *hop = add_hop(maker, link, "radio", "radio", "site");
    struct draft_node *radio = draft_add(maker->draft, hop, "radio");

    draft_amount(maker->draft, radio, "promotion-time", DRAFT_TIME,
                 maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 20000) * us_ns);
    draft_amount(maker->draft, radio, "promotion-power", DRAFT_POWER,
                 maker_between(maker, 0, 3000));
    draft_amount(maker->draft, radio, "active-power", DRAFT_POWER, maker_between(maker, 0, 3000));
    draft_amount(maker->draft, radio, "tail-time", DRAFT_TIME,
                 maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 50000) * us_ns);
    draft_amount(maker->draft, radio, "tail-power", DRAFT_POWER, maker_between(maker, 0, 3000));
    draft_text(maker->draft, radio, "up", "%d W/Gbps", maker_pick(maker, 1000));
    draft_text(maker->draft, radio, "down", "%d W/Gbps", maker_pick(maker, 1000));
}

/* Chance, and what it costs. */
static void make_trouble(struct maker *maker, struct draft_node *link)
{
    if (maker_wants(maker, THEME_JITTER, 25))
        maker_variation(maker, link, "variation", "cv", 80);
    if (!maker_wants(maker, THEME_LOSS, 25))
        return;
    draft_amount(maker->draft, link, "loss", DRAFT_SHARE, maker_between(maker, 1, 40));
    draft_amount(maker->draft, link, "resend-after", DRAFT_TIME,
                 maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 3000) * us_ns);
}

/* A request of some kB takes up to a few ms; of a line that copies share less. */
void make_link(struct maker *maker, int site, int region)
{
    struct draft_node *link = draft_add(maker->draft, maker->root, "link");
    bool shared = maker_wants(maker, THEME_SHARED_LINE, 25);

    draft_text(maker->draft, link, "id", "l%d-%d", site, region);
    draft_text(maker->draft, link, "from", "p%d", site);
    draft_text(maker->draft, link, "to", "p%d", region);
    draft_text(maker->draft, link, "line", maker_chance(maker, 50) ? "existing" : "new");
    draft_amount(maker->draft, link, "bandwidth", DRAFT_BANDWIDTH,
                 maker_between(maker, shared ? 20 : 5, 100) * 1000000);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, link, "bandwidth-down", DRAFT_BANDWIDTH,
                     maker_between(maker, shared ? 20 : 1, 100) * 1000000);
    draft_amount(maker->draft, link, "latency", DRAFT_TIME,
                 maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 5000) * us_ns);
    if (shared)
        draft_text(maker->draft, link, "copies-per-line", "%d", 1 + maker_pick(maker, 4));
    if (maker_chance(maker, 40))
        draft_amount(maker->draft, link, "load", DRAFT_SHARE, maker_between(maker, 1, 60));
    if (maker_chance(maker, 20))
        draft_amount(maker->draft, link, "load-down", DRAFT_SHARE, maker_between(maker, 0, 60));
    make_trouble(maker, link);
    if (maker_wants(maker, THEME_LINE_DOWN, 15))
        make_outage(maker, link);
    if (maker_wants(maker, THEME_RADIO, 25))
        make_radio(maker, link);
    make_hop(maker, link, "near", "site");
    if (maker_chance(maker, 50))
        make_hop(maker, link, "far", "region");
}
