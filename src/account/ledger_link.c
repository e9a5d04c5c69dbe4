/* ledger_link.c - networks, each hop once, under both models; lines that are added. [NET] [EMB] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double bits_per_byte = 8;
static const double gb_per_byte = 1e-9;
static const double s_per_ns = 1e-9;

/* A hop of a link, with the words that messages and factors use for it. */
struct hop_at {
    const struct cairn_hop *hop;
    const struct cairn_link *said;
    int link;  /* of the component */
    int share; /* factor, CAIRN_NONE where the whole line is charged */
    bool added;
    char *subject, *who; /* owned */
    struct cairn_flow flow;
};

static struct cairn_factor figure_of(const struct hop_at *at, enum cairn_factor_kind kind,
                                     double value)
{
    return (struct cairn_factor){.kind = kind,
                                 .subject = at->subject,
                                 .value = value,
                                 .evidence = at->hop->evidence,
                                 .origin = at->hop->origin};
}

/* Makes a flow of bytes one of joules; false where the figure is absent. */
static bool charge_bytes(struct cairn_ledger_builder *b, const struct hop_at *at,
                         enum cairn_network_model model, struct cairn_flow *flow)
{
    bool average = model == CAIRN_NETWORK_AVERAGE;

    flow->term.bases = cairn_bases_of_network(model);
    flow->term.scale *= average ? 1 : bits_per_byte; /* W/(bit/s) is J/bit */
    struct cairn_factor factor =
        average ? figure_of(at, CAIRN_FACTOR_NETWORK_AVERAGE, at->hop->average_j_per_byte)
                : figure_of(at, CAIRN_FACTOR_NETWORK_MARGINAL, at->hop->marginal_w_per_bit_s);
    struct cairn_gap gap = {
        .measures = CAIRN_ENERGY_MEASURES, .bases = flow->term.bases, .place = flow->term.place};
    int per_byte = cairn_builder_figure(b, &factor, gap, at->who,
                                        average ? "average energy" : "marginal power");
    cairn_term_times(&flow->term, per_byte);
    return per_byte != CAIRN_NONE;
}

/* [NET] energy of a hop = bytes that cross it x energy per byte */
static void add_traffic(struct cairn_ledger_builder *b, const struct hop_at *at,
                        enum cairn_network_model model)
{
    static const enum cairn_link_count directions[] = {CAIRN_UP_BYTES, CAIRN_DOWN_BYTES};
    struct cairn_flow flow = at->flow;

    if (!charge_bytes(b, at, model, &flow))
        return;
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        flow.term.quantity = cairn_layout_link(&b->layout, 0, at->link, directions[i]);
        cairn_flow_add(b, &flow);
    }
}

/*
 * [RADIO] energy of a radio = ns in each state x its power + bits x power per rate. A device's own,
 * and measured as it behaves: the same under both models of networks.
 */
static void add_radio(struct cairn_ledger_builder *b, const struct hop_at *at)
{
    const struct cairn_radio *radio = &at->hop->radio;
    const struct {
        enum cairn_factor_kind kind;
        enum cairn_link_count count;
        double scale, value;
    } parts[] = {
        {CAIRN_FACTOR_RADIO_PROMOTION, CAIRN_PROMOTION_NS, s_per_ns, radio->promotion_w},
        {CAIRN_FACTOR_RADIO_ACTIVE, CAIRN_ACTIVE_NS, s_per_ns, radio->active_w},
        {CAIRN_FACTOR_RADIO_TAIL, CAIRN_TAIL_NS, s_per_ns, radio->tail_w},
        {CAIRN_FACTOR_RADIO_UP, CAIRN_UP_BYTES, bits_per_byte, radio->up_w_per_bit_s},
        {CAIRN_FACTOR_RADIO_DOWN, CAIRN_DOWN_BYTES, bits_per_byte, radio->down_w_per_bit_s},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct cairn_flow flow = at->flow;
        struct cairn_factor factor = {.kind = parts[i].kind,
                                      .subject = at->subject,
                                      .value = parts[i].value,
                                      .evidence = radio->evidence,
                                      .origin = radio->origin};
        flow.term.bases = CAIRN_ALL_BASES;
        flow.term.equation = "[RADIO]";
        flow.term.quantity = cairn_layout_link(&b->layout, 0, at->link, parts[i].count);
        flow.term.scale = parts[i].scale;
        cairn_term_times(&flow.term, cairn_builder_enter(b, &factor));
        cairn_flow_add(b, &flow);
    }
}

static void left_out(struct cairn_ledger_builder *b, const struct hop_at *at, const char *what)
{
    cairn_builder_note(b, CAIRN_NOTE_LEFT_OUT,
                       (struct cairn_gap){.measures = CAIRN_ENERGY_MEASURES,
                                          .bases = CAIRN_ALL_BASES,
                                          .place = at->flow.term.place},
                       "%s has no %s", at->who, what);
}

/*
 * What the equipment of an added line must say, by kind of hop. The far ends of a network, and a
 * device's radio, are not there per line: where they say nothing, nothing is charged, and a note
 * tells.
 */
static const struct {
    bool base, equipment;
} needed[] = {
    [CAIRN_RADIO] = {false, false},
    [CAIRN_SITE_EQUIPMENT] = {true, true},
    [CAIRN_ACCESS_LINE] = {true, false},
    [CAIRN_CORE] = {false, false},
};

/* [NET] marginal model: what an added line draws without traffic */
static void add_base(struct cairn_ledger_builder *b, const struct hop_at *at)
{
    struct cairn_flow flow = at->flow;
    flow.term.bases = cairn_bases_of_network(CAIRN_NETWORK_MARGINAL);
    flow.term.amount = cairn_builder_pieces(b, b->component->links[at->link].lines);
    struct cairn_factor factor = figure_of(at, CAIRN_FACTOR_NETWORK_BASE, at->hop->base_w);
    if (isnan(at->hop->base_w) && !needed[at->hop->kind].base) {
        left_out(b, at, "base power");
        return;
    }
    struct cairn_gap gap = {
        .measures = CAIRN_ENERGY_MEASURES, .bases = flow.term.bases, .place = flow.term.place};
    int base = cairn_builder_figure(b, &factor, gap, at->who, "base power");
    if (base == CAIRN_NONE)
        return;
    cairn_term_times(&flow.term, base);
    cairn_term_times(&flow.term, b->horizon);
    cairn_term_times(&flow.term, at->share);
    cairn_flow_add(b, &flow);
}

/* [EMB] [COST] equipment of an added line */
static void add_equipment(struct cairn_ledger_builder *b, const struct hop_at *at)
{
    const struct cairn_hop *hop = at->hop;
    double lines = cairn_builder_pieces(b, b->component->links[at->link].lines);
    struct cairn_goods goods = {.term = at->flow.term,
                                .reserved = lines,
                                .bought = lines,
                                .kind = CAIRN_FACTOR_EMBODIED,
                                .id = at->subject,
                                .who = at->who,
                                .embodied_g = hop->embodied_g,
                                .lifetime_s = hop->lifetime_s,
                                .evidence = hop->evidence,
                                .origin = hop->origin,
                                .category = at->flow.own ? "3.2" : "3.1",
                                .price_kind = CAIRN_FACTOR_PRICE,
                                .price_usd = hop->price_usd,
                                .price_evidence = hop->evidence,
                                .price_origin = hop->origin,
                                .price_scale = 1};
    goods.term.part = CAIRN_PART_NETWORK_EMBODIED;
    if (isnan(hop->embodied_g) && isnan(hop->price_usd) && !needed[hop->kind].equipment) {
        left_out(b, at, "embodied carbon");
        return;
    }
    cairn_term_times(&goods.term, at->share);
    cairn_goods_add(b, &goods);
}

/* Sets the words and the flow of a hop; hop_release() gives the words back. */
static void hop_init(struct cairn_ledger_builder *b, struct hop_at *at, int scenario_link)
{
    const struct cairn_scenario *s = b->scenario;
    const struct cairn_hop *hop = at->hop;
    at->subject = hop->access == CAIRN_NONE
                      ? cairn_format("link:%s/%s", s->links[hop->link].id, hop->id)
                      : cairn_format("%s/%s", s->accesses[hop->access].id, hop->id);
    at->who = cairn_format("hop \"%s\"", at->subject);
    int place = hop->grid == CAIRN_HOP_AT_SITE ? at->said->from : at->said->to;
    bool own = hop->kind == CAIRN_RADIO || hop->kind == CAIRN_SITE_EQUIPMENT;
    at->flow = cairn_flow_at(b, place, own, false, CAIRN_OVERHEAD_NONE);
    at->flow.grid = cairn_scenario_hop_grid(s, scenario_link, (int)(hop - s->hops));
    at->flow.term.part = CAIRN_PART_NETWORK;
    at->flow.term.equation = "[NET]";
    at->flow.term.item_kind = CAIRN_ITEM_LINK;
    at->flow.term.item = scenario_link;
}

static void hop_release(struct hop_at *at)
{
    cairn_free(at->subject);
    cairn_free(at->who);
}

static void add_hop(struct cairn_ledger_builder *b, struct hop_at *at, int scenario_link)
{
    const struct cairn_hop *hop = at->hop;

    hop_init(b, at, scenario_link);
    if (hop->radio.origin.file) {
        add_radio(b, at);
    } else {
        add_traffic(b, at, CAIRN_NETWORK_AVERAGE);
        add_traffic(b, at, CAIRN_NETWORK_MARGINAL);
    }
    if (at->added) {
        if (!hop->radio.origin.file)
            add_base(b, at);
        add_equipment(b, at);
    }
    hop_release(at);
}

/* [COST] data that leave the region: a template of bytes */
static void add_egress(struct cairn_ledger_builder *b, const struct cairn_link *said,
                       const struct cairn_term *bytes)
{
    struct cairn_term term = *bytes;
    term.measure = CAIRN_MONEY_SPENT;
    term.bases = CAIRN_ALL_BASES;
    term.place = said->to;
    term.equation = "[COST]";
    term.scale *= gb_per_byte;
    struct cairn_gap gap = {.measures = CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT),
                            .bases = CAIRN_ALL_BASES,
                            .place = said->to};
    char *who = cairn_format("link \"%s\"", said->id);
    int egress = cairn_builder_figure(b,
                                      &(struct cairn_factor){.kind = CAIRN_FACTOR_EGRESS,
                                                             .subject = said->id,
                                                             .value = said->egress_usd_per_gb,
                                                             .evidence = cairn_own_word,
                                                             .origin = said->origin},
                                      gap, who, "price of egress");
    cairn_free(who);
    if (egress == CAIRN_NONE)
        return;
    cairn_term_times(&term, egress);
    cairn_builder_add(b, &term);
}

void cairn_ledger_link(struct cairn_ledger_builder *b, int link)
{
    int scenario_link = b->component->links[link].scenario_link;
    const struct cairn_link *said = &b->scenario->links[scenario_link];
    struct hop_at at = {.said = said,
                        .link = link,
                        .share = CAIRN_NONE,
                        .added = said->line != CAIRN_LINE_EXISTING};
    if (said->line == CAIRN_LINE_SHARED) {
        char *who = cairn_format("link \"%s\"", said->id);
        at.share = cairn_builder_figure(b,
                                        &(struct cairn_factor){.kind = CAIRN_FACTOR_LINE_SHARE,
                                                               .subject = said->id,
                                                               .value = said->share,
                                                               .evidence = cairn_own_word,
                                                               .origin = said->origin},
                                        (struct cairn_gap){.measures = CAIRN_ALL_MEASURES,
                                                           .bases = CAIRN_ALL_BASES,
                                                           .place = said->from},
                                        who, "share of the line");
        at.added = at.share != CAIRN_NONE;
        cairn_free(who);
    }
    for (int i = 0; i < said->n_hops; i++) {
        at.hop = &b->scenario->hops[said->first_hop + i];
        add_hop(b, &at, scenario_link);
    }
    add_egress(
        b, said,
        &(struct cairn_term){.part = CAIRN_PART_NETWORK,
                             .item_kind = CAIRN_ITEM_LINK,
                             .item = scenario_link,
                             .quantity = cairn_layout_link(&b->layout, 0, link, CAIRN_DOWN_BYTES),
                             .scale = 1});
}

/* ---- besides requests ---- */

/* A flow of bytes, or of wake-ups, at a hop. */
static struct cairn_flow flow_of(const struct hop_at *at, const struct cairn_term *template)
{
    struct cairn_flow flow = at->flow;

    flow.term = *template;
    flow.term.place = at->flow.term.place;
    flow.term.elsewhere = true;
    return flow;
}

/* [RADIO] bytes x (active power x time of a byte + power per rate), and promotion and tail */
static void carry_by_radio(struct cairn_ledger_builder *b, const struct hop_at *at,
                           const struct cairn_carried *carried)
{
    const struct cairn_radio *radio = &at->hop->radio;
    double w_per_bit_s = carried->down ? radio->down_w_per_bit_s : radio->up_w_per_bit_s;
    struct cairn_flow flow = flow_of(at, &carried->bytes);
    char *subject =
        cairn_format("%s/%s/%s", at->said->id, at->hop->id, carried->down ? "down" : "up");
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_RADIO_CARRIED,
                                  .subject = subject,
                                  .value = radio->active_w *
                                               cairn_link_sending_s(at->said, carried->down, 1) +
                                           bits_per_byte * w_per_bit_s,
                                  .evidence = radio->evidence,
                                  .origin = radio->origin};

    flow.term.bases = CAIRN_ALL_BASES;
    flow.term.equation = "[RADIO]";
    cairn_term_times(&flow.term, cairn_builder_enter(b, &factor));
    cairn_flow_add(b, &flow);
    cairn_free(subject);
    if (!carried->wakes)
        return;
    flow = flow_of(at, carried->wakes);
    flow.term.bases = CAIRN_ALL_BASES;
    flow.term.equation = "[RADIO]";
    factor.kind = CAIRN_FACTOR_RADIO_WAKE;
    factor.subject = at->subject;
    factor.value = radio->promotion_s * radio->promotion_w + radio->tail_s * radio->tail_w;
    cairn_term_times(&flow.term, cairn_builder_enter(b, &factor));
    cairn_flow_add(b, &flow);
}

static void carry(struct cairn_ledger_builder *b, const struct hop_at *at,
                  const struct cairn_carried *carried)
{
    static const enum cairn_network_model models[] = {CAIRN_NETWORK_AVERAGE,
                                                      CAIRN_NETWORK_MARGINAL};

    if (at->hop->radio.origin.file) {
        carry_by_radio(b, at, carried);
        return;
    }
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct cairn_flow flow = flow_of(at, &carried->bytes);

        flow.term.equation = "[NET]";
        if (charge_bytes(b, at, models[i], &flow))
            cairn_flow_add(b, &flow);
    }
}

/* A line that is added for requests is charged where they cross it; for these bytes alone, not. */
static void note_line(struct cairn_ledger_builder *b, int scenario_link, int place)
{
    const struct cairn_link *said = &b->scenario->links[scenario_link];

    for (int i = 0; i < b->component->n_links; i++)
        if (b->component->links[i].scenario_link == scenario_link)
            return;
    if (said->line != CAIRN_LINE_EXISTING)
        cairn_builder_note(
            b, CAIRN_NOTE_LEFT_OUT,
            (struct cairn_gap){
                .measures = CAIRN_ALL_MEASURES, .bases = CAIRN_ALL_BASES, .place = place},
            "line of link \"%s\" itself is charged only where requests cross it", said->id);
}

void cairn_builder_add_carried(struct cairn_ledger_builder *b, int scenario_link,
                               const struct cairn_carried *carried)
{
    const struct cairn_link *said = &b->scenario->links[scenario_link];
    struct hop_at at = {.said = said, .share = CAIRN_NONE};

    for (int i = 0; i < said->n_hops; i++) {
        at.hop = &b->scenario->hops[said->first_hop + i];
        hop_init(b, &at, scenario_link);
        carry(b, &at, carried);
        hop_release(&at);
    }
    if (carried->down)
        add_egress(b, said, &carried->bytes);
    note_line(b, scenario_link, carried->bytes.place);
}
