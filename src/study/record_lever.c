#include "study/record_lever.h"

#include <math.h>

#include "base/alloc.h"
#include "study/record_point.h"

char *cairn_levers_settings(const struct cairn_levers *levers)
{
    struct cairn_buffer text;
    bool all = true;

    cairn_buffer_init(&text);
    for (int i = 0; i < CAIRN_N_LEVER_SETTINGS; i++)
        if (levers->settings.value[i])
            cairn_buffer_appendf(&text, "%s%s=%s", text.size > 0 ? ", " : "",
                                 cairn_lever_setting_kind((enum cairn_lever_setting)i)->name,
                                 levers->settings.value[i]);
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        all = all && levers->results[i].asked;
    for (int i = 0, n = 0; !all && i < CAIRN_N_LEVERS; i++)
        if (levers->results[i].asked)
            cairn_buffer_appendf(&text, "%s%s", n++ > 0 ? " " : ", only ",
                                 levers->results[i].lever->name);
    return cairn_buffer_take(&text);
}

const char *cairn_lever_status(const struct cairn_lever_result *result)
{
    return !result->applies          ? "does not apply"
           : result->breaks          ? "breaks a promise"
           : result->rank_carbon > 0 ? "saves"
                                     : "saves nothing";
}

static void add_row(struct cairn_record_points *record, int placement, const char *settings,
                    const struct cairn_levers *levers, const struct cairn_lever_result *result)
{
    const struct cairn_saving none = {{NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}, NAN};
    const struct cairn_saving *alone = result->applies ? &result->alone : &none;
    const struct cairn_saving *turn = result->step > 0 ? &result->in_turn : &none;

    CAIRN_STORE_ADD(
        record->store, "lever", CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement), CAIRN_STRING("settings", settings),
        CAIRN_STRING("lever", result->lever->name),
        CAIRN_STRING("status", cairn_lever_status(result)), CAIRN_STRING("change", result->what),
        CAIRN_STRING("reason", result->why && *result->why ? result->why : NULL),
        CAIRN_STRING("breaks", result->breaks), CAIRN_REAL("base_kg", levers->carbon_kg),
        CAIRN_REAL_OR_NULL("saving_kg", alone->carbon_kg.mean),
        CAIRN_REAL_OR_NULL("saving_low_kg", alone->carbon_kg.low),
        CAIRN_REAL_OR_NULL("saving_high_kg", alone->carbon_kg.high),
        CAIRN_REAL_OR_NULL("saving_kwh", alone->energy_kwh.mean),
        CAIRN_REAL_OR_NULL("saving_usd", alone->money_usd.mean),
        CAIRN_REAL_OR_NULL("usd_per_t", alone->usd_per_t),
        CAIRN_INDEX("step", result->step > 0 ? result->step : CAIRN_NONE),
        CAIRN_STRING("step_change", result->step_what),
        CAIRN_REAL_OR_NULL("step_kg", turn->carbon_kg.mean),
        CAIRN_REAL_OR_NULL("step_low_kg", turn->carbon_kg.low),
        CAIRN_REAL_OR_NULL("step_high_kg", turn->carbon_kg.high),
        CAIRN_REAL_OR_NULL("step_kwh", turn->energy_kwh.mean),
        CAIRN_REAL_OR_NULL("step_usd", turn->money_usd.mean),
        CAIRN_REAL_OR_NULL("step_usd_per_t", turn->usd_per_t),
        CAIRN_REAL_OR_NULL("overlap_kg", result->step > 0 ? result->overlap_kg : NAN));
}

/* Whether the study holds them. */
static bool is_known(struct cairn_record_points *record, int placement, const char *settings)
{
    const struct cairn_cell key[] = {
        CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement),
        CAIRN_STRING("settings", settings),
    };
    struct cairn_rows *rows = cairn_store_query(record->store,
                                                "SELECT 1 FROM lever WHERE study = :study AND "
                                                "placement = :placement AND settings = :settings",
                                                key, 3);
    bool known = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return known;
}

void cairn_record_levers(struct cairn_store *store, int64_t study,
                         const struct cairn_levers *levers)
{
    char *settings = cairn_levers_settings(levers);
    struct cairn_record_points record;
    int placement;

    cairn_record_points_init(&record, store, study, levers->scenario);
    cairn_store_begin(store);
    placement = cairn_record_points_placement(&record, levers->scenario, &levers->first->placement);
    if (!is_known(&record, placement, settings))
        for (int i = 0; i < CAIRN_N_LEVERS; i++)
            if (levers->results[i].asked)
                add_row(&record, placement, settings, levers, &levers->results[i]);
    cairn_store_commit(store);
    cairn_record_points_release(&record);
    cairn_free(settings);
}
