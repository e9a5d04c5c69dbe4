/*
 * Ten thousand sites with a queue M/M/1 each, all different, 2,000 requests per site. The program
 * simulates each as a component of its own, through the lab: it makes the component ready, counts
 * everything, keeps a sample and forgets the rest. Beside it the recursion by hand, decomposed in
 * the same way. The mean time in system is that of M/M/1 at utilisation 0.8, 5 s, less what it
 * lacks because every queue starts empty.
 */
#include <math.h>
#include <stdlib.h>

#include "bench/model.h"
#include "choose/lab.h"

enum { SITES = 10000 };

static struct bench_turn by_hand(const void *context, uint64_t seed)
{
    struct bench_turn turn = {0};

    for (int s = 0; s < SITES; s++) {
        struct by_hand_result result = by_hand_mm1_recursion(context, SITES * seed + (uint64_t)s);

        turn.jobs += result.requests;
        turn.figure += result.sojourn_s / SITES;
    }
    return turn;
}

/* Loads differ by less than a thousandth, enough to make all components different. */
static struct bench_turn through_lab(const void *context, uint64_t seed)
{
    static struct bench_model model;
    struct bench_turn turn = {0};
    struct cairn_lab lab;

    bench_model_queue(&model, context);
    cairn_lab_init(&lab, seed, CAIRN_LAB_SELECTION);
    for (int s = 0; s < SITES; s++) {
        const struct cairn_lab_entry *entry;

        model.source.entity = (uint64_t)s;
        model.rates[0] = 0.8 + 1e-7 * s;
        model.component.key.word[0] = (uint64_t)s + 1;
        entry = cairn_lab_sample(&lab, &model.component, 1);
        turn.figure += entry->samples[0].sources[0].sojourn.mean_s / SITES;
    }
    turn.jobs = (double)lab.requests;
    cairn_lab_release(&lab);
    return turn;
}

int main(void)
{
    static const struct by_hand_queue queue = {0.8, 0.0, 1.0, 1, 2000};
    struct bench_way ways[] = {
        {"recursion by hand", NULL, by_hand, &queue},
        {"components", "recursion by hand", through_lab, &queue},
    };
    struct bench_case of = {
        .name = "10,000 x M/M/1",
        .turns = 5,
        .expected = NAN,
        .within = 0.01,
        .ways = ways,
        .n_ways = 2,
    };

    return bench_case_run(&of) ? EXIT_SUCCESS : EXIT_FAILURE;
}
