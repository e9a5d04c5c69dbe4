#include <assert.h>
#include <math.h>

#include "model/check.h"
#include "model/steps.h"

/* [STEP] What further steps say must fit together, whoever takes them. */

static void complain(struct cairn_diag *diag, struct cairn_origin origin, const char *problem,
                     int step, const char *workload)
{
    cairn_diag_error(diag, origin.file, origin.line, "step %d of workload \"%s\" %s", step,
                     workload, problem);
}

/* Numbers from 2 on, each once, without a gap. */
static bool check_numbers(const struct cairn_scenario *scenario,
                          const struct cairn_workload *workload, struct cairn_diag *diag)
{
    const struct cairn_step *steps = &scenario->steps[workload->first_step];
    bool known = true;

    for (int i = 0; i < workload->n_steps; i++) {
        bool first = true;

        for (int j = 0; j < i && first; j++)
            if (steps[j].number == steps[i].number) {
                cairn_check_twice(diag, steps[i].origin, steps[j].origin,
                                  "a second step %d of workload \"%s\"", steps[i].number,
                                  workload->id);
                first = false;
            }
        known = known && first;
        if (first && steps[i].number > 2 &&
            !cairn_steps_at(scenario, (int)(workload - scenario->workloads), steps[i].number - 1)) {
            complain(diag, steps[i].origin, "has none before it: number them from 2 on",
                     steps[i].number, workload->id);
            known = false;
        }
    }
    return known;
}

/* Where it does not say what it is handed, each variant before it must. */
static void check_payload(const struct cairn_scenario *scenario, int workload,
                          const struct cairn_step *step, struct cairn_diag *diag)
{
    int before = cairn_steps_model(scenario, workload, step->number - 1);
    const struct cairn_model *model = &scenario->models[before];

    if (!isnan(step->payload_bytes))
        return;
    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++)
        if (isnan(scenario->variants[v].output_bytes)) {
            cairn_diag_error(diag, step->origin.file, step->origin.line,
                             "step %d of workload \"%s\" has no payload, and variant \"%s\" of "
                             "model \"%s\" before it no output",
                             step->number, scenario->workloads[workload].id,
                             scenario->variants[v].id, model->id);
            return;
        }
    for (int i = 0; i < scenario->n_services; i++)
        if (scenario->services[i].model == before) {
            cairn_diag_error(diag, step->origin.file, step->origin.line,
                             "step %d of workload \"%s\" has no payload, and api \"%s\" before it "
                             "says no output",
                             step->number, scenario->workloads[workload].id,
                             scenario->services[i].id);
            return;
        }
}

static void check_step(const struct cairn_scenario *scenario, int workload,
                       const struct cairn_step *step, struct cairn_diag *diag)
{
    const char *id = scenario->workloads[workload].id;
    const struct cairn_step *before = cairn_steps_at(scenario, workload, step->number - 1);
    const struct cairn_model *model =
        &scenario->models[cairn_steps_model(scenario, workload, step->number - 1)];
    int n_exits = 0, n_namesakes = 0;

    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
        n_exits += scenario->variants[v].n_exits;
        n_namesakes += cairn_steps_namesake(scenario, step->model, v) != CAIRN_NONE;
    }
    if (step->takes == CAIRN_TAKES_UNSURE && step->share != 1)
        complain(diag, step->origin, "takes the unsure and has a share: the <exit> before says it",
                 step->number, id);
    if (step->takes == CAIRN_TAKES_UNSURE && n_exits == 0)
        complain(diag, step->origin, "takes the unsure, but no variant before it has an <exit>",
                 step->number, id);
    if (step->takes == CAIRN_TAKES_ALL && before && before->takes == CAIRN_TAKES_UNSURE)
        complain(diag, step->origin,
                 "takes all behind one that takes the unsure: what was sure has been answered",
                 step->number, id);
    if (step->same_variants && n_namesakes == 0)
        complain(diag, step->origin, "wants variants of the same name, and there are none",
                 step->number, id);
    check_payload(scenario, workload, step, diag);
}

bool cairn_check_steps(const struct cairn_scenario *scenario, int workload, struct cairn_diag *diag)
{
    const struct cairn_workload *w = &scenario->workloads[workload];

    if (!check_numbers(scenario, w, diag))
        return false;
    for (int i = w->first_step; i < w->first_step + w->n_steps; i++)
        check_step(scenario, workload, &scenario->steps[i], diag);
    return true;
}

void cairn_check_exits(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_exits; i++)
        for (int j = 0; j < i; j++)
            if (scenario->exits[i].variant == scenario->exits[j].variant &&
                scenario->exits[i].at == scenario->exits[j].at) {
                cairn_check_twice(diag, scenario->exits[i].origin, scenario->exits[j].origin,
                                  "a second exit of variant \"%s\" at %g",
                                  scenario->variants[scenario->exits[i].variant].id,
                                  scenario->exits[i].at);
                break;
            }
}

/* ---- baselines ---- */

static const struct cairn_then *then_of(const struct cairn_scenario *scenario,
                                        const struct cairn_send *send, int step)
{
    for (int i = send->first_then; i < send->first_then + send->n_thens; i++)
        if (scenario->thens[i].step == step)
            return &scenario->thens[i];
    return NULL;
}

/* Each step once, none that there is not, all that are due, none behind one that is left out. */
static bool check_which(const struct cairn_scenario *scenario, const struct cairn_send *send,
                        struct cairn_diag *diag)
{
    const char *id = scenario->workloads[send->workload].id;
    bool known = true;
    int last = 1;

    for (int i = send->first_then; i < send->first_then + send->n_thens; i++) {
        const struct cairn_then *then = &scenario->thens[i];
        const struct cairn_then *first = then_of(scenario, send, then->step);

        assert(first); /* it finds this one at the latest */
        if (first != then)
            cairn_check_twice(diag, then->origin, first->origin, "a second <then> for step %d",
                              then->step);
        if (!cairn_steps_at(scenario, send->workload, then->step))
            cairn_diag_error(diag, then->origin.file, then->origin.line,
                             "workload \"%s\" has no step %d", id, then->step);
        known = known && first == then && cairn_steps_at(scenario, send->workload, then->step);
    }
    while (then_of(scenario, send, last + 1))
        last++;
    if (known && (last <= send->n_thens || !cairn_steps_may_end(scenario, send->workload, last))) {
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "workload \"%s\" is sent nowhere for step %d: say where with <then>", id,
                         last + 1);
        return false;
    }
    return known;
}

/* The exit that decides who goes on, where a step takes the unsure. */
static void check_exit(const struct cairn_scenario *scenario, const struct cairn_then *then,
                       int variant, struct cairn_diag *diag)
{
    const struct cairn_variant *before = &scenario->variants[variant];

    if (cairn_steps_exit(scenario, variant, then->at) != CAIRN_NONE)
        return;
    if (before->n_exits == 0)
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "variant \"%s\" has no <exit>: it decides all, and none go on to step %d",
                         before->id, then->step);
    else if (isnan(then->at))
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "variant \"%s\" has %d exits: say which with at", before->id,
                         before->n_exits);
    else
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "variant \"%s\" has no exit at %g", before->id, then->at);
}

/* A step of the route that a send describes. */
static void check_then(const struct cairn_scenario *scenario, const struct cairn_send *send,
                       const struct cairn_route *route, int step, struct cairn_diag *diag)
{
    const struct cairn_then *then = then_of(scenario, send, step);
    const struct cairn_step *at = cairn_steps_at(scenario, send->workload, step);
    int variant = cairn_route_variant(route, step);
    int before = cairn_route_variant(route, step - 1);
    bool managed = scenario->pools[cairn_route_pool(route, step - 1)].hardware == CAIRN_NONE;

    assert(then && at); /* check_which() has seen to it */
    if (at->takes == CAIRN_TAKES_ALL && !isnan(then->at))
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "at of step %d, which takes all", step);
    if (at->takes == CAIRN_TAKES_UNSURE && managed)
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "step %d takes the unsure, and nothing is known of what a managed service "
                         "is unsure of",
                         step);
    if (before == CAIRN_NONE)
        return;
    if (at->takes == CAIRN_TAKES_UNSURE)
        check_exit(scenario, then, before, diag);
    if (at->takes == CAIRN_TAKES_UNSURE && variant == before)
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "step %d asks the variant \"%s\" again, which was unsure", step,
                         scenario->variants[before].id);
    if (at->same_variants && variant != cairn_steps_namesake(scenario, at->model, before))
        cairn_diag_error(diag, then->origin.file, then->origin.line,
                         "step %d wants the variant \"%s\" of the step before it", step,
                         scenario->variants[before].id);
}

bool cairn_check_thens(const struct cairn_scenario *scenario, const struct cairn_send *send,
                       struct cairn_diag *diag)
{
    if (!check_which(scenario, send, diag))
        return false;

    struct cairn_route route = cairn_route_of_send(scenario, send);
    if (send->n_thens > 0 && send->fallback != CAIRN_NONE)
        cairn_diag_error(diag, send->origin.file, send->origin.line,
                         "a fallback in a send that goes on to further steps: leave one out");
    for (int step = 2; step <= cairn_route_steps(&route); step++)
        check_then(scenario, send, &route, step, diag);
    return true;
}
