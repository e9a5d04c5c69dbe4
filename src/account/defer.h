/*
 * defer.h - work that may wait: into which hours of the year it goes [DEFER]
 *
 * A job is the work that comes in one hour and may wait. It takes `length` hours; its first may be
 * as many as `slack` hours later. Where it is interruptible it may take any hours until then, else
 * `length` in a row. It is decided on a forecast when it comes: the hours whose mean is lowest, the
 * earliest of equals; where that is not below the hour in which it came, it is done at once, as all
 * work is that does not wait. What it is charged with is another matter: the actual hours.
 *
 * Room: hours have a load already, and waiting work fills each only up to a limit. A job is many
 * requests and can be divided: as much of it as fits goes to the best hours, the rest to the next
 * best in which there is room in each, and what fits nowhere is done at once. Who comes first
 * chooses first; work that leaves an hour makes room in it.
 *
 * Years are circles: what comes in December may be done in January.
 */
#ifndef CAIRN_ACCOUNT_DEFER_H
#define CAIRN_ACCOUNT_DEFER_H

#include <stdbool.h>

#include "model/year.h"

/* The jobs of one kind, one in each hour of a year. */
struct cairn_defer_jobs {
    int slack_h, length_h; /* 0 .. , 1 .. ; together less than a year */
    bool interruptible;
    const double *forecast; /* [8,760]: what decides; lower is better */
    const double *work;     /* [8,760] of each job, in the unit of the load */
    double up_to;           /* load up to which it fills an hour */
    /*
     * Out, [charge][8,760] each: mean of the charge over the hours where a job went less that of
     * the hour in which it came. The caller's.
     */
    double *const *shift;
};

/*
 * Sends jobs of n kinds, in order of the hours in which they come, of one hour in order of the
 * array. load: [8,760] of all work as it comes, these jobs included; afterwards as it is done.
 * NULL: there is room for everything. charges: n_charges arrays of 8,760 values.
 */
void cairn_defer(const struct cairn_defer_jobs *jobs, int n, double *load,
                 const double *const *charges, int n_charges);

#endif
