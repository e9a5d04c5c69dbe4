/*
 * Proving optima of published problems of location and assignment: ours beside GLPK's own command
 * on the same models
 *
 *     bench_bound [SET...]        warehouses (the usual), placements, assignments, uncapacitated,
 *                                 whole, or all
 *
 * The problems are published ones that this project does not hold: without the folder that
 * CAIRN_INSTANCES names (tests/support/instance.h), or without glpsol, nothing is timed. Reading is
 * not: ours begins with the problem that the relaxation of the scenario has made; of glpsol --cuts
 * the time to start and to read the model is subtracted, as glpsol --check takes it. The sides take
 * turns until LONG_ENOUGH_S have gone by, and at most MOST_TURNS times; the least processor time of
 * each counts, as other work on the machine only adds to it.
 *
 * A row for each problem goes to standard error:
 *
 *     set  problem  proven (1, or 0)  cost  ours in s  glpsol in s  ratio
 *
 * and, for each set, how many were proven and the median and the worst of the ratios. Problems
 * without any solution are counted, not timed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench.h"
#include "choose/bound_relax.h"
#include "choose/bound_solve.h"
#include "support/instance.h"

enum { MOST_TURNS = 15, MOST_PROBLEMS = 60, MOST_NODES = 1000000 };

#define LONG_ENOUGH_S 0.4
#define LIMIT_S 600 /* glpsol is stopped after this, by the clock: a busy machine is slow */

static const char *const names[] = {
    "cap41",  "cap42",  "cap43",  "cap44",  "cap51",  "cap61",  "cap62",  "cap63",
    "cap64",  "cap71",  "cap72",  "cap73",  "cap74",  "cap81",  "cap82",  "cap83",
    "cap84",  "cap91",  "cap92",  "cap93",  "cap94",  "cap101", "cap102", "cap103",
    "cap104", "cap111", "cap112", "cap113", "cap114", "cap121", "cap122", "cap123",
    "cap124", "cap131", "cap132", "cap133", "cap134"};

enum { CAPS = sizeof names / sizeof *names };

/* ---- time ---- */

/* Processor time of commands that have ended. */
static double children_s(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static double command_s(const char *options, const char *model)
{
    char command[256];
    double before_s = children_s();

    snprintf(command, sizeof command, "glpsol %s --lp %s >/dev/null 2>&1", options, model);
    return system(command) == 0 ? children_s() - before_s : NAN;
}

static double solve_s(const struct cairn_bound_problem *problem, struct cairn_bound_answer *answer)
{
    double before_s = bench_cpu_s();

    cairn_bound_solve(problem, &(struct cairn_bound_query){.nodes = MOST_NODES}, answer);
    return bench_cpu_s() - before_s;
}

/* ---- a set of problems ---- */

struct set {
    const char *name, *title;
    /* Makes the problem of this number and names it; false: there is none. */
    bool (*make)(int number, struct instance *instance, char *label, bool *split);
};

/* Of a set. */
struct sums {
    int n, n_proven, n_without; /* n_without: have no solution */
    double ours_s, theirs_s;
    double ratios[MOST_PROBLEMS], worst;
    char worst_label[64];
};

static bool from_file(const char *path, struct instance *instance, bool capacities)
{
    char *text = instance_file(path);

    if (text)
        instance_cap(instance, text, capacities);
    free(text);
    return text != NULL;
}

static bool make_warehouse(int number, struct instance *instance, char *label, bool *split)
{
    char path[64];

    if (number >= CAPS)
        return false;
    *split = true;
    snprintf(label, 64, "%s", names[number]);
    snprintf(path, sizeof path, "orlib_cap/%s.txt", names[number]);
    return from_file(path, instance, true);
}

/* The same where no customer is split: nobody publishes optima of these. */
static bool make_whole(int number, struct instance *instance, char *label, bool *split)
{
    bool made = make_warehouse(number, instance, label, split);

    *split = false;
    return made;
}

static bool make_placement(int number, struct instance *instance, char *label, bool *split)
{
    char path[64], *text;

    snprintf(path, sizeof path, "instances/pub_place_%d.json", number / 2 + 1);
    text = instance_file(path);
    if (!text)
        return false;
    *split = number % 2;
    snprintf(label, 64, "place %d%s", number / 2 + 1, *split ? ", split" : "");
    instance_place(instance, text);
    free(text);
    return true;
}

/* Twelve files of five each. */
static bool make_assignment(int number, struct instance *instance, char *label, bool *split)
{
    char path[64], *text = NULL;
    bool made;

    if (number >= 60)
        return false;
    *split = false;
    snprintf(label, 64, "gap%d#%d", number / 5 + 1, number % 5);
    snprintf(path, sizeof path, "orlib_gap/gap%d.txt", number / 5 + 1);
    text = instance_file(path);
    made = text && instance_gap(instance, text, number % 5);
    free(text);
    return made;
}

static bool make_uncapacitated(int number, struct instance *instance, char *label, bool *split)
{
    char path[64];

    if (number >= 3)
        return false;
    *split = false;
    snprintf(label, 64, "cap%c", 'a' + number);
    snprintf(path, sizeof path, "orlib_cap/%s.txt", label);
    return from_file(path, instance, false);
}

static const struct set sets[] = {
    {"warehouses", "bound, 37 x 16 to 50 warehouses", make_warehouse},
    {"placements", "bound, 12 x 3 to 8 sites", make_placement},
    {"assignments", "bound, 60 x 15 to 60 assignments", make_assignment},
    {"uncapacitated", "bound, 3 x 100 warehouses for 1,000", make_uncapacitated},
    {"whole", "bound, 37 x 16 to 50 warehouses, nobody split", make_whole},
};

/* ---- one problem ---- */

static void add_row(const struct set *set, const char *label,
                    const struct cairn_bound_answer *answer, double ours_s, double theirs_s,
                    struct sums *sums)
{
    double ratio = ours_s / theirs_s;

    fprintf(stderr, "%s\t%s\t%d\t%.9g\t%.3g\t%.3g\t%.3g\n", set->name, label, answer->proven,
            answer->cost, ours_s, theirs_s, ratio);
    sums->ours_s += ours_s;
    sums->theirs_s += theirs_s;
    sums->ratios[sums->n++] = ratio;
    sums->n_proven += answer->proven;
    if (ratio > sums->worst) {
        sums->worst = ratio;
        snprintf(sums->worst_label, sizeof sums->worst_label, "%s", label);
    }
}

/* Ours, and theirs on a model that is written to the path. False: no glpsol. */
static bool time_problem(const struct set *set, const struct cairn_bound_problem *problem,
                         const char *path, const char *label, struct sums *sums)
{
    struct cairn_bound_answer answer;
    double ours_s = INFINITY, cuts_s = INFINITY, check_s = INFINITY, spent_s = 0.0;
    char options[64];

    snprintf(options, sizeof options, "--cuts --tmlim %d", LIMIT_S);
    cairn_bound_write(problem, path);
    for (int t = 0; t < MOST_TURNS && (t == 0 || spent_s < LONG_ENOUGH_S); t++) {
        double turn_s[] = {solve_s(problem, &answer), command_s(options, path),
                           command_s("--check", path)};

        if (isnan(turn_s[1]) || isnan(turn_s[2]))
            return false;
        ours_s = fmin(ours_s, turn_s[0]);
        cuts_s = fmin(cuts_s, turn_s[1]);
        check_s = fmin(check_s, turn_s[2]);
        spent_s += turn_s[1];
        if (isinf(answer.bound))
            sums->n_without++;
        else if (t + 1 == MOST_TURNS || spent_s >= LONG_ENOUGH_S)
            add_row(set, label, &answer, ours_s, cuts_s - check_s, sums);
        cairn_bound_answer_release(&answer);
        if (isinf(answer.bound))
            return true;
    }
    return true;
}

static bool time_one(const struct set *set, int number, const char *model, struct sums *sums)
{
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_factor_book book;
    struct cairn_relaxation relaxation;
    struct instance instance;
    char label[64];
    bool split, timed;

    if (!set->make(number, &instance, label, &split))
        return false;
    cairn_plan_init(&plan, instance.s);
    cairn_routes_init(&routes, instance.s);
    cairn_factor_book_init(&book);
    cairn_relaxation_init(&relaxation,
                          &(struct cairn_bound_question){
                              .scenario = instance.s,
                              .plan = &plan,
                              .basis = instance.s->choose.basis,
                              .book = &book,
                          },
                          &routes, split);
    timed = time_problem(set, &relaxation.problem, model, label, sums);
    cairn_relaxation_release(&relaxation);
    cairn_factor_book_release(&book);
    cairn_routes_release(&routes);
    cairn_plan_release(&plan);
    instance_free(&instance);
    return timed;
}

static void time_set(const struct set *set, const char *model)
{
    struct sums sums = {0};
    int n_slow = 0;

    for (int i = 0; time_one(set, i, model, &sums);)
        i++;
    if (sums.n == 0) {
        fprintf(stderr, "bench_bound: nothing timed, see CAIRN_INSTANCES and glpsol\n");
        return;
    }
    for (int i = 0; i < sums.n; i++)
        n_slow += sums.ratios[i] > 1.2;
    fprintf(stderr,
            "bench_bound: %s: %d of %d proven, %d have no solution; %.3g s, glpsol %.3g s; ratio: "
            "median %.3g, worst %.3g (%s), %d above 1.2\n",
            set->name, sums.n_proven, sums.n, sums.n_without, sums.ours_s, sums.theirs_s,
            bench_median(sums.ratios, sums.n), sums.worst, sums.worst_label, n_slow);
    bench_line_print(&(struct bench_line){.name = set->title,
                                          .way = "cairn",
                                          .ns = 1e9 * sums.ours_s / sums.n,
                                          .ratio = sums.ours_s / sums.theirs_s,
                                          .beside = "glpsol --cuts",
                                          .mb = NAN});
}

int main(int argc, char **argv)
{
    char model[] = "/tmp/cairn-bound-XXXXXX";
    int file = mkstemp(model);

    if (file < 0)
        return 1;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        bool wanted = argc < 2 && s == 0;

        for (int a = 1; a < argc; a++)
            wanted = wanted || strcmp(argv[a], sets[s].name) == 0 || strcmp(argv[a], "all") == 0;
        if (wanted)
            time_set(&sets[s], model);
    }
    remove(model);
    return 0;
}
