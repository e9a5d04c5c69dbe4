/*
 * How the program scales, as a whole and from outside: scenarios written by scale.sh, processor
 * time of the process, and the most memory that it had. Everything is in it: reading the file,
 * planning, simulating, accounting, writing results. Time is per site, per request, per size of a
 * pool and per point of a sweep; where it scales, it is the same for many as for few.
 *
 *     bench_scale [PROGRAM]      run from the top of the tree
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

#define REPLICATIONS_TEXT "5"
enum { REPLICATIONS = 5, TURNS = 3, MOST_POINTS = 64, MOST_ARGUMENTS = MOST_POINTS + 16 };

/* What a process and all it started took. */
struct cost {
    double cpu_s, wall_s, mb;
    bool fine; /* it ended with status 0 */
};

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

/* Runs a program with its output thrown away, in the child whose cost is reported. */
static struct cost run_here(char *const *arguments)
{
    struct cost cost = {.wall_s = bench_wall_s()};
    struct rusage usage;
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(127);
        execv(arguments[0], arguments);
        _exit(127);
    }
    if (child > 0)
        waitpid(child, &status, 0);
    getrusage(RUSAGE_CHILDREN, &usage);
    cost.cpu_s = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    cost.wall_s = bench_wall_s() - cost.wall_s;
    cost.mb = (double)usage.ru_maxrss / 1024.0;
    cost.fine = status == 0;
    return cost;
}

/*
 * The same one process further down, because the memory of children is the most of all there ever
 * were.
 */
static struct cost run(char *const *arguments)
{
    struct cost cost = {0};
    int ends[2];
    pid_t child;

    fflush(stdout);
    if (pipe(ends) != 0)
        return cost;
    child = fork();
    if (child == 0) {
        cost = run_here(arguments);
        _exit(write(ends[1], &cost, sizeof cost) == (ssize_t)sizeof cost ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &cost, sizeof cost) != (ssize_t)sizeof cost)
        cost = (struct cost){0};
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return cost;
}

/* Writes a scenario; false: could not. */
static bool generate(const char *kind, int n, const char *path)
{
    char command[256];

    snprintf(command, sizeof command, "sh tests/bench/scale.sh %s %d >%s", kind, n, path);
    return system(command) == 0;
}

/* ---- what is run ---- */

enum command { SIMULATE, CHOOSE, SWEEP };

struct scaling {
    const char *name;
    const char *kind; /* of scale.sh */
    enum command command;
    double jobs; /* of which the time is told, for each of n */
    int n[4];    /* ends with 0 */
};

struct call {
    char *arguments[MOST_ARGUMENTS];
    int n;
    char paths[MOST_POINTS][48];
};

static void add(struct call *call, const char *argument)
{
    call->arguments[call->n++] = (char *)(size_t)argument;
    call->arguments[call->n] = NULL;
}

static bool call_init(struct call *call, const char *program, const struct scaling *scaling, int n)
{
    int files = scaling->command == SWEEP ? n : 1;
    bool good = true;

    call->n = 0;
    add(call, program);
    add(call, scaling->command == SIMULATE ? "simulate" : "run");
    add(call, "--quiet");
    add(call, "--catalogue");
    add(call, "scenarios/catalogue");
    if (scaling->command == SIMULATE) {
        add(call, "--replications");
        add(call, REPLICATIONS_TEXT);
    } else {
        add(call, "--db");
        add(call, "build/bench/scale.sqlite");
        add(call, "--force");
    }
    for (int i = 0; i < files; i++) {
        snprintf(call->paths[i], sizeof call->paths[i], "build/bench/%s-%d-%d.xml", scaling->kind,
                 n, i);
        good &= generate(scaling->kind, scaling->command == SWEEP ? i + 1 : n, call->paths[i]);
        add(call, call->paths[i]);
    }
    return good;
}

/* Results of an earlier turn must not spare anything. */
static void forget(void)
{
    static const char *const files[] = {
        "build/bench/scale.sqlite",     "build/bench/scale.sqlite-wal",
        "build/bench/scale.sqlite-shm", "build/bench/scale.cache",
        "build/bench/cairn.cache",      "build/bench/cairn.cache-wal",
        "build/bench/cairn.cache-shm",
    };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove(files[i]);
}

/* ---- cases ---- */

static void print(const struct scaling *scaling, int i, double ns, double ratio, double mb)
{
    char way[32], beside[32];

    snprintf(way, sizeof way, "%d", scaling->n[i]);
    snprintf(beside, sizeof beside, "%d", scaling->n[0]);
    bench_line_print(&(struct bench_line){
        .name = scaling->name,
        .way = way,
        .ns = ns,
        .ratio = i > 0 ? ratio : NAN,
        .beside = i > 0 ? beside : NULL,
        .mb = mb,
    });
}

static bool scale(const char *program, const struct scaling *scaling)
{
    static struct call calls[4];
    double ns[4][TURNS], ratios[4][TURNS], mb[4] = {0};
    int n = 0;

    for (; n < 4 && scaling->n[n] > 0; n++)
        if (!call_init(&calls[n], program, scaling, scaling->n[n]))
            return false;
    for (int t = 0; t < TURNS; t++) {
        for (int i = 0; i < n; i++) {
            forget();
            struct cost cost = run(calls[i].arguments);

            if (!cost.fine) {
                fprintf(stderr, "bench: %s, %d: the program failed\n", scaling->name,
                        scaling->n[i]);
                return false;
            }
            ns[i][t] = 1e9 * cost.cpu_s / (scaling->jobs * scaling->n[i]);
            ratios[i][t] = ns[i][t] / ns[0][t];
            mb[i] = cost.mb > mb[i] ? cost.mb : mb[i];
        }
    }
    for (int i = 0; i < n; i++)
        print(scaling, i, bench_median(ns[i], TURNS), bench_median(ratios[i], TURNS), mb[i]);
    return true;
}

/* One and two threads by the clock on the wall; nothing where the program knows no threads. */
static bool threads(const char *program)
{
    static const struct scaling scaling = {"threads", "sites", SIMULATE, 1, {3000}};
    static const char *const counts[2] = {"1", "2"};
    static struct call calls[2];
    double wall_s[2][TURNS], ratios[TURNS];
    double mb[2] = {0};

    for (int i = 0; i < 2; i++) {
        if (!call_init(&calls[i], program, &scaling, scaling.n[0]))
            return false;
        add(&calls[i], "--threads");
        add(&calls[i], counts[i]);
    }
    for (int t = 0; t < TURNS; t++) {
        for (int i = 0; i < 2; i++) {
            struct cost cost = run(calls[i].arguments);

            if (!cost.fine) {
                fprintf(stderr, "bench: this program has no --threads\n");
                return true;
            }
            wall_s[i][t] = cost.wall_s;
            mb[i] = cost.mb;
        }
        ratios[t] = wall_s[1][t] / wall_s[0][t];
    }
    for (int i = 0; i < 2; i++)
        bench_line_print(&(struct bench_line){
            .name = "threads, 3,000 sites, wall",
            .way = counts[i],
            .ns = 1e9 * bench_median(wall_s[i], TURNS) / scaling.n[0],
            .ratio = i == 1 ? bench_median(ratios, TURNS) : NAN,
            .beside = i == 1 ? "1" : NULL,
            .mb = mb[i],
        });
    return true;
}

/* A million sites of a thousand classes and a billion requests a day, with a gibibyte of memory. */
static bool planet(const char *program)
{
    static const char *const arguments[] = {"simulate", "--quiet", "--catalogue",
                                            "scenarios/catalogue", "build/bench/planet.xml"};
    static const struct rlimit gibibyte = {1u << 30, 1u << 30};
    static struct call call;
    struct cost cost;
    pid_t child;
    int status = -1;

    if (system("sh tests/bench/planet.sh >build/bench/planet.xml") != 0)
        return false;
    add(&call, program);
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++)
        add(&call, arguments[i]);
    fflush(stdout);
    child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_AS, &gibibyte);
        cost = run(call.arguments);
        if (cost.fine)
            bench_line_print(&(struct bench_line){.name = "planet",
                                                  .way = "to 1 %, in all",
                                                  .ns = 1e9 * cost.cpu_s,
                                                  .ratio = NAN,
                                                  .mb = cost.mb});
        else
            fprintf(stderr, "bench: the planet failed\n");
        _exit(cost.fine ? 0 : 1);
    }
    if (child > 0)
        waitpid(child, &status, 0);
    return status == 0;
}

int main(int argc, char **argv)
{
    static const struct scaling scalings[] = {
        {"sites", "sites", SIMULATE, 1, {100, 1000, 10000}},
        {"requests of a replication", "requests", SIMULATE, REPLICATIONS, {10000, 100000, 1000000}},
        {"sizes of a pool", "sizes", CHOOSE, 1, {10, 100, 1000}},
        {"points of a sweep", "point", SWEEP, 1, {1, 4, 16}},
    };
    const char *program = argc > 1 ? argv[1] : "build/release/cairn";
    bool good = system("mkdir -p build/bench") == 0;

    for (size_t i = 0; i < sizeof scalings / sizeof *scalings; i++)
        good &= scale(program, &scalings[i]);
    good &= threads(program);
    good &= planet(program);
    forget();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
