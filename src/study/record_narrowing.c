#include <math.h>

#include "base/alloc.h"
#include "study/record.h"

/* One step by which what could be chosen became fewer. */
struct step {
    const char *stage, *unit;
    double ruled_out, left; /* NaN: not known */
    char *text;             /* owned by the caller */
};

static void record_step(struct cairn_record *record, int *n, const struct step *step)
{
    CAIRN_STORE_ADD(record->store, "narrowing", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("narrowing", *n), CAIRN_STRING("stage", step->stage),
                    CAIRN_STRING("unit", step->unit),
                    CAIRN_REAL_OR_NULL("ruled_out", step->ruled_out),
                    CAIRN_REAL_OR_NULL("remaining", step->left), CAIRN_STRING("text", step->text));
    ++*n;
    cairn_free(step->text);
}

/* Ways that cannot work or cannot keep a promise, by reason. */
static void record_ways(struct cairn_record *record, int *n)
{
    const struct cairn_routes *routes = &record->answer->routes;
    double left = routes->n_servings + routes->n_exclusions;

    for (int reason = 0; reason < CAIRN_N_EXCLUSIONS; reason++) {
        int count = 0;

        for (int i = 0; i < routes->n_exclusions; i++)
            count += (int)routes->exclusions[i].reason == reason;
        left -= count;
        if (count > 0)
            record_step(record, n,
                        &(struct step){"before simulation", "ways", count, left,
                                       cairn_strdup(cairn_exclusion_name(
                                           (enum cairn_exclusion_reason)reason))});
    }
}

/* Combinations of ways for which no size of a pool is large enough. */
static void record_sizes(struct cairn_record *record, int *n)
{
    const struct cairn_space *space = &record->answer->space;
    double possible = 0.0;

    if (space->too_large || space->unserved != CAIRN_NONE)
        return;
    for (int b = 0; b < space->n_blocks; b++)
        possible += space->blocks[b].n_possible;
    if (possible > space->n_assignments)
        record_step(record, n,
                    &(struct step){"before simulation", "combinations",
                                   possible - space->n_assignments, space->n_assignments,
                                   cairn_strdup("a pool is too small at any size, or its variants "
                                                "do not fit together")});
}

/* Configurations that were looked at, or needed not be. */
static void record_search(struct cairn_record *record, int *n)
{
    const struct cairn_answer *answer = record->answer;
    const struct cairn_search *search = &answer->search;
    double broken = 0.0, hopeful = 0.0;

    for (int c = 0; c < answer->space.n_components; c++)
        for (uint64_t i = 0; i < (uint64_t)answer->space.components[c].n_configurations; i++) {
            const struct cairn_outcome *outcome = &search->outcomes[c][i];

            hopeful += outcome->looked_at && cairn_outcome_is_hopeful(outcome);
            broken += outcome->looked_at && !cairn_outcome_is_hopeful(outcome);
        }
    if (search->ruled_out > 0.0)
        record_step(record, n,
                    &(struct step){"search", "configurations", search->ruled_out, search->looked_at,
                                   cairn_strdup("emits more before it serves anybody than another "
                                                "in all that surely keeps its promises")});
    if (broken > 0.0)
        record_step(record, n,
                    &(struct step){"search", "configurations", broken, hopeful,
                                   cairn_strdup("breaks a promise in a search sample")});
    if (hopeful > 0.0)
        record_step(record, n,
                    &(struct step){"search", "placements",
                                   fmax(0.0, answer->space.n_placements - answer->n_contenders),
                                   answer->n_contenders,
                                   cairn_strdup("made of these, emits more in the search samples, "
                                                "or holds what was ruled out")});
}

/* What is too large to look at all of. */
static void record_exploration(struct cairn_record *record, int *n)
{
    const struct cairn_answer *answer = record->answer;

    record_step(record, n,
                &(struct step){"exploration", "placements", NAN, answer->n_contenders,
                               cairn_format("%.4g combinations of ways are too many to look at: "
                                            "%.0f parts of placements were simulated, on the way "
                                            "from %d solutions of the programme",
                                            answer->space.n_possible, answer->exploration.looked_at,
                                            answer->bound.programme.n_solutions)});
}

static void record_selection(struct cairn_record *record, int *n)
{
    const struct cairn_answer *answer = record->answer;
    int broken = 0, screened = 0, left = answer->n_contenders;

    for (int i = 0; i < answer->n_contenders; i++) {
        broken += answer->candidates[i]->verdict == CAIRN_BROKEN;
        screened += cairn_candidate_is_screened(answer->candidates[i]);
    }
    if (broken > 0)
        record_step(record, n,
                    &(struct step){"selection", "placements", broken, left -= broken,
                                   cairn_strdup("breaks a promise")});
    if (screened > 0)
        record_step(record, n,
                    &(struct step){"selection", "placements", screened, left - screened,
                                   cairn_strdup("another emits less on the same requests")});
}

void cairn_record_narrowing(struct cairn_record *record)
{
    int n = 0;

    record_ways(record, &n);
    record_sizes(record, &n);
    if (record->answer->n_contenders == 0)
        return;
    if (record->answer->explored)
        record_exploration(record, &n);
    else
        record_search(record, &n);
    record_selection(record, &n);
}

char *cairn_record_why_out(const struct cairn_answer *answer, int index)
{
    const struct cairn_candidate *candidate = answer->candidates[index];

    if (candidate->aside)
        return cairn_format("passed over: %d replications leave it open whether it keeps all "
                            "promises, and placement %d does",
                            candidate->judged, answer->best);
    if (!cairn_candidate_is_screened(candidate))
        return NULL;
    return cairn_format("dropped after %d of %d replications: %.3g %% above placement %d on the "
                        "same requests",
                        candidate->screened_at, answer->candidates[answer->best]->replications,
                        100.0 * candidate->screened_share, candidate->screened_by);
}
