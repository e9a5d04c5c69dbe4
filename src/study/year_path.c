#include "study/year_path.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/freeze_others.h"
#include "model/coupling.h"
#include "study/year_cost.h"

enum { MOST_CHOICES = 12 };

/* ---- choices ---- */

/* Simulates a candidate as often as the winner, unless it breaks a promise. False: it does. */
static bool stands(struct cairn_answer *answer, int index)
{
    struct cairn_candidate *candidate = answer->candidates[index];
    int n = answer->candidates[answer->best]->replications;

    if (index == answer->best)
        return true;
    if (candidate->status == CAIRN_CANDIDATE_BROKEN ||
        !cairn_candidate_judge(candidate, &answer->judging, answer->judging.first) ||
        candidate->verdict == CAIRN_BROKEN)
        return false;
    return candidate->replications >= n ||
           cairn_candidate_settle(candidate, answer->scenario->choose.basis, n);
}

static void add_choice(struct cairn_year_paths *paths, struct cairn_year_asked *asked, int year,
                       int index)
{
    struct cairn_year_choice *choices = paths->choices[year];
    int *n = &paths->n_choices[year];
    struct cairn_year_amounts amounts;

    if (index == CAIRN_NONE || *n == MOST_CHOICES)
        return;
    for (int i = 0; i < *n; i++)
        if (choices[i].candidate == index)
            return;
    if (!stands(&asked->answer, index))
        return;
    cairn_year_amounts_init(&amounts, &asked->answer, asked->answer.candidates[index]);
    choices[(*n)++] = (struct cairn_year_choice){
        .candidate = index,
        .running_g = amounts.carbon_g - amounts.embodied_g,
    };
    cairn_year_amounts_release(&amounts);
}

/* A placement of another year. */
static void add_other(struct cairn_year_paths *paths, struct cairn_year_asked *asked, int year,
                      const struct cairn_answer *from, int index)
{
    const struct cairn_placement *placement;

    if (index == CAIRN_NONE)
        return;
    placement = &from->candidates[index]->trial.placement;
    if (!cairn_placement_is_to_come(asked[year].scenario, placement))
        add_choice(paths, &asked[year], year,
                   cairn_answer_enter(&asked[year].answer, placement, false, NULL));
}

static void find_choices(struct cairn_year_paths *paths, struct cairn_year_asked *asked, int year)
{
    struct cairn_answer *answer = &asked[year].answer;

    paths->choices[year] = cairn_calloc(MOST_CHOICES, sizeof **paths->choices);
    add_choice(paths, &asked[year], year, answer->best);
    add_choice(paths, &asked[year], year, answer->runner_up);
    for (int i = 0; i < answer->n_compared; i++)
        if (answer->compared[i].kind != CAIRN_BASELINE_SCENARIO)
            add_choice(paths, &asked[year], year, answer->compared[i].candidate);
    for (int y = 0; y < paths->years; y++)
        if (y != year)
            add_other(paths, asked, year, &asked[y].answer, asked[y].answer.best);
    for (int y = 0; y < paths->years; y++)
        if (y != year)
            add_other(paths, asked, year, &asked[y].answer, asked[y].answer.runner_up);
}

/* ---- goods ---- */

/* Those whose carbon the ledger has as embodied; that of others is in the part they belong to. */
static bool is_of_path(const struct cairn_purchase *item)
{
    bool embodied = item->kind == CAIRN_PURCHASE_DEVICE || item->kind == CAIRN_PURCHASE_HOST ||
                    item->kind == CAIRN_PURCHASE_SHELF || item->kind == CAIRN_PURCHASE_LINE;

    return embodied && item->times > 0 && item->count > 0;
}

/* The pool whose used devices it is, or CAIRN_NONE; their hosts are new. */
static int used_in(const struct cairn_scenario *scenario, const struct cairn_purchase *item)
{
    const struct cairn_second_life *life;

    if (item->kind != CAIRN_PURCHASE_DEVICE && item->kind != CAIRN_PURCHASE_SHELF)
        return CAIRN_NONE;
    life = &scenario->pools[item->pool].second_life;
    return life->origin.file && !isnan(life->brings) ? item->pool : CAIRN_NONE;
}

/* Its number, entered where it is new. */
static int good_of(struct cairn_year_paths *paths, const struct cairn_purchase *item,
                   const struct cairn_scenario *scenario)
{
    double life_s = isnan(item->lifetime_s) ? scenario->time.horizon_s : item->lifetime_s;
    int used = used_in(scenario, item);

    for (int g = 0; g < paths->n_goods; g++)
        if (paths->goods[g].kind == item->kind && paths->goods[g].place == item->place &&
            paths->goods[g].used_in == used && strcmp(paths->goods[g].name, item->name) == 0)
            return g;
    paths->goods = cairn_realloc(paths->goods, (size_t)paths->n_goods + 1, sizeof *paths->goods);
    paths->path_goods =
        cairn_realloc(paths->path_goods, (size_t)paths->n_goods + 1, sizeof *paths->path_goods);
    paths->goods[paths->n_goods] =
        (struct cairn_year_good){item->kind, item->name, item->place, used};
    paths->path_goods[paths->n_goods] = (struct cairn_path_good){
        .lifetime_years = life_s / CAIRN_SECONDS_PER_YEAR,
        .each_g = cairn_calloc((size_t)paths->years, sizeof(double)),
    };
    return paths->n_goods++;
}

static void count_goods(struct cairn_year_paths *paths, struct cairn_year_asked *asked, int year,
                        struct cairn_year_choice *choice, bool enter)
{
    struct cairn_purchases list;

    cairn_purchases_init(&list, asked[year].scenario,
                         &asked[year].answer.candidates[choice->candidate]->trial.placement);
    for (int i = 0; i < list.n; i++) {
        const struct cairn_purchase *item = &list.items[i];
        int good;

        if (!is_of_path(item))
            continue;
        good = good_of(paths, item, asked[year].scenario);
        if (enter) /* what it takes to make one in this year */
            ((double *)paths->path_goods[good].each_g)[year] =
                isnan(item->carbon_each_g) ? 0 : item->carbon_each_g;
        else
            choice->count[good] += item->count;
    }
    cairn_purchases_release(&list);
}

/* A good that no choice of a year names is not bought in it, and needs no figure there. */
static void count_all(struct cairn_year_paths *paths, struct cairn_year_asked *asked)
{
    for (int pass = 0; pass < 2; pass++)
        for (int y = 0; y < paths->years; y++)
            for (int c = 0; c < paths->n_choices[y]; c++) {
                struct cairn_year_choice *choice = &paths->choices[y][c];

                if (pass == 1)
                    choice->count = cairn_calloc((size_t)paths->n_goods + 1, sizeof(int));
                count_goods(paths, asked, y, choice, pass == 0);
            }
}

/* ---- the paths ---- */

static void pose(struct cairn_year_paths *paths)
{
    for (int y = 0; y < paths->years; y++) {
        paths->path_choices[y] =
            cairn_calloc((size_t)paths->n_choices[y], sizeof **paths->path_choices);
        for (int c = 0; c < paths->n_choices[y]; c++)
            paths->path_choices[y][c] = (struct cairn_path_choice){paths->choices[y][c].running_g,
                                                                   paths->choices[y][c].count};
    }
    paths->problem = (struct cairn_path_problem){
        .years = paths->years,
        .n_goods = paths->n_goods,
        .goods = paths->path_goods,
        .choices = (const struct cairn_path_choice *const *)paths->path_choices,
        .n_choices = paths->n_choices,
    };
}

bool cairn_year_paths_init(struct cairn_year_paths *paths, struct cairn_year_asked *asked,
                           int years)
{
    const struct cairn_choose_limits *limits = asked[0].answer.lab.limits;

    *paths = (struct cairn_year_paths){.years = years};
    paths->choices = cairn_calloc((size_t)years, sizeof *paths->choices);
    paths->path_choices = cairn_calloc((size_t)years, sizeof *paths->path_choices);
    paths->n_choices = cairn_calloc((size_t)years, sizeof *paths->n_choices);
    for (int y = 0; y < years; y++) {
        find_choices(paths, asked, y);
        if (limits->stop && limits->stop(limits->context))
            return false;
    }
    count_all(paths, asked);
    pose(paths);
    cairn_path_planned(&paths->planned, &paths->problem);
    cairn_path_myopic(&paths->myopic, &paths->problem);
    return true;
}

void cairn_year_paths_release(struct cairn_year_paths *paths)
{
    cairn_path_release(&paths->planned);
    cairn_path_release(&paths->myopic);
    for (int y = 0; y < paths->years; y++) {
        for (int c = 0; paths->choices[y] && c < paths->n_choices[y]; c++)
            cairn_free(paths->choices[y][c].count);
        cairn_free(paths->choices[y]);
        cairn_free(paths->path_choices[y]);
    }
    for (int g = 0; g < paths->n_goods; g++)
        cairn_free((void *)paths->path_goods[g].each_g);
    cairn_free(paths->goods);
    cairn_free(paths->path_goods);
    cairn_free(paths->choices);
    cairn_free(paths->path_choices);
    cairn_free(paths->n_choices);
    *paths = (struct cairn_year_paths){0};
}
