/*
 * audit.h - does what a simulation yields obey the laws of conservation?
 *
 * The laws of quantity.h, exact in integers, of one replication or the sum of many:
 *
 *   - requests: arrivals = completed + hits + lost + in flight, per source and window; of the
 *     completed no more waited than there are, of the arrivals no more were late; the histograms
 *     hold as many times as their windows' weights say;
 *   - devices: times in the states sum to devices x copies x length x replications;
 *   - busy time by variant and batch size sums to busy time;
 *   - Little's law: the integral of the queue length is the sum of the single waits;
 *   - batches hold between one and batch_max requests each;
 *   - language models: tokens by pass = tokens by request; the integral of the sequences on devices
 *     is the sum of their stays, and at least that of those that decode;
 *   - cache: look-ups = hits + misses; occupancy is at most entries x copies x time;
 *   - links: busy time is at most the measured time of all lines;
 *   - nothing is negative.
 *
 * The figures on both sides come from different places in the simulation. A law that is broken is
 * a mistake in the program, or in the component: the audit looks for the first kind.
 */
#ifndef CAIRN_PHYSICS_AUDIT_H
#define CAIRN_PHYSICS_AUDIT_H

#include "base/buffer.h"
#include "physics/quantity.h"

/*
 * Checks quantities of a component. Returns how many laws are broken and appends a line on each
 * to the report, which may be NULL.
 */
int cairn_audit_check(const struct cairn_component *component,
                      const struct cairn_quantities *quantities, struct cairn_buffer *report);

#endif
