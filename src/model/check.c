#include "model/check.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "math/dist.h"

void cairn_check(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    cairn_check_facts(scenario, diag);
    cairn_check_exits(scenario, diag);
    cairn_check_places(scenario, diag);
    cairn_check_workloads(scenario, diag);
    cairn_check_residency(scenario, diag);
    cairn_check_arrivals(scenario, diag);
    cairn_check_supply(scenario, diag);
    cairn_check_caches(scenario, diag);
    cairn_check_upkeep(scenario, diag);
    cairn_check_question(scenario, diag);
    cairn_check_greenest(scenario, diag);
    cairn_check_growth(scenario, diag);
    cairn_check_baselines(scenario, diag);
}

bool cairn_check_reaches(const struct cairn_scenario *scenario, int workload, int pool)
{
    int site = scenario->workloads[workload].place;
    int place = scenario->pools[pool].place;

    return site == place || cairn_scenario_link(scenario, site, place) != CAIRN_NONE;
}

void cairn_check_unreached(const struct cairn_scenario *scenario, struct cairn_origin origin,
                           int workload, int pool, struct cairn_diag *diag)
{
    const struct cairn_workload *w = &scenario->workloads[workload];
    const struct cairn_pool *p = &scenario->pools[pool];

    cairn_diag_error(diag, origin.file, origin.line,
                     "workload \"%s\" does not reach pool \"%s\": no link leads from \"%s\" to "
                     "\"%s\"",
                     w->id, p->id, scenario->places[w->place].id, scenario->places[p->place].id);
}

bool cairn_check_too_large(const struct cairn_scenario *scenario, int variant, int hardware)
{
    return scenario->variants[variant].memory_bytes >
           scenario->hardware[hardware].memory.size_bytes;
}

bool cairn_check_serves(const struct cairn_scenario *scenario, int pool, int model, int variant)
{
    const struct cairn_pool *p = &scenario->pools[pool];
    const struct cairn_model *m = &scenario->models[model];

    if (p->service != CAIRN_NONE)
        return variant == CAIRN_NONE && scenario->services[p->service].model == model;
    if (p->hardware == CAIRN_NONE)
        return false;
    for (int v = m->first_variant; v < m->first_variant + m->n_variants; v++)
        if ((variant == CAIRN_NONE || variant == v) &&
            cairn_scenario_profile(scenario, v, p->hardware) != CAIRN_NONE &&
            !cairn_check_too_large(scenario, v, p->hardware))
            return true;
    return false;
}

bool cairn_check_cache_fits(const struct cairn_scenario *scenario, int cache, int workload,
                            int pool)
{
    int place = scenario->caches[cache].place;

    return place == scenario->workloads[workload].place || place == scenario->pools[pool].place;
}

void cairn_check_twice(struct cairn_diag *diag, struct cairn_origin one, struct cairn_origin other,
                       const char *what, ...)
{
    bool same_file = strcmp(one.file, other.file) == 0;
    bool swap = same_file && one.line < other.line;
    struct cairn_origin first = swap ? one : other;
    struct cairn_origin second = swap ? other : one;
    va_list args;
    char *text;

    va_start(args, what);
    text = cairn_format_v(what, args);
    va_end(args);
    cairn_diag_error(diag, second.file, second.line, "%s; the first is in %s:%d", text, first.file,
                     first.line);
    cairn_free(text);
}

void cairn_check_cv(struct cairn_diag *diag, struct cairn_origin origin, const char *subject,
                    const char *id, enum cairn_distribution_kind kind, double cv)
{
    struct cairn_dist unit;
    const char *problem;

    switch (kind) {
    case CAIRN_DETERMINISTIC:
        if (cv != 0)
            cairn_diag_error(diag, origin.file, origin.line,
                             "cv of %s \"%s\" without a distribution that has one: say gamma, "
                             "lognormal or weibull",
                             subject, id);
        break;
    case CAIRN_EXPONENTIAL:
        if (cv != 1)
            cairn_diag_error(diag, origin.file, origin.line,
                             "cv of %s \"%s\" is not 1, that of an exponential distribution: say "
                             "gamma, lognormal or weibull",
                             subject, id);
        break;
    case CAIRN_GAMMA:
    case CAIRN_LOGNORMAL:
    case CAIRN_WEIBULL:
        problem = cv > 0 ? cairn_dist_init(&unit, kind, 1, cv) : NULL;
        if (isnan(cv) || cv <= 0)
            cairn_diag_error(diag, origin.file, origin.line,
                             "%s \"%s\" needs a cv above 0 for its distribution", subject, id);
        else if (problem)
            cairn_diag_error(diag, origin.file, origin.line, "cv of %s \"%s\": %s", subject, id,
                             problem);
        break;
    }
}
