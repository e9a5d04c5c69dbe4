#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"
#include "model/check.h"
#include "model/pace.h"
#include "model/steps.h"

/* One walk over all workloads. */
struct walk {
    const struct cairn_scenario *scenario;
    struct cairn_diag *diag;
    int *first_pool, *n_pools; /* of each place: they stand together */
    int *first_link;           /* of each place in `links`, and one more for the end */
    int *links;                /* by the place they start at */
};

static const char *shown(double bytes, char text[CAIRN_UNITS_SIZE])
{
    return cairn_units_format(bytes, CAIRN_DATA, text);
}

/* ---- can anything serve it? ---- */

struct candidates {
    int pools, serving, measured, too_large;
    struct cairn_buffer hardware;  /* of pools without a profile: "orin, l4" */
    struct cairn_buffer oversized; /* pairs that do not fit, with sizes */
};

/* Is this hardware the first of its kind among the pools looked at? Names are listed once. */
static bool listed(const struct cairn_buffer *list, const char *name)
{
    size_t size = strlen(name);

    for (const char *at = list->data; (at = strstr(at, name)); at += size)
        if ((at == list->data || at[-1] == ' ') && (at[size] == '\0' || at[size] == ','))
            return true;
    return false;
}

static void count_variants(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                           const struct cairn_model *model, struct candidates *found)
{
    const struct cairn_hardware *hardware = &scenario->hardware[pool->hardware];
    char need[CAIRN_UNITS_SIZE], size[CAIRN_UNITS_SIZE];
    int measured = 0;

    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
        const struct cairn_variant *variant = &scenario->variants[v];

        if (cairn_scenario_profile(scenario, v, pool->hardware) == CAIRN_NONE)
            continue;
        measured++;
        if (!cairn_check_too_large(scenario, v, pool->hardware)) {
            found->serving++;
            continue;
        }
        found->too_large++;
        cairn_buffer_appendf(&found->oversized, "%s\"%s\" needs %s and pool \"%s\" has %s",
                             found->oversized.size > 0 ? ", " : "", variant->id,
                             shown(variant->memory_bytes, need), pool->id,
                             shown(hardware->memory.size_bytes, size));
    }
    found->measured += measured;
    if (measured == 0 && !listed(&found->hardware, hardware->id))
        cairn_buffer_appendf(&found->hardware, "%s%s", found->hardware.size > 0 ? ", " : "",
                             hardware->id);
}

/* A model that a step of a workload asks for. */
struct asked {
    const struct cairn_workload *workload;
    int model;
    const struct cairn_tokens *tokens;
    struct cairn_origin origin;
};

/* Lengths are needed where a profile that the workload may meet is one of passes. */
static void check_lengths(const struct walk *walk, const struct asked *asked,
                          const struct cairn_pool *pool)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_workload *workload = asked->workload;
    const struct cairn_model *model = &scenario->models[asked->model];

    if (asked->tokens->origin.file || pool->hardware == CAIRN_NONE)
        return;
    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
        int profile = cairn_scenario_profile(scenario, v, pool->hardware);

        if (profile == CAIRN_NONE || scenario->profiles[profile].n_prefills == 0)
            continue;
        cairn_diag_error(walk->diag, asked->origin.file, asked->origin.line,
                         "workload \"%s\" has no <tokens>, which \"%s\" on pool \"%s\" needs: how "
                         "long are its prompts and replies?",
                         workload->id, model->id, pool->id);
        return;
    }
}

static void count_pools(const struct walk *walk, const struct asked *asked, int place,
                        struct candidates *found)
{
    const struct cairn_scenario *scenario = walk->scenario;
    int first = walk->first_pool[place];

    for (int p = first; p < first + walk->n_pools[place]; p++) {
        const struct cairn_pool *pool = &scenario->pools[p];

        found->pools++;
        check_lengths(walk, asked, pool);
        if (pool->service != CAIRN_NONE)
            found->serving += scenario->services[pool->service].model == asked->model;
        else if (pool->hardware != CAIRN_NONE)
            count_variants(scenario, pool, &scenario->models[asked->model], found);
    }
}

static void report(const struct walk *walk, const struct asked *asked,
                   const struct candidates *found)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_workload *workload = asked->workload;
    const char *model = scenario->models[asked->model].id;
    const char *site = scenario->places[workload->place].id;
    const char *file = asked->origin.file;
    int line = asked->origin.line;

    if (found->pools == 0)
        cairn_diag_error(walk->diag, file, line,
                         "workload \"%s\" reaches no pool: site \"%s\" has none, and no link leads "
                         "to a region that has one",
                         workload->id, site);
    else if (found->measured == 0 && found->serving == 0)
        cairn_diag_error(walk->diag, file, line,
                         "no pool that workload \"%s\" reaches can serve model \"%s\"%s%s",
                         workload->id, model,
                         found->hardware.size > 0 ? ": there is no profile of it on " : "",
                         found->hardware.data);
    else if (found->serving == 0)
        cairn_diag_error(walk->diag, file, line, "model \"%s\" of workload \"%s\" fits no pool: %s",
                         model, workload->id, found->oversized.data);
    else if (found->too_large > 0)
        cairn_diag_warning(walk->diag, file, line,
                           "model \"%s\" of workload \"%s\" does not fit everywhere: %s", model,
                           workload->id, found->oversized.data);
}

static void check_service(const struct walk *walk, const struct asked *asked)
{
    const struct cairn_scenario *scenario = walk->scenario;
    int place = asked->workload->place;
    struct candidates found = {0};

    cairn_buffer_init(&found.hardware);
    cairn_buffer_init(&found.oversized);
    count_pools(walk, asked, place, &found);
    for (int i = walk->first_link[place]; i < walk->first_link[place + 1]; i++)
        count_pools(walk, asked, scenario->links[walk->links[i]].to, &found);
    report(walk, asked, &found);
    cairn_buffer_release(&found.hardware);
    cairn_buffer_release(&found.oversized);
}

/* Can each step be served? */
static void check_services(const struct walk *walk, const struct cairn_workload *workload)
{
    int w = (int)(workload - walk->scenario->workloads);

    for (int step = 1; cairn_steps_model(walk->scenario, w, step) != CAIRN_NONE; step++)
        check_service(walk,
                      &(struct asked){
                          .workload = workload,
                          .model = cairn_steps_model(walk->scenario, w, step),
                          .tokens = cairn_steps_tokens(walk->scenario, w, step),
                          .origin = step == 1 ? workload->origin
                                              : cairn_steps_at(walk->scenario, w, step)->origin,
                      });
}

/* Chosen somewhat arbitrarily: seconds. */
static const double most_ways = 2e8;

/* Pools that a workload reaches, each with each variant of each of its models. */
static double ways_of(const struct walk *walk, const struct cairn_workload *workload)
{
    const struct cairn_scenario *scenario = walk->scenario;
    int w = (int)(workload - scenario->workloads), model;
    int place = workload->place;
    double pools = walk->n_pools[place], variants = 0;

    for (int i = walk->first_link[place]; i < walk->first_link[place + 1]; i++)
        pools += walk->n_pools[scenario->links[walk->links[i]].to];
    for (int step = 1; (model = cairn_steps_model(scenario, w, step)) != CAIRN_NONE; step++)
        variants += scenario->models[model].n_variants;
    return pools * variants;
}

/* A small file can ask for more than can be looked at: workloads x pools x variants. */
static bool check_ways(const struct walk *walk)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_workload *at = scenario->workloads;
    double ways = 0, most = 0;

    for (int i = 0; i < scenario->n_workloads; i++) {
        double of = ways_of(walk, &scenario->workloads[i]);

        ways += of;
        if (of > most) {
            most = of;
            at = &scenario->workloads[i];
        }
    }
    if (ways > most_ways)
        cairn_diag_error(walk->diag, at->origin.file, at->origin.line,
                         "workload \"%s\": the pools that workloads reach and the variants of "
                         "their models make %.2g ways to serve, %.2g of them for this one, and at "
                         "most %.2g are looked at: state fewer pools, links or variants, or divide "
                         "the scenario",
                         at->id, ways, most, most_ways);
    return ways <= most_ways;
}

/* ---- what it says of itself ---- */

static void check_lengths_of(const struct walk *walk, const struct cairn_workload *workload,
                             const struct cairn_tokens *tokens)
{
    if (!tokens->origin.file || tokens->recorded)
        return;
    if (isnan(tokens->prompt) || isnan(tokens->reply))
        cairn_diag_error(
            walk->diag, tokens->origin.file, tokens->origin.line,
            "tokens of workload \"%s\" have no %s; only a replay of azure-llm, burstgpt "
            "or vidur has lengths of its own",
            workload->id, isnan(tokens->prompt) ? "prompt" : "reply");
    cairn_check_cv(walk->diag, tokens->origin, "prompt of workload", workload->id,
                   tokens->variation, tokens->prompt_cv);
    cairn_check_cv(walk->diag, tokens->origin, "reply of workload", workload->id, tokens->variation,
                   tokens->reply_cv);
}

static void check_tokens(const struct walk *walk, const struct cairn_workload *workload)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_promise *promise = &workload->promise;

    check_lengths_of(walk, workload, &workload->tokens);
    for (int i = workload->first_step; i < workload->first_step + workload->n_steps; i++)
        check_lengths_of(walk, workload, &scenario->steps[i].tokens);
    if (!cairn_steps_have_tokens(scenario, (int)(workload - scenario->workloads)) &&
        (isfinite(promise->ttft_s) || isfinite(promise->tpot_s)))
        cairn_diag_error(walk->diag, promise->origin.file, promise->origin.line,
                         "%s is promised to workload \"%s\", which has no <tokens>",
                         isfinite(promise->ttft_s) ? "ttft" : "tpot", workload->id);
}

/* As a request that a device works on for more than a day is (attribute_rows.h). */
static void check_transfers(const struct walk *walk, const struct cairn_workload *workload)
{
    for (int i = walk->first_link[workload->place]; i < walk->first_link[workload->place + 1];
         i++) {
        const struct cairn_link *link = &walk->scenario->links[walk->links[i]];
        double longest_s = cairn_pace_sending_s(walk->scenario, workload, link);

        if (longest_s > CAIRN_SECONDS_PER_DAY)
            cairn_diag_error(walk->diag, link->origin.file, link->origin.line,
                             "what a request of workload \"%s\" sends takes %.3g days on link "
                             "\"%s\": more than a day is a slip of units, of its bandwidth or of "
                             "what is sent",
                             workload->id, longest_s / CAIRN_SECONDS_PER_DAY, link->id);
    }
}

static void check_workload(const struct walk *walk, const struct cairn_workload *workload)
{
    const struct cairn_scenario *scenario = walk->scenario;
    const struct cairn_place *site = &scenario->places[workload->place];
    const struct cairn_storage *storage = &workload->storage;

    if (workload->arrivals.shape != CAIRN_NONE && isnan(site->utc_offset_s))
        cairn_diag_error(walk->diag, site->origin.file, site->origin.line,
                         "site \"%s\" has no utc-offset, which the shape of workload \"%s\" needs",
                         site->id, workload->id);
    cairn_check_cv(walk->diag, workload->arrivals.origin, "arrivals of workload", workload->id,
                   workload->arrivals.process, workload->arrivals.cv);
    if (storage->origin.file && storage->at != workload->place &&
        scenario->places[storage->at].kind == CAIRN_SITE)
        cairn_diag_error(walk->diag, storage->origin.file, storage->origin.line,
                         "storage of workload \"%s\" is at another site, \"%s\"; its own, \"%s\", "
                         "keeps it, or a region",
                         workload->id, scenario->places[storage->at].id, site->id);
    if (workload->deferral.origin.file)
        cairn_check_deferral(scenario, (int)(workload - scenario->workloads), walk->diag);
    check_tokens(walk, workload);
    if (cairn_check_steps(scenario, (int)(workload - scenario->workloads), walk->diag)) {
        check_services(walk, workload);
        check_transfers(walk, workload);
    }
}

static void index_pools(struct walk *walk)
{
    const struct cairn_scenario *scenario = walk->scenario;

    walk->first_pool = cairn_calloc((size_t)scenario->n_places, sizeof *walk->first_pool);
    walk->n_pools = cairn_calloc((size_t)scenario->n_places, sizeof *walk->n_pools);
    for (int i = scenario->n_pools - 1; i >= 0; i--) {
        walk->first_pool[scenario->pools[i].place] = i;
        walk->n_pools[scenario->pools[i].place]++;
    }
}

/* A counting sort of links by where they start. */
static void index_links(struct walk *walk)
{
    const struct cairn_scenario *scenario = walk->scenario;

    walk->first_link = cairn_calloc((size_t)scenario->n_places + 1, sizeof *walk->first_link);
    walk->links = cairn_calloc((size_t)scenario->n_links, sizeof *walk->links);
    for (int i = 0; i < scenario->n_links; i++)
        walk->first_link[scenario->links[i].from + 1]++;
    for (int i = 0; i < scenario->n_places; i++)
        walk->first_link[i + 1] += walk->first_link[i];
    for (int i = scenario->n_links - 1; i >= 0; i--) /* leaves each first_link one too far down, */
        walk->links[--walk->first_link[scenario->links[i].from + 1]] = i;
    for (int i = 0; i < scenario->n_places; i++) /* at the start of its own links: move it there */
        walk->first_link[i] = walk->first_link[i + 1];
    walk->first_link[scenario->n_places] = scenario->n_links;
}

void cairn_check_workloads(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct walk walk = {.scenario = scenario, .diag = diag};

    index_pools(&walk);
    index_links(&walk);
    if (scenario->n_workloads == 0)
        cairn_diag_error(diag, scenario->path, 0, "no workload: there is nothing to place");
    if (check_ways(&walk))
        for (int i = 0; i < scenario->n_workloads; i++)
            check_workload(&walk, &scenario->workloads[i]);
    cairn_free(walk.first_pool);
    cairn_free(walk.n_pools);
    cairn_free(walk.first_link);
    cairn_free(walk.links);
}
