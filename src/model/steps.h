/*
 * steps.h - the steps of a workload, and those that a route takes [STEP]
 *
 * Words: step 1 is the model of the workload, further ones are its <step>s. A route says where each
 * is served. A step that takes all works on what the step before made of each request, or of a
 * share of them; one that takes the unsure is asked where the variant before is not confident (its
 * exit). A route may stop before a step that takes the unsure: then the step before decides all.
 *
 * Here a step is a number from 1 to cairn_route_steps(). Functions of a route hold for any of the
 * same scenario, in whatever form.
 */
#ifndef CAIRN_MODEL_STEPS_H
#define CAIRN_MODEL_STEPS_H

#include <stdbool.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

/* ---- of a workload ---- */

/* The model of a step; CAIRN_NONE where the workload has no such step. */
int cairn_steps_model(const struct cairn_scenario *scenario, int workload, int step);

/* What is said of a step beyond the first. */
const struct cairn_step *cairn_steps_at(const struct cairn_scenario *scenario, int workload,
                                        int step);

/* Lengths of the prompts and replies of a step; their origin has no file where it has none. */
const struct cairn_tokens *cairn_steps_tokens(const struct cairn_scenario *scenario, int workload,
                                              int step);

/* Has any step lengths? Then promises of tokens can be kept. */
bool cairn_steps_have_tokens(const struct cairn_scenario *scenario, int workload);

/* May a request be answered behind a step, if its variant is asked to decide all? */
bool cairn_steps_may_end(const struct cairn_scenario *scenario, int workload, int step);

/* The variant of a model that is called like one of another, or CAIRN_NONE. */
int cairn_steps_namesake(const struct cairn_scenario *scenario, int model, int variant);

/*
 * The exit of a variant at this confidence; NaN: its only one. CAIRN_NONE where there is none, or
 * more than one to choose from.
 */
int cairn_steps_exit(const struct cairn_scenario *scenario, int variant, double at);

/* ---- of a route ---- */

/* The route that a send of a baseline describes (cairn_placement_from_baseline()). */
struct cairn_route cairn_route_of_send(const struct cairn_scenario *scenario,
                                       const struct cairn_send *send);

/* A pool that requests of a route may come to. */
struct cairn_target {
    int pool, variant;
    int step;
    bool fallback;
};

enum { CAIRN_TARGETS_MOST = CAIRN_STEPS_MOST + 1 };

/* All of them: step by step, then the fallback; returns how many. */
int cairn_route_targets(const struct cairn_route *route,
                        struct cairn_target targets[CAIRN_TARGETS_MOST]);

static inline int cairn_route_steps(const struct cairn_route *route)
{
    return 1 + route->n_onward;
}

static inline int cairn_route_pool(const struct cairn_route *route, int step)
{
    return step == 1 ? route->pool : route->onward[step - 2].pool;
}

static inline int cairn_route_variant(const struct cairn_route *route, int step)
{
    return step == 1 ? route->variant : route->onward[step - 2].variant;
}

/* Data that a step is handed: the payload of the request, or what the step before made of it. */
double cairn_route_payload_bytes(const struct cairn_scenario *scenario,
                                 const struct cairn_route *route, int step);

/* Share of the requests at the step before that go on to a step; 1 for the first. */
double cairn_route_share(const struct cairn_scenario *scenario, const struct cairn_route *route,
                         int step);

/* Share of all requests of the route that come to a step, if no cache answers and none is lost. */
double cairn_route_reach(const struct cairn_scenario *scenario, const struct cairn_route *route,
                         int step);

/*
 * Accuracy of the whole [STEP]: from the last step back, a (1 - q + q A) where a share q of the
 * requests goes on to steps of accuracy A together, s e + (1 - s) r where what an exit decides is
 * kept.
 * Whoever answers for a fallback is not looked at.
 */
double cairn_route_accuracy(const struct cairn_scenario *scenario, const struct cairn_route *route);

/* Of a variant, or of a managed service where that is CAIRN_NONE. */
double cairn_target_accuracy(const struct cairn_scenario *scenario, int pool, int variant);

#endif
