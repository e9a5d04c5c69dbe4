/*
 * Proving optima of capacitated warehouse location: ours beside GLPK's own command on the same
 * models
 *
 * The problems are published ones that this project does not hold: without the folder that
 * CAIRN_INSTANCES names (tests/support/instance.h), or without glpsol, nothing is timed. Reading is
 * not: ours begins with the problem that the relaxation of the scenario has made; of glpsol --cuts
 * the time to read the model is subtracted, as glpsol --check takes it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench.h"
#include "choose/bound_relax.h"
#include "choose/bound_solve.h"
#include "support/instance.h"

enum { TURNS = 3 };

static const char *const names[] = {
    "cap41",  "cap42",  "cap43",  "cap44",  "cap51",  "cap61",  "cap62",  "cap63",
    "cap64",  "cap71",  "cap72",  "cap73",  "cap74",  "cap81",  "cap82",  "cap83",
    "cap84",  "cap91",  "cap92",  "cap93",  "cap94",  "cap101", "cap102", "cap103",
    "cap104", "cap111", "cap112", "cap113", "cap114", "cap121", "cap122", "cap123",
    "cap124", "cap131", "cap132", "cap133", "cap134"};

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

struct times {
    double ours_s, theirs_s;
};

/* Ours, and theirs on a model that is written to the path. False: not proven, or no glpsol. */
static bool time_problem(const struct cairn_bound_problem *problem, const char *path,
                         struct times *times)
{
    struct cairn_bound_query query = {.nodes = 1e6};
    struct cairn_bound_answer answer;
    double before_s = bench_cpu_s(), theirs_s;
    bool proven;

    cairn_bound_solve(problem, &query, &answer);
    times->ours_s += bench_cpu_s() - before_s;
    proven = answer.proven;
    cairn_bound_answer_release(&answer);
    cairn_bound_write(problem, path);
    theirs_s = command_s("--cuts", path) - command_s("--check", path);
    times->theirs_s += theirs_s;
    return proven && !isnan(theirs_s);
}

static bool time_one(const char *name, const char *model, struct times *times)
{
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_factor_book book;
    struct cairn_relaxation relaxation;
    struct instance instance;
    char path[64];
    char *text;
    bool timed;

    snprintf(path, sizeof path, "orlib_cap/%s.txt", name);
    text = instance_file(path);
    if (!text)
        return false;
    instance_cap(&instance, text, true);
    free(text);
    cairn_plan_init(&plan, instance.s);
    cairn_routes_init(&routes, instance.s);
    cairn_factor_book_init(&book);
    cairn_relaxation_init(
        &relaxation,
        &(struct cairn_bound_question){instance.s, &plan, instance.s->choose.basis, &book}, &routes,
        true);
    timed = time_problem(&relaxation.problem, model, times);
    cairn_relaxation_release(&relaxation);
    cairn_factor_book_release(&book);
    cairn_routes_release(&routes);
    cairn_plan_release(&plan);
    instance_free(&instance);
    return timed;
}

int main(void)
{
    char model[] = "/tmp/cairn-bound-XXXXXX";
    int file = mkstemp(model), n = (int)(sizeof names / sizeof *names);
    double ratios[TURNS], ours_ns[TURNS];
    bool timed = file >= 0;

    for (int t = 0; t < TURNS && timed; t++) {
        struct times times = {0};

        for (int i = 0; i < n && timed; i++)
            timed = time_one(names[i], model, &times);
        ratios[t] = times.ours_s / times.theirs_s;
        ours_ns[t] = 1e9 * times.ours_s / n;
    }
    if (file >= 0)
        remove(model);
    if (!timed) {
        fprintf(stderr, "bench_bound: nothing timed, see CAIRN_INSTANCES and glpsol\n");
        return 0;
    }
    bench_line_print(&(struct bench_line){.name = "bound, 37 x 16 to 50 warehouses",
                                          .way = "cairn",
                                          .ns = bench_median(ours_ns, TURNS),
                                          .ratio = bench_median(ratios, TURNS),
                                          .beside = "glpsol --cuts",
                                          .mb = NAN});
    return 0;
}
