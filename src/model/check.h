#ifndef CAIRN_MODEL_CHECK_H
#define CAIRN_MODEL_CHECK_H

/*
 * Third pass: does a scenario make sense? Its shape is right and its references lead somewhere;
 * here is what follows from the meaning of its parts taken together.
 *
 * Overload, or a promise that nothing can keep, is not a mistake of the scenario but an answer of
 * the choice.
 */

#include <stdbool.h>

#include "base/diag.h"
#include <cairn/scenario.h>

/* Everything below. */
void cairn_check(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Facts of catalogues: intensities, hardware, profiles, hops, services. */
void cairn_check_facts(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/*
 * Figures of catalogues that contradict each other: grids, profiles. Not for what edits have
 * changed, which may move one of them past the other.
 */
void cairn_check_written(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Coolings, data centres and fuels; how a place is cooled. */
void cairn_check_facility_facts(const struct cairn_scenario *scenario, struct cairn_diag *diag);
void cairn_check_facility(const struct cairn_scenario *scenario, const struct cairn_place *place,
                          struct cairn_diag *diag);

/* Sites, regions, pools and links. */
void cairn_check_places(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Workloads: what they need, and whether something can serve them. */
void cairn_check_workloads(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Where their data may be processed, and where places lie. */
void cairn_check_residency(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Work that may wait: its hours, and whether the grids say what it looks at. [DEFER] */
void cairn_check_deferral(const struct cairn_scenario *scenario, int workload,
                          struct cairn_diag *diag);

/* Pools that take turns: whether their grids say what decides. [GREENEST] */
void cairn_check_greenest(const struct cairn_scenario *scenario, struct cairn_diag *diag);
void cairn_check_growth(const struct cairn_scenario *s, struct cairn_diag *diag);

/*
 * Sends of a baseline for a workload whose shares change by the hour; *whole says whether shares
 * must still sum to 1, *sent is what they come to. [GREENEST] [HOURS]
 */
void cairn_check_turns(const struct cairn_scenario *scenario, const struct cairn_baseline *baseline,
                       int workload, double *sent, bool *whole, struct cairn_diag *diag);

/* Their arrivals: phases, cycles, surges, peaks. */
void cairn_check_arrivals(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/*
 * The steps of a workload, whose numbers must follow each other for anything else to be said of
 * them: false where they do not. [STEP]
 */
bool cairn_check_steps(const struct cairn_scenario *scenario, int workload,
                       struct cairn_diag *diag);

/* Exits of variants. */
void cairn_check_exits(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Where a send of a baseline goes on, pools and variants apart; false where that is not known. */
bool cairn_check_thens(const struct cairn_scenario *scenario, const struct cairn_send *send,
                       struct cairn_diag *diag);

/* The question: whether its basis has data, and the ways that it narrows or compares. */
void cairn_check_question(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* What else uses electricity at places; sun and batteries. */
void cairn_check_supply(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Caches, and what is asked of them. */
void cairn_check_caches(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Placements to compare with. */
void cairn_check_baselines(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Pools whose devices come and go. */
void cairn_check_capacity(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                          struct cairn_diag *diag);

/* Releases, and how devices are watched, repaired and handed on. */
void cairn_check_upkeep(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* ---- what several of them ask ---- */

/* Does a pool serve a language model in passes? */
bool cairn_check_serves_in_passes(const struct cairn_scenario *scenario,
                                  const struct cairn_pool *pool);

/* Can requests of a workload reach a pool: at their site, or in a region with a link to it? */
bool cairn_check_reaches(const struct cairn_scenario *scenario, int workload, int pool);

/* Reports at `origin` that they cannot, and which link is missing. */
void cairn_check_unreached(const struct cairn_scenario *scenario, struct cairn_origin origin,
                           int workload, int pool, struct cairn_diag *diag);

/*
 * Can a pool serve a model with a variant of it: is that measured on its hardware, and does it fit
 * the memory? With CAIRN_NONE: with any variant, or as a managed service.
 */
bool cairn_check_serves(const struct cairn_scenario *scenario, int pool, int model, int variant);

/* Is this variant too large for this hardware? */
bool cairn_check_too_large(const struct cairn_scenario *scenario, int variant, int hardware);

/* Can a cache stand in front of a pool for a workload: at its site, or where the pool is? */
bool cairn_check_cache_fits(const struct cairn_scenario *scenario, int cache, int workload,
                            int pool);

/*
 * Reports that something was said twice, at the later of two places: `what`, a sentence in the
 * making, then where the other one is.
 */
void cairn_check_twice(struct cairn_diag *diag, struct cairn_origin one, struct cairn_origin other,
                       const char *what, ...) __attribute__((format(printf, 4, 5)));

/* Is there a cv where a distribution needs one, and none where it has its own? */
void cairn_check_cv(struct cairn_diag *diag, struct cairn_origin origin, const char *subject,
                    const char *id, enum cairn_distribution_kind kind, double cv);

#endif
