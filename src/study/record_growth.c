/* A growth study as rows: years, demand, parts, paths, stock. */

#include <math.h>

#include "base/alloc.h"
#include "study/growth.h"
#include "study/record_point.h"

struct writing {
    struct cairn_record_points points; /* numbers of placements */
    struct cairn_growth_study *growth;
};

static int number_of(struct writing *w, int year, int candidate)
{
    struct cairn_year_asked *asked = &w->growth->asked[year];

    return cairn_record_points_placement(&w->points, asked->scenario,
                                         &asked->answer.candidates[candidate]->trial.placement);
}

#define KEYS(w, year) CAIRN_INTEGER("study", (w)->points.study), CAIRN_INTEGER("year", (year) + 1)
#define KG(name, grams) CAIRN_REAL_OR_NULL(name, (grams) / 1000)

static void record_year(struct writing *w, int year)
{
    const struct cairn_year_asked *asked = &w->growth->asked[year];
    const struct cairn_growth_year *told = &w->growth->years[year];
    const struct cairn_year_amounts *amounts = asked->has_amounts ? &asked->amounts : NULL;
    double g = amounts ? amounts->carbon_g : NAN, embodied = amounts ? amounts->embodied_g : NAN;

    CAIRN_STORE_ADD(
        w->points.store, "growth_year", KEYS(w, year),
        CAIRN_INTEGER("calendar_year", w->points.scenario->growth.from + year),
        CAIRN_STRING("status", cairn_year_state_name(asked->state)),
        CAIRN_STRING("reason", asked->why),
        CAIRN_REAL_OR_NULL("requests", amounts ? amounts->requests : NAN),
        CAIRN_INDEX("placement", amounts ? number_of(w, year, asked->answer.best) : CAIRN_NONE),
        KG("carbon_kg", g), KG("running_kg", g - embodied), KG("embodied_kg", embodied),
        KG("without_kg", told->gains.without_g), KG("potential_kg", told->gains.potential_g),
        CAIRN_REAL_OR_NULL("rebound", told->gains.rebound),
        CAIRN_INDEX("backfires", told->gains.gained ? told->gains.backfires : CAIRN_NONE),
        CAIRN_REAL_OR_NULL("break_even", told->gains.break_even),
        KG("by_demand_kg", told->effect[CAIRN_EFFECT_OF_DEMAND]),
        KG("by_efficiency_kg", told->effect[CAIRN_EFFECT_OF_EFFICIENCY]),
        KG("by_placement_kg", told->effect[CAIRN_EFFECT_OF_PLACEMENT]),
        KG("by_grid_kg", told->effect[CAIRN_EFFECT_OF_GRID]),
        KG("by_embodied_kg", told->effect[CAIRN_EFFECT_OF_EMBODIED]));
}

static void record_details(struct writing *w, int year)
{
    const struct cairn_scenario *scenario = w->points.scenario;
    const struct cairn_year_asked *asked = &w->growth->asked[year];
    const struct cairn_year_amounts *amounts = asked->has_amounts ? &asked->amounts : NULL;

    for (int d = 0; d < scenario->n_demands; d++) {
        const struct cairn_demand *demand = &scenario->demands[d];

        CAIRN_STORE_ADD(w->points.store, "growth_demand", KEYS(w, year),
                        CAIRN_STRING("workload", scenario->workloads[demand->workload].id),
                        CAIRN_REAL_OR_NULL("requests", amounts ? amounts->requests_of[d] : NAN),
                        CAIRN_REAL("course", cairn_years_demand(demand, year + 1)),
                        CAIRN_REAL("response", asked->responses[d]),
                        CAIRN_REAL("without_response", w->growth->without[d]),
                        CAIRN_REAL_OR_NULL("cost_usd", amounts ? amounts->cost_usd[d] : NAN));
    }
    for (int p = 0; amounts && p < CAIRN_N_PARTS; p++)
        if (fabs(amounts->part_g[p]) > 0)
            CAIRN_STORE_ADD(w->points.store, "growth_part", KEYS(w, year),
                            CAIRN_STRING("part", cairn_part_name((enum cairn_part)p)),
                            CAIRN_REAL("carbon_kg", amounts->part_g[p] / 1000));
}

/* Owned by the caller. */
static char *name_of(const struct writing *w, const struct cairn_year_good *good)
{
    if (good->used_in == CAIRN_NONE)
        return cairn_strdup(good->name);
    return cairn_format("used %s of %s", good->name, w->points.scenario->pools[good->used_in].id);
}

static void record_stock(struct writing *w, const char *name, const struct cairn_yearly_path *path,
                         int year)
{
    const struct cairn_year_paths *paths = &w->growth->paths;

    for (int g = 0; g < paths->n_goods; g++) {
        const struct cairn_year_good *good = &paths->goods[g];
        const struct cairn_path_event *event =
            &path->events[(size_t)year * (size_t)paths->n_goods + (size_t)g];

        char *of;

        if (event->in_use + event->bought + event->worn_out + event->stranded == 0)
            continue;
        of = name_of(w, good);
        CAIRN_STORE_ADD(
            w->points.store, "growth_stock", KEYS(w, year), CAIRN_STRING("path", name),
            CAIRN_STRING("item", cairn_purchase_kind_name(good->kind)), CAIRN_STRING("name", of),
            CAIRN_STRING("place", w->points.scenario->places[good->place].id),
            CAIRN_INTEGER("in_use", event->in_use), CAIRN_INTEGER("bought", event->bought),
            CAIRN_INTEGER("worn_out", event->worn_out), CAIRN_INTEGER("stranded", event->stranded),
            CAIRN_REAL("bought_kg", event->bought_g / 1000),
            CAIRN_REAL("stranded_kg", event->stranded_g / 1000),
            CAIRN_REAL_OR_NULL("mean_age_years", event->in_use > 0 ? event->mean_age_years : NAN));
        cairn_free(of);
    }
}

static void record_path(struct writing *w, const char *name, const struct cairn_yearly_path *path)
{
    const struct cairn_year_paths *paths = &w->growth->paths;

    for (int y = 0; y < paths->years; y++) {
        int candidate = paths->choices[y][path->choice[y]].candidate;

        CAIRN_STORE_ADD(w->points.store, "growth_path", KEYS(w, y), CAIRN_STRING("path", name),
                        CAIRN_INTEGER("placement", number_of(w, y, candidate)),
                        CAIRN_REAL("running_kg", path->running_g[y] / 1000),
                        CAIRN_REAL("bought_kg", path->bought_g[y] / 1000),
                        CAIRN_INTEGER("choices", paths->n_choices[y]),
                        CAIRN_INTEGER("proven", path->proven));
        record_stock(w, name, path, y);
    }
}

void cairn_record_growth_year(const struct cairn_sweep_question *question,
                              struct cairn_growth_study *growth, int year)
{
    struct writing w = {.growth = growth};

    cairn_record_points_init(&w.points, question->store, question->study, question->scenario);
    record_year(&w, year - 1);
    record_details(&w, year - 1);
    cairn_record_points_release(&w.points);
}

void cairn_record_growth_paths(const struct cairn_sweep_question *question,
                               struct cairn_growth_study *growth)
{
    struct writing w = {.growth = growth};

    cairn_record_points_init(&w.points, question->store, question->study, question->scenario);
    record_path(&w, "planned", &growth->paths.planned);
    record_path(&w, "myopic", &growth->paths.myopic);
    cairn_record_points_release(&w.points);
}
