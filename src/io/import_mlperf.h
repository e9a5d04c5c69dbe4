#ifndef CAIRN_IO_IMPORT_MLPERF_H
#define CAIRN_IO_IMPORT_MLPERF_H

/*
 * MLPerf Inference: what its tables and its log have in common.
 *
 * SingleStream sends one sample at a time and gives its latency: batch 1. MultiStream sends eight:
 * batch 8. Offline gives throughput at a batch that results do not say; with the caller's word for
 * it, latency is batch over throughput [IMPORT]. Server and Interactive give the rate that keeps a
 * latency, at batch sizes that mix: they say nothing about any one batch and are left out. Power is
 * that of the whole system at the wall.
 */

#include "io/import.h"

/* One result; numbers are NaN and texts NULL or "" where there are none. */
struct cairn_mlperf_result {
    int line;
    const char *title; /* "MLPerf Inference v5.1 results, closed, Lenovo" */
    const char *href, *licence;
    const char *system, *benchmark, *scenario;
    const char *precision;  /* of the weights */
    const char *place;      /* path in the results, or NULL */
    bool open;              /* of the open division: any network may stand behind the benchmark */
    const char *latency_of; /* "90th percentile", "mean": which latency it is */
    double latency_s;       /* of the query: 1 sample of SingleStream, 8 of MultiStream */
    double rate;            /* samples per second */
    double power_w;
    double query_j; /* energy of a query */
};

/* Where a round publishes its results, at a path in them or, for NULL, in all; the arena's. */
const char *cairn_mlperf_href(struct cairn_arena *arena, const char *round, const char *place);

/* Adds the point that it says, or leaves it out. */
void cairn_mlperf_add(struct cairn_import *import, const struct cairn_mlperf_result *result);

#endif
