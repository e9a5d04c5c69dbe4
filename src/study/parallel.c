#include "study/parallel.h"

#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/hash.h"

/* Set by what starts processes of MPI: Open MPI, and those that speak PMI (MPICH, Slurm). */
static bool started_as_one_of_several(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *size = getenv(names[i]);

        if (size && strtol(size, NULL, 10) > 1)
            return true;
    }
    return false;
}

#ifdef CAIRN_MPI

#include <mpi.h>
#include <string.h>

enum { TAG_WORK, TAG_BYTES };

struct cairn_ranks {
    int n, own;
};

static void rest(void)
{
    struct timespec half_ms = {0, 500000};

    nanosleep(&half_ms, NULL);
}

struct cairn_ranks *cairn_ranks_join(const char **why)
{
    struct cairn_ranks *ranks;

    *why = NULL;
    if (!started_as_one_of_several())
        return NULL;
    if (MPI_Init(NULL, NULL) != MPI_SUCCESS) {
        *why = "MPI does not start";
        return NULL;
    }
    ranks = cairn_calloc(1, sizeof *ranks);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks->n);
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks->own);
    return ranks;
}

void cairn_ranks_leave(struct cairn_ranks *ranks)
{
    if (!ranks)
        return;
    MPI_Finalize();
    cairn_free(ranks);
}

int cairn_ranks_count(const struct cairn_ranks *ranks)
{
    return ranks ? ranks->n : 1;
}

int cairn_ranks_own(const struct cairn_ranks *ranks)
{
    return ranks ? ranks->own : 0;
}

bool cairn_ranks_agree(struct cairn_ranks *ranks, const char *text)
{
    struct cairn_hash128 own;
    uint64_t least[2], most[2];
    struct cairn_hash hash;

    if (!ranks)
        return true;
    cairn_hash_init(&hash);
    cairn_hash_bytes(&hash, text, strlen(text));
    own = cairn_hash_final(&hash);
    MPI_Allreduce(own.word, least, 2, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(own.word, most, 2, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
    return memcmp(least, most, sizeof least) == 0;
}

void cairn_ranks_give(struct cairn_ranks *ranks, int rank, int64_t work)
{
    (void)ranks;
    MPI_Send(&work, 1, MPI_INT64_T, rank, TAG_WORK, MPI_COMM_WORLD);
}

bool cairn_ranks_collect(struct cairn_ranks *ranks, int *rank, struct cairn_buffer *bytes)
{
    MPI_Status status;
    int came = 0, size;
    char *part;

    (void)ranks;
    MPI_Iprobe(MPI_ANY_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &came, &status);
    if (!came) {
        rest();
        return false;
    }
    MPI_Get_count(&status, MPI_BYTE, &size);
    part = cairn_alloc((size_t)size + 1);
    MPI_Recv(part, size, MPI_BYTE, status.MPI_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &status);
    cairn_buffer_append(bytes, part, (size_t)size);
    cairn_free(part);
    *rank = status.MPI_SOURCE;
    return true;
}

int64_t cairn_ranks_take(struct cairn_ranks *ranks)
{
    int64_t work;
    int came = 0;

    (void)ranks;
    for (;;) {
        MPI_Iprobe(0, TAG_WORK, MPI_COMM_WORLD, &came, MPI_STATUS_IGNORE);
        if (came)
            break;
        rest();
    }
    MPI_Recv(&work, 1, MPI_INT64_T, 0, TAG_WORK, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return work;
}

void cairn_ranks_return(struct cairn_ranks *ranks, const struct cairn_buffer *bytes)
{
    (void)ranks;
    MPI_Send(bytes->data, (int)bytes->size, MPI_BYTE, 0, TAG_BYTES, MPI_COMM_WORLD);
}

#else

struct cairn_ranks *cairn_ranks_join(const char **why)
{
    *why = started_as_one_of_several()
               ? "started as one of several processes, but built without MPI; see 'make MPI=1'"
               : NULL;
    return NULL;
}

void cairn_ranks_leave(struct cairn_ranks *ranks)
{
    (void)ranks;
}

int cairn_ranks_count(const struct cairn_ranks *ranks)
{
    (void)ranks;
    return 1;
}

int cairn_ranks_own(const struct cairn_ranks *ranks)
{
    (void)ranks;
    return 0;
}

bool cairn_ranks_agree(struct cairn_ranks *ranks, const char *text)
{
    (void)ranks;
    (void)text;
    return true;
}

void cairn_ranks_give(struct cairn_ranks *ranks, int rank, int64_t work)
{
    (void)ranks;
    (void)rank;
    (void)work;
}

bool cairn_ranks_collect(struct cairn_ranks *ranks, int *rank, struct cairn_buffer *bytes)
{
    (void)ranks;
    (void)rank;
    (void)bytes;
    return false;
}

int64_t cairn_ranks_take(struct cairn_ranks *ranks)
{
    (void)ranks;
    return CAIRN_RANKS_DONE;
}

void cairn_ranks_return(struct cairn_ranks *ranks, const struct cairn_buffer *bytes)
{
    (void)ranks;
    (void)bytes;
}

#endif
