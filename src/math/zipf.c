#include "math/zipf.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

const char *cairn_zipf_init(struct cairn_zipf *zipf, size_t n, double exponent)
{
    double *probability;
    double sum = 0.0;

    if (n < 1 || n > CAIRN_ZIPF_MAX)
        return "the number of contents lies between 1 and 100000000";
    if (!(exponent >= 0.0 && exponent <= 20.0))
        return "the exponent of a popularity lies between 0 and 20";
    probability = cairn_calloc(n, sizeof *probability);
    for (size_t i = 0; i < n; i++)
        probability[i] = pow((double)(i + 1), -exponent); /* [ZIPF] */
    for (size_t i = n; i-- > 0;)                          /* the small ones first */
        sum += probability[i];
    for (size_t i = 0; i < n; i++)
        probability[i] /= sum;
    zipf->n = n;
    zipf->probability = probability;
    zipf->alias = gsl_ran_discrete_preproc(n, probability);
    if (!zipf->alias)
        cairn_out_of_memory();
    return NULL;
}

void cairn_zipf_release(struct cairn_zipf *zipf)
{
    gsl_ran_discrete_free(zipf->alias);
    cairn_free(zipf->probability);
    *zipf = (struct cairn_zipf){0};
}

size_t cairn_zipf_draw(const struct cairn_zipf *zipf, struct cairn_rng *rng)
{
    gsl_rng view = cairn_rng_as_gsl(rng);

    return gsl_ran_discrete(&view, zipf->alias);
}

double cairn_zipf_probability(const struct cairn_zipf *zipf, size_t rank)
{
    assert(rank < zipf->n);
    return zipf->probability[rank];
}
