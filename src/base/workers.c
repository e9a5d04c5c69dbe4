#include "base/workers.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"

struct thread {
    struct cairn_workers *workers;
    int worker; /* >= 1 */
    pthread_t id;
};

struct cairn_workers {
    struct thread *threads; /* owned */
    int n_threads;
    pthread_mutex_t mutex; /* of what follows, apart from the atomic */
    pthread_cond_t begin;  /* a round has begun, or the end has come */
    pthread_cond_t end;    /* the last thread is done with the round */
    uint64_t round;
    int at_work; /* threads that are not done with the round */
    bool leaving;
    atomic_bool running; /* a round; only to find mistakes */
    /* the round; written while no thread is at work */
    cairn_task task;
    void *context;
    int n;
    int done;
    atomic_llong next; /* index; n and above: none is left */
};

static void work(struct cairn_workers *workers, int worker)
{
    for (;;) {
        long long index = atomic_fetch_add(&workers->next, 1);

        if (index >= workers->n)
            return;
        if (!workers->task(workers->context, (int)index, worker)) {
            index = atomic_exchange(&workers->next, workers->n);
            if (index < workers->n) /* nobody else finds it so any more */
                workers->done = (int)index;
        }
    }
}

static void *thread_main(void *argument)
{
    const struct thread *thread = argument;
    struct cairn_workers *workers = thread->workers;
    uint64_t seen = 0;

    pthread_mutex_lock(&workers->mutex);
    for (;;) {
        while (workers->round == seen && !workers->leaving)
            pthread_cond_wait(&workers->begin, &workers->mutex);
        if (workers->leaving)
            break;
        seen = workers->round;
        pthread_mutex_unlock(&workers->mutex);
        work(workers, thread->worker);
        pthread_mutex_lock(&workers->mutex);
        if (--workers->at_work == 0)
            pthread_cond_signal(&workers->end);
    }
    pthread_mutex_unlock(&workers->mutex);
    return NULL;
}

/* Starts up to n threads, which inherit that signals are blocked. */
static void start_threads(struct cairn_workers *workers, int n)
{
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}; /* of who causes them */
    sigset_t blocked, before;

    sigfillset(&blocked);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        sigdelset(&blocked, own[i]);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    for (; workers->n_threads < n; workers->n_threads++) {
        struct thread *thread = &workers->threads[workers->n_threads];

        *thread = (struct thread){.workers = workers, .worker = workers->n_threads + 1};
        if (pthread_create(&thread->id, NULL, thread_main, thread) != 0)
            break;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct cairn_workers *cairn_workers_new(int n)
{
    struct cairn_workers *workers = cairn_calloc(1, sizeof *workers);

    assert(n >= 1);
    workers->threads = cairn_calloc((size_t)n - 1, sizeof *workers->threads);
    pthread_mutex_init(&workers->mutex, NULL); /* without attributes none of these fails */
    pthread_cond_init(&workers->begin, NULL);
    pthread_cond_init(&workers->end, NULL);
    atomic_init(&workers->running, false);
    atomic_init(&workers->next, 0);
    start_threads(workers, n - 1);
    return workers;
}

void cairn_workers_free(struct cairn_workers *workers)
{
    if (!workers)
        return;
    assert(!atomic_load(&workers->running));
    pthread_mutex_lock(&workers->mutex);
    workers->leaving = true;
    pthread_cond_broadcast(&workers->begin);
    pthread_mutex_unlock(&workers->mutex);
    for (int i = 0; i < workers->n_threads; i++)
        pthread_join(workers->threads[i].id, NULL);
    pthread_cond_destroy(&workers->end);
    pthread_cond_destroy(&workers->begin);
    pthread_mutex_destroy(&workers->mutex);
    cairn_free(workers->threads);
    cairn_free(workers);
}

int cairn_workers_count(const struct cairn_workers *workers)
{
    return workers ? 1 + workers->n_threads : 1;
}

/* Does a round with the threads. */
static void run_together(struct cairn_workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    workers->round++;
    workers->at_work = workers->n_threads;
    pthread_cond_broadcast(&workers->begin);
    pthread_mutex_unlock(&workers->mutex);
    work(workers, 0);
    pthread_mutex_lock(&workers->mutex);
    while (workers->at_work > 0)
        pthread_cond_wait(&workers->end, &workers->mutex);
    pthread_mutex_unlock(&workers->mutex);
}

static int run_alone(int n, cairn_task task, void *context)
{
    for (int i = 0; i < n; i++)
        if (!task(context, i, 0))
            return i + 1;
    return n;
}

int cairn_workers_run(struct cairn_workers *workers, int n, cairn_task task, void *context)
{
    bool nested = workers && atomic_exchange(&workers->running, true);
    int done;

    assert(n >= 0 && !nested);
    (void)nested;
    if (!workers)
        return run_alone(n, task, context);
    if (workers->n_threads > 0 && n > 1) { /* one task is not worth waking anybody */
        workers->task = task;
        workers->context = context;
        workers->n = workers->done = n;
        atomic_store(&workers->next, 0);
        run_together(workers);
        done = workers->done;
    } else {
        done = run_alone(n, task, context);
    }
    atomic_store(&workers->running, false);
    return done;
}
