/*
 * scenario_checks.h - what must hold of any scenario whatsoever
 *
 * Laws that need no expected value: sums that are conserved, sums that were added up in two ways,
 * one result reached by two ways. Each check aborts the test where its law is broken, and names the
 * number of the scenario.
 */
#ifndef TESTS_SUPPORT_SCENARIO_CHECKS_H
#define TESTS_SUPPORT_SCENARIO_CHECKS_H

#include "physics/quantity.h"
#include "support/tried.h"

/* What happened in all scenarios so far: sums of counts over windows and stations. */
struct effects {
    int64_t sources[CAIRN_N_SOURCE_COUNTS], links[CAIRN_N_LINK_COUNTS],
        caches[CAIRN_N_CACHE_COUNTS], pools[CAIRN_N_POOL_COUNTS], passes[CAIRN_N_PASS_COUNTS];
    uint64_t by_path[CAIRN_N_PATHS];
    int closed;   /* components of a closed load that were empty in the end */
    int floors;   /* that were compared with what is emitted */
    int hopeless; /* sources whose requests were all bound to be late, and were */
};

/*
 * Of every component: the audit (physics/audit.h), of two replications and of their sum; the same
 * bits by both paths, with a trace, after another replication, and as bytes and back; energy in the
 * ledger = sum over states of time x power, as the scenario says them; carbon >= its floor;
 * requests that cannot be in time are late.
 */
void check_scenario(const struct tried *tried, struct effects *effects);

/*
 * Of a closed load whose requests have all ended: sum of the waits of requests = integral of the
 * queues (Little's law, from what each request took with it); served = completed + went on; hits of
 * caches = requests answered by them, and as many of them wrong.
 */
void check_closed(const struct tried *tried, struct effects *effects);

#endif
