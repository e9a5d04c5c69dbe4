#include "choose/explore.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "choose/explore_part.h"
#include "model/coupling.h"

/* Chosen by hand. */
enum {
    MOST_PASSES = 8,    /* over all workloads */
    MOST_SERVINGS = 3,  /* tried for a workload in a pass: those that cost least relaxed; */
    MOST_RESCUES = 24,  /* where its group breaks promises */
    MOST_FOUND = 16,    /* placements that are kept: the cheapest */
    FILTER_NODES = 200, /* of the programmes with everything at sites, in regions */
};

/* Workloads that are coupled, and how they are served. */
struct group {
    struct cairn_sized_part part; /* owned */
    int *workloads;               /* owned */
    int n;
};

struct groups {
    struct group *items; /* owned */
    int n;
    size_t room;
};

struct explorer {
    const struct cairn_exploring *e;
    struct cairn_exploration *exploration;
    const struct cairn_bound_problem *problem;
    struct cairn_parts parts;
    struct cairn_coupling coupling;
    int *option; /* [workload]: of the placement at hand; owned */
    struct groups groups;
};

static const struct cairn_serving *serving_of(const struct explorer *x, int option)
{
    return &x->e->routes->servings[x->problem->options[option].label];
}

/* ---- groups ---- */

static void release_group(struct group *group)
{
    cairn_sized_part_release(&group->part);
    cairn_free(group->workloads);
}

static void release_groups(struct groups *groups)
{
    for (int i = 0; i < groups->n; i++)
        release_group(&groups->items[i]);
    cairn_free(groups->items);
    *groups = (struct groups){0};
}

static void couple(struct explorer *x, int option)
{
    const struct cairn_serving *serving = serving_of(x, option);

    for (int r = 0; r < serving->n_routes; r++)
        cairn_coupling_add(&x->coupling, &serving->routes[r]);
}

static void add_routes(const struct explorer *x, int option, struct cairn_placement *placement)
{
    const struct cairn_serving *serving = serving_of(x, option);

    for (int r = 0; r < serving->n_routes; r++)
        cairn_placement_add(placement, &serving->routes[r]);
}

/* The sizes that pools have in the placement at hand, for those that the routes use. */
static void keep_sizes(const struct explorer *x, struct cairn_placement *placement)
{
    for (int i = 0; i < x->groups.n; i++)
        for (int p = 0; p < x->e->scenario->n_pools; p++)
            if (x->groups.items[i].part.placement.pools[p].count > 0)
                placement->pools[p] = x->groups.items[i].part.placement.pools[p];
}

/*
 * Makes groups of some workloads, in order of their first ones, each with the sizes that suit it.
 * False: one cannot carry its load, or it was stopped.
 */
static bool make_groups(struct explorer *x, const int *option, const bool *is_in,
                        struct groups *groups)
{
    const struct cairn_scenario *s = x->e->scenario;

    cairn_coupling_clear(&x->coupling);
    for (int w = 0; w < s->n_workloads; w++)
        if (is_in[w])
            couple(x, option[w]);
    for (int first = 0; first < s->n_workloads && !x->parts.stopped; first++) {
        struct cairn_placement placement;
        struct group group = {.n = 0};

        if (!is_in[first] || cairn_coupling_class(&x->coupling, first) != first)
            continue;
        group.workloads = cairn_calloc((size_t)s->n_workloads, sizeof *group.workloads);
        cairn_placement_init(&placement, s);
        for (int w = first; w < s->n_workloads; w++)
            if (is_in[w] && cairn_coupling_class(&x->coupling, w) == first) {
                group.workloads[group.n++] = w;
                add_routes(x, option[w], &placement);
            }
        keep_sizes(x, &placement);
        if (!cairn_parts_size(&x->parts, &placement)) {
            cairn_placement_release(&placement);
            cairn_free(group.workloads);
            return false;
        }
        cairn_parts_climb(&x->parts, &placement, &group.part);
        groups->items =
            cairn_grow(groups->items, &groups->room, (size_t)groups->n + 1, sizeof *groups->items);
        groups->items[groups->n++] = group;
    }
    return !x->parts.stopped;
}

/* What some groups amount to together. */
static struct cairn_seen_part sum_of(const struct groups *groups, const bool *is_in)
{
    struct cairn_seen_part sum = {.hopeful = true, .sure = true};

    for (int i = 0; i < groups->n; i++) {
        const struct cairn_seen_part *seen = &groups->items[i].part.seen;

        if (!is_in[groups->items[i].workloads[0]])
            continue;
        sum.cost += seen->cost;
        sum.hopeful = sum.hopeful && seen->hopeful;
        sum.sure = sum.sure && seen->sure;
        if (seen->violation >= sum.violation) {
            sum.violation = seen->violation;
            sum.worst = seen->worst;
        }
    }
    return sum;
}

/* ---- what was found ---- */

static bool is_new(const struct explorer *x, const struct cairn_placement *placement)
{
    for (int i = 0; i < x->exploration->n; i++)
        if (cairn_placement_equal(&x->exploration->found[i].placement, placement, x->e->scenario))
            return false;
    return true;
}

/* Takes a placement over; of more than MOST_FOUND the dearest goes. */
static void enter_found(struct explorer *x, struct cairn_found found)
{
    struct cairn_exploration *to = x->exploration;
    int worst = 0;

    cairn_placement_normalise(&found.placement, x->e->scenario);
    if (!is_new(x, &found.placement)) {
        cairn_placement_release(&found.placement);
        return;
    }
    to->found = cairn_realloc(to->found, (size_t)to->n + 1, sizeof *to->found);
    to->found[to->n++] = found;
    if (to->n <= MOST_FOUND)
        return;
    for (int i = 1; i < to->n; i++)
        if (to->found[i].cost > to->found[worst].cost)
            worst = i;
    cairn_placement_release(&to->found[worst].placement);
    to->found[worst] = to->found[--to->n];
}

/* Adds the parts of some groups, the best or the safest of each. */
static void add_parts(const struct explorer *x, const struct groups *groups, bool safest,
                      const bool *but, struct cairn_found *found)
{
    for (int i = 0; i < groups->n; i++) {
        const struct cairn_sized_part *part = &groups->items[i].part;
        const struct cairn_placement *from = safest ? &part->safest : &part->placement;

        if (but && but[groups->items[i].workloads[0]])
            continue;
        for (int r = 0; r < from->n_routes; r++)
            cairn_placement_add(&found->placement, &from->routes[r]);
        for (int p = 0; p < x->e->scenario->n_pools; p++)
            if (from->pools[p].count > 0)
                found->placement.pools[p] = from->pools[p];
        found->cost += safest ? part->safest_seen.cost : part->seen.cost;
    }
}

/* Keeps the placement that the groups make, and that of their safest parts. */
static void keep_groups(struct explorer *x, const bool *all)
{
    struct cairn_seen_part sum = sum_of(&x->groups, all);
    struct cairn_exploration *to = x->exploration;

    if (!sum.hopeful) {
        if (!to->has_obstacle || sum.violation < to->obstacle) {
            to->worst = sum.worst;
            to->obstacle = sum.violation;
        }
        to->has_obstacle = true;
        return;
    }
    for (int safest = 0; safest < 2; safest++) {
        struct cairn_found found = {.cost = 0.0};

        cairn_placement_init(&found.placement, x->e->scenario);
        add_parts(x, &x->groups, safest, NULL, &found);
        enter_found(x, found);
    }
}

/* The same of a move that was not taken. */
static void keep_other(struct explorer *x, const struct groups *new, const bool *is_in)
{
    struct cairn_found found = {.cost = 0.0};

    for (int i = 0; i < x->groups.n; i++)
        if (!x->groups.items[i].part.seen.hopeful)
            return;
    cairn_placement_init(&found.placement, x->e->scenario);
    add_parts(x, &x->groups, false, is_in, &found);
    add_parts(x, new, false, NULL, &found);
    enter_found(x, found);
}

/* ---- another serving of a workload ---- */

/* Puts new groups in the place of those of the same workloads. */
static void replace_groups(struct explorer *x, struct groups *new, const bool *is_in)
{
    int n = 0;

    for (int i = 0; i < x->groups.n; i++) {
        if (is_in[x->groups.items[i].workloads[0]])
            release_group(&x->groups.items[i]);
        else
            x->groups.items[n++] = x->groups.items[i];
    }
    x->groups.n = n;
    for (int i = 0; i < new->n; i++) {
        x->groups.items = cairn_grow(x->groups.items, &x->groups.room, (size_t)x->groups.n + 1,
                                     sizeof *x->groups.items);
        x->groups.items[x->groups.n++] = new->items[i];
    }
    cairn_free(new->items);
    *new = (struct groups){0};
}

/* A serving that may be better, and what it costs relaxed with all that it is coupled with. */
struct proposal {
    int option;
    double relaxed_g;
};

static int compare_proposals(const void *left, const void *right)
{
    const struct proposal *a = left, *b = right;

    if (a->relaxed_g != b->relaxed_g)
        return a->relaxed_g < b->relaxed_g ? -1 : 1;
    return a->option - b->option;
}

/* The workloads that are coupled with one, as it is served or would be by another option. */
static void find_affected(struct explorer *x, int workload, int option, bool *is_in)
{
    int n = x->e->scenario->n_workloads, class;

    cairn_coupling_clear(&x->coupling);
    for (int w = 0; w < n; w++)
        couple(x, x->option[w]);
    couple(x, option);
    class = cairn_coupling_class(&x->coupling, workload);
    for (int w = 0; w < n; w++)
        is_in[w] = cairn_coupling_class(&x->coupling, w) == class;
}

/* What the affected workloads cost relaxed, one of them served in another way. */
static double relaxed_g(struct explorer *x, int workload, int option, const bool *is_in,
                        int *chosen)
{
    for (int w = 0; w < x->e->scenario->n_workloads; w++)
        chosen[w] = !is_in[w] ? CAIRN_NONE : w == workload ? option : x->option[w];
    return cairn_bound_cost_of(x->problem, chosen) - x->problem->fixed_cost;
}

/* Of several sizes of a serving the cheapest stands for it. */
static void propose(const struct explorer *x, struct proposal *proposals, int *n,
                    struct proposal proposal)
{
    for (int i = 0; i < *n; i++)
        if (serving_of(x, proposals[i].option) == serving_of(x, proposal.option)) {
            if (proposal.relaxed_g < proposals[i].relaxed_g)
                proposals[i] = proposal;
            return;
        }
    proposals[(*n)++] = proposal;
}

static int find_proposals(struct explorer *x, int workload, bool *is_in, int *chosen,
                          struct proposal *proposals)
{
    bool broken = false;
    int n = 0, most;

    for (int o = x->problem->first_option[workload]; o < x->problem->first_option[workload + 1];
         o++) {
        struct cairn_seen_part now;
        double least_g;

        if (serving_of(x, o) == serving_of(x, x->option[workload]))
            continue;
        find_affected(x, workload, o, is_in);
        now = sum_of(&x->groups, is_in);
        least_g = relaxed_g(x, workload, o, is_in, chosen);
        if (isfinite(least_g))
            least_g = cairn_grounds_least(cairn_lab_grounds(x->e->lab, x->e->scenario, x->e->plan),
                                          cairn_aim_measure(x->e->scenario->choose.aim),
                                          x->e->scenario->choose.basis, least_g);
        broken = broken || !now.hopeful;
        if (least_g == INFINITY || (now.hopeful && least_g >= now.cost))
            continue;
        propose(x, proposals, &n, (struct proposal){o, now.hopeful ? least_g - now.cost : least_g});
    }
    qsort(proposals, (size_t)n, sizeof *proposals, compare_proposals);
    most = broken ? MOST_RESCUES : MOST_SERVINGS;
    return n < most ? n : most;
}

/* True: the workload is served better now. */
static bool improve_workload(struct explorer *x, int workload, bool *is_in, int *chosen)
{
    int n_options = x->problem->first_option[workload + 1] - x->problem->first_option[workload];
    struct proposal *proposals = cairn_calloc((size_t)n_options, sizeof *proposals);
    int n = find_proposals(x, workload, is_in, chosen, proposals);
    bool improved = false;

    for (int i = 0; i < n && !improved && !cairn_parts_done(&x->parts); i++) {
        int was = x->option[workload];
        struct groups new = {0};
        struct cairn_seen_part now, then;
        bool made;

        find_affected(x, workload, proposals[i].option, is_in);
        x->option[workload] = proposals[i].option;
        made = make_groups(x, x->option, is_in, &new);
        now = sum_of(&x->groups, is_in);
        then = sum_of(&new, is_in);
        improved = made && cairn_part_is_better(&then, &now);
        if (improved) {
            replace_groups(x, &new, is_in);
        } else {
            x->option[workload] = was;
            if (made && then.hopeful)
                keep_other(x, &new, is_in);
        }
        release_groups(&new);
    }
    cairn_free(proposals);
    return improved;
}

/* ---- a start, and where it leads ---- */

static bool is_broken(const struct explorer *x, int workload)
{
    for (int i = 0; i < x->groups.n; i++)
        for (int w = 0; w < x->groups.items[i].n; w++)
            if (x->groups.items[i].workloads[w] == workload)
                return !x->groups.items[i].part.seen.hopeful;
    return false;
}

/* First those whose groups break promises, then all. */
static void improve_all(struct explorer *x, bool *is_in, int *chosen)
{
    int n = x->e->scenario->n_workloads;

    for (int all = 0; all < 2; all++) {
        bool improved = true;

        for (int pass = 0; pass < MOST_PASSES && improved; pass++) {
            improved = false;
            for (int w = 0; w < n && !cairn_parts_done(&x->parts); w++) {
                if (!all && !is_broken(x, w))
                    continue;
                if (x->e->limits->progress)
                    x->e->limits->progress(x->e->limits->context, "exploring", -1.0);
                improved = improve_workload(x, w, is_in, chosen) || improved;
            }
        }
    }
}

static void explore_from(struct explorer *x, const int *options)
{
    size_t n = (size_t)x->e->scenario->n_workloads;
    bool *is_in = cairn_calloc(n, sizeof *is_in);
    int *chosen = cairn_calloc(n, sizeof *chosen);

    memcpy(x->option, options, n * sizeof *x->option);
    for (size_t w = 0; w < n; w++)
        is_in[w] = true;
    if (make_groups(x, x->option, is_in, &x->groups)) {
        keep_groups(x, is_in);
        improve_all(x, is_in, chosen);
        for (size_t w = 0; w < n; w++)
            is_in[w] = true;
        keep_groups(x, is_in);
    }
    release_groups(&x->groups);
    cairn_free(is_in);
    cairn_free(chosen);
}

/* ---- everything at sites, everything in regions ---- */

static void explore_kind(struct explorer *x, enum cairn_place_kind kind)
{
    struct cairn_bound_query query = {
        .nodes = FILTER_NODES, .stop = x->e->limits->stop, .context = x->e->limits->context};
    struct cairn_bound_problem filtered;
    struct cairn_bound_answer answer;
    size_t n = (size_t)x->problem->n_options;
    int *option_of = cairn_calloc(n, sizeof *option_of);
    bool *wanted = cairn_calloc(n, sizeof *wanted);

    for (size_t o = 0; o < n; o++)
        wanted[o] = cairn_serving_is_at(serving_of(x, (int)o), x->e->scenario, kind);
    if (cairn_bound_problem_pick(&filtered, x->problem, wanted, option_of)) {
        cairn_bound_solve(&filtered, &query, &answer);
        if (answer.n_solutions > 0) {
            int *options = answer.solutions[0].options;

            for (int d = 0; d < filtered.n_demands; d++)
                options[d] = option_of[options[d]];
            explore_from(x, options);
        }
        cairn_bound_answer_release(&answer);
    }
    cairn_bound_problem_release(&filtered);
    cairn_free(option_of);
    cairn_free(wanted);
}

/* ---- the whole ---- */

static int compare_found(const void *left, const void *right)
{
    const struct cairn_found *a = left, *b = right;

    return (a->cost > b->cost) - (a->cost < b->cost);
}

bool cairn_explore(struct cairn_exploration *exploration, const struct cairn_exploring *exploring)
{
    const struct cairn_bound_answer *programme = &exploring->bound->programme;
    struct explorer x = {.e = exploring,
                         .exploration = exploration,
                         .problem = &exploring->bound->relaxation.problem};

    *exploration = (struct cairn_exploration){.n = 0};
    cairn_parts_init(&x.parts, exploring);
    cairn_coupling_init(&x.coupling, exploring->scenario);
    x.coupling.groups = true;
    x.option = cairn_calloc((size_t)exploring->scenario->n_workloads, sizeof *x.option);
    for (int i = 0; i < programme->n_solutions; i++)
        explore_from(&x, programme->solutions[i].options);
    explore_kind(&x, CAIRN_SITE);
    explore_kind(&x, CAIRN_REGION);
    cairn_sort_stable(exploration->found, (size_t)exploration->n, sizeof *exploration->found,
                      compare_found);
    exploration->looked_at = (double)x.parts.n;
    cairn_free(x.option);
    cairn_coupling_release(&x.coupling);
    bool stopped = x.parts.stopped;
    cairn_parts_release(&x.parts);
    return !stopped;
}

void cairn_exploration_release(struct cairn_exploration *exploration)
{
    for (int i = 0; i < exploration->n; i++)
        cairn_placement_release(&exploration->found[i].placement);
    cairn_free(exploration->found);
}
