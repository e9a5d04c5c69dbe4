#include <math.h>

#include "model/check.h"

static void check_popularity(const struct cairn_workload *workload, struct cairn_diag *diag)
{
    const struct cairn_popularity *of = &workload->popularity;
    bool law = of->contents != CAIRN_NONE || !isnan(of->exponent);
    const char *problem = NULL;

    if (of->trace_href && !of->trace) /* it could not be read, which has been said */
        return;
    if (of->trace && !isnan(of->exponent))
        problem = "has a trace and an exponent: say one of them";
    else if (of->trace && !isnan(of->size_bytes))
        problem = "has a trace, which says the sizes, and a size";
    else if (!of->trace && !law)
        problem = "has neither contents with an exponent nor a trace";
    else if (!of->trace && of->contents == CAIRN_NONE)
        problem = "has no contents: among how many does it choose?";
    else if (!of->trace && isnan(of->exponent))
        problem = "has no exponent: 0 where all contents are asked for alike";
    else if (isnan(of->size_bytes) && of->variation != CAIRN_DETERMINISTIC)
        problem = "has a variation of sizes, but no size";
    if (problem)
        cairn_diag_error(diag, of->origin.file, of->origin.line, "popularity of workload \"%s\" %s",
                         workload->id, problem);
    cairn_check_cv(diag, of->origin, "popularity of workload", workload->id, of->variation, of->cv);
}

/* Are its room and its rules said, and said once? */
static void check_cache(const struct cairn_cache *cache, struct cairn_diag *diag)
{
    bool expires = cache->policy == CAIRN_TTL;
    bool has_size = !isnan(cache->size_bytes);
    const char *problem = NULL;

    if (cache->entries != CAIRN_NONE && has_size)
        problem = "has both entries and a size: say one of them";
    else if (cache->entries == CAIRN_NONE && !has_size && !expires)
        problem = "has neither entries nor a size: only what expires (policy ttl) needs no limit";
    else if (expires && isnan(cache->ttl_s))
        problem = "has policy ttl and no ttl: when do results expire?";
    else if (!expires && !isnan(cache->ttl_s))
        problem = "has a ttl, but its policy is not ttl";
    else if (!expires && cache->renewed)
        problem = "is renewed, but its policy is not ttl";
    else if (cache->policy == CAIRN_STATIC && !isnan(cache->update_every_s))
        problem = "is static, and would be full again after each update-every";
    else if (cache->wrong > 0 && !(cache->similar > 0))
        problem = "has wrong answers, but none that are similar";
    else if (cache->retried > 0 && !(cache->wrong > 0))
        problem = "has retried answers, but none that are wrong";
    if (problem)
        cairn_diag_error(diag, cache->origin.file, cache->origin.line, "cache \"%s\" %s", cache->id,
                         problem);
}

/* Who may ask a cache that counts bytes must say how many his results have. */
static void check_sizes(const struct cairn_scenario *scenario, const struct cairn_cache *cache,
                        struct cairn_diag *diag)
{
    for (int w = 0; w < scenario->n_workloads; w++) {
        const struct cairn_workload *workload = &scenario->workloads[w];
        const struct cairn_popularity *of = &workload->popularity;

        if (!of->origin.file || of->trace_href || !isnan(of->size_bytes))
            continue;
        if (workload->place != cache->place &&
            cairn_scenario_link(scenario, workload->place, cache->place) == CAIRN_NONE)
            continue;
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "popularity of workload \"%s\" has no size, which cache \"%s\" needs, "
                         "since it holds so many bytes",
                         workload->id, cache->id);
    }
}

void cairn_check_caches(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int w = 0; w < scenario->n_workloads; w++)
        if (scenario->workloads[w].popularity.origin.file)
            check_popularity(&scenario->workloads[w], diag);
    for (int c = 0; c < scenario->n_caches; c++) {
        check_cache(&scenario->caches[c], diag);
        if (!isnan(scenario->caches[c].size_bytes))
            check_sizes(scenario, &scenario->caches[c], diag);
    }
}
