#include "math/zipf.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

/* A probability within a cell, 0 to 1, in units of 2^-32. */
static uint32_t in_units(double share)
{
    return share < 1.0 ? (uint32_t)(share * 0x1p32) : UINT32_MAX;
}

/*
 * Pairs ranks of less than the mean probability with ranks of more, each of which fills up the
 * cell of the other. `left` is what is left of each rank, in means. The last of either kind differ
 * from 1 by rounding alone, and are their own alias.
 */
static void pair_up(struct cairn_zipf *zipf, double *left, uint32_t *stack)
{
    size_t low = 0, high = zipf->n; /* stacks that grow towards each other */

    for (size_t i = zipf->n; i-- > 0;) {
        zipf->cells[i] = (struct cairn_zipf_cell){.own = UINT32_MAX, .alias = (uint32_t)i};
        if (left[i] < 1.0)
            stack[low++] = (uint32_t)i;
        else
            stack[--high] = (uint32_t)i;
    }
    while (low > 0 && high < zipf->n) {
        uint32_t small = stack[--low], large = stack[high];

        zipf->cells[small] = (struct cairn_zipf_cell){.own = in_units(left[small]), .alias = large};
        left[large] -= 1.0 - left[small];
        if (left[large] < 1.0) {
            high++;
            stack[low++] = large;
        }
    }
}

const char *cairn_zipf_init(struct cairn_zipf *zipf, size_t n, double exponent)
{
    double *probability, *left;
    uint32_t *stack;
    double sum = 0.0;

    if (n < 1 || n > CAIRN_ZIPF_MAX)
        return "the number of contents lies between 1 and 100000000";
    if (!(exponent >= 0.0 && exponent <= 20.0))
        return "the exponent of a popularity lies between 0 and 20";
    probability = cairn_calloc(n, sizeof *probability);
    left = cairn_calloc(n, sizeof *left);
    stack = cairn_calloc(n, sizeof *stack);
    for (size_t i = 0; i < n; i++)
        probability[i] = pow((double)(i + 1), -exponent); /* [ZIPF] */
    for (size_t i = n; i-- > 0;)                          /* the small ones first */
        sum += probability[i];
    for (size_t i = 0; i < n; i++) {
        probability[i] /= sum;
        left[i] = probability[i] * (double)n;
    }
    *zipf = (struct cairn_zipf){
        .n = n,
        .probability = probability,
        .cells = cairn_calloc(n, sizeof *zipf->cells),
    };
    pair_up(zipf, left, stack);
    cairn_free(left);
    cairn_free(stack);
    return NULL;
}

void cairn_zipf_release(struct cairn_zipf *zipf)
{
    cairn_free(zipf->cells);
    cairn_free(zipf->probability);
    *zipf = (struct cairn_zipf){0};
}

double cairn_zipf_probability(const struct cairn_zipf *zipf, size_t rank)
{
    assert(rank < zipf->n);
    return zipf->probability[rank];
}
