/*
 * control.h - the number of arrivals as a control variate [CV]
 *
 * How many requests arrive in the measured time is chance, but its mean is known exactly. A
 * replication that by chance saw 3 % more requests emits about that much more for serving them;
 * so each of its quantities is corrected by what this surplus is known to be worth:
 *
 *     q'_jw = q_jw - s_j (W_w - E W_w)          per quantity j and window w
 *     W_w   = sum over sources of g C_w          offered work: C arrivals, g work of one (s)
 *     E W_w = sum over sources of g r_w l        r rate of all copies (1/s), l measured time (s)
 *
 * Whatever the slopes s are, as long as they do not depend on the replication, q' has the mean of
 * q. They come from a pilot on other streams: two runs a and b of the component, regressed on each
 * other within windows, with the hours n_w that these stand for,
 *
 *     s_j = sum_w n_w^2 (W_wa - W_wb) (q_jwa - q_jwb) / sum_w n_w^2 (W_wa - W_wb)^2
 *
 * Where there are many windows (ten of equal weight, or what is worth as much), the runs are two
 * replications, and s is the plain estimate of the best coefficient Cov(q, W) / Var(W). Its own
 * chance adds about 1 / windows to the variance that arrivals do not explain.
 *
 * Where there are few, one of the runs has less load, on the same streams. For Poisson arrivals the
 * best coefficient is exactly the derivative of E q by E C (r times the derivative of their log
 * likelihood by r is C - r l), and the runs differ along it. Pilots of many arrivals are as long
 * as windows of the search, at 7/8 of the load; those of few as long as the full plan, at 1/2.
 * With C arrivals chance adds 2 / ((1 - load)^2 C): 3 % at 4,000, 8 % at 100. A secant is not a
 * derivative where a queue saturates: if a limited pool is busy for more than 15/16 of the
 * year, nothing is corrected. Nor is it below 30 arrivals.
 *
 * Quantities are corrected, not carbon: slopes are physics, hold for every factor, basis and
 * measure, and what a ledger adds up from corrected quantities is itself the corrected footprint.
 * All of them are linear in the same number, so sums that are conserved stay conserved, and
 * arrivals become their mean.
 *
 * Only sources whose mean is exact in every window offer work here: Poisson ones and those with
 * deterministic gaps (source.h: a uniform start makes these stationary). Other renewal processes
 * start at a uniform point of an ordinary gap, become stationary during the run-in only, and are
 * left as they are. So are replays and what has phases, a cycle or a surge: from a stated point, a
 * recording or a cycle has another mean in a window than rate x time, and where the rate itself is
 * chance, a lesser load does not show what a surplus is worth. Windows without weight, which no
 * footprint sees, are not corrected. A component without any such source has no control.
 */
#ifndef CAIRN_CHOOSE_CONTROL_H
#define CAIRN_CHOOSE_CONTROL_H

#include "choose/lab.h"

/* Whence slopes come: a lab whose streams the selection never sees, and the plans of the pilot. */
struct cairn_controls {
    const struct cairn_scenario *scenario;
    struct cairn_lab *lab;
    struct cairn_plan plans[2][2]; /* [search, full length][whole, half load]; owned */
};

/* The scenario, its plan and the lab outlive the controls. */
void cairn_controls_init(struct cairn_controls *controls, const struct cairn_scenario *scenario,
                         const struct cairn_plan *full, struct cairn_lab *lab);
void cairn_controls_release(struct cairn_controls *controls);

/* Of one component under the plan of the scenario. */
struct cairn_control {
    bool works;         /* false: nothing is corrected, and nothing below is there */
    double *work_s;     /* [source]: g of one arrival, 0 where its mean is not exact; owned */
    double *expected_s; /* [window]: E W; owned */
    double *slope;      /* [count of a window]: per second of work; owned */
};

void cairn_control_release(struct cairn_control *control);

/* The pilots of all components of a placement: what is to be simulated, and then the controls. */
struct cairn_pilot {
    const struct cairn_controls *controls;
    int n;
    struct cairn_control *control;            /* [component]; owned */
    struct cairn_pilot_run *runs;             /* [component]; owned */
    struct cairn_components components[2][2]; /* under the plans of the controls; owned */
};

void cairn_pilot_init(struct cairn_pilot *pilot, const struct cairn_controls *controls,
                      const struct cairn_placement *placement,
                      const struct cairn_components *components);

/* What a lab has to have for it: at most two wants per component. Returns how many. */
int cairn_pilot_wants(const struct cairn_pilot *pilot, struct cairn_lab_want *wants);

/*
 * The controls in order of the components; simulates what is missing, and releases the pilot. The
 * array is the caller's: release each, then cairn_free().
 */
struct cairn_control *cairn_pilot_finish(struct cairn_pilot *pilot);

/* Releases a pilot that is not to be finished. */
void cairn_pilot_cancel(struct cairn_pilot *pilot);

/* amounts[window x stride]: counts of one replication of the component, corrected. */
void cairn_control_correct(const struct cairn_control *control,
                           const struct cairn_component *component,
                           const struct cairn_layout *layout, const int64_t *counts,
                           double *amounts);

#endif
