#include <check.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/alloc.h"
#include "base/workers.h"

/* ---- every task once ---- */

enum { MOST_TASKS = 5000, MOST_WORKERS = 20 };

struct tally {
    atomic_int done[MOST_TASKS];
    atomic_int at_work[MOST_WORKERS];
    int by_worker[MOST_WORKERS]; /* not atomic: the workers' own */
    atomic_int clashes;          /* two tasks as the same worker; Check is for one thread only */
    int last;                    /* task that ends the round */
    int work;                    /* turns of a loop */
};

static bool count(void *context, int index, int worker)
{
    struct tally *tally = context;
    volatile int turns = tally->work;

    atomic_fetch_add(&tally->clashes, atomic_fetch_add(&tally->at_work[worker], 1));
    while (turns > 0)
        turns--;
    atomic_fetch_add(&tally->done[index], 1);
    tally->by_worker[worker]++;
    atomic_fetch_sub(&tally->at_work[worker], 1);
    return index != tally->last;
}

static void check_round(struct cairn_workers *workers, int n)
{
    struct tally *tally = cairn_calloc(1, sizeof *tally);
    int sum = 0, wrong = 0;

    tally->work = 100;
    tally->last = -1;
    ck_assert_int_eq(cairn_workers_run(workers, n, count, tally), n);
    ck_assert_int_eq(tally->clashes, 0);
    for (int i = 0; i < MOST_TASKS; i++)
        wrong += tally->done[i] != (i < n);
    ck_assert_int_eq(wrong, 0);
    for (int i = 0; i < MOST_WORKERS; i++) {
        ck_assert(i < cairn_workers_count(workers) || tally->by_worker[i] == 0);
        sum += tally->by_worker[i];
    }
    ck_assert_int_eq(sum, n);
    cairn_free(tally);
}

START_TEST(each_task_is_done_once)
{
    static const int counts[] = {1, 2, 3, 8, MOST_WORKERS};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct cairn_workers *workers = cairn_workers_new(counts[i]);

        ck_assert_int_eq(cairn_workers_count(workers), counts[i]);
        check_round(workers, 0);
        check_round(workers, 1);
        check_round(workers, 2); /* fewer than workers */
        check_round(workers, MOST_TASKS);
        for (int round = 0; round < 200; round++)
            check_round(workers, round % 7);
        cairn_workers_free(workers);
    }
}
END_TEST

/* What was handed out before a task ended the round is done, all of it and nothing else. */
START_TEST(what_is_done_is_a_prefix)
{
    struct cairn_workers *workers = _i ? cairn_workers_new(_i) : NULL;

    for (int round = 0; round < 100; round++) {
        struct tally *tally = cairn_calloc(1, sizeof *tally);
        int done, wrong = 0;

        tally->work = 100 * (round % 10);
        tally->last = 5 * round;
        done = cairn_workers_run(workers, MOST_TASKS, count, tally);
        ck_assert_int_gt(done, tally->last);
        ck_assert(_i > 1 || done == tally->last + 1);
        for (int i = 0; i < MOST_TASKS; i++)
            wrong += tally->done[i] != (i < done);
        ck_assert_int_eq(wrong, 0);
        cairn_free(tally);
    }
    check_round(workers, 100); /* the next is not affected */
    cairn_workers_free(workers);
}
END_TEST

START_TEST(without_workers_the_caller_does_it_all)
{
    cairn_workers_free(NULL);
    ck_assert_int_eq(cairn_workers_count(NULL), 1);
    check_round(NULL, 0);
    check_round(NULL, MOST_TASKS);
}
END_TEST

/* Threads that have had nothing to do end too, however soon. */
START_TEST(it_ends_without_a_round)
{
    for (int i = 0; i < 200; i++)
        cairn_workers_free(cairn_workers_new(1 + i % 5));
}
END_TEST

/* ---- together ---- */

/* Each of two tasks waits for the other: alone, a worker would wait for ever. */
static bool meet(void *context, int index, int worker)
{
    atomic_int *here = context;

    (void)index;
    (void)worker;
    atomic_fetch_add(here, 1);
    while (atomic_load(here) < 2)
        ;
    return true;
}

START_TEST(two_tasks_run_at_the_same_time)
{
    struct cairn_workers *workers = cairn_workers_new(2);
    atomic_int here = 0;

    cairn_workers_run(workers, 2, meet, &here);
    cairn_workers_free(workers);
}
END_TEST

struct who {
    pthread_t caller;
    int strangers;
};

static bool look(void *context, int index, int worker)
{
    struct who *who = context;

    (void)index;
    who->strangers += worker != 0 || !pthread_equal(pthread_self(), who->caller);
    return true;
}

START_TEST(one_worker_or_one_task_stay_with_the_caller)
{
    struct cairn_workers *one = cairn_workers_new(1);
    struct cairn_workers *many = cairn_workers_new(4);
    struct who who = {.caller = pthread_self()};

    cairn_workers_run(one, 100, look, &who);
    for (int i = 0; i < 100; i++)
        cairn_workers_run(many, 1, look, &who);
    ck_assert_int_eq(who.strangers, 0);
    cairn_workers_free(one);
    cairn_workers_free(many);
}
END_TEST

/* ---- results ---- */

struct sums {
    int n;
    long long *of; /* [index], plain: a round ends with all of them readable */
};

static bool add_up(void *context, int index, int worker)
{
    struct sums *sums = context;

    (void)worker;
    for (int i = 0; i <= index; i++)
        sums->of[index] += i;
    return true;
}

START_TEST(what_tasks_wrote_can_be_read)
{
    enum { N = 300 };
    struct cairn_workers *workers = cairn_workers_new(4);
    struct sums sums = {N, cairn_calloc(N, sizeof *sums.of)};

    for (int round = 1; round <= 20; round++) {
        cairn_workers_run(workers, N, add_up, &sums);
        for (int i = 0; i < N; i++)
            ck_assert_int_eq(sums.of[i], (long long)round * i * (i + 1) / 2);
    }
    cairn_free(sums.of);
    cairn_workers_free(workers);
}
END_TEST

/* ---- the system ---- */

struct masks {
    atomic_int here;
    sigset_t of[3]; /* [worker] */
};

static bool take_mask(void *context, int index, int worker)
{
    struct masks *masks = context;

    (void)index;
    pthread_sigmask(SIG_SETMASK, NULL, &masks->of[worker]);
    atomic_fetch_add(&masks->here, 1);
    while (atomic_load(&masks->here) < 3) /* all three workers have one task each */
        ;
    return true;
}

START_TEST(signals_are_for_the_caller)
{
    struct cairn_workers *workers = cairn_workers_new(3);
    struct masks masks = {.here = 0};

    cairn_workers_run(workers, 3, take_mask, &masks);
    for (int worker = 0; worker < 3; worker++) {
        ck_assert_int_eq(sigismember(&masks.of[worker], SIGINT), worker != 0);
        ck_assert_int_eq(sigismember(&masks.of[worker], SIGTERM), worker != 0);
        ck_assert_int_eq(sigismember(&masks.of[worker], SIGSEGV), 0);
    }
    cairn_workers_free(workers);
}
END_TEST

/* The sanitizers need more address space than any limit leaves. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* Stacks of threads are address space: there is room for some of a thousand, not for all. */
START_TEST(with_fewer_threads_it_goes_on)
{
#ifndef SANITIZED
    struct cairn_workers *workers;
    struct rlimit before, limit;

    ck_assert_int_eq(getrlimit(RLIMIT_AS, &before), 0);
    limit = (struct rlimit){.rlim_cur = (rlim_t)512 << 20, .rlim_max = before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    workers = cairn_workers_new(1000);
    ck_assert_int_lt(cairn_workers_count(workers), 1000);
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &before), 0);
    ck_assert_int_ge(cairn_workers_count(workers), 1);
    struct sums sums = {50, cairn_calloc(50, sizeof *sums.of)};

    cairn_workers_run(workers, 50, add_up, &sums);
    ck_assert_int_eq(sums.of[49], 49 * 50 / 2);
    cairn_free(sums.of);
    cairn_workers_free(workers);
#endif
}
END_TEST

#ifndef NDEBUG
static bool nest(void *context, int index, int worker)
{
    (void)index;
    (void)worker;
    cairn_workers_run(context, 2, look, NULL);
    return true;
}

START_TEST(a_round_within_a_task_is_a_mistake)
{
    struct cairn_workers *workers = cairn_workers_new(_i);
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    fclose(stderr);
    cairn_workers_run(workers, 2, nest, workers);
}
END_TEST
#endif

Suite *test_workers(void);

Suite *test_workers(void)
{
    Suite *suite = suite_create("workers");
    TCase *rounds = tcase_create("rounds");
    TCase *system = tcase_create("system");
    TCase *limits = tcase_create("limits");

    tcase_add_test(rounds, each_task_is_done_once);
    tcase_add_loop_test(rounds, what_is_done_is_a_prefix, 0, 6);
    tcase_add_test(rounds, without_workers_the_caller_does_it_all);
    tcase_add_test(rounds, it_ends_without_a_round);
    tcase_add_test(rounds, two_tasks_run_at_the_same_time);
    tcase_add_test(rounds, one_worker_or_one_task_stay_with_the_caller);
    tcase_add_test(rounds, what_tasks_wrote_can_be_read);
    tcase_set_tags(rounds, "threads");
    suite_add_tcase(suite, rounds);
    tcase_add_test(system, signals_are_for_the_caller);
#ifndef NDEBUG
    tcase_add_loop_test_raise_signal(system, a_round_within_a_task_is_a_mistake, SIGABRT, 1, 3);
#endif
    tcase_set_tags(system, "threads");
    suite_add_tcase(suite, system);
    tcase_add_test(limits, with_fewer_threads_it_goes_on);
    tcase_set_tags(limits, "limits"); /* valgrind dies of a thread that cannot start */
    suite_add_tcase(suite, limits);
    return suite;
}
