/* lever_edit.c - other numbers of the scenario: sleep, waiting, lifetimes, buildings, the sun */

#include <math.h>

#include "account/basis.h"
#include "base/number.h"
#include "model/coupling.h"
#include "study/lever.h"

static const struct cairn_origin by_lever = {"cairn levers", 1};

static bool is_used(const struct cairn_stand *stand, int pool)
{
    return stand->placement.pools[pool].count > 0;
}

/* Notes one more thing that a proposal is about: "before a, b". */
static void mention(struct cairn_proposals *proposals, struct cairn_proposal *proposal,
                    const char *before, const char *id)
{
    proposal->what = *proposal->what
                         ? cairn_arena_format(proposals->arena, "%s, %s", proposal->what, id)
                         : cairn_arena_format(proposals->arena, "%s%s", before, id);
}

static void keep_if_edited(struct cairn_proposals *proposals, struct cairn_proposal *proposal)
{
    if (proposal->n_edits == 0)
        cairn_proposals_drop(proposals);
}

/* ---- sleep ---- */

void cairn_lever_sleep(struct cairn_proposals *proposals)
{
    const struct cairn_stand *stand = proposals->stand;
    const struct cairn_scenario *s = stand->scenario;
    const char *after = proposals->settings->value[CAIRN_SET_SLEEP];
    double after_s = cairn_lever_setting_value(proposals->settings, CAIRN_SET_SLEEP, NULL);
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);

    for (int p = 0; p < s->n_pools; p++) {
        const struct cairn_pool *pool = &s->pools[p];
        const struct cairn_hardware *hardware;

        if (!is_used(stand, p) || cairn_pool_is_unlimited(s, p))
            continue;
        hardware = &s->hardware[pool->hardware];
        if (isnan(hardware->power.sleep_w) || isnan(hardware->wake.time_s)) {
            cairn_proposals_because(proposals, "%s has no sleep state", hardware->id);
        } else if (pool->sleep_after_s <= after_s) {
            cairn_proposals_because(proposals, "devices of %s sleep already", pool->id);
        } else {
            cairn_proposal_edit(
                proposals, proposal,
                (struct cairn_edit){
                    .select = cairn_arena_format(proposals->arena, "//pool[@id='%s']", pool->id),
                    .set = "sleep-after",
                    .value = after,
                    .origin = by_lever,
                });
            mention(proposals, proposal, cairn_arena_format(proposals->arena, "after %s: ", after),
                    pool->id);
        }
    }
    keep_if_edited(proposals, proposal);
    cairn_proposals_otherwise(proposals, "no devices of one's own are in use");
}

/* ---- waiting ---- */

/* The same for all whose work could wait. */
static void propose_defer(struct cairn_proposals *proposals, const char *by, const char *scope)
{
    const struct cairn_stand *stand = proposals->stand;
    const struct cairn_scenario *s = stand->scenario;
    const char *const *value = proposals->settings->value;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    const char *attributes = cairn_arena_format(
        proposals->arena,
        "share=\"%s\" slack=\"%s\" length=\"1 h\" interruptible=\"no\" by=\"%s\" scope=\"%s\" "
        "forecast-cv=\"0\" up-to=\"100 %%\"",
        value[CAIRN_SET_DEFER], value[CAIRN_SET_SLACK], by, scope);

    for (int w = 0; w < s->n_workloads; w++) {
        const char *id = s->workloads[w].id;

        if (s->workloads[w].deferral.origin.file) {
            cairn_proposals_because(proposals, "%s waits already", id);
            continue;
        }
        cairn_proposal_edit(
            proposals, proposal,
            (struct cairn_edit){
                .select = cairn_arena_format(proposals->arena, "//workload[@id='%s']", id),
                .add = "defer",
                .value = attributes,
                .origin = by_lever,
            });
        mention(proposals, proposal,
                cairn_arena_format(proposals->arena, "%s by %s, seen by %s %s: ",
                                   value[CAIRN_SET_DEFER], value[CAIRN_SET_SLACK], by, scope),
                id);
    }
    keep_if_edited(proposals, proposal);
}

/* Whether every place in use has such an intensity. */
static bool have_signal(const struct cairn_stand *stand, enum cairn_intensity_kind kind,
                        enum cairn_intensity_scope scope)
{
    const struct cairn_scenario *s = stand->scenario;

    for (int p = 0; p < s->n_pools; p++) {
        int grid = s->places[s->pools[p].place].grid;

        if (is_used(stand, p) &&
            (grid == CAIRN_NONE || cairn_scenario_intensity(s, grid, kind, scope) == CAIRN_NONE))
            return false;
    }
    return true;
}

/* Looks at the kind that the basis charges first, or at what there is. */
void cairn_lever_defer(struct cairn_proposals *proposals)
{
    static const struct {
        enum cairn_intensity_kind kind;
        enum cairn_intensity_scope scope;
        const char *by, *of;
    } signals[] = {
        {CAIRN_SHORT_RUN, CAIRN_LIFE_CYCLE, "short-run", "life-cycle"},
        {CAIRN_SHORT_RUN, CAIRN_DIRECT, "short-run", "direct"},
        {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, "average", "life-cycle"},
        {CAIRN_AVERAGE, CAIRN_DIRECT, "average", "direct"},
    };
    const struct cairn_basis *basis = cairn_basis(proposals->stand->scenario->choose.basis);
    int first = basis->intensity == CAIRN_LONG_RUN ? 0 : 2;

    for (int i = 0; i < 4; i++) {
        int at = (first + i) % 4;

        if (have_signal(proposals->stand, signals[at].kind, signals[at].scope)) {
            propose_defer(proposals, signals[at].by, signals[at].of);
            return;
        }
    }
    cairn_proposals_because(proposals, "no intensity by which waiting could be decided is known "
                                       "for every place in use");
}

/* ---- lifetimes ---- */

static void propose_lifetime(struct cairn_proposals *proposals, struct cairn_proposal *proposal,
                             const struct cairn_hardware *hardware)
{
    bool added;
    double value_s = cairn_lever_setting_value(proposals->settings, CAIRN_SET_LIFETIME, &added);
    double now_s = hardware->embodied.lifetime_s;
    char number[CAIRN_NUMBER_SIZE];
    double then_s = added ? now_s + value_s : value_s;

    if (!hardware->embodied.origin.file || isnan(now_s)) {
        cairn_proposals_because(proposals, "the lifetime of %s is not known", hardware->id);
        return;
    }
    if (then_s <= now_s) {
        cairn_proposals_because(proposals, "%s lasts as long already", hardware->id);
        return;
    }
    cairn_proposal_edit(
        proposals, proposal,
        (struct cairn_edit){
            .select = cairn_arena_format(
                proposals->arena, "/scenario/hardware[@id='%s']/embodied/@lifetime", hardware->id),
            .value =
                cairn_arena_format(proposals->arena, "%s s", cairn_number_exact(then_s, number)),
            .origin = by_lever,
        });
    mention(proposals, proposal,
            cairn_arena_format(proposals->arena,
                               "%s: ", proposals->settings->value[CAIRN_SET_LIFETIME]),
            hardware->id);
}

/* Devices in use of one's own, and their hosts. */
void cairn_lever_lifetime(struct cairn_proposals *proposals)
{
    const struct cairn_stand *stand = proposals->stand;
    const struct cairn_scenario *s = stand->scenario;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    bool *seen = cairn_arena_array(proposals->arena, (size_t)s->n_hardware, sizeof *seen);

    for (int p = 0; p < s->n_pools; p++) {
        int h =
            is_used(stand, p) && !cairn_pool_is_unlimited(s, p) ? s->pools[p].hardware : CAIRN_NONE;

        for (; h != CAIRN_NONE && !seen[h];
             h = s->hardware[h].host.origin.file ? s->hardware[h].host.hardware : CAIRN_NONE) {
            seen[h] = true;
            propose_lifetime(proposals, proposal, &s->hardware[h]);
        }
    }
    keep_if_edited(proposals, proposal);
    cairn_proposals_otherwise(proposals, "no devices of one's own are in use");
}

/* ---- places ---- */

static bool has_devices(const struct cairn_stand *stand, int place, bool own)
{
    const struct cairn_scenario *s = stand->scenario;

    for (int p = 0; p < s->n_pools; p++)
        if (s->pools[p].place == place && is_used(stand, p) && s->pools[p].hardware != CAIRN_NONE &&
            (!own || !cairn_pool_is_unlimited(s, p)))
            return true;
    return false;
}

static const char *path_of(struct cairn_proposals *proposals, const struct cairn_place *place)
{
    return cairn_arena_format(proposals->arena, "/scenario/%s[@id='%s']",
                              place->kind == CAIRN_SITE ? "site" : "region", place->id);
}

void cairn_lever_pue(struct cairn_proposals *proposals)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    const char *text = proposals->settings->value[CAIRN_SET_PUE];
    double pue = cairn_lever_setting_value(proposals->settings, CAIRN_SET_PUE, NULL);
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    const char *cooled = "";

    for (int i = 0; i < s->n_places; i++) {
        const struct cairn_place *place = &s->places[i];

        if (!has_devices(proposals->stand, i, false))
            continue;
        if (place->cooling != CAIRN_NONE) {
            cairn_proposals_because(proposals, "that of %s follows from its cooling", place->id);
            cooled = cairn_arena_format(proposals->arena, "%s%s%s", cooled, *cooled ? ", " : "",
                                        place->id);
            continue;
        }
        if (place->pue <= pue) {
            cairn_proposals_because(proposals, "that of %s is as good already", place->id);
            continue;
        }
        cairn_proposal_edit(proposals, proposal,
                            (struct cairn_edit){.select = path_of(proposals, place),
                                                .set = "pue",
                                                .value = text,
                                                .origin = by_lever});
        mention(proposals, proposal, cairn_arena_format(proposals->arena, "%s: ", text), place->id);
    }
    if (*cooled)
        proposal->what = cairn_arena_format(proposals->arena, "%s; that of %s follows from cooling",
                                            proposal->what, cooled);
    keep_if_edited(proposals, proposal);
    cairn_proposals_otherwise(proposals, "no devices are in use");
}

static void propose_solar(struct cairn_proposals *proposals, struct cairn_proposal *proposal,
                          const struct cairn_place *place)
{
    const char *const *value = proposals->settings->value;
    const char *path = path_of(proposals, place);
    const char *price = value[CAIRN_SET_SOLAR_PRICE];
    struct cairn_edit edit = {.select = path, .add = "solar", .origin = by_lever};

    edit.value = cairn_arena_format(
        proposals->arena, "peak=\"%s\" tenancy=\"bought\" embodied=\"%s\" lifetime=\"%s\"%s%s%s",
        value[CAIRN_SET_SOLAR], value[CAIRN_SET_SOLAR_EMBODIED], value[CAIRN_SET_SOLAR_LIFETIME],
        price ? " price=\"" : "", price ? price : "", price ? "\"" : "");
    cairn_proposal_edit(proposals, proposal, edit);
    edit.select = cairn_arena_format(proposals->arena, "%s/solar", path);
    edit.add = "series";
    edit.value = cairn_arena_format(proposals->arena, "href=\"%s\"", value[CAIRN_SET_SOLAR_SERIES]);
    cairn_proposal_edit(proposals, proposal, edit);
    if (!place->load.origin.file) {
        edit.select = path;
        edit.add = "load";
        edit.value =
            cairn_arena_format(proposals->arena, "power=\"%s\"", value[CAIRN_SET_SOLAR_LOAD]);
        cairn_proposal_edit(proposals, proposal, edit);
    }
    mention(proposals, proposal,
            cairn_arena_format(proposals->arena, "%s each: ", value[CAIRN_SET_SOLAR]), place->id);
}

void cairn_lever_solar(struct cairn_proposals *proposals)
{
    static const enum cairn_lever_setting needed[] = {
        CAIRN_SET_SOLAR,
        CAIRN_SET_SOLAR_SERIES,
        CAIRN_SET_SOLAR_EMBODIED,
        CAIRN_SET_SOLAR_LIFETIME,
    };
    const struct cairn_scenario *s = proposals->stand->scenario;
    struct cairn_proposal *proposal;
    const char *missing = "";

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!proposals->settings->value[needed[i]])
            missing = cairn_arena_format(proposals->arena, "%s%s%s", missing, *missing ? ", " : "",
                                         cairn_lever_setting_kind(needed[i])->name);
    if (*missing) {
        cairn_proposals_because(proposals, "no panels are described: set %s", missing);
        return;
    }
    proposal = cairn_proposals_add(proposals);
    for (int i = 0; i < s->n_places; i++)
        if (!has_devices(proposals->stand, i, true))
            continue;
        else if (s->places[i].solar.origin.file)
            cairn_proposals_because(proposals, "%s has panels already", s->places[i].id);
        else
            propose_solar(proposals, proposal, &s->places[i]);
    keep_if_edited(proposals, proposal);
    cairn_proposals_otherwise(proposals, "no devices of one's own are in use");
}
