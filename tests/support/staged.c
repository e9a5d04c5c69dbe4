#include "support/staged.h"

#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "support/build.h"
#include "support/town.h"

void staged_init(struct staged *t, struct cairn_scenario *s, int most)
{
    struct cairn_answer *answer = &t->answer;

    t->s = s;
    t->limits = (struct cairn_choose_limits){.replications = most};
    *answer = (struct cairn_answer){
        .scenario = s,
        .best = CAIRN_NONE,
        .runner_up = CAIRN_NONE,
        .judging = {.alpha = 0.025, .first = 8, .most = most},
        .n_compared = 2,
    };
    cairn_plan_init(&answer->plan, s);
    cairn_factor_book_init(&answer->book);
    cairn_lab_init(&answer->lab, s->time.seed, CAIRN_LAB_SELECTION);
    answer->lab.limits = &t->limits;
    answer->compared = cairn_calloc(2, sizeof *answer->compared);
    for (int i = 0; i < 2; i++)
        answer->compared[i].candidate = CAIRN_NONE;
}

void staged_release(struct staged *t)
{
    struct cairn_answer *answer = &t->answer;

    for (int i = 0; i < answer->n_candidates; i++)
        cairn_candidate_free(answer->candidates[i]);
    cairn_free(answer->candidates);
    for (int i = 0; i < answer->n_compared; i++)
        cairn_free(answer->compared[i].reason);
    cairn_free(answer->compared);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        cairn_free(answer->bases[b].missing);
    cairn_lab_release(&answer->lab);
    cairn_factor_book_release(&answer->book);
    cairn_plan_release(&answer->plan);
    build_free(t->s);
}

int staged_add(struct staged *t, int pool, int count, int batch, bool contender)
{
    struct cairn_answer *answer = &t->answer;
    struct cairn_placement placement;
    int index = answer->n_candidates++;

    build_baseline(t->s, "staged");
    for (int w = 0; w < t->s->n_workloads; w++)
        build_send(t->s, w, pool, 0, 1);
    build_size(t->s, pool, count, batch, 0.01);
    cairn_placement_from_baseline(&placement, t->s, t->s->n_baselines - 1);
    answer->candidates =
        cairn_realloc(answer->candidates, (size_t)index + 1, sizeof *answer->candidates);
    answer->candidates[index] = cairn_candidate_new(t->s, &answer->plan, &placement, &answer->book,
                                                    &answer->lab, contender);
    answer->n_contenders += contender;
    cairn_placement_release(&placement);
    return index;
}

void staged_tell_under(struct staged *t, int candidate, enum cairn_basis_kind basis,
                       const double *values, int n)
{
    struct cairn_candidate *told = t->answer.candidates[candidate];

    for (int m = 0; m < CAIRN_N_MEASURES; m++) {
        double **kept = &told->trial.values[m][basis];

        *kept = cairn_realloc(*kept, (size_t)n, sizeof **kept);
        for (int r = 0; r < n; r++)
            (*kept)[r] = values[r];
        told->trial.n_values[m] = n;
    }
    told->n_seen = n;
}

void staged_tell(struct staged *t, int candidate, const double *values, int n)
{
    for (int b = 0; b < CAIRN_N_BASES; b++)
        staged_tell_under(t, candidate, (enum cairn_basis_kind)b, values, n);
}

void staged_sun(struct cairn_scenario *s)
{
    static const struct cairn_origin said = {.file = "test.xml", .line = 1};
    static double share[CAIRN_HOURS_PER_YEAR];
    static struct cairn_series sun;

    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        share[h] = h % 24 >= 10 && h % 24 < 14 ? 0.75 : 0;
    sun = (struct cairn_series){
        .first_hour = 464592, .n = CAIRN_HOURS_PER_YEAR, .values = share, .mean = 0.125};
    s->places[TOWN_STORE].solar = (struct cairn_solar){.origin = said,
                                                       .peak_w = 40,
                                                       .tenancy = CAIRN_OWNED,
                                                       .hours = {.origin = said, .series = &sun},
                                                       .embodied_g_per_w = NAN,
                                                       .lifetime_s = NAN,
                                                       .price_usd = NAN,
                                                       .evidence = {.source = CAIRN_NONE}};
    build_battery(s, TOWN_STORE);
    s->places[TOWN_STORE].load = (struct cairn_other_load){
        .origin = said, .power_w = 1, .shape = CAIRN_NONE, .evidence = {.source = CAIRN_NONE}};
}

struct cairn_scenario *staged_town(void)
{
    struct cairn_scenario *s = town();

    s->pools[TOWN_BOX].max = s->pools[TOWN_GPU].max = 9;
    s->choose.tie = 0.25;
    return s;
}

int staged_add_more(struct staged *t, int pool, int count, int batch, double more)
{
    static const double of_winner[STAGED_SEEN] = {100, 110, 300, 310};
    double values[STAGED_MOST];
    int index = staged_add(t, pool, count, batch, true);

    for (int r = 0; r < STAGED_MOST; r++)
        values[r] = (r < STAGED_SEEN ? of_winner[r] : 205) + more;
    staged_tell(t, index, values, STAGED_MOST);
    t->answer.candidates[index]->n_seen = 2;
    return index;
}

void staged_win(struct staged *t, int index)
{
    struct cairn_candidate *candidate = t->answer.candidates[index];

    t->answer.best = index;
    ck_assert(cairn_candidate_settle(candidate, t->s->choose.basis, STAGED_SEEN));
    candidate->status = CAIRN_CANDIDATE_BEST;
}
