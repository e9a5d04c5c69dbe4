#include <math.h>

#include "base/alloc.h"
#include "model/check.h"

static const char *place_word(const struct cairn_place *place)
{
    return place->kind == CAIRN_SITE ? "site" : "region";
}

/* Marks the places in which something draws power through their PUE; to be freed. */
static bool *loaded_places(const struct cairn_scenario *scenario)
{
    bool *loaded = cairn_calloc((size_t)scenario->n_places, sizeof *loaded);

    for (int i = 0; i < scenario->n_pools; i++)
        loaded[scenario->pools[i].place] = true;
    for (int i = 0; i < scenario->n_caches; i++)
        loaded[scenario->caches[i].place] = true;
    for (int i = 0; i < scenario->n_workloads; i++)
        if (scenario->workloads[i].storage.origin.file)
            loaded[scenario->workloads[i].storage.at] = true;
    return loaded;
}

static void check_place(const struct cairn_place *place, bool loaded, struct cairn_diag *diag)
{
    const char *word = place_word(place);
    double quarters = place->utc_offset_s / 900;

    if (place->grid == CAIRN_NONE)
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         place->kind == CAIRN_SITE ? "%s \"%s\" has no grid"
                                                   : "%s \"%s\" has no grid and no datacentre",
                         word, place->id);
    if (isnan(place->pue) && loaded && place->cooling == CAIRN_NONE)
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         "%s \"%s\" has no pue: say 1 where nothing but the devices draws power",
                         word, place->id);
    if (!isnan(quarters) && quarters != floor(quarters))
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         "utc-offset of site \"%s\" is not a multiple of 15 min", place->id);
}

/* ---- pools ---- */

/* What every account needs to know of a device. `role` says how the pool comes to it. */
static void check_device(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                         int hardware, const char *role, struct cairn_diag *diag)
{
    const struct cairn_hardware *h = &scenario->hardware[hardware];
    const char *missing = !h->power.origin.file      ? "power"
                          : !h->embodied.origin.file ? "embodied"
                                                     : NULL;

    if (missing)
        cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                         "%s \"%s\" of pool \"%s\" has no <%s>: its carbon is unknown", role, h->id,
                         pool->id, missing);
}

/* What a device must know to load each of the variants that are measured on it. */
static void check_loading(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                          struct cairn_diag *diag)
{
    const struct cairn_hardware *h = &scenario->hardware[pool->hardware];

    for (int i = 0; i < scenario->n_profiles; i++) {
        const struct cairn_profile *profile = &scenario->profiles[i];
        const struct cairn_variant *variant = &scenario->variants[profile->variant];
        double load_s = 8 * variant->memory_bytes / h->memory.bandwidth_bit_s;

        if (profile->hardware != pool->hardware || !isnan(profile->load_s))
            continue;
        if (isnan(load_s))
            cairn_diag_error(
                diag, pool->origin.file, pool->origin.line,
                "swap of pool \"%s\", but how long hardware \"%s\" loads variant \"%s\" is "
                "unknown: its <memory> has no bandwidth, its <profile> no load",
                pool->id, h->id, variant->id);
        else if (load_s > CAIRN_SECONDS_PER_DAY)
            cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                             "swap of pool \"%s\": hardware \"%s\" loads variant \"%s\" in %.3g "
                             "days, and a day is the most: look at the bandwidth of its <memory>",
                             pool->id, h->id, variant->id, load_s / CAIRN_SECONDS_PER_DAY);
        else
            continue;
        return;
    }
}

static void check_devices(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                          struct cairn_diag *diag)
{
    const struct cairn_hardware *h = &scenario->hardware[pool->hardware];
    int host = h->host.hardware;

    check_device(scenario, pool, pool->hardware, "hardware", diag);
    if (!h->memory.origin.file)
        cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                         "hardware \"%s\" of pool \"%s\" has no <memory>: which models fit is "
                         "unknown",
                         h->id, pool->id);
    for (int n = 0; host != CAIRN_NONE && n < scenario->n_hardware; n++) {
        check_device(scenario, pool, host, "host", diag);
        host = scenario->hardware[host].host.hardware;
    }
    if (pool->swap)
        check_loading(scenario, pool, diag);
    if (isnan(pool->sleep_after_s) || pool->tenancy == CAIRN_SHARED_POOL)
        return;
    if (h->power.origin.file && isnan(h->power.sleep_w))
        cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                         "sleep-after of pool \"%s\", but hardware \"%s\" has no sleep power",
                         pool->id, h->id);
    if (!h->wake.origin.file)
        cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                         "sleep-after of pool \"%s\", but hardware \"%s\" has no <wake>", pool->id,
                         h->id);
}

/* Either hardware or api, as the tenancy says. */
static bool check_kind(const struct cairn_pool *pool, struct cairn_diag *diag)
{
    bool managed = pool->tenancy == CAIRN_MANAGED;
    const char *problem = NULL;

    if (managed && pool->service == CAIRN_NONE)
        problem = "has tenancy api and no api";
    else if (managed && pool->hardware != CAIRN_NONE)
        problem = "is a managed service and has hardware: say one of them";
    else if (!managed && pool->service != CAIRN_NONE)
        problem = "has an api, but its tenancy is not api";
    else if (!managed && pool->hardware == CAIRN_NONE)
        problem = "has no hardware";
    if (problem)
        cairn_diag_error(diag, pool->origin.file, pool->origin.line, "pool \"%s\" %s", pool->id,
                         problem);
    return !problem;
}

static void check_size(const struct cairn_pool *pool, struct cairn_diag *diag)
{
    bool sized = pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT;
    const char *file = pool->origin.file;
    int line = pool->origin.line;

    if (sized && pool->max == CAIRN_NONE)
        cairn_diag_error(diag, file, line, "pool \"%s\" has no max: how many devices may it have?",
                         pool->id);
    if (pool->max != CAIRN_NONE && pool->min > pool->max)
        cairn_diag_error(diag, file, line, "pool \"%s\" has min %d above max %d", pool->id,
                         pool->min, pool->max);
    if (pool->tenancy == CAIRN_SHARED_POOL && isnan(pool->utilisation))
        cairn_diag_error(diag, file, line,
                         "pool \"%s\" is shared and has no utilisation: how busy does its provider "
                         "keep it?",
                         pool->id);
    if (pool->tenancy != CAIRN_SHARED_POOL && !isnan(pool->utilisation))
        cairn_diag_error(diag, file, line,
                         "utilisation of pool \"%s\", which is not shared: it follows from the "
                         "load",
                         pool->id);
    if (!sized && (pool->min > 0 || pool->max != CAIRN_NONE))
        cairn_diag_error(diag, file, line,
                         "%s of pool \"%s\", whose devices are not ours: its provider has as many "
                         "as it takes",
                         pool->max != CAIRN_NONE ? "max" : "min", pool->id);
    if (!sized && pool->spare > 0)
        cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                         "spare of pool \"%s\", whose devices are not ours: its provider has some",
                         pool->id);
    if (!sized && !isnan(pool->sleep_after_s))
        cairn_diag_error(diag, file, line,
                         "sleep-after of pool \"%s\": only devices of one's own are put to sleep",
                         pool->id);
}

bool cairn_check_serves_in_passes(const struct cairn_scenario *scenario,
                                  const struct cairn_pool *pool)
{
    int index = (int)(pool - scenario->pools);

    for (int w = 0; w < scenario->n_workloads; w++)
        for (int p = 0; p < scenario->n_profiles; p++)
            if (scenario->workloads[w].tokens.origin.file && scenario->profiles[p].n_prefills > 0 &&
                scenario->profiles[p].hardware == pool->hardware &&
                scenario->profiles[p].model == scenario->workloads[w].model &&
                cairn_check_reaches(scenario, w, index))
                return true;
    return false;
}

/* Rules by which requests wait and are served: each has its place. */
static void check_rules(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                        struct cairn_diag *diag)
{
    bool sized = pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT;
    const char *rule = pool->batch_min > 0 ? "batch-min"
                       : pool->adaptive    ? "adaptive"
                       : pool->swap        ? "swap"
                                           : NULL;
    const char *file = pool->origin.file;
    int line = pool->origin.line;

    if (!rule && !sized)
        rule = pool->discipline != CAIRN_FIRST_COME ? "discipline"
               : pool->queue != CAIRN_NONE          ? "queue"
                                                    : NULL;
    if (rule && pool->discipline == CAIRN_SHARING && sized)
        cairn_diag_error(diag, file, line,
                         "%s of pool \"%s\", whose requests share its devices: %s", rule, pool->id,
                         pool->batch_min > 0 || pool->adaptive ? "it has no batches"
                                                               : "all variants must be there");
    if (pool->queue != CAIRN_NONE && pool->batch_min > pool->queue + 1)
        cairn_diag_error(diag, file, line,
                         "batch-min %d of pool \"%s\", of whose requests at most %d may wait: so "
                         "many never come together",
                         pool->batch_min, pool->id, pool->queue);
    if ((rule || pool->discipline != CAIRN_FIRST_COME) && sized &&
        cairn_check_serves_in_passes(scenario, pool))
        cairn_diag_error(diag, file, line,
                         "%s of pool \"%s\", which serves a language model in passes: first come, "
                         "first served",
                         rule ? rule : "discipline", pool->id);
    if (rule && !sized)
        cairn_diag_error(diag, file, line, "%s of pool \"%s\": nothing waits in a provider's pool",
                         rule, pool->id);
}

enum { TOKENS_UNLESS_SAID = 2048 }; /* as in the XSD */

/* What says how batches and passes are made changes nothing where another says it, or none are. */
static void check_batches(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                          struct cairn_diag *diag)
{
    const char *of_passes = pool->tokens != TOKENS_UNLESS_SAID ? "tokens"
                            : !pool->chunked                   ? "chunked"
                                                               : NULL;
    const char *file = pool->origin.file;
    int line = pool->origin.line;

    if (pool->batch != CAIRN_NONE && pool->tenancy == CAIRN_MANAGED)
        cairn_diag_error(
            diag, file, line,
            "batch of pool \"%s\", a managed service, which is known by its joules and "
            "latency: batches are in them",
            pool->id);
    else if (pool->batch != CAIRN_NONE && pool->tenancy != CAIRN_SHARED_POOL)
        cairn_diag_error(
            diag, file, line,
            "batch of pool \"%s\", which is not shared: say <batching max=\"1 %d\"/> in "
            "<choose>, and batch in a <size> of a <baseline>",
            pool->id, pool->batch);
    for (int i = 0; of_passes && i < scenario->n_profiles; i++)
        if (scenario->profiles[i].hardware == pool->hardware &&
            scenario->profiles[i].n_prefills > 0)
            of_passes = NULL;
    if (of_passes)
        cairn_diag_error(
            diag, file, line,
            "%s of pool \"%s\", which serves no language model in passes: no profile on "
            "its hardware has <prefill>",
            of_passes, pool->id);
}

static void check_pool(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                       struct cairn_diag *diag)
{
    check_size(pool, diag);
    check_rules(scenario, pool, diag);
    check_batches(scenario, pool, diag);
    cairn_check_capacity(scenario, pool, diag);
    cairn_check_cv(diag, pool->origin, "pool", pool->id, pool->variation, pool->cv);
    if (check_kind(pool, diag) && pool->hardware != CAIRN_NONE)
        check_devices(scenario, pool, diag);
}

/* ---- links ---- */

static void check_ends(const struct cairn_scenario *scenario, int index, struct cairn_diag *diag)
{
    const struct cairn_link *link = &scenario->links[index];
    const struct cairn_place *from = &scenario->places[link->from];
    const struct cairn_place *to = &scenario->places[link->to];
    int first = cairn_scenario_link(scenario, link->from, link->to);

    if (from->kind != CAIRN_SITE)
        cairn_diag_error(diag, link->origin.file, link->origin.line,
                         "link \"%s\" starts at \"%s\", which is no site", link->id, from->id);
    if (to->kind != CAIRN_REGION)
        cairn_diag_error(diag, link->origin.file, link->origin.line,
                         "link \"%s\" leads to \"%s\", which is no region", link->id, to->id);
    if (first != index)
        cairn_check_twice(diag, link->origin, scenario->links[first].origin,
                          "a second link from \"%s\" to \"%s\"", from->id, to->id);
}

static void check_radios(const struct cairn_scenario *scenario, const struct cairn_link *link,
                         struct cairn_diag *diag)
{
    int n = 0;

    for (int h = 0; h < link->n_hops; h++)
        n += scenario->hops[link->first_hop + h].radio.origin.file != NULL;
    if (n > 1)
        cairn_diag_error(diag, link->origin.file, link->origin.line,
                         "link \"%s\" crosses %d hops with a <radio>: it may have one", link->id,
                         n);
}

static void check_link(const struct cairn_scenario *scenario, int index, struct cairn_diag *diag)
{
    const struct cairn_link *link = &scenario->links[index];
    const char *file = link->origin.file;
    int line = link->origin.line;

    check_ends(scenario, index, diag);
    check_radios(scenario, link, diag);
    if (link->n_hops == 0)
        cairn_diag_error(diag, file, line, "link \"%s\" has neither access nor hops", link->id);
    else if (link->access != CAIRN_NONE && scenario->hops[link->first_hop].link != CAIRN_NONE)
        cairn_diag_error(diag, file, line, "link \"%s\" has both access and hops: say one of them",
                         link->id);
    if (link->line == CAIRN_LINE_SHARED && isnan(link->share))
        cairn_diag_error(diag, file, line,
                         "link \"%s\" is shared and has no share: how much of it is paid for?",
                         link->id);
    if (link->line != CAIRN_LINE_SHARED && !isnan(link->share))
        cairn_diag_error(diag, file, line, "share of link \"%s\", whose line is not shared",
                         link->id);
    cairn_check_cv(diag, link->origin, "link", link->id, link->variation, link->cv);
    if (link->loss > 0 && isnan(link->resend_after_s))
        cairn_diag_error(diag, file, line,
                         "link \"%s\" has loss and no resend-after: after how long is what was "
                         "lost sent again?",
                         link->id);
    if (!(link->loss > 0) && !isnan(link->resend_after_s))
        cairn_diag_error(diag, file, line, "resend-after of link \"%s\", which has no loss",
                         link->id);
}

void cairn_check_places(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    bool *loaded = loaded_places(scenario);

    for (int i = 0; i < scenario->n_places; i++) {
        check_place(&scenario->places[i], loaded[i], diag);
        cairn_check_facility(scenario, &scenario->places[i], diag);
    }
    cairn_free(loaded);
    for (int i = 0; i < scenario->n_pools; i++)
        check_pool(scenario, &scenario->pools[i], diag);
    for (int i = 0; i < scenario->n_links; i++)
        check_link(scenario, i, diag);
}
