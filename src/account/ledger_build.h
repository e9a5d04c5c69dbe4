/*
 * ledger_build.h - what the parts of a ledger are built with; private to src/account/ledger*.c
 *
 * A template is a term of which measure, weights and prices are still open. Its quantity, if it has
 * one, is that of window 0; adding it makes one term per window of weight over 0. A flow is a
 * template of IT joules together with what the place does to them: PUE, grid, water, price. Goods
 * are things that have embodied carbon, a lifetime and a price.
 */
#ifndef CAIRN_ACCOUNT_LEDGER_BUILD_H
#define CAIRN_ACCOUNT_LEDGER_BUILD_H

#include <stdbool.h>

#include "account/ledger.h"

enum { CAIRN_INTENSITIES_PER_GRID = 8 }; /* 4 kinds x 2 scopes */

struct cairn_ledger_builder {
    struct cairn_ledger *ledger;
    const struct cairn_scenario *scenario;
    const struct cairn_component *component;
    struct cairn_factor_book *book;
    struct cairn_layout layout;
    int horizon;     /* factor */
    bool of_group;   /* terms stand once, whatever they are of (group.h) */
    int **intensity; /* [grid x 8 + 2 x kind + scope]: factors by window and their mean */
    bool least;      /* work that waits finds the best hours there are, and room in them */
    struct cairn_overhead_table *overheads; /* that were made; owned */
    int n_overheads;
};

/* What of a building changes by the hour (model/overhead.h). */
enum cairn_varying {
    CAIRN_VARYING_NONE,
    CAIRN_VARYING_PUE,
    CAIRN_VARYING_WUE,
    CAIRN_VARYING_WUE_OF_FACILITY,
};

/* Evidence of what the scenario says without source. */
static const struct cairn_evidence cairn_own_word = {.source = CAIRN_NONE, .known = CAIRN_ASSUMED};

/* Totals that suffer where a figure is absent. */
struct cairn_gap {
    unsigned measures, bases;
    int place;
};

#define CAIRN_MEASURE_BIT(measure) (1u << (unsigned)(measure))
#define CAIRN_ALL_MEASURES (CAIRN_MEASURE_BIT(CAIRN_N_MEASURES) - 1)
#define CAIRN_WATER_MEASURES                                                                   \
    (CAIRN_MEASURE_BIT(CAIRN_WATER_USED) | CAIRN_MEASURE_BIT(CAIRN_WATER_WITHOUT_RESERVOIRS) | \
     CAIRN_MEASURE_BIT(CAIRN_WATER_SCARCITY))
#define CAIRN_ENERGY_MEASURES (CAIRN_ALL_MEASURES & ~CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT))

void cairn_builder_note(struct cairn_ledger_builder *b, enum cairn_note_kind kind,
                        struct cairn_gap gap, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Enters a factor that holds throughout (its window is not read). */
int cairn_builder_enter(struct cairn_ledger_builder *b, const struct cairn_factor *factor);

/* The same for a figure that may be absent (NaN): then CAIRN_NONE and a note `who has no what`. */
int cairn_builder_figure(struct cairn_ledger_builder *b, const struct cairn_factor *factor,
                         struct cairn_gap gap, const char *who, const char *what);

/* Multiplies a template by a factor; CAIRN_NONE is ignored. */
void cairn_term_times(struct cairn_term *term, int factor);

struct cairn_flow;

/* Adds a template to the ledger: the term itself, or one per window. */
void cairn_builder_add(struct cairn_ledger_builder *b, const struct cairn_term *term);

/*
 * The same, multiplied by what of the flow's building is `varying`, and by the intensity that
 * `charge` names, which the grid of the flow has, may be NULL: of each window, averaged over the
 * hours that it stands for; of an amount, or of a flow that goes on all week, averaged over the
 * year. [CARB] [COOLING]
 */
void cairn_builder_add_charged(struct cairn_ledger_builder *b, const struct cairn_term *term,
                               const struct cairn_flow *flow, enum cairn_varying varying,
                               const struct cairn_charge *charge);

/* A table of factors by window, and throughout behind them, all CAIRN_NONE; the ledger's. */
int *cairn_builder_table(struct cairn_ledger_builder *b);

/*
 * Factors of what varies, of PUE under a charge so that times the charge's intensity it is the mean
 * of the products of the hours. A table as above; windows without weight have none. [COOLING]
 */
const int *cairn_builder_overhead(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                                  enum cairn_varying varying, const struct cairn_charge *charge);

/* The same by the factors of a table by window. */
void cairn_builder_add_by_window(struct cairn_ledger_builder *b, const struct cairn_term *term,
                                 const int *factors);

/* How many of the component there are. */
static inline double cairn_builder_pieces(const struct cairn_ledger_builder *b, int copies)
{
    return (double)copies * b->component->multiplicity;
}

/* From the quantity of a group: see of_group of a flow. */
enum { CAIRN_GROUP_DRAWN = 1, CAIRN_GROUP_CHARGED = 2 };

struct cairn_flow {
    struct cairn_term term; /* IT energy in J; bases, part, item, equation and quantity are set */
    bool known;             /* false: the PUE is absent, nothing can be charged */
    bool own;               /* see basis.h */
    bool all_week;          /* drawn at any hour, whenever the window of its quantity was */
    /*
     * A change of a group: its quantity is the J used; the next are the J drawn from the grid, and
     * those weighted for each charge. Its terms keep their equation.
     */
    bool of_group;
    int grid;
    int pue;      /* factor, or CAIRN_NONE: no overhead applies, it is included, or varies */
    int wue;      /* factor, or CAIRN_NONE: no water on site, or it varies */
    int it_share; /* factor where the energy includes the overhead, which wue leaves out */
    enum cairn_varying pue_varies, wue_varies; /* by the hour */
    int price;                                 /* factor, or CAIRN_NONE: not paid by the kWh */
};

enum cairn_overhead { CAIRN_OVERHEAD_APPLIES, CAIRN_OVERHEAD_INCLUDED, CAIRN_OVERHEAD_NONE };

/* Fills what a flow says of PUE and WUE of its place, which messages call `who`. [COOLING] */
void cairn_flow_add_overhead(struct cairn_ledger_builder *b, struct cairn_flow *flow, bool paid,
                             enum cairn_overhead overhead, const char *who);

/*
 * A flow at a place, its term empty but for the place and all bases. Where `paid`, the planner pays
 * for its electricity. What the place lacks is noted.
 */
struct cairn_flow cairn_flow_at(struct cairn_ledger_builder *b, int place, bool own, bool paid,
                                enum cairn_overhead overhead);

/* The water of it [WATER]; facility_j is its energy, PUE included where that is constant. */
void cairn_flow_add_water(struct cairn_ledger_builder *b, const struct cairn_term *facility_j,
                          const struct cairn_flow *flow);

/* Adds energy [its own equation], carbon [CARB], water [WATER] and money [COST]. */
void cairn_flow_add(struct cairn_ledger_builder *b, const struct cairn_flow *flow);

/* ---- work that waits [DEFER] ---- */

/*
 * Factors by window, or NULL: nothing waits, or hours are alike; the ledger's. Of a kWh of IT where
 * its PUE follows the weather (then pue is there), else of a kWh of the facility.
 */
struct cairn_moved {
    const int *factor[CAIRN_INTENSITIES_PER_GRID]; /* [2 x kind + scope] */
    const int *pue;
};

/*
 * How the work of the variants of a pool moves; moved: [variant of the component's pool]. False
 * where none waits: then they are not filled.
 */
bool cairn_ledger_moves(struct cairn_ledger_builder *b, int pool, struct cairn_moved *moved);

/*
 * Adds what moving a flow changes: carbon by the factors in the place of intensities; energy, and
 * what is paid for it, by those in the place of a PUE that varies. sign: 1, or -1 for what the
 * hours of before are then charged with instead.
 */
void cairn_flow_move(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                     const struct cairn_moved *moved, double sign);

struct cairn_goods {
    struct cairn_term term;      /* item, place, part; quantity, or CAIRN_NONE for the amounts */
    double reserved;             /* pieces that are used, shares of them included: amortised */
    double bought;               /* whole pieces, 0 where they are owned: purchased, money */
    enum cairn_factor_kind kind; /* of the embodied figure */
    const char *id;              /* subject of the factors: unique among all goods */
    const char *own_id; /* of lifetime and price, where these are not the kind's; or NULL */
    const char *who;    /* in messages, such as `hardware "l4"` */
    double embodied_g, lifetime_s;
    struct cairn_evidence evidence;
    struct cairn_origin origin;
    const char *category; /* of the GHG Protocol */
    bool free_of_charge;  /* nothing is paid for it; then no price is read */
    enum cairn_factor_kind price_kind;
    double price_usd;
    struct cairn_evidence price_evidence;
    struct cairn_origin price_origin;
    double price_scale; /* unit conversion */
    /* Devices with another user [LIFE]: factors where they have one before, or after. */
    bool used, handed_on, resold;
    int brought; /* of carbon */
    int kept;    /* of carbon, under the bases that know it */
    int paid;    /* of money */
};

/* Adds embodied carbon, amortised and purchased [EMB], and prices [COST]. */
void cairn_goods_add(struct cairn_ledger_builder *b, const struct cairn_goods *goods);

/*
 * Bytes that cross a link besides those of requests: of a term whose amount or quantity times its
 * factors are bytes. A radio wakes for them as often as `wakes` says; NULL: it is awake.
 */
struct cairn_carried {
    struct cairn_term bytes; /* item, part */
    const struct cairn_term *wakes;
    bool down;
};

/* Adds their energy by hop under both models of networks [NET], and egress of those down [COST]. */
void cairn_builder_add_carried(struct cairn_ledger_builder *b, int scenario_link,
                               const struct cairn_carried *carried);

/* Is a pool rented by the hour, while its devices are on? [SCALE] [SCHEDULE] */
bool cairn_builder_is_hired(const struct cairn_ledger_builder *b,
                            const struct cairn_component_pool *pool);

/* Devices of all copies that are powered: those that stand by included. */
double cairn_builder_devices(const struct cairn_ledger_builder *b,
                             const struct cairn_component_pool *pool);

/* Goods that are hardware, how many is open; those of a pool with their second life. [LIFE] */
struct cairn_hardware_goods {
    struct cairn_goods goods;
    char *who, *own_id; /* owned */
};
void cairn_hardware_goods_init(struct cairn_hardware_goods *goods, struct cairn_ledger_builder *b,
                               const struct cairn_term *term, int hardware);
void cairn_hardware_goods_init_of_pool(struct cairn_hardware_goods *goods,
                                       struct cairn_ledger_builder *b,
                                       const struct cairn_term *term, const struct cairn_pool *of);
void cairn_hardware_goods_release(struct cairn_hardware_goods *goods);

/* Releases to the devices of a pool and what watches them; repairs; template at the place. */
void cairn_ledger_releases(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at);
void cairn_ledger_monitoring(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at);
void cairn_ledger_repairs(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at);

/* [REWORK] What wrong answers to a source cause. */
void cairn_ledger_rework(struct cairn_ledger_builder *b, int source);

/* The parts; index into the component's array. */
void cairn_ledger_pool(struct cairn_ledger_builder *b, int pool);
void cairn_ledger_provider_pool(struct cairn_ledger_builder *b, int pool);
void cairn_ledger_link(struct cairn_ledger_builder *b, int link);
void cairn_ledger_cache(struct cairn_ledger_builder *b, int cache);
void cairn_ledger_workload(struct cairn_ledger_builder *b, int source);

/*
 * Embodied carbon, and rent, of a device of another's for the time that a template has as its
 * quantity: reserved seconds.
 */
void cairn_builder_add_reserved(struct cairn_ledger_builder *b, const struct cairn_term *reserved,
                                int hardware);
void cairn_builder_add_rented(struct cairn_ledger_builder *b, const struct cairn_term *reserved,
                              const struct cairn_pool *said);

/* Factor of a device at work on a batch of a variant (power.busy), or CAIRN_NONE and a note. */
int cairn_builder_busy_power(struct cairn_ledger_builder *b, int place, int profile, int batch);

/* Factor of a device that reads prompts for a variant, or CAIRN_NONE and a note. */
int cairn_builder_prefill_power(struct cairn_ledger_builder *b, int place, int profile);

/* Factor of a device in a state that is not work, or CAIRN_NONE and a note. */
int cairn_builder_idle_power(struct cairn_ledger_builder *b, int place, int hardware,
                             enum cairn_factor_kind kind);

/* Factor of the share of its host that one device takes (host.share). */
int cairn_builder_host_share(struct cairn_ledger_builder *b, const struct cairn_hardware *hardware);

#endif
