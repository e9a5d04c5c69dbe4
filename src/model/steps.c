#include "model/steps.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- of a workload ---- */

const struct cairn_step *cairn_steps_at(const struct cairn_scenario *s, int workload, int step)
{
    const struct cairn_workload *w = &s->workloads[workload];

    for (int i = w->first_step; i < w->first_step + w->n_steps; i++)
        if (s->steps[i].number == step)
            return &s->steps[i];
    return NULL;
}

int cairn_steps_model(const struct cairn_scenario *s, int workload, int step)
{
    const struct cairn_step *at = cairn_steps_at(s, workload, step);

    if (step == 1)
        return s->workloads[workload].model;
    return at ? at->model : CAIRN_NONE;
}

/* The same of a step that is known to be there. */
static const struct cairn_step *known_step(const struct cairn_scenario *s, int workload, int step)
{
    const struct cairn_step *at = cairn_steps_at(s, workload, step);

    assert(at);
    return at;
}

const struct cairn_tokens *cairn_steps_tokens(const struct cairn_scenario *s, int workload,
                                              int step)
{
    return step == 1 ? &s->workloads[workload].tokens : &known_step(s, workload, step)->tokens;
}

bool cairn_steps_have_tokens(const struct cairn_scenario *s, int workload)
{
    const struct cairn_workload *w = &s->workloads[workload];

    for (int i = w->first_step; i < w->first_step + w->n_steps; i++)
        if (s->steps[i].tokens.origin.file)
            return true;
    return w->tokens.origin.file;
}

bool cairn_steps_may_end(const struct cairn_scenario *s, int workload, int step)
{
    const struct cairn_step *next = cairn_steps_at(s, workload, step + 1);

    return !next || next->takes == CAIRN_TAKES_UNSURE;
}

int cairn_steps_namesake(const struct cairn_scenario *s, int model, int variant)
{
    const struct cairn_model *m = &s->models[model];

    if (variant == CAIRN_NONE)
        return CAIRN_NONE;
    for (int v = m->first_variant; v < m->first_variant + m->n_variants; v++)
        if (strcmp(s->variants[v].id, s->variants[variant].id) == 0)
            return v;
    return CAIRN_NONE;
}

int cairn_steps_exit(const struct cairn_scenario *s, int variant, double at)
{
    if (variant == CAIRN_NONE)
        return CAIRN_NONE;
    const struct cairn_variant *v = &s->variants[variant];
    if (isnan(at))
        return v->n_exits == 1 ? v->first_early_exit : CAIRN_NONE;
    for (int i = v->first_early_exit; i < v->first_early_exit + v->n_exits; i++)
        if (s->exits[i].at == at)
            return i;
    return CAIRN_NONE;
}

/* ---- of a route ---- */

int cairn_route_targets(const struct cairn_route *route,
                        struct cairn_target targets[CAIRN_TARGETS_MOST])
{
    int n = 0;

    for (int step = 1; step <= cairn_route_steps(route); step++)
        targets[n++] = (struct cairn_target){.pool = cairn_route_pool(route, step),
                                             .variant = cairn_route_variant(route, step),
                                             .step = step};
    if (route->fallback != CAIRN_NONE)
        targets[n++] = (struct cairn_target){.pool = route->fallback,
                                             .variant = route->fallback_variant,
                                             .step = 1,
                                             .fallback = true};
    return n;
}

double cairn_route_payload_bytes(const struct cairn_scenario *s, const struct cairn_route *route,
                                 int step)
{
    if (step == 1)
        return s->workloads[route->workload].payload_bytes;

    double payload_bytes = known_step(s, route->workload, step)->payload_bytes;
    int variant = cairn_route_variant(route, step - 1);
    return isnan(payload_bytes) && variant != CAIRN_NONE ? s->variants[variant].output_bytes
                                                         : payload_bytes;
}

double cairn_route_share(const struct cairn_scenario *s, const struct cairn_route *route, int step)
{
    if (step == 1)
        return 1;

    int early_exit = route->onward[step - 2].early_exit;
    return early_exit != CAIRN_NONE ? 1 - s->exits[early_exit].share
                                    : known_step(s, route->workload, step)->share;
}

double cairn_route_reach(const struct cairn_scenario *s, const struct cairn_route *route, int step)
{
    double reach = 1;

    for (int i = 2; i <= step; i++)
        reach *= cairn_route_share(s, route, i);
    return reach;
}

double cairn_target_accuracy(const struct cairn_scenario *s, int pool, int variant)
{
    return variant != CAIRN_NONE ? s->variants[variant].accuracy
                                 : s->services[s->pools[pool].service].accuracy;
}

/* [STEP] of an exit's step and those behind it, which have this accuracy on all requests */
static double with_exit(const struct cairn_early_exit *at, double behind)
{
    double decided = at->share * at->accuracy;
    double left = 1 - at->share;

    double right = isnan(at->rest) ? fmax(0, behind - decided) : left * at->rest;
    return decided + fmin(left * behind, right);
}

double cairn_route_accuracy(const struct cairn_scenario *s, const struct cairn_route *route)
{
    int last = cairn_route_steps(route);
    double accuracy = 1;

    for (int step = last; step >= 1; step--) {
        double own = cairn_target_accuracy(s, cairn_route_pool(route, step),
                                           cairn_route_variant(route, step));
        if (step == last) {
            accuracy = own;
        } else if (route->onward[step - 1].early_exit != CAIRN_NONE) {
            accuracy = with_exit(&s->exits[route->onward[step - 1].early_exit], accuracy);
        } else {
            double share = cairn_route_share(s, route, step + 1);
            accuracy = own * (1 - share + share * accuracy);
        }
    }
    return accuracy;
}
