/*
 * model.h - the same queues as by_hand.h, as components of the program
 *
 * A model is a component with its plan in one struct; do not move one. Everything that the program
 * always counts is counted: state times by hour and batch size, waits, bytes, both histograms.
 */
#ifndef TESTS_BENCH_MODEL_H
#define TESTS_BENCH_MODEL_H

#include "bench/bench.h"
#include "bench/by_hand.h"
#include "model/component.h"

struct bench_model {
    struct cairn_component component;
    struct cairn_plan plan;
    int64_t end_ns;
    struct cairn_window windows[BY_HAND_HOURS];
    double rates[BY_HAND_HOURS];
    struct cairn_component_source source;
    struct cairn_component_route route;
    struct cairn_component_link link;
    struct cairn_component_pool pool;
    struct cairn_component_variant variant;
    int64_t latency_ns[BY_HAND_BATCH];
};

/* One window as long as it takes for so many requests. */
void bench_model_queue(struct bench_model *model, const struct by_hand_queue *queue);

/* A window for each hour. Devices may sleep when they have idled for a minute, which is rare. */
void bench_model_path(struct bench_model *model, const struct by_hand_path *path, bool sleep);

/* The two paths of the simulation. */
enum bench_engine { BENCH_EVENTS, BENCH_RECURSION };

/* Simulates one replication; the figure is the mean sojourn time. context: a model. */
struct bench_turn bench_model_by_events(const void *context, uint64_t seed);
struct bench_turn bench_model_by_recursion(const void *context, uint64_t seed);

#endif
