/*
 * sample.h - what remains of one replication of a component
 *
 * Accounting needs the counts, promises and figures need the times of the requests in a few
 * numbers per source; the distributions themselves are added up in the lab's entry and not kept.
 */
#ifndef CAIRN_CHOOSE_SAMPLE_H
#define CAIRN_CHOOSE_SAMPLE_H

#include <stdint.h>

#include "model/plan.h"
#include "physics/quantity.h"

/* Times of one replication's requests of one source, in seconds; NaN where there are none. */
struct cairn_time_summary {
    double mean_s, p50_s, p95_s, p99_s;
};

struct cairn_source_summary {
    struct cairn_time_summary wait, sojourn; /* of those that were answered */
    struct cairn_time_summary first, token;  /* the same of tokens */
    /*
     * What 95 % of all requests keep. INFINITY: more than 5 % had no answer. NaN: there were no
     * requests, or more than 5 % have no such time.
     */
    double kept_p95_s, kept_first_s, kept_token_s;
};

/* Times from token to token of the sequences of a pool; NaN where there are none. */
struct cairn_gap_summary {
    double p50_s, p95_s, p99_s;
};

struct cairn_sample {
    int64_t *counts;                      /* as the layout says; owned */
    struct cairn_source_summary *sources; /* owned */
    struct cairn_gap_summary *gaps;       /* [pool]; owned */
};

/* A pure function of what the replication yielded and of the plan's weights. */
void cairn_sample_init(struct cairn_sample *sample, const struct cairn_quantities *quantities,
                       const struct cairn_plan *plan);
void cairn_sample_release(struct cairn_sample *sample);

#endif
