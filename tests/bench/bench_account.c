/*
 * How fast footprints are had in bulk, in processor time of one core. A footprint is mean and
 * interval over 20 replications of one placement at one point of a sweep, or under one hourly trace
 * of a year. The placement is the first baseline of a scenario (the argument; run from the top of
 * the tree), its counts are made up: accounting does not care what they are.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <cairn/load.h>
#include <cairn/placement.h>

#include "account/contraction.h"
#include "base/alloc.h"
#include "base/diag.h"
#include "bench/bench.h"
#include "math/rng.h"
#include "math/stats.h"
#include "model/fold.h"

enum { REPLICATIONS = 20, POINTS = 4096, HOURS = 8760, TRACES = 16 };

static const double long_enough_s = 0.25;

/* A placement with everything that its footprint needs. */
struct bench {
    struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_components components;
    struct cairn_factor_book book;
    struct cairn_ledger *ledgers;
    struct cairn_contraction_part *parts;
    double **amounts; /* [component x replication] */
    struct cairn_variables variables;
    struct cairn_contraction contraction;
    const double **x;
    double *values; /* [variable][point] */
    double *mean, *half_width;
    double hours[TRACES][HOURS];
    double plain_s; /* of a footprint from the ledger */
    double sink;
};

static double *some_amounts(const struct cairn_component *component, struct cairn_rng *rng)
{
    struct cairn_layout layout;
    size_t n;
    double *amounts;

    cairn_layout_init(&layout, component);
    n = (size_t)layout.n_windows * (size_t)layout.stride;
    amounts = cairn_calloc(n, sizeof *amounts);
    for (size_t i = 0; i < n; i++)
        amounts[i] = (double)(int64_t)(1e12 * (1 + 0.1 * cairn_rng_unit(rng)));
    cairn_layout_release(&layout);
    return amounts;
}

static void bench_init(struct bench *b, const char *path)
{
    struct cairn_diag diag;
    struct cairn_placement placement;
    struct cairn_rng rng;

    cairn_diag_init(&diag);
    b->scenario = cairn_scenario_load(path, &(struct cairn_load_options){0}, &diag);
    cairn_diag_release(&diag);
    if (!b->scenario || b->scenario->n_baselines == 0) {
        fprintf(stderr, "bench_account: no scenario with a baseline: %s\n", path);
        exit(1);
    }
    cairn_plan_init(&b->plan, b->scenario);
    cairn_placement_from_baseline(&placement, b->scenario, 0);
    cairn_components_init(&b->components, b->scenario, &b->plan, &placement);
    cairn_placement_release(&placement);
    cairn_factor_book_init(&b->book);
    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 1, .purpose = 1});

    size_t n = (size_t)b->components.n;
    b->ledgers = cairn_calloc(n, sizeof *b->ledgers);
    b->parts = cairn_calloc(n, sizeof *b->parts);
    b->amounts = cairn_calloc(n * REPLICATIONS, sizeof *b->amounts);
    for (size_t c = 0; c < n; c++) {
        cairn_ledger_init(&b->ledgers[c], b->scenario, &b->components.items[c], &b->book);
        for (size_t r = 0; r < REPLICATIONS; r++)
            b->amounts[c * REPLICATIONS + r] = some_amounts(&b->components.items[c], &rng);
        b->parts[c].ledger = &b->ledgers[c];
        b->parts[c].amounts = (const double *const *)&b->amounts[c * REPLICATIONS];
    }
    for (int t = 0; t < TRACES; t++)
        for (int h = 0; h < HOURS; h++)
            b->hours[t][h] = 700 * cairn_rng_unit(&rng);
}

static void bench_release(struct bench *b)
{
    for (int c = 0; c < b->components.n; c++)
        cairn_ledger_release(&b->ledgers[c]);
    for (int i = 0; i < b->components.n * REPLICATIONS; i++)
        cairn_free(b->amounts[i]);
    cairn_free(b->ledgers);
    cairn_free(b->parts);
    cairn_free(b->amounts);
    cairn_factor_book_release(&b->book);
    cairn_components_release(&b->components);
    cairn_plan_release(&b->plan);
    cairn_scenario_free(b->scenario);
}

/* Everything stands beside the footprint that is walked term by term. */
static void report(struct bench *b, const char *way, double seconds_each)
{
    bool plain = b->plain_s == 0;

    if (plain)
        b->plain_s = seconds_each;
    bench_line_print(&(struct bench_line){
        .name = "footprint",
        .way = way,
        .ns = 1e9 * seconds_each,
        .ratio = plain ? NAN : seconds_each / b->plain_s,
        .beside = plain ? NULL : "from the ledger",
        .mb = NAN,
    });
}

/* Processor time of one of `per` things that a call does. */
static double time_of(void (*call)(struct bench *), struct bench *b, double per)
{
    double begin, spent;
    long n = 0;

    call(b);
    begin = bench_cpu_s();
    do {
        call(b);
        n++;
        spent = bench_cpu_s() - begin;
    } while (spent < long_enough_s);
    return spent / ((double)n * per);
}

/* ---- the plain way ---- */

static void by_ledger(struct bench *b)
{
    double x[REPLICATIONS];

    for (int r = 0; r < REPLICATIONS; r++) {
        x[r] = 0;
        for (int c = 0; c < b->components.n; c++)
            x[r] += cairn_ledger_total(&b->ledgers[c], &b->book, CAIRN_CARBON,
                                       b->scenario->choose.basis, b->parts[c].amounts[r], NULL);
    }
    b->sink += cairn_stats_mean(x, REPLICATIONS) + cairn_stats_half_width(x, REPLICATIONS, 0.95);
}

/* ---- in bulk ---- */

static void contract(struct bench *b)
{
    cairn_contraction_release(&b->contraction);
    cairn_contraction_init(&b->contraction,
                           &(struct cairn_contraction_setup){.parts = b->parts,
                                                             .n_parts = b->components.n,
                                                             .n_replications = REPLICATIONS,
                                                             .measure = CAIRN_CARBON,
                                                             .basis = b->scenario->choose.basis,
                                                             .variables = &b->variables,
                                                             .confidence = 0.95});
}

static void evaluate(struct bench *b)
{
    cairn_contraction_evaluate(&b->contraction, b->x, POINTS, b->mean, b->half_width);
    b->sink += b->mean[POINTS / 2] + b->half_width[0];
}

/* Arrays for n points, in each variable between 0.5 and 1.5. */
static void open_points(struct bench *b, size_t n)
{
    size_t n_variables = (size_t)b->variables.n;

    b->x = cairn_calloc(n_variables, sizeof *b->x);
    b->values = cairn_calloc(n_variables * n, sizeof *b->values);
    b->mean = cairn_calloc(n, sizeof *b->mean);
    b->half_width = cairn_calloc(n, sizeof *b->half_width);
    for (size_t v = 0; v < n_variables; v++) {
        b->x[v] = b->values + v * n;
        for (size_t p = 0; p < n; p++)
            b->values[v * n + p] = 0.5 + (double)((p * 7 + v * 13) % n) / (double)n;
    }
}

static void close_points(struct bench *b)
{
    cairn_contraction_release(&b->contraction);
    cairn_variables_release(&b->variables);
    cairn_free(b->x);
    cairn_free(b->values);
    cairn_free(b->mean);
    cairn_free(b->half_width);
}

static void bind(struct bench *b, int variable, enum cairn_factor_kind kind, int power)
{
    while (b->variables.n <= variable)
        cairn_variables_add(&b->variables);
    cairn_variables_bind(
        &b->variables,
        &(struct cairn_binding){.kind = kind, .variable = variable, .power = power, .base = NAN});
}

/* Multipliers on 1 to 4 kinds of numbers. */
static void bench_scalars(struct bench *b, int n_variables)
{
    char name[80];

    cairn_variables_init(&b->variables, &b->book, b->plan.n_windows);
    for (int i = 0; i < 8; i++)
        bind(b, 0, (enum cairn_factor_kind)(CAIRN_FACTOR_INTENSITY + i), 1);
    if (n_variables > 1)
        bind(b, 1, CAIRN_FACTOR_AMORTISATION, -1);
    if (n_variables > 2)
        bind(b, 2, CAIRN_FACTOR_PUE, 1);
    if (n_variables > 3)
        bind(b, 3, CAIRN_FACTOR_POWER_IDLE, 1);
    open_points(b, POINTS);
    double once = time_of(contract, b, 1);
    snprintf(name, sizeof name, "%d open", b->variables.n);
    report(b, name, time_of(evaluate, b, POINTS));
    snprintf(name, sizeof name, "contraction, %d open", b->variables.n);
    report(b, name, once);
    close_points(b);
}

/* ---- hours ---- */

static void fold(struct bench *b)
{
    double week[CAIRN_HOURS_PER_WEEK];

    for (int t = 0; t < TRACES; t++) {
        cairn_fold_to_week(b->hours[t], HOURS, 0, week);
        cairn_fold_to_windows(week, &b->plan, b->values);
    }
    b->sink += b->values[0];
}

static void weigh(struct bench *b)
{
    for (int t = 0; t < TRACES; t++)
        cairn_contraction_evaluate(&b->contraction, b->x, 1, b->mean, b->half_width);
    b->sink += b->mean[0] + b->half_width[0];
}

static void fold_and_weigh(struct bench *b)
{
    double week[CAIRN_HOURS_PER_WEEK];

    for (int t = 0; t < TRACES; t++) {
        cairn_fold_to_week(b->hours[t], HOURS, 0, week);
        cairn_fold_to_windows(week, &b->plan, b->values);
        cairn_contraction_evaluate(&b->contraction, b->x, 1, b->mean, b->half_width);
    }
    b->sink += b->mean[0] + b->half_width[0];
}

/* One of the intensities, that of the first workload's site. A scenario without seasons: traces
 * fold to one week. */
static void bench_hours(struct bench *b)
{
    const struct cairn_scenario *s = b->scenario;
    const struct cairn_basis *basis = cairn_basis(s->choose.basis);
    const struct cairn_grid *grid = &s->grids[s->places[s->workloads[0].place].grid];

    cairn_variables_init(&b->variables, &b->book, b->plan.n_windows);
    cairn_variables_bind_hours(&b->variables, grid->id, basis->intensity, basis->scope);
    open_points(b, 1);
    double once = time_of(contract, b, 1);
    report(b, "new hourly trace", time_of(fold_and_weigh, b, TRACES));
    report(b, "fold of 8,760 hours", time_of(fold, b, TRACES));
    report(b, "folded trace", time_of(weigh, b, TRACES));
    report(b, "contraction, hours open", once);
    close_points(b);
}

int main(int argc, char **argv)
{
    static struct bench b;

    bench_init(&b, argc > 1 ? argv[1] : "scenarios/factory-inspection.xml");
    report(&b, "from the ledger", time_of(by_ledger, &b, 1));
    for (int n = 1; n <= 4; n++)
        bench_scalars(&b, n);
    bench_hours(&b);
    bench_release(&b);
    return b.sink == 0;
}
