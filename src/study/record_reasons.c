/* Budgets, fronts, flips and reasons as rows. */

#include "study/record.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "study/total.h"

static void record_budgets(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        struct cairn_budget_result results[CAIRN_N_RESOURCES];
        int n = candidate->judged > 0 ? cairn_budgets_test(&candidate->trial, candidate->judged,
                                                           candidate->judged_alpha, results)
                                      : 0;

        for (int b = 0; b < n; b++) {
            const struct cairn_budget_result *result = &results[b];
            double unit, half_width = result->half_width < HUGE_VAL ? result->half_width : NAN;
            const char *name =
                cairn_measure_shown_unit(cairn_resource_measure(result->resource), &unit);

            CAIRN_STORE_ADD(record->store, "budget", CAIRN_INTEGER("study", record->study),
                            CAIRN_INTEGER("placement", i),
                            CAIRN_STRING("resource", cairn_resource_name(result->resource)),
                            CAIRN_STRING("unit", name), CAIRN_REAL("allowed", result->limit / unit),
                            CAIRN_REAL("taken", result->value / unit),
                            CAIRN_REAL_OR_NULL("taken_low", (result->value - half_width) / unit),
                            CAIRN_REAL_OR_NULL("taken_high", (result->value + half_width) / unit),
                            CAIRN_STRING("verdict", cairn_verdict_name(result->verdict)));
        }
    }
}

static const char *axis_unit(enum cairn_axis axis, double *per_unit)
{
    *per_unit = 1.0;
    switch (axis) {
    case CAIRN_AXIS_MONEY:
        return cairn_measure_shown_unit(CAIRN_MONEY_SPENT, per_unit);
    case CAIRN_AXIS_ENERGY:
        return cairn_measure_shown_unit(CAIRN_ENERGY_USED, per_unit);
    case CAIRN_AXIS_WATER:
        return cairn_measure_shown_unit(CAIRN_WATER_USED, per_unit);
    case CAIRN_AXIS_LATENCY:
    case CAIRN_N_AXES:
        break;
    }
    return NULL;
}

static void record_front(struct cairn_record *record, enum cairn_axis axis)
{
    const struct cairn_answer *answer = record->answer;
    const struct cairn_front *front = &answer->fronts[axis];
    double unit;
    const char *unit_name = axis_unit(axis, &unit);

    for (int i = 0; i < front->n; i++) {
        const struct cairn_front_point *point = &front->points[i];
        struct cairn_total_shown carbon =
            cairn_total_of(answer->candidates[point->candidate], CAIRN_CARBON);

        CAIRN_STORE_ADD(record->store, "pareto", CAIRN_INTEGER("study", record->study),
                        CAIRN_STRING("against", cairn_axis_name(axis)),
                        CAIRN_INTEGER("rank", i + 1), CAIRN_INTEGER("placement", point->candidate),
                        CAIRN_REAL("carbon_kg", carbon.mean),
                        CAIRN_REAL_OR_NULL("carbon_low_kg", carbon.low),
                        CAIRN_REAL_OR_NULL("carbon_high_kg", carbon.high),
                        CAIRN_REAL("value", point->value / unit),
                        CAIRN_REAL_OR_NULL("value_low", (point->value - point->half_width) / unit),
                        CAIRN_REAL_OR_NULL("value_high", (point->value + point->half_width) / unit),
                        CAIRN_STRING("unit", unit_name));
    }
}

static void record_flips(struct cairn_record *record, const struct cairn_flips *flips)
{
    for (int i = 0; i < flips->n; i++) {
        const struct cairn_flip *flip = &flips->items[i];

        CAIRN_STORE_ADD(record->store, "flip", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("point", 0), CAIRN_INTEGER("other", flips->other),
                        CAIRN_INTEGER("flip", i), CAIRN_STRING("number", flip->name),
                        CAIRN_STRING("subject", *flip->subject ? flip->subject : NULL),
                        CAIRN_STRING("unit", strcmp(flip->unit, "1") == 0 ? NULL : flip->unit),
                        CAIRN_REAL_OR_NULL("value", flip->value),
                        CAIRN_REAL_OR_NULL("flips_at", flip->ratio * flip->value),
                        CAIRN_REAL_OR_NULL("low", flip->low * flip->value),
                        CAIRN_REAL_OR_NULL("high", flip->high * flip->value),
                        CAIRN_REAL("share", flip->share));
    }
}

static double aim_unit(const struct cairn_answer *answer)
{
    double unit;

    cairn_measure_shown_unit(cairn_aim_measure(answer->scenario->choose.aim), &unit);
    return unit;
}

static void record_next_best(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;
    double unit = aim_unit(answer);

    for (int i = 0; i < answer->reasons.n_next_best; i++) {
        const struct cairn_next_best *next = &answer->reasons.next_best[i];
        char *summary = cairn_placement_text(&next->placement, answer->scenario);

        for (int p = 0; p < CAIRN_N_PARTS; p++)
            if (next->more[p] != 0.0)
                CAIRN_STORE_ADD(
                    record->store, "next_best", CAIRN_INTEGER("study", record->study),
                    CAIRN_STRING("workload", answer->scenario->workloads[next->workload].id),
                    CAIRN_STRING("part", cairn_part_name((enum cairn_part)p)),
                    CAIRN_REAL("more", next->more[p] / unit),
                    CAIRN_INDEX("placement", next->candidate), CAIRN_STRING("summary", summary));
        cairn_free(summary);
    }
}

static void record_excluded(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;
    double unit = aim_unit(answer);

    for (int i = 0; i < answer->reasons.n_excluded; i++) {
        const struct cairn_excluded *excluded = &answer->reasons.excluded[i];
        char *summary = cairn_placement_text(&excluded->placement, answer->scenario);
        const char *kind = excluded->by_budget
                               ? cairn_resource_name((enum cairn_resource)excluded->resource)
                               : cairn_promise_name(excluded->promise.kind);
        const char *workload =
            excluded->by_budget ? NULL : answer->scenario->workloads[excluded->promise.workload].id;

        CAIRN_STORE_ADD(record->store, "excluded", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("excluded", i), CAIRN_INDEX("placement", excluded->candidate),
                        CAIRN_STRING("summary", summary), CAIRN_STRING("workload", workload),
                        CAIRN_STRING("kind", kind), CAIRN_REAL("saving", excluded->saving / unit));
        cairn_free(summary);
    }
}

void cairn_record_reasons(struct cairn_record *record)
{
    record_budgets(record);
    for (int axis = 0; axis < CAIRN_N_AXES; axis++)
        record_front(record, (enum cairn_axis)axis);
    for (int i = 0; i < record->answer->n_flips; i++)
        record_flips(record, &record->answer->flips[i]);
    record_next_best(record);
    record_excluded(record);
}
