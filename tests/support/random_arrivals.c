/* random_arrivals.c - when the requests of a random scenario come */
#include "support/scenario_maker.h"

static void make_process(struct maker *maker, struct load *load)
{
    static const char *const kinds[] = {"poisson", "deterministic", "gamma", "lognormal",
                                        "weibull"};
    int kind = maker_chance(maker, 50) ? maker_pick(maker, 5) : 0;

    draft_text(maker->draft, load->arrivals, "process", "%s", kinds[kind]);
    if (kind >= 2)
        maker_tenths(maker, load->arrivals, "cv", 1, 19);
}

static void make_phases(struct maker *maker, struct load *load)
{
    int n = 2 + maker_pick(maker, 2);

    for (int i = 0; i < n; i++) {
        struct draft_node *phase = draft_add(maker->draft, load->arrivals, "phase");

        draft_text(maker->draft, phase, "load", "%d", i == 0 ? 1 : maker_pick(maker, 8));
        draft_amount(maker->draft, phase, "stay", DRAFT_TIME,
                     maker_between(maker, 5000, 200000) * us_ns);
        if (maker_chance(maker, 50))
            draft_text(maker->draft, phase, "weight", "%d", 1 + maker_pick(maker, 4));
    }
    if (maker_chance(maker, 30))
        draft_text(maker->draft, load->arrivals, "together", "yes");
}

/* Some requests come at once; the first line is a header. */
static void record(struct maker *maker)
{
    int n = 20 + maker_pick(maker, 60);
    int64_t at_us = 0;

    if (maker->made->recording.size > 0)
        return;
    cairn_buffer_puts(&maker->made->recording, "at\n");
    for (int i = 0; i < n; i++) {
        at_us += maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 40000);
        cairn_buffer_appendf(&maker->made->recording, "%d.%06d\n", (int)(at_us / 1000000),
                             (int)(at_us % 1000000));
    }
    cairn_buffer_puts(&maker->made->recording, "9.5\n");
}

static void make_replay(struct maker *maker, struct load *load)
{
    struct draft_node *replay = draft_add(maker->draft, load->arrivals, "replay");

    record(maker);
    draft_text(maker->draft, replay, "href", "recording.csv");
    if (maker_chance(maker, 50))
        draft_text(maker->draft, replay, "moment", "start");
    if (maker_chance(maker, 50))
        maker_tenths(maker, replay, "scale", 1, 29);
    if (maker_chance(maker, 30))
        draft_text(maker->draft, load->arrivals, "together", "yes");
    maker->made->scales = false;
}

static void make_surge(struct maker *maker, struct load *load)
{
    if (!maker->has_surge) {
        struct draft_node *surge = draft_add(maker->draft, maker->root, "surge");

        draft_text(maker->draft, surge, "id", "storm");
        draft_text(maker->draft, surge, "variation", maker_chance(maker, 50) ? "gamma" : "weibull");
        maker_tenths(maker, surge, "cv", 1, 9);
        draft_amount(maker->draft, surge, "period", DRAFT_TIME, second_ns);
    }
    maker->has_surge = true;
    draft_text(maker->draft, load->arrivals, "surge", "storm");
}

static void make_cycle(struct maker *maker, struct load *load)
{
    struct draft_node *cycle = draft_add(maker->draft, load->arrivals, "cycle");
    int64_t period_us = maker_between(maker, 10000, 1000000);

    draft_amount(maker->draft, cycle, "period", DRAFT_TIME, period_us * us_ns);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, cycle, "from", DRAFT_TIME,
                     maker_between(maker, 0, period_us - 1) * us_ns);
    draft_content(maker->draft, cycle, maker_chance(maker, 50) ? "1 0 3" : "2 1 5 0.5");
}

void make_arrivals(struct maker *maker, struct load *load)
{
    bool replayed = maker_wants(maker, THEME_REPLAY, 12);

    load->arrivals = draft_add(maker->draft, load->node, "arrivals");
    draft_amount(maker->draft, load->arrivals, "rate", DRAFT_RATE, load->rate_per_h);
    if (replayed)
        make_replay(maker, load);
    else
        make_process(maker, load);
    if (!replayed && maker_wants(maker, THEME_PHASES, 15))
        make_phases(maker, load);
    if (maker_wants(maker, THEME_CYCLE, 15))
        make_cycle(maker, load);
    if (maker_wants(maker, THEME_SHAPE, maker->theme == THEME_SEASON ? 60 : 8)) {
        make_shape(maker);
        draft_text(maker->draft, load->arrivals, "shape", "day");
    }
    if (maker_wants(maker, THEME_SURGE, 15))
        make_surge(maker, load);
}
