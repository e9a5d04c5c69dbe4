#include <math.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "model/check.h"
#include "model/coupling.h"
#include "model/steps.h"

/* Rounding of shares such as a third; a share that is forgotten is larger. */
static const double share_slack = 1e-6;

/* One baseline, its pools and its workloads. */
struct walk {
    const struct cairn_scenario *scenario;
    const struct cairn_baseline *baseline;
    struct cairn_diag *diag;
    double *sent; /* share by workload */
    bool *used;   /* by pool */
};

static bool sized(const struct cairn_pool *pool)
{
    return pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT;
}

/* A step of a workload in a pool. */
struct aim {
    struct cairn_origin origin;
    int workload, model, pool, variant;
};

/* Where a pool can serve a model with several variants, a send says which. */
static void check_variant(const struct walk *walk, const struct aim *aim)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_model *model = &scenario->models[aim->model];
    const char *file = aim->origin.file;
    const char *id = scenario->pools[aim->pool].id;
    int variant = aim->variant;
    struct cairn_buffer names;
    int n = 0;

    if (!cairn_check_serves(scenario, aim->pool, aim->model, variant)) {
        cairn_diag_error(walk->diag, file, aim->origin.line,
                         "pool \"%s\" cannot serve %s%s%s of model \"%s\": it has no profile of "
                         "it, or too little memory",
                         id, variant == CAIRN_NONE ? "any variant" : "variant \"",
                         variant == CAIRN_NONE ? "" : scenario->variants[variant].id,
                         variant == CAIRN_NONE ? "" : "\"", model->id);
        return;
    }
    if (variant != CAIRN_NONE)
        return;
    cairn_buffer_init(&names);
    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++)
        if (scenario->pools[aim->pool].service == CAIRN_NONE &&
            cairn_check_serves(scenario, aim->pool, aim->model, v))
            cairn_buffer_appendf(&names, "%s%s", n++ > 0 ? " or " : "", scenario->variants[v].id);
    if (n > 1)
        cairn_diag_error(walk->diag, file, aim->origin.line,
                         "pool \"%s\" could serve workload \"%s\" with several variants; say %s",
                         id, scenario->workloads[aim->workload].id, names.data);
    cairn_buffer_release(&names);
}

static void check_aim(const struct walk *walk, const struct aim *aim)
{
    const struct cairn_scenario *scenario = walk->scenario;

    walk->used[aim->pool] = true;
    if (!cairn_check_reaches(scenario, aim->workload, aim->pool))
        cairn_check_unreached(scenario, aim->origin, aim->workload, aim->pool, walk->diag);
    else
        check_variant(walk, aim);
}

static void check_target(const struct walk *walk, const struct cairn_send *send, int pool,
                         int variant)
{
    check_aim(walk, &(struct aim){.origin = send->origin,
                                  .workload = send->workload,
                                  .model = walk->scenario->workloads[send->workload].model,
                                  .pool = pool,
                                  .variant = variant});
}

static void check_thens(const struct walk *walk, const struct cairn_send *send)
{
    const struct cairn_scenario *scenario = walk->scenario;

    if (!cairn_check_thens(scenario, send, walk->diag))
        return;

    struct cairn_route route = cairn_route_of_send(scenario, send);
    for (int i = send->first_then; i < send->first_then + send->n_thens; i++) {
        const struct cairn_then *then = &scenario->thens[i];
        const struct cairn_step *step = cairn_steps_at(scenario, send->workload, then->step);
        bool told = step->same_variants && then->variant == CAIRN_NONE;

        check_aim(walk, &(struct aim){.origin = then->origin,
                                      .workload = send->workload,
                                      .model = step->model,
                                      .pool = then->pool,
                                      .variant = told ? cairn_route_variant(&route, then->step)
                                                      : then->variant});
    }
}

/* The variant that a fallback serves, CAIRN_NONE where it is to be told from the pool. */
static int fallback_variant(const struct cairn_scenario *scenario, const struct cairn_send *send)
{
    int model = scenario->workloads[send->workload].model;

    if (send->fallback_variant != CAIRN_NONE)
        return send->fallback_variant;
    return cairn_check_serves(scenario, send->fallback, model, send->variant) ? send->variant
                                                                              : CAIRN_NONE;
}

static void check_send(const struct walk *walk, const struct cairn_send *send)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const char *file = send->origin.file;
    int line = send->origin.line;

    walk->sent[send->workload] += send->share;
    check_target(walk, send, send->pool, send->variant);
    check_thens(walk, send);
    if (send->fallback != CAIRN_NONE)
        check_target(walk, send, send->fallback, fallback_variant(scenario, send));
    if (send->fallback == send->pool)
        cairn_diag_error(walk->diag, file, line, "pool \"%s\" is its own fallback",
                         scenario->pools[send->pool].id);
    if (send->fallback != CAIRN_NONE && send->over == CAIRN_NONE &&
        !cairn_way_may_fail(scenario, send->workload, send->pool))
        cairn_diag_error(walk->diag, file, line,
                         "fallback without over: from how many waiting requests on?");
    if (send->fallback == CAIRN_NONE && send->over != CAIRN_NONE)
        cairn_diag_error(walk->diag, file, line, "over without fallback: where are they sent on?");
    if (send->fallback == CAIRN_NONE && send->fallback_variant != CAIRN_NONE)
        cairn_diag_error(walk->diag, file, line,
                         "fallback-variant without fallback: where are they sent on?");
    if (send->cache != CAIRN_NONE &&
        !cairn_check_cache_fits(scenario, send->cache, send->workload, send->pool))
        cairn_diag_error(walk->diag, file, line,
                         "cache \"%s\" is neither at the site of workload \"%s\" nor where pool "
                         "\"%s\" is",
                         scenario->caches[send->cache].id, scenario->workloads[send->workload].id,
                         scenario->pools[send->pool].id);
}

static void check_sent(const struct walk *walk)
{
    const struct cairn_baseline *baseline = walk->baseline;

    for (int i = 0; i < walk->scenario->n_workloads; i++) {
        const char *id = walk->scenario->workloads[i].id;
        bool whole;

        cairn_check_turns(walk->scenario, baseline, i, &walk->sent[i], &whole, walk->diag);
        if (walk->sent[i] == 0)
            cairn_diag_error(walk->diag, baseline->origin.file, baseline->origin.line,
                             "baseline \"%s\" sends workload \"%s\" nowhere", baseline->id, id);
        else if (whole && fabs(walk->sent[i] - 1) > share_slack)
            cairn_diag_error(walk->diag, baseline->origin.file, baseline->origin.line,
                             "baseline \"%s\" sends %.6g %% of workload \"%s\"; 100 %% is due",
                             baseline->id, 100 * walk->sent[i], id);
    }
}

static void check_size(const struct walk *walk, const struct cairn_size *size)
{
    const struct cairn_pool *pool = &walk->scenario->pools[size->pool];
    const char *file = size->origin.file;
    int line = size->origin.line;

    if (!sized(pool)) {
        cairn_diag_error(walk->diag, file, line,
                         "size of pool \"%s\", whose size is its provider's business", pool->id);
        return;
    }
    if (pool->max != CAIRN_NONE && (size->count > pool->max || size->count < pool->min))
        cairn_diag_error(walk->diag, file, line,
                         "size %d of pool \"%s\" is not between its min %d and its max %d",
                         size->count, pool->id, pool->min, pool->max);
    if (pool->discipline == CAIRN_SHARING && size->batch > 1)
        cairn_diag_error(walk->diag, file, line,
                         "batch %d in pool \"%s\", whose requests share its devices: leave it out",
                         size->batch, pool->id);
    if (size->count == 0 && walk->used[size->pool])
        cairn_diag_error(walk->diag, file, line,
                         "size 0 of pool \"%s\", to which baseline \"%s\" sends requests", pool->id,
                         walk->baseline->id);
}

static void check_sizes(const struct walk *walk, int *size_of_pool)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_baseline *baseline = walk->baseline;

    for (int i = baseline->first_size; i < baseline->first_size + baseline->n_sizes; i++) {
        const struct cairn_size *size = &scenario->sizes[i];
        int first = size_of_pool[size->pool];

        if (first != CAIRN_NONE)
            cairn_check_twice(walk->diag, size->origin, scenario->sizes[first].origin,
                              "a second size of pool \"%s\" in baseline \"%s\"",
                              scenario->pools[size->pool].id, baseline->id);
        size_of_pool[size->pool] = i;
        check_size(walk, size);
    }
    for (int p = 0; p < scenario->n_pools; p++)
        if (walk->used[p] && sized(&scenario->pools[p]) && size_of_pool[p] == CAIRN_NONE)
            cairn_diag_error(walk->diag, baseline->origin.file, baseline->origin.line,
                             "baseline \"%s\" uses pool \"%s\" and does not say its <size>",
                             baseline->id, scenario->pools[p].id);
}

static void check_baseline(const struct cairn_scenario *scenario, int index,
                           struct cairn_diag *diag)
{
    const struct cairn_baseline *baseline = &scenario->baselines[index];
    int *size_of_pool = cairn_calloc((size_t)scenario->n_pools, sizeof *size_of_pool);
    struct walk walk = {.scenario = scenario, .baseline = baseline, .diag = diag};

    walk.sent = cairn_calloc((size_t)scenario->n_workloads, sizeof *walk.sent);
    walk.used = cairn_calloc((size_t)scenario->n_pools, sizeof *walk.used);
    for (int p = 0; p < scenario->n_pools; p++)
        size_of_pool[p] = CAIRN_NONE;
    for (int i = baseline->first_send; i < baseline->first_send + baseline->n_sends; i++)
        check_send(&walk, &scenario->sends[i]);
    check_sent(&walk);
    check_sizes(&walk, size_of_pool);
    cairn_free(walk.sent);
    cairn_free(walk.used);
    cairn_free(size_of_pool);
}

void cairn_check_baselines(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_baselines; i++)
        check_baseline(scenario, i, diag);
}
