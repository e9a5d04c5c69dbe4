#include "study/record_exact.h"

#include <math.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "study/box.h"
#include "study/points.h"
#include "study/record.h"

/* ---- rows ---- */

static void record_vary(struct cairn_record_points *record, int v, const struct cairn_exact *exact)
{
    static const char *const reaches[] = {
        [CAIRN_REACH_ACCOUNTING] = "accounting",
        [CAIRN_REACH_PHYSICS] = "physics",
        [CAIRN_REACH_CHOICE] = "choice",
    };
    const struct cairn_vary *vary = &record->scenario->varies[v];
    bool followed = exact && exact->status == CAIRN_EXACT;
    const char *why = exact ? exact->why : NULL;

    if (!exact)
        why = vary->reach != CAIRN_REACH_ACCOUNTING ? "more than accounting depends on it"
                                                    : "no range of numbers";
    CAIRN_STORE_ADD(
        record->store, "vary", CAIRN_INTEGER("study", record->study), CAIRN_INTEGER("vary", v),
        CAIRN_STRING("selects", vary->select), CAIRN_STRING("subject", vary->subject),
        CAIRN_STRING("unit", vary->unit), CAIRN_STRING("said", vary->said),
        CAIRN_REAL("per_said", vary->per_said), CAIRN_INTEGER("targets", vary->n_targets),
        CAIRN_STRING("reach", reaches[vary->reach]),
        CAIRN_INTEGER("multiplies", vary->as == CAIRN_AS_MULTIPLIER),
        CAIRN_REAL_OR_NULL("base", vary->base), CAIRN_INTEGER("n", vary->n),
        CAIRN_STRING("method", followed ? "exact" : "point by point"), CAIRN_STRING("why", why),
        CAIRN_INTEGER("questions", exact ? exact->n_answers : 0),
        CAIRN_INTEGER("finalists", followed ? exact->n_finalists : 0),
        CAIRN_INTEGER("replications", followed ? exact->last.question.n_replications : 0));
}

static int place(struct cairn_record_points *record, const struct cairn_exact *exact, int candidate)
{
    return cairn_record_points_placement(record, exact->scenario,
                                         &exact->candidates[candidate].placement);
}

static void record_segment(struct cairn_record_points *record, int v,
                           const struct cairn_exact *exact, int i)
{
    const struct cairn_piece *piece = &exact->envelope.pieces[i];
    double end[2] = {cairn_response_value(&exact->number, piece->from),
                     cairn_response_value(&exact->number, piece->to)};
    double aim[2], carbon[2], unit, kg;

    cairn_measure_shown_unit(exact->outputs[0].measure, &unit);
    cairn_measure_shown_unit(CAIRN_CARBON, &kg);
    for (int e = 0; e < 2; e++) {
        aim[e] = cairn_response_mean(&exact->last, piece->line, 0, &end[e], NULL) / unit;
        carbon[e] = cairn_response_mean(&exact->last, piece->line, 1, &end[e], NULL) / kg;
    }
    CAIRN_STORE_ADD(record->store, "segment", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("vary", v), CAIRN_INTEGER("segment", i),
                    CAIRN_REAL("from_value", end[0]), CAIRN_REAL("to_value", end[1]),
                    CAIRN_INTEGER("placement", place(record, exact, exact->finalists[piece->line])),
                    CAIRN_REAL("aim_from", aim[0]), CAIRN_REAL("aim_to", aim[1]),
                    CAIRN_REAL_OR_NULL("carbon_from_kg", carbon[0]),
                    CAIRN_REAL_OR_NULL("carbon_to_kg", carbon[1]),
                    CAIRN_REAL_OR_NULL("gap", cairn_exact_gap(exact, i)));
}

static void record_breakpoint(struct cairn_record_points *record, int v,
                              const struct cairn_exact *exact, int i)
{
    struct cairn_breakpoint found = cairn_exact_breakpoint(exact, i);

    CAIRN_STORE_ADD(record->store, "breakpoint", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("vary", v), CAIRN_INTEGER("breakpoint", i),
                    CAIRN_REAL("value", found.value), CAIRN_REAL_OR_NULL("low", found.low),
                    CAIRN_REAL_OR_NULL("high", found.high),
                    CAIRN_INTEGER("from_placement", place(record, exact, found.from)),
                    CAIRN_INTEGER("to_placement", place(record, exact, found.to)));
}

/* A map, line by line. */
static void record_map(struct cairn_record_points *record, const struct cairn_box *box)
{
    const struct cairn_exact *e = &box->of;
    double unit;

    cairn_measure_shown_unit(e->outputs[0].measure, &unit);
    for (int l = 0; l < box->n_map; l++)
        for (int i = 0; i < box->lines[l].envelope.n; i++) {
            const struct cairn_piece *piece = &box->lines[l].envelope.pieces[i];
            double value = box->lines[l].at[0];
            double from[2] = {value, cairn_response_value(&e->last.numbers[1], piece->from)};
            double to[2] = {value, cairn_response_value(&e->last.numbers[1], piece->to)};

            CAIRN_STORE_ADD(
                record->store, "cell", CAIRN_INTEGER("study", record->study),
                CAIRN_INTEGER("line", l), CAIRN_INTEGER("cell", i), CAIRN_REAL("value", from[0]),
                CAIRN_REAL("from_value", from[1]), CAIRN_REAL("to_value", to[1]),
                CAIRN_INTEGER("placement", place(record, e, e->finalists[piece->line])),
                CAIRN_REAL("aim_from",
                           cairn_response_mean(&e->last, piece->line, 0, from, NULL) / unit),
                CAIRN_REAL("aim_to",
                           cairn_response_mean(&e->last, piece->line, 0, to, NULL) / unit),
                CAIRN_REAL_OR_NULL("bound_from", cairn_box_bound(box, from) / unit),
                CAIRN_REAL_OR_NULL("bound_to", cairn_box_bound(box, to) / unit));
        }
}

/* ---- how points are answered ---- */

/* What is known of the candidates of all points; owned by the caller. */
static char *proven(const struct cairn_followed *all, const struct cairn_exact *exact)
{
    int corners = 1 << exact->question.n_numbers, inside = exact->n_answers - corners;
    const char *among = "exactly the least of the finalists at each point; the whole question was "
                        "asked at";

    if (all->has_box && all->box.unasked > 0)
        return cairn_format(
            "%s %d corners and %d places where two of them are equal; %d pairs that "
            "meet were not asked about: others may be missing, by no more than the "
            "gap",
            among, corners, inside, all->box.unasked);
    return cairn_format("%s %d %s and %d places where two of them are equal, until nothing new "
                        "turned up%s",
                        among, corners, all->has_box ? "corners" : "ends", inside,
                        all->has_box ? ": between the lines that were looked at others may be "
                                       "missing, by no more than the gap"
                                     : "");
}

/* Why points are not read off; owned by the caller. */
static char *why_not(const struct cairn_followed *all, const struct cairn_scenario *scenario)
{
    for (int v = 0; v < scenario->n_varies; v++)
        if (!all->applies[v])
            return cairn_format("more than accounting depends on %s", scenario->varies[v].subject);
    if (scenario->n_varies > CAIRN_RESPONSE_MOST)
        return cairn_format("more than %d numbers vary", CAIRN_RESPONSE_MOST);
    return cairn_strdup(all->has_box ? all->box.of.why : all->each[0].why);
}

static void record_sweep(struct cairn_record_points *record, const struct cairn_followed *all)
{
    static const char *const designs[] = {
        [CAIRN_FACTORIAL] = "factorial",
        [CAIRN_LATIN_HYPERCUBE] = "latin-hypercube",
        [CAIRN_SOBOL] = "sobol",
    };
    const struct cairn_scenario *scenario = record->scenario;
    const struct cairn_exact *exact = cairn_followed_points(all);
    char *why = exact ? NULL : why_not(all, scenario);
    char *known = exact ? proven(all, exact) : NULL;
    struct cairn_points points;

    cairn_points_init(&points, scenario);
    CAIRN_STORE_ADD(
        record->store, "sweep", CAIRN_INTEGER("study", record->study),
        CAIRN_STRING("design", designs[scenario->sweep.design]), CAIRN_INTEGER("points", points.n),
        CAIRN_STRING("method", exact ? "exact" : "point by point"), CAIRN_STRING("why", why),
        CAIRN_STRING("proven", known), CAIRN_INTEGER("questions", exact ? exact->n_answers : 0),
        CAIRN_INTEGER("scenarios", exact ? exact->stations.n : 0),
        CAIRN_INTEGER("candidates", exact ? cairn_exact_n_kept(exact) : 0),
        CAIRN_INTEGER("finalists", exact ? exact->n_finalists : 0),
        CAIRN_INTEGER("replications", exact ? exact->last.question.n_replications : 0));
    cairn_points_release(&points);
    cairn_free(why);
    cairn_free(known);
}

/* ---- all ---- */

static bool is_followed(const struct cairn_followed *all, int v)
{
    return all->applies[v] && all->each[v].status == CAIRN_EXACT;
}

const struct cairn_exact *cairn_followed_points(const struct cairn_followed *all)
{
    if (all->has_box)
        return all->box.of.status == CAIRN_EXACT ? &all->box.of : NULL;
    return all->n == 1 && is_followed(all, 0) ? &all->each[0] : NULL;
}

bool cairn_followed_init(struct cairn_followed *all, const struct cairn_sweep_question *question,
                         const struct cairn_choose_limits *limits, bool points_alone)
{
    const struct cairn_scenario *scenario = question->scenario;
    int n = scenario->n_varies;
    bool stopped = false, all_apply = true;

    *all = (struct cairn_followed){
        .n = n,
        .each = cairn_calloc((size_t)n, sizeof *all->each),
        .applies = cairn_calloc((size_t)n, sizeof *all->applies),
    };
    for (int v = 0; v < n && !stopped; v++) {
        all_apply = all_apply && cairn_exact_applies(&scenario->varies[v]);
        if (!cairn_exact_applies(&scenario->varies[v]) || (points_alone && n > 1))
            continue;
        all->applies[v] = true;
        cairn_exact_init(&all->each[v], question, v, limits);
        stopped = all->each[v].status == CAIRN_EXACT_STOPPED;
    }
    if (!stopped && n >= 2 && n <= CAIRN_RESPONSE_MOST && all_apply) {
        all->has_box = true;
        cairn_box_init(&all->box, question, limits);
        stopped = all->box.of.status == CAIRN_EXACT_STOPPED;
    }
    return !stopped;
}

void cairn_followed_release(struct cairn_followed *all)
{
    for (int v = 0; v < all->n; v++)
        if (all->applies[v])
            cairn_exact_release(&all->each[v]);
    if (all->has_box)
        cairn_box_release(&all->box);
    cairn_free(all->each);
    cairn_free(all->applies);
}

bool cairn_record_followed(struct cairn_record_points *record, const struct cairn_followed *all)
{
    cairn_store_begin(record->store);
    for (int v = 0; v < all->n; v++) {
        const struct cairn_exact *exact = &all->each[v];

        record_vary(record, v, all->applies[v] ? exact : NULL);
        for (int i = 0; is_followed(all, v) && i < exact->envelope.n; i++) {
            record_segment(record, v, exact, i);
            if (i > 0)
                record_breakpoint(record, v, exact, i - 1);
        }
    }
    cairn_record_words(record);
    if (all->n == 2 && cairn_followed_points(all))
        record_map(record, &all->box);
    record_sweep(record, all);
    return cairn_store_commit(record->store) == CAIRN_STORE_OK;
}
