#include "study/sweep_ranks.h"

#include "base/alloc.h"
#include "study/optimum_code.h"

enum { IDLE = -1 };

struct service {
    struct cairn_ranks *ranks;
    struct cairn_asker *asker;
    struct cairn_sweep_rows *rows;
    const int64_t *missing;
    int64_t n_missing, next; /* index of what is given next */
    int64_t *has;            /* [rank]: index that it has, or IDLE; owned */
    int n_busy;
    bool ending;
};

static void give(struct service *s)
{
    for (int r = 1; r < cairn_ranks_count(s->ranks); r++) {
        if (s->ending || s->next == s->n_missing || !cairn_sweep_rows_has_room(s->rows, s->next))
            return;
        if (s->has[r] != IDLE)
            continue;
        s->has[r] = s->next++;
        s->n_busy++;
        cairn_ranks_give(s->ranks, r, s->missing[s->has[r]]);
    }
}

/* A rank that was told to stop returns nothing, and so ends the sweep. */
static void take(struct service *s, int rank, const struct cairn_buffer *bytes)
{
    int64_t index = s->has[rank];
    struct cairn_asked asked;
    bool good = bytes->size > 0;

    s->has[rank] = IDLE;
    s->n_busy--;
    if (good) {
        cairn_asker_make(s->asker, s->missing[index], &asked);
        if (asked.there)
            good = cairn_optimum_decode(&asked.optimum, asked.there, bytes->data, bytes->size);
        if (good)
            cairn_sweep_rows_put(s->rows, index, &asked);
        else
            cairn_asked_release(&asked);
    }
    s->ending = s->ending || !good || s->rows->failed;
}

void cairn_sweep_serve(struct cairn_ranks *ranks, struct cairn_asker *asker,
                       struct cairn_sweep_rows *rows, const int64_t *missing, int64_t n_missing)
{
    struct service s = {ranks, asker, rows, missing, n_missing, 0, NULL, 0, false};
    const struct cairn_choose_limits *limits = &asker->limits;
    struct cairn_buffer bytes;
    int rank;

    cairn_buffer_init(&bytes);
    s.has = cairn_calloc((size_t)cairn_ranks_count(ranks), sizeof *s.has);
    for (int r = 0; r < cairn_ranks_count(ranks); r++)
        s.has[r] = IDLE;
    for (give(&s); s.n_busy > 0; give(&s)) {
        cairn_buffer_clear(&bytes);
        if (cairn_ranks_collect(ranks, &rank, &bytes))
            take(&s, rank, &bytes);
        if (limits->stop && limits->stop(limits->context))
            s.ending = true;
    }
    cairn_free(s.has);
    cairn_buffer_release(&bytes);
}

void cairn_sweep_dismiss(struct cairn_ranks *ranks)
{
    for (int r = 1; r < cairn_ranks_count(ranks); r++)
        cairn_ranks_give(ranks, r, CAIRN_RANKS_DONE);
}

void cairn_sweep_work(struct cairn_ranks *ranks, const struct cairn_sweep_question *question)
{
    struct cairn_asker asker;
    struct cairn_buffer bytes;
    int64_t point;

    cairn_asker_init(&asker, question);
    cairn_buffer_init(&bytes);
    while ((point = cairn_ranks_take(ranks)) != CAIRN_RANKS_DONE) {
        struct cairn_asked asked;

        cairn_buffer_clear(&bytes);
        if (cairn_asker_ask(&asker, point, &asked)) {
            cairn_optimum_encode(&asked.optimum, asked.there, &bytes);
            cairn_asked_release(&asked);
        }
        cairn_ranks_return(ranks, &bytes);
    }
    cairn_buffer_release(&bytes);
    cairn_asker_release(&asker);
}
