#include <math.h>

#include "base/alloc.h"
#include "study/record.h"

/* A promise of p95 in seconds, one of loss as a share. */
static void record_promise(struct cairn_record *record, int placement,
                           const struct cairn_promise_result *result)
{
    const struct cairn_scenario *scenario = record->answer->scenario;
    bool timed = isfinite(result->p95_s);
    const char *name = cairn_promise_name(result->kind);
    char *kind = result->kind == CAIRN_PROMISE_POWER
                     ? cairn_format("%s at %s", name, scenario->places[result->place].id)
                     : cairn_strdup(name);
    char *text =
        result->kind == CAIRN_PROMISE_POWER
            ? cairn_format("%.4g W with all devices of %s at work, %.4g W allowed",
                           result->share * scenario->places[result->place].building.cap_w,
                           scenario->places[result->place].id,
                           scenario->places[result->place].building.cap_w)
        : result->kind == CAIRN_PROMISE_LOAD
            ? cairn_format("the line grows by %.3g %% of what arrives", 100.0 * result->share)
            : cairn_format("%.3g %% %s, at most %.3g %% allowed", 100.0 * result->share,
                           result->kind == CAIRN_PROMISE_ACCURACY ? "answered wrongly"
                           : isnan(result->promised_s)            ? "lost"
                                                                  : "late",
                           100.0 * result->limit);

    CAIRN_STORE_ADD(
        record->store, "promise", CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement),
        CAIRN_STRING("workload", scenario->workloads[result->workload].id),
        CAIRN_STRING("kind", kind), CAIRN_STRING("unit", timed ? "s" : NULL),
        CAIRN_REAL("promised", timed ? result->promised_s : result->limit),
        CAIRN_REAL("achieved", timed ? result->p95_s : result->share),
        CAIRN_REAL_OR_NULL("achieved_low", timed ? NAN : result->share - result->half_width),
        CAIRN_REAL_OR_NULL("achieved_high", timed ? NAN : result->share + result->half_width),
        CAIRN_STRING("verdict", cairn_verdict_name(result->verdict)), CAIRN_STRING("text", text));
    cairn_free(kind);
    cairn_free(text);
}

void cairn_record_promises(struct cairn_record *record)
{
    struct cairn_answer *answer = record->answer;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        struct cairn_promise_result *results;
        int n;

        results = cairn_candidate_promises(candidate, &n);
        for (int j = 0; j < n; j++)
            record_promise(record, i, &results[j]);
        cairn_free(results);
    }
}
