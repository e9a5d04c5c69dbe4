/*
 * scenario_checks.h - what must hold of any scenario whatsoever
 *
 * Laws that need no expected value: sums that are conserved, sums that were added up in two ways,
 * one result reached by two ways. Each check aborts the test where its law is broken, and names the
 * number of the scenario.
 */
#ifndef TESTS_SUPPORT_SCENARIO_CHECKS_H
#define TESTS_SUPPORT_SCENARIO_CHECKS_H

#include "model/component.h"
#include "physics/quantity.h"

/* The first baseline of a scenario, ready to be simulated. */
struct tried {
    int number;
    const struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_placement placement;
    struct cairn_components components;
};

/*
 * Its requests may drain for 30 windows at most, and those of every fourth number for a tenth of
 * one, so that some are in flight when it ends.
 */
void tried_init(struct tried *tried, const struct cairn_scenario *scenario, int number);

/*
 * The same with a load that ends after one window, which is measured from an empty start for four:
 * what comes in goes out. False, and nothing to release, where the load varies or is a replay.
 */
bool tried_init_closed(struct tried *tried, const struct cairn_scenario *scenario, int number);

void tried_release(struct tried *tried);

/* What happened in all scenarios so far: sums of counts over windows and stations. */
struct effects {
    int64_t sources[CAIRN_N_SOURCE_COUNTS], links[CAIRN_N_LINK_COUNTS],
        caches[CAIRN_N_CACHE_COUNTS], pools[CAIRN_N_POOL_COUNTS], passes[CAIRN_N_PASS_COUNTS];
    uint64_t by_path[CAIRN_N_PATHS];
    int closed; /* components of a closed load that were empty in the end */
    int floors; /* that were compared with what is emitted */
};

/*
 * Of every component: the audit (physics/audit.h), of two replications and of their sum; the same
 * bits by both paths, with a trace, after another replication, and as bytes and back; energy in the
 * ledger = sum over states of time x power, as the scenario says them; carbon >= its floor.
 */
void check_scenario(const struct tried *tried, struct effects *effects);

/*
 * Of a closed load whose requests have all ended: sum of the waits of requests = integral of the
 * queues (Little's law, from what each request took with it); served = completed; hits of caches =
 * requests answered by them, and as many of them wrong.
 */
void check_closed(const struct tried *tried, struct effects *effects);

/* Two writings of one scenario have the same components. */
void check_same_components(const struct tried *a, const struct tried *b, const char *what);

#endif
