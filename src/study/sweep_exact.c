#include "study/sweep_exact.h"

#include <math.h>
#include <pthread.h>

#include "base/alloc.h"

enum { BLOCK = 2048 }; /* points; chosen somewhat arbitrarily */

/* What a worker has of its own. */
struct bench {
    struct cairn_points points; /* a sequence goes ahead, and each worker at its own pace */
    double *x;                  /* [point of a block][number]; owned, like these */
    struct cairn_exact_point *found;
    struct cairn_point_row *rows;
};

struct reading {
    struct cairn_sweep_rows *rows;
    const struct cairn_exact *exact;
    const int64_t *missing;
    int64_t n_missing;
    struct bench *benches; /* [worker]; owned */
    int *placements;       /* [candidate] in the file, or CAIRN_NONE: not there yet; owned */
    pthread_mutex_t writing;
    pthread_cond_t turn;
    bool ending;
};

static void bench_init(struct bench *bench, const struct reading *reading)
{
    size_t numbers = (size_t)reading->exact->question.n_numbers;

    cairn_points_init(&bench->points, reading->rows->question->scenario);
    bench->x = cairn_calloc(BLOCK * numbers, sizeof *bench->x);
    bench->found = cairn_calloc(BLOCK, sizeof *bench->found);
    bench->rows = cairn_calloc(BLOCK, sizeof *bench->rows);
}

static void bench_release(struct bench *bench)
{
    cairn_points_release(&bench->points);
    cairn_free(bench->x);
    cairn_free(bench->found);
    cairn_free(bench->rows);
}

/* ---- a block ---- */

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : NAN;
}

/* All of a row but the numbers of placements. */
static struct cairn_point_row row_of(const struct cairn_exact *e,
                                     const struct cairn_exact_point *found, int64_t point,
                                     const double *numbers)
{
    bool decided =
        found->p_correct >= 1.0 - e->scenario->choose.alpha && !e->candidates[found->best].doubtful;
    double unit, kg;

    cairn_measure_shown_unit(e->outputs[0].measure, &unit);
    cairn_measure_shown_unit(e->outputs[1].measure, &kg);
    return (struct cairn_point_row){
        .point = point,
        .status = decided ? CAIRN_ANSWER_DECIDED : CAIRN_ANSWER_UNDECIDED,
        .placement = CAIRN_NONE,
        .runner_up = CAIRN_NONE,
        .candidates = cairn_exact_n_kept(e),
        .value = found->value / unit,
        .half_width = finite_or_nan(found->half_width / unit),
        .carbon_kg = found->carbon / kg,
        .carbon_half_width_kg = finite_or_nan(found->carbon_half_width / kg),
        .p_correct = found->p_correct,
        .bound = found->bound / unit,
        .bound_by = isnan(found->bound) ? CAIRN_BOUND_NONE : CAIRN_BOUND_CHORD,
        .regret = found->regret / unit,
        .numbers = numbers,
    };
}

static int placement_of(struct reading *reading, int candidate)
{
    const struct cairn_exact *e = reading->exact;

    if (candidate == CAIRN_NONE)
        return CAIRN_NONE;
    if (reading->placements[candidate] == CAIRN_NONE)
        reading->placements[candidate] = cairn_record_points_placement(
            &reading->rows->record, e->scenario, &e->candidates[candidate].placement);
    return reading->placements[candidate];
}

/* Takes its turn; false: there is none any more. */
static bool write_block(struct reading *reading, struct bench *bench, int64_t from, int n)
{
    bool good;

    pthread_mutex_lock(&reading->writing);
    while (!reading->ending && reading->rows->next != from)
        pthread_cond_wait(&reading->turn, &reading->writing);
    good = !reading->ending;
    if (good) {
        cairn_sweep_rows_begin(reading->rows);
        for (int i = 0; i < n; i++) {
            bench->rows[i].placement = placement_of(reading, bench->found[i].best);
            bench->rows[i].runner_up = placement_of(reading, bench->found[i].runner_up);
        }
        cairn_sweep_rows_write(reading->rows, bench->rows, n);
        good = !reading->rows->failed;
    }
    reading->ending = reading->ending || !good;
    pthread_cond_broadcast(&reading->turn);
    pthread_mutex_unlock(&reading->writing);
    return good;
}

static bool is_stopped(const struct cairn_choose_limits *limits)
{
    return limits->stop && limits->stop(limits->context);
}

static bool read_block(void *context, int index, int worker)
{
    struct reading *reading = context;
    struct bench *bench = &reading->benches[worker];
    size_t numbers = (size_t)reading->exact->question.n_numbers;
    int64_t from = (int64_t)index * BLOCK;
    int n = (int)(reading->n_missing - from < BLOCK ? reading->n_missing - from : BLOCK);

    if (is_stopped(&reading->rows->question->options->limits)) {
        pthread_mutex_lock(&reading->writing);
        reading->ending = true;
        pthread_cond_broadcast(&reading->turn);
        pthread_mutex_unlock(&reading->writing);
        return false;
    }
    for (int i = 0; i < n; i++)
        cairn_points_numbers(&bench->points, reading->missing[from + i],
                             bench->x + (size_t)i * numbers);
    cairn_exact_points(reading->exact, bench->x, (size_t)n, bench->found);
    for (int i = 0; i < n; i++)
        bench->rows[i] = row_of(reading->exact, &bench->found[i], reading->missing[from + i],
                                bench->x + (size_t)i * numbers);
    return write_block(reading, bench, from, n);
}

/* ---- all ---- */

void cairn_sweep_exact(struct cairn_sweep_rows *rows, const struct cairn_exact *exact,
                       const int64_t *missing, int64_t n_missing)
{
    struct cairn_workers *workers = rows->question->options->limits.workers;
    int n_workers = cairn_workers_count(workers);
    struct reading reading = {
        .rows = rows,
        .exact = exact,
        .missing = missing,
        .n_missing = n_missing,
        .benches = cairn_calloc((size_t)n_workers, sizeof *reading.benches),
        .placements = cairn_calloc((size_t)exact->n_candidates, sizeof *reading.placements),
    };

    for (int w = 0; w < n_workers; w++)
        bench_init(&reading.benches[w], &reading);
    for (int c = 0; c < exact->n_candidates; c++)
        reading.placements[c] = CAIRN_NONE;
    pthread_mutex_init(&reading.writing, NULL);
    pthread_cond_init(&reading.turn, NULL);
    cairn_workers_run(workers, (int)((n_missing + BLOCK - 1) / BLOCK), read_block, &reading);
    pthread_cond_destroy(&reading.turn);
    pthread_mutex_destroy(&reading.writing);
    for (int w = 0; w < n_workers; w++)
        bench_release(&reading.benches[w]);
    cairn_free(reading.benches);
    cairn_free(reading.placements);
}
