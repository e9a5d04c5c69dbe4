#ifndef CAIRN_CLI_BENCH_H
#define CAIRN_CLI_BENCH_H

/*
 * A bench: what somebody measured of one variant on one device, as CSV with a header.
 *
 * Columns are told by their headers, upper or lower case: `batch` (or batch size), the latency of
 * the whole batch, and one of the mean power and the energy per request. A header names its unit
 * behind the word, `latency [ms]`, `latency (ms)` or `latency_ms`, or is the unit itself, `ms`. Any
 * unit of the format will do. Other columns are left alone, which is said.
 *
 * Invariants of what was read without errors: at least one point, points in order of batch, each
 * batch once, everything above 0. Numbers keep the text they had in the file, with the unit behind
 * it, so that nothing is rounded.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/units.h"

enum cairn_bench_column {
    CAIRN_BENCH_BATCH,
    CAIRN_BENCH_LATENCY,
    CAIRN_BENCH_POWER,
    CAIRN_BENCH_ENERGY, /* per request */
    CAIRN_N_BENCH_COLUMNS
};

struct cairn_bench_point {
    int line;
    double value[CAIRN_N_BENCH_COLUMNS];     /* base units; NaN: no such column */
    const char *text[CAIRN_N_BENCH_COLUMNS]; /* "12.5 ms"; NULL: no such column */
};

struct cairn_bench {
    struct cairn_arena arena; /* owns the texts */
    const char *path;
    struct cairn_bench_point *points; /* owned */
    size_t n_points;
};

/* Reads a file. What is wrong with it goes to `diag`; release it in any case. */
void cairn_bench_init(struct cairn_bench *bench, const char *path, struct cairn_diag *diag);
void cairn_bench_release(struct cairn_bench *bench);

#endif
